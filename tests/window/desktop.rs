//! The desktop around the window: its notifications (what was sent, word for word, and the daemon that shows it and is
//! clicked), and a picture of its screen.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::desk::Desk;

/// Writes down every notification that any program sends.
pub(crate) struct Recorder {
    monitor: Child,
    record: NamedTempFile,
}

impl Recorder {
    /// Begins to listen, with nothing shown.
    pub(crate) fn start() -> Recorder {
        let record = NamedTempFile::new().expect("a file");
        dunst(&["close-all"]);
        let filter = "interface='org.freedesktop.Notifications',member='Notify'";
        let monitor = Command::new("dbus-monitor")
            .args(["--session", filter])
            .stdin(Stdio::null())
            .stdout(record.reopen().expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-monitor starts");
        let recorder = Recorder { monitor, record };
        // Its first words come once it listens.
        while recorder.said().is_empty() {
            std::thread::sleep(Duration::from_millis(20));
        }
        recorder
    }

    /// Everything that was sent, as it was.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(self.record.path()).unwrap_or_default()
    }

    /// The titles of what was sent, in order.
    pub(crate) fn titles(&self) -> Vec<String> {
        let said = self.said();
        let calls = said.split("member=Notify").skip(1);
        // The arguments of a call: the program, an id, the icon, the title.
        calls
            .filter_map(|call| call.split("string \"").nth(3)?.split("\"\n").next())
            .map(str::to_owned)
            .collect()
    }
}

impl Recorder {
    /// The number that the n-th call wants replaced; `0`: none.
    pub(crate) fn replaces(&self, n: usize) -> String {
        let said = self.said();
        let call = said.split("member=Notify").nth(n + 1).expect("a call");
        let number = call.split("uint32 ").nth(1).expect("a number");
        number.lines().next().unwrap_or_default().to_owned()
    }

    /// The names of the buttons that the n-th call offers.
    pub(crate) fn actions(&self, n: usize) -> Vec<String> {
        let said = self.said();
        let call = said.split("member=Notify").nth(n + 1).expect("a call");
        let list = call.split("array [").nth(1).unwrap_or_default();
        let list = list.split(']').next().unwrap_or_default();
        // A name and its label, by turns.
        let words = list.split('"').skip(1).step_by(2);
        words.step_by(2).map(str::to_owned).collect()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.monitor.kill();
        let _ = self.monitor.wait();
    }
}

/// How many notifications are on screen.
pub(crate) fn shown() -> usize {
    dunst(&["count", "displayed"])
        .trim()
        .parse()
        .expect("a number")
}

