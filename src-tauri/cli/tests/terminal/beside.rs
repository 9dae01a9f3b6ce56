//! Two programs and one mirror: the second one may look, and is told why it may not write.

use crate::desk::Desk;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::comment::Audience;
use satchel_core::store::Place;
use satchel_core::store::key::KeySlots;
use std::sync::Arc;

/// What a window is to the terminal: another program that has the mirror open.
fn window(desk: &Desk) -> Core {
    let folder = desk.path("mirror");
    let slots = KeySlots::read(&folder).unwrap().unwrap();
    let key = slots.open_with_passphrase(crate::desk::PASSPHRASE).unwrap();
    let clock = SystemClock::new(|_| Box::pin(std::future::pending()));
    Core::open(&Place::Folder(folder), &key, Arc::new(clock)).unwrap()
}

#[test]
fn beside_a_window_everything_can_be_read_as_it_stands_now() {
    let desk = Desk::ready(12);
    let id = desk.case().id.to_string();
    let window = window(&desk);
    let case = window.find_cases(&id, 1).unwrap()[0].id;
    window
        .add_comment(case, Audience::Public, "Said in the window")
        .unwrap();

    let list = desk.ask(&["list", "--view", "all"]);
    assert!(list["total"].as_u64().unwrap() >= 10, "{list}");
    let shown = desk.run(&["show", &id]).ends(0);
    assert!(shown.out.contains("Said in the window"), "{}", shown.out);
    assert!(
        shown.err.contains("Another Satchel has this mirror open"),
        "{}",
        shown.err
    );
    assert!(
        desk.run(&["outbox"])
            .ends(0)
            .out
            .contains("Said in the window")
    );
    desk.run(&["export", "--format", "csv"]).ends(0);
    let doctor = desk.run(&["doctor"]).ends(0);
    assert!(
        doctor.out.contains("another Satchel has it open"),
        "{}",
        doctor.out
    );

    // And the window goes on as if nobody had looked.
    window
        .add_comment(case, Audience::Public, "And once more")
        .unwrap();
    assert_eq!(window.outbox().unwrap().len(), 2);
    drop(window);
    assert_eq!(desk.ask(&["outbox"]).as_array().unwrap().len(), 2);
    desk.run(&["sync", "--until-idle"]).ends(0);
}

#[test]
fn beside_a_window_nothing_is_written_and_the_next_step_is_named() {
    let desk = Desk::ready(12);
    let id = desk.case().id.to_string();
    let window = window(&desk);
    let server = desk.face.origin();
    let writes: [&[&str]; 7] = [
        &["comment", &id, "hello"],
        &["create", "--name", "Not now"],
        &["edit", &id, "--priority", "low"],
        &["watch", &id],
        &["sync"],
        &["sign-out"],
        &["sign-in", "--server", &server],
    ];
    for command in writes {
        let ran = desk.told(command, satchel_sandbox::ALICE).ends(6);
        assert!(
            ran.err.contains("Another Satchel has this mirror open."),
            "{}",
            ran.err
        );
        assert!(
            ran.err.contains("Use the window that is open"),
            "{}",
            ran.err
        );
        let with_json: Vec<&str> = command.iter().copied().chain(["--json"]).collect();
        assert_eq!(desk.run(&with_json).ends(6).fault()["code"], "inUse");
    }
    assert!(window.outbox().unwrap().is_empty());
}
