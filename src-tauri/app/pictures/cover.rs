//! What a person covers on a picture before it leaves, and the arrows they draw on it: burnt into the pixels of a new file, which
//! has nothing of the covered parts any more, nor what a camera wrote beside them. Pure: bytes in, bytes out.

use super::decode;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use serde::Deserialize;
use std::path::Path;

const BLACK: Rgba<u8> = Rgba([0, 0, 0, 255]);
const RED: Rgba<u8> = Rgba([214, 40, 40, 255]);
const WHITE: Rgba<u8> = Rgba([255, 255, 255, 255]);
/// Of a JPEG that is written again: no difference can be seen.
const QUALITY: u8 = 92;

/// What a stroke is: a cover over all between two corners, or an arrow from one place to another.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum StrokeKind {
    /// Nothing below it is left.
    Cover,
    /// It points at something.
    Arrow,
}

/// A cover or an arrow, and where it is, each place as shares of the picture's width and height, from its upper left corner.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stroke {
    /// What.
    pub(crate) kind: StrokeKind,
    /// Where it begins.
    pub(crate) from: (f64, f64),
    /// Where it ends.
    pub(crate) to: (f64, f64),
}

/// The name and the bytes of the picture with its strokes; `None`: it is no picture that can be drawn.
pub(crate) fn covered(name: &str, bytes: &[u8], strokes: &[Stroke]) -> Option<(String, Vec<u8>)> {
    let is_jpeg = matches!(image::guess_format(bytes), Ok(ImageFormat::Jpeg));
    let mut picture = decode(bytes)?.into_rgba8();
    for stroke in strokes {
        draw(&mut picture, *stroke);
    }
    let mut out = Vec::new();
    let written = if is_jpeg {
        let opaque = DynamicImage::from(picture).into_rgb8();
        opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    } else {
        picture.write_with_encoder(PngEncoder::new(&mut out))
    };
    written.ok()?;
    let name = if is_jpeg { name.into() } else { as_png(name) };
    Some((name, out))
}

/// Its name says what it is now.
fn as_png(name: &str) -> String {
    let path = Path::new(name);
    let is_png = |end: &std::ffi::OsStr| end.eq_ignore_ascii_case("png");
    match path.extension() {
        Some(end) if is_png(end) => name.to_owned(),
        Some(_) => path.with_extension("png").to_string_lossy().into_owned(),
        None => format!("{name}.png"),
    }
}

fn draw(picture: &mut RgbaImage, stroke: Stroke) {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let at = |(x, y): (f64, f64)| (share(x) * width, share(y) * height);
    let (from, to) = (at(stroke.from), at(stroke.to));
    match stroke.kind {
        // Whatever is touched by it is covered whole.
        StrokeKind::Cover => paint(picture, from, to, 0.0, |_| Some(BLACK)),
        StrokeKind::Arrow => {
            let arrow = Arrow::new(from, to, (width.max(height) * 0.004).max(2.0));
            paint(picture, from, to, arrow.half * 6.0, |at| arrow.color(at));
        }
    }
}

/// No place lies outside of the picture, and none is no number.
fn share(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(0.0, 1.0)
    }
}

