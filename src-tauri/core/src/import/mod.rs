//! Cases from a table that somebody else made: what of it can become cases, held against the server's rules before
//! anything is written. Plain data and the pure plan. The table is read by `table_text.rs`, what the mirror knows is looked
//! up and the cases are made by `mutation/import.rs`, in one transaction that is one step to take back.
//!
//! A name is taken once, whatever its capitals: so the same table brought in again makes nothing twice.

pub mod table_text;

use crate::case::{NAME_LIMIT, NewCase};
use crate::directory::{LookupKind, Reference};
use crate::id::ServerId;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;
use table_text::{Column, Row, Table};

/// How many rows one table may have.
pub const MOST_ROWS: usize = 2_000;

/// How many lines of each kind a plan names; the rest is counted.
const MOST_LINES: usize = 200;

/// Why a row does not become a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ImportWhy", rename_all = "camelCase")]
pub enum Why {
    /// It has no name.
    NoName,
    /// Its name is longer than the server takes.
    LongName,
    /// A case has this name already, on this computer.
    Known,
    /// A row above has this name.
    Twice,
    /// The server has no such status.
    Status,
    /// The status is a closed one: a case is made open, and closed afterwards.
    Closed,
    /// The server has no such priority.
    Priority,
    /// The server has no such case type.
    CaseType,
    /// No account of this name is known here.
    Account,
    /// No such person is known here.
    Person,
    /// No such team is known here.
    Team,
    /// No such contact is known here.
    Contact,
    /// No such tag is known here.
    Tag,
    /// Several are called so.
    Several,
    /// Not a day like 2026-11-28.
    Date,
    /// An invisible character that no server takes.
    Nul,
}

impl Why {
    /// In a sentence, for terminals.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Why::NoName => "it has no name",
            Why::LongName => "its name is longer than 64 characters",
            Why::Known => "a case of this name is here already",
            Why::Twice => "a row above has the same name",
            Why::Status => "the server has no such status",
            Why::Closed => "a case is made open; close it afterwards",
            Why::Priority => "the server has no such priority",
            Why::CaseType => "the server has no such type",
            Why::Account => "no account of this name is known here",
            Why::Person => "nobody of this name is known here",
            Why::Team => "no team of this name is known here",
            Why::Contact => "no contact of this name is known here",
            Why::Tag => "no tag of this name is known here",
            Why::Several => "several are called so",
            Why::Date => "not a day like 2026-11-28",
            Why::Nul => "there is an invisible character in it that no server takes",
        }
    }
}

/// A row of the table in a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportLine {
    /// Where it stands, as spreadsheets count: the headings are row 1.
    pub row: u32,
    /// The case's name.
    pub name: String,
    /// Why it does not become a case.
    pub why: Option<Why>,
    /// What stands against it, where that is not the name.
    pub typed: String,
}

/// What a table would make, or made.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    /// How many become cases.
    pub creates: u32,
    /// How many are here already, by name: they stay as they are.
    pub known: u32,
    /// How many can't become cases, without those that are known.
    pub refused: u32,
    /// The first of those that become cases.
    pub creating: Vec<ImportLine>,
    /// The first of those that do not, known ones too.
    pub left_out: Vec<ImportLine>,
    /// Columns that mean nothing here, by their headings.
    pub unread: Vec<String>,
    /// The cases to make.
    #[serde(skip)]
    #[cfg_attr(feature = "specta", specta(skip))]
    pub cases: Vec<NewCase>,
}

/// What was found by a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// One.
    One(ServerId),
    /// None.
    Nobody,
    /// Several.
    Several,
}

/// What the mirror knows that a plan needs.
pub struct Known {
    /// The server's vocabulary.
    pub reference: Reference,
    /// Names of the table that a case here has, folded by [`same`].
    pub taken: Vec<String>,
    /// What each name of an account, person and so on means.
    pub meant: HashMap<(LookupKind, String), Named>,
}

