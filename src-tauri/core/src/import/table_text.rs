//! A table of text as spreadsheets write it: a comma, a semicolon or a tab between cells, with or without a mark of its
//! encoding, headings in the first row. Pure; what its cells mean is `mod.rs`.

use super::MOST_ROWS;
use crate::error::{Error, Result};
use crate::export::csv::{BYTE_ORDER_MARK, unguard};
use crate::sentence::Cannot;

/// No table is larger than this.
pub const SIZE_LIMIT: usize = 8 * 1024 * 1024;

/// What a column is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The case's name.
    Name,
    /// A value of the vocabulary.
    Status,
    /// A value of the vocabulary.
    Priority,
    /// A value of the vocabulary.
    CaseType,
    /// Whose case it is.
    Account,
    /// Who works on it.
    Assignees,
    /// Teams.
    Teams,
    /// Whom to talk to.
    Contacts,
    /// Tags.
    Tags,
    /// Free text.
    Description,
    /// A day.
    ClosedOn,
}

impl Column {
    /// By its heading: as our own export says it, and as others do.
    fn of(heading: &str) -> Option<Column> {
        let plain: String = heading
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        Some(match plain.as_str() {
            "name" | "title" | "subject" | "case" | "casename" => Column::Name,
            "status" => Column::Status,
            "priority" => Column::Priority,
            "type" | "casetype" => Column::CaseType,
            "account" | "company" => Column::Account,
            "assignedto" | "assignee" | "assignees" | "owner" => Column::Assignees,
            "teams" | "team" => Column::Teams,
            "contacts" | "contact" => Column::Contacts,
            "tags" | "tag" => Column::Tags,
            "description" => Column::Description,
            "closedon" => Column::ClosedOn,
            _ => return None,
        })
    }
}

/// A row below the headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// As spreadsheets count: the headings are row 1.
    pub number: u32,
    cells: Vec<(Column, String)>,
}

impl Row {
    /// What stands in a column; empty where there is nothing.
    #[must_use]
    pub fn cell(&self, column: Column) -> &str {
        let found = self.cells.iter().find(|(known, _)| *known == column);
        found.map_or("", |(_, cell)| cell)
    }
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its rows, without empty ones.
    pub rows: Vec<Row>,
    /// Headings that mean nothing here.
    pub unread: Vec<String>,
}

/// Reads a table.
///
/// # Errors
/// `Invalid`: it is none, or there is too much of it.
pub fn read(bytes: &[u8]) -> Result<Table> {
    let not = |what: Cannot| Err(Error::Invalid(what));
    if bytes.len() > SIZE_LIMIT {
        return not(Cannot::TableLarge);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return not(Cannot::TableNotText);
    };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let unreadable = |e: csv::Error| {
        let row = e.position().map_or(0, csv::Position::line);
        Error::Invalid(Cannot::TableRow {
            row: u32::try_from(row).unwrap_or(u32::MAX),
        })
    };
    let headings = reader.headers().map_err(unreadable)?.clone();
    let columns: Vec<Option<Column>> = headings.iter().map(Column::of).collect();
    if !columns.contains(&Some(Column::Name)) {
        return not(Cannot::TableNoName);
    }
    if let Some(twice) = columns
        .iter()
        .enumerate()
        .find(|(at, column)| column.is_some() && columns.iter().take(*at).any(|c| c == *column))
    {
        let heading = headings.get(twice.0).unwrap_or_default();
        return Err(Error::Invalid(Cannot::TableTwice {
            heading: heading.to_owned(),
        }));
    }
    let unread = headings.iter().zip(&columns);
    let unread = unread
        .filter(|(heading, column)| column.is_none() && !heading.trim().is_empty())
        .map(|(heading, _)| heading.trim().to_owned())
        .collect();
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(unreadable)?;
        let cells: Vec<(Column, String)> = columns
            .iter()
            .zip(record.iter())
            .filter_map(|(column, cell)| Some(((*column)?, unguard(cell).trim().to_owned())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Error::Invalid(Cannot::TableRows {
                most: u32::try_from(MOST_ROWS).unwrap_or(u32::MAX),
            }));
        }
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(2);
        rows.push(Row { number, cells });
    }
    Ok(Table { rows, unread })
}

/// What stands between the cells of the headings, outside of quotes. A comma, where nothing else does.
fn delimiter(text: &str) -> u8 {
    let (mut quoted, mut found) = (false, [(b',', 0_u32), (b';', 0), (b'\t', 0)]);
    for c in text.bytes() {
        match c {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            c if !quoted => {
                if let Some(one) = found.iter_mut().find(|(known, _)| *known == c) {
                    one.1 += 1;
                }
            }
            _ => {}
        }
    }
    // The first of those that stand there most.
    let most = found.iter().map(|(_, count)| *count).max();
    let first = found.iter().find(|(_, count)| Some(*count) == most);
    first.map_or(b',', |(c, _)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let table = read(text.as_bytes()).unwrap();
        let name = |row: &Row| row.cell(Column::Name).to_owned();
        table.rows.iter().map(name).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        for text in [
            "name,status\r\nOne,New\r\nTwo,New\r\n",
            "\u{feff}name;status\nOne;New\nTwo;New\n",
            "Name\tStatus\nOne\tNew\nTwo\tNew",
            "\"na\u{6d}e\",status\n\"One\",New\n\n,\nTwo",
            "status,Case Name\nNew,One\nNew,Two\n",
        ] {
            assert_eq!(names(text), ["One", "Two"], "{text:?}");
        }
    }

    #[test]
    fn quotes_lines_and_our_own_apostrophes_come_back_as_they_were() {
        let table = read(b"name,description\r\n'=1+1,\"two\r\nlines, \"\"so\"\"\"\r\n").unwrap();
        assert_eq!(table.rows[0].cell(Column::Name), "=1+1");
        assert_eq!(
            table.rows[0].cell(Column::Description),
            "two\r\nlines, \"so\""
        );
    }

    #[test]
    fn what_is_no_table_of_cases_is_told_so() {
        for (bytes, word) in [
            (&b"\xff\xfen\0a\0m\0e\0"[..], "UTF-8"),
            (b"what,ever\n1,2\n", "name"),
            (b"", "name"),
            (b"name,Title\na,b\n", "Title"),
        ] {
            let Err(Error::Invalid(said)) = read(bytes) else {
                panic!("{bytes:?} was read");
            };
            assert!(said.to_string().contains(word), "{said}");
        }
        let many = format!("name\n{}", "x\n".repeat(MOST_ROWS + 1));
        assert!(read(many.as_bytes()).is_err());
    }
}
