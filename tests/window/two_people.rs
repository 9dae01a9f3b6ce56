//! Two people at one computer, one after the other in the same window: nothing of the one stays in sight of the other, and
//! nothing of either is lost.

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ALICE, BOB, NewWebCase, Role};

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

const NAME: &str = "Gate B12 is stuck";
const BEGUN: &str = "Bob's half a descri";

fn turns_to_the_other_copy(desk: &Desk) {
    desk.clicks("nav-settings");
    desk.clicks("other-mirror");
    desk.waits_for("queue");
}

#[test]
fn what_stands_outside_of_a_copy_goes_when_another_persons_is_opened_and_nothing_typed_is_lost() {
    let server = Server::start(20);
    let bob = server.crm().person("bob").expect("bob").profile;
    server.crm().set_role(bob, Role::Admin);
    desktop::leaves_in_peace(false);
    let desk = Desk::open(Home::new("two_people"), &[]);
    desk.signs_in(&server, ALICE);
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.clicks("lock-sign-in");
    desk.signs_in_with(BOB);
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let new = NewWebCase {
        name: NAME.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("alice", new, Utc::now());
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);

    let (main, own) = desk.opens_its_own_window();
    desk.turns_to(&own);
    desk.waits("the case in it", |desk| desk.sees("case-window"));
    desk.clicks("description-edit");
    desk.types_over("description-text", BEGUN);
    desk.turns_to(&main);
    turns_to_the_other_copy(&desk);
    desk.waits("one window", |desk| desk.windows().len() == 1);
    desk.waits("no notification of somebody else", |_| {
        desktop::shown() == 0
    });

    turns_to_the_other_copy(&desk);
    desk.looks_at("all");
    desk.opens(&row);
    desk.waits("what he had begun", |desk| {
        desk.value("description-text") == BEGUN
    });
}
