//! What the simulation found, each as the shortest story that shows it. A seed that fails becomes a test here.

use crate::story::{Story, set};
use chrono::TimeDelta;
use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::comment::Audience;
use satchel_core::crm::transport::Method;
use satchel_core::history::Event;
use satchel_core::id::ServerId;
use satchel_core::intent::State;
use satchel_core::sentence::Sentence;
use satchel_sandbox::{Dialect, Fate, When};
use satchel_tests::{World, commenting, creating, new_case};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[tokio::test]
async fn an_edit_changed_while_its_case_is_read_is_sent_as_it_is_then() {
    let story = Story::begins().await;
    story.sets(&[(Field::Name, "The first thought")]);
    let (core, case) = (story.core.clone(), story.case.clone());
    story.after(Method::Get, move || {
        set(&core, &case, &[(Field::Name, "The second thought")]);
    });
    story.settles().await;
    assert_eq!(
        story.on_server("The second thought").0,
        "The second thought"
    );
}

#[tokio::test]
async fn the_date_of_a_closing_that_waits_is_changed_with_it() {
    let story = Story::begins().await;
    let name = story.case.name.clone();
    story.sets(&[(Field::Status, "Closed"), (Field::ClosedOn, "2026-11-20")]);
    story.sets(&[(Field::ClosedOn, "2026-11-22")]);
    story.settles().await;
    assert_eq!(story.on_server(&name).1.as_deref(), Some("2026-11-22"));
}

#[tokio::test]
async fn the_date_of_a_closing_on_its_way_is_changed_after_it() {
    let story = Story::begins().await;
    let name = story.case.name.clone();
    story.sets(&[(Field::Status, "Closed"), (Field::ClosedOn, "2026-11-20")]);
    let (core, case) = (story.core.clone(), story.case.clone());
    story.after(Method::Patch, move || {
        set(&core, &case, &[(Field::ClosedOn, "2026-11-22")]);
    });
    story.settles().await;
    assert_eq!(story.on_server(&name).1.as_deref(), Some("2026-11-22"));
}

#[tokio::test]
async fn an_edit_that_was_taken_but_not_read_back_is_no_conflict_with_the_next_one() {
    let story = Story::begins().await;
    story.sets(&[(Field::Name, "Taken")]);
    let busy = Fate::too_many_requests(Duration::from_secs(60));
    let faults = |when| story.world.crm().faults.after(1, when, busy.clone());
    faults(When::reading().and(|r| r.path.len() > "/api/cases/".len() + 30));
    assert!(
        story.core.sync_once().await.is_err(),
        "taken, and not read back"
    );
    assert_eq!(story.core.outbox().unwrap()[0].state, State::Unknown);
    story.sets(&[(Field::Name, "And changed again")]);
    story.settles().await;
    assert_eq!(story.on_server("And changed again").0, "And changed again");
}

/// How often the reply left within the first two minutes of looking for it.
async fn left_again(story: &Story) -> usize {
    for _ in 0..6 {
        let _trouble = story.core.sync_once().await;
        story.world.clock.pass(TimeDelta::seconds(20));
    }
    story.world.asked_with(satchel_sandbox::Method::Post)
}

#[tokio::test]
async fn the_quiet_time_is_not_slept_away_by_the_computer() {
    // Lost while the computer slept: before the reply left, and while it was under way.
    for method in [Method::Get, Method::Post] {
        let story = Story::begins().await;
        let reply = story
            .core
            .add_comment(story.case.id, Audience::Public, "Good night");
        reply.unwrap();
        story.world.next(commenting(), Fate::LoseRequest);
        let clock = Arc::clone(&story.world.clock);
        story.after(method, move || clock.pass(TimeDelta::hours(4)));
        assert!(
            story.core.sync_once().await.is_err(),
            "{method:?}: it was lost"
        );
        assert_eq!(left_again(&story).await, 0, "{method:?}: not before 130 s");
        story.settles().await;
        assert_eq!(story.world.times_said("Good night"), 1, "{method:?}");
    }
}

