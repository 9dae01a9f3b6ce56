//! On the plane and back on the ground: everything works without a network, and everything arrives once, in order.

use satchel_core::case::view::View;
use satchel_core::case::{Field, FieldEdit};
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World, new_case};

async fn mirrored(world: &World) -> Client {
    let alice = world.alice_on_disk().await;
    alice.syncs().await.unwrap();
    alice
}

#[tokio::test]
async fn a_day_offline_arrives_once_and_in_order_after_a_restart() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let world = World::new(dialect, 60);
        let alice = mirrored(&world).await;
        let row = alice.lists(View::Open).remove(0);
        let (case, name) = (row.id, row.name);
        let before = world.writes().len();

        alice.offline();
        alice.replies(case, "First words");
        if dialect == Dialect::Bottlecrm {
            alice.notes(case, "A note between");
        }
        alice.sets(case, Field::Priority, "High");
        alice.replies(case, "Last words");
        let new = alice.core.create_case(new_case("Printer on fire")).unwrap();
        alice.replies(new, "Help is on its way");
        assert!(alice.syncs().await.is_err());
        assert_eq!(alice.core.status().unwrap().word, StatusWord::Offline);
        assert_eq!(world.writes().len(), before, "nothing left");

        let alice = alice.restarts();
        let said = alice.sees_said(case);
        assert_eq!(
            said.last().unwrap(),
            "Last words",
            "shown at once, still there after a restart"
        );
        assert_eq!(alice.opens(case).row.priority, "High");
        assert!(
            alice.opens(new).row.pending == 2,
            "the case and what was said on it wait"
        );

        alice.online();
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        let crm = world.crm();
        let on_server = crm.case_named(&name).unwrap();
        let texts: Vec<&str> = crm
            .comments_of(on_server.id)
            .iter()
            .map(|c| c.text.as_str())
            .collect();
        let mine: Vec<&&str> = texts
            .iter()
            .filter(|t| ["First words", "A note between", "Last words"].contains(t))
            .collect();
        let expected: &[&str] = match dialect {
            Dialect::Bottlecrm => &["First words", "A note between", "Last words"],
            Dialect::Documented => &["First words", "Last words"],
        };
        assert_eq!(
            mine,
            expected.iter().collect::<Vec<_>>(),
            "{dialect:?}: once, in order"
        );
        let fire = crm
            .case_named("Printer on fire")
            .expect("the new case arrived");
        assert_eq!(crm.comments_of(fire.id).len(), 1);
        drop(crm);
        assert_eq!(alice.opens(case).row.pending, 0);
        assert!(
            alice.opens(new).row.on_server,
            "its id is the one it always had"
        );
    }
}

#[tokio::test]
async fn closing_carries_its_date_and_is_refused_without_one() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = mirrored(&world).await;
    let row = alice.lists(View::Open).remove(0);
    let status = FieldEdit {
        field: Field::Status,
        value: Some("Closed".to_owned()),
    };
    let said = alice
        .core
        .edit_case(row.id, std::slice::from_ref(&status))
        .unwrap_err()
        .to_string();
    assert!(said.contains("closing date"), "{said}");
    let day = FieldEdit {
        field: Field::ClosedOn,
        value: Some("2026-11-23".to_owned()),
    };
    alice.core.edit_case(row.id, &[status, day]).unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert_eq!(world.crm().case_named(&row.name).unwrap().status, "Closed");
}
