//! How things stand, as a screen shows it: read from the mirror and from what is true now. Which word that is: `status.rs`,
//! pure. Why there is no server to talk to is told here, too.

use crate::case::table as case_table;
use crate::crm::CrmError;
use crate::error::{AppError, Error, Result};
use crate::intent;
use crate::sentence::Cannot;
use crate::store::columns::count;
use crate::store::cursor;
use crate::sync::status::{Coverage, Part, Progress, StatusWord, SyncStatus, word};
use crate::sync::{Engine, WORTH_A_BAR, pull};
use chrono::{DateTime, Utc};
use std::sync::PoisonError;

impl Engine {
    /// The server must not be spoken to, and this is why.
    pub(crate) fn bar(&self, why: Cannot) {
        self.connect(None);
        *self.barred.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }

    /// Why there is no server to talk to: it must not be, or nobody is signed in.
    pub(crate) fn no_server(&self) -> Error {
        let barred = self.barred.lock().unwrap_or_else(PoisonError::into_inner);
        match &*barred {
            Some(why) => Error::Invalid(why.clone()),
            None => Error::Crm(CrmError::SignIn),
        }
    }

    /// The status, as a screen shows it.
    pub(crate) fn status(&self) -> Result<SyncStatus> {
        let live = self.live(|live| live.clone());
        let paused_since = self.paused_since()?;
        let files = self.files_status(self.crm().is_some())?;
        let now = self.mirror.clock.now();
        self.mirror.read(|db| {
            let sweep: Option<pull::Sweep> = cursor::get(db, pull::SWEEP)?;
            let (here, detailed) = case_table::coverage(db)?;
            let waiting = intent::counts::table::counts(db)?;
            let (here, detailed) = (count(here)?, count(detailed)?);
            let stand = self.stand(db)?;
            let (first_mirror_done, asks_scope) = (stand.is_complete, stand.is_asked(now));
            let wanted = self.wanted(db, &stand, here, detailed)?;
            let swept = cursor::get::<DateTime<Utc>>(db, pull::SWEPT_AT)?.is_some();
            let total = pull::told_total(db)?;
            let connected = self.crm().is_some();
            let progress = match &sweep {
                _ if !connected => None,
                Some(s) if s.done_at.is_none() => Some(Progress {
                    phase: Part::List,
                    done: s.seen.min(s.total),
                    total: s.total,
                }),
                Some(_)
                    if swept
                        && (!first_mirror_done || wanted - detailed >= WORTH_A_BAR)
                        && wanted > detailed =>
                {
                    Some(Progress {
                        phase: Part::Details,
                        done: detailed,
                        total: wanted,
                    })
                }
                // The head is here, and how many there are was told with it.
                None => Some(Progress {
                    phase: Part::List,
                    done: total.map_or(0, |total| here.min(total)),
                    total: total.unwrap_or_default(),
                }),
                Some(_) => None,
            };
            let read_only = self.mirror.read_only();
            let none = (!connected).then(|| self.no_server());
            let is_barred = read_only.is_none() && matches!(none, Some(Error::Invalid(_)));
            let error = read_only
                .as_ref()
                .map(AppError::from)
                .or_else(|| live.error.clone().filter(|_| !is_barred))
                .or_else(|| none.as_ref().map(AppError::from));
            Ok(SyncStatus {
                word: match is_barred {
                    true => StatusWord::Barred,
                    false => word(
                        error.as_ref().map(|e| e.code),
                        paused_since.is_some(),
                        progress,
                        waiting.moving,
                        waiting.held,
                    ),
                },
                progress: if error.is_some() || paused_since.is_some() {
                    None
                } else {
                    progress
                },
                paused_since,
                first_mirror_done,
                as_of: cursor::get(db, pull::AS_OF)?,
                pending: waiting.moving,
                behind: waiting.behind,
                by_choice: waiting.by_choice,
                held: waiting.held,
                coverage: Coverage {
                    here,
                    // It was told when the list was read; what came since is there, too.
                    on_server: total.map(|told| told.max(here)),
                    detailed,
                    wanted,
                },
                asks_scope,
                set_aside: pull::aside::all(db)?,
                files,
                error,
                next_try_at: live.course.next_try_at(),
            })
        })
    }
}
