//! A released migration is never edited: people's files were made with it. The lock names the released ones.
//!
//! At a release, add a line `<file> <hash>` to tests/tidy/migrations.lock for each new migration;
//! `cargo test -p satchel-tests --test tidy migration -- --nocapture` prints them.

use std::collections::BTreeMap;

use crate::files::{below, must_read};
use crate::none;

const FOLDER: &str = "src-tauri/core/src/store/migrations/";

#[test]
fn a_released_migration_is_never_edited() {
    let lock = must_read("tests/tidy/migrations.lock");
    let mut locked: BTreeMap<&str, &str> = lock
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .collect();
    let mut culprits = vec![];
    for file in below(FOLDER, &["sql"]) {
        let name = file.path.strip_prefix(FOLDER).unwrap_or(&file.path);
        let hash = format!("{:016x}", fnv1a(file.text.as_bytes()));
        match locked.remove(name) {
            None => println!("not released: {name} {hash}"),
            Some(wanted) if wanted == hash => {}
            Some(_) => culprits.push(format!("{name} was edited")),
        }
    }
    culprits.extend(locked.keys().map(|name| format!("{name} is gone")));
    none("Take the change back and write a new migration.", &culprits);
}

#[test]
fn migrations_are_numbered_without_holes() {
    let files = below(FOLDER, &["sql"]);
    let misnamed = |(number, path): (u32, &str)| {
        let wanted = format!("{FOLDER}{number:04}_");
        (!path.starts_with(&wanted)).then(|| format!("{path}: {number:04}_….sql was expected"))
    };
    let culprits: Vec<String> = (1..)
        .zip(files.iter().map(|file| file.path.as_str()))
        .filter_map(misnamed)
        .collect();
    none(
        "Migrations run in the order of their names, counted from 0001.",
        &culprits,
    );
}

/// FNV-1a: no protection against malice, enough against forgetting.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn the_hash_is_the_published_one() {
    assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
}
