//! A server that does what the published description of the case API says, to the letter, and nothing besides: written
//! from that text alone, so it shares no misunderstanding with anything else in the house.
//!
//! Where the text leaves something open, the harder reading is taken: PUT replaces (what is left out is emptied), the
//! answer to a comment is a bare "success" without the thread, any other address is a 404 page, no date is promised.

use crate::server::{Answer, Asked};
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard};

pub(crate) const TOKEN: &str = "an-access-token";
pub(crate) const ORGANIZATION: &str = "6f2bb4f6-9c63-4f0c-a7a8-3f1f3a1a0001";
const ME: &str = "6f2bb4f6-9c63-4f0c-a7a8-3f1f3a1a0002";

/// The keys of a row, exactly.
pub(crate) const ROW: [&str; 11] = [
    "id",
    "name",
    "status",
    "priority",
    "case_type",
    "account",
    "contacts",
    "created_on",
    "closed_on",
    "assigned_to",
    "teams",
];

#[derive(Default)]
pub(crate) struct Published {
    state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) cases: Vec<Value>,
    pub(crate) comments: Vec<Value>,
    pub(crate) attachments: Vec<Value>,
    made: u32,
}

impl State {
    fn id(&mut self, what: &str) -> String {
        self.made += 1;
        format!("{what}-0000-4000-8000-{:012}", self.made)
    }
}

impl Published {
    /// A server with so many cases, each with a comment and a file.
    pub(crate) fn with(cases: usize) -> Published {
        let published = Published::default();
        {
            let mut state = published.state();
            for n in 0..cases {
                let id = state.id("case0000");
                let status = ["New", "In Progress", "On Hold", "Closed"][n % 4];
                let priority = ["Low", "Normal", "High", "Critical"][n / 4 % 4];
                let kind = [
                    "Technical",
                    "Billing",
                    "General",
                    "Bug Report",
                    "Feature Request",
                ][n % 5];
                let row = json!({
                    "id": id, "name": format!("Login Issues {n}"), "status": status,
                    "priority": priority,
                    "case_type": kind,
                    "account": "account-uuid", "contacts": ["contact1-uuid"],
                    "created_on": format!("2023-01-15T10:{:02}:00Z", n % 60),
                    "closed_on": (status == "Closed").then_some("2023-02-05T16:30:00Z"),
                    "assigned_to": ["user1-uuid"], "teams": ["team1-uuid"],
                });
                state.cases.insert(0, row);
                let (comment, file) = (state.id("comment0"), state.id("file0000"));
                let at = "2023-01-16T08:00:00Z";
                state.comments.push(json!({"id": comment, "comment": format!("About {n}"), "case": id, "commented_on": at, "commented_by": "user1-uuid"}));
                state.attachments.push(json!({"id": file, "attachment": format!("/media/log-{n}.txt"), "case": id, "created_on": at, "created_by": "user1-uuid"}));
            }
        }
        published
    }

