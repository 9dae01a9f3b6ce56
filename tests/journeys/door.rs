//! Coming in: what a server offers, a code by e-mail, a password, several organizations, and a token of this device.

use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::comment::Audience;
use satchel_core::crm::sign_in::{
    Device, Entered, In, Way, choose_organization, offers, request_code, with_code, with_password,
    with_token,
};
use satchel_core::crm::{Account, Credential, Minted, Token};
use satchel_core::error::Code;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect, Fate, Generation, Request, Role, When};
use satchel_tests::{Line, World, answer};
use serde_json::json;
use std::sync::{Arc, Mutex};

const EMAIL: &str = "alice@larkfield.example";
const ORIGIN: &str = "https://crm.test";
const DEVICE: &str = "Satchel on a laptop";

fn device() -> Device {
    Device::named(DEVICE)
}

fn line(world: &World) -> Line {
    Line::new(world.server(), Arc::clone(&world.clock))
}

fn inside(entered: Entered) -> (Account, Credential) {
    let Entered::In(entered) = entered else {
        panic!("there was nothing to choose")
    };
    (entered.account, entered.credential)
}

fn world(generation: Generation) -> World {
    let world = World::new(Dialect::Bottlecrm, 40);
    world.crm().set_generation(generation);
    world
}

#[tokio::test]
async fn a_server_is_asked_what_it_offers() {
    let asked = async |world: &World| offers(&line(world)).await.unwrap();
    assert_eq!(asked(&world(Generation::H)).await, [Way::Code, Way::Token]);
    assert_eq!(
        asked(&world(Generation::E)).await,
        [Way::Password, Way::Token]
    );
    assert_eq!(
        asked(&World::new(Dialect::Documented, 5)).await,
        [Way::Token]
    );
}

#[tokio::test]
async fn however_a_sign_in_call_answers_a_question_it_is_recognized_and_a_blanket_refusal_is_none()
{
    let login = || When::any().and(|r: &Request| r.path == "/api/auth/login/");
    let all = || When::any().and(|r: &Request| r.path.starts_with("/api/auth/"));
    let said = |status| answer(status, &json!({"detail": "No."}), false);
    for status in [405, 401, 403, 400, 200] {
        let world = world(Generation::F);
        world.always(login(), said(status));
        let ways = offers(&line(&world)).await.unwrap();
        assert_eq!(ways, [Way::Password, Way::Token], "{status}");
    }
    // Some ask for a token whatever the path, and some answer every path with their page.
    for status in [401, 403, 404, 200] {
        let world = World::new(Dialect::Documented, 5);
        world.always(all(), said(status));
        let ways = offers(&line(&world)).await.unwrap();
        assert_eq!(ways, [Way::Token], "{status}");
    }
    let world = World::new(Dialect::Documented, 5);
    world.always(all(), Fate::CaptivePortal);
    let ways = offers(&line(&world)).await.unwrap();
    assert_eq!(ways, [Way::Token]);
}

#[tokio::test]
async fn a_code_by_email_ends_in_a_token_of_this_device_and_no_session() {
    let world = world(Generation::H);
    let line = line(&world);
    request_code(&line, EMAIL).await.unwrap();
    let code = world.crm().last_code(EMAIL).expect("a code was sent");
    let wrong = with_code(&line, ORIGIN, EMAIL, "000000", &device())
        .await
        .unwrap_err();
    assert_eq!(wrong.code(), Code::Invalid);
    // Typed as people copy it.
    let typed = format!(" {} {} ", &code[..3], &code[3..]);
    let Entered::In(entered) = with_code(&line, ORIGIN, EMAIL, &typed, &device())
        .await
        .unwrap()
    else {
        panic!("one organization: nothing to choose");
    };
    let In {
        account,
        credential: Credential::Minted(Minted { token, name, .. }),
        ..
    } = *entered
    else {
        panic!("a token of this device")
    };
    assert_eq!(name, DEVICE);
    assert!(token.reveal().starts_with("bcrm_pat_"));
    assert_eq!(account.me.email, EMAIL);
    assert_eq!(account.organization_name, "Larkfield Support");
    assert!(
        world
            .writes()
            .iter()
            .any(|w| w.contains("/api/auth/logout/")),
        "the session has served"
    );
    let again = with_token(&line, ORIGIN, &token, None).await.unwrap();
    assert!(again.is_same_person(&account), "the token is this person's");
    // A code serves once.
    let used = with_code(&line, ORIGIN, EMAIL, &code, &device())
        .await
        .unwrap_err();
    assert_eq!(used.code(), Code::Invalid);
}

