//! The law of the view (I5), and what follows when all is quiet (I2, I3, I4): random people, random servers, random cuts.

use chrono::TimeDelta;
use proptest::prelude::*;
use satchel_core::case::view::View;
use satchel_core::case::{Field, FieldEdit};
use satchel_core::comment::Audience;
use satchel_core::id::CaseId;
use satchel_sandbox::{Dialect, Fate, When};
use satchel_tests::{Client, World, commenting, creating, editing, new_case};
use serde_json::json;
use std::collections::BTreeSet;

/// What can happen in a day.
#[derive(Clone, Debug)]
enum Deed {
    Replies(usize),
    Changes(usize, Field, u8),
    Makes(u8),
    Discards(usize),
    Sends(usize),
    Looks(usize),
    BobChanges(usize, u8),
    BobSays(usize),
    BobOpens(u8),
    BobDeletes(usize),
    BobMerges(usize, usize),
    Syncs,
    SyncsUntilCut(usize),
    GoesWrong(u8),
    Passes(i64),
    Restarts,
}

fn deed() -> impl Strategy<Value = Deed> {
    let some = 0..12_usize;
    let field = prop_oneof![
        Just(Field::Priority),
        Just(Field::Name),
        Just(Field::Description),
        Just(Field::CaseType)
    ];
    prop_oneof![
        4 => some.clone().prop_map(Deed::Replies),
        4 => (some.clone(), field, 0..4_u8).prop_map(|(c, f, v)| Deed::Changes(c, f, v)),
        2 => (0..3_u8).prop_map(Deed::Makes),
        1 => (0..4_usize).prop_map(Deed::Discards),
        1 => (0..4_usize).prop_map(Deed::Sends),
        1 => some.clone().prop_map(Deed::Looks),
        3 => (some.clone(), 0..4_u8).prop_map(|(c, v)| Deed::BobChanges(c, v)),
        2 => some.clone().prop_map(Deed::BobSays),
        1 => (0..3_u8).prop_map(Deed::BobOpens),
        1 => some.clone().prop_map(Deed::BobDeletes),
        1 => (some.clone(), some).prop_map(|(a, b)| Deed::BobMerges(a, b)),
        4 => Just(Deed::Syncs),
        3 => (0..9_usize).prop_map(Deed::SyncsUntilCut),
        3 => (0..6_u8).prop_map(Deed::GoesWrong),
        2 => (1..200_i64).prop_map(Deed::Passes),
        1 => Just(Deed::Restarts),
    ]
}

/// A case by number: they are what the person sees.
fn at(alice: &Client, number: usize) -> Option<(CaseId, String)> {
    let rows = alice.lists(View::All);
    let row = rows.get(number % rows.len().max(1))?;
    Some((row.id, row.name.clone()))
}

/// The case of this number on the server, where it is there under the name the person sees.
fn there(world: &World, alice: &Client, number: usize) -> Option<uuid::Uuid> {
    let (_, name) = at(alice, number)?;
    world.crm().case_named(&name).map(|c| c.id)
}

fn value(field: Field, v: u8) -> String {
    let words: [&str; 4] = match field {
        Field::Priority => ["Low", "Normal", "High", "Low"],
        Field::CaseType => ["Question", "Incident", "Problem", "Question"],
        _ => ["One", "Two", "Three", "Four"],
    };
    words[usize::from(v) % 4].to_owned()
}

/// Does it; every reply is counted by its own words.
async fn happens(world: &World, alice: Client, deed: Deed, said: &mut Vec<String>) -> Client {
    let now = world.now();
    match deed {
        Deed::Replies(c) => {
            let text = format!("Words number {}", said.len());
            if let Some((case, _)) = at(&alice, c)
                && alice
                    .core
                    .add_comment(case, Audience::Public, &text)
                    .is_ok()
            {
                said.push(text);
            }
        }
        Deed::Changes(c, field, v) => {
            if let Some((case, _)) = at(&alice, c) {
                let value = Some(value(field, v));
                let _refused_or_done = alice.core.edit_case(case, &[FieldEdit { field, value }]);
            }
        }
        Deed::Makes(n) => {
            let _taken_or_made = alice.core.create_case(new_case(&format!("Made here {n}")));
        }
        Deed::Discards(n) => {
            if let Some(item) = alice.outbox().get(n) {
                let _too_late_or_done = alice.core.discard(item.intent_id);
            }
        }
        Deed::Sends(n) => {
            if let Some(item) = alice.outbox().get(n) {
                let _pointless_or_done = alice.core.send(item.intent_id);
            }
        }
        Deed::Looks(c) => {
            if let Some((case, _)) = at(&alice, c) {
                alice.opens(case);
            }
        }
        Deed::BobChanges(c, v) => {
            if let Some(case) = there(world, &alice, c) {
                let fields = json!({"priority": value(Field::Priority, v)});
                world.crm().web_patches(case, "bob", fields, now);
            }
        }
        Deed::BobSays(c) => {
            if let Some(case) = there(world, &alice, c) {
                world
                    .crm()
                    .web_comments(case, "bob", "From bob", false, now);
            }
        }
        Deed::BobOpens(n) => {
            world.bob_opens(&format!("Made there {n}"), &value(Field::Priority, n));
        }
        Deed::BobDeletes(c) => {
            if let Some(case) = there(world, &alice, c) {
                world.crm().web_deletes_case(case, "bob", now);
            }
        }
        Deed::BobMerges(a, b) => {
            let both = there(world, &alice, a).zip(there(world, &alice, b));
            // The published description knows no merging.
            let merges = world.crm().dialect() == Dialect::Bottlecrm;
            if let Some((a, b)) = both.filter(|(a, b)| a != b && merges) {
                world.crm().web_merges(a, b, "bob", now);
            }
        }
        Deed::Syncs => {
            let _fails_or_not = alice.syncs().await;
        }
        Deed::SyncsUntilCut(requests) => {
            world
                .crm()
                .faults
                .after(requests, When::any(), Fate::LoseReply);
            let _fails_or_not = alice.syncs().await;
        }
        Deed::GoesWrong(how) => {
            let fate = match how % 3 {
                0 => Fate::LoseRequest,
                1 => Fate::LoseReply,
                _ => Fate::server_error(how > 2),
            };
            for when in [commenting(), editing(), creating()] {
                world.next(when, fate.clone());
            }
        }
        Deed::Passes(seconds) => world.clock.pass(TimeDelta::seconds(seconds)),
        Deed::Restarts => return alice.restarts(),
    }
    alice
}

