//! Which passphrase is taken: one that nobody finds by trying what people choose. Pure; the slot it opens is `key.rs`'s.
//!
//! How easily it is guessed is estimated by zxcvbn: usual passwords, words, names, dates, keys beside each other, each also
//! with the usual swaps of letters. A guess costs what `key.rs` makes it cost.

use crate::error::{Error, Result};
use crate::sentence::Cannot;
use zxcvbn::{Score, zxcvbn};

/// The fewest characters.
const SHORTEST: usize = 8;
/// What it must withstand: at least a hundred million guesses.
const WORTH: Score = Score::Three;

/// May this be a passphrase?
///
/// # Errors
/// `Invalid`, with why not and what to do.
pub fn check(passphrase: &str) -> Result<()> {
    if passphrase.chars().count() < SHORTEST {
        let least = u32::try_from(SHORTEST).unwrap_or_default();
        return Err(Error::Invalid(Cannot::ShortPassphrase { least }));
    }
    // Blanks between the words of a saying that everybody knows make it no other saying.
    let separates = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | ',');
    let joined: String = passphrase.chars().filter(|c| !separates(*c)).collect();
    let is_guessed = [passphrase, &joined].into_iter().any(|text| {
        let estimate = zxcvbn(text, &["satchel", "django", "bottlecrm"]);
        !text.is_empty() && estimate.score() < WORTH
    });
    if is_guessed {
        return Err(Error::Invalid(Cannot::GuessedPassphrase));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::error::Error;
    use crate::sentence::Cannot;

    #[test]
    fn what_people_usually_choose_is_refused_and_told_what_to_do_instead() {
        for usual in [
            "password",
            "password1",
            "Password123!",
            "P@ssw0rd2026",
            "passwort",
            "12345678",
            "123456789012345",
            "11111111111111",
            "abcdefghijkl",
            "qwertyuiop",
            "qwertzuiopü",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "zxcvbnm,./",
            "iloveyou",
            "letmein123",
            "sunshine1",
            "football2026",
            "superman!",
            "trustno1trustno1",
            "welcome2025",
            "administrator",
            "christmas2025",
            "michael1985",
            "jennifer123",
            "24.12.1990",
            "1990-12-24",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "satchel2026",
            "django123",
            "i love you",
            "let me in 123",
            "foot-ball-2026",
            "        ",
        ] {
            let told = match check(usual) {
                Err(Error::Invalid(Cannot::GuessedPassphrase)) => {
                    Cannot::GuessedPassphrase.to_string()
                }
                other => panic!("{usual:?}: {other:?}"),
            };
            assert!(told.contains("four or more words"), "{usual:?}: {told}");
        }
        let short = check("k7#Qz!").unwrap_err().to_string();
        assert!(short.contains("at least 8"), "{short}");
    }

    #[test]
    fn words_that_have_nothing_to_do_with_each_other_are_taken_in_any_language() {
        for good in [
            "mossy lantern kept quiet",
            "seven swans a-swimming",
            "four random words",
            "Grüner Löffel singt im Keller",
            "le hérisson vend des parapluies",
            "القنفذ يبيع مظلات خضراء",
            "緑の匙が地下室で歌う",
            "k7#Qz!vT2p",
            "🦘🥄🕯️🧦🎻🪁🧊🪴",
        ] {
            assert!(check(good).is_ok(), "{good:?}: {:?}", check(good));
        }
    }
}