    /// What the server holds.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the state")
    }

    /// What the server says.
    pub(crate) fn answers(&self, asked: &Asked) -> Answer {
        if asked.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Answer::json(
                401,
                &json!({"detail": "Authentication credentials were not provided."}),
            );
        }
        let parts: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        let in_organization = asked.header("organization-id") == Some(ORGANIZATION);
        if !asked.path.ends_with('/') {
            return nothing_here();
        }
        match (asked.method.as_str(), parts.as_slice()) {
            (_, ["api", "cases", ..]) if !in_organization => {
                Answer::json(403, &json!({"detail": "Organization context is required."}))
            }
            ("GET", ["api", "cases"]) => self.lists(asked),
            ("POST", ["api", "cases"]) => self.creates(&asked.json()),
            ("GET", ["api", "cases", id]) => self.details(id),
            ("PUT", ["api", "cases", id]) => self.updates(id, &asked.json()),
            ("POST", ["api", "cases", id]) => self.comments(id, &asked.json()),
            ("DELETE", ["api", "cases", id]) => self.deletes(id),
            _ => nothing_here(),
        }
    }

    fn lists(&self, asked: &Asked) -> Answer {
        let state = self.state();
        let holds = |row: &Value, key: &str| match asked.query(key) {
            None => true,
            Some(wanted) => match &row[key] {
                Value::String(text) => text.to_lowercase().contains(&wanted.to_lowercase()),
                Value::Array(ids) => ids.iter().any(|id| id == wanted),
                _ => false,
            },
        };
        let filters = [
            "name",
            "status",
            "priority",
            "case_type",
            "assigned_to",
            "account",
        ];
        let found: Vec<&Value> = state
            .cases
            .iter()
            .filter(|row| filters.iter().all(|f| holds(row, f)))
            .collect();
        let (limit, offset) = (asked.number("limit", 10), asked.number("offset", 0));
        let results: Vec<Value> = found
            .iter()
            .skip(offset)
            .take(limit)
            .map(|row| {
                ROW.iter()
                    .map(|key| ((*key).to_owned(), row[*key].clone()))
                    .collect()
            })
            .collect();
        let at = |offset: usize| format!("/api/cases/?limit={limit}&offset={offset}");
        Answer::json(
            200,
            &json!({
                "count": found.len(),
                "next": (offset + limit < found.len()).then(|| at(offset + limit)),
                "previous": (offset > 0).then(|| at(offset.saturating_sub(limit))),
                "results": results,
            }),
        )
    }

    fn creates(&self, new: &Value) -> Answer {
        if !new["name"].is_string() || !new["status"].is_string() || !new["priority"].is_string() {
            return Answer::json(400, &json!({"name": ["This field is required."]}));
        }
        let mut state = self.state();
        let id = state.id("case1111");
        let list = |key: &str| new[key].as_array().cloned().unwrap_or_default();
        let case = json!({
            "id": id, "name": new["name"], "status": new["status"], "priority": new["priority"], "case_type": new["case_type"],
            "account": new["account"], "contacts": list("contacts"), "created_on": "2023-02-01T09:00:00Z", "closed_on": null,
            "assigned_to": list("assigned_to"), "teams": list("teams"),
        });
        state.cases.insert(0, case.clone());
        Answer::json(201, &case)
    }

    fn details(&self, id: &str) -> Answer {
        let state = self.state();
        let Some(case) = state.cases.iter().find(|c| c["id"] == id) else {
            return gone();
        };
        let mut case_obj = case.clone();
        for beside in ["assigned_to", "teams"] {
            case_obj.as_object_mut().expect("an object").remove(beside);
        }
        case_obj["created_by"] = json!(ME);
        let of = |them: &[Value]| -> Vec<Value> {
            them.iter().filter(|c| c["case"] == id).cloned().collect()
        };
        let named = |ids: &Value| -> Vec<Value> {
            ids.as_array().into_iter().flatten().map(|id| json!({"id": id, "name": format!("Name of {}", id.as_str().unwrap_or_default())})).collect()
        };
        Answer::json(
            200,
            &json!({
                "case_obj": case_obj, "assigned_to": named(&case["assigned_to"]), "teams": named(&case["teams"]),
                "comments": of(&state.comments), "attachments": of(&state.attachments), "users_mention": [{"user__email": "user1@example.test"}],
            }),
        )
    }

    fn updates(&self, id: &str, new: &Value) -> Answer {
        if !new["name"].is_string() || !new["status"].is_string() {
            return Answer::json(400, &json!({"name": ["This field is required."]}));
        }
        let mut state = self.state();
        let Some(case) = state.cases.iter_mut().find(|c| c["id"] == id) else {
            return gone();
        };
        for key in [
            "name",
            "status",
            "priority",
            "case_type",
            "account",
            "contacts",
            "closed_on",
            "assigned_to",
            "teams",
        ] {
            let is_list = ["contacts", "assigned_to", "teams"].contains(&key);
            let otherwise = if is_list { json!([]) } else { Value::Null };
            case[key] = new.get(key).cloned().unwrap_or(otherwise);
        }
        Answer::json(200, case)
    }

    fn comments(&self, id: &str, new: &Value) -> Answer {
        let mut state = self.state();
        let (Some(text), true) = (
            new["comment"].as_str(),
            state.cases.iter().any(|c| c["id"] == id),
        ) else {
            return gone();
        };
        let comment = state.id("comment1");
        let at = chrono::Utc::now().to_rfc3339();
        state.comments.push(json!({"id": comment, "comment": text, "case": id, "commented_on": at, "commented_by": ME}));
        Answer::json(
            200,
            &json!({"error": false, "message": "Comment Submitted"}),
        )
    }

    fn deletes(&self, id: &str) -> Answer {
        self.state().cases.retain(|c| c["id"] != id);
        Answer {
            status: 204,
            content_type: "application/json".to_owned(),
            body: Vec::new(),
        }
    }
}

fn gone() -> Answer {
    Answer::json(404, &json!({"detail": "Not found."}))
}

fn nothing_here() -> Answer {
    Answer::html(404, "<h1>Not Found</h1>")
}
