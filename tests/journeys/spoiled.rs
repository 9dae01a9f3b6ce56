//! A file of a case whose copy on this disk is not what was written: it is never shown, and is fetched anew. What waits to be sent
//! is taken from the journal then; where that copy is damaged, too, it waits for the person, and holds up nobody else.

use chrono::TimeDelta;
use satchel_core::attachment::keep::FileState;
use satchel_core::case::view::{TimelineItem, View};
use satchel_core::error::Error;
use satchel_core::id::{AttachmentId, CaseId};
use satchel_core::intent::State;
use satchel_core::sentence::Sentence;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, Damage, World};

const MB: usize = 1024 * 1024;

/// The file of this name, and whether it is here.
fn file(alice: &Client, case: CaseId, name: &str) -> (AttachmentId, FileState) {
    let mut all = alice.opens(case).timeline.into_iter();
    let found = all.find_map(|item| match item {
        TimelineItem::Attachment {
            id,
            file_name,
            state,
            ..
        } if file_name == name => Some((id, state)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no file {name:?}"))
}

/// Alice, with a mirror on disk and a large file of a case of hers in it.
async fn alice_has_a_file() -> (World, Client, CaseId, Vec<u8>) {
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = world.alice_on_disk().await;
    alice.syncs().await.unwrap();
    let (row, now) = (alice.my_case(), world.now());
    let on_server = world.id_of(&row.name);
    let text = "1234".repeat(MB / 4);
    world
        .crm()
        .web_attaches(on_server, "bob", "contract.pdf", &text, now);
    alice.core.sync_case(row.id).unwrap();
    alice.syncs().await.unwrap();
    alice.core.fetch_files().await.unwrap();
    assert_eq!(file(&alice, row.id, "contract.pdf").1, FileState::Here);
    (world, alice, row.id, text.into_bytes())
}

#[tokio::test]
async fn a_copy_that_is_not_what_was_written_is_dropped_on_read_and_fetched_anew() {
    let (_world, alice, case, bytes) = alice_has_a_file().await;
    let alice = alice.comes_back_after(Damage::Swapped);
    let (id, _) = file(&alice, case, "contract.pdf");
    // Offline, the damaged copy is not shown in place of the file.
    alice.offline();
    assert!(alice.core.file_here(id).unwrap().is_none());
    let refused = alice.core.attachment(id).await.unwrap_err();
    assert!(matches!(refused, Error::Crm(_)), "{refused:?}");
    assert_eq!(file(&alice, case, "contract.pdf").1, FileState::Failed);
    alice.online();
    assert_eq!(alice.core.attachment(id).await.unwrap().1, bytes);
    assert_eq!(file(&alice, case, "contract.pdf").1, FileState::Here);
    let alice = alice.restarts();
    alice.offline();
    assert_eq!(
        alice.core.attachment(id).await.unwrap().1,
        bytes,
        "it stays"
    );
}

#[tokio::test]
async fn a_copy_whose_place_on_the_disk_went_bad_is_fetched_and_the_rest_of_the_mirror_is_read() {
    let (world, alice, case, bytes) = alice_has_a_file().await;
    let (name, listed) = (alice.opens(case).row.name, alice.lists(View::All).len());
    let alice = alice.comes_back_after(Damage::Bent(MB / 2));
    let (id, _) = file(&alice, case, "contract.pdf");
    let shown = alice.core.attachment(id).await;
    assert_eq!(shown.expect("fetched anew").1, bytes);
    // Everything else is as it was, and goes on.
    assert_eq!(alice.lists(View::All).len(), listed);
    alice.replies(case, "In spite of the disk");
    alice.settles().await;
    assert_eq!(world.times_said("In spite of the disk"), 1);
    // The next start looks at the whole file, and begins a mirror anew; the old one lies beside it.
    let alice = alice.restarts();
    alice.settles().await;
    let case = alice.case(&name);
    let (id, _) = file(&alice, case, "contract.pdf");
    assert_eq!(alice.core.attachment(id).await.unwrap().1, bytes);
}

#[tokio::test]
async fn a_file_that_waits_with_a_spoiled_copy_is_sent_as_it_stands_in_the_journal() {
    let (world, alice, case, _) = alice_has_a_file().await;
    alice.offline();
    alice.core.attach(case, "seat.txt", b"seat 61").unwrap();
    let (id, _) = file(&alice, case, "seat.txt");
    let alice = alice.comes_back_after(Damage::Swapped);
    alice.offline();
    assert_eq!(alice.core.attachment(id).await.unwrap().1, b"seat 61");
    assert_eq!(alice.core.file_here(id).unwrap().unwrap().1, b"seat 61");
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:#?}", alice.outbox());
    let on_server = world.id_of(&alice.opens(case).row.name);
    let crm = world.crm();
    let sent = crm.attachments_of(on_server).iter();
    let sent: Vec<_> = sent.filter(|file| file.name == "seat.txt").collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(crm.bytes_of(sent[0].id).unwrap()[..], b"seat 61"[..]);
}

#[tokio::test]
async fn a_file_that_waits_with_both_copies_spoiled_waits_for_the_person_and_others_go() {
    let (world, alice, case, _) = alice_has_a_file().await;
    alice.offline();
    alice.core.attach(case, "seat.txt", b"seat 61").unwrap();
    let other = alice.lists(View::Open).into_iter().find(|r| r.id != case);
    alice.replies(other.unwrap().id, "Past the file");
    let alice = alice.comes_back_after(Damage::Swapped);
    let alice = alice.comes_back_after(Damage::WaitingFiles);
    alice.online();
    for _ in 0..5 {
        let _trouble = alice.syncs().await;
        world.clock.pass(TimeDelta::seconds(31));
    }
    assert_eq!(world.times_said("Past the file"), 1);
    let waits = alice.outbox().remove(0);
    assert_eq!(waits.state, State::Held);
    assert_eq!(waits.why, Some(Sentence::SpoiledFile));
    let on_server = world.id_of(&alice.opens(case).row.name);
    let crm = world.crm();
    let sent = crm.attachments_of(on_server).iter();
    assert_eq!(sent.filter(|file| file.name == "seat.txt").count(), 0);
}
