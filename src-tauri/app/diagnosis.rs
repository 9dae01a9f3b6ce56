//! The diagnostics a person can save: what the engine says of the mirror (`core/src/diagnostics.rs`), and how the program is set.
//! Only types that can hold nothing of a customer are in it. What is saved is what was shown, to the letter.

use crate::connection::ProxyChoice;
use crate::habits::Habits;
use crate::look::Look;
use crate::places::Places;
use chrono::{DateTime, Utc};
use satchel_core::diagnostics::{MirrorFacts, Salt};
use satchel_core::error::{AppError, Code, Error};
use satchel_core::export::file;
use satchel_core::policy::{Feature, Managed};
use satchel_core::sentence::Cannot;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};

/// The report that was shown last.
#[derive(Default)]
pub(crate) struct Shown(Mutex<Option<String>>);

impl Shown {
    /// From now on.
    pub(crate) fn keep(&self, text: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text.to_owned());
    }

    /// It.
    ///
    /// # Errors
    /// `Invalid`: none was shown.
    pub(crate) fn text(&self) -> Result<String, Error> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone().ok_or(Error::Invalid(Cannot::NothingShown))
    }
}

/// A report.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The program's version.
    pub satchel: &'static str,
    /// The operating system's kind.
    pub system: &'static str,
    /// The processor's kind.
    pub processor: &'static str,
    /// How the window looks and what it speaks.
    pub look: Look,
    /// How Satchel behaves on this desktop.
    pub habits: Habits,
    /// Which kind of proxy.
    pub proxy: ProxyChoice,
    /// An authority of the person's own counts.
    pub has_authority: bool,
    /// What an administrator switched off.
    pub off: Vec<Feature>,
    /// Is there a policy, and can it be read?
    pub policy: Option<bool>,
    /// The mirror, where one is open.
    pub mirror: Option<MirrorFacts>,
    /// Why it can't be told of, where that is so.
    pub mirror_error: Option<Code>,
}

/// Is there a policy, and can it be read?
pub(crate) fn policy(managed: &Managed) -> Option<bool> {
    match managed {
        Managed::No => None,
        Managed::Yes { .. } => Some(true),
        Managed::Broken { .. } => Some(false),
    }
}

/// The salt of this installation; a new one where there is none.
///
/// # Errors
/// `Bug`, `Storage`.
pub(crate) fn salt(places: &Places) -> Result<Salt, AppError> {
    let kept = std::fs::read(places.salt()).ok();
    if let Some(bytes) = kept.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
        return Ok(Salt::new(bytes));
    }
    let salt = Salt::generate()?;
    std::fs::create_dir_all(places.root())
        .and_then(|()| file::save(&places.salt(), salt.bytes(), true))
        .map_err(|e| AppError::from(Error::Storage(e.kind().to_string())))?;
    Ok(salt)
}
