//! What is counted of a life, and not judged.

use crate::life::Life;
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::intent::State;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Counted, not judged.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Comments, cases and edits of alice that took effect.
    pub(crate) effects: u64,
    /// What is held in the end, by its reason.
    pub(crate) held: BTreeMap<String, u64>,
    /// Said or made twice because others removed or renamed it before it was found (known gaps).
    pub(crate) twice: u64,
    /// A web change that came between our reading and our writing, and was overwritten.
    pub(crate) races: u64,
    /// Whole sweeps of the list.
    pub(crate) sweeps: u64,
    /// The most requests of one client within a second.
    pub(crate) in_a_second: usize,
    /// The most requests of one client at once.
    pub(crate) at_once: u32,
}

/// What is to be counted of a life.
pub(crate) fn of(life: &Life) -> Facts {
    let mut facts = Facts::default();
    for desk in &life.desks {
        for item in desk.outbox().unwrap_or_default() {
            if item.state == State::Held {
                let reason = item.reason.unwrap_or_default();
                let words: Vec<&str> = reason.split(' ').take(6).collect();
                *facts.held.entry(words.join(" ")).or_default() += 1;
            }
        }
    }
    let net = life.net();
    let ours = net.server.said.len() + net.server.made.len() + net.server.overwrites.len();
    facts.effects = ours as u64;
    for append in life.book.appends.iter().filter(|a| !a.is_stock) {
        let it =
            |said: &&crate::server::Said| said.by == append.by && append.texts.contains(&said.text);
        let times = net.server.said.iter().filter(it).count();
        facts.twice += u64::from(times > append.most);
    }
    facts.sweeps = net.server.sweeps.completed;
    for create in &life.book.creates {
        let by_us = |(by, name, _): &&(usize, String, Uuid)| {
            *by == create.by && create.names.contains(name)
        };
        let times = net.server.made.iter().filter(by_us).count();
        facts.twice += u64::from(times > 1);
    }
    facts.races = net
        .server
        .overwrites
        .iter()
        .filter(|o| o.old != o.seen)
        .count() as u64;
    for (client, asked) in &net.trace.asked {
        facts.in_a_second = facts.in_a_second.max(most_in_a_second(asked));
        let most = net.trace.at_once.get(client).map_or(0, |one| one.1);
        facts.at_once = facts.at_once.max(most);
    }
    facts
}

fn most_in_a_second(asked: &[DateTime<Utc>]) -> usize {
    let within = |(at, from): (usize, &DateTime<Utc>)| {
        let later = asked.iter().skip(at);
        later
            .take_while(|t| **t - *from < TimeDelta::seconds(1))
            .count()
    };
    asked.iter().enumerate().map(within).max().unwrap_or(0)
}
