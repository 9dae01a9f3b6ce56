//! Where things lie on disk: one folder per account, and one small file that says which account is the last one used.
//!
//! Nothing in the open here names a customer or a person: of a person's organizations, the keyring knows the names.

use satchel_core::crm::MintedId;
use satchel_core::error::{AppError, Code};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The app's data folder.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    root: PathBuf,
}

/// Which account the app opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastAccount {
    /// Its folder, and its name in the keyring.
    pub id: String,
    /// Its server's address.
    pub origin: String,
    /// The person signed out: the app begins at the sign-in, with this server.
    #[serde(default)]
    pub is_signed_out: bool,
}

/// What is kept in the open about an account, in its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// Its server's address.
    pub origin: String,
    /// The person signed out: the mirror opens by signing in only.
    #[serde(default)]
    pub is_signed_out: bool,
    /// It was locked when it was last open: the keyring alone does not open it again.
    #[serde(default)]
    pub is_locked: bool,
    /// What [`Places::account_id`] says of its account, now and before its server moved.
    #[serde(default)]
    pub known_as: Vec<String>,
    /// Tokens that this device made, does not have any more, and could not revoke.
    #[serde(default)]
    pub tokens: Vec<MintedId>,
}

impl Places {
    /// The data folder at `root`.
    pub(crate) fn new(root: PathBuf) -> Places {
        Places { root }
    }

    /// The data folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What Satchel tells of itself.
    pub(crate) fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// What makes the pseudonyms of this installation its own.
    pub(crate) fn salt(&self) -> PathBuf {
        self.root.join("salt")
    }

    /// How Satchel behaves on this desktop.
    pub(crate) fn habits(&self) -> PathBuf {
        self.root.join("habits.json")
    }

    /// The folder of an account.
    pub(crate) fn account(&self, id: &str) -> PathBuf {
        self.root.join("accounts").join(id)
    }

    /// How the window looks.
    pub(crate) fn look(&self) -> PathBuf {
        self.root.join("look.json")
    }

    /// The keys the person chose.
    pub(crate) fn keys(&self) -> PathBuf {
        self.root.join("keys.json")
    }

    /// When it locks.
    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("lock.json")
    }

    /// How this computer gets to the server.
    pub(crate) fn connection(&self) -> PathBuf {
        self.root.join("connection.json")
    }

    /// The certificates of the organization's own authority.
    pub(crate) fn authority(&self) -> PathBuf {
        self.root.join("authority.pem")
    }

    /// The demo server's folder.
    pub(crate) fn demo_server(&self) -> PathBuf {
        self.root.join("demo-server")
    }

    /// The folder's name for whoever signs in where: the same person at the same server finds the same mirror.
    pub(crate) fn account_id(account: &satchel_core::crm::Account) -> String {
        let part = |id: Option<&satchel_core::id::ServerId>| {
            id.map(ToString::to_string).unwrap_or_default()
        };
        let organization = part(account.organization_header());
        // Some servers do not say who somebody is; the address they signed in with does.
        let who = match &account.me.id {
            Some(id) => id.to_string(),
            None => account.me.email.to_lowercase(),
        };
        let name = format!("{}|{organization}|{who}", account.origin);
        Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
    }

    /// The folder of whoever signs in: a mirror that is here, else a new one.
    pub(crate) fn find(&self, account: &satchel_core::crm::Account) -> String {
        let id = Places::account_id(account);
        let known = |mirror: &String| self.note(mirror).known_as.contains(&id);
        self.mirrors().into_iter().find(known).unwrap_or(id)
    }

    /// What is noted about an account.
    pub(crate) fn note(&self, id: &str) -> Note {
        std::fs::read(self.account(id).join("note.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Notes it.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn save_note(&self, id: &str, note: &Note) -> Result<(), AppError> {
        let folder = self.account(id);
        let write = || {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join("note.json"), serde_json::to_vec_pretty(note)?)
        };
        write().map_err(unwritable)
    }

    /// The accounts whose mirrors are on this computer.
    pub(crate) fn mirrors(&self) -> Vec<String> {
        let folders = std::fs::read_dir(self.root.join("accounts")).into_iter();
        let mut ids: Vec<String> = folders
            .flatten()
            .flatten()
            .filter(|folder| folder.path().join("mirror.db").exists())
            .filter_map(|folder| folder.file_name().into_string().ok())
            .collect();
        ids.sort();
        ids
    }

    /// Removes a mirror from this computer; what is noted about its account stays.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn remove_mirror(&self, id: &str) -> Result<(), AppError> {
        let note = self.note(id);
        std::fs::remove_dir_all(self.account(id)).map_err(unwritable)?;
        if note.tokens.is_empty() {
            return Ok(());
        }
        self.save_note(id, &note)
    }

    /// The last account used; `None` before the first sign-in.
    pub(crate) fn last(&self) -> Option<LastAccount> {
        serde_json::from_slice(&std::fs::read(self.root.join("account.json")).ok()?).ok()
    }

    /// Remembers the last account used.
    pub(crate) fn remember(&self, account: &LastAccount) -> Result<(), AppError> {
        let write = |path: &Path| {
            std::fs::create_dir_all(&self.root)?;
            std::fs::write(path, serde_json::to_vec_pretty(account)?)
        };
        write(&self.root.join("account.json")).map_err(unwritable)
    }
}

