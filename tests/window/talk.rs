//! A case in which much was said: it opens at its newest as quickly as any, and what was said before is one press away, without
//! what is read moving under the eyes.

use chrono::{TimeDelta, Utc};
use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const SAID: usize = 2_000;
/// So many of its entries are drawn at first.
const NEWEST: usize = 50;

#[test]
fn a_case_of_two_thousand_comments_opens_at_its_newest_and_shows_the_earlier_ones_when_asked() {
    let server = Server::start(20);
    let case = server.a_calm_case();
    let began = Utc::now() - TimeDelta::hours(40);
    for number in 0..SAID {
        let at = began + TimeDelta::minutes(i64::try_from(number).expect("small"));
        let text =
            format!("Said, number {number}. The customer asks whether it is there on Thursday.");
        server.crm().web_comments(case.id, "bob", &text, false, at);
    }
    let desk = Desk::open(Home::new("talk"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    let rows = desk.rows();
    desk.opens(&rows[0]);
    desk.waits("its conversation", |desk| drawn(desk) > 0);
    assert_eq!(desk.title(), case.name);
    assert_eq!(drawn(&desk), NEWEST);
    assert!(read(&desk).contains("1999"), "{}", read(&desk));

    // What is looked for is drawn, wherever it is, in sight and marked; and then it is as before.
    desk.presses_together(&[char::from(Key::Control), 'f']);
    desk.waits("the field", |desk| desk.is_focused("find-text"));
    desk.writes("1007.");
    desk.waits("what is looked for", |desk| {
        found(desk).contains("number 1007.")
    });
    desk.waits("it is in sight", |desk| desk.asks(IN_SIGHT, vec![]) == true);
    assert_eq!(desk.asks(MARKS, vec![]), 1);
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no field", |desk| !desk.sees("find-bar"));
    assert_eq!(drawn(&desk), NEWEST);

    // Who reads the first of them and asks for what was before it reads on where it stood.
    desk.asks(TO_THE_FIRST, vec![]);
    let before = read_at_the_top(&desk);
    desk.clicks("show-earlier");
    desk.waits("what was said before", |desk| drawn(desk) == 3 * NEWEST);
    assert_eq!(read_at_the_top(&desk), before);
    for shown in [450, 1_350] {
        desk.clicks("show-earlier");
        desk.waits("more of it", |desk| drawn(desk) == shown);
    }
    desk.clicks("show-earlier");
    desk.waits("all of it", |desk| drawn(desk) >= SAID);
    assert!(!desk.sees("show-earlier"));
}

/// A webview paints a text with thousands of marks for seconds, and hostile ones for ever.
#[test]
fn a_word_that_stands_thousands_of_times_in_a_log_is_marked_some_hundreds_of_times() {
    let server = Server::start(20);
    let case = server.a_calm_case();
    let now = Utc::now();
    let log = "12:00:01 the gate says error 17\n".repeat(5_000);
    let from = ("The log", "bob@desk.example");
    server.crm().web_mails(case.id, &log, from, now);
    let later = now + TimeDelta::seconds(1);
    server
        .crm()
        .web_comments(case.id, "bob", "Another error", false, later);
    let desk = Desk::open(Home::new("talk_log"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    let rows = desk.rows();
    desk.opens(&rows[0]);
    desk.waits("its conversation", |desk| drawn(desk) > 1);
    desk.presses_together(&[char::from(Key::Control), 'f']);
    desk.waits("the field", |desk| desk.is_focused("find-text"));
    desk.writes("error");
    desk.waits("what is looked for", |desk| {
        found(desk).contains("Another error")
    });
    desk.waits("the marks", |desk| {
        let marks = desk.asks(MARKS, vec![]).as_u64();
        marks.is_some_and(|marks| (100..1_000).contains(&marks))
    });
}

const TO_THE_FIRST: &str = "document.querySelector('[data-testid=timeline-item]').scrollIntoView()";

const IN_SIGHT: &str =
    "const entry = document.querySelector('[data-testid=timeline-item][aria-current]');
    const [here, all] = [entry, entry.closest('section')].map((one) => one.getBoundingClientRect());
    return here.top >= all.top && here.bottom <= all.bottom";
const MARKS: &str = "return CSS.highlights.get('found')?.size ?? 0";

/// What the entry says that was looked for.
fn found(desk: &Desk) -> String {
    desk.texts("timeline-item[aria-current]").concat()
}

/// How many entries there are.
fn drawn(desk: &Desk) -> usize {
    let script = "return document.querySelectorAll('[data-testid=timeline-item]').length";
    let count = desk.asks(script, vec![]).as_u64();
    usize::try_from(count.unwrap_or_default()).expect("few")
}

/// What the last comments say.
fn read(desk: &Desk) -> String {
    let script = "return [...document.querySelectorAll('[data-testid=timeline-item]')].slice(-3)
        .map((one) => one.textContent).join()";
    desk.asks(script, vec![]).to_string()
}

/// What is the first that can be read whole.
fn read_at_the_top(desk: &Desk) -> String {
    let script = "const entries = [...document.querySelectorAll('[data-testid=timeline-item]')];
        const top = entries[0].closest('section').getBoundingClientRect().top;
        return entries.find((one) => one.getBoundingClientRect().top >= top - 1).textContent";
    desk.asks(script, vec![]).to_string()
}
