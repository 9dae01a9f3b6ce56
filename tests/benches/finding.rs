//! Finding by words, and the side bar's counts, among 100,000 cases with 300,000 comments: invented text whose words are as
//! unequally frequent as words are, on the encrypted disk. `FINDING_CASES` takes another number of cases.

use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::Core;
use satchel_core::case::ServerCase;
use satchel_core::case::table::{self as case_table, Seen};
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::clock::Clock;
use satchel_core::comment::{self, Audience, ServerComment};
use satchel_core::id::{CaseId, Named, ServerId};
use satchel_core::mirror::Mirror;
use satchel_core::query;
use satchel_core::saved::{self, SavedQuestion, SavedView};
use satchel_core::scope::Scope;
use satchel_core::store::key::DataKey;
use satchel_core::store::{Place, Store};
use satchel_tests::VirtualClock;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::broadcast;

use crate::{best, row};

const SYLLABLES: [&str; 40] = [
    "pri", "ter", "lo", "gin", "er", "ror", "sca", "ner", "inv", "oice", "da", "ta", "ex", "port",
    "ser", "ver", "ble", "net", "work", "pass", "word", "up", "date", "fail", "ure", "ship",
    "ment", "or", "der", "que", "cli", "ent", "müll", "straß", "ön", "ed", "ing", "ly", "con",
    "pro",
];

/// Words that come again by chance alone, and ids that never do.
struct Talk {
    state: u64,
    words: Vec<String>,
}

impl Talk {
    fn new() -> Talk {
        let mut talk = Talk {
            state: 0x9e37_79b9_7f4a_7c15,
            words: Vec::new(),
        };
        for _ in 0..60_000 {
            let many = 1 + talk.below(5);
            let word = (0..many)
                .map(|_| SYLLABLES.get(talk.below(40)).copied().unwrap_or("x"))
                .collect();
            talk.words.push(word);
        }
        talk
    }

