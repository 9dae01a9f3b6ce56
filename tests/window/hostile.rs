//! Text that means harm, in every place where a server, a colleague or a customer can put text (T5): it is shown as text,
//! nothing of it becomes an element, runs, loads or leads anywhere, rows keep their height and the page its width. And a
//! paste of megabytes.
//!
//! What was sown is in `hostile/sown.rs`, what must not come of it in `hostile/harm.rs`. With `cargo xtask test security
//! --long` the same is looked at in a narrow window, too, and each text alone.

pub(crate) mod harm;
mod sown;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ADMIN, Fate, Method, NewWebCase, When};
use satchel_tests::hostile::{Hostile, MARK, long_word, texts_to};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;
use harm::{Elsewhere, Watched, harm};
use sown::{Sown, sow};

/// How long a list of hundreds may take to be scrolled through, and a case with hundreds of entries to be drawn.
const LONG: Duration = Duration::from_secs(120);

/// The texts of everything that fits, whole and as they are.
const WHOLE: &str =
    "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)";

/// Scrolls a list from its top to its end and collects what its cells show, by column.
const SCROLLED: &str = "const [columns, done] = arguments;
    const viewport = document.querySelector('[data-testid=queue] .viewport');
    const frame = () => new Promise((on) => requestAnimationFrame(() => setTimeout(on, 10)));
    const shown = Object.fromEntries(Object.keys(columns).map((key) => [key, new Set()]));
    (async () => {
        viewport.scrollTop = 0;
        for (;;) {
            do await frame(); while (document.querySelector('[data-testid=queue-row]:not([data-case-id])') !== null);
            for (const [key, selector] of Object.entries(columns))
                for (const cell of document.querySelectorAll('[data-testid=queue-row] ' + selector))
                    shown[key].add(cell.textContent);
            const before = viewport.scrollTop;
            viewport.scrollTop += viewport.clientHeight;
            if (viewport.scrollTop === before) break;
        }
        viewport.scrollTop = 0;
        done(Object.fromEntries(Object.entries(shown).map(([key, all]) => [key, [...all]])));
    })();";

fn whole(desk: &Desk, selector: &str) -> BTreeSet<String> {
    strings(&desk.asks(WHOLE, vec![json!(selector)]))
}

fn strings(value: &Value) -> BTreeSet<String> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).map(plain).collect()
}

/// What stands at the ends is the page's: blanks of its source. E-mails come with line ends of one kind.
fn plain(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_matches(is_blank).to_owned()
}

/// Each is shown, letter for letter.
#[track_caller]
fn are_shown<'a>(
    place: &str,
    wanted: impl IntoIterator<Item = &'a String>,
    shown: &BTreeSet<String>,
) {
    let missing: Vec<String> = wanted
        .into_iter()
        .map(|text| plain(text))
        // A name of which the server kept nothing.
        .filter(|text| !text.is_empty() && !shown.contains(text))
        .map(|text| text.chars().take(80).collect())
        .collect();
    let some: Vec<&String> = shown.iter().take(3).collect();
    assert!(
        missing.is_empty(),
        "{place}: {} are not shown as they are: {:?}\nshown, for example: {some:?}",
        missing.len(),
        missing.iter().take(5).collect::<Vec<_>>()
    );
}

#[test]
fn hostile_text_is_shown_as_text_wherever_it_stands() {
    let elsewhere = Elsewhere::start();
    let texts = texts_to(&elsewhere.host);
    let server = Server::start(5);
    let sown = sow(&server, &texts);
    let some: Vec<&str> = texts
        .iter()
        .step_by(20)
        .map(|one| one.text.as_str())
        .collect();
    server.crm().set_organization(&some.concat());
    let desk = Desk::open(Home::new("hostile"), &[]);
    let watched = Watched::page(&desk);
    desk.signs_in(&server, ADMIN);
    the_control_is_seen(&desk);

    in_the_list(&desk, &watched, &sown, &texts);
    in_cases(&desk, &watched, &sown);
    around_the_composer(&desk, &watched, &texts);
    in_alerts(&desk, &watched, &server, &sown);
    desk.clicks("nav-settings");
    desk.waits_for("settings-account");
    watched.is_unharmed(&desk, "the settings, with the organization's name");
    let shown = whole(&desk, "[data-testid=settings-account] dd");
    are_shown("the organization", [&some.concat()], &shown);
    assert_eq!(elsewhere.came(), 0, "nobody went elsewhere");
}

