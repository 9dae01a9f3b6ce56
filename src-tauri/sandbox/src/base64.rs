//! Bytes as letters, both ways: the journal's bodies in the plain alphabet, tokens in the one for addresses.

const PLAIN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = letters(bytes, PLAIN);
    out.extend(std::iter::repeat_n('=', (4 - out.len() % 4) % 4));
    out
}

/// Without the padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    letters(bytes, URL)
}

/// Either alphabet; what is no letter of it is skipped.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let letter = match letter {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        let Some(value) = PLAIN.iter().position(|one| *one == letter) else {
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

fn letters(bytes: &[u8], alphabet: &[u8; 64]) -> String {
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
                .and_then(|index| alphabet.get(index));
            out.push(char::from(*letter.unwrap_or(&b'A')));
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
            assert_eq!(super::decode(&super::encode_url(&bytes)), bytes);
        }
        assert_eq!(super::encode(b"Ma"), "TWE=");
    }
}
