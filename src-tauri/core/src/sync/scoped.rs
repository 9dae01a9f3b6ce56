//! The scope as the loop needs it: where the mirror stands, what is in force, what a host is told. What follows from it is decided
//! in `scope/mod.rs`, pure.

use super::{Engine, pull};
use crate::case::table as case_table;
use crate::error::Result;
use crate::event::Event;
use crate::mirror::FIRST_MIRROR;
use crate::scope::{self, Chosen, Scope, ScopeChoice, Stand};
use crate::store::columns::count;
use crate::store::{Db, cursor};
use chrono::{DateTime, Utc};
use std::sync::atomic::Ordering;

impl Engine {
    /// Somebody is there who can be asked.
    pub(crate) fn can_ask(&self) {
        self.can_ask.store(true, Ordering::SeqCst);
        self.nudge();
    }

    /// Where the mirror stands, as far as the scope goes by it.
    pub(super) fn stand(&self, db: &Db) -> Result<Stand> {
        let far = cursor::several(db, [scope::table::CHOSEN, FIRST_MIRROR, pull::HEAD_AT])?;
        let chosen = far.get::<Chosen>(scope::table::CHOSEN);
        let chosen = chosen.map(|chosen| chosen.scope);
        let is_complete = far.get::<DateTime<Utc>>(FIRST_MIRROR).is_some();
        let stand = Stand {
            can_ask: self.can_ask.load(Ordering::SeqCst),
            chosen,
            is_complete,
            head_at: far.get(pull::HEAD_AT),
            ..Stand::default()
        };
        if !stand.can_ask || chosen.is_some() || is_complete {
            return Ok(stand);
        }
        Ok(Stand {
            on_server: pull::told_total(db)?.unwrap_or_default(),
            read: count(case_table::coverage(db)?.1)?,
            pace: scope::table::pace(db)?,
            ..stand
        })
    }

    /// How many conversations are here or are to come. While the person is asked, nobody knows: then all of them.
    pub(super) fn wanted(&self, db: &Db, stand: &Stand, here: u32, detailed: u32) -> Result<u32> {
        let now = self.mirror.clock.now();
        match stand.in_force(now) {
            Scope::Everything => Ok(here),
            _ if stand.is_asked(now) => Ok(here),
            scope => Ok(detailed + scope::table::missing(db, scope, now)?),
        }
    }

    /// The scope, and what another would cost.
    pub(crate) fn scope_choice(&self) -> Result<ScopeChoice> {
        let now = self.mirror.clock.now();
        self.mirror.read(|db| {
            let scope = scope::table::chosen(db)?.map_or(Scope::Everything, |c| c.scope);
            let is_listed = cursor::get::<DateTime<Utc>>(db, pull::SWEPT_AT)?.is_some();
            let unlisted = if is_listed {
                None
            } else {
                pull::told_total(db)?
            };
            scope::table::choice(db, scope, unlisted, is_listed, now)
        })
    }

    /// The person chooses. A wider scope makes more due; a narrower one takes nothing away.
    pub(crate) fn set_scope(&self, scope: Scope) -> Result<()> {
        self.mirror.write(|w| {
            w.touch_choices();
            let at = w.now();
            let scope = scope.sane();
            scope::table::choose(w, &Chosen { scope, at })
        })?;
        self.wake_up();
        self.mirror.tell(Event::Status);
        Ok(())
    }
}
