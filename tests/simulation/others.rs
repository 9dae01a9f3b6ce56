//! What everybody else does on the server meanwhile: bob in his browser, customers, alice in hers, and the administrator.

use crate::book::file_text;
use crate::chance::Chance;
use crate::person::{LINES, Words, some_value, with_line};
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
    Joins,
    Uploads,
    DeletesFile,
    Renames,
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
        let hot = self.hot.filter(|case| cases.contains(case));
        let some = |chance: &mut Chance| {
            // Where alice's requests went last: that is where histories meet.
            if let Some(case) = hot.filter(|_| chance.per_mille(250)) {
                return Some(case);
            }
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
                // What was said last is what is looked for.
                let last = thread.last().filter(|_| chance.per_mille(400));
                let Some(comment) = last.or_else(|| chance.pick(thread)).cloned() else {
                    return "the web finds no comment".to_owned();
                };
                self.touched.insert(case);
                self.removed.insert(comment.text);
                let comment = comment.id;
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
            (Other::Joins, Some(case)) => {
                let tags: Vec<Uuid> = self.crm.tags().iter().map(|t| t.id).collect();
                let teams: Vec<Uuid> = self.crm.teams().iter().map(|t| t.id).collect();
                let (key, all) =
                    match self.crm.dialect() == Dialect::Bottlecrm && chance.per_mille(500) {
                        true => ("tags", tags),
                        false => ("teams", teams),
                    };
                let some: Vec<Uuid> = all.into_iter().filter(|_| chance.per_mille(500)).collect();
                self.crm.web_patches(case, "ada", json!({ key: some }), now);
                format!("sets {key} of {} to {some:?}", self.name(case))
            }
            (Other::Uploads, Some(case)) => {
                let text = format!("web bytes of {tag}");
                self.crm.web_attaches(case, who, "log.txt", &text, now);
                format!("attaches log.txt to {}", self.name(case))
            }
            (Other::DeletesFile, Some(case)) => {
                let Some(file) = chance.pick(self.crm.attachments_of(case)).cloned() else {
                    return "the web finds no file".to_owned();
                };
                let bytes = self.crm.bytes_of(file.id).unwrap_or_default();
                self.removed.insert(file_text(&file.name, &bytes));
                self.crm.web_deletes_attachment(file.id, now);
                format!("deletes a file of {}", self.name(case))
            }
            (Other::Renames, Some(_)) => {
                let account = self.crm.accounts().next().map(|a| a.id).unwrap_or_default();
                self.crm
                    .web_renames_account(account, &format!("Account {tag}"), now);
                "renames a customer".to_owned()
            }
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
        let mut value = some_value(chance, words, field, tag);
        if let (Field::Description, Some(case)) = (field, self.crm.case(case)) {
            let text = case.description.clone().unwrap_or_default();
            value = with_line(&text, chance.below(LINES), &value);
        }
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
