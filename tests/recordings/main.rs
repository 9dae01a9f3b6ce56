//! THE CONTRACT: what a real server answered, played again against the sandbox, and compared.
//!
//! `scripts/` says which recordings are played in which order, and what must happen before; each script begins in the
//! world the recordings were made in (`world.json`). `play.rs` plays, `ask.rs` rebuilds the requests, `bind.rs` keeps
//! the ids of there and here together, `compare.rs` compares. What is not played is in `not_covered.txt`, with its
//! reason. `quirks.rs` proves the traps one by one.
//!
//! The recordings are looked for in `../shared/contract/recordings`, or where `SATCHEL_RECORDINGS` says. Without them
//! a part of them is played, which is kept in `fixtures/`. `live.rs` asks a real server instead.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says what was missing"
)]

mod ask;
mod bind;
mod compare;
mod live;
mod play;
mod quirks;
mod recording;
mod script;

use std::collections::BTreeSet;
use std::io::Write;

use recording::Recordings;

/// What stands in `not_covered.txt`: a name and a reason a line.
fn not_covered() -> BTreeSet<String> {
    let text = include_str!("not_covered.txt");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line.split_once(": ").expect("a name and a reason");
            assert!(reason.len() > 10, "{name}: say why");
            name.to_owned()
        })
        .collect()
}

/// Past the test harness, which swallows what a passing test prints.
fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{line}").expect("stdout");
}

#[test]
fn the_sandbox_answers_as_the_real_server_did() {
    let recordings = Recordings::find();
    let refused = not_covered();
    let mut played = BTreeSet::new();
    let mut wrong = Vec::new();
    for script in script::all() {
        if recordings.are_fixtures && !play::can_play(&script, &recordings) {
            continue;
        }
        let outcome = play::play(&script, &recordings);
        for name in outcome.played {
            assert!(played.insert(name.clone()), "{name} is played twice");
        }
        wrong.extend(outcome.wrong);
    }
    let known: BTreeSet<String> = recordings.names().map(str::to_owned).collect();
    let both: Vec<_> = played.intersection(&refused).collect();
    assert!(both.is_empty(), "played, and in not_covered.txt: {both:?}");
    let forgotten: Vec<_> = known
        .iter()
        .filter(|name| !played.contains(*name) && !refused.contains(*name))
        .collect();
    let wrong_names: BTreeSet<&String> = wrong.iter().map(|(name, _)| name).collect();
    let covered = known.intersection(&played).count();
    if recordings.are_fixtures {
        say("contract: the recordings are not here; the part of them in fixtures/ is played");
    }
    say(&format!(
        "contract: {} recordings, {covered} covered, {} agree, {} not covered",
        known.len(),
        covered - wrong_names.len(),
        known.len() - covered,
    ));
    let told: Vec<String> = wrong
        .iter()
        .map(|(name, how)| format!("{name}: {how}"))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(
        forgotten.is_empty(),
        "neither played nor in not_covered.txt: {forgotten:?}"
    );
}
