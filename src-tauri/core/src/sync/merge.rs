//! Three-way merge of a field, and of a long text line by line. Pure, and it knows no clock: whose change is later never decides.

/// What to do with an edit, now that the server's value was read again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Register {
    /// Nobody else changed it: send.
    Send,
    /// The server has the wanted value already: nothing to send, nothing to ask.
    AlreadyThere,
    /// Both changed it, to different values: the person chooses; nothing is sent.
    Conflict,
}

/// `base` is what the person changed, `mine` what they want, `theirs` what the server has now.
#[must_use]
pub(super) fn register(base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Register {
    // A server stores absent, null and "" alike.
    let [base, mine, theirs] = [base, mine, theirs].map(|v| v.filter(|v| !v.is_empty()));
    if theirs == mine {
        Register::AlreadyThere
    } else if theirs == base {
        Register::Send
    } else {
        Register::Conflict
    }
}

/// Both changes of a text in one, where they lie in different lines; `None`: they overlap, and the person decides.
#[must_use]
pub(super) fn text(base: &str, mine: &str, theirs: &str) -> Option<String> {
    // A last line without its end would differ from the same line with one.
    let [base, mine, theirs] = [base, mine, theirs].map(|text| format!("{text}\n"));
    let merged = diffy::merge(&base, &mine, &theirs).ok()?;
    Some(merged.strip_suffix('\n').unwrap_or(&merged).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Register, register, text};
    use proptest::prelude::*;

    #[test]
    fn the_table_of_registers() {
        use Register::{AlreadyThere, Conflict, Send};
        // base, mine, theirs -> what
        let table = [
            ("New", "Pending", "New", Send),             // only I changed it
            ("New", "Pending", "Pending", AlreadyThere), // both, to the same
            ("New", "Pending", "Closed", Conflict),      // both, differently
            ("New", "New", "New", AlreadyThere),         // nobody
            ("New", "New", "Closed", Conflict), // I insist on the old value: mine is not theirs, so it is asked
        ];
        for (base, mine, theirs, expected) in table {
            assert_eq!(
                register(Some(base), Some(mine), Some(theirs)),
                expected,
                "{base} {mine} {theirs}"
            );
        }
        assert_eq!(
            register(None, Some("x"), Some("")),
            Send,
            "empty and none are the same"
        );
        assert_eq!(register(Some("x"), None, Some("")), AlreadyThere);
    }

    #[test]
    fn changes_in_different_lines_of_a_text_are_both_kept() {
        let base = "One\nTwo\nThree\nFour";
        let both = text(
            base,
            "One!\nTwo\nThree\nFour",
            "One\nTwo\nThree\nFour\nFive",
        );
        assert_eq!(both.as_deref(), Some("One!\nTwo\nThree\nFour\nFive"));
        assert_eq!(
            text(base, "One\nMine\nThree\nFour", "One\nTheirs\nThree\nFour"),
            None
        );
        assert_eq!(text("", "mine", "theirs"), None, "nothing in common");
    }

    fn value() -> impl Strategy<Value = Option<String>> {
        proptest::option::of("[ab]{0,1}")
    }

    proptest! {
        /// Whatever is merged holds what either side alone would have been.
        #[test]
        fn a_merge_with_a_side_that_did_nothing_is_the_other_side(
            base in "([a-c]{1,2}\n){0,5}", mine in "([a-c]{1,2}\n){0,5}",
        ) {
            prop_assert_eq!(text(&base, &mine, &base), Some(mine.clone()));
            prop_assert_eq!(text(&base, &base, &mine), Some(mine.clone()));
            prop_assert_eq!(text(&base, &mine, &mine), Some(mine));
        }

        /// I6: a conflict iff the server's value is neither what was changed nor what is wanted.
        #[test]
        fn there_is_a_conflict_only_where_both_changed(base in value(), mine in value(), theirs in value()) {
            let norm = |v: &Option<String>| v.clone().filter(|v| !v.is_empty());
            let both = norm(&theirs) != norm(&base) && norm(&theirs) != norm(&mine);
            let conflict = register(base.as_deref(), mine.as_deref(), theirs.as_deref()) == Register::Conflict;
            prop_assert_eq!(conflict, both);
        }
    }
}
