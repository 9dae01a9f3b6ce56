//! The body of a request as fields and files, whichever of the three ways it was sent: JSON, form, multipart.
//!
//! Forms have a trap that is kept here on purpose: in a form an absent boolean reads as false (`is_form`). What the
//! fields mean is decided in `checks.rs`.

use serde_json::{Map, Value};

use crate::message::{Request, Response, parse_query};
use crate::reply;

/// One uploaded file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Submission {
    pub(crate) fields: Map<String, Value>,
    pub(crate) files: Vec<File>,
    pub(crate) is_form: bool,
}

impl Submission {
    pub(crate) fn of_json(fields: Map<String, Value>) -> Submission {
        Submission {
            fields,
            ..Submission::default()
        }
    }

    /// The last file in that field: of two, the server keeps the last.
    pub(crate) fn file(&self, field: &str) -> Option<&File> {
        self.files.iter().rfind(|file| file.field == field)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    /// True for `true`, `"true"`, `"1"`, `1`, `"on"`, `"yes"`; `None` if absent.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key).map(|value| match value {
            Value::Bool(flag) => *flag,
            Value::Number(number) => number.as_i64() == Some(1),
            Value::String(text) => {
                matches!(
                    text.to_ascii_lowercase().as_str(),
                    "true" | "1" | "on" | "yes" | "t" | "y"
                )
            }
            _ => false,
        })
    }

    /// The boolean of a model: in a form, absent means false.
    pub(crate) fn form_flag(&self, key: &str) -> Option<bool> {
        self.flag(key)
            .or(if self.is_form { Some(false) } else { None })
    }
}

/// Reads the body; what cannot be read is answered as the server does.
pub(crate) fn read(request: &Request) -> Result<Submission, Response> {
    let content_type = request.header("content-type").unwrap_or_default();
    let kind = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match kind.as_str() {
        "" if request.body.is_empty() => Ok(Submission::default()),
        "application/json" => read_json(&request.body),
        "application/x-www-form-urlencoded" => {
            let text = String::from_utf8_lossy(&request.body);
            let fields = parse_query(&text)
                .into_iter()
                .map(|(k, v)| (k, Value::String(v)));
            Ok(Submission {
                fields: fields.collect(),
                files: Vec::new(),
                is_form: true,
            })
        }
        "multipart/form-data" => read_multipart(content_type, &request.body),
        _ => Err(reply::detail(
            415,
            &format!("Unsupported media type \"{content_type}\" in request."),
        )),
    }
}

fn read_json(body: &[u8]) -> Result<Submission, Response> {
    if body.is_empty() {
        return Ok(Submission::default());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(Submission::of_json(fields)),
        Ok(_) => Err(reply::field(
            "non_field_errors",
            "Invalid data. Expected a dictionary.",
        )),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let place = column.saturating_sub(1);
            let what = if matches!(body, [b'{', after, ..] if !b"\"}".contains(after)) {
                "Expecting property name enclosed in double quotes"
            } else {
                "Expecting value"
            };
            let text =
                format!("JSON parse error - {what}: line {line} column {column} (char {place})");
            Err(reply::detail(400, &text))
        }
    }
}

fn read_multipart(content_type: &str, body: &[u8]) -> Result<Submission, Response> {
    let boundary = parameter(content_type, "boundary").ok_or_else(|| {
        reply::detail(
            400,
            "Multipart form parse error - Invalid boundary in multipart: None",
        )
    })?;
    let mark = format!("--{boundary}").into_bytes();
    let mut out = Submission {
        is_form: true,
        ..Submission::default()
    };
    for part in split(body, &mark).skip(1) {
        if part.starts_with(b"--") {
            break;
        }
        let part = part.strip_prefix(b"\r\n").unwrap_or(part);
        let part = part.strip_suffix(b"\r\n").unwrap_or(part);
        let Some(end) = find(part, b"\r\n\r\n") else {
            continue;
        };
        let (head, bytes) = (part.get(..end), part.get(end + 4..));
        let (Some(head), Some(bytes)) = (head, bytes) else {
            continue;
        };
        let head = String::from_utf8_lossy(head);
        let disposition = head
            .lines()
            .find(|line| {
                line.to_ascii_lowercase()
                    .starts_with("content-disposition:")
            })
            .unwrap_or_default();
        let Some(field) = parameter(disposition, "name") else {
            continue;
        };
        match file_name(disposition) {
            Some(name) => out.files.push(File {
                field,
                name,
                bytes: bytes.to_vec(),
            }),
            None => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                out.fields.insert(field, Value::String(text));
            }
        }
    }
    Ok(out)
}

/// `filename*=utf-8''...` before `filename="..."`; a path is cut to its last part.
fn file_name(disposition: &str) -> Option<String> {
    let full = match parameter(disposition, "filename*") {
        Some(extended) => {
            let encoded = extended.rsplit('\'').next().unwrap_or_default().to_owned();
            crate::message::percent_decode(&encoded, false)
        }
        None => parameter(disposition, "filename")?,
    };
    Some(
        full.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned(),
    )
}

/// A parameter of a header: quoted (with `\"` inside) or bare.
fn parameter(header: &str, name: &str) -> Option<String> {
    let lower = header.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(&format!("{name}="))?;
        let before = lower.get(..at)?.trim_end();
        from = at + name.len() + 1;
        if !before.ends_with(';') {
            continue;
        }
        let value = header.get(from..)?;
        let Some(quoted) = value.strip_prefix('"') else {
            return Some(
                value
                    .split([';', ' '])
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            );
        };
        let mut out = String::new();
        let mut chars = quoted.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => out.extend(chars.next()),
                c => out.push(c),
            }
        }
        return Some(out.replace("%22", "\""));
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    loop {
        let tail = haystack.get(from..)?;
        from += tail.iter().position(|byte| *byte == first)?;
        if haystack.get(from..)?.starts_with(needle) {
            return Some(from);
        }
        from += 1;
    }
}

fn split<'a>(body: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let now = rest?;
        match find(now, mark) {
            Some(at) => {
                rest = now.get(at + mark.len()..);
                now.get(..at)
            }
            None => {
                rest = None;
                Some(now)
            }
        }
    })
}
