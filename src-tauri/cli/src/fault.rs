//! What went wrong, for people, for scripts and for the shell: a message with its next step, a code, and an exit code.
//!
//! The engine's errors come with all of it; what only a terminal can do wrong is made here. Exit codes are a promise
//! (`--help` lists them): one means the same for ever.

use satchel_core::error::{AppError, Code, Error};
use serde::Serialize;

/// The result of a command.
pub(crate) type Result<T, E = Fault> = std::result::Result<T, E>;

/// How a program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    Done = 0,
    Trouble = 1,
    Usage = 2,
    Offline = 3,
    SignIn = 4,
    NeedsYou = 5,
    InUse = 6,
    Locked = 7,
}

/// One of several that may have been meant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Candidate {
    /// To name it by.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
}

/// What went wrong.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fault {
    /// For scripts: the engine's code, or one of the terminal's own.
    pub(crate) code: String,
    /// What happened.
    pub(crate) message: String,
    /// What to do next.
    pub(crate) next: String,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) candidates: Vec<Candidate>,
    #[serde(skip)]
    pub(crate) exit: Exit,
}

impl Fault {
    /// Trouble with what was asked for.
    pub(crate) fn new(code: &str, message: impl Into<String>, next: impl Into<String>) -> Fault {
        Fault {
            code: code.to_owned(),
            message: message.into(),
            next: next.into(),
            candidates: Vec::new(),
            exit: Exit::Trouble,
        }
    }

    /// What was asked for can't be.
    pub(crate) fn invalid(message: impl Into<String>, next: impl Into<String>) -> Fault {
        Fault::new("invalid", message, next)
    }

    /// The same, with another way to end.
    pub(crate) fn ending(self, exit: Exit) -> Fault {
        Fault { exit, ..self }
    }

    /// The same, with what may have been meant.
    pub(crate) fn among(self, candidates: Vec<Candidate>) -> Fault {
        Fault { candidates, ..self }
    }
}

/// How a program ends that met this.
pub(crate) fn exit_of(code: Code) -> Exit {
    match code {
        Code::Offline | Code::CaptivePortal | Code::Certificate => Exit::Offline,
        Code::SignIn => Exit::SignIn,
        Code::InUse => Exit::InUse,
        Code::WrongPassphrase | Code::Keyring => Exit::Locked,
        _ => Exit::Trouble,
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Fault {
        let code = match serde_json::to_value(error.code) {
            Ok(serde_json::Value::String(word)) => word,
            _ => "bug".to_owned(),
        };
        let next = match error.code {
            Code::SignIn => {
                "Use `satchel-cli sign-in`. Everything on this computer stays, and you can go on working."
            }
            Code::Offline => {
                "Go on working: `satchel-cli sync` sends it when the server can be reached again."
            }
            Code::InUse => {
                "Use the window that is open, or close it and try again. Nothing was changed."
            }
            Code::NotFound => {
                "`satchel-cli list --view all` shows what is here; a sync may bring it."
            }
            _ => &error.next,
        };
        Fault {
            exit: exit_of(error.code),
            ..Fault::new(&code, error.message, next)
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::from(AppError::from(&error))
    }
}

/// A file, or standard input, that can't be read or written. Its name is left out: it may be private.
pub(crate) fn file(what: &str, error: &std::io::Error) -> Fault {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not".to_owned(),
        std::io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        std::io::ErrorKind::InvalidData => "it is not text".to_owned(),
        other => other.to_string(),
    };
    Fault::new(
        "file",
        format!("{what}: {why}."),
        "Check the file and its rights, then try again.",
    )
}
