//! Cases read whole: one bad comment or file never takes the others along, and an answer that can't be read is told as
//! such, never as a case that is gone or forbidden.

use crate::bend::bend;
use crate::chance::Chance;
use crate::corpus::{self, Body};
use crate::graft::graft;
use crate::hunt::hunt;
use crate::line::{now, saying};
use satchel_core::crm::CrmError;
use satchel_core::crm::envelope::{Detail, DetailAnswer};
use satchel_core::id::ServerId;
use serde_json::json;

fn read(body: &Body, bytes: &[u8]) -> Result<DetailAnswer, CrmError> {
    let case = ServerId("c1".to_owned());
    now(saying(body.dialect, bytes).detail(&case)).map(|dated| dated.value)
}

const THREADS: [&str; 3] = ["comments", "internal_notes", "attachments"];

#[test]
fn details_one_comment_is_one_comment() {
    let mut details = corpus::details();
    let longest = |body: &Body| {
        let rows = |key: &&str| body.json[*key].as_array().map_or(0, Vec::len);
        THREADS
            .into_iter()
            .max_by_key(rows)
            .filter(|key| rows(key) >= 2)
    };
    details.retain(|body| longest(body).is_some());
    assert!(!details.is_empty(), "a case with a conversation");
    let make = |chance: &mut Chance| {
        let which = chance.below(details.len());
        let key = longest(&details[which]).unwrap();
        let rows = details[which].json[key].as_array().unwrap();
        let at = chance.below(rows.len());
        ((which, key, at), graft(chance, &rows[at]))
    };
    hunt(
        "details_one_comment_is_one_comment",
        5_000,
        make,
        |((which, key, at), row)| {
            let body = &details[*which];
            let mut json = body.json.clone();
            json[*key].as_array_mut().unwrap().remove(*at);
            let without = whole(read(body, json.to_string().as_bytes()))?;
            json[*key]
                .as_array_mut()
                .unwrap()
                .insert(*at, json!("@row@"));
            let text = json.to_string();
            let (before, after) = text.split_once("\"@row@\"").unwrap();
            let with = whole(read(
                body,
                &[before.as_bytes(), row, after.as_bytes()].concat(),
            ))?;
            let files = without
                .attachments
                .iter()
                .all(|f| with.attachments.contains(f));
            // A comment with another's id stands for it.
            let comments = without
                .comments
                .iter()
                .all(|c| with.comments.iter().any(|w| w.server_id == c.server_id));
            if !files || !comments {
                return Err("another comment or file is missing".to_owned());
            }
            let grew = with.comments.len() + with.attachments.len() + with.bad.len();
            let had = without.comments.len() + without.attachments.len() + without.bad.len();
            match grew - had {
                0 | 1 => Ok(()),
                more => Err(format!("{more} rows out of one")),
            }
        },
    );
}

fn whole(answer: Result<DetailAnswer, CrmError>) -> Result<Detail, String> {
    match answer {
        Ok(DetailAnswer::Case(detail)) => Ok(*detail),
        Ok(DetailAnswer::Merged(into)) => Err(format!("merged into {into}")),
        Err(e) => Err(format!("the whole case is refused: {e}")),
    }
}

#[test]
fn details_bent_anywhere() {
    let details = corpus::details();
    let make = |chance: &mut Chance| {
        let which = chance.below(details.len());
        let json = &details[which].json;
        let bytes = if chance.once_in(2) {
            graft(chance, json)
        } else {
            let other = chance.pick(&details).json.to_string();
            bend(chance, json.to_string().as_bytes(), other.as_bytes())
        };
        (which, bytes)
    };
    hunt(
        "details_bent_anywhere",
        8_000,
        make,
        |(which, bytes)| match read(&details[*which], bytes) {
            Ok(_) | Err(CrmError::Malformed(_) | CrmError::CaptivePortal) => Ok(()),
            Err(other) => Err(format!("a case that can't be read is {other:?}")),
        },
    );
}
