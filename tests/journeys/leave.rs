//! Signing out: what was let in is ended on the server, what could not be ended is said, and nothing unsent is lost.

use satchel_core::Core;
use satchel_core::case::view::View;
use satchel_core::crm::sign_in::{
    Device, Entered, Left, choose_organization, end_with_code, request_code, with_code,
    with_password, with_token,
};
use satchel_core::crm::transport::{Body, Transport};
use satchel_core::crm::{Account, Credential, MintedId, Token};
use satchel_core::error::Code;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect, Generation, Role};
use satchel_tests::{Line, World};
use std::sync::Arc;

const EMAIL: &str = "alice@larkfield.example";
const ORIGIN: &str = "https://crm.test";
const DEVICE: &str = "Satchel on a laptop";

/// Somebody's sign-in by code, on a mirror.
struct Guest {
    world: World,
    line: Arc<Line>,
    core: Core,
    account: Account,
    credential: Credential,
}

impl Guest {
    async fn comes() -> Guest {
        let world = World::new(Dialect::Bottlecrm, 40);
        let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
        let (account, credential) = by_code(&world, &line, &Device::named(DEVICE)).await;
        let core = mirror(&world, &Place::Memory);
        core.connect(&account, credential.clone(), Arc::clone(&line) as _)
            .unwrap();
        core.sync_once().await.unwrap();
        Guest {
            world,
            line,
            core,
            account,
            credential,
        }
    }

    fn id(&self) -> MintedId {
        let Credential::Minted(minted) = &self.credential else {
            panic!("a token of this device")
        };
        minted.id.clone()
    }

    /// Whether each token that this device made is good.
    fn tokens(&self) -> Vec<bool> {
        tokens(&self.world)
    }

    async fn code(&self) -> String {
        request_code(&*self.line, EMAIL).await.unwrap();
        self.world.crm().last_code(EMAIL).unwrap()
    }
}

fn mirror(world: &World, place: &Place) -> Core {
    Core::open(place, &DataKey::for_tests(1), Arc::clone(&world.clock) as _).unwrap()
}

fn tokens(world: &World) -> Vec<bool> {
    let tokens = world.crm().tokens_of(EMAIL).into_iter();
    tokens
        .filter(|(name, _)| name == DEVICE)
        .map(|(_, is_good)| is_good)
        .collect()
}

async fn by_code(world: &World, line: &Line, device: &Device) -> (Account, Credential) {
    request_code(line, EMAIL).await.unwrap();
    let code = world.crm().last_code(EMAIL).unwrap();
    let entered = with_code(line, ORIGIN, EMAIL, &code, device).await.unwrap();
    let Entered::In(inside) = entered else {
        panic!("one organization")
    };
    (inside.account, inside.credential)
}

#[tokio::test]
async fn a_token_of_this_device_cannot_end_itself_so_it_is_named_and_a_code_ends_it() {
    let guest = Guest::comes().await;
    assert_eq!(guest.tokens(), [true]);
    let left = guest.core.sign_out().await.unwrap();
    let Some(Left::TokenStays(minted)) = left else {
        panic!("Django-CRM lets only a session revoke a token: {left:?}")
    };
    assert_eq!(minted.name, DEVICE, "what to look for in the CRM");
    assert_eq!(guest.tokens(), [true], "as it was said");
    let asked = guest.world.crm().requests().count();
    let _ = guest.core.sync_once().await;
    assert_eq!(
        guest.world.crm().requests().count(),
        asked,
        "nothing is asked in anybody's name any more"
    );

    let (account, ids) = (&guest.account, [minted.id]);
    let wrong = end_with_code(&*guest.line, account, "000000", &ids).await;
    assert_eq!(wrong.unwrap_err().code(), Code::Invalid);
    let code = guest.code().await;
    end_with_code(&*guest.line, account, &code, &ids)
        .await
        .unwrap();
    assert_eq!(guest.tokens(), [false], "revoked on the server");
    let Credential::Minted(minted) = &guest.credential else {
        panic!("a token of this device")
    };
    let no = with_token(&*guest.line, ORIGIN, &minted.token, None).await;
    assert_eq!(no.unwrap_err().code(), Code::SignIn);
    let logouts = |w: &&String| w.contains("/api/auth/logout/");
    assert_eq!(
        guest.world.writes().iter().filter(logouts).count(),
        2,
        "no session is left open: neither that of signing in nor that of signing out"
    );
}

