//! Journey 4, the other half: on the plane a person changes and deletes what they said, pastes and drops files, assigns
//! themselves and thinks again; back on the ground all of it is on the server, once.

use fantoccini::key::Key;
use satchel_sandbox::ADMIN;
use serde_json::json;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const SAID: &str = "The prnter is on its way.";
const MENDED: &str = "The printer is on its way.";
const WRONG: &str = "This was meant for another customer.";
const TOO_SOON: &str = "We close this now.";
const LARGEST: usize = 25 * 1024 * 1024;

/// Hands the page files as the clipboard and a drag do; WebDriver has no hands for either.
const HANDS: &str = "const [what, on, name, type, size] = arguments;
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(size).fill(7)], name, { type }));
    const words = { bubbles: true, cancelable: true };
    const target = document.querySelector(on);
    const event = what === 'paste'
        ? new ClipboardEvent('paste', { ...words, clipboardData: data })
        : new DragEvent(what, { ...words, dataTransfer: data });
    target.dispatchEvent(event);
    return event.defaultPrevented;";

#[test]
fn what_is_changed_and_taken_back_on_the_plane_arrives_once() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("second_thoughts"), &[]);
    desk.signs_in(&server, ADMIN);
    let me = server.crm().me(ADMIN).expect("the admin").person.profile;

    desk.looks_at("unassigned");
    let row = desk.rows().into_iter().next().expect("nobody's case");
    desk.opens(&row);
    let name = desk.title();
    let case = server.case(&name).id;
    desk.says("public", SAID);
    desk.says("public", WRONG);
    desk.waits("both on the server", |_| {
        server.times_said(SAID) == 1 && server.times_said(WRONG) == 1
    });
    desk.waits_until_up_to_date();
    server.unplug();

    // A comment gets another text, another one goes; both in their places.
    let said = entry_of(&desk, SAID);
    desk.clicks(&format!("{said} [data-testid=comment-edit]"));
    desk.types_over("comment-text", MENDED);
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Enter)]);
    desk.waits_for_text("timeline-item[data-change=edited]", MENDED);
    let wrong = entry_of(&desk, WRONG);
    desk.clicks(&format!("{wrong} [data-testid=comment-delete]"));
    desk.waits_for_text("timeline-item[data-change=deleted] del", WRONG);
    desk.waits("the focus on Undo", |desk| desk.is_focused("undo"));

    // A picture is pasted, a log dropped, a film is too large.
    assert!(hands(
        &desk,
        "paste",
        "composer-text",
        "image.png",
        "image/png",
        4_096
    ));
    desk.waits_for_text(
        "timeline-item[data-kind=attachment][data-change=added]",
        "Screenshot 20",
    );
    // Nothing that can be drawn, said so; attached all the same.
    desk.waits_for("cover[data-drawn=failed]");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the picture looked at", |desk| !desk.sees("cover"));
    assert!(hands(
        &desk,
        "dragover",
        "case",
        "gate.log",
        "text/plain",
        10
    ));
    desk.waits_for("drop-hint");
    assert!(hands(&desk, "drop", "case", "gate.log", "text/plain", 10));
    desk.waits_for_text(
        "timeline-item[data-kind=attachment][data-change=added]",
        "gate.log",
    );
    assert!(hands(
        &desk,
        "drop",
        "case",
        "film.mov",
        "video/quicktime",
        LARGEST + 1
    ));
    desk.waits_for_text("attach-error", "film.mov");
    assert!(!desk.sees("drop-hint"));

    // One key assigns; a reply is said and taken back.
    desk.clicks("case-title");
    desk.presses(&[char::from(Key::Escape)]);
    desk.presses(&['m']);
    desk.waits_for("pending-assignees");
    desk.says("public", TOO_SOON);
    desk.clicks("nav-outbox");
    desk.waits("six acts in the outbox", |desk| {
        desk.attributes("outbox-item", "data-kind").len() == 6
    });
    desk.clicks("outbox-item[data-kind=comment] [data-testid=outbox-discard]");
    desk.clicks("outbox-discard-sure");
    desk.waits("five acts in the outbox", |desk| {
        desk.attributes("outbox-item", "data-kind")
            == ["editComment", "deleteComment", "upload", "upload", "set"]
    });

    // The file goes out before the edit: by hand, in another order.
    desk.clicks("outbox-item[data-kind=set] [data-testid=outbox-up]");
    desk.waits("another order", |desk| {
        desk.attributes("outbox-item", "data-kind")
            == ["editComment", "deleteComment", "upload", "set", "upload"]
    });
    assert_eq!(server.times_said(SAID), 1, "nothing can have left");

    server.plug();
    desk.syncs();
    desk.waits("an empty outbox", |desk| {
        desk.sees("outbox-empty") && desk.count("nav-outbox") == 0
    });
    desk.waits_until_up_to_date();

    assert_eq!(server.times_said(MENDED), 1, "changed, not said again");
    for gone in [SAID, WRONG, TOO_SOON] {
        assert_eq!(server.times_said(gone), 0, "{gone}");
    }
    let crm = server.crm();
    let files = crm.attachments_of(case);
    let mine: Vec<&str> = files
        .iter()
        .map(|file| file.name.as_str())
        .filter(|name| name.starts_with("Screenshot") || name.ends_with(".log"))
        .collect();
    assert!(
        matches!(mine.as_slice(), [picture, "gate.log"] if picture.starts_with("Screenshot")),
        "{mine:?}"
    );
    let bytes: Vec<usize> = files
        .iter()
        .filter(|file| mine.contains(&file.name.as_str()))
        .filter_map(|file| crm.bytes_of(file.id))
        .map(|bytes| bytes.len())
        .collect();
    assert_eq!(bytes, [4_096, 10], "whole");
    let assigned = crm.case(case).expect("the case").assigned_to.clone();
    assert_eq!(assigned, [me], "assigned once");
}

/// The selector of the comment that says this.
fn entry_of(desk: &Desk, text: &str) -> String {
    let all = desk.texts("timeline-item[data-kind=comment]");
    let at = all.iter().position(|shown| shown.contains(text));
    let at = at.unwrap_or_else(|| panic!("nobody said {text:?}: {all:?}"));
    let script =
        "document.querySelectorAll(arguments[0])[arguments[1]].dataset.place = arguments[1]";
    let comments = "[data-testid=\"timeline-item\"][data-kind=comment]";
    desk.asks(script, vec![json!(comments), json!(at)]);
    format!("timeline-item[data-place=\"{at}\"]")
}

/// Puts a file of so many bytes into the page's hands. Did it take it?
fn hands(desk: &Desk, what: &str, on: &str, name: &str, kind: &str, size: usize) -> bool {
    let on = crate::eyes::hook(on);
    let args = vec![
        json!(what),
        json!(on),
        json!(name),
        json!(kind),
        json!(size),
    ];
    desk.asks(HANDS, args) == json!(true)
}
