//! Bends bytes: bits flip, pieces go, come twice, change places or come from elsewhere, the end is missing.

use crate::chance::Chance;

/// What decoders stumble over.
pub(crate) const STONES: [&[u8]; 30] = [
    b"\0",
    b"\\u0000",
    b"\\ud800",
    b"\\udfff\\ud800",
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u{202e}".as_bytes(),
    "\u{2066}\u{200f}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
    "🙂e\u{301}漢".as_bytes(),
    b"1e999",
    b"-1e-999",
    b"NaN",
    b"99999999999999999999999999",
    b"18446744073709551616",
    b"-0",
    b"{",
    b"}",
    b"[[[[[[[[[[[[[[[[",
    b"\"",
    b"\\",
    b",",
    b":",
    b"null",
    b"<html>",
    b"0001-01-01T00:00:00Z",
    b"+99999-12-31T23:59:60.999999999+23:59",
];

/// These bytes, bent up to four times; `other` lends pieces.
pub(crate) fn bend(chance: &mut Chance, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        once(chance, &mut bytes, other);
    }
    bytes
}

fn once(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = chance.below(bytes.len());
    let to = at + chance.below((bytes.len() - at).min(64));
    match chance.below(9) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
        1 if !bytes.is_empty() => bytes[at] = chance.byte(),
        2 => insert(bytes, at, chance.pick::<&[u8]>(&STONES)),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let twice = bytes[at..to].to_vec();
            insert(bytes, at, &twice);
        }
        5 => bytes.truncate(at),
        6 if !other.is_empty() => {
            let from = chance.below(other.len());
            let piece = &other[from..from + chance.below((other.len() - from).min(256))];
            insert(bytes, at, piece);
        }
        7 => {
            let moved: Vec<u8> = bytes.drain(at..to).collect();
            let at = chance.below(bytes.len());
            insert(bytes, at, &moved);
        }
        _ => {
            let stone = *chance.pick::<&[u8]>(&STONES);
            let to = (at + stone.len()).min(bytes.len());
            bytes.splice(at..to, stone.iter().copied());
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
