//! The named faults on a real socket: each is what its name says, as often as it was asked for.

use std::time::{Duration as Wait, Instant};

use super::faces::{PROFILE, Plugged};
use super::*;
use crate::{Fault, Faults, Rate, Setting};

/// Creates a case over the socket, and says what came back: the status, `cut`, `reset` or `short`; and how many cases
/// there are more.
fn strikes(fault: Fault) -> (String, usize, String) {
    let plugged = Plugged::new();
    let (before, rate) = {
        let mut crm = plugged.crm.lock().unwrap();
        crm.faults.set(fault, Rate::Next);
        (crm.case_count(), crm.faults.rate(fault))
    };
    assert_eq!(rate, Rate::Next);
    let answer = plugged.ask(&post("Struck"));
    let said = match &answer {
        Err(error) => format!("{:?}", error.kind()),
        Ok(text) if text.is_empty() => "cut".to_owned(),
        Ok(text) if is_short(text) => "short".to_owned(),
        Ok(text) => text[9..12].to_owned(),
    };
    let crm = plugged.crm.lock().unwrap();
    assert_eq!(crm.faults.rate(fault), Rate::Off, "{fault:?} struck once");
    let effect = crm.case_count() - before;
    (said, effect, answer.unwrap_or_default().to_lowercase())
}

