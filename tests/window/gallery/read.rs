//! The files of a case, looked at: a text, a page of a PDF with its words over it, one that is a picture only, and what is no PDF.

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ADMIN, paper};

use super::a_busy_case;
use super::glance::Glances;
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

#[test]
fn what_a_file_says_is_readable_in_both_themes() {
    let server = Server::start(30);
    let case = a_busy_case(&server);
    let lines = [
        "Delivery note 88-1204",
        "",
        "Two pallets of labels, gate B12",
        "Received in good order but for one roll",
    ];
    let note = String::from_utf8(paper::pages(&[&lines, &[]])).expect("ASCII");
    for (name, text) in [
        ("delivery-note.pdf", note.as_str()),
        ("torn.pdf", "%PDF-1.7\nrubbish"),
    ] {
        server
            .crm()
            .web_attaches(case, "bob", name, text, Utc::now());
    }
    let desk = Desk::open(Home::new("gallery_read"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    desk.types("search", "gate B12");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.waits("its files", |desk| desk.texts("file-preview").len() == 3);
    let mut seen = Glances::new(&desk);
    desk.clicks("file-preview");
    desk.waits_for("preview-text");
    seen.at("preview-text");
    desk.presses(&[char::from(Key::Right)]);
    desk.waits_for("page-copy");
    seen.at("preview-pdf");
    desk.presses(&[char::from(Key::PageDown)]);
    desk.waits_for("page-no-words");
    seen.at("preview-pdf-without-words");
    desk.presses(&[char::from(Key::Right)]);
    desk.waits_for("preview-pdf-not");
    seen.at("preview-pdf-torn");
    seen.end();
}
