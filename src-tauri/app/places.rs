//! Where things lie on disk: one folder per account, and one small file that says which account is the last one used.
//!
//! Nothing in the open here names a customer or a person.

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
}

impl Places {
    /// The data folder at `root`.
    pub(crate) fn new(root: PathBuf) -> Places {
        Places { root }
    }

    /// The folder of an account.
    pub(crate) fn account(&self, id: &str) -> PathBuf {
        self.root.join("accounts").join(id)
    }

    /// How the window looks.
    pub(crate) fn look(&self) -> PathBuf {
        self.root.join("look.json")
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
        let name = format!(
            "{}|{organization}|{}",
            account.origin,
            part(account.me.id.as_ref())
        );
        Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
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
        write(&self.root.join("account.json")).map_err(|e| AppError {
            code: Code::Storage,
            message: format!("The data folder can't be written: {}.", e.kind()),
            next: "Check the disk and the rights of your home folder, then try again.".to_owned(),
        })
    }
}