async fn a_day(dialect: Dialect, deeds: Vec<Deed>) {
    let (world, mut alice) = World::with_alice(dialect, 12).await;
    let mut said = Vec::new();
    for (n, deed) in deeds.into_iter().enumerate() {
        alice = happens(&world, alice, deed, &mut said).await;
        if n % 8 == 7 {
            alice = alice.obeys_the_law();
        }
    }
    alice = alice.obeys_the_law();

    // All is quiet: whatever can arrive has arrived, once.
    world.heals();
    // Without a feed, what is said on a closed case is heard of after a day.
    let quiet = match dialect {
        Dialect::Bottlecrm => TimeDelta::hours(3),
        Dialect::Documented => TimeDelta::hours(27),
    };
    alice.lives(quiet).await;
    let outbox = alice.outbox();
    let waits_for_held: BTreeSet<CaseId> = outbox
        .iter()
        .filter(|i| i.reason.is_some())
        .map(|i| i.case_id)
        .collect();
    for item in &outbox {
        assert!(
            waits_for_held.contains(&item.case_id),
            "waits for nothing: {item:#?}"
        );
    }
    for text in &said {
        let unsent = outbox.iter().any(|i| &i.mine == text);
        let times = world.times_said(text);
        assert!(times <= 1, "{text:?} was said {times} times");
        assert!(
            !unsent || times == 0 || outbox.iter().any(|i| &i.mine == text && i.reason.is_some()),
            "{text:?}"
        );
    }
    equals_the_server(&world, &alice);
    alice.obeys_the_law();
}

/// I4: what is shown of a case without unsent work is what the server has.
fn equals_the_server(world: &World, alice: &Client) {
    let crm = world.crm();
    for row in alice.lists(View::All) {
        if row.pending + row.held > 0 {
            continue;
        }
        // A server of the published description takes a name twice, and a row has no other mark that both sides know.
        let shown = |case: &satchel_sandbox::Case| {
            (
                case.status.clone(),
                case.priority.clone(),
                case.case_type.clone().unwrap_or_default(),
                crm.comments_of(case.id).len(),
            )
        };
        let of_this_name: Vec<_> = crm
            .cases()
            .filter(|case| case.name == row.name)
            .map(shown)
            .collect();
        let here = (
            row.status.clone(),
            row.priority.clone(),
            row.case_type.clone().unwrap_or_default(),
            row.comments as usize,
        );
        assert!(
            of_this_name.contains(&here),
            "{:?} is shown as {here:?}, and there is {of_this_name:?}",
            row.name
        );
    }
}

fn in_virtual_time(day: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(day);
}

/// How many days are tried: more where somebody asks for more.
fn days() -> u32 {
    let asked = std::env::var("PROPTEST_CASES");
    asked.ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: days(), max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_stored_view_is_the_computed_one(deeds in proptest::collection::vec(deed(), 1..40)) {
        in_virtual_time(a_day(Dialect::Bottlecrm, deeds));
    }

    #[test]
    fn and_so_it_is_with_the_published_description(deeds in proptest::collection::vec(deed(), 1..40)) {
        in_virtual_time(a_day(Dialect::Documented, deeds));
    }
}

/// Alice makes two cases of one name, of which she renamed the first while nobody knew whether it had arrived, and back.
#[test]
fn two_cases_of_one_name_are_two() {
    let deeds = vec![
        Deed::Changes(0, Field::Priority, 0),
        Deed::SyncsUntilCut(5),
        Deed::BobOpens(2),
        Deed::GoesWrong(0),
        Deed::Syncs,
        Deed::Makes(2),
        Deed::Syncs,
        Deed::Changes(3, Field::Priority, 2),
        Deed::Changes(0, Field::Name, 0),
        Deed::Makes(2),
        Deed::Replies(0),
        Deed::Passes(145),
        Deed::Makes(1),
        Deed::Discards(2),
    ];
    in_virtual_time(a_day(Dialect::Documented, deeds));
}