/// Is there time to look at everything?
fn is_long() -> bool {
    std::env::var_os("SATCHEL_LONG").is_some()
}

/// What looks for harm sees it: an element of a text's making, made by the test itself, and taken away.
#[track_caller]
fn the_control_is_seen(desk: &Desk) {
    let breach = "document.querySelector('main, #app').insertAdjacentHTML('beforeend',
        '<i id=control><img src=x onerror=hit=1><b>x</b></i>')";
    desk.asks(breach, vec![]);
    desk.waits("the control in all its ways", |desk| {
        let harm = harm(desk);
        ["asked for", "element was made", "handler"]
            .iter()
            .all(|word| harm.contains(word))
    });
    desk.asks(
        "document.querySelector('#control').remove(); window.refused = []",
        vec![],
    );
    assert_eq!(harm(desk), "");
}

fn in_the_list(desk: &Desk, watched: &Watched, sown: &Sown, texts: &[Hostile]) {
    desk.looks_at("all");
    desk.waits("all of them", |desk| {
        is_as_long(desk, sown.names.len() + sown.crowded.len())
    });
    let columns = json!({
        "name": ".name > .theirs", "account": ".account .theirs", "who": ".assignees > .theirs",
        "status": ".status", "priority": ".priority",
    });
    let shown = desk.asks_and_waits(SCROLLED, vec![columns]);
    watched.is_unharmed(desk, "the list");
    are_shown("names of cases", &sown.names, &strings(&shown["name"]));
    let all: Vec<String> = texts.iter().map(|one| one.text.clone()).collect();
    are_shown("accounts", &all, &strings(&shown["account"]));
    are_shown("people", &all, &strings(&shown["who"]));
    are_shown("statuses", &all, &strings(&shown["status"]));
    let priorities = strings(&shown["priority"]);
    for text in &all {
        assert!(
            priorities.iter().any(|one| one.contains(&plain(text))),
            "a priority: {text:?}"
        );
    }

    desk.types("search", MARK);
    desk.waits("what was found, with the words marked", |desk| {
        desk.sees("passage")
            && !whole(desk, "[data-testid=queue-row] mark").is_empty()
            && is_as_long(desk, sown.names.len())
    });
    let passages = json!({ "name": ".name > .theirs", "passage": ".passage .theirs" });
    // The best comes first, and what is best moves as long as conversations arrive: a row may go past whoever scrolls.
    let mut found = BTreeSet::new();
    for _ in 0..5 {
        let shown = desk.asks_and_waits(SCROLLED, vec![passages.clone()]);
        found.extend(strings(&shown["name"]));
        if sown.names.iter().all(|name| found.contains(&plain(name))) {
            break;
        }
    }
    watched.is_unharmed(desk, "what was found");
    are_shown("names that were found", &sown.names, &found);
    desk.empties("search");

    desk.clicks("layout-board");
    desk.waits("cards", |desk| desk.texts("board-card").len() > 4);
    watched.is_unharmed(desk, "the board");
    desk.clicks("layout-accounts");
    desk.waits("accounts", |desk| desk.texts("account-line").len() > 99);
    watched.is_unharmed(desk, "the accounts");
    let shown = whole(desk, "[data-testid=account-line] .theirs");
    let known: BTreeSet<String> = all.iter().map(|text| plain(text)).collect();
    assert!(shown.is_subset(&known), "accounts are called as they are");
    desk.clicks("layout-list");
    desk.waits("the list again", |desk| desk.sees("queue"));
}

