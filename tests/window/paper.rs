//! A PDF among the files of a case: its pages are seen as pictures, by keys, and their words are marked and copied where the
//! picture has them; one that draws for ever or wants a password is told in words, nothing of it stays behind, and the window
//! goes on.

use fantoccini::key::Key;
use satchel_sandbox::{ALICE, paper};

use crate::clipboard::pasted;
use crate::desk::Desk;
use crate::driver;
use crate::home::Home;
use crate::server::Server;

/// The size of the page that is shown; null where none is yet.
const SHOWN: &str = "const picture = document.querySelector('[data-testid=preview-pdf] img.there');
    return picture?.complete ? [picture.naturalWidth, picture.naturalHeight] : null;";
const LAST_BUT_TWO: &str =
    "[...document.querySelectorAll('[data-testid=file-preview]')].at(-3).click()";

#[test]
fn a_pdf_is_read_page_by_page_and_a_hostile_one_is_told_in_words() {
    let server = Server::start(10);
    let case = server.a_calm_case();
    let files = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(Home::new("paper"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.types("search", &case.name);
    desk.waits("the case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    for (name, bytes) in [
        ("plan.pdf", plan()),
        ("endless.pdf", endless()),
        ("secret.pdf", secret()),
    ] {
        let file = files.path().join(name);
        std::fs::write(&file, bytes).expect("a file");
        desk.attaches(&file);
    }

    desk.asks(LAST_BUT_TWO, vec![]);
    let first = page(&desk, "Page 1 of 3");
    assert_eq!(first, serde_json::json!([1413, 1999]), "A4");
    // A double click on a word where the picture has it: 100 of 595 points from the left, 96 of 842 from the top.
    desk.waits_for("page-copy");
    double_clicks(&desk, (100.0 / 595.0, 96.0 / 842.0));
    let marked = "return getSelection().toString().trim()";
    desk.waits("the word marked", |desk| {
        desk.asks(marked, vec![]) == "Counting"
    });
    desk.clicks("page-copy");
    desk.waits_for_text("notices", "were copied");
    desk.presses(&[char::from(Key::PageDown)]);
    page(&desk, "Page 2 of 3");
    desk.presses(&[char::from(Key::End)]);
    page(&desk, "Page 3 of 3");
    desk.presses(&[char::from(Key::Home)]);
    page(&desk, "Page 1 of 3");

    desk.presses(&[char::from(Key::Right)]);
    desk.waits("the next file", |desk| desk.sees_dialog("endless.pdf"));
    desk.waits_long("an end", desk.patience() * 3, |desk| {
        desk.sees("preview-pdf-not")
    });
    desk.waits_for_text("preview-pdf-not", "too long or too much memory");
    assert_eq!(drawers(), 0, "nothing draws any more");
    desk.presses(&[char::from(Key::Right)]);
    desk.waits("the last file", |desk| desk.sees_dialog("secret.pdf"));
    desk.waits_for_text("preview-pdf-not", "wants a password");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no preview", |desk| !desk.sees("preview"));
    assert!(desk.runs());
    let copied = pasted(&desk);
    assert!(copied.starts_with("Counting the stock, plan"), "{copied}");
    assert!(
        copied.contains("The cold store, with two people"),
        "{copied}"
    );
    desk.says("public", "Thank you for the plan.");
}

/// Waits for a page that is drawn, and gives its size.
fn page(desk: &Desk, place: &str) -> serde_json::Value {
    desk.waits_for_text("page-place", place);
    desk.waits_long("the page", desk.patience() * 2, |desk| {
        !desk.asks(SHOWN, vec![]).is_null()
    });
    desk.asks(SHOWN, vec![])
}

/// Clicks twice on a place of the page, in parts of its width and height.
fn double_clicks(desk: &Desk, (across, down): (f64, f64)) {
    let place = "const box = document.querySelector('[data-testid=preview-pdf] img').getBoundingClientRect();
        return [box.x, box.y, box.width, box.height];";
    let place = desk.asks(place, vec![]);
    let at = |n: usize| place[n].as_f64().expect("a number");
    desk.double_clicks_at(at(0) + at(2) * across, at(1) + at(3) * down);
}

/// How many processes of the app draw a page.
fn drawers() -> usize {
    let binary = driver::binary().canonicalize().expect("the app");
    let all = std::fs::read_dir("/proc").expect("the processes").flatten();
    all.filter(|entry| {
        let is_ours = std::fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe == binary);
        let said = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        is_ours && String::from_utf8_lossy(&said).contains("--draw-page")
    })
    .count()
}

fn plan() -> Vec<u8> {
    let first = [
        "Counting the stock, plan",
        "",
        "1.  Gate B12 to B15, before noon",
        "2.  The cold store, with two people",
    ];
    let second = ["What is needed", "", "Hand scanners, labels, gloves"];
    paper::pages(&[&first, &second, &["Signed"]])
}

/// A page that draws a form twice, which draws another one twice, and so on: 2 to the power of 40 times.
fn endless() -> Vec<u8> {
    const DEEP: usize = 40;
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>".to_owned(),
        paper::stream("", "/X Do /X Do"),
    ];
    for n in 0..DEEP {
        let form = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {} 0 R >> >>",
            6 + n
        );
        objects.push(paper::stream(&form, "/X Do /X Do"));
    }
    let last = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";
    objects.push(paper::stream(last, "10 10 100 100 re f"));
    paper::file(&objects)
}

fn secret() -> Vec<u8> {
    let file = String::from_utf8(paper::pages(&[&["Secret"]])).expect("ASCII");
    let zeros = "00".repeat(32);
    let encrypted = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{zeros}> /U <{zeros}> >> /ID [<00> <00>] /Root"
    );
    file.replace("/Root", &encrypted).into_bytes()
}
