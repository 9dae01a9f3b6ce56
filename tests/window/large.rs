//! A picture of fifty megapixels among the files of a case: it is drawn, one larger is refused in words, the original is saved
//! whole, and neither takes the memory of several at once.

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::driver;
use crate::home::Home;
use crate::server::Server;

/// Decoded, one takes 150 MB; two at once would take twice that.
const AT_MOST_KB: u64 = 260 * 1024;

#[test]
fn a_picture_of_fifty_megapixels_is_drawn_and_a_larger_one_refused_while_the_window_goes_on() {
    let server = Server::start(10);
    let case = server.a_calm_case();
    let (largest, too_large) = (black(8000, 6250), black(8000, 6251));
    let files = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(Home::new("large_picture"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.types("search", &case.name);
    desk.waits("the case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    for (name, bytes) in [
        ("first.png", &largest),
        ("second.png", &largest),
        ("vast.png", &too_large),
    ] {
        let file = files.path().join(name);
        std::fs::write(&file, bytes).expect("a picture");
        desk.attaches(&file);
    }
    let before = most_memory();

    // As fast as the arrows go: nobody waits for the first.
    desk.asks(LAST_BUT_TWO, vec![]);
    desk.waits_for("preview[data-kind=picture] img");
    desk.presses(&[char::from(Key::Right)]);
    desk.waits("the second", |desk| desk.sees_dialog("second.png"));
    desk.waits_long("it is drawn", desk.patience() * 3, |desk| {
        desk.asks(DRAWN, vec![]) == serde_json::json!([1600, 1250])
    });
    let taken = most_memory() - before;
    assert!(taken < AT_MOST_KB, "{taken} kB more for two pictures");

    let saved = files.path().join("saved.png");
    desk.clicks("preview-save");
    desktop::answers_dialog(&desk, "Save as", &saved);
    desk.waits("the original, whole", |_| {
        std::fs::read(&saved).is_ok_and(|bytes| bytes == largest)
    });
    desk.presses(&[char::from(Key::Right)]);
    desk.waits("the one that is too large", |desk| {
        desk.sees_dialog("vast.png")
    });
    desk.waits_for_text("preview", "larger than 50 megapixels");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no preview", |desk| !desk.sees("preview"));
    assert!(desk.runs());
    desk.says("public", "Thank you for the pictures.");
}

const LAST_BUT_TWO: &str =
    "[...document.querySelectorAll('[data-testid=file-preview]')].at(-3).click()";
const DRAWN: &str = "const picture = document.querySelector('[data-testid=preview] img');
    return picture?.complete ? [picture.naturalWidth, picture.naturalHeight] : null";

/// The most that the app ever held, in kB.
fn most_memory() -> u64 {
    let binary = driver::binary().canonicalize().expect("the app");
    let all = std::fs::read_dir("/proc").expect("the processes").flatten();
    let app = all
        .map(|entry| entry.path())
        .find(|process| std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == binary));
    let status = std::fs::read_to_string(app.expect("it runs").join("status")).expect("told");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.expect("the most").trim().trim_end_matches(" kB");
    digits.parse().expect("a number")
}

/// A black picture, packed as tightly as PNG can: one run of zeros, written by hand, since a packer takes seconds for it.
fn black(width: u32, height: u32) -> Vec<u8> {
    let raw = u64::from(height) * (1 + 3 * u64::from(width));
    let mut bits = Bits::default();
    // One last block with the usual code: a zero, and then the longest runs of it.
    bits.put(&[1, 1, 0]);
    let zero = [0, 0, 1, 1, 0, 0, 0, 0];
    let run: Vec<u8> = [[1, 1, 0, 0, 0, 1, 0, 1].as_slice(), &[0; 5]].concat();
    let (runs, rest) = ((raw - 1) / 258, (raw - 1) % 258);
    for _ in 0..=rest {
        bits.put(&zero);
    }
    for _ in 0..runs {
        bits.put(&run);
    }
    bits.put(&[0; 7]);
    let mut packed = vec![0x78, 0x01];
    packed.append(&mut bits.bytes);
    let sum = u32::try_from(raw % 65_521).expect("small") << 16 | 1;
    packed.extend(sum.to_be_bytes());

    let mut header = vec![];
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", packed), (b"IEND", vec![])] {
        let length = u32::try_from(content.len()).expect("small");
        let part = [kind.as_slice(), &content].concat();
        png.extend(length.to_be_bytes());
        png.extend(&part);
        png.extend(checked(&part).to_be_bytes());
    }
    png
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: usize,
}

impl Bits {
    fn put(&mut self, bits: &[u8]) {
        for bit in bits {
            if self.count.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("a byte");
            *last |= bit << (self.count % 8);
            self.count += 1;
        }
    }
}

/// The check sum of a part of a PNG.
fn checked(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}
