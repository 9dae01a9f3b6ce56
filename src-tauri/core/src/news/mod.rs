//! What others did on a case since this person last looked at it: plain data and the pure rules of what is news; SQL is
//! `table.rs`.
//!
//! Kept as a log of differences, not as a copy of each case: pull notes what a field was when somebody first changed it,
//! and which words and files arrived. By arrival, not by time: whoever comes back from a day without a network has not
//! read what was said in the meantime, whenever they last opened the case. Own acts are never news.

pub mod away;
pub mod table;

use crate::case::{CaseSet, Field, ServerCase, Standing, set};
use crate::id::Named;
use crate::intent::{Intent, Payload};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What news is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "NewsTopic", rename_all = "camelCase")]
pub enum Topic {
    /// The whole case.
    New,
    /// How it stands on the server: gone, merged, not visible any more, or there again.
    Standing,
    /// See [`ServerCase::status`].
    Status,
    /// See [`ServerCase::priority`].
    Priority,
    /// See [`ServerCase::assignees`].
    Assignees,
    /// See [`ServerCase::name`].
    Name,
    /// See [`ServerCase::account`].
    Account,
    /// See [`ServerCase::contacts`].
    Contacts,
    /// See [`ServerCase::teams`].
    Teams,
    /// See [`ServerCase::tags`].
    Tags,
    /// See [`ServerCase::case_type`].
    CaseType,
    /// See [`ServerCase::description`].
    Description,
    /// Words for everybody: a colleague's reply, or the customer's.
    Reply,
    /// Words for colleagues.
    Note,
    /// A customer's e-mail.
    Mail,
    /// A file.
    File,
    /// Nothing happened: the person wants to look again.
    Marked,
}

impl Topic {
    /// The fields, in the order in which they are told.
    const FIELDS: [Topic; 6] = [
        Topic::Status,
        Topic::Priority,
        Topic::Name,
        Topic::Account,
        Topic::CaseType,
        Topic::Description,
    ];
    /// The sets.
    const SETS: [Topic; 4] = [Topic::Assignees, Topic::Contacts, Topic::Teams, Topic::Tags];

    /// Of a field of the case, with one value.
    fn field(self) -> Option<Field> {
        match self {
            Topic::Status => Some(Field::Status),
            Topic::Priority => Some(Field::Priority),
            Topic::Name => Some(Field::Name),
            Topic::CaseType => Some(Field::CaseType),
            Topic::Description => Some(Field::Description),
            _ => None,
        }
    }

    /// Of a set of related things.
    #[must_use]
    pub fn set(self) -> Option<CaseSet> {
        match self {
            Topic::Assignees => Some(CaseSet::Assignees),
            Topic::Contacts => Some(CaseSet::Contacts),
            Topic::Teams => Some(CaseSet::Teams),
            Topic::Tags => Some(CaseSet::Tags),
            _ => None,
        }
    }

    /// Has it a value before and one after?
    #[must_use]
    pub fn is_change(self) -> bool {
        self == Topic::Standing || Topic::FIELDS.contains(&self) || Topic::SETS.contains(&self)
    }
}

/// What something was before others changed it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Was {
    /// A value; `None`: nothing.
    Value(Option<String>),
    /// Members.
    Members(Vec<Named>),
}

/// A difference between two observations of a case that this person did not make.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Of what.
    pub topic: Topic,
    /// What it was.
    pub was: Was,
}

/// What of the step from `before` to `after` others did. `intents`: this person's on the case. Until they are confirmed,
/// what the server shows of them is this person's own doing. `done`: topics on which it was this person's doing alone:
/// whoever changes something has seen it.
#[must_use]
pub fn steps(
    before: &ServerCase,
    after: &ServerCase,
    intents: &[Intent],
) -> (Vec<Step>, Vec<Topic>) {
    let (mut steps, mut done) = (Vec::new(), Vec::new());
    for topic in Topic::FIELDS {
        let (was, is) = (value(before, topic), value(after, topic));
        // What an answer begins to carry was not changed by anybody.
        let first_told = topic == Topic::Description && before.description.is_none();
        if was == is || first_told {
            continue;
        }
        let mine = intents.iter().any(|intent| match &intent.payload {
            Payload::Edit { field, desired, .. } => {
                Some(*field) == topic.field() && some(desired.clone()) == is
            }
            _ => false,
        });
        if mine {
            done.push(topic);
        } else {
            steps.push(Step {
                topic,
                was: Was::Value(was),
            });
        }
    }
    for topic in Topic::SETS {
        let Some(which) = topic.set() else { continue };
        let (was, is) = (before.members(which), after.members(which));
        if set::same(was, is) {
            continue;
        }
        let mine = intents.iter().find_map(|intent| match &intent.payload {
            Payload::Set { set, base, desired } if *set == which => Some((base, desired)),
            _ => None,
        });
        // With this person's own change taken out, what is left is what others did.
        let expected = mine.map_or_else(
            || was.to_vec(),
            |(base, desired)| set::merge(base, desired, was),
        );
        if set::same(&expected, is) {
            done.push(topic);
        } else {
            steps.push(Step {
                topic,
                was: Was::Members(if set::same(was, &expected) || !arrived(mine, is) {
                    was.to_vec()
                } else {
                    expected
                }),
            });
        }
    }
    (steps, done)
}

