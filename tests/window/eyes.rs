//! What a person sees: texts, rows, states. Read in one question each, so that a list that is being redrawn is never
//! seen half.

use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::Desk;

/// The first mirror of a server with two thousand cases, on two slow cores.
const MIRROR: Duration = Duration::from_secs(120);

/// The selector of a hook; a name like `timeline-item[data-state=pending]` narrows it.
pub(crate) fn hook(name: &str) -> String {
    let (name, rest) = name.split_at(name.find(['[', ' ', ':']).unwrap_or(name.len()));
    format!("[data-testid=\"{name}\"]{rest}")
}

impl Desk {
    /// Asks the page.
    ///
    /// # Panics
    /// When the page does not answer.
    #[track_caller]
    pub(crate) fn asks(&self, script: &str, args: Vec<Value>) -> Value {
        let answer = self.runtime.block_on(self.client().execute(script, args));
        answer.unwrap_or_else(|error| panic!("the page does not answer: {error}"))
    }

    /// Asks the page and waits for its answer, which the script gives to its last argument.
    #[track_caller]
    pub(crate) fn asks_and_waits(&self, script: &str, args: Vec<Value>) -> Value {
        let asked = self.client().execute_async(script, args);
        let answer = self.runtime.block_on(asked);
        answer.unwrap_or_else(|error| panic!("the page does not answer: {error}"))
    }

    /// The texts of everything that fits, top to bottom.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)";
        strings(&self.asks(script, vec![json!(hook(name))]))
    }

    /// An attribute of everything that fits and has it, top to bottom.
    pub(crate) fn attributes(&self, name: &str, attribute: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map((e) => e.getAttribute(arguments[1])).filter((value) => value !== null)";
        strings(&self.asks(script, vec![json!(hook(name)), json!(attribute)]))
    }

    /// The text of the only one.
    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        let texts = self.texts(name);
        assert_eq!(texts.len(), 1, "{name}: {texts:?}");
        texts.into_iter().next().unwrap_or_default()
    }

    /// What stands in a field.
    pub(crate) fn value(&self, name: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.value ?? ''";
        let value = self.asks(script, vec![json!(hook(name))]);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Is there one?
    pub(crate) fn sees(&self, name: &str) -> bool {
        !self.texts(name).is_empty()
    }

    /// Does the focus lie on it, or in it?
    pub(crate) fn is_focused(&self, name: &str) -> bool {
        let script =
            "return document.activeElement?.closest(arguments[0]) !== null && document.hasFocus()";
        self.asks(script, vec![json!(hook(name))]) == json!(true)
    }

    /// Is a dialog with this heading open?
    pub(crate) fn sees_dialog(&self, heading: &str) -> bool {
        let script =
            "return [...document.querySelectorAll('dialog[open] h2')].map((e) => e.innerText)";
        strings(&self.asks(script, vec![]))
            .iter()
            .any(|text| text == heading)
    }

    /// The status word.
    pub(crate) fn word(&self) -> String {
        let words = self.attributes("status-word", "data-word");
        words.into_iter().next().unwrap_or_default()
    }

    /// The number behind a place in the side bar; 0 where there is none.
    pub(crate) fn count(&self, place: &str) -> usize {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let selector = format!("{} .count", hook(place));
        let text = self.asks(script, vec![json!(selector)]);
        let digits: String = text
            .as_str()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        digits.parse().unwrap_or_default()
    }

    /// The cases in the list, top to bottom.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.attributes("queue-row", "data-case-id")
    }

    /// The priorities of the cases in the list, as a screen reader says them.
    pub(crate) fn priorities(&self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('[data-testid=\"queue-row\"] .priority')]
            .map((e) => e.textContent.trim()).filter((text) => text !== '')";
        strings(&self.asks(script, vec![]))
    }

    /// The case that is open, if one is.
    pub(crate) fn open_case(&self) -> Option<String> {
        self.attributes("case", "data-case-id").into_iter().next()
    }

    /// The open case's name.
    pub(crate) fn title(&self) -> String {
        let script = "return document.querySelector('[data-testid=\"case-title\"] .theirs')?.innerText ?? ''";
        let title = self.asks(script, vec![]);
        title.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until everything is here and sent.
    #[track_caller]
    pub(crate) fn waits_until_up_to_date(&self) {
        self.waits_long("the word Up to date", MIRROR, |desk| {
            desk.word() == "upToDate"
        });
    }

    /// Waits until a hook is there.
    #[track_caller]
    pub(crate) fn waits_for(&self, name: &str) {
        self.waits(name, |desk| desk.sees(name));
    }

    /// Waits until something that fits shows this text.
    #[track_caller]
    pub(crate) fn waits_for_text(&self, name: &str, text: &str) {
        self.waits(&format!("{text:?} in {name}"), |desk| {
            desk.texts(name).iter().any(|shown| shown.contains(text))
        });
    }
}

fn strings(value: &Value) -> Vec<String> {
    let all = value.as_array().into_iter().flatten();
    all.map(|v| v.as_str().unwrap_or_default().to_owned())
        .collect()
}
