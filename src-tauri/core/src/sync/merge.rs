//! Three-way merge of a field. Pure, and it knows no clock: whose change is later never decides.

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

#[cfg(test)]
mod tests {
    use super::{Register, register};
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

    fn value() -> impl Strategy<Value = Option<String>> {
        proptest::option::of("[ab]{0,1}")
    }

    proptest! {
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