/// Is the list at least that long?
fn is_as_long(desk: &Desk, cases: usize) -> bool {
    let rows = desk.attributes("queue", "aria-rowcount");
    let rows = rows.first().and_then(|rows| rows.parse().ok());
    rows.is_some_and(|rows: usize| rows > cases)
}

/// Neither where the case lies over the list, nor in the narrowest window.
fn is_unharmed_when_narrow(desk: &Desk, watched: &Watched, name: &str) {
    for width in [800, 480, 1280] {
        desk.is_sized(width, 900);
        desk.waits("its new width", |desk| {
            let wide = desk.asks("return window.innerWidth", vec![]).as_u64();
            wide.is_some_and(|wide| wide.abs_diff(u64::from(width)) < 20)
        });
        watched.is_unharmed(desk, &format!("{name}, {width} wide"));
    }
}

/// Finds the case of this name, which is the only one, and opens it.
fn opens_the_one(desk: &Desk, name: &str) {
    desk.types_over("search", &format!("\"{name}\""));
    desk.waits("the one case", |desk| {
        let rows = desk.texts("queue-row");
        rows.len() == 1 && rows.iter().all(|row| row.contains(name))
    });
    let row = desk.rows().remove(0);
    desk.opens(&row);
}

fn in_cases(desk: &Desk, watched: &Watched, sown: &Sown) {
    for crowd in &sown.crowded {
        opens_the_one(desk, &crowd.name);
        let last = plain(crowd.texts.last().expect("a text"));
        desk.waits("its whole conversation", |desk| {
            let there = |selector| whole(desk, selector).contains(&last);
            desk.title() == crowd.name && there(".email .subject") && there(".activity .theirs")
        });
        // Of a long conversation the earlier entries are drawn when they are asked for.
        desk.waits("all of it", |desk| {
            let there = desk.sees("show-earlier");
            if there {
                desk.clicks("show-earlier");
            }
            !there
        });
        watched.is_unharmed(desk, &crowd.name);
        if is_long() {
            is_unharmed_when_narrow(desk, watched, &crowd.name);
        }
        let arrows: Vec<String> = crowd
            .texts
            .iter()
            .map(|text| format!("{text} → {text}"))
            .collect();
        let description = vec![crowd.texts.join("\n")];
        for (place, selector, wanted) in [
            ("the description", ".timeline .text", &description),
            ("comments", "[data-audience=public] .text", &crowd.texts),
            ("notes", "[data-audience=internal] .text", &crowd.texts),
            ("authors", ".comment .by", &crowd.texts),
            ("senders", ".email .by", &crowd.texts),
            ("subjects", ".email .subject", &crowd.texts),
            ("e-mails", ".email .text", &crowd.texts),
            ("files", ".attachment .by", &crowd.files),
            ("who attached", ".attachment .soft.theirs", &crowd.texts),
            ("the history", ".activity .theirs", &arrows),
            ("who made history", ".activity .theirs", &crowd.texts),
            (
                "assignees",
                "[data-testid=set-assignees] .theirs",
                &crowd.texts,
            ),
            (
                "contacts",
                "[data-testid=set-contacts] .theirs",
                &crowd.texts,
            ),
            ("teams", "[data-testid=set-teams] .theirs", &crowd.texts),
            ("tags", "[data-testid=set-tags] .theirs", &crowd.texts),
            ("labels of fields", ".facts dt.theirs", &crowd.texts),
            ("values of fields", ".facts dd.theirs", &crowd.texts),
        ] {
            are_shown(place, wanted, &whole(desk, selector));
        }
    }
    opens_the_one(desk, &sown.long);
    desk.waits_long("a word of a megabyte", LONG, |desk| {
        whole(desk, "[data-audience=public] .text").contains(&long_word())
    });
    watched.is_unharmed(desk, "a word of a megabyte, and files of odd names");
    desk.empties("search");
}

