//! The paging quirks and filters of `GET /api/cases/`.

use super::*;
use crate::ALICE;

/// Thirty cases, a minute apart.
fn world() -> World {
    let mut world = World::new();
    for number in 0..30 {
        world.at += Duration::seconds(59);
        let at = world.tick();
        let pick = |words: &[&str]| Some(words[number % words.len()].to_owned());
        let new = NewWebCase {
            name: format!("Case {number:02} Übergabe"),
            status: pick(&["New", "Assigned", "Pending", "Closed", "Rejected"]),
            priority: pick(&["Low", "Normal", "High", "Urgent"]),
            case_type: pick(&["Question", "Incident", "Problem"]),
            description: (number == 7).then(|| "Drucker streikt".to_owned()),
            ..NewWebCase::default()
        };
        world.crm.web_creates_case("ada", new, at);
    }
    world
}

fn names(response: &Value) -> Vec<String> {
    let rows = response["cases"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap()[5..7].to_owned())
        .collect()
}

fn count(world: &mut World, query: &str) -> u64 {
    let probe = format!("/api/cases/?slim=true&limit=1&offset=1000000000&{query}");
    let answer = world.get(&probe).json();
    assert_eq!(
        (&answer["cases"], &answer["offset"]),
        (&json!([]), &json!(0))
    );
    answer["cases_count"].as_u64().unwrap()
}

#[test]
fn ten_rows_come_if_the_limit_makes_no_sense_and_any_limit_is_obeyed() {
    let mut world = world();
    for query in ["", "limit=0", "limit=-1", "limit=abc", "page=2&page_size=5"] {
        let page = world.get(&format!("/api/cases/?slim=true&{query}")).json();
        assert_eq!(names(&page).len(), 10, "{query}");
        assert_eq!(names(&page)[0], "29");
    }
    assert_eq!(
        names(&world.get("/api/cases/?slim=true&limit=1000").json()).len(),
        30
    );
    assert_eq!(
        names(&world.get("/api/cases/?slim=true&offset=-1&limit=1").json()),
        ["29"]
    );
    assert_eq!(
        names(&world.get("/api/cases/?slim=true&offset=2&limit=2").json()),
        ["27", "26"]
    );
    let past = world.get("/api/cases/?slim=true&offset=99999").json();
    assert_eq!(
        (past["cases_count"].as_u64(), &past["offset"]),
        (Some(30), &json!(0))
    );
}

#[test]
fn the_offset_in_the_answer_counts_greater_ids() {
    let mut world = world();
    let page = world.get("/api/cases/?slim=true&limit=4").json();
    let last = id(&page["cases"][3]["id"]);
    let greater = world.crm.cases().filter(|case| case.id >= last).count();
    let expected = if greater == 30 {
        Value::Null
    } else {
        json!(greater)
    };
    assert_eq!(page["offset"], expected);
}

#[test]
fn known_orders_are_obeyed_and_unknown_ones_ignored() {
    let mut world = world();
    let mut first = |ordering: &str| {
        let page = world.get(&format!(
            "/api/cases/?slim=true&limit=3&ordering={ordering}"
        ));
        names(&page.json()).concat()
    };
    assert_eq!(first("created_at"), "000102");
    assert_eq!(first("name"), "000102");
    assert_eq!(first("-name"), "292827");
    assert_eq!(first("-updated_at"), first("-created_at"));
    let (mut high, mut urgent): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for case in world.crm.cases() {
        match case.priority.as_str() {
            "High" => high.push((case.id, case.name[5..7].to_owned())),
            "Urgent" => urgent.push((case.id, case.name[5..7].to_owned())),
            _ => {}
        }
    }
    let mut first = |ordering: &str| {
        let target = format!("/api/cases/?slim=true&limit=3&ordering={ordering}");
        names(&world.get(&target).json())
    };
    for (ordering, mut cases) in [("priority", high), ("-priority", urgent)] {
        cases.sort();
        let greatest = cases.into_iter().rev().take(3).map(|(_, name)| name);
        let greatest: Vec<String> = greatest.collect();
        assert_eq!(
            first(ordering),
            greatest,
            "alphabetical, then by greater id"
        );
    }
}

#[test]
fn filters_combine_and_the_last_priority_wins() {
    let mut world = world();
    assert_eq!(count(&mut world, ""), 30);
    assert_eq!(count(&mut world, "status=New"), 6);
    assert_eq!(count(&mut world, "status=New&status=Closed"), 12);
    assert_eq!(count(&mut world, "status=new"), 0);
    assert_eq!(count(&mut world, "priority=Urgent"), 7);
    assert_eq!(count(&mut world, "priority=Urgent&priority=Low"), 8);
    assert_eq!(count(&mut world, "case_type=Problem"), 10);
    assert_eq!(count(&mut world, "name=CASE+0"), 10);
    assert_eq!(count(&mut world, "name=%C3%BCBERGABE"), 30);
    assert_eq!(count(&mut world, "search=drucker"), 1);
    assert_eq!(count(&mut world, "name=drucker"), 0);
    assert_eq!(
        count(&mut world, "updated_at__gte=2030-01-01&teams=x&fields=id"),
        30
    );
    let nobody = Uuid::nil();
    assert_eq!(count(&mut world, &format!("assigned_to={nobody}")), 0);
    assert_eq!(count(&mut world, &format!("account={nobody}")), 0);
}

