//! From the server into the mirror. Each step: ask, with nothing locked; then one transaction that reads again, writes the
//! server's rows, raises alerts and moves the cursor.
//!
//! Only positive evidence changes how a case stands (I13): a sweep that does not see a case makes it a suspect, and the
//! suspect's own detail decides. Which step is next is `plan.rs`'s business; how rows are written is `pull/apply.rs`'s.

pub(super) mod apply;
pub(super) mod aside;
pub(super) mod catalogue;
mod notices;
mod observe;

use super::Engine;
use crate::case::Standing;
use crate::case::due::{self, Stale};
use crate::case::table as case_table;
use crate::crm::envelope::{Activity, DetailAnswer, Page};
use crate::crm::{self, Crm, CrmError, Dated, ListQuery};
use crate::directory::{self, Directory};
use crate::error::{Error, Result};
use crate::id::ServerId;
use crate::mirror::{FIRST_MIRROR, Writing};
use crate::mutant::{self, Mutant};
use crate::scope::{self, Pace};
use crate::store::{Db, cursor};
use crate::sync::rhythm::{DETAILS_PER_STEP, STRANGERS, paced};
use crate::sync::status::SetAside;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The sweep under way, or the last one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sweep {
    /// Its number, from 1.
    pub(super) no: i64,
    /// When it began.
    pub(super) started_at: DateTime<Utc>,
    /// The key reached; `None` at the beginning.
    pub(super) key: Option<DateTime<Utc>>,
    /// Rows of the key that were read; without key order: rows that were read.
    pub(super) skip: u32,
    /// Rows read.
    pub(super) seen: u32,
    /// What the server counts.
    pub(super) total: u32,
    /// Rows that could not be read.
    #[serde(default)]
    pub(super) aside: Vec<SetAside>,
    /// Those of the sweep before.
    #[serde(default)]
    pub(super) aside_before: Vec<SetAside>,
    /// For so many milliseconds the server was asked for it.
    #[serde(default)]
    pub(super) took: i64,
    /// When it was complete.
    pub(super) done_at: Option<DateTime<Utc>>,
}

pub(super) const SWEEP: &str = "sweep";
pub(super) const SWEPT_AT: &str = "swept_at";
pub(super) const DIRECTORY_AT: &str = "directory_at";
pub(super) const HEAD_AT: &str = "head_at";
pub(super) const HINTS_AT: &str = "hints_at";
pub(super) const AS_OF: &str = "as_of";
/// How many cases the server counted when the head was read.
const HEAD_TOTAL: &str = "head_total";
const FEED: &str = "feed";
/// The feed had a gap since the last sweep.
pub(super) const GAP: &str = "gap";

/// Reads people, teams and tags.
pub(super) async fn directory(engine: &Engine, crm: &Crm) -> Result<()> {
    let (people, teams) = crm.people().await?;
    let directory = Directory {
        people,
        teams,
        tags: crm.tags().await?,
    };
    engine.mirror.write(|w| {
        directory::table::put(w, &directory)?;
        if crm.account().dialect == crm::dialect::Dialect::Documented
            && directory::table::put_vocabulary(w, &directory::wire::documented_vocabulary())?
        {
            w.touch_everything()?;
        }
        names_came(w)?;
        cursor::set(w, DIRECTORY_AT, &w.now())
    })
}

/// The directory changed. Only views of cases that come without names depend on it: writing all of very many anew takes seconds, in
/// which nothing else is written.
fn names_came(w: &Writing<'_>) -> Result<()> {
    w.touch_directory();
    let named = case_table::named_by_directory(w)?;
    named.into_iter().for_each(|case| w.touch(case));
    Ok(())
}

/// Reads the newest, the most pressing and this person's cases: what is needed first.
pub(super) async fn head(engine: &Engine, crm: &Crm) -> Result<()> {
    let first = crm.list(&ListQuery::Newest, 50).await?;
    engine.mirror.write(|w| apply::apply_page(w, &first, 0))?;
    if crm.account().capabilities.has_key_order {
        let vocabulary = engine.mirror.read(directory::table::vocabulary)?;
        let open: Vec<String> = vocabulary
            .statuses
            .iter()
            .map(|s| s.value.clone())
            .filter(|s| vocabulary.is_open(s))
            .collect();
        let mut asks: Vec<ListQuery> = vocabulary
            .priorities
            .iter()
            .rev()
            .take(2)
            .map(|p| ListQuery::OpenWithPriority {
                priority: p.value.clone(),
                open: open.clone(),
            })
            .collect();
        asks.extend(crm.account().me.id.clone().map(ListQuery::AssignedTo));
        for ask in asks {
            let page = crm.list(&ask, 50).await?;
            engine.mirror.write(|w| apply::apply_page(w, &page, 0))?;
        }
    }
    engine.mirror.write(|w| {
        cursor::set(w, HEAD_TOTAL, &first.total)?;
        cursor::set(w, HEAD_AT, &w.now())
    })
}

