//! `multipart/form-data` (RFC 7578), as far as a client needs it: fields and files become one body. Pure.
//!
//! What a CRM calls its fields is `*/wire.rs`.

use super::transport::Body;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// One field or file of a form.
struct Part<'a> {
    head: String,
    content: Cow<'a, [u8]>,
}

/// A form to be filled in.
#[derive(Default)]
pub struct Form<'a> {
    parts: Vec<Part<'a>>,
}

impl<'a> Form<'a> {
    /// The form with one more field.
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Form<'a> {
        self.parts.push(Part {
            head: format!("Content-Disposition: form-data; name=\"{}\"", quoted(name)),
            content: Cow::Owned(value.as_bytes().to_vec()),
        });
        self
    }

    /// The form with one more file. Its type is left to the server: it guesses by the name, whatever a client says.
    #[must_use]
    pub fn file(mut self, name: &str, file_name: &str, content: &'a [u8]) -> Form<'a> {
        self.parts.push(Part {
            head: format!(
                "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
                 Content-Type: application/octet-stream",
                quoted(name),
                quoted(file_name)
            ),
            content: Cow::Borrowed(content),
        });
        self
    }

    /// The form as it goes over the wire.
    #[must_use]
    pub fn into_body(self) -> Body {
        let boundary = boundary(&self.parts);
        let size: usize = self
            .parts
            .iter()
            .map(|part| part.head.len() + part.content.len() + boundary.len() + 16)
            .sum();
        let mut bytes = Vec::with_capacity(size + boundary.len() + 16);
        for part in self.parts {
            bytes.extend_from_slice(b"--");
            bytes.extend_from_slice(boundary.as_bytes());
            bytes.extend_from_slice(b"\r\n");
            bytes.extend_from_slice(part.head.as_bytes());
            bytes.extend_from_slice(b"\r\n\r\n");
            bytes.extend_from_slice(&part.content);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"--");
        bytes.extend_from_slice(boundary.as_bytes());
        bytes.extend_from_slice(b"--\r\n");
        Body {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            bytes: bytes.into(),
            sent: None,
        }
    }
}

/// The hash of everything between the boundaries: no content can hold it, because it would have to hold its own hash.
/// 64 of the 70 characters that RFC 2046 allows.
fn boundary(parts: &[Part<'_>]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        for piece in [part.head.as_bytes(), &part.content] {
            hash.update(u64::try_from(piece.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(piece);
        }
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _never_fails = write!(text, "{byte:02x}");
    }
    text
}

/// A name between quotation marks, as Django reads it (`parse_header_parameters`): UTF-8 as it is, `\"` and `\\` for the
/// two characters with a meaning. Whatever could end the line is left out.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &Body) -> String {
        String::from_utf8(body.bytes.to_vec()).unwrap()
    }

    #[test]
    fn a_form_is_written_as_the_standard_says() {
        let body = Form::default()
            .text("comment", "See \r\n file")
            .file("attachment", "log.txt", b"one\r\ntwo")
            .into_body();
        let boundary = body
            .content_type
            .strip_prefix("multipart/form-data; boundary=")
            .unwrap();
        assert_eq!(boundary.len(), 64);
        assert_eq!(
            text(&body),
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nSee \r\n file\r\n\
                 --{boundary}\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"log.txt\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\none\r\ntwo\r\n--{boundary}--\r\n"
            )
        );
    }

    #[test]
    fn a_boundary_of_another_form_in_the_content_is_only_content() {
        let first = Form::default().file("f", "a", b"x").into_body();
        let second = Form::default().file("f", "a", &first.bytes).into_body();
        assert_ne!(first.content_type, second.content_type);
        let boundary = second.content_type.split_once('=').unwrap().1.to_owned();
        assert_eq!(text(&second).matches(&boundary).count(), 2);
    }

    #[test]
    fn the_same_words_in_other_fields_have_another_boundary() {
        let one = Form::default().text("a", "bc").text("d", "").into_body();
        let other = Form::default().text("a", "b").text("d", "c").into_body();
        assert_ne!(one.content_type, other.content_type);
    }

    #[test]
    fn no_name_can_end_its_line_or_its_quotation_marks() {
        assert_eq!(
            quoted("a\"; name=\"x\r\nSet-Cookie: y\0\u{85}\u{2028}\\"),
            "a\\\"; name=\\\"xSet-Cookie: y\\\\"
        );
        assert_eq!(
            quoted("Übergabe レポート 📄.pdf"),
            "Übergabe レポート 📄.pdf"
        );
    }
}