/// Saved answers and articles are offered, and one is put into the reply.
fn around_the_composer(desk: &Desk, watched: &Watched, texts: &[Hostile]) {
    desk.clicks("composer-public");
    desk.clicks("insert-answer");
    for one in texts.iter().step_by(40) {
        let number = one
            .text
            .split_whitespace()
            .find(|word| word.starts_with(MARK));
        desk.types_over("answer-search", number.expect("its number"));
        desk.waits("the answer that was meant", |desk| {
            whole(desk, "[data-testid=answer-search-list] .name").contains(&plain(&one.text))
        });
        watched.is_unharmed(desk, one.what);
    }
    desk.clicks("answer-search-list [role=option]");
    desk.waits("the answer in the reply", |desk| {
        desk.value("composer-text").contains(MARK)
    });
    watched.is_unharmed(desk, "the reply");
    desk.empties("composer-text");
}

/// What comes while the window is open is an alert, with the case's name and whoever wrote.
fn in_alerts(desk: &Desk, watched: &Watched, server: &Server, sown: &Sown) {
    let ada = server.crm().me(ADMIN).expect("ada").person;
    let mention = format!("@{} look", ada.handle());
    // The inbox shows the hundred newest.
    let some: Vec<&String> = sown.names.iter().step_by(4).take(100).collect();
    for name in some.iter().copied() {
        let mut crm = server.crm();
        let case = crm.case_named(name).expect("the case");
        let (id, who) = (case.id, case.assigned_to.first().copied());
        crm.web_comments(id, who.expect("somebody"), &mention, false, Utc::now());
    }
    desk.syncs();
    desk.waits_until_up_to_date();
    desk.clicks("nav-alerts");
    desk.waits_long("an alert for each", LONG, |desk| {
        whole(desk, "[data-testid=alert] .name").len() >= some.len()
    });
    watched.is_unharmed(desk, "the alerts");
    are_shown(
        "names in alerts",
        some,
        &whole(desk, "[data-testid=alert] .name"),
    );
}

/// The words in which a server refuses something are its own.
#[test]
fn hostile_words_of_a_server_that_refuses_are_shown_as_text() {
    let elsewhere = Elsewhere::start();
    let server = Server::start(60);
    let desk = Desk::open(Home::new("hostile_refusal"), &[]);
    let watched = Watched::page(&desk);
    desk.signs_in(&server, ADMIN);
    let texts = texts_to(&elsewhere.host);
    let some: Vec<&Hostile> = texts
        .iter()
        .filter(|one| one.text.len() < 200)
        .step_by(if is_long() { 3 } else { 16 })
        .collect();
    for one in &some {
        let answer = Fate::Answer {
            status: 400,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: json!({ "error": true, "errors": { "priority": [format!("No: {}", one.text)] } })
                .to_string()
                .into_bytes(),
            after_effect: false,
        };
        server
            .crm()
            .faults
            .next(When::method(Method::Patch), answer);
    }
    desk.looks_at("all");
    desk.presses_together(&[char::from(fantoccini::key::Key::Control), 'a']);
    desk.asks(
        "document.querySelector('[data-testid=queue]').focus()",
        vec![],
    );
    desk.presses(&['x']);
    for _ in 1..some.len() {
        desk.presses_together(&[
            char::from(fantoccini::key::Key::Shift),
            char::from(fantoccini::key::Key::Down),
        ]);
    }
    desk.presses(&['s']);
    desk.waits("the choice of a status", |desk| desk.sees("bulk-dialog"));
    desk.chooses("bulk-value", "Pending");
    desk.waits("what would change", |desk| {
        desk.text("bulk-plan").contains("would change")
    });
    desk.clicks("bulk-perform");
    desk.clicks("nav-needs-you");
    desk.waits_long("what was refused, in the server's words", LONG, |desk| {
        // Of many, the rest is drawn when it is asked for.
        if desk.sees("show-more") {
            desk.clicks("show-more");
        }
        desk.texts("outbox-item")
            .iter()
            .filter(|text| text.contains(MARK))
            .count()
            > some.len() / 2
    });
    watched.is_unharmed(&desk, "what was refused");
    assert_eq!(elsewhere.came(), 0, "nobody went elsewhere");
}

