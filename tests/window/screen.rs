//! The desktop's screen, with a real screen saver: MATE's, which locks and opens when it is told to.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A screen with a saver.
pub(crate) struct Screen(Child);

impl Screen {
    /// Starts the saver, and waits until it can be spoken to.
    pub(crate) fn start() -> Screen {
        let mut saver = Command::new("mate-screensaver");
        saver.arg("--no-daemon").stdout(Stdio::null());
        let screen = Screen(saver.stderr(Stdio::null()).spawn().expect("a screen saver"));
        screen.waits_until("is inactive");
        screen
    }

    /// Locks the screen.
    pub(crate) fn locks(&self) {
        told("--lock");
        self.waits_until("is active");
    }

    /// Opens it again.
    pub(crate) fn opens(&self) {
        told("--deactivate");
        self.waits_until("is inactive");
    }

    #[track_caller]
    fn waits_until(&self, said: &str) {
        let since = Instant::now();
        while !told("--query").contains(said) {
            let process = self.0.id();
            assert!(
                since.elapsed() < Duration::from_secs(20),
                "the screen saver {process} never said that it {said}"
            );
            sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ended = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// What it says when it is told something.
fn told(what: &str) -> String {
    let mut command = Command::new("mate-screensaver-command");
    let output = command.arg(what).output().expect("the saver's command");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
