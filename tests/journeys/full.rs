//! A real disk that is full: a small file system of its own, with nothing left on it. What can't be kept is told at once, what was
//! taken is there, nothing leaves that could not be written down, and when there is room everything goes on.

use satchel_core::Core;
use satchel_core::comment::Audience;
use satchel_core::error::{Code, Error};
use satchel_core::sentence::Sentence;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{Dialect, Method};
use satchel_tests::World;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// A file system in memory, of a few megabytes.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Mounts it. `None`, and said aloud, where this may not mount: only root may.
    fn of(megabytes: u32) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"]);
        let mounted = mount.arg(folder.path()).output();
        match mounted {
            Ok(said) if said.status.success() => Some(SmallDisk(folder)),
            other => {
                // Past what a passing test keeps to itself.
                let mut aloud = std::io::stderr();
                let why = other.map(|said| String::from_utf8_lossy(&said.stderr).into_owned());
                let _told = writeln!(
                    aloud,
                    "NOT TESTED, a full disk: this may not mount one ({why:?})"
                );
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills it, but for so many bytes.
    fn fills_up_to(&self, left: u64) -> Filling {
        let path = self.path().join("somebody-elses");
        let mut file = File::create(&path).unwrap();
        let mut size = 0;
        for piece in [64 * 1024, 4096, 512] {
            let piece = vec![7; piece];
            while let Ok(written) = file.write(&piece) {
                size += written as u64;
            }
        }
        file.set_len(size.saturating_sub(left)).unwrap();
        Filling(path)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .status();
    }
}

/// What fills a disk.
struct Filling(PathBuf);

impl Filling {
    fn goes(&self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

#[tokio::test]
async fn on_a_full_disk_nothing_that_was_taken_is_lost_and_it_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::of(16) else {
        return;
    };
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = world.alice_in(disk.path()).await;
    alice.syncs().await.unwrap();
    let case = alice.my_case().id;
    alice.offline();
    let filling = disk.fills_up_to(1536 * 1024);
    // She works until it is told.
    let mut taken = Vec::new();
    let (refused, why) = loop {
        let text = format!("Reply {} {}", taken.len(), "of many words ".repeat(12));
        let text = text.trim_end().to_owned();
        match alice.core.add_comment(case, Audience::Public, &text) {
            Ok(_) => taken.push(text),
            Err(e) => break (text, e),
        }
        assert!(taken.len() < 5000, "the disk is full");
    };
    assert!(matches!(why, Error::DiskFull), "{why:?}");
    assert_eq!(
        Sentence::from(&why),
        Sentence::DiskFull,
        "and in these words"
    );
    assert!(taken.len() > 3, "some of it was kept: {}", taken.len());
    let waits = |alice: &satchel_tests::Client| -> Vec<String> {
        alice.outbox().into_iter().map(|item| item.mine).collect()
    };
    assert_eq!(waits(&alice), taken, "what was taken, and nothing else");
    // What can't be written down before does not leave.
    alice.online();
    let trouble = alice.syncs().await.unwrap_err();
    assert_eq!(trouble.code(), Code::DiskFull, "{trouble:?}");
    let noted: u32 = alice.outbox().iter().map(|item| item.attempts).sum();
    assert_eq!(world.asked_with(Method::Post), noted as usize);
    assert!(noted <= 1, "there may be room for one line, not for more");
    assert_eq!(waits(&alice), taken);
    // The program ends, and finds the disk as full as before: that is told, and changes nothing.
    alice.offline();
    let place = Place::Folder(disk.path().join("mirror"));
    let clock = Arc::clone(&world.clock);
    let alice = alice.between_lives(move || {
        let opened = Core::open(&place, &DataKey::for_tests(7), clock as _);
        assert!(matches!(opened.map(|_| ()), Err(Error::DiskFull)));
        filling.goes();
    });
    assert_eq!(waits(&alice), taken, "after the next start");
    alice
        .core
        .add_comment(case, Audience::Public, &refused)
        .unwrap();
    alice.online();
    alice.settles().await;
    for text in taken.iter().chain([&refused]) {
        assert_eq!(world.times_said(text), 1, "{text:?}");
    }
}

#[tokio::test]
async fn who_starts_on_a_full_disk_has_the_ballast_for_it() {
    let Some(disk) = SmallDisk::of(16) else {
        return;
    };
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = world.alice_in(disk.path()).await;
    alice.syncs().await.unwrap();
    let case = alice.my_case().id;
    alice.offline();
    alice.replies(case, "Before the disk was full");
    // As a program makes one where there is more room, and of less weight.
    std::fs::write(disk.path().join("mirror/ballast"), vec![7; 1024 * 1024]).unwrap();
    let mut filling = None;
    let alice = alice.between_lives(|| filling = Some(disk.fills_up_to(0)));
    assert_eq!(alice.outbox()[0].mine, "Before the disk was full");
    alice.replies(case, "And after");
    alice.online();
    alice.settles().await;
    assert_eq!(world.times_said("Before the disk was full"), 1);
    assert_eq!(world.times_said("And after"), 1);
}
