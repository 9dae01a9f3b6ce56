//! What a person began and neither kept nor left: a new case half written, a title half changed. It has no place in any table of
//! its own, so the window's own words for it are kept, under the window they were typed in, until that window says otherwise.
//! Kept as they are typed, as drafts of replies are; in the journal, too. The page's side: `ui/src/lock/kept.ts`.

use crate::Core;
use crate::error::Result;
use crate::intent;
use crate::store::{Db, Tx, cursor};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The cursor it lies under.
const BEGUN: &str = "unfinished";

/// What was begun in one window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// The window's words for it; several, where it took up what others had left and has not said anything since.
    texts: Vec<String>,
    /// How many texts of a person that is.
    count: u32,
}

impl Begun {
    fn add(&mut self, mut more: Begun) {
        self.count = self.count.saturating_add(more.count);
        self.texts.append(&mut more.texts);
    }

    /// The ids in the window's words, told apart from everything else by their shape: of cases, comments, intents, and of nothing.
    pub(crate) fn ids(&self) -> BTreeSet<Uuid> {
        self.texts.iter().flat_map(|text| ids_in(text)).collect()
    }

    /// Speaks of something by another id from now on.
    pub(crate) fn rename(&mut self, old: Uuid, new: Uuid) {
        let (old, new) = (old.to_string(), new.to_string());
        for text in &mut self.texts {
            *text = text.replace(&old, &new);
        }
    }
}

/// How long an id is with its hyphens, and where the first of them stands.
const ID: usize = 36;
const HYPHEN: usize = 8;

fn ids_in(text: &str) -> impl Iterator<Item = Uuid> {
    text.match_indices('-').filter_map(|(hyphen, _)| {
        let start = hyphen.checked_sub(HYPHEN)?;
        Uuid::try_parse(text.get(start..start + ID)?).ok()
    })
}

/// By the window it was typed in.
pub(crate) type AllBegun = BTreeMap<String, Begun>;

/// What an older Satchel kept: a list of texts, or one, of no window.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    ByWindow(AllBegun),
    Texts(Vec<String>),
    Text(String),
}

/// All of it.
pub(crate) fn all(db: &Db) -> Result<AllBegun> {
    let kept: Option<Kept> = cursor::get(db, BEGUN)?;
    Ok(kept.map_or_else(AllBegun::new, by_window))
}

fn by_window(kept: Kept) -> AllBegun {
    match kept {
        Kept::ByWindow(all) => all,
        Kept::Texts(texts) => nobodys(texts),
        Kept::Text(text) => nobodys(vec![text]),
    }
}

/// Where what no open window answers for lies until one takes it up.
const NOBODY: &str = "";

fn nobodys(mut texts: Vec<String>) -> AllBegun {
    texts.retain(|text| !text.is_empty());
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    let begun = Begun { texts, count };
    let any = (count > 0).then(|| (NOBODY.to_owned(), begun));
    any.into_iter().collect()
}

/// Besides what there is. No window knows of it yet: under the name of one, what that says next would replace it.
pub(crate) fn add(tx: &Tx<'_>, more: &AllBegun) -> Result<()> {
    let mut here = all(tx)?;
    let nobodys = here.entry(NOBODY.to_owned()).or_default();
    for begun in more.values() {
        nobodys.add(begun.clone());
    }
    cursor::set(tx, BEGUN, &here)
}

impl Core {
    /// Keeps what is begun in a window, in its own words, `count` texts of a person; in the place of what it said before, and of
    /// what it took up. `None`: nothing is.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`; `InUse`, `NewerDatabase`: the mirror can only be read.
    pub fn keep_begun(&self, window: &str, words: Option<&str>, count: u32) -> Result<()> {
        let texts: Vec<String> = words.map(str::to_owned).into_iter().collect();
        let begun = Begun { texts, count };
        self.mirror().write(|w| {
            let mut here = all(w)?;
            let before = match words {
                Some(_) => here.insert(window.to_owned(), begun.clone()),
                None => here.remove(window),
            };
            if before.unwrap_or_default() == begun {
                return Ok(());
            }
            w.touch_choices();
            cursor::set(w, BEGUN, &here)
        })
    }

    /// What was begun in windows that `left` tells, a window's words each; `with_own`: and what this one said before. From now on
    /// this window answers for all of it: it stays until the window says what became of it.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn take_up_begun(
        &self,
        window: &str,
        with_own: bool,
        left: impl Fn(&str) -> bool,
    ) -> Result<Vec<String>> {
        let is_left = |name: &str| name != window && left(name);
        let mut here = self.mirror().read(all)?;
        let mut taken = match with_own {
            true => here.get(window).cloned().unwrap_or_default().texts,
            false => Vec::new(),
        };
        if self.read_only().is_none() && here.keys().any(|name| is_left(name)) {
            here = self.mirror().write(|w| {
                let before = all(w)?;
                let mut after = AllBegun::new();
                for (name, begun) in before.clone() {
                    let place = if is_left(&name) { window } else { &name };
                    after.entry(place.to_owned()).or_default().add(begun);
                }
                w.touch_choices();
                cursor::set(w, BEGUN, &after)?;
                Ok(before)
            })?;
        }
        let left = here.into_iter().filter(|(name, _)| is_left(name));
        taken.extend(left.flat_map(|(_, begun)| begun.texts));
        Ok(taken)
    }
}

/// On how many cases a reply or a note is being written, and what else is begun.
pub(crate) fn drafts(db: &Db) -> Result<u32> {
    let counts = all(db)?.into_values().map(|begun| begun.count);
    Ok(counts.fold(intent::table::drafts(db)?, u32::saturating_add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_a_windows_words_and_replaced_there() {
        let (old, new) = (Uuid::from_u128(7 << 64), Uuid::from_u128(8 << 64));
        let words = format!(r#"{{"begun":{{"title {old}":"ä-b-{old}","x-y":"-"}}}}"#);
        let mut begun = Begun {
            texts: vec![words.clone(), "-".to_owned()],
            count: 1,
        };
        assert_eq!(begun.ids(), BTreeSet::from([old]));
        begun.rename(old, new);
        let told = words.replace(&old.to_string(), &new.to_string());
        assert_eq!(begun.texts, [told, "-".to_owned()]);
        assert_eq!(begun.ids(), BTreeSet::from([new]));
    }

    #[test]
    fn what_an_older_satchel_kept_belongs_to_no_window() {
        for (kept, texts) in [
            (r#"["a","","b"]"#, vec!["a", "b"]),
            (r#""a""#, vec!["a"]),
            (r"[]", vec![]),
        ] {
            let all = by_window(serde_json::from_str(kept).unwrap());
            let told: Vec<_> = all.values().flat_map(|begun| &begun.texts).collect();
            assert_eq!(told, texts, "{kept}");
        }
    }
}
