//! The words of a page of a PDF and where they stand, so that they can be marked, copied and read out over its picture. Runs in
//! the process that draws (`drawing.rs`) and must not use anything else of the shell; what it found travels as `Words`.

use hayro::hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use serde::{Deserialize, Serialize};

/// So many letters of a page are taken: more than the densest print has.
const MOST: usize = 20_000;
/// A font's own unit: so many to its size.
const UNITS: f64 = 1000.0;

/// The words of a page, in the order in which the file draws them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, specta::Type)]
pub(crate) struct Words {
    /// How wide the page is, in the unit of the places below.
    pub(crate) width: f32,
    /// And how high.
    pub(crate) height: f32,
    /// Its lines; none where it has only pictures, or letters that nobody can name.
    pub(crate) lines: Vec<Line>,
}

/// Words that stand beside each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, specta::Type)]
pub(crate) struct Line {
    /// What they say; U+FFFD for a letter that has no name.
    pub(crate) text: String,
    /// Where the first letter stands, from the left.
    pub(crate) left: f32,
    /// The same from the top, where letters stand on the line.
    pub(crate) base: f32,
    /// From the first letter to the end of the last.
    pub(crate) length: f32,
    /// How high the letters are.
    pub(crate) size: f32,
    /// Which way the line goes: degrees from the horizontal, clockwise.
    pub(crate) turn: f32,
}

/// Reads them off a page.
pub(crate) fn of(page: &Page<'_>) -> Words {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let sheet = Rect::new(0.0, 0.0, width.into(), height.into());
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        sheet,
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut reader = Reader::of(sheet);
    interpret_page(page, &mut context, &mut reader);
    reader.ends_line();
    Words {
        width,
        height,
        lines: reader.lines,
    }
}

/// A letter where it is drawn.
struct Letter {
    text: String,
    at: Point,
    /// To where the next one stands.
    advance: Vec2,
    size: f64,
}

impl Letter {
    fn of(glyph: &PositionedGlyph<'_>, drawn: Affine) -> Option<Self> {
        let placed = drawn * glyph.transform();
        let at = placed * Point::ZERO;
        let width = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let advance = placed * Point::new(width.unwrap_or(UNITS / 2.0), 0.0) - at;
        let size = (placed * Point::new(0.0, UNITS) - at).hypot();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        let text: String = text.chars().filter(|c| !is_unseen(*c)).collect();
        (!text.is_empty()).then_some(Self {
            text,
            at,
            advance,
            size,
        })
    }

    /// Is it on the sheet, and no larger than that? What nobody can see is not read.
    fn is_on(&self, sheet: Rect) -> bool {
        let edge = sheet.width().max(sheet.height());
        let is_letter = |extent: f64| extent > 0.0 && extent <= edge;
        sheet.contains(self.at) && is_letter(self.size) && is_letter(self.advance.hypot())
    }
}

/// What changes a text and is not seen in it: whoever copies gets what stands there.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A line that may go on.
struct Open {
    text: String,
    at: Point,
    /// Its direction, of length one.
    along: Vec2,
    end: Point,
    size: f64,
}

impl Open {
    /// How far the letter stands from the end of the line, in its direction; nothing where it stands elsewhere.
    fn gap(&self, letter: &Letter) -> Option<f64> {
        let away = letter.at - self.end;
        let gap = away.dot(self.along);
        let goes_on = letter.advance.normalize().dot(self.along) > 0.99
            && (0.4..2.5).contains(&(letter.size / self.size))
            && away.cross(self.along).abs() < 0.4 * self.size
            // Further away another column begins; further back it was drawn over.
            && (-0.4 * self.size..1.5 * self.size).contains(&gap);
        goes_on.then_some(gap)
    }
}

/// Takes what is drawn and keeps the letters.
struct Reader {
    sheet: Rect,
    lines: Vec<Line>,
    open: Option<Open>,
    taken: usize,
    /// Where the last run began, and what it said: drawn again in the same place it is only made bold.
    last: Option<(Point, String)>,
}

impl Reader {
    fn of(sheet: Rect) -> Self {
        Self {
            sheet,
            lines: Vec::new(),
            open: None,
            taken: 0,
            last: None,
        }
    }

    fn takes(&mut self, letters: Vec<Letter>) {
        let Some(first) = letters.first() else { return };
        let said: String = letters.iter().map(|one| one.text.as_str()).collect();
        let again = self.last.as_ref().is_some_and(|(at, text)| {
            *text == said && (*at - first.at).hypot() < 0.15 * first.size
        });
        self.last = Some((first.at, said));
        if again {
            return;
        }
        for letter in letters {
            if self.taken >= MOST {
                return;
            }
            self.taken += letter.text.chars().count();
            self.takes_one(&letter);
        }
    }

    fn takes_one(&mut self, letter: &Letter) {
        let end = letter.at + letter.advance;
        if let Some(open) = &mut self.open
            && let Some(gap) = open.gap(letter)
        {
            let is_apart = gap > 0.2 * open.size;
            if is_apart && !open.text.ends_with(' ') && !letter.text.starts_with(' ') {
                open.text.push(' ');
            }
            open.text.push_str(&letter.text);
            open.end = end;
            open.size = open.size.max(letter.size);
            return;
        }
        self.ends_line();
        self.open = Some(Open {
            text: letter.text.clone(),
            at: letter.at,
            along: letter.advance.normalize(),
            end,
            size: letter.size,
        });
    }

