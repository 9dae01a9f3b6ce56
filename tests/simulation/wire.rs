//! Requests and answers, from the engine's shape to the model's and back.

use crate::server::case_of;
use chrono::{DateTime, Utc};
use satchel_core::crm::transport::{Method, Request, Response};
use satchel_sandbox as sandbox;
use serde_json::Value;
use uuid::Uuid;

/// The comment that a request would add, and its case.
pub(crate) fn comment_of(request: &Request) -> Option<(Uuid, String)> {
    let case = case_of(&request.path).filter(|_| request.method == Method::Post)?;
    let body: Value = serde_json::from_slice(&request.body.as_ref()?.bytes).ok()?;
    Some((case, body.get("comment")?.as_str()?.to_owned()))
}

/// An answer that is not the model's.
pub(crate) fn page(status: u16, content_type: &str, body: &str, now: DateTime<Utc>) -> Response {
    Response {
        status,
        content_type: content_type.to_owned(),
        date: DateTime::from_timestamp(now.timestamp(), 0),
        retry_after: None,
        body: body.as_bytes().to_vec(),
    }
}

/// A request of the engine, as the model reads it.
pub(crate) fn as_sandbox(request: &Request, at: DateTime<Utc>) -> sandbox::Request {
    let method = match request.method {
        Method::Get => sandbox::Method::Get,
        Method::Post => sandbox::Method::Post,
        Method::Put => sandbox::Method::Put,
        Method::Patch => sandbox::Method::Patch,
        Method::Delete => sandbox::Method::Delete,
    };
    let owned = |pairs: &[(&'static str, String)]| -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs.map(|(k, v)| ((*k).to_owned(), v.clone())).collect()
    };
    let mut asked = sandbox::Request {
        query: owned(&request.query),
        headers: owned(&request.headers),
        ..sandbox::Request::new(method, &request.path, at)
    };
    if let Some(body) = &request.body {
        asked = asked.with_header("Content-Type", &body.content_type);
        asked.body = body.bytes.to_vec();
    }
    asked
}

/// An answer of the model, as the engine reads it.
pub(crate) fn as_core(response: sandbox::Response) -> Response {
    let date = response.header("date");
    let date = date.and_then(|text| DateTime::parse_from_rfc2822(text).ok());
    Response {
        status: response.status,
        content_type: response
            .header("content-type")
            .unwrap_or_default()
            .to_owned(),
        date: date.map(|t| t.with_timezone(&Utc)),
        retry_after: None,
        body: response.body,
    }
}
