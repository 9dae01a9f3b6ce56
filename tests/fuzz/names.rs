//! File names: whatever a server calls a file, what is proposed is one harmless component that a disk takes.

use crate::chance::Chance;
use crate::hunt::hunt;
use satchel_core::attachment::safe_name;
use std::path::{Component, Path};

const PIECES: [&str; 40] = [
    "..",
    ".",
    "/",
    "\\",
    "\0",
    "\n",
    " ",
    "\u{a0}",
    "%2e%2e%2f",
    "CON",
    "nul",
    "com1",
    "LPT9.txt",
    ".txt",
    ".desktop",
    "C:",
    "\\\\host\\share\\",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{61c}",
    "\u{feff}",
    "\u{2028}",
    "\u{200b}",
    "a",
    "invoice",
    ".pdf",
    "レポート",
    "🙂",
    "e\u{301}",
    "<img src=x>",
    "\"",
    "'",
    "; filename=",
    "filename*=UTF-8''",
    "|",
    "~",
    "-",
    "\u{7f}",
    "\u{85}",
];
const RESERVED: [&str; 30] = [
    "conin$", "conout$", "com¹", "com²", "com³", "lpt¹", "lpt²", "lpt³", "con", "prn", "aux",
    "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

#[test]
fn names_are_one_harmless_component() {
    let make = |chance: &mut Chance| {
        let mut name = String::new();
        for _ in 0..chance.below(12) {
            let times = if chance.once_in(12) {
                chance.below(300)
            } else {
                1
            };
            name.push_str(&chance.pick(&PIECES).repeat(times));
        }
        name
    };
    hunt("names_are_one_harmless_component", 60_000, make, |name| {
        harmless(name)
    });
}

/// Is what is proposed for this name harmless?
fn harmless(name: &str) -> Result<(), String> {
    let safe = safe_name(name);
    let mut parts = Path::new(&safe).components();
    let is_one = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    );
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | ':' | '\u{ad}' | '\u{115f}' | '\u{180e}' | '\u{3164}' | '\u{fffe}' | '\u{e0000}'..='\u{e007f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let stem = safe
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let why = if !is_one {
        "is not one component"
    } else if safe.chars().any(hidden) {
        "hides something"
    } else if safe.len() > 200 {
        "is longer than disks take"
    } else if safe.starts_with('.') || safe.ends_with(['.', ' ']) {
        "begins or ends with what disks take away or hide"
    } else if RESERVED.contains(&stem.as_str()) {
        "is a device"
    } else if safe_name(&safe) != safe {
        "is not safe yet"
    } else {
        return Ok(());
    };
    Err(format!("{safe:?} {why}"))
}

/// What people have tried, not what chance comes up with (T13).
#[test]
fn five_hundred_names_that_mean_harm_are_one_harmless_component() {
    let names = satchel_tests::hostile::file_names();
    assert!(names.len() >= 500, "{}", names.len());
    for name in names {
        if let Err(why) = harmless(&name) {
            panic!("{name:?}: {why}");
        }
    }
}
