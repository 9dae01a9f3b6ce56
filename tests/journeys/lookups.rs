//! What a person chooses from and reads beside the conversation, without a network: accounts, contacts, people, saved
//! answers, the organization's own fields, e-mails.

use chrono::TimeDelta;
use satchel_core::answer::AnswerSource;
use satchel_core::case::facts::FactKind;
use satchel_core::case::view::{TimelineItem, View};
use satchel_core::directory::{Found, LookupKind, table};
use satchel_core::email::Direction;
use satchel_core::id::{Named, ServerId};
use satchel_core::store::Place;
use satchel_sandbox::{Dialect, Logged, Request, When};
use satchel_tests::{Client, World, answer, stored};
use serde_json::json;
use std::time::Instant;

fn found(alice: &Client, kind: LookupKind, typed: &str) -> Vec<Found> {
    alice.core.find_named(kind, typed, 50).unwrap()
}

fn names(alice: &Client, kind: LookupKind, typed: &str) -> Vec<String> {
    let found = found(alice, kind, typed).into_iter();
    found.map(|one| one.name).collect()
}

/// Requests for this address since the world began.
fn asked(world: &World, path: &str) -> usize {
    let crm = world.crm();
    let about = |r: &&Logged| r.target.split('?').next() == Some(path);
    crm.requests().filter(about).count()
}

#[tokio::test]
async fn every_account_and_contact_of_the_look_ups_is_found_offline_page_after_page() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        alice.offline();
        let (accounts, contacts): (Vec<_>, Vec<_>) = {
            let crm = world.crm();
            let contact = |c: &satchel_sandbox::Contact| {
                (
                    c.id,
                    format!("{} {}", c.first_name, c.last_name),
                    c.email.clone(),
                )
            };
            (
                crm.accounts().cloned().collect(),
                crm.contacts().map(contact).collect(),
            )
        };
        assert!(
            accounts.len() > 100 && contacts.len() > 200,
            "more than a page"
        );
        for account in &accounts {
            let id = ServerId(account.id.to_string());
            let them = found(&alice, LookupKind::Account, &account.name.to_uppercase());
            assert!(
                them.iter().any(|f| f.id == id),
                "{dialect:?} {}",
                account.name
            );
        }
        for (id, name, email) in contacts {
            let id = ServerId(id.to_string());
            let them = found(&alice, LookupKind::Contact, &email);
            assert!(
                them.iter().any(|f| f.id == id && f.name == name),
                "{dialect:?} {name} {email}: {them:?}"
            );
        }
    }
}

#[tokio::test]
async fn accents_and_the_order_of_words_do_not_matter_and_beginnings_come_first() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let now = world.now();
    for (n, name) in ["Søren Überson", "Uberto Sorin", "The uber agency", "Tauber"]
        .iter()
        .enumerate()
    {
        let id = world.crm().accounts().nth(n).unwrap().id;
        assert!(world.crm().web_renames_account(id, name, now));
    }
    world.clock.pass(TimeDelta::hours(2));
    alice.syncs().await.unwrap();
    alice.offline();
    let found = |typed: &str| names(&alice, LookupKind::Account, typed);
    assert_eq!(
        found("uber"),
        ["Uberto Sorin", "Søren Überson", "The uber agency", "Tauber"]
    );
    assert_eq!(found(" ÜBER  agen"), ["The uber agency"]);
    assert_eq!(found("agency uber"), ["The uber agency"]);
    assert!(found("uber nobody").is_empty());
    for typed in [
        "%",
        "'; DROP TABLE server_named",
        "\"",
        "_",
        "a b c d e f g h i",
    ] {
        let _finds_or_not = found(typed);
    }
    assert_eq!(
        alice
            .core
            .find_named(LookupKind::Account, "", 7)
            .unwrap()
            .len(),
        7
    );
    assert!(!names(&alice, LookupKind::Person, "bob").is_empty());
    assert!(!names(&alice, LookupKind::Tag, "").is_empty());
    assert!(!names(&alice, LookupKind::Team, "").is_empty());
}

#[tokio::test]
async fn a_member_finds_the_customers_of_the_cases_they_see_though_the_look_up_hides_them() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 200).await;
    let me = world.crm().person("alice").unwrap().clone();
    let hidden = {
        let crm = world.crm();
        let account = crm
            .cases()
            .filter(|c| c.assigned_to.contains(&me.profile))
            .filter_map(|c| crm.accounts().find(|a| Some(a.id) == c.account))
            .find(|a| a.created_by != Some(me.user) && !a.assigned_to.contains(&me.profile));
        account.expect("an account the look-up hides").clone()
    };
    alice.offline();
    let id = ServerId(hidden.id.to_string());
    assert!(
        found(&alice, LookupKind::Account, &hidden.name)
            .iter()
            .any(|f| f.id == id)
    );
    // The next walk does not meet it either: it stays.
    alice.online();
    alice.lives(TimeDelta::hours(25)).await;
    assert!(
        found(&alice, LookupKind::Account, &hidden.name)
            .iter()
            .any(|f| f.id == id)
    );
}

