//! Alice's laptop: her mirror in a folder of its own, with its key slots, and a keyring that does as it is told.

use chrono::NaiveDate;
use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Token};
use satchel_core::store::door::{self, Said, Way};
use satchel_core::store::key::{DataKey, KeySlots, SlotKey};
use satchel_core::store::{Place, aside};
use satchel_sandbox::{ALICE, Dialect};
use satchel_tests::{Line, World};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

/// A laptop and the world around it.
pub(crate) struct Laptop {
    pub(crate) world: World,
    pub(crate) line: Arc<Line>,
    pub(crate) account: Account,
    /// What its keyring holds, by entry.
    pub(crate) keyring: Vec<(String, String)>,
    folder: tempfile::TempDir,
}

impl Laptop {
    /// A laptop with a key in its keyring, and in a passphrase, too, where that is wanted.
    pub(crate) async fn new(with_passphrase: bool) -> Laptop {
        let world = World::new(Dialect::Bottlecrm, 12);
        let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
        let token = Token::new(ALICE);
        let account = with_token(&*line, "https://crm.test", &token, None);
        let account = account.await.expect("the sandbox lets its people in");
        let mut laptop = Laptop {
            world,
            line,
            account,
            keyring: Vec::new(),
            folder: tempfile::tempdir().unwrap(),
        };
        laptop.makes_a_key("", with_passphrase);
        laptop
    }

    /// Makes a new key, in an entry of the keyring.
    pub(crate) fn makes_a_key(&mut self, entry: &str, with_passphrase: bool) {
        let (data, slot) = (DataKey::generate().unwrap(), SlotKey::generate().unwrap());
        let mut slots = KeySlots::new();
        slots.set_keyring(&data, &slot, entry).unwrap();
        if with_passphrase {
            slots.set_passphrase(&data, PASSPHRASE).unwrap();
        }
        slots.save(&self.mirror()).unwrap();
        self.keyring
            .push((entry.to_owned(), slot.to_text().to_string()));
    }

    /// The folder of the mirror.
    pub(crate) fn mirror(&self) -> PathBuf {
        self.folder.path().join("mirror")
    }

    /// What the keyring says when it is well.
    pub(crate) fn says(&self, entry: &str) -> Said {
        let found = self.keyring.iter().find(|(name, _)| name == entry);
        found.map_or(Said::NoEntry, |(_, key)| Said::Entry(key.clone()))
    }

    /// What the engine decides of the mirror in `folder`.
    pub(crate) fn way(&self, folder: &Path, said: impl FnOnce(&str) -> Said) -> Way {
        let slots = KeySlots::read(folder).unwrap();
        let has_mirror = folder.join("mirror.db").exists();
        door::way(slots.as_ref(), has_mirror, said).unwrap()
    }

    /// The key, by the keyring.
    #[track_caller]
    pub(crate) fn key(&self) -> DataKey {
        match self.way(&self.mirror(), |entry| self.says(entry)) {
            Way::Open(key) => key,
            _ => panic!("the keyring opens it"),
        }
    }

    /// Opens the mirror with a key, and connects it.
    pub(crate) fn opens_with(&self, key: &DataKey) -> Core {
        let place = Place::Folder(self.mirror());
        let core = Core::open(&place, key, Arc::clone(&self.world.clock) as _).unwrap();
        let line = Arc::clone(&self.line);
        core.connect(&self.account, Token::new(ALICE), line as _)
            .unwrap();
        core
    }

    /// Opens it by the keyring.
    #[track_caller]
    pub(crate) fn opens(&self) -> Core {
        self.opens_with(&self.key())
    }

    /// Sets the mirror aside, today.
    pub(crate) fn sets_aside(&self) -> PathBuf {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        aside::set_aside(&self.mirror(), day).unwrap()
    }
}

/// All cases of the mirror.
pub(crate) fn cases(core: &Core) -> Vec<CaseRow> {
    let query = CaseQuery {
        view: View::All,
        text: String::new(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 100,
    };
    core.list_cases(&query).unwrap().rows
}

/// Some case of the mirror.
pub(crate) fn some_case(core: &Core) -> satchel_core::id::CaseId {
    cases(core).first().expect("a case").id
}

/// Everything goes out.
pub(crate) async fn settles(laptop: &Laptop, core: &Core) {
    for _ in 0..40 {
        let _ = core.sync_once().await;
        if core.status().unwrap().pending == 0 {
            return;
        }
        laptop.world.clock.pass(chrono::TimeDelta::seconds(31));
    }
    panic!("the outbox does not empty: {:#?}", core.outbox());
}