#[tokio::test]
async fn a_reply_that_the_server_took_is_never_sent_again_by_itself() {
    // This dialect answers without the thread; a colleague removes the reply before it is looked for.
    let story = Story::begins_with(Dialect::Documented).await;
    let reply = story
        .core
        .add_comment(story.case.id, Audience::Public, "Too quick");
    reply.unwrap();
    let (server, now) = (story.world.server(), story.world.now());
    story.after(Method::Post, move || {
        let mut crm = server.lock().unwrap();
        let said = crm.cases().flat_map(|c| crm.comments_of(c.id));
        let said: Vec<_> = said
            .filter(|c| c.text == "Too quick")
            .map(|c| c.id)
            .collect();
        assert_eq!(said.len(), 1);
        assert!(crm.web_deletes_comment(said[0], now));
    });
    for _ in 0..20 {
        let _trouble = story.core.sync_once().await;
        story.world.clock.pass(TimeDelta::seconds(31));
    }
    assert_eq!(story.world.asked_with(satchel_sandbox::Method::Post), 1);
    let outbox = story.core.outbox().unwrap();
    assert_eq!(outbox[0].state, State::Held, "the person decides");
}

#[tokio::test]
async fn a_case_on_its_way_is_waited_for_whether_names_may_repeat_or_not() {
    for dialect in [Dialect::Documented, Dialect::Bottlecrm] {
        let story = Story::begins_with(dialect).await;
        story.world.next(creating(), Fate::LoseRequest);
        story.core.create_case(new_case("Only one of me")).unwrap();
        assert!(story.core.sync_once().await.is_err(), "it was lost");
        assert_eq!(left_again(&story).await, 0, "it may still arrive");
        story.settles().await;
        assert_eq!(story.world.asked_with(satchel_sandbox::Method::Post), 1);
    }
}

/// While it may still arrive, a new case is not forgotten because a person takes it back: it is removed when it comes.
#[tokio::test]
async fn a_new_case_that_was_looked_for_once_and_is_taken_back_then_does_not_arrive_behind_her_back()
 {
    let story = Story::begins().await;
    story.world.next(creating(), Fate::LoseRequest);
    story.core.create_case(new_case("Never mind")).unwrap();
    assert!(story.core.sync_once().await.is_err(), "no answer");
    // It is looked for, and is not there; what comes next fails.
    let by_name = |r: &satchel_sandbox::Request| r.query.iter().any(|(_, v)| v == "Never mind");
    let next_look = When::reading().and(by_name);
    let fails = Fate::server_error(false);
    story.world.crm().faults.after(1, next_look, fails);
    story.world.clock.pass(TimeDelta::seconds(31));
    let _looked = story.core.sync_once().await;
    let made = story.core.outbox().unwrap().remove(0);
    story.core.discard(made.intent_id).unwrap();
    let late = satchel_sandbox::NewWebCase {
        name: "Never mind".to_owned(),
        ..satchel_sandbox::NewWebCase::default()
    };
    let now = story.world.now();
    story.world.crm().web_creates_case("alice", late, now);
    story.settles().await;
    let crm = story.world.crm();
    let case = crm.case_named("Never mind");
    assert!(case.is_none_or(|case| !case.is_active), "it stands");
}

/// Every request that was asked about one case, since the world began.
fn asked_for(world: &World, id: &str) -> usize {
    let crm = world.crm();
    crm.requests().filter(|r| r.target.contains(id)).count()
}

#[tokio::test]
async fn of_several_waits_that_the_server_asks_for_the_longest_counts() {
    let story = Story::begins().await;
    let id = story.world.id_of(&story.case.name).to_string();
    // Details are read again after two hours, four at once: the first is to wait long, the next one a little.
    story.world.clock.pass(TimeDelta::hours(3));
    let detail = |r: &satchel_sandbox::Request| r.path.len() > "/api/cases/".len() + 30;
    let crm = || story.world.crm();
    let long = Fate::too_many_requests(Duration::from_secs(500));
    crm().faults.after(0, When::reading().and(detail), long);
    let short = Fate::too_many_requests(Duration::from_secs(5));
    crm().faults.after(0, When::reading().and(detail), short);
    let _busy = story.core.sync_once().await;
    let next = story.core.status().unwrap().next_try_at.expect("it waits");
    let wait = next - story.world.now();
    assert!(
        wait > TimeDelta::seconds(400),
        "{wait} only; asked {}",
        asked_for(&story.world, &id)
    );
}

