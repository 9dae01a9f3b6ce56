//! The report a person can hand to whoever helps them, put together.

use super::Session;
use crate::diagnosis::{self, Report};
use chrono::Utc;
use satchel_core::error::{AppError, Code, Error};
use satchel_core::policy::Feature;
use tauri::AppHandle;

impl Session {
    /// The report, as it is shown and saved.
    ///
    /// # Errors
    /// `Bug`, `Storage`: there is no salt to be had.
    pub(crate) fn report(&self, app: &AppHandle) -> Result<String, AppError> {
        let salt = diagnosis::salt(&self.places)?;
        let connection = self.route.shown();
        let mirror = self.core().and_then(|core| Ok(core.facts(&salt)?));
        let off = Feature::ALL.into_iter();
        let report = Report {
            made_at: Utc::now(),
            satchel: env!("CARGO_PKG_VERSION"),
            system: std::env::consts::OS,
            processor: std::env::consts::ARCH,
            look: crate::look::read(&self.places.look()),
            habits: self.habits_now(app),
            proxy: connection.proxy,
            has_authority: connection.authority.is_some(),
            off: off.filter(|one| self.managed.forbids(*one)).collect(),
            policy: diagnosis::policy(&self.managed),
            mirror_error: mirror
                .as_ref()
                .err()
                .map(|error: &AppError| error.code)
                .filter(|code| *code != Code::SignIn),
            mirror: mirror.ok(),
        };
        serde_json::to_string_pretty(&report)
            .map_err(|e| AppError::from(Error::Bug(format!("no report: {e}"))))
    }
}
