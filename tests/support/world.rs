//! What a journey is written with: `let world = World::new(...).await; let alice = world.alice().await; alice.offline(); ...`

use crate::{Line, VirtualClock};
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::Core;
use satchel_core::case::view::{
    CaseQuery, CaseRow, CaseView, OutboxItem, SortKey, TimelineItem, View,
};
use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::clock::Clock;
use satchel_core::comment::Audience;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Token};
use satchel_core::error::Error;
use satchel_core::id::{CaseId, IntentId, ServerId};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, BOB, Crm, Dialect, Logged, Method};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One CRM, one time, and whoever works with it.
pub struct World {
    crm: Arc<Mutex<Crm>>,
    /// Everybody's time.
    pub clock: Arc<VirtualClock>,
}

/// Somebody with an engine.
pub struct Client {
    /// Their engine.
    pub core: Core,
    pub(crate) line: Arc<Line>,
    pub(crate) place: Place,
    pub(crate) token: &'static str,
    pub(crate) clock: Arc<VirtualClock>,
    pub(crate) account: Account,
    /// Kept as long as the client: the folder of its mirror.
    _folder: Option<tempfile::TempDir>,
}

impl World {
    /// A world with a CRM of `cases` realistic cases.
    pub fn new(dialect: Dialect, cases: usize) -> World {
        let clock = Arc::new(VirtualClock::default());
        let crm = satchel_sandbox::seed::demo(dialect, cases, clock.now());
        World {
            crm: Arc::new(Mutex::new(crm)),
            clock,
        }
    }

    /// The server.
    pub fn crm(&self) -> MutexGuard<'_, Crm> {
        self.crm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server, to be shared.
    pub fn server(&self) -> Arc<Mutex<Crm>> {
        Arc::clone(&self.crm)
    }

    /// The server's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Alice, signed in, with nothing mirrored yet.
    pub async fn alice(&self) -> Client {
        self.client(ALICE, false).await
    }

    /// Bob, signed in, with nothing mirrored yet.
    pub async fn bob(&self) -> Client {
        self.client(BOB, false).await
    }

    /// Alice with her mirror on disk, so that she can restart.
    pub async fn alice_on_disk(&self) -> Client {
        self.client(ALICE, true).await
    }

    /// Alice, with an empty mirror in this folder.
    pub async fn alice_in(&self, folder: &Path) -> Client {
        let place = Place::Folder(folder.join("mirror"));
        self.client_at(ALICE, place, None).await
    }

    async fn client(&self, token: &'static str, on_disk: bool) -> Client {
        let folder = on_disk.then(folder);
        let place = folder
            .as_ref()
            .map_or(Place::Memory, |f| Place::Folder(f.path().join("mirror")));
        self.client_at(token, place, folder).await
    }

    async fn client_at(
        &self,
        token: &'static str,
        place: Place,
        folder: Option<tempfile::TempDir>,
    ) -> Client {
        let line = Arc::new(Line::new(Arc::clone(&self.crm), Arc::clone(&self.clock)));
        let organization = self.organization();
        let account =
            with_token(&*line, "https://crm.test", &Token::new(token), organization).await;
        let account = account.expect("the sandbox lets its people in");
        let core = open(&place, &self.clock);
        core.connect(&account, Token::new(token), Arc::clone(&line) as _)
            .expect("connected");
        Client {
            core,
            line,
            place,
            token,
            clock: Arc::clone(&self.clock),
            account,
            _folder: folder,
        }
    }

    /// The header that the documented dialect wants.
    fn organization(&self) -> Option<ServerId> {
        let crm = self.crm();
        (crm.dialect() == Dialect::Documented).then(|| ServerId(crm.org().id.to_string()))
    }

    /// Writing requests the server saw, in order: method and path.
    pub fn writes(&self) -> Vec<String> {
        let writes =
            |r: &&Logged| !matches!(r.method, Method::Get | Method::Head | Method::Options);
        self.crm()
            .requests()
            .filter(writes)
            .map(|r| format!("{} {}", r.method.as_str(), r.target))
            .collect()
    }

    /// How often this text stands on the server.
    pub fn times_said(&self, text: &str) -> usize {
        let crm = self.crm();
        crm.cases()
            .flat_map(|case| crm.comments_of(case.id))
            .filter(|c| c.text == text)
            .count()
    }
}

/// A folder for a mirror; in memory where the system offers that: in virtual time nobody waits for a disk.
fn folder() -> tempfile::TempDir {
    let in_memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(in_memory).or_else(|_| tempfile::tempdir());
    folder.expect("a folder for the mirror")
}

