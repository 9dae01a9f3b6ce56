//! Which id, token or code here is which one in the recordings.

use std::collections::BTreeMap;

use serde_json::Value;

/// The pairs, found while answers are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Binds {
    ours: BTreeMap<String, String>,
    theirs: BTreeMap<String, String>,
}

impl Binds {
    /// What is in the planned world has the same ids on both sides.
    pub(crate) fn of_plan(plan: &str) -> Binds {
        let mut binds = Binds::default();
        for word in plan.split('"').filter(|word| is_id(word)) {
            binds.pair(word, word);
        }
        binds
    }

    /// Pairs two, unless one of them has another partner already.
    pub(crate) fn pair(&mut self, theirs: &str, ours: &str) -> bool {
        match (self.ours.get(theirs), self.theirs.get(ours)) {
            (Some(known), _) => known == ours,
            (None, Some(known)) => known == theirs,
            (None, None) => {
                self.ours.insert(theirs.to_owned(), ours.to_owned());
                self.theirs.insert(ours.to_owned(), theirs.to_owned());
                true
            }
        }
    }

    pub(crate) fn ours(&self, theirs: &str) -> Option<&str> {
        self.ours.get(theirs).map(String::as_str)
    }

    /// A text of the recordings, in our ids.
    pub(crate) fn translate(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (theirs, ours) in self.ours.iter().filter(|(theirs, ours)| theirs != ours) {
            if out.contains(theirs.as_str()) {
                out = out.replace(theirs.as_str(), ours);
            }
        }
        out
    }
}

pub(crate) fn is_id(text: &str) -> bool {
    let plain = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(plain)
}

/// The zone of a time stamp: `Z` or `+05:30`.
pub(crate) fn zone(text: &str) -> Option<&str> {
    let stamp = text.get(..19)?;
    let digits = |place: usize, byte: u8| match place {
        4 | 7 => byte == b'-',
        10 => byte == b'T' || byte == b' ',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    if !stamp
        .bytes()
        .enumerate()
        .all(|(place, byte)| digits(place, byte))
    {
        return None;
    }
    let rest = text.get(19..)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    Some(rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// What a session's token says.
pub(crate) fn claims(text: &str) -> Option<Value> {
    let mut parts = text.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    serde_json::from_slice(&decode(payload)).ok()
}

fn decode(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|one| *one == letter) else {
            continue;
        };
        held = (held << 6 | value as u32) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xFF) as u8);
        }
    }
    out
}
