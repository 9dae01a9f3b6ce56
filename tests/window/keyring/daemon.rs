//! A keyring of a test's own: the real daemon on a bus of its own, which can be locked, ended and started anew, and whose items
//! can be looked at, changed, taken away and put back as another program would.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const PASSWORD: &str = "only for this test";
const NAME: &str = "org.freedesktop.secrets";
const SERVICE: &str = "/org/freedesktop/secrets";
const LOGIN: &str = "/org/freedesktop/secrets/collection/login";
const PATIENCE: Duration = Duration::from_secs(60);
/// No program is started because somebody asks for it: absent is absent.
const CONFIGURATION: &str = r#"<busconfig><type>session</type><listen>unix:path=BUS</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"#;

/// A secret on the bus: session, parameters, value, kind.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// What was in an item.
pub(super) struct Item {
    attributes: HashMap<String, String>,
    label: String,
    pub(super) secret: String,
}

/// Somebody who is not there to type the password: the part of GNOME's desktop that would ask for it takes the question, and
/// nothing more ever comes of it.
struct Away {
    asked: Arc<AtomicUsize>,
}

impl Away {
    const NAME: &str = "org.gnome.keyring.SystemPrompter";
    const PATH: &str = "/org/gnome/keyring/Prompter";
}

#[zbus::interface(name = "org.gnome.keyring.internal.Prompter")]
impl Away {
    fn begin_prompting(&self, _whom: OwnedObjectPath) {
        self.asked.fetch_add(1, Ordering::SeqCst);
    }

    fn stop_prompting(&self, _whom: OwnedObjectPath) {}
}

pub(crate) struct Keyring {
    bus: Child,
    daemon: Option<Child>,
    folder: TempDir,
    connection: Connection,
    /// Where the keyring's questions go.
    desktop: RefCell<Option<Connection>>,
    asked: Arc<AtomicUsize>,
}

impl Keyring {
    /// A new one, unlocked, with nothing in it.
    pub(crate) fn start() -> Keyring {
        let folder = tempfile::tempdir().expect("a folder");
        let configuration = folder.path().join("bus.conf");
        let text = CONFIGURATION.replace("BUS", &folder.path().join("bus").to_string_lossy());
        std::fs::write(&configuration, text).expect("a file");
        let mut bus = Command::new("dbus-daemon")
            .args(["--nofork", "--print-address=1"])
            .arg(format!("--config-file={}", configuration.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts");
        let mut address = String::new();
        let output = bus.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("its address");
        let connection = Builder::address(address.trim()).and_then(Builder::build);
        let mut keyring = Keyring {
            bus,
            daemon: None,
            folder,
            connection: connection.expect("the bus"),
            desktop: RefCell::default(),
            asked: Arc::default(),
        };
        keyring.begins();
        keyring
    }

    /// Where the bus is.
    pub(crate) fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("bus").display())
    }

