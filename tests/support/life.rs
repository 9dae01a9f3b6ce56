//! How an engine lives: how it begins, its own loop in virtual time, its sudden end, a new token.

use crate::{Client, Mishap, World};
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::alert::Reason;
use satchel_core::clock::Clock;
use satchel_core::crm::Token;
use satchel_core::error::Error;
use satchel_core::event::Event;
use satchel_core::id::AlertId;
use satchel_core::store::key::DataKey;
use satchel_core::store::{Place, Store};
use satchel_sandbox::{Dialect, Role};
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use tokio::sync::broadcast;

/// The layout as it was before 0008, of words and of sweeps.
const BEFORE_0008: &str = "DROP TABLE case_text; DROP TABLE text_mark; DROP TABLE word_part; DROP TABLE word;
    DROP INDEX case_view_by_flags;
    DROP INDEX case_view_by_assignees; DROP INDEX case_view_by_account; DROP INDEX case_view_by_contacts;
    DROP INDEX case_view_by_teams; DROP INDEX case_view_by_tags; DROP INDEX case_view_by_status;
    DROP INDEX case_view_by_due_first; DROP INDEX server_case_by_reading; DROP INDEX case_view_by_closing;
    CREATE VIRTUAL TABLE case_text USING fts5 (name, description, comments, people,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
    ALTER TABLE server_case ADD COLUMN sweep INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE server_case ADD COLUMN listed_at INTEGER NOT NULL DEFAULT 0;
    UPDATE server_case SET sweep = (SELECT s.sweep FROM swept s WHERE s.case_id = server_case.case_id);
    DROP TABLE swept;
    CREATE INDEX server_case_by_sweep ON server_case (sweep) WHERE standing = 'visible';
    PRAGMA user_version = 7;";

/// Bytes that nobody wrote.
const SWAPPED: &str = "UPDATE content SET bytes = zeroblob(length(bytes))";

/// Changes what is in the database, as a program would.
fn behind_the_seals(folder: &Path, how: &str) {
    let place = Place::Folder(folder.to_owned());
    let opened = Store::open(&place, &DataKey::for_tests(7)).expect("the mirror");
    let changed = opened.store.write(|tx| Ok(tx.execute_batch(how)?));
    changed.expect("changed");
}

/// What can happen to the file of a database.
#[derive(Clone, Copy, Debug)]
pub enum Damage {
    /// Somebody deleted it.
    Lost,
    /// Its pages are not what was written.
    Scribbled,
    /// The bytes of every file in it are others than were written, behind the seals of its pages.
    Swapped,
    /// The files of the journal that wait to be sent are noise.
    WaitingFiles,
    /// One bit of one page is another, this far from the end of the file.
    Bent(usize),
    /// It is one of the program before, whose index of words knew their beginnings only.
    OfTheProgramBefore,
}

impl World {
    /// A world, and alice in it with everything mirrored, on disk.
    pub async fn with_alice(dialect: Dialect, cases: usize) -> (World, Client) {
        let world = World::new(dialect, cases);
        let alice = world.alice_on_disk().await;
        alice.syncs().await.expect("the first mirror");
        (world, alice)
    }

    /// The same, where alice is no administrator: she sees what she made and what is assigned to her.
    pub async fn with_agent_alice(dialect: Dialect, cases: usize) -> (World, Client) {
        let world = World::new(dialect, cases);
        {
            let mut crm = world.crm();
            let alice = crm.person("alice").expect("alice").profile;
            crm.set_role(alice, Role::User);
        }
        let alice = world.alice_on_disk().await;
        alice.syncs().await.expect("the first mirror");
        (world, alice)
    }
}

impl Client {
    /// Lets the engine's own loop run for so long: nobody asks for a sync, it waits as long as it wants.
    pub async fn lives(&self, time: TimeDelta) {
        let end = self.clock.now() + time;
        self.clock.stop_at(Some(end));
        {
            // Polled in one go: the runtime, which would hand out its budget anew, is not come back to in between.
            let mut run = pin!(tokio::task::unconstrained(self.core.run()));
            // The model answers at once, so an engine that is not ready sleeps past the end.
            while self.clock.now() < end {
                std::future::poll_fn(|cx| {
                    let _never_ends = run.as_mut().poll(cx);
                    Poll::Ready(())
                })
                .await;
            }
        }
        self.clock.stop_at(None);
    }

    /// The program ends in the middle of its next writing request, and is started again.
    pub async fn ends_while_sending(self, how: Mishap) -> Client {
        self.line.set_mishap(Some(how));
        {
            // Polled by hand, it must not stop because the runtime thinks that others should have a turn.
            let sync = tokio::task::unconstrained(self.core.sync_once());
            let mut sync = pin!(sync);
            let ended = std::future::poll_fn(|cx| Poll::Ready(sync.as_mut().poll(cx).is_pending()));
            assert!(ended.await, "there was something to send");
        }
        self.restarts()
    }

    /// Quits, something happens to the file of the database, and starts again.
    pub fn comes_back_after(self, what: Damage) -> Client {
        let Place::Folder(folder) = self.place.clone() else {
            panic!("a mirror on disk");
        };
        self.between_lives(move || {
            let path = folder.join("mirror.db");
            match what {
                Damage::Lost => {
                    for suffix in ["", "-wal", "-shm"] {
                        let _ = std::fs::remove_file(folder.join(format!("mirror.db{suffix}")));
                    }
                }
                Damage::Scribbled => {
                    let mut bytes = std::fs::read(&path).expect("the database");
                    let half = bytes.len() / 2;
                    bytes.get_mut(..half).expect("half of it").fill(7);
                    std::fs::write(&path, bytes).expect("scribbled");
                }
                Damage::Bent(from_the_end) => {
                    let mut bytes = std::fs::read(&path).expect("the database");
                    let at = bytes.len() - from_the_end;
                    *bytes.get_mut(at).expect("a place in it") ^= 1;
                    std::fs::write(&path, bytes).expect("bent");
                }
                Damage::WaitingFiles => {
                    let all = std::fs::read_dir(&folder).expect("the folder");
                    for entry in all.map(|entry| entry.expect("a file")) {
                        let name = entry.file_name().to_string_lossy().into_owned();
                        if name.starts_with("unsent-") {
                            std::fs::write(entry.path(), b"noise").expect("scribbled");
                        }
                    }
                }
                Damage::Swapped => behind_the_seals(&folder, SWAPPED),
                Damage::OfTheProgramBefore => behind_the_seals(&folder, BEFORE_0008),
            }
        })
    }

    /// The next writing request meets silence.
    pub fn meets_silence(&self) {
        self.line.set_mishap(Some(Mishap::Silence));
    }

    /// Somebody does this on the server right before the next writing request takes effect, and after it was prepared.
    pub fn meanwhile(&self, act: impl FnOnce(&mut satchel_sandbox::Crm) + Send + 'static) {
        self.line.set_meanwhile(act);
    }

    /// Signs in anew as the same person, with another token.
    ///
    /// # Errors
    /// Those of [`Core::connect`].
    pub fn signs_in_again(&mut self, token: &'static str) -> Result<(), Error> {
        self.token = token;
        let line = Arc::clone(&self.line);
        self.core
            .connect(&self.account, Token::new(token), line as _)
    }
}

impl World {
    /// A world, and alice in it, whom no deadline of the cases that were there before disturbs.
    pub async fn with_calm_alice(dialect: Dialect, cases: usize) -> (World, Client) {
        let (world, alice) = World::with_alice(dialect, cases).await;
        alice.wants_no_deadlines();
        (world, alice)
    }
}

impl Client {
    /// No rule asks for deadlines any more.
    pub fn wants_no_deadlines(&self) {
        let mut choices = self.core.alert_choices().expect("choices");
        for rule in &mut choices.rules {
            rule.reasons
                .retain(|why| !matches!(why, Reason::SlaRisk | Reason::SlaBreached));
        }
        choices.rules.retain(|rule| !rule.reasons.is_empty());
        self.core.set_alert_choices(choices).expect("kept");
    }
}

/// The alerts among the events since the last call.
pub fn alerts_heard(events: &mut broadcast::Receiver<Event>) -> Vec<AlertId> {
    let mut heard = Vec::new();
    loop {
        match events.try_recv() {
            Ok(Event::Alert(id)) => heard.push(id),
            Ok(_) | Err(broadcast::error::TryRecvError::Lagged(_)) => {}
            Err(_) => return heard,
        }
    }
}

/// Does the engine's view of the outbox need the person, in words? The reasons, in the order of the outbox.
pub fn reasons(core: &Core) -> Vec<String> {
    let outbox = core.outbox().expect("the outbox");
    outbox
        .into_iter()
        .map(|item| item.reason.unwrap_or_default())
        .collect()
}
