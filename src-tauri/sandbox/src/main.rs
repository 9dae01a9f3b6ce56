//! The sandbox as a server of its own: `cargo xtask sandbox`. Runs until it is interrupted.
//!
//! Only the command line lives here. It says where it listens, writes a token into a file, and shows the letters the
//! server sends, since nobody else delivers them: that is how one signs in with a code.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a server at a terminal says where it is"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ALICE, Crm, Dialect, Face, Generation, Options, Setting, seed};

const USAGE: &str = "\
usage: satchel-sandbox [options]

  --port N                        listen on 127.0.0.1:N (default: any free port)
  --dialect bottlecrm|documented  the real Django-CRM, or its published description (default: bottlecrm)
  --generation D|E|F|G|H          which age of the real server (default: H, the current one)
  --cases N                       how many invented cases (default: 2000)
  --token-file FILE               write the access token of an administrator here
  --fault NAME=RATE               off, next, always or 20%; may be given more than once
  --fault latency=800ms | bandwidth=64k | clock=+10m";

/// How often the mailbox is looked into.
const LOOK: Duration = Duration::from_millis(500);

#[derive(Debug, PartialEq)]
struct Wanted {
    port: u16,
    dialect: Dialect,
    generation: Generation,
    cases: usize,
    token_file: Option<PathBuf>,
    settings: Vec<Setting>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        let faults = satchel_sandbox::Fault::ALL.map(|fault| fault.name());
        println!("{USAGE}\n\nfaults: {}", faults.join(", "));
        return ExitCode::SUCCESS;
    }
    let wanted = match read(&words) {
        Ok(wanted) => wanted,
        Err(reason) => {
            eprintln!("error: {reason}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match serve(&wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[String]) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        port: 0,
        dialect: Dialect::Bottlecrm,
        generation: Generation::H,
        cases: 2_000,
        token_file: None,
        settings: Vec::new(),
    };
    let mut words = words.iter();
    while let Some(flag) = words.next() {
        let (flag, glued) = match flag.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (flag.as_str(), None),
        };
        let mut value = || {
            let value = glued.clone().or_else(|| words.next().cloned());
            value.ok_or_else(|| format!("{flag} wants a value"))
        };
        match flag {
            "--port" => wanted.port = number(flag, &value()?)?,
            "--cases" => wanted.cases = number(flag, &value()?)?,
            "--token-file" => wanted.token_file = Some(PathBuf::from(value()?)),
            "--fault" => wanted.settings.push(Setting::parse(&value()?)?),
            "--dialect" => {
                wanted.dialect = match value()?.as_str() {
                    "bottlecrm" => Dialect::Bottlecrm,
                    "documented" => Dialect::Documented,
                    other => {
                        return Err(format!(
                            "--dialect takes bottlecrm or documented, not '{other}'"
                        ));
                    }
                }
            }
            "--generation" => {
                let name = value()?;
                let found = Generation::ALL
                    .into_iter()
                    .find(|one| format!("{one:?}") == name);
                wanted.generation = found
                    .ok_or_else(|| format!("--generation takes D, E, F, G or H, not '{name}'"))?;
            }
            other => return Err(format!("there is no option '{other}'")),
        }
    }
    Ok(wanted)
}

fn number<T: std::str::FromStr>(flag: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{flag} takes a number, not '{text}'"))
}

fn serve(wanted: &Wanted) -> std::io::Result<()> {
    let mut crm = seed::demo(wanted.dialect, wanted.cases, Utc::now());
    if wanted.dialect == Dialect::Bottlecrm {
        crm.set_generation(wanted.generation);
    }
    for setting in &wanted.settings {
        setting.apply(&mut crm.faults);
    }
    let (organization, cases) = (crm.org().id, crm.case_count());
    let crm = Arc::new(Mutex::new(crm));
    let face = Face::start(Arc::clone(&crm), wanted.port, Options::default())?;
    println!("sandbox: {} holds {cases} cases", face.origin());
    println!("organization: {organization}");
    if let Some(file) = &wanted.token_file {
        write_token(file)?;
        println!("token: in {}", file.display());
    }
    println!("Ctrl+C ends it.");
    let mut shown = BTreeMap::new();
    loop {
        std::thread::sleep(LOOK);
        show_letters(
            &crm.lock().unwrap_or_else(PoisonError::into_inner),
            &mut shown,
        );
    }
}

/// Only the person themselves may read it, as with any token.
fn write_token(file: &Path) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(ALICE.as_bytes())
}

/// Says what has been mailed since the last time.
fn show_letters(crm: &Crm, shown: &mut BTreeMap<String, usize>) {
    for person in crm.people() {
        let seen = shown.entry(person.email.clone()).or_default();
        for letter in crm.mailbox(&person.email).skip(*seen) {
            *seen += 1;
            let code = letter.code.as_deref().map(|code| format!("code {code}"));
            let link = letter
                .link
                .as_deref()
                .map(|secret| format!("link token {secret}"));
            let said = code.or(link).unwrap_or_default();
            println!("mail to {}: {said}", person.email);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Result<Wanted, String> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        read(&words)
    }

    #[test]
    fn the_command_line_is_read_and_refused_by_the_word() {
        let wanted = line("--port 8000 --dialect=documented --cases 5 --fault reset=next").unwrap();
        assert_eq!((wanted.port, wanted.cases), (8000, 5));
        assert_eq!(wanted.dialect, Dialect::Documented);
        assert_eq!(wanted.settings.len(), 1);
        assert_eq!(line("--generation E").unwrap().generation, Generation::E);
        for (text, culprit) in [
            ("--prot 1", "--prot"),
            ("--port many", "many"),
            ("--generation Z", "'Z'"),
            ("--fault rest=next", "reset"),
            ("--cases", "wants a value"),
        ] {
            let reason = line(text).unwrap_err();
            assert!(reason.contains(culprit), "{text}: {reason}");
        }
    }
}
