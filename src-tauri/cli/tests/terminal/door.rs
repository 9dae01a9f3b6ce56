//! Signing in and out, keys, and every way to end: exit codes are a promise.

use crate::desk::{Desk, PASSPHRASE, bare, run};
use satchel_core::store::key::{KeySlots, SlotKey};
use satchel_sandbox as sandbox;

#[test]
fn a_token_from_standard_input_lets_in_and_lies_in_the_mirror_only() {
    let desk = Desk::with(3);
    let ran = desk.sign_in();
    assert!(ran.out.contains("Signed in as"), "{}", ran.out);
    for file in std::fs::read_dir(desk.path("mirror")).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let token = sandbox::ALICE.as_bytes();
        let is_open = bytes.windows(token.len()).any(|w| w == token);
        assert!(!is_open, "{} has the token in the open", path.display());
    }
    desk.run(&["sync", "--until-idle"]).ends(0);
}

#[test]
fn a_code_from_the_post_lets_in_and_a_wrong_one_does_not() {
    let desk = Desk::with(3);
    let origin = desk.face.origin();
    let email = desk.server().person("bob").unwrap().email.clone();
    let args = ["sign-in", "--server", &origin, "--code", &email];
    let ran = desk.told(&args, "000000\n").ends(1);
    assert!(ran.err.contains("This code is wrong"), "{}", ran.err);
    assert_eq!(
        desk.run(&["sync", "--json"]).ends(4).fault()["code"],
        "signIn"
    );

    // The code comes by mail after it was asked for: the person types it then.
    let mut command = desk.command(&args);
    let mut child = command.spawn().unwrap();
    let first = desk.server().mailbox(&email).count();
    let code = loop {
        let server = desk.server();
        if server.mailbox(&email).count() > first {
            break server.last_code(&email).unwrap();
        }
        drop(server);
        assert!(child.try_wait().unwrap().is_none(), "it waits for the code");
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    std::io::Write::write_all(
        &mut child.stdin.take().unwrap(),
        format!("{code}\n").as_bytes(),
    )
    .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!String::from_utf8_lossy(&output.stdout).contains(&code));
    desk.run(&["sync", "--until-idle"]).ends(0);
}

#[test]
fn signing_out_keeps_the_mirror_and_what_waits() {
    let desk = Desk::ready(6);
    let id = desk.case().id.to_string();
    desk.run(&["comment", &id, "Later"]).ends(0);
    let left = desk.ask(&["sign-out"]);
    assert_eq!(
        (&left["left"], &left["waiting"]),
        (&"theirs".into(), &1.into())
    );
    let ran = desk.run(&["sync"]).ends(4);
    assert!(ran.err.contains("satchel-cli sign-in"), "{}", ran.err);
    assert!(desk.run(&["show", &id]).ends(0).out.contains("Later"));
    desk.sign_in();
    desk.run(&["sync", "--until-idle"]).ends(0);
    let case = desk.case().id;
    assert_eq!(
        desk.server()
            .comments_of(case)
            .iter()
            .filter(|c| c.text == "Later")
            .count(),
        1
    );
}

#[test]
fn a_token_that_the_server_does_not_take_any_more_asks_to_sign_in() {
    let desk = Desk::ready(3);
    desk.server()
        .web_revokes_tokens("alice", chrono::Utc::now());
    let ran = desk.run(&["sync"]).ends(4);
    assert!(ran.err.contains("Use `satchel-cli sign-in`"), "{}", ran.err);
}

#[test]
fn every_way_to_end_has_its_code() {
    let desk = Desk::with(3);
    let origin = desk.face.origin();
    // Usage.
    desk.run(&["lst"]).ends(2);
    assert_eq!(
        desk.run(&["lst", "--json"]).ends(2).fault()["code"],
        "usage"
    );
    desk.run(&["resolve", "abcd1234", "--mine", "--theirs"])
        .ends(2);
    // No mirror yet; no server there; a token that nobody has.
    assert_eq!(
        desk.run(&["list", "--json"]).ends(1).fault()["code"],
        "noMirror"
    );
    let nowhere = ["sign-in", "--server", "http://127.0.0.1:9", "--json"];
    assert_eq!(
        desk.told(&nowhere, "x\n").ends(3).fault()["code"],
        "offline"
    );
    let ran = desk
        .told(&["sign-in", "--server", &origin], "bcrm_pat_nobody\n")
        .ends(4);
    assert!(!ran.err.contains("bcrm_pat_nobody"), "{}", ran.err);
    assert_eq!(
        desk.run(&["sign-in", "--server", &origin, "--json"])
            .ends(1)
            .fault()["code"],
        "invalid"
    );
    // Keys.
    desk.sign_in();
    std::fs::write(desk.path("passphrase"), "another passphrase").unwrap();
    assert_eq!(
        desk.run(&["list", "--json"]).ends(7).fault()["code"],
        "wrongPassphrase"
    );
    let mut command = bare(&desk.path(""));
    command
        .args(["list", "--json", "--mirror"])
        .arg(desk.path("mirror"));
    assert_eq!(run(command, "").ends(7).fault()["code"], "passphrase");
    // Nowhere to look.
    let mut command = bare(&desk.path(""));
    command.args(["list", "--json"]);
    assert_eq!(run(command, "").ends(1).fault()["code"], "noMirror");
    let help = desk.run(&["--help"]).ends(0).out;
    for line in [
        "0  done",
        "3  the server",
        "5  something needs you",
        "6  another Satchel",
        "7  the key",
    ] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn a_mirror_of_the_keyring_says_so_where_no_keyring_answers() {
    let desk = Desk::ready(3);
    let folder = desk.path("mirror");
    let slots = KeySlots::read(&folder).unwrap().unwrap();
    let key = slots.open_with_passphrase(PASSPHRASE).unwrap();
    let mut slots = KeySlots::new();
    slots
        .set_keyring(&key, &SlotKey::generate().unwrap(), "")
        .unwrap();
    slots.save(&folder).unwrap();
    let mut command = bare(&desk.path(""));
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    command.args(["list", "--json", "--mirror"]).arg(&folder);
    let fault = run(command, "").ends(7).fault();
    assert_eq!(fault["code"], "keyring");
    assert!(
        fault["next"]
            .as_str()
            .unwrap()
            .contains("Nothing was changed")
    );
    // A passphrase that it does not have is not asked for twice.
    assert_eq!(
        desk.run(&["list", "--json"]).ends(7).fault()["code"],
        "keyring"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_folder_the_account_that_the_window_opened_last_is_meant() {
    let desk = Desk::ready(3);
    let data = desk.path(".local/share/org.satchel.desktop");
    let id = uuid::Uuid::from_u128(7).to_string();
    std::fs::create_dir_all(data.join("accounts")).unwrap();
    std::fs::rename(desk.path("mirror"), data.join("accounts").join(&id)).unwrap();
    let last = format!(
        "{{\"id\": \"{id}\", \"origin\": \"{}\"}}",
        desk.face.origin()
    );
    std::fs::write(data.join("account.json"), last).unwrap();
    let mut command = bare(&desk.path(""));
    command.env("SATCHEL_PASSPHRASE_FILE", desk.path("passphrase"));
    command.args(["list", "--view", "all", "--json"]);
    assert!(run(command, "").ends(0).json()["total"].as_u64().unwrap() > 0);
}
