//! The app as it runs on a person's desktop, with nobody who drives it (a driver has the web view listen for it): it opens its
//! mirror by the keyring and syncs. Nobody can connect to it, and a crash leaves nothing of its memory on the disk (T4).

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::os::unix::net::UnixListener;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::driver;
use crate::home::Home;
use crate::server::Server;

const PATIENCE: Duration = Duration::from_secs(40);

/// A program in a group of its own, which ends with the test.
struct Running(Child);

impl Running {
    /// Started by a shell that allows a memory dump of any size, as a desktop may.
    fn start(home: &Home, folder: &Path, program: &Path, may_be_looked_into: bool) -> Running {
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -c unlimited; exec \"$0\" \"$@\""])
            .arg(program)
            .current_dir(folder)
            .envs(home.env())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        if may_be_looked_into {
            command.env("SATCHEL_DEBUGGER", "1");
        }
        Running(command.spawn().expect("it starts"))
    }

    /// It and every program that it started.
    fn processes(&self) -> Vec<u32> {
        let mut found = vec![self.0.id()];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            let tasks = std::fs::read_dir(format!("/proc/{parent}/task"));
            for task in tasks.into_iter().flatten().flatten() {
                let children = std::fs::read_to_string(task.path().join("children"));
                let children = children.unwrap_or_default();
                found.extend(
                    children
                        .split_whitespace()
                        .filter_map(|id| id.parse::<u32>().ok()),
                );
            }
            next += 1;
        }
        found
    }

    /// A broken access to memory, once more where the program looks at the first one itself (Rust's own handler does, and goes
    /// on where there was none).
    fn breaks(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            let mut kill = Command::new("kill");
            let _gone = kill
                .args(["-SEGV", "--", &self.0.id().to_string()])
                .status();
            std::thread::sleep(Duration::from_millis(300));
            if let Some(ended) = self.0.try_wait().expect("a status") {
                return ended;
            }
            assert!(Instant::now() < end, "it goes on whatever happens");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _gone = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

/// What these processes can be reached by: sockets that wait for a connection, or for whatever anybody sends.
fn doors(processes: &[u32]) -> Vec<String> {
    let theirs: BTreeSet<String> = processes.iter().flat_map(|id| sockets(*id)).collect();
    let mut doors = vec![];
    for (table, place, number, waits) in [
        ("tcp", 3, 9, "0A"),
        ("tcp6", 3, 9, "0A"),
        ("udp", 3, 9, "07"),
        ("udp6", 3, 9, "07"),
        // What accepts connections has a flag for it.
        ("unix", 3, 6, "00010000"),
    ] {
        let rows = std::fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default();
        for row in rows.lines().skip(1) {
            let cells: Vec<&str> = row.split_whitespace().collect();
            let is = |at: usize, what: &str| cells.get(at).is_some_and(|cell| *cell == what);
            let is_theirs = cells
                .get(number)
                .is_some_and(|inode| theirs.contains(*inode));
            if is(place, waits) && is_theirs {
                doors.push(format!("{table}: {row}"));
            }
        }
    }
    doors
}

/// The numbers of a process's sockets. Whoever may not look has seen nothing: that is a failure.
fn sockets(process: u32) -> Vec<String> {
    let open = std::fs::read_dir(format!("/proc/{process}/fd"));
    let Ok(open) = open else {
        assert!(
            !Path::new(&format!("/proc/{process}")).exists(),
            "{process} can't be looked into"
        );
        return vec![];
    };
    let links = open
        .flatten()
        .filter_map(|one| std::fs::read_link(one.path()).ok());
    let number = |link: std::path::PathBuf| {
        let link = link.to_string_lossy().into_owned();
        Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
    };
    links.filter_map(number).collect()
}

#[track_caller]
fn waits(what: &str, seen: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !seen() {
        assert!(Instant::now() < end, "never seen in {PATIENCE:?}: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn nobody_can_connect_to_it_and_a_crash_leaves_no_memory_behind() {
    let server = Server::start(20);
    let mut desk = Desk::open(Home::new("unwatched"), &[]);
    desk.signs_in(&server, ALICE);
    desk.end();
    let binary = driver::binary().canonicalize().expect("the app");
    let folder = tempfile::tempdir().expect("a folder");
    let asked = || server.crm().requests().count();
    let syncs = |app: &Running, before: usize| {
        waits("a sync of the app that nobody drives", || asked() > before);
        assert!(app.processes().len() > 1, "its web view runs");
    };

    let before = asked();
    let app = Running::start(desk.home(), folder.path(), &binary, true);
    syncs(&app, before);
    assert_eq!(doors(&app.processes()), [""; 0]);
    drop(app);
    // What would be noticed: the same look at this process, which listens in four ways.
    let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let unix = UnixListener::bind(folder.path().join("door")).expect("a door");
    let own = doors(&[std::process::id()]);
    let of = |table: &str| {
        own.iter()
            .any(|door| door.starts_with(&format!("{table}: ")))
    };
    assert!(of("tcp") && of("udp") && of("unix"), "{own:?}");
    drop((tcp, udp, unix));

    let before = asked();
    let mut app = Running::start(desk.home(), folder.path(), &binary, false);
    syncs(&app, before);
    let ended = app.breaks();
    assert_eq!(ended.signal(), Some(11), "{ended}");
    assert!(!ended.core_dumped(), "its memory was written down");
    let mut left = std::fs::read_dir(folder.path())
        .expect("a folder")
        .flatten();
    assert!(!left.any(|file| file.file_name().to_string_lossy().starts_with("core")));
    // What would be noticed: another program's memory, on a system that writes it down at all.
    let sleep = Path::new("/bin/sleep");
    let mut another = Command::new("sh");
    another
        .args(["-c", "ulimit -c unlimited; exec \"$0\" 60"])
        .arg(sleep);
    let mut another = Running(
        another
            .current_dir(folder.path())
            .process_group(0)
            .spawn()
            .expect("it starts"),
    );
    let cmdline = format!("/proc/{}/cmdline", another.0.id());
    waits("another program", || {
        std::fs::read(&cmdline).is_ok_and(|line| line.starts_with(b"/bin/sleep"))
    });
    if !another.breaks().core_dumped() {
        println!("this system writes no program's memory down: the crash shows nothing here");
    }
}
