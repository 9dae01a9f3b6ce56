//! Files put back from an earlier day: what they hold as unsent may have been sent since, so nothing of it is sent without
//! being asked (T27).

use crate::laptop::{Laptop, settles, some_case};
use satchel_core::comment::Audience;
use satchel_core::intent::State;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[tokio::test]
async fn what_an_older_copy_holds_as_unsent_is_asked_about_and_not_sent_again() {
    let laptop = Laptop::new(false).await;
    let backup = tempfile::tempdir().unwrap();
    let mut epoch;
    {
        let core = laptop.opens();
        epoch = core.begin_epoch(None).unwrap().0;
        core.sync_once().await.unwrap();
        laptop.line.set_up(false);
        core.add_comment(some_case(&core), Audience::Public, "Said on Monday")
            .unwrap();
    }
    copy(&laptop.mirror(), backup.path());
    {
        let core = laptop.opens();
        let (next, held) = core.begin_epoch(Some(epoch)).unwrap();
        assert_eq!(held, 0, "an ordinary start asks nothing");
        epoch = next;
        laptop.line.set_up(true);
        settles(&laptop, &core).await;
    }
    assert_eq!(laptop.world.times_said("Said on Monday"), 1);
    // A colleague took it away again: nothing on the server speaks of it.
    copy(backup.path(), &laptop.mirror());
    for stale in ["mirror.db-wal", "mirror.db-shm"] {
        let _ = std::fs::remove_file(laptop.mirror().join(stale));
    }
    copy(backup.path(), &laptop.mirror());

    let core = laptop.opens();
    let (next, held) = core.begin_epoch(Some(epoch)).unwrap();
    assert_eq!(held, 1);
    assert!(next > epoch, "the next start is an ordinary one");
    for _ in 0..5 {
        let _ = core.sync_once().await;
        laptop.world.clock.pass(chrono::TimeDelta::minutes(5));
    }
    assert_eq!(
        laptop.world.times_said("Said on Monday"),
        1,
        "not a second time"
    );
    let outbox = core.outbox().unwrap();
    assert_eq!(outbox.len(), 1);
    assert_eq!(outbox[0].state, State::Held);
    assert!(
        outbox[0]
            .reason
            .as_deref()
            .unwrap_or_default()
            .contains("may already")
    );
}
