//! What the engine tells a person, as a code with its values. The window has the words of each code in every language
//! (`ui/src/text`, `said`); the English ones here are for the terminal and the log. Words of others (a server's, a person's) are
//! values and stay as they came. What can't be done, and why, is `cannot.rs`; what to do next, `advice.rs`; why the server can't
//! be reached, `cause.rs`.

mod advice;
mod cannot;
mod cause;

pub use advice::Advice;
pub use cannot::Cannot;
pub use cause::{Cause, CauseKind};

use crate::crm::error::CrmError;
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Sentence {
    /// What was kept by a program that knew words alone, and what only others have words for.
    Words {
        /// As they came.
        text: String,
    },
    /// Something that can't be.
    Cannot {
        /// What, and why.
        what: Cannot,
    },
    /// The server can't be reached.
    Unreachable {
        /// Why.
        why: Cause,
    },
    /// The server's certificate could not be verified.
    Certificate {
        /// Why.
        why: Cause,
    },
    /// The connection to the server broke.
    Broken {
        /// Why.
        why: Cause,
    },
    /// A web page came instead of the server's answer.
    Portal,
    /// The server points to another address.
    Elsewhere {
        /// The answer's number.
        status: u16,
    },
    /// What answers at this address is not a CRM that Satchel knows.
    NotACrm,
    /// This CRM is too old.
    TooOld,
    /// The server asks for a new sign-in.
    SignIn,
    /// The server does not accept this token.
    Token,
    /// The server does not allow it.
    Denied {
        /// In its words.
        text: String,
    },
    /// The server does not have it.
    NotThere,
    /// The server refused it.
    Refused {
        /// In its words.
        text: String,
    },
    /// It is larger than the server, or a proxy before it, lets through.
    TooLarge,
    /// The file is larger than the person's limit.
    OverLimit,
    /// The server is busy.
    Busy,
    /// The server failed.
    Failed {
        /// The error's number.
        status: u16,
    },
    /// The server's answer could not be understood.
    NotUnderstood {
        /// What was wrong with it.
        why: String,
    },
    /// The name of the server or the proxy is not known here.
    NoName {
        /// It is the proxy's.
        proxy: bool,
    },
    /// The server or the proxy does not accept connections.
    NoAnswer {
        /// It is the proxy.
        proxy: bool,
    },
    /// It is not on this computer.
    NotHere,
    /// Its bytes have left.
    OnItsWay,
    /// The key does not open the mirror.
    WrongKey,
    /// A passphrase or a recovery code is needed.
    KeyNeeded,
    /// The keyring is locked, or does not answer.
    Keyring,
    /// Satchel is locked.
    Locked,
    /// The mirror on this disk is damaged.
    Damaged,
    /// The copy of this file on this disk is damaged.
    SpoiledFile,
    /// A newer Satchel wrote this mirror.
    Newer,
    /// Another Satchel has this mirror open.
    InUse,
    /// The disk is full.
    DiskFull,
    /// The disk or the database failed.
    Storage {
        /// As the system says it.
        why: String,
    },
    /// A fault of Satchel's.
    Bug {
        /// Which.
        why: String,
    },
    /// Held: somebody else changed it.
    Conflict,
    /// Held: it may already be there.
    MaybeSent,
    /// Held: the server said "done" and did not do it.
    NotTaken,
    /// Held: it failed three times in the same way.
    ThreeTimes {
        /// With this error.
        status: u16,
    },
    /// Held: a newer Satchel wrote it.
    NewerWrote,
    /// Held: the person asked to wait.
    AskedToWait,
    /// Held: it was pasted, and nobody looked at it yet.
    NotLookedAt,
    /// It waits for what the person decides on something before it.
    Behind,
    /// Held: the case moved on since the reply was written.
    MovedOn,
    /// Held: somebody wrote on the case since it was to be deleted.
    WroteSince {
        /// So many comments.
        count: u32,
    },
    /// Held: the server does not know the case.
    CaseUnknown,
    /// Held: the case was deleted.
    CaseDeleted,
    /// Held: the case was merged into another.
    CaseMerged,
    /// Held: the comment was deleted.
    CommentDeleted,
    /// Held: the file's bytes are gone.
    NoBytes,
    /// Held: another case has the name.
    NameTaken,
    /// Taken back while it was being sent.
    Withdrawn,
    /// A file is on its way.
    Uploading {
        /// So many kilobytes have left.
        sent_kb: u32,
        /// Of so many.
        of_kb: u32,
    },
    /// A file is on its way, and nothing moves.
    UploadStalls {
        /// So many kilobytes have left.
        sent_kb: u32,
        /// Of so many.
        of_kb: u32,
    },
    /// It is being looked for.
    Checking,
    /// The server took it without showing it.
    Taken,
    /// It was interrupted while it was being sent.
    Interrupted,
}

