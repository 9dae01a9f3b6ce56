//! What goes wrong in a working day, without a mouse: a conflict, cases that are gone, no network, a lost laptop (journeys 6,
//! 7, 10 and 9).

use chrono::Utc;
use fantoccini::key::Key;
use serde_json::json;
use uuid::Uuid;

use crate::desk::Desk;
use crate::desktop;
use crate::lost;
use crate::server::Server;

const ASKS: &str = "I ask the warehouse and come back to you.";
const FOR_THE_MERGED: &str = "The courier has the part.";
const FOR_THE_DELETED: &str = "Please keep the broken scanner.";
const RESCUED: &str = "Broken scanner to be collected";
const PASSPHRASE: &str = "correct horse battery staple";
const UNSENT: &str = "Written before the laptop was lost";

fn patch(server: &Server, case: Uuid, what: serde_json::Value) {
    let _known = server.crm().web_patches(case, "bob", what, Utc::now());
}

/// Journey 6: a colleague changed the same field; one key decides.
pub(super) fn decides(desk: &Desk, server: &Server) {
    let name = "Changed by two";
    let id = server.case(name).id;
    desk.looks_up(name);
    assert_eq!(desk.value("prop-priority"), "Normal");
    server.unplug();
    desk.tabs_to("prop-priority");
    desk.arrows_to("prop-priority", "High");
    desk.waits_for("pending-priority");
    desk.strikes_key(Key::Escape);
    desk.is_at("case");
    desk.answers('r', ASKS);
    let theirs = json!({ "priority": "Low", "case_type": "Problem" });
    patch(server, id, theirs);
    server.plug();
    desk.calls_for("Sync now");
    desk.waits("one thing to decide", |desk| {
        desk.count("nav-needs-you") == 1
    });
    desk.strikes(&['g', 'n']);
    desk.waits_for("conflict");
    assert_eq!(server.case(name).priority, "Low", "nothing is sent before");
    desk.tabs_to("outbox-item[data-state=held] button");
    desk.presses(&['s']);
    desk.waits("nothing to decide", |desk| desk.count("nav-needs-you") == 0);
    desk.stands("the decision");
    desk.waits_until_up_to_date();
    let there = server.case(name);
    assert_eq!(there.priority, "High");
    assert_eq!(there.case_type.as_deref(), Some("Problem"));
    assert_eq!(server.times_said(ASKS), 1);
}

/// Journey 7: what was written on a merged and on a deleted case goes where the person wants.
pub(super) fn moves_what_was_left(desk: &Desk, server: &Server) {
    let names = [
        "Merged into another",
        "What it was merged into",
        "Deleted meanwhile",
    ];
    let [merged, into, deleted] = names.map(|name| (server.case(name).id, name));
    desk.waits_until_up_to_date();
    server.unplug();
    for (case, words) in [(&merged, FOR_THE_MERGED), (&deleted, FOR_THE_DELETED)] {
        desk.looks_up(case.1);
        desk.answers('r', words);
    }
    {
        let mut crm = server.crm();
        let now = Utc::now();
        assert!(crm.web_merges(merged.0, into.0, "bob", now));
        assert!(crm.web_deletes_case(deleted.0, "bob", now));
    }
    server.plug();
    desk.calls_for("Sync now");
    desk.waits("two things to decide", |desk| {
        desk.count("nav-needs-you") == 2
    });
    desk.strikes(&['g', 'n']);
    desk.waits_for("rescue[data-standing=gone]");
    desk.tabs_to("rescue[data-standing=merged] [data-testid=rescue-move]");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("one less to decide", |desk| {
        desk.count("nav-needs-you") == 1
    });
    desk.stands("the move");
    // Not thrown away after all, and named after a second thought.
    desk.tabs_to("rescue-discard");
    desk.strikes_key(Key::Enter);
    desk.strikes_key(Key::Enter);
    desk.is_at("rescue");
    desk.tabs_to("rescue-new");
    desk.strikes_key(Key::Enter);
    desk.is_at("rescue-name");
    desk.spells_over(RESCUED);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the new case", |desk| desk.title() == RESCUED);
    desk.is_at("case");
    desk.waits_until_up_to_date();
    desk.waits("both are sent, once", |_| {
        [FOR_THE_MERGED, FOR_THE_DELETED]
            .iter()
            .all(|words| server.times_said(words) == 1)
    });
    assert!(
        server
            .said_on(into.0)
            .iter()
            .any(|(text, _)| text == FOR_THE_MERGED)
    );
    let made = server.case(RESCUED);
    assert_eq!(
        server.said_on(made.id),
        [(FOR_THE_DELETED.to_owned(), false)]
    );
}

