//! Making a case, and finding one whose creation's answer was lost: by its name, which the server takes once.

use super::super::pull::apply;
use super::super::verify::QUIET;
use super::super::witness::was_taken_away;
use super::Step;
use crate::case::table as case_table;
use crate::case::{CaseSet, Field, NewCase, ServerCase};
use crate::crm::dialect::Dialect;
use crate::crm::envelope::DetailAnswer;
use crate::crm::{CrmError, Effect, ListQuery, Next};
use crate::directory;
use crate::error::Result;
use crate::history::Event;
use crate::id::{IntentId, Named, ServerId};
use crate::intent::NAME_TAKEN;
use crate::intent::table::{self as intents, Attempt};
use crate::intent::{Held, Intent, Payload, Slot};
use crate::mirror::Writing;
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;
use crate::store::Db;
use chrono::{DateTime, TimeDelta, Utc};

/// How often a creation that may still arrive is looked for.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(30);

/// A case found under the wanted name is ours only if the server made it after the attempt, by its own clock; where that
/// is not known, ours only has to tell a case of today from one of last year.
const NAME_MARGIN: TimeDelta = TimeDelta::seconds(60);
const NAME_MARGIN_BY_OURS: TimeDelta = TimeDelta::days(1);

impl Step<'_> {
    /// Makes a case.
    pub(super) async fn create(&self, new: &NewCase) -> Result<()> {
        // Read before writing: the server's clock, and whether the name is taken already.
        let (rows, date) = self.named(new).await?;
        let before = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?;
        let found = match &before {
            Some(_) => self.made_by(new, before.as_ref(), &rows)?,
            None => None,
        };
        if let Some(found) = found {
            return self.adopt(&found).await;
        }
        if !rows.is_empty() && self.names_are_taken_once() {
            return self.hold(Held::Refused {
                text: NAME_TAKEN.to_owned(),
            });
        }
        // What was there before the first attempt can be none of them.
        let there = || rows.iter().map(|row| row.server_id.clone()).collect();
        let baseline = before.map_or_else(there, |before| before.baseline);
        if !self.attempt(date, baseline)? {
            return Ok(());
        }
        match self.crm.create(new).await {
            Ok(server_id) => self.adopt(&server_id).await,
            Err(e) if e.next(Effect::Create) == Next::Verify => {
                self.in_doubt(Some(self.now()), &(&e).into())?;
                match e {
                    // Even a "no" may have made the case (F4): look at once.
                    CrmError::Rejected(_) => self.look_for_case(new, Some(&e)).await,
                    other => Err(other.into()),
                }
            }
            Err(e) => self.failed(&e, Effect::Create),
        }
    }

    /// Looks for a case whose creation's answer was lost, as long as it may still arrive.
    pub(super) async fn find_created(&self, new: &NewCase) -> Result<()> {
        if mutant::is(Mutant::CreateBlindly) {
            return self.back_to_pending();
        }
        self.look_for_case(new, None).await
    }

    /// The case of this name is ours if we made it after the attempt; else the name is taken, or it never arrived.
    async fn look_for_case(&self, new: &NewCase, said: Option<&CrmError>) -> Result<()> {
        let attempt = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?;
        let attempt = attempt.as_ref();
        let mut rows = self.named(new).await?.0;
        let mut found = self.made_by(new, attempt, &rows)?;
        let is_taken = |rows: &[ServerCase]| !rows.is_empty() && self.names_are_taken_once();
        if let (None, false, Some(CrmError::Rejected(text))) = (&found, is_taken(&rows), said) {
            return self.hold(Held::Refused { text: text.clone() });
        }
        let is_missing =
            |found: &Option<ServerId>, rows: &[ServerCase]| found.is_none() && !is_taken(rows);
        if is_missing(&found, &rows) && self.may_still_arrive(attempt)? {
            return self.look_again(self.now() + LOOK_EVERY);
        }
        // What is taken back is forgotten for good if it is not there, and a list that lacks a row is no proof of that.
        if is_missing(&found, &rows) && self.is_withdrawn()? {
            rows = self.named(new).await?.0;
            found = self.made_by(new, attempt, &rows)?;
        }
        match found {
            Some(found) => self.adopt(&found).await,
            None if is_taken(&rows) => self.hold(Held::Refused {
                text: NAME_TAKEN.to_owned(),
            }),
            None => self.again_or_poison(),
        }
    }

    /// Does this server take a name once in an organization? The published description does not say so.
    fn names_are_taken_once(&self) -> bool {
        self.crm.account().dialect == Dialect::Bottlecrm
    }

    /// Which of the cases of this name our attempts made. Where names repeat it is one that was not there before them and is no
    /// case of this mirror yet, and rather the one that is like ours; where another new case of the name is in doubt, none but
    /// that.
    fn made_by(
        &self,
        new: &NewCase,
        attempt: Option<&Attempt>,
        rows: &[ServerCase],
    ) -> Result<Option<ServerId>> {
        let mut ours = Vec::new();
        for row in rows {
            if self.is_ours(row, attempt)? {
                ours.push(row);
            }
        }
        if self.names_are_taken_once() {
            return Ok(ours.first().map(|row| row.server_id.clone()));
        }
        self.engine.mirror.read(|db| {
            let mut free = Vec::new();
            for row in ours {
                let is_here = case_table::by_server_id(db, &row.server_id)?.is_some();
                let was_there = attempt.is_some_and(|a| a.baseline.contains(&row.server_id));
                if !is_here && !was_there {
                    free.push(row);
                }
            }
            let like = free.iter().find(|row| is_like(new, row));
            let found = match like {
                None if self.has_rival(db, new)? => None,
                like => like.or(free.first()),
            };
            Ok(found.map(|row| row.server_id.clone()))
        })
    }

    /// Is another new case of this name in doubt?
    fn has_rival(&self, db: &Db, new: &NewCase) -> Result<bool> {
        let name = new.name.to_lowercase();
        let is_one = |i: &Intent| {
            i.id != self.id
                && !i.is_ours()
                && matches!(&i.payload, Payload::Create(other) if other.name.to_lowercase() == name)
        };
        Ok(intents::all(db)?.iter().any(is_one))
    }

    fn is_withdrawn(&self) -> Result<bool> {
        let intent = self.engine.mirror.read(|db| intents::get(db, self.id))?;
        Ok(intent.is_some_and(|intent| intent.withdrawn))
    }

    /// A creation that is still on its way is waited for. Where names may repeat it would become a second case; where they
    /// may not, the person could meanwhile rename or take back what seems not to have left, and there would be two, or one
    /// that nobody wants.
    fn may_still_arrive(&self, attempt: Option<&Attempt>) -> Result<bool> {
        let Some(attempt) = attempt else {
            return Ok(false);
        };
        let Some(failed) = attempt.failed_date else {
            self.in_doubt(Some(self.now()), &Sentence::Interrupted)?;
            return Ok(true);
        };
        let passed = self.now() - failed;
        Ok(passed >= TimeDelta::zero() && passed < QUIET)
    }

    /// The cases of this name, the oldest first, and the server's clock.
    async fn named(&self, new: &NewCase) -> Result<(Vec<ServerCase>, Option<DateTime<Utc>>)> {
        let page = match self.crm.list(&ListQuery::Named(new.name.clone()), 50).await {
            Ok(page) => page,
            Err(e) => {
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
        };
        let wanted = new.name.to_lowercase();
        let date = page.date;
        let rows = page.rows.into_iter();
        let mut rows: Vec<ServerCase> = rows
            .filter(|row| row.name.to_lowercase() == wanted)
            .collect();
        rows.sort_by_key(|row| row.created_at);
        Ok((rows, date))
    }

    fn is_ours(&self, found: &ServerCase, attempt: Option<&Attempt>) -> Result<bool> {
        let me = &self.crm.account().me;
        let by_me = match &found.created_by {
            Some(by) if me.id.is_some() || me.user_id.is_some() => me.is(&by.id),
            _ => true,
        };
        let first = self
            .engine
            .mirror
            .read(|db| intents::first_attempt_date(db, self.id))?;
        let since = match (first, attempt) {
            (Some(first), _) => Some(first - NAME_MARGIN),
            (None, Some(attempt)) => Some(attempt.at - NAME_MARGIN_BY_OURS),
            (None, None) => None,
        };
        Ok(by_me
            && !mutant::is(Mutant::OwnCaseRefused)
            && since.is_none_or(|since| found.created_at >= since))
    }

    /// The case exists: its server id becomes an attribute of ours, for life.
    async fn adopt(&self, server_id: &ServerId) -> Result<()> {
        let read = match self.crm.detail(server_id).await {
            Ok(read) => read.value,
            Err(e) => {
                self.in_doubt(Some(self.now()), &(&e).into())?;
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
        };
        let taken = self.taken_away(server_id, &read).await?;
        let crm = self.crm;
        self.engine.mirror.write(|w| {
            let Some(intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            let case = intent.case_id;
            apply::apply_detail(w, crm, Some(case), server_id, &read)?;
            if intent.withdrawn {
                let name = case_table::get(w, case)?.map(|made| made.case.name);
                let back = Payload::Delete {
                    name: name.unwrap_or_default(),
                    known: Vec::new(),
                };
                intents::add(w, IntentId(w.clock().new_id()), case, &back, w.now())?;
            } else {
                self.want_what_was_left_out(w, &intent, &taken)?;
                date_from_here(w, &intent)?;
            }
            intents::retire(w, &intent, Event::Sent, w.now())?;
            w.touch_outbox(case);
            Ok(())
        })
    }

    /// What the case lacks because somebody took it away before its maker heard of it, as far as the server keeps a log: it
    /// was not left out, and nobody puts it back unseen (I7).
    async fn taken_away(&self, case: &ServerId, read: &DetailAnswer) -> Result<Vec<Field>> {
        let intent = self.engine.mirror.read(|db| intents::get(db, self.id))?;
        let (Some(Payload::Create(new)), DetailAnswer::Case(made)) =
            (intent.map(|intent| intent.payload), read)
        else {
            return Ok(Vec::new());
        };
        let lacking = lacks(&new, &made.case);
        if lacking.is_empty() {
            return Ok(Vec::new());
        }
        let log = match self.log_of(case).await {
            Ok(log) => log,
            Err(e) => {
                self.in_doubt(Some(self.now()), &(&e).into())?;
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
        };
        let was_there = |(field, value): &(Field, String)| was_taken_away(&log, *field, value);
        let taken = lacking.into_iter().filter(was_there);
        Ok(taken.map(|(field, _)| field).collect())
    }

    /// A server may take a case without everything the person wrote into it: the published description has no description
    /// field; one that says "no" to a team made the case before it looked at sets (F4); and what is found may have left before
    /// more was wanted of it. That becomes an edit, which is sent, or held with its reason; never lost.
    fn want_what_was_left_out(
        &self,
        w: &Writing<'_>,
        intent: &Intent,
        taken: &[Field],
    ) -> Result<()> {
        let (Payload::Create(new), Some(made)) =
            (&intent.payload, case_table::get(w, intent.case_id)?)
        else {
            return Ok(());
        };
        for (field, desired) in lacks(new, &made.case) {
            let base = made.case.value(field);
            if !taken.contains(&field) {
                let edit = Payload::Edit {
                    field,
                    base,
                    desired: Some(desired),
                    closed_on: None,
                };
                let id = IntentId(w.clock().new_id());
                intents::add(w, id, intent.case_id, &edit, w.now())?;
            }
        }
        let wanted = [
            (CaseSet::Assignees, &new.assignee_ids),
            (CaseSet::Teams, &new.team_ids),
            (CaseSet::Contacts, &new.contact_ids),
            (CaseSet::Tags, &new.tag_ids),
        ];
        for (set, ids) in wanted {
            let base = made.case.members(set).to_vec();
            let mut desired = base.clone();
            for id in ids {
                if base.iter().all(|member| member.id != *id) {
                    let name = directory::table::name_of(w, id)?.unwrap_or_default();
                    let id = id.clone();
                    desired.push(Named { id, name });
                }
            }
            // The published description says nothing of tags.
            let is_carried =
                set != CaseSet::Tags || self.crm.account().dialect == Dialect::Bottlecrm;
            if is_carried && desired.len() > base.len() {
                let change = Payload::Set { set, base, desired };
                let id = IntentId(w.clock().new_id());
                intents::add(w, id, intent.case_id, &change, w.now())?;
            }
        }
        Ok(())
    }
}

/// A case that is made closed is dated by the server. A date that the person wanted meanwhile changes that one: it is nobody
/// else's.
fn date_from_here(w: &Writing<'_>, made: &Intent) -> Result<()> {
    let slot = Slot::Field(Field::ClosedOn);
    let (Some(mut wanted), Some(case)) = (
        intents::waiting_on(w, made.case_id, slot)?,
        case_table::get(w, made.case_id)?,
    ) else {
        return Ok(());
    };
    if let Payload::Edit { base, .. } = &mut wanted.payload
        && base.is_none()
    {
        *base = case.case.value(Field::ClosedOn);
        intents::update(w, &wanted)?;
    }
    Ok(())
}

/// Is this row what the new case would be? Descriptions are not in every answer.
fn is_like(new: &NewCase, row: &ServerCase) -> bool {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let has_words = row.description.is_none()
        || some(row.description.as_deref().unwrap_or_default()) == some(&new.description);
    has_words
        && row.status == new.status
        && row.priority == new.priority
        && row.case_type == new.case_type.as_deref().and_then(some)
}

/// What was written into a new case, and is not in the one that came to be.
fn lacks(new: &NewCase, made: &ServerCase) -> Vec<(Field, String)> {
    let wanted = [
        (Field::Description, Some(new.description.clone())),
        (Field::CaseType, new.case_type.clone()),
    ];
    let has = |value: &String| !value.is_empty();
    let wanted = wanted
        .into_iter()
        .filter_map(|(field, value)| Some((field, value.filter(has)?)));
    wanted
        .filter(|(field, _)| !made.value(*field).as_ref().is_some_and(has))
        .collect()
}