#[tokio::test]
async fn before_a_deletion_a_busy_server_is_asked_once_and_then_waited_for() {
    let story = Story::begins().await;
    let id = story.world.id_of(&story.case.name).to_string();
    story.core.delete_case(story.case.id).unwrap();
    let busy = Fate::too_many_requests(Duration::from_secs(60));
    let detail = |r: &satchel_sandbox::Request| r.path.len() > "/api/cases/".len() + 30;
    let before = asked_for(&story.world, &id);
    story
        .world
        .crm()
        .faults
        .after(0, When::reading().and(detail), busy);
    assert!(story.core.sync_once().await.is_err());
    // The one that met the fault never reached the server's log.
    let more = asked_for(&story.world, &id) - before;
    assert_eq!(more, 0, "asked again at once");
    story.settles().await;
    assert!(story.world.crm().case_named(&story.case.name).is_none());
}

#[tokio::test]
async fn a_download_that_was_cut_short_is_no_proof_that_a_file_is_not_there() {
    let story = Story::begins().await;
    let bytes = b"what the passenger sent";
    story.core.attach(story.case.id, "seat.txt", bytes).unwrap();
    story.world.next(commenting(), Fate::LoseReply);
    assert!(story.core.sync_once().await.is_err(), "its answer was lost");
    // Nobody looked for hours; the first look gets half of the file, with a header that promises no more.
    story.world.clock.pass(TimeDelta::hours(3));
    let download = |r: &satchel_sandbox::Request| r.path.ends_with("/download/");
    let half = Fate::Answer {
        status: 200,
        headers: vec![(
            "Content-Type".to_owned(),
            "application/octet-stream".to_owned(),
        )],
        body: bytes[..11].to_vec(),
        after_effect: false,
    };
    let when = When::reading().and(download);
    story.world.crm().faults.after(0, when, half);
    story.settles().await;
    let id = story.world.id_of(&story.case.name);
    assert_eq!(story.world.crm().attachments_of(id).len(), 1);
    assert!(story.core.outbox().unwrap().is_empty(), "and it was found");
}

#[tokio::test]
async fn a_new_case_taken_back_on_its_way_is_removed_when_it_arrives_late() {
    let story = Story::begins().await;
    story.world.next(creating(), Fate::LoseRequest);
    story.core.create_case(new_case("Second thoughts")).unwrap();
    assert!(story.core.sync_once().await.is_err(), "no answer");
    let made = story.core.outbox().unwrap().remove(0);
    story.core.discard(made.intent_id).unwrap();
    story.world.clock.pass(TimeDelta::seconds(31));
    let _looked = story.core.sync_once().await;
    // A proxy delivers it a minute later.
    let late = satchel_sandbox::NewWebCase {
        name: "Second thoughts".to_owned(),
        ..satchel_sandbox::NewWebCase::default()
    };
    let now = story.world.now();
    story.world.crm().web_creates_case("alice", late, now);
    story.settles().await;
    let crm = story.world.crm();
    let case = crm.case_named("Second thoughts");
    assert!(case.is_none_or(|case| !case.is_active), "it stands");
}

#[tokio::test]
async fn a_case_that_came_to_be_without_its_assignees_gets_them() {
    let story = Story::begins().await;
    let bob = story.world.crm().person("bob").map(|p| p.profile).unwrap();
    story.world.next(creating(), Fate::LoseRequest);
    let wanted = NewCase {
        assignee_ids: vec![ServerId(bob.to_string())],
        ..new_case("Half of it")
    };
    story.core.create_case(wanted).unwrap();
    assert!(story.core.sync_once().await.is_err(), "no answer");
    let half = satchel_sandbox::NewWebCase {
        name: "Half of it".to_owned(),
        ..satchel_sandbox::NewWebCase::default()
    };
    let now = story.world.now();
    story.world.crm().web_creates_case("alice", half, now);
    story.settles().await;
    assert!(story.core.outbox().unwrap().is_empty());
    let crm = story.world.crm();
    let case = crm.case_named("Half of it").unwrap();
    assert_eq!(case.assigned_to, [bob]);
}

