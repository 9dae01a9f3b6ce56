//! Tokens end, people change: nothing is lost by it, and nothing is sent as somebody else (invariants I16, I17).

use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::case::Field;
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::comment::Audience;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Credential, Token};
use satchel_core::error::Code;
use satchel_core::id::CaseId;
use satchel_core::intent::State;
use satchel_core::sentence::{Advice, Cannot};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::{BOB, Dialect, Fate, Generation, Request, When};
use satchel_tests::{Line, World, commenting, session_403};
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn a_token_revoked_in_the_middle_asks_for_a_sign_in_and_everything_is_sent_once_after_it() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, mut alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        let here = alice.lists(View::All).len();
        alice.replies(case.id, "Before the end");
        alice.settles().await;

        let now = world.now();
        world.crm().web_revokes_tokens("alice", now);
        alice.replies(case.id, "After the end");
        alice.sets(
            case.id,
            Field::Priority,
            if case.priority == "Low" {
                "Normal"
            } else {
                "Low"
            },
        );
        assert_eq!(alice.syncs().await.unwrap_err().code(), Code::SignIn);
        let status = alice.core.status().unwrap();
        assert_eq!(status.word, StatusWord::SignInAgain, "{dialect:?}");
        assert_eq!((status.pending, status.held), (2, 0), "untouched");
        // Days later it still asks, and still has everything.
        alice.lives(TimeDelta::days(2)).await;
        assert_eq!(alice.core.status().unwrap().word, StatusWord::SignInAgain);
        assert_eq!(
            alice.lists(View::All).len(),
            here,
            "nothing left the mirror"
        );
        assert!(
            alice.outbox().iter().all(|i| i.state == State::Pending),
            "{:?}",
            alice.outbox()
        );

        let profile = world.crm().person("alice").unwrap().profile;
        world.crm().issue_token("bcrm_pat_fresh", profile, &[]);
        alice.signs_in_again("bcrm_pat_fresh").unwrap();
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(world.times_said("Before the end"), 1);
        assert_eq!(world.times_said("After the end"), 1);
        assert_eq!(alice.core.status().unwrap().word, StatusWord::UpToDate);
    }
}

#[tokio::test]
async fn a_session_that_ends_at_the_reply_itself_leaves_it_unsent_not_in_doubt() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    world.next(commenting(), session_403());
    alice.replies(case.id, "At the door");
    assert_eq!(alice.syncs().await.unwrap_err().code(), Code::SignIn);
    assert_eq!(
        alice.outbox()[0].state,
        State::Pending,
        "the server said it did not look"
    );
    alice.settles().await;
    assert_eq!(world.times_said("At the door"), 1);
}

#[tokio::test]
async fn what_one_person_did_is_never_sent_as_another() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.offline();
    alice.replies(case.id, "Alice's own words");
    let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
    let bob = with_token(&*line, "https://crm.test", &Token::new(BOB), None)
        .await
        .unwrap();
    let no = alice.core.connect(&bob, Token::new(BOB), line);
    assert_eq!(no.unwrap_err().code(), Code::Invalid);
    assert!(!alice.core.is_of(&bob));
    alice.online();
    alice.settles().await;
    let crm = world.crm();
    let on_server = crm.case_named(&case.name).unwrap().id;
    let said = crm
        .comments_of(on_server)
        .iter()
        .find(|c| c.text == "Alice's own words");
    assert_eq!(said.unwrap().by, Some(crm.person("alice").unwrap().profile));
}

/// Alice with a session that ends, as on a server without tokens of a device.
async fn with_session(world: &World) -> (Core, Arc<Line>) {
    with_session_by(world, TimeDelta::zero()).await
}

/// The same, where the server's clock is so far off this computer's.
async fn with_session_by(world: &World, off: TimeDelta) -> (Core, Arc<Line>) {
    world.crm().set_generation(Generation::E);
    world.crm().faults.set_clock_off(off);
    let org = world.crm().org().id;
    let email = world.crm().person("alice").unwrap().email.clone();
    let session = world
        .crm()
        .sign_in(&email, Some(org), world.now() + off)
        .unwrap();
    let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
    let access = Token::new(&session.access);
    let account = with_token(&*line, "https://crm.test", &access, None)
        .await
        .unwrap();
    let core = Core::open(
        &Place::Memory,
        &DataKey::for_tests(1),
        Arc::clone(&world.clock) as _,
    )
    .unwrap();
    let refresh = Token::new(&session.refresh);
    let credential = Credential::Session { access, refresh };
    core.connect(&account, credential, Arc::clone(&line) as _)
        .unwrap();
    core.sync_once().await.unwrap();
    (core, line)
}

fn an_open_case(core: &Core) -> CaseId {
    let question = CaseQuery {
        view: View::Mine,
        text: String::new(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 1,
    };
    core.list_cases(&question).unwrap().rows.remove(0).id
}

fn renewing() -> When {
    When::any().and(|r: &Request| r.path == "/api/auth/refresh-token/")
}

#[tokio::test]
async fn a_deactivated_account_asks_to_sign_in_and_leaves_everything_here() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let (core, _line) = with_session(&world).await;
    let case = an_open_case(&core);
    core.add_comment(case, Audience::Public, "Before I was switched off")
        .unwrap();
    let now = world.now();
    assert!(world.crm().web_deactivates("alice", now));
    world.clock.pass(TimeDelta::hours(2));
    for _ in 0..3 {
        assert_eq!(core.sync_once().await.unwrap_err().code(), Code::SignIn);
        world.clock.pass(TimeDelta::hours(30));
    }
    let status = core.status().unwrap();
    assert_eq!(status.word, StatusWord::SignInAgain);
    assert_eq!((status.pending, status.held), (1, 0), "it waits, untouched");
    assert!(status.coverage.here > 0, "nothing left the mirror");
    core.open_case(case).unwrap();
    core.save_draft(case, Audience::Public, "and one can go on working")
        .unwrap();
}

