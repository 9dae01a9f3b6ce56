//! The same recordings against a live server: `cargo xtask contract --server URL --token-file F`.
//!
//! The token is an administrator's personal access token. What only reads and names nothing of the recorded world is
//! asked as it was recorded; what this token may not read is skipped and counted. What writes is played with cases of our
//! own making, which are marked in their names and deleted afterwards (`live/writing.rs`). Data differ, so of the answers
//! status, headers, keys, kinds and refusals are compared.
//!
//! Without a server, the sandbox is asked over a real socket, so this cannot rot.

mod wire;
mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use chrono::Utc;
use satchel_sandbox::{Method, Request};

use self::wire::Wire;
use self::writing::{Writing, mark};
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

#[derive(Debug, Default)]
struct Outcome {
    read: usize,
    skipped: usize,
    written: usize,
    made: usize,
    /// What differs, as sentences.
    wrong: Vec<String>,
    /// Cases of ours that could not be deleted.
    left: Vec<String>,
}

#[test]
fn a_live_server_answers_as_the_recorded_one_did() {
    let Ok(server) = std::env::var("SATCHEL_CONTRACT_SERVER") else {
        say("contract: no live server is asked; name one with --server URL --token-file F");
        return;
    };
    let file = std::env::var("SATCHEL_CONTRACT_TOKEN_FILE").expect("SATCHEL_CONTRACT_TOKEN_FILE");
    let token = std::fs::read_to_string(&file).expect("a readable token");
    let wire = Wire {
        server: &server,
        token: token.trim(),
    };
    let mark = mark(Utc::now());
    say(&format!(
        "contract: {server}: whatever is written there is called \"{mark} ...\" and deleted afterwards"
    ));
    let outcome = ask_all(&wire, &mark, &Recordings::find());
    say(&outcome.sentence());
    for name in &outcome.left {
        say(&format!(
            "contract: could not be deleted, please do: {name}"
        ));
    }
    assert!(outcome.wrong.is_empty(), "{}", outcome.wrong.join("\n"));
    assert!(outcome.left.is_empty(), "not all could be deleted");
}

impl Outcome {
    fn sentence(&self) -> String {
        let asked = self.read + self.written;
        let wrong: std::collections::BTreeSet<&str> = self
            .wrong
            .iter()
            .filter_map(|one| one.split(':').next())
            .collect();
        format!(
            "contract: {asked} recordings covered ({} reading, {} writing), {} agree, {} not allowed; {} cases made, {} left",
            self.read,
            self.written,
            asked - wrong.len(),
            self.skipped,
            self.made,
            self.left.len()
        )
    }
}

fn ask_all(wire: &Wire<'_>, mark: &str, recordings: &Recordings) -> Outcome {
    let mut outcome = Outcome::default();
    read_all(wire, recordings, &mut outcome);
    let mut writing = Writing::new(wire, recordings, mark);
    let played = catch_unwind(AssertUnwindSafe(|| {
        for script in all() {
            writing.play(&script, &mut outcome);
        }
    }));
    // Whatever happened: nothing of ours stays behind.
    (outcome.made, outcome.left) = writing.tidies_up();
    if let Err(panic) = played {
        resume_unwind(panic);
    }
    outcome
}

fn read_all(wire: &Wire<'_>, recordings: &Recordings, outcome: &mut Outcome) {
    for step in all().into_iter().flat_map(|script| script.steps) {
        let Step::Say { name, how, .. } = step else {
            continue;
        };
        let Some(recording) = recordings.get(&name).filter(|one| fits(one)) else {
            continue;
        };
        let asked = &recording.request;
        let method = Method::parse(&asked.method).expect("a method");
        let accept = asked.header("accept").unwrap_or("application/json");
        let request = Request::new(method, &asked.path, Utc::now()).with_header("Accept", accept);
        let answer = wire.ask(&request);
        if answer.status == 403 && recording.response.status != 403 {
            outcome.skipped += 1;
            continue;
        }
        outcome.read += 1;
        let how = if how == How::Head { how } else { How::Kinds };
        for one in differences(&answer, &recording.response, how, &mut Binds::default()) {
            outcome.wrong.push(format!("{name}: {one}"));
        }
    }
}

#[cfg(test)]
mod sandbox {
    use super::*;
    use satchel_sandbox::{Crm, Face, Generation, Options};
    use std::sync::{Arc, Mutex};

    /// The sandbox over a real socket, asked as a live server is.
    fn asked(crm: Crm) -> (Outcome, Arc<Mutex<Crm>>) {
        let crm = Arc::new(Mutex::new(crm));
        let face = Face::start(Arc::clone(&crm), 0, Options::default()).expect("a server");
        let origin = face.origin();
        let wire = Wire {
            server: &origin,
            token: "bcrm_pat_admin",
        };
        (ask_all(&wire, "Satchel contract", &Recordings::find()), crm)
    }

    #[test]
    fn the_sandbox_passes_as_a_live_server_and_is_left_as_it_was() {
        if !Wire::has_curl() {
            return say("contract: no curl here, so no socket is tried");
        }
        let before = crate::play::world().case_count();
        let (outcome, crm) = asked(crate::play::world());
        assert_eq!(outcome.wrong, Vec::<String>::new());
        assert!(outcome.read >= 10 && outcome.written >= 10, "{outcome:?}");
        assert!(outcome.made >= 5 && outcome.left.is_empty(), "{outcome:?}");
        let crm = crm.lock().expect("the model");
        assert_eq!(crm.case_count(), before, "nothing of ours stays");
    }

    #[test]
    fn a_server_that_differs_is_told_so_by_name() {
        if !Wire::has_curl() {
            return;
        }
        let mut older = crate::play::world();
        older.set_generation(Generation::G);
        let (outcome, _) = asked(older);
        let names = |name: &str| outcome.wrong.iter().any(|one| one.starts_with(name));
        assert!(names("cases-list-slim-limit2: "), "{:?}", outcome.wrong);
        assert!(
            outcome.left.is_empty(),
            "and still it tidies up: {outcome:?}"
        );
    }
}
