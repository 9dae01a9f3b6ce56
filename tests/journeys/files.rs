//! Files that are fetched ahead of need: what comes, in which order, what makes room, what waits, and what is said of it.

use async_trait::async_trait;
use chrono::TimeDelta;
use satchel_core::attachment::keep::FileState;
use satchel_core::attachment::policy::{FileKinds, FilePolicy};
use satchel_core::case::view::{CaseRow, TimelineItem, View};
use satchel_core::clock::Clock;
use satchel_core::crm::Token;
use satchel_core::crm::transport::{Request, Response, Transport, TransportError};
use satchel_core::id::{AttachmentId, CaseId};
use satchel_core::sync::rhythm::{Around, FilesWait};
use satchel_sandbox::{ALICE, Dialect, Fate};
use satchel_tests::{Client, Line, World, downloading};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

const MB: usize = 1024 * 1024;

fn policy(budget_mb: u32) -> FilePolicy {
    FilePolicy {
        budget_mb,
        limit_mb: 2,
        kinds: FileKinds::Documents,
        is_metered: false,
    }
}

/// A file of a case, as the screen shows it: where it is, and what kept it.
fn file(alice: &Client, case: CaseId, name: &str) -> (AttachmentId, FileState, Option<String>) {
    let found = alice
        .opens(case)
        .timeline
        .into_iter()
        .find_map(|item| match item {
            TimelineItem::Attachment {
                id,
                file_name,
                state,
                trouble,
                ..
            } if file_name == name => Some((id, state, trouble)),
            _ => None,
        });
    found.unwrap_or_else(|| panic!("no file {name:?}"))
}

fn state(alice: &Client, case: CaseId, name: &str) -> FileState {
    file(alice, case, name).1
}

/// Alice with everything mirrored but files, and two open cases: hers, and one that is not.
async fn alice(dialect: Dialect) -> (World, Client, CaseId, CaseId) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let mine = alice.my_case();
    let other = alice
        .lists(View::Open)
        .into_iter()
        .rfind(|row| row.id != mine.id);
    (world, alice, mine.id, other.expect("another").id)
}

/// Somebody attaches so many bytes on the web, and alice hears of it.
async fn attached(world: &World, alice: &Client, case: CaseId, name: &str, size: usize, fill: u8) {
    let (on_server, now) = (world.id_of(&alice.opens(case).row.name), world.now());
    let text = char::from(fill).to_string().repeat(size);
    let done = world.crm().web_attaches(on_server, "bob", name, &text, now);
    assert!(done.is_some());
    alice.core.sync_case(case).unwrap();
    alice.syncs().await.unwrap();
}

#[tokio::test]
async fn files_come_by_themselves_after_the_text_and_open_without_a_network() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice, mine, _) = alice(dialect).await;
        attached(&world, &alice, mine, "contract.pdf", MB, b'1').await;
        assert_eq!(state(&alice, mine, "contract.pdf"), FileState::Waits);
        alice.lives(TimeDelta::minutes(5)).await;
        let (id, now, _) = file(&alice, mine, "contract.pdf");
        assert_eq!(now, FileState::Here, "{dialect:?}");
        alice.offline();
        let (_, bytes) = alice.core.attachment(id).await.unwrap();
        assert_eq!(bytes, vec![b'1'; MB]);
        let files = alice.core.status().unwrap().files;
        assert_eq!((files.waiting, files.wait), (0, None));
    }
}

