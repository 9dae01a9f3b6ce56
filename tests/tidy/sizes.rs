//! Small files that say what they are for.

use crate::files::{File, below};
use crate::none;

/// Longer than this, and a file is two files.
const LONGEST: usize = 500;

/// Written by `cargo xtask bindings`, not by a person.
const GENERATED: &str = "ui/src/api/bindings.ts";

fn written() -> Vec<File> {
    let mut files = below("", &["rs", "ts", "svelte"]);
    files.retain(|file| file.path != GENERATED);
    files
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let mut sizes: Vec<(usize, String)> = written()
        .into_iter()
        .map(|file| (file.text.lines().count(), file.path))
        .collect();
    sizes.sort();
    let median = sizes.get(sizes.len() / 2).map_or(0, |(lines, _)| *lines);
    println!("{} files, median {median} lines; the longest:", sizes.len());
    for (lines, path) in sizes.iter().rev().take(5) {
        println!("{lines:>5} {path}");
    }
    let too_long = sizes.iter().filter(|(lines, _)| *lines > LONGEST);
    let culprits: Vec<String> = too_long
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(
        "Cut these files where their story turns; 120 lines are a good size.",
        &culprits,
    );
}

#[test]
fn every_source_begins_by_saying_what_lives_in_it() {
    let mut culprits = vec![];
    for file in written() {
        let openings: &[&str] = match file.extension() {
            "rs" => &["//!"],
            _ if !file.path.starts_with("ui/src/") => continue,
            "svelte" => &["<!--"],
            _ => &["//", "/*"],
        };
        if !openings
            .iter()
            .any(|opening| file.text.starts_with(opening))
        {
            culprits.push(format!(
                "{} should begin with {}",
                file.path,
                openings.join(" or ")
            ));
        }
    }
    none(
        "Begin with a few lines: what lives here, what must not, where the story goes on.",
        &culprits,
    );
}
