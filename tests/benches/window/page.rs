//! What the page tells of its own times.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::row;

/// Watches for one thing: `begin` is the event that starts the clock, `done` says whether what was waited for is in the
/// document. Two frames later it is painted. Of two watches the newer counts: what one waited for in vain is not the next one's.
const WATCH: &str = "const [begin, selector, attribute] = arguments;
    const look = () => [...document.querySelectorAll(selector)].map((e) => e.getAttribute(attribute)).join();
    const before = look();
    window.took = null;
    const mine = window.watched = (window.watched ?? 0) + 1;
    let start = null;
    const begun = (event) => { start ??= event.timeStamp; };
    document.addEventListener(begin, begun, true);
    const each = () => {
        if (window.watched !== mine) document.removeEventListener(begin, begun, true);
        else if (start !== null && look() !== before) {
            document.removeEventListener(begin, begun, true);
            requestAnimationFrame(() => requestAnimationFrame((now) => { window.took = performance.now() - start; }));
        } else requestAnimationFrame(each);
    };
    requestAnimationFrame(each);";

/// Scrolls a thing by a row's worth of pixels each frame and keeps how long the frames took.
const SCROLL: &str = "const [selector, done] = arguments;
    const thing = document.querySelector(selector);
    const frames = [];
    let last = null, left = 300, blank = 0;
    thing.scrollTop = 0;
    const each = (now) => {
        if (last !== null) frames.push(now - last);
        last = now;
        if (thing.matches('.viewport') && thing.querySelector('[data-testid=queue-row]') === null) blank += 1;
        thing.scrollTop += 160;
        left -= 1;
        if (left > 0) requestAnimationFrame(each);
        else done({ frames, blank });
    };
    requestAnimationFrame(each);";

/// An empty list, as high as the real one, over the window.
const EMPTY: &str = "const real = document.querySelector('.viewport');
    const empty = document.createElement('div');
    empty.id = 'empty-list';
    empty.style.cssText = 'position:fixed;inset:0;overflow:auto;background:white;z-index:9';
    const high = document.createElement('div');
    high.style.height = real.scrollHeight + 'px';
    empty.append(high);
    document.body.append(empty);";

/// Times in milliseconds.
struct Times(Vec<f64>);

impl Times {
    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let place = (last as f64 * share).round() as usize;
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }

    fn told(&self, what: &str) {
        let beside = format!(
            "p95 {:.0} ms, worst {:.0} ms of {}",
            self.at(0.95),
            self.at(1.0),
            self.0.len()
        );
        row(what, &format!("{:.0} ms", self.at(0.5)), &beside);
    }
}

fn watches(desk: &Desk, begin: &str, selector: &str, attribute: &str) {
    desk.asks(WATCH, vec![json!(begin), json!(selector), json!(attribute)]);
}

/// What the watch says.
fn took(desk: &Desk) -> f64 {
    let took = desk.tries(desk.patience(), || {
        desk.asks("return window.took", vec![]).as_f64()
    });
    took.expect("what was waited for is painted")
}

const ROWS: &str = "[data-testid=queue-row]";

/// Begins to wait for the first list after unlocking.
pub(crate) fn opens(desk: &Desk) {
    watches(desk, "click", ROWS, "data-case-id");
}

/// What a watch that was begun has seen.
pub(crate) fn told(desk: &Desk, what: &str) {
    let took = took(desk);
    row(what, &format!("{took:.0} ms"), "");
}

/// From one view to another.
pub(crate) fn views(desk: &Desk) {
    let mut times = Vec::new();
    for view in [
        "all",
        "open",
        "all",
        "closed",
        "all",
        "unassigned",
        "all",
        "mine",
        "all",
    ] {
        watches(desk, "click", ROWS, "data-case-id");
        desk.clicks(&format!("nav-{view}"));
        times.push(took(desk));
    }
    Times(times).told("a view is chosen to its painted list");
}

