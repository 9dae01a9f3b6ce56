//! Plays one script in a fresh world.

use chrono::{DateTime, Duration, Utc};
use satchel_sandbox::seed::Plan;
use satchel_sandbox::{Crm, Dialect, Generation, Method, Request};
use serde_json::Value;

use crate::ask::{rebuild, upload};
use crate::bind::Binds;
use crate::compare::differences;
use crate::recording::Recordings;
use crate::script::{Script, Step};

/// What came of it.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) played: Vec<String>,
    /// Names and sentences.
    pub(crate) wrong: Vec<(String, String)>,
}

/// The world the recordings were made in, as it is written down.
pub(crate) const PLAN: &str = include_str!("world.json");

/// The world the recordings were made in.
pub(crate) fn world() -> Crm {
    let plan = Plan::parse(PLAN).expect("a plan");
    plan.build(Dialect::Bottlecrm, 425_605)
}

/// Whether all of a script is there; of the committed part, some scripts are not.
pub(crate) fn can_play(script: &Script, recordings: &Recordings) -> bool {
    let says = |step: &Step| match step {
        Step::Say { name, .. } => recordings.get(name).is_some(),
        _ => true,
    };
    script.steps.iter().all(says)
}

pub(crate) fn play(script: &Script, recordings: &Recordings) -> Outcome {
    let mut crm = world();
    let mut binds = Binds::of_plan(PLAN);
    let mut at: DateTime<Utc> = "2026-11-23T09:16:00Z".parse().expect("a time");
    let mut last = Value::Null;
    let mut outcome = Outcome::default();
    for step in &script.steps {
        at += Duration::milliseconds(20);
        match step {
            Step::Generation(name) => {
                let all = Generation::ALL.into_iter();
                let mut named = all.filter(|one| format!("{one:?}") == *name);
                crm.set_generation(named.next().expect("a generation"));
            }
            Step::At(text) => at = text.parse().expect("a time"),
            Step::Code { digits, email } => {
                let ours = crm.last_code(email).expect("a code in the mailbox");
                binds.pair(digits, &ours);
            }
            Step::Link { secret, email } => {
                let letter = crm.mailbox(email).next_back().expect("a letter");
                binds.pair(secret, letter.link.as_deref().expect("a link"));
            }
            Step::Token(name) => {
                let token = last["token"].as_str().expect("a token");
                binds.pair(name, token);
            }
            Step::Ask {
                who,
                method,
                path,
                body,
                id,
            } => {
                let method = Method::parse(method).expect("a method");
                let mut request = Request::new(method, &binds.translate(path), at);
                let token = binds.ours(who).map(str::to_owned);
                request = request.bearer(&token.unwrap_or_else(|| format!("bcrm_pat_{who}")));
                if let Some(body) = body {
                    let body = binds.translate(body);
                    let body = serde_json::from_str(&body).expect("JSON");
                    request = request.json(&body);
                }
                let answer = crm.handle(&request);
                let fine = answer.status < 400;
                assert!(
                    fine,
                    "{}: ask {path}: {} {}",
                    script.name,
                    answer.status,
                    answer.text()
                );
                last = answer.json();
                if let Some(theirs) = id {
                    let ours = new_id(&last, body.as_deref());
                    binds.pair(theirs, &ours.unwrap_or_else(|| panic!("no id in {last}")));
                }
            }
            Step::Upload {
                who,
                path,
                name,
                id,
            } => {
                let request = Request::new(Method::Post, &binds.translate(path), at);
                let request = request.bearer(&format!("bcrm_pat_{who}"));
                let answer = crm.handle(&upload(request, name));
                let files = answer.json()["attachments"].clone();
                let file = files
                    .as_array()
                    .and_then(|files| files.iter().find(|file| file["file_name"] == name.as_str()));
                let ours = file.and_then(|file| file["id"].as_str()).expect("a file");
                binds.pair(id, ours);
            }
            Step::Say { name, how, who } => {
                let recording = recordings.get(name);
                let recording = recording.unwrap_or_else(|| panic!("no recording {name}"));
                let date = recording.response.header("date").expect("a date");
                let date = DateTime::parse_from_rfc2822(date).expect("a date");
                at = at.max(date.with_timezone(&Utc));
                let who = who
                    .as_deref()
                    .or(recording.who.as_deref())
                    .unwrap_or("nobody");
                let request = rebuild(recording, who, &mut crm, &mut binds, at);
                let answer = crm.handle(&request);
                last = answer.json();
                for one in differences(&answer, &recording.response, *how, &mut binds) {
                    outcome.wrong.push((name.clone(), one));
                }
                bind_tokens(&last, &recording.response.body, &mut binds);
                outcome.played.push(name.clone());
            }
        }
    }
    outcome
}

/// Tokens and keys in an answer are known from now on.
fn bind_tokens(ours: &Value, theirs: &Value, binds: &mut Binds) {
    for key in [
        "access_token",
        "refresh_token",
        "access",
        "refresh",
        "api_key",
    ] {
        if let (Some(ours), Some(theirs)) = (ours[key].as_str(), theirs[key].as_str()) {
            binds.pair(theirs, ours);
        }
    }
}

/// The id of what was made: the answer's own, or the one of the comment with the text that was sent.
pub(crate) fn new_id(answer: &Value, body: Option<&str>) -> Option<String> {
    if let Some(id) = answer["id"].as_str() {
        return Some(id.to_owned());
    }
    let body: Value = serde_json::from_str(body.unwrap_or_default()).unwrap_or_default();
    let lists = ["comments", "internal_notes"].iter();
    let mut all = lists.flat_map(|key| answer[key].as_array().into_iter().flatten());
    let found = all.find(|one| one["comment"] == body["comment"])?;
    found["id"].as_str().map(str::to_owned)
}
