//! Locking: the key leaves memory, the mirror is closed, nothing is read and nothing synced until a person opens it again
//! (docs/decisions/0020). What was being typed is saved before. And the other ways to the same screen: a keyring that does
//! not open the mirror, a lease that is over.

use super::keys::{self, Found};
use super::{Open, Session, Stage, Waiting};
use crate::keychain;
use crate::lock::{self, Curtain, LastTouch, LockSettings};
use crate::window::{self, SaveAsked};
use satchel_core::error::{AppError, Error};
use satchel_core::lease::{Lease, Standing};
use satchel_core::sentence::Cannot;
use satchel_core::store::aside::{self, AtStake, HeldMirror};
use satchel_core::store::door::{self, Trouble};
use satchel_core::store::key::{KeySlots, Slot};
use serde::Serialize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tauri::{AppHandle, Manager, Window};
use tauri_specta::Event;
use tokio::sync::oneshot;

/// How long the windows may take to save what is being typed.
const SAVING: Duration = Duration::from_secs(2);
/// Somebody who does not want another key now is asked again after so many days.
const ASK_AGAIN: u32 = 30;

/// Why it is locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WhyLocked {
    /// It opens with a passphrase or a recovery code at each start.
    Start,
    /// The person locked it.
    Person,
    /// Nobody touched it for a while.
    Idle,
    /// The computer was suspended.
    Suspend,
    /// The screen was locked.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "nobody tells there: lock/desktop.rs")
    )]
    Screen,
    /// The lease is over: the server has to let the person in once.
    Lease,
    /// The keyring is locked.
    KeyringLocked,
    /// No keyring answers.
    KeyringAbsent,
    /// The keyring has no key for this mirror.
    KeyringMissing,
    /// The keyring's key is another one's.
    KeyringWrong,
    /// The keyring was asked, and has not answered yet: it opens as soon as that does.
    KeyringUnanswered,
}

impl From<Option<Trouble>> for WhyLocked {
    fn from(trouble: Option<Trouble>) -> WhyLocked {
        match trouble {
            None => WhyLocked::Start,
            Some(Trouble::Locked) => WhyLocked::KeyringLocked,
            Some(Trouble::Absent) => WhyLocked::KeyringAbsent,
            Some(Trouble::Missing) => WhyLocked::KeyringMissing,
            Some(Trouble::Wrong) => WhyLocked::KeyringWrong,
            Some(Trouble::Unanswered) => WhyLocked::KeyringUnanswered,
        }
    }
}

impl WhyLocked {
    fn is_the_keyring(self) -> bool {
        matches!(
            self,
            WhyLocked::KeyringLocked
                | WhyLocked::KeyringAbsent
                | WhyLocked::KeyringMissing
                | WhyLocked::KeyringWrong
                | WhyLocked::KeyringUnanswered
        )
    }
}

/// The locked screen.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ShownLock {
    /// Why.
    pub why: WhyLocked,
    /// A passphrase opens it.
    pub passphrase: bool,
    /// A recovery code opens it.
    pub recovery: bool,
    /// The keyring may open it.
    pub keyring: bool,
    /// A new copy may begin, with this one set aside.
    pub may_begin_anew: bool,
    /// What is unsent in it, as far as was noted.
    pub at_stake: AtStake,
}

/// How safe the open mirror is, for the settings.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Safety {
    /// What opens it.
    pub slots: Vec<Slot>,
    /// When it locks.
    pub settings: LockSettings,
    /// Locking with the screen can be chosen: somebody tells when that is.
    pub screen_is_told: bool,
    /// Somebody waits for it to lock before the computer sleeps; else it locks after it woke.
    pub sleep_is_told: bool,
    /// For how many days it opens without the server.
    pub lease_days: u32,
    /// How the lease stands.
    pub lease: Standing,
    /// Copies that were set aside.
    pub held: Vec<HeldMirror>,
    /// It is time to ask for another key beside the keyring.
    pub ask_for_key: bool,
}

impl Session {
    /// When it locks.
    pub(crate) fn lock_settings(&self) -> LockSettings {
        lock::read(&self.places.lock())
    }

