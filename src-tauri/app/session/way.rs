//! Trying the way to a server, hop by hop: the one that is typed at the door, or the account's, with what lets it in.

use super::Session;
use satchel_core::crm::origin::Origin;
use satchel_core::error::AppError;
use satchel_core::way::{self, HopReport, reach::reach};

impl Session {
    /// Tries the way to `server`, or to the account's where none is named.
    ///
    /// # Errors
    /// `Invalid`: it is no address, or the proxy's is none; `SignIn`: no server is named and nobody is signed in.
    pub(crate) async fn test_way(&self, server: Option<&str>) -> Result<Vec<HopReport>, AppError> {
        let person = match server {
            Some(_) => None,
            None => {
                let core = self.core()?;
                core.account()?.zip(core.credential())
            }
        };
        let origin = match (server, &person) {
            (Some(server), _) => Origin::parse(server)?,
            (None, Some((account, _))) => Origin::parse(&account.origin)?,
            (None, None) => Origin::parse("")?,
        };
        let settings = self.route.settings();
        let first = way::first(&origin, &settings, way::system_has_proxy())?;
        let reached = match first.clone() {
            Some(first) => {
                let reaching = move || reach(&first.host, first.port);
                tokio::task::spawn_blocking(reaching).await.ok()
            }
            None => None,
        };
        let http = self.http(origin.clone())?;
        let person = person
            .as_ref()
            .map(|(account, credential)| (account, credential));
        Ok(way::tested(&origin, first.as_ref(), reached, &http, person).await)
    }
}