#[tokio::test]
async fn what_the_choice_leaves_on_the_server_stays_there_until_somebody_asks() {
    let (world, alice, mine, other) = alice(Dialect::Bottlecrm).await;
    alice.core.set_file_policy(policy(100)).unwrap();
    attached(&world, &alice, mine, "dump.zip", MB, b'1').await;
    attached(&world, &alice, mine, "scan.pdf", 3 * MB, b'2').await;
    alice.core.fetch_files().await.unwrap();
    assert_eq!(state(&alice, mine, "dump.zip"), FileState::NotAsked);
    assert_eq!(state(&alice, mine, "scan.pdf"), FileState::TooBig);
    let asked = world.crm().requests().count();
    alice.core.fetch_files().await.unwrap();
    assert_eq!(
        world.crm().requests().count(),
        asked,
        "it is not tried again"
    );
    // Who asks gets it, whatever the choice.
    let (id, ..) = file(&alice, mine, "scan.pdf");
    assert_eq!(alice.core.attachment(id).await.unwrap().1.len(), 3 * MB);
    assert_eq!(state(&alice, mine, "scan.pdf"), FileState::Here);
    // A pinned case's files are kept, all of them.
    attached(&world, &alice, other, "logs.zip", 4 * MB, b'3').await;
    alice.core.pin_case(other, true).unwrap();
    alice.core.fetch_files().await.unwrap();
    assert_eq!(state(&alice, other, "logs.zip"), FileState::Here);
    assert!(alice.opens(other).pinned);
    let found: Vec<CaseId> = alice
        .finds(View::All, "is:pinned")
        .iter()
        .map(|r| r.id)
        .collect();
    assert_eq!(found, [other]);
}

#[tokio::test]
async fn a_download_that_breaks_off_is_told_lets_others_pass_and_is_tried_later() {
    let (world, alice, mine, other) = alice(Dialect::Bottlecrm).await;
    alice.core.fetch_files().await.unwrap();
    attached(&world, &alice, mine, "first.pdf", MB, b'1').await;
    attached(&world, &alice, other, "second.pdf", MB, b'2').await;
    world.next(downloading(), Fate::Truncate(1000));
    alice.core.fetch_files().await.unwrap();
    let (_, now, why) = file(&alice, mine, "first.pdf");
    assert_eq!(now, FileState::Failed);
    assert!(why.unwrap().contains("broke"));
    assert_eq!(state(&alice, other, "second.pdf"), FileState::Here);
    let asked = world.crm().requests().count();
    alice.core.fetch_files().await.unwrap();
    assert_eq!(world.crm().requests().count(), asked, "no loop");
    assert!(
        alice.core.status().unwrap().error.is_none(),
        "one file is no trouble"
    );
    world.clock.pass(TimeDelta::minutes(6));
    alice.core.fetch_files().await.unwrap();
    assert_eq!(state(&alice, mine, "first.pdf"), FileState::Here);
}

#[tokio::test]
async fn on_a_metered_network_text_goes_and_files_wait_and_the_status_says_so() {
    let (world, alice, mine, _) = alice(Dialect::Bottlecrm).await;
    alice.core.fetch_files().await.unwrap();
    let metered = Around {
        is_metered: true,
        saves_power: false,
    };
    alice.core.set_around(metered);
    attached(&world, &alice, mine, "photo.png", MB, b'1').await;
    alice.replies(mine, "Text goes");
    alice.lives(TimeDelta::minutes(10)).await;
    assert_eq!(world.times_said("Text goes"), 1);
    assert_eq!(state(&alice, mine, "photo.png"), FileState::Waits);
    assert_eq!(
        alice.core.status().unwrap().files.wait,
        Some(FilesWait::Metered)
    );
    // Who asks does not wait.
    let (id, ..) = file(&alice, mine, "photo.png");
    assert!(alice.core.attachment(id).await.is_ok());
    attached(&world, &alice, mine, "photo2.png", MB, b'2').await;
    alice.core.set_around(Around::default());
    alice.lives(TimeDelta::minutes(5)).await;
    assert_eq!(state(&alice, mine, "photo2.png"), FileState::Here);
}

#[tokio::test]
async fn a_full_budget_drops_what_matters_less_and_never_what_is_pinned_or_unsent() {
    let (world, alice, mine, other) = alice(Dialect::Bottlecrm).await;
    alice.core.free_up_space().unwrap();
    let only_these = FilePolicy {
        kinds: FileKinds::Nothing,
        ..policy(3)
    };
    alice.core.set_file_policy(only_these).unwrap();
    attached(&world, &alice, other, "pinned.pdf", MB, b'1').await;
    alice.core.pin_case(other, true).unwrap();
    let unpinned = |c: &&CaseRow| c.id != mine && c.id != other;
    let third = alice.lists(View::Open).iter().find(unpinned).unwrap().id;
    alice.core.fetch_files().await.unwrap();
    attached(&world, &alice, third, "theirs.pdf", MB, b'2').await;
    let (id, ..) = file(&alice, third, "theirs.pdf");
    alice.core.attachment(id).await.unwrap();
    alice.offline();
    alice.core.attach(mine, "unsent.pdf", &vec![9; MB]).unwrap();
    alice.core.set_file_policy(policy(0)).unwrap();
    assert_eq!(state(&alice, other, "pinned.pdf"), FileState::Here);
    assert_ne!(state(&alice, third, "theirs.pdf"), FileState::Here);
    let (unsent, now, _) = file(&alice, mine, "unsent.pdf");
    assert_eq!(now, FileState::Here);
    assert_eq!(alice.core.attachment(unsent).await.unwrap().1, vec![9; MB]);
    alice.online();
    alice.settles().await;
    assert_eq!(
        state(&alice, mine, "unsent.pdf"),
        FileState::Here,
        "it was not in the way"
    );
}