fn unwritable(error: std::io::Error) -> AppError {
    AppError::in_words(
        Code::Storage,
        format!("The data folder can't be written: {}.", error.kind()),
        "Check the disk and the rights of your home folder, then try again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_core::id::ServerId;

    #[test]
    fn a_removed_mirror_leaves_nothing_but_the_tokens_that_wait_to_be_revoked() {
        let folder = std::env::temp_dir().join(format!("satchel-places-{}", std::process::id()));
        let places = Places::new(folder.clone());
        for id in ["one", "two"] {
            std::fs::create_dir_all(places.account(id)).unwrap();
            std::fs::write(places.account(id).join("mirror.db"), b"sealed").unwrap();
        }
        let note = Note {
            origin: "https://crm.example.com".to_owned(),
            is_signed_out: true,
            is_locked: false,
            known_as: Vec::new(),
            tokens: vec![MintedId(ServerId("t1".to_owned()))],
        };
        places.save_note("one", &note).unwrap();
        assert_eq!(places.mirrors(), ["one", "two"]);
        places.remove_mirror("one").unwrap();
        places.remove_mirror("two").unwrap();
        assert!(places.mirrors().is_empty());
        assert_eq!(places.note("one"), note);
        assert!(!places.account("two").exists());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_mirror_of_a_server_that_moved_is_found_again_after_signing_out() {
        let folder = std::env::temp_dir().join(format!("satchel-moved-{}", std::process::id()));
        let places = Places::new(folder.clone());
        let account = |origin: &str| -> satchel_core::crm::Account {
            serde_json::from_value(serde_json::json!({
                "origin": origin, "dialect": "bottlecrm", "organization": "o1", "organization_name": "",
                "capabilities": {
                    "has_internal_notes": true, "has_activity_feed": true, "can_patch": true,
                    "has_key_order": true, "has_slim": true
                },
                "me": {"id": "p1", "user_id": "u1", "name": "", "email": "a@example.com"},
            }))
            .unwrap()
        };
        let (old, new) = (
            account("https://old.example"),
            account("https://new.example"),
        );
        let id = places.find(&old);
        std::fs::create_dir_all(places.account(&id)).unwrap();
        std::fs::write(places.account(&id).join("mirror.db"), b"sealed").unwrap();
        assert_ne!(places.find(&new), id);
        let note = Note {
            known_as: vec![Places::account_id(&old), Places::account_id(&new)],
            is_signed_out: true,
            ..Note::default()
        };
        places.save_note(&id, &note).unwrap();
        assert_eq!(places.find(&new), id);
        assert_eq!(places.find(&old), id);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_of_an_earlier_version_is_read() {
        let old = r#"{"id": "a", "origin": "https://crm.example.com"}"#;
        let last: LastAccount = serde_json::from_str(old).unwrap();
        assert!(!last.is_signed_out);
    }
}
