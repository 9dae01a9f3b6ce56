use crate::*;
use chrono::{DateTime, Utc};
use std::time::Instant;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:12:47.898988Z".parse().unwrap()
}

#[test]
fn scratch() {
    let t = Instant::now();
    let mut crm = seed::demo(Dialect::Bottlecrm, 2000, now());
    println!("demo {:?}", t.elapsed());
    let words = [
        "New",
        "Assigned",
        "Pending",
        "Closed",
        "Rejected",
        "Duplicate",
    ];
    for w in words {
        println!("{w} {}", crm.cases().filter(|c| c.status == w).count());
    }
    for w in ["Low", "Normal", "High", "Urgent"] {
        println!("{w} {}", crm.cases().filter(|c| c.priority == w).count());
    }
    let open: Vec<_> = crm
        .cases()
        .filter(|c| words[..3].contains(&c.status.as_str()))
        .collect();
    println!(
        "open {} urgent/high {}",
        open.len(),
        open.iter()
            .filter(|c| ["High", "Urgent"].contains(&c.priority.as_str()))
            .count()
    );
    let alice = crm.person("alice").unwrap().profile;
    println!(
        "alice {}",
        open.iter()
            .filter(|c| c.assigned_to.contains(&alice))
            .count()
    );
    println!(
        "comments {} files {} acts {} notes {}",
        crm.cases()
            .map(|c| crm.comments_of(c.id).len())
            .sum::<usize>(),
        crm.cases()
            .map(|c| crm.attachments_of(c.id).len())
            .sum::<usize>(),
        crm.activities().len(),
        crm.notifications().len()
    );
    println!(
        "most comments {:?}",
        crm.cases().map(|c| crm.comments_of(c.id).len()).max()
    );
    println!(
        "longest comment {:?}",
        crm.cases()
            .flat_map(|c| crm.comments_of(c.id))
            .map(|c| c.text.chars().count())
            .max()
    );
    for c in crm.cases().take(30) {
        println!(
            "{} | {} | {} | {:?} | {}",
            c.created_at, c.status, c.priority, c.case_type, c.name
        );
    }
    for c in crm.cases().skip(40).take(4) {
        println!("--- {}\n{}", c.name, c.description.as_deref().unwrap());
        for m in crm.comments_of(c.id) {
            println!(
                "   {} {:?} {} {}",
                m.at,
                m.by.is_some(),
                m.is_internal,
                m.text
            );
        }
        for f in crm.attachments_of(c.id) {
            println!("   file {}", f.name);
        }
    }
    for path in [
        "/api/cases/?slim=true&limit=100",
        "/api/cases/?slim=true&limit=100&ordering=created_at",
        "/api/cases/?slim=true&limit=1&offset=1000000000",
        "/api/cases/?slim=true&limit=100&search=printer",
        "/api/activities/?entity_type=Case&limit=50",
    ] {
        for _ in 0..2 {
            let t = Instant::now();
            let r = crm.handle(&Request::new(Method::Get, path, now()).bearer(ALICE));
            println!(
                "{path} {} {} bytes {:?}",
                r.status,
                r.body.len(),
                t.elapsed()
            );
        }
    }
    let id = crm.cases().nth(50).unwrap().id;
    let t = Instant::now();
    let r =
        crm.handle(&Request::new(Method::Get, &format!("/api/cases/{id}/"), now()).bearer(ALICE));
    println!(
        "detail {} {} bytes {:?}",
        r.status,
        r.body.len(),
        t.elapsed()
    );
}

#[test]
fn micro() {
    let id = uuid::Uuid::from_u128(0x1234567890abcdef1234567890abcdef);
    let mut j = crate::json::Json::new(0, 100_000_000);
    let t = Instant::now();
    for _ in 0..100_000 {
        j.id(id);
    }
    println!("id {:?}/1000", t.elapsed() / 100);
    let t = Instant::now();
    for _ in 0..100_000 {
        j.text("Dashboard of دار المعرفة للنشر shows last month");
    }
    println!("text {:?}/1000", t.elapsed() / 100);
    let t = Instant::now();
    for _ in 0..100_000 {
        j.key("created_at").time(now());
    }
    println!("time {:?}/1000", t.elapsed() / 100);
    let n = now();
    let t = Instant::now();
    for _ in 0..100_000 {
        j.key("created_at").time(n);
    }
    println!("time {:?}/1000", t.elapsed() / 100);
    let t = Instant::now();
    for _ in 0..100_000 {
        j.key("created_at").null();
    }
    println!("null {:?}/1000", t.elapsed() / 100);
    let t = Instant::now();
    for _ in 0..100_000 {
        j.object(|_| {});
    }
    println!("object {:?}/1000", t.elapsed() / 100);
    for n in [10_000] {
        let mut crm = seed::demo(Dialect::Bottlecrm, n, now());
        for path in [
            "/api/cases/?slim=true&limit=100",
            "/api/cases/?slim=true&limit=100&ordering=created_at",
            "/api/cases/?slim=true&limit=1&offset=1000000000",
        ] {
            for _ in 0..2 {
                let t = Instant::now();
                let r = crm.handle(&Request::new(Method::Get, path, now()).bearer(ALICE));
                println!(
                    "{path} {} {} bytes {:?}",
                    r.status,
                    r.body.len(),
                    t.elapsed()
                );
            }
        }
    }
}
