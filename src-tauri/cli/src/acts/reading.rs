//! What only looks: it works beside a window, too.

use crate::args::{List, Order, Wanted};
use crate::fault::{Candidate, Exit, Fault, Result};
use crate::pick;
use crate::say::{Say, as_of};
use satchel_core::Core;
use satchel_core::case::view::{CasePage, CaseQuery, View};
use satchel_core::error::Code;
use satchel_core::intent::State;
use satchel_core::saved::{self, SavedView};

/// The engine gives so many rows at once.
const PAGE: u32 = 500;

/// Cases, at most `limit`.
pub(super) fn rows(core: &Core, query: &CaseQuery, limit: u32) -> Result<CasePage> {
    let mut page = CasePage {
        total: 0,
        rows: Vec::new(),
        found: Vec::new(),
        unsearched: 0,
        problems: Vec::new(),
    };
    loop {
        let have = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        let more = core.list_cases(&CaseQuery {
            offset: have,
            limit: (limit - have).min(PAGE),
            ..query.clone()
        })?;
        page.total = more.total;
        page.problems = more.problems;
        let came = more.rows.len();
        page.rows.extend(more.rows);
        let have = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        if came == 0 || have >= limit {
            return Ok(page);
        }
    }
}

/// Another program has the mirror: what is shown is what it wrote last.
pub(super) fn tell_if_beside(core: &Core, say: Say) {
    if core
        .read_only()
        .is_some_and(|why| why.code() == Code::InUse)
    {
        say.note("Another Satchel has this mirror open; this is what it has on disk.");
    }
}

/// The words as one question: what the shell kept together by quotes stays together.
pub(super) fn question(words: &[String]) -> String {
    let whole = |word: &String| {
        if word.contains('"') || !word.contains(char::is_whitespace) {
            return word.clone();
        }
        match word.split_once(':') {
            Some((key, value)) => format!("{key}:\"{value}\""),
            None => format!("\"{word}\""),
        }
    };
    words.iter().map(whole).collect::<Vec<_>>().join(" ")
}

/// The question of a view and of the words beside it: a saved view's own words and order hold, too.
pub(super) fn asked(core: &Core, view: &Wanted, words: &[String]) -> Result<CaseQuery> {
    let query = |view, text, sort, descending| CaseQuery {
        view,
        text,
        sort,
        descending,
        offset: 0,
        limit: PAGE,
    };
    match view {
        Wanted::Ready(ready) => {
            let (sort, descending) = Order::Activity.key(false);
            Ok(query((*ready).into(), question(words), sort, descending))
        }
        Wanted::Saved(name) => {
            let views = core.saved_views()?;
            let asks = &saved::named(&views, name)
                .ok_or_else(|| no_such_view(name, &views))?
                .question;
            let text = format!("{} {}", asks.text, question(words));
            Ok(query(asks.view, text, asks.sort, asks.descending))
        }
    }
}

fn no_such_view(name: &str, views: &[SavedView]) -> Fault {
    let known = views.iter().map(|view| Candidate {
        id: view.id.to_string(),
        name: view.name.clone(),
    });
    Fault::invalid(
        format!("There is no view named “{name}”."),
        "Use mine, urgent, unassigned, waiting, open, closed or all, or the name of a view you saved.",
    )
    .among(known.collect())
    .ending(Exit::Usage)
}

pub(super) fn list(core: &Core, what: &List, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let mut query = asked(core, &what.view, &what.text)?;
    match what.sort {
        Some(order) => (query.sort, query.descending) = order.key(what.reverse),
        None => query.descending ^= what.reverse,
    }
    let page = rows(core, &query, what.limit)?;
    say.list(&page, core.status()?.as_of);
    for problem in &page.problems {
        say.note(&format!(
            "{} is not understood and looked for nothing. {}",
            problem.typed, problem.hint
        ));
    }
    if page.total == 0 && query.view != View::All {
        let everywhere = core.list_cases(&CaseQuery {
            view: View::All,
            limit: 1,
            ..query
        })?;
        if everywhere.total > 0 {
            say.note(&format!("{} elsewhere: add --view all.", everywhere.total));
        }
    }
    Ok(Exit::Done)
}

pub(super) fn show(core: &Core, case: &str, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let view = core.open_case(pick::case(core, case)?)?;
    let server_id = core.server_id(view.row.id)?;
    say.case(&view, server_id.as_ref(), core.status()?.as_of);
    Ok(Exit::Done)
}

pub(super) fn outbox(core: &Core, held: bool, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let mut items = core.outbox()?;
    items.retain(|item| !held || (item.state == State::Held && !item.waits_by_choice));
    say.outbox(&items);
    Ok(Exit::Done)
}

pub(super) fn history(core: &Core, case: &str, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let case = pick::case(core, case)?;
    say.history(&core.history(case)?);
    say.note(&as_of(core.status()?.as_of));
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn what_the_shell_kept_together_stays_together() {
        let words = ["account:Acme Ltd", "login error", "status:open"].map(str::to_owned);
        assert_eq!(
            question(&words),
            "account:\"Acme Ltd\" \"login error\" status:open"
        );
    }
}
