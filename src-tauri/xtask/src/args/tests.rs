//! What can be typed, and what it says where it is not understood.

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
        ("herd --clients all", "all"),
        ("herd 5", "5"),
        ("sandbox --prot 1", "--prot"),
        ("sandbox --port", "--port"),
        ("contract --server http://x", "--token-file"),
        ("contract --sever http://x", "--sever"),
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
fn faults_and_servers_are_handed_on_word_by_word() {
    let faulty = Demo {
        faults: vec!["reply-lost=20%".into(), "latency=800ms".into()],
        ..Demo::default()
    };
    assert_eq!(
        read("demo --fault reply-lost=20% --fault=latency=800ms"),
        Ok(Command::Demo(faulty))
    );
    let told = ["--port", "8000", "--fault", "reset=next"].map(String::from);
    assert_eq!(
        read("sandbox --port=8000 --fault reset=next"),
        Ok(Command::Sandbox(told.into()))
    );
    let live = Live {
        server: "http://127.0.0.1:8000".into(),
        token_file: "token.txt".into(),
    };
    assert_eq!(
        read("contract --server http://127.0.0.1:8000 --token-file token.txt"),
        Ok(Command::Contract(Some(live)))
    );
    assert_eq!(read("contract"), Ok(Command::Contract(None)));
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
        ..Simulate::default()
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
        ..Test::default()
    };
    assert_eq!(read("test unit --fail-fast fmt"), Ok(Command::Test(wanted)));
}
