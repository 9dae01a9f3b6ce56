//! E-mails of cases, as the real server's inbound mailbox leaves them: a row of their own and a line in the history, and
//! no comment.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::state::State;
use crate::time::{self, Tick};

/// How many come along with a case, the newest first.
const NEWEST: usize = 50;

/// An e-mail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Letter {
    pub(crate) id: Uuid,
    pub(crate) case: Uuid,
    /// `inbound`, `outbound`.
    pub(crate) direction: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) at: DateTime<Utc>,
}

impl State {
    /// A customer writes an e-mail that belongs to this case.
    pub(crate) fn receive(
        &mut self,
        case: Uuid,
        from: &str,
        (subject, text): (&str, &str),
        tick: &mut Tick,
    ) -> Uuid {
        let letter = Letter {
            id: self.ids.fresh(),
            case,
            direction: "inbound",
            from: from.to_owned(),
            to: "help@desk.example".to_owned(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            at: tick.now(),
        };
        let id = letter.id;
        let metadata = json!({ "from": letter.from, "subject": letter.subject });
        self.desk.letters.push(letter);
        self.trace(case, "EMAIL_RECEIVED", None, metadata, tick);
        id
    }

    /// A case's newest e-mails, as its detail shows them.
    pub(crate) fn letters_of(&self, case: Uuid) -> Vec<Value> {
        let mut letters: Vec<&Letter> = self.desk.letters.iter().collect();
        letters.retain(|letter| letter.case == case);
        letters.sort_by_key(|letter| std::cmp::Reverse((letter.at, letter.id)));
        let newest = letters.into_iter().take(NEWEST);
        newest.map(|letter| self.letter(letter)).collect()
    }

    fn letter(&self, letter: &Letter) -> Value {
        let at = time::iso(letter.at, self.zone());
        json!({
            "id": letter.id, "case": letter.case, "direction": letter.direction,
            "message_id": format!("<{}@mail.example>", letter.id), "in_reply_to": "",
            "from_address": letter.from, "to_addresses": letter.to, "cc_addresses": "",
            "subject": letter.subject, "body_text": letter.text,
            "body_html": format!("<p>{}</p>", letter.text), "received_at": at,
            "drop_reason": "", "created_at": at,
        })
    }

    /// Merging moves all of them.
    pub(crate) fn move_letters(&mut self, from: Uuid, to: Uuid) {
        for letter in &mut self.desk.letters {
            if letter.case == from {
                letter.case = to;
            }
        }
    }
}
