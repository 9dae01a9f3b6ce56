//! Cases as a board: moved by key and by the real mouse, with and without a network; and by account.

use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop::{self, Onto};
use crate::home::Home;
use crate::server::Server;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Where the middle of a card is, and how far it is from there to the middle of a column.
const PLACES: &str = "const [id, status] = arguments;
    const middle = (one) => { const r = one.getBoundingClientRect(); return [r.left + r.width / 2, r.top + Math.min(r.height, 200) / 2]; };
    const [card, column] = [`[data-testid=board-card][data-case-id='${id}']`, `[data-status='${status}']`]
        .map((where) => middle(document.querySelector(where)));
    return [...card, column[0] - card[0], column[1] - card[1]].map(Math.round)";

/// The case of the card where the person is.
const CURRENT: &str =
    "return document.activeElement?.closest('[data-testid=board-card]')?.dataset.caseId ?? null";

fn current(desk: &Desk) -> Option<String> {
    desk.asks(CURRENT, vec![]).as_str().map(str::to_owned)
}

/// The cases of a column, by its status.
fn cards(desk: &Desk, status: &str) -> Vec<String> {
    desk.attributes(
        &format!("board-column[data-status={status}] [data-testid=board-card]"),
        "data-case-id",
    )
}

fn count(desk: &Desk, status: &str) -> String {
    desk.text(&format!(
        "board-column[data-status={status}] [data-testid=board-count]"
    ))
}

#[test]
fn a_card_is_moved_by_key_and_by_hand_and_the_server_hears_of_it_once_there_is_one() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("board"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    desk.presses(&['g', 'b']);
    desk.waits("a card where the person is", |desk| {
        current(desk).is_some_and(|id| cards(desk, "New").contains(&id))
    });
    let named = |status: &str| {
        let crm = server.crm();
        let of = crm
            .cases()
            .filter(|case| case.is_active && case.merged.is_none() && case.status == status);
        of.count()
    };
    for status in ["New", "Assigned", "Pending", "Closed"] {
        desk.waits("as many as the server has", |desk| {
            count(desk, status) == named(status).to_string()
        });
    }

    // By key, with no server in reach.
    server.unplug();
    let first = current(&desk).expect("a card");
    desk.presses_together(&[char::from(Key::Shift), char::from(Key::Right)]);
    desk.waits("it in the next column, and the person with it", |desk| {
        current(desk).as_ref() == Some(&first) && cards(desk, "Assigned").contains(&first)
    });
    desk.waits("it waits to be sent", |desk| desk.count("nav-outbox") == 1);

    // By hand: taken, carried over, let go.
    let second = cards(&desk, "New").remove(0);
    let places = desk.asks(PLACES, vec![json!(second), json!("Pending")]);
    let place = |at: usize| {
        let n = places.get(at).and_then(Value::as_i64);
        i32::try_from(n.expect("a place")).expect("on the screen")
    };
    desktop::drags((place(0), place(1)), &Onto::Beside(place(2), place(3)));
    desk.waits("it in the column where it was let go", |desk| {
        cards(desk, "Pending").contains(&second)
    });
    assert!(!desk.sees("case"), "a move is no click");
    server.plug();
    desk.waits_until_up_to_date();
    let status = |id: &str| {
        let crm = server.crm();
        let name = desk.attributes(
            &format!("board-card[data-case-id='{id}'] .name .theirs"),
            "title",
        );
        crm.case_named(&name[0]).map(|case| case.status.clone())
    };
    desk.waits("both on the server", |_| {
        status(&first).as_deref() == Some("Assigned")
            && status(&second).as_deref() == Some("Pending")
    });

    // Taken back as anything is.
    desk.presses_together(&[char::from(Key::Control), 'z']);
    desk.waits("it where it was", |desk| {
        cards(desk, "New").contains(&second)
    });
}

#[test]
fn whose_the_cases_are_leads_to_the_cases_of_one_account() {
    let server = Server::start(80);
    let desk = Desk::open(Home::new("board_accounts"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    desk.presses(&['g', 'c']);
    desk.waits("accounts", |desk| desk.texts("account-line").len() > 2);
    let lines = desk.texts("account-line .theirs");
    let account = lines.first().expect("an account with a name").clone();
    let all = desk.texts("account-line:has(.theirs) td:nth-child(4)");
    desk.waits("the focus on the first of them", |desk| {
        desk.is_focused("account-line button")
    });
    desk.clicks("account-line:has(.theirs) button");
    desk.waits("as many cases as were told", |desk| {
        let rows = desk.attributes("queue", "aria-rowcount");
        let told = all.first().and_then(|n| n.parse::<usize>().ok());
        rows.first().and_then(|n| n.parse::<usize>().ok()) == told.map(|n| n + 1)
    });
    let own = desk.texts("queue-row .account");
    assert!(own.iter().all(|one| *one == account), "{account}: {own:?}");
    assert!(desk.value("search").starts_with("account:="));
}