impl Sentence {
    /// What is kept of it, in a column of text.
    #[must_use]
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// What was kept; words alone where a program before this kept them.
    #[must_use]
    pub fn read(kept: &str) -> Sentence {
        serde_json::from_str(kept).unwrap_or_else(|_| Sentence::Words {
            text: kept.to_owned(),
        })
    }
}

impl From<&CrmError> for Sentence {
    fn from(error: &CrmError) -> Sentence {
        let text = |text: &String| text.clone();
        match error {
            CrmError::Unreachable(why) => Sentence::Unreachable {
                why: Cause::of(why),
            },
            CrmError::Certificate(why) => Sentence::Certificate {
                why: Cause::of(why),
            },
            CrmError::Broken(why) => Sentence::Broken {
                why: Cause::of(why),
            },
            CrmError::CaptivePortal => Sentence::Portal,
            CrmError::Redirect(status) => Sentence::Elsewhere { status: *status },
            CrmError::NotACrm => Sentence::NotACrm,
            CrmError::TooOld => Sentence::TooOld,
            CrmError::SignIn => Sentence::SignIn,
            CrmError::Denied(said) => Sentence::Denied { text: text(said) },
            CrmError::Gone => Sentence::NotThere,
            CrmError::Unfit(said) if said == crate::crm::error::TOO_LARGE_FOR_IT => {
                Sentence::TooLarge
            }
            CrmError::Rejected(said) | CrmError::Unfit(said) => {
                Sentence::Refused { text: text(said) }
            }
            CrmError::TooLarge(_) => Sentence::OverLimit,
            CrmError::Busy(_) => Sentence::Busy,
            CrmError::Failed(status) => Sentence::Failed { status: *status },
            CrmError::Malformed(why) => Sentence::NotUnderstood { why: text(why) },
        }
    }
}

impl From<&Error> for Sentence {
    fn from(error: &Error) -> Sentence {
        match error {
            Error::Crm(error) => error.into(),
            Error::Invalid(what) => Sentence::Cannot { what: what.clone() },
            Error::NotFound(_) => Sentence::NotHere,
            Error::TooLate => Sentence::OnItsWay,
            Error::WrongKey => Sentence::WrongKey,
            Error::Locked => Sentence::Locked,
            Error::Damaged => Sentence::Damaged,
            Error::SpoiledFile => Sentence::SpoiledFile,
            Error::NewerDatabase { .. } => Sentence::Newer,
            Error::InUse => Sentence::InUse,
            Error::DiskFull => Sentence::DiskFull,
            Error::Storage(why) => Sentence::Storage { why: why.clone() },
            Error::Bug(why) => Sentence::Bug { why: why.clone() },
        }
    }
}

