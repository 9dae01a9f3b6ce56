//! The suites of `test`: what each is called, proves, needs and runs. The order here is the order they run in.

use std::process::Command;
use std::time::Instant;

use crate::args::Demo;
use crate::display::Session;
use crate::lanes::{self, Tests};
use crate::packages::Need;
use crate::process::{Done, app_binary, cargo, of_all, root, run};
use crate::{demo, proof, supply, ui};

/// What of the window's tests is about security, by the names of its rooms.
const LONG: [&str; 13] = [
    "hostile::",
    "fence::",
    "lost::",
    "keyring::",
    "passphrase::",
    "leaving::",
    "bus::",
    "unwatched::",
    "clipboard::",
    "opened::",
    "links::",
    "alert::told::",
    "trouble::",
];

/// One suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// Formatting.
    Fmt,
    /// The rules of the architecture.
    Tidy,
    /// What we take from others.
    Supply,
    /// Clippy.
    Lint,
    /// Each crate's own tests.
    Unit,
    /// The proof without a window.
    Journeys,
    /// A lost laptop.
    Security,
    /// The web side.
    Ui,
    /// The shell.
    App,
    /// The real window.
    Window,
    /// The demo, checking itself.
    Smoke,
    /// The simulation: the last, it has the time that the others leave.
    Simulation,
}

/// All suites, in order.
pub(crate) const ALL: [Suite; 12] = [
    Suite::Fmt,
    Suite::Tidy,
    Suite::Supply,
    Suite::Lint,
    Suite::Unit,
    Suite::Journeys,
    Suite::Security,
    Suite::Ui,
    Suite::App,
    Suite::Window,
    Suite::Smoke,
    Suite::Simulation,
];

impl Suite {
    /// The word on the command line and in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Supply => "supply",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Journeys => "journeys",
            Self::Security => "security",
            Self::Simulation => "simulate",
            Self::Ui => "ui",
            Self::App => "app",
            Self::Window => "window",
            Self::Smoke => "smoke",
        }
    }

    /// What it proves, in a sentence.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Fmt => "The Rust sources are formatted.",
            Self::Tidy => "The rules of the architecture hold.",
            Self::Supply => {
                "Every crate and package has a licence we may use and a known source, and no crate a known weakness."
            }
            Self::Lint => "Clippy has nothing to say.",
            Self::Unit => {
                "The engine, the sandbox, the terminal and these commands pass their own tests."
            }
            Self::Journeys => "People and a CRM, offline and back, end with the same cases.",
            Self::Security => "A lost laptop tells nobody anything, and loses nothing unsent.",
            Self::Simulation => {
                "Whatever happens between two computers and a CRM, every promise is kept."
            }
            Self::Ui => "The web side is typed, linted, tested and built.",
            Self::App => "The shell passes its tests, and its bindings are current.",
            Self::Window => "The real window shows and does what a person expects.",
            Self::Smoke => "The demo mirrors 2,000 cases and paints them.",
        }
    }

    /// The suite of this name.
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        ALL.into_iter()
            .find(|suite| suite.name() == name)
            .ok_or_else(|| {
                let names = ALL.map(Self::name).join(", ");
                format!("there is no suite '{name}'; there are {names}")
            })
    }

    /// What the machine must have.
    pub(crate) fn needs(self, long: bool) -> &'static [Need] {
        match self {
            Self::Security if long => Self::Window.needs(false),
            Self::Fmt => &[Need::Lint],
            Self::Supply => &[Need::Compile, Need::Lint, Need::Ui, Need::Supply],
            Self::Tidy => &[Need::Compile, Need::Lint],
            Self::Lint => &[Need::Compile, Need::Lint, Need::Window],
            Self::Unit | Self::Journeys | Self::Security | Self::Simulation => &[Need::Compile],
            Self::Ui => &[Need::Ui],
            Self::App => &[Need::Compile, Need::Ui, Need::Window],
            Self::Window => &[
                Need::Compile,
                Need::Ui,
                Need::Window,
                Need::Display,
                Need::Proof,
            ],
            Self::Smoke => &[Need::Compile, Need::Ui, Need::Window, Need::Display],
        }
    }

    /// Runs it; `long`: with what it leaves out otherwise, where it leaves out anything. `end`: when the whole is to be over,
    /// for what can be made shorter.
    pub(crate) fn run(self, long: bool, end: Instant) -> Done {
        match self {
            Self::Security if long => long_security(),
            Self::Fmt => run(&mut cargo(["fmt", "--all", "--check"])),
            Self::Tidy => {
                supply::fetch().and_then(|()| run(of_all("test").args(["--test", "tidy"])))
            }
            Self::Supply => supply::check(long),
            Self::Lint => lint(),
            Self::Unit => unit(),
            Self::Journeys => journeys(),
            Self::Security => security(),
            Self::Simulation => proof::simulation_suite(end),
            Self::Ui => ["check", "lint", "test", "build"]
                .into_iter()
                .try_for_each(ui::script),
            Self::App => app(),
            // One journey while one works on it: SATCHEL_ONLY=leaving.
            Self::Window => window(std::env::var("SATCHEL_ONLY").ok().as_deref()),
            Self::Smoke => demo::run(&Demo {
                smoke: true,
                ..Demo::default()
            }),
        }
    }
}

