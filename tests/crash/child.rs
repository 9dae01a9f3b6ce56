//! The child: it does what a person does, as fast as it can, and says a line after each act that returned.

use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::case::{Field, FieldEdit};
use satchel_core::clock::{Clock, SystemClock};
use satchel_core::comment::Audience;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::with_token;
use satchel_core::id::CaseId;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect};
use satchel_tests::{Line, VirtualClock, new_case};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The variable that tells a child where to work.
pub(crate) const FOLDER: &str = "SATCHEL_CRASH_FOLDER";
/// The variable that tells it the number of its life, so that its words differ from those of its other lives.
pub(crate) const LIFE: &str = "SATCHEL_CRASH_LIFE";

/// What was done and acknowledged.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Act {
    /// A reply.
    Said(String),
    /// A case.
    Made(String),
    /// The description was changed to this number.
    Described(u64),
    /// The draft of this number was kept.
    Typed(u64),
    /// A reply was taken back.
    TookBack(String),
}

impl Act {
    /// As a line.
    fn tell(&self) {
        let line = match self {
            Act::Said(text) => format!("said:{text}"),
            Act::Made(name) => format!("made:{name}"),
            Act::Described(n) => format!("described:{n}"),
            Act::Typed(n) => format!("typed:{n}"),
            Act::TookBack(text) => format!("tookback:{text}"),
        };
        let mut out = std::io::stdout().lock();
        // One write, with a line of its own whatever was printed before.
        out.write_all(format!("\nact:{line}\n").as_bytes())
            .expect("somebody listens");
        out.flush().expect("somebody listens");
    }

    /// From a line; `None`: it is another one, or was cut off.
    pub(crate) fn parse(line: &str) -> Option<Act> {
        let (kind, rest) = line.strip_prefix("act:")?.split_once(':')?;
        Some(match kind {
            "said" => Act::Said(rest.to_owned()),
            "made" => Act::Made(rest.to_owned()),
            "described" => Act::Described(rest.parse().ok()?),
            "typed" => Act::Typed(rest.parse().ok()?),
            "tookback" => Act::TookBack(rest.to_owned()),
            _ => return None,
        })
    }
}

/// The number behind this word.
pub(crate) fn number(text: &str, word: &str) -> Option<u64> {
    text.strip_prefix(word)?.parse().ok()
}

/// Rows of a view.
pub(crate) fn rows(core: &Core, view: View) -> Vec<CaseRow> {
    let question = CaseQuery {
        view,
        text: String::new(),
        sort: SortKey::Created,
        descending: true,
        offset: 0,
        limit: 500,
    };
    core.list_cases(&question).expect("rows").rows
}

/// The case that the child works on: the oldest one that the server has.
pub(crate) fn the_case(core: &Core) -> CaseId {
    let mut oldest_first = rows(core, View::All).into_iter().rev();
    oldest_first.find(|r| r.on_server).expect("a case").id
}

/// Mirrors a small CRM into the folder, once.
pub(crate) fn prepares(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let clock = Arc::new(VirtualClock::default());
        let crm = satchel_sandbox::seed::demo(Dialect::Bottlecrm, 8, clock.now());
        let line = Arc::new(Line::new(Arc::new(Mutex::new(crm)), Arc::clone(&clock)));
        let account = with_token(&*line, "https://crm.test", &Token::new(ALICE), None)
            .await
            .expect("alice");
        let core = Core::open(
            &Place::Folder(folder.to_owned()),
            &DataKey::for_tests(7),
            clock,
        )
        .expect("a mirror");
        core.connect(&account, Token::new(ALICE), line)
            .expect("connected");
        core.sync_once().await.expect("the first mirror");
    });
}

/// Works until it is killed.
pub(crate) fn works(folder: &Path) {
    let clock = Arc::new(SystemClock::new(|_| Box::pin(std::future::pending())));
    let place = Place::Folder(folder.to_owned());
    let core = Core::open(&place, &DataKey::for_tests(7), clock).expect("the mirror opens");
    let case = the_case(&core);
    let life = std::env::var(LIFE).unwrap_or_default();
    let start = life.parse::<u64>().unwrap_or_default() * 1_000_000;
    for n in start.. {
        let text = format!("Reply {n} of life {life}");
        let reply = core
            .add_comment(case, Audience::Public, &text)
            .expect("a reply");
        if n % 5 == 4 {
            core.discard(reply).expect("taken back");
            Act::TookBack(text).tell();
        } else {
            Act::Said(text).tell();
        }
        let edit = FieldEdit {
            field: Field::Description,
            value: Some(format!("Description {n}")),
        };
        core.edit_case(case, &[edit]).expect("an edit");
        Act::Described(n).tell();
        core.save_draft(case, Audience::Internal, &format!("Draft {n}"))
            .expect("a draft");
        Act::Typed(n).tell();
        if n % 10 == 0 {
            let name = format!("Case {n} of life {life}");
            core.create_case(new_case(&name)).expect("a case");
            Act::Made(name).tell();
        }
    }
}
