//! What was said and attached, changed and deleted: comments, files, whole cases.

use satchel_core::case::Standing;
use satchel_core::case::view::{Change, TimelineItem, View};
use satchel_core::id::{AttachmentId, CaseId, CommentId};
use satchel_core::intent::{Kind, State};
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Client, World, commenting, deleting, reasons};

/// The comment that says this, as the screen shows it.
fn comment(alice: &Client, case: CaseId, text: &str) -> (CommentId, Option<Change>) {
    let timeline = alice.opens(case).timeline;
    let found = timeline.into_iter().find_map(|item| match item {
        TimelineItem::Comment {
            id,
            text: said,
            change,
            ..
        } if said == text => Some((CommentId(id), change)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nobody said {text:?}"))
}

/// The files of a case, as the screen shows them: id, name, what is to become of them.
fn files(alice: &Client, case: CaseId) -> Vec<(AttachmentId, String, Option<Change>)> {
    let timeline = alice.opens(case).timeline;
    let file = |item| match item {
        TimelineItem::Attachment {
            id,
            file_name,
            change,
            ..
        } => Some((id, file_name, change)),
        _ => None,
    };
    timeline.into_iter().filter_map(file).collect()
}

/// The bytes of the files of this name on the server.
fn on_server(world: &World, name: &str) -> Vec<Vec<u8>> {
    let crm = world.crm();
    let all = crm.cases().flat_map(|case| crm.attachments_of(case.id));
    all.filter(|file| file.name == name)
        .map(|file| crm.bytes_of(file.id).unwrap())
        .collect()
}

async fn said_by_alice(dialect: Dialect, text: &str) -> (World, Client, CaseId, CommentId) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let case = alice.my_case().id;
    alice.replies(case, text);
    alice.settles().await;
    let (id, _) = comment(&alice, case, text);
    (world, alice, case, id)
}

#[tokio::test]
async fn a_comment_changed_offline_shows_its_new_text_and_arrives() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice, case, id) = said_by_alice(dialect, "The prnter").await;
        alice.offline();
        alice.core.edit_comment(case, id, "The printer").unwrap();
        let (_, change) = comment(&alice, case, "The printer");
        assert_eq!(change, Some(Change::Edited));
        assert!(
            alice
                .finds(View::All, "the printer")
                .iter()
                .any(|r| r.id == case)
        );
        alice.online();
        alice.settles().await;
        assert_eq!(world.times_said("The printer"), 1, "{dialect:?}");
        assert_eq!(world.times_said("The prnter"), 0);
        assert_eq!(comment(&alice, case, "The printer"), (id, None));
    }
}

#[tokio::test]
async fn changing_a_comment_back_before_it_left_is_nothing_at_all() {
    let (_world, alice, case, id) = said_by_alice(Dialect::Bottlecrm, "As it was").await;
    alice.offline();
    alice.core.edit_comment(case, id, "Otherwise").unwrap();
    alice.core.edit_comment(case, id, "As it was").unwrap();
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_comment_that_somebody_else_changed_is_held_with_both_texts() {
    let (world, alice, case, id) = said_by_alice(Dialect::Bottlecrm, "Draft one").await;
    alice.offline();
    alice.core.edit_comment(case, id, "Draft mine").unwrap();
    let (on_server, now) = {
        let crm = world.crm();
        let all = crm.cases().flat_map(|case| crm.comments_of(case.id));
        let found = all.into_iter().find(|c| c.text == "Draft one").unwrap().id;
        (found, world.now())
    };
    world
        .crm()
        .web_edits_comment(on_server, "bob", "Draft theirs", now);
    alice.online();
    alice.settles().await;
    let item = alice.outbox().remove(0);
    assert_eq!((item.kind, item.state), (Kind::EditComment, State::Held));
    assert_eq!(item.base.as_deref(), Some("Draft one"));
    assert_eq!(item.mine, "Draft mine");
    assert_eq!(item.theirs.as_deref(), Some("Draft theirs"));
    alice.core.send(item.intent_id).unwrap();
    alice.settles().await;
    assert_eq!(world.times_said("Draft mine"), 1);
}

#[tokio::test]
async fn a_comment_deleted_offline_stays_in_sight_until_it_is_gone() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice, case, id) = said_by_alice(dialect, "Forget this").await;
        alice.offline();
        alice.core.delete_comment(case, id).unwrap();
        assert_eq!(
            comment(&alice, case, "Forget this").1,
            Some(Change::Deleted)
        );
        alice.online();
        world.next(deleting(), Fate::LoseReply);
        alice.settles().await;
        assert_eq!(world.times_said("Forget this"), 0, "{dialect:?}");
        assert!(!alice.sees_said(case).contains(&"Forget this".to_owned()));
        assert!(alice.outbox().is_empty());
    }
}

#[tokio::test]
async fn somebody_elses_comment_can_not_be_changed_and_the_server_says_why() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (case, now) = (world.id_of(&row.name), world.now());
    world
        .crm()
        .web_comments(case, "bob", "Bob's words", false, now);
    world.clock.pass(chrono::TimeDelta::hours(1));
    alice.syncs().await.unwrap();
    let (id, _) = comment(&alice, row.id, "Bob's words");
    alice
        .core
        .edit_comment(row.id, id, "Alice's words")
        .unwrap();
    alice.settles().await;
    assert_eq!(alice.outbox()[0].state, State::Held);
    assert!(
        reasons(&alice.core)[0].contains("permission"),
        "{:?}",
        reasons(&alice.core)
    );
    assert_eq!(world.times_said("Bob's words"), 1);
}

