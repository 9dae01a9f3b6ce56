//! The server and a witness beside it: everything that ever took effect, written down where no client can see it.

use crate::book::file_text;
use crate::stale::Eyes;
use crate::sweeps::Sweeps;
use chrono::{DateTime, Utc};
use satchel_core::case::{CaseSet, Field};
use satchel_sandbox::{Attachment, Case, Comment, Crm, Dialect, Method, Request, Response, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
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

/// A comment or a file of a client that took effect; of a file, its text is [`file_text`].
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) by: usize,
    pub(crate) case: Uuid,
    pub(crate) text: String,
}

/// A comment that a client's request changed or removed.
#[derive(Debug)]
pub(crate) struct Reworded {
    pub(crate) by: usize,
    pub(crate) old: String,
    pub(crate) new: Option<String>,
    /// What the client had read last.
    pub(crate) seen: Option<String>,
}

/// The members of a set.
pub(crate) type Members = BTreeSet<String>;
/// Who was in a set, from which moment on.
pub(crate) type MembersSince = Vec<(DateTime<Utc>, Members)>;

/// A set that a client's request changed.
#[derive(Debug)]
pub(crate) struct SetWrite {
    pub(crate) by: usize,
    pub(crate) case: Uuid,
    pub(crate) set: CaseSet,
    pub(crate) old: Members,
    pub(crate) new: Members,
    /// What the client had read last.
    pub(crate) seen: Option<Members>,
}

/// The sets of a case that people change.
pub(crate) const SETS: [CaseSet; 4] = [
    CaseSet::Assignees,
    CaseSet::Teams,
    CaseSet::Contacts,
    CaseSet::Tags,
];

/// A field that a client's request changed.
#[derive(Clone, Debug)]
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
    /// Every name a case ever had, and whose it is. The simulation gives none twice; a case that somebody renamed or took away
    /// before its maker heard of it is made again (a known gap), and then the name is the new one's.
    pub(crate) names: BTreeMap<String, Uuid>,
    pub(crate) values: BTreeMap<(Uuid, Field), Vec<Was>>,
    pub(crate) overwrites: Vec<Overwrite>,
    /// Cases that alice could at some time not see.
    pub(crate) left: BTreeSet<Uuid>,
    /// Cases whose comments somebody edited or removed: the server leaves no trace of that.
    pub(crate) touched: BTreeSet<Uuid>,
    /// Words and files that others changed or removed.
    pub(crate) removed: BTreeSet<String>,
    pub(crate) reworded: Vec<Reworded>,
    pub(crate) set_writes: Vec<SetWrite>,
    /// The members that a set had from a moment on.
    pub(crate) members: BTreeMap<(Uuid, CaseSet), MembersSince>,
    /// Whether alice watched, from a moment on.
    pub(crate) watching: BTreeMap<Uuid, Vec<Was>>,
    /// Every text that a comment ever had, and which comment it was.
    pub(crate) spoken: BTreeMap<String, Uuid>,
    pub(crate) sweeps: Sweeps,
    /// The case that a client wrote to last.
    pub(crate) hot: Option<Uuid>,
    /// What alice said in her browser that she says again and again, and where.
    pub(crate) echoed: Vec<(Uuid, String)>,
    /// What was before the eyes of who wrote this; nothing is kept where nobody can say.
    pub(crate) readers: BTreeMap<(usize, String), Eyes>,
    /// Every status that alice wanted somewhere: by which computer.
    pub(crate) wished: BTreeSet<(usize, Uuid, String)>,
    reads: BTreeMap<(usize, Uuid), Read>,
}

