//! Alice's second thoughts: what she does to what waits in her outbox, and to what her history keeps.

use crate::book::{End, file_text};
use crate::chance::Chance;
use crate::person::Person;
use satchel_core::case::view::{CaseRow, OutboxItem};
use satchel_core::comment::Audience;
use satchel_core::error::Result;
use satchel_core::history::Event;
use satchel_core::intent::{Kind, State};
use satchel_core::sentence::Sentence;

impl Person<'_> {
    pub(crate) fn discards(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to discard".to_owned());
        };
        self.desk.core().discard(item.intent_id)?;
        if item.kind == Kind::Set {
            self.book.set_taken_back(self.number, item);
        }
        if let (Kind::Comment, true, Some(audience)) = (item.kind, item.is_ours, item.audience) {
            let draft = self.book.draft(self.number, item.case_id, audience);
            if draft.is_empty() {
                draft.clone_from(&item.mine);
            }
        }
        Ok(format!(
            "discards {:?} {:?} ({:?}, {} attempts)",
            item.kind, item.mine, item.state, item.attempts
        ))
    }

    pub(crate) fn sends(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to send".to_owned());
        };
        self.desk.core().send(item.intent_id)?;
        self.posts_again(item);
        if item.why == Some(Sentence::NotLookedAt) {
            // It is attached now, after what she said meanwhile.
            let after = self.desk.outbox()?;
            self.book.lined_up_anew(item.case_id, &after);
        }
        self.decides(item, &outbox)?;
        Ok(format!(
            "sends {:?} {:?} ({:?})",
            item.kind, item.mine, item.state
        ))
    }

    /// What may stand there already is wanted once more.
    fn posts_again(&mut self, item: &OutboxItem) {
        let maybe = |reason: &String| reason.starts_with("This may already");
        if !item.reason.as_ref().is_some_and(maybe) {
            return;
        }
        if let Some(append) = self.book.append(item.intent_id) {
            append.most += 1;
            append.end = End::Wanted;
        }
    }

    pub(crate) fn holds(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to hold".to_owned());
        };
        self.desk.core().hold(item.intent_id)?;
        Ok(format!("holds {:?} {:?}", item.kind, item.mine))
    }

    pub(crate) fn rewrites(&mut self, chance: &mut Chance) -> Result<String> {
        let mut outbox = self.desk.outbox()?;
        outbox.retain(|item| match item.kind {
            Kind::Comment => !item.mine.starts_with("Stock"),
            kind => kind == Kind::Upload,
        });
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to rewrite".to_owned());
        };
        if item.kind == Kind::Upload {
            return self.covers(item);
        }
        let text = format!("Better said {}", self.tag);
        self.desk.core().rewrite(item.intent_id, &text)?;
        self.posts_again(item);
        self.has_read_for(item.case_id, &text)?;
        if let Some(append) = self.book.append(item.intent_id) {
            append.texts.push(text.clone());
        }
        Ok(format!("rewrites {:?} as {text:?}", item.mine))
    }

    /// Another file stands in for one that has not left.
    fn covers(&mut self, item: &OutboxItem) -> Result<String> {
        let bytes = format!("bytes of {}, covered", self.tag);
        let core = self.desk.core();
        let new = core.replace_file(item.intent_id, &item.mine, bytes.as_bytes())?;
        let text = file_text(&item.mine, bytes.as_bytes());
        let told = format!("puts {text:?} in place of {:?}", item.mine);
        let upload = (new, item.case_id, Kind::Upload);
        let rank = self.book.append(item.intent_id).map(|old| old.rank);
        // What was only pasted is attached now.
        let rank = rank.filter(|_| item.why != Some(Sentence::NotLookedAt));
        self.book.appended(self.number, upload, text, false);
        if let (Some(rank), Some(append)) = (rank, self.book.append(new)) {
            append.rank = rank;
        }
        Ok(told)
    }

    pub(crate) fn reorders(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let has_two = |item: &&OutboxItem| {
            let lane = outbox.iter().filter(|other| other.case_id == item.case_id);
            lane.filter(|other| other.is_ours).count() > 1
        };
        let lanes: Vec<&OutboxItem> = outbox.iter().filter(has_two).collect();
        let Some(item) = chance.pick(&lanes).copied() else {
            return Ok("has nothing to put in order".to_owned());
        };
        let lane = lanes.iter().filter(|other| other.case_id == item.case_id);
        let lane: Vec<_> = lane
            .filter(|other| other.intent_id != item.intent_id)
            .collect();
        let before = chance.pick(&lane).map(|other| other.intent_id);
        let before = before.filter(|_| chance.per_mille(700));
        self.desk.core().place_before(item.intent_id, before)?;
        let after = self.desk.outbox()?;
        let net = self.desk.line.net();
        self.book.reordered(item.case_id, &after, &net.server.said);
        drop(net);
        Ok(format!("puts {:?} {:?} elsewhere", item.kind, item.mine))
    }

    pub(crate) fn restores(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = chance.pick(rows) else {
            return Ok("has no history".to_owned());
        };
        let mut history = self.desk.core().history(row.id)?;
        history.retain(|item| item.can_restore);
        let Some(entry) = chance.pick(&history) else {
            return Ok("has nothing to restore".to_owned());
        };
        self.desk.core().restore(entry.id)?;
        if entry.kind == Some(Kind::Set) {
            for joining in &mut self.book.joinings {
                let same = joining.by == self.number && joining.case == row.id;
                joining.is_undone |= same && Some(joining.set) == entry.set;
            }
        }
        if let (Event::Discarded, Some(Kind::Comment)) = (entry.event, entry.kind) {
            // Whose eyes it was for, the entry does not say: whichever draft holds it now.
            let drafts = self.desk.core().open_case(row.id)?.drafts;
            for (audience, now) in [
                (Audience::Public, drafts.public),
                (Audience::Internal, drafts.internal),
            ] {
                if now == entry.mine {
                    *self.book.draft(self.number, row.id, audience) = now;
                }
            }
        }
        Ok(format!("restores {:?} of {:?}", entry.event, row.name))
    }

    pub(crate) fn drafts(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = chance.pick(rows) else {
            return Ok("has nothing to draft on".to_owned());
        };
        let audience = match chance.per_mille(500) {
            true => Audience::Public,
            false => Audience::Internal,
        };
        let text = format!("Draft {}", self.tag);
        self.desk.core().save_draft(row.id, audience, &text)?;
        *self.book.draft(self.number, row.id, audience) = text;
        Ok(format!("drafts on {}", row.name))
    }

    /// The file of the mirror is lost or damaged; what was not sent must be there again.
    pub(crate) fn loses_database(&mut self, chance: &mut Chance) -> Result<String> {
        let promised = |items: Vec<OutboxItem>| -> Vec<_> {
            let item = |i: OutboxItem| (i.intent_id, i.kind, i.mine, i.state == State::Held);
            items.into_iter().map(item).collect()
        };
        let before = promised(self.desk.outbox()?);
        let scribbled = chance.per_mille(400);
        self.desk.loses_database(scribbled)?;
        let after = promised(self.desk.outbox()?);
        if before != after {
            self.broken = Some(format!("I16: unsent before: {before:?}, after: {after:?}"));
        }
        self.has_its_pins()?;
        Ok(format!("loses the database (scribbled: {scribbled})"))
    }
}
