//! Time as the server writes and reads it. No clock here: whoever needs "now" was given it.
//!
//! Django writes ISO 8601 in the organization's zone, with microseconds, but leaves out a fraction that is zero, and
//! writes `Z` for UTC. One request takes a while on a real server, so the rows it leaves have slightly different
//! stamps: [`Tick`] does the same.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, SubsecRound, Timelike, Utc};

/// The passing of time inside one request: each look at the clock is a little later than the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tick {
    next: DateTime<Utc>,
}

impl Tick {
    /// The first look gives `at` itself, cut to microseconds as the server's database does.
    pub(crate) fn new(at: DateTime<Utc>) -> Tick {
        Tick {
            next: at.trunc_subsecs(6),
        }
    }

    /// Now.
    pub(crate) fn now(&mut self) -> DateTime<Utc> {
        let now = self.next;
        self.next = now + Duration::microseconds(137);
        now
    }
}

/// An instant as the server writes it, `minutes` east of Greenwich.
pub(crate) fn iso(at: DateTime<Utc>, minutes: i32) -> String {
    let mut out = String::with_capacity(32);
    push_iso(&mut out, at, minutes);
    out
}

/// The same, at the end of `out`.
pub(crate) fn push_iso(out: &mut String, at: DateTime<Utc>, minutes: i32) {
    let local = at.naive_utc() + Duration::minutes(minutes.into());
    push_date(out, local.date());
    for (mark, part) in [
        ('T', local.hour()),
        (':', local.minute()),
        (':', local.second()),
    ] {
        out.push(mark);
        push_digits(out, part, 2);
    }
    let micros = local.nanosecond() / 1_000 % 1_000_000;
    if micros != 0 {
        out.push('.');
        push_digits(out, micros, 6);
    }
    if minutes == 0 {
        out.push('Z');
    } else {
        out.push(if minutes < 0 { '-' } else { '+' });
        push_digits(out, minutes.unsigned_abs() / 60, 2);
        out.push(':');
        push_digits(out, minutes.unsigned_abs() % 60, 2);
    }
}

/// A plain date.
pub(crate) fn push_date(out: &mut String, date: NaiveDate) {
    push_digits(out, date.year().unsigned_abs(), 4);
    out.push('-');
    push_digits(out, date.month(), 2);
    out.push('-');
    push_digits(out, date.day(), 2);
}

fn push_digits(out: &mut String, value: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10_u32.pow(place) % 10;
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// Python's `str()` of an aware time, which is how old values appear in the activity rows' metadata.
pub(crate) fn python(at: DateTime<Utc>) -> String {
    iso(at, 0).replace('T', " ").replace('Z', "+00:00")
}

/// The `Date` header.
pub(crate) fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `2026-11-23`, and nothing else.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    (text.len() == 10)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}

/// Midnight of that day, UTC.
pub(crate) fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// A date (midnight UTC) or a time stamp, with a zone or without (then UTC).
pub(crate) fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    if let Some(date) = parse_date(text) {
        return Some(midnight(date));
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .map(|at| at.and_utc())
}

/// Minutes east of Greenwich for the zones this stand-in knows (those without summer time).
pub(crate) fn zone_minutes(zone: &str) -> Option<i32> {
    Some(match zone {
        "UTC" => 0,
        "Asia/Kolkata" => 330,
        "Asia/Tokyo" => 540,
        "Asia/Kathmandu" => 345,
        "America/Phoenix" => -420,
        "America/Bogota" => -300,
        _ => return None,
    })
}

/// "5 minutes ago", as Django says it: two neighboring units, with no-break spaces.
pub(crate) fn ago(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    const UNITS: [(&str, i64); 6] = [
        ("year", 365 * 24 * 60),
        ("month", 30 * 24 * 60),
        ("week", 7 * 24 * 60),
        ("day", 24 * 60),
        ("hour", 60),
        ("minute", 1),
    ];
    let say = |count: i64, unit: &str| {
        format!("{count}\u{a0}{unit}{}", if count == 1 { "" } else { "s" })
    };
    let mut left = (now - then).num_minutes().max(0);
    let mut said = Vec::new();
    for (unit, size) in UNITS {
        let count = left / size;
        if count > 0 {
            said.push(say(count, unit));
            left -= count * size;
        }
        let full = said.len() == 2 || (said.len() == 1 && count == 0);
        if full {
            break;
        }
    }
    if said.is_empty() {
        said.push(say(0, "minute"));
    }
    format!("{} ago", said.join(", "))
}
