//! [`Crm`]: the whole server as one value, and the doors into it.
//!
//! `handle` is the model itself; `serve` is the model behind a bad line (`fault.rs`). Neither looks at a clock. What
//! happens inside is decided by the dialect's module; what is kept besides the state is a log of what was asked, and,
//! if somebody wants it, what a journal must write down.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::auth::Caller;
use crate::fault::Faults;
use crate::generation::Generation;
use crate::journal::Entry;
use crate::message::{Method, Request, Response};
use crate::session::Door;
use crate::state::{
    Account, Activity, Attachment, Case, Comment, Contact, Dialect, Notification, Org, Person,
    Role, State, Tag, Team,
};
use crate::time::Tick;
use crate::{bottlecrm, documented, seed, session};

/// How many requests the log remembers.
const LOG: usize = 10_000;

/// One line of the log: what was asked, and how it went.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Logged {
    pub method: Method,
    /// Path and query.
    pub target: String,
    pub status: u16,
    pub at: DateTime<Utc>,
}

/// Who a token belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Me {
    /// The person.
    pub person: Person,
    /// The organization the token is for.
    pub org: Org,
}

/// A CRM in memory.
#[derive(Clone, Debug)]
pub struct Crm {
    pub(crate) state: State,
    /// The other organizations on this server.
    pub(crate) others: Vec<State>,
    /// What is remembered about signing in.
    pub(crate) door: Door,
    /// What goes wrong on the way to this server and back.
    pub faults: Faults,
    /// Secrets of tokens that a fate revoked, and nobody else.
    pub(crate) revoked_by_fate: Vec<String>,
    log: VecDeque<Logged>,
    /// What happened and is not written down yet; `None` when nobody keeps a journal.
    unwritten: Option<Vec<Entry>>,
}

/// Two servers are equal when they hold the same; what was asked of them and what is wrong with their lines is not
/// compared.
impl PartialEq for Crm {
    fn eq(&self, other: &Crm) -> bool {
        self.state == other.state && self.others == other.others
    }
}

impl Crm {
    /// An organization with three people (ada, who is an administrator, alice and bob), two teams, three tags, two
    /// accounts, three contacts, and no case.
    pub fn new(dialect: Dialect, seed: u64) -> Crm {
        Crm::of(seed::small(dialect, seed))
    }

    pub(crate) fn of(state: State) -> Crm {
        Crm {
            door: Door::new(&state),
            others: Vec::new(),
            state,
            faults: Faults::default(),
            revoked_by_fate: Vec::new(),
            log: VecDeque::new(),
            unwritten: None,
        }
    }

    /// Answers a request. Pure: the same state and the same request give the same answer and the same new state.
    pub fn handle(&mut self, request: &Request) -> Response {
        let caller = self.caller(request);
        self.handle_as(request, caller.as_ref())
    }

    /// Answers in another dialect than the server's own: both are faces of one model. Words the other face does not
    /// know (`Assigned`, `On Hold`) are shown as they are stored. A journal would replay this in the server's own.
    pub fn handle_through(&mut self, face: Dialect, request: &Request) -> Response {
        let own = std::mem::replace(&mut self.state.dialect, face);
        let response = self.handle(request);
        self.state.dialect = own;
        response
    }

    pub(crate) fn handle_as(&mut self, request: &Request, caller: Option<&Caller>) -> Response {
        let is_home = caller.is_none_or(|caller| caller.org == 0);
        let is_door = request.path.starts_with("/api/auth/");
        if !request.method.is_safe() && is_home && !is_door {
            self.note(|| Entry::request(request, caller));
        }
        let response = match self.state.dialect {
            Dialect::Bottlecrm => session::answer(self, request)
                .unwrap_or_else(|| bottlecrm::answer(self.org_of(caller), request, caller)),
            Dialect::Documented => documented::answer(&mut self.state, request, caller),
        };
        if self.log.len() == LOG {
            self.log.pop_front();
        }
        self.log.push_back(Logged {
            method: request.method,
            target: request.target(),
            status: response.status,
            at: request.at,
        });
        response
    }

    /// The organization that is asked.
    fn org_of(&mut self, caller: Option<&Caller>) -> &mut State {
        let place = caller.map_or(0, |caller| caller.org);
        match place
            .checked_sub(1)
            .and_then(|other| self.others.get_mut(other))
        {
            Some(other) => other,
            None => &mut self.state,
        }
    }

    /// From now on, remembers what changes the state until [`Crm::take_unwritten`] asks for it.
    pub fn keep_journal(&mut self) {
        self.unwritten.get_or_insert_with(Vec::new);
    }

