//! What Satchel has on the desktop, by the desktop's numbers, and what is on its way there: the desktop tells the number of a
//! notification only after it has shown it. Whoever takes everything away takes what is on its way, too. Shows nothing itself.

use super::Message;
use satchel_core::id::AlertId;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is on the desktop, and what is on its way.
#[derive(Default, Clone)]
pub(crate) struct OnDesktop(Arc<(Mutex<Shown>, Condvar)>);

#[derive(Default)]
struct Shown {
    /// What a notification says now: an older one of the same number is not answered any more.
    numbers: HashMap<u32, Message>,
    /// How many are on their way.
    under_way: usize,
    /// How often everything was taken away.
    times_gone: u64,
}

/// A notification between being given to the desktop and having its number. Dropped, it is not on its way any more.
pub(super) struct Way {
    to: OnDesktop,
    times_gone: u64,
}

impl OnDesktop {
    /// One more is given to the desktop.
    pub(super) fn sets_out(&self) -> Way {
        let mut shown = self.shown();
        shown.under_way += 1;
        Way {
            to: self.clone(),
            times_gone: shown.times_gone,
        }
    }

    /// Is this alert the one to answer for? Once.
    pub(super) fn answers(&self, number: u32, alert: AlertId) -> bool {
        let numbers = &mut self.shown().numbers;
        let its = numbers.get(&number).is_some_and(|m| m.alert == alert);
        if its {
            numbers.remove(&number);
        }
        its
    }

    /// What shows what it has to lose when Satchel locks.
    pub(super) fn open(&self) -> Vec<(u32, Message)> {
        let shown = self.shown();
        let open = shown.numbers.iter().filter(|(_, m)| m.is_open());
        open.map(|(number, message)| (*number, message.clone()))
            .collect()
    }

    /// All of it, for whoever takes it away: it is not answered for any more. What is on its way is waited for so long, and
    /// told to go when it arrives later.
    pub(super) fn all_gone(&self, patience: Duration) -> Vec<(u32, Message)> {
        let settled = self
            .0
            .1
            .wait_timeout_while(self.shown(), patience, |shown| shown.under_way > 0);
        let (mut shown, _) = settled.unwrap_or_else(PoisonError::into_inner);
        shown.times_gone += 1;
        shown.numbers.drain().collect()
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Way {
    /// The desktop has shown it under this number. False: everything was taken away meanwhile, and it has to go, too.
    pub(super) fn arrives(self, number: u32, message: Message) -> bool {
        let mut shown = self.to.shown();
        let stays = shown.times_gone == self.times_gone;
        if stays {
            shown.numbers.insert(number, message);
        }
        stays
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.to.shown().under_way -= 1;
        self.to.0.1.notify_all();
    }
}