#[tokio::test]
async fn a_file_attached_offline_survives_a_restart_and_arrives_whole_and_once() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| (n % 251) as u8).collect();
        alice.offline();
        alice.core.attach(case, "train.png", &bytes).unwrap();
        let alice = alice.restarts();
        let (id, _, change) = files(&alice, case).pop().unwrap();
        assert_eq!(change, Some(Change::Added));
        assert_eq!(
            alice.core.attachment(id).await.unwrap(),
            ("train.png".to_owned(), bytes.clone()),
            "it can be opened before it is sent"
        );
        assert_eq!(alice.outbox()[0].size, Some(100_000));
        alice.online();
        world.next(commenting(), Fate::LoseReply);
        alice.settles().await;
        assert_eq!(
            on_server(&world, "train.png"),
            std::slice::from_ref(&bytes),
            "{dialect:?}"
        );
        let (id, _, change) = files(&alice, case).pop().unwrap();
        assert_eq!(change, None);
        alice.offline();
        assert_eq!(
            alice.core.attachment(id).await.unwrap().1,
            bytes,
            "its bytes stayed here"
        );
    }
}

#[tokio::test]
async fn two_files_of_one_name_are_told_apart_by_their_bytes() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.offline();
    alice.core.attach(case, "log.txt", b"first").unwrap();
    alice.core.attach(case, "log.txt", b"second").unwrap();
    alice.online();
    world.next(commenting(), Fate::LoseReply);
    alice.settles().await;
    let mut there = on_server(&world, "log.txt");
    there.sort();
    assert_eq!(there, [b"first".to_vec(), b"second".to_vec()]);
}

#[tokio::test]
async fn a_file_whose_request_was_lost_is_sent_again_after_the_quiet_time() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.next(commenting(), Fate::LoseRequest);
    alice.core.attach(case, "once.txt", b"once").unwrap();
    alice.settles().await;
    assert_eq!(on_server(&world, "once.txt"), [b"once".to_vec()]);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_anything_waits() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let case = alice.my_case().id;
    let most = vec![0_u8; satchel_core::attachment::SIZE_LIMIT + 1];
    let refused = alice.core.attach(case, "film.mov", &most).unwrap_err();
    assert!(refused.to_string().contains("25 MB"), "{refused}");
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_file_is_deleted_and_a_file_that_waits_is_just_taken_back() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        alice.core.attach(case, "gone.txt", b"gone").unwrap();
        alice.settles().await;
        let (id, _, _) = files(&alice, case).pop().unwrap();
        alice.offline();
        alice.core.delete_attachment(case, id).unwrap();
        assert_eq!(files(&alice, case).pop().unwrap().2, Some(Change::Deleted));
        let waiting = alice.core.attach(case, "never.txt", b"never").unwrap();
        alice.core.discard(waiting).unwrap();
        alice.online();
        alice.settles().await;
        assert!(on_server(&world, "gone.txt").is_empty(), "{dialect:?}");
        assert!(on_server(&world, "never.txt").is_empty());
        assert!(
            files(&alice, case)
                .iter()
                .all(|(_, name, _)| name != "gone.txt")
        );
    }
}

#[tokio::test]
async fn a_deleted_case_stays_in_sight_until_it_is_gone_and_can_be_kept() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let row = alice.my_case();
        alice.offline();
        alice.replies(row.id, "Never mind");
        alice.core.delete_case(row.id).unwrap();
        assert_eq!(alice.outbox().len(), 1, "what waited goes with it");
        assert!(alice.opens(row.id).pending_delete.is_some());
        assert!(
            alice
                .core
                .add_comment(row.id, satchel_core::comment::Audience::Public, "x")
                .is_err(),
            "nothing more can be done to it"
        );
        let delete = alice.outbox()[0].intent_id;
        alice.core.discard(delete).unwrap();
        assert!(alice.opens(row.id).pending_delete.is_none());
        alice.core.delete_case(row.id).unwrap();
        alice.online();
        world.next(deleting(), Fate::LoseReply);
        alice.settles().await;
        assert!(world.crm().case_named(&row.name).is_none(), "{dialect:?}");
        assert!(
            alice
                .finds(View::All, &row.name)
                .iter()
                .all(|r| r.id != row.id)
        );
        assert_eq!(alice.opens(row.id).standing, Standing::Gone);
    }
}

#[tokio::test]
async fn a_case_on_which_somebody_wrote_meanwhile_is_not_deleted_without_asking() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.offline();
    alice.core.delete_case(row.id).unwrap();
    let (case, now) = (world.id_of(&row.name), world.now());
    world.crm().web_comments(case, "bob", "Wait!", false, now);
    alice.online();
    alice.settles().await;
    let item = alice.outbox().remove(0);
    assert_eq!((item.kind, item.state), (Kind::Delete, State::Held));
    assert!(reasons(&alice.core)[0].contains("after you decided"));
    assert!(alice.sees_said(row.id).contains(&"Wait!".to_owned()));
    assert!(world.crm().case_named(&row.name).is_some());
    alice.core.send(item.intent_id).unwrap();
    alice.settles().await;
    assert!(world.crm().case_named(&row.name).is_none());
}
