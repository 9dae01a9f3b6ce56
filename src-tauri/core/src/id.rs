//! The identities of the house: our own ids, for life, and the server's, which are only attributes.
//!
//! What lives here: newtypes, nothing else. How an id is drawn is `clock.rs`'s business; how it is stored is
//! `store/columns.rs`'s. No id is ever rewritten: a case that was created offline keeps its [`CaseId`] when the
//! server gives it a [`ServerId`].

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ours {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    };
}

ours!(
    /// A case, whether or not the server knows it yet (UUIDv7).
    CaseId
);
ours!(
    /// A comment that the server holds (UUIDv7 of ours; a comment on its way is an intent).
    CommentId
);
ours!(
    /// A file that the server holds.
    AttachmentId
);
ours!(
    /// Something the person wants on the server (UUIDv7, so later intents sort later).
    IntentId
);
ours!(
    /// An alert, in the in-app inbox and as a native notification.
    AlertId
);

ours!(
    /// A rule that says which occurrences become alerts.
    RuleId
);
ours!(
    /// A saved view (UUIDv7).
    SavedId
);

/// An id as the server wrote it: a UUID today, an integer on servers of 2021. Opaque to us.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct ServerId(pub String);

impl ServerId {
    /// The id as text, for a path or a query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something the server names: a person, an account, a contact, a team, a tag.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Named {
    /// The server's id.
    pub id: ServerId,
    /// What to show. Where the server gave an id only, the directory fills this in when the view is made.
    pub name: String,
}
