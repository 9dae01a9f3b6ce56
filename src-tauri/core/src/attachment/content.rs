//! What a file is, by its content and by its name, and what of it can be shown. Pure: pictures are decoded by the window's
//! shell, which has the limits.
//!
//! The content decides; where the name says something else, both are said. Nothing is run, unpacked or followed.

use serde::Serialize;

/// What can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "FileKind", rename_all = "camelCase")]
pub enum Kind {
    /// A picture that can be shown.
    Picture,
    /// Plain text.
    Text,
    /// A PDF: not shown here.
    Pdf,
    /// Anything else: not shown here.
    Other,
}

/// A file's look.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "Preview", rename_all = "camelCase")]
pub struct Preview {
    /// Its name, harmless.
    pub file_name: String,
    /// In bytes.
    pub size: u32,
    /// What can be shown of it.
    pub kind: Kind,
    /// What its content says it is: `PNG`; empty where it says nothing.
    pub content: String,
    /// Its name says that it is something else: `.pdf`.
    pub suffix: Option<String>,
    /// Of a text: its beginning.
    pub text: Option<String>,
    /// The text goes on.
    pub is_cut: bool,
    /// Another program may be asked to open it; else it can only be saved.
    pub may_open: bool,
}

/// More of a text is not shown: nobody reads on, and a window takes long over it.
pub const TEXT_SHOWN: usize = 200_000;

/// What a file looks like.
#[must_use]
pub fn examine(file_name: &str, bytes: &[u8]) -> Preview {
    let suffix = file_name
        .rsplit_once('.')
        .map(|(_, suffix)| suffix.to_lowercase());
    let suffix = suffix.unwrap_or_default();
    let text = text(bytes);
    let (kind, content, suffixes) = match (magic(bytes), &text) {
        (Some((kind, content, suffixes)), _) => (kind, content, suffixes),
        (None, Some(_)) => (Kind::Text, "", TEXTS),
        (None, None) => (Kind::Other, "", &[] as &[&str]),
    };
    let known = MAGIC
        .iter()
        .any(|(_, _, _, names)| names.contains(&suffix.as_str()));
    // An unknown suffix claims nothing; a known one claims its kind.
    let lies = known && !suffixes.contains(&suffix.as_str());
    let text = text.filter(|_| kind == Kind::Text);
    let is_cut = text
        .as_ref()
        .is_some_and(|text| text.chars().nth(TEXT_SHOWN).is_some());
    Preview {
        file_name: file_name.to_owned(),
        size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        kind,
        content: content.to_owned(),
        suffix: lies.then(|| format!(".{suffix}")),
        text: text.map(|text| text.chars().take(TEXT_SHOWN).collect()),
        is_cut,
        may_open: may_open(file_name, bytes),
    }
}

/// May another program be asked to open it? Only kinds that run nothing by being opened, and only where name and content say
/// the same: a name alone decides what a desktop starts.
#[must_use]
pub fn may_open(file_name: &str, bytes: &[u8]) -> bool {
    let suffix = file_name.rsplit_once('.').map(|(_, suffix)| suffix);
    let suffix = suffix.unwrap_or_default().to_ascii_lowercase();
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    match suffix.as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "pdf" => {
            magic(bytes).is_some_and(|(_, _, suffixes)| suffixes.contains(&suffix.as_str()))
        }
        "txt" | "csv" | "log" => magic(bytes).is_none() && !runs(bytes) && text(bytes).is_some(),
        // Word, Excel and PowerPoint, which run no macros out of these; one that has some all the same is none of them.
        "docx" | "xlsx" | "pptx" => {
            bytes.starts_with(b"PK\x03\x04")
                && has(b"[Content_Types].xml")
                && !has(b"vbaProject.bin")
        }
        _ => false,
    }
}

/// Does it say itself by which program it wants to be run?
fn runs(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") || bytes.starts_with(b"[Desktop Entry]")
}

