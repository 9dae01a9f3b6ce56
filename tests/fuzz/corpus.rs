//! Where mutations begin: what a real server was recorded to answer, and what the sandbox answers in either dialect.

use satchel_core::clock::Clock;
use satchel_core::crm::dialect::Dialect;
use satchel_sandbox as sandbox;
use satchel_tests::VirtualClock;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Larger recordings show nothing that smaller ones do not, and cost the executions.
const LARGEST: usize = 14 * 1024;

/// A body, and the dialect it is in.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) dialect: Dialect,
    pub(crate) status: u16,
    pub(crate) json: Value,
}

/// Recorded answers whose body is JSON: all that lie beside the project, else those that the house keeps.
pub(crate) fn recorded() -> Vec<Body> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked = std::env::var_os("SATCHEL_RECORDINGS").map(PathBuf::from);
    let full = asked.unwrap_or_else(|| here.join("../../shared/contract/recordings"));
    let kept = vec![
        here.join("contract/recordings"),
        here.join("recordings/fixtures"),
    ];
    let folders = if full.is_dir() { vec![full] } else { kept };
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("recordings"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        let file: Value = serde_json::from_str(&text).ok()?;
        let response = &file["response"];
        Some(Body {
            dialect: Dialect::Bottlecrm,
            status: u16::try_from(response["status"].as_u64()?).ok()?,
            json: response["body"].clone(),
        })
    };
    files.iter().filter_map(read).collect()
}

fn only_small(bodies: &mut Vec<Body>) {
    bodies.retain(|body| body.json.to_string().len() < LARGEST);
}

/// What the sandbox answers to these questions.
fn asked(paths: &[&str]) -> Vec<Body> {
    let clock = VirtualClock::default();
    let mut bodies = Vec::new();
    for (spoken, dialect) in [
        (sandbox::Dialect::Bottlecrm, Dialect::Bottlecrm),
        (sandbox::Dialect::Documented, Dialect::Documented),
    ] {
        let mut crm = sandbox::seed::demo(spoken, 12, clock.now());
        let talked_about = crm.cases().max_by_key(|c| crm.comments_of(c.id).len());
        let case = talked_about.expect("a case").id;
        for path in paths {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let request = sandbox::Request {
                method: sandbox::Method::Get,
                path: path.replace("{case}", &case.to_string()),
                query: query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect(),
                headers: vec![
                    (
                        "authorization".to_owned(),
                        format!("Bearer {}", sandbox::ALICE),
                    ),
                    ("organization-id".to_owned(), crm.org().id.to_string()),
                    ("accept".to_owned(), "application/json".to_owned()),
                ],
                body: Vec::new(),
                at: clock.now(),
            };
            let response = crm.handle(&request);
            let json = serde_json::from_slice(&response.body).unwrap_or_default();
            bodies.push(Body {
                dialect,
                status: response.status,
                json,
            });
        }
    }
    bodies.retain(|body| body.status == 200);
    bodies
}

/// The array of a page's rows is under this key.
pub(crate) fn rows_key(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Documented => "results",
        Dialect::Bottlecrm => "cases",
    }
}

/// The object of a detail's case is under this key.
pub(crate) fn case_key(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Documented => "case_obj",
        Dialect::Bottlecrm => "cases_obj",
    }
}

/// Pages of the case list with three rows or more.
pub(crate) fn pages() -> Vec<Body> {
    let mut pages = recorded();
    pages.extend(asked(&[
        "/api/cases/?limit=5",
        "/api/cases/?limit=5&slim=true",
    ]));
    pages.retain(|body| {
        let rows = body.json[rows_key(body.dialect)].as_array();
        let counts = body.json.get("cases_count").or(body.json.get("count"));
        body.status == 200 && counts.is_some() && rows.is_some_and(|rows| rows.len() >= 2)
    });
    for page in &mut pages {
        // Two rows are enough to see that one survives.
        if let Some(rows) = page.json[rows_key(page.dialect)].as_array_mut() {
            rows.truncate(2);
        }
    }
    only_small(&mut pages);
    assert!(pages.len() >= 4, "a corpus of pages: {}", pages.len());
    pages
}

/// Cases read whole, and what came instead.
pub(crate) fn details() -> Vec<Body> {
    let mut details = recorded();
    details.extend(asked(&["/api/cases/{case}/"]));
    details.retain(|body| {
        let has_case = body.json.get(case_key(body.dialect)).is_some();
        body.status == 200 && (has_case || body.json.get("merged_into").is_some())
    });
    only_small(&mut details);
    assert!(details.len() >= 4, "a corpus of details: {}", details.len());
    details
}

/// The feed, and a case's own log.
pub(crate) fn logs() -> Vec<Body> {
    let mut logs = recorded();
    logs.extend(asked(&[
        "/api/activities/?entity_type=Case&limit=8",
        "/api/cases/{case}/activities/",
    ]));
    logs.retain(|body| {
        let rows = log_rows(&body.json);
        let is_log = rows.is_some_and(|rows| rows.len() >= 2 && rows[0].get("action").is_some());
        body.status == 200 && is_log
    });
    assert!(logs.len() >= 2, "a corpus of logs: {}", logs.len());
    logs
}

/// The rows of a log, wherever its envelope has them.
pub(crate) fn log_rows(body: &Value) -> Option<&Vec<Value>> {
    let inside = || body.get("results").or_else(|| body.get("activities"));
    body.as_array().or_else(|| inside()?.as_array())
}

/// Look-ups: whatever else was answered with 200.
pub(crate) fn lookups() -> Vec<Body> {
    let mut lookups = recorded();
    lookups.extend(asked(&[
        "/api/users/get-teams-and-users/",
        "/api/users/",
        "/api/teams/",
        "/api/accounts/",
        "/api/tags/",
        "/api/macros/",
        "/api/cases/solutions/",
        "/api/custom-fields/?target_model=Case",
        "/api/notifications/",
        "/api/org/settings/",
        "/api/profile/",
    ]));
    lookups.retain(|body| body.status == 200 && body.json.is_object());
    for lookup in &mut lookups {
        if let Some(fields) = lookup.json.as_object_mut() {
            for list in fields.values_mut().filter_map(Value::as_array_mut) {
                list.truncate(6);
            }
        }
    }
    only_small(&mut lookups);
    lookups
}

/// Refusals.
pub(crate) fn refusals() -> Vec<Body> {
    let mut refusals = recorded();
    refusals.retain(|body| body.status >= 400 && !body.json.is_string());
    assert!(
        refusals.len() >= 4,
        "a corpus of refusals: {}",
        refusals.len()
    );
    refusals
}
