//! Saved views: a question with a name, its count, its place, and the way back from deleting it.

use satchel_core::case::view::{SortKey, View};
use satchel_core::id::SavedId;
use satchel_core::saved::SavedQuestion;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, Damage, World};

fn question(view: View, text: &str) -> SavedQuestion {
    SavedQuestion {
        view,
        text: text.to_owned(),
        sort: SortKey::Created,
        descending: false,
        columns: None,
    }
}

fn save(alice: &Client, name: &str, text: &str) -> SavedId {
    alice
        .core
        .save_view(None, name, question(View::All, text))
        .unwrap()
}

fn names(alice: &Client) -> Vec<String> {
    let views = alice.core.saved_views().unwrap();
    views.into_iter().map(|view| view.name).collect()
}

fn count_of(alice: &Client, id: SavedId) -> u32 {
    let counts = alice.core.view_counts().unwrap().saved;
    counts.iter().find(|count| count.id == id).unwrap().count
}

#[tokio::test]
async fn each_saved_view_counts_what_its_question_finds() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 200).await;
    for text in [
        "",
        "status:open",
        "priority:>=high -status:open",
        "printer",
        "assignee:me changed:<4w",
        "is:purple",
    ] {
        for view in [View::All, View::Open] {
            let name = format!("{view:?} {text}");
            let id = alice
                .core
                .save_view(None, &name, question(view, text))
                .unwrap();
            let found = alice.finds(view, text).len();
            assert_eq!(
                usize::try_from(count_of(&alice, id)).unwrap(),
                found,
                "{name}"
            );
        }
    }
    let ready = alice.core.view_counts().unwrap().ready;
    for count in ready {
        let listed = alice.lists(count.view).len();
        assert_eq!(usize::try_from(count.count).unwrap(), listed, "{count:?}");
    }
}

#[tokio::test]
async fn a_count_follows_what_happens_on_the_cases() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let pending = save(&alice, "Waiting to send", "is:pending");
    let before = count_of(&alice, pending);
    alice.offline();
    alice.replies(alice.my_case().id, "On my way");
    assert_eq!(count_of(&alice, pending), before + 1);
}

#[tokio::test]
async fn saved_views_keep_their_names_apart_and_their_order() {
    let world = World::new(Dialect::Bottlecrm, 20);
    let alice = world.alice_on_disk().await;
    let (a, b, c) = (
        save(&alice, "Alpha", "tag:a"),
        save(&alice, "  Beta ", "tag:b"),
        save(&alice, "Gamma", "tag:c"),
    );
    assert_eq!(names(&alice), ["Alpha", "Beta", "Gamma"]);
    let refused = alice
        .core
        .save_view(None, "BETA", question(View::All, ""))
        .unwrap_err();
    assert!(refused.to_string().contains("already"), "{refused}");
    assert!(
        alice
            .core
            .save_view(Some(a), "beta", question(View::All, ""))
            .is_err(),
        "nor by renaming"
    );
    alice
        .core
        .save_view(Some(b), "BETA", question(View::Open, "tag:b"))
        .expect("its own name with other capitals is no other's");
    alice.core.arrange_saved_views(&[c, a]).unwrap();
    assert_eq!(names(&alice), ["Gamma", "Alpha", "BETA"]);
    let alice = alice.restarts();
    assert_eq!(names(&alice), ["Gamma", "Alpha", "BETA"], "after a restart");
}

#[tokio::test]
async fn a_deleted_view_comes_back_where_it_was() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let ids = ["Alpha", "Beta", "Gamma"].map(|name| save(&alice, name, "tag:a"));
    let gone = alice.core.saved_views().unwrap()[1].clone();
    alice.core.delete_saved_view(gone.id).unwrap();
    assert_eq!(names(&alice), ["Alpha", "Gamma"]);
    alice
        .core
        .save_view(Some(gone.id), &gone.name, gone.question.clone())
        .unwrap();
    alice.core.arrange_saved_views(&ids).unwrap();
    assert_eq!(alice.core.saved_views().unwrap()[1], gone);
}

#[tokio::test]
async fn saved_views_survive_the_loss_of_the_database() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
        for name in ["Alpha", "Beta", "Gamma"] {
            save(&alice, name, "tag:a");
        }
        let gone = alice.core.saved_views().unwrap()[1].id;
        alice.core.delete_saved_view(gone).unwrap();
        let before = alice.core.saved_views().unwrap();
        let alice = alice.comes_back_after(damage);
        assert_eq!(alice.core.saved_views().unwrap(), before, "{damage:?}");
    }
}
