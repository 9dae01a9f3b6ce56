//! Journey: a lost laptop. It locks when it sleeps, and then neither the page nor a command tells anything; the draft is
//! there after unlocking. A keyring that lost the key is no end. And when nobody asks the server for a month, it stays shut
//! until a sign-in, with everything unsent still in it (product, journey 9).

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use fantoccini::key::Key;
use memchr::memmem;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::lease::Standing;
use satchel_core::store::Place;
use satchel_core::store::key::KeySlots;
use satchel_sandbox::{ALICE, BOB, Role};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::screen::Screen;
use crate::server::Server;

const PASSPHRASE: &str = "correct horse battery staple";
const DESCRIPTION: &str = "Canary Girlitz, half a descri";
const DRAFT: &str = "Canary Zeisig 4711";

#[test]
fn a_suspended_laptop_tells_nothing_and_the_draft_is_there_after_unlocking() {
    let server = Server::start(40);
    let mut desk = Desk::open(Home::new("lost_suspended"), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let title = desk.title();
    desk.clicks("composer-public");
    desk.types("composer-text", DRAFT);
    desk.clicks("description-edit");
    desk.types_over("description-text", DESCRIPTION);

    desktop::tells(
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager.PrepareForSleep",
        &["boolean:true"],
    );
    desk.waits_for("locked[data-why=suspend]");
    tells_nothing(&desk, &[DRAFT, DESCRIPTION, &title, &row, "alice@"]);
    let requests = server.crm().requests().count();

    // Whoever sits there starts it anew: the keyring is open, and does not open what was locked.
    desk.restarts();
    desk.waits_for("locked");
    assert!(!desk.sees("unlock-keyring"));
    tells_nothing(&desk, &[DRAFT, DESCRIPTION, &title, &row, "alice@"]);
    assert_eq!(
        server.crm().requests().count(),
        requests,
        "nothing is synced"
    );
    desk.types("passphrase", "correct horse battery stable");
    desk.clicks("passphrase-submit");
    desk.waits_for("passphrase-error[data-code=wrongPassphrase]");

    desk.types_over("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");
    desk.looks_at("all");
    desk.opens(&row);
    desk.clicks("composer-public");
    desk.waits("the draft", |desk| desk.value("composer-text") == DRAFT);
    desk.waits("the description that was begun", |desk| {
        desk.value("description-text") == DESCRIPTION
    });

    // By hand, and with the screen.
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.types("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");
    let screen = Screen::start();
    screen.locks();
    desk.waits_for("locked[data-why=screen]");
    desk.end();
}

/// With the shortest time there is to choose, which is a minute: so it runs where it is long enough anyway.
#[test]
#[ignore = "a minute without a touch; cargo xtask test security --long"]
fn nobody_touches_it_for_a_minute_and_it_locks_where_that_keeps_somebody_out() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("lost_idle"), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    desk.clicks("nav-settings");
    desk.chooses("lock-idle", "1");
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let title = desk.title();
    desk.waits_long("a lock", Duration::from_secs(150), |desk| {
        desk.sees("locked[data-why=idle]")
    });
    tells_nothing(&desk, &[&title, &row, "alice@"]);
    let requests = server.crm().requests().count();
    desk.types("passphrase", PASSPHRASE);
    assert_eq!(
        server.crm().requests().count(),
        requests,
        "nothing is synced"
    );
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");
}

