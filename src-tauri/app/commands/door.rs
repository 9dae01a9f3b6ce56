//! What the window may ask for at the door: signing in and out, whose mirror is open, the way to the server.

use super::Answer;
use crate::connection::{Connection, ProxyWish};
use crate::desk::Desk;
use crate::dialogs;
use crate::session::{AppState, BeforeSignOut, ShownMirror, SignedIn};
use satchel_core::crm::sign_in::Way;
use satchel_core::id::ServerId;
use satchel_core::way::HopReport;
use serde::Deserialize;
use tauri::{AppHandle, State};

/// Where and as whom to sign in.
#[derive(Debug, Deserialize, specta::Type)]
pub(crate) struct SignIn {
    /// The server's address, as typed.
    pub server: String,
    /// An access token.
    pub token: String,
    /// The organization, on servers of the documented dialect.
    pub organization: Option<ServerId>,
}

/// Where the app is.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn app_state(desk: State<'_, Desk>) -> AppState {
    desk.session.state()
}

/// Asks the server what it is and whose the token is; keeps the token; opens the mirror.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(app: AppHandle, desk: State<'_, Desk>, request: SignIn) -> Answer<()> {
    desk.session
        .sign_in(&app, &request.server, &request.token, request.organization)
        .await
}

/// Which ways in the server offers, the easiest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_offers(desk: State<'_, Desk>, server: String) -> Answer<Vec<Way>> {
    desk.session.offers(&server).await
}

/// Asks the server to e-mail a code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn request_code(
    desk: State<'_, Desk>,
    server: String,
    email: String,
) -> Answer<()> {
    desk.session.request_code(&server, &email).await
}

/// Signs in with the e-mailed code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_with_code(
    app: AppHandle,
    desk: State<'_, Desk>,
    server: String,
    email: String,
    code: String,
) -> Answer<SignedIn> {
    desk.session
        .sign_in_with_code(&app, &server, &email, &code)
        .await
}

/// Signs in with e-mail and password, on servers that have it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_with_password(
    app: AppHandle,
    desk: State<'_, Desk>,
    server: String,
    email: String,
    password: String,
) -> Answer<SignedIn> {
    desk.session
        .sign_in_with_password(&app, &server, &email, &password)
        .await
}

/// Goes on into one of the person's organizations.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_organization(
    app: AppHandle,
    desk: State<'_, Desk>,
    organization: ServerId,
) -> Answer<SignedIn> {
    desk.session.choose_organization(&app, &organization).await
}

/// What a person should know before signing out.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn before_sign_out(desk: State<'_, Desk>) -> Answer<BeforeSignOut> {
    desk.session.before_sign_out()
}

/// Signs out; removes the mirror, too, where the person was told how much in it is not sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_out(
    app: AppHandle,
    desk: State<'_, Desk>,
    remove: Option<u32>,
) -> Answer<()> {
    desk.session.sign_out(&app, remove).await
}

/// Revokes the token of whoever just signed out, with an e-mailed code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn end_sign_in(app: AppHandle, desk: State<'_, Desk>, code: String) -> Answer<()> {
    desk.session.end_sign_in(&app, &code).await
}

/// The other mirrors on this computer that can be opened.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn mirrors(desk: State<'_, Desk>) -> Vec<ShownMirror> {
    desk.session.mirrors()
}

/// Opens another mirror of this computer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_mirror(app: AppHandle, desk: State<'_, Desk>, id: String) -> Answer<()> {
    desk.session.open_mirror(&app, &id).await
}

/// Sets the passphrase where no keyring answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_passphrase(
    app: AppHandle,
    desk: State<'_, Desk>,
    passphrase: String,
) -> Answer<()> {
    desk.session.set_passphrase(&app, &passphrase).await
}

/// Tries each hop of the way to a server: of the one that is typed at the door, else of the account's.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_connection(
    desk: State<'_, Desk>,
    server: Option<String>,
) -> Answer<Vec<HopReport>> {
    desk.session.test_way(server.as_deref()).await
}

/// How this computer gets to the server.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn connection(desk: State<'_, Desk>) -> Connection {
    desk.session.route.shown()
}

/// Takes another proxy.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_proxy(desk: State<'_, Desk>, wish: ProxyWish) -> Answer<Connection> {
    desk.session.route.set_proxy(wish)?;
    desk.session.reroute()?;
    Ok(desk.session.route.shown())
}

/// Asks for a file with certificates of authorities, and trusts them, too. Nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_authority(desk: State<'_, Desk>) -> Answer<Connection> {
    if let Some(path) = dialogs::ask_which_authority(desk.speech.words()).await {
        desk.session.route.set_authority(&path)?;
        desk.session.reroute()?;
    }
    Ok(desk.session.route.shown())
}

/// Trusts the system's authorities alone again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_authority(desk: State<'_, Desk>) -> Answer<Connection> {
    desk.session.route.remove_authority()?;
    desk.session.reroute()?;
    Ok(desk.session.route.shown())
}
