//! What a person does: clicks, types, chooses, presses keys. All of it goes through WebDriver as input to the window, never
//! past the page's own handlers.

use std::path::Path;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;

use crate::desk::Desk;
use crate::desktop;
use crate::eyes::hook;
use crate::server::Server;

impl Desk {
    /// Clicks the first that fits, as soon as it can be clicked.
    #[track_caller]
    pub(crate) fn clicks(&self, name: &str) {
        self.does(&format!("a click on {name}"), name, async |found| {
            found.click().await
        });
    }

    /// Puts the caret into a field and types.
    #[track_caller]
    pub(crate) fn types(&self, name: &str, text: &str) {
        self.does(&format!("typing into {name}"), name, async |found| {
            found.send_keys(text).await
        });
        self.waits(&format!("the typed text in {name}"), |desk| {
            desk.value(name).ends_with(text)
        });
    }

    /// Takes everything out of a field, as a person does: the driver's own way tells the page nothing.
    #[track_caller]
    pub(crate) fn empties(&self, name: &str) {
        let all =
            Key::Control + &format!("a{}{}", char::from(Key::Null), char::from(Key::Backspace));
        self.does(&format!("emptying {name}"), name, async |found| {
            found.send_keys(&all).await
        });
        self.waits(&format!("an empty {name}"), |desk| {
            desk.value(name).is_empty()
        });
    }

    /// Types in place of what stands in a field.
    #[track_caller]
    pub(crate) fn types_over(&self, name: &str, text: &str) {
        self.empties(name);
        self.types(name, text);
    }