/// Hands the page a text as the clipboard does; WebDriver has no hand for it.
const PASTES: &str = "const [size, done] = arguments;
    const field = document.querySelector('[data-testid=composer-text]');
    field.focus();
    const data = new DataTransfer();
    data.setData('text/plain', 'pasted words '.repeat(Math.ceil(size / 13)).slice(0, size));
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
    field.dispatchEvent(event);
    done(event.defaultPrevented);";

#[test]
fn ten_megabytes_pasted_into_a_reply_arrive_whole_as_a_file_and_the_window_goes_on() {
    const PASTED: usize = 10 * 1024 * 1024;
    let server = Server::start(10);
    let new = NewWebCase {
        name: "For a long answer".to_owned(),
        ..NewWebCase::default()
    };
    let case = server.crm().web_creates_case("bob", new, Utc::now());
    let desk = Desk::open(Home::new("hostile_paste"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    opens_the_one(&desk, "For a long answer");
    desk.clicks("composer-public");
    desk.types("composer-text", "Dear customer,");
    let taken = desk.asks_and_waits(PASTES, vec![json!(PASTED)]);
    assert_eq!(taken, json!(true), "no text field has to hold it");
    desk.waits_for_text("pasted", "10\u{a0}MB");
    assert_eq!(desk.value("composer-text"), "Dear customer,");
    desk.clicks("attach-pasted");
    desk.waits_long("the whole text on the server, as a file", LONG, |_| {
        let crm = server.crm();
        let file = crm.attachments_of(case).first();
        let bytes = file.and_then(|file| crm.bytes_of(file.id));
        bytes
            .is_some_and(|bytes| bytes.len() == PASTED && bytes.starts_with(b"pasted words pasted"))
    });
    assert_eq!(desk.value("composer-text"), "Dear customer,");
    desk.waits_until_up_to_date();
}

/// A megabyte is typed, or dropped by some other program past the clipboard: every letter of it is kept.
#[test]
fn a_megabyte_in_a_reply_is_there_again_after_the_app_was_ended_without_a_word() {
    const WRITTEN: usize = 1024 * 1024;
    let server = Server::start(10);
    let new = NewWebCase {
        name: "For a long answer".to_owned(),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    let mut desk = Desk::open(Home::new("hostile_written"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    opens_the_one(&desk, "For a long answer");
    desk.clicks("composer-public");
    let write = "const field = document.querySelector('[data-testid=composer-text]');
        field.focus();
        field.setRangeText('written words '.repeat(arguments[0]).slice(0, arguments[0]), 0, 0, 'end');
        field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
        field.blur();";
    desk.asks(write, vec![json!(WRITTEN)]);
    let length = |desk: &Desk| {
        let script =
            "return document.querySelector('[data-testid=composer-text]')?.value.length ?? 0";
        desk.asks(script, vec![]).as_u64().unwrap_or_default()
    };
    desk.clicks("nav-alerts");
    desk.waits("another place", |desk| {
        desk.sees("nav-alerts[aria-current=page]")
    });
    desk.looks_at("all");
    opens_the_one(&desk, "For a long answer");
    desk.waits("the whole text again", |desk| {
        length(desk) == WRITTEN as u64
    });
    desk.restarts();
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    opens_the_one(&desk, "For a long answer");
    desk.waits("the whole text after a restart", |desk| {
        length(desk) == WRITTEN as u64
    });
}