/// Gives each pixel between two corners, and so far around them, its color.
fn paint(
    picture: &mut RgbaImage,
    (x1, y1): (f64, f64),
    (x2, y2): (f64, f64),
    around: f64,
    color: impl Fn((f64, f64)) -> Option<Rgba<u8>>,
) {
    let across = pixels(x1.min(x2) - around, x1.max(x2) + around, picture.width());
    for y in pixels(y1.min(y2) - around, y1.max(y2) + around, picture.height()) {
        for x in across.clone() {
            if let Some(color) = color((f64::from(x) + 0.5, f64::from(y) + 0.5)) {
                picture.put_pixel(x, y, color);
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both lie within the picture"
)]
fn pixels(from: f64, to: f64, size: u32) -> std::ops::Range<u32> {
    let within = |value: f64| value.clamp(0.0, f64::from(size)) as u32;
    within(from.floor())..within(to.ceil())
}

/// A line with a head, red with a white rim, so that it is seen on any ground.
struct Arrow {
    from: (f64, f64),
    to: (f64, f64),
    neck: (f64, f64),
    wings: [(f64, f64); 2],
    /// Half of the line's width.
    half: f64,
}

impl Arrow {
    fn new(from: (f64, f64), to: (f64, f64), half: f64) -> Arrow {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        let (dx, dy) = (dx / length, dy / length);
        let head = (half * 8.0).min(length);
        let neck = (to.0 - dx * head, to.1 - dy * head);
        let wing = |side: f64| (neck.0 - dy * side, neck.1 + dx * side);
        let wings = [wing(half * 3.5), wing(half * -3.5)];
        Arrow {
            from,
            to,
            neck,
            wings,
            half,
        }
    }

    fn color(&self, at: (f64, f64)) -> Option<Rgba<u8>> {
        let [left, right] = self.wings;
        let to_head = match is_inside(at, [self.to, left, right]) {
            true => 0.0,
            false => [(self.to, left), (left, right), (right, self.to)]
                .map(|(a, b)| distance(at, a, b))
                .into_iter()
                .fold(f64::INFINITY, f64::min),
        };
        let far = to_head.min(distance(at, self.from, self.neck) - self.half);
        let rim = self.half * 0.6;
        match far {
            far if far <= 0.0 => Some(RED),
            far if far <= rim => Some(WHITE),
            _ => None,
        }
    }
}

/// How far a place is from a line between two others.
fn distance(at: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let squared = dx * dx + dy * dy;
    let along = ((at.0 - a.0) * dx + (at.1 - a.1) * dy) / squared.max(f64::MIN_POSITIVE);
    let along = along.clamp(0.0, 1.0);
    (at.0 - a.0 - along * dx).hypot(at.1 - a.1 - along * dy)
}

fn is_inside(at: (f64, f64), [a, b, c]: [(f64, f64); 3]) -> bool {
    let side =
        |p: (f64, f64), q: (f64, f64)| (q.0 - p.0) * (at.1 - p.1) - (q.1 - p.1) * (at.0 - p.0);
    let sides = [side(a, b), side(b, c), side(c, a)];
    sides.iter().all(|s| *s >= 0.0) || sides.iter().all(|s| *s <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GenericImageView;
    use std::io::Cursor;

    fn picture(format: ImageFormat) -> Vec<u8> {
        // Every pixel is another: what is left of one can be told.
        let noisy = image::RgbImage::from_fn(200, 100, |x, y| {
            let value = |n: u32| u8::try_from((x * 31 + y * 17 + n * 7) % 200 + 40).unwrap();
            image::Rgb([value(1), value(2), value(3)])
        });
        let mut bytes = Cursor::new(Vec::new());
        noisy.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn stroke(kind: StrokeKind, from: (f64, f64), to: (f64, f64)) -> Stroke {
        Stroke { kind, from, to }
    }

    #[test]
    fn nothing_is_left_of_what_is_covered_and_all_of_the_rest() {
        let bytes = picture(ImageFormat::Png);
        // Drawn from the lower right, as hands do.
        let cover = stroke(StrokeKind::Cover, (0.5, 0.5), (0.25, 0.2));
        let (name, out) = covered("shot.PNG", &bytes, &[cover]).unwrap();
        assert_eq!(name, "shot.PNG");
        let (before, after) = (
            image::load_from_memory(&bytes).unwrap(),
            image::load_from_memory(&out).unwrap(),
        );
        for (x, y, pixel) in after.pixels() {
            let is_covered = (50..100).contains(&x) && (20..50).contains(&y);
            let expected = if is_covered {
                BLACK
            } else {
                before.get_pixel(x, y)
            };
            assert_eq!(pixel, expected, "{x}, {y}");
        }
    }

    #[test]
    fn a_photo_stays_one_and_is_black_where_it_is_covered() {
        let cover = stroke(StrokeKind::Cover, (0.0, 0.0), (0.5, 1.0));
        let (name, out) = covered("photo.jpg", &picture(ImageFormat::Jpeg), &[cover]).unwrap();
        assert_eq!(name, "photo.jpg");
        assert!(matches!(image::guess_format(&out), Ok(ImageFormat::Jpeg)));
        let after = image::load_from_memory(&out).unwrap().into_rgb8();
        // Beside the edge the blocks of the format run into each other; well inside there is nothing.
        assert!((0..80).all(|x| (0..100).all(|y| after.get_pixel(x, y).0.iter().all(|c| *c < 4))));
    }

    #[test]
    fn what_can_only_be_read_becomes_a_png_by_name_too() {
        let gif = picture(ImageFormat::Gif);
        let (name, out) = covered("moving.gif", &gif, &[]).unwrap();
        assert_eq!(name, "moving.png");
        assert!(matches!(image::guess_format(&out), Ok(ImageFormat::Png)));
        assert_eq!(covered("x", b"no picture", &[]), None);
    }

    #[test]
    fn an_arrow_points_where_it_was_drawn_and_strokes_beyond_the_edge_do_no_harm() {
        let bytes = picture(ImageFormat::Png);
        let arrow = stroke(StrokeKind::Arrow, (0.1, 0.5), (0.9, 0.5));
        let wild = stroke(StrokeKind::Cover, (f64::NAN, -3.0), (f64::INFINITY, 0.02));
        let dot = stroke(StrokeKind::Arrow, (0.5, 0.9), (0.5, 0.9));
        let (_, out) = covered("shot.png", &bytes, &[arrow, wild, dot]).unwrap();
        let after = image::load_from_memory(&out).unwrap();
        assert_eq!(after.get_pixel(100, 50), RED, "on the line");
        assert_eq!(after.get_pixel(178, 50), RED, "near the point");
        assert_ne!(after.get_pixel(190, 50), RED, "beyond it");
        assert_eq!(after.get_pixel(199, 0), BLACK);
    }
}
