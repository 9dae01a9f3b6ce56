//! What changes slowly, read once a day: the organization's settings and fields, saved answers, and the long look-ups of
//! accounts and contacts, page by page.
//!
//! One request a step, so that a reply typed meanwhile does not wait for the end of ten thousand contacts. A part that the
//! server fails on is left for the next day; what is known of it stays.

use super::Engine;
use crate::answer::{self, Answer, AnswerSource};
use crate::crm::{Crm, CrmError};
use crate::directory::CustomField;
use crate::directory::wire::LookupPage;
use crate::directory::{LookupKind, Organization, table};
use crate::error::{Error, Result};
use crate::store::cursor;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The walk under way, or the last one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::sync) struct Walk {
    /// Its number, from 1.
    no: i64,
    /// What is read next.
    part: Part,
    /// From which row on.
    offset: u32,
    /// When it was complete.
    pub(in crate::sync) done_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
enum Part {
    #[default]
    Organization,
    Fields,
    Macros,
    Articles,
    Accounts,
    Contacts,
}

/// What one step read.
enum Read {
    Organization(Option<Organization>),
    Fields(Vec<CustomField>),
    Answers(AnswerSource, Vec<Answer>),
    Page(LookupKind, LookupPage),
}

pub(in crate::sync) const CATALOGUE: &str = "catalogue";

/// Rows of a page, and how many rows are walked through at most: 20 seconds of a Django-CRM server's time for accounts, 15
/// for contacts, once a day. Those that cases refer to are learned from the cases, whatever their number.
const ACCOUNTS: (u32, u32) = (100, 2_000);
const CONTACTS: (u32, u32) = (200, 10_000);

/// Reads the next part of the catalogue; begins a walk where none is under way.
pub(in crate::sync) async fn catalogue(engine: &Engine, crm: &Crm) -> Result<()> {
    let last: Option<Walk> = engine.mirror.read(|db| cursor::get(db, CATALOGUE))?;
    let walk = match last {
        Some(walk) if walk.done_at.is_none() => walk,
        last => Walk {
            no: last.map_or(0, |l| l.no) + 1,
            ..Walk::default()
        },
    };
    let read = match read(crm, &walk).await {
        Ok(read) => Some(read),
        Err(e) if is_of_the_way(&e) => return Err(Error::Crm(e)),
        Err(e) => {
            tracing::warn!(part = ?walk.part, code = ?e.code(), "a part of the catalogue could not be read");
            None
        }
    };
    engine.mirror.write(|w| {
        let mut next = after(&walk);
        match &read {
            Some(Read::Organization(Some(organization))) => {
                table::put_organization(w, organization)?;
            }
            Some(Read::Fields(fields)) => table::put_custom_fields(w, fields)?,
            Some(Read::Answers(source, answers)) => answer::table::put_all(w, *source, answers)?,
            Some(Read::Page(kind, page)) => {
                table::put_page(w, *kind, &page.rows, walk.no)?;
                if let Some(offset) = next_offset(*kind, page, walk.offset) {
                    next = Some(Walk {
                        offset,
                        ..walk.clone()
                    });
                } else {
                    table::end_walk(w, *kind, walk.no)?;
                }
            }
            Some(Read::Organization(None)) | None => {}
        }
        let done = next.is_none();
        let next = next.unwrap_or(Walk {
            done_at: Some(w.now()),
            ..walk.clone()
        });
        if done {
            super::names_came(w)?;
        }
        cursor::set(w, CATALOGUE, &next)
    })
}

async fn read(crm: &Crm, walk: &Walk) -> std::result::Result<Read, CrmError> {
    Ok(match walk.part {
        Part::Organization => Read::Organization(match crm.organization().await {
            // Older servers have none; the documented dialect never had.
            Err(
                CrmError::Gone | CrmError::Denied(_) | CrmError::NotACrm | CrmError::Rejected(_),
            ) => None,
            settings => settings?,
        }),
        Part::Fields => Read::Fields(crm.custom_fields().await?),
        Part::Macros => {
            let macros = crm.macros().await?.into_iter().map(|one| Answer {
                id: one.id,
                source: AnswerSource::Macro,
                title: one.title,
                text: one.body,
                published: false,
            });
            Read::Answers(AnswerSource::Macro, macros.collect())
        }
        Part::Articles => {
            let articles = crm.articles().await?.into_iter().map(|one| Answer {
                id: one.id,
                source: AnswerSource::Article,
                title: one.title,
                text: one.text,
                published: one.is_published,
            });
            Read::Answers(AnswerSource::Article, articles.collect())
        }
        Part::Accounts => {
            let page = crm.accounts(ACCOUNTS.0, walk.offset).await?;
            Read::Page(LookupKind::Account, page)
        }
        Part::Contacts => {
            let page = crm.contacts(CONTACTS.0, walk.offset).await?;
            Read::Page(LookupKind::Contact, page)
        }
    })
}

/// Trouble of the way to the server or of the session, not of this part.
fn is_of_the_way(error: &CrmError) -> bool {
    error.is_offline()
        || matches!(
            error,
            CrmError::SignIn | CrmError::NotACrm | CrmError::Redirect(_) | CrmError::Certificate(_)
        )
}

/// The walk at its next part; `None` after the last.
fn after(walk: &Walk) -> Option<Walk> {
    let part = match walk.part {
        Part::Organization => Part::Fields,
        Part::Fields => Part::Macros,
        Part::Macros => Part::Articles,
        Part::Articles => Part::Accounts,
        Part::Accounts => Part::Contacts,
        Part::Contacts => return None,
    };
    Some(Walk {
        no: walk.no,
        part,
        offset: 0,
        done_at: None,
    })
}

/// Where the next page begins; `None` when this was the last one to read.
fn next_offset(kind: LookupKind, page: &LookupPage, offset: u32) -> Option<u32> {
    let (rows, most) = match kind {
        LookupKind::Contact => CONTACTS,
        _ => ACCOUNTS,
    };
    let next = offset.saturating_add(page.step);
    let more = page.total.map_or(page.step >= rows, |total| next < total);
    (page.step > 0 && more && next < most).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(step: u32, total: Option<u32>) -> LookupPage {
        LookupPage {
            step,
            total,
            ..LookupPage::default()
        }
    }

    #[test]
    fn a_walk_ends_with_the_rows_or_at_its_bound() {
        let next =
            |step, total, offset| next_offset(LookupKind::Account, &page(step, total), offset);
        assert_eq!(next(100, Some(250), 0), Some(100));
        assert_eq!(next(50, Some(250), 200), None);
        assert_eq!(
            next(10, Some(250), 0),
            Some(10),
            "a server with shorter pages"
        );
        assert_eq!(next(0, Some(250), 100), None, "a server that ran dry");
        assert_eq!(
            next(100, None, 0),
            Some(100),
            "no count: a full page has a next one"
        );
        assert_eq!(next(99, None, 0), None);
        assert_eq!(next(100, Some(1_000_000), 1_900), None, "the bound");
    }

    #[test]
    fn every_part_has_its_turn() {
        let mut walk = Walk::default();
        let mut turns = 1;
        while let Some(next) = after(&walk) {
            (walk, turns) = (next, turns + 1);
        }
        assert_eq!((walk.part, turns), (Part::Contacts, 6));
    }
}
