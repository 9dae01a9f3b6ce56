//! The command line, read into plain data. Pure: nothing is run here.
//!
//! A word that is not known is an error with its reason; `main` adds the usage text and exits with 2.

use crate::suites::Suite;

/// What `cargo xtask help` prints.
pub(crate) const USAGE: &str = "\
usage: cargo xtask <command>

  setup [--for demo|test]   install what is missing to build, run and test (default: test)
  demo                      the app with a CRM of 2,000 invented cases; on a virtual display where there is none
       --smoke              always virtual and fresh; checks itself, takes a picture, quits
       --offline-after-sync cut the network once everything is mirrored
       --fresh              throw the demo's data away first
       --release            the optimized build
       --fault NAME=RATE    something goes wrong on its server; see below
  sandbox                   the demo's CRM as a server of its own, over HTTP, until Ctrl+C
       --port N             listen there (default: any free port)
       --dialect D          bottlecrm (default) or documented
       --generation G       D to H: an older server (default: H)
       --cases N            how many cases (default: 2000)
       --token-file F       write a token here (default: target/sandbox-token.txt)
       --fault NAME=RATE    something goes wrong
  contract                  hold the sandbox against every recorded answer of a real server
       --server URL         hold a live server against them instead, with cases of our own making, marked and deleted
       --token-file F       an administrator's personal access token for it
  dev                       the app against the Vite dev server, rebuilt on every change
  test [SUITE...]           all suites, or those named; --list says which there are
       --fail-fast          stop at the first suite that fails
       --long               with security: what takes longer, too; with supply: what asks the registry
  bench                     measure the engine
       --window [--quick]   measure the real window with 100,000 cases; quick: 5,000, in the build for development
  simulate                  random histories of edits, losses and crashes, from seeds
       --seeds N            how many seeds
       --first S            the first seed
       --ops M              steps per seed
       --seconds T          no more than so many seconds
       --scenario FILE      run a failure again, as its file tells it
       --mutants[=A,B]      switch bugs on, one at a time, until each is caught
  herd                      a day of thousands of clients of one server; draws docs/pictures/herd.svg
       --clients N          how many (default: 10000); other than that nothing is drawn
  pictures                  every screen of the real window, light and dark, into target/pictures
  bindings                  write ui/src/api/bindings.ts from the app's commands
  bundle                    build the packages of this system, their SHA256SUMS beside them, into target/packages/ready
       --check              install each into a scratch root, start it, take it away
       --sign KEY           sign the sums with this key of gpg's
       --twice              build all of it again from a clean copy in another folder, and compare
       --debug              of the build for development
  help                      this page

A fault is NAME=RATE: request-lost, reply-lost, reset, error-after, error-before, too-many-requests, captive-portal,
truncated, slow-body, repeated, session-expired or token-revoked, with off, next, always or a share such as 20%;
or latency=800ms, bandwidth=64k (bytes a second), clock=+10m. It may be given more than once.

Exit code: 0 done, 1 failed, 2 not understood or not there yet.";

/// One invocation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the usage.
    Help,
    /// Make the machine able to build, run and test.
    Setup(Level),
    /// Run the app with invented data.
    Demo(Demo),
    /// Run the demo's CRM alone: what it is told, word by word.
    Sandbox(Vec<String>),
    /// Hold the sandbox, or a live server, against the recordings.
    Contract(Option<Live>),
    /// Run the app against the dev server.
    Dev,
    /// Run the suites.
    Test(Test),
    /// Measure.
    Bench(Bench),
    /// Run the simulation.
    Simulate(Simulate),
    /// A day of so many clients of one server.
    Herd(Option<u64>),
    /// Write the bindings of the window.
    Bindings,
    /// Take a picture of every screen.
    Pictures,
    /// Build the packages.
    Bundle(Bundle),
}

/// How much of the machine `setup` prepares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Enough to build and run.
    Demo,
    /// Everything.
    Test,
}

/// What `bundle` makes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bundle {
    /// Of the build for development: to look at the packages themselves.
    pub(crate) debug: bool,
    /// Install each into a scratch root, start it, take it away.
    pub(crate) check: bool,
    /// The key that signs the sums: as gpg knows it.
    pub(crate) sign: Option<String>,
    /// Build it again from a clean copy in another folder, and compare.
    pub(crate) twice: bool,
}