/// Does the server show what this person wanted of a set?
fn arrived(mine: Option<(&Vec<Named>, &Vec<Named>)>, is: &[Named]) -> bool {
    mine.is_none_or(|(base, desired)| set::same(&set::merge(base, desired, is), is))
}

fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// The value of a field, where it has one.
#[must_use]
pub fn value(case: &ServerCase, topic: Topic) -> Option<String> {
    match topic {
        Topic::Account => case.account.as_ref().map(|account| account.name.clone()),
        _ => topic.field().and_then(|field| some(case.value(field))),
    }
}

/// Something new on a case, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is about.
    pub topic: Topic,
    /// Of words, files and e-mails: the id that the timeline has; else empty.
    pub id: String,
    /// Of a change: what it was when this person last looked.
    pub was: Option<Was>,
    /// Who, where the server says.
    pub by: Option<String>,
    /// When it was noticed, or said, by the server.
    pub at: DateTime<Utc>,
}

/// News of a case in a few words: for its row of the queue. Stored with the view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "NewsSummary", rename_all = "camelCase")]
pub struct Summary {
    /// The case itself is new.
    pub is_new: bool,
    /// It became this person's.
    pub to_me: bool,
    /// What was changed, in a steady order.
    pub changed: Vec<Topic>,
    /// Replies, and words of the customer.
    pub replies: u32,
    /// Internal notes.
    pub notes: u32,
    /// E-mails from outside.
    pub mails: u32,
    /// Files.
    pub files: u32,
    /// The person wanted it to be unread.
    pub marked: bool,
}

impl Summary {
    /// Is there something to be read, not only a field to be noticed?
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.is_new || self.to_me || self.marked || self.said() + self.files > 0
    }

    /// Replies, notes and e-mails.
    #[must_use]
    pub fn said(&self) -> u32 {
        self.replies + self.notes + self.mails
    }
}

/// News in a few words; `None`: there is none. `became_mine`: this person is among the case's people now and was not.
#[must_use]
pub fn summary(items: &[Item], became_mine: bool) -> Option<Summary> {
    if items.is_empty() {
        return None;
    }
    let mut sum = Summary::default();
    for item in items {
        match item.topic {
            Topic::New => sum.is_new = true,
            Topic::Marked => sum.marked = true,
            Topic::Reply => sum.replies += 1,
            Topic::Note => sum.notes += 1,
            Topic::Mail => sum.mails += 1,
            Topic::File => sum.files += 1,
            changed => sum.changed.push(changed),
        }
    }
    sum.to_me = became_mine && sum.changed.contains(&Topic::Assignees);
    sum.changed.sort_unstable();
    sum.changed.dedup();
    Some(sum)
}

/// A change, as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "NewsDifference", rename_all = "camelCase")]
pub struct Difference {
    /// Of what.
    pub topic: Topic,
    /// What it was; `None`: nothing. Of sets: empty, see `added` and `removed`.
    pub before: Option<String>,
    /// What the server has now.
    pub after: Option<String>,
    /// Of a set: the names that joined.
    pub added: Vec<String>,
    /// Of a set: the names that left.
    pub removed: Vec<String>,
    /// Who, where the server says.
    pub by: Option<String>,
    /// When it was noticed.
    pub at: DateTime<Utc>,
}

/// A change from what was kept to what there is. `None`: it is as it was again, or no change.
#[must_use]
pub fn difference(item: &Item, now: &ServerCase, standing: Standing) -> Option<Difference> {
    let told = Difference {
        topic: item.topic,
        before: None,
        after: None,
        added: Vec::new(),
        removed: Vec::new(),
        by: item.by.clone(),
        at: item.at,
    };
    match (&item.was, item.topic.set()) {
        (Some(Was::Members(was)), Some(which)) => {
            let is = now.members(which);
            let missing = |these: &[Named], those: &[Named]| -> Vec<String> {
                let gone = these.iter().filter(|n| those.iter().all(|o| o.id != n.id));
                gone.map(|n| n.name.clone()).collect()
            };
            let (added, removed) = (missing(is, was), missing(was, is));
            (!added.is_empty() || !removed.is_empty()).then_some(Difference {
                added,
                removed,
                ..told
            })
        }
        (Some(Was::Value(was)), None) if item.topic.is_change() => {
            let after = if item.topic == Topic::Standing {
                word(standing)
            } else {
                value(now, item.topic)
            };
            (*was != after).then(|| Difference {
                before: was.clone(),
                after,
                ..told
            })
        }
        _ => None,
    }
}

/// How a case stands, as it is kept.
#[must_use]
pub fn word(standing: Standing) -> Option<String> {
    let word = serde_json::to_value(standing).ok()?;
    word.as_str().map(str::to_owned)
}

/// What is new on a case, for its screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CaseNews {
    /// In a few words.
    pub summary: Summary,
    /// Field by field.
    pub differences: Vec<Difference>,
    /// What of the timeline is new, by its ids.
    pub items: Vec<String>,
    /// When this person last looked, by this computer's clock; `None`: not since this mirror is here.
    pub looked_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests;
