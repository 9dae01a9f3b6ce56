//! What goes in and what comes out: [`Request`] and [`Response`], as plain data.
//!
//! Nothing here knows the CRM. How a request is understood is in `body.rs` (its body) and in the two dialects (its
//! path); how a response is built is in `reply.rs`; how both travel over a socket is in `face.rs`.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Head,
    Options,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as it is written on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Options => "OPTIONS",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// The method of that name, if we know it.
    pub fn parse(name: &str) -> Option<Method> {
        use Method::{Delete, Get, Head, Options, Patch, Post, Put};
        [Get, Head, Options, Post, Put, Patch, Delete]
            .into_iter()
            .find(|method| method.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether the method only asks: such requests leave the state as it is, and are not journaled.
    pub fn is_safe(self) -> bool {
        matches!(self, Method::Get | Method::Head | Method::Options)
    }
}

/// One request, with the server's time at its arrival.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// The path without the query, decoded: `/api/cases/<id>/`.
    pub path: String,
    /// The query, decoded, in order; keys may repeat.
    pub query: Vec<(String, String)>,
    /// The headers in order; names compare without case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The server's time at arrival. The model has no other clock.
    pub at: DateTime<Utc>,
}

impl Request {
    /// A request without headers and body; `target` is a path with or without a query.
    pub fn new(method: Method, target: &str, at: DateTime<Utc>) -> Request {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Request {
            method,
            path: percent_decode(path, false),
            query: parse_query(query),
            headers: Vec::new(),
            body: Vec::new(),
            at,
        }
    }

    /// The same with a bearer token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Request {
        self.with_header("Authorization", &format!("Bearer {token}"))
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a JSON body.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Request {
        self.body = body.to_string().into_bytes();
        self.with_header("Content-Type", "application/json")
    }

    /// The first header of that name, without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The last value of a query argument (as Django's `GET.get`).
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .rfind(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a query argument.
    pub fn args<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.query
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Path and query, encoded again.
    pub fn target(&self) -> String {
        let mut out = percent_encode(&self.path, b"/");
        for (at, (key, value)) in self.query.iter().enumerate() {
            out.push(if at == 0 { '?' } else { '&' });
            out.push_str(&percent_encode(key, b""));
            out.push('=');
            out.push_str(&percent_encode(value, b":"));
        }
        out
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The headers, `Content-Type`, `Content-Length` and `Date` among them.
    pub headers: Vec<(String, String)>,
    /// The body. Empty for `HEAD`, though `Content-Length` tells the size it would have.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of that name, without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as JSON; `Null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// `a=1&b=2` as pairs; `+` is a space, as in forms.
pub fn parse_query(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decode(key, true), percent_decode(value, true))
        })
        .collect()
}

/// `%41` becomes `A`; what is not an escape stays as it is.
pub fn percent_decode(text: &str, plus_is_space: bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = after;
                }
                _ => out.push(byte),
            },
            (b'+', _) if plus_is_space => out.push(b' '),
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Everything but letters, digits, `-._~` and the bytes in `keep` is escaped.
pub fn percent_encode(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