fn open(place: &Place, clock: &Arc<VirtualClock>) -> Core {
    Core::open(place, &DataKey::for_tests(7), Arc::clone(clock) as _).expect("the mirror opens")
}

impl Client {
    /// Pulls the cable.
    pub fn offline(&self) {
        self.line.set_up(false);
    }

    /// Plugs the cable.
    pub fn online(&self) {
        self.line.set_up(true);
    }

    /// Quits and starts again, with the cable as it was.
    pub fn restarts(self) -> Client {
        self.between_lives(|| {})
    }

    /// Quits, lets something be done with the mirror on disk, and starts again.
    pub fn between_lives(mut self, meanwhile: impl FnOnce()) -> Client {
        drop(self.core);
        meanwhile();
        self.core = open(&self.place, &self.clock);
        let token = Token::new(self.token);
        self.core
            .connect(&self.account, token, Arc::clone(&self.line) as _)
            .expect("connected");
        self
    }

    /// Everybody's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Does everything that is due now.
    ///
    /// # Errors
    /// The trouble that stopped it.
    pub async fn syncs(&self) -> Result<(), Error> {
        self.core.sync_once().await
    }

    /// Syncs until the outbox is empty or waits for the person, letting time pass where it must.
    pub async fn settles(&self) {
        self.settles_but_for(0).await;
    }

    /// The same, where so many wait behind something held.
    pub async fn settles_but_for(&self, waiting: u32) {
        for _ in 0..60 {
            let _ = self.core.sync_once().await;
            let status = self.core.status().expect("a status");
            if (status.pending, status.behind) == (0, waiting) {
                return;
            }
            self.clock.pass(TimeDelta::seconds(31));
        }
        panic!("the outbox does not empty: {:#?}", self.outbox());
    }

    /// All cases of a view, the latest activity first.
    pub fn lists(&self, view: View) -> Vec<CaseRow> {
        self.finds(view, "")
    }

    /// Cases of a view that hold these words.
    pub fn finds(&self, view: View, text: &str) -> Vec<CaseRow> {
        let mut rows = Vec::new();
        loop {
            let question = CaseQuery {
                view,
                text: text.to_owned(),
                sort: SortKey::Activity,
                descending: true,
                offset: u32::try_from(rows.len()).expect("not so many"),
                limit: 500,
            };
            let page = self.core.list_cases(&question).expect("a page");
            let total = page.total as usize;
            rows.extend(page.rows);
            if rows.len() >= total {
                return rows;
            }
        }
    }

    /// The case of this name.
    pub fn case(&self, name: &str) -> CaseId {
        let found = self
            .lists(View::All)
            .into_iter()
            .find(|row| row.name == name);
        found.unwrap_or_else(|| panic!("no case {name:?}")).id
    }

    /// A case of alice's own, open, the one with the latest activity. Where the server does not say who she is: any.
    pub fn my_case(&self) -> CaseRow {
        let mut mine = self.lists(View::Mine);
        mine.extend(self.lists(View::Open));
        mine.into_iter().next().expect("an open case")
    }

    /// One case, opened.
    pub fn opens(&self, case: CaseId) -> CaseView {
        self.core.open_case(case).expect("the case opens")
    }

    /// Replies to the customer.
    pub fn replies(&self, case: CaseId, text: &str) -> IntentId {
        self.core
            .add_comment(case, Audience::Public, text)
            .expect("a reply")
    }

    /// Writes an internal note.
    pub fn notes(&self, case: CaseId, text: &str) -> IntentId {
        self.core
            .add_comment(case, Audience::Internal, text)
            .expect("a note")
    }

    /// Changes a field.
    pub fn sets(&self, case: CaseId, field: Field, value: &str) {
        let edit = FieldEdit {
            field,
            value: Some(value.to_owned()),
        };
        self.core.edit_case(case, &[edit]).expect("an edit");
    }

    /// Everything that waits.
    pub fn outbox(&self) -> Vec<OutboxItem> {
        self.core.outbox().expect("the outbox")
    }

    /// What was said on a case, oldest first, as the screen shows it.
    pub fn sees_said(&self, case: CaseId) -> Vec<String> {
        let said = |item: TimelineItem| match item {
            TimelineItem::Comment { text, .. } => Some(text),
            _ => None,
        };
        self.opens(case)
            .timeline
            .into_iter()
            .filter_map(said)
            .collect()
    }
}

/// A new case with nothing but a name.
pub fn new_case(name: &str) -> NewCase {
    NewCase {
        name: name.to_owned(),
        status: "New".to_owned(),
        priority: "Normal".to_owned(),
        case_type: None,
        description: String::new(),
        account_id: None,
        assignee_ids: Vec::new(),
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
    }
}