#[tokio::test]
async fn somebody_of_several_organizations_chooses_one() {
    let world = world(Generation::H);
    let other = world.crm().add_org("Harbor Desk", 7);
    world
        .crm()
        .join(other, (EMAIL, "Alice"), Role::User, "bcrm_pat_elsewhere");
    let line = line(&world);
    request_code(&line, EMAIL).await.unwrap();
    let code = world.crm().last_code(EMAIL).unwrap();
    let Entered::Choose(organizations, half) = with_code(&line, ORIGIN, EMAIL, &code, &device())
        .await
        .unwrap()
    else {
        panic!("two organizations: there is something to choose");
    };
    assert_eq!(organizations.len(), 2);
    let harbor = organizations
        .iter()
        .find(|o| o.name == "Harbor Desk")
        .unwrap();
    let entered = choose_organization(&line, ORIGIN, &half, &harbor.id, &device())
        .await
        .unwrap();
    let (account, credential) = inside(entered);
    let Credential::Minted(Minted { token, .. }) = credential else {
        panic!("a token of this device")
    };
    assert_eq!(account.organization_name, "Harbor Desk");
    assert!(
        with_token(&line, ORIGIN, &token, None)
            .await
            .unwrap()
            .is_same_person(&account)
    );
}

#[tokio::test]
async fn an_older_server_lets_in_by_password_and_keeps_its_own_session() {
    let world = world(Generation::E);
    world.crm().set_password(EMAIL, "correct horse");
    let line = line(&world);
    let wrong = with_password(&line, ORIGIN, EMAIL, "battery staple", &device())
        .await
        .unwrap_err();
    assert_eq!(wrong.code(), Code::Invalid);
    let entered = with_password(&line, ORIGIN, EMAIL, "correct horse", &device())
        .await
        .unwrap();
    let (account, credential) = inside(entered);
    assert!(
        matches!(credential, Credential::Session { .. }),
        "tokens of a device came later"
    );
    assert!(!account.capabilities.has_activity_feed && !account.capabilities.has_internal_notes);
    assert!(!account.capabilities.has_slim && !account.capabilities.has_key_order);
}

#[tokio::test]
async fn what_a_token_can_do_is_found_out_and_a_mistyped_one_is_said_to_be() {
    let world = world(Generation::H);
    let line = line(&world);
    let account = with_token(&line, ORIGIN, &Token::new(ALICE), None)
        .await
        .unwrap();
    assert!(account.capabilities.has_activity_feed && account.capabilities.has_key_order);
    let no = with_token(&line, ORIGIN, &Token::new("bcrm_pat_mistyped"), None)
        .await
        .unwrap_err();
    assert_eq!(no.code(), Code::SignIn);
}

#[tokio::test]
async fn a_documented_server_that_wants_its_organization_says_so() {
    let world = World::new(Dialect::Documented, 5);
    let no = with_token(&line(&world), ORIGIN, &Token::new(ALICE), None)
        .await
        .unwrap_err();
    assert_eq!(no.code(), Code::Invalid);
    assert!(no.to_string().contains("organization"), "{no}");
}

#[tokio::test]
async fn a_session_that_ends_is_renewed_once_kept_before_use_and_loses_nothing() {
    let world = world(Generation::E);
    let line = Arc::new(line(&world));
    let entered = with_password(&*line, ORIGIN, EMAIL, "password", &device())
        .await
        .unwrap();
    let (account, credential) = inside(entered);
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = {
        let kept = Arc::clone(&kept);
        move |renewed: &Credential| {
            kept.lock().unwrap().push(renewed.clone());
            true
        }
    };
    let core = Core::open(
        &Place::Memory,
        &DataKey::for_tests(1),
        Arc::clone(&world.clock) as _,
    )
    .unwrap();
    core.connect_keeping(
        &account,
        credential.clone(),
        Arc::clone(&line) as _,
        Arc::new(keep),
    )
    .unwrap();
    core.sync_once().await.unwrap();
    let renewals = || {
        world
            .writes()
            .iter()
            .filter(|w| w.contains("refresh-token"))
            .count()
    };
    assert_eq!(renewals(), 0);

    let case = core.list_cases(&mine()).unwrap().rows.remove(0);
    core.add_comment(case.id, Audience::Public, "Written before it ended")
        .unwrap();
    world.clock.pass(TimeDelta::hours(25));
    core.sync_once().await.unwrap();
    assert_eq!(
        renewals(),
        1,
        "one refresh, however many requests found the session ended"
    );
    assert_eq!(kept.lock().unwrap().len(), 1, "the new pair was kept");
    assert_eq!(world.times_said("Written before it ended"), 1);

    // Another program with the old pair, as after a restore from a backup: nothing is lost, the person signs in again.
    let old = Core::open(
        &Place::Memory,
        &DataKey::for_tests(1),
        Arc::clone(&world.clock) as _,
    )
    .unwrap();
    world.clock.pass(TimeDelta::hours(25));
    old.connect(&account, credential, Arc::clone(&line) as _)
        .unwrap();
    assert_eq!(old.sync_once().await.unwrap_err().code(), Code::SignIn);
    // What was kept last is what works.
    let last = kept.lock().unwrap().last().unwrap().clone();
    let again = Core::open(
        &Place::Memory,
        &DataKey::for_tests(1),
        Arc::clone(&world.clock) as _,
    )
    .unwrap();
    again
        .connect(&account, Credential::from_text(&last.to_text()), line)
        .unwrap();
    again.sync_once().await.unwrap();
}

fn mine() -> CaseQuery {
    CaseQuery {
        view: View::Mine,
        text: String::new(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 10,
    }
}