#[tokio::test]
async fn a_renewal_that_never_arrived_is_tried_again_with_the_same_token() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let (core, _line) = with_session(&world).await;
    world.clock.pass(TimeDelta::hours(2));
    world.next(renewing(), Fate::LoseRequest);
    assert_eq!(core.sync_once().await.unwrap_err().code(), Code::Offline);
    world.clock.pass(TimeDelta::minutes(10));
    core.sync_once().await.unwrap();
    assert_eq!(core.status().unwrap().word, StatusWord::UpToDate);
}

#[tokio::test]
async fn a_renewal_whose_answer_was_lost_is_tried_once_more_and_then_asks_to_sign_in() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let (core, _line) = with_session(&world).await;
    let case = an_open_case(&core);
    core.add_comment(case, Audience::Public, "Written on the train")
        .unwrap();
    world.clock.pass(TimeDelta::hours(2));
    // The server renewed it: the old token is dead, and the new one is lost.
    world.next(renewing(), Fate::LoseReply);
    assert_eq!(core.sync_once().await.unwrap_err().code(), Code::Offline);
    world.clock.pass(TimeDelta::minutes(10));
    assert_eq!(core.sync_once().await.unwrap_err().code(), Code::SignIn);
    world.clock.pass(TimeDelta::minutes(10));
    let crm = world.crm();
    let renewals = crm.requests().filter(|r| r.target.contains("refresh"));
    assert_eq!(renewals.count(), 2, "once, and once more");
    drop(crm);
    let status = core.status().unwrap();
    assert_eq!(status.word, StatusWord::SignInAgain);
    assert_eq!(status.pending, 1, "what was written waits");
}

#[tokio::test]
async fn a_session_renewed_while_the_keyring_was_away_is_the_one_that_counts_when_it_is_back() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let (core, line) = with_session(&world).await;
    let keyring = Arc::new(Mutex::new((core.credential().unwrap(), true)));
    let keeps = |keyring: &Arc<Mutex<(Credential, bool)>>| {
        let keyring = Arc::clone(keyring);
        Arc::new(move |renewed: &Credential| {
            let mut keyring = keyring.lock().unwrap();
            if keyring.1 {
                keyring.0 = renewed.clone();
            }
            keyring.1
        })
    };
    let starts_again = || {
        let kept = core.credential_or(|| Some(keyring.lock().unwrap().0.clone()));
        let account = core.account().unwrap().unwrap();
        let line = Arc::clone(&line) as _;
        core.connect_keeping(&account, kept.unwrap().unwrap(), line, keeps(&keyring))
            .unwrap();
    };
    starts_again();
    // Away, back, away, back: a refresh token is good once, so an older one would ask the person to sign in.
    for is_there in [true, false, true, false, false, true] {
        keyring.lock().unwrap().1 = is_there;
        world.clock.pass(TimeDelta::hours(2));
        core.sync_once().await.unwrap();
        assert_eq!(core.kept_credential().unwrap().is_none(), is_there);
        starts_again();
        core.sync_once().await.unwrap();
    }
    assert_eq!(keyring.lock().unwrap().0, core.credential().unwrap());
}

#[tokio::test]
async fn a_clock_that_is_wrong_by_years_renews_neither_earlier_nor_later() {
    for years in [-10, 10] {
        let world = World::new(Dialect::Bottlecrm, 40);
        let off = TimeDelta::days(365 * years);
        let (core, _line) = with_session_by(&world, off).await;
        let renewals = || {
            let crm = world.crm();
            let all = crm.requests();
            all.filter(|r| r.target.contains("refresh-token")).count()
        };
        assert_eq!(renewals(), 0, "the server still takes it");
        world.clock.pass(TimeDelta::hours(2));
        core.sync_once().await.unwrap();
        assert_eq!(renewals(), 1, "the server said that it had ended");
    }
}

#[tokio::test]
async fn a_server_that_must_not_be_spoken_to_is_told_from_an_ended_sign_in_and_gets_everything_once_it_may()
 {
    let (world, mut alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let case = alice.my_case();
    let why = Cannot::ServerUnknown {
        why: "line 3, column 7: it is no JSON".to_owned(),
    };
    alice.core.bar(why);
    alice.replies(case.id, "Written behind the wall");
    let asked = world.crm().requests().count();
    alice.lives(TimeDelta::hours(2)).await;
    let status = alice.core.status().unwrap();
    assert_eq!((status.word, status.pending), (StatusWord::Barred, 1));
    let told = status.error.expect("why");
    assert_eq!(told.advice, Some(Advice::Administrator));
    assert!(told.message.contains("line 3, column 7"), "{told:?}");
    assert_eq!(world.crm().requests().count(), asked, "nobody is asked");

    alice.signs_in_again(satchel_sandbox::ALICE).unwrap();
    alice.settles().await;
    let status = alice.core.status().unwrap();
    assert_eq!((status.word, status.pending), (StatusWord::UpToDate, 0));
}
