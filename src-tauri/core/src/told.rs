//! Alerts, for a host: the inbox, what is to be shown now, the person's rules, and why. The rest of [`Core`]'s surface is in
//! `lib.rs`; what deserves to be told is `alert/`'s.

use crate::Core;
use crate::alert::AlertItem;
use crate::alert::judge::{self, Trial, WhyTold};
use crate::alert::rules::{AlertChoices, Rule};
use crate::alert::showing::{Moment, Showing, showing};
use crate::alert::table::{self as alerts, NO_CASE, Notification};
use crate::case::{CaseSet, SetChange, view};
use crate::error::{Error, Result};
use crate::id::{AlertId, CaseId};
use crate::sentence::Cannot;
use chrono::{DateTime, Utc};

/// The inbox shows no more.
const INBOX: u32 = 200;

impl Core {
    /// The newest alerts.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alerts(&self) -> Result<Vec<AlertItem>> {
        self.mirror().read(|db| alerts::newest(db, INBOX))
    }

    /// How many alerts the person has not looked at: by rule, not everything. For the window's title and the tray.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_count(&self) -> Result<u32> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| alerts::unseen(db, now))
    }

    /// An alert to show now; `None`: it was shown already.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_to_show(&self, id: AlertId) -> Result<Option<AlertItem>> {
        self.mirror().read(|db| alerts::unshown(db, id))
    }

    /// Every alert that waits to be shown.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alerts_to_show(&self) -> Result<Vec<AlertItem>> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| alerts::all_unshown(db, now))
    }

    /// What of it is to be shown now, by the person's choices and what the computer tells of the moment.
    ///
    /// # Errors
    /// `Storage`.
    pub fn showing(&self, moment: &Moment) -> Result<Showing> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| {
            let waiting = alerts::all_unshown(db, now)?;
            Ok(showing(waiting, &alerts::choices(db)?, moment))
        })
    }

    /// The alert was shown: never again.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_shown(&self, id: AlertId) -> Result<()> {
        self.mirror().write(|w| {
            if alerts::shown(w, id, w.now())? {
                w.touch_choices();
            }
            Ok(())
        })
    }

    /// What the desktop calls the notification of an alert.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_shown_as(&self, id: AlertId, notification: &Notification) -> Result<()> {
        self.mirror()
            .write(|w| alerts::shown_as(w, id, notification))
    }

    /// The number of a case's last notification on this desktop, to put the next one in its place.
    ///
    /// # Errors
    /// `Storage`.
    pub fn notification_of(&self, case: Option<CaseId>, desktop: &str) -> Result<Option<u32>> {
        let case = case.unwrap_or(NO_CASE);
        self.mirror()
            .read(|db| alerts::number_of(db, case, desktop))
    }

    /// The person looked at the alerts.
    ///
    /// # Errors
    /// `Storage`.
    pub fn mark_alerts_seen(&self) -> Result<()> {
        self.mirror().write(|w| {
            alerts::all_seen(w, w.now())?;
            w.touch_inbox();
            Ok(())
        })
    }

    /// The person saw what they were told of a case.
    ///
    /// # Errors
    /// `Storage`.
    pub fn mark_case_alerts_seen(&self, case: CaseId) -> Result<()> {
        self.mirror().write(|w| {
            w.looked_at(alerts::case_seen(w, case, w.now())?);
            Ok(())
        })
    }

    /// The alert comes again after so many minutes, also after a restart. Tells when.
    ///
    /// # Errors
    /// `NotFound`; `Storage`; `DiskFull`.
    pub fn snooze_alert(&self, id: AlertId, minutes: u32) -> Result<DateTime<Utc>> {
        let until = self.mirror().write(|w| {
            let until =
                w.now() + chrono::TimeDelta::minutes(i64::from(minutes.clamp(1, 60 * 24 * 31)));
            if !alerts::snooze(w, id, until)? {
                return Err(Error::NotFound("alert"));
            }
            w.touch_inbox();
            w.touch_choices();
            Ok(until)
        })?;
        // The loop sleeps until the next moment it knows of.
        self.engine.nudge();
        Ok(until)
    }

    /// For how long the notification's own button puts an alert off: see [`Core::snooze_alert`].
    ///
    /// # Errors
    /// `NotFound`; `Storage`; `DiskFull`.
    pub fn snooze_as_usual(&self, id: AlertId) -> Result<DateTime<Utc>> {
        let minutes = self.alert_choices()?.snooze_minutes;
        self.snooze_alert(id, u32::from(minutes))
    }

    /// The person takes a case: it is assigned to them, by the ordinary intent.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` where the server does not say who they are; those of [`Core::change_set`].
    pub fn take_case(&self, case: CaseId) -> Result<()> {
        let me = self.account()?.and_then(|account| account.me.id);
        let me = me.ok_or(Error::Invalid(Cannot::WhoAmI))?;
        let taken = self.mirror().read(|db| view::table::one(db, case))?;
        let taken = taken.ok_or(Error::NotFound("case"))?;
        if taken.assignees.iter().any(|one| one.id == me) {
            return Ok(());
        }
        let change = SetChange {
            set: CaseSet::Assignees,
            add: vec![me],
            remove: Vec::new(),
        };
        self.change_set(case, &change)
    }

    /// What the person chose about alerts.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_choices(&self) -> Result<AlertChoices> {
        self.mirror().read(alerts::choices)
    }

    /// Keeps what the person chose about alerts.
    ///
    /// # Errors
    /// `Invalid`, with what is wrong with a rule; `Storage`; `DiskFull`.
    pub fn set_alert_choices(&self, choices: AlertChoices) -> Result<()> {
        let choices = choices.fit()?;
        self.mirror().write(|w| {
            w.touch_inbox();
            w.touch_choices();
            alerts::set_choices(w, &choices)
        })
    }

    /// What a rule would have caught of the last seven days, as far as this mirror looked.
    ///
    /// # Errors
    /// `Storage`.
    pub fn try_alert_rule(&self, rule: &Rule) -> Result<Trial> {
        let now = self.mirror().clock.now();
        self.mirror()
            .read(|db| judge::table::try_rule(db, rule, now))
    }

    /// Why the person was told of a case, or not.
    ///
    /// # Errors
    /// `Storage`.
    pub fn why_told(&self, case: CaseId) -> Result<WhyTold> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| judge::table::why(db, case, now))
    }
}