#[tokio::test]
async fn what_changes_slowly_is_read_once_a_day_and_an_hour_after_one_asks() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    assert_eq!(
        (
            asked(&world, "/api/macros/"),
            asked(&world, "/api/accounts/")
        ),
        (1, 2)
    );
    alice.lives(TimeDelta::hours(23)).await;
    assert_eq!(asked(&world, "/api/macros/"), 1);
    alice.lives(TimeDelta::hours(2)).await;
    assert_eq!(
        (
            asked(&world, "/api/macros/"),
            asked(&world, "/api/accounts/")
        ),
        (2, 4)
    );
    for _ in 0..5 {
        alice.syncs().await.unwrap();
    }
    assert_eq!(
        asked(&world, "/api/macros/"),
        3,
        "once, however often she asks"
    );
}

#[tokio::test]
async fn a_look_up_that_fails_stops_nothing_and_loses_nothing() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let before = names(&alice, LookupKind::Contact, "");
    assert!(!before.is_empty());
    let lookups =
        When::any().and(|r: &Request| r.path == "/api/contacts/" || r.path == "/api/macros/");
    world.always(lookups, answer(500, &json!({}), false));
    alice.lives(TimeDelta::hours(25)).await;
    assert_eq!(names(&alice, LookupKind::Contact, ""), before);
    assert!(!alice.core.macros().unwrap().is_empty());
    world.bob_opens("Heard all the same", "Low");
    alice.lives(TimeDelta::minutes(2)).await;
    assert!(alice.finds(View::All, "Heard all").len() == 1);
}

#[tokio::test]
async fn saved_answers_are_filled_in_offline_as_the_server_would_and_unknown_tokens_stay() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    let (name, customer) = {
        let crm = world.crm();
        let case = crm.cases().find(|c| !c.contacts.is_empty()).unwrap();
        let contact = crm.contacts().find(|c| c.id == case.contacts[0]).unwrap();
        (
            case.name.clone(),
            format!("{} {}", contact.first_name, contact.last_name),
        )
    };
    alice.offline();
    let case = alice.case(&name);
    let offered = alice.core.answers(case, "on it").unwrap();
    assert_eq!(offered[0].title, "On it");
    assert_eq!(
        offered[0].text,
        format!("Hello {customer}, I am looking at “{name}” now and will be back today.")
    );
    let callback = alice.core.answers(case, "callback").unwrap();
    assert!(
        callback[0].text.contains("%office_phone%"),
        "left for her to fill in"
    );
    let articles = alice.core.answers(case, "scanner").unwrap();
    assert!(
        articles
            .iter()
            .any(|a| a.source == AnswerSource::Article && a.title == "Reset a scanner")
    );
    assert!(
        alice.core.answers(case, "price list").unwrap().is_empty(),
        "a draft is for nobody"
    );
    assert_eq!(
        alice.core.articles("price list").unwrap().len(),
        1,
        "though it is here"
    );
    assert_eq!(
        alice.core.organization().unwrap().unwrap().name,
        world.crm().org().name
    );
}

#[tokio::test]
async fn own_fields_and_deadlines_of_a_case_are_shown_by_their_labels() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    alice.offline();
    let with_site = {
        let crm = world.crm();
        let case = crm.cases().find(|c| c.custom_fields.contains_key("site"));
        case.unwrap().clone()
    };
    let view = alice.opens(alice.case(&with_site.name));
    assert_eq!(view.custom_fields[0].label, "Site");
    let value = with_site.custom_fields["site"].as_str().unwrap().to_owned();
    assert_eq!(view.custom_fields[0].value.to_lowercase(), value);
    let any = alice.lists(View::Open).into_iter().find(|row| {
        let facts = alice.opens(row.id).facts;
        facts
            .iter()
            .any(|f| f.kind == FactKind::ResolutionDue && f.at.is_some())
    });
    assert!(any.is_some(), "an open case has a deadline");
    assert_eq!(alice.core.reference().unwrap().custom_fields[0].key, "site");
}

