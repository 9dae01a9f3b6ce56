//! Without a network: what was said and made offline is on the server once, afterwards.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn what_is_said_and_made_without_a_network_is_on_the_server_once_afterwards() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    let said = |desk: &Desk| {
        let server = desk.server();
        let thread = server.comments_of(case.id);
        thread.iter().filter(|c| c.text == "On my way.").count()
    };
    desk.face.unplug().unwrap();

    let answer = desk.ask(&["comment", &id, "On my way."]);
    assert_eq!(answer["done"], "comment");
    assert_eq!(answer["intents"].as_array().unwrap().len(), 1);
    let made = desk.ask(&[
        "create",
        "--name",
        "A case from a plane",
        "--priority",
        "high",
        "--assign",
        "me",
    ]);
    let shown = desk
        .run(&["show", made["case"].as_str().unwrap()])
        .ends(0)
        .out;
    assert!(
        shown.contains("not yet") && shown.contains("! High"),
        "{shown}"
    );

    let refused = desk.run(&["sync", "--json"]).ends(3);
    let fault: serde_json::Value = serde_json::from_str(&refused.err).unwrap();
    assert_eq!(fault["code"], "offline");
    let waiting = desk.run(&["outbox"]).ends(0).out;
    assert!(
        waiting.contains("reply: On my way.") && waiting.contains("new case"),
        "{waiting}"
    );
    assert_eq!(said(&desk), 0);

    desk.face.plug().unwrap();
    desk.run(&["sync", "--until-idle"]).ends(0);
    desk.run(&["sync"]).ends(0);
    assert_eq!(said(&desk), 1);
    assert_eq!(desk.run(&["outbox"]).ends(0).out, "Nothing waits.\n");
    let server = desk.server();
    let made = server.case_named("A case from a plane").expect("made");
    let alice = server.person("alice").unwrap().profile;
    assert_eq!(
        (made.priority.as_str(), made.assigned_to.as_slice()),
        ("High", [alice].as_slice())
    );
}

#[test]
fn a_conflict_is_held_until_the_person_says_whose_value_stays() {
    for (decision, stays) in [("--mine", "Urgent"), ("--theirs", "Low")] {
        let desk = Desk::ready(12);
        let case = desk.case();
        let id = case.id.to_string();
        desk.server().web_patches(
            case.id,
            "bob",
            json!({"priority": "Normal"}),
            chrono::Utc::now(),
        );
        desk.run(&["sync", "--until-idle"]).ends(0);
        desk.face.unplug().unwrap();
        desk.run(&["edit", &id, "--priority", "urgent"]).ends(0);
        desk.server().web_patches(
            case.id,
            "bob",
            json!({"priority": "Low"}),
            chrono::Utc::now(),
        );
        desk.face.plug().unwrap();

        let ran = desk.run(&["sync"]).ends(5);
        assert!(ran.err.contains("outbox --held"), "{}", ran.err);
        let held = desk.ask(&["outbox", "--held"]);
        assert_eq!(
            (&held[0]["state"], &held[0]["theirs"]),
            (&json!("held"), &json!("Low"))
        );
        let words = desk.run(&["outbox", "--held"]).ends(0).out;
        assert!(
            words.contains("priority: Normal -> Urgent")
                && words.contains("on the server now: Low"),
            "{words}"
        );
        let intent = held[0]["intentId"].as_str().unwrap();
        let end = &intent[intent.len() - 8..];
        let done = desk.ask(&["resolve", end, decision]);
        assert_eq!(done["done"], "resolve");
        desk.run(&["sync"]).ends(0);
        assert_eq!(
            desk.server().case(case.id).unwrap().priority,
            stays,
            "{decision}"
        );

        let fault = desk
            .run(&["resolve", end, "--send", "--json"])
            .ends(1)
            .fault();
        assert_eq!(fault["code"], "notFound");
    }
}

#[test]
fn what_was_sent_can_be_taken_back_from_the_history() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    desk.run(&["edit", &id, "--name", "Renamed at a desk"])
        .ends(0);
    desk.run(&["sync"]).ends(0);
    assert_eq!(
        desk.server().case(case.id).unwrap().name,
        "Renamed at a desk"
    );
    let history = desk.ask(&["history", &id]);
    let entry = history[0]["id"].to_string();
    assert_eq!(
        (&history[0]["event"], &history[0]["canRestore"]),
        (&json!("sent"), &json!(true))
    );
    assert!(
        desk.run(&["history", &id])
            .ends(0)
            .out
            .contains("can be restored")
    );
    desk.ask(&["restore", &entry]);
    desk.run(&["sync"]).ends(0);
    assert_eq!(desk.server().case(case.id).unwrap().name, case.name);
}
