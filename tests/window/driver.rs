//! One WebDriver process and its session; the app is its child. Both end with it, whatever happens.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::home::Home;

/// How long the driver and the app may take to start.
const START: Duration = Duration::from_secs(90);

/// The app's binary, and a display to show it on.
///
/// # Panics
/// Where one is missing: these tests are never skipped in silence.
pub(crate) fn binary() -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match (set("SATCHEL_BIN"), set("DISPLAY")) {
        (Some(binary), Some(_)) => PathBuf::from(binary),
        _ => panic!(
            "There is no built app or no display here: run `cargo xtask test window`, which brings both."
        ),
    }
}

/// A running driver.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver whose app lives in `home`.
    pub(crate) fn start(home: &Home) -> Driver {
        let port = free_port();
        let log = home.log("driver");
        let errors = log.try_clone().expect("the driver's log");
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(home.env())
            // What the app writes where it runs lies in its home.
            .current_dir(home.folder())
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            // A group of its own: the app and its web processes are ended with it.
            .process_group(0);
        let process = command.spawn().expect("WebKitWebDriver starts");
        let driver = Driver { process, port };
        let end = Instant::now() + START;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(Instant::now() < end, "WebKitWebDriver does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    /// Starts the app with these arguments, and takes it in hand.
    pub(crate) async fn open(&self, args: &[&str]) -> Client {
        let browser = json!({ "binary": binary(), "args": args });
        let wanted = [("webkitgtk:browserOptions".to_owned(), browser)];
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted.into_iter().collect());
        let opened = tokio::time::timeout(START, builder.connect(&address)).await;
        opened
            .expect("the app's window opens in time")
            .expect("the app's window opens")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        let _gone = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("its number").port()
}
