//! A desktop out of nothing, for machines without a screen: Xvfb, a session bus of its own, a window manager, an
//! unlocked keyring and a notification daemon, with a home of its own. Linux only.
//!
//! Every program is our child and ends with the [`Session`]. The home lies below `target/`, so nothing of the
//! person's own desktop is read or written.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{Failure, Guard, on_path, output, private_folder, tail, target};

/// The size of the screen and its depth.
const SCREEN: &str = "1280x900x24";

/// Opens the keyring of one session, which is thrown away.
const KEYRING_PASSWORD: &[u8] = b"only for this session";

/// What a desktop leaves in the environment and must not reach the session.
const FOREIGN: [&str; 8] = [
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "DESKTOP_SESSION",
    "GNOME_KEYRING_CONTROL",
    "SSH_AUTH_SOCK",
    "GTK_THEME",
];

/// Whether there is a screen to show a window on.
pub(crate) fn is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// What the web view wants on any display; a value the person chose stays.
pub(crate) fn web_view_settings() -> Vec<(&'static str, &'static str)> {
    // No accessibility bus to look for, and no GPU buffers that drivers and virtual machines get wrong.
    [
        ("NO_AT_BRIDGE", "1"),
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ]
    .into_iter()
    .filter(|(name, _)| std::env::var_os(name).is_none())
    .collect()
}

/// A running virtual desktop.
pub(crate) struct Session {
    // Programs are ended from the last to the first: vectors drop in order, so the newest is put in front.
    programs: Vec<Guard>,
    env: Vec<(&'static str, OsString)>,
    home: PathBuf,
    /// The X display, such as `:99`.
    pub(crate) display: String,
}

impl Session {
    /// Starts a desktop whose home is `target/<name>-home`, emptied first where `fresh`.
    pub(crate) fn start(name: &str, fresh: bool) -> Result<Self, Failure> {
        let home = target().join(format!("{name}-home"));
        if fresh && home.exists() {
            std::fs::remove_dir_all(&home)
                .map_err(|error| format!("{}: {error}", home.display()))?;
        }
        let env = make_home(&home).map_err(|error| format!("{}: {error}", home.display()))?;
        let mut session = Self {
            programs: vec![],
            env,
            home,
            display: String::new(),
        };

        let mut xvfb = session.command("Xvfb");
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            SCREEN,
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let number = session.keep_and_read_line("Xvfb", &mut xvfb)?;
        session.display = format!(":{number}");
        session
            .env
            .push(("DISPLAY", session.display.clone().into()));

        let mut bus = session.command("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]);
        let address = session.keep_and_read_line("dbus-daemon", &mut bus)?;
        session
            .env
            .push(("DBUS_SESSION_BUS_ADDRESS", address.into()));

        if on_path("openbox").is_some() {
            let mut openbox = session.command("openbox");
            session.keep("openbox", openbox.arg("--sm-disable"))?;
        }
        session.unlock_keyring()?;
        let mut dunst = session.command("dunst");
        dunst.arg("-conf").arg(session.chooser_of_buttons()?);
        session.keep("dunst", &mut dunst)?;
        session.wait_for_name("dunst", "org.freedesktop.Notifications")?;
        Ok(session)
    }

    /// A program that runs on this desktop, away from our own input.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        self.equip(&mut command);
        command
    }

    /// Lets a prepared program run on this desktop.
    pub(crate) fn equip(&self, command: &mut Command) {
        for name in FOREIGN {
            command.env_remove(name);
        }
        command.envs(web_view_settings());
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
    }

    /// The daemon's settings: where a person would pick a button from its list, the one is picked whose name a test has
    /// written into a file.
    fn chooser_of_buttons(&self) -> Result<PathBuf, Failure> {
        let (wanted, conf) = (self.home.join("wanted-button"), self.home.join("dunstrc"));
        let text = format!(
            "[global]\n    dmenu = grep -m1 -F -f {}\n",
            wanted.display()
        );
        std::fs::write(&conf, text)
            .map_err(|e| Failure::from(format!("{}: {e}", conf.display())))?;
        Ok(conf)
    }

    fn unlock_keyring(&mut self) -> Result<(), Failure> {
        let mut keyring = self.command("gnome-keyring-daemon");
        keyring
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped());
        let keyring = self.keep("gnome-keyring-daemon", &mut keyring)?;
        if let Some(mut input) = keyring.0.stdin.take() {
            input
                .write_all(KEYRING_PASSWORD)
                .map_err(|error| format!("the keyring: {error}"))?;
        }
        self.wait_for_name("gnome-keyring-daemon", "org.freedesktop.secrets")
    }

    fn log(&self, program: &str) -> PathBuf {
        self.home.join(format!("{program}.log"))
    }

    /// Starts a program that stays; what it says goes to a file in the home.
    fn keep(&mut self, name: &str, command: &mut Command) -> Result<&mut Guard, Failure> {
        let log = File::create(self.log(name)).and_then(|log| Ok((log.try_clone()?, log)));
        let (output, errors) = log.map_err(|error| format!("the log of {name}: {error}"))?;
        self.start_program(name, command.stdout(output).stderr(errors))
    }

    /// Starts a program that stays and says in its first line where it is reached.
    fn keep_and_read_line(&mut self, name: &str, command: &mut Command) -> Result<String, Failure> {
        let log = File::create(self.log(name));
        let errors = log.map_err(|error| format!("the log of {name}: {error}"))?;
        let guard = self.start_program(name, command.stdout(Stdio::piped()).stderr(errors))?;
        let mut line = String::new();
        if let Some(output) = guard.0.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut line);
        }
        match line.trim() {
            "" => Err(self.quit(name)),
            line => Ok(line.to_owned()),
        }
    }

    fn start_program(&mut self, name: &str, command: &mut Command) -> Result<&mut Guard, Failure> {
        let child = command
            .spawn()
            .map_err(|error| format!("{name} does not start: {error}"))?;
        self.programs.insert(0, Guard(child));
        self.programs.first_mut().ok_or_else(|| name.into())
    }

    fn wait_for_name(&self, program: &str, name: &str) -> Result<(), Failure> {
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            let mut ask = self.command("dbus-send");
            ask.args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/",
            ]);
            ask.args([
                "org.freedesktop.DBus.NameHasOwner",
                &format!("string:{name}"),
            ]);
            if output(&mut ask).is_some_and(|answer| answer.contains("true")) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(self.quit(program))
    }

    fn quit(&self, program: &str) -> Failure {
        format!(
            "{program} did not get ready:\n{}",
            tail(&self.log(program), 10)
        )
        .into()
    }
}

/// The folders of the home, and the environment that points at them.
fn make_home(home: &Path) -> std::io::Result<Vec<(&'static str, OsString)>> {
    let mut env: Vec<(&'static str, OsString)> = vec![("HOME", home.into())];
    for (name, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let folder = home.join(folder);
        // The programs refuse a runtime folder that others can read.
        private_folder(&folder)?;
        env.push((name, folder.into()));
    }
    for (name, value) in [
        ("GDK_BACKEND", "x11"),
        ("LIBGL_ALWAYS_SOFTWARE", "1"),
        ("LANG", "C.UTF-8"),
    ] {
        env.push((name, value.into()));
    }
    env.extend(toolchain());
    Ok(env)
}

/// Cargo and rustup live in the real home; with another one they have to be told.
fn toolchain() -> impl Iterator<Item = (&'static str, OsString)> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]
        .into_iter()
        .filter_map(move |(name, folder)| {
            let folder = home.as_ref()?.join(folder);
            (std::env::var_os(name).is_none() && folder.is_dir()).then(|| (name, folder.into()))
        })
}