#[test]
fn bounds_of_time_include_the_microsecond_itself() {
    let mut world = world();
    let at = world.crm.case_named("case 10 übergabe").unwrap().created_at;
    let text = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    let micro = Duration::microseconds(1);
    assert_eq!(
        count(&mut world, &format!("created_at__gte={}", text(at))),
        20
    );
    assert_eq!(
        count(&mut world, &format!("created_at__gte={}", text(at + micro))),
        19
    );
    assert_eq!(
        count(&mut world, &format!("created_at__lte={}", text(at))),
        11
    );
    assert_eq!(
        count(&mut world, &format!("created_at__lte={}", text(at - micro))),
        10
    );
    assert_eq!(
        count(&mut world, "created_at__lte=2026-11-23"),
        0,
        "a date is its midnight"
    );
    assert_eq!(count(&mut world, "created_at__gte=2026-11-23"), 30);
}

#[test]
fn malformed_ids_and_dates_are_refused_bare() {
    let mut world = world();
    let refused = [
        (
            "account=zzz",
            json!({ "account": ["'zzz' is not a valid id."] }),
        ),
        (
            "assigned_to=zzz",
            json!({ "assigned_to": ["'zzz' is not a valid id."] }),
        ),
        (
            "created_at__lte=banana",
            json!({ "created_at__lte": ["'banana' is not a valid date. Use YYYY-MM-DD."] }),
        ),
    ];
    for (query, body) in refused {
        let response = world.get(&format!("/api/cases/?{query}"));
        assert_eq!((response.status, response.json()), (400, body));
    }
}

#[test]
fn the_counts_are_of_the_filtered_open_cases() {
    let mut world = world();
    let case = world
        .crm
        .cases()
        .find(|case| case.status == "New")
        .unwrap()
        .id;
    world.post(
        &format!("/api/cases/{case}/"),
        json!({ "comment": "first answer" }),
    );
    let all = world.get("/api/cases/?slim=true").json();
    let counts = |list: &Value| {
        [
            "open_count",
            "urgent_count",
            "awaiting_first_reply",
            "cases_count",
        ]
        .map(|key| list[key].as_u64().unwrap())
    };
    assert_eq!(counts(&all), [18, 4, 17, 30]);
    assert_eq!(
        counts(&world.get("/api/cases/?status=Closed").json()),
        [0, 0, 0, 6]
    );
}

#[test]
fn hidden_and_duplicate_cases_are_out_of_the_list_but_not_out_of_the_world() {
    let mut world = world();
    let cases: Vec<Uuid> = world.crm.cases().map(|case| case.id).collect();
    world.patch(cases[0], json!({ "is_active": false }));
    world.patch(cases[1], json!({ "status": "Duplicate" }));
    assert_eq!(count(&mut world, ""), 28);
    assert_eq!(count(&mut world, "include_deleted=true"), 29);
    assert_eq!(count(&mut world, "show_merged=true"), 29);
    assert_eq!(world.get(&format!("/api/cases/{}/", cases[0])).status, 200);
    world.as_(ALICE);
    assert_eq!(
        count(&mut world, "include_deleted=true"),
        0,
        "for administrators only"
    );
}

#[test]
fn a_walk_by_creation_time_finds_every_case_once() {
    let mut world = world();
    let mut seen = Vec::new();
    let mut from = "2000-01-01T00:00:00Z".to_owned();
    loop {
        let page =
            format!("/api/cases/?slim=true&ordering=created_at&limit=7&created_at__gte={from}");
        let rows = world.get(&page).json()["cases"].as_array().unwrap().clone();
        let fresh: Vec<Uuid> = rows
            .iter()
            .map(|row| id(&row["id"]))
            .filter(|id| !seen.contains(id))
            .collect();
        if fresh.is_empty() {
            break;
        }
        seen.extend(fresh);
        from = rows.last().unwrap()["created_at"]
            .as_str()
            .unwrap()
            .to_owned();
    }
    assert_eq!(seen.len(), 30);
}

#[test]
fn times_are_written_in_the_organizations_zone_and_zero_microseconds_are_left_out() {
    let mut world = World::new();
    let at = "2026-03-01T12:00:00Z".parse().unwrap();
    let new = NewWebCase {
        name: "Noon".to_owned(),
        ..NewWebCase::default()
    };
    world.crm.web_creates_case("ada", new, at);
    let created =
        |world: &mut World| world.get("/api/cases/").json()["cases"][0]["created_at"].clone();
    assert_eq!(created(&mut world), "2026-03-01T12:00:00Z");
    let set = json!({ "timezone": "Asia/Kolkata" });
    let answer = world.send(Method::Patch, "/api/org/settings/", set);
    assert_eq!(
        (answer.status, &answer.json()["timezone"]),
        (200, &json!("Asia/Kolkata"))
    );
    assert_eq!(created(&mut world), "2026-03-01T17:30:00+05:30");
}
