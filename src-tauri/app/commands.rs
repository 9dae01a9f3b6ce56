//! What the window may ask for. A command decides nothing: it is a line into the engine.

use crate::clipboard;
use crate::connection::{Connection, ProxyWish};
use crate::desk::Desk;
use crate::dialogs;
use crate::drops::Dropped;
use crate::files;
use crate::lab::{FaultLab, LabWish};
use crate::look::Look;
use crate::session::{AppState, BeforeSignOut, ShownMirror, SignedIn};
use crate::smoke::Painted;
use crate::window::PendingOpen;
use satchel_core::alert::AlertItem;
use satchel_core::answer::Answer as SavedAnswer;
use satchel_core::case::view::{CasePage, CaseQuery, CaseView, OutboxItem, ViewCount};
use satchel_core::case::{FieldEdit, NewCase, SetChange};
use satchel_core::comment::Audience;
use satchel_core::crm::sign_in::Way;
use satchel_core::directory::{Found, LookupKind, Reference};
use satchel_core::error::{AppError, Error};
use satchel_core::id::{AttachmentId, CaseId, CommentId, IntentId, ServerId};
use satchel_core::sync::status::SyncStatus;
use serde::Deserialize;
use tauri::{AppHandle, State};

type Answer<T> = Result<T, AppError>;

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

/// Opens a mirror whose key no keyring holds.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn unlock(app: AppHandle, desk: State<'_, Desk>, passphrase: String) -> Answer<()> {
    desk.session.unlock(&app, &passphrase)
}

/// Sets the passphrase where no keyring answers.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_passphrase(
    app: AppHandle,
    desk: State<'_, Desk>,
    passphrase: String,
) -> Answer<()> {
    desk.session.set_passphrase(&app, &passphrase)
}

/// Rows of the queue.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_cases(desk: State<'_, Desk>, query: CaseQuery) -> Answer<CasePage> {
    Ok(desk.core()?.list_cases(&query)?)
}

/// How many cases each view holds.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn view_counts(desk: State<'_, Desk>) -> Answer<Vec<ViewCount>> {
    Ok(desk.core()?.view_counts()?)
}

/// One case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_case(desk: State<'_, Desk>, id: CaseId) -> Answer<CaseView> {
    Ok(desk.core()?.open_case(id)?)
}

/// Vocabulary and directory.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reference(desk: State<'_, Desk>) -> Answer<Reference> {
    Ok(desk.core()?.reference()?)
}

/// What a person may mean by what was typed into a picker.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn find_named(
    desk: State<'_, Desk>,
    kind: LookupKind,
    typed: String,
    limit: u32,
) -> Answer<Vec<Found>> {
    Ok(desk.core()?.find_named(kind, &typed, limit)?)
}

/// Answers to put into a reply on a case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn answers(
    desk: State<'_, Desk>,
    case_id: CaseId,
    typed: String,
) -> Answer<Vec<SavedAnswer>> {
    Ok(desk.core()?.answers(case_id, &typed)?)
}

/// Makes a case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn create_case(desk: State<'_, Desk>, new_case: NewCase) -> Answer<CaseId> {
    Ok(desk.core()?.create_case(new_case)?)
}

/// Changes fields of a case, all or none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn edit_case(
    desk: State<'_, Desk>,
    case_id: CaseId,
    edits: Vec<FieldEdit>,
) -> Answer<()> {
    Ok(desk.core()?.edit_case(case_id, &edits)?)
}

/// Says something on a case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_comment(
    desk: State<'_, Desk>,
    case_id: CaseId,
    audience: Audience,
    text: String,
) -> Answer<IntentId> {
    Ok(desk.core()?.add_comment(case_id, audience, &text)?)
}

/// Changes who is in a set of a case: assignees, teams, contacts, tags.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_set(desk: State<'_, Desk>, case_id: CaseId, change: SetChange) -> Answer<()> {
    Ok(desk.core()?.change_set(case_id, &change)?)
}

/// Watches a case, or stops to.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn watch_case(desk: State<'_, Desk>, case_id: CaseId, watched: bool) -> Answer<()> {
    Ok(desk.core()?.watch(case_id, watched)?)
}

/// Deletes a case on the server.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn delete_case(desk: State<'_, Desk>, case_id: CaseId) -> Answer<()> {
    Ok(desk.core()?.delete_case(case_id)?)
}

/// Gives a comment another text.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn edit_comment(
    desk: State<'_, Desk>,
    case_id: CaseId,
    comment_id: CommentId,
    text: String,
) -> Answer<()> {
    Ok(desk.core()?.edit_comment(case_id, comment_id, &text)?)
}

/// Deletes a comment.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn delete_comment(
    desk: State<'_, Desk>,
    case_id: CaseId,
    comment_id: CommentId,
) -> Answer<()> {
    Ok(desk.core()?.delete_comment(case_id, comment_id)?)
}

/// Asks which files, and attaches them. Answers their names; none where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_files(desk: State<'_, Desk>, case_id: CaseId) -> Answer<Vec<String>> {
    let paths = dialogs::ask_what_to_attach().await;
    files::attach(&desk.core()?, case_id, &paths)
}