#[tokio::test]
async fn a_token_that_was_revoked_already_is_known_to_be_over() {
    let guest = Guest::comes().await;
    let now = guest.world.now();
    guest.world.crm().web_revokes_tokens("alice", now);
    assert_eq!(guest.core.sign_out().await.unwrap(), Some(Left::Ended));
}

#[tokio::test]
async fn without_a_network_it_is_said_that_the_token_stays_and_the_next_sign_in_revokes_it() {
    let guest = Guest::comes().await;
    guest.line.set_up(false);
    let left = guest.core.sign_out().await.unwrap();
    assert!(matches!(left, Some(Left::TokenStays(_))), "{left:?}");
    guest.line.set_up(true);
    let (old, of) = (guest.id(), guest.account.clone());
    let device = Device {
        name: DEVICE.to_owned(),
        made_for: Box::new(move |account| {
            let is_mine = account.is_same_person(&of);
            is_mine.then(|| old.clone()).into_iter().collect()
        }),
    };
    let code = guest.code().await;
    let entered = with_code(&*guest.line, ORIGIN, EMAIL, &code, &device).await;
    let Entered::In(inside) = entered.unwrap() else {
        panic!("one organization")
    };
    assert_eq!(inside.revoked, [guest.id()]);
    assert_eq!(
        guest.tokens(),
        [false, true],
        "the old one is over, the new one good"
    );
}

#[tokio::test]
async fn what_was_not_sent_waits_through_a_sign_out_and_is_sent_once_after_the_next_sign_in() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("mirror"));
    let (account, credential) = by_code(&world, &line, &Device::named(DEVICE)).await;
    {
        let core = mirror(&world, &place);
        core.connect(&account, credential.clone(), Arc::clone(&line) as _)
            .unwrap();
        core.keep_credential(Some(&credential)).unwrap();
        core.sync_once().await.unwrap();
        let case = first_open(&core);
        core.add_comment(
            case,
            satchel_core::comment::Audience::Public,
            "Before I left",
        )
        .unwrap();
        core.sign_out().await.unwrap();
        assert_eq!(core.status().unwrap().pending, 1);
        assert_eq!(
            core.kept_credential().unwrap(),
            None,
            "no secret stays here"
        );
    }
    assert_eq!(world.times_said("Before I left"), 0);
    let core = mirror(&world, &place);
    assert_eq!(core.status().unwrap().pending, 1, "it is still here");
    let (account, credential) = by_code(&world, &line, &Device::named(DEVICE)).await;
    assert!(
        core.is_of(&account),
        "the same person finds the same mirror"
    );
    core.connect(&account, credential, line as _).unwrap();
    core.sync_once().await.unwrap();
    assert_eq!(world.times_said("Before I left"), 1);
}

fn first_open(core: &Core) -> satchel_core::id::CaseId {
    let question = satchel_core::case::view::CaseQuery {
        view: View::Open,
        text: String::new(),
        sort: satchel_core::case::view::SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 1,
    };
    core.list_cases(&question).unwrap().rows.remove(0).id
}

