//! What alice does at one of her computers.

use crate::book::Book;
use crate::chance::Chance;
use crate::desk::Desk;
use crate::server::FIELDS;
use chrono::{DateTime, Utc};
use satchel_core::case::view::{CaseRow, TimelineItem};
use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::comment::Audience;
use satchel_core::error::{Error, Result};
use satchel_core::intent::State;
use satchel_sandbox::Dialect;

/// An act of hers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Deed {
    Replies,
    Notes,
    Edits,
    Creates,
    Joins,
    Watches,
    Rewords,
    Unsays,
    Attaches,
    Detaches,
    Deletes,
    Discards,
    Sends,
    Holds,
    Rewrites,
    Reorders,
    Restores,
    Drafts,
    Opens,
    Syncs,
    PullsOrPlugs,
    Restarts,
    LosesDatabase,
    TakesBack,
    DoesAgain,
    MarksSeen,
    ChangesMany,
    Rescues,
    Pins,
    FreesSpace,
}

impl Deed {
    /// Does it change what is to be sent, and is not noted as something to be taken back where it is done?
    fn is_noted_here(self) -> bool {
        !matches!(
            self,
            Deed::Drafts
                | Deed::Opens
                | Deed::Syncs
                | Deed::PullsOrPlugs
                | Deed::Restarts
                | Deed::LosesDatabase
                | Deed::TakesBack
                | Deed::DoesAgain
                | Deed::MarksSeen
                | Deed::ChangesMany
                | Deed::Pins
                | Deed::FreesSpace
        )
    }
}

/// The words of a server.
pub(crate) struct Words {
    pub(crate) statuses: &'static [&'static str],
    pub(crate) priorities: &'static [&'static str],
    pub(crate) types: &'static [&'static str],
}

/// What may be chosen. "Duplicate" is left out: it hides a case from lists and from nothing else.
pub(crate) fn words(dialect: Dialect) -> Words {
    match dialect {
        Dialect::Bottlecrm => Words {
            statuses: &["New", "Assigned", "Pending", "Closed", "Rejected"],
            priorities: &["Low", "Normal", "High", "Urgent"],
            types: &["", "Question", "Incident", "Problem"],
        },
        Dialect::Documented => Words {
            statuses: &["New", "In Progress", "On Hold", "Closed"],
            priorities: &["Low", "Normal", "High", "Critical"],
            types: &["", "Technical", "Billing", "General"],
        },
    }
}

/// A value for a field; texts are never said twice.
pub(crate) fn some_value(chance: &mut Chance, words: &Words, field: Field, tag: &str) -> String {
    let one_of = |chance: &mut Chance, list: &[&str]| {
        chance
            .pick(list)
            .map(|w| (*w).to_owned())
            .unwrap_or_default()
    };
    match field {
        Field::Name => format!("Name {tag}"),
        Field::Status => one_of(chance, words.statuses),
        Field::Priority => one_of(chance, words.priorities),
        Field::CaseType => one_of(chance, words.types),
        Field::Description => format!("About {tag}"),
        Field::ClosedOn => format!("2026-11-{:02}", chance.between(1, 28)),
    }
}

/// So many lines have descriptions: changes of different ones can be merged.
pub(crate) const LINES: usize = 5;

/// The text with another line in this place.
pub(crate) fn with_line(text: &str, at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.resize(LINES, "-");
    lines[at] = line;
    lines.join("\n")
}

/// Somebody at a desk, with the book she keeps.
pub(crate) struct Person<'a> {
    pub(crate) number: usize,
    pub(crate) desk: &'a mut Desk,
    pub(crate) book: &'a mut Book,
    pub(crate) words: &'a Words,
    pub(crate) dialect: Dialect,
    /// Makes what she writes unlike anything else.
    pub(crate) tag: String,
    pub(crate) now: DateTime<Utc>,
    /// A promise that was broken before her eyes.
    pub(crate) broken: Option<String>,
}

