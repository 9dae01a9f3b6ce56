//! The window at 320 CSS pixels, as at 400 % zoom of 1280: 480 pixels with letters of 150 %, which all sizes follow. And with
//! more contrast.

use fantoccini::key::Key;
use satchel_sandbox::ADMIN;
use serde_json::json;

use super::glance::Glances;
use super::{BUSY, a_busy_case};
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// What can be pressed or typed into and lies beyond an edge of the window, and in nothing that scrolls to it.
const BEYOND: &str = "const wide = document.documentElement.clientWidth;
    const scrolls = (one) => {
        for (let at = one.parentElement; at; at = at.parentElement)
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
        return false;
    };
    const over = document.querySelector('dialog[open]') ?? document;
    return [...over.querySelectorAll('button, input, select, textarea, a[href]')].flatMap((one) => {
        const at = one.getBoundingClientRect();
        if (at.width < 2 || getComputedStyle(one).visibility === 'hidden' || scrolls(one)) return [];
        return at.left < -1 || at.right > wide + 1 ? [`${one.outerHTML.slice(0, 120)}: ${at.left} to ${at.right}`] : [];
    })";

fn looks(desk: &Desk, seen: &mut Glances<'_>, name: &str) {
    seen.at(name);
    assert_eq!(desk.asks(BEYOND, vec![]), json!([]), "{name}");
}

#[test]
fn everything_can_be_reached_at_320_pixels() {
    let server = Server::start(60);
    a_busy_case(&server);
    let desk = Desk::open(Home::new("gallery_narrow"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.clicks("nav-settings");
    desk.waits_for("shortcuts");
    desk.chooses("text-size", "150");
    desk.is_sized(480, 800);
    desk.waits("a narrow window", |desk| {
        desk.asks("return window.innerWidth", vec![]) == 480
    });
    let mut seen = Glances::new(&desk);
    looks(&desk, &mut seen, "narrow-settings");
    desk.looks_at("all");
    looks(&desk, &mut seen, "narrow-queue");
    desk.types("search", "gate B12");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    looks(&desk, &mut seen, "narrow-found");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.waits_for_text("timeline-item", "It prints blanks again");
    assert_eq!(desk.title(), BUSY);
    looks(&desk, &mut seen, "narrow-case");
    server.unplug();
    desk.says("public", "A new print head is on its way.");
    desk.presses(&[char::from(Key::Escape), char::from(Key::Escape)]);
    desk.clicks("nav-outbox");
    desk.waits_for("outbox-item");
    looks(&desk, &mut seen, "narrow-outbox");
    desk.clicks("status-word");
    desk.waits_for("sync-now");
    looks(&desk, &mut seen, "narrow-sync-centre");
    desk.presses(&[char::from(Key::Escape)]);
    desk.clicks("nav-alerts");
    looks(&desk, &mut seen, "narrow-alerts");
    desk.presses_together(&[char::from(Key::Control), 'k']);
    desk.waits_for("palette-text");
    looks(&desk, &mut seen, "narrow-palette");
    desk.presses(&[char::from(Key::Escape)]);
    desk.clicks("new-case");
    desk.waits_for("new-case-name");
    looks(&desk, &mut seen, "narrow-new-case");
    desk.presses(&[char::from(Key::Escape)]);
    seen.end();
}

#[test]
fn more_contrast_is_readable_in_both_themes() {
    let server = Server::start(60);
    a_busy_case(&server);
    let desk = Desk::open(Home::new("gallery_contrast"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.clicks("nav-settings");
    desk.waits_for("shortcuts");
    desk.clicks("contrast-more");
    desk.waits("more contrast", |desk| {
        desk.asks("return document.documentElement.dataset.contrast", vec![]) == "more"
    });
    let mut seen = Glances::new(&desk);
    seen.at("contrast-settings");
    desk.looks_at("all");
    desk.presses(&['7', 'j']);
    seen.at("contrast-queue");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.waits_for("composer-text");
    seen.at("contrast-case");
    seen.end();
}