/// Attaches what was pasted: its bytes in base64.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn attach_pasted(
    desk: State<'_, Desk>,
    case_id: CaseId,
    name: String,
    data: String,
) -> Answer<IntentId> {
    let bytes = files::from_base64(&data)?;
    Ok(desk.core()?.attach(case_id, &name, &bytes)?)
}

/// Attaches what was dropped on the window last. Answers the names.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn attach_dropped(
    desk: State<'_, Desk>,
    dropped: State<'_, Dropped>,
    case_id: CaseId,
) -> Answer<Vec<String>> {
    files::attach(&desk.core()?, case_id, &dropped.take())
}

/// Attaches the picture on the clipboard under this name, where the page can't read it itself. Nothing: there is none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn attach_clipboard(
    app: AppHandle,
    desk: State<'_, Desk>,
    case_id: CaseId,
    name: String,
) -> Answer<Option<IntentId>> {
    let core = desk.core()?;
    let picture = clipboard::picture(&app);
    Ok(picture
        .map(|bytes| core.attach(case_id, &name, &bytes))
        .transpose()?)
}

/// Deletes a file on the server.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn delete_attachment(
    desk: State<'_, Desk>,
    case_id: CaseId,
    attachment_id: AttachmentId,
) -> Answer<()> {
    Ok(desk.core()?.delete_attachment(case_id, attachment_id)?)
}

/// Keeps what is typed and not sent.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_draft(
    desk: State<'_, Desk>,
    case_id: CaseId,
    audience: Audience,
    text: String,
) -> Answer<()> {
    Ok(desk.core()?.save_draft(case_id, audience, &text)?)
}

/// Everything the server has not confirmed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn outbox(desk: State<'_, Desk>) -> Answer<Vec<OutboxItem>> {
    Ok(desk.core()?.outbox()?)
}

/// Takes an intent back, as long as its bytes have not left.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn discard_intent(desk: State<'_, Desk>, intent_id: IntentId) -> Answer<()> {
    Ok(desk.core()?.discard(intent_id)?)
}

/// "Send mine" on a held intent, "send now" on a waiting one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn send_intent(desk: State<'_, Desk>, intent_id: IntentId) -> Answer<()> {
    Ok(desk.core()?.send(intent_id)?)
}

/// Waits with an intent until the person sends it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hold_intent(desk: State<'_, Desk>, intent_id: IntentId) -> Answer<()> {
    Ok(desk.core()?.hold(intent_id)?)
}

/// Another text for a reply or a note that has not left.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rewrite_intent(
    desk: State<'_, Desk>,
    intent_id: IntentId,
    text: String,
) -> Answer<()> {
    Ok(desk.core()?.rewrite(intent_id, &text)?)
}

/// Moves an intent within its case: before another one, or to the end.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn place_intent(
    desk: State<'_, Desk>,
    intent_id: IntentId,
    before: Option<IntentId>,
) -> Answer<()> {
    Ok(desk.core()?.place_before(intent_id, before)?)
}

/// The newest alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn alerts(desk: State<'_, Desk>) -> Answer<Vec<AlertItem>> {
    Ok(desk.core()?.alerts()?)
}

/// The person looked at the alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn mark_alerts_seen(desk: State<'_, Desk>) -> Answer<()> {
    Ok(desk.core()?.mark_alerts_seen()?)
}

/// The status word and what is behind it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn status(desk: State<'_, Desk>) -> Answer<SyncStatus> {
    Ok(desk.core()?.status()?)
}

/// Syncs now.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sync_now(desk: State<'_, Desk>) -> Answer<()> {
    desk.core()?.sync_now();
    Ok(())
}

/// Asks where to, and writes the file there. Answers its name; nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_attachment(
    desk: State<'_, Desk>,
    attachment_id: AttachmentId,
) -> Answer<Option<String>> {
    let (name, bytes) = desk.core()?.attachment(attachment_id).await?;
    let Some(path) = dialogs::ask_where_to_save(&name).await else {
        return Ok(None);
    };
    std::fs::write(&path, bytes)
        .map_err(|e| AppError::from(Error::Storage(e.kind().to_string())))?;
    Ok(path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned()))
}

/// Keeps how the window looks.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_look(desk: State<'_, Desk>, look: Look) -> Answer<()> {
    desk.session.save_look(look)
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
    if let Some(path) = dialogs::ask_which_authority().await {
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

/// Pulls or plugs the demo server's cable.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_network(app: AppHandle, desk: State<'_, Desk>, plugged: bool) -> Answer<()> {
    desk.session.set_network(&app, plugged)
}

/// What is wrong on purpose on the demo's server.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn fault_lab(desk: State<'_, Desk>) -> Answer<FaultLab> {
    desk.session.fault_lab()
}

/// Makes something go wrong on the demo's server, or has somebody do something there.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_fault_lab(desk: State<'_, Desk>, wish: LabWish) -> Answer<FaultLab> {
    desk.session.change_fault_lab(wish)
}

/// The window says what it shows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn painted(desk: State<'_, Desk>, report: Painted) {
    desk.smoke.painted(report);
}

/// The case that a notification asked for before the window could listen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_pending_open(pending: State<'_, PendingOpen>) -> Option<CaseId> {
    pending.take()
}
