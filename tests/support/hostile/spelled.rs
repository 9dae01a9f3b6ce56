//! The worst of them in spellings that somebody might read back once too often: entities, percent signs, escapes of
//! programs, other encodings.

/// What is spelled.
const WORST: [&str; 5] = [
    "<script>hit=1</script>",
    "<img src=x onerror=hit=1>",
    "<svg/onload=hit=1>",
    "javascript:hit=1",
    "\"><b onmouseover=hit=1>",
];

/// A spelling, and what it is called.
type Spelling = (&'static str, fn(&str) -> String);

const SPELLINGS: [Spelling; 20] = [
    ("as entities by name", |text| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    }),
    ("as entities by name, twice", |text| {
        text.replace('<', "&amp;lt;").replace('>', "&amp;gt;")
    }),
    ("as entities without their end", |text| {
        text.replace('<', "&lt").replace('>', "&gt")
    }),
    ("as decimal entities", |text| {
        each(text, |c| format!("&#{};", u32::from(c)))
    }),
    ("as long decimal entities", |text| {
        each(text, |c| format!("&#{:07}", u32::from(c)))
    }),
    ("as hexadecimal entities", |text| {
        each(text, |c| format!("&#x{:x};", u32::from(c)))
    }),
    ("as entities with names nobody uses", |text| {
        text.replace(':', "&colon;")
            .replace('=', "&equals;")
            .replace('<', "&LT;")
            .replace('(', "&lpar;")
    }),
    ("with percent signs", |text| {
        each(text, |c| format!("%{:02x}", u32::from(c)))
    }),
    ("with percent signs, twice", |text| {
        each(text, |c| format!("%25{:02x}", u32::from(c)))
    }),
    ("with percent signs and a letter", |text| {
        each(text, |c| format!("%u{:04x}", u32::from(c)))
    }),
    ("with escapes of JavaScript", |text| {
        each(text, |c| format!("\\u{:04x}", u32::from(c)))
    }),
    ("with short escapes of JavaScript", |text| {
        each(text, |c| format!("\\x{:02x}", u32::from(c)))
    }),
    ("with escapes of style sheets", |text| {
        each(text, |c| format!("\\{:x} ", u32::from(c)))
    }),
    ("with octal escapes", |text| {
        each(text, |c| format!("\\{:03o}", u32::from(c)))
    }),
    ("in UTF-7", |text| {
        text.replace('<', "+ADw-").replace('>', "+AD4-")
    }),
    ("in letters of full width", |text| {
        each(text, |c| {
            let wide = u32::from(c).checked_sub(0x21).map(|at| at + 0xff01);
            wide.and_then(char::from_u32).unwrap_or(c).to_string()
        })
    }),
    ("read as another encoding", |text| {
        text.replace('<', "Â¼").replace('>', "Â¾")
    }),
    ("in brackets of another kind", |text| {
        text.replace('<', "\u{2039}").replace('>', "\u{203a}")
    }),
    ("backwards", |text| text.chars().rev().collect()),
    ("in capitals", str::to_uppercase),
];

fn each(text: &str, spell: impl Fn(char) -> String) -> String {
    text.chars().map(spell).collect()
}

/// All of them.
pub(super) fn texts() -> impl Iterator<Item = (&'static str, String)> {
    let each = SPELLINGS.into_iter();
    each.flat_map(|(what, spell)| WORST.map(|text| (what, spell(text))))
}
