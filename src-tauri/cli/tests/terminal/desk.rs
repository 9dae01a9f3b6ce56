//! A person at a terminal: a folder for the mirror, a file with the passphrase, and a server.

use chrono::Utc;
use satchel_sandbox::{self as sandbox, Case, Crm, Dialect, Face, Options};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use tempfile::TempDir;

/// What must never be printed.
pub(crate) const PASSPHRASE: &str = "seven swans a-swimming";

/// The person, the folder and the server.
pub(crate) struct Desk {
    model: Arc<Mutex<Crm>>,
    pub(crate) face: Face,
    home: TempDir,
}

/// What a command led to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// It ended like this; says what was printed where it did not.
    pub(crate) fn ends(self, code: i32) -> Ran {
        let Ran {
            code: was,
            out,
            err,
        } = &self;
        assert_eq!(*was, code, "\nstdout: {out}\nstderr: {err}");
        self
    }

    /// The answer.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    /// The trouble.
    pub(crate) fn fault(&self) -> Value {
        assert_eq!(self.out, "", "trouble is no answer");
        serde_json::from_str(&self.err).unwrap_or_else(|e| panic!("{e}: {}", self.err))
    }
}

impl Desk {
    /// A server with so many cases, and nobody signed in.
    pub(crate) fn with(cases: usize) -> Desk {
        let model = sandbox::seed::demo(Dialect::Bottlecrm, cases, Utc::now());
        let model = Arc::new(Mutex::new(model));
        let face = Face::start(Arc::clone(&model), 0, Options::default()).unwrap();
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        Desk { model, face, home }
    }

    /// Signed in as alice, and synced.
    pub(crate) fn ready(cases: usize) -> Desk {
        let desk = Desk::with(cases);
        desk.sign_in();
        desk.run(&["sync", "--until-idle"]).ends(0);
        desk
    }

    /// Signs in with alice's token.
    pub(crate) fn sign_in(&self) -> Ran {
        let origin = self.face.origin();
        let token = format!("{}\n", sandbox::ALICE);
        self.told(&["sign-in", "--server", &origin], &token).ends(0)
    }

    /// What the server holds.
    pub(crate) fn server(&self) -> MutexGuard<'_, Crm> {
        self.model.lock().unwrap()
    }

    /// An open case of the server's without files and short of words, so that what is added stands out.
    pub(crate) fn case(&self) -> Case {
        let server = self.server();
        let listed = |c: &&Case| {
            c.is_active
                && c.merged.is_none()
                && matches!(c.status.as_str(), "New" | "Assigned" | "Pending")
        };
        server.cases().find(listed).expect("an open case").clone()
    }

    /// A file or folder of the person's.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// As an argument.
    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The program, with the mirror and the passphrase named.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = bare(self.home.path());
        command
            .args(args)
            .arg("--mirror")
            .arg(self.path("mirror"))
            .arg("--passphrase-file")
            .arg(self.path("passphrase"));
        command
    }

    /// Runs it.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.told(args, "")
    }

    /// Runs it, with this on standard input.
    pub(crate) fn told(&self, args: &[&str], input: &str) -> Ran {
        let ran = run(self.command(args), input);
        // Whatever it does: no secret comes out of it.
        for secret in [sandbox::ALICE, sandbox::BOB, PASSPHRASE] {
            let told = ran.out.contains(secret) || ran.err.contains(secret);
            assert!(!told, "a secret was printed by {args:?}");
        }
        ran
    }

    /// Runs it, and reads its answer as JSON.
    pub(crate) fn ask(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let ran = self.run(&args).ends(0);
        assert_eq!(ran.err, "", "with --json, standard error is for trouble");
        ran.json()
    }
}

/// The program, for somebody at home in this folder and with nothing else around.
pub(crate) fn bare(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_satchel-cli"));
    command.env_clear().env("HOME", home).env("TZ", "UTC");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs it, with this on standard input.
pub(crate) fn run(mut command: Command, input: &str) -> Ran {
    let mut child = command.spawn().unwrap();
    // Whoever reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().expect("it ended by itself"),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}
