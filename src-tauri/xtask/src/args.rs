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
  dev                       the app against the Vite dev server, rebuilt on every change
  test [SUITE...]           all suites, or those named; --list says which there are
       --fail-fast          stop at the first suite that fails
  bench                     measure
  simulate                  random histories of edits, losses and crashes, from seeds
       --seeds N            how many seeds
       --first S            the first seed
       --ops M              steps per seed
  bindings                  write ui/src/api/bindings.ts from the app's commands
  bundle                    build the installable package (.deb)
  help                      this page

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
    /// Run the app against the dev server.
    Dev,
    /// Run the suites.
    Test(Test),
    /// Measure.
    Bench,
    /// Run the simulation.
    Simulate(Simulate),
    /// Write the bindings of the window.
    Bindings,
    /// Build the package.
    Bundle,
}

/// How much of the machine `setup` prepares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Enough to build and run.
    Demo,
    /// Everything.
    Test,
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
}

/// The flags of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// Which suites; empty means all.
    pub(crate) suites: Vec<Suite>,
    /// Stop at the first failure.
    pub(crate) fail_fast: bool,
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
        "dev" => rest.end(Command::Dev),
        "test" => test(&mut rest),
        "bench" => rest.end(Command::Bench),
        "simulate" => simulate(&mut rest),
        "bindings" => rest.end(Command::Bindings),
        "bundle" => rest.end(Command::Bundle),
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

fn demo(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Demo::default();
    while let Some(word) = words.next() {
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

fn test(words: &mut Words<'_>) -> Result<Command, String> {
    let mut options = Test::default();
    while let Some(word) = words.next() {
        match word {
            "--fail-fast" => options.fail_fast = true,
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
        } else {
            return Err(unknown("simulate", word));
        }
    }
    Ok(Command::Simulate(options))
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
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&words)
    }

    #[test]
    fn no_word_and_a_call_for_help_print_the_usage() {
        for line in ["", "help", "--help", "-h", "demo --help", "test -h"] {
            assert_eq!(read(line), Ok(Command::Help), "{line}");
        }
    }

    #[test]
    fn an_unknown_command_or_flag_is_refused_by_name() {
        for (line, culprit) in [
            ("dmeo", "dmeo"),
            ("demo --smokey", "--smokey"),
            ("test --fast", "--fast"),
            ("test units", "units"),
            ("setup --for fun", "fun"),
            ("setup demo", "demo"),
            ("simulate --seeds many", "many"),
            ("bench now", "now"),
        ] {
            let reason = read(line).expect_err(line);
            assert!(reason.contains(culprit), "{line}: {reason}");
        }
    }

    #[test]
    fn demo_takes_its_flags_in_any_order() {
        let wanted = Demo {
            fresh: true,
            release: true,
            ..Demo::default()
        };
        assert_eq!(read("demo --release --fresh"), Ok(Command::Demo(wanted)));
    }

    #[test]
    fn smoke_and_going_offline_exclude_each_other() {
        assert!(read("demo --smoke --offline-after-sync").is_err());
    }

    #[test]
    fn a_value_may_follow_its_flag_or_an_equals_sign() {
        let wanted = Simulate {
            seeds: Some(5),
            first: Some(40),
            ops: None,
        };
        assert_eq!(
            read("simulate --seeds 5 --first=40"),
            Ok(Command::Simulate(wanted))
        );
        assert_eq!(read("setup --for=demo"), Ok(Command::Setup(Level::Demo)));
        assert_eq!(read("setup"), Ok(Command::Setup(Level::Test)));
        assert!(read("simulate --ops").is_err());
    }

    #[test]
    fn test_keeps_the_suites_it_was_given() {
        let wanted = Test {
            suites: vec![Suite::Unit, Suite::Fmt],
            fail_fast: true,
            list: false,
        };
        assert_eq!(read("test unit --fail-fast fmt"), Ok(Command::Test(wanted)));
    }
}
