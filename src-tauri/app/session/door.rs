//! The ways in: a token, an e-mailed code, a password; and choosing among several organizations.
//!
//! What a server offers and how each way goes is the engine's (`core/src/crm/sign_in`).

use super::{Session, Waiting};
use crate::places::Places;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::{self, Entered, HalfWay, In, Way};
use satchel_core::crm::{Credential, CrmError, Token};
use satchel_core::error::{AppError, Error};
use satchel_core::id::{Named, ServerId};
use satchel_core::sentence::{Advice, Cannot, Sentence};
use serde::Serialize;
use tauri::AppHandle;

/// What a sign-in led to.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum SignedIn {
    /// The mirror is open, or waits for its passphrase.
    In,
    /// Choose an organization.
    Choose {
        /// The person's organizations.
        organizations: Vec<Named>,
    },
}

/// Signed in, and waiting for the person to choose an organization. Lives in memory only.
#[derive(Clone)]
pub(super) struct HalfIn {
    origin: Origin,
    half: HalfWay,
}

impl Session {
    /// What the server offers.
    ///
    /// # Errors
    /// Each kind of wrong address or network, with its next step.
    pub(crate) async fn offers(&self, server: &str) -> Result<Vec<Way>, AppError> {
        let http = self.http(Origin::parse(server)?)?;
        sign_in::offers(&http).await.map_err(at_the_door)
    }

    /// Asks the server to e-mail a code.
    ///
    /// # Errors
    /// What stands against it.
    pub(crate) async fn request_code(&self, server: &str, email: &str) -> Result<(), AppError> {
        let http = self.http(Origin::parse(server)?)?;
        sign_in::request_code(&http, email)
            .await
            .map_err(at_the_door)
    }

    /// Signs in with a token.
    ///
    /// # Errors
    /// What stands against it, with the next step. Nothing is changed then.
    pub(crate) async fn sign_in(
        &self,
        app: &AppHandle,
        server: &str,
        token: &str,
        organization: Option<ServerId>,
    ) -> Result<(), AppError> {
        let origin = Origin::parse(server)?;
        let token = Token::new(token);
        if token.reveal().is_empty() {
            return Err(Error::Invalid(Cannot::TokenEmpty).into());
        }
        let organization = organization.filter(|o| !o.as_str().trim().is_empty());
        let http = self.http(origin.clone())?;
        let account = sign_in::with_token(&http, origin.as_str(), &token, organization)
            .await
            .map_err(at_the_door)?;
        let entered = In {
            account,
            credential: token.into(),
            revoked: Vec::new(),
        };
        self.come_in(app, entered).await
    }

    /// Signs in with the e-mailed code.
    ///
    /// # Errors
    /// What stands against it, with the next step. Nothing is changed then.
    pub(crate) async fn sign_in_with_code(
        &self,
        app: &AppHandle,
        server: &str,
        email: &str,
        code: &str,
    ) -> Result<SignedIn, AppError> {
        let origin = Origin::parse(server)?;
        let http = self.http(origin.clone())?;
        let entered = sign_in::with_code(&http, origin.as_str(), email, code, &self.device())
            .await
            .map_err(at_the_door)?;
        self.entered(app, origin, entered).await
    }

    /// Signs in with e-mail and password.
    ///
    /// # Errors
    /// What stands against it, with the next step. Nothing is changed then.
    pub(crate) async fn sign_in_with_password(
        &self,
        app: &AppHandle,
        server: &str,
        email: &str,
        password: &str,
    ) -> Result<SignedIn, AppError> {
        let origin = Origin::parse(server)?;
        let http = self.http(origin.clone())?;
        let entered =
            sign_in::with_password(&http, origin.as_str(), email, password, &self.device())
                .await
                .map_err(at_the_door)?;
        self.entered(app, origin, entered).await
    }

