//! What lies on the disk: nothing that can be read, for nobody else to open, and no link is followed to somewhere else
//! (T1, T3, I26).

use crate::canary::{self, Canary};
use crate::laptop::{Laptop, PASSPHRASE, some_case};
use satchel_core::comment::Audience;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots};
use satchel_core::store::recovery::RecoveryCode;
use satchel_core::{Core, crm::Credential, crm::Token};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

const REPLY: &str = "canary-reply-Zeisig";
const DRAFT: &str = "canary-draft-Stieglitz";
const FILE: &str = "canary-file-name-Girlitz.txt";
const BYTES: &str = "canary-file-content-Hänfling";
const TITLE: &str = "canary-title-Kernbeißer";
const TOKEN: &str = "bcrm_pat_canary_Bluthänfling";

#[tokio::test]
async fn no_canary_of_a_full_day_is_readable_on_the_disk_and_an_open_file_is_caught() {
    let laptop = Laptop::new(true).await;
    let code = RecoveryCode::generate().unwrap();
    {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        let mut slots = KeySlots::read(&laptop.mirror()).unwrap().unwrap();
        slots.set_recovery(&laptop.key(), &code).unwrap();
        slots.save(&laptop.mirror()).unwrap();
        laptop.line.set_up(false);
        let case = some_case(&core);
        core.add_comment(case, Audience::Public, REPLY).unwrap();
        core.save_draft(case, Audience::Internal, DRAFT).unwrap();
        core.attach(case, FILE, BYTES.as_bytes()).unwrap();
        core.create_case(satchel_tests::new_case(TITLE)).unwrap();
        core.keep_begun("main", Some(DRAFT), 1).unwrap();
        core.keep_credential(Some(&Credential::Token(Token::new(TOKEN))))
            .unwrap();
        let stake = core.at_stake().unwrap();
        satchel_core::store::aside::note_at_stake(&laptop.mirror(), &stake);
        // In the middle of the day, with its log beside it.
        assert!(looks(&laptop, &code).is_empty());
    }
    let found = looks(&laptop, &code);
    assert!(found.is_empty(), "{found:#?}");
    for path in canary::files(&laptop.mirror()) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"), "{path:?}");
    }
    // The positive control: whoever kept it in the open would be caught.
    std::fs::write(laptop.mirror().join("plain.txt"), format!("x{BYTES}")).unwrap();
    assert_eq!(looks(&laptop, &code).len(), 1);
}

fn looks(laptop: &Laptop, code: &RecoveryCode) -> Vec<String> {
    let email = laptop.account.me.email.clone();
    let key = laptop.keyring[0].1.clone();
    let code = code.to_text().to_string();
    let canaries = [
        Canary::new("a reply", REPLY),
        Canary::new("a draft", DRAFT),
        Canary::new("a file's name", FILE),
        Canary::new("a file's content", BYTES),
        Canary::new("a title", TITLE),
        Canary::new("the token", TOKEN),
        Canary::new("the passphrase", PASSPHRASE),
        Canary::new("the recovery code", &code),
        Canary::new("the recovery code", &code.replace('-', "")),
        Canary::new("the keyring's key", &key),
        Canary::new("an address", &email),
    ];
    canary::found(&laptop.mirror(), &canaries)
}

#[tokio::test]
async fn nobody_else_can_open_any_file_whatever_the_umask() {
    // For this whole process: the other tests of it make files of their own modes anyway.
    rustix::process::umask(rustix::fs::Mode::empty());
    let laptop = Laptop::new(true).await;
    let core = laptop.opens();
    core.sync_once().await.unwrap();
    laptop.line.set_up(false);
    let case = some_case(&core);
    core.add_comment(case, Audience::Public, REPLY).unwrap();
    core.attach(case, FILE, BYTES.as_bytes()).unwrap();
    let stake = core.at_stake().unwrap();
    satchel_core::store::aside::note_at_stake(&laptop.mirror(), &stake);
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&laptop.mirror()), 0o700);
    let files = canary::files(&laptop.mirror());
    let names: Vec<_> = files
        .iter()
        .filter_map(|f| f.file_name()?.to_str())
        .collect();
    for expected in [
        "mirror.db",
        "mirror.db-wal",
        "unsent.log",
        "keyslots.json",
        "at-stake.json",
        "lock",
    ] {
        assert!(names.contains(&expected), "{names:?}");
    }
    for file in files {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn a_link_in_a_files_place_is_refused_and_what_it_leads_to_stays() {
    for name in ["mirror.db", "unsent.log", "lock", "keyslots.json"] {
        let dir = tempfile::tempdir().unwrap();
        let mirror = dir.path().join("mirror");
        std::fs::create_dir(&mirror).unwrap();
        let elsewhere = dir.path().join("elsewhere");
        std::fs::write(&elsewhere, b"somebody's").unwrap();
        std::os::unix::fs::symlink(&elsewhere, mirror.join(name)).unwrap();
        let clock = Arc::new(satchel_tests::VirtualClock::default());
        let refused = match name {
            "keyslots.json" => KeySlots::read(&mirror).err(),
            _ => Core::open(&Place::Folder(mirror), &DataKey::for_tests(1), clock as _).err(),
        };
        assert!(refused.is_some(), "{name}");
        assert_eq!(std::fs::read(&elsewhere).unwrap(), b"somebody's");
    }
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real"), dir.path().join("mirror"));
    std::fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let clock = Arc::new(satchel_tests::VirtualClock::default());
    assert!(Core::open(&Place::Folder(link), &DataKey::for_tests(1), clock as _).is_err());
    assert_eq!(std::fs::read_dir(&real).unwrap().count(), 0);
}