    pub(crate) fn keeps_journal(&self) -> bool {
        self.unwritten.is_some()
    }

    /// What happened since the last call, for a journal.
    pub fn take_unwritten(&mut self) -> Vec<Entry> {
        self.unwritten
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    pub(crate) fn note(&mut self, entry: impl FnOnce() -> Entry) {
        if let Some(unwritten) = &mut self.unwritten {
            unwritten.push(entry());
        }
    }

    pub(crate) fn tick(at: DateTime<Utc>) -> Tick {
        Tick::new(at)
    }
}

/// Looking inside, for tests and for people who debug them.
impl Crm {
    /// Which server this is.
    pub fn dialect(&self) -> Dialect {
        self.state.dialect
    }

    /// The organization.
    pub fn org(&self) -> &Org {
        &self.state.org
    }

    /// Who a token belongs to, if it is good.
    pub fn me(&self, token: &str) -> Option<Me> {
        let mut orgs = self.orgs();
        orgs.find_map(|state| {
            let known = state.tokens.iter().find(|one| one.secret == token)?;
            if known.revoked_at.is_some() {
                return None;
            }
            let person = state.profile(known.profile).filter(|one| one.is_active)?;
            Some(Me {
                person: person.clone(),
                org: state.org.clone(),
            })
        })
    }

    /// A case, hidden or not.
    pub fn case(&self, id: Uuid) -> Option<&Case> {
        self.state.cases.get(id)
    }

    /// The case of this name, without regard to case, hidden or not.
    pub fn case_named(&self, name: &str) -> Option<&Case> {
        self.state
            .cases
            .named(name)
            .and_then(|id| self.state.cases.get(id))
    }

    /// All cases, hidden ones included, newest first.
    pub fn cases(&self) -> impl DoubleEndedIterator<Item = &Case> {
        self.state.cases.newest_first()
    }

    /// How many cases there are, hidden ones included.
    pub fn case_count(&self) -> usize {
        self.state.cases.len()
    }

    /// The comments and notes of a case, oldest first.
    pub fn comments_of(&self, case: Uuid) -> &[Comment] {
        self.state.thread(case)
    }

    /// The files of a case, oldest first.
    pub fn attachments_of(&self, case: Uuid) -> &[Attachment] {
        self.state.files(case)
    }

    /// The bytes of a file.
    pub fn bytes_of(&self, attachment: Uuid) -> Option<Vec<u8>> {
        self.state
            .attachment(attachment)
            .map(|file| crate::attachments::bytes(file).to_vec())
    }

    /// The activity rows of all cases, oldest first.
    pub fn activities(&self) -> &[Activity] {
        &self.state.activities
    }

    /// All notices, oldest first.
    pub fn notifications(&self) -> &[Notification] {
        &self.state.notifications
    }

    /// The agents.
    pub fn people(&self) -> &[Person] {
        &self.state.people
    }

    /// The agent with this e-mail, or this part before the `@`.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.state
            .people
            .iter()
            .find(|one| one.email == name || one.handle() == name)
    }

    /// The teams.
    pub fn teams(&self) -> &[Team] {
        &self.state.teams
    }

    /// The tags.
    pub fn tags(&self) -> &[Tag] {
        &self.state.tags
    }

    /// The customers.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.state.accounts.values()
    }

    /// The people at the customers.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.state.contacts.values()
    }

    /// What was asked, oldest first; the last ten thousand.
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &Logged> {
        self.log.iter()
    }

    /// Forgets what was asked.
    pub fn forget_requests(&mut self) {
        self.log.clear();
    }
}

/// Setting up, for tests. Not journaled: these belong to the beginning of a world.
impl Crm {
    /// Which generation of the real server this is; the current one if nobody says.
    pub fn set_generation(&mut self, generation: Generation) {
        for state in self.orgs_mut() {
            state.generation = generation;
        }
    }

    /// Which generation of the real server this is.
    pub fn generation(&self) -> Generation {
        self.state.generation
    }

    /// Gives a person one more token. No scopes means everything.
    pub fn issue_token(&mut self, secret: &str, profile: Uuid, scopes: &[&str]) {
        self.state.issue(secret, profile, scopes);
    }

    /// Makes a person an administrator or a member.
    pub fn set_role(&mut self, profile: Uuid, role: Role) {
        if let Some(person) = self
            .state
            .people
            .iter_mut()
            .find(|one| one.profile == profile)
        {
            person.role = role;
        }
    }
}
