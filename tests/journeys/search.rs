//! Full-text search in the mirror: names, descriptions, comments and unsent words, without regard to accents.

use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::comment::Audience;
use satchel_core::search::{Mark, Place};
use satchel_sandbox::{Dialect, NewWebCase};
use satchel_tests::{Client, Damage, World, hostile, new_case};

fn found(alice: &Client, words: &str) -> Vec<String> {
    let mut names: Vec<String> = alice
        .finds(View::All, words)
        .into_iter()
        .map(|r| r.name)
        .collect();
    names.sort();
    names
}

async fn with_a_known_case() -> (World, Client) {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let now = world.now();
    let new = NewWebCase {
        name: "Zamboni überhitzt".to_owned(),
        description: Some("The quokka thermometer says ninety degrees.".to_owned()),
        assigned_to: vec![world.crm().person("alice").unwrap().profile],
        ..NewWebCase::default()
    };
    let case = world.crm().web_creates_case("bob", new, now);
    world.crm().web_comments(
        case,
        "bob",
        "Have you tried the crème brûlée valve?",
        false,
        now,
    );
    world
        .crm()
        .web_comments(case, "bob", "Internally: the xylophone broke", true, now);
    alice.syncs().await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn words_of_names_descriptions_comments_and_notes_are_found() {
    let (_world, alice) = with_a_known_case().await;
    for words in [
        "zamboni",
        "ZAMBONI",
        "quokka",
        "quokka ninety",
        "valve tried",
        "xylophone",
        "zamboni quokka valve",
    ] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
    assert!(
        found(&alice, "zamboni giraffe").is_empty(),
        "every word must be found"
    );
}

#[tokio::test]
async fn accents_do_not_matter_on_either_side() {
    let (_world, alice) = with_a_known_case().await;
    for words in ["uberhitzt", "überhitzt", "creme brulee", "crème", "BRÛLÉE"] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
}

#[tokio::test]
async fn the_beginning_of_a_word_is_enough() {
    let (_world, alice) = with_a_known_case().await;
    for words in ["zam", "zamb", "über", "thermo", "quok ther nin"] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
    for words in ["amboni", "rhitz", "ermomet", "amboni uokk"] {
        assert_eq!(
            found(&alice, words),
            ["Zamboni überhitzt"],
            "{words}: or the middle"
        );
    }
    let two = found(&alice, "mb");
    assert!(
        !two.contains(&"Zamboni überhitzt".to_owned()),
        "two letters are a beginning only"
    );
}

#[tokio::test]
async fn what_is_typed_is_never_syntax() {
    let (_world, alice) = with_a_known_case().await;
    for words in [
        "zamboni\"",
        "zamboni*",
        "(zamboni",
        "name:zamboni",
        "zamboni OR",
        "zamboni -",
        "'; DROP",
        "NEAR(",
    ] {
        let _finds_or_not = found(&alice, words);
    }
    assert_eq!(found(&alice, "\"zamboni\" -()"), ["Zamboni überhitzt"]);
    assert_eq!(
        found(&alice, "\"").len(),
        alice.lists(View::All).len(),
        "no word asks for all"
    );
}

#[tokio::test]
async fn unsent_words_are_found_at_once_and_taken_back_ones_as_the_draft_they_are_again() {
    let (_world, alice) = with_a_known_case().await;
    alice.offline();
    let case = alice.case("Zamboni überhitzt");
    let reply = alice.replies(case, "We are sending a wolverine");
    assert_eq!(found(&alice, "wolverine"), ["Zamboni überhitzt"]);
    let mut new = new_case("Made on the plane");
    new.description = "about an armadillo".to_owned();
    let made = alice.core.create_case(new).unwrap();
    assert_eq!(found(&alice, "armadillo"), ["Made on the plane"]);
    alice.replies(made, "and a pangolin");
    assert_eq!(found(&alice, "pangolin plane"), ["Made on the plane"]);
    alice.core.discard(reply).unwrap();
    assert_eq!(found(&alice, "wolverine"), ["Zamboni überhitzt"]);
    let clears = alice.core.save_draft(case, Audience::Public, "");
    clears.unwrap();
    assert!(found(&alice, "wolverine").is_empty());
    alice.online();
    alice.settles().await;
    assert_eq!(
        found(&alice, "pangolin"),
        ["Made on the plane"],
        "still, after it was sent"
    );
}

#[tokio::test]
async fn what_is_being_written_is_found_and_said_to_be_a_draft() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    let writes = |text: &str| {
        let saved = alice.core.save_draft(case, Audience::Internal, text);
        saved.unwrap();
    };
    assert!(found(&alice, "narwhal").is_empty());
    writes("Ask the narwhal people");
    let question = |text: &str, sort| CaseQuery {
        view: View::All,
        text: text.to_owned(),
        sort,
        descending: true,
        offset: 0,
        limit: 10,
    };
    for text in [
        "narwhal",
        "arwha",
        "narwhal zamboni",
        "narwhal people quokka valve",
    ] {
        for sort in [SortKey::Relevance, SortKey::Activity] {
            let page = alice.core.list_cases(&question(text, sort)).unwrap();
            let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(
                (names, page.total),
                (vec!["Zamboni überhitzt"], 1),
                "{text}"
            );
            let place = page.found[0].passage.as_ref().map(|passage| passage.place);
            assert_eq!(place, Some(Place::Draft), "{text}");
        }
    }
    for text in ["narwhal giraffe", "narwhal status:closed"] {
        assert!(found(&alice, text).is_empty(), "{text}");
    }
    // What the index finds, too, is there once.
    writes("Ask the quokka people about the Zamboni");
    let page = alice
        .core
        .list_cases(&question("quokka", SortKey::Relevance))
        .unwrap();
    assert_eq!((page.rows.len(), page.total), (1, 1));
    writes("");
    assert!(found(&alice, "narwhal").is_empty(), "not written any more");
}

