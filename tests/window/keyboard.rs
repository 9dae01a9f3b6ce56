//! Without a mouse: through the list, into a case, a reply, and back; triage; and, below, a whole working day: `first` (the
//! demo) and `day` with `trouble` (all other journeys), by the hand of `walk`.

mod day;
mod first;
mod trouble;
mod walk;

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const REPLY: &str = "Typed and sent without a mouse.";

#[test]
fn a_case_is_found_read_and_answered_with_the_keyboard_alone() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("keyboard"), &[]);
    // The caret is where one goes on; the ways in are tabs, with the token as the last.
    desk.waits("the focus in the first field", |desk| {
        desk.is_focused("signin-server")
    });
    desk.writes(&server.origin());
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the focus in the second step", |desk| {
        desk.is_focused("signin-step[data-step=way] input")
    });
    desk.presses_together(&[char::from(Key::Shift), char::from(Key::Tab)]);
    desk.presses(&[char::from(Key::End), char::from(Key::Tab)]);
    desk.waits("the focus in the token's field", |desk| {
        desk.is_focused("signin-token")
    });
    desk.writes(ALICE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_until_up_to_date();

    // 7 is All cases; its rows are walked with j, k and the arrows.
    desk.presses(&['7']);
    desk.waits("All cases", |desk| {
        desk.sees("nav-all[aria-current=page]") && desk.rows().len() > 4
    });
    let rows = desk.rows();
    let is_at = |row: usize| {
        desk.waits(&format!("row {row} as the current one"), |desk| {
            let current = desk.attributes("queue-row[tabindex='0']", "data-case-id");
            current.first() == rows.get(row)
        });
    };
    desk.waits("the focus in the list", |desk| desk.is_focused("queue"));
    is_at(0);
    desk.presses(&['j', 'j']);
    is_at(2);
    desk.presses(&['k']);
    is_at(1);
    desk.presses(&[char::from(Key::Down), char::from(Key::Down)]);
    is_at(3);
    desk.presses(&[char::from(Key::Up)]);
    is_at(2);
    assert_eq!(desk.open_case(), None, "walking opens nothing");

    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the case of the row", |desk| {
        desk.open_case().as_ref() == rows.get(2)
    });
    desk.waits("the focus in the case", |desk| desk.is_focused("case"));
    desk.presses(&['r']);
    desk.waits("the focus in the composer", |desk| {
        desk.is_focused("composer-text")
    });
    desk.writes(REPLY);
    assert_eq!(desk.value("composer-text"), REPLY);
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Enter)]);
    desk.waits_for_text("timeline-item[data-audience=public]", REPLY);
    assert_eq!(desk.value("composer-text"), "");

    // Out of the text, out of the case.
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("the focus out of the text", |desk| {
        !desk.is_focused("composer-text")
    });
    assert!(desk.open_case().is_some());
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("the list alone", |desk| {
        desk.open_case().is_none() && desk.is_focused("queue")
    });

    desk.presses(&['?']);
    desk.waits("the keys", |desk| desk.sees_dialog("Keyboard shortcuts"));
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no dialog", |desk| !desk.sees_dialog("Keyboard shortcuts"));
    desk.presses(&['g', 'o']);
    desk.waits_for("outbox-empty");
    desk.waits_until_up_to_date();
    let times = server.times_said(REPLY);
    assert_eq!(times, 1);
}

/// Triage: the palette, several cases chosen, one change to all of them, one undo.
#[test]
fn several_cases_are_found_changed_and_changed_back_with_the_keyboard_alone() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("triage"), &[]);
    desk.signs_in(&server, ALICE);
    desk.waits_until_up_to_date();
    desk.presses_together(&[char::from(Key::Control), 'k']);
    desk.waits("the palette", |desk| desk.is_focused("palette-text"));
    desk.writes("all cases");
    desk.waits("the place on top", |desk| {
        let line = desk.text("palette-line[aria-selected=true]");
        line.contains("All cases")
    });
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("All cases", |desk| {
        desk.sees("nav-all[aria-current=page]") && desk.rows().len() > 4
    });
    desk.waits("the focus in the list", |desk| desk.is_focused("queue"));

    server.unplug();
    desk.presses(&['x']);
    for _ in 0..2 {
        desk.presses_together(&[char::from(Key::Shift), char::from(Key::Down)]);
    }
    desk.waits_for_text("bulk-count", "3 selected");
    desk.presses(&['s']);
    desk.waits("the choice of a status", |desk| desk.sees("bulk-dialog"));
    desk.chooses("bulk-value", "Pending");
    desk.waits("what would change", |desk| {
        desk.text("bulk-plan").contains("would change")
    });
    assert_eq!(desk.count("nav-outbox"), 0, "nothing is written yet");
    // On from the field: the list of what would change, then the button.
    desk.presses(&[
        char::from(Key::Tab),
        char::from(Key::Tab),
        char::from(Key::Enter),
    ]);
    desk.waits("the change waiting", |desk| desk.count("nav-outbox") > 0);
    desk.waits("no dialog", |desk| !desk.sees("bulk-dialog"));
    // What came of each of them, by its name in the palette.
    desk.presses_together(&[char::from(Key::Control), 'k']);
    desk.waits("the palette", |desk| desk.is_focused("palette-text"));
    desk.writes("what came of");
    desk.waits("the act on top", |desk| {
        desk.text("palette-line[aria-selected=true]")
            .contains("What came of the last change")
    });
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("each case with what came of it", |desk| {
        desk.texts("bulk-result").len() == 3
    });
    let came = desk.attributes("bulk-result", "data-outcome");
    assert!(came.iter().any(|one| one == "waits"), "{came:?}");
    assert!(
        came.iter().all(|one| one == "waits" || one == "same"),
        "{came:?}"
    );
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no dialog", |desk| !desk.sees("bulk-outcome"));
    desk.presses_together(&[char::from(Key::Control), 'z']);
    desk.waits("all of it undone", |desk| desk.count("nav-outbox") == 0);
    desk.waits_for_text("bulk-count", "3 selected");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("nothing chosen", |desk| !desk.sees("bulk-bar"));
}
