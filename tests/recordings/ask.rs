//! A recorded request, rebuilt for the sandbox: its tokens, ids and codes are exchanged for ours, its files made up.

use chrono::{DateTime, TimeZone, Utc};
use satchel_sandbox::{Crm, Method, Request};
use serde_json::Value;

use crate::bind::{Binds, claims};
use crate::recording::Recording;

const BOUNDARY: &str = "a-boundary-of-the-tests";

/// The request as the sandbox must get it.
pub(crate) fn rebuild(
    recording: &Recording,
    who: &str,
    crm: &mut Crm,
    binds: &mut Binds,
    at: DateTime<Utc>,
) -> Request {
    let asked = &recording.request;
    let method = Method::parse(&asked.method).expect("a method");
    let mut request = Request::new(method, &binds.translate(&asked.path), at);
    for (name, value) in &asked.headers {
        let value = value.as_str().unwrap_or_default();
        let value = match name.to_ascii_lowercase().as_str() {
            "content-length" => continue,
            "authorization" => format!("Bearer {}", token(value, who, crm, binds)),
            "token" => token(value, who, crm, binds),
            "content-type" => content_type(value),
            _ => binds.translate(value),
        };
        request = request.with_header(name, &value);
    }
    request.body = body(
        asked.header("content-type").unwrap_or_default(),
        &asked.body,
        crm,
        binds,
    );
    request
}

/// The kind of a rebuilt body: forms have a boundary of ours.
pub(crate) fn content_type(recorded: &str) -> String {
    if recorded.starts_with("multipart/") {
        format!("multipart/form-data; boundary={BOUNDARY}")
    } else {
        recorded.to_owned()
    }
}

/// The request with a small file in it.
pub(crate) fn upload(request: Request, name: &str) -> Request {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let file = serde_json::json!({ "filename": name, "bytes": 12 });
    let body = serde_json::json!({ "multipart_files": { "case_attachment": file } });
    let mut request = request.with_header("Content-Type", &kind);
    request.body = multipart(&body, &Binds::default());
    request
}

/// Sessions are opened as they were there; personal tokens go by name.
fn token(value: &str, who: &str, crm: &mut Crm, binds: &mut Binds) -> String {
    let secret = value.strip_prefix("Bearer ").unwrap_or(value);
    if claims(secret).is_some() {
        return session(secret, crm, binds);
    }
    if secret == "bcrm_pat_example" {
        let known = binds.ours(who);
        return known.map_or_else(|| format!("bcrm_pat_{who}"), str::to_owned);
    }
    match secret {
        // The organization's key, as the recordings have it.
        "00000000-0000-4000-8000-000000000000" => binds.translate(secret),
        other => other.to_owned(),
    }
}

/// Our token for a recorded one: known from an answer, or opened at the same time for the same organization.
fn session(theirs: &str, crm: &mut Crm, binds: &mut Binds) -> String {
    if let Some(ours) = binds.ours(theirs) {
        return ours.to_owned();
    }
    let said = claims(theirs).expect("claims");
    let is_access = said["token_type"] == "access";
    let lasts = if is_access { 3_600 } else { 14 * 24 * 3_600 };
    let issued = said["exp"].as_i64().map(|end| end - lasts);
    let at = Utc
        .timestamp_opt(issued.unwrap_or(0), 0)
        .single()
        .expect("a time");
    let email = said["user_email"].as_str().unwrap_or("admin@example.test");
    let org = said["org_id"]
        .as_str()
        .map(|org| org.parse().expect("an id"));
    let session = crm.sign_in(email, org, at).expect("somebody we know");
    let ours = if is_access {
        session.access
    } else {
        session.refresh
    };
    binds.pair(theirs, &ours);
    ours
}

/// The bytes of a recorded body, in our ids.
pub(crate) fn body(kind: &str, body: &Value, crm: &mut Crm, binds: &mut Binds) -> Vec<u8> {
    if kind.starts_with("multipart/") {
        return multipart(body, binds);
    }
    match body {
        Value::Null => Vec::new(),
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(fields) if kind.starts_with("application/x-www-form") => {
            let pairs = fields.iter().map(|(key, value)| {
                format!(
                    "{key}={}",
                    value.as_str().unwrap_or_default().replace(' ', "+")
                )
            });
            pairs.collect::<Vec<_>>().join("&").into_bytes()
        }
        other => {
            let mut other = other.clone();
            for key in ["refresh", "token"] {
                let given = other.get(key).and_then(Value::as_str).map(str::to_owned);
                if let Some(theirs) = given.filter(|text| claims(text).is_some()) {
                    other[key] = session(&theirs, crm, binds).into();
                }
            }
            binds.translate(&other.to_string()).into_bytes()
        }
    }
}

fn multipart(body: &Value, binds: &Binds) -> Vec<u8> {
    let mut out = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        out.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes(),
        );
        out.extend(bytes);
        out.extend(b"\r\n");
    };
    for (key, value) in body["multipart_fields"].as_object().into_iter().flatten() {
        let text = binds.translate(value.as_str().unwrap_or_default());
        part(format!("name=\"{key}\""), text.as_bytes());
    }
    for (key, file) in body["multipart_files"].as_object().into_iter().flatten() {
        let name = file["filename"].as_str().unwrap_or_default();
        let size = file["bytes"].as_u64().unwrap_or(0) as usize;
        part(
            format!("name=\"{key}\"; filename=\"{name}\""),
            &contents(name, size),
        );
    }
    out.extend(format!("--{BOUNDARY}--\r\n").bytes());
    out
}

/// The recordings tell only how large a file was.
fn contents(name: &str, size: usize) -> Vec<u8> {
    let text: &[u8] = match (name, size) {
        ("c.csv", 71) => b"name,status,priority\nImported 425724,New,Low\nBad 425724,Banana,Low\n",
        ("c.csv", _) => b"name,status,priority\nImported 425724,New,Low\n",
        (name, _) if name.ends_with(".txt") => b"hello world\n",
        _ => b"\x89PNG\r\n\x1a\n\0\0\0\0",
    };
    if name == "c.csv" {
        return text.to_vec();
    }
    text.iter().copied().cycle().take(size).collect()
}