    /// A test's own way onto the bus.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The daemon starts, and its person unlocks it.
    pub(super) fn begins(&mut self) {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        for name in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, self.folder.path());
        }
        let daemon = command
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .env_remove("GNOME_KEYRING_CONTROL")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut daemon = daemon.expect("gnome-keyring-daemon starts");
        let mut input = daemon.stdin.take().expect("its input");
        input.write_all(PASSWORD.as_bytes()).expect("unlocked");
        drop(input);
        self.daemon = Some(daemon);
        self.waits(true);
    }

    /// The daemon is gone, as after a crash.
    pub(super) fn ends(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().expect("it ends");
            daemon.wait().expect("it ends");
            self.waits(false);
        }
    }

    /// The daemon is there and does nothing at all from now on, or goes on.
    pub(super) fn hangs(&self, does: bool) {
        let daemon = self.daemon.as_ref().expect("a daemon");
        let signal = if does { "-STOP" } else { "-CONT" };
        let mut kill = Command::new("kill");
        let sent = kill.args([signal, "--", &daemon.id().to_string()]).status();
        assert!(sent.expect("kill starts").success());
    }

    /// From now on the desktop puts the keyring's question on the screen, and nobody answers it.
    pub(super) fn asks_a_person_who_is_away(&self) {
        let asked = Arc::clone(&self.asked);
        let desktop = Builder::address(self.address().as_str())
            .and_then(|way| way.name(Away::NAME))
            .and_then(|way| way.serve_at(Away::PATH, Away { asked }))
            .and_then(Builder::build);
        *self.desktop.borrow_mut() = Some(desktop.expect("a desktop on the bus"));
    }

    /// How often it asked them.
    pub(super) fn times_asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    pub(super) fn locks(&self) {
        let all = vec![ObjectPath::try_from(LOGIN).expect("a path")];
        let _: (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.calls(SERVICE, "org.freedesktop.Secret.Service", "Lock", &(all,));
    }

    /// Its person unlocks it.
    pub(super) fn unlocks(&self) {
        let master: Secret = (
            self.session(),
            vec![],
            PASSWORD.as_bytes().to_vec(),
            "text/plain".to_owned(),
        );
        let login = ObjectPath::try_from(LOGIN).expect("a path");
        let interface = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
        let () = self.calls(
            SERVICE,
            interface,
            "UnlockWithMasterPassword",
            &(login, master),
        );
    }

    /// Takes the item of this name out.
    pub(super) fn takes_out(&self, name: &str) -> Item {
        let path = self.finds(name);
        let item = self.item(&path);
        let _: OwnedObjectPath =
            self.calls(path.as_str(), "org.freedesktop.Secret.Item", "Delete", &());
        item
    }

    /// Puts it in again.
    pub(super) fn puts_back(&self, item: &Item) {
        let of = |name: &str| format!("org.freedesktop.Secret.Item.{name}");
        let properties: HashMap<String, Value<'_>> = [
            (of("Label"), Value::from(item.label.clone())),
            (of("Attributes"), Value::from(item.attributes.clone())),
        ]
        .into();
        let secret = self.secret(&item.secret);
        let _: (OwnedObjectPath, OwnedObjectPath) = self.calls(
            LOGIN,
            "org.freedesktop.Secret.Collection",
            "CreateItem",
            &(properties, secret, true),
        );
    }

    /// Something else stands in the item of this name from now on. Answers what stood there.
    pub(super) fn writes_over(&self, name: &str, secret: &str) -> String {
        let path = self.finds(name);
        let before = self.item(&path).secret;
        let interface = "org.freedesktop.Secret.Item";
        let () = self.calls(
            path.as_str(),
            interface,
            "SetSecret",
            &(self.secret(secret),),
        );
        before
    }

    fn finds(&self, name: &str) -> OwnedObjectPath {
        let ours: HashMap<&str, &str> = [("service", "Satchel")].into();
        let interface = "org.freedesktop.Secret.Service";
        let (found, _): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.calls(SERVICE, interface, "SearchItems", &(ours,));
        let mut found = found.into_iter();
        let item = found.find(|path| {
            let attributes: HashMap<String, String> = self.property(path.as_str(), "Attributes");
            attributes
                .get("username")
                .is_some_and(|user| user.starts_with(name))
        });
        item.unwrap_or_else(|| panic!("no item {name:?}"))
    }

    fn item(&self, path: &OwnedObjectPath) -> Item {
        let interface = "org.freedesktop.Secret.Item";
        let (secret,): (Secret,) =
            self.calls(path.as_str(), interface, "GetSecret", &(self.session(),));
        Item {
            attributes: self.property(path.as_str(), "Attributes"),
            label: self.property(path.as_str(), "Label"),
            secret: String::from_utf8(secret.2).expect("a text"),
        }
    }

    fn secret(&self, text: &str) -> Secret {
        let kind = "text/plain".to_owned();
        (self.session(), vec![], text.as_bytes().to_vec(), kind)
    }

    fn session(&self) -> OwnedObjectPath {
        let plain = ("plain", Value::from(""));
        let interface = "org.freedesktop.Secret.Service";
        let (_, session): (OwnedValue, OwnedObjectPath) =
            self.calls(SERVICE, interface, "OpenSession", &plain);
        session
    }

    fn property<T>(&self, path: &str, name: &str) -> T
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::Error>,
    {
        let item = Proxy::new(&self.connection, NAME, path, "org.freedesktop.Secret.Item");
        let told = item.and_then(|item| item.get_property(name));
        told.unwrap_or_else(|why| panic!("{name} of {path}: {why}"))
    }

    fn calls<A, T>(&self, path: &str, interface: &str, method: &str, arguments: &A) -> T
    where
        A: serde::Serialize + zbus::zvariant::DynamicType,
        T: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        let proxy = Proxy::new(&self.connection, NAME, path, interface);
        let said = proxy.and_then(|proxy| proxy.call(method, arguments));
        said.unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    /// Waits until the keyring answers, or nobody does.
    fn waits(&self, answers: bool) {
        let end = Instant::now() + PATIENCE;
        let bus = zbus::blocking::fdo::DBusProxy::new(&self.connection).expect("the bus");
        let name = zbus::names::BusName::try_from(NAME).expect("a name");
        while bus.name_has_owner(name.clone()).expect("an answer") != answers {
            assert!(Instant::now() < end, "the keyring is there: {}", !answers);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for process in self.daemon.iter_mut().chain([&mut self.bus]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
