//! The merge of a set of related things. Pure.
//!
//! What a person did to a set is the difference between the members they saw and those they want; what others did to it
//! meanwhile stays. Used by the view (`fold.rs`) and right before sending (`sync/push/set.rs`).

use crate::id::Named;

/// `(theirs ∪ added) ∖ removed`, where added and removed are the difference of `base` and `desired` (sync-and-security 3.6).
/// The order is theirs, then the added ones'.
#[must_use]
pub fn merge(base: &[Named], desired: &[Named], theirs: &[Named]) -> Vec<Named> {
    let has = |set: &[Named], one: &Named| set.iter().any(|n| n.id == one.id);
    let stays = theirs
        .iter()
        .filter(|n| !has(base, n) || has(desired, n))
        .cloned();
    let added = desired
        .iter()
        .filter(|n| !has(base, n) && !has(theirs, n))
        .cloned();
    stays.chain(added).collect()
}

/// The same members, in whatever order?
#[must_use]
pub fn same(a: &[Named], b: &[Named]) -> bool {
    let within = |a: &[Named], b: &[Named]| a.iter().all(|x| b.iter().any(|y| x.id == y.id));
    within(a, b) && within(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ServerId;
    use proptest::prelude::*;

    fn set(letters: &str) -> Vec<Named> {
        let mut all: Vec<char> = letters.chars().collect();
        all.sort_unstable();
        all.dedup();
        let named = |c: char| Named {
            id: ServerId(c.to_string()),
            name: String::new(),
        };
        all.into_iter().map(named).collect()
    }

    #[test]
    fn what_others_did_to_the_set_stays() {
        let merged = merge(&set("ab"), &set("ac"), &set("abd"));
        assert!(
            same(&merged, &set("acd")),
            "b removed, c added, d is theirs"
        );
    }

    #[test]
    fn a_member_that_both_added_is_there_once() {
        assert_eq!(merge(&set("a"), &set("ab"), &set("ab")).len(), 2);
    }

    #[test]
    fn a_member_that_somebody_removed_is_not_brought_back() {
        assert!(same(&merge(&set("ab"), &set("abc"), &set("a")), &set("ac")));
    }

    proptest! {
        /// I8: it commutes with whatever others do to members this person did not touch.
        #[test]
        fn disjoint_changes_commute(base in "[a-f]{0,6}", mine in "[a-c]{0,3}", theirs in "[d-f]{0,3}") {
            let (base, low, high) = (set(&base), set(&mine), set(&theirs));
            let part = |set: &[Named], low: bool| -> Vec<Named> {
                set.iter().filter(|n| (n.id.as_str() < "d") == low).cloned().collect()
            };
            let desired = [low.clone(), part(&base, false)].concat();
            let server = [part(&base, true), high.clone()].concat();
            let both = [low, high].concat();
            prop_assert!(same(&merge(&base, &desired, &server), &both));
        }

        /// Nobody else changed it: exactly what was wanted.
        #[test]
        fn alone_it_is_what_was_wanted(base in "[a-f]{0,6}", mine in "[a-f]{0,6}") {
            prop_assert!(same(&merge(&set(&base), &set(&mine), &set(&base)), &set(&mine)));
        }
    }
}