#[tokio::test]
async fn a_merged_text_whose_answer_was_lost_is_no_conflict_with_itself() {
    let story = Story::begins().await;
    story.sets(&[(Field::Description, "One\nTwo\n-\n-\n-")]);
    story.settles().await;
    let id = story.world.id_of(&story.case.name);
    let theirs = serde_json::json!({ "description": "One\nTheirs\n-\n-\n-" });
    let now = story.world.now();
    story.world.crm().web_patches(id, "bob", theirs, now);
    story.sets(&[(Field::Description, "One\nTwo\n-\nMine\n-")]);
    let patching = When::writing().and(|r| r.method == satchel_sandbox::Method::Patch);
    let taken = Fate::server_error(true);
    story.world.crm().faults.after(0, patching, taken);
    story.settles().await;
    let crm = story.world.crm();
    let there = crm.case(id).unwrap().description.clone();
    assert_eq!(there.as_deref(), Some("One\nTheirs\n-\nMine\n-"));
}

#[tokio::test]
async fn a_closing_takes_the_place_of_a_date_that_waits() {
    let story = Story::begins().await;
    let name = story.case.name.clone();
    story.sets(&[(Field::Status, "Pending")]);
    story.sets(&[(Field::ClosedOn, "2026-11-26")]);
    story.sets(&[(Field::Status, "Closed"), (Field::ClosedOn, "2026-11-20")]);
    story.settles().await;
    assert_eq!(story.on_server(&name).1.as_deref(), Some("2026-11-20"));
}

#[tokio::test]
async fn a_case_closed_again_before_its_reopening_left_has_the_new_date() {
    let story = Story::begins().await;
    let name = story.case.name.clone();
    story.sets(&[(Field::Status, "Closed"), (Field::ClosedOn, "2026-11-20")]);
    story.settles().await;
    story.sets(&[(Field::Status, "New")]);
    story.sets(&[(Field::Status, "Closed"), (Field::ClosedOn, "2026-11-21")]);
    story.settles().await;
    assert_eq!(story.on_server(&name).1.as_deref(), Some("2026-11-21"));
}

/// Seed 3973: a server that asks for time is not asked whose value stands against hers, and at once for something else.
#[tokio::test]
async fn whose_value_it_is_is_asked_again_when_a_busy_server_has_time() {
    let story = Story::begins().await;
    let case = story.world.id_of(&story.case.name);
    story.sets(&[(Field::Name, "By alice")]);
    let theirs = serde_json::json!({ "name": "By bob" });
    let now = story.world.now();
    story.world.crm().web_patches(case, "bob", theirs, now);
    let log = |r: &satchel_sandbox::Request| r.path.ends_with("/activities/") && r.path.len() > 40;
    let busy = Fate::too_many_requests(Duration::from_secs(300));
    story
        .world
        .crm()
        .faults
        .after(0, When::reading().and(log), busy);
    assert!(story.core.sync_once().await.is_err(), "it asks for time");
    let next = story.core.status().unwrap().next_try_at.expect("it waits");
    assert!(
        next - now > TimeDelta::seconds(200),
        "as long as it was asked to"
    );
    story.world.clock.pass(TimeDelta::minutes(6));
    story.core.sync_once().await.unwrap();
    let held = story.core.outbox().unwrap().remove(0);
    assert_eq!(held.state, State::Held);
    assert!(held.theirs_set_by.is_some(), "and it says whose it is");
}

