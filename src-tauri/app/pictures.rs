//! Pictures for the page, which reads no files: decoded here within limits, scaled down, and given out as a new PNG, so that
//! nothing of the original's bytes reaches the web view. Off the main thread; a picture that can't be shown is an empty answer.

use crate::desk::Desk;
use crate::pages::Drawn;
use image::{ExtendedColorType, ImageEncoder, ImageReader, Limits, codecs::png::PngEncoder};
use satchel_core::attachment::content::{Kind, examine};
use satchel_core::id::AttachmentId;
use std::io::Cursor;
use tauri::http::{Response, StatusCode};
use tauri::{AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry};
use tokio::sync::Semaphore;

/// `attachment://localhost/ID`, or `ID.PAGE` of what `pages.rs` has drawn: the only addresses that the page may take pictures of others from.
pub(crate) const SCHEME: &str = "attachment";

/// The largest picture that is decoded.
const PIXELS: u64 = 50_000_000;
/// What decoding one may take.
const MEMORY: u64 = 320 * 1024 * 1024;
/// No larger than this is given out: no screen shows more of it at once.
const EDGE: u32 = 1600;
/// Whoever leafs through a case of large pictures asks for the next before the last is drawn: one takes memory at a time.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Answers a request of the page for a picture.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: tauri::http::Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let asked = asked(request.uri().path());
    tauri::async_runtime::spawn(async move {
        let picture = match asked {
            Some((id, None)) => picture(&app, id).await,
            Some((id, Some(page))) => app.state::<Drawn>().take((id, page)),
            None => None,
        };
        if let Ok(answer) = answered(picture) {
            responder.respond(answer);
        }
    });
}

/// Which file is meant, and which page of it.
fn asked(path: &str) -> Option<(AttachmentId, Option<u32>)> {
    let path = path.trim_start_matches('/');
    let (id, page) = match path.split_once('.') {
        Some((id, page)) => (id, Some(page.parse().ok()?)),
        None => (path, None),
    };
    Some((AttachmentId(id.parse().ok()?), page))
}

/// A picture or nothing, never anything else, and nothing that the web view keeps or takes for a page.
fn answered(picture: Option<Vec<u8>>) -> tauri::http::Result<Response<Vec<u8>>> {
    let answer = Response::builder()
        .header("Content-Type", "image/png")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
    match picture {
        Some(bytes) => answer.body(bytes),
        None => answer.status(StatusCode::NOT_FOUND).body(Vec::new()),
    }
}

async fn picture(app: &AppHandle, id: AttachmentId) -> Option<Vec<u8>> {
    let core = app.state::<Desk>().core().ok()?;
    let (name, bytes) = core.attachment(id).await.ok()?;
    if examine(&name, &bytes).kind != Kind::Picture {
        return None;
    }
    let _turn = ONE_AT_A_TIME.acquire().await.ok()?;
    // A decoder that panics ends its task, not the program.
    let drawn = tauri::async_runtime::spawn_blocking(move || draw(bytes));
    drawn.await.ok()?
}

fn draw(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let reader = || ImageReader::new(Cursor::new(&bytes)).with_guessed_format();
    let (width, height) = reader().ok()?.into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return None;
    }
    let mut reader = reader().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let picture = match width.max(height) > EDGE {
        true => picture.thumbnail(EDGE, EDGE),
        false => picture,
    };
    let picture = picture.into_rgba8();
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(
            &picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgba8,
        )
        .ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let row = vec![0; usize::try_from(width).unwrap() * usize::try_from(height).unwrap()];
        PngEncoder::new(&mut bytes)
            .write_image(&row, width, height, ExtendedColorType::L8)
            .unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_given_out_anew_and_no_larger_than_a_screen() {
        let drawn = draw(png(3200, 100)).unwrap();
        let drawn = image::load_from_memory(&drawn).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (1600, 50));
    }

    #[test]
    fn an_address_names_a_file_or_a_page_of_one_and_nothing_else() {
        let id = "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5";
        let file = AttachmentId(id.parse().unwrap());
        assert_eq!(asked(&format!("/{id}")), Some((file, None)));
        assert_eq!(asked(&format!("/{id}.12")), Some((file, Some(12))));
        for path in [
            "/",
            "/x",
            "/.1",
            &format!("/{id}."),
            &format!("/{id}.-1"),
            &format!("/{id}/1"),
        ] {
            assert_eq!(asked(path), None, "{path}");
        }
    }

    #[test]
    fn an_answer_is_kept_nowhere_and_taken_for_nothing_but_a_picture() {
        for (picture, status) in [(Some(png(1, 1)), 200), (None, 404)] {
            let answer = answered(picture).unwrap();
            assert_eq!(answer.status(), status);
            for (name, value) in [
                ("content-type", "image/png"),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-store"),
                ("content-security-policy", "default-src 'none'; sandbox"),
            ] {
                assert_eq!(answer.headers()[name], value, "{name}");
            }
        }
    }

    #[test]
    fn a_bomb_and_rubbish_are_no_pictures() {
        assert_eq!(draw(png(60_000, 1000)), None, "60 megapixels");
        assert_eq!(draw(b"\x89PNG\r\n\x1a\nrubbish".to_vec()), None);
        assert_eq!(draw(b"<svg/>".to_vec()), None);
    }
}