fn who(is_proxy: bool) -> &'static str {
    if is_proxy { "proxy" } else { "server" }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = match self {
            Sentence::Words { text } => return f.write_str(text),
            Sentence::Cannot { what } => return what.fmt(f),
            Sentence::Unreachable { why } => {
                return write!(f, "The server can't be reached: {why}.");
            }
            Sentence::Certificate { why } => {
                return write!(f, "The server's certificate could not be verified: {why}.");
            }
            Sentence::Broken { why } => {
                return write!(f, "The connection to the server broke: {why}.");
            }
            Sentence::Elsewhere { status } => {
                return write!(f, "The server points to another address (answer {status}).");
            }
            Sentence::Denied { text } => return write!(f, "The server does not allow it: {text}"),
            Sentence::Refused { text } => return write!(f, "The server refused it: {text}"),
            Sentence::Failed { status } => return write!(f, "The server failed (error {status})."),
            Sentence::ThreeTimes { status } => {
                return write!(
                    f,
                    "It was tried three times. The server failed (error {status})."
                );
            }
            Sentence::NotUnderstood { why } => {
                return write!(f, "The server's answer could not be understood ({why}).");
            }
            Sentence::NoName { proxy } => {
                return write!(
                    f,
                    "The name of the {} is not known here (DNS).",
                    who(*proxy)
                );
            }
            Sentence::NoAnswer { proxy } => {
                return write!(f, "The {} does not accept connections (TCP).", who(*proxy));
            }
            Sentence::WroteSince { count: 1 } => {
                "Somebody wrote on this case after you decided to delete it."
            }
            Sentence::WroteSince { count } => {
                return write!(
                    f,
                    "{count} comments came after you decided to delete this case."
                );
            }
            Sentence::Storage { why } => {
                return write!(f, "The mirror could not be read or written: {why}");
            }
            Sentence::Uploading { sent_kb, of_kb } => {
                return write!(f, "{sent_kb} of {of_kb} kB have left this computer.");
            }
            Sentence::UploadStalls { sent_kb, of_kb } => {
                return write!(
                    f,
                    "Nothing moves: {sent_kb} of {of_kb} kB have left. If it stays so, Satchel breaks off, looks whether the file arrived, and sends it from the beginning if it did not."
                );
            }
            Sentence::Bug { why } => return write!(f, "Satchel has a fault: {why}"),
            Sentence::Portal => "A web page came instead of the server's answer.",
            Sentence::NotACrm => "What answers at this address is not a CRM that Satchel knows.",
            Sentence::TooOld => {
                "This CRM is too old: Satchel works with Django-CRM from October 2023 on (version 0.10 and newer)."
            }
            Sentence::SignIn => "The server asks you to sign in again.",
            Sentence::Token => "The server does not accept this token.",
            Sentence::NotThere => "The server does not have it.",
            Sentence::TooLarge => {
                "The server refused it: it is larger than the server, or a proxy before it, lets through"
            }
            Sentence::OverLimit => "The file is larger than your limit.",
            Sentence::Busy => "The server is busy.",
            Sentence::NotHere => "This is not on this computer.",
            Sentence::OnItsWay => "This is already on its way to the server.",
            Sentence::WrongKey => "The key does not open the mirror on this computer.",
            Sentence::KeyNeeded => "The passphrase or the recovery code is needed.",
            Sentence::Keyring => "The keyring does not answer, or is locked.",
            Sentence::Locked => "Satchel is locked.",
            Sentence::Damaged => "The mirror on this disk is damaged.",
            Sentence::SpoiledFile => "The copy of this file on this disk is damaged.",
            Sentence::Newer => "This mirror was written by a newer Satchel.",
            Sentence::InUse => "Another Satchel has this mirror open.",
            Sentence::DiskFull => "The disk is full; what you did last was not kept.",
            Sentence::Conflict => "Somebody else changed this meanwhile. Choose which value stays.",
            Sentence::MaybeSent => {
                "This may already have been posted, then edited or removed. Look at the case before posting it again."
            }
            Sentence::NotTaken => "The server answered “done” but did not do it.",
            Sentence::NewerWrote => "A newer Satchel wrote this; this one can't send it.",
            Sentence::AskedToWait => "You asked to wait with this.",
            Sentence::NotLookedAt => {
                "You pasted this and did not attach it yet. Send it, cover parts of it, or take it back."
            }
            Sentence::Behind => {
                "It goes once you have decided on what comes before it on this case."
            }
            Sentence::MovedOn => "This case moved on since you wrote your reply.",
            Sentence::CaseUnknown => "The server does not know this case.",
            Sentence::CaseDeleted => "The case was deleted on the server.",
            Sentence::CaseMerged => "The case was merged into another one.",
            Sentence::CommentDeleted => "The comment was deleted on the server.",
            Sentence::NoBytes => "The file's bytes are not on this computer any more.",
            Sentence::NameTaken => {
                "The server refused it: Another case has this name. Give yours another one."
            }
            Sentence::Withdrawn => {
                "You took it back while it was being sent. If it arrived, it is removed from the server."
            }
            Sentence::Checking => "Checking whether it arrived.",
            Sentence::Taken => "The server took it.",
            Sentence::Interrupted => "It was interrupted while it was being sent.",
        };
        f.write_str(fixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_what_was_words_stays_words() {
        let said = Sentence::Unreachable {
            why: Cause::of("its name is not known here"),
        };
        assert_eq!(Sentence::read(&said.kept()), said);
        let old = "The server failed (error 500).";
        assert_eq!(Sentence::read(old).to_string(), old);
    }

    #[test]
    fn the_terminal_reads_what_the_error_says() {
        for error in [
            CrmError::Unreachable("there is no network".to_owned()),
            CrmError::Unreachable("the proxy: it does not answer".to_owned()),
            CrmError::Broken("cut off".to_owned()),
            CrmError::Failed(502),
            CrmError::Busy(None),
            CrmError::Denied("No.".to_owned()),
        ] {
            assert_eq!(Sentence::from(&error).to_string(), error.to_string());
        }
    }
}
