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

use crate::auth::Caller;
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
                let caller = person.map(|person| Caller {
                    person,
                    scopes: asked.scopes,
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

/// Bodies that are not text.
mod base64 {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    pub(super) fn encode(bytes: &[u8]) -> String {
        let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for chunk in bytes.chunks(3) {
            let mut three = [0; 3];
            three
                .iter_mut()
                .zip(chunk)
                .for_each(|(to, from)| *to = *from);
            let [a, b, c] = three.map(u32::from);
            let all = a << 16 | b << 8 | c;
            for place in 0..=chunk.len() {
                let index = (all >> (18 - 6 * place)) & 63;
                let letter = usize::try_from(index)
                    .ok()
                    .and_then(|index| LETTERS.get(index));
                out.push(char::from(*letter.unwrap_or(&b'A')));
            }
            out.extend(std::iter::repeat_n('=', 3 - chunk.len()));
        }
        out
    }

    pub(super) fn decode(text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() / 4 * 3);
        let (mut held, mut bits) = (0_u32, 0);
        for letter in text.bytes() {
            let Some(value) = LETTERS.iter().position(|one| *one == letter) else {
                continue;
            };
            held = (held << 6 | u32::try_from(value).unwrap_or(0)) & 0xFFFF;
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                out.push(u8::try_from(held >> bits & 0xFF).unwrap_or(0));
            }
        }
        out
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn what_is_encoded_comes_back() {
            for length in 0..300_usize {
                let bytes: Vec<u8> = (0..length).map(|i| (i * 7 % 256) as u8).collect();
                assert_eq!(super::decode(&super::encode(&bytes)), bytes);
            }
            assert_eq!(super::encode(b"Ma"), "TWE=");
        }
    }
}