#[test]
fn a_keyring_that_lost_the_key_is_no_end_and_what_was_unsent_arrives_once() {
    let server = Server::start(40);
    let mut desk = Desk::open(Home::new("lost_keyring"), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    server.unplug();
    desk.says("public", "Before the keyring was emptied");
    desk.waits("a count on disk", |desk| {
        let noted = std::fs::read_to_string(desk.home().account().join("at-stake.json"));
        noted.is_ok_and(|text| text.contains("\"unsent\":1"))
    });
    desk.end();
    let account = desk.home().account();
    let id = account
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let forgotten = desktop::keyring_forgets(&format!("mirror key {id}"));
    assert_eq!(forgotten.len(), 1, "{forgotten:?}");

    desk.restarts();
    desk.waits_for("locked[data-why=keyringMissing]");
    desk.waits_for_text("at-stake", "1 unsent change on 1 case");
    desk.clicks("anew");
    desk.waits_for("anew-explain");
    desk.clicks("anew-sure");
    desk.waits_for("signin-server");
    server.plug();
    desk.types_over("signin-server", &server.origin());
    desk.clicks("signin-continue");
    desk.clicks("signin-way-token");
    desk.types("signin-token", ALICE);
    desk.clicks("signin-submit");
    desk.waits_until_up_to_date();
    assert_eq!(server.times_said("Before the keyring was emptied"), 0);

    // The passphrase is remembered after all.
    desk.clicks("nav-settings");
    desk.waits_for_text("held-copy", "1 unsent change");
    desk.clicks("held-open");
    desk.types("held-key", PASSPHRASE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("what was unsent", |_| {
        server.times_said("Before the keyring was emptied") == 1
    });
    desk.waits("no copy left aside", |desk| !desk.sees("held-copy"));
    desk.waits_until_up_to_date();
    assert_eq!(server.times_said("Before the keyring was emptied"), 1);
}

#[test]
fn a_lost_laptop_stays_shut_after_its_lease_and_gives_everything_back_after_a_sign_in() {
    let server = Server::start(40);
    let mut desk = Desk::open(Home::new("lost_lease"), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let title = desk.title();
    server.unplug();
    desk.says("public", DRAFT);
    the_process_keeps_to_itself(&desk, &[DRAFT, &title, ALICE, PASSPHRASE]);
    desk.end();
    nothing_can_be_read(&desk, &[DRAFT, &title, ALICE, PASSPHRASE]);

    assert!(server.crm().web_revokes_tokens("alice", Utc::now()));
    a_month_passes(&desk);
    server.plug();
    desk.restarts();
    desk.waits_for("locked[data-why=lease]");
    desk.waits_for_text("at-stake", "1 unsent change");
    tells_nothing(&desk, &[DRAFT, &title, &row]);
    // The right passphrase is not enough: the server says no. Nothing is wiped for that.
    desk.types("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_for("passphrase-error[data-code=signIn]");
    assert!(desk.home().account().join("mirror.db").exists());
    tells_nothing(&desk, &[DRAFT, &title, &row]);

    // The laptop is found.
    let profile = server.crm().person("alice").expect("alice").profile;
    server.crm().issue_token("bcrm_pat_found", profile, &[]);
    desk.clicks("lock-sign-in");
    desk.waits_for("signin-server");
    desk.clicks("signin-continue");
    desk.clicks("signin-way-token");
    desk.types("signin-token", "bcrm_pat_found");
    desk.clicks("signin-submit");
    desk.waits("what was unsent", |_| server.times_said(DRAFT) == 1);
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    assert!(desk.rows().contains(&row));
}

#[test]
fn a_title_and_a_reply_begun_anew_outlive_a_lock_and_a_sign_out_and_are_not_shown_to_somebody_else()
{
    const TITLE: &str = "Canary Stieglitz at the gate";
    const REWRITTEN: &str = "Canary Gimpel, said bett";
    let server = Server::start(20);
    let case = server.a_calm_case();
    let bob = server.crm().person("bob").expect("bob").profile;
    server.crm().set_role(bob, Role::Admin);
    let desk = Desk::open(Home::new("lost_begun"), &[]);
    desk.signs_in(&server, ALICE);
    looks_up(&desk, &case.name);
    desk.says("public", "Said too early");
    desk.waits("the reply", |_| server.times_said("Said too early") == 1);
    // It stands there as the server has it.
    desk.waits_for("comment-delete");
    desk.clicks("comment-edit");
    desk.types_over("comment-text", REWRITTEN);
    desk.clicks("case-title button");
    desk.types_over("case-title-input", TITLE);

    let locks = |desk: &Desk| {
        desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
        desk.waits_for("locked[data-why=person]");
        tells_nothing(desk, &[TITLE, REWRITTEN]);
    };
    let is_as_it_was_left = |desk: &Desk| {
        looks_up(desk, &case.name);
        desk.waits("the title", |desk| desk.value("case-title-input") == TITLE);
        desk.waits("the reply", |desk| desk.value("comment-text") == REWRITTEN);
    };
    locks(&desk);
    desk.clicks("unlock-keyring");
    is_as_it_was_left(&desk);
    locks(&desk);

    // Somebody else, at the same window: after the lock, and after she signed out.
    desk.clicks("lock-sign-in");
    desk.signs_in_with(BOB);
    sees_nothing_begun(&desk, &case.name);
    desk.clicks("nav-settings");
    desk.clicks("other-mirror");
    desk.waits_for("queue");
    is_as_it_was_left(&desk);
    assert_eq!(server.case(&case.name).name, case.name, "nothing was kept");
    assert_eq!(server.times_said(REWRITTEN), 0);
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    desk.clicks("sign-out-go");
    desk.waits_for("signed-out");
    // Her copy stayed, with what she had begun in it, as with her drafts.
    desk.signs_in_with(ALICE);
    is_as_it_was_left(&desk);
}

fn sees_nothing_begun(desk: &Desk, case: &str) {
    looks_up(desk, case);
    desk.waits_for("case-title");
    assert!(!desk.sees("comment-text") && !desk.sees("case-title-input"));
    let page = desk.asks("return document.documentElement.outerHTML", vec![]);
    let page = page.as_str().expect("a page");
    assert!(!page.contains("Stieglitz") && !page.contains("Gimpel"));
}

fn looks_up(desk: &Desk, name: &str) {
    desk.looks_at("all");
    desk.types_over("search", name);
    desk.waits("the case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.clicks(&format!("queue-row[data-case-id=\"{row}\"]"));
    // Its title may be a field.
    desk.waits("the case that was clicked", |desk| {
        desk.open_case() == Some(row.clone())
    });
}

/// Neither on the page, nor in its title, nor by any command that reads.
#[track_caller]
fn tells_nothing(desk: &Desk, canaries: &[&str]) {
    let page = desk.asks(
        "return document.title + document.documentElement.outerHTML + [...document.querySelectorAll('input,textarea')]
            .map((field) => field.value).join()",
        vec![],
    );
    let page = page.as_str().expect("a page");
    for canary in canaries {
        assert!(!page.contains(canary), "{canary} is on the page");
    }
    let call = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args)
            .then((told) => done(JSON.stringify(told)), (why) => done(String(why?.code ?? why)));";
    let query = json!({ "query": { "view": "all", "text": "", "sort": "activity", "descending": true, "offset": 0, "limit": 9 } });
    let asked: [(&str, Value); 9] = [
        ("list_cases", query),
        ("view_counts", json!({})),
        ("outbox", json!({})),
        ("alerts", json!({})),
        ("digest", json!({})),
        ("reference", json!({})),
        ("status", json!({})),
        ("find_cases", json!({ "typed": "a", "limit": 5 })),
        ("take_up_begun", json!({ "withOwn": true })),
    ];
    for (command, args) in asked {
        let said = desk.asks_and_waits(call, vec![json!(command), args]);
        assert_eq!(said, json!("locked"), "{command}");
    }
}

/// For the mirror: it lies there and nobody asks its server.
pub(crate) fn a_month_passes(desk: &Desk) {
    let folder = desk.home().account();
    let slots = KeySlots::read(&folder).expect("slots").expect("slots");
    let key = slots
        .open_with_typed(PASSPHRASE)
        .expect("the passphrase opens it");
    let clock = SystemClock::new(|duration| Box::pin(tokio::time::sleep(duration)));
    let core = Core::open(&Place::Folder(folder), &key, Arc::new(clock)).expect("it opens");
    let standing = core.note_time(TimeDelta::days(31)).expect("noted");
    assert_eq!(standing, Standing::Over);
}

/// Nothing of the person is in what any program of this user can ask about the app, a crash leaves no memory on the disk, and
/// what it and its web processes made is for this user alone.
#[track_caller]
fn the_process_keeps_to_itself(desk: &Desk, canaries: &[&str]) {
    let binary = crate::driver::binary().canonicalize().expect("the app");
    let home = desk.home().account();
    let home = home
        .ancestors()
        .nth(4)
        .expect("a home")
        .to_string_lossy()
        .into_owned();
    let all = std::fs::read_dir("/proc").expect("the processes").flatten();
    let apps = all.map(|entry| entry.path()).filter(|process| {
        let exe = std::fs::read_link(process.join("exe"));
        let environ = std::fs::read(process.join("environ")).unwrap_or_default();
        exe.is_ok_and(|exe| exe == binary) && String::from_utf8_lossy(&environ).contains(&home)
    });
    let apps: Vec<_> = apps.collect();
    let [app] = apps.as_slice() else {
        panic!("one app runs in this home: {apps:?}");
    };
    for file in ["environ", "cmdline", "comm"] {
        let told = std::fs::read(app.join(file)).expect("told");
        let told = String::from_utf8_lossy(&told);
        for canary in canaries {
            assert!(!told.contains(canary), "{file} tells {canary}");
        }
    }
    let limits = std::fs::read_to_string(app.join("limits")).expect("limits");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let sizes: Vec<_> = core
        .expect("a limit")
        .split_whitespace()
        .skip(4)
        .take(2)
        .collect();
    assert_eq!(sizes, ["0", "0"]);
    for file in desk.home().data() {
        let rights = std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(&file).expect("a file").permissions(),
        );
        assert_eq!(rights & 0o077, 0, "{file:?} is for others, too");
    }
}

/// In any file of this home: the app's, the web view's, what was said to the terminal.
#[track_caller]
fn nothing_can_be_read(desk: &Desk, canaries: &[&str]) {
    for file in desk.home().everything() {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for canary in canaries {
            let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for spelled in [canary.as_bytes(), &wide] {
                let found = memmem::find(&bytes, spelled).is_some();
                assert!(!found, "{file:?} holds {canary:?}");
            }
        }
    }
}