impl Person<'_> {
    /// Does it, and says what she did.
    ///
    /// # Errors
    /// A fault of the engine; what it may refuse is told in the words.
    pub(crate) fn does(&mut self, deed: Deed, chance: &mut Chance) -> Result<String> {
        let rows = std::mem::take(&mut self.desk.rows);
        let before = self.desk.outbox()?;
        let told = match deed {
            Deed::Replies => self.comments(&rows, Audience::Public, chance),
            Deed::Notes if self.dialect == Dialect::Documented => {
                self.comments(&rows, Audience::Public, chance)
            }
            Deed::Notes => self.comments(&rows, Audience::Internal, chance),
            Deed::Edits => self.edits(&rows, chance),
            Deed::Creates => self.creates(),
            Deed::Discards => self.discards(chance),
            Deed::Sends => self.sends(chance),
            Deed::Joins => self.joins(&rows, chance),
            Deed::Watches => self.watches(&rows, chance),
            Deed::Rewords => self.rewords(&rows, chance),
            Deed::Unsays => self.unsays(&rows, chance),
            Deed::Attaches => self.attaches(&rows, chance),
            Deed::Detaches => self.detaches(&rows, chance),
            Deed::Deletes => self.deletes(&rows, chance),
            Deed::Holds => self.holds(chance),
            Deed::Rewrites => self.rewrites(chance),
            Deed::Reorders => self.reorders(chance),
            Deed::Restores => self.restores(&rows, chance),
            Deed::Drafts => self.drafts(&rows, chance),
            Deed::Opens => match chance.pick(&rows) {
                Some(row) => {
                    let view = self.desk.core().open_case(row.id)?;
                    Ok(format!("opens {}: {} items", row.name, view.timeline.len()))
                }
                None => Ok("has nothing to open".to_owned()),
            },
            Deed::Syncs => {
                self.desk.syncs();
                Ok("asks for a sync".to_owned())
            }
            Deed::PullsOrPlugs => {
                let up = !self.desk.is_plugged();
                self.desk.plug(up);
                Ok(if up {
                    "plugs the cable"
                } else {
                    "pulls the cable"
                }
                .to_owned())
            }
            Deed::Restarts if self.desk.can_restart() => {
                self.desk.restarts()?;
                self.has_its_pins()?;
                Ok("restarts".to_owned())
            }
            Deed::TakesBack => self.turns(false),
            Deed::DoesAgain => self.turns(true),
            Deed::MarksSeen => self.marks_seen(&rows, chance),
            Deed::ChangesMany => self.changes_many(&rows, chance),
            Deed::Rescues => self.rescues(&rows, chance),
            Deed::Pins => self.pins(&rows, chance),
            Deed::FreesSpace => self.frees_space(chance),
            Deed::LosesDatabase if self.desk.can_restart() => self.loses_database(chance),
            Deed::Restarts | Deed::LosesDatabase => Ok("can't restart".to_owned()),
        };
        let told = match told {
            Ok(told) => told,
            Err(e @ (Error::Invalid(_) | Error::NotFound(_) | Error::TooLate)) => {
                format!("may not ({deed:?}): {e}")
            }
            Err(other) => return Err(other),
        };
        let after = self.desk.outbox()?;
        if deed.is_noted_here() && !told.starts_with("may not") {
            self.desk.done.acted(&before, &after);
        }
        self.book.compare(self.number, &before, &after, self.now);
        self.wishes(&after);
        self.desk.rows = rows;
        Ok(format!("alice at {} {told}", self.number))
    }

    fn comments(
        &mut self,
        rows: &[CaseRow],
        audience: Audience,
        chance: &mut Chance,
    ) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to comment on".to_owned());
        };
        // Some words are said again and again, though never by both computers.
        let is_stock = chance.per_mille(200);
        let echoed = self.echoed_on(rows).filter(|_| is_stock);
        let (row, text) = match echoed {
            Some(echoed) => echoed,
            None if is_stock => (row, self.stock_on(row, chance)?),
            None => (row, format!("Said {}", self.tag)),
        };
        let intent = self.desk.core().add_comment(row.id, audience, &text)?;
        let told = format!("says {text:?} on {:?}", row.name);
        self.book.draft(self.number, row.id, audience).clear();
        let what = (intent, row.id, satchel_core::intent::Kind::Comment);
        self.has_read_for(row.id, &text)?;
        self.book.appended(self.number, what, text, is_stock);
        Ok(told)
    }

    /// Words of hers that she said in her browser meanwhile, and the case: a reply that is lost must not be taken for them.
    fn echoed_on<'a>(&self, rows: &'a [CaseRow]) -> Option<(&'a CaseRow, String)> {
        let hers = [stock(self.number, 0), stock(self.number, 1)];
        let net = self.desk.line.net();
        let mut echoed = net.server.echoed.iter().rev();
        echoed.find_map(|(case, text)| {
            let row = |row: &&CaseRow| self.desk.known.get(&row.id) == Some(case);
            let row = rows.iter().find(row).filter(|_| hers.contains(text))?;
            Some((row, text.clone()))
        })
    }

    /// Words of hers that are said again and again, mostly those that stand on this case already.
    fn stock_on(&self, row: &CaseRow, chance: &mut Chance) -> Result<String> {
        let view = self.desk.core().open_case(row.id)?;
        let hers = [stock(self.number, 0), stock(self.number, 1)];
        let stands = |words: &&String| {
            let said = |item: &TimelineItem| matches!(item, TimelineItem::Comment { text, .. } if text == *words);
            view.timeline.iter().any(said)
        };
        let again = hers.iter().find(stands).filter(|_| chance.per_mille(700));
        Ok(again.unwrap_or(&hers[chance.below(2)]).clone())
    }

    fn edits(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to edit".to_owned());
        };
        let on_its_way = self.on_its_way(rows)?.filter(|_| chance.per_mille(500));
        let row = on_its_way.map_or(row, |(row, _)| row);
        let view = self.desk.core().open_case(row.id)?;
        let again = chance.pick(&view.pending_fields).map(|p| p.field);
        let again = again.filter(|_| chance.per_mille(400));
        let again = on_its_way.map(|(_, field)| field).or(again);
        let mut field = again.or_else(|| chance.pick(&FIELDS).copied());
        if self.dialect == Dialect::Documented {
            // Its answers carry no description, so nobody can tell whether it arrived.
            field = field.filter(|f| *f != Field::Description);
        }
        let field = field.unwrap_or(Field::Name);
        let mut value = some_value(chance, self.words, field, &self.tag);
        if field == Field::Description {
            value = with_line(&view.description, chance.below(LINES), &value);
        }
        // Sometimes back to what it was.
        let pending = view.pending_fields.iter().find(|p| p.field == field);
        if let Some(base) = pending.and_then(|p| p.base.clone())
            && chance.per_mille(400)
        {
            value = base;
        }
        let mut edits = vec![FieldEdit {
            field,
            value: Some(value.clone()).filter(|v| !v.is_empty()),
        }];
        if field == Field::Status && value == "Closed" {
            edits.push(FieldEdit {
                field: Field::ClosedOn,
                value: Some("2026-11-20".to_owned()),
            });
        }
        self.desk.core().edit_case(row.id, &edits)?;
        Ok(format!("sets {field:?} of {:?} to {value:?}", row.name))
    }

    /// A case with a field whose change is on its way, and nobody knows yet what became of it.
    fn on_its_way<'a>(&self, rows: &'a [CaseRow]) -> Result<Option<(&'a CaseRow, Field)>> {
        let outbox = self.desk.outbox()?;
        let mut doubts = outbox
            .iter()
            .filter(|item| matches!(item.state, State::Sending | State::Unknown));
        Ok(doubts.find_map(|item| {
            let row = rows.iter().find(|row| row.id == item.case_id)?;
            Some((row, item.field?))
        }))
    }

    fn creates(&mut self) -> Result<String> {
        let name = format!("Made {}", self.tag);
        self.desk.core().create_case(NewCase {
            name: name.clone(),
            status: "New".to_owned(),
            priority: "Normal".to_owned(),
            case_type: None,
            description: String::new(),
            account_id: None,
            assignee_ids: Vec::new(),
            team_ids: Vec::new(),
            contact_ids: Vec::new(),
            tag_ids: Vec::new(),
        })?;
        Ok(format!("makes {name:?}"))
    }
}

/// Words of this computer's that are said again and again.
pub(crate) fn stock(computer: usize, which: usize) -> String {
    format!("Stock {which} of {computer}")
}

/// Work gathers on few cases: that is where histories meet.
pub(crate) fn favorite<'a>(rows: &'a [CaseRow], chance: &mut Chance) -> Option<&'a CaseRow> {
    if chance.per_mille(600) {
        return chance.pick(rows.get(..rows.len().min(3))?);
    }
    chance.pick(rows)
}