/// Journey 10: what is wrong, behind the status word; the hop that breaks; a report in a file.
pub(super) fn asks_what_is_wrong(desk: &Desk, server: &Server) {
    server.unplug();
    desk.calls_for("Sync now");
    desk.waits("that it is offline", |desk| desk.word() == "offline");
    desk.tabs_to("status-word");
    desk.strikes_key(Key::Enter);
    desk.waits_for_text("diary", "can’t be reached");
    desk.waits("what comes next", |desk| {
        !desk.text("diary-next").is_empty()
    });
    desk.tabs_to("diagnostics-open");
    desk.strikes_key(Key::Escape);
    desk.is_at("status-word");
    assert!(!desk.sees("diary"), "Escape closes it");

    desk.strikes(&['g', 's']);
    desk.waits_for("way-test");
    desk.goes_round();
    desk.tabs_to("way-test");
    desk.strikes_key(Key::Enter);
    desk.waits_for("way-hops");
    assert_eq!(
        desk.attributes("way-hops [data-holds=no]", "data-hop"),
        ["connection"]
    );
    desk.stands("the test of the way");

    desk.calls_for("Diagnostics");
    desk.waits_for_text("diagnostics-text", "\"offline\"");
    let shown = desk.text("diagnostics-text");
    let files = tempfile::tempdir().expect("a folder");
    let report = files.path().join("report.json");
    desk.tabs_to("diagnostics-save");
    desk.presses(&[char::from(Key::Enter)]);
    desktop::answers_dialog(desk, "Save as", &report);
    desk.waits("the report in a file", |_| report.exists());
    desk.waits("no dialog", |desk| !desk.sees("diagnostics"));
    let saved = std::fs::read_to_string(&report).expect("the report");
    assert_eq!(saved.trim(), shown.trim());
    desk.stands("the report was saved");
    server.plug();
}

/// Journey 9: locked by a key, opened by a passphrase; and after a month without the server shut until a sign-in.
pub(super) fn is_locked_out_and_let_in(desk: &mut Desk, server: &Server) {
    desk.strikes(&['g', 's']);
    desk.tabs_to("set-passphrase");
    desk.strikes_key(Key::Enter);
    desk.is_at("new-passphrase");
    desk.spells(PASSPHRASE);
    desk.tabs_to("new-passphrase-again");
    desk.spells(PASSPHRASE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for("remove-passphrase");
    desk.is_at("set-passphrase");
    server.unplug();
    desk.looks_up("Changed by two");
    desk.answers('r', UNSENT);
    desk.strikes_with(&[Key::Control, Key::Shift], 'l');
    desk.waits_for("locked[data-why=person]");
    desk.is_at("passphrase");
    desk.goes_round();
    desk.spells("correct horse battery stable");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for("passphrase-error[data-code=wrongPassphrase]");
    desk.is_at("passphrase");
    desk.spells_over(PASSPHRASE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for("queue");
    desk.is_at("queue");
    desk.end();

    assert!(server.crm().web_revokes_tokens("ada", Utc::now()));
    lost::a_month_passes(desk);
    server.plug();
    desk.restarts();
    desk.waits_for("locked[data-why=lease]");
    desk.waits_for_text("at-stake", "1 unsent change");
    desk.is_at("passphrase");
    desk.spells(PASSPHRASE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for("passphrase-error[data-code=signIn]");
    desk.is_at("passphrase");
    let profile = server.crm().person("ada").expect("ada").profile;
    server.crm().issue_token("bcrm_pat_found", profile, &[]);
    desk.tabs_to("lock-sign-in");
    desk.presses(&[char::from(Key::Enter)]);
    desk.is_at("signin-server");
    desk.presses(&[char::from(Key::Enter)]);
    desk.is_at("signin-step[data-step=way] input");
    desk.tabs_back_to("signin-step [role=tab][aria-selected=true]");
    desk.strikes_key(Key::End);
    desk.tabs_to("signin-token");
    desk.spells("bcrm_pat_found");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("what was unsent", |_| server.times_said(UNSENT) == 1);
    desk.waits_until_up_to_date();
    desk.is_at("queue");
}
