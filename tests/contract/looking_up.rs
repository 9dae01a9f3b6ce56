//! What screens ask for: people, teams, accounts, tags, macros, articles, own fields, notices, the organization, the feed
//! and a case's log, each as the model has it.

use crate::house::{BOTH, House, id, sorted, the_beginning};
use satchel_sandbox::{ADMIN, Dialect, Method, Request};
use serde_json::{Value, json};

/// The administrator puts something in by the server's own doors.
fn admin_posts(house: &House, path: &str, body: &Value) {
    let mut model = house.model();
    let at = model.cases().map(|c| c.created_at).max().unwrap();
    let request = Request {
        method: Method::Post,
        path: path.to_owned(),
        query: Vec::new(),
        headers: vec![
            ("authorization".to_owned(), format!("Bearer {ADMIN}")),
            ("content-type".to_owned(), "application/json".to_owned()),
        ],
        body: body.to_string().into_bytes(),
        at,
    };
    let answer = model.handle(&request);
    assert!(
        answer.status < 300,
        "{} {}",
        answer.status,
        String::from_utf8_lossy(&answer.body)
    );
}

#[tokio::test]
async fn people_teams_accounts_and_tags_are_the_models() {
    for dialect in BOTH {
        let house = House::with(dialect, 12);
        let alice = house.alice().await;
        let (people, teams) = alice.people().await.unwrap();
        let accounts = alice.accounts(500, 0).await.unwrap();
        let tags = alice.tags().await.unwrap();
        let model = house.model();
        let told = people
            .iter()
            .map(|p| format!("{} {} {}", p.id, p.name, p.email));
        let held = model.people().iter().map(|p| {
            let id = if dialect == Dialect::Documented {
                p.user
            } else {
                p.profile
            };
            format!("{id} {} {}", p.name, p.email)
        });
        assert_eq!(sorted(told), sorted(held), "{dialect:?}");
        if dialect == Dialect::Bottlecrm {
            let users = people.iter().filter_map(|p| p.user_id.clone());
            assert_eq!(sorted(users), sorted(model.people().iter().map(|p| p.user)));
            let held = model.tags().iter().map(|t| format!("{} {}", t.id, t.name));
            assert_eq!(
                sorted(tags.iter().map(|t| format!("{} {}", t.id, t.name))),
                sorted(held)
            );
        } else {
            assert!(tags.is_empty(), "the description has none");
            let asked = |r: &satchel_sandbox::Logged| {
                r.target.contains("/api/users/") && r.target.contains("limit=500")
            };
            assert!(model.requests().any(asked), "not only the first ten");
        }
        let named = |n: &satchel_core::id::Named| format!("{} {}", n.id, n.name);
        let held = model.teams().iter().map(|t| format!("{} {}", t.id, t.name));
        assert_eq!(sorted(teams.iter().map(named)), sorted(held), "{dialect:?}");
        let held = model.accounts().map(|a| format!("{} {}", a.id, a.name));
        assert_eq!(
            sorted(accounts.rows.iter().map(|(n, _)| named(n))),
            sorted(held),
            "{dialect:?}"
        );
    }
}