    /// Chooses when it locks.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn set_lock_settings(&self, settings: LockSettings) -> Result<Safety, AppError> {
        lock::save(&self.places.lock(), settings)?;
        self.safety()
    }

    /// Chooses for how many days it opens without the server.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn set_lease_days(&self, days: u32) -> Result<Safety, AppError> {
        let most = self.managed.max_lease_days().unwrap_or(days);
        self.core()?.set_lease_days(days.min(most))?;
        self.safety()
    }

    /// How safe the open mirror is.
    ///
    /// # Errors
    /// `Locked`; `Storage`.
    pub(crate) fn safety(&self) -> Result<Safety, AppError> {
        let Open { id, core } = self.open_now().ok_or(Error::Locked)?;
        let folder = self.places.account(&id);
        let slots = KeySlots::read(&folder)?.map_or(Vec::new(), |slots| slots.kinds());
        let settings = self.lock_settings();
        let lease: Lease = core.lease()?;
        let alone = slots == [Slot::Keyring];
        Ok(Safety {
            ask_for_key: alone && self.demo.is_none() && today() >= settings.asked_until,
            slots,
            settings,
            screen_is_told: lock::SCREEN_IS_TOLD,
            sleep_is_told: lock::SLEEP_IS_TOLD.load(Ordering::Relaxed),
            lease_days: lease.days,
            lease: lease.standing(),
            held: aside::held(&folder),
        })
    }

    /// The person does not want another key now.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn put_off_key(&self) -> Result<Safety, AppError> {
        self.set_lock_settings(LockSettings {
            asked_until: today() + ASK_AGAIN,
            ..self.lock_settings()
        })
    }

    /// Would it keep somebody out to lock it while nobody touches it? Not where the keyring alone opens it: whoever sits there
    /// could, and the person at another window would hear of no case any more.
    pub(crate) fn keeps_somebody_out(&self) -> bool {
        let Some(Open { id, .. }) = self.open_now() else {
            return false;
        };
        let slots = KeySlots::read(&self.places.account(&id)).ok().flatten();
        keeps_somebody_out(slots.as_ref())
    }

    /// The screen was unlocked: what was locked with it opens again, where the keyring may do that.
    #[cfg(target_os = "linux")]
    pub(crate) async fn open_with_screen(&self, app: &AppHandle) {
        let Some((waiting, why @ (WhyLocked::Screen | WhyLocked::Suspend))) = self.locked_now()
        else {
            return;
        };
        let slots = KeySlots::read(&self.places.account(&waiting.id));
        let may = slots.is_ok_and(|s| s.is_some_and(|s| self.keyring_may_open(&s, why)));
        if may && let Err(e) = self.unlock(app, None).await {
            tracing::warn!(code = ?e.code, "it stays locked until somebody unlocks it");
        }
    }

    /// Locks the open mirror; nothing happens where none is open.
    pub(crate) async fn lock(&self, app: &AppHandle, why: WhyLocked) {
        if self.open_now().is_none() {
            return;
        }
        self.have_the_windows_save(app).await;
        let Some(Open { id, core }) = self.open_now() else {
            return;
        };
        self.note_at_stake(&id, &core);
        drop(core);
        let mut note = self.places.note(&id);
        note.is_locked = true;
        if let Err(e) = self.places.save_note(&id, &note) {
            tracing::warn!(code = ?e.code, "a restart could open it by the keyring alone");
        }
        if self.close().await.is_some() {
            let waiting = Waiting {
                id,
                signed_in: None,
            };
            self.go(app, Stage::Locked(waiting, why));
            window::forget(app);
        }
    }

    /// A window has saved what was being typed.
    pub(crate) fn typing_saved(&self) {
        let mut saving = self.saving();
        if let Some((_, waiting)) = saving.as_mut() {
            *waiting = waiting.saturating_sub(1);
        }
        // The last of the windows.
        if let Some((saved, _)) = saving.take_if(|(_, waiting)| *waiting == 0) {
            let _ = saved.send(());
        }
    }

    /// All windows save what is being typed, where there is a mirror for it; they are not waited for long.
    pub(crate) async fn have_the_windows_save(&self, app: &AppHandle) {
        let windows = app.webview_windows().len();
        self.have_saved(windows, || drop(SaveAsked.emit(app))).await;
    }

    /// This one does.
    pub(crate) async fn have_the_window_save(&self, window: &Window) {
        let ask = || drop(SaveAsked.emit_to(window, window.label()));
        self.have_saved(1, ask).await;
    }

    async fn have_saved(&self, windows: usize, ask: impl FnOnce()) {
        if self.open_now().is_none() {
            return;
        }
        // A second wish to close waits, or the first would end before its answer came.
        let _turn = self.saves.lock().await;
        let (sender, saved) = oneshot::channel();
        *self.saving() = Some((sender, windows));
        ask();
        if tokio::time::timeout(SAVING, saved).await.is_err() {
            tracing::warn!("a window did not say that it saved what was typed");
        }
    }

    /// What the locked screen shows.
    pub(super) fn shown_lock(&self, waiting: &Waiting, why: WhyLocked) -> ShownLock {
        let folder = self.places.account(&waiting.id);
        let slots = KeySlots::read(&folder).ok().flatten().unwrap_or_default();
        ShownLock {
            why,
            passphrase: slots.has(Slot::Passphrase),
            recovery: slots.has(Slot::Recovery),
            keyring: self.keyring_may_open(&slots, why),
            may_begin_anew: matches!(why, WhyLocked::KeyringMissing | WhyLocked::KeyringWrong),
            at_stake: aside::at_stake(&folder),
        }
    }

    /// The keyring opens by itself only what nobody locked, what nothing else opens, or where the person wants it so.
    fn keyring_may_open(&self, slots: &KeySlots, why: WhyLocked) -> bool {
        keyring_may_open(slots, why, self.lock_settings())
    }

    /// Is this mirror locked since it was last open, so that the keyring alone does not open it?
    pub(super) fn stays_locked(&self, id: &str) -> bool {
        let slots = KeySlots::read(&self.places.account(id)).ok().flatten();
        let locked = self.places.note(id).is_locked;
        locked && slots.is_some_and(|slots| !self.keyring_may_open(&slots, WhyLocked::Start))
    }

    /// Opens what is locked: with what was typed, or, where it may, with the keyring. Where the lease is over, the server
    /// is asked as well. Where a passphrase is to be chosen for want of a keyring, the keyring is asked once more.
    ///
    /// # Errors
    /// `WrongPassphrase`; `Invalid` for a mistyped recovery code; `Keyring`; where the lease is over, what stands between
    /// us and the server. Nothing is changed then.
    pub(crate) async fn unlock(
        &self,
        app: &AppHandle,
        typed: Option<String>,
    ) -> Result<(), AppError> {
        // The person and a keyring that answers late: one after the other.
        let _only_one = self.unlocking.lock().await;
        if typed.is_none() {
            keychain::give_up();
        }
        if let Some(waiting) = self.without_keyring_now() {
            let stage = self.open(app, &waiting);
            self.go(app, stage);
            return Ok(());
        }
        let Some((waiting, why)) = self.locked_now() else {
            return Ok(());
        };
        let slots = KeySlots::read(&self.places.account(&waiting.id))?.ok_or(Error::WrongKey)?;
        let key = match typed.as_deref() {
            None if !self.keyring_may_open(&slots, why) => return Err(Error::WrongKey.into()),
            None => match keys::find(&self.places, &waiting.id)? {
                Found::Key(key) => key,
                Found::Ask(trouble) => {
                    self.go(app, Stage::Locked(waiting, trouble.into()));
                    return Ok(());
                }
                Found::NoKeyring => return Err(Error::WrongKey.into()),
            },
            typed => keys::key_by(&waiting.id, &slots, typed)?,
        };
        self.enter(app, &waiting, &key).await
    }

    /// Begins a new copy, with the one that no key opens set aside, whole.
    ///
    /// # Errors
    /// `Invalid` where waiting or a key helps; `Storage`.
    pub(crate) fn begin_anew(&self, app: &AppHandle) -> Result<(), AppError> {
        let Some((waiting, why)) = self.locked_now() else {
            return Ok(());
        };
        if !self.shown_lock(&waiting, why).may_begin_anew {
            return Err(Error::Invalid(Cannot::StillOpens).into());
        }
        aside::set_aside(
            &self.places.account(&waiting.id),
            chrono::Utc::now().date_naive(),
        )?;
        let mut note = self.places.note(&waiting.id);
        note.is_locked = false;
        self.places.save_note(&waiting.id, &note)?;
        let stage = match waiting.signed_in {
            Some(_) => self.open(app, &waiting),
            // The new copy needs to know whose it is.
            None => Stage::SignIn,
        };
        self.go(app, stage);
        Ok(())
    }

    /// From the locked screen to the sign-in: as somebody else, or because the server has to let the person in anew.
    pub(crate) fn leave_lock(&self, app: &AppHandle) {
        if self.locked_now().is_some() {
            self.go(app, Stage::SignIn);
        }
    }

    fn without_keyring_now(&self) -> Option<Waiting> {
        match &*self.stage() {
            Stage::NewPassphrase(waiting) => Some(waiting.clone()),
            _ => None,
        }
    }

    /// The keyring answered at last: the mirror opens by itself. Where the person opened it otherwise meanwhile, what lets them
    /// in at the server is read now.
    pub(crate) async fn open_by_late_keyring(&self, app: &AppHandle) {
        let late = match self.locked_now() {
            Some((_, WhyLocked::KeyringUnanswered)) => self.unlock(app, None).await,
            Some(_) => return,
            None => {
                let _only_one = self.unlocking.lock().await;
                self.connect_again(app)
            }
        };
        if let Err(e) = late {
            tracing::warn!(code = ?e.code, "the keyring answered, and it stays as it is");
        }
    }

    fn locked_now(&self) -> Option<(Waiting, WhyLocked)> {
        match &*self.stage() {
            Stage::Locked(waiting, why) => Some((waiting.clone(), *why)),
            _ => None,
        }
    }

    /// It is open: nothing of this keeps it shut next time, and idling begins anew.
    pub(super) fn note_unlocked(&self, app: &AppHandle, id: &str) {
        app.state::<LastTouch>().touched();
        let mut note = self.places.note(id);
        if note.is_locked {
            note.is_locked = false;
            if let Err(e) = self.places.save_note(id, &note) {
                tracing::warn!(code = ?e.code, "it asks for a key at the next start again");
            }
        }
    }
}

