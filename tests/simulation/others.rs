//! What everybody else does on the server meanwhile: bob in his browser, customers, alice in hers, and the administrator.

use crate::chance::Chance;
use crate::person::{Words, some_value};
use crate::server::{FIELDS, Server};
use chrono::{DateTime, Utc};
use satchel_core::case::Field;
use satchel_sandbox::{Dialect, NewWebCase, Who};
use serde_json::json;
use uuid::Uuid;

/// An act of theirs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Other {
    Comments,
    Edits,
    Creates,
    EditsComment,
    DeletesComment,
    Deletes,
    Hides,
    Merges,
    Reassigns,
}

impl Server {
    /// Somebody does it; says what.
    pub(crate) fn others(
        &mut self,
        act: Other,
        chance: &mut Chance,
        tag: &str,
        words: &Words,
        now: DateTime<Utc>,
    ) -> String {
        let cases: Vec<Uuid> = self.shown().iter().map(|case| case.id).collect();
        let some = |chance: &mut Chance| {
            let few = cases.get(..cases.len().min(6)).unwrap_or_default();
            let list = if chance.per_mille(500) {
                few
            } else {
                &cases[..]
            };
            chance.pick(list).copied()
        };
        let who = ["bob", "alice", "ada"][chance.below(3)];
        let told = match (act, some(chance)) {
            (Other::Creates, _) => {
                let name = format!("Web {tag}");
                let to = self.crm.person("alice").map(|p| p.profile);
                let new = NewWebCase {
                    name: name.clone(),
                    description: chance.per_mille(300).then(|| format!("About {tag}")),
                    assigned_to: to.into_iter().filter(|_| chance.per_mille(800)).collect(),
                    ..NewWebCase::default()
                };
                self.crm.web_creates_case(who, new, now);
                format!("makes {name:?}")
            }
            (_, None) => "finds nothing".to_owned(),
            (Other::Comments, Some(case)) => {
                let by = if chance.per_mille(500) {
                    Who::Customer
                } else {
                    who.into()
                };
                let text = format!("Web {tag}");
                self.crm.web_comments(case, by, &text, false, now);
                format!("says {text:?} on {}", self.name(case))
            }
            (Other::Edits, Some(case)) => self.edits(case, chance, tag, words, now),
            (Other::EditsComment | Other::DeletesComment, Some(case)) => {
                let thread = self.crm.comments_of(case);
                let Some(comment) = chance.pick(thread).map(|c| c.id) else {
                    return "the web finds no comment".to_owned();
                };
                self.touched.insert(case);
                if act == Other::EditsComment {
                    let text = format!("Edited {tag}");
                    self.crm.web_edits_comment(comment, "ada", &text, now);
                } else {
                    self.crm.web_deletes_comment(comment, now);
                }
                format!("{act:?} on {}", self.name(case))
            }
            (Other::Deletes, Some(case)) => {
                let told = format!("deletes {}", self.name(case));
                self.crm.web_deletes_case(case, "ada", now);
                told
            }
            (Other::Hides, Some(case)) => {
                self.crm.web_hides_case(case, "ada", now);
                format!("hides {}", self.name(case))
            }
            (Other::Merges, Some(case)) => match some(chance).filter(|into| *into != case) {
                Some(into) if self.crm.dialect() == Dialect::Bottlecrm => {
                    self.crm.web_merges(case, into, "ada", now);
                    format!("merges {} into {}", self.name(case), self.name(into))
                }
                _ => "merges nothing".to_owned(),
            },
            (Other::Reassigns, Some(_)) => {
                let people: Vec<Uuid> = self.crm.people().iter().map(|p| p.profile).collect();
                let all: Vec<Uuid> = self.crm.cases().map(|case| case.id).collect();
                let Some(case) = chance.pick(&all).copied() else {
                    return "the web finds nothing".to_owned();
                };
                let to: Vec<Uuid> = chance.pick(&people).copied().into_iter().collect();
                self.crm.web_assigns(case, "ada", &to, now);
                format!("gives {} to {to:?}", self.name(case))
            }
        };
        self.look(now, None);
        format!("{who} {told}")
    }

    fn edits(
        &mut self,
        case: Uuid,
        chance: &mut Chance,
        tag: &str,
        words: &Words,
        now: DateTime<Utc>,
    ) -> String {
        let field = *chance.pick(&FIELDS).unwrap_or(&Field::Name);
        let value = some_value(chance, words, field, tag);
        let key = match field {
            Field::Name => "name",
            Field::Status => "status",
            Field::Priority => "priority",
            Field::CaseType => "case_type",
            Field::Description => "description",
            Field::ClosedOn => "closed_on",
        };
        let told = format!("sets {field:?} of {} to {value:?}", self.name(case));
        self.crm
            .web_patches(case, "bob", json!({ key: value }), now);
        told
    }

    fn name(&self, case: Uuid) -> String {
        let name = self.crm.case(case).map(|case| &case.name);
        format!("{:?}", name.map_or("", String::as_str))
    }
}
