//! A home of the app's own, thrown away afterwards: nothing of one test reaches another, and nothing of the person's.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The app's folder in the data folder, as tauri.conf.json names it.
const APP: &str = "org.satchel.desktop";

/// The folders of one test, and what the app is told about its desktop.
pub(crate) struct Home {
    folder: TempDir,
    /// Names the pictures of what went wrong.
    pub(crate) name: &'static str,
    has_keyring: bool,
    /// The session's bus, where it is not the desktop's.
    bus: Option<String>,
    /// The bus of who hears the screen.
    heard_on: Option<String>,
    /// Everybody was asked to tell all they can.
    is_talkative: bool,
}

impl Home {
    /// A new, empty home.
    pub(crate) fn new(name: &'static str) -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        for inner in ["home", "data", "cache", "config"] {
            std::fs::create_dir(folder.path().join(inner)).expect("a folder");
        }
        Home {
            folder,
            name,
            has_keyring: true,
            bus: None,
            heard_on: None,
            is_talkative: false,
        }
    }

    /// The same, where the app is asked to tell all it can of what it does.
    pub(crate) fn talkative(name: &'static str) -> Home {
        Home {
            is_talkative: true,
            ..Home::new(name)
        }
    }

    /// The same, on a desktop where no keyring answers.
    pub(crate) fn without_keyring(name: &'static str) -> Home {
        Home {
            has_keyring: false,
            ..Home::new(name)
        }
    }

    /// The same, for somebody who hears the screen: on this accessibility bus.
    pub(crate) fn heard(name: &'static str, bus: &str) -> Home {
        Home {
            heard_on: Some(bus.to_owned()),
            ..Home::new(name)
        }
    }

    /// The same, on a bus of its own.
    pub(crate) fn on_bus(name: &'static str, bus: &str) -> Home {
        Home {
            bus: Some(bus.to_owned()),
            ..Home::new(name)
        }
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the app finds in its environment.
    pub(crate) fn env(&self) -> Vec<(&'static str, OsString)> {
        let mut env: Vec<(&'static str, OsString)> = [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
        ]
        .map(|(name, inner)| (name, self.folder.path().join(inner).into()))
        .into();
        // What the system would tell (it sleeps, it is locked) is told by the test, on the desktop's own bus.
        if let Some(bus) = std::env::var_os("DBUS_SESSION_BUS_ADDRESS") {
            env.push(("DBUS_SYSTEM_BUS_ADDRESS", bus));
        }
        env.push((
            "SATCHEL_TEST_POLICY",
            self.folder.path().join("policy.json").into(),
        ));
        if self.is_talkative {
            env.push(("SATCHEL_LOG", "trace".into()));
        }
        if let Some(bus) = &self.bus {
            env.push(("DBUS_SESSION_BUS_ADDRESS", bus.into()));
        }
        if let Some(bus) = &self.heard_on {
            env.push(("AT_SPI_BUS_ADDRESS", bus.into()));
            env.push(("NO_AT_BRIDGE", "0".into()));
        }
        if !self.has_keyring {
            let nowhere = format!("unix:path={}", self.folder.path().join("no-bus").display());
            env.push(("DBUS_SESSION_BUS_ADDRESS", nowhere.into()));
        }
        env
    }

    /// What the desktop says of its look, from the next start on: lines of GTK's settings.
    pub(crate) fn sets_desktop(&self, lines: &str) {
        let folder = self.folder.path().join("config/gtk-3.0");
        std::fs::create_dir_all(&folder).expect("a folder");
        let text = format!("[Settings]\n{lines}\n");
        std::fs::write(folder.join("settings.ini"), text).expect("settings");
    }

    /// Where the desktop looks for what it starts with itself.
    pub(crate) fn autostart_entry(&self) -> PathBuf {
        let folder = self.folder.path().join("home/.config/autostart");
        folder.join("Satchel.desktop")
    }

    /// What an administrator sets, from the next start on.
    pub(crate) fn sets_policy(&self, policy: &str) {
        std::fs::write(self.folder.path().join("policy.json"), policy).expect("a policy");
    }

    /// This desktop has a program for a kind of file: it writes down which file it was given, its rights and those of its
    /// folder, and what is in it. Answers where it writes.
    pub(crate) fn has_viewer_for(&self, kind: &str) -> PathBuf {
        let place = |inner: &str| self.folder.path().join(inner);
        let (script, seen) = (place("viewer.sh"), place("viewer.seen"));
        let text = format!(
            "#!/bin/sh\n{{ echo \"$1\"; stat -c %a \"$1\"; stat -c %a \"$(dirname \"$1\")\"; cat \"$1\"; }} > '{0}.part'\nmv '{0}.part' '{0}'\n",
            seen.display()
        );
        std::fs::write(&script, text).expect("a program");
        std::fs::create_dir_all(place("data/applications")).expect("a folder");
        let entry = format!(
            "[Desktop Entry]\nType=Application\nName=Viewer\nExec=/bin/sh {} %f\nMimeType={kind};\n",
            script.display()
        );
        std::fs::write(place("data/applications/viewer.desktop"), entry).expect("an entry");
        let choice = format!("[Default Applications]\n{kind}=viewer.desktop\n");
        std::fs::write(place("config/mimeapps.list"), choice).expect("a choice");
        seen
    }

    /// Satchel is installed on this desktop, by the entry that its packages carry.
    pub(crate) fn has_the_entry_of_the_package(&self, program: &Path) {
        let place = |inner: &str| self.folder.path().join(inner);
        let entry = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/satchel.desktop");
        let entry = std::fs::read_to_string(entry).expect("the entry");
        let exec = format!("Exec=\"{}\"", program.display());
        let entry = entry
            .replace("{{exec}}", "satchel")
            .replace("Exec=satchel", &exec);
        let entry = entry
            .replace("{{icon}}", "satchel")
            .replace("{{name}}", "Satchel");
        std::fs::create_dir_all(place("data/applications")).expect("a folder");
        std::fs::write(place("data/applications/Satchel.desktop"), entry).expect("an entry");
        let choice = "[Default Applications]\nx-scheme-handler/satchel=Satchel.desktop\n";
        std::fs::write(place("config/mimeapps.list"), choice).expect("a choice");
    }

    /// A file that takes what a program says.
    pub(crate) fn log(&self, program: &str) -> File {
        let path = self.folder.path().join(format!("{program}.log"));
        let opened = OpenOptions::new().create(true).append(true).open(path);
        opened.expect("a log")
    }

    /// What a program said.
    pub(crate) fn said(&self, program: &str) -> String {
        let path = self.folder.path().join(format!("{program}.log"));
        let bytes = std::fs::read(path).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Every file in the app's folder.
    pub(crate) fn data(&self) -> Vec<PathBuf> {
        let mut files = vec![];
        collect(&self.app(), &mut files);
        files
    }

    /// The newest file of what the app tells of itself.
    pub(crate) fn logbook(&self) -> PathBuf {
        self.app().join("logs").join("satchel.log")
    }

    /// The files of the accounts, and the one that names the last: what the app itself keeps. The web view keeps
    /// some of its own beside them.
    pub(crate) fn accounts(&self) -> Vec<PathBuf> {
        let mut files = self.data();
        files.retain(|file| {
            let inner = file.strip_prefix(self.app()).unwrap_or(file);
            inner.starts_with("accounts") || inner.starts_with("account.json")
        });
        files
    }

    /// The folder of the only account.
    pub(crate) fn account(&self) -> PathBuf {
        let accounts = std::fs::read_dir(self.app().join("accounts")).expect("accounts");
        let mut folders = accounts.flatten().map(|entry| entry.path());
        folders.find(|path| path.is_dir()).expect("an account")
    }

    /// Every file in every folder of this home.
    pub(crate) fn everything(&self) -> Vec<PathBuf> {
        let mut files = vec![];
        collect(self.folder.path(), &mut files);
        files
    }

    fn app(&self) -> PathBuf {
        self.folder.path().join("data").join(APP)
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
