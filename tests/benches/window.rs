//! What a person waits for in the real window, with 100,000 cases and 300,000 comments here and no server in reach:
//! `cargo xtask bench --window`. Prints one table; the figures of one run are in docs/performance.md.
//!
//! Times are taken inside the page, from the event to the second frame after the change, so that the driver's own way
//! does not count. Each is set beside something of the same run to compare with: an empty list of the same height, a
//! window with nothing in it. How the mirror is filled is `window/filling.rs`, what is asked of the page `window/page.rs`.
//! The hands and eyes are those of `tests/window`.
#![cfg(target_os = "linux")]
#![expect(
    dead_code,
    reason = "the hands and eyes are the tests' of the window, which use the rest of them"
)]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and its table is for people"
)]

#[path = "../window/desk.rs"]
mod desk;
#[path = "../window/desktop.rs"]
mod desktop;
#[path = "../window/driver.rs"]
mod driver;
#[path = "../window/eyes.rs"]
mod eyes;
#[path = "../window/hands.rs"]
mod hands;
#[path = "../window/home.rs"]
mod home;
#[path = "../window/server.rs"]
mod server;

#[path = "window/filling.rs"]
mod filling;
#[path = "window/memory.rs"]
mod memory;
#[path = "window/page.rs"]
mod page;

use std::time::{Duration, Instant};

use desk::Desk;
use home::Home;
use satchel_sandbox::ALICE;
use server::Server;

const PASSPHRASE: &str = "correct horse battery staple";
/// How long filling the list may take at the first look, on two slow cores.
const OPENING: Duration = Duration::from_secs(60);

fn main() {
    let number = |name: &str, otherwise: usize| {
        let given = std::env::var(name).ok();
        given.map_or(otherwise, |text| text.parse().expect("a number"))
    };
    let cases = number("SATCHEL_CASES", 100_000);
    let comments = number("SATCHEL_COMMENTS", 3);

    let server = Server::start(200);
    let mut desk = Desk::open(Home::without_keyring("bench_window"), &[]);
    desk.waits_for("signin-server");
    std::thread::sleep(Duration::from_secs(2));
    let blank = memory::of_the_app();
    desk.gives_token(&server.origin(), ALICE);
    desk.waits_for("passphrase-again");
    desk.types("passphrase", PASSPHRASE);
    desk.types("passphrase-again", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_until_up_to_date();
    desk.end();
    server.unplug();

    let start = Instant::now();
    let folder = desk.home().accounts();
    let slots = folder.iter().find(|file| file.ends_with("keyslots.json"));
    let folder = slots.and_then(|file| file.parent()).expect("the mirror");
    filling::fill(folder, PASSPHRASE, cases, comments);
    println!(
        "filled in {:.0} s: {cases} cases, {} comments, {:.0} MB on disk",
        start.elapsed().as_secs_f64(),
        cases * comments,
        filling::megabytes(folder)
    );

    desk.restarts();
    desk.waits_for("passphrase");
    desk.types("passphrase", PASSPHRASE);
    row("what", "median", "worst, or beside");
    page::opens(&desk);
    desk.clicks("passphrase-submit");
    desk.waits_long("the list", OPENING, |desk| !desk.rows().is_empty());
    page::told(&desk, "unlocked to a painted list (one run)");

    page::views(&desk);
    page::keystrokes(&desk);
    page::palette(&desk);
    page::cases(&desk);
    page::scrolls(&desk);
    let here = memory::of_the_app();
    row(
        "memory, app and web processes (PSS)",
        &format!("{here:.0} MB"),
        &format!("{blank:.0} MB with nothing in it, {:.1} x", here / blank),
    );
    page::shipped();
}

/// One line of the table.
fn row(what: &str, measured: &str, beside: &str) {
    println!("{what:<52} {measured:>12}  {beside}");
}