fn security() -> Done {
    run(of_all("test").args(["--test", "security"]))
}

/// Also: chance looks elsewhere and longer for names, texts and answers that do harm, hostile text is looked at in a narrow
/// window, and in the words of a refusal, each of them, connections that are listened to or bent are tried, and in the real
/// window: the fence, the lost laptop with its minute without a touch, the keyring, the bus, the running program from outside.
fn long_security() -> Done {
    security()?;
    let mut fuzz = of_all("test");
    let elsewhere = [
        ("SATCHEL_FUZZ_EXECUTIONS", "200000"),
        ("SATCHEL_FUZZ_SEED", "2"),
    ];
    run(fuzz.args(["--test", "fuzz"]).envs(elsewhere))?;
    // TLS, redirects, addresses that lead elsewhere, answers out of bounds.
    run(of_all("test").args(["--test", "contract"]))?;
    window_with(&LONG, true)
}

fn lint() -> Done {
    // The shell's macros want a page.
    ui::stand_in()?;
    run(of_all("clippy").args(["--all-targets", "--", "-D", "warnings"]))
}

fn unit() -> Done {
    let mut command = of_all("test");
    command.args(["--lib", "--test", "terminal"]);
    for program in ["satchel-cli", "satchel-sandbox", "xtask"] {
        command.args(["--bin", program]);
    }
    run(&mut command)
}

fn journeys() -> Done {
    let file = root().join("tests/Cargo.toml");
    let manifest =
        std::fs::read_to_string(&file).map_err(|error| format!("tests/Cargo.toml: {error}"))?;
    let mut command = of_all("test");
    for name in test_targets(&manifest) {
        if !["tidy", "window", "security"].contains(&name) {
            command.args(["--test", name]);
        }
    }
    run(&mut command)
}

fn app() -> Done {
    ui::build()?;
    run(of_all("test").args(["--bin", "satchel"]))
}

/// The real window: everything, or the tests whose names hold this.
pub(crate) fn window(only: Option<&str>) -> Done {
    let only: Vec<&str> = only.into_iter().collect();
    window_with(&only, false)
}

fn window_with(only: &[&str], long: bool) -> Done {
    demo::build_beside_tests()?;
    // Building belongs to the person's home, running to the sessions'.
    let tests = Tests::of("window", only, long)?;
    lanes::run(&tests, |lane| {
        let session = Session::start(&format!("window-{lane}"), true)?;
        Ok(move |command: &mut Command| {
            session.equip(command);
            command.env("SATCHEL_BIN", app_binary(false));
            if long {
                command.env("SATCHEL_LONG", "1");
            }
        })
    })
}

/// The names of the `[[test]]` tables of a manifest.
fn test_targets(manifest: &str) -> Vec<&str> {
    let mut names = vec![];
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[[test]]";
        } else if let Some((key, value)) = line.split_once('=')
            && inside
            && key.trim() == "name"
        {
            names.push(value.trim().trim_matches('"'));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suite_is_found_by_its_name_and_says_what_it_proves() {
        for suite in ALL {
            assert_eq!(Suite::named(suite.name()), Ok(suite));
            assert!(suite.sentence().ends_with('.'));
        }
        let reason = Suite::named("units").expect_err("no such suite");
        assert!(reason.contains("fmt, tidy, supply, lint, unit"), "{reason}");
    }

    #[test]
    fn test_targets_are_read_from_the_manifest() {
        let manifest = "[package]\nname = \"satchel-tests\"\n\n[[test]]\nname = \"tidy\"\n\
            path = \"tidy/main.rs\"\n[[test]]\npath = \"journeys/main.rs\"\nname=\"journeys\"\n\
            [dependencies]\nname = \"no\"\n";
        assert_eq!(test_targets(manifest), ["tidy", "journeys"]);
    }
}
