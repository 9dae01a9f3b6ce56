//! What can't be, and why: the rules of the server and of Satchel, each with its values. Their English is `cannot/english.rs`.

mod english;

use crate::policy::Feature;
use serde::{Deserialize, Serialize};

/// What can't be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Cannot {
    /// What only somebody else has words for.
    Words {
        /// In its words.
        text: String,
    },
    /// No address was typed.
    AddressEmpty,
    /// A name or a password stands in the address.
    AddressWithName,
    /// It is no address.
    AddressNot,
    /// It would not be encrypted.
    AddressPlain,
    /// It begins otherwise.
    AddressScheme,
    /// No proxy was typed.
    ProxyEmpty,
    /// Not an HTTP proxy.
    ProxyKind,
    /// It is no address.
    ProxyNot,
    /// A user or a password stands in the proxy's address.
    ProxyWithName,
    /// There is more behind the proxy's port.
    ProxyTail,
    /// The proxy's port is missing.
    ProxyPort,
    /// The proxy can't be used.
    Proxy,
    /// A colon stands in the proxy's user.
    ProxyUser,
    /// The authority's file can't be used.
    Authority {
        /// Its name.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// The authority's file can't be read.
    AuthorityUnread {
        /// Its name.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// The server wants to know the organization; these are the person's.
    Organization {
        /// Names and ids; may be empty.
        yours: String,
    },
    /// A code has six digits.
    CodeDigits,
    /// The code is wrong, used or too old.
    CodeWrong,
    /// E-mail and password do not fit.
    PasswordWrong,
    /// No e-mail address was typed.
    Email,
    /// No token was pasted.
    TokenEmpty,
    /// Nobody is signed in.
    SignInFirst,
    /// The server does not say who this person is.
    WhoAmI,
    /// The case is to be deleted.
    ToBeDeleted,
    /// A case needs a name.
    NoName,
    /// A case's name is too long.
    LongName {
        /// So many at most.
        most: u32,
        /// So long it is.
        length: u32,
    },
    /// Another case has this name.
    NameKnown,
    /// An invisible character that no server takes.
    Nul,
    /// The server has no tags.
    NoTags,
    /// The server has no watching.
    NoWatching,
    /// The case can't take what is moved.
    CantTakeIt,
    /// There is nothing to move.
    NothingToMove,
    /// The case is still there.
    StillThere,
    /// The server has no internal notes.
    NoNotes,
    /// The file is too large for the server.
    LargeFile {
        /// Its name.
        file: String,
        /// Its size.
        megabytes: String,
    },
    /// The text is empty.
    NothingToSend,
    /// The text is too long for the server.
    LongText {
        /// So many at most.
        most: u32,
        /// So long it is.
        length: u32,
    },
    /// A newer Satchel wrote it.
    OnlyNewer,
    /// It has no text to change.
    NoText,
    /// They belong to two cases.
    TwoCases,
    /// What has to be first stays first.
    FirstStay,
    /// Another draft is there.
    DraftInTheWay,
    /// It can't be undone from there.
    NotFromHere,
    /// A new case is closed later.
    CloseLater,
    /// It is no day.
    DateForm,
    /// A case always has a status and a priority.
    NeedsStatus,
    /// Closing needs its date.
    NeedsDate,
    /// Too many at once.
    Many {
        /// So many at most.
        most: u32,
        /// So many are here.
        given: u32,
    },
    /// The plan of an import is not what it was.
    ImportChanged {
        /// Now.
        now: u32,
        /// When it was shown.
        before: u32,
    },
    /// A rule's name is too long.
    RuleName {
        /// So many at most.
        most: u32,
    },
    /// A rule has no reason.
    RuleReason,
    /// A rule's question is not understood.
    RuleQuery {
        /// What was typed.
        typed: String,
    },
    /// Too many rules.
    Rules {
        /// So many at most.
        most: u32,
    },
    /// The mirror is somebody else's.
    OtherOwner,
    /// The copy is somebody else's.
    CopyOwner,
    /// It is the only key.
    OnlyKey,
    /// The passphrase is too short.
    ShortPassphrase {
        /// At least so many.
        least: u32,
    },
    /// The passphrase is found by trying what people choose.
    GuessedPassphrase,
    /// The recovery code has another length.
    CodeLength {
        /// Groups.
        groups: u32,
        /// Its length.
        length: u32,
        /// So many are here.
        given: u32,
    },
    /// A group of the recovery code is mistyped.
    CodeGroup {
        /// Which.
        group: u32,
    },
    /// The table is too large.
    TableLarge,
    /// The table is no text.
    TableNotText,
    /// A row can't be read.
    TableRow {
        /// Which.
        row: u32,
    },
    /// No column is the name.
    TableNoName,
    /// Two columns mean the same.
    TableTwice {
        /// Which.
        heading: String,
    },
    /// The table has too many rows.
    TableRows {
        /// So many at most.
        most: u32,
    },
    /// A view needs a name.
    ViewName,
    /// A view's name is too long.
    ViewLongName {
        /// So many at most.
        most: u32,
    },
    /// Another view has the name.
    ViewTaken {
        /// Which.
        name: String,
    },
    /// Too many views.
    Views {
        /// So many at most.
        most: u32,
    },
    /// An administrator switched it off.
    Off {
        /// What.
        feature: Feature,
    },
    /// It is off: the administrator's settings can't be read.
    OffBroken {
        /// What.
        feature: Feature,
        /// What is wrong.
        why: String,
    },
    /// An administrator allows another server only.
    ServerOther,
    /// The administrator's settings can't be read, so it is not known which server is allowed.
    ServerUnknown {
        /// What is wrong.
        why: String,
    },
    /// The fault lab belongs to the demo.
    LabDemo,
    /// No report was shown.
    NothingShown,
    /// The file can't be read.
    FileUnread {
        /// Its name.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// It is no file.
    NoFile {
        /// Its name.
        file: String,
    },
    /// It is no picture that can be drawn.
    NoPicture {
        /// Its name.
        file: String,
    },
    /// A file of this kind is not handed to another program.
    NotOpened,
    /// There is no program for it.
    NothingOpens,
    /// What was pasted can't be read.
    Pasted,
    /// No table was chosen.
    NoTable,
    /// The demo has no sign-in.
    DemoSignOut,
    /// Not everything was sent.
    NotAllSent {
        /// So much is left.
        unsent: u32,
    },
    /// The copy can still be opened.
    StillOpens,
}

impl From<String> for Cannot {
    fn from(text: String) -> Cannot {
        Cannot::Words { text }
    }
}
