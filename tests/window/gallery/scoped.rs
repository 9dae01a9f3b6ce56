//! Before everything is downloaded: the question in the real window, on a slow line, answered by keyboard; and what the list and an
//! opened case say afterwards.

use std::time::Duration;

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use super::glance::Glances;
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const CASES: usize = 700;
/// Two minutes for all of them.
const LATENCY: Duration = Duration::from_millis(700);
const LONG: Duration = Duration::from_secs(90);

#[test]
fn whose_conversations_are_kept_is_asked_with_what_it_costs_and_the_list_stays_whole() {
    let server = Server::start(CASES);
    server.crm().faults.latency = LATENCY;
    let desk = Desk::open(Home::new("scope"), &[]);
    desk.gives_token(&server.origin(), ALICE);
    desk.waits_long("the question", LONG, |desk| desk.sees("scope-strip"));
    desk.waits_for_text("scope-strip", " conversations are about ");
    let asked = desk.text("scope-strip");
    assert!(
        asked.contains("MB and about ") || asked.contains("kB and about "),
        "{asked}"
    );
    assert!(asked.contains(" minutes."), "{asked}");
    // It can be read and worked meanwhile.
    desk.looks_at("all");
    let mut seen = Glances::new(&desk);
    seen.at("scope-asked");

    desk.clicks("nav-settings");
    desk.waits_for("shortcuts");
    desk.chooses("text-size", "200");
    desk.looks_at("all");
    seen.at("scope-asked-200");
    let focus = "document.querySelector('[data-testid=scope-choose]').focus()";
    desk.asks(focus, vec![]);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the choice", |desk| {
        desk.sees_dialog("Conversations kept here")
    });
    desk.waits_for("scope-mine");
    seen.at("scope-choice-200");
    // From the button that closes into the choice, to its last line, and on to the button.
    desk.presses(&[char::from(Key::Tab)]);
    desk.waits("the focus in the choice", |desk| {
        desk.is_focused("scope-everything")
    });
    desk.presses(&[char::from(Key::Down); 4]);
    desk.waits("the narrowest", |desk| {
        desk.is_focused("scope-mine")
            && desk.asks("return document.activeElement.checked", vec![]) == true
    });
    desk.presses(&[char::from(Key::Tab), char::from(Key::Enter)]);
    desk.waits("the choice made", |desk| {
        !desk.sees("scope-strip") && !desk.sees("scope-mine")
    });
    server.crm().faults.latency = Duration::ZERO;
    desk.waits_until_up_to_date();
    assert_eq!(desk.count("nav-all"), CASES, "the list is whole");
    let line = desk.text("coverage");
    assert!(
        line.contains("the conversations of ") && line.contains(" of 700"),
        "{line}"
    );

    // A case of somebody else's is found by its title; opened, it is read whole.
    let others: Vec<String> = {
        let crm = server.crm();
        let alice = crm.person("alice").expect("alice").profile;
        let mut others: Vec<_> = crm
            .cases()
            .filter(|c| c.status == "Closed" && !c.assigned_to.contains(&alice))
            .filter(|c| !crm.comments_of(c.id).is_empty())
            .collect();
        others.sort_by_key(|c| c.created_at);
        others.iter().map(|c| c.name.clone()).collect()
    };
    let name = others.first().expect("a closed case of somebody else's");
    let said = server.said_on(server.case(name).id).remove(0).0;
    desk.types("search", &format!("\"{name}\""));
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the one that was looked for", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let begin: String = said
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(20)
        .collect();
    desk.waits_for_text("timeline-item", &begin);
    desk.presses(&[char::from(Key::Escape), char::from(Key::Escape)]);
    desk.clicks("nav-settings");
    desk.waits("its sections", |desk| {
        desk.asks("return !document.querySelector('[aria-busy=true]')", vec![]) == true
    });
    desk.asks(
        "document.querySelector('[data-testid=scope]').scrollIntoView()",
        vec![],
    );
    seen.at("scope-settings-200");
    seen.end();
}