#[tokio::test]
async fn where_nothing_fits_any_more_files_wait_for_room_and_it_is_said() {
    let (world, alice, mine, other) = alice(Dialect::Bottlecrm).await;
    alice.core.free_up_space().unwrap();
    alice.core.pin_case(other, true).unwrap();
    attached(&world, &alice, other, "kept.pdf", 2 * MB, b'1').await;
    alice.core.set_file_policy(policy(2)).unwrap();
    alice.core.fetch_files().await.unwrap();
    attached(&world, &alice, mine, "waits.pdf", MB, b'2').await;
    alice.core.fetch_files().await.unwrap();
    let files = alice.core.status().unwrap().files;
    assert_eq!(files.wait, Some(FilesWait::NoRoom));
    assert!(files.waiting > 0);
    alice.core.set_file_policy(policy(9)).unwrap();
    alice.core.fetch_files().await.unwrap();
    assert_eq!(state(&alice, mine, "waits.pdf"), FileState::Here);
}

#[tokio::test]
async fn the_same_bytes_take_their_room_once() {
    let (world, alice, mine, other) = alice(Dialect::Bottlecrm).await;
    alice.core.fetch_files().await.unwrap();
    let before = alice.core.kept_files().unwrap();
    attached(&world, &alice, mine, "logo.png", MB, b'7').await;
    attached(&world, &alice, other, "logo.png", MB, b'7').await;
    alice.core.fetch_files().await.unwrap();
    let after = alice.core.kept_files().unwrap();
    assert_eq!(after.here, before.here + 2);
    assert_eq!((after.used_kb - before.used_kb) as usize * 1024, MB);
    for case in [mine, other] {
        let (id, ..) = file(&alice, case, "logo.png");
        assert_eq!(alice.core.attachment(id).await.unwrap().1, vec![b'7'; MB]);
    }
}

#[tokio::test]
async fn however_many_files_there_are_they_cost_a_request_a_second_at_most() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 200).await;
    assert!(
        alice.core.kept_files().unwrap().waiting > 10,
        "there is something to fetch"
    );
    for _ in 0..3 {
        let before = world.crm().requests().count();
        alice.lives(TimeDelta::seconds(10)).await;
        let asked = world.crm().requests().count() - before;
        assert!(asked <= 10 + 3, "{asked} requests in ten seconds");
    }
    alice.lives(TimeDelta::minutes(10)).await;
    assert_eq!(alice.core.kept_files().unwrap().waiting, 0);
}

/// A line on which files never end.
struct Endless(Line);

#[async_trait]
impl Transport for Endless {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        if request.path.contains("/download/") {
            std::future::pending::<()>().await;
        }
        self.0.exchange(request).await
    }
}

#[tokio::test]
async fn a_reply_does_not_wait_behind_a_large_file() {
    let (world, alice, mine, _) = alice(Dialect::Bottlecrm).await;
    attached(&world, &alice, mine, "huge.pdf", MB, b'1').await;
    let line = Endless(Line::new(world.server(), Arc::clone(&world.clock)));
    let account = alice.core.account().unwrap().unwrap();
    let token = Token::new(ALICE);
    alice.core.connect(&account, token, Arc::new(line)).unwrap();
    alice.lives(TimeDelta::minutes(2)).await;
    alice.replies(mine, "Past the file");
    alice.lives(TimeDelta::minutes(2)).await;
    assert_eq!(world.times_said("Past the file"), 1);
    assert_eq!(state(&alice, mine, "huge.pdf"), FileState::Waits);
}

