//! Answers of a real Django-CRM 1.2 server, played back over HTTP.
//!
//! What is recorded is served verbatim: rows of lists, cases read whole, look-ups, the feed, refusals. What the server
//! computes from a question is computed as it was seen to: `ordering=created_at`, `created_at__gte`, `limit`, `offset`,
//! `name`. Three things are put together from recorded parts: a case without a recorded detail is its recorded row in a
//! recorded envelope with empty threads; a recorded detail without a recorded row lists its own case; and the case that
//! was merged is listed as it was before, so that reading it gives the recorded redirect.

use crate::server::{Answer, Asked};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The token that the replay lets in; the recordings' own were replaced.
pub(crate) const TOKEN: &str = "bcrm_pat_example";

/// One exchange as it was recorded.
struct Recording {
    path: String,
    method: String,
    status: u16,
    content_type: String,
    body: Value,
}

/// The server.
pub(crate) struct Replay {
    /// Rows as listed, by id.
    pub(crate) rows: BTreeMap<String, Value>,
    /// Cases read whole, by id: status and body.
    pub(crate) details: BTreeMap<String, Value>,
    /// Other answers, by path.
    others: BTreeMap<String, (u16, String, Value)>,
    list: Value,
    envelope: Value,
    /// How many of the newest rows of the feed did not happen yet.
    pub(crate) held_back: AtomicUsize,
    /// How many recordings stand behind it.
    pub(crate) recordings: usize,
}

/// The recordings that the house keeps.
pub(crate) fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/recordings")
}

/// All recordings, where somebody has them beside the project.
pub(crate) fn all() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/contract/recordings");
    beside.is_dir().then_some(beside)
}

fn read(folder: &Path) -> Vec<(String, Recording)> {
    let mut read = Vec::new();
    for entry in std::fs::read_dir(folder).expect("recordings").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let Ok(file) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let (request, response) = (&file["request"], &file["response"]);
        let own = matches!(file["who"].as_str(), None | Some("admin"));
        let (Some(path), Some(status)) = (request["path"].as_str(), response["status"].as_u64())
        else {
            continue;
        };
        if !own {
            continue;
        }
        let recording = Recording {
            path: path.to_owned(),
            method: request["method"].as_str().unwrap_or_default().to_owned(),
            status: u16::try_from(status).unwrap_or_default(),
            content_type: response["headers"]["Content-Type"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            body: response["body"].clone(),
        };
        read.push((name.trim_end_matches(".json").to_owned(), recording));
    }
    read.sort_by(|a, b| a.0.cmp(&b.0));
    read
}

impl Replay {
    /// Plays what lies in these folders; the first folder has the say where two have the same.
    pub(crate) fn of(folders: &[PathBuf]) -> Replay {
        let recordings: Vec<_> = folders.iter().flat_map(|f| read(f)).collect();
        let named = |name: &str| recordings.iter().find(|(n, _)| n == name).map(|(_, r)| r);
        let body = |name: &str| {
            named(name)
                .unwrap_or_else(|| panic!("{name} is recorded"))
                .body
                .clone()
        };
        let mut replay = Replay {
            rows: BTreeMap::new(),
            details: BTreeMap::new(),
            others: BTreeMap::new(),
            list: body("cases-list"),
            envelope: body("case-detail"),
            held_back: AtomicUsize::new(10),
            recordings: recordings
                .iter()
                .map(|(n, _)| n)
                .collect::<BTreeSet<_>>()
                .len(),
        };
        for (_, recording) in recordings
            .iter()
            .filter(|(_, r)| r.method == "GET" && r.status == 200)
        {
            let Recording { path, body, .. } = recording;
            for row in body["cases"].as_array().into_iter().flatten() {
                if let (Some(id), true) = (row["id"].as_str(), row["created_at"].is_string()) {
                    replay
                        .rows
                        .entry(id.to_owned())
                        .or_insert_with(|| row.clone());
                }
            }
            let id = path
                .strip_prefix("/api/cases/")
                .and_then(|p| p.strip_suffix('/'));
            let is_whole = body["cases_obj"].is_object() || body["merged_into"].is_string();
            if let (Some(id), true) = (id, is_whole) {
                replay
                    .details
                    .entry(id.to_owned())
                    .or_insert_with(|| body.clone());
            }
        }
        for (name, recording) in &recordings {
            let path = recording
                .path
                .split('?')
                .next()
                .unwrap_or_default()
                .to_owned();
            let is_kept = name.starts_with("lookup-")
                || name.starts_with("activities-org")
                || name == "profile-pat"
                || name == "attachment-download";
            if is_kept && recording.status == 200 {
                let said = (
                    recording.status,
                    recording.content_type.clone(),
                    recording.body.clone(),
                );
                replay.others.entry(path).or_insert(said);
            }
        }
        let before_the_merge = body("case-detail-merged-shown")["cases_obj"].clone();
        let own: Vec<Value> = replay
            .details
            .values()
            .map(|d| d["cases_obj"].clone())
            .collect();
        for case in own.into_iter().chain([before_the_merge]) {
            if let (Some(id), Some(true)) = (case["id"].as_str(), case["is_active"].as_bool()) {
                replay
                    .rows
                    .entry(id.to_owned())
                    .or_insert_with(|| case.clone());
            }
        }
        let refusals = ["case-detail-404", "err-bad-pat-cases"];
        for name in refusals {
            let refused = named(name).unwrap_or_else(|| panic!("{name} is recorded"));
            let said = (
                refused.status,
                refused.content_type.clone(),
                refused.body.clone(),
            );
            replay.others.insert(name.to_owned(), said);
        }
        replay
    }

