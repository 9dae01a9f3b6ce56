//! What an administrator set holds in the terminal, too: what is off is off, no other server is spoken to, and a file that
//! can't be read forbids what it could have forbidden.

use crate::desk::{Desk, run};

fn with(desk: &Desk, policy: &str, args: &[&str]) -> (i32, String) {
    std::fs::write(desk.path("policy.json"), policy).unwrap();
    let mut command = desk.command(args);
    command.env("SATCHEL_TEST_POLICY", desk.path("policy.json"));
    let ran = run(command, "");
    (ran.code, ran.err)
}

#[test]
fn what_is_switched_off_is_off_and_the_rest_works() {
    let desk = Desk::ready(6);
    let export = ["export", "--format", "csv"];
    let off = r#"{"off": ["export"]}"#;
    let (code, said) = with(&desk, off, &export);
    assert_eq!(code, 1);
    assert!(
        said.contains("switched off by your administrator"),
        "{said}"
    );
    assert_eq!(with(&desk, off, &["list"]).0, 0);
    assert_eq!(with(&desk, "{}", &export).0, 0);
}

#[test]
fn another_server_is_not_spoken_to_and_a_broken_file_forbids_what_it_could() {
    let desk = Desk::ready(6);
    let asked = desk.server().requests().count();
    for policy in [
        r#"{"server": "crm.elsewhere.example"}"#,
        "{ no",
        r#"{"of": ["export"]}"#,
    ] {
        let (code, said) = with(&desk, policy, &["sync", "--once"]);
        assert_eq!(code, 1, "{policy}: {said}");
        assert!(said.contains("administrator"), "{said}");
        assert_eq!(with(&desk, policy, &["list"]).0, 0, "reading is no harm");
    }
    let (code, said) = with(&desk, "{ no", &["export", "--format", "csv"]);
    assert_eq!(code, 1);
    assert!(said.contains("can’t be read"), "{said}");
    assert_eq!(desk.server().requests().count(), asked, "not one request");
    let this = format!(r#"{{"server": "{}"}}"#, desk.face.origin());
    assert_eq!(with(&desk, &this, &["sync", "--once"]).0, 0);
}
