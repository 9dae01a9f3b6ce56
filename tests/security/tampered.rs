//! Somebody changes bits of the database: each page is sealed, so nothing that was changed is ever believed, and what was
//! unsent comes out of the journal (T26).

use crate::laptop::{Laptop, settles, some_case};
use satchel_core::comment::Audience;

/// Of SQLCipher.
const PAGE: usize = 4096;

#[tokio::test]
async fn a_flipped_bit_in_any_page_is_noticed_and_unsent_work_arrives_once() {
    let laptop = Laptop::new(false).await;
    {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        laptop.line.set_up(false);
        core.add_comment(some_case(&core), Audience::Public, "Sealed twice")
            .unwrap();
    }
    let path = laptop.mirror().join("mirror.db");
    // Everything lies in the one file.
    assert!(!laptop.mirror().join("mirror.db-wal").exists());
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() / PAGE;
    assert!(pages > 20, "{pages} pages");
    // The first, the last, and some between.
    let some = (0..pages).step_by(pages / 8).chain([1, pages - 1]);
    for page in some {
        let mut bent = whole.clone();
        bent[page * PAGE + 100] ^= 1;
        std::fs::write(&path, &bent).unwrap();
        // As a killed program leaves it: the next start looks at all of it.
        std::fs::write(laptop.mirror().join("lock"), b"open").unwrap();
        let core = laptop.opens();
        let outbox = core.outbox().unwrap();
        assert_eq!(outbox.len(), 1, "page {page}");
        assert_eq!(outbox[0].mine, "Sealed twice");
        assert_eq!(
            core.status().unwrap().coverage.here,
            0,
            "page {page}: nothing of the bent file is shown"
        );
    }
    laptop.line.set_up(true);
    let core = laptop.opens();
    settles(&laptop, &core).await;
    assert_eq!(laptop.world.times_said("Sealed twice"), 1);
}
