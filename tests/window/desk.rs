//! [`Desk`]: the running app as a person meets it. What they do is in `hands.rs`, what they see in `eyes.rs`; here is how
//! the app starts, starts again and ends, and how a test waits for it.
//!
//! A test that fails leaves a picture of the window in `target/window/` and the page's text in its output.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::wd::WindowHandle;
use tokio::runtime::Runtime;

use crate::desktop;
use crate::driver::{self, Driver};
use crate::home::Home;

/// How long something may take that happens at once for a person. Two slow cores with two windows must do; who waits sees
/// what is waited for a tenth of a second later at most.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a test looks.
const LOOK: Duration = Duration::from_millis(100);

/// A running app.
pub(crate) struct Desk {
    home: Home,
    args: &'static [&'static str],
    pub(crate) runtime: Runtime,
    // In this order: the session ends before its driver.
    pub(crate) client: Option<Client>,
    driver: Option<Driver>,
}

impl Desk {
    /// Starts the app in a home.
    pub(crate) fn open(home: Home, args: &'static [&'static str]) -> Desk {
        let _or_it_says_what_to_run = driver::binary();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let mut desk = Desk {
            home,
            args,
            runtime,
            client: None,
            driver: None,
        };
        desk.start();
        desk
    }

    fn start(&mut self) {
        let driver = Driver::start(&self.home);
        self.client = Some(self.runtime.block_on(driver.open(self.args)));
        self.driver = Some(driver);
    }

    /// The app is ended without a word, as by a power cut, and started again in the same home.
    pub(crate) fn restarts(&mut self) {
        self.end();
        self.start();
    }

    /// It is killed in the middle of what it does, and started again.
    pub(crate) fn is_killed_and_starts_again(&mut self) {
        self.driver = None;
        self.client = None;
        self.start();
    }

    /// The same, started with other arguments.
    pub(crate) fn restarts_with(&mut self, args: &'static [&'static str]) {
        self.args = args;
        self.restarts();
    }

    /// The window a test looks at.
    pub(crate) fn window(&self) -> WindowHandle {
        let window = self.runtime.block_on(self.client().window());
        window.expect("a window")
    }

    /// The app's windows.
    pub(crate) fn windows(&self) -> Vec<WindowHandle> {
        let all = self.runtime.block_on(self.client().windows());
        all.expect("the windows")
    }

    /// Looks at another window from now on.
    pub(crate) fn turns_to(&self, window: &WindowHandle) {
        let turned = self.client().switch_to_window(window.clone());
        self.runtime.block_on(turned).expect("that window");
    }

    /// Ends the app without a word.
    pub(crate) fn end(&mut self) {
        if let Some(client) = self.client.take() {
            let runtime = &self.runtime;
            // Either way its driver ends, and the app with it.
            let _closed = runtime
                .block_on(async { tokio::time::timeout(PATIENCE, client.close()).await.is_ok() });
        }
        self.driver = None;
    }

    /// Does it still answer?
    pub(crate) fn runs(&self) -> bool {
        self.runtime.block_on(async {
            let asked = self.client().execute("return 1", vec![]);
            matches!(tokio::time::timeout(LOOK * 20, asked).await, Ok(Ok(_)))
        })
    }

    /// Where the app lives.
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Puts the window out of sight.
    pub(crate) fn is_put_away(&self) {
        let done = self.runtime.block_on(self.client().minimize_window());
        done.expect("the window can be minimized");
        self.waits("a window out of sight", |desk| !desk.is_in_sight());
    }

    /// Gives the window a size.
    pub(crate) fn is_sized(&self, width: u32, height: u32) {
        let done = self
            .runtime
            .block_on(self.client().set_window_size(width, height));
        done.expect("the window can be sized");
    }

    /// Can a person see the window?
    pub(crate) fn is_in_sight(&self) -> bool {
        self.asks("return document.visibilityState", vec![]) == "visible"
    }

    /// The session.
    pub(crate) fn client(&self) -> &Client {
        self.client.as_ref().expect("the app runs")
    }

    /// Looks until `seen` holds.
    ///
    /// # Panics
    /// When it does not in time; `what` says what was waited for.
    #[track_caller]
    pub(crate) fn waits(&self, what: &str, seen: impl Fn(&Desk) -> bool) {
        self.waits_long(what, PATIENCE, seen);
    }

    /// The same, with more patience.
    #[track_caller]
    pub(crate) fn waits_long(&self, what: &str, patience: Duration, seen: impl Fn(&Desk) -> bool) {
        let got = self.tries(patience, || seen(self).then_some(()));
        assert!(got.is_some(), "never seen in {patience:?}: {what}");
    }

    /// Tries until there is something.
    pub(crate) fn tries<T>(
        &self,
        patience: Duration,
        mut attempt: impl FnMut() -> Option<T>,
    ) -> Option<T> {
        let end = Instant::now() + patience;
        loop {
            if let Some(got) = attempt() {
                return Some(got);
            }
            if Instant::now() >= end {
                return None;
            }
            std::thread::sleep(LOOK);
        }
    }

    /// The patience for what happens at once.
    pub(crate) fn patience(&self) -> Duration {
        PATIENCE
    }

    /// Leaves the page's text and a picture behind.
    fn tells_what_was_on_screen(&self) {
        let Some(client) = &self.client else { return };
        let script = "return location.href + '\\n' + document.body.innerText";
        let text = self.runtime.block_on(async {
            tokio::time::timeout(PATIENCE, client.execute(script, vec![])).await
        });
        match text {
            Ok(Ok(text)) => println!("--- on screen\n{}", text.as_str().unwrap_or_default()),
            other => println!("--- the page does not answer: {other:?}"),
        }
        println!("--- the app said\n{}", self.home.said("driver"));
        match desktop::picture(self.home.name) {
            Some(file) => println!("--- picture: {}", file.display()),
            None => println!("--- no picture could be taken"),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.tells_what_was_on_screen();
        }
        self.end();
    }
}