/// What the daemon shows of the newest notification that is gone from the screen: title and text, as it draws them, in the
/// markup of what draws.
pub(crate) fn drawn() -> String {
    dunst(&["close-all"]);
    let told = dunst(&["history"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("its history");
    let message = told.pointer("/data/0/0/message/data");
    message
        .and_then(serde_json::Value::as_str)
        .expect("what it drew")
        .to_owned()
}

/// Prints by the desktop's own dialog, with the first of its printers: where there is none, that is a file. Its list answers
/// once it knows its printers, so it is told again until the dialog is gone.
pub(crate) fn prints(desk: &Desk) {
    /// In the first line of its list.
    const FIRST: [&str; 2] = ["81", "88"];
    let find = || {
        let found = xdotool(&["search", "--onlyvisible", "--name", "^Print$"]);
        found.lines().next().map(str::to_owned)
    };
    let shown = desk.tries(desk.patience(), find);
    assert!(shown.is_some(), "no dialog for printing");
    let end = std::time::Instant::now() + desk.patience();
    while let Some(window) = find() {
        assert!(
            std::time::Instant::now() < end,
            "a dialog that is not answered"
        );
        xdotool(&["windowactivate", "--sync", &window]);
        xdotool(
            &[
                &["mousemove", "--window", &window],
                &FIRST[..],
                &["click", "1"],
            ]
            .concat(),
        );
        xdotool(&["key", "--clearmodifiers", "Return"]);
        desk.tries(Duration::from_secs(1), || find().is_none().then_some(()));
    }
}

/// The processes of this desktop whose arguments hold this: their numbers, and those arguments. Those that do not let
/// themselves be looked into count, too.
pub(crate) fn running(argument: &str) -> Vec<(u32, String)> {
    let display = std::env::var("DISPLAY").expect("a display");
    let display = format!("DISPLAY={display}");
    let is_elsewhere = |number: u32| {
        let environment = std::fs::read(format!("/proc/{number}/environ")).unwrap_or_default();
        let mut all = environment.split(|byte| *byte == 0);
        let shown = all.find(|one| one.starts_with(b"DISPLAY="));
        shown.is_some_and(|one| one != display.as_bytes())
    };
    let all = std::fs::read_dir("/proc").expect("the processes");
    let numbers = all.filter_map(|one| one.ok()?.file_name().to_str()?.parse().ok());
    let told = numbers.filter_map(|number: u32| {
        let told = std::fs::read(format!("/proc/{number}/cmdline")).ok()?;
        let told = String::from_utf8_lossy(&told).replace('\0', " ");
        (told.contains(argument) && !is_elsewhere(number)).then(|| (number, told.trim().to_owned()))
    });
    told.collect()
}

/// Ends a process that no test started itself.
pub(crate) fn ends(process: u32) {
    let ended = Command::new("kill").arg(process.to_string()).status();
    assert!(ended.expect("kill starts").success());
}

/// Clicks the topmost notification.
pub(crate) fn click() {
    dunst(&["action", "0"]);
}

/// Chooses a button of the topmost notification by its name: the desktop's list of buttons is given to a program that
/// chooses the one whose name stands in a file (`cargo xtask`'s display sets it up).
pub(crate) fn chooses(button: &str) {
    let home = std::env::var_os("HOME").expect("a home");
    let wanted = Path::new(&home).join("wanted-button");
    std::fs::write(wanted, format!(",{button}]")).expect("a file");
    dunst(&["context"]);
}

/// The desktop wants no notifications, or wants them again.
pub(crate) fn leaves_in_peace(yes: bool) {
    dunst(&["set-paused", if yes { "true" } else { "false" }]);
}

/// Takes a picture of the screen for whoever looks into a failure. Not by WebDriver: a web view that hangs takes none.
pub(crate) fn picture(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let folder = root.join(target).join("window");
    std::fs::create_dir_all(&folder).ok()?;
    let file = folder.join(format!("{name}.png"));
    let mut import = Command::new("import");
    let taken = import.args(["-window", "root"]).arg(&file).status();
    taken.is_ok_and(|status| status.success()).then_some(file)
}

/// Takes a picture of the app's window without its frame, and of nothing that lies over it.
pub(crate) fn picture_of_the_window(file: &Path) -> bool {
    dunst(&["close-all"]);
    let mut import = Command::new("import");
    let Some(window) = the_window() else {
        return false;
    };
    let taken = import.args(["-window", &window]).arg(file).status();
    taken.is_ok_and(|status| status.success())
}

/// The same of a window with exactly this title.
pub(crate) fn picture_of(title: &str, file: &Path) -> bool {
    dunst(&["close-all"]);
    let Some(window) = titled(title) else {
        return false;
    };
    let mut import = Command::new("import");
    let taken = import.args(["-window", &window]).arg(file).status();
    taken.is_ok_and(|status| status.success())
}

/// The computer tells every program on its bus.
pub(crate) fn tells(path: &str, signal: &str, arguments: &[&str]) {
    let mut send = Command::new("dbus-send");
    send.args(["--session", "--type=signal", path, signal]);
    let sent = send.args(arguments).status().expect("dbus-send starts");
    assert!(sent.success(), "{signal}");
}

/// Takes the entries of Satchel whose names begin like this out of the keyring. Tells what it knew of each.
pub(crate) fn keyring_forgets(name: &str) -> Vec<String> {
    let items = secrets(
        "/org/freedesktop/secrets",
        &[
            "org.freedesktop.Secret.Service.SearchItems",
            "{'service': 'Satchel'}",
        ],
    );
    let paths = items.split('\'').filter(|part| part.starts_with("/org/"));
    let known = paths.map(|path| {
        let attributes = secrets(
            path,
            &[
                "org.freedesktop.DBus.Properties.Get",
                "org.freedesktop.Secret.Item",
                "Attributes",
            ],
        );
        (path, attributes)
    });
    let ours = known.filter(|(_, attributes)| attributes.contains(&format!("'{name}")));
    ours.map(|(path, attributes)| {
        secrets(path, &["org.freedesktop.Secret.Item.Delete"]);
        attributes
    })
    .collect()
}

fn secrets(path: &str, call: &[&str]) -> String {
    let mut gdbus = Command::new("gdbus");
    gdbus.args(["call", "--session", "--dest", "org.freedesktop.secrets"]);
    let output = gdbus.args(["--object-path", path, "--method"]).args(call);
    let output = output.output().expect("gdbus starts");
    assert!(output.status.success(), "{call:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn dunst(words: &[&str]) -> String {
    let output = Command::new("dunstctl").args(words).output();
    let output = output.expect("dunstctl starts");
    assert!(output.status.success(), "dunstctl {words:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Types a path into a file dialog of the desktop and says yes to it.
pub(crate) fn answers_dialog(desk: &Desk, title: &str, path: &Path) {
    let find = || {
        let found = xdotool(&["search", "--onlyvisible", "--name", title]);
        found.lines().next().map(str::to_owned)
    };
    let window = desk.tries(desk.patience(), find);
    let window = window.unwrap_or_else(|| panic!("no dialog “{title}”"));
    xdotool(&["windowfocus", "--sync", &window]);
    let path = path.to_str().expect("a plain path");
    let (slash, rest) = path.split_at(1);
    // In a dialog that opens files, the slash brings the field; in one that saves, the name is marked and typed over. On a slow
    // machine the dialog may not listen yet, and swallows what follows the slash while it looks into the folder: it is asked
    // again, more slowly, until it is gone.
    let mut pause = Duration::from_millis(200);
    let mut answer = || {
        let window = find()?;
        xdotool(&["windowfocus", "--sync", &window]);
        xdotool(&["key", "--clearmodifiers", "ctrl+a"]);
        xdotool(&["type", "--clearmodifiers", slash]);
        std::thread::sleep(pause);
        pause *= 2;
        xdotool(&["type", "--clearmodifiers", "--delay", "25", rest]);
        xdotool(&["key", "--clearmodifiers", "Return"]);
        Some(())
    };
    let end = std::time::Instant::now() + desk.patience() * 2;
    while answer().is_some() && std::time::Instant::now() < end {
        let gone = || find().is_none().then_some(());
        if desk.tries(Duration::from_secs(3), gone).is_some() {
            return;
        }
    }
    assert!(find().is_none(), "a dialog that is not answered");
}

fn xdotool(words: &[&str]) -> String {
    let output = Command::new("xdotool").args(words).output();
    let output = output.expect("xdotool starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The person clicks somewhere on the screen.
pub(crate) fn clicks_at((x, y): (i32, i32)) {
    let [x, y] = [x, y].map(|n| n.to_string());
    xdotool(&["mousemove", &x, &y, "click", "1"]);
}

/// The person takes what is at a place of the main window, and drags it: slowly at first, until the drag is the desktop's.
pub(crate) fn drags((x, y): (i32, i32), to: &Onto<'_>) {
    let at = |(x, y): (i32, i32)| [x.to_string(), y.to_string()];
    let window = the_window().expect("the window");
    let [left, top] = at((x, y));
    xdotool(&["mousemove", "--window", &window, &left, &top]);
    let from = pointer();
    let to = match *to {
        Onto::Beside(x, y) => (from.0 + x, from.1 + y),
        Onto::On(taker) => {
            xdotool(&["mousemove", "--window", &taker.window(), "150", "120"]);
            let there = pointer();
            let [x, y] = at(from);
            xdotool(&["mousemove", &x, &y]);
            there
        }
    };
    xdotool(&["mousedown", "1"]);
    for step in 1..=STEPS {
        std::thread::sleep(Duration::from_millis(150));
        let part = |a: i32, b: i32| a + (b - a) * step / STEPS;
        let [x, y] = at((part(from.0, to.0), part(from.1, to.1)));
        xdotool(&["mousemove", &x, &y]);
    }
    // Whoever it hangs over answers that it would take it.
    std::thread::sleep(Duration::from_millis(500));
    xdotool(&["mouseup", "1"]);
}

/// Where something is let go of.
pub(crate) enum Onto<'a> {
    /// So far right of and below where it was taken.
    Beside(i32, i32),
    /// On another program.
    On(&'a Taker),
}

fn pointer() -> (i32, i32) {
    let told = xdotool(&["getmouselocation", "--shell"]);
    let number = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.parse().ok()).expect("a number")
    };
    (number("X="), number("Y="))
}

const STEPS: i32 = 12;

/// Another program that takes what is dropped on it, and tells the addresses.
pub(crate) struct Taker {
    program: Child,
    told: NamedTempFile,
}

impl Taker {
    /// Begins, in a corner of the screen.
    pub(crate) fn start(desk: &Desk) -> Taker {
        let told = NamedTempFile::new().expect("a file");
        let program = Command::new("stdbuf")
            .args([
                "-oL",
                "yad",
                "--dnd",
                "--title=Taker",
                "--posx=900",
                "--posy=500",
            ])
            .args(["--width=300", "--height=200", "--text=Drop it here"])
            .stdin(Stdio::null())
            .stdout(told.reopen().expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("yad starts");
        desk.waits("the other program", |_| is_titled("Taker"));
        Taker { program, told }
    }

    fn window(&self) -> String {
        let found = xdotool(&["search", "--onlyvisible", "--name", "^Taker$"]);
        found.lines().last().expect("its window").to_owned()
    }

    /// What was dropped on it, one in a line.
    pub(crate) fn told(&self) -> String {
        std::fs::read_to_string(self.told.path()).unwrap_or_default()
    }
}

impl Drop for Taker {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The person presses a key, wherever the desktop takes it.
pub(crate) fn presses_key(name: &str) {
    xdotool(&["key", "--clearmodifiers", name]);
}

/// How many windows a program has on the screen that are in no other's window, its open menus among them.
pub(crate) fn windows_of(class: &str) -> usize {
    let all = xdotool(&[
        "search",
        "--onlyvisible",
        "--maxdepth",
        "1",
        "--class",
        class,
    ]);
    all.lines().count()
}

/// Is there a window on screen with exactly this title?
pub(crate) fn is_titled(title: &str) -> bool {
    titled(title).is_some()
}

fn titled(title: &str) -> Option<String> {
    let all = xdotool(&["search", "--onlyvisible", "--name", "."]);
    let is_it = |window: &&str| xdotool(&["getwindowname", window]).trim_end() == title;
    all.lines().find(is_it).map(str::to_owned)
}

/// The main window. Its title may begin with a number.
fn the_window() -> Option<String> {
    let found = xdotool(&["search", "--name", r"^(\([0-9]+\) )?Satchel$"]);
    found.lines().last().map(str::to_owned)
}

/// The person closes the main window by the keys of the window manager, which asks it to close as the button of its frame does.
pub(crate) fn closes_the_window() {
    closes(&the_window().expect("the window"));
}

/// The same with the window that has exactly this title.
pub(crate) fn closes_the_window_titled(title: &str) {
    closes(&titled(title).expect("the window"));
}

fn closes(window: &str) {
    xdotool(&["windowactivate", "--sync", window]);
    xdotool(&["key", "--clearmodifiers", "alt+F4"]);
}

/// The person moves and sizes it.
pub(crate) fn places_the_window(at: (i32, i32), size: (i32, i32)) {
    places(&the_window().expect("the window"), at, size);
}

/// The person moves and sizes the window with exactly this title.
pub(crate) fn places_the_window_titled(title: &str, at: (i32, i32), size: (i32, i32)) {
    places(&titled(title).expect("the window"), at, size);
}

fn places(window: &str, (x, y): (i32, i32), (width, height): (i32, i32)) {
    let [x, y, width, height] = [x, y, width, height].map(|n| n.to_string());
    xdotool(&["windowmove", "--sync", window, &x, &y]);
    xdotool(&["windowsize", window, &width, &height]);
}

/// Where it is on the screen, and how large.
pub(crate) fn place_of_the_window() -> Option<((i32, i32), (i32, i32))> {
    let told = xdotool(&["getwindowgeometry", "--shell", &the_window()?]);
    let number = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line?.parse().ok()
    };
    let place = (number("X=")?, number("Y=")?);
    Some((place, (number("WIDTH=")?, number("HEIGHT=")?)))
}
