//! Journey 8: a pressing case arrives, the desktop says so once, and a click brings it.

mod deaf;
mod told;

use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ALICE, NewWebCase};

use crate::desk::Desk;
use crate::desktop::{self, Recorder};
use crate::home::Home;
use crate::server::Server;

const NAME: &str = "Checkout refuses every card since noon";
/// Long enough for a second notification, if there were one.
const A_WHILE: Duration = Duration::from_secs(3);

#[test]
fn a_pressing_case_is_notified_once_and_a_click_opens_it() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::new("alert"), &[]);
    let recorder = Recorder::start();
    desk.signs_in(&server, ALICE);
    assert_eq!(
        recorder.titles(),
        [""; 0],
        "what was there before is not news"
    );

    let new = NewWebCase {
        name: NAME.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    desk.syncs();
    desk.is_put_away();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), [NAME]);
    desk.waits("its entry in Alerts", |desk| desk.count("nav-alerts") == 1);

    desktop::click();
    desk.waits("the window", Desk::is_in_sight);
    desk.waits("the case of the notification", |desk| desk.title() == NAME);
    assert!(desk.open_case().is_some());
    desk.waits("that it was looked at", |desk| {
        desk.count("nav-alerts") == 0
    });

    // The same again, by hand and by a new start, is not another alert.
    desk.syncs();
    desk.waits_until_up_to_date();
    desk.restarts();
    desk.waits_until_up_to_date();
    desk.syncs();
    std::thread::sleep(A_WHILE);
    assert_eq!(recorder.titles(), [NAME], "told once");
    desk.clicks("nav-alerts");
    desk.waits_for_text("alert", NAME);
    desk.clicks("alert");
    desk.waits("the case of the alert", |desk| desk.title() == NAME);
}

#[test]
fn what_a_person_raises_themselves_is_no_news_to_them() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("alert_own"), &[]);
    let recorder = Recorder::start();
    desk.signs_in(&server, ALICE);
    let calm = server.a_calm_case();
    desk.looks_at("all");
    desk.types("search", &calm.name);
    desk.waits("the case that was searched", |desk| desk.rows().len() == 1);
    let found = desk.rows().into_iter().next().expect("a row");
    desk.opens(&found);

    desk.chooses("prop-priority", "Urgent");
    desk.waits("the change on the server", |_| {
        server.case(&calm.name).priority == "Urgent"
    });
    desk.syncs();
    desk.waits_until_up_to_date();
    std::thread::sleep(A_WHILE);
    assert_eq!(
        recorder.titles(),
        [""; 0],
        "no notification of one's own change"
    );
    assert_eq!(desk.count("nav-alerts"), 0, "no alert of one's own change");
}
