//! Files on their way up, and how far each is: true now, and of no use after the program. What the outbox says of them.

use crate::case::view::OutboxItem;
use crate::crm::transport::Sent;
use crate::event::{Changes, Event};
use crate::id::IntentId;
use crate::intent::State;
use crate::mirror::Mirror;
use crate::sentence::Sentence;
use crate::sync::files::kilobytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The files that are on their way up.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<IntentId, Arc<Sent>>>);

/// One of them, until it has arrived or was given up.
pub(super) struct OnItsWay<'a> {
    uploads: &'a Uploads,
    id: IntentId,
    sent: Arc<Sent>,
}

impl Uploads {
    fn all(&self) -> MutexGuard<'_, HashMap<IntentId, Arc<Sent>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One sets out: whoever listens to the mirror hears how far it is.
    pub(super) fn begin(&self, id: IntentId, mirror: &Mirror) -> OnItsWay<'_> {
        let teller = mirror.teller();
        let sent = Arc::new(Sent::new(move || {
            teller(Event::Changed(Changes {
                outbox: true,
                ..Changes::default()
            }));
        }));
        self.all().insert(id, Arc::clone(&sent));
        OnItsWay {
            uploads: self,
            id,
            sent,
        }
    }

    /// Says of each file that is on its way how far it is, in the place of the reason why it waits; of one that was taken back,
    /// that it was weighs more.
    pub(crate) fn say(&self, items: &mut [OutboxItem]) {
        let all = self.all();
        let is_wanted = |item: &OutboxItem| item.why != Some(Sentence::Withdrawn);
        let on_their_way = items
            .iter_mut()
            .filter(|item| item.state == State::Sending && is_wanted(item));
        for item in on_their_way {
            let (Some(sent), Some(size)) = (all.get(&item.intent_id), item.size) else {
                continue;
            };
            let (left, stands_still) = sent.how_far();
            let (sent_kb, of_kb) = (kilobytes(left.min(u64::from(size))), kilobytes(size.into()));
            let said = match stands_still {
                true => Sentence::UploadStalls { sent_kb, of_kb },
                false => Sentence::Uploading { sent_kb, of_kb },
            };
            item.reason = Some(said.to_string());
            item.why = Some(said);
        }
    }
}

impl OnItsWay<'_> {
    /// What is told how far it is.
    pub(super) fn sent(&self) -> Arc<Sent> {
        Arc::clone(&self.sent)
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.uploads.all().remove(&self.id);
    }
}
