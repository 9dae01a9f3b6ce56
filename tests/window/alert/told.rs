//! Alerts on the real desktop: one notification for a case, its buttons, nothing of a customer's where that is wished, and
//! quiet while the desktop wants it.

use std::time::Duration;

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ALICE, NewWebCase};

use crate::desk::Desk;
use crate::desktop::{self, Recorder};
use crate::home::Home;
use crate::screen::Screen;
use crate::server::Server;

const NAME: &str = "Gate B12 lets nobody through";

fn a_pressing_case(server: &Server, name: &str) -> uuid::Uuid {
    let new = NewWebCase {
        name: name.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now())
}

/// Alice's window, put away, and whoever writes down what her desktop is sent.
fn put_away(server: &Server, home: &'static str, choose: impl Fn(&Desk)) -> (Desk, Recorder) {
    desktop::leaves_in_peace(false);
    let desk = Desk::open(Home::new(home), &[]);
    let recorder = Recorder::start();
    desk.signs_in(server, ALICE);
    desk.waits_until_up_to_date();
    choose(&desk);
    (desk, recorder)
}

#[test]
fn the_next_notification_of_a_case_takes_the_place_of_the_last_also_after_a_restart() {
    let server = Server::start(60);
    let (mut desk, recorder) = put_away(&server, "told_again", |_| {});
    let case = a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.actions(0), ["default", "open", "snooze", "take"]);

    // Mentioned on the same case, after the app was ended without a word and started again.
    desk.restarts();
    desk.waits_until_up_to_date();
    let said = "@alice can you look?";
    server
        .crm()
        .web_comments(case, "bob", said, false, Utc::now());
    desk.syncs();
    desk.waits("the second one", |_| recorder.titles().len() == 2);
    desk.waits("one on the screen", |_| desktop::shown() == 1);
    assert_eq!(recorder.replaces(0), "0");
    assert_ne!(recorder.replaces(1), "0", "it names the one it replaces");

    desktop::click();
    desk.waits("the case of the notification", |desk| desk.title() == NAME);
}

#[test]
fn a_case_is_taken_and_put_off_by_the_buttons_of_its_notification() {
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_buttons", |_| {});
    a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    desktop::chooses("take");
    let me = server.crm().me(ALICE).expect("alice").person.profile;
    desk.waits("the case on the server, hers", |_| {
        server.case(NAME).assigned_to.contains(&me)
    });
    assert_ne!(desk.title(), NAME, "nothing was opened by it");

    a_pressing_case(&server, "The other gate, too");
    desk.syncs();
    desk.waits("its notification", |_| recorder.titles().len() == 2);
    desktop::chooses("snooze");
    desk.clicks("nav-alerts");
    desk.waits("when it comes again", |desk| desk.sees("alert-later"));
}

#[test]
fn nothing_of_a_customers_is_on_the_bus_where_that_is_wished() {
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_private", |desk| {
        desk.clicks("nav-settings");
        desk.clicks("privacy-always");
        desk.waits("the choice", |desk| {
            !desk.texts("privacy-always:checked").is_empty() || desk.sees("privacy-always:checked")
        });
        desk.looks_at("all");
    });
    a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), ["New case with priority Urgent"]);
    let all = recorder.said();
    assert!(
        !all.contains("Gate B12") && !all.contains("nobody through"),
        "{all}"
    );
    // It leads to the case all the same.
    desk.is_put_away();
    desktop::click();
    desk.waits("the window", Desk::is_in_sight);
    desk.waits("the case of the notification", |desk| desk.title() == NAME);
}

#[test]
fn on_a_locked_screen_nothing_of_a_customers_is_shown_and_afterwards_it_is() {
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_locked", |desk| {
        // It does not lock with the screen, so it goes on telling.
        desk.clicks("nav-settings");
        desk.clicks("lock-onScreenLock");
        desk.waits_for("lock-onScreenLock:not(:checked)");
        desk.looks_at("all");
    });
    let screen = Screen::start();
    screen.locks();
    a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), ["New case with priority Urgent"]);
    let all = recorder.said();
    assert!(!all.contains("Gate B12"), "{all}");
    assert!(desk.sees("queue"), "Satchel itself is open");

    screen.opens();
    a_pressing_case(&server, "The other gate, too");
    desk.syncs();
    desk.waits("the second one", |_| recorder.titles().len() == 2);
    assert_eq!(recorder.titles()[1], "The other gate, too");
}

