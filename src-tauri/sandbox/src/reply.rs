//! The answers every view gives: JSON, plain refusals, and the pages of HTML Django answers with on its own.
//!
//! The error shapes are the real server's six; which one a call uses is the dialect's business.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::message::{Method, Response};
use crate::time;

const NOT_FOUND: &str = "\n<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n";
const SERVER_ERROR: &str = "\n<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n";

/// Either a plain answer or one that cuts the view short; both are the same thing to the caller.
pub(crate) type Reply = Result<Response, Response>;

pub(crate) fn with_type(status: u16, content_type: &str, body: Vec<u8>) -> Response {
    Response {
        status,
        headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
        body,
    }
}

/// JSON that is text already.
pub(crate) fn json_text(status: u16, body: String) -> Response {
    with_type(status, "application/json", body.into_bytes())
}

pub(crate) fn json_value(status: u16, body: &Value) -> Response {
    json_text(status, body.to_string())
}

/// `{"detail": "..."}`
pub(crate) fn detail(status: u16, text: &str) -> Response {
    json_value(status, &json!({ "detail": text }))
}

/// `{"error": true, "errors": ...}`
pub(crate) fn errors(status: u16, errors: impl Into<Value>) -> Response {
    json_value(status, &json!({ "error": true, "errors": errors.into() }))
}

/// `{"error": false, "message": "..."}`
pub(crate) fn message(text: &str) -> Response {
    json_value(200, &json!({ "error": false, "message": text }))
}

/// `{field: [text]}`, bare.
pub(crate) fn field(field: &str, text: &str) -> Response {
    json_value(400, &json!({ field: [text] }))
}

/// One more key of an object.
pub(crate) fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(keys) = object.as_object_mut() {
        keys.insert(key.to_owned(), value);
    }
}

pub(crate) fn empty(status: u16) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: Vec::new(),
    }
}

/// Django's own page for a path that leads nowhere.
pub(crate) fn html_404() -> Response {
    with_type(
        404,
        "text/html; charset=utf-8",
        NOT_FOUND.as_bytes().to_vec(),
    )
}

/// Django's own page for a crash.
pub(crate) fn html_500() -> Response {
    with_type(
        500,
        "text/html; charset=utf-8",
        SERVER_ERROR.as_bytes().to_vec(),
    )
}

/// `Location`, for a path that lacks its slash.
pub(crate) fn moved(to: &str) -> Response {
    let mut response = with_type(301, "text/html; charset=utf-8", Vec::new());
    response
        .headers
        .push(("Location".to_owned(), to.to_owned()));
    response
}

/// The headers of the outermost layer: date, length, allowed methods; and no body for `HEAD`.
pub(crate) fn finish(
    mut response: Response,
    method: Method,
    allow: &[Method],
    at: DateTime<Utc>,
) -> Response {
    let mut add = |name: &str, value: String| response.headers.push((name.to_owned(), value));
    add("Date", time::http_date(at));
    add("Server", "gunicorn".to_owned());
    if !allow.is_empty() {
        let names: Vec<&str> = allow.iter().map(|method| method.as_str()).collect();
        add("Allow", names.join(", "));
    }
    add("Content-Length", response.body.len().to_string());
    if method == Method::Head {
        response.body.clear();
    }
    response
}