#[tokio::test]
async fn a_customers_email_is_news_is_read_offline_and_is_found() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.opens(row.id);
    alice.lives(TimeDelta::minutes(3)).await;
    let (case, now) = (world.id_of(&row.name), world.now());
    let letter = ("Gate 4 again", "The marmalade\nscanner is back.");
    world
        .crm()
        .web_mails(case, "ines@customer.example", letter, now);
    alice.lives(TimeDelta::minutes(2)).await;
    alice.offline();
    let listed = alice
        .lists(View::All)
        .into_iter()
        .find(|r| r.id == row.id)
        .unwrap();
    assert!(listed.unread, "a customer wrote");
    assert!(listed.last_activity_at >= now);
    for words in ["marmalade", "gate 4 again", "ines customer"] {
        assert!(
            alice.finds(View::All, words).iter().any(|r| r.id == row.id),
            "{words}"
        );
    }
    let view = alice.opens(row.id);
    let mails: Vec<_> = view
        .timeline
        .iter()
        .filter_map(|item| match item {
            TimelineItem::Email {
                direction,
                from,
                subject,
                text,
                ..
            } => Some((direction, from, subject, text)),
            _ => None,
        })
        .collect();
    let (direction, from, subject, text) = mails[mails.len() - 1];
    assert_eq!(
        (direction, from.as_str(), subject.as_str()),
        (&Direction::Inbound, "ines@customer.example", "Gate 4 again")
    );
    assert_eq!(text, letter.1, "the plain text, as it came");
    let told_twice = view
        .timeline
        .iter()
        .any(|i| matches!(i, TimelineItem::Activity { action, .. } if action == "EMAIL_RECEIVED"));
    assert!(!told_twice);
    let alice = alice.obeys_the_law();
    assert!(alice.finds(View::All, "marmalade").len() == 1);
}

#[tokio::test]
async fn merging_takes_emails_along() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let rows = alice.lists(View::Open);
    let (from, into) = (world.id_of(&rows[0].name), world.id_of(&rows[1].name));
    let now = world.now();
    world.crm().web_mails(
        from,
        "ines@customer.example",
        ("Moving", "about the kumquat"),
        now,
    );
    alice.lives(TimeDelta::minutes(2)).await;
    assert!(
        alice
            .finds(View::All, "kumquat")
            .iter()
            .any(|r| r.id == rows[0].id)
    );
    let now = world.now();
    world.crm().web_merges(from, into, "bob", now);
    alice.lives(TimeDelta::minutes(3)).await;
    let moved = alice.opens(rows[0].id);
    assert_eq!(
        moved.merged_into,
        Some(rows[1].id),
        "the way to where it went"
    );
    let found = alice.finds(View::All, "kumquat");
    assert_eq!(found.iter().map(|r| r.id).collect::<Vec<_>>(), [rows[1].id]);
}

#[tokio::test]
async fn who_can_be_mentioned_is_offered_by_the_name_the_server_understands() {
    for is_admin in [true, false] {
        let (_world, alice) = if is_admin {
            World::with_alice(Dialect::Bottlecrm, 40).await
        } else {
            World::with_agent_alice(Dialect::Bottlecrm, 40).await
        };
        alice.offline();
        let bob = &found(&alice, LookupKind::Mention, "bo")[0];
        assert_eq!(bob.id.as_str(), "bob");
        assert!(bob.note.starts_with("bob@"), "{bob:?}");
        let all = found(&alice, LookupKind::Mention, "");
        let mut handles: Vec<_> = all.iter().map(|f| f.note.clone()).collect();
        handles.sort();
        handles.dedup();
        assert_eq!(handles.len(), all.len(), "each once");
    }
}

#[test]
fn ten_thousand_contacts_are_found_between_two_keystrokes_and_make_no_reference_longer() {
    let world = World::new(Dialect::Bottlecrm, 0);
    let mirror = stored(&Place::Memory, world.clock.clone() as _);
    let page: Vec<(Named, String)> = (0..10_000)
        .map(|n| {
            let id = ServerId(format!("c{n}"));
            let name = format!("Ünal Sørensen {n}");
            (Named { id, name }, format!("contact{n}@customer.example"))
        })
        .collect();
    mirror
        .write(|w| {
            table::put_page(w, LookupKind::Contact, &page, 1)?;
            table::put_page(w, LookupKind::Account, &page, 1)
        })
        .unwrap();
    for typed in ["", "un", "sorensen 99", "contact9999", "nobody"] {
        let begun = Instant::now();
        let find = |db: &_| table::find(db, LookupKind::Contact, typed, 20);
        let found = mirror.read(|db| find(db)).unwrap();
        let took = begun.elapsed();
        println!("{typed:?} of 10,000: {} in {took:?}", found.len());
        assert!(took.as_millis() < 250, "{typed:?} took {took:?}");
    }
    let reference = mirror.read(table::reference).unwrap();
    assert_eq!(reference.accounts.len(), 200);
}
