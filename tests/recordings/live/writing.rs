//! The scripts that write, on a live server: with cases of our own making only, marked in their names, deleted after.
//!
//! What is sent is what was recorded, with our ids for the recorded ones. A recording is left out when it needs another
//! person, a row of the recorded world, a large file, or a mention of somebody, who would get mail. A creation that names
//! rows of the recorded world is made without them, so that what follows has its case, but it is not compared.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use satchel_sandbox::{Crm, Method, Request, Response};
use serde_json::{Value, json};

use super::Outcome;
use super::wire::Wire;
use crate::ask;
use crate::bind::{Binds, is_id};
use crate::compare::differences;
use crate::play::{self, new_id};
use crate::recording::{Recording, Recordings};
use crate::script::{How, Script, Step};

/// Fields of a case that name rows of somebody else.
const LINKS: [&str; 5] = ["account", "contacts", "assigned_to", "teams", "tags"];
/// What leaves our own cases, or makes mail, or has names inside that cannot be marked.
const FOREIGN: [&str; 8] = [
    "import", "export", "macro", "approval", "escalat", "mention", "cf", "noauth",
];
/// The longest name a server takes.
const LONGEST_NAME: usize = 64;

/// How often it is tried to leave nothing behind.
const TRIES: usize = 5;

/// What our cases are called, before their own names.
pub(super) fn mark(at: DateTime<Utc>) -> String {
    format!("Satchel contract {}", at.format("%y%m%d%H%M%S"))
}