/// What `bench` measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bench {
    /// The engine.
    Engine,
    /// The real window.
    Window {
        /// Few cases in the build for development: whether the measuring itself works.
        quick: bool,
    },
}

/// The flags of `demo`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Demo {
    /// Virtual display, fresh data, check and quit.
    pub(crate) smoke: bool,
    /// Handed to the app: cut the network after the first full mirror.
    pub(crate) offline_after_sync: bool,
    /// Throw the demo's data away first.
    pub(crate) fresh: bool,
    /// The optimized build.
    pub(crate) release: bool,
    /// Handed to the app: what goes wrong from the beginning.
    pub(crate) faults: Vec<String>,
}

/// A live server for `contract`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Live {
    /// Its address.
    pub(crate) server: String,
    /// The file with a token for it.
    pub(crate) token_file: String,
}

/// The flags of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// Which suites; empty means all.
    pub(crate) suites: Vec<Suite>,
    /// Stop at the first failure.
    pub(crate) fail_fast: bool,
    /// What a suite leaves out for the time it takes, too.
    pub(crate) long: bool,
    /// Only say which suites there are.
    pub(crate) list: bool,
}

/// The flags of `simulate`; what is absent is the simulation's own choice.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Simulate {
    /// How many seeds.
    pub(crate) seeds: Option<u64>,
    /// The first seed.
    pub(crate) first: Option<u64>,
    /// Steps per seed.
    pub(crate) ops: Option<u64>,
    /// No more than so many seconds.
    pub(crate) seconds: Option<u64>,
    /// A failure to run again, as a file tells it.
    pub(crate) scenario: Option<String>,
    /// Seeded bugs to be caught: all, or these.
    pub(crate) mutants: Option<String>,
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Command, String> {
    let Some((command, rest)) = words.split_first() else {
        return Ok(Command::Help);
    };
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    let mut rest = Words(rest);
    match command.as_str() {
        "help" | "--help" | "-h" => rest.end(Command::Help),
        "setup" => setup(&mut rest),
        "demo" => demo(&mut rest),
        "sandbox" => sandbox(&mut rest),
        "contract" => contract(&mut rest),
        "dev" => rest.end(Command::Dev),
        "test" => test(&mut rest),
        "bench" => bench(&mut rest),
        "simulate" => simulate(&mut rest),
        "herd" => herd(&mut rest),
        "bindings" => rest.end(Command::Bindings),
        "pictures" => rest.end(Command::Pictures),
        "bundle" => bundle(&mut rest),
        other => Err(format!("there is no command '{other}'")),
    }
}

fn setup(words: &mut Words<'_>) -> Result<Command, String> {
    let mut level = Level::Test;
    while let Some(word) = words.next() {
        level = match (word, words.value_of(word, "--for")?) {
            (_, Some("demo")) => Level::Demo,
            (_, Some("test")) => Level::Test,
            (_, Some(other)) => return Err(format!("--for takes demo or test, not '{other}'")),
            (other, None) => return Err(unknown("setup", other)),
        };
    }
    Ok(Command::Setup(level))
}

fn bundle(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Bundle::default();
    while let Some(word) = words.next() {
        if let Some(key) = words.value_of(word, "--sign")? {
            options.sign = Some(key.to_owned());
            continue;
        }
        match word {
            "--debug" => options.debug = true,
            "--check" => options.check = true,
            "--twice" => options.twice = true,
            other => return Err(unknown("bundle", other)),
        }
    }
    Ok(Command::Bundle(options))
}

fn demo(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Demo::default();
    while let Some(word) = words.next() {
        if let Some(fault) = words.value_of(word, "--fault")? {
            options.faults.push(fault.to_owned());
            continue;
        }
        match word {
            "--smoke" => options.smoke = true,
            "--offline-after-sync" => options.offline_after_sync = true,
            "--fresh" => options.fresh = true,
            "--release" => options.release = true,
            other => return Err(unknown("demo", other)),
        }
    }
    if options.smoke && options.offline_after_sync {
        return Err(
            "--smoke checks the first mirror and quits; --offline-after-sync has no meaning there"
                .into(),
        );
    }
    Ok(Command::Demo(options))
}

