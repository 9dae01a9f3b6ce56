//! A beginning that is written down: people, customers and cases with the ids they are to have, as JSON.
//!
//! For tests that must meet a certain world again, such as the one in which a real server was recorded.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Map, json};
use uuid::Uuid;

use super::empty;
use crate::crm::Crm;
use crate::state::{Account, Case, Contact, Content, Dialect, Org, Person, State, Tag, Team};
use crate::time::{self, Tick};
use crate::words;

/// Organizations to begin with; the first is the one most calls are about.
#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    orgs: Vec<PlannedOrg>,
}

#[derive(Clone, Debug, Deserialize)]
struct PlannedOrg {
    org: Org,
    people: Vec<Person>,
    /// By secret: a profile.
    #[serde(default)]
    tokens: BTreeMap<String, Uuid>,
    #[serde(default)]
    teams: Vec<Team>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    accounts: Vec<Account>,
    #[serde(default)]
    contacts: Vec<Contact>,
    #[serde(default)]
    cases: Vec<PlannedCase>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
struct PlannedCase {
    id: Uuid,
    name: String,
    status: String,
    priority: String,
    case_type: Option<String>,
    closed_on: Option<NaiveDate>,
    description: Option<String>,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    account: Option<Uuid>,
    contacts: Vec<Uuid>,
    teams: Vec<Uuid>,
    assigned_to: Vec<Uuid>,
    tags: Vec<Uuid>,
    first_response_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    paused_at: Option<DateTime<Utc>>,
    /// Names of files.
    files: Vec<String>,
    /// Hours to the first response and to the resolution; by priority if nobody says.
    sla_hours: Option<(i64, i64)>,
}

impl Default for PlannedCase {
    fn default() -> PlannedCase {
        PlannedCase {
            id: Uuid::nil(),
            name: String::new(),
            status: "New".to_owned(),
            priority: "Normal".to_owned(),
            case_type: None,
            closed_on: None,
            description: None,
            created_by: None,
            created_at: DateTime::default(),
            account: None,
            contacts: Vec::new(),
            teams: Vec::new(),
            assigned_to: Vec::new(),
            tags: Vec::new(),
            first_response_at: None,
            resolved_at: None,
            paused_at: None,
            files: Vec::new(),
            sla_hours: None,
        }
    }
}

impl Plan {
    /// Reads a plan.
    pub fn parse(json: &str) -> Result<Plan, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The world as planned; new things in it get ids from `seed`. An empty plan is an organization without anybody.
    pub fn build(self, dialect: Dialect, seed: u64) -> Crm {
        let mut states = self.orgs.into_iter().zip(seed..);
        let first = states.next();
        let first = first.map(|(org, seed)| org.build(dialect, seed));
        let nobody = || empty(dialect, seed, "Nobody", DateTime::default());
        let mut crm = Crm::of(first.unwrap_or_else(nobody));
        crm.others = states.map(|(org, seed)| org.build(dialect, seed)).collect();
        crm
    }
}

impl PlannedOrg {
    fn build(self, dialect: Dialect, seed: u64) -> State {
        let mut state = empty(dialect, seed, &self.org.name, self.org.created_at);
        state.org = self.org;
        state.people = self.people;
        for (secret, profile) in self.tokens {
            state.issue(&secret, profile, &[]);
        }
        state.teams = self.teams;
        state.tags = self.tags;
        state.accounts = self.accounts.into_iter().map(|one| (one.id, one)).collect();
        state.contacts = self.contacts.into_iter().map(|one| (one.id, one)).collect();
        let mut cases = self.cases;
        cases.sort_by_key(|case| case.created_at);
        for case in cases {
            let (files, by, at) = (case.files.clone(), case.created_by, case.created_at);
            let case = case.build();
            let (id, tick) = (case.id, &mut Tick::new(at));
            state.cases.insert(case);
            state.trace(id, "CREATE", None, json!({}), tick);
            for (number, name) in (0..).zip(files) {
                state.attach(id, &name, Content::Made(number), by, tick);
            }
        }
        state
    }
}

impl PlannedCase {
    fn build(self) -> Case {
        Case {
            id: self.id,
            folded: self.name.to_lowercase(),
            sla_hours: self
                .sla_hours
                .unwrap_or_else(|| words::sla_hours(&self.priority)),
            name: self.name,
            status: self.status,
            priority: self.priority,
            case_type: self.case_type,
            closed_on: self.closed_on.map(time::midnight),
            description: self.description,
            created_by: self.created_by,
            created_at: self.created_at,
            updated_at: self.created_at,
            is_active: true,
            account: self.account,
            contacts: self.contacts,
            teams: self.teams,
            assigned_to: self.assigned_to,
            tags: self.tags,
            parent: None,
            is_problem: false,
            custom_fields: Map::new(),
            merged: None,
            watchers: Vec::new(),
            first_response_at: self.first_response_at,
            resolved_at: self.resolved_at,
            paused_at: self.paused_at,
            paused_seconds: 0,
        }
    }
}
