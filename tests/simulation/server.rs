//! The server and a witness beside it: everything that ever took effect, written down where no client can see it.

use chrono::{DateTime, Utc};
use satchel_core::case::Field;
use satchel_sandbox::{Case, Crm, Dialect, Method, Request, Response, Role};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The fields of a case that people change.
pub(crate) const FIELDS: [Field; 6] = [
    Field::Name,
    Field::Status,
    Field::Priority,
    Field::CaseType,
    Field::Description,
    Field::ClosedOn,
];

/// Who made something so: a client, by number, or anybody else.
pub(crate) type By = Option<usize>;

/// A comment that took effect.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) case: Uuid,
    pub(crate) text: String,
}

/// A field that a client's request changed.
#[derive(Debug)]
pub(crate) struct Overwrite {
    pub(crate) by: usize,
    pub(crate) case: Uuid,
    pub(crate) field: Field,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
    /// What the client had read last.
    pub(crate) seen: Option<String>,
}

/// A value that a field had from a moment on.
#[derive(Debug)]
pub(crate) struct Was {
    pub(crate) from: DateTime<Utc>,
    pub(crate) value: Option<String>,
    pub(crate) by: By,
}

/// The server with its witness.
pub(crate) struct Server {
    pub(crate) crm: Crm,
    pub(crate) said: Vec<Said>,
    /// Cases that clients made: by whom, under which name.
    pub(crate) made: Vec<(usize, String, Uuid)>,
    /// Every name a case ever had. The simulation never gives one twice.
    pub(crate) names: BTreeMap<String, Uuid>,
    pub(crate) values: BTreeMap<(Uuid, Field), Vec<Was>>,
    pub(crate) overwrites: Vec<Overwrite>,
    /// Cases that alice could at some time not see.
    pub(crate) left: BTreeSet<Uuid>,
    /// Cases whose comments somebody edited or removed: the server leaves no trace of that.
    pub(crate) touched: BTreeSet<Uuid>,
    reads: BTreeMap<(usize, Uuid), BTreeMap<Field, Option<String>>>,
}

impl Server {
    pub(crate) fn new(dialect: Dialect, seed: u64, alice_is_admin: bool) -> Server {
        let mut crm = Crm::new(dialect, seed);
        let alice = crm.person("alice").map(|p| p.profile);
        if let Some(alice) = alice.filter(|_| alice_is_admin) {
            crm.set_role(alice, Role::Admin);
        }
        Server {
            crm,
            said: Vec::new(),
            made: Vec::new(),
            names: BTreeMap::new(),
            values: BTreeMap::new(),
            overwrites: Vec::new(),
            left: BTreeSet::new(),
            touched: BTreeSet::new(),
            reads: BTreeMap::new(),
        }
    }

    /// May alice see it in lists?
    pub(crate) fn shows(&self, case: &Case) -> bool {
        let Some(alice) = self.crm.person("alice") else {
            return false;
        };
        let hers = alice.role == Role::Admin
            || case.created_by == Some(alice.user)
            || case.assigned_to.contains(&alice.profile)
            || case.watchers.iter().any(|w| w.profile == alice.profile);
        hers && case.is_active && case.merged.is_none() && case.status != "Duplicate"
    }

    /// Every case that alice may see.
    pub(crate) fn shown(&self) -> Vec<&Case> {
        self.crm.cases().filter(|case| self.shows(case)).collect()
    }

    /// A client's request takes effect.
    pub(crate) fn take(&mut self, by: usize, request: &Request) -> Response {
        let case = case_of(&request.path);
        if request.method == Method::Get {
            if let Some(case) = case.and_then(|id| self.crm.case(id)) {
                let read = FIELDS.map(|field| (field, value(case, field)));
                self.reads.insert((by, case.id), read.into());
            }
            return self.crm.handle(request);
        }
        let thread = |crm: &Crm| case.map_or(0, |id| crm.comments_of(id).len());
        let known: BTreeSet<Uuid> = self.crm.cases().map(|c| c.id).collect();
        let before = thread(&self.crm);
        let response = self.crm.handle(request);
        if let Some(case) = case {
            for comment in self.crm.comments_of(case).iter().skip(before) {
                self.said.push(Said {
                    case,
                    text: comment.text.clone(),
                });
            }
        }
        let new = self.crm.cases().filter(|c| !known.contains(&c.id));
        self.made
            .extend(new.map(|case| (by, case.name.clone(), case.id)));
        self.look(request.at, Some(by));
        response
    }

    /// Writes down what changed.
    pub(crate) fn look(&mut self, at: DateTime<Utc>, by: By) {
        let mut here = BTreeSet::new();
        let mut changes = Vec::new();
        for case in self.crm.cases() {
            here.insert(case.id);
            self.names.insert(case.name.clone(), case.id);
            for field in FIELDS {
                changes.push((case.id, field, value(case, field)));
            }
        }
        for (case, field, value) in changes {
            let was = self.values.entry((case, field)).or_default();
            let old = was.last().map(|w| w.value.clone());
            if old.as_ref() == Some(&value) {
                continue;
            }
            was.push(Was {
                from: at,
                value: value.clone(),
                by,
            });
            if let (Some(by), Some(old)) = (by, old) {
                let seen = self.reads.get(&(by, case)).and_then(|r| r.get(&field));
                self.overwrites.push(Overwrite {
                    by,
                    case,
                    field,
                    old,
                    new: value,
                    seen: seen.cloned().flatten(),
                });
            }
        }
        let shown: BTreeSet<Uuid> = self.shown().iter().map(|case| case.id).collect();
        let known: BTreeSet<Uuid> = self.names.values().copied().collect();
        self.left.extend(known.difference(&shown));
    }

    /// What the field holds now.
    pub(crate) fn holds(&self, case: Uuid, field: Field) -> Option<&Was> {
        self.values.get(&(case, field)).and_then(|was| was.last())
    }

    /// Did the field hold this value at some time from this moment on?
    pub(crate) fn held_since(
        &self,
        case: Uuid,
        field: Field,
        wanted: Option<&str>,
        since: DateTime<Utc>,
    ) -> bool {
        let was = self.values.get(&(case, field)).map_or(&[][..], |w| w);
        was.iter().enumerate().any(|(at, one)| {
            let until = was.get(at + 1).map(|next| next.from);
            one.value.as_deref() == wanted && until.is_none_or(|until| until >= since)
        })
    }
}

/// A field as the engine compares it: empty and absent are the same.
pub(crate) fn value(case: &Case, field: Field) -> Option<String> {
    let value = match field {
        Field::Name => Some(case.name.clone()),
        Field::Status => Some(case.status.clone()),
        Field::Priority => Some(case.priority.clone()),
        Field::CaseType => case.case_type.clone(),
        Field::Description => case.description.clone(),
        Field::ClosedOn => case.closed_on.map(|at| at.date_naive().to_string()),
    };
    value.filter(|text| !text.is_empty())
}

/// The case in a path such as `/api/cases/<id>/`.
pub(crate) fn case_of(path: &str) -> Option<Uuid> {
    let id = path.strip_prefix("/api/cases/")?.trim_end_matches('/');
    Uuid::parse_str(id).ok()
}