/// A line on which files never end and every answer takes a moment; it counts what is under way.
struct Slow {
    line: Line,
    /// What others do on the server when the first file is on its way.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    under_way: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

/// One request under way, until it is answered or given up.
struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Lets the others go on, and asks to be woken at once: nobody else would do that here.
async fn a_moment() {
    let mut is_over = false;
    std::future::poll_fn(|cx| {
        cx.waker().wake_by_ref();
        if std::mem::replace(&mut is_over, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

#[async_trait]
impl Transport for Slow {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        let _under_way = UnderWay(Arc::clone(&self.under_way));
        self.most.fetch_max(now, Ordering::SeqCst);
        if request.path.contains("/download/") {
            let meanwhile = self.meanwhile.lock().unwrap().take();
            meanwhile.into_iter().for_each(|act| act());
            std::future::pending::<()>().await;
        }
        for _ in 0..8 {
            a_moment().await;
        }
        self.line.exchange(request).await
    }
}

#[tokio::test]
async fn beside_a_file_there_are_no_more_than_four_requests_at_once() {
    let (world, alice, mine, _) = alice(Dialect::Bottlecrm).await;
    attached(&world, &alice, mine, "huge.pdf", MB, b'1').await;
    let mut rows = alice.lists(View::All);
    rows.truncate(8);
    let cases: Vec<_> = rows.iter().map(|row| world.id_of(&row.name)).collect();
    let (server, clock) = (world.server(), Arc::clone(&world.clock));
    let meanwhile = move || {
        let mut server = server.lock().unwrap();
        for case in cases {
            server.web_comments(case, "bob", "News", false, clock.now());
        }
    };
    let most = Arc::new(AtomicUsize::new(0));
    let line = Slow {
        line: Line::new(world.server(), Arc::clone(&world.clock)),
        meanwhile: Mutex::new(Some(Box::new(meanwhile))),
        under_way: Arc::default(),
        most: Arc::clone(&most),
    };
    let account = alice.core.account().unwrap().unwrap();
    let token = Token::new(ALICE);
    alice.core.connect(&account, token, Arc::new(line)).unwrap();
    alice.lives(TimeDelta::minutes(10)).await;
    let told = |row: &CaseRow| alice.sees_said(row.id).contains(&"News".to_owned());
    assert!(rows.iter().all(told));
    assert_eq!(most.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn who_signs_in_again_while_a_file_is_on_its_way_has_no_more_than_four_requests_at_once_either()
 {
    let (world, alice, mine, _) = alice(Dialect::Bottlecrm).await;
    attached(&world, &alice, mine, "huge.pdf", MB, b'1').await;
    let mut rows = alice.lists(View::All);
    rows.truncate(8);
    let cases: Vec<_> = rows.iter().map(|row| world.id_of(&row.name)).collect();
    let (under_way, most) = (Arc::default(), Arc::new(AtomicUsize::new(0)));
    let line = |meanwhile| Slow {
        line: Line::new(world.server(), Arc::clone(&world.clock)),
        meanwhile: Mutex::new(meanwhile),
        under_way: Arc::clone(&under_way),
        most: Arc::clone(&most),
    };
    let account = alice.core.account().unwrap().unwrap();
    let token = || Token::new(ALICE);
    let again: Arc<dyn Transport> = Arc::new(line(None));
    let meanwhile = {
        let (server, clock) = (world.server(), Arc::clone(&world.clock));
        let (core, account) = (alice.core.clone(), account.clone());
        move || {
            let mut server = server.lock().unwrap();
            for case in cases {
                server.web_comments(case, "bob", "News", false, clock.now());
            }
            core.connect(&account, token(), again).unwrap();
        }
    };
    let first = line(Some(Box::new(meanwhile) as Box<dyn FnOnce() + Send>));
    let connected = alice.core.connect(&account, token(), Arc::new(first));
    connected.unwrap();
    alice.lives(TimeDelta::minutes(10)).await;
    let told = |row: &CaseRow| alice.sees_said(row.id).contains(&"News".to_owned());
    assert!(rows.iter().all(told));
    assert_eq!(most.load(Ordering::SeqCst), 4);
}