    fn below(&mut self, n: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn text(&mut self, words: usize) -> String {
        let mut text = String::new();
        for _ in 0..words {
            if self.below(60) == 0 {
                text.push_str(&format!("INV-{} ", 10_000 + self.below(90_000)));
                continue;
            }
            // About one in rank, as in any language.
            let share = (self.below(1_000_000) as f64) / 1e6;
            let rank = (self.words.len() as f64).powf(share) as usize;
            text.push_str(
                self.words
                    .get(rank.saturating_sub(1))
                    .map_or("", String::as_str),
            );
            text.push(' ');
        }
        text
    }
}

fn filled(folder: &tempfile::TempDir, cases: usize) -> Mirror {
    let place = Place::Folder(folder.path().join("mirror"));
    let store = Store::open(&place, &DataKey::for_tests(7)).expect("a store");
    let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
    let mirror = Mirror::new(store, clock, broadcast::channel(16).0).expect("a mirror");
    let mut talk = Talk::new();
    let started = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    for first in (0..cases).step_by(500) {
        let written = mirror.write(|w| {
            for number in first..(first + 500).min(cases) {
                let at = started + TimeDelta::minutes(i64::try_from(number).unwrap_or(0));
                let id = CaseId(w.clock().new_id());
                let named = |what: &str, n: usize| Named {
                    id: ServerId(format!("{what}{n}")),
                    name: format!("{what} number {n}"),
                };
                let case = ServerCase {
                    server_id: ServerId(format!("case-{number}")),
                    name: talk.text(6),
                    status: ["New", "Closed", "Pending", "Closed"]
                        .get(number % 4)
                        .unwrap_or(&"New")
                        .to_string(),
                    priority: ["Low", "Normal", "High", "Urgent"]
                        .get(number % 4)
                        .unwrap_or(&"Low")
                        .to_string(),
                    case_type: None,
                    description: Some(talk.text(40)),
                    closed_on: None,
                    account: Some(named("Account", number % 900)),
                    contacts: Vec::new(),
                    assignees: vec![named("Person", number % 40)],
                    teams: Vec::new(),
                    tags: Vec::new(),
                    created_by: None,
                    created_at: at,
                    is_active: true,
                    extra: serde_json::Map::default(),
                };
                let seen = Seen {
                    at,
                    sweep: 1,
                    detailed: true,
                    changed: true,
                };
                case_table::put(w, id, &case, &seen)?;
                let said: Vec<ServerComment> = (0..3)
                    .map(|n| ServerComment {
                        server_id: ServerId(format!("comment-{number}-{n}")),
                        author: None,
                        text: talk.text(40),
                        audience: Audience::Public,
                        at,
                    })
                    .collect();
                comment::table::put_thread(w, w.clock(), id, &said)?;
                w.touch(id);
            }
            Ok(())
        });
        written.expect("a filled mirror");
    }
    mirror
}

/// Keystrokes of a search, and the counts of the side bar.
pub(crate) fn among_very_many() {
    let cases = std::env::var("FINDING_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    let cases = cases.unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let start = Instant::now();
    let mirror = filled(&folder, cases);
    let each = start.elapsed().as_secs_f64() * 1e3 / cases as f64;
    let size = std::fs::metadata(folder.path().join("mirror/mirror.db")).map_or(0, |m| m.len());
    row(
        &format!("{cases} cases and their words on disk"),
        &format!("{each:.2} ms each"),
        &format!("{} MB", size / 1_000_000),
    );
    let mut talk = Talk::new();
    let usual = talk.words.get(2).cloned().unwrap_or_default();
    let rare = talk.words.get(20_000).cloned().unwrap_or_default();
    let id = format!("INV-{}", 10_000 + talk.below(90_000));
    let middle = rare.get(1..).unwrap_or_default().to_owned();
    let questions = [
        ("first page of all", String::new()),
        ("the most usual word", usual.clone()),
        ("one letter", "p".to_owned()),
        ("a beginning: 'pri'", "pri".to_owned()),
        ("a rare word", rare.clone()),
        ("an invoice", id),
        ("a part of rare words", middle),
        ("a part of very many words: 'oice'", "oice".to_owned()),
        (
            "two words and conditions",
            format!("status:open {usual} {rare}"),
        ),
        ("nothing like it", "xylophone".to_owned()),
    ];
    let mut base = 0.0;
    for (what, text) in questions {
        for sort in [SortKey::Relevance, SortKey::Activity] {
            let question = CaseQuery {
                view: View::All,
                text: text.clone(),
                sort,
                descending: true,
                offset: 0,
                limit: 100,
            };
            let (millis, total) = page(&mirror, &question);
            if base == 0.0 {
                base = millis;
            }
            tell(&format!("{what}, {sort:?} ({total})"), millis, base);
        }
    }
    ordering(&mirror, base);
    few(&mirror, base);
    laying_out(&mirror, base);
    meaning(&mirror, base);
    counting(&mirror);
    told_otherwise(&mirror);
    swept(&mirror);
    anew(&mirror);
    drop(mirror);
    standing(&folder);
}

/// How long a page of `question` takes, and how many cases fit.
fn page(mirror: &Mirror, question: &CaseQuery) -> (f64, u32) {
    let mut total = 0;
    let took = best(5, || {
        let page = mirror.read(|db| query::table::list(db, question, Utc::now()));
        total = black_box(page.expect("a page")).total;
    });
    (took.as_secs_f64() * 1e3, total)
}

fn tell(what: &str, millis: f64, base: f64) {
    let beside = format!("{:.1} x the first page", millis / base);
    row(what, &format!("{millis:.1} ms"), &beside);
}

/// A page without words.
fn wordless(view: View, sort: SortKey, offset: u32) -> CaseQuery {
    CaseQuery {
        view,
        text: String::new(),
        sort,
        descending: true,
        offset,
        limit: 100,
    }
}

/// The first page and one from the middle, in each order.
fn ordering(mirror: &Mirror, base: f64) {
    for sort in [
        SortKey::Created,
        SortKey::Priority,
        SortKey::Name,
        SortKey::Status,
        SortKey::Due,
    ] {
        for (view, offset) in [(View::All, 0), (View::Open, 0), (View::All, 50_000)] {
            let (millis, _) = page(mirror, &wordless(view, sort, offset));
            let what = format!("by {sort:?}, {view:?}, from row {offset}");
            tell(&what, millis, base);
        }
    }
}

/// The columns of a board and the lines of the accounts, without words and with some.
fn laying_out(mirror: &Mirror, base: f64) {
    for words in ["", "pri"] {
        for status in ["New", "Closed", "Nowhere"] {
            let column = CaseQuery {
                text: format!("status:={status} {words}"),
                ..wordless(View::All, SortKey::Activity, 0)
            };
            let (millis, total) = page(mirror, &column);
            tell(
                &format!("board, {status} {words:?} ({total})"),
                millis,
                base,
            );
        }
        for view in [View::All, View::Open] {
            let question = CaseQuery {
                text: words.to_owned(),
                ..wordless(view, SortKey::Priority, 0)
            };
            let mut total = 0;
            let took = best(5, || {
                let page =
                    mirror.read(|db| query::accounts::table::list(db, &question, Utc::now()));
                total = black_box(page.expect("accounts")).total;
            });
            let what = format!("accounts, {view:?} {words:?} ({total})");
            tell(&what, took.as_secs_f64() * 1e3, base);
        }
    }
}

/// The views that few cases may be in.
fn few(mirror: &Mirror, base: f64) {
    for view in [View::Mine, View::Urgent, View::Unassigned, View::Waiting] {
        for sort in [SortKey::Activity, SortKey::Name] {
            let (millis, total) = page(mirror, &wordless(view, sort, 0));
            tell(&format!("{view:?} by {sort:?} ({total})"), millis, base);
        }
    }
}

/// The one case that is meant, as the palette asks.
fn meaning(mirror: &Mirror, base: f64) {
    for typed in ["p", "printer", "a1b2", "a1b2c3d4", "xylophone"] {
        let mut many = 0;
        let took = best(5, || {
            let rows = mirror.read(|db| query::meant::table::find(db, typed, 20));
            many = black_box(rows.expect("rows")).len();
        });
        let what = format!("meant by {typed:?} ({many} shown)");
        tell(&what, took.as_secs_f64() * 1e3, base);
    }
}

fn counting(mirror: &Mirror) {
    let count = |what: &str| {
        let took = best(5, || {
            let counts = mirror.read(|db| query::counts::table::all(db, Utc::now()));
            black_box(counts.expect("counts"));
        });
        row(what, &format!("{:.1} ms", took.as_secs_f64() * 1e3), "");
    };
    count("counts of the side bar");
    let keep = |text: &str| {
        let kept = mirror.write(|w| {
            let view = SavedView {
                id: satchel_core::id::SavedId(w.clock().new_id()),
                name: text.to_owned(),
                question: SavedQuestion {
                    view: View::Open,
                    text: text.to_owned(),
                    sort: SortKey::Activity,
                    descending: true,
                    columns: None,
                },
            };
            saved::table::put(w, &view)
        });
        kept.expect("a saved view");
    };
    for text in [
        "priority:>=high",
        "is:unread",
        "changed:<2w",
        "created:>2026-01-31",
        "-status:waiting",
    ] {
        keep(text);
    }
    count("the same with 5 saved views");
    for text in [
        "assignee:\"number 7\"",
        "account:acme",
        "tag:vip",
        "team:first",
        "contact:ines",
    ] {
        keep(text);
    }
    count("the same with 5 more, of names");
    for text in ["printer", "oice status:open"] {
        keep(text);
    }
    count("the same with 2 more, of words");
}

/// What the window asks at each change of the status, by what is kept here: with a smaller scope, what is still missing is counted.
fn standing(folder: &tempfile::TempDir) {
    let place = Place::Folder(folder.path().join("mirror"));
    let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
    let core = Core::open(&place, &DataKey::for_tests(7), clock).expect("a core");
    for (what, scope) in [
        ("everything kept", Scope::Everything),
        ("open and lately active kept", Scope::Recent { days: 90 }),
        ("mine kept", Scope::Mine),
    ] {
        core.set_scope(scope).expect("a scope");
        let took = best(5, || {
            black_box(core.status().expect("a status"));
        });
        row(
            &format!("the status, {what}"),
            &format!("{:.1} ms", took.as_secs_f64() * 1e3),
            "",
        );
    }
    let took = best(3, || {
        black_box(core.scope_choice().expect("a choice"));
    });
    row(
        "the choice of what is kept",
        &format!("{:.1} ms", took.as_secs_f64() * 1e3),
        "",
    );
}

/// How long nothing else is written when every view is written anew, because the server names its statuses otherwise.
fn told_otherwise(mirror: &Mirror) {
    let start = Instant::now();
    let written = mirror.write(|w| w.touch_everything());
    written.expect("views written anew");
    let took = start.elapsed().as_secs_f64();
    row(
        "every view anew, nothing changed",
        &format!("{took:.1} s"),
        "",
    );
}

/// What a whole list costs that is as it is here: each row is marked as seen.
fn swept(mirror: &Mirror) {
    let ids = mirror.read(case_table::all_ids).expect("all cases");
    let (start, before) = (Instant::now(), written());
    for some in ids.chunks(100) {
        let marked = mirror.write(|w| {
            let seen = Seen {
                at: w.now(),
                sweep: 2,
                detailed: false,
                changed: false,
            };
            for id in some {
                if let Some(known) = case_table::get(w, *id)? {
                    case_table::seen_as_known(w, Some(&known), &known.case, &seen)?;
                }
            }
            Ok(())
        });
        marked.expect("marked rows");
    }
    let took = start.elapsed().as_secs_f64();
    let written = written().saturating_sub(before) / 1_000_000;
    row(
        "a whole list that is as it was",
        &format!("{took:.1} s"),
        &format!("{written} MB written"),
    );
}

/// Bytes that this process wrote, where the system tells.
fn written() -> u64 {
    let told = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.and_then(|bytes| bytes.parse().ok())
        .unwrap_or_default()
}

/// How long it takes until a mirror of an older layout is in a new index of words: a hundred cases at a time, for at most
/// 20,000. Every hundred is one transaction, between which everything else goes on.
fn anew(mirror: &Mirror) {
    let emptied = mirror.write(|w| {
        w.execute_batch(
            "INSERT INTO case_text (case_text) VALUES ('delete-all');
             DELETE FROM text_mark;
             INSERT OR REPLACE INTO cursor (name, value) VALUES ('text_behind', '0');",
        )?;
        Ok(())
    });
    emptied.expect("an empty index");
    let started = Instant::now();
    let (mut hundreds, mut longest) = (0, 0.0_f64);
    for _ in 0..200 {
        let start = Instant::now();
        if !mirror.catch_up().expect("a hundred more") {
            break;
        }
        hundreds += 1;
        longest = longest.max(start.elapsed().as_secs_f64() * 1e3);
    }
    let all = started.elapsed().as_secs_f64();
    row(
        &format!("{} cases into a new index of words", hundreds * 100),
        &format!("{all:.1} s"),
        &format!("the longest hundred {longest:.0} ms"),
    );
}
