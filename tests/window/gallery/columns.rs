//! The columns of the list, chosen, ordered and widened with the keyboard alone: in large letters, and from right to left.

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use super::glance::Glances;
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// The heads of the list in their order, by their columns.
const HEADS: &str =
    "return [...document.querySelectorAll('[data-testid=queue] [role=columnheader]')]
    .map((head) => /head-(\\w+)/.exec(head.className)[1])";
/// How wide the cells of a column are, in tenths of the page's letters.
const WIDE: &str = "const cell = document.querySelector(`[data-testid=queue-row] [role=gridcell].${arguments[0]}`);
    return Math.round(cell.getBoundingClientRect().width
        / parseFloat(getComputedStyle(document.documentElement).fontSize) * 10)";
/// Which heads' words reach over their own edge or into the next.
const OVER: &str = "return [...document.querySelectorAll('[data-testid=queue] [role=columnheader]')].flatMap((head) => {
    const [edge, words] = [head.querySelector('.edge'), head.querySelector('button') ?? head.firstChild];
    if (!edge || head.offsetParent === null) return [];
    const range = document.createRange();
    range.selectNodeContents(words);
    const [line, text] = [edge.getBoundingClientRect(), range.getBoundingClientRect()];
    const at = getComputedStyle(head).direction === 'rtl' ? text.left - line.left : line.right - text.right;
    return at < 3 ? [`${head.className}: ${at}`] : [];
})";

fn heads(desk: &Desk) -> Vec<String> {
    let heads = desk.asks(HEADS, vec![]);
    let all = heads.as_array().into_iter().flatten();
    all.filter_map(|head| head.as_str().map(str::to_owned))
        .collect()
}

/// On with the tab key until the focus lies there.
fn tabs_to(desk: &Desk, name: &str) {
    for _ in 0..60 {
        if desk.is_focused(name) {
            return;
        }
        desk.presses(&[char::from(Key::Tab)]);
    }
    panic!("the tab key never comes to {name}");
}

#[test]
fn columns_are_chosen_ordered_and_widened_by_keyboard_in_large_letters_and_from_right_to_left() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::new("gallery_columns"), &[]);
    desk.signs_in(&server, ALICE);
    {
        let mut seen = Glances::new(&desk);
        for (language, size) in [("en", "100"), ("ar", "150"), ("ar", "200")] {
            desk.clicks("nav-settings");
            desk.waits_for("shortcuts");
            desk.chooses("language", language);
            desk.chooses("text-size", size);
            desk.clicks("nav-all");
            desk.presses(&['7']);
            desk.waits("the focus in the list", |desk| desk.is_focused("queue"));
            desk.presses_together(&[char::from(Key::Control), 'k']);
            desk.waits("the palette", |desk| desk.is_focused("palette-text"));
            desk.writes(if language == "ar" {
                "الأعمدة"
            } else {
                "columns"
            });
            desk.waits("the act on top", |desk| {
                let line = desk.attributes("palette-line[aria-selected=true]", "data-id");
                line == ["act columns"]
            });
            desk.presses(&[char::from(Key::Enter)]);
            desk.waits_for("columns");

            // Back to the usual ones, then: no account; deadlines, in front of the name; a wide status.
            tabs_to(&desk, "columns-reset");
            desk.presses(&[' ']);
            desk.waits("the usual columns", |desk| {
                heads(desk).contains(&"account".to_owned())
            });
            tabs_to(&desk, "columns [data-column=account] [type=checkbox]");
            desk.presses(&[' ']);
            desk.waits("no account", |desk| {
                !heads(desk).contains(&"account".to_owned())
            });
            tabs_to(
                &desk,
                "columns [data-column=status] .icon-button:first-of-type",
            );
            let before = place(&desk, "status");
            desk.presses(&[char::from(Key::Enter)]);
            desk.waits("the status one place earlier", |desk| {
                place(desk, "status") + 1 == before
            });
            assert!(
                desk.is_focused("columns [data-column=status] .icon-button:first-of-type"),
                "the hand stays on the column that moved"
            );
            tabs_to(&desk, "width-status");
            let (narrow, liked) = (wide(&desk, "status"), width(&desk, "status"));
            desk.presses(&[char::from(Key::Up); 6]);
            desk.waits("a width that was asked for", |desk| {
                width(desk, "status") - liked > 2.9
            });
            if size != "200" {
                // In large letters a row has two lines, whose places have widths of their own; in large ones on one line
                // the columns share what there is.
                let more = if size == "100" { 29 } else { 5 };
                desk.waits("a wider status", |desk| {
                    wide(desk, "status") >= narrow + more
                });
            }
            seen.at(&format!("columns-{language}-{size}"));
            desk.presses(&[char::from(Key::Escape)]);
            desk.waits("no dialog", |desk| !desk.sees("columns"));
            desk.waits("the focus in the list again", |desk| {
                desk.is_focused("queue")
            });
            desk.presses(&['j']);
            assert_eq!(
                desk.asks(OVER, vec![]),
                serde_json::json!([]),
                "{language} {size}"
            );
            seen.at(&format!("queue-columns-{language}-{size}"));
        }
        seen.end();
    }
    let chosen = heads(&desk);
    desk.restarts();
    desk.waits("the same columns after a start", |desk| {
        heads(desk) == chosen
    });
}

fn place(desk: &Desk, column: &str) -> usize {
    let heads = heads(desk);
    heads
        .iter()
        .position(|head| head == column)
        .expect("that column")
}

fn wide(desk: &Desk, column: &str) -> u64 {
    let wide = desk.asks(WIDE, vec![serde_json::json!(column)]);
    wide.as_u64().expect("a width")
}

/// What a column would like, as the dialog says it.
fn width(desk: &Desk, column: &str) -> f64 {
    let value = desk.value(&format!("width-{column}"));
    value.parse().expect("a width")
}