    /// Goes on into the organization chosen.
    ///
    /// # Errors
    /// `Invalid` when nobody is half-way in; what stands against it.
    pub(crate) async fn choose_organization(
        &self,
        app: &AppHandle,
        organization: &ServerId,
    ) -> Result<SignedIn, AppError> {
        let Some(HalfIn { origin, half }) = self.half_in().clone() else {
            return Err(Error::Invalid(Cannot::SignInFirst).into());
        };
        let http = self.http(origin.clone())?;
        let entered = sign_in::choose_organization(
            &http,
            origin.as_str(),
            &half,
            organization,
            &self.device(),
        )
        .await
        .map_err(at_the_door)?;
        self.entered(app, origin, entered).await
    }

    async fn entered(
        &self,
        app: &AppHandle,
        origin: Origin,
        entered: Entered,
    ) -> Result<SignedIn, AppError> {
        match entered {
            Entered::In(entered) => {
                *self.half_in() = None;
                self.come_in(app, *entered).await.map(|()| SignedIn::In)
            }
            Entered::Choose(organizations, half) => {
                *self.half_in() = Some(HalfIn { origin, half });
                Ok(SignedIn::Choose { organizations })
            }
        }
    }

    /// Opens the mirror of whoever signed in, and connects it. Somebody else's, or another organization's, that was open
    /// is closed and keeps what it has.
    async fn come_in(&self, app: &AppHandle, entered: In) -> Result<(), AppError> {
        let id = self.id_of(&entered.account);
        let mut note = self.places.note(&id);
        note.tokens.retain(|token| !entered.revoked.contains(token));
        note.origin.clone_from(&entered.account.origin);
        let known_as = Places::account_id(&entered.account);
        if !note.known_as.contains(&known_as) {
            note.known_as.push(known_as);
        }
        let minted = match &entered.credential {
            Credential::Minted(minted) => Some(minted.id.clone()),
            Credential::Token(_) | Credential::Session { .. } => None,
        };
        let waiting = Waiting {
            id: id.clone(),
            signed_in: Some((entered.account, entered.credential)),
        };
        let same = self.open_now().filter(|open| open.id == id);
        let came = match same {
            Some(open) => self
                .attach(app, open, &waiting, false)
                .map(|stage| self.go(app, stage)),
            None => self.change_to(app, &waiting).await,
        };
        note.is_signed_out = false;
        // Nobody has this token for good yet, or any more: the next sign-in revokes it.
        if self.open_now().is_none_or(|open| open.id != id) {
            note.tokens.extend(minted);
        }
        if came.is_err() {
            note.is_signed_out = self.places.note(&id).is_signed_out;
        } else {
            *self.leaving() = None;
        }
        if came.is_ok() || !note.tokens.is_empty() {
            self.places.save_note(&id, &note)?;
        }
        came
    }
}

/// The engine's words are for somebody at work; here nobody is in yet, and nothing is tried again by itself.
pub(super) fn at_the_door(error: Error) -> AppError {
    let told = AppError::from(&error);
    let Error::Crm(error) = error else {
        return told;
    };
    let (said, advice) = match error {
        CrmError::Unreachable(_) | CrmError::Broken(_) => (told.said, Advice::AddressOrNetwork),
        CrmError::SignIn => (Some(Sentence::Token), Advice::NewToken),
        CrmError::Denied(_) => (told.said, Advice::WiderToken),
        CrmError::Rejected(_) | CrmError::Unfit(_) | CrmError::TooLarge(_) => {
            (told.said, Advice::Typed)
        }
        CrmError::Busy(_) | CrmError::Failed(_) | CrmError::Malformed(_) => {
            (told.said, Advice::Minute)
        }
        CrmError::Certificate(_)
        | CrmError::CaptivePortal
        | CrmError::Redirect(_)
        | CrmError::NotACrm
        | CrmError::TooOld
        | CrmError::Gone => return told,
    };
    let words = || Sentence::Words { text: told.message };
    AppError::saying(told.code, said.unwrap_or_else(words), advice)
}

/// What this device is called in the list of its person's tokens.
pub(super) fn device_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    name.map_or_else(|| "Satchel".to_owned(), |name| format!("Satchel on {name}"))
}