#[tokio::test]
async fn saved_answers_articles_and_own_fields_come_as_they_were_put_in() {
    let house = House::with(Dialect::Bottlecrm, 12);
    let alice = house.alice().await;
    let drawer = alice.macros().await.unwrap().len();
    let text = "Hello %customer_name%,\nwe look into it.";
    admin_posts(
        &house,
        "/api/macros/",
        &json!({"title": "Greeting", "body": text, "scope": "org"}),
    );
    admin_posts(
        &house,
        "/api/macros/",
        &json!({"title": "Mine alone", "body": "x"}),
    );
    let macros = alice.macros().await.unwrap();
    let mine = "the other one is the administrator's own";
    assert_eq!(macros.len(), drawer + 1, "{mine}");
    let greeting = macros.iter().find(|m| m.title == "Greeting").unwrap();
    assert_eq!(greeting.body, text);

    let shelf = alice.articles().await.unwrap().len();

    for (title, text) in [
        ("How to reset", "Hold it for ten seconds."),
        ("Zweiter Artikel", "Ü"),
    ] {
        admin_posts(
            &house,
            "/api/cases/solutions/",
            &json!({"title": title, "description": text}),
        );
    }
    let articles = alice.articles().await.unwrap();
    assert_eq!(articles.len(), shelf + 2);
    let told = articles
        .iter()
        .filter(|a| a.title == "How to reset" || a.title == "Zweiter Artikel")
        .map(|a| format!("{}: {} {}", a.title, a.text, a.is_published));
    assert_eq!(
        sorted(told),
        [
            "How to reset: Hold it for ten seconds. false",
            "Zweiter Artikel: Ü false"
        ]
    );

    let options = json!([{"value": "eu", "label": "Europe"}, {"value": "us", "label": "America"}]);
    let field = json!({"target_model": "Case", "key": "region", "label": "Region", "field_type": "dropdown", "options": options, "is_required": true});
    admin_posts(&house, "/api/custom-fields/", &field);
    let fields = alice.custom_fields().await.unwrap();
    let field = fields.iter().find(|f| f.key == "region").unwrap();
    assert_eq!(
        (
            field.key.as_str(),
            field.label.as_str(),
            field.field_type.as_str()
        ),
        ("region", "Region", "dropdown")
    );
    assert!(field.is_required);
    let pairs = [("eu", "Europe"), ("us", "America")].map(|(v, l)| (v.to_owned(), l.to_owned()));
    assert_eq!(field.options, pairs);
}

#[tokio::test]
async fn notices_are_the_persons_own_and_since_a_time() {
    let house = House::with(Dialect::Bottlecrm, 12);
    let alice = house.alice().await;
    let case = house.some_case(|_| true);
    alice.watch(&id(case.id), true).await.unwrap();
    let me = house.model().person("alice").unwrap().profile;
    let had = house
        .model()
        .notifications()
        .iter()
        .filter(|n| n.to == me)
        .count();
    {
        let mut model = house.model();
        let now = chrono::Utc::now();
        model
            .web_comments(case.id, "bob", "Look at this", false, now)
            .unwrap();
    }
    let (notices, count) = alice.notices(the_beginning()).await.unwrap();
    let newest = house
        .model()
        .notifications()
        .iter()
        .rfind(|n| n.to == me)
        .unwrap()
        .clone();
    assert_eq!((notices.len(), count as usize), (had + 1, had + 1));
    assert_eq!(notices[0].id, id(newest.id));
    assert_eq!(
        (notices[0].verb.as_str(), &notices[0].case),
        (newest.verb.as_str(), &Some(id(case.id)))
    );
    assert!(!notices[0].is_read);
    let later = newest.at + chrono::TimeDelta::seconds(1);
    assert_eq!(alice.notices(later).await.unwrap().0, []);
}

#[tokio::test]
async fn the_organization_the_feed_and_a_cases_log_are_the_models() {
    let house = House::with(Dialect::Bottlecrm, 12);
    let alice = house.alice().await;
    let organization = alice.organization().await.unwrap().expect("one");
    {
        let model = house.model();
        assert_eq!(
            (organization.id, organization.name),
            (id(model.org().id), model.org().name.clone())
        );
    }
    let case = house.some_case(|c| c.priority != "Urgent").id;
    assert!(house.model().web_patches(
        case,
        "bob",
        json!({"priority": "Urgent"}),
        chrono::Utc::now()
    ));
    let feed = alice.feed().await.unwrap();
    let log = alice.case_log(&id(case), 100).await.unwrap();
    let model = house.model();
    let held: Vec<_> = model
        .activities()
        .iter()
        .rev()
        .take(50)
        .map(|a| id(a.id))
        .collect();
    assert_eq!(sorted(feed.iter().map(|a| &a.server_id)), sorted(&held));
    assert_eq!(feed[0].entity_id, Some(id(case)), "the newest first");
    let of_case = model.activities().iter().filter(|a| a.case == case);
    assert_eq!(
        sorted(log.iter().map(|a| &a.server_id)),
        sorted(of_case.map(|a| id(a.id)))
    );
    let change = log
        .iter()
        .find(|a| a.action == "PRIORITY_CHANGED")
        .expect("the change");
    assert!(change.text.ends_with("→ Urgent"), "{}", change.text);
}
