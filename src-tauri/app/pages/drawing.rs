//! The process that draws one page of a PDF: `satchel --draw-page N`, the file on its standard input; on its standard output
//! the number of pages and the length of the picture (four bytes each, the highest first), the picture as a PNG, and the
//! page's words as JSON (`words.rs`). A PDF is a stranger's program: this process opens no file and no connection, may ask the
//! system for little (`confined.rs`), take only so much time and memory, and knows no key. It must not use anything else of the
//! shell.

use super::words::{self, Words};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use std::io::{Read, Write};
use std::process::ExitCode;

/// How it is started.
pub(crate) const ARGUMENT: &str = "--draw-page";

/// The longer edge of what is drawn, in pixels: a page as wide as the dialog, on a screen of twice the density.
const EDGE: f32 = 2000.0;
/// The largest file that is looked at.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why nothing was drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ends {
    /// It can't be read, or there is no such page.
    Damaged,
    /// It wants a password.
    Locked,
}

impl Ends {
    /// As a program's end.
    pub(crate) fn code(self) -> u8 {
        match self {
            Ends::Damaged => 3,
            Ends::Locked => 4,
        }
    }
}

/// Draws the page that the arguments name. `None`: the program was started for something else.
pub(crate) fn asked_for(mut arguments: impl Iterator<Item = String>) -> Option<ExitCode> {
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let page = arguments.next().and_then(|number| number.parse().ok());
    Some(match page.ok_or(Ends::Damaged).and_then(answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(end) => ExitCode::from(end.code()),
    })
}

fn answer(page: u32) -> Result<(), Ends> {
    keep_within_limits();
    let mut file = Vec::new();
    let read = std::io::stdin().take(LARGEST).read_to_end(&mut file);
    read.map_err(|_| Ends::Damaged)?;
    let Sheet { pages, png, words } = draw(file, page)?;
    let words = serde_json::to_vec(&words).map_err(|_| Ends::Damaged)?;
    let length = u32::try_from(png.len()).map_err(|_| Ends::Damaged)?;
    let mut out = std::io::stdout().lock();
    let parts = [
        &pages.to_be_bytes()[..],
        &length.to_be_bytes(),
        &png,
        &words,
    ];
    let said = parts.iter().try_for_each(|part| out.write_all(part));
    said.and_then(|()| out.flush()).map_err(|_| Ends::Damaged)
}

/// No file and no connection is opened from here on, nothing else of the system is asked for (`confined.rs`), and the system ends
/// it when it wants too much. Elsewhere than on Linux who asked it ends it when it takes too long.
fn keep_within_limits() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        /// The program itself, with the libraries that it does not use here, takes some of it.
        const MEMORY: u64 = 2 * 1024 * 1024 * 1024;
        const SECONDS: u64 = 10;
        for (what, most) in [
            (Resource::As, MEMORY),
            (Resource::Cpu, SECONDS),
            (Resource::Fsize, 0),
            (Resource::Nofile, 0),
        ] {
            let most = Rlimit {
                current: Some(most),
                maximum: Some(most),
            };
            if setrlimit(what, most).is_err() {
                std::process::exit(1);
            }
        }
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
        if super::confined::confine().is_err() {
            std::process::exit(1);
        }
    }
}

/// What there is of a page.
#[derive(PartialEq, Debug)]
struct Sheet {
    /// How many pages the file has.
    pages: u32,
    png: Vec<u8>,
    words: Words,
}

/// Draws and reads a page, counted from 1.
fn draw(file: Vec<u8>, page: u32) -> Result<Sheet, Ends> {
    let pdf = Pdf::new(file).map_err(|e| match e {
        LoadPdfError::Decryption(_) => Ends::Locked,
        _ => Ends::Damaged,
    })?;
    let pages = pdf.pages();
    let number = usize::try_from(page).ok().and_then(|n| n.checked_sub(1));
    let page = number.and_then(|n| pages.get(n)).ok_or(Ends::Damaged)?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    // A page of no extent, or as long as a street: neither can be read.
    if !(width >= 1.0 && height >= 1.0 && longer.is_finite()) {
        return Err(Ends::Damaged);
    }
    let scale = EDGE / longer;
    if width.min(height) * scale < 1.0 {
        return Err(Ends::Damaged);
    }
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(
            drawn.data_as_u8_slice(),
            drawn.width().into(),
            drawn.height().into(),
            ExtendedColorType::Rgba8,
        )
        .map_err(|_| Ends::Damaged)?;
    Ok(Sheet {
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        png,
        words: words::of(page),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_sandbox::paper;

    /// Width, height, and how many pixels are not white.
    fn looked_at(png: &[u8]) -> (u32, u32, usize) {
        let picture = image::load_from_memory(png).unwrap().into_rgba8();
        let ink = picture.pixels().filter(|p| p.0 != [255; 4]).count();
        (picture.width(), picture.height(), ink)
    }

    #[test]
    fn each_page_is_drawn_with_what_stands_on_it() {
        let file = paper::pages(&[&["One"], &[], &["Three, and a longer line than that"]]);
        let first = draw(file.clone(), 1).unwrap();
        assert_eq!(first.pages, 3);
        assert_eq!(first.words.lines[0].text, "One");
        let (width, height, ink) = looked_at(&first.png);
        assert_eq!((width, height), (1413, 1999), "A4");
        assert!(ink > 500, "{ink}");
        let empty = draw(file.clone(), 2).unwrap();
        assert_eq!(looked_at(&empty.png).2, 0, "an empty page is white");
        assert!(empty.words.lines.is_empty());
        let third = draw(file.clone(), 3).unwrap();
        assert!(looked_at(&third.png).2 > 2 * ink);
        for none in [0, 4, u32::MAX] {
            assert_eq!(draw(file.clone(), none), Err(Ends::Damaged));
        }
    }

    #[test]
    fn what_is_no_pdf_or_a_broken_one_is_told() {
        for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\nrubbish", &[0; 4096]] {
            assert_eq!(draw(bytes.to_vec(), 1), Err(Ends::Damaged));
        }
        let whole = paper::pages(&[&["One"]]);
        for length in (0..whole.len()).step_by(5) {
            // Mended or refused, but never a failure.
            let _ = draw(whole[..length].to_vec(), 1);
        }
    }

    #[test]
    fn one_that_wants_a_password_is_told() {
        let mut file = String::from_utf8(paper::pages(&[&["Secret"]])).unwrap();
        let zeros = "00".repeat(32);
        let encrypted = format!(
            "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{zeros}> /U <{zeros}> >> /ID [<00> <00>] /Root"
        );
        file = file.replace("/Root", &encrypted);
        assert_eq!(draw(file.into_bytes(), 1), Err(Ends::Locked));
    }

    /// A file of one page of that size.
    fn of_size(width: &str, height: &str) -> Vec<u8> {
        let size = format!("[0 0 {width} {height}]");
        let file = String::from_utf8(paper::pages(&[&["One"]])).unwrap();
        file.replace("[0 0 595 842]", &size).into_bytes()
    }

    #[test]
    fn pages_of_any_size_are_drawn_no_larger_than_a_screen_or_refused() {
        for (width, height) in [
            ("1", "1"),
            ("99999999", "99999999"),
            ("1000000", "1"),
            ("0", "0"),
            ("-5", "9"),
            ("1e38", "1e38"),
            ("14400", "3"),
        ] {
            if let Ok(Sheet { png, .. }) = draw(of_size(width, height), 1) {
                let (w, h, _) = looked_at(&png);
                assert!(w.max(h) <= 2000, "{width} x {height}: {w} x {h}");
            }
        }
    }
}
