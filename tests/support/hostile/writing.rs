//! Letters that confuse who reads them or whatever sets them: other directions, letters nobody sees, marks on marks, signs
//! that control, emoji of many parts, words without an end.

/// What each tries, and the text.
pub(super) const TEXTS: [(&str, &str); 52] = [
    ("the other direction", "\u{202e}gnp.exe\u{202c} \u{2067}abc"),
    ("a direction that does not end", "paid \u{202e}"),
    (
        "an inner direction that does not end",
        "\u{2067}\u{2066}\u{2068}abc",
    ),
    (
        "a direction ended too often",
        "abc\u{202c}\u{2069}\u{202c}\u{2069}def",
    ),
    ("marks of direction", "\u{200e}a\u{200f}b\u{61c}c"),
    ("a name that ends as another", "invoice\u{202e}fdp.exe"),
    ("Arabic and digits", "مرحبا 123 (abc) ٤٥٦"),
    ("Hebrew in brackets", "(שלום) [a] {ב} <ג>"),
    ("Arabic alone", "السلام عليكم ورحمة الله"),
    ("Farsi with joiners", "می‌خواهم کتاب‌ها"),
    (
        "letters that nobody sees",
        "a\u{200b}b\u{feff}c\u{2060}d\u{ad}e",
    ),
    ("a word of nothing", "\u{200b}\u{200b}\u{200b}"),
    (
        "spaces of all kinds",
        "a\u{a0}b\u{2003}c\u{3000}d\u{1680}e\u{202f}f",
    ),
    ("a filler", "\u{3164}\u{115f}\u{ffa0}x"),
    ("tags that nobody sees", "x\u{e0041}\u{e0042}\u{e007f}y"),
    ("variants of letters", "a\u{fe0f}b\u{fe00}c\u{e0100}d"),
    ("a joiner alone", "\u{200d}a\u{200c}"),
    (
        "ends of lines of all kinds",
        "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f",
    ),
    ("a line's end in the middle", "a\r\nb\rc\nd"),
    ("tabs", "a\tb\t\tc"),
    ("nothing", "a\0b"),
    (
        "signs that control a terminal",
        "\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}",
    ),
    ("signs that go back", "abc\u{8}\u{8}\u{8}xyz\u{7f}"),
    ("signs of the second set", "a\u{9b}31mb\u{90}c\u{9c}d"),
    ("a mark of byte order", "\u{feff}a\u{fffe}b"),
    ("letters that are none", "\u{ffff}\u{fdd0}\u{10ffff}x"),
    ("a letter that was lost", "caf\u{fffd} \u{fffc}"),
    ("letters of private use", "\u{e000}\u{f8ff}\u{f0000}x"),
    ("letters outside the first plane", "𝕊𝕒𝕥𝕔𝕙𝕖𝕝 𐐷 𝒳 🜁"),
    ("letters that look alike", "раyраl аdmіn Ѕаtсhеl"),
    ("letters of full width", "＜ｓｃｒｉｐｔ＞ｈｉｔ＝１"),
    (
        "letters that become markup",
        "﹤script﹥hit=1﹤/script﹥ ‹img› ＜b＞",
    ),
    ("letters that grow", "ﷺ ﷽ ŉ ß ﬃ ǰ ΐ"),
    ("letters that depend on the language", "İIıi ẞß ſs K k"),
    (
        "one letter of several",
        "Z\u{35c}\u{311}\u{30d}\u{489} e\u{301} ö o\u{308}",
    ),
    (
        "Hangul in parts",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
    ),
    ("Thai on Thai", "ก็็็็็็็็็็็็็็็็็็็็ กิ่้"),
    ("Tibetan stacks", "ཧྐྵྨླྺྼྻྂ ༒"),
    ("Devanagari", "क्षत्रिय नमस्ते"),
    (
        "Chinese without spaces",
        "這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子",
    ),
    ("Japanese", "カタカナ ひらがな ｶﾀｶﾅ ﾞﾟ"),
    ("a family of one letter", "👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🚀🇺🇳"),
    ("half a flag", "🇩 🇩🇪🇫 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    ("skins without hands", "🏽🏿 👍🏽🏽"),
    ("keys", "1️⃣ #️⃣ *️⃣"),
    ("emoji alone", "💣💥🔥🦘"),
    ("mathematics", "∀x∈ℝ: ⌈x⌉ = −⌊−x⌋, α ∧ ¬β"),
    ("boxes", "╔══╗║██║╚══╝▒▓"),
    ("music and old letters", "𝄞 𓀀 𒀀 𐎀"),
    (
        "quotation marks of all kinds",
        "“a” „b“ «c» ‚d‘ `e` ´f´ '\"'",
    ),
    ("an ellipsis in the middle", "…….. . . ․‥…"),
    (
        "a case with nothing in it",
        "                                ",
    ),
];

/// Those that are made: too long or too regular to be written down.
pub(super) fn made() -> Vec<(&'static str, String)> {
    let mut made = vec![
        (
            "marks on marks",
            format!("Z{}", "\u{35c}\u{311}\u{30d}".repeat(40)),
        ),
        (
            "marks under marks",
            format!("Z{}", "\u{323}\u{331}\u{332}".repeat(40)),
        ),
        ("marks without a letter", "\u{301}".repeat(200)),
        ("a word without an end", "W".repeat(3000)),
        ("a word of dots", ".".repeat(3000)),
        ("a word of joiners", "a\u{200d}".repeat(1500)),
        ("a word that must not break", "a\u{2060}".repeat(1500)),
        ("a path without an end", "/very/long".repeat(300)),
        (
            "an address without an end",
            format!("https://x.example/{}", "a".repeat(3000)),
        ),
        ("a thousand emoji", "👩‍👩‍👧‍👦".repeat(1000)),
        ("a thousand lines", "line\n".repeat(1000)),
        ("a thousand empty lines", format!("a{}b", "\n".repeat(1000))),
        ("a thousand directions", "\u{202e}a\u{202c}".repeat(1000)),
        (
            "directions in directions",
            format!("{}x", "\u{2067}".repeat(300)),
        ),
        ("a thousand elements", "<b>".repeat(1000)),
        (
            "elements in elements",
            format!("{}x", "<div><p>".repeat(500)),
        ),
        ("a thousand brackets", "[".repeat(1000)),
        ("a word with soft ends", "\u{ad}a".repeat(1500)),
        ("a ligature without an end", "ﷺ".repeat(300)),
        ("spaces without an end", format!("a{}b", " ".repeat(3000))),
    ];
    // A picture that fails, with each sign that a reader might overlook between its parts.
    for (what, sign) in [
        ("an element cut by nothing", '\0'),
        ("an element cut by a letter nobody sees", '\u{200b}'),
        ("an element cut by a soft end", '\u{ad}'),
        ("an element cut by a mark of order", '\u{feff}'),
        ("an element cut by a direction", '\u{202e}'),
        ("an element cut by a line's end", '\u{2028}'),
        ("an element cut by a space of its own", '\u{a0}'),
        ("an element cut by a tab", '\t'),
    ] {
        made.push((what, format!("<i{sign}mg src=x on{sign}error=hit=1>")));
        made.push((what, format!("<{sign}script>hit=1</{sign}script>")));
    }
    made
}