#[tokio::test]
async fn scripts_without_blanks_and_without_vowels_are_found() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let now = world.now();
    let new = NewWebCase {
        name: "プリンターが印刷できません".to_owned(),
        description: Some("هل الطَّابِعَة تعمل؟ رقم ٤٧١١".to_owned()),
        assigned_to: vec![world.crm().person("alice").unwrap().profile],
        ..NewWebCase::default()
    };
    let case = world.crm().web_creates_case("bob", new, now);
    world
        .crm()
        .web_comments(case, "bob", "打印机无法连接到网络", true, now);
    alice.syncs().await.unwrap();
    for words in [
        "印刷",
        "ンター",
        "刷で",
        "打印机",
        "网络",
        "印刷 打印",
        "الطابعة",
        "طابعة",
        "طابعه",
        "4711",
    ] {
        assert_eq!(
            found(&alice, words),
            ["プリンターが印刷できません"],
            "{words}"
        );
    }
    assert!(found(&alice, "刷印").is_empty(), "in their order");
}

#[tokio::test]
async fn a_row_says_where_it_was_found_and_marks_what() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    let why = |words: &str| {
        let page = alice.core.list_cases(&asks(words, SortKey::Relevance));
        let page = page.unwrap();
        assert_eq!(page.found.len(), page.rows.len());
        page.found.into_iter().next().unwrap()
    };
    let marked = |words: &str| {
        let passage = why(words).passage.unwrap();
        let units: Vec<u16> = passage.text.encode_utf16().collect();
        let part = |m: &Mark| String::from_utf16(&units[m.from as usize..m.to as usize]).unwrap();
        let marked: Vec<String> = passage.marks.iter().map(part).collect();
        (passage.place, marked.join(","))
    };
    assert_eq!(marked("quokka"), (Place::Description, "quokka".to_owned()));
    assert_eq!(marked("brulee"), (Place::Reply, "brûlée".to_owned()));
    assert_eq!(marked("ylopho"), (Place::Note, "xylophone".to_owned()));
    alice.offline();
    alice.replies(case, "We are sending a wolverine");
    assert_eq!(marked("wolver"), (Place::Unsent, "wolverine".to_owned()));
    alice.core.attach(case, "Blåbær-plan.pdf", b"pdf").unwrap();
    assert_eq!(marked("blabaer"), (Place::File, "Blåbær".to_owned()));
    let name = why("uberhitzt").name;
    assert_eq!((name[0].from, name[0].to), (8, 17));
    let page = alice
        .core
        .list_cases(&asks("status:open", SortKey::Activity));
    assert!(page.unwrap().found.is_empty(), "no words, no passages");
}

#[tokio::test]
async fn the_best_comes_first_where_it_is_asked_for() {
    let (world, alice) = with_a_known_case().await;
    let now = world.now();
    for (name, description) in [
        (
            "Something else",
            "one zamboni among many other words, long ago",
        ),
        ("The Zamboni", "zamboni zamboni"),
    ] {
        let new = NewWebCase {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            ..NewWebCase::default()
        };
        world.crm().web_creates_case("bob", new, now);
    }
    alice.syncs().await.unwrap();
    let page = alice.core.list_cases(&asks("zamboni", SortKey::Relevance));
    let names: Vec<String> = page.unwrap().rows.into_iter().map(|r| r.name).collect();
    assert_eq!(names.last().unwrap(), "Something else", "{names:?}");
    assert_eq!(names.len(), 3);
}

fn asks(text: &str, sort: SortKey) -> CaseQuery {
    CaseQuery {
        view: View::All,
        text: text.to_owned(),
        sort,
        descending: true,
        offset: 0,
        limit: 50,
    }
}

#[tokio::test]
async fn a_name_that_changed_is_found_by_the_new_one_only() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    alice.sets(case, satchel_core::case::Field::Name, "Ice machine");
    assert!(found(&alice, "zamboni").is_empty());
    assert_eq!(found(&alice, "ice mach"), ["Ice machine"]);
}