/// Tells the rest of the shell.
pub(super) fn draw_curtain(app: &AppHandle, stage: &Stage) {
    let drawn = !matches!(stage, Stage::Ready(_));
    app.state::<Curtain>().draw(drawn);
}

fn today() -> u32 {
    u32::try_from(chrono::Utc::now().timestamp() / 86_400).unwrap_or_default()
}

/// A key file that can't be read is no reason to stay open.
fn keeps_somebody_out(slots: Option<&KeySlots>) -> bool {
    slots.is_none_or(door::can_be_typed)
}

fn keyring_may_open(slots: &KeySlots, why: WhyLocked, settings: LockSettings) -> bool {
    slots.has(Slot::Keyring)
        && (why.is_the_keyring() || !door::can_be_typed(slots) || settings.keyring_unlocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_core::store::key::{DataKey, SlotKey};

    fn slots(keyring: bool, passphrase: bool) -> KeySlots {
        let (data, mut slots) = (DataKey::generate().unwrap(), KeySlots::new());
        if keyring {
            let key = SlotKey::generate().unwrap();
            slots.set_keyring(&data, &key, "entry").unwrap();
        }
        if passphrase {
            slots
                .set_passphrase(&data, "correct horse battery")
                .unwrap();
        }
        slots
    }

    #[test]
    fn idling_locks_only_where_that_keeps_somebody_out() {
        assert!(!keeps_somebody_out(Some(&slots(true, false))));
        assert!(keeps_somebody_out(Some(&slots(true, true))));
        assert!(keeps_somebody_out(Some(&slots(false, true))));
        assert!(keeps_somebody_out(None), "a key file that can't be read");
    }

    #[test]
    fn the_keyring_opens_what_nothing_else_does_or_where_it_was_chosen() {
        let usual = LockSettings::default();
        let chosen = LockSettings {
            keyring_unlocks: true,
            ..usual
        };
        let (alone, both, none) = (slots(true, false), slots(true, true), slots(false, true));
        for why in [WhyLocked::Screen, WhyLocked::Suspend, WhyLocked::Person] {
            assert!(keyring_may_open(&alone, why, usual), "{why:?}");
            assert!(!keyring_may_open(&both, why, usual), "{why:?}");
            assert!(keyring_may_open(&both, why, chosen), "{why:?}");
            assert!(!keyring_may_open(&none, why, chosen), "{why:?}");
        }
        assert!(keyring_may_open(&both, WhyLocked::KeyringLocked, usual));
    }
}
