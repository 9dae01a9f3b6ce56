//! What a caller can act on, of everything that may go wrong: one small word each. What went wrong, in full, is `error.rs`.

use serde::{Deserialize, Serialize};

/// What a caller can act on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Code {
    /// No way to the server now.
    Offline,
    /// What answers at this address is not a CRM that Satchel knows.
    NotACrm,
    /// A page stands between us and the server (hotel, train, airport).
    CaptivePortal,
    /// The server's certificate does not verify.
    Certificate,
    /// The token is not, or no longer, accepted.
    SignIn,
    /// The server does not let this person do that.
    Denied,
    /// The server said no, and said why.
    Refused,
    /// It is not here, or not there.
    NotFound,
    /// What was typed can't be.
    Invalid,
    /// Its bytes have left.
    TooLate,
    /// The operating system's keyring does not answer, or is locked.
    Keyring,
    /// It is locked: nothing can be read.
    Locked,
    /// The passphrase is not the right one.
    WrongPassphrase,
    /// A newer Satchel wrote this mirror.
    NewerDatabase,
    /// Another Satchel has it open.
    InUse,
    /// The disk or the database.
    Storage,
    /// The disk is full.
    DiskFull,
    /// Ours to mend.
    Bug,
}