/// A live server, and what we made there.
pub(super) struct Writing<'a> {
    wire: &'a Wire<'a>,
    recordings: &'a Recordings,
    mark: &'a str,
    /// Ids of the recorded world, which no other server has.
    planned: BTreeSet<String>,
    /// Ids that were made while recording.
    made_there: BTreeSet<String>,
    binds: Binds,
    /// Only to rebuild bodies; it is asked nothing.
    nobody: Crm,
    made: BTreeMap<String, String>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(wire: &'a Wire<'a>, recordings: &'a Recordings, mark: &'a str) -> Self {
        let ids = |text: &str| {
            let words = text.split('"').filter(|word| is_id(word));
            words.map(str::to_owned).collect::<BTreeSet<String>>()
        };
        Writing {
            wire,
            recordings,
            mark,
            planned: ids(play::PLAN),
            made_there: BTreeSet::new(),
            binds: Binds::default(),
            nobody: play::world(),
            made: BTreeMap::new(),
        }
    }

    /// Plays what can be played of a script.
    pub(super) fn play(&mut self, script: &Script, outcome: &mut Outcome) {
        let is_old = |step: &Step| matches!(step, Step::Generation(_));
        if script.steps.iter().any(is_old) {
            return;
        }
        self.binds = Binds::default();
        self.made_there = made_in(script, self.recordings);
        for step in &script.steps {
            match step {
                Step::Ask {
                    method,
                    path,
                    body,
                    id,
                    ..
                } => {
                    let body = body
                        .as_deref()
                        .map(|text| serde_json::from_str(text).expect("JSON"));
                    let body = body.unwrap_or(Value::Null);
                    self.asks(method, path, body, id.as_deref());
                }
                Step::Say { name, how, .. } => {
                    if let Some(recording) = self.recordings.get(name) {
                        self.says(recording, *how, outcome);
                    }
                }
                _ => {}
            }
        }
    }

    /// What was not recorded, and is needed before what was. If it cannot be, neither can what builds on it.
    fn asks(&mut self, method: &str, path: &str, body: Value, id: Option<&str>) {
        let text = format!("{path} {body}");
        if !is_about_cases(path) || !self.is_ours(&text) || is_foreign(&text) {
            return;
        }
        let answer = self.send(method, path, &[], &body);
        let ours = new_id(&answer.json(), Some(&body.to_string()));
        if let (Some(theirs), Some(ours)) = (id, ours) {
            self.binds.pair(theirs, &ours);
        }
    }

    fn says(&mut self, recording: &Recording, how: How, outcome: &mut Outcome) {
        let asked = &recording.request;
        let (path, body) = (asked.path.as_str(), asked.body.clone());
        let by_admin = recording.who.as_deref() == Some("admin");
        let ours = is_about_cases(path);
        let text = format!("{path} {body} {}", recording.name);
        if !by_admin || !ours || is_foreign(&text) || is_large(&body) {
            return;
        }
        let creates = asked.method == "POST" && path == "/api/cases/";
        if asked.method == "GET" && !self.names_ours(path) {
            return; // Without an id of ours it reads, and reading is `live.rs`'s.
        }
        if !self.is_ours(&text) {
            if creates {
                let mut bare = body;
                LINKS.iter().for_each(|link| {
                    bare.as_object_mut().map(|fields| fields.remove(*link));
                });
                if self.is_ours(&bare.to_string()) {
                    let answer = self.send("POST", path, &self.headers(recording), &bare);
                    self.pair(&answer, recording);
                }
            }
            return;
        }
        let answer = self.send(&asked.method, path, &self.headers(recording), &body);
        outcome.written += 1;
        let how = if how == How::Head { how } else { How::Kinds };
        for one in differences(&answer, &recording.response, how, &mut Binds::default()) {
            outcome.wrong.push(format!("{}: {one}", recording.name));
        }
        self.pair(&answer, recording);
    }

    fn headers(&self, recording: &Recording) -> Vec<(String, String)> {
        let all = recording.request.headers.iter();
        all.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    /// Every id in it is one we made, or one that nobody has.
    fn is_ours(&self, text: &str) -> bool {
        ids_in(text).all(|id| {
            !self.planned.contains(id)
                && (!self.made_there.contains(id) || self.binds.ours(id).is_some())
        })
    }

    fn names_ours(&self, text: &str) -> bool {
        ids_in(text).any(|id| self.binds.ours(id).is_some())
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &Value,
    ) -> Response {
        let method = Method::parse(method).expect("a method");
        let mut request = Request::new(method, &self.binds.translate(path), Utc::now());
        let kind = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map_or("application/json", |(_, value)| value.as_str());
        let others = headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        for (name, value) in others {
            request = request.with_header(name, &self.binds.translate(value));
        }
        let body = marked(body, self.mark);
        if !body.is_null() {
            request.body = ask::body(kind, &body, &mut self.nobody, &mut self.binds);
            request = request.with_header("Content-Type", &ask::content_type(kind));
        }
        let answer = self.wire.ask(&request);
        if method == Method::Post && path == "/api/cases/" {
            let name = body["name"].as_str().unwrap_or_default().to_owned();
            let id = answer.json()["id"].as_str().map(str::to_owned);
            self.made.extend(id.map(|id| (id, name)));
        }
        answer
    }

    /// Which of our ids are which of theirs, as far as an answer tells: the row that was made, comments by their text,
    /// files by their name.
    fn pair(&mut self, answer: &Response, recording: &Recording) {
        let (ours, theirs) = (answer.json(), &recording.response.body);
        self.pair_rows(&ours, theirs);
        for (list, key) in [
            ("comments", "comment"),
            ("internal_notes", "comment"),
            ("attachments", "file_name"),
        ] {
            let rows = |value: &Value| value[list].as_array().cloned().unwrap_or_default();
            let mut left = rows(&ours);
            for their in rows(theirs) {
                if let Some(at) = left.iter().position(|our| our[key] == their[key]) {
                    let our = left.remove(at);
                    self.pair_rows(&our, &their);
                }
            }
        }
    }

    fn pair_rows(&mut self, ours: &Value, theirs: &Value) {
        if let (Some(ours), Some(theirs)) = (ours["id"].as_str(), theirs["id"].as_str())
            && self.made_there.contains(theirs)
        {
            self.binds.pair(theirs, ours);
        }
    }

    /// Deletes what we made; also what a refusal stored all the same. Gives back how many there were, and the names of
    /// those that stay.
    pub(super) fn tidies_up(&mut self) -> (usize, Vec<String>) {
        let query = self.mark.replace(' ', "%20");
        let target = format!("/api/cases/?slim=true&limit=200&name={query}");
        let list = Request::new(Method::Get, &target, Utc::now());
        let mut answers = (0..TRIES).map(|_| self.wire.ask(&list));
        let listed = answers.find(|answer| answer.status == 200);
        let listed = listed.map(|answer| answer.json()).unwrap_or_default();
        for row in listed["cases"].as_array().into_iter().flatten() {
            let (id, name) = (row["id"].as_str(), row["name"].as_str());
            let (id, name) = (id.unwrap_or_default(), name.unwrap_or_default());
            // A server may ignore the filter: what is not ours is not touched.
            if name.starts_with(self.mark) {
                self.made.insert(id.to_owned(), name.to_owned());
            }
        }
        let mut left = Vec::new();
        for (id, name) in &self.made {
            let path = format!("/api/cases/{id}/");
            let delete = Request::new(Method::Delete, &path, Utc::now());
            let is_gone = (0..TRIES).any(|_| {
                let answer = self.wire.ask(&delete);
                (200..300).contains(&answer.status) || answer.status == 404
            });
            if !is_gone {
                left.push(format!("{name} ({id})"));
            }
        }
        (self.made.len(), left)
    }
}

