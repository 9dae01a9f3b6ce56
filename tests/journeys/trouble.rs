//! Something is wrong: the diary says what happened, once for each thing that went on, over a restart, and the report that can be
//! handed on holds nothing of a customer, whatever the server and the person wrote.

use satchel_core::comment::Audience;
use satchel_core::diagnostics::Salt;
use satchel_core::error::Code;
use satchel_core::sync::diary::{DiaryEntry, code};
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};

fn codes(alice: &Client) -> Vec<Option<Code>> {
    let diary = alice.core.diary().unwrap();
    diary.entries.iter().map(code).collect()
}

#[tokio::test]
async fn the_diary_says_what_happened_and_stays_over_a_restart() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    assert_eq!(codes(&alice), [None]);
    alice.offline();
    for _ in 0..3 {
        assert!(alice.syncs().await.is_err());
    }
    assert_eq!(
        codes(&alice),
        [Some(Code::Offline), None],
        "once, however often"
    );
    let newest = |alice: &Client| -> DiaryEntry { alice.core.diary().unwrap().entries[0].clone() };
    assert!(newest(&alice).times >= 3, "{:?}", newest(&alice));
    alice.online();
    let case = alice.lists(satchel_core::case::view::View::Open)[0].id;
    alice
        .core
        .add_comment(case, Audience::Public, "Back again")
        .unwrap();
    alice.settles().await;
    assert_eq!(codes(&alice), [None, Some(Code::Offline), None]);
    let alice = alice.restarts();
    assert_eq!(codes(&alice)[..2], [None, Some(Code::Offline)]);
}

#[tokio::test]
async fn a_report_holds_nothing_of_a_customer_and_its_pseudonyms_stay() {
    const CANARY: &str = "Canary7431";
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let row = alice.lists(satchel_core::case::view::View::Open)[0].clone();
    let name = format!("{CANARY} of Crucible");
    alice.sets(row.id, satchel_core::case::Field::Name, &name);
    alice
        .core
        .add_comment(row.id, Audience::Internal, CANARY)
        .unwrap();
    alice
        .core
        .save_draft(row.id, Audience::Public, CANARY)
        .unwrap();
    alice
        .core
        .attach(row.id, "Canary7431.txt", CANARY.as_bytes())
        .unwrap();
    alice.offline();
    let _ = alice.syncs().await;
    let report = |salt: &Salt| serde_json::to_string(&alice.core.facts(salt).unwrap()).unwrap();
    let salt = Salt::new([7; 32]);
    let said = report(&salt);
    assert!(
        said.contains("\"offline\"") && said.contains("\"pending\""),
        "{said}"
    );
    assert!(
        said.contains("\"kind\":\"comment\""),
        "what waits is told by its kind: {said}"
    );
    let first = row.name.clone();
    for word in [
        CANARY,
        "crm.test",
        "alice",
        "Crucible",
        &first,
        &row.id.to_string(),
    ] {
        assert!(!said.contains(word), "{word} in {said}");
    }
    assert_eq!(said, report(&salt), "the same each time");
    assert_ne!(said, report(&Salt::new([8; 32])), "and nowhere else");
}