fn post(name: &str) -> String {
    let body = new_case(name).to_string();
    let length = body.len();
    format!(
        "POST /api/cases/ HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// Fewer bytes came than were promised.
fn is_short(answer: &str) -> bool {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_lowercase();
    let promised = head.split("content-length: ").nth(1).unwrap();
    promised.lines().next().unwrap().parse::<usize>().unwrap() > body.len()
}

#[test]
fn each_fault_is_what_its_name_says() {
    let expected = [
        (Fault::RequestLost, "cut", 0),
        (Fault::ReplyLost, "cut", 1),
        (Fault::Reset, "ConnectionReset", 1),
        (Fault::ErrorAfter, "500", 1),
        (Fault::ErrorBefore, "500", 0),
        (Fault::TooManyRequests, "429", 0),
        (Fault::CaptivePortal, "200", 0),
        (Fault::Truncated, "short", 1),
        (Fault::SlowBody, "200", 1),
        (Fault::Repeated, "400", 1),
        (Fault::SessionExpired, "403", 0),
        (Fault::TokenRevoked, "403", 0),
    ];
    assert_eq!(expected.map(|(fault, ..)| fault), Fault::ALL);
    for (fault, said, effect) in expected {
        let begun = Instant::now();
        let (got, more, text) = strikes(fault);
        assert_eq!((got.as_str(), more), (said, effect), "{fault:?}");
        match fault {
            Fault::ErrorAfter | Fault::ErrorBefore | Fault::CaptivePortal => {
                assert!(text.contains("content-type: text/html"), "{fault:?}");
            }
            Fault::TooManyRequests => assert!(text.contains("\r\nretry-after: 5\r\n")),
            Fault::SlowBody => assert!(begun.elapsed() >= Wait::from_millis(200)),
            Fault::SessionExpired | Fault::TokenRevoked => {
                assert!(text.contains("organization context is required"));
            }
            _ => {}
        }
    }
}

#[test]
fn a_fault_that_lies_about_its_effect_waits_for_what_writes() {
    let plugged = Plugged::new();
    let set = |fault| plugged.crm.lock().unwrap().faults.set(fault, Rate::Next);
    for fault in [
        Fault::ReplyLost,
        Fault::Reset,
        Fault::ErrorAfter,
        Fault::Repeated,
    ] {
        set(fault);
        assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 200"));
        assert_eq!(plugged.crm.lock().unwrap().faults.rate(fault), Rate::Next);
        plugged.crm.lock().unwrap().all_well();
    }
}

#[test]
fn a_revoked_token_stays_so_until_all_is_well_again() {
    let plugged = Plugged::new();
    plugged
        .crm
        .lock()
        .unwrap()
        .faults
        .set(Fault::TokenRevoked, Rate::Next);
    for _ in 0..2 {
        assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 403"));
    }
    assert!(plugged.crm.lock().unwrap().has_revoked());
    plugged.crm.lock().unwrap().all_well();
    assert!(!plugged.crm.lock().unwrap().has_revoked());
    assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 200"));
}

#[test]
fn the_line_becomes_slow_while_it_is_in_use_and_fast_again() {
    let plugged = Plugged::new();
    let timed = || {
        let begun = Instant::now();
        assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 200"));
        begun.elapsed()
    };
    let set = |text: &str| {
        let setting = Setting::parse(text).unwrap();
        setting.apply(&mut plugged.crm.lock().unwrap().faults);
    };
    set("latency=150ms");
    assert!(timed() >= Wait::from_millis(150));
    set("latency=off");
    set("bandwidth=1k");
    assert!(timed() >= Wait::from_millis(250), "some 400 bytes");
    plugged.crm.lock().unwrap().all_well();
    assert!(timed() < Wait::from_millis(150));
}

#[test]
fn a_servers_clock_that_is_ahead_says_so_in_its_date() {
    let plugged = Plugged::new();
    let ahead = Setting::parse("clock=+10m").unwrap();
    ahead.apply(&mut plugged.crm.lock().unwrap().faults);
    let answer = plugged.ask(PROFILE).unwrap().to_lowercase();
    let date = answer.split("\r\ndate: ").nth(1).unwrap();
    let date = DateTime::parse_from_rfc2822(date.lines().next().unwrap()).unwrap();
    let off = date.with_timezone(&Utc) - Utc::now();
    assert!((595..=600).contains(&off.num_seconds()), "{off}");
}

#[test]
fn a_share_strikes_about_so_often_and_the_last_word_counts() {
    let mut world = World::new();
    world.crm.faults.set(Fault::RequestLost, Rate::Percent(20));
    assert_eq!(world.crm.faults.rate(Fault::RequestLost), Rate::Percent(20));
    let mut lost = 0;
    for _ in 0..300 {
        let request = world.request(Method::Get, "/api/profile/");
        lost += usize::from(world.crm.serve(&request).answer().is_none());
    }
    assert!((35..90).contains(&lost), "{lost} of 300");
    for (rate, is_lost) in [(Rate::Percent(100), true), (Rate::Off, false)] {
        world.crm.faults.set(Fault::RequestLost, rate);
        assert_eq!(world.crm.faults.rate(Fault::RequestLost), rate);
        let request = world.request(Method::Get, "/api/profile/");
        assert_eq!(world.crm.serve(&request).answer().is_none(), is_lost);
    }
    assert!(world.crm.faults.is_empty());
}

#[test]
fn settings_are_read_as_people_write_them_and_refused_with_what_could_stand_there() {
    let read = |text: &str| Setting::parse(text).unwrap();
    assert_eq!(
        read("reply-lost=20%"),
        Setting::Fault(Fault::ReplyLost, Rate::Percent(20))
    );
    assert_eq!(read("reset=next"), Setting::Fault(Fault::Reset, Rate::Next));
    assert_eq!(
        read("slow-body=always"),
        Setting::Fault(Fault::SlowBody, Rate::Percent(100))
    );
    assert_eq!(
        read("latency=800ms"),
        Setting::Latency(Wait::from_millis(800))
    );
    assert_eq!(read("bandwidth=64k"), Setting::Bandwidth(Some(64_000)));
    assert_eq!(read("clock=-90s"), Setting::Clock(Duration::seconds(-90)));
    for (text, hint) in [
        ("reply-lost", "such as reply-lost=20%"),
        ("replylost=1%", "captive-portal"),
        ("reply-lost=120%", "next, always"),
        ("latency=fast", "800ms"),
        ("latency=-1s", "800ms"),
        ("bandwidth=0", "64k"),
        ("clock=10", "+10m"),
    ] {
        let reason = Setting::parse(text).unwrap_err();
        assert!(reason.contains(hint), "{text}: {reason}");
    }
    let mut faults = Faults::default();
    read("clock=+10m").apply(&mut faults);
    assert_eq!(faults.clock_off(), Duration::minutes(10));
}