/// The server reads the values; here it is only made sure that they are there.
fn sandbox(words: &mut Words<'_>) -> Result<Command, String> {
    const FLAGS: [&str; 6] = [
        "--port",
        "--dialect",
        "--generation",
        "--cases",
        "--token-file",
        "--fault",
    ];
    let mut told = vec![];
    while let Some(word) = words.next() {
        let mut known = false;
        for flag in FLAGS {
            if let Some(value) = words.value_of(word, flag)? {
                told.extend([flag.to_owned(), value.to_owned()]);
                known = true;
            }
        }
        if !known {
            return Err(unknown("sandbox", word));
        }
    }
    Ok(Command::Sandbox(told))
}

fn contract(words: &mut Words<'_>) -> Result<Command, String> {
    let (mut server, mut token_file) = (None, None);
    while let Some(word) = words.next() {
        if let Some(text) = words.value_of(word, "--server")? {
            server = Some(text.to_owned());
        } else if let Some(text) = words.value_of(word, "--token-file")? {
            token_file = Some(text.to_owned());
        } else {
            return Err(unknown("contract", word));
        }
    }
    match (server, token_file) {
        (None, None) => Ok(Command::Contract(None)),
        (Some(server), Some(token_file)) => {
            Ok(Command::Contract(Some(Live { server, token_file })))
        }
        _ => Err("a live server wants both --server and --token-file".into()),
    }
}

fn test(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Test::default();
    while let Some(word) = words.next() {
        match word {
            "--fail-fast" => options.fail_fast = true,
            "--long" => options.long = true,
            "--list" => options.list = true,
            flag if flag.starts_with('-') => return Err(unknown("test", flag)),
            name => options.suites.push(Suite::named(name)?),
        }
    }
    Ok(Command::Test(options))
}

fn simulate(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Simulate::default();
    while let Some(word) = words.next() {
        if let Some(text) = words.value_of(word, "--seeds")? {
            options.seeds = Some(number("--seeds", text)?);
        } else if let Some(text) = words.value_of(word, "--first")? {
            options.first = Some(number("--first", text)?);
        } else if let Some(text) = words.value_of(word, "--ops")? {
            options.ops = Some(number("--ops", text)?);
        } else if let Some(text) = words.value_of(word, "--seconds")? {
            options.seconds = Some(number("--seconds", text)?);
        } else if let Some(text) = words.value_of(word, "--scenario")? {
            options.scenario = Some(text.to_owned());
        } else if word == "--mutants" {
            options.mutants = Some("all".to_owned());
        } else if let Some(names) = word.strip_prefix("--mutants=") {
            options.mutants = Some(names.to_owned());
        } else {
            return Err(unknown("simulate", word));
        }
    }
    Ok(Command::Simulate(options))
}

fn bench(words: &mut Words<'_>) -> Result<Command, String> {
    let (mut window, mut quick) = (false, false);
    while let Some(word) = words.next() {
        match word {
            "--window" => window = true,
            "--quick" => quick = true,
            _ => return Err(unknown("bench", word)),
        }
    }
    match (window, quick) {
        (false, false) => Ok(Command::Bench(Bench::Engine)),
        (false, true) => Err("--quick is for --window".to_owned()),
        (true, quick) => Ok(Command::Bench(Bench::Window { quick })),
    }
}

fn herd(words: &mut Words<'_>) -> Result<Command, String> {
    let mut clients = None;
    while let Some(word) = words.next() {
        match words.value_of(word, "--clients")? {
            Some(text) => clients = Some(number("--clients", text)?),
            None => return Err(unknown("herd", word)),
        }
    }
    Ok(Command::Herd(clients))
}

fn number(flag: &str, text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("{flag} takes a number, not '{text}'"))
}

fn unknown(command: &str, word: &str) -> String {
    format!("'{command}' does not know '{word}'")
}

/// The words not read yet.
struct Words<'a>(&'a [String]);

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// The value of `flag`, written `--flag value` or `--flag=value`, where `word` is that flag.
    fn value_of(&mut self, word: &'a str, flag: &str) -> Result<Option<&'a str>, String> {
        if word == flag {
            let value = self.next().ok_or_else(|| format!("{flag} wants a value"))?;
            return Ok(Some(value));
        }
        Ok(word
            .strip_prefix(flag)
            .and_then(|rest| rest.strip_prefix('=')))
    }

    fn end(&mut self, command: Command) -> Result<Command, String> {
        match self.next() {
            None => Ok(command),
            Some(word) => Err(format!("'{word}' is one word too many")),
        }
    }
}

#[cfg(test)]
mod tests;