/// Asks what changed, in two small requests, and reads the cases it names that are not here. Nothing is marked as heard
/// before it was dealt with. `asked`: by the person, so that a gap is closed now.
pub(super) async fn hints(engine: &Engine, crm: &Crm, asked: bool) -> Result<()> {
    let feed = crm.feed().await?;
    let notices = notices::listen(engine, crm).await?;
    let (known, swept) = engine.mirror.read(|db| {
        Ok((
            cursor::get::<BTreeSet<ServerId>>(db, FEED)?,
            cursor::get::<DateTime<Utc>>(db, SWEPT_AT)?,
        ))
    })?;
    let news: Vec<&Activity> = feed
        .iter()
        .filter(|row| known.as_ref().is_some_and(|k| !k.contains(&row.server_id)))
        .collect();
    let mut unknown: Vec<ServerId> = Vec::new();
    // Most are none of this person's; the sweep tells which.
    let mut strangers = false;
    engine.mirror.write(|w| {
        if known.is_none() {
            // Nobody can say what of it is older than what was read before: what waited was sent first, somebody looked.
            for case in feed.iter().filter_map(|row| row.entity_id.as_ref()) {
                case_table::mark_read_dirty(w, case)?;
            }
        }
        for row in &news {
            let Some(case) = &row.entity_id else { continue };
            let here = case_table::mark_dirty(w, case)?;
            if !here && row.action != "DELETE" && !unknown.contains(case) {
                unknown.push(case.clone());
            }
        }
        strangers = !asked && unknown.len() > STRANGERS;
        if strangers {
            unknown.clear();
        }
        for case in notices.notices.iter().filter_map(|n| n.case.as_ref()) {
            if !case_table::mark_dirty(w, case)? && !unknown.contains(case) {
                unknown.push(case.clone());
            }
        }
        Ok(())
    })?;
    let mut unread: BTreeSet<ServerId> = BTreeSet::new();
    // Before the first sweep is complete, the sweep itself will bring what is new.
    if swept.is_some() {
        for case in &unknown {
            match crm.detail(case).await {
                Ok(answer) => {
                    engine
                        .mirror
                        .write(|w| apply::apply_detail(w, crm, None, case, &answer.value))?;
                }
                // The feed names cases that this person may not open (server-contract 6).
                Err(CrmError::Denied(_) | CrmError::Gone) => {}
                Err(other) if concerns_all(&other) => return Err(other.into()),
                // The server fails on this one: it is asked for again with the next hints, and the others go on.
                Err(other) => {
                    tracing::warn!(code = ?other.code(), "a case could not be read");
                    unread.insert(case.clone());
                    engine.mirror.write(|w| note_unread(w, case, &other))?;
                }
            }
        }
    }
    // Nothing of what was known is in a full feed: there is a gap, and only a sweep can close it.
    let gap = feed.len() >= 50
        && known
            .as_ref()
            .is_some_and(|k| !feed.iter().any(|row| k.contains(&row.server_id)));
    let is_unread = |row: &Activity| matches!(&row.entity_id, Some(case) if unread.contains(case));
    let heard: BTreeSet<&ServerId> = feed
        .iter()
        .filter(|row| !is_unread(row))
        .map(|row| &row.server_id)
        .collect();
    engine.mirror.write(|w| {
        notices::note(w, &notices, swept.is_some())?;
        cursor::set(w, FEED, &heard)?;
        cursor::set(w, HINTS_AT, &w.now())?;
        cursor::set(w, AS_OF, &w.now())?;
        // Notices are this person's own, and a gap there is rare: it is closed now, as one is that a person asks about.
        let at_once = notices.gap || (asked && (gap || strangers));
        if at_once && swept.is_some() {
            cursor::set(w, SWEPT_AT, &DateTime::UNIX_EPOCH)?;
        } else if gap || strangers {
            cursor::set(w, GAP, &true)?;
        }
        Ok(())
    })
}