    fn ends_line(&mut self) {
        let Some(open) = self.open.take() else { return };
        let is_said = |c: char| !c.is_whitespace() && c != char::REPLACEMENT_CHARACTER;
        if !open.text.contains(is_said) {
            return;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "places on a page, for looking at"
        )]
        let short = |number: f64| (number * 100.0).round() as f32 / 100.0;
        self.lines.push(Line {
            text: open.text,
            left: short(open.at.x),
            base: short(open.at.y),
            length: short((open.end - open.at).hypot()),
            size: short(open.size),
            turn: short(open.along.atan2().to_degrees()),
        });
    }
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        if self.taken >= MOST {
            return;
        }
        let glyphs = run.glyphs().iter();
        let letters = glyphs.filter_map(|glyph| Letter::of(glyph, props.transform));
        self.takes(letters.filter(|one| one.is_on(self.sheet)).collect());
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro::hayro_syntax::Pdf;
    use satchel_sandbox::paper;

    fn read(file: Vec<u8>) -> Words {
        let pdf = Pdf::new(file).unwrap();
        of(&pdf.pages()[0])
    }

    /// A page on which this is drawn, in Helvetica.
    fn drawn(content: &str) -> Vec<u8> {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>";
        paper::file(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            page.to_owned(),
            paper::stream("", content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
                .to_owned(),
        ])
    }

    fn texts(content: &str) -> Vec<String> {
        let lines = read(drawn(content)).lines.into_iter();
        lines.map(|line| line.text).collect()
    }

    #[test]
    fn each_line_is_read_where_it_stands() {
        let words = read(paper::pages(&[&["Invoice 4711", "Two pallets"]]));
        assert_eq!((words.width, words.height), (595.0, 842.0));
        let [first, second] = &words.lines[..] else {
            panic!("{words:?}");
        };
        assert_eq!(first.text, "Invoice 4711");
        assert_eq!((first.left, first.base), (72.0, 102.0));
        assert_eq!((first.size, first.turn), (20.0, 0.0));
        // Its letters by Helvetica's own table: 278 556 500 556 278 500 556 278 556 556 556 556 of a thousand.
        assert!((first.length - 114.5).abs() < 1.5, "{}", first.length);
        assert_eq!(second.text, "Two pallets");
        assert_eq!((second.base, second.size), (124.0, 12.0));
    }

    #[test]
    fn what_is_drawn_in_pieces_is_one_line_and_columns_are_two() {
        let pieces = "BT /F1 10 Tf 50 700 Td [(Ord) -10 (er) -400 (no. 7)] TJ ET";
        assert_eq!(texts(pieces), ["Order no. 7"]);
        let columns = "BT /F1 10 Tf 50 700 Td (Item) Tj 200 0 Td (12.50) Tj ET";
        assert_eq!(texts(columns), ["Item", "12.50"]);
    }

    #[test]
    fn what_is_drawn_twice_to_be_bold_is_read_once() {
        let bold = "BT /F1 10 Tf 50 700 Td (Total) Tj 0.4 0 Td (Total) Tj ET";
        assert_eq!(texts(bold), ["Total"]);
        assert_eq!(
            texts("BT 2 Tr /F1 10 Tf 50 700 Td (Total) Tj ET"),
            ["Total"]
        );
    }

    #[test]
    fn a_scan_is_read_by_the_unseen_words_over_it() {
        assert_eq!(
            texts("BT 3 Tr /F1 10 Tf 50 700 Td (Read by a machine) Tj ET"),
            ["Read by a machine"]
        );
    }

    #[test]
    fn a_line_that_goes_up_says_so() {
        let up = read(drawn("BT /F1 10 Tf 0 1 -1 0 300 200 Tm (Upwards) Tj ET"));
        assert_eq!(up.lines[0].turn, -90.0);
        assert_eq!((up.lines[0].left, up.lines[0].base), (300.0, 642.0));
    }

    #[test]
    fn what_stands_beside_the_page_or_is_larger_than_it_is_not_read() {
        let far = "9".repeat(60);
        for content in [
            "BT /F1 10 Tf 900 700 Td (Beside) Tj ET".to_owned(),
            "BT /F1 10 Tf 50 -20 Td (Below) Tj ET".to_owned(),
            "BT /F1 5000 Tf 50 700 Td (Large) Tj ET".to_owned(),
            format!("BT /F1 10 Tf {far} 700 Td (Far away) Tj ET"),
        ] {
            assert!(texts(&content).is_empty(), "{content}");
        }
    }

    #[test]
    fn letters_without_extent_or_without_end_harm_nothing() {
        assert!(texts("BT /F1 0 Tf 50 700 Td (Nothing) Tj ET").is_empty());
        assert!(texts("0 0 0 0 0 0 cm BT /F1 9 Tf 50 700 Td (Nothing) Tj ET").is_empty());
        assert!(texts("").is_empty());
        let line = format!("({}) Tj T* ", "many ".repeat(100));
        let many = format!("BT /F1 1 Tf 1 TL 1 800 Td {} ET", line.repeat(100));
        let taken: usize = texts(&many).iter().map(|text| text.chars().count()).sum();
        assert!((MOST..MOST + 10).contains(&taken), "{taken}");
    }
}
