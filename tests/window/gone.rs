//! Journey 7: a case was deleted, another merged, while somebody wrote on both without a network. The app says which, keeps
//! the words, and moves them where the person wants, with the keyboard alone.

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::ADMIN;
use uuid::Uuid;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const FOR_THE_MERGED: &str = "The courier has the part, it is there on Friday.";
const FOR_THE_DELETED: &str = "Please keep the broken scanner, we collect it.";

#[test]
fn words_on_a_case_that_is_gone_are_kept_and_moved_where_the_person_wants() {
    let server = Server::start(60);
    let [merged, into, deleted] = three_calm_cases(&server);
    let mut desk = Desk::open(Home::new("gone"), &[]);
    desk.signs_in(&server, ADMIN);
    server.unplug();
    writes(&desk, &merged.1, FOR_THE_MERGED);
    writes(&desk, &deleted.1, FOR_THE_DELETED);
    {
        let mut crm = server.crm();
        let now = Utc::now();
        assert!(crm.web_merges(merged.0, into.0, "bob", now));
        assert!(crm.web_deletes_case(deleted.0, "bob", now));
    }
    server.plug();
    desk.syncs();

    // Both are told apart, and nothing was sent anywhere.
    desk.waits("two things to decide", |desk| {
        desk.count("nav-needs-you") == 2
    });
    desk.presses(&[char::from(Key::Escape), 'g', 'n']);
    desk.waits_for("rescue[data-standing=merged]");
    desk.waits_for("rescue[data-standing=gone]");
    let told = desk.text("rescue[data-standing=merged]");
    assert!(told.contains(&into.1), "where it went is told: {told}");
    for words in [FOR_THE_MERGED, FOR_THE_DELETED] {
        assert_eq!(server.times_said(words), 0);
    }
    // Neither the end of the app nor its next start changes that.
    desk.restarts();
    desk.waits("the same two", |desk| desk.count("nav-needs-you") == 2);
    desk.presses(&['g', 'n']);
    desk.waits_for("rescue[data-standing=merged]");

    // Into the case that the merged one became.
    tabs_to(&desk, "rescue-move");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("one less to decide", |desk| {
        desk.count("nav-needs-you") == 1
    });
    // Into a new case, by a name of its own.
    tabs_to(&desk, "rescue-new");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the focus in the name", |desk| {
        desk.is_focused("rescue-name")
    });
    desk.writes("Broken scanner to be collected");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the new case", |desk| {
        desk.title() == "Broken scanner to be collected"
    });
    desk.waits_until_up_to_date();
    desk.waits("both are sent, once", |_| {
        [FOR_THE_MERGED, FOR_THE_DELETED]
            .iter()
            .all(|words| server.times_said(words) == 1)
    });
    let said = server.said_on(into.0);
    assert!(said.iter().any(|(text, _)| text == FOR_THE_MERGED));
    let made = server.case("Broken scanner to be collected");
    assert_eq!(
        server.said_on(made.id),
        [(FOR_THE_DELETED.to_owned(), false)]
    );
    desk.waits("nothing to decide", |desk| desk.count("nav-needs-you") == 0);
}

/// Their ids and names.
fn three_calm_cases(server: &Server) -> [(Uuid, String); 3] {
    let crm = server.crm();
    let calm = crm
        .cases()
        .filter(|case| case.is_active && case.status == "New");
    let mut calm = calm.map(|case| (case.id, case.name.clone()));
    std::array::from_fn(|_| calm.next().expect("the server has three"))
}

/// Finds the case and writes on it.
fn writes(desk: &Desk, name: &str, words: &str) {
    desk.looks_at("all");
    desk.types("search", &format!("\"{name}\""));
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.says("public", words);
    desk.presses(&[char::from(Key::Escape), char::from(Key::Escape)]);
    desk.empties("search");
}

/// On with the tab key until the focus lies there.
fn tabs_to(desk: &Desk, name: &str) {
    desk.waits_for(name);
    for _ in 0..80 {
        if desk.is_focused(name) {
            return;
        }
        desk.presses(&[char::from(Key::Tab)]);
    }
    panic!("the tab key never comes to {name}");
}
