//! A second start, links to cases, a case in a window of its own: the first window comes forward, a link leads to its case and
//! does nothing else, both windows hear what happens.

use std::process::Command;

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::driver;
use crate::home::Home;
use crate::server::Server;

/// Starts the app again in the same home; it ends by itself, and well.
fn again(desk: &Desk, args: &[&str]) {
    let mut command = Command::new(driver::binary());
    let ended = command
        .args(args)
        .envs(desk.home().env())
        .status()
        .expect("the app starts");
    assert!(ended.success(), "{args:?}: {ended}");
}

#[test]
fn a_second_start_brings_the_first_forward_and_a_link_leads_to_its_case() {
    let server = Server::start(30);
    let mut desk = Desk::open(Home::new("links"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.is_put_away();
    again(&desk, &[]);
    desk.waits("the window in sight", Desk::is_in_sight);

    let case = server
        .crm()
        .cases()
        .find(|c| c.is_active && c.merged.is_none())
        .expect("a case")
        .clone();
    again(&desk, &[&format!("satchel://case/{}", case.id)]);
    desk.waits("the case of the link", |desk| desk.title() == case.name);

    // Whatever else is handed over leads nowhere and changes nothing.
    let before = (server.crm().requests().count(), desk.open_case());
    for hostile in [
        format!("satchel://case/{}?act=delete", case.id),
        format!("satchel://delete/{}", case.id),
        "satchel://sign-out".to_owned(),
        "satchel://case/../../etc/passwd".to_owned(),
        "SATCHEL:".to_owned(),
    ] {
        again(&desk, &[&hostile]);
    }
    assert_eq!(desk.open_case(), before.1);
    assert!(desk.sees("queue"), "still signed in, still in the list");
    assert!(desk.texts("outbox-item").is_empty());

    // A case that is not here says so.
    again(
        &desk,
        &["satchel://case/0192f0c1-2a3b-7c4d-8e5f-60718293a4b5"],
    );
    desk.waits("that it is not here", |desk| {
        desk.text("case-pane").contains("not on this computer")
    });
    desk.presses(&[char::from(Key::Escape)]);

    // Closed and started by the link: it is the first thing seen.
    let link: &'static str = format!("satchel://case/{}", case.id).leak();
    let args: &'static [&'static str] = vec![link].leak();
    desk.restarts_with(args);
    desk.waits_long("the case of the link", desk.patience() * 2, |desk| {
        desk.title() == case.name
    });
}

/// The menu of the launcher's icon, or a key that a person gave it in the settings of their desktop.
#[test]
fn a_key_of_the_desktop_gives_the_form_of_a_new_case_whether_satchel_runs_or_not() {
    let server = Server::start(10);
    let mut desk = Desk::open(Home::new("links_new"), &[]);
    desk.signs_in(&server, ALICE);
    desk.is_put_away();
    again(&desk, &["--new-case"]);
    desk.waits("the window in sight", Desk::is_in_sight);
    desk.waits("the caret in the form", |desk| {
        desk.is_focused("new-case-name")
    });
    desk.writes("The lift at gate 3 is stuck");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the new case", |desk| {
        desk.title() == "The lift at gate 3 is stuck"
    });

    desk.restarts_with(&["--new-case"]);
    desk.waits_long("the caret in the form", desk.patience() * 2, |desk| {
        desk.is_focused("new-case-name")
    });
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("the list behind it", |desk| desk.is_focused("queue"));
}

/// A mail program, a browser: they ask the desktop to open a link, and the desktop looks for whom the package named.
#[test]
fn a_link_that_another_program_opens_leads_to_its_case() {
    let server = Server::start(30);
    let desk = Desk::open(Home::new("links_desktop"), &[]);
    desk.signs_in(&server, ALICE);
    let binary = driver::binary().canonicalize().expect("the app");
    desk.home().has_the_entry_of_the_package(&binary);
    let case = server.a_calm_case();
    desk.is_put_away();
    let opened = Command::new("gio")
        .args(["open", &format!("satchel://case/{}", case.id)])
        .envs(desk.home().env())
        .status()
        .expect("gio starts");
    assert!(opened.success(), "{opened}");
    desk.waits("the case of the link", |desk| desk.title() == case.name);
    desk.waits("the window in sight", Desk::is_in_sight);
}

#[test]
fn a_case_in_its_own_window_hears_what_happens_and_closes_clean() {
    let server = Server::start(30);
    let desk = Desk::open(Home::new("own_window"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().into_iter().next().expect("a case");
    desk.opens(&row);
    let name = desk.title();
    let (main, own) = desk.opens_its_own_window();
    desk.turns_to(&own);
    desk.waits("the case in it", |desk| {
        desk.sees("case-window") && desk.title() == name
    });
    desk.waits("its name as the window's", |_| {
        crate::desktop::is_titled(&name)
    });
    assert!(!desk.sees("queue"));
    desk.says("public", "From the window beside");
    desk.turns_to(&main);
    desk.waits_for_text(
        "timeline-item[data-audience=public]",
        "From the window beside",
    );
    desk.turns_to(&own);
    desk.clicks("case-more");
    assert!(!desk.sees("case-window-open"), "it has its window already");
    desk.clicks("case-why-told");
    desk.waits_for("why-told");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no dialog", |desk| !desk.sees("why-told"));
    desk.presses_at_last(char::from(Key::Escape));
    desk.waits("one window", |desk| desk.windows().len() == 1);
    desk.turns_to(&main);
    desk.waits("the other still works", |desk| desk.title() == name);
}

#[test]
fn what_is_typed_in_a_cases_own_window_is_in_the_main_one_too_and_the_next_key_there_goes_on_from_it()
 {
    let server = Server::start(30);
    let desk = Desk::open(Home::new("two_windows"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().into_iter().next().expect("a case");
    desk.opens(&row);
    let composer = "composer-text";
    desk.presses(&['r']);
    desk.waits("the focus in the reply", |desk| desk.is_focused(composer));
    let (main, own) = desk.opens_its_own_window();
    desk.turns_to(&own);
    desk.waits("the case in it", |desk| desk.sees("case-window"));
    desk.types(composer, "A long reply from beside");
    desk.turns_to(&main);
    desk.waits("the same words in the main window", |desk| {
        desk.value(composer) == "A long reply from beside"
    });
    desk.types(composer, ", and its end");
    desk.turns_to(&own);
    desk.waits("all of it in both", |desk| {
        desk.value(composer) == "A long reply from beside, and its end"
    });
}
