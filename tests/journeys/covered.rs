//! What was pasted is looked at before it leaves: it waits for the person, and what they cover on it reaches nobody.

use satchel_core::error::Code;
use satchel_core::intent::Kind;
use satchel_core::sentence::Sentence;
use satchel_core::sync::status::StatusWord;
use satchel_core::undo::Undone;
use satchel_sandbox::Dialect;
use satchel_tests::{Damage, World, reasons};

#[tokio::test]
async fn a_picture_that_was_pasted_waits_and_what_is_covered_on_it_never_leaves() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = world.alice_on_disk().await;
    alice.settles().await;
    let row = alice.my_case();
    let pasted = alice.core.attach_held(row.id, "shot.png", b"secret");
    let pasted = pasted.unwrap();
    alice.settles().await;
    let sent = || {
        let case = world.id_of(&row.name);
        let crm = world.crm();
        let files = crm.attachments_of(case).to_vec();
        let mut bytes: Vec<Vec<u8>> = files.iter().filter_map(|f| crm.bytes_of(f.id)).collect();
        bytes.sort();
        bytes
    };
    let others = sent();
    assert!(
        !others.contains(&b"secret".to_vec()),
        "nobody looked at it yet"
    );

    // It waits, whatever becomes of the database.
    let alice = alice.comes_back_after(Damage::Lost);
    alice.settles().await;
    assert_eq!(sent(), others);
    let waiting = alice.outbox();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].waits_by_choice && waiting[0].intent_id == pasted);
    assert_eq!(
        waiting[0].why,
        Some(Sentence::NotLookedAt),
        "nobody put it on hold"
    );

    alice.offline();
    let covered = alice.core.replace_file(pasted, "shot.png", b"covered");
    let covered = covered.unwrap();
    // Taken back, it is what it was, and waits as it did.
    assert_eq!(alice.core.undo().unwrap().refused, []);
    alice.online();
    alice.settles().await;
    assert_eq!(sent(), others);
    assert_eq!(alice.core.redo().unwrap().refused, []);
    let alice = alice.comes_back_after(Damage::Lost);
    alice.settles().await;
    let mut wanted = [others, vec![b"covered".to_vec()]].concat();
    wanted.sort();
    assert_eq!(sent(), wanted, "{covered:?} once, and the first never");
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn what_is_said_after_a_picture_that_nobody_looked_at_yet_does_not_wait_for_it() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let case = world.id_of(&row.name);
    let pasted = alice.core.attach_held(row.id, "shot.png", b"shot").unwrap();
    alice.replies(row.id, "I will send a picture later");
    alice.settles().await;
    assert_eq!(world.times_said("I will send a picture later"), 1);
    let status = alice.core.status().unwrap();
    assert_eq!(status.word, StatusWord::UpToDate);
    assert_eq!((status.pending, status.behind, status.by_choice), (0, 0, 1));

    alice.offline();
    alice.replies(row.id, "Here it comes");
    alice.core.send(pasted).unwrap();
    let kinds: Vec<_> = alice.outbox().into_iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [Kind::Comment, Kind::Upload], "attached now");
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    let files = world.crm().attachments_of(case).len();
    assert!(files > 0, "it came");
}

/// Seeds 7775 and 1738: the comment had moved up when the picture went to the end, and was named as what was taken back.
#[tokio::test]
async fn what_a_picture_that_is_attached_or_covered_passes_by_is_not_part_of_the_act() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let row = alice.my_case();
    let pasted = alice.core.attach_held(row.id, "shot.png", b"shot").unwrap();
    alice.replies(row.id, "Here it comes");
    alice.core.send(pasted).unwrap();
    let kind = |undone: Undone| undone.what.map(|what| what.kind);
    assert_eq!(kind(alice.core.undo().unwrap()), Some(Kind::Upload));
    let waits = alice.outbox().into_iter().filter(|one| one.waits_by_choice);
    assert_eq!(waits.count(), 1, "it waits again");
    assert_eq!(kind(alice.core.redo().unwrap()), Some(Kind::Upload));
    alice
        .core
        .replace_file(pasted, "shot.png", b"covered")
        .unwrap();
    assert_eq!(kind(alice.core.undo().unwrap()), Some(Kind::Upload));
}

#[tokio::test]
async fn a_file_keeps_its_place_when_another_stands_in_for_it_and_not_once_it_has_left() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let row = alice.my_case();
    let first = alice.core.attach(row.id, "a.png", b"a").unwrap();
    alice.core.attach(row.id, "b.png", b"b").unwrap();
    let other = alice.core.replace_file(first, "c.png", b"c").unwrap();
    let lane: Vec<_> = alice.outbox().into_iter().map(|o| o.intent_id).collect();
    assert_eq!(lane[0], other);
    assert_eq!(lane.len(), 2);

    alice.online();
    alice.settles().await;
    let late = alice.core.replace_file(other, "d.png", b"d");
    assert_eq!(late.unwrap_err().code(), Code::NotFound);
    let words = alice.replies(row.id, "words");
    let no_file = alice.core.replace_file(words, "d.png", b"d");
    assert_eq!(no_file.unwrap_err().code(), Code::Invalid);
    drop(world);
}

#[tokio::test]
async fn what_may_be_on_the_server_already_is_not_covered_any_more() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let file = alice.core.attach(alice.my_case().id, "a.png", b"a");
    let file = file.unwrap();
    // The mirror was put back from an older copy.
    alice.core.begin_epoch(Some(9)).unwrap();
    assert!(reasons(&alice.core)[0].contains("may already"));
    // Somebody may have seen it: who covers it now would believe that nobody has.
    let late = alice.core.replace_file(file, "b.png", b"b");
    assert_eq!(late.unwrap_err().code(), Code::TooLate);
}
