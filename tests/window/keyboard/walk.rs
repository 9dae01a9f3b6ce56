//! A hand that has keys and nothing else: no click, no focus set by a script. After every key the focus is looked for: on
//! something, in sight, not under something else, with a name, and marked.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::eyes::hook;

/// More stops than any screen has between two of its ends.
const ROUND: usize = 140;

/// What is wrong with where the focus is, or nothing; and whether that is in the place that is asked for.
const STANDS: &str = r#"
    const [place] = arguments;
    const el = document.activeElement;
    const nowhere = !el || el === document.body || el === document.documentElement;
    if (nowhere) return ['nothing has the focus', false, ''];
    const words = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const labels = [...(el.labels ?? [])].map((label) => label.textContent).join(' ');
    const name = (el.getAttribute('aria-label') || words(el.getAttribute('aria-labelledby') ?? '').trim()
        || labels || el.textContent || el.title || '').trim();
    const told = el.tagName.toLowerCase() + ' ' + (el.dataset.testid ?? '') + ' “' + name.slice(0, 40) + '”';
    const says = (what) => [what === '' ? '' : told + ' ' + what, place !== '' && el.closest(place) !== null, told];
    if (name === '') return says('has no name');
    if (!document.hasFocus()) return says('is in a window without the focus');

    const box = el.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return says('is out of sight');
    const shares = [0.08, 0.5, 0.92];
    const isSeen = (x, y) => el.contains(document.elementFromPoint(x, y));
    // Where something lies on it, its edge may stand out.
    const isOnTop = isSeen(left + 1, top + 1)
        || shares.some((x) => shares.some((y) => isSeen(left + (right - left) * x, top + (bottom - top) * y)));
    if (!isOnTop) return says('lies under something else');

    const flat = (rule) => rule.selectorText ? [rule] : [...(rule.cssRules ?? [])].flatMap(flat);
    window.rulesOfFocus ??= [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap(flat)
        .filter((rule) => rule.selectorText.includes(':focus'));
    const current = document.getElementById(el.getAttribute('aria-activedescendant') ?? '');
    const around = [el, current, el.parentElement, el.parentElement?.parentElement].filter(Boolean);
    const isOutlined = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    };
    const isDrawn = ({ style }) => (style.boxShadow || 'none') !== 'none' || style.borderColor || style.borderBlockColor;
    const byRule = window.rulesOfFocus.some((rule) => isDrawn(rule) && around.some((one) => one.matches(rule.selectorText)));
    return says(isOutlined(el) || around.some((one) => one.matches(':focus-within') && isOutlined(one)) || byRule
        ? '' : 'is not marked');
"#;

/// Notes where the focus is, and tells whether it was there before on this walk.
const STEPS: &str = "const at = document.activeElement;
    const known = (window.steps ??= []).includes(at);
    window.steps.push(at);
    return known;";

/// Where the focus stands.
struct Stand {
    wrong: String,
    is_there: bool,
    told: String,
}

fn looks(desk: &Desk, place: &str) -> Stand {
    let selector = if place.is_empty() {
        String::new()
    } else {
        hook(place)
    };
    let said = desk.asks(STANDS, vec![json!(selector)]);
    let word = |n: usize| said[n].as_str().unwrap_or_default().to_owned();
    Stand {
        wrong: word(0),
        is_there: said[1] == Value::Bool(true),
        told: word(2),
    }
}

impl Desk {
    /// Whatever has the focus can have it.
    #[track_caller]
    pub(super) fn stands(&self, after: &str) {
        let mut wrong = String::new();
        let stood = self.tries(self.patience() / 4, || {
            wrong = looks(self, "").wrong;
            wrong.is_empty().then_some(())
        });
        assert!(stood.is_some(), "after {after}: {wrong}");
    }

    /// The focus comes to this place, and can be there.
    #[track_caller]
    pub(super) fn is_at(&self, place: &str) {
        let mut last = String::new();
        let came = self.tries(self.patience(), || {
            let stand = looks(self, place);
            let is_good = stand.is_there && stand.wrong.is_empty();
            last = format!("{} {}", stand.told, stand.wrong);
            is_good.then_some(())
        });
        assert!(came.is_some(), "the focus is not at {place}: {last}");
    }

    /// Presses keys, one after the other.
    #[track_caller]
    pub(super) fn strikes(&self, keys: &[char]) {
        self.presses(keys);
        self.stands(&format!("{keys:?}"));
    }

    /// Presses a named key.
    #[track_caller]
    pub(super) fn strikes_key(&self, key: Key) {
        self.strikes(&[char::from(key)]);
    }

    /// Presses keys together.
    #[track_caller]
    pub(super) fn strikes_with(&self, held: &[Key], key: char) {
        let keys: Vec<char> = held.iter().copied().map(char::from).chain([key]).collect();
        self.presses_together(&keys);
        self.stands(&format!("{keys:?} together"));
    }

