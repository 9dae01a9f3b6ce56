//! What a host may ask about the safety of a mirror on a computer that can be lost: its lease, what is at stake, work out
//! of a copy that was set aside, and whether this copy is an older one. Decisions: `lease.rs`, `store/door.rs`.

use crate::Core;
use crate::begun;
use crate::error::Result;
use crate::intent::{self, Held, Payload, State};
use crate::lease::{self, Lease, Standing};
use crate::store::aside::{self, AtStake};
use crate::store::cursor;
use crate::store::key::DataKey;
use crate::{case, unsent};
use chrono::TimeDelta;
use std::collections::BTreeSet;
use std::path::Path;

/// The cursor that counts how often this mirror was opened for writing.
const EPOCH: &str = "epoch";

impl Core {
    /// The lease. A mirror from before there was one begins it now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn lease(&self) -> Result<Lease> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| lease::table::in_force(db, now))
    }

    /// Time went on, and the program ran for so long since it last said so. Tells how the lease stands.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn note_time(&self, ran: TimeDelta) -> Result<Standing> {
        let kept = self.mirror().read(lease::table::kept)?;
        let now = self.mirror().clock.now();
        let before = self.lease()?;
        let lease = before.aged(now, ran);
        let is_kept = kept.is_some_and(|kept| !kept.is_worth_keeping(lease));
        if !is_kept && self.read_only().is_none() {
            self.mirror().write(|w| lease::table::keep(w, lease))?;
        }
        Ok(lease.standing())
    }

    /// For how many days without the server: the person's choice, or a policy's.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn set_lease_days(&self, days: u32) -> Result<()> {
        let lease = self.lease()?;
        let chosen = Lease {
            days: Lease::begin(lease.let_in_at, days).days,
            ..lease
        };
        if chosen != lease {
            self.mirror().write(|w| {
                w.touch_choices();
                lease::table::keep(w, chosen)
            })?;
        }
        Ok(())
    }

    /// A sign-in succeeded just now.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn was_let_in(&self) -> Result<()> {
        self.engine.was_let_in(true)
    }

    /// Asks the server whether it still lets the person in, with what they were let in with. Tells how the lease stands then.
    ///
    /// # Errors
    /// The trouble on the way; `Storage`.
    pub async fn check_in(&self) -> Result<Standing> {
        self.engine.ask();
        while self.lease()?.standing() == Standing::Over {
            if self.engine.step().await?.is_some() {
                break;
            }
        }
        Ok(self.lease()?.standing())
    }

    /// What would be lost if nothing opened this mirror any more.
    ///
    /// # Errors
    /// `Storage`.
    pub fn at_stake(&self) -> Result<AtStake> {
        self.mirror().read(|db| {
            let (mut stake, mut cases) = (AtStake::default(), BTreeSet::new());
            for intent in intent::table::all(db)? {
                stake.unsent += 1;
                stake.new_cases += u32::from(matches!(intent.payload, Payload::Create(_)));
                cases.insert(intent.case_id);
            }
            stake.drafts = begun::drafts(db)?;
            for case in cases {
                if let Some(stored) = case::table::get(db, case)? {
                    stake.cases.push(stored.case.server_id.to_string());
                }
            }
            stake.cases.sort();
            Ok(stake)
        })
    }

    /// Brings over what is unsent in a mirror that was set aside, once its key is back. Tells on how many cases it was.
    ///
    /// # Errors
    /// `WrongKey`; `Invalid` when it is somebody else's; `DiskFull`; `Storage`. Nothing was changed then.
    pub fn bring_over(&self, held: &Path, key: &DataKey) -> Result<u32> {
        let cases = unsent::import::bring_over(self.mirror(), held, key)?;
        aside::note_brought_over(held)?;
        self.engine.wake_up();
        Ok(cases)
    }

    /// Begins another epoch of this mirror: called once when it was opened for writing. `known`: the one that was kept
    /// elsewhere last time. Where that is a later one, these files are an older copy, put back: what they hold as unsent
    /// may have been sent, so it is held for the person to decide. Tells the epoch to keep elsewhere, and how much was held.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn begin_epoch(&self, known: Option<u64>) -> Result<(u64, u32)> {
        self.mirror().write(|w| {
            let here: u64 = cursor::get(w, EPOCH)?.unwrap_or_default();
            let mut held = 0;
            if known.is_some_and(|known| known > here) {
                for mut intent in intent::table::all(w)? {
                    // What may have left is verified anyway.
                    if intent.state == State::Pending {
                        intent.state = State::Held;
                        intent.held = Some(Held::MaybeSent);
                        intent::table::update(w, &intent)?;
                        w.touch_outbox(intent.case_id);
                        held += 1;
                    }
                }
                tracing::warn!(held, "this mirror is an older copy of itself");
            }
            let next = here.max(known.unwrap_or_default()) + 1;
            cursor::set(w, EPOCH, &next)?;
            Ok((next, held))
        })
    }
}
