//! What the shell holds on to while it runs; what commands reach for.

use crate::session::Session;
use crate::smoke::Smoke;
use crate::words::Speech;
use satchel_core::Core;
use satchel_core::error::AppError;
use satchel_core::policy::Feature;

/// What the shell holds on to.
pub(crate) struct Desk {
    /// The way to an open mirror.
    pub session: Session,
    /// The language the desktop's own dialogs and notifications are in.
    pub speech: Speech,
    /// What `--smoke` watches.
    pub smoke: Smoke,
}

impl Desk {
    /// May this be done on this computer?
    ///
    /// # Errors
    /// `Invalid`: an administrator switched it off.
    pub(crate) fn allows(&self, feature: Feature) -> Result<(), AppError> {
        Ok(self.session.managed.allows(feature)?)
    }

    /// The open mirror.
    ///
    /// # Errors
    /// `SignIn`: there is none.
    pub(crate) fn core(&self) -> Result<Core, AppError> {
        self.session.core()
    }
}
