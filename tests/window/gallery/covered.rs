//! A picture that was pasted, looked at before it leaves: parts of it covered by the real mouse, pointed at by keys. The server gets
//! what was on screen, and of what is covered nothing.

use chrono::Utc;
use fantoccini::key::Key;
use image::GenericImageView;
use satchel_sandbox::{ADMIN, NewWebCase};
use serde_json::Value;

use super::glance::Glances;
use crate::desk::Desk;
use crate::desktop::{self, Onto};
use crate::home::Home;
use crate::server::Server;

const CASE: &str = "Prices look wrong at the till";

/// A screenshot, as a program puts it on the clipboard; WebDriver has no hands for that. It says whether it was taken.
const PASTE: &str = "const done = arguments[arguments.length - 1];
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [900, 500];
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#f4f6fb'; pen.fillRect(0, 0, 900, 500);
    pen.fillStyle = '#dfe5f2'; pen.fillRect(0, 0, 900, 56);
    pen.fillStyle = '#1b2330'; pen.font = '24px sans-serif';
    pen.fillText('Till 3 – sales', 24, 37);
    ['Customer  Ines Oliveira', 'Card  4929 1830 7721 0456', 'Total  118.00 EUR', 'Discount  -118.00 EUR']
        .forEach((line, i) => pen.fillText(line, 60, 130 + i * 70));
    canvas.toBlob((blob) => {
        const data = new DataTransfer();
        data.items.add(new File([blob], 'image.png', { type: 'image/png' }));
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
        document.querySelector('[data-testid=composer-text]').dispatchEvent(event);
        done(event.defaultPrevented);
    });";

/// Where the picture lies in the window: left, top, width, height.
const PLACE: &str =
    "const box = document.querySelector('[data-testid=cover-layer]').getBoundingClientRect();
    return [box.left, box.top, box.width, box.height].map(Math.round);";

#[test]
fn what_is_covered_on_a_pasted_picture_is_black_on_screen_and_gone_on_the_server() {
    let server = Server::start(20);
    let new = NewWebCase {
        name: CASE.to_owned(),
        ..NewWebCase::default()
    };
    let case = server.crm().web_creates_case("bob", new, Utc::now());
    let desk = Desk::open(Home::new("gallery_covered"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_into(CASE);
    assert_eq!(desk.asks_and_waits(PASTE, vec![]), true);
    desk.waits_for("cover[data-drawn=there]");

    // The card's number, by mouse; an arrow at the discount, by keys.
    let place = desk.asks(PLACE, vec![]);
    let at = |n: usize| place.get(n).and_then(Value::as_i64).expect("a place");
    let share = |n: usize, of: i64| i32::try_from(at(n) * of / 1000).expect("on the screen");
    let corner = (
        share(0, 1000) + share(2, 60),
        share(1, 1000) + share(3, 340),
    );
    desktop::drags(corner, &Onto::Beside(share(2, 400), share(3, 80)));
    desk.waits_for("stroke");
    desk.clicks("cover-arrow");
    desk.clicks("cover-add");
    desk.waits("the focus on the arrow", |desk| {
        desk.attributes("stroke:focus", "aria-label") == ["Arrow, 2 of 2"]
    });
    desk.presses(&[char::from(Key::Down); 5]);
    desk.presses(&[char::from(Key::Left); 4]);
    desk.asks(
        "document.querySelector('[data-testid=cover-attach]').focus()",
        vec![],
    );
    let mut seen = Glances::new(&desk);
    seen.at("cover");
    seen.end();
    // Nobody has it yet.
    assert!(server.crm().attachments_of(case).is_empty());

    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the dialog closed", |desk| !desk.sees("cover"));
    desk.waits("the picture on the server", |_| {
        server.crm().attachments_of(case).len() == 1
    });
    let bytes = {
        let crm = server.crm();
        let file = crm.attachments_of(case).first().map(|file| file.id);
        crm.bytes_of(file.expect("a file")).expect("its bytes")
    };
    let there = image::load_from_memory(&bytes).expect("a picture");
    assert_eq!(there.dimensions(), (900, 500));
    let dark = |x: u32, y: u32| there.get_pixel(x, y).0 == [0, 0, 0, 255];
    // Everything between the corners, with some pixels to spare for a hand.
    assert!((62..405).all(|x| (175..205).all(|y| dark(x, y))));
    let red = |(_, _, pixel): &(u32, u32, image::Rgba<u8>)| pixel.0 == [214, 40, 40, 255];
    assert!(there.pixels().filter(red).count() > 300, "the arrow");
    // Nothing of the line above it is.
    assert!((0..900).all(|x| (60..160).all(|y| !dark(x, y))));
    assert_eq!(there.get_pixel(880, 20).0, [0xdf, 0xe5, 0xf2, 255]);
    let names = desk.texts("file-name");
    assert!(names[0].starts_with("Screenshot "), "{names:?}");

    // Another one, and not after all.
    assert_eq!(desk.asks_and_waits(PASTE, vec![]), true);
    desk.waits_for("cover[data-drawn=there]");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("it is gone", |desk| {
        !desk.sees("cover") && desk.texts("file-name").len() == 1
    });
    desk.waits("the focus in the reply", |desk| {
        desk.is_focused("composer-text")
    });
    assert_eq!(server.crm().attachments_of(case).len(), 1);
}