/// A key in the search field to what it finds.
pub(crate) fn keystrokes(desk: &Desk) {
    desk.clicks("nav-all");
    for (what, word) in [
        ("a key of search: words that few cases hold", "#4217"),
        ("a key of search: words that most cases hold", "scanner"),
        (
            "a key of search: a condition and a word",
            "status:new firmware",
        ),
    ] {
        let mut times = Vec::new();
        desk.empties("search");
        for key in word.chars() {
            watches(desk, "keydown", ROWS, "data-case-id");
            desk.presses(&[key]);
            // A key that finds the same first rows, or asks nothing new, shows nothing to wait for.
            let seen = desk.tries(std::time::Duration::from_secs(4), || {
                desk.asks("return window.took", vec![]).as_f64()
            });
            times.extend(seen);
        }
        Times(times).told(what);
    }
    desk.empties("search");
}

/// The key of the palette to its painted lines, and a letter in it to the cases it finds.
pub(crate) fn palette(desk: &Desk) {
    desk.clicks("nav-all");
    let (mut opens, mut finds) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        watches(desk, "keydown", "[data-testid=palette-line]", "data-id");
        desk.presses_together(&[char::from(Key::Control), 'k']);
        opens.push(took(desk));
        watches(
            desk,
            "keydown",
            "[data-testid=palette-line][data-id^=case]",
            "data-id",
        );
        desk.presses(&['s']);
        finds.push(took(desk));
        desk.presses(&[char::from(Key::Escape)]);
        desk.waits("no palette", |desk| !desk.sees("palette-text"));
    }
    Times(opens).told("the palette's key to its painted lines");
    Times(finds).told("a letter in the palette to the cases it finds");
}

/// Enter on a row to the case with its conversation.
pub(crate) fn cases(desk: &Desk) {
    // Its key puts the focus into the list; a click leaves it on the side bar.
    desk.clicks("nav-all");
    desk.presses(&['7']);
    desk.waits("the focus in the list", |desk| desk.is_focused("queue"));
    let mut times = Vec::new();
    for _ in 0..10 {
        desk.presses(&['j']);
        watches(
            desk,
            "keydown",
            "[data-testid=case] [data-testid=timeline-item]",
            "data-kind",
        );
        desk.presses(&[char::from(Key::Enter)]);
        times.push(took(desk));
        desk.presses(&[char::from(Key::Escape)]);
        desk.waits("the list alone", |desk| desk.open_case().is_none());
    }
    Times(times).told("Enter on a row to its painted conversation");
}

/// Frames while scrolling, beside those of an empty list of the same height.
pub(crate) fn scrolls(desk: &Desk) {
    desk.clicks("nav-all");
    let real = desk.asks_and_waits(SCROLL, vec![json!(".viewport")]);
    desk.asks(EMPTY, vec![]);
    let empty = desk.asks_and_waits(SCROLL, vec![json!("#empty-list")]);
    desk.asks("document.getElementById('empty-list').remove()", vec![]);
    let frames = |of: &Value| {
        let all = of.pointer("/frames").and_then(Value::as_array);
        Times(
            all.into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect(),
        )
    };
    let (real_frames, empty_frames) = (frames(&real), frames(&empty));
    let beside = format!(
        "empty list {:.1} ms; p95 {:.1} and {:.1} ms; {} of {} frames without a row",
        empty_frames.at(0.5),
        real_frames.at(0.95),
        empty_frames.at(0.95),
        real.pointer("/blank").and_then(Value::as_u64).unwrap_or(0),
        real_frames.0.len(),
    );
    row(
        "a frame while scrolling four rows a frame",
        &format!("{:.1} ms", real_frames.at(0.5)),
        &beside,
    );
}

/// What the page weighs.
pub(crate) fn shipped() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist/assets");
    let mut sums = [("js", 0), ("css", 0)];
    for file in std::fs::read_dir(assets).into_iter().flatten().flatten() {
        let name = file.file_name();
        for (kind, sum) in &mut sums {
            if Path::new(&name)
                .extension()
                .is_some_and(|ending| ending == *kind)
            {
                *sum += file.metadata().map_or(0, |data| data.len());
            }
        }
    }
    let [(_, script), (_, style)] = sums;
    let kilobytes = |bytes: u64| format!("{:.0} kB", bytes as f64 / 1e3);
    row(
        "script and style shipped, uncompressed",
        &kilobytes(script),
        &format!("and {} of style", kilobytes(style)),
    );
}
