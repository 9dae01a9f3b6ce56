//! What others do at the worst moment: they say what alice says while nobody knows whether hers arrived, attach a file of
//! the name of hers, change a value between her engine's reading and its writing, and take a case away between two pages of
//! a sweep: every row behind it moves up.
//!
//! An honest history has little of it, and the engine's care for it would never be tried.

use crate::chance::Chance;
use crate::desk::Desk;
use crate::person::{LINES, stock, with_line};
use crate::server::{Server, case_of};
use chrono::{DateTime, Utc};
use satchel_core::error::Result;
use satchel_core::intent::{Kind, State};
use satchel_sandbox::Who;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A reply or a file of alice's, of which nobody knows whether it arrived.
struct Doubt {
    case: Uuid,
    kind: Kind,
    /// What it says; of a file, its name.
    says: String,
}

/// What waits on alice's computers.
#[derive(Default)]
pub(crate) struct Waiting {
    /// Words that may still arrive. Said by herself in her browser they could not be told from these (R1).
    words: BTreeSet<String>,
    doubts: Vec<Doubt>,
}

impl Waiting {
    /// What waits on these computers.
    ///
    /// # Errors
    /// A fault of the engine.
    pub(crate) fn on(desks: &[Desk]) -> Result<Waiting> {
        let mut waiting = Waiting::default();
        for desk in desks {
            for item in desk.outbox()? {
                let is_in_doubt = matches!(item.state, State::Sending | State::Unknown);
                if let (true, Some(case)) = (is_in_doubt, desk.known.get(&item.case_id)) {
                    waiting.doubts.push(Doubt {
                        case: *case,
                        kind: item.kind,
                        says: item.mine.clone(),
                    });
                }
                waiting.words.insert(item.mine);
            }
        }
        Ok(waiting)
    }

    fn doubt(&self, chance: &mut Chance, fits: impl Fn(&Doubt) -> bool) -> Option<&Doubt> {
        let fitting: Vec<&Doubt> = self.doubts.iter().filter(|doubt| fits(doubt)).collect();
        chance.pick(&fitting).copied()
    }
}

impl Server {
    /// Somebody says what alice may just have said; `None`: nobody does.
    pub(crate) fn echoes(
        &mut self,
        waiting: &Waiting,
        case: Option<Uuid>,
        chance: &mut Chance,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let (who, case, text) = match chance.below(10) {
            0..4 => {
                let is_stock = |d: &Doubt| d.kind == Kind::Comment && d.says.starts_with("Stock");
                let doubt = waiting.doubt(chance, is_stock)?;
                ("bob", doubt.case, doubt.says.clone())
            }
            4..8 => {
                let text = stock(chance.below(2), chance.below(2));
                let is_free = !waiting.words.contains(&text);
                ("alice", case.filter(|_| is_free)?, text)
            }
            _ => return None,
        };
        self.crm
            .web_comments(case, Who::from(who), &text, false, now);
        self.look(now, None);
        if who == "alice" {
            self.echoed.push((case, text.clone()));
        }
        Some(format!("{who} echoes {text:?} on {case}"))
    }

    /// Alice attaches a file in her browser, of the name of one that may just have arrived; `None`: she does not.
    pub(crate) fn echoes_file(
        &mut self,
        waiting: &Waiting,
        chance: &mut Chance,
        tag: &str,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let doubt = waiting.doubt(chance, |d| d.kind == Kind::Upload)?;
        let text = format!("web bytes of {tag}");
        self.crm
            .web_attaches(doubt.case, "alice", &doubt.says, &text, now);
        self.look(now, None);
        Some(format!("alice echoes {:?} on {}", doubt.says, doubt.case))
    }

    /// Just before a client's change to a case arrives, somebody changes the same field; tells what.
    pub(crate) fn rushes(&mut self, path: &str, body: &[u8], now: DateTime<Utc>) -> Option<String> {
        let case = self.crm.case(case_of(path)?)?;
        let (id, about) = (case.id, case.description.clone().unwrap_or_default());
        let body: Value = serde_json::from_slice(body).ok()?;
        let fields = ["priority", "name", "description"];
        let key = fields
            .into_iter()
            .find(|field| body.get(field).is_some_and(Value::is_string))?;
        let tag = now.timestamp_millis();
        let value = match key {
            "priority" => {
                let others = ["Low", "Normal"];
                let theirs = [body.get(key), Some(&json!(case.priority))];
                let other = others.iter().find(|p| !theirs.contains(&Some(&json!(p))))?;
                (*other).to_owned()
            }
            "name" => format!("Rushed {tag}"),
            _ => with_line(&about, LINES - 1, &format!("Rushed {tag}")),
        };
        self.crm.web_patches(id, "bob", json!({ key: value }), now);
        self.look(now, None);
        Some(format!("bob rushes: {key} of {id} is {value:?}"))
    }

    /// Between two pages of a sweep, a case of the first of them is deleted; tells which.
    pub(crate) fn leaves_half_way(&mut self, case: Uuid, now: DateTime<Utc>) -> String {
        self.crm.web_deletes_case(case, "ada", now);
        self.look(now, None);
        format!("ada deletes {case} half-way through a sweep")
    }
}
