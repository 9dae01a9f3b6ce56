//! One case of the demo, invented: who wrote in about what, who took it, what was said, how it ended.
//!
//! Nothing is stored here; `story.rs` plays the plots.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::chance::Chance;
use super::names::{AGENTS, TAGS};
use super::story::Cast;
use super::topics::{self, ACKNOWLEDGE, CUSTOMER, Topic};
use crate::checks::LONGEST_NAME;
use crate::state::{Dialect, State};
use crate::time;
use crate::words::{CLOSED, words};

/// Something that happens to a case.
pub(super) enum Event {
    /// To whom the plot says.
    Assign,
    Comment {
        text: String,
        internal: bool,
        by: Option<Uuid>,
    },
    Attach {
        name: String,
        number: u64,
        by: Option<Uuid>,
    },
    Status {
        status: &'static str,
        closed_on: Option<DateTime<Utc>>,
    },
    /// By alice.
    Watch,
}

/// A case and its life.
pub(super) struct Plot {
    pub(super) at: DateTime<Utc>,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) priority: &'static str,
    pub(super) case_type: Option<&'static str>,
    pub(super) account: Uuid,
    pub(super) contacts: Vec<Uuid>,
    pub(super) teams: Vec<Uuid>,
    pub(super) tags: Vec<Uuid>,
    pub(super) assigned_to: Vec<Uuid>,
    /// A profile; nobody if the customer wrote.
    pub(super) created_by: Option<Uuid>,
    pub(super) is_open: bool,
    pub(super) events: Vec<(DateTime<Utc>, Event)>,
}

impl Plot {
    /// Does it stay in the server's lists? Duplicates do not.
    pub(super) fn is_listed(&self) -> bool {
        let is_duplicate = |event: &Event| {
            matches!(
                event,
                Event::Status {
                    status: "Duplicate",
                    ..
                }
            )
        };
        !self.events.iter().any(|(_, event)| is_duplicate(event))
    }
}

