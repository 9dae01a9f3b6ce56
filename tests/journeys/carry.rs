//! Cases written out and brought in: what is written says how old it is and what is only here; a table becomes cases by the
//! server's rules, in one step, and never twice.

use satchel_core::case::Field;
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::comment::Audience;
use satchel_core::error::Error;
use satchel_core::export::{Format, Options, What};
use satchel_core::import::Why;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};

fn everything() -> What {
    What::Question {
        query: CaseQuery {
            view: View::All,
            text: String::new(),
            sort: SortKey::Activity,
            descending: true,
            offset: 7,
            limit: 3,
        },
    }
}

fn written(alice: &Client, what: &What, format: Format, options: &Options) -> String {
    let written = alice.core.material(what).unwrap().write(format, options);
    String::from_utf8(written.bytes).unwrap()
}

#[tokio::test]
async fn every_case_of_a_question_is_written_whatever_part_of_it_was_on_screen() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let all = alice.lists(View::All).len();
    let material = alice.core.material(&everything()).unwrap();
    assert_eq!(material.cases.len(), all);
    assert!(material.as_of.is_some());
    let csv = written(&alice, &everything(), Format::Csv, &Options::default());
    assert!(csv.starts_with("id,server_id,name,"));
    let marked = Options {
        byte_order_mark: true,
        ..Options::default()
    };
    let csv = written(&alice, &everything(), Format::Csv, &marked);
    assert!(
        csv.starts_with("\u{feff}id,"),
        "only where it was asked for"
    );
}

#[tokio::test]
async fn markdown_says_how_old_it_is_what_waits_and_leaves_notes_out() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let row = alice.lists(View::Open)[0].clone();
    let (case, other) = match row.priority.as_str() {
        "Low" => (row.id, "Urgent"),
        _ => (row.id, "Low"),
    };
    alice.sets(case, Field::Priority, other);
    let say = |audience, text| alice.core.add_comment(case, audience, text).unwrap();
    say(Audience::Public, "# We are on it");
    say(Audience::Internal, "Customer is furious");
    let one = What::Case { id: case };
    let text = written(&alice, &one, Format::Markdown, &Options::default());
    assert!(text.contains("As of "), "{text}");
    assert!(
        text.contains("What is marked is not on the server yet"),
        "{text}"
    );
    let marked = format!(
        "{other} *(waits to be sent; the server has: {})*",
        row.priority
    );
    assert!(text.contains(&marked), "{text}");
    assert!(text.contains("> \\# We are on it"), "{text}");
    assert!(text.contains("Customer is furious"), "{text}");
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    for format in [Format::Markdown, Format::Json] {
        let text = written(&alice, &one, format, &options);
        assert!(!text.contains("furious"), "{text}");
        assert!(text.contains("We are on it"), "{text}");
    }
    let csv = written(&alice, &everything(), Format::Csv, &Options::default());
    assert!(csv.contains(",priority\r\n"), "which column is only here");
}

const TABLE: &str = "name;status;priority;assigned_to;mood\r\n\
    Badge printer jams;;Urgent;;bad\r\n\
    Invoice twice;Pending;;Nobody Known;\r\n\
    Router down in the hall;;;;\r\n\
    badge PRINTER jams;;;;\r\n";

#[tokio::test]
async fn a_table_becomes_cases_by_the_servers_rules_in_one_step() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let plan = alice.core.plan_import(TABLE.as_bytes()).unwrap();
    assert_eq!((plan.creates, plan.known, plan.refused), (2, 0, 2));
    let whys: Vec<_> = plan.left_out.iter().map(|l| (l.row, l.why)).collect();
    assert_eq!(whys, [(3, Some(Why::Person)), (5, Some(Why::Twice))]);
    assert!(alice.outbox().is_empty(), "a look writes nothing");

    let wrong = alice.core.perform_import(TABLE.as_bytes(), 3);
    assert!(
        matches!(wrong, Err(Error::Invalid(_))),
        "another plan than was seen"
    );
    assert!(alice.outbox().is_empty());

    alice.core.perform_import(TABLE.as_bytes(), 2).unwrap();
    assert_eq!(alice.outbox().len(), 2);
    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.cases.len(), 2, "one step for all of it");
    assert!(alice.outbox().is_empty());
    alice.core.redo().unwrap();
    alice.settles().await;
    let on_server = |name: &str| world.crm().cases().filter(|c| c.name == name).count();
    assert_eq!(on_server("Badge printer jams"), 1);
    assert_eq!(on_server("Router down in the hall"), 1);
    alice.obeys_the_law();
}

#[tokio::test]
async fn the_same_table_again_makes_nothing_twice() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    alice.core.perform_import(TABLE.as_bytes(), 2).unwrap();
    for sent in [false, true] {
        if sent {
            alice.settles().await;
        }
        let plan = alice.core.plan_import(TABLE.as_bytes()).unwrap();
        assert_eq!((plan.creates, plan.known), (0, 3), "sent: {sent}");
        let before = alice.outbox().len();
        alice.core.perform_import(TABLE.as_bytes(), 0).unwrap();
        assert_eq!(alice.outbox().len(), before);
    }
    let twice = world
        .crm()
        .cases()
        .filter(|c| c.name.eq_ignore_ascii_case("badge printer jams"))
        .count();
    assert_eq!(twice, 1);
}

#[tokio::test]
async fn what_was_written_as_a_table_is_known_when_it_comes_back() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let csv = written(&alice, &everything(), Format::Csv, &Options::default());
    let plan = alice.core.plan_import(csv.as_bytes()).unwrap();
    assert_eq!(plan.creates, 0);
    assert_eq!(plan.known as usize, alice.lists(View::All).len());
}
