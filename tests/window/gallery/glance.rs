//! One look at what is on screen: axe's rules, nothing wider than the window, and a picture, in each theme.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desktop;

/// What WCAG 2.2 AA asks for, as far as a program can tell. A grid of which no row is current yet scrolls by the keyboard
/// although nothing inside takes the focus: the grid does, and gives it to a row.
const RULES: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }).then((found) => done(found.violations.flatMap((rule) => rule.nodes.filter((node) =>
        rule.id !== 'scrollable-region-focusable'
            || !document.querySelector(node.target.join(' '))?.closest('[role=grid][tabindex=\"0\"]')).map((node) =>
        rule.id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? '') + ' ' + node.html.slice(0, 160)))),
        (error) => done(['axe: ' + error]));";

/// Another theme, when every color has arrived. What turns while it syncs has no end.
const THEME: &str = "const [theme, done] = arguments;
    document.documentElement.dataset.theme = theme;
    requestAnimationFrame(() => setTimeout(() => {
        for (const one of document.getAnimations())
            if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish();
        requestAnimationFrame(() => done(null));
    }, 60));";

/// By how much the page is wider than the window.
const TOO_WIDE: &str = "return document.documentElement.scrollWidth - window.innerWidth";

/// The looks of one test.
pub(super) struct Glances<'a> {
    desk: &'a Desk,
    axe: String,
    folder: PathBuf,
    /// The title of the window that is looked at; `None`: the main one's.
    window: Option<&'static str>,
    faults: Vec<String>,
    seen: usize,
}

impl<'a> Glances<'a> {
    /// Ready to look.
    pub(super) fn new(desk: &'a Desk) -> Glances<'a> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let axe = root.join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&axe).expect("axe, which the page's own tests have, too");
        let folder = root.join("target/pictures");
        std::fs::create_dir_all(&folder).expect("a folder for the pictures");
        Glances {
            desk,
            axe,
            folder,
            window: None,
            faults: Vec::new(),
            seen: 0,
        }
    }

    /// Ready to look at the window of this title, which the test has turned to.
    pub(super) fn of(desk: &'a Desk, title: &'static str) -> Glances<'a> {
        Glances {
            window: Some(title),
            ..Glances::new(desk)
        }
    }

    /// Looks at what is on screen, and calls it by this name.
    pub(super) fn at(&mut self, name: &str) {
        let desk = self.desk;
        if desk.asks("return typeof axe", vec![]) != json!("object") {
            desk.asks(&self.axe, vec![]);
        }
        let before = desk.asks(
            "return document.documentElement.dataset.theme ?? null",
            vec![],
        );
        for theme in ["light", "dark"] {
            desk.asks_and_waits(THEME, vec![json!(theme)]);
            let faults = desk.asks_and_waits(RULES, vec![]);
            let faults = faults.as_array().cloned().unwrap_or_default();
            let faults = faults.iter().filter_map(Value::as_str);
            let told = faults.map(|fault| format!("{name}, {theme}: {fault}"));
            self.faults.extend(told);
            let wide = desk.asks(TOO_WIDE, vec![]).as_i64().unwrap_or(i64::MAX);
            if wide > 0 {
                self.faults
                    .push(format!("{name}, {theme}: {wide} pixels too wide"));
            }
            let file = self.folder.join(format!("{name}-{theme}.png"));
            let taken = match self.window {
                Some(title) => desktop::picture_of(title, &file),
                None => desktop::picture_of_the_window(&file),
            };
            assert!(taken, "no picture of {name}");
        }
        let back = "const [theme] = arguments;
            if (theme === null) delete document.documentElement.dataset.theme;
            else document.documentElement.dataset.theme = theme;";
        desk.asks(back, vec![before]);
        self.seen += 1;
    }

    /// Nothing was wrong anywhere.
    #[track_caller]
    pub(super) fn end(self) {
        println!(
            "{} screens in two themes: {}",
            self.seen,
            self.folder.display()
        );
        assert!(
            self.faults.is_empty(),
            "{} faults:\n{}",
            self.faults.len(),
            self.faults.join("\n")
        );
    }
}