/// Reads the next page of the sweep; begins one where none is under way.
pub(super) async fn sweep(engine: &Engine, crm: &Crm) -> Result<()> {
    let key_order = crm.account().capabilities.has_key_order && !mutant::is(Mutant::OffsetPaging);
    let now = engine.mirror.clock.now();
    let last: Option<Sweep> = engine.mirror.read(|db| cursor::get(db, SWEEP))?;
    let mut sweep = match last {
        Some(sweep) if sweep.done_at.is_none() => sweep,
        last => {
            let (no, aside_before) = last.map_or((0, Vec::new()), |l| (l.no, l.aside));
            Sweep {
                no: no + 1,
                started_at: now,
                aside_before,
                ..Sweep::default()
            }
        }
    };
    let limit = engine.page_size();
    let ask = if key_order {
        ListQuery::From {
            created: sweep.key,
            skip: sweep.skip,
        }
    } else {
        ListQuery::Offset(sweep.skip)
    };
    let page = crm.list(&ask, limit).await?;
    let took = engine.mirror.clock.now() - now;
    engine.set_page_size(paced(limit, took));
    sweep.took = sweep.took.saturating_add(took.num_milliseconds().max(0));
    let read = u32::try_from(page.rows.len() + page.bad.len()).unwrap_or(u32::MAX);
    // From the second page on, the key's own rows come again.
    let known = engine.mirror.read(|db| seen_already(db, &page, sweep.no))?;
    let begins = sweep.seen.saturating_sub(known);
    let mut comes_again = 0;
    match page.rows.last() {
        // The last row's time is the next key; rows of the same time are skipped by number inside it.
        Some(row) if key_order && sweep.key != Some(row.created_at) => {
            (sweep.key, sweep.skip) = (Some(row.created_at), 0);
            if read >= limit {
                // Unread rows behind the last one that was read.
                comes_again = trailing(&page);
            }
        }
        _ => sweep.skip += read,
    }
    sweep.seen += read.saturating_sub(known + comes_again);
    let counted = read - comes_again;
    let bad = page.bad.iter().filter(|unread| unread.place < counted);
    aside::note_rows(&mut sweep.aside, begins, bad);
    if sweep.total == 0
        || !key_order
        || ask
            == (ListQuery::From {
                created: None,
                skip: 0,
            })
    {
        sweep.total = page.total;
    }
    if read < limit {
        sweep.done_at = Some(engine.mirror.clock.now());
    }
    engine.mirror.write(|w| {
        apply::apply_page(w, &page, sweep.no)?;
        cursor::set(w, SWEEP, &sweep)?;
        cursor::set(w, AS_OF, &w.now())?;
        if let Some(done_at) = sweep.done_at {
            cursor::set(w, SWEPT_AT, &done_at)?;
            cursor::set(w, GAP, &false)?;
            suspect(w, &sweep)?;
        }
        Ok(())
    })?;
    // A server without cases has no details to wait for.
    note_first_mirror(engine)
}

/// How many of a page's rows stand behind the last one that could be read.
fn trailing(page: &Page) -> u32 {
    let read = page.rows.len() + page.bad.len();
    let places = page.bad.iter().rev().map(|unread| unread.place as usize);
    let in_a_row = places.zip((0..read).rev()).take_while(|(a, b)| a == b);
    u32::try_from(in_a_row.count()).unwrap_or(u32::MAX)
}

/// How many cases the server counted when it was last asked.
pub(super) fn told_total(db: &Db) -> Result<Option<u32>> {
    let sweep: Option<Sweep> = cursor::get(db, SWEEP)?;
    match sweep {
        Some(sweep) => Ok(Some(sweep.total)),
        None => cursor::get(db, HEAD_TOTAL),
    }
}

fn seen_already(db: &Db, page: &Page, sweep: i64) -> Result<u32> {
    let mut seen = 0;
    for row in &page.rows {
        seen += u32::from(case_table::was_seen_by(db, &row.server_id, sweep)?);
    }
    Ok(seen)
}

/// Cases that a complete sweep did not see are asked for one by one. So many that it looks like a fault of the server or
/// a change of rights: none is touched until a later sweep (the brake, I14).
fn suspect(w: &Writing<'_>, sweep: &Sweep) -> Result<()> {
    let missing = case_table::not_seen_by(w, sweep.no, sweep.started_at)?;
    let (here, _) = case_table::coverage(w)?;
    let most = usize::try_from((here / 20).max(20)).unwrap_or(usize::MAX);
    if missing.len() > most {
        tracing::warn!(
            missing = missing.len(),
            here,
            "a sweep missed so many cases that none is touched"
        );
        return Ok(());
    }
    for (case, server_id) in missing {
        if mutant::is(Mutant::AbsenceIsGone) {
            apply::stand(w, case, Standing::Gone, None)?;
        }
        case_table::mark_dirty(w, &server_id)?;
    }
    Ok(())
}

