//! The same recordings against a live server: those that only read and name nothing of the recorded world.
//!
//! ```text
//! SATCHEL_CONTRACT_SERVER=https://crm.example.org SATCHEL_CONTRACT_TOKEN_FILE=token.txt \
//!     cargo test -p satchel-tests --test recordings a_live_server -- --nocapture
//! ```
//!
//! The token is a personal access token, best an administrator's. It goes to `curl` by its standard input, never into a
//! list of processes. Data differ, so only status, kind and shape are compared; what this token may not do is skipped.

use std::io::Write;
use std::process::{Command, Stdio};

use satchel_sandbox::Response;

use crate::bind::{Binds, is_id};
use crate::compare::differences;
use crate::recording::{Recording, Recordings};
use crate::say;
use crate::script::{How, Step, all};

/// Recordings of the administrator that may be asked anywhere.
fn fits(recording: &Recording) -> bool {
    let path = recording.request.path.as_str();
    let parts = path.split(['/', '=', '&', '?']);
    let mut ids = parts.filter(|part| is_id(part));
    let own = ["cf_", "/media/", "search", "name=", "analytics"];
    recording.who.as_deref() == Some("admin")
        && matches!(
            recording.request.method.as_str(),
            "GET" | "HEAD" | "OPTIONS"
        )
        && recording.request.header("authorization").is_some()
        && ids.next().is_none()
        && !own.iter().any(|part| path.contains(part))
}

#[test]
fn a_live_server_answers_in_the_same_shapes() {
    let Ok(server) = std::env::var("SATCHEL_CONTRACT_SERVER") else {
        say("contract: no SATCHEL_CONTRACT_SERVER, so no live server is asked");
        return;
    };
    let file = std::env::var("SATCHEL_CONTRACT_TOKEN_FILE").expect("SATCHEL_CONTRACT_TOKEN_FILE");
    let token = std::fs::read_to_string(&file).expect("a readable token");
    let recordings = Recordings::find();
    let outcome = ask_all(&server, token.trim(), &recordings);
    say(&format!(
        "contract: {server} was asked {} times, {} not allowed, {} differences",
        outcome.asked,
        outcome.skipped,
        outcome.wrong.len()
    ));
    assert!(outcome.wrong.is_empty(), "{}", outcome.wrong.join("\n"));
}

#[derive(Default)]
struct Outcome {
    asked: usize,
    skipped: usize,
    wrong: Vec<String>,
}

fn ask_all(server: &str, token: &str, recordings: &Recordings) -> Outcome {
    let steps = all().into_iter().flat_map(|script| script.steps);
    let mut outcome = Outcome::default();
    for step in steps {
        let Step::Say { name, how, .. } = step else {
            continue;
        };
        let Some(recording) = recordings.get(&name).filter(|one| fits(one)) else {
            continue;
        };
        let answer = ask(server, token, recording);
        if answer.status == 403 && recording.response.status != 403 {
            outcome.skipped += 1;
            continue;
        }
        outcome.asked += 1;
        let how = if how == How::Head { how } else { How::Kinds };
        let mut binds = Binds::default();
        for one in differences(&answer, &recording.response, how, &mut binds) {
            outcome.wrong.push(format!("{name}: {one}"));
        }
    }
    outcome
}

/// Asks with `curl`, which knows proxies and certificates.
fn ask(server: &str, token: &str, recording: &Recording) -> Response {
    let asked = &recording.request;
    let accept = asked.header("accept").unwrap_or("application/json");
    let mut settings = format!(
        "url = \"{}{}\"\nheader = \"Authorization: Bearer {token}\"\nheader = \"Accept: {accept}\"\n\
         silent\nshow-error\ninclude\nmax-time = 120\n",
        server.trim_end_matches('/'),
        asked.path,
    );
    settings.push_str(&match asked.method.as_str() {
        "HEAD" => "head\n".to_owned(),
        method => format!("request = \"{method}\"\n"),
    });
    let mut curl = Command::new("curl")
        .args(["--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("curl");
    let mut input = curl.stdin.take().expect("an input");
    input.write_all(settings.as_bytes()).expect("settings");
    drop(input);
    let output = curl.wait_with_output().expect("an answer");
    assert!(
        output.status.success(),
        "{}: {}",
        recording.name,
        output.status
    );
    parse(&output.stdout)
}

/// An answer as it came over the wire.
fn parse(bytes: &[u8]) -> Response {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("the end of the head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    Response {
        status: status.and_then(|code| code.parse().ok()).expect("a status"),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: bytes[end + 4..].to_vec(),
    }
}

#[test]
fn the_sandbox_passes_as_a_live_server() {
    use std::sync::{Arc, Mutex};
    let crm = Arc::new(Mutex::new(crate::play::world()));
    let face = satchel_sandbox::Face::start(crm, 0, satchel_sandbox::Options::default());
    let face = face.expect("a server");
    let recordings = Recordings::find();
    if Command::new("curl").arg("--version").output().is_err() {
        return say("contract: no curl here, so no socket is tried");
    }
    let outcome = ask_all(&face.origin(), "bcrm_pat_admin", &recordings);
    assert_eq!(outcome.wrong, Vec::<String>::new());
    assert!(outcome.asked >= 10, "{}", outcome.asked);
}
