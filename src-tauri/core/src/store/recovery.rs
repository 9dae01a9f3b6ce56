//! The recovery code: a key for a drawer. Made once, shown once, printed or copied by the person, and kept by nobody else.
//!
//! 140 random bits as seven groups of five signs. The last sign of each group checks the four before it and the group's
//! place, so a mistyped group is told by its number, before any key is tried. Pure; the slot it opens is `key.rs`'s.

use crate::error::{Error, Result};
use crate::sentence::Cannot;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// Digits and letters that are not mistaken for each other: no I, L, O, U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 7;
/// Of a group, its check among them.
const LENGTH: usize = 5;

/// A recovery code. It is forgotten with its last copy.
pub struct RecoveryCode(Zeroizing<Vec<u8>>);

impl RecoveryCode {
    /// A new code from the operating system's randomness.
    ///
    /// # Errors
    /// `Storage` when there is none.
    pub fn generate() -> Result<RecoveryCode> {
        let mut random = Zeroizing::new([0_u8; GROUPS * (LENGTH - 1)]);
        getrandom::fill(&mut *random).map_err(|e| Error::Storage(format!("no randomness: {e}")))?;
        Ok(RecoveryCode(Zeroizing::new(
            random.iter().map(|byte| byte & 31).collect(),
        )))
    }

    /// As it is shown: seven groups, each with its check.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (LENGTH + 1)));
        for (place, group) in (0_u8..).zip(self.0.chunks(LENGTH - 1)) {
            if place > 0 {
                text.push('-');
            }
            for value in group.iter().copied().chain([check(place, group)]) {
                text.push(char::from(
                    SIGNS.get(usize::from(value)).copied().unwrap_or(b'?'),
                ));
            }
        }
        text
    }

    /// From what a person typed: small letters, other separators and the usual mix-ups (O for 0, I or L for 1) are forgiven.
    ///
    /// # Errors
    /// `Invalid`: which group is mistyped, or that some are missing.
    pub fn parse(typed: &str) -> Result<RecoveryCode> {
        let signs = Zeroizing::new(signs(typed));
        if signs.len() != GROUPS * LENGTH {
            return Err(Error::Invalid(Cannot::CodeLength {
                groups: many(GROUPS),
                length: many(LENGTH),
                given: many(signs.len()),
            }));
        }
        let mut code = Zeroizing::new(Vec::with_capacity(GROUPS * (LENGTH - 1)));
        for (place, group) in (0_u8..).zip(signs.chunks(LENGTH)) {
            let values: Option<Vec<u8>> = group.iter().map(|sign| value(*sign)).collect();
            let wrong = || {
                Error::Invalid(Cannot::CodeGroup {
                    group: u32::from(place) + 1,
                })
            };
            let mut values = values.ok_or_else(wrong)?;
            let Some((last, rest)) = values.split_last() else {
                return Err(wrong());
            };
            if *last != check(place, rest) {
                return Err(wrong());
            }
            code.extend_from_slice(rest);
            values.zeroize();
        }
        Ok(RecoveryCode(code))
    }

    /// Was this meant as a recovery code, mistyped or not?
    #[must_use]
    pub fn is_meant_by(typed: &str) -> bool {
        let groups = typed.split_whitespace().flat_map(|part| part.split('-'));
        signs(typed).len().abs_diff(GROUPS * LENGTH) <= 2
            && groups.filter(|g| (3..=6).contains(&g.len())).count() + 1 >= GROUPS
            || signs(typed).len() == GROUPS * LENGTH && typed.bytes().all(|b| value(b).is_some())
    }

    /// The key of its slot. It holds more chance than can be tried, so it needs no slow derivation.
    pub(super) fn derive(&self, salt: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut hash = Sha256::new();
        hash.update(b"satchel/recovery/1");
        hash.update(salt);
        hash.update(&*self.0);
        Zeroizing::new(hash.finalize().into())
    }
}

/// What was typed without what only separates.
fn signs(typed: &str) -> Vec<u8> {
    let counts = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.' | '_');
    let ascii = |c: char| u8::try_from(c).unwrap_or(b'?').to_ascii_uppercase();
    typed.chars().filter(counts).map(ascii).collect()
}

fn value(sign: u8) -> Option<u8> {
    let sign = match sign.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    let at = SIGNS.iter().position(|known| *known == sign)?;
    u8::try_from(at).ok()
}

/// A sum in the field of 32 elements with another factor for each place, plus the group's number: any one wrong sign, any
/// two that changed places and any two groups that changed places show.
fn check(place: u8, group: &[u8]) -> u8 {
    group.iter().fold(0, |sum, value| doubled(sum ^ value)) ^ (place + 1)
}

fn doubled(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 32 == 0 {
        twice
    } else {
        (twice ^ 0b10_0101) & 31
    }
}

/// A number for a sentence.
fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> String {
        match RecoveryCode::parse(typed) {
            Ok(_) => "well".to_owned(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn a_code_is_seven_groups_and_reads_back_however_it_was_typed() {
        let code = RecoveryCode::generate().unwrap();
        let text = code.to_text();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [5; 7]);
        for typed in [
            text.to_string(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', "  "),
            text.replace('0', "o").replace('1', "l"),
        ] {
            let read = RecoveryCode::parse(&typed).unwrap();
            assert_eq!(*read.0, *code.0, "{typed}");
            assert!(RecoveryCode::is_meant_by(&typed), "{typed}");
        }
        assert_ne!(*RecoveryCode::generate().unwrap().0, *code.0);
    }

    #[test]
    fn every_single_wrong_sign_is_told_by_its_group() {
        let text = RecoveryCode::generate().unwrap().to_text().to_string();
        for (at, right) in text.char_indices().filter(|(_, c)| *c != '-') {
            for sign in SIGNS.iter().map(|s| char::from(*s)).chain(['U', '?']) {
                if sign == right {
                    continue;
                }
                let mut typed = text.clone();
                typed.replace_range(at..=at, &sign.to_string());
                let group = at / (LENGTH + 1) + 1;
                assert_eq!(
                    told(&typed),
                    format!("Group {group} of the recovery code is mistyped.")
                );
            }
        }
    }

    #[test]
    fn neighbours_and_groups_that_changed_places_are_told() {
        for _ in 0..50 {
            let text = RecoveryCode::generate().unwrap().to_text().to_string();
            let groups: Vec<&str> = text.split('-').collect();
            for (a, b) in (0..GROUPS).zip(1..GROUPS) {
                let mut moved = groups.clone();
                moved.swap(a, b);
                assert!(told(&moved.join("-")).contains("mistyped"));
            }
            for at in 0..text.len() - 1 {
                let mut typed = text.clone().into_bytes();
                typed.swap(at, at + 1);
                let typed = String::from_utf8(typed).unwrap();
                if signs(&typed) != signs(&text) {
                    assert!(told(&typed).contains("mistyped"), "{text} {typed}");
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_told_and_a_passphrase_is_no_code() {
        let text = RecoveryCode::generate().unwrap().to_text().to_string();
        let short = &text[..text.len() - 2];
        assert!(told(short).contains("33 signs"));
        assert!(RecoveryCode::is_meant_by(short), "a code all the same");
        for phrase in [
            "correct horse battery staple",
            "hunter2 hunter2 hunter2",
            "",
        ] {
            assert!(!RecoveryCode::is_meant_by(phrase), "{phrase}");
        }
    }
}