/// What a client saw when it read a case.
struct Read {
    fields: BTreeMap<Field, Option<String>>,
    sets: BTreeMap<CaseSet, Members>,
    words: BTreeMap<Uuid, String>,
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
            removed: BTreeSet::new(),
            reworded: Vec::new(),
            set_writes: Vec::new(),
            members: BTreeMap::new(),
            watching: BTreeMap::new(),
            spoken: BTreeMap::new(),
            sweeps: Sweeps::default(),
            hot: None,
            echoed: Vec::new(),
            readers: BTreeMap::new(),
            wished: BTreeSet::new(),
            reads: BTreeMap::new(),
        }
    }

    /// The comments that a client saw when it read a case last.
    pub(crate) fn read_last(&self, by: usize, case: Uuid) -> BTreeSet<Uuid> {
        let read = self.reads.get(&(by, case));
        read.map_or_else(BTreeSet::new, |read| read.words.keys().copied().collect())
    }

    /// The value of a field that a client saw when it read a case last.
    pub(crate) fn value_read_last(&self, by: usize, case: Uuid, field: Field) -> Option<&str> {
        self.reads.get(&(by, case))?.fields.get(&field)?.as_deref()
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
        if request.method == Method::Get {
            if let Some(case) = case_of(&request.path).and_then(|id| self.crm.case(id)) {
                let thread = self.crm.comments_of(case.id).iter();
                let read = Read {
                    fields: FIELDS.map(|field| (field, value(case, field))).into(),
                    sets: SETS.map(|set| (set, members(case, set))).into(),
                    words: thread.map(|c| (c.id, c.text.clone())).collect(),
                };
                self.reads.insert((by, case.id), read);
            }
            let response = self.crm.handle(request);
            let shown: BTreeSet<Uuid> = match request.path.as_str() {
                "/api/cases/" => self.shown().iter().map(|case| case.id).collect(),
                _ => BTreeSet::new(),
            };
            // Without key order, offsets are all there is, and they miss what moves (F9).
            if self.crm.dialect() == Dialect::Bottlecrm {
                self.sweeps.page(by, request, &response, shown);
            }
            return response;
        }
        let case = self.subject(&request.path);
        self.hot = case.or(self.hot);
        let thread = |crm: &Crm| case.map_or(Vec::new(), |id| crm.comments_of(id).to_vec());
        let files = |crm: &Crm| case.map_or(Vec::new(), |id| crm.attachments_of(id).to_vec());
        let known: BTreeSet<Uuid> = self.crm.cases().map(|c| c.id).collect();
        let (before, had) = (thread(&self.crm), files(&self.crm));
        let lost: Vec<(Uuid, String)> = had.iter().map(|f| (f.id, self.file(f))).collect();
        let response = self.crm.handle(request);
        if let Some(case) = case {
            let (after, has) = (thread(&self.crm), files(&self.crm));
            let text_of = |list: &[Comment], id: Uuid| {
                let found = list.iter().find(|c| c.id == id);
                found.map(|c| c.text.clone())
            };
            for comment in &after {
                if text_of(&before, comment.id).is_none() {
                    let text = comment.text.clone();
                    self.said.push(Said { by, case, text });
                }
            }
            for comment in before {
                let new = text_of(&after, comment.id);
                if new.as_ref() != Some(&comment.text) {
                    let read = self.reads.get(&(by, case));
                    self.removed.insert(comment.text.clone());
                    self.touched.insert(case);
                    self.reworded.push(Reworded {
                        by,
                        old: comment.text,
                        new,
                        seen: read.and_then(|r| r.words.get(&comment.id).cloned()),
                    });
                }
            }
            for file in &has {
                if !had.iter().any(|f| f.id == file.id) {
                    let text = self.file(file);
                    self.said.push(Said { by, case, text });
                }
            }
            let gone = lost
                .into_iter()
                .filter(|(id, _)| !has.iter().any(|f| f.id == *id));
            self.removed.extend(gone.map(|(_, text)| text));
        }
        let new = self.crm.cases().filter(|c| !known.contains(&c.id));
        self.made
            .extend(new.map(|case| (by, case.name.clone(), case.id)));
        self.look(request.at, Some(by));
        response
    }

    /// A file as a text.
    pub(crate) fn file(&self, file: &Attachment) -> String {
        file_text(&file.name, &self.crm.bytes_of(file.id).unwrap_or_default())
    }

    /// The case that a writing request is about.
    fn subject(&self, path: &str) -> Option<Uuid> {
        let mut parts = path.strip_prefix("/api/cases/")?.split('/');
        let (first, second) = (parts.next()?, parts.next().unwrap_or_default());
        let has = |id: Uuid, case: &&Case| match first {
            "comment" => self.crm.comments_of(case.id).iter().any(|c| c.id == id),
            _ => self.crm.attachments_of(case.id).iter().any(|f| f.id == id),
        };
        match first {
            "comment" | "attachment" => {
                let id = Uuid::parse_str(second).ok()?;
                self.crm
                    .cases()
                    .find(|case| has(id, case))
                    .map(|case| case.id)
            }
            id => Uuid::parse_str(id).ok(),
        }
    }

    /// Writes down what changed.
    pub(crate) fn look(&mut self, at: DateTime<Utc>, by: By) {
        let mut here = BTreeSet::new();
        let (mut changes, mut sets, mut watching) = (Vec::new(), Vec::new(), Vec::new());
        let alice = self.crm.person("alice").map(|p| p.profile);
        for case in self.crm.cases() {
            here.insert(case.id);
            let owner = self.names.entry(case.name.clone()).or_insert(case.id);
            let has_it = |id: &Uuid| {
                let other = self.crm.case(*id);
                other.is_some_and(|other| other.name == case.name) && !self.left.contains(id)
            };
            if *owner != case.id && !has_it(owner) && !self.left.contains(&case.id) {
                *owner = case.id;
            }
            for field in FIELDS {
                changes.push((case.id, field, value(case, field)));
            }
            for set in SETS {
                sets.push((case.id, set, members(case, set)));
            }
            let watches = case.watchers.iter().any(|w| Some(w.profile) == alice);
            watching.push((case.id, Some(watches.to_string())));
            for comment in self.crm.comments_of(case.id) {
                if !self.spoken.contains_key(&comment.text) {
                    self.spoken.insert(comment.text.clone(), comment.id);
                }
            }
        }
        for (case, value) in watching {
            let was = self.watching.entry(case).or_default();
            if was.last().is_none_or(|w| w.value != value) {
                was.push(Was {
                    from: at,
                    value,
                    by,
                });
            }
        }
        for (case, set, new) in sets {
            let was = self.members.entry((case, set)).or_default();
            let old = was.last().map(|w| w.1.clone());
            if old.as_ref() == Some(&new) {
                continue;
            }
            was.push((at, new.clone()));
            if let (Some(by), Some(old)) = (by, old) {
                let read = self.reads.get(&(by, case));
                let seen = read.and_then(|r| r.sets.get(&set).cloned());
                self.set_writes.push(SetWrite {
                    by,
                    case,
                    set,
                    old,
                    new,
                    seen,
                });
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
                let read = self.reads.get(&(by, case));
                let seen = read.and_then(|r| r.fields.get(&field));
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

    /// What it holds, as a number: two servers that hold the same for people have the same.
    pub(crate) fn digest(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        for case in self.crm.cases() {
            FIELDS.map(|field| value(case, field)).hash(&mut hash);
            SETS.map(|set| members(case, set)).hash(&mut hash);
            case.is_active.hash(&mut hash);
            for comment in self.crm.comments_of(case.id) {
                (&comment.text, comment.is_internal).hash(&mut hash);
            }
            for file in self.crm.attachments_of(case.id) {
                self.file(file).hash(&mut hash);
            }
        }
        hash.finish()
    }
}

/// Was this the value at some time from this moment on?
pub(crate) fn held_since(
    was: Option<&Vec<Was>>,
    wanted: Option<&str>,
    since: DateTime<Utc>,
) -> bool {
    let was = was.map_or(&[][..], |w| w);
    was.iter().enumerate().any(|(at, one)| {
        let until = was.get(at + 1).map(|next| next.from);
        one.value.as_deref() == wanted && until.is_none_or(|until| until >= since)
    })
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

/// The members of a set of a case.
pub(crate) fn members(case: &Case, set: CaseSet) -> Members {
    let ids = match set {
        CaseSet::Assignees => &case.assigned_to,
        CaseSet::Teams => &case.teams,
        CaseSet::Contacts => &case.contacts,
        CaseSet::Tags => &case.tags,
    };
    ids.iter().map(Uuid::to_string).collect()
}

/// The case in a path such as `/api/cases/<id>/`.
pub(crate) fn case_of(path: &str) -> Option<Uuid> {
    let id = path.strip_prefix("/api/cases/")?.trim_end_matches('/');
    Uuid::parse_str(id).ok()
}
