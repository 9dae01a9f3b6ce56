//! Older servers: each generation is recognized by what it can do, and everything works with what it has.

use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::case::{Field, FieldEdit};
use satchel_core::comment::Audience;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::with_token;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{Dialect, Generation};
use satchel_tests::{Line, World};
use std::sync::Arc;

const EMAIL: &str = "alice@larkfield.example";

#[tokio::test]
async fn every_generation_mirrors_and_takes_replies_and_edits() {
    for generation in [Generation::E, Generation::F, Generation::G, Generation::H] {
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
        let note = core.add_comment(case.id, Audience::Internal, "hm");
        assert_eq!(
            note.is_ok(),
            account.capabilities.has_internal_notes,
            "{generation:?}"
        );
    }
}