/// What fills the slots of the lines of one case: an order keeps its number from the first line to the last.
struct Slots(BTreeMap<&'static str, String>);

pub(super) fn plot(
    state: &State,
    cast: &Cast,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
    taken: &mut BTreeSet<String>,
    chance: &mut Chance,
) -> Plot {
    let words = words(state.dialect);
    let weights: Vec<(Option<&Topic>, usize)> = topics::all()
        .map(|topic| (Some(topic), topic.weight))
        .collect();
    let Some(topic) = chance.weigh(&weights) else {
        return nothing(at);
    };
    let Some((account, locale, people)) = cast.accounts.get(chance.below(cast.accounts.len()))
    else {
        return nothing(at);
    };
    let home = state.accounts.get(account);
    let contacts = if people.is_empty() {
        Vec::new()
    } else {
        vec![chance.pick(people)]
    };
    let contact = contacts.first().and_then(|id| state.contacts.get(id));
    let signer = contact.map(|one| format!("{} {}", one.first_name, one.last_name));
    let signer = signer.unwrap_or_default();
    let person = format!(
        "{} {}",
        chance.pick(locale.first).0,
        chance.pick(locale.last).0
    );
    let account_name = home.map(|home| home.name.clone()).unwrap_or_default();
    let site = home.and_then(|home| home.city.clone()).unwrap_or_default();

    let age = now - at;
    let is_open = chance.per_mille(match age.num_days() {
        0..2 => 900,
        2..7 => 620,
        7..30 => 360,
        30..120 => 95,
        _ => 26,
    });
    let priority = match (is_open, chance.below(1000)) {
        (true, 0..35) | (false, 0..70) => "Urgent",
        (true, 35..120) | (false, 70..250) => "High",
        (true, 120..330) | (false, 250..450) => "Low",
        _ => "Normal",
    };
    let priority = *words
        .priorities
        .iter()
        .find(|word| **word == priority)
        .unwrap_or(words.priorities.last().unwrap_or(&"Normal"));
    let case_type = match state.dialect {
        Dialect::Documented => words.types.get(topic.kind.0).copied(),
        Dialect::Bottlecrm if chance.per_mille(60) => None,
        Dialect::Bottlecrm => Some(topic.kind.1),
    };
    let mut tags: Vec<Uuid> = topic
        .tags
        .iter()
        .filter_map(|name| TAGS.iter().position(|(tag, _)| tag == name))
        .filter_map(|at| cast.tags.get(at).copied())
        .filter(|_| chance.per_mille(700))
        .collect();
    if chance.per_mille(50)
        && let Some(vip) = TAGS.iter().position(|(tag, _)| *tag == "vip")
    {
        tags.extend(cast.tags.get(vip));
    }
    let (name, letter, slots) = loop {
        let slots = Slots::new(&account_name, &site, &person, chance);
        let (name, letter) = chance.pick(topic.subjects);
        let name = slots.say(name, chance);
        let fits = name.chars().count() <= LONGEST_NAME;
        if fits && taken.insert(name.to_lowercase()) {
            break (name, letter, slots);
        }
        // Some names have no slot that could differ, and some customers long names.
        if let Some(name) = numbered(&name, taken).filter(|_| chance.per_mille(30)) {
            break (name, letter, slots);
        }
    };
    let letter = format!("{letter}\n\n{signer}\n{{account}}");
    let assignee = chance.pick(&cast.agents);
    let mut plot = Plot {
        at,
        name,
        description: slots.say(&letter, chance),
        priority,
        case_type,
        account: *account,
        contacts,
        teams: cast.teams.get(topic.team).copied().into_iter().collect(),
        tags: if state.dialect == Dialect::Bottlecrm {
            tags
        } else {
            Vec::new()
        },
        assigned_to: vec![assignee],
        created_by: chance.per_mille(450).then(|| chance.pick(&cast.agents)),
        is_open,
        events: Vec::new(),
    };
    if chance.per_mille(80) {
        plot.assigned_to.push(chance.pick(&cast.agents));
    }
    life(
        &mut plot,
        topic,
        &slots,
        locale.asks,
        locale.thanks,
        words.statuses,
        now,
        chance,
    );
    plot
}

/// What happens after the case was opened: talk, files, changes of status, in order, never later than now.
#[expect(clippy::too_many_arguments, reason = "one story, told once")]
fn life(
    plot: &mut Plot,
    topic: &Topic,
    slots: &Slots,
    asks: &[&str],
    thanks: &[&str],
    statuses: &[&'static str],
    now: DateTime<Utc>,
    chance: &mut Chance,
) {
    let status = |at: usize| statuses.get(at).copied().unwrap_or(CLOSED);
    let (working, waiting) = (status(1), status(2));
    let agent = plot.assigned_to.first().copied();
    let mut events: Vec<Event> = Vec::new();
    let is_fresh = plot.is_open && now - plot.at < Duration::hours(3);
    let untouched = plot.is_open && (is_fresh || chance.per_mille(180));
    let mut is_waiting = false;
    let file = |events: &mut Vec<Event>, by: Option<Uuid>, chance: &mut Chance| {
        let name = slots
            .fill(chance.pick(topic.files), chance)
            .replace(' ', "-");
        events.push(Event::Attach {
            name,
            number: chance.next(),
            by,
        });
    };
    let mut said: Vec<&str> = Vec::new();
    if chance.per_mille(115) {
        file(&mut events, None, chance);
    }
    if !untouched || chance.per_mille(400) {
        events.push(Event::Assign);
    }
    if !untouched {
        events.push(Event::Status {
            status: working,
            closed_on: None,
        });
        let turns = chance.weigh(&[(1, 22), (2, 24), (3, 20), (4, 14), (6, 10), (8, 6), (10, 4)]);
        for turn in 0..turns {
            let (text, internal, by) = match chance.below(100) {
                0..16 if turn > 0 => (chance.pick(topic.notes), true, agent),
                0..30 if turn == 0 => (chance.pick(ACKNOWLEDGE), false, agent),
                16..40 => (chance.pick(topic.more), false, None),
                40..50 => (chance.pick(asks), false, None),
                50..56 => (chance.pick(CUSTOMER), false, None),
                56..62 => (chance.pick(ACKNOWLEDGE), false, agent),
                62..70 => (chance.pick(topic.notes), true, agent),
                _ => (chance.pick(topic.answers), false, agent),
            };
            if said.contains(&text) {
                continue;
            }
            said.push(text);
            let text = slots.say(text, chance);
            events.push(Event::Comment { text, internal, by });
            if chance.per_mille(50) {
                file(&mut events, by, chance);
            }
            let asks_back = by.is_some() && !internal && chance.per_mille(180);
            if asks_back != is_waiting {
                let status = if asks_back { waiting } else { working };
                events.push(Event::Status {
                    status,
                    closed_on: None,
                });
                is_waiting = asks_back;
            }
        }
        if plot.is_open && !is_waiting && chance.per_mille(220) {
            events.push(Event::Status {
                status: waiting,
                closed_on: None,
            });
        }
        if chance.per_mille(25) {
            events.push(Event::Watch);
        }
    }
    let span = if plot.is_open {
        now - plot.at - Duration::minutes(1)
    } else {
        let days = chance.weigh(&[(1, 30), (3, 30), (8, 25), (20, 12), (45, 3)]);
        Duration::hours(chance.between(2, days * 24)).min(now - plot.at - Duration::minutes(1))
    };
    if !plot.is_open {
        let text = slots.say(chance.pick(topic.fixes), chance);
        events.push(Event::Comment {
            text,
            internal: false,
            by: agent,
        });
        if chance.per_mille(450) {
            let text = chance.pick(thanks).to_owned();
            events.push(Event::Comment {
                text,
                internal: false,
                by: None,
            });
        }
        let ending = match chance.below(100) {
            0..4 => status(4),
            4..7 => status(5),
            _ => CLOSED,
        };
        events.push(Event::Status {
            status: ending,
            closed_on: None,
        });
    }
    let steps = i32::try_from(events.len()).unwrap_or(i32::MAX).max(1);
    let mut when = plot.at;
    for event in events {
        let most = span / steps;
        let share = chance.between(100, 1000);
        when += (most * i32::try_from(share).unwrap_or(1000)) / 1000;
        plot.events.push((when, event));
    }
    for (when, event) in &mut plot.events {
        if let Event::Status {
            status: CLOSED,
            closed_on,
        } = event
        {
            *closed_on = Some(time::midnight(when.date_naive()));
        }
    }
}

/// A name nobody has yet: the same with a number, cut to 64 characters.
fn numbered(name: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let base: String = name.chars().take(LONGEST_NAME - 6).collect();
    let base = base.trim_end();
    (2..1000)
        .map(|number| format!("{base} ({number})"))
        .find(|name| taken.insert(name.to_lowercase()))
}

impl Slots {
    fn new(account: &str, site: &str, person: &str, chance: &mut Chance) -> Slots {
        const MODULES: [&str; 8] = [
            "the order desk",
            "Stock",
            "Purchasing",
            "Returns",
            "the pick list",
            "Price lists",
            "the customer card",
            "Reports",
        ];
        const DEVICES: [&str; 5] = [
            "Zenda Z40",
            "Pikko 7",
            "Halda H2",
            "Zenda Z55 XL",
            "Orbi Mini",
        ];
        const BROWSERS: [&str; 4] = ["Firefox 151", "Edge 148", "Chrome 149", "Safari 20"];
        let (minor, patch) = (chance.between(2, 19), chance.between(0, 9));
        let slots = [
            ("account", account.to_owned()),
            ("site", site.to_owned()),
            ("person", person.to_owned()),
            ("order", format!("SO-{}", chance.between(40_000, 79_999))),
            ("invoice", format!("INV-{}", chance.between(20_000, 59_999))),
            ("module", chance.pick(&MODULES).to_owned()),
            ("device", chance.pick(&DEVICES).to_owned()),
            ("browser", chance.pick(&BROWSERS).to_owned()),
            ("sku", format!("LF-{:05}", chance.between(100, 99_999))),
            ("n", chance.between(3, 48).to_string()),
            ("big", chance.between(1_100, 48_000).to_string()),
            ("version", format!("8.{minor}.{patch}")),
            (
                "next",
                format!("8.{minor}.{}", patch + chance.between(1, 3)),
            ),
            ("err", format!("E-{}", chance.between(1_002, 9_875))),
            (
                "host",
                format!("hooks{}.example.net", chance.between(1, 60)),
            ),
        ];
        Slots(slots.into())
    }

    /// Replaces the slots of a line. Days, hours and colleagues differ from line to line.
    fn fill(&self, line: &str, chance: &mut Chance) -> String {
        const DAYS: [&str; 6] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "the 12th",
        ];
        let mut out = String::with_capacity(line.len() + 40);
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else {
                break;
            };
            rest = tail;
            match slot {
                "day" => out.push_str(chance.pick(&DAYS)),
                "mention" => out.push_str(chance.pick(&AGENTS.map(|(handle, ..)| handle))),
                "time" => {
                    let (hour, quarter) = (chance.between(6, 18), chance.between(0, 3) * 15);
                    out.push_str(&format!("{hour:02}:{quarter:02}"));
                }
                slot => out.push_str(self.0.get(slot).map_or("", String::as_str)),
            }
        }
        out.push_str(rest);
        out
    }

    /// The same, beginning with a capital.
    fn say(&self, line: &str, chance: &mut Chance) -> String {
        let mut out = self.fill(line, chance);
        if let Some(first) = out.chars().next().filter(|c| c.is_lowercase()) {
            let upper: String = first.to_uppercase().collect();
            out.replace_range(..first.len_utf8(), &upper);
        }
        out
    }
}

/// A case about nothing: only if there were no customers or no topics.
fn nothing(at: DateTime<Utc>) -> Plot {
    Plot {
        at,
        name: format!("Nothing {}", at.timestamp_micros()),
        description: String::new(),
        priority: "Normal",
        case_type: None,
        account: Uuid::nil(),
        contacts: Vec::new(),
        teams: Vec::new(),
        tags: Vec::new(),
        assigned_to: Vec::new(),
        created_by: None,
        is_open: true,
        events: Vec::new(),
    }
}
