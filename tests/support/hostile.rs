//! Text that means harm, or is only strange: what a server, a colleague or a customer may put wherever text goes. Whoever
//! shows, stores, searches or writes out text holds it against these. Small on purpose, so that it takes seconds.

/// A text, and what it tries.
pub struct Hostile {
    /// What it tries.
    pub what: &'static str,
    /// The text.
    pub text: String,
}

/// Each of them contains it, so that it is found again whatever is cut off at the ends.
pub const MARK: &str = "zq7";

/// Texts without an end to their harm. No two are the same name to a server.
#[must_use]
pub fn texts() -> Vec<Hostile> {
    let each: [(&'static str, String); 14] = [
        ("a script", format!("{MARK}a <script>window.hit=1</script>")),
        (
            "an element that runs when it fails",
            format!("{MARK}b <img src=x onerror=window.hit=1>"),
        ),
        (
            "a frame around the page",
            format!("{MARK}c </p></div><iframe srcdoc='<b>x'></iframe>"),
        ),
        (
            "a style for everything",
            format!("{MARK}d <style>*{{display:none}}</style>"),
        ),
        (
            "a link that runs",
            format!("{MARK}e [x](javascript:window.hit=1)"),
        ),
        (
            "a template",
            format!("{MARK}f {{{{7*7}}}} ${{window.hit=1}} {{@html x}}"),
        ),
        (
            "the other direction",
            format!("{MARK}g \u{202e}gnp.exe\u{202c} \u{2067}abc"),
        ),
        (
            "letters that nobody sees",
            format!("{MARK}h a\u{200b}b\u{feff}c\u{2060}d\u{ad}e"),
        ),
        (
            "marks on marks",
            format!("{MARK}i Z{}", "\u{35c}\u{311}\u{30d}".repeat(12)),
        ),
        ("a family of one letter", format!("{MARK}j 👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🚀🇺🇳")),
        (
            "signs that control",
            format!("{MARK}k \0\u{1b}[31m\u{7}\u{8}\u{85}\u{2028}x"),
        ),
        (
            "a question to a database",
            format!("{MARK}l '; DROP TABLE case_view; --"),
        ),
        ("a formula", format!("=cmd|'/c calc'!A1 {MARK}m")),
        ("Arabic and digits", format!("{MARK}n مرحبا 123 (abc) ٤٥٦")),
    ];
    each.into_iter()
        .map(|(what, text)| Hostile { what, text })
        .collect()
}

/// A word of a megabyte: nothing can break it.
#[must_use]
pub fn long_word() -> String {
    format!("{MARK}w{}", "W".repeat(1_000_000))
}

/// File names that are paths, devices, programs or lies.
pub const FILE_NAMES: [&str; 9] = [
    "../../../../etc/passwd",
    "C:\\Windows\\System32\\zq7.dll",
    "CON",
    "nul.txt",
    ".bashrc",
    "zq7 invoice\u{202e}fdp.exe",
    "<img src=x onerror=window.hit=1>.png",
    "zq7.desktop",
    "zq7\nname.txt",
];