#[test]
fn a_desktop_that_is_not_to_be_disturbed_is_left_in_peace_and_told_afterwards() {
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_peace", |_| {});
    desktop::leaves_in_peace(true);
    a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the alert in the inbox", |desk| {
        desk.count("nav-alerts") == 1
    });
    assert_eq!(recorder.titles(), [""; 0], "not now");
    desktop::leaves_in_peace(false);
    // The shell looks again by itself.
    desk.waits_long("the notification", Duration::from_secs(60), |_| {
        recorder.titles() == [NAME]
    });
}

#[test]
fn what_is_on_the_desktop_loses_a_customers_words_when_satchel_locks() {
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_covered", |_| {});
    a_pressing_case(&server, NAME);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), [NAME]);
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.waits("what takes its place", |_| recorder.titles().len() == 2);
    assert_eq!(recorder.titles()[1], "New case with priority Urgent");
    assert_ne!(recorder.replaces(1), "0");
    assert_eq!(desktop::shown(), 1);
    let drawn = desktop::drawn();
    assert!(!drawn.contains("Gate B12"), "{drawn}");
}

/// Quit, its pressing cases stay on the desktop without a customer's word, and a click starts it with the case.
#[test]
fn a_click_on_what_stayed_starts_satchel_with_the_case() {
    let server = Server::start(60);
    let (mut desk, recorder) = put_away(&server, "told_left", |_| {});
    a_pressing_case(&server, NAME);
    a_pressing_case(&server, "Gate B13, too");
    desk.syncs();
    desk.waits("both notifications", |_| desktop::shown() == 2);
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    desk.waits("what stays", |_| recorder.titles().len() == 4);
    assert_eq!(recorder.titles()[2..], ["New case with priority Urgent"; 2]);
    for n in [2, 3] {
        assert_ne!(recorder.replaces(n), "0");
        assert_eq!(recorder.actions(n), ["default"]);
    }
    let last = recorder.said();
    let mut last = last.split("member=Notify").skip(3);
    assert!(last.all(|call| !call.contains("Gate B1")));
    desk.waits("two on the screen", |_| desktop::shown() == 2);
    assert_eq!(desktop::running("--after-quitting").len(), 1);

    desktop::click();
    let started = desk.tries(desk.patience(), || {
        desktop::running("satchel://case/").into_iter().next()
    });
    let (process, arguments) = started.expect("Satchel, started by the click");
    desk.waits_long("its window", desk.patience() * 2, |_| {
        desktop::is_titled("Satchel")
    });
    desk.waits("that nobody stays any more", |_| {
        desktop::running("--after-quitting").is_empty() && desktop::shown() == 0
    });
    desktop::ends(process);
    desk.waits("its end", |_| {
        desktop::running("satchel://case/").is_empty()
    });

    // Which case that was.
    let case = arguments.rsplit("satchel://case/").next().expect("its id");
    desk.restarts();
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    desk.opens(case);
    assert!(desk.title().contains("Gate B1"), "{}", desk.title());
}

/// Markup in a case's name and in what somebody wrote is shown as text by the real daemon: neither bold nor a link, and not
/// with the signs that only machines read.
#[test]
fn markup_of_a_customers_is_text_on_the_desktop_too() {
    const ODD: &str = "<b>R&D</b> <img src=x> <a href='http://x/'>pay</a>";
    let server = Server::start(60);
    let (desk, recorder) = put_away(&server, "told_markup", |_| {});
    a_pressing_case(&server, ODD);
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), [ODD], "a title is no markup");
    let drawn = desktop::drawn();
    let escaped = "&lt;b&gt;R&amp;D&lt;/b&gt; &lt;img src=x&gt; &lt;a href=&apos;http://x/&apos;&gt;pay&lt;/a&gt;";
    assert!(
        drawn.contains(escaped) || drawn.contains(&escaped.replace("&apos;", "&#39;")),
        "{drawn}"
    );

    // Where the title is ours, the text may be a customer's.
    let case = server.case(ODD).id;
    let said = "@alice <u>look</u> & <script>x</script>";
    server
        .crm()
        .web_comments(case, "bob", said, false, Utc::now());
    desk.syncs();
    desk.waits("the second one", |_| recorder.titles().len() == 2);
    desk.waits("it on the screen", |_| desktop::shown() == 1);
    let drawn = desktop::drawn();
    assert!(
        !drawn.contains("<u>") && !drawn.contains("<script"),
        "{drawn}"
    );
    assert!(
        !drawn.contains("&amp;lt;") && !drawn.contains("&amp;amp;"),
        "{drawn}"
    );
}