/// Seed 4775: what was replaced unseen is told, too, where a third value came before the log could be asked.
#[tokio::test]
async fn what_a_lost_answer_replaced_is_told_where_another_value_stands_against_it_now() {
    let story = Story::begins().await;
    let case = story.world.id_of(&story.case.name);
    let values = ["Low", "High", "Urgent", "Normal"];
    let mut others = values.iter().filter(|v| **v != story.case.priority);
    let (mine, theirs, third) = (
        *others.next().unwrap(),
        *others.next().unwrap(),
        *others.next().unwrap(),
    );
    let now = story.world.now();
    story.sets(&[(Field::Priority, mine)]);
    let unseen = serde_json::json!({ "priority": theirs });
    let rushes = move |crm: &mut satchel_sandbox::Crm| {
        assert!(crm.web_patches(case, "bob", unseen, now));
    };
    story.line.line.set_meanwhile(rushes);
    let patching = When::writing().and(|r| r.method == satchel_sandbox::Method::Patch);
    story.world.crm().faults.after(0, patching, Fate::LoseReply);
    assert!(story.core.sync_once().await.is_err(), "its answer was lost");
    let now = story.world.now();
    let later = serde_json::json!({ "priority": third });
    story.world.crm().web_patches(case, "ada", later, now);
    for _ in 0..5 {
        let _trouble = story.core.sync_once().await;
        story.world.clock.pass(TimeDelta::seconds(31));
    }
    let held = story.core.outbox().unwrap().remove(0);
    assert_eq!(held.theirs.as_deref(), Some(third));
    story.core.discard(held.intent_id).unwrap();
    let history = story.core.history(story.case.id).unwrap();
    let replaced = history.iter().find(|h| h.event == Event::Replaced);
    let replaced = replaced.expect("what was replaced");
    assert_eq!(replaced.before.as_deref(), Some(theirs));
}

/// Seed 6953: what somebody took from a new case before its maker heard of it was not left out by the server.
#[tokio::test]
async fn a_type_that_was_taken_from_a_new_case_before_its_maker_heard_of_it_stays_away() {
    let story = Story::begins().await;
    story.world.next(creating(), Fate::LoseReply);
    let wanted = NewCase {
        case_type: Some("Question".to_owned()),
        ..new_case("No question")
    };
    story.core.create_case(wanted).unwrap();
    assert!(story.core.sync_once().await.is_err(), "no answer");
    let case = story.world.id_of("No question");
    let kind = || story.world.crm().case(case).unwrap().case_type.clone();
    assert_eq!(kind().as_deref(), Some("Question"), "it came to be");
    let none = serde_json::json!({ "case_type": "" });
    let now = story.world.now();
    story.world.crm().web_patches(case, "ada", none, now);
    story.settles().await;
    assert_eq!(kind().filter(|kind| !kind.is_empty()), None);
}

/// How far a file is stood in the place of that it was taken back, and nobody could see that it was.
#[tokio::test]
async fn a_file_that_was_taken_back_on_its_way_says_so_and_not_how_far_it_is() {
    let story = Story::begins().await;
    let bytes = b"where I sit";
    let case = story.case.id;
    story.core.attach(case, "seat.txt", bytes).unwrap();
    let core = story.core.clone();
    let said = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&said);
    story.after(Method::Post, move || {
        let item = core.outbox().unwrap().remove(0);
        core.discard(item.intent_id).unwrap();
        *heard.lock().unwrap() = core.outbox().unwrap().remove(0).why;
    });
    let _sent = story.core.sync_once().await;
    let said = said.lock().unwrap().clone();
    assert!(matches!(said, Some(Sentence::Withdrawn)), "{said:?}");
}

/// The server dates the closing of a case that is made closed; that is nobody else's change (seed 9205).
#[tokio::test]
async fn the_date_of_a_case_that_was_made_closed_is_no_conflict_with_its_maker() {
    let story = Story::begins_with(Dialect::Documented).await;
    let closed = NewCase {
        status: "Closed".to_owned(),
        ..new_case("Long done")
    };
    story.world.next(creating(), Fate::LoseReply);
    story.core.create_case(closed).unwrap();
    assert!(story.core.sync_once().await.is_err(), "no answer");
    let made = story.core.outbox().unwrap().remove(0).case_id;
    let edit = FieldEdit {
        field: Field::ClosedOn,
        value: Some("2026-11-14".to_owned()),
    };
    story.core.edit_case(made, &[edit]).unwrap();
    story.settles().await;
    assert_eq!(
        story.on_server("Long done").1.as_deref(),
        Some("2026-11-14")
    );
}