    /// Types, letter by letter, wherever the focus is.
    #[track_caller]
    pub(super) fn spells(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        let done = self.inputs(actions);
        done.unwrap_or_else(|error| panic!("typing {text:?}: {error}"));
        self.stands(text);
    }

    /// Types in place of what stands in the field that has the focus.
    #[track_caller]
    pub(super) fn spells_over(&self, text: &str) {
        self.strikes_with(&[Key::Control], 'a');
        self.strikes_key(Key::Backspace);
        self.spells(text);
    }

    /// On with Tab until the focus is there; every stop on the way can have it.
    #[track_caller]
    pub(super) fn tabs_to(&self, place: &str) {
        self.goes_to(place, &[char::from(Key::Tab)]);
    }

    /// The same, backwards.
    #[track_caller]
    pub(super) fn tabs_back_to(&self, place: &str) {
        self.goes_to(place, &[char::from(Key::Shift), char::from(Key::Tab)]);
    }

    #[track_caller]
    fn goes_to(&self, place: &str, keys: &[char]) {
        self.waits_for(place);
        let mut way = vec![];
        for _ in 0..ROUND {
            let stand = looks(self, place);
            // Between the last stop and the first the focus may be at the window's frame.
            let is_frame = stand.told.is_empty();
            assert!(is_frame || stand.wrong.is_empty(), "{}", stand.wrong);
            if stand.is_there {
                return;
            }
            way.push(stand.told);
            self.presses_together(keys);
        }
        panic!("{keys:?} never comes to {place}: {way:#?}");
    }

    /// All the way round with Tab: every stop can have the focus, and the way leads back to where it began. Tells the stops.
    #[track_caller]
    pub(super) fn goes_round(&self) -> Vec<String> {
        self.asks("window.steps = []", vec![]);
        let mut way = vec![];
        for _ in 0..ROUND {
            let stand = looks(self, "");
            let is_frame = stand.told.is_empty();
            assert!(
                is_frame || stand.wrong.is_empty(),
                "{} {way:#?}",
                stand.wrong
            );
            if !is_frame && self.asks(STEPS, vec![]) == json!(true) {
                // Where it began may be no stop itself.
                let is_first = way.iter().take(2).any(|one| *one == stand.told);
                assert!(is_first, "a trap: {} again, {way:#?}", stand.told);
                return way;
            }
            if !is_frame {
                way.push(stand.told);
            }
            self.presses(&[char::from(Key::Tab)]);
        }
        panic!("the way round has no end: {way:#?}");
    }

    /// Chooses in the list that has the focus, as the arrows go.
    #[track_caller]
    pub(super) fn arrows_to(&self, name: &str, value: &str) {
        self.is_at(name);
        let script = "const list = document.querySelector(arguments[0]);
            return [...list.options].findIndex((one) => one.value === arguments[1]) - list.selectedIndex";
        let way = self.asks(script, vec![json!(hook(name)), json!(value)]);
        let way = way.as_i64().expect("a way");
        let key = if way > 0 { Key::Down } else { Key::Up };
        for _ in 0..way.abs() {
            self.strikes_key(key);
            self.is_at(name);
        }
        self.waits(&format!("{value} in {name}"), |desk| {
            desk.value(name) == value
        });
    }

    /// Does an act by its name, in the palette.
    #[track_caller]
    pub(super) fn calls_for(&self, name: &str) {
        self.strikes_with(&[Key::Control], 'k');
        self.is_at("palette-text");
        self.spells(name);
        self.waits(&format!("{name} on top"), |desk| {
            let line = desk.texts("palette-line[aria-selected=true]").join(" ");
            line.to_lowercase().contains(&name.to_lowercase())
        });
        self.presses(&[char::from(Key::Enter)]);
        self.waits("no palette", |desk| !desk.sees("palette"));
        self.stands(name);
    }

    /// Looks a case up by its name, and opens it.
    #[track_caller]
    pub(super) fn looks_up(&self, name: &str) -> String {
        self.strikes(&['7']);
        self.is_at("queue");
        self.strikes(&['/']);
        self.is_at("search");
        self.spells_over(&format!("\"{name}\""));
        self.waits("the one case", |desk| desk.rows().len() == 1);
        let row = self.rows().remove(0);
        self.strikes_key(Key::Enter);
        self.is_at("queue");
        self.presses(&[char::from(Key::Enter)]);
        self.waits("the case of the row", |desk| {
            desk.open_case().as_deref() == Some(&*row) && !desk.title().is_empty()
        });
        self.is_at("case");
        row
    }

    /// Writes on the open case and sends.
    #[track_caller]
    pub(super) fn answers(&self, key: char, text: &str) {
        self.strikes(&[key]);
        self.is_at("composer-text");
        self.spells(text);
        self.strikes_with(&[Key::Control], char::from(Key::Enter));
        self.waits_for_text("timeline-item[data-kind=comment]", text);
        self.is_at("composer-text");
        self.strikes_key(Key::Escape);
        self.is_at("case");
    }
}