#[tokio::test]
async fn a_pasted_token_is_the_persons_own_and_stays() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    assert_eq!(alice.core.sign_out().await.unwrap(), Some(Left::Theirs));
    let line = Line::new(world.server(), Arc::clone(&world.clock));
    with_token(&line, ORIGIN, &Token::new(ALICE), None)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_session_is_ended_where_the_server_can_and_runs_out_where_it_can_not() {
    for (generation, expected) in [
        (Generation::E, Left::SessionRunsOut),
        (Generation::H, Left::Ended),
    ] {
        let world = World::new(Dialect::Bottlecrm, 40);
        let line: Arc<Line> = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
        world.crm().set_generation(generation);
        let org = world.crm().org().id;
        let session = world.crm().sign_in(EMAIL, Some(org), world.now()).unwrap();
        let token = Token::new(&session.access);
        let account = with_token(&*line, ORIGIN, &token, None).await.unwrap();
        let core = mirror(&world, &Place::Memory);
        let credential = Credential::Session {
            access: token,
            refresh: Token::new(&session.refresh),
        };
        core.connect(&account, credential, Arc::clone(&line) as _)
            .unwrap();
        assert_eq!(
            core.sign_out().await.unwrap(),
            Some(expected),
            "{generation:?}"
        );
        let is_over = refused(&*line, &session.refresh).await;
        assert_eq!(is_over, generation == Generation::H, "{generation:?}");
    }
}

async fn refused(line: &dyn Transport, refresh: &str) -> bool {
    let request = satchel_core::crm::transport::Request {
        method: satchel_core::crm::transport::Method::Post,
        path: "/api/auth/refresh-token/".to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        body: Some(Body::json(&serde_json::json!({ "refresh": refresh }))),
        patience: std::time::Duration::from_secs(20),
        at_most: None,
    };
    line.exchange(request).await.unwrap().status == 401
}

#[tokio::test]
async fn of_two_organizations_the_token_of_the_right_one_is_revoked() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let other = world.crm().add_org("Harbor Desk", 7);
    world
        .crm()
        .join(other, (EMAIL, "Alice"), Role::User, "bcrm_pat_elsewhere");
    let line = Line::new(world.server(), Arc::clone(&world.clock));
    let mut here = Vec::new();
    for name in ["Larkfield Support", "Harbor Desk"] {
        request_code(&line, EMAIL).await.unwrap();
        let code = world.crm().last_code(EMAIL).unwrap();
        let device = Device::named(DEVICE);
        let entered = with_code(&line, ORIGIN, EMAIL, &code, &device).await;
        let Entered::Choose(organizations, half) = entered.unwrap() else {
            panic!("two organizations")
        };
        let chosen = organizations.iter().find(|o| o.name == name).unwrap();
        let entered = choose_organization(&line, ORIGIN, &half, &chosen.id, &device).await;
        let Entered::In(inside) = entered.unwrap() else {
            panic!("chosen")
        };
        here.push(*inside);
    }
    assert!(!here[0].account.is_same_person(&here[1].account));
    let Credential::Minted(minted) = &here[1].credential else {
        panic!("a token of this device")
    };
    request_code(&line, EMAIL).await.unwrap();
    let code = world.crm().last_code(EMAIL).unwrap();
    end_with_code(
        &line,
        &here[1].account,
        &code,
        std::slice::from_ref(&minted.id),
    )
    .await
    .unwrap();
    assert_eq!(tokens(&world), [true, false], "Larkfield's stays");
}

#[tokio::test]
async fn an_older_server_that_takes_the_first_organization_unasked_offers_the_choice_all_the_same()
{
    let world = World::new(Dialect::Bottlecrm, 40);
    world.crm().set_generation(Generation::E);
    let other = world.crm().add_org("Harbor Desk", 7);
    world
        .crm()
        .join(other, (EMAIL, "Alice"), Role::User, "bcrm_pat_elsewhere");
    let line = Line::new(world.server(), Arc::clone(&world.clock));
    let device = Device::named(DEVICE);
    let entered = with_password(&line, ORIGIN, EMAIL, "password", &device).await;
    let Entered::Choose(organizations, half) = entered.unwrap() else {
        panic!("two organizations")
    };
    let harbor = organizations.iter().find(|o| o.name == "Harbor Desk");
    let entered = choose_organization(&line, ORIGIN, &half, &harbor.unwrap().id, &device).await;
    let Entered::In(inside) = entered.unwrap() else {
        panic!("chosen")
    };
    assert_eq!(inside.account.organization_name, "Harbor Desk");
}