/// Ids that came into being while a script was recorded.
fn made_in(script: &Script, recordings: &Recordings) -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    for step in &script.steps {
        match step {
            Step::Ask { id: Some(id), .. } | Step::Upload { id, .. } => {
                made.insert(id.clone());
            }
            Step::Say { name, .. } => {
                let body = recordings.get(name).map(|one| &one.response.body);
                let body = body.unwrap_or(&Value::Null);
                let lists = ["comments", "internal_notes", "attachments"].iter();
                let rows = lists.flat_map(|list| body[list].as_array().into_iter().flatten());
                let all = rows.chain([body]).filter_map(|row| row["id"].as_str());
                made.extend(all.filter(|id| is_id(id)).map(str::to_owned));
            }
            _ => {}
        }
    }
    made
}

fn ids_in(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
    parts.filter(|part| is_id(part))
}

/// Cases, their comments and their files; not what an organization sets up around them.
fn is_about_cases(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["", "api", "cases", ""] | ["", "api", "cases", "bulk", ..] => true,
        ["", "api", "cases", "comment" | "attachment", id, ..]
        | ["", "api", "cases" | "attachments", id, ..] => is_id(id),
        _ => false,
    }
}

fn is_foreign(text: &str) -> bool {
    text.contains('@') || FOREIGN.iter().any(|word| text.contains(word))
}

fn is_large(body: &Value) -> bool {
    let files = body["multipart_files"].as_object().into_iter().flatten();
    let mut sizes = files.filter_map(|(_, file)| file["bytes"].as_u64());
    sizes.any(|size| size > 1_000_000)
}

/// The body with the mark before the name. One that is too long as it is stays so: it must be refused.
fn marked(body: &Value, mark: &str) -> Value {
    let mut body = body.clone();
    for pointer in ["/name", "/multipart_fields/name"] {
        if let Some(name) = body.pointer_mut(pointer)
            && let Some(text) = name.as_str()
            && text.chars().count() <= LONGEST_NAME
        {
            *name = json!(format!("{mark} {text}"));
        }
    }
    body
}

#[test]
fn a_body_is_marked_by_its_name_and_only_there() {
    let plain = json!({ "name": "Minimal", "comment": "x" });
    assert_eq!(
        marked(&plain, "Ours"),
        json!({ "name": "Ours Minimal", "comment": "x" })
    );
    let form = json!({ "multipart_fields": { "name": "Form" } });
    assert_eq!(
        marked(&form, "Ours")["multipart_fields"]["name"],
        "Ours Form"
    );
    let long = json!({ "name": "x".repeat(65) });
    assert_eq!(marked(&long, "Ours"), long);
}
