//! Answers to put into a reply: macros and articles of the knowledge base. Plain data; SQL is `table.rs`, what is offered
//! on a case is `offer.rs`.
//!
//! A macro's `%tokens%` are filled in here, without a network, as far as the mirror knows what they stand for; what it
//! does not know stays visible, so that nobody sends a gap.

pub mod offer;
pub mod table;

use crate::id::ServerId;
use serde::{Deserialize, Serialize};

/// Where an answer comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum AnswerSource {
    /// A saved answer of the organization or of this person.
    Macro,
    /// The knowledge base.
    Article,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Answer {
    /// The server's id.
    pub id: ServerId,
    /// Where it comes from.
    pub source: AnswerSource,
    /// What to choose it by.
    pub title: String,
    /// What is put into the reply.
    pub text: String,
    /// Of an article: customers may see it.
    pub published: bool,
}

/// What the server's tokens stand for in one case (the list is the server's own, `placeholders` of `/api/macros/`). Empty:
/// not known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The case's first contact.
    pub customer_name: String,
    /// That contact's e-mail address.
    pub customer_email: String,
    /// The server's id of the case.
    pub case_id: String,
    /// The case's name.
    pub case_subject: String,
    /// The signed-in person's e-mail address; their name is the part before the `@`.
    pub agent_email: String,
    /// The organization.
    pub org_name: String,
}

impl Values {
    /// A macro's text with what is known filled in.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let agent_name = self.agent_email.split('@').next().unwrap_or_default();
        let known = [
            ("customer_name", self.customer_name.as_str()),
            ("customer_email", &self.customer_email),
            ("case_id", &self.case_id),
            ("case_subject", &self.case_subject),
            ("agent_name", agent_name),
            ("agent_email", &self.agent_email),
            ("org_name", &self.org_name),
        ];
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        // Left to right, so that a token inside a value (a case named "%org_name%") stays text.
        while let Some((before, after)) = rest.split_once('%') {
            filled.push_str(before);
            let token = after.split_once('%');
            let value = token.and_then(|(token, _)| known.iter().find(|(name, _)| *name == token));
            match (token, value) {
                (Some((_, after)), Some((_, value))) if !value.is_empty() => {
                    filled.push_str(value);
                    rest = after;
                }
                _ => {
                    filled.push('%');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            customer_name: "Ines Duarte".to_owned(),
            case_subject: "%org_name%".to_owned(),
            agent_email: "robin@example.com".to_owned(),
            org_name: "Example".to_owned(),
            ..Values::default()
        }
    }

    #[test]
    fn known_tokens_are_filled_in_and_unknown_ones_stay_visible() {
        let text = "Hi %customer_name% (%customer_email%), 100% sure? %agent_name% of %org_name%, %shoe_size%, %";
        let filled =
            "Hi Ines Duarte (%customer_email%), 100% sure? robin of Example, %shoe_size%, %";
        assert_eq!(values().fill(text), filled);
    }

    #[test]
    fn a_token_inside_a_value_is_text() {
        assert_eq!(values().fill("About %case_subject%."), "About %org_name%.");
    }

    #[test]
    fn a_text_without_tokens_is_as_it_was() {
        for text in ["", "plain", "50 %", "%%", "{{case.name}}"] {
            assert_eq!(values().fill(text), text);
        }
    }
}
