//! A case in a window of its own: as wide as it opens, and as narrow as somebody may make it beside something else.

use satchel_sandbox::ADMIN;

use super::glance::Glances;
use super::{BUSY, a_busy_case};
use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

#[test]
fn a_case_in_its_own_window_is_readable_in_both_themes() {
    let server = Server::start(30);
    a_busy_case(&server);
    let desk = Desk::open(Home::new("gallery_own"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_into("gate B12");
    let (_, own) = desk.opens_its_own_window();
    desk.turns_to(&own);
    desk.waits("the case in it", |desk| {
        desk.sees("case-window") && desk.title() == BUSY
    });
    desk.waits_for_text("timeline-item", "It prints blanks again");
    desk.waits("its name as the window's", |_| desktop::is_titled(BUSY));
    let mut seen = Glances::of(&desk, BUSY);
    seen.at("own-window");
    desk.is_sized(420, 720);
    desk.waits("a narrow window", |desk| {
        desk.asks("return window.innerWidth", vec![]).as_u64() <= Some(460)
    });
    seen.at("own-window-narrow");
    seen.end();
}
