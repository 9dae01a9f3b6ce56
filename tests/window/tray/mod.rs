//! Satchel on a desktop: its icon in the tray and the few acts there, a window that closes into it by choice, the entry that
//! starts it with the desktop, where its window was.

mod host;
mod panel;

use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ALICE, Fate, NewWebCase, When};

use crate::desk::Desk;
use crate::desktop::{self, Recorder};
use crate::home::Home;
use crate::server::Server;
use host::Host;

const NAME: &str = "Checkout refuses every card since noon";
/// Long enough for a window that ends.
const A_WHILE: Duration = Duration::from_secs(3);

fn says(host: &Host, text: &str) -> bool {
    let icon = host.icon();
    icon.is_some_and(|icon| icon.lines().iter().any(|line| line.text == text))
}

fn choose(host: &Host, text: &str) {
    host.icon().expect("an icon").chooses(text);
}

/// The server wants to be left alone for an hour: nothing but the person brings the next request.
fn waits_for_an_hour(desk: &Desk, server: &Server) {
    let busy = Fate::too_many_requests(Duration::from_secs(3600));
    server.crm().faults.always(When::any(), busy);
    desk.syncs();
    desk.waits("the server's wish", |desk| desk.word() == "trouble");
    server.crm().faults.clear();
}

#[test]
fn the_tray_says_how_things_stand_and_does_its_few_acts() {
    let host = Host::start();
    let server = Server::start(30);
    let desk = Desk::open(Home::new("tray"), &[]);
    desk.signs_in(&server, ALICE);
    desk.waits("the status in the tray", |_| says(&host, "Up to date"));
    let lines = host.icon().expect("an icon").lines();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Up to date",
            "Open Satchel",
            "New case",
            "Sync now",
            "Pause syncing",
            "Quit"
        ]
    );
    assert!(!lines[0].can_be_chosen, "the status is only read");

    choose(&host, "Pause syncing");
    desk.waits("the word Paused", |desk| desk.word() == "paused");
    desk.waits("the same in the tray", |_| says(&host, "Paused"));
    choose(&host, "Resume syncing");
    desk.waits_until_up_to_date();
    desk.waits("the same in the tray", |_| says(&host, "Pause syncing"));

    waits_for_an_hour(&desk, &server);
    choose(&host, "Sync now");
    desk.waits_until_up_to_date();
    desk.is_put_away();
    choose(&host, "Open Satchel");
    desk.waits("the window", Desk::is_in_sight);
    desk.is_put_away();
    choose(&host, "New case");
    desk.waits("the window", Desk::is_in_sight);
    desk.waits_for("new-case-name");
}

#[test]
fn closing_the_window_leaves_satchel_in_the_tray_by_choice_only_and_never_where_there_is_none() {
    let server = Server::start(30);
    let host = Host::start();
    let mut desk = Desk::open(Home::new("tray_close"), &[]);
    desk.signs_in(&server, ALICE);
    desk.clicks("nav-settings");
    desk.clicks("close-to-tray");
    desk.waits_for("close-to-tray:checked");
    desktop::closes_the_window();
    desk.waits("a window out of sight", |desk| !desk.is_in_sight());
    desk.waits("the tray", |_| says(&host, "Open Satchel"));
    choose(&host, "Open Satchel");
    desk.waits("the window", Desk::is_in_sight);

    // The tray is gone: a window that closed into it could not be found again.
    drop(host);
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());

    desk.restarts();
    desk.waits_for("queue");
    let host = Host::start();
    desk.waits("the tray again", |_| says(&host, "Quit"));
    choose(&host, "Quit");
    desk.waits("the end", |desk| !desk.runs());

    // Without the choice, closing ends it, tray or not.
    desk.restarts();
    desk.clicks("nav-settings");
    desk.clicks("close-to-tray");
    desk.waits_for("close-to-tray:not(:checked)");
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
}

#[test]
fn what_a_pressing_case_left_on_the_desktop_is_in_the_inbox_at_the_next_start_and_told_once() {
    let server = Server::start(30);
    let host = Host::start();
    let mut desk = Desk::open(Home::new("tray_quit"), &[]);
    let recorder = Recorder::start();
    desk.signs_in(&server, ALICE);
    let new = NewWebCase {
        name: NAME.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    choose(&host, "Quit");
    desk.waits("the end", |desk| !desk.runs());
    let stays = [NAME, "New case with priority Urgent"];
    desk.waits("what stays", |_| recorder.titles() == stays);
    desk.restarts();
    desk.waits("it in Alerts", |desk| desk.count("nav-alerts") == 1);
    desk.waits("it off the desktop", |_| desktop::shown() == 0);
    assert_eq!(recorder.titles(), stays, "told once");
    // Opening the case from the list sees it.
    desk.looks_at("all");
    desk.types("search", NAME);
    desk.waits("the case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.waits("nothing unseen", |desk| desk.count("nav-alerts") == 0);
}

#[test]
fn the_entry_that_starts_it_with_the_desktop_is_written_and_taken_away() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("autostart"), &[]);
    desk.signs_in(&server, ALICE);
    let entry = desk.home().autostart_entry();
    assert!(!entry.exists(), "not unasked");
    desk.clicks("nav-settings");
    desk.clicks("autostart");
    desk.waits_for("autostart:checked");
    let text = std::fs::read_to_string(&entry).expect("the entry");
    let binary = crate::driver::binary().canonicalize().expect("the app");
    let exec = text.lines().find_map(|line| line.strip_prefix("Exec="));
    let exec = exec.expect("what it starts").replace('"', "");
    assert_eq!(exec, format!("{} --background", binary.display()));
    desk.clicks("autostart");
    desk.waits("no entry", |_| !entry.exists());
}

#[test]
fn started_with_the_desktop_it_waits_in_the_tray_and_shows_itself_where_there_is_none() {
    let server = Server::start(20);
    let host = Host::start();
    let mut desk = Desk::open(Home::new("background"), &[]);
    desk.signs_in(&server, ALICE);
    let asked = server.crm().requests().count();
    desk.restarts_with(&["--background"]);
    desk.waits("a sync without a window", |_| {
        server.crm().requests().count() > asked
    });
    desk.waits("the tray", |_| says(&host, "Open Satchel"));
    assert!(!desktop::is_titled("Satchel"), "nothing is on the screen");
    choose(&host, "Open Satchel");
    desk.waits("the window", |_| desktop::is_titled("Satchel"));
    desk.waits_for("queue");

    drop(host);
    desk.restarts_with(&["--background"]);
    desk.waits("the window", |_| desktop::is_titled("Satchel"));
}

#[test]
fn its_window_is_where_and_as_large_as_it_was() {
    let server = Server::start(20);
    let mut desk = Desk::open(Home::new("window_state"), &[]);
    desk.signs_in(&server, ALICE);
    desktop::places_the_window((140, 90), (900, 640));
    let placed =
        |_: &Desk| desktop::place_of_the_window().is_some_and(|(_, size)| size == (900, 640));
    desk.waits("the new size", placed);
    let before = desktop::place_of_the_window();
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    desk.restarts();
    desk.waits_for("queue");
    desk.waits("the size it had", placed);
    std::thread::sleep(A_WHILE);
    assert_eq!(desktop::place_of_the_window(), before);
}
