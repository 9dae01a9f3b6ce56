//! The demo: a CRM inside this process, on a loopback port, with a cable that can be pulled.
//!
//! It remembers what was done to it in a file, so quitting and starting again loses nothing on either side. What the
//! server does is `satchel-sandbox`'s; the window and the engine do not know that it is a demo. What can be made to go
//! wrong on it is in `lab.rs`; that is not remembered: a demo that starts again is well, but for its cable.

use crate::places::Places;
use chrono::{DateTime, Utc};
use satchel_sandbox::face::{Face, Options};
use satchel_sandbox::{Crm, Dialect, Setting};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many cases the demo's CRM holds.
pub(crate) const CASES: usize = 2000;
/// The demo's person.
pub(crate) const TOKEN: &str = satchel_sandbox::ALICE;
/// The demo's folder and name in the keyring.
pub(crate) const ACCOUNT: &str = "demo";

/// The demo's server.
pub(crate) struct Demo {
    crm: Arc<Mutex<Crm>>,
    face: Face,
    folder: PathBuf,
    memory: Mutex<Memory>,
    /// One program at a time may write the server's memory.
    _lock: File,
}

/// What the demo's server remembers besides what was done to it.
#[derive(Clone, Serialize, Deserialize)]
struct Memory {
    /// Its cases were made relative to this time.
    born: DateTime<Utc>,
    port: u16,
    plugged: bool,
}

impl Demo {
    /// Starts the demo's server, as it was left, with what is to go wrong from the beginning.
    ///
    /// # Errors
    /// `WouldBlock`: another Satchel runs it. Else the disk's, or the network's.
    pub(crate) fn start(places: &Places, faults: &[Setting]) -> io::Result<Demo> {
        let folder = places.demo_server();
        std::fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        lock.try_lock()?;
        let mut memory = remembered(&folder).unwrap_or_else(|| Memory {
            born: Utc::now(),
            port: 0,
            plugged: true,
        });
        let crm = Arc::new(Mutex::new(satchel_sandbox::seed::demo(
            Dialect::Bottlecrm,
            CASES,
            memory.born,
        )));
        let options = Options {
            journal: Some(folder.join("server.log")),
            plugged: memory.plugged,
            ..Options::default()
        };
        let face = Face::start(Arc::clone(&crm), memory.port, options.clone())
            // Somebody else has the port now: any other will do.
            .or_else(|_| Face::start(Arc::clone(&crm), 0, options))?;
        memory.port = face.port();
        let demo = Demo {
            crm,
            face,
            folder,
            memory: Mutex::new(memory),
            _lock: lock,
        };
        demo.remember(|_| {})?;
        for setting in faults {
            setting.apply(&mut demo.crm().faults);
        }
        Ok(demo)
    }

    /// What the demo's server holds. It serves nobody while this is held.
    pub(crate) fn crm(&self) -> MutexGuard<'_, Crm> {
        self.crm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Restarts it: open connections are cut. Where its cable is pulled, that stays so.
    pub(crate) fn restart(&self) -> io::Result<()> {
        if self.is_plugged() {
            self.face.restart()?;
        }
        Ok(())
    }

    /// Where the demo's server is.
    pub(crate) fn origin(&self) -> String {
        self.face.origin()
    }

    /// Is its cable in?
    pub(crate) fn is_plugged(&self) -> bool {
        self.face.is_plugged()
    }

    /// Pulls or plugs its cable.
    pub(crate) fn set_plugged(&self, plugged: bool) -> io::Result<()> {
        if plugged {
            self.face.plug()
        } else {
            self.face.unplug()
        }?;
        self.remember(|memory| memory.plugged = plugged)
    }

    fn remember(&self, change: impl FnOnce(&mut Memory)) -> io::Result<()> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut memory);
        std::fs::write(
            self.folder.join("server.json"),
            serde_json::to_vec(&*memory)?,
        )
    }
}

fn remembered(folder: &Path) -> Option<Memory> {
    serde_json::from_slice(&std::fs::read(folder.join("server.json")).ok()?).ok()
}