    /// What the server says.
    pub(crate) fn answers(&self, asked: &Asked) -> Answer {
        if asked.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return self.other("err-bad-pat-cases");
        }
        assert_eq!(asked.method, "GET", "a replay can't be written to");
        if asked.path == "/api/cases/" {
            return Answer::json(200, &self.page(asked));
        }
        if asked.path == "/api/activities/" {
            return self.feed();
        }
        if let Some(id) = asked
            .path
            .strip_prefix("/api/cases/")
            .and_then(|p| p.strip_suffix('/'))
        {
            return match (self.details.get(id), self.rows.get(id)) {
                (Some(whole), _) => Answer::json(200, whole),
                (None, Some(row)) => Answer::json(200, &self.whole(row)),
                (None, None) => self.other("case-detail-404"),
            };
        }
        self.other(&asked.path)
    }

    /// The recorded answer of a look-up.
    pub(crate) fn look_up(&self, path: &str) -> &Value {
        &self.others[path].2
    }

    fn other(&self, path: &str) -> Answer {
        let Some((status, content_type, body)) = self.others.get(path) else {
            return Answer::html(404, "<h1>Not Found</h1>");
        };
        Answer {
            status: *status,
            content_type: content_type.clone(),
            body: match body {
                Value::String(text) => text.clone().into_bytes(),
                json => json.to_string().into_bytes(),
            },
        }
    }

    fn page(&self, asked: &Asked) -> Value {
        let when = |row: &Value| row["created_at"].as_str().unwrap_or_default().to_owned();
        let mut rows: Vec<&Value> = self.rows.values().collect();
        match asked.query("ordering") {
            Some("created_at") => rows.sort_by_key(|r| when(r)),
            _ => rows.sort_by_key(|r| std::cmp::Reverse(when(r))),
        }
        if let Some(from) = asked.query("created_at__gte") {
            rows.retain(|r| when(r).as_str() >= from);
        }
        for (field, key) in [("status", "status"), ("priority", "priority")] {
            let wanted: Vec<&str> = asked
                .query
                .iter()
                .filter(|(k, _)| k == key)
                .map(|(_, v)| v.as_str())
                .collect();
            if !wanted.is_empty() {
                rows.retain(|r| wanted.contains(&r[field].as_str().unwrap_or_default()));
            }
        }
        if let Some(me) = asked.query("assigned_to") {
            rows.retain(|r| {
                r["assigned_to"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .any(|p| p["id"] == me)
            });
        }
        let total = rows.len();
        let (skip, limit) = (asked.number("offset", 0), asked.number("limit", 10));
        let rows: Vec<&Value> = rows.into_iter().skip(skip).take(limit).collect();
        let mut page = self.list.clone();
        page["cases_count"] = json!(total);
        page["cases"] = json!(rows);
        page
    }

    fn whole(&self, row: &Value) -> Value {
        let mut whole = self.envelope.clone();
        whole["cases_obj"] = row.clone();
        for part in [
            "attachments",
            "comments",
            "internal_notes",
            "activities",
            "contacts",
        ] {
            whole[part] = json!([]);
        }
        whole
    }

    fn feed(&self) -> Answer {
        let mut said = self.other("/api/activities/");
        let mut body: Value = serde_json::from_slice(&said.body).expect("the recorded feed");
        if let Some(rows) = body["activities"].as_array_mut() {
            rows.drain(..self.held_back.load(Ordering::SeqCst).min(rows.len()));
        }
        said.body = body.to_string().into_bytes();
        said
    }
}