/// Reads the next details, four at once, and writes them in one transaction.
pub(super) async fn details(engine: &Engine, crm: &Crm, stale: Stale) -> Result<()> {
    let now = engine.mirror.clock.now();
    let due = engine.mirror.read(|db| {
        let scope = engine.stand(db)?.in_force(now);
        due::table::to_detail(db, now, stale, scope, DETAILS_PER_STEP)
    })?;
    let answers: Vec<_> = futures_util::stream::iter(due)
        .map(|(case, server_id)| async move {
            let answer = crm.detail(&server_id).await;
            (case, server_id, answer)
        })
        .buffer_unordered(crm::AT_ONCE)
        .collect()
        .await;
    let mut trouble = None;
    let pace = paced_by(&answers, engine.mirror.clock.now() - now);
    engine.mirror.write(|w| {
        if let Some(pace) = pace {
            scope::table::note_pace(w, pace)?;
        }
        for (case, server_id, answer) in &answers {
            match answer {
                Ok(answer) => apply::apply_detail(w, crm, Some(*case), server_id, &answer.value)?,
                Err(e @ (CrmError::Gone | CrmError::Denied(_))) => {
                    let standing = match e {
                        CrmError::Gone => Standing::Gone,
                        _ => Standing::Denied,
                    };
                    aside::forget(w, server_id)?;
                    apply::stand(w, *case, standing, None)?;
                }
                Err(e) if concerns_all(e) => {
                    trouble = Some(longest(trouble.take(), e.clone()));
                }
                // The server fails on this one: the others go on.
                Err(e) => {
                    tracing::warn!(code = ?e.code(), "a case could not be read");
                    note_unread(w, server_id, e)?;
                    case_table::postpone_detail(w, *case, w.now() + TimeDelta::minutes(10))?;
                }
            }
        }
        Ok(())
    })?;
    match trouble {
        Some(trouble) => Err(Error::Crm(trouble)),
        None => note_first_mirror(engine),
    }
}

/// What these conversations cost. `None`: not all of them came, so the time says little.
fn paced_by(answers: &[Answered], took: TimeDelta) -> Option<Pace> {
    let mut bytes = 0;
    for (_, _, answer) in answers {
        bytes += u64::try_from(answer.as_ref().ok()?.bytes).unwrap_or_default();
    }
    let conversations = u32::try_from(answers.len()).unwrap_or(u32::MAX);
    (conversations > 0).then(|| Pace::of(conversations, bytes, took))
}

/// A case that was asked for, and what came.
type Answered = (
    crate::id::CaseId,
    ServerId,
    std::result::Result<Dated<DetailAnswer>, CrmError>,
);

/// The way to the server, the session, or a server that asks for time: nothing about one case.
fn concerns_all(e: &CrmError) -> bool {
    e.is_offline()
        || matches!(
            e,
            CrmError::SignIn
                | CrmError::NotACrm
                | CrmError::Redirect(_)
                | CrmError::Certificate(_)
                | CrmError::Busy(Some(_))
        )
}

/// Of two, the one that the server wants waited out longer.
fn longest(known: Option<CrmError>, other: CrmError) -> CrmError {
    match (known, other) {
        (Some(CrmError::Busy(a)), CrmError::Busy(b)) => CrmError::Busy(a.max(b)),
        (Some(busy @ CrmError::Busy(_)), _) => busy,
        (_, other) => other,
    }
}

/// What came instead of the case can't be read, however often it is asked for.
fn note_unread(w: &Writing<'_>, case: &ServerId, e: &CrmError) -> Result<()> {
    match e {
        CrmError::Malformed(why) => aside::note_case(w, case, why),
        _ => Ok(()),
    }
}

/// Once the list and every detail is here, the first mirror is complete: from now on, what comes is news.
fn note_first_mirror(engine: &Engine) -> Result<()> {
    let now = engine.mirror.clock.now();
    let complete = engine.mirror.read(|db| {
        let swept = cursor::get::<DateTime<Utc>>(db, SWEPT_AT)?.is_some();
        let stand = engine.stand(db)?;
        let scope = stand.in_force(now);
        Ok(!stand.is_complete
            && swept
            && !stand.is_asked(now)
            && !due::table::is_due(db, now, Stale::NOTHING, scope)?)
    })?;
    if complete {
        engine
            .mirror
            .write(|w| cursor::set(w, FIRST_MIRROR, &now))?;
    }
    Ok(())
}