#[tokio::test]
async fn a_mirror_of_the_program_before_is_searched_anew_bit_by_bit_and_says_so() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 260).await;
    let now = world.now();
    let new = NewWebCase {
        name: "Quokka".to_owned(),
        assigned_to: vec![world.crm().person("alice").unwrap().profile],
        ..NewWebCase::default()
    };
    world.crm().web_creates_case("bob", new, now);
    alice.syncs().await.unwrap();
    let all = alice.lists(View::All).len();
    let alice = alice.comes_back_after(Damage::OfTheProgramBefore);
    alice.offline();
    let asked = |words: &str| {
        alice
            .core
            .list_cases(&asks(words, SortKey::Relevance))
            .unwrap()
    };
    let before = asked("uokka");
    assert!(before.rows.is_empty(), "nothing is in the new index yet");
    assert_eq!(before.unsearched as usize, all, "and it says so");
    let untold = alice.core.list_cases(&asks("", SortKey::Activity)).unwrap();
    assert_eq!((untold.total as usize, untold.unsearched), (all, 0));
    let _no_network = alice.syncs().await;
    let after = asked("uokka");
    assert_eq!(after.unsearched, 0, "without a server, too");
    assert_eq!(after.rows.len(), 1);
    alice.replies(after.rows[0].id, "a wombat came");
    assert_eq!(found(&alice, "ombat"), ["Quokka"]);
}

#[tokio::test]
async fn whatever_is_typed_is_looked_for_and_never_run() {
    let (_world, alice) = with_a_known_case().await;
    let all = alice.lists(View::All).len();
    for typed in [
        "' OR 1=1 --",
        "\"; DROP TABLE case_view; --",
        "name : zamboni*",
        "{name description} : quokka",
        "NEAR(zamboni quokka, 2)",
        "zamboni NOT quokka",
        "^zamboni",
        "zamboni OR",
        "(((((",
        "\"",
        "\"\"\"\"",
        "*",
        "a*b*c",
        "\0zamboni\0",
        "\u{202e}inobmaz",
        "\u{200b}\u{feff}",
        "👩‍👩‍👧‍👦",
        "%_",
        "\\",
    ] {
        let page = alice.core.list_cases(&asks(typed, SortKey::Relevance));
        let page = page.unwrap_or_else(|e| panic!("{typed:?}: {e}"));
        assert!(
            page.found.is_empty() || page.found.len() == page.rows.len(),
            "{typed:?}"
        );
    }
    assert!(found(&alice, "' OR 1=1 --").is_empty());
    assert!(
        found(&alice, "zamboni NOT quokka").is_empty(),
        "three words"
    );
    assert_eq!(found(&alice, "\0zamboni\0"), ["Zamboni überhitzt"]);
    assert_eq!(found(&alice, "zam\u{200b}boni"), ["Zamboni überhitzt"]);
    let long = "zamboni".repeat(20_000);
    assert!(found(&alice, &long).is_empty());
    assert!(found(&alice, &"zamboni (\" ".repeat(20_000)).len() <= 1);
    assert_eq!(alice.lists(View::All).len(), all, "nothing was dropped");
}

#[tokio::test]
async fn file_names_people_and_accounts_are_found() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    alice
        .core
        .attach(case, "Protokoll Wärmepumpe.xlsx", b"x")
        .unwrap();
    for words in ["warmepumpe", "pumpe", "protokoll xlsx"] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
    let row = alice.opens(case).row;
    let person = row.assignees.first().expect("somebody works on it");
    assert!(found(&alice, person).contains(&row.name), "{person}");
}

#[tokio::test]
async fn a_name_that_another_case_has_is_known_before_it_is_sent() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    let named = |name: &str, except| alice.core.case_named(name, except).unwrap();
    for name in ["Zamboni überhitzt", " zamboni ÜBERHITZT "] {
        assert_eq!(named(name, None), Some(case), "{name}");
        assert_eq!(named(name, Some(case)), None, "its own name");
    }
    for name in [
        "Zamboni",
        "Zamboni uberhitzt",
        "",
        "  ",
        "Zamboni überhitzt!",
        "\" OR 1 --",
    ] {
        assert_eq!(
            named(name, None),
            None,
            "{name}: another name to the server"
        );
    }
    alice.offline();
    let new = alice.core.create_case(new_case("🦘")).unwrap();
    assert_eq!(named("🦘", None), Some(new), "one that nobody sent yet");
}

#[tokio::test]
async fn text_that_means_harm_is_kept_letter_for_letter_and_found() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    let now = world.now();
    let texts = hostile::texts();
    for (at, hostile) in texts.iter().enumerate() {
        let new = NewWebCase {
            name: format!("Harm {at}"),
            description: Some(hostile.text.clone()),
            assigned_to: vec![world.crm().person("alice").unwrap().profile],
            ..NewWebCase::default()
        };
        let case = world.crm().web_creates_case("bob", new, now);
        world
            .crm()
            .web_comments(case, "bob", &hostile.text, false, now);
    }
    alice.syncs().await.unwrap();
    assert_eq!(found(&alice, hostile::MARK).len(), texts.len());
    for (at, hostile) in texts.iter().enumerate() {
        let view = alice.opens(alice.case(&format!("Harm {at}")));
        assert_eq!(view.description, hostile.text, "{}", hostile.what);
    }
}
