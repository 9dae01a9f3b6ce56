//! What the window may ask for. A command decides nothing: it is a line into the engine. At the door: `commands/door.rs`;
//! saved views: `commands/queue.rs`; files kept ahead of need: `commands/kept.rs`; keys and locking: `commands/lock.rs`.

pub(crate) mod alerts;
pub(crate) mod carry;
pub(crate) mod casework;
pub(crate) mod door;
pub(crate) mod habits;
pub(crate) mod kept;
pub(crate) mod lock;
pub(crate) mod news;
pub(crate) mod queue;
pub(crate) mod triage;
pub(crate) mod trouble;

use crate::clipboard;
use crate::desk::Desk;
use crate::dialogs;
use crate::drops::Dropped;
use crate::files::{self, HandedOver};
use crate::harden;
use crate::lab::{FaultLab, LabWish};
use crate::links;
use crate::look::Look;
use crate::panes::{self, DraftKept};
use crate::smoke::Painted;
use crate::tray;
use crate::window::{Asked, Pending};
use crate::words::Language;
use satchel_core::answer::Answer as SavedAnswer;
use satchel_core::case::view::{CasePage, CaseQuery, CaseView, OutboxItem, ViewCounts};
use satchel_core::case::{FieldEdit, NewCase, SetChange};
use satchel_core::comment::Audience;
use satchel_core::directory::{Found, LookupKind, Reference};
use satchel_core::error::{AppError, Error};
use satchel_core::history::HistoryItem;
use satchel_core::id::{AttachmentId, CaseId, CommentId, IntentId};
use satchel_core::policy::Feature;
use satchel_core::query::accounts::AccountPage;
use satchel_core::sync::status::SyncStatus;
use tauri::{AppHandle, State, WebviewWindow};

type Answer<T> = Result<T, AppError>;

/// Rows of the queue.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_cases(desk: State<'_, Desk>, query: CaseQuery) -> Answer<CasePage> {
    Ok(desk.core()?.list_cases(&query)?)
}

/// The accounts of the cases of a question.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_accounts(desk: State<'_, Desk>, query: CaseQuery) -> Answer<AccountPage> {
    Ok(desk.core()?.list_accounts(&query)?)
}

/// How many cases each view holds.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn view_counts(desk: State<'_, Desk>) -> Answer<ViewCounts> {
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

/// The case here that has this name already, if any.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn case_named(
    desk: State<'_, Desk>,
    name: String,
    except: Option<CaseId>,
) -> Answer<Option<CaseId>> {
    Ok(desk.core()?.case_named(&name, except)?)
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

/// Asks which files, and attaches them; none where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_files(desk: State<'_, Desk>, case_id: CaseId) -> Answer<HandedOver> {
    let paths = dialogs::ask_what_to_attach(desk.speech.words()).await;
    Ok(files::attach(&desk.core()?, case_id, &paths))
}

/// Attaches what was pasted: its bytes in base64.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn attach_pasted(
    desk: State<'_, Desk>,
    case_id: CaseId,
    name: String,
    data: String,
    waits: bool,
) -> Answer<IntentId> {
    let (core, bytes) = (desk.core()?, files::from_base64(&data)?);
    Ok(match waits {
        true => core.attach_held(case_id, &name, &bytes)?,
        false => core.attach(case_id, &name, &bytes)?,
    })
}

/// Attaches what was dropped last on the window that asks.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn attach_dropped(
    window: WebviewWindow,
    desk: State<'_, Desk>,
    dropped: State<'_, Dropped>,
    case_id: CaseId,
) -> Answer<HandedOver> {
    let core = desk.core()?;
    Ok(files::attach(&core, case_id, &dropped.take(&window)))
}

/// Attaches the picture on the clipboard under this name, where the page can't read it itself: it waits until the person has looked at
/// it. Nothing: there is none.
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
        .map(|bytes| core.attach_held(case_id, &name, &bytes))
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
    window: WebviewWindow,
    desk: State<'_, Desk>,
    case_id: CaseId,
    audience: Audience,
    text: String,
) -> Answer<()> {
    desk.core()?.save_draft(case_id, audience, &text)?;
    let draft = DraftKept {
        case_id,
        audience,
        text,
    };
    panes::tell_beside(&window, &draft);
    Ok(())
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

/// What became of the person's acts on a case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn case_history(desk: State<'_, Desk>, case_id: CaseId) -> Answer<Vec<HistoryItem>> {
    Ok(desk.core()?.history(case_id)?)
}

/// Goes back from an entry of a case's history.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn restore_entry(desk: State<'_, Desk>, entry: u32) -> Answer<()> {
    Ok(desk.core()?.restore(entry)?)
}

/// Wants quiet, or no longer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pause_sync(desk: State<'_, Desk>, paused: bool) -> Answer<()> {
    Ok(desk.core()?.pause(paused)?)
}

/// Reads one case anew.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sync_case(desk: State<'_, Desk>, case_id: CaseId) -> Answer<()> {
    Ok(desk.core()?.sync_case(case_id)?)
}

/// The network may be back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn network_changed(desk: State<'_, Desk>) {
    // Nobody is in yet: there is nothing to wake.
    if let Ok(core) = desk.core() {
        core.network_changed();
    }
}

/// Asks where to, and writes the file there. Answers its name; nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_attachment(
    desk: State<'_, Desk>,
    attachment_id: AttachmentId,
) -> Answer<Option<String>> {
    desk.allows(Feature::Attachments)?;
    let (name, bytes) = desk.core()?.attachment(attachment_id).await?;
    let Some(path) = dialogs::ask_where_to_save(desk.speech.words(), &name).await else {
        return Ok(None);
    };
    harden::save_for_person(&path, &bytes)
        .map_err(|e| AppError::from(Error::Storage(e.kind().to_string())))?;
    Ok(path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned()))
}

/// Keeps how the window looks.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_look(desk: State<'_, Desk>, look: Look) -> Answer<()> {
    desk.session.save_look(&look)
}

/// The language the window speaks from now on: the desktop's own dialogs and notifications follow.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn speak(app: AppHandle, desk: State<'_, Desk>, language: Language) {
    desk.speech.speak(language);
    tray::speak(&app);
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

/// What was asked for from outside before the window could listen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_asked(desk: State<'_, Desk>, pending: State<'_, Pending>) -> Option<Asked> {
    Some(match pending.take()? {
        Asked::Case { case_id } => Asked::Case {
            case_id: links::meant(desk.core().ok().as_ref(), case_id.0),
        },
        Asked::NewCase => Asked::NewCase,
    })
}
