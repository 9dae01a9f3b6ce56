//! A case on paper: the desktop's own dialog prints it into a PDF, with how old it is, and without internal notes where that is
//! wished.

use std::path::Path;
use std::process::Command;

use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

const REPLY: &str = "Kernbeisser looks at it tomorrow";
const NOTE: &str = "Zaunammer says they pay late";

/// What can be read in a PDF, with one blank between two words.
fn read(file: &Path) -> Option<String> {
    let mut pdftotext = Command::new("pdftotext");
    let told = pdftotext.arg(file).arg("-").output();
    let told = told.expect("pdftotext starts; `cargo xtask setup` installs it");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    (told.status.success() && !words.is_empty()).then(|| words.join(" "))
}

/// The case that is open becomes a PDF in the home.
#[track_caller]
fn prints(desk: &Desk, without_notes: bool) -> String {
    // What the desktop's dialog proposes: the folder that the program runs in.
    let file = desk.home().folder().join("output.pdf");
    let _none_yet = std::fs::remove_file(&file);
    desk.clicks("case-more");
    desk.clicks("case-export");
    desk.clicks("export-print");
    if without_notes {
        desk.clicks("export-without-notes");
    }
    desk.clicks("export-go");
    desktop::prints(desk);
    let read = desk.tries(desk.patience(), || read(&file));
    let read = read.unwrap_or_else(|| panic!("no PDF in {}", file.display()));
    desk.presses(&[char::from(fantoccini::key::Key::Escape)]);
    desk.waits("a closed dialog", |desk| !desk.sees("export-dialog"));
    read
}

#[test]
fn a_case_becomes_a_pdf_that_says_how_old_it_is_and_internal_notes_stay_out_where_that_is_wished() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("printed"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let title = desk.title();
    desk.says("public", REPLY);
    desk.says("internal", NOTE);
    desk.waits("both on the server", |_| {
        server.times_said(REPLY) + server.times_said(NOTE) == 2
    });

    let whole = prints(&desk, false);
    for part in [title.as_str(), REPLY, NOTE, "As of"] {
        assert!(whole.contains(part), "{part:?} is not in {whole}");
    }
    let customers = prints(&desk, true);
    assert!(
        customers.contains(REPLY) && !customers.contains(NOTE),
        "{customers}"
    );
}
