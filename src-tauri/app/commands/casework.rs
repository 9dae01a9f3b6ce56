//! What the window may do on a case besides one field or one comment at a time: replies at length, and the rescue of unsent
//! work from a case that is gone. Each is a line into the engine.

use crate::desk::Desk;
use crate::pages::{self, Drawn, Page};
use crate::pictures::{self, cover::Stroke};
use satchel_core::attachment::content::{Preview, examine};
use satchel_core::comment::{Audience, parts};
use satchel_core::error::{AppError, Error};
use satchel_core::id::{AttachmentId, CaseId, IntentId};
use satchel_core::sentence::Cannot;
use tauri::State;

type Answer<T> = Result<T, AppError>;

/// A text in numbered parts that the server takes; none: as a file it can be sent.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn comment_parts(text: String) -> Answer<Option<Vec<String>>> {
    Ok(parts::parts(&text))
}

/// Says something in parts, which leave in this order.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_comments(
    desk: State<'_, Desk>,
    case_id: CaseId,
    audience: Audience,
    parts: Vec<String>,
) -> Answer<Vec<IntentId>> {
    Ok(desk.core()?.add_comments(case_id, audience, &parts)?)
}

/// Says something with the whole text in a file beside it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_comment_with_file(
    desk: State<'_, Desk>,
    case_id: CaseId,
    audience: Audience,
    text: String,
    file_name: String,
    content: String,
) -> Answer<IntentId> {
    let file = (file_name.as_str(), content.as_str());
    Ok(desk
        .core()?
        .add_comment_with_file(case_id, audience, &text, file)?)
}

/// Moves what was said and attached on a case, and has not left, to another case. Answers how much it was.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn move_unsent(desk: State<'_, Desk>, from: CaseId, to: CaseId) -> Answer<u32> {
    Ok(desk.core()?.move_unsent(from, to)?)
}

/// Makes a new case of one that is gone, with the unsent work on it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn into_new_case(desk: State<'_, Desk>, from: CaseId, name: String) -> Answer<CaseId> {
    Ok(desk.core()?.into_new_case(from, &name)?)
}

/// What a file is, and its text where it is one. A picture is fetched by its address (`pictures.rs`).
#[tauri::command(async)]
#[specta::specta]
pub(crate) async fn preview(desk: State<'_, Desk>, attachment_id: AttachmentId) -> Answer<Preview> {
    let (name, bytes) = desk.core()?.attachment(attachment_id).await?;
    Ok(examine(&name, &bytes))
}

/// Another picture in place of one that has not left: the same with parts of it covered, and arrows. Answers its intent.
#[tauri::command(async)]
#[specta::specta]
pub(crate) async fn cover_picture(
    desk: State<'_, Desk>,
    intent_id: IntentId,
    attachment_id: AttachmentId,
    strokes: Vec<Stroke>,
) -> Answer<IntentId> {
    let core = desk.core()?;
    let (name, bytes) = core.attachment(attachment_id).await?;
    match pictures::covered(name.clone(), bytes, strokes).await {
        Some((name, bytes)) => Ok(core.replace_file(intent_id, &name, &bytes)?),
        None => Err(Error::Invalid(Cannot::NoPicture { file: name }).into()),
    }
}

/// Draws a page of a PDF, counted from 1; then it can be fetched by its address (`pictures.rs`), once.
#[tauri::command(async)]
#[specta::specta]
pub(crate) async fn draw_page(
    desk: State<'_, Desk>,
    drawn: State<'_, Drawn>,
    attachment_id: AttachmentId,
    page: u32,
) -> Answer<Page> {
    pages::draw(&drawn, &desk.core()?, (attachment_id, page)).await
}
