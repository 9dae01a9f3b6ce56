//! The demo's memory over restarts: what changed the state, one JSON line each, played again over the same beginning.
//!
//! Requests are written as they came, but without their token: the journal says who it was instead. The model never
//! writes; it keeps what happened until whoever owns the file takes it ([`Journal::append`]). A last line cut short by
//! a crash is ignored and overwritten.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth::{Caller, Via};
use crate::base64;
use crate::crm::Crm;
use crate::message::{Method, Request};
use crate::web::Act;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    at: DateTime<Utc>,
    #[serde(flatten)]
    what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Request(Asked),
    Web(Act),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Asked {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    /// The profile behind the token.
    who: Option<Uuid>,
    /// What the token was good for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    /// Whether it was a session, and no token.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    session: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// The only headers the model looks at, besides the token.
const KEPT: [&str; 2] = ["content-type", "organization-id"];

impl Entry {
    pub(crate) fn request(request: &Request, caller: Option<&Caller>) -> Entry {
        let headers = request.headers.iter();
        let headers =
            headers.filter(|(name, _)| KEPT.contains(&name.to_ascii_lowercase().as_str()));
        let (text, base64) = match std::str::from_utf8(&request.body) {
            _ if request.body.is_empty() => (None, None),
            Ok(text) => (Some(text.to_owned()), None),
            Err(_) => (None, Some(base64::encode(&request.body))),
        };
        let asked = Asked {
            method: request.method.as_str().to_owned(),
            path: request.path.clone(),
            query: request.query.clone(),
            headers: headers.cloned().collect(),
            who: caller.map(|caller| caller.person.profile),
            scopes: caller
                .map(|caller| caller.scopes.clone())
                .unwrap_or_default(),
            session: caller.is_some_and(|caller| caller.via == Via::Session),
            text,
            base64,
        };
        Entry {
            at: request.at,
            what: What::Request(asked),
        }
    }

    pub(crate) fn act(act: &Act, at: DateTime<Utc>) -> Entry {
        Entry {
            at,
            what: What::Web(act.clone()),
        }
    }

    /// Lets it happen again.
    pub fn replay(self, crm: &mut Crm) {
        match self.what {
            What::Web(act) => {
                crm.act(act, self.at);
            }
            What::Request(asked) => {
                let body = match (asked.text, asked.base64) {
                    (Some(text), _) => text.into_bytes(),
                    (None, Some(text)) => base64::decode(&text),
                    (None, None) => Vec::new(),
                };
                let Some(method) = Method::parse(&asked.method) else {
                    return;
                };
                let request = Request {
                    method,
                    path: asked.path,
                    query: asked.query,
                    headers: asked.headers,
                    body,
                    at: self.at,
                };
                let person = asked.who.and_then(|who| crm.state.profile(who).cloned());
                let via = if asked.session {
                    Via::Session
                } else {
                    Via::Token
                };
                let caller = person.map(|person| Caller {
                    scopes: asked.scopes,
                    ..Caller::new(person, via)
                });
                crm.handle_as(&request, caller.as_ref());
            }
        }
    }
}

/// The file.
#[derive(Debug)]
pub struct Journal {
    file: File,
}

impl Journal {
    /// Opens or makes the file, plays it over `crm`, and lets `crm` remember what happens from now on.
    ///
    /// `crm` must be as it was when the journal began. If it keeps a journal already, nothing is played again.
    pub fn open(path: &Path, crm: &mut Crm) -> io::Result<Journal> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let is_new = !crm.keeps_journal();
        let mut whole = 0;
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            let Some(json) = line.strip_suffix(b"\n") else {
                break;
            };
            let Ok(entry) = serde_json::from_slice::<Entry>(json) else {
                break;
            };
            if is_new {
                entry.replay(crm);
            }
            whole += line.len();
        }
        file.set_len(u64::try_from(whole).unwrap_or(u64::MAX))?;
        file.seek(SeekFrom::End(0))?;
        crm.keep_journal();
        Ok(Journal { file })
    }

    /// Writes down what happened since the last time.
    pub fn append(&mut self, crm: &mut Crm) -> io::Result<()> {
        let mut lines = Vec::new();
        for entry in crm.take_unwritten() {
            serde_json::to_writer(&mut lines, &entry)?;
            lines.push(b'\n');
        }
        if !lines.is_empty() {
            self.file.write_all(&lines)?;
            self.file.flush()?;
        }
        Ok(())
    }
}
