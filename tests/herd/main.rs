//! The herd: a working day of thousands of clients of one server, with an hour's outage in it, in virtual time.
//!
//! The whole engine ten thousand times is too much; each client (`client.rs`) takes the engine's own pure decisions
//! instead, `plan::next` and `rhythm::Course`, so that the figures are the shipped code's. `office.rs` says how many
//! people do what, `measure.rs` what it costs the server, `plot.rs` draws it.
//!
//! `cargo xtask herd` runs ten thousand and draws `docs/pictures/herd.svg`: `SATCHEL_HERD` is how many,
//! `SATCHEL_HERD_PICTURE` where to draw. What the figures mean is in `docs/RELIABILITY.md`.

#![expect(clippy::print_stdout, reason = "figures are worth telling")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]

mod chance;
mod client;
mod measure;
mod office;
mod plot;

use chance::Chance;
use chrono::{DateTime, TimeDelta, Utc};
use client::{Client, Manners};
use measure::{Both, Load};
use office::Office;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The law: after recovery, in any ten seconds, at most so many times the normal mean.
const MOST: f64 = 3.0;

fn clients() -> u32 {
    let given = std::env::var("SATCHEL_HERD").ok();
    given.map_or(1_000, |text| text.parse().unwrap())
}

/// A day of so many clients.
fn day(clients: u32, manners: Manners) -> Load {
    let office = Office { clients };
    let mut load = Load::new();
    let mut chance = Chance::new(u64::from(clients));
    let (begins, ends) = (Office::begins(), Office::ends());
    let mut queue = BinaryHeap::new();
    let mut herd: Vec<(Client, DateTime<Utc>)> = (0..clients)
        .map(|n| {
            let starts = begins.0 + chance.part(begins.1);
            queue.push(Reverse((starts, n)));
            let stops = ends.0 + chance.part(ends.1);
            (Client::start(starts, manners, u64::from(n)), stops)
        })
        .collect();
    while let Some(Reverse((now, n))) = queue.pop() {
        let (client, stops) = &mut herd[n as usize];
        if now < *stops {
            queue.push(Reverse((client.step(now, &office, &mut load), n)));
        }
    }
    load
}

/// The figures of a day.
struct Figures {
    normal: Both,
    normal_peak: Both,
    ten_minutes: Both,
    recovery: Both,
    start: Both,
}

impl Figures {
    fn of(load: &Load) -> Figures {
        let (from, to) = Office::normal();
        let (down, up) = Office::outage();
        let (begins, _) = Office::begins();
        assert_eq!(to, down, "normal until the outage");
        Figures {
            normal: load.mean(from, to),
            normal_peak: load.peak(from, to),
            ten_minutes: load.peak(up, up + TimeDelta::minutes(10)),
            recovery: load.peak(up, up + TimeDelta::minutes(120)),
            start: load.peak(begins, from),
        }
    }

    fn print(&self, title: &str) {
        println!("{title}");
        let line = |what: &str, both: Both| {
            let times = both.over(self.normal);
            println!(
                "  {what:<40} {:>9.1} requests/s ({:>5.2}x) {:>8.1} cores ({:>5.2}x)",
                both.requests, times.requests, both.cores, times.cores
            );
        };
        line("normal, mean", self.normal);
        line("normal, highest ten seconds", self.normal_peak);
        line("highest in ten minutes after recovery", self.ten_minutes);
        line("highest in two hours after recovery", self.recovery);
        line("highest at the start of work", self.start);
    }
}

#[test]
fn after_an_outage_a_herd_asks_at_most_three_times_what_it_always_does() {
    let count = clients();
    let [kept, jitter, off] = std::thread::scope(|scope| {
        [Manners::Kept, Manners::Jitter, Manners::Off]
            .map(|manners| scope.spawn(move || day(count, manners)))
            .map(|day| day.join().unwrap())
    });
    let (figures, without) = (Figures::of(&kept), Figures::of(&off));
    figures.print(&format!("{count} clients, with manners"));
    Figures::of(&jitter).print(&format!(
        "{count} clients, with jittered waits and nothing else"
    ));
    without.print(&format!("{count} clients, without"));
    if let Ok(picture) = std::env::var("SATCHEL_HERD_PICTURE") {
        std::fs::write(
            picture,
            plot::draw(count, &kept, &off, figures.normal.requests),
        )
        .unwrap();
    }
    let times = figures.recovery.over(figures.normal);
    assert!(times.requests <= MOST, "{times:?}");
    assert!(times.cores <= MOST, "{times:?}");
    let started = figures.start.over(figures.normal);
    assert!(started.requests <= MOST, "the start of work: {started:?}");
    // The measure can tell: without manners the law is broken.
    assert!(without.recovery.over(figures.normal).requests > MOST);
}
