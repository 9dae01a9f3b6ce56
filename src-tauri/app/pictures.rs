//! Pictures for the page, which reads no files: decoded here within limits, scaled down, and given out as a new PNG, so that
//! nothing of the original's bytes reaches the web view. Off the main thread; a picture that can't be shown is an empty answer.

pub(crate) mod cover;

use crate::desk::Desk;
use crate::pages::Drawn;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, Limits,
    codecs::png::PngEncoder,
};
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
    let drawn = tauri::async_runtime::spawn_blocking(move || draw(&bytes));
    drawn.await.ok()?
}

/// The name and the bytes of a picture with its strokes; `None`: it can't be drawn.
pub(crate) async fn covered(
    name: String,
    bytes: Vec<u8>,
    strokes: Vec<cover::Stroke>,
) -> Option<(String, Vec<u8>)> {
    let _turn = ONE_AT_A_TIME.acquire().await.ok()?;
    let drawn = move || cover::covered(&name, &bytes, &strokes);
    tauri::async_runtime::spawn_blocking(drawn).await.ok()?
}

/// The picture as it is meant to be seen: a camera may have been held sideways.
fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return None;
    }
    let held = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(held);
    Some(picture)
}

fn draw(bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = decode(bytes)?;
    let picture = match picture.width().max(picture.height()) > EDGE {
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
        let drawn = draw(&png(3200, 100)).unwrap();
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
        assert_eq!(draw(&png(60_000, 1000)), None, "60 megapixels");
        assert_eq!(draw(b"\x89PNG\r\n\x1a\nrubbish"), None);
        assert_eq!(draw(b"<svg/>"), None);
    }

    #[test]
    fn a_photo_of_a_camera_that_was_held_sideways_stands_upright() {
        let mut jpeg = Vec::new();
        image::RgbImage::new(40, 20)
            .write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut jpeg))
            .unwrap();
        // What a camera writes behind the first two bytes: one entry, "turn it by a quarter" (6).
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let turned = [&jpeg[..2], &[0xff, 0xe1], &length, exif, &jpeg[2..]].concat();
        let size = |bytes: &[u8]| {
            let drawn = image::load_from_memory(&draw(bytes).unwrap()).unwrap();
            (drawn.width(), drawn.height())
        };
        assert_eq!((size(&jpeg), size(&turned)), ((40, 20), (20, 40)));
    }
}
