//! Older servers: each generation is recognized by what it can do, and everything works with what it has.

use satchel_core::Core;
use satchel_core::attachment::ServerAttachment;
use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::case::{Field, FieldEdit};
use satchel_core::comment::Audience;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::{Device, offers, with_password, with_token};
use satchel_core::error::Code;
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect, Generation, Request, Role, When};
use satchel_tests::{Line, World, answer};
use serde_json::json;
use std::sync::Arc;

const ORIGIN: &str = "https://crm.test";
const EMAIL: &str = "alice@larkfield.example";

#[tokio::test]
async fn every_generation_mirrors_and_takes_replies_and_edits() {
    for generation in Generation::ALL {
        let world = World::new(Dialect::Bottlecrm, 130);
        world.crm().set_generation(generation);
        let org = world.crm().org().id;
        let session = world.crm().sign_in(EMAIL, Some(org), world.now()).unwrap();
        let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
        let token = Token::new(&session.access);
        let account = with_token(&*line, "https://crm.test", &token, None)
            .await
            .unwrap();
        let core = Core::open(
            &Place::Memory,
            &DataKey::for_tests(1),
            Arc::clone(&world.clock) as _,
        )
        .unwrap();
        core.connect(&account, token, line).unwrap();
        core.sync_once()
            .await
            .unwrap_or_else(|e| panic!("{generation:?}: {e}"));
        let status = core.status().unwrap();
        assert!(status.first_mirror_done, "{generation:?}: {status:?}");
        let question = CaseQuery {
            view: View::Mine,
            text: String::new(),
            sort: SortKey::Activity,
            descending: true,
            offset: 0,
            limit: 10,
        };
        let case = core.list_cases(&question).unwrap().rows.remove(0);
        core.add_comment(case.id, Audience::Public, "From an older world")
            .unwrap();
        let edit = FieldEdit {
            field: Field::Priority,
            value: Some("Urgent".to_owned()),
        };
        core.edit_case(case.id, &[edit]).unwrap();
        core.sync_once()
            .await
            .unwrap_or_else(|e| panic!("{generation:?}: {e}"));
        assert!(
            core.outbox().unwrap().is_empty(),
            "{generation:?}: {:?}",
            core.outbox()
        );
        assert_eq!(world.times_said("From an older world"), 1, "{generation:?}");
        assert_eq!(
            world.crm().case_named(&case.name).unwrap().priority,
            "Urgent",
            "{generation:?}"
        );
        let patched = world.writes().iter().any(|w| w.starts_with("PATCH"));
        assert_eq!(patched, generation > Generation::D, "{generation:?}");
        let note = core.add_comment(case.id, Audience::Internal, "hm");
        assert_eq!(
            note.is_ok(),
            account.capabilities.has_internal_notes,
            "{generation:?}"
        );
    }
}

/// Alice in generation D, with a session that names no organization.
async fn oldest(world: &World) -> (Arc<Line>, Token) {
    world.crm().set_generation(Generation::D);
    let session = world.crm().sign_in(EMAIL, None, world.now()).unwrap();
    let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
    (line, Token::new(&session.access))
}

fn mirror(world: &World) -> Core {
    Core::open(
        &Place::Memory,
        &DataKey::for_tests(1),
        Arc::clone(&world.clock) as _,
    )
    .unwrap()
}

fn the_first(core: &Core, view: View) -> CaseRow {
    let question = CaseQuery {
        view,
        text: String::new(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 1,
    };
    core.list_cases(&question).unwrap().rows.remove(0)
}

#[tokio::test]
async fn the_oldest_is_asked_which_organization_and_told_in_its_header() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let (line, token) = oldest(&world).await;
    let account = with_token(&*line, ORIGIN, &token, None).await.unwrap();
    let can = account.capabilities;
    assert!(can.has_org_header && !can.can_patch && !can.has_activity_feed);
    assert!(!can.has_slim && !can.has_internal_notes && !can.has_key_order);
    assert_eq!(account.organization_name, "Larkfield Support");
    assert_eq!(account.me.email, EMAIL);
}

#[tokio::test]
async fn the_oldest_keeps_what_an_edit_does_not_change() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let (line, token) = oldest(&world).await;
    let account = with_token(&*line, ORIGIN, &token, None).await.unwrap();
    let core = mirror(&world);
    core.connect(&account, token, Arc::clone(&line) as _)
        .unwrap();
    core.sync_once().await.unwrap();
    let case = the_first(&core, View::Mine);
    let before = world.crm().case_named(&case.name).unwrap().clone();
    let edit = |field, value: &str| FieldEdit {
        field,
        value: Some(value.to_owned()),
    };
    let edits = [
        edit(Field::Status, "Closed"),
        edit(Field::ClosedOn, "2026-11-20"),
    ];
    core.edit_case(case.id, &edits).unwrap();
    core.edit_case(case.id, &[edit(Field::Description, "Mended")])
        .unwrap();
    core.sync_once().await.unwrap();
    assert!(core.outbox().unwrap().is_empty(), "{:?}", core.outbox());
    let after = world.crm().case_named(&case.name).unwrap().clone();
    assert_eq!(after.status, "Closed");
    assert_eq!(
        after.closed_on.map(|d| d.date_naive().to_string()),
        Some("2026-11-20".to_owned())
    );
    assert_eq!(after.description.as_deref().unwrap_or_default(), "Mended");
    assert_eq!(
        after.assigned_to, before.assigned_to,
        "a PUT says everything"
    );
    assert_eq!(after.contacts, before.contacts);
    assert_eq!(after.teams, before.teams);
    assert_eq!(after.case_type, before.case_type);
    assert!(after.is_active);
}