    /// Chooses from a list.
    #[track_caller]
    pub(crate) fn chooses(&self, name: &str, value: &str) {
        self.does(
            &format!("choosing {value} in {name}"),
            name,
            async |found| found.select_by_value(value).await,
        );
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub(crate) fn presses(&self, keys: &[char]) {
        for key in keys {
            self.presses_together(&[*key]);
        }
    }

    /// Types wherever the focus is.
    pub(crate) fn writes(&self, text: &str) {
        self.presses(&text.chars().collect::<Vec<_>>());
    }

    /// Presses keys together, such as Ctrl and Enter.
    #[track_caller]
    pub(crate) fn presses_together(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.iter().copied() {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in keys.iter().rev().copied() {
            actions = actions.then(KeyAction::Up { value });
        }
        let done = self.inputs(actions);
        done.unwrap_or_else(|error| panic!("the keys {keys:?}: {error}"));
    }

    /// Sends what one device does. The window may be gone before the driver answers.
    pub(crate) fn inputs(&self, device: impl Into<Actions>) -> Result<(), String> {
        let done = self.runtime.block_on(self.client().perform_actions(device));
        done.map_err(|error| error.to_string())
    }

    /// Clicks twice on a place in the window.
    #[track_caller]
    pub(crate) fn double_clicks_at(&self, x: f64, y: f64) {
        let button = MOUSE_BUTTON_LEFT;
        let to = PointerAction::MoveTo {
            duration: Some(Duration::ZERO),
            x: x.round(),
            y: y.round(),
        };
        let mut actions = MouseActions::new("mouse".to_owned()).then(to);
        for _ in 0..2 {
            actions = actions
                .then(PointerAction::Down { button })
                .then(PointerAction::Up { button });
        }
        self.inputs(actions).expect("a double click");
    }

    /// Presses a key that may close the window: it can be gone before the driver answers.
    pub(crate) fn presses_at_last(&self, key: char) {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        let _may_be_gone = self.inputs(actions);
    }

    /// Signs in and waits until every case is here.
    #[track_caller]
    pub(crate) fn signs_in(&self, server: &Server, token: &str) {
        self.gives_token(&server.origin(), token);
        self.waits_until_up_to_date();
    }

    /// Signs in with a token at the server that stands there already, and waits until every case is here.
    #[track_caller]
    pub(crate) fn signs_in_with(&self, token: &str) {
        self.clicks("signin-continue");
        self.clicks("signin-way-token");
        self.types("signin-token", token);
        self.clicks("signin-submit");
        self.waits_until_up_to_date();
    }

    /// Names the server, chooses to sign in with a token, and gives it.
    #[track_caller]
    pub(crate) fn gives_token(&self, server: &str, token: &str) {
        self.types("signin-server", server);
        self.clicks("signin-continue");
        self.clicks("signin-way-token");
        self.types("signin-token", token);
        self.clicks("signin-submit");
    }

    /// Attaches a file to the open case, by the desktop's dialog.
    #[track_caller]
    pub(crate) fn attaches(&self, file: &Path) {
        let there = self.texts("file-preview").len();
        self.clicks("attach");
        desktop::answers_dialog(self, "Attach files", file);
        self.waits("the file", |desk| {
            desk.texts("file-preview").len() == there + 1
        });
    }

    /// Finds the one case of this name, or with these words, and opens it.
    #[track_caller]
    pub(crate) fn looks_into(&self, name: &str) {
        self.looks_at("all");
        self.types_over("search", name);
        self.waits("the one case", |desk| desk.rows().len() == 1);
        let row = self.rows().remove(0);
        self.opens(&row);
    }

    /// Gives the open case its own window. Answers the main one, which is still looked at, and the new one.
    #[track_caller]
    pub(crate) fn opens_its_own_window(&self) -> (WindowHandle, WindowHandle) {
        self.clicks("case-more");
        self.clicks("case-window-open");
        let main = self.window();
        self.waits("a second window", |desk| desk.windows().len() == 2);
        let own = self.windows().into_iter().find(|one| *one != main);
        (main, own.expect("the second"))
    }

    /// Writes into the composer of the open case and sends.
    #[track_caller]
    pub(crate) fn says(&self, audience: &str, text: &str) {
        self.clicks(&format!("composer-{audience}"));
        self.types("composer-text", text);
        self.clicks("composer-send");
        self.waits_for_text(&format!("timeline-item[data-audience={audience}]"), text);
    }

    /// Goes to a view and waits for its rows.
    #[track_caller]
    pub(crate) fn looks_at(&self, view: &str) {
        self.clicks(&format!("nav-{view}"));
        self.waits(&format!("rows in {view}"), |desk| {
            desk.sees(&format!("nav-{view}[aria-current=page]")) && !desk.rows().is_empty()
        });
    }

    /// Opens a case that is in sight in the list.
    #[track_caller]
    pub(crate) fn opens(&self, case: &str) {
        self.clicks(&format!("queue-row[data-case-id=\"{case}\"]"));
        self.waits("the case that was clicked", |desk| {
            desk.open_case().as_deref() == Some(case) && !desk.title().is_empty()
        });
    }

    /// Asks for a sync by hand, in the sync centre behind the status word.
    #[track_caller]
    pub(crate) fn syncs(&self) {
        self.clicks("status-word");
        self.clicks("sync-now");
        self.presses(&[char::from(Key::Escape)]);
        self.waits("a closed sync centre", |desk| !desk.sees("sync-now"));
    }

    /// Sets a passphrase beside the keyring, which the side bar asks for.
    #[track_caller]
    pub(crate) fn sets_passphrase(&self, passphrase: &str) {
        self.clicks("key-asked");
        self.clicks("key-passphrase");
        self.types("new-passphrase", passphrase);
        self.types("new-passphrase-again", passphrase);
        self.clicks("new-passphrase-submit");
        self.waits("nothing that asks for a key", |desk| {
            !desk.sees("key-asked") && !desk.sees("new-passphrase")
        });
    }

    /// Finds and acts, again and again while the page is being redrawn.
    #[track_caller]
    fn does(&self, what: &str, name: &str, act: impl AsyncFn(&Element) -> Result<(), CmdError>) {
        let selector = hook(name);
        let mut last = None;
        let done = self.tries(self.patience(), || {
            let done = self.runtime.block_on(async {
                let found = self.client().find(Locator::Css(&selector)).await?;
                act(&found).await
            });
            match done {
                Ok(()) => Some(()),
                Err(error) => {
                    last = Some(error);
                    None
                }
            }
        });
        assert!(done.is_some(), "{what} did not work: {last:?}");
    }
}