type Magic = (&'static [u8], Kind, &'static str, &'static [&'static str]);

/// How files begin.
const MAGIC: &[Magic] = &[
    (b"\x89PNG\r\n\x1a\n", Kind::Picture, "PNG", &["png"]),
    (b"\xff\xd8\xff", Kind::Picture, "JPEG", &["jpg", "jpeg"]),
    (b"GIF87a", Kind::Picture, "GIF", &["gif"]),
    (b"GIF89a", Kind::Picture, "GIF", &["gif"]),
    (b"RIFF", Kind::Picture, "WebP", &["webp"]),
    (b"%PDF-", Kind::Pdf, "PDF", &["pdf"]),
    (
        b"PK\x03\x04",
        Kind::Other,
        "ZIP",
        &["zip", "docx", "xlsx", "pptx", "odt", "ods", "jar", "apk"],
    ),
    (
        b"MZ",
        Kind::Other,
        "Windows program",
        &["exe", "dll", "scr", "com"],
    ),
    (b"\x7fELF", Kind::Other, "Linux program", &["so", "elf"]),
];

const TEXTS: &[&str] = &[
    "txt", "csv", "log", "json", "md", "xml", "html", "svg", "yml", "yaml", "ini", "conf", "eml",
];

fn magic(bytes: &[u8]) -> Option<(Kind, &'static str, &'static [&'static str])> {
    let found = MAGIC
        .iter()
        .find(|(begins, ..)| bytes.starts_with(begins))?;
    let (begins, kind, content, suffixes) = found;
    // RIFF is a family: the name of the member follows its length.
    if *begins == b"RIFF" && bytes.get(8..12) != Some(b"WEBP") {
        return None;
    }
    Some((*kind, content, suffixes))
}

/// The text that these bytes are, if they are one: by their mark, as UTF-8, else as Western European.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units = units.map(|pair| match pair {
            [a, b] => from([*a, *b]),
            _ => 0,
        });
        Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
    };
    match bytes {
        [0xff, 0xfe, ..] => return wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return wide(u16::from_be_bytes),
        _ => {}
    }
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let odd = |byte: &u8| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    let odd = rest.iter().filter(|byte| odd(byte)).count();
    // A stray control character is a text's, too; many of them, or a NUL, are no text.
    if rest.contains(&0) || odd * 200 > rest.len() {
        return None;
    }
    Some(match std::str::from_utf8(rest) {
        Ok(text) => text.to_owned(),
        Err(_) => rest.iter().map(|byte| char::from(*byte)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_says_what_it_is_and_a_name_that_says_otherwise_is_told() {
        let program = examine("holiday.png", b"MZ\x90\0\x03");
        assert_eq!(
            (program.kind, program.content.as_str()),
            (Kind::Other, "Windows program")
        );
        assert_eq!(program.suffix.as_deref(), Some(".png"));
        let honest = examine("a.JPG", b"\xff\xd8\xff\xe0");
        assert_eq!((honest.kind, honest.suffix), (Kind::Picture, None));
        let nameless = examine("README", b"Hello");
        assert_eq!((nameless.kind, nameless.suffix), (Kind::Text, None));
        assert_eq!(examine("x.pdf", b"Hello").suffix.as_deref(), Some(".pdf"));
        assert_eq!(examine("x.webp", b"RIFF\0\0\0\0WAVE").kind, Kind::Other);
    }

    #[test]
    fn markup_is_text() {
        let page = examine("page.html", b"<script>alert(1)</script>");
        assert_eq!(page.kind, Kind::Text);
        assert_eq!(page.text.as_deref(), Some("<script>alert(1)</script>"));
        assert_eq!(page.suffix, None);
    }

    #[test]
    fn texts_are_read_in_their_encoding() {
        let read = |bytes: &[u8]| examine("a.txt", bytes).text.unwrap_or_default();
        assert_eq!(read("Grüße".as_bytes()), "Grüße");
        assert_eq!(read(b"\xef\xbb\xbfHi"), "Hi");
        assert_eq!(read(b"\xff\xfeH\0i\0"), "Hi");
        assert_eq!(read(b"\xfe\xff\0H\0i"), "Hi");
        assert_eq!(read(b"Gr\xfc\xdfe"), "Grüße");
        assert_eq!(read(b""), "");
        assert_eq!(examine("a.txt", b"a\0b").kind, Kind::Other);
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let long = examine("a.log", "ü".repeat(TEXT_SHOWN + 1).as_bytes());
        assert!(long.is_cut);
        assert_eq!(long.text.map(|t| t.chars().count()), Some(TEXT_SHOWN));
    }

    /// What nobody opens by a click in a case. The last part of a name decides.
    const REFUSED: &str = "desktop appimage jar html htm svg lnk url scf hta docm xlsm pptm dotm xltm xlam ppam exe com scr \
        bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh wsc msi msp mst msix appx dll sys cpl ocx drv pif reg inf gadget \
        application chm hlp iso img vhd vhdx dmg pkg app command workflow action terminal tool sh bash zsh csh fish ksh \
        run bin elf so deb rpm flatpakref snap py pyc pyw rb pl php lua tcl apk ipa class jnlp swf xml xhtml mht mhtml \
        eml msg zip rar 7z tar gz xz bz2 cab ace odt ods doc xls ppt rtf slk iqy library-ms search-ms settingcontent-ms \
        theme website webloc fileloc inetloc torrent ics vcf";

    const WORD: &[u8] = b"PK\x03\x04......[Content_Types].xml......word/document.xml";

    #[test]
    fn only_harmless_kinds_whose_name_and_content_agree_may_be_opened() {
        let picture: &[u8] = b"\x89PNG\r\n\x1a\n";
        for (name, bytes) in [
            ("a.png", picture),
            ("A.PNG", picture),
            ("a.jpg", b"\xff\xd8\xff\xe0"),
            ("a.webp", b"RIFF\0\0\0\0WEBP"),
            ("a.b.pdf", b"%PDF-1.7"),
            ("a.txt", "Grüße".as_bytes()),
            ("a.csv", b"a;b"),
            ("a.log", b""),
            ("a.docx", WORD),
        ] {
            assert!(may_open(name, bytes), "{name}");
        }
        let macros = [WORD, b"word/vbaProject.bin"].concat();
        for (name, bytes) in [
            ("a.pdf", picture),
            ("a.png", b"%PDF-1.7"),
            ("a.txt", b"%PDF-1.7"),
            ("a.txt", b"MZ\x90"),
            ("a.txt", b"#!/bin/sh\nrm -r ~"),
            ("a.txt", b"[Desktop Entry]\nExec=sh"),
            ("a.txt", b"a\0b"),
            ("a.docx", b"PK\x03\x04.......evil.exe"),
            ("a.docx", macros.as_slice()),
            ("a.docx", b"Hello"),
            ("png", picture),
            ("", picture),
            ("a.png ", picture),
            ("a.png.", picture),
            ("a.p\u{200b}ng", picture),
        ] {
            assert!(!may_open(name, bytes), "{name:?}");
        }
    }

    #[test]
    fn whatever_else_a_name_ends_in_is_never_opened_whatever_is_in_it() {
        let refused: Vec<&str> = REFUSED.split_whitespace().collect();
        assert!(refused.len() >= 80, "{}", refused.len());
        let contents: [&[u8]; 6] = [
            b"Hello",
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"%PDF-1.7",
            WORD,
            b"<html>",
        ];
        for suffix in refused {
            for bytes in contents {
                for name in [
                    format!("a.{suffix}"),
                    format!("a.{}", suffix.to_uppercase()),
                    format!("invoice.pdf.{suffix}"),
                ] {
                    assert!(!may_open(&name, bytes), "{name}");
                }
            }
        }
    }
}