/// Two names that the server takes for one.
#[must_use]
pub fn same(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Every name of something else in the table, to be looked up.
#[must_use]
pub fn mentions(table: &Table) -> Vec<(LookupKind, String)> {
    let mut all = Vec::new();
    for row in &table.rows {
        for (column, kind, _) in OTHERS {
            for name in names(row, column) {
                let one = (kind, name.to_owned());
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
    }
    all
}

const OTHERS: [(Column, LookupKind, Why); 5] = [
    (Column::Account, LookupKind::Account, Why::Account),
    (Column::Assignees, LookupKind::Person, Why::Person),
    (Column::Teams, LookupKind::Team, Why::Team),
    (Column::Contacts, LookupKind::Contact, Why::Contact),
    (Column::Tags, LookupKind::Tag, Why::Tag),
];

/// An account's name may have a semicolon in it; of the others there may be several.
fn names(row: &Row, column: Column) -> Vec<&str> {
    let cell = row.cell(column);
    if column == Column::Account {
        return Some(cell)
            .filter(|cell| !cell.is_empty())
            .into_iter()
            .collect();
    }
    cell.split(';')
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .collect()
}

/// What becomes of each row.
#[must_use]
pub fn plan(table: &Table, known: &Known) -> ImportPlan {
    let mut plan = ImportPlan {
        unread: table.unread.clone(),
        ..ImportPlan::default()
    };
    let mut above: Vec<String> = Vec::new();
    for row in &table.rows {
        let name = row.cell(Column::Name);
        let judged = judge(row, known, &above);
        let line = |why, typed: &str| ImportLine {
            row: row.number,
            name: name.to_owned(),
            why,
            typed: typed.to_owned(),
        };
        match judged {
            Ok(case) => {
                above.push(same(name));
                plan.creates += 1;
                if plan.creating.len() < MOST_LINES {
                    plan.creating.push(line(None, ""));
                }
                plan.cases.push(case);
            }
            Err((why, typed)) => {
                match why {
                    Why::Known => plan.known += 1,
                    _ => plan.refused += 1,
                }
                if plan.left_out.len() < MOST_LINES {
                    plan.left_out.push(line(Some(why), typed));
                }
            }
        }
    }
    plan
}

fn judge<'r>(row: &'r Row, known: &Known, above: &[String]) -> Result<NewCase, (Why, &'r str)> {
    let name = row.cell(Column::Name);
    let description = row.cell(Column::Description);
    let key = same(name);
    if name.contains('\0') || description.contains('\0') {
        return Err((Why::Nul, ""));
    }
    if name.is_empty() {
        return Err((Why::NoName, ""));
    }
    if name.chars().count() > NAME_LIMIT {
        return Err((Why::LongName, ""));
    }
    if known.taken.contains(&key) {
        return Err((Why::Known, ""));
    }
    if above.contains(&key) {
        return Err((Why::Twice, ""));
    }
    let reference = &known.reference;
    let statuses = reference.statuses.iter();
    let open = statuses
        .clone()
        .find(|c| c.is_open)
        .map(|c| c.value.clone());
    let status = choose(
        row.cell(Column::Status),
        statuses.map(|c| (&*c.value, &*c.label)),
        open.unwrap_or_default(),
        Why::Status,
    )?;
    if reference
        .statuses
        .iter()
        .any(|c| c.value == status && !c.is_open)
    {
        return Err((Why::Closed, row.cell(Column::Status)));
    }
    let usual = reference.priorities.iter().find(|c| c.value == "Normal");
    let usual = usual
        .or(reference.priorities.first())
        .map(|c| c.value.clone());
    let priority = choose(
        row.cell(Column::Priority),
        reference.priorities.iter().map(|c| (&*c.value, &*c.label)),
        usual.unwrap_or_default(),
        Why::Priority,
    )?;
    let case_type = choose(
        row.cell(Column::CaseType),
        reference.case_types.iter().map(|c| (&*c.value, &*c.label)),
        String::new(),
        Why::CaseType,
    )?;
    let closed_on = row.cell(Column::ClosedOn);
    if !closed_on.is_empty() {
        let is_day = NaiveDate::parse_from_str(closed_on, "%Y-%m-%d").is_ok();
        return Err((if is_day { Why::Closed } else { Why::Date }, closed_on));
    }
    let mut others = Vec::new();
    for (column, kind, why) in OTHERS {
        let mut ids = Vec::new();
        for name in names(row, column) {
            match known.meant.get(&(kind, name.to_owned())) {
                Some(Named::One(id)) => ids.push(id.clone()),
                Some(Named::Several) => return Err((Why::Several, name)),
                Some(Named::Nobody) | None => return Err((why, name)),
            }
        }
        others.push(ids);
    }
    let mut others = others.into_iter();
    let mut next = || others.next().unwrap_or_default();
    Ok(NewCase {
        name: name.to_owned(),
        status,
        priority,
        case_type: Some(case_type).filter(|value| !value.is_empty()),
        description: description.to_owned(),
        account_id: next().into_iter().next(),
        assignee_ids: next(),
        team_ids: next(),
        contact_ids: next(),
        tag_ids: next(),
    })
}

/// A value of a vocabulary by what stands in a cell: as it is sent, or as it is shown, whatever its capitals.
fn choose<'c, 'r>(
    cell: &'r str,
    choices: impl Iterator<Item = (&'c str, &'c str)>,
    usual: String,
    why: Why,
) -> Result<String, (Why, &'r str)> {
    if cell.is_empty() {
        return Ok(usual);
    }
    let wanted = same(cell);
    let mut found = choices.filter(|(value, label)| same(value) == wanted || same(label) == wanted);
    found
        .next()
        .map(|(value, _)| value.to_owned())
        .ok_or((why, cell))
}

#[cfg(test)]
mod tests {
    use super::table_text::read;
    use super::*;
    use crate::directory::{Choice, PriorityChoice, StatusChoice};

    fn known() -> Known {
        let status = |value: &str, is_open| StatusChoice {
            value: value.to_owned(),
            label: value.to_owned(),
            is_open,
        };
        let priority = |value: &str| PriorityChoice {
            value: value.to_owned(),
            label: format!("{value}!"),
            is_urgent: value == "Urgent",
        };
        let id = |id: &str| Named::One(ServerId(id.to_owned()));
        Known {
            reference: Reference {
                statuses: vec![
                    status("New", true),
                    status("Pending", true),
                    status("Closed", false),
                ],
                priorities: vec![priority("Low"), priority("Normal"), priority("Urgent")],
                case_types: vec![Choice {
                    value: "Question".to_owned(),
                    label: "Question".to_owned(),
                }],
                people: vec![],
                accounts: vec![],
                tags: vec![],
                teams: vec![],
                custom_fields: vec![],
            },
            taken: vec![same("Printer on fire")],
            meant: HashMap::from([
                (
                    (LookupKind::Account, "Larkfield; Sons".to_owned()),
                    id("a1"),
                ),
                ((LookupKind::Account, "Twins".to_owned()), Named::Several),
                ((LookupKind::Person, "Bob".to_owned()), id("p1")),
                ((LookupKind::Person, "Eve".to_owned()), id("p2")),
            ]),
        }
    }

    fn planned(rows: &[&str]) -> ImportPlan {
        let head = "Name,Status,Priority,Type,Account,Assigned to,Description,Closed on,Mood\r\n";
        let text = format!("{head}{}\r\n", rows.join("\r\n"));
        plan(&read(text.as_bytes()).unwrap(), &known())
    }

    #[test]
    fn each_row_is_held_against_the_servers_rules() {
        let long = "x".repeat(65);
        for (row, why) in [
            ("Router down,,,,,,,,", None),
            (
                "Router down,pending,URGENT!,question,Larkfield; Sons,Bob; Eve,It is.,,",
                None,
            ),
            (",New,,,,,,,", Some(Why::NoName)),
            (long.as_str(), Some(Why::LongName)),
            ("PRINTER on fire,,,,,,,,", Some(Why::Known)),
            ("a,Open,,,,,,,", Some(Why::Status)),
            ("a,Closed,,,,,,,", Some(Why::Closed)),
            ("a,,Burning,,,,,,", Some(Why::Priority)),
            ("a,,,Poem,,,,,", Some(Why::CaseType)),
            ("a,,,,Nobody Ltd,,,,", Some(Why::Account)),
            ("a,,,,Twins,,,,", Some(Why::Several)),
            ("a,,,,,Bob; Mallory,,,", Some(Why::Person)),
            ("a,,,,,,,28.11.2026,", Some(Why::Date)),
            ("a,,,,,,,2026-02-30,", Some(Why::Date)),
            ("a,,,,,,,2026-11-28,", Some(Why::Closed)),
            ("a\0,,,,,,,,", Some(Why::Nul)),
        ] {
            let plan = planned(&[row]);
            let line = plan.creating.first().or(plan.left_out.first()).unwrap();
            assert_eq!(line.why, why, "{row:?}");
            assert_eq!(line.row, 2, "spreadsheets count the headings");
        }
    }

    #[test]
    fn a_full_row_becomes_the_case_it_describes_and_an_empty_one_what_is_usual() {
        let plan = planned(&[
            "Router down,pending,Urgent,question,Larkfield; Sons,Bob; Eve,It is.,,bad",
            "Second,,,,,,,,",
        ]);
        let ServerId(account) = plan.cases[0].account_id.clone().unwrap();
        assert_eq!(account, "a1");
        assert_eq!(plan.cases[0].status, "Pending");
        assert_eq!(plan.cases[0].assignee_ids.len(), 2);
        assert_eq!(plan.cases[0].case_type.as_deref(), Some("Question"));
        assert_eq!(
            (
                plan.cases[1].status.as_str(),
                plan.cases[1].priority.as_str()
            ),
            ("New", "Normal")
        );
        assert_eq!(plan.unread, ["Mood"]);
    }

    #[test]
    fn a_name_is_taken_once_within_the_table_too() {
        let plan = planned(&["One,,,,,,,,", "one ,,,,,,,,", "Printer on fire,,,,,,,,"]);
        assert_eq!((plan.creates, plan.known, plan.refused), (1, 1, 1));
        assert_eq!(plan.left_out[0].why, Some(Why::Twice));
        assert_eq!(plan.left_out[0].row, 3);
    }
}
