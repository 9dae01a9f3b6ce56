//! One error for the whole engine, with a small code that callers act on.
//!
//! A code exists only if the window does something different for it. `message` says what happened, `next` what the
//! person can do now; neither ever carries a secret, a URL with a query, or customers' text.
//! What a server's answer means is decided in `crm/error.rs`.

pub use crate::code::Code;
use crate::crm::error::CrmError;
use crate::sentence::{Advice, Cannot, Sentence};
use serde::{Deserialize, Serialize};

/// The engine's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server, or the way to it.
    #[error(transparent)]
    Crm(#[from] CrmError),
    /// The person asked for something that can't be: the text says what and why.
    #[error("{0}")]
    Invalid(Cannot),
    /// The case, intent or file is not here.
    #[error("This {0} is not on this computer.")]
    NotFound(&'static str),
    /// The intent's bytes may already have left, so it can't be taken back or changed.
    #[error("This is already on its way to the server.")]
    TooLate,
    /// The key does not open the mirror.
    #[error("The key does not open the mirror on this computer.")]
    WrongKey,
    /// The person, or the computer for them, locked it.
    #[error("Satchel is locked.")]
    Locked,
    /// The file on disk is not what was written.
    #[error("The mirror on this disk is damaged.")]
    Damaged,
    /// The bytes of one file on disk are not those that were written.
    #[error("The copy of this file on this disk is damaged.")]
    SpoiledFile,
    /// A newer Satchel wrote this mirror.
    #[error(
        "This mirror was written by a newer Satchel (version {found} of its layout, this program knows {known})."
    )]
    NewerDatabase {
        /// The layout's version found in the file.
        found: i64,
        /// The newest layout this program knows.
        known: i64,
    },
    /// Another Satchel has this mirror open.
    #[error("Another Satchel has this mirror open.")]
    InUse,
    /// The disk is full.
    #[error("The disk is full; what you did last was not kept.")]
    DiskFull,
    /// SQLite or the file system.
    #[error("The mirror could not be read or written: {0}")]
    Storage(String),
    /// A rule of ours was broken. Never shown without being logged.
    #[error("Satchel has a fault: {0}")]
    Bug(String),
}

impl Error {
    /// What a caller acts on.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Error::Crm(e) => e.code(),
            Error::Invalid(_) => Code::Invalid,
            Error::NotFound(_) => Code::NotFound,
            Error::TooLate => Code::TooLate,
            Error::WrongKey => Code::WrongPassphrase,
            Error::Locked => Code::Locked,
            Error::NewerDatabase { .. } => Code::NewerDatabase,
            Error::InUse => Code::InUse,
            Error::DiskFull => Code::DiskFull,
            Error::Storage(_) | Error::Damaged | Error::SpoiledFile => Code::Storage,
            Error::Bug(_) => Code::Bug,
        }
    }

    /// What the person can do now.
    #[must_use]
    pub fn next_step(&self) -> &'static str {
        Advice::after(self).words()
    }
}

/// An error as a screen shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// What to act on.
    pub code: Code,
    /// What happened, in English.
    pub message: String,
    /// What to do next, in English.
    pub next: String,
    /// What happened, to be said in any language. Where nothing stands here, the words above are all there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "specta", specta(optional))]
    pub said: Option<Sentence>,
    /// What to do next, to be said in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "specta", specta(optional))]
    pub advice: Option<Advice>,
}

impl AppError {
    /// What happened, and what to do.
    #[must_use]
    pub fn saying(code: Code, said: Sentence, advice: Advice) -> AppError {
        AppError {
            code,
            message: said.to_string(),
            next: advice.words().to_owned(),
            said: Some(said),
            advice: Some(advice),
        }
    }

    /// For what happens so rarely that only English has words for it.
    #[must_use]
    pub fn in_words(code: Code, message: impl Into<String>, next: impl Into<String>) -> AppError {
        AppError {
            code,
            message: message.into(),
            next: next.into(),
            said: None,
            advice: None,
        }
    }
}

impl From<&Error> for AppError {
    fn from(error: &Error) -> AppError {
        AppError {
            message: error.to_string(),
            ..AppError::saying(error.code(), error.into(), Advice::after(error))
        }
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> AppError {
        AppError::from(&error)
    }
}