#[tokio::test]
async fn the_oldest_takes_a_case_and_a_file_it_cannot_give_is_said_in_words() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let (line, token) = oldest(&world).await;
    let account = with_token(&*line, ORIGIN, &token, None).await.unwrap();
    let core = mirror(&world);
    core.connect(&account, token, Arc::clone(&line) as _)
        .unwrap();
    core.sync_once().await.unwrap();
    core.create_case(satchel_tests::new_case("From the oldest world"))
        .unwrap();
    core.sync_once().await.unwrap();
    assert!(world.crm().case_named("From the oldest world").is_some());
    let file = ServerAttachment {
        server_id: ServerId("0b9fdc4e-4a4c-4c41-8f0f-3f3b6d0f2f11".to_owned()),
        file_name: "scan.pdf".to_owned(),
        by: None,
        at: world.now(),
        path: None,
    };
    let crm = satchel_core::crm::Crm::new(
        line as _,
        Token::new("a.b.c").into(),
        Arc::new(|_| true),
        account,
    );
    let no = crm.download(&file).await.unwrap_err();
    assert!(no.to_string().contains("where the file is"), "{no}");
}

#[tokio::test]
async fn the_key_of_an_organization_opens_the_oldest_too() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let (line, _) = oldest(&world).await;
    let key = world.crm().api_key().to_owned();
    let account = with_token(&*line, ORIGIN, &Token::new(&key), None)
        .await
        .unwrap();
    assert!(account.capabilities.has_org_header);
    let core = mirror(&world);
    core.connect(&account, Token::new(&key), Arc::clone(&line) as _)
        .unwrap();
    core.sync_once().await.unwrap();
    assert!(core.status().unwrap().first_mirror_done);
    let wrong = with_token(&*line, ORIGIN, &Token::new("not-a-key"), None).await;
    assert_eq!(wrong.unwrap_err().code(), Code::SignIn);
}

#[tokio::test]
async fn of_several_organizations_the_oldest_has_one_named() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let other = world.crm().add_org("Harbor Desk", 7);
    world
        .crm()
        .join(other, (EMAIL, "Alice"), Role::User, "elsewhere");
    let (line, token) = oldest(&world).await;
    let which = with_token(&*line, ORIGIN, &token, None).await.unwrap_err();
    assert_eq!(which.code(), Code::Invalid);
    let said = which.to_string();
    assert!(
        said.contains("Harbor Desk") && said.contains(&other.to_string()),
        "{said}"
    );
    let harbor = Some(ServerId(other.to_string()));
    let account = with_token(&*line, ORIGIN, &token, harbor).await.unwrap();
    assert_eq!(account.organization_name, "Harbor Desk");
}

#[tokio::test]
async fn servers_from_before_october_2023_are_refused_with_words_that_say_so() {
    let counted = json!([{"id": 7, "name": "Login"}]);
    let lists = [
        // A and B: pages.
        json!({"cases_count": 0, "page_number": 1, "per_page": 10, "search": false, "cases": []}),
        // C: no pages any more, but numbers for ids, in the rows or in the catalogues.
        json!({"cases_count": 1, "offset": 10, "cases": counted, "status": [], "priority": []}),
        json!({"cases_count": 0, "offset": null, "cases": [], "accounts_list": counted}),
    ];
    for list in lists {
        let world = World::new(Dialect::Bottlecrm, 5);
        world.always(
            When::any().and(|r: &Request| r.path == "/api/cases/"),
            answer(200, &list, false),
        );
        let line = Line::new(world.server(), Arc::clone(&world.clock));
        is_refused_as_old(with_token(&line, ORIGIN, &Token::new(ALICE), None).await);
        is_refused_as_old(offers(&line).await);
    }
    // An empty one shows it in its people.
    let world = World::new(Dialect::Bottlecrm, 5);
    let profile = json!({"user_obj": {"id": 3, "user_details": {"id": 2, "email": "a@b.example"}}});
    world.always(
        When::any().and(|r: &Request| r.path == "/api/profile/"),
        answer(200, &profile, false),
    );
    let line = Line::new(world.server(), Arc::clone(&world.clock));
    is_refused_as_old(with_token(&line, ORIGIN, &Token::new(ALICE), None).await);
    // And a password's answer shows it, too.
    for session in [
        json!({"token": "a.b.c", "error": false}),
        json!({"error": false, "status": 200, "tokens": {"access": "a.b.c", "refresh": "d.e.f"}}),
    ] {
        let world = World::new(Dialect::Bottlecrm, 5);
        world.always(
            When::any().and(|r: &Request| r.path == "/api/auth/login/"),
            answer(200, &session, false),
        );
        let line = Line::new(world.server(), Arc::clone(&world.clock));
        let device = Device::named("Satchel");
        is_refused_as_old(with_password(&line, ORIGIN, EMAIL, "password", &device).await);
    }
}

fn is_refused_as_old<T: std::fmt::Debug>(answer: satchel_core::error::Result<T>) {
    let error = answer.unwrap_err();
    assert_eq!(error.code(), Code::NotACrm);
    assert!(error.to_string().contains("too old"), "{error}");
    assert!(error.to_string().contains("October 2023"), "{error}");
}
