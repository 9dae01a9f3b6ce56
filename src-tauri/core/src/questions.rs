//! What a host may ask of the engine: the mirror's answers, never the server's. The bytes of files are `kept.rs`'s, alerts are `told.rs`'s.

use crate::Core;
use crate::alert::table as alerts;
use crate::answer::{self, Answer, AnswerSource};
use crate::bulk;
use crate::case;
use crate::case::view::{
    CasePage, CaseQuery, CaseRow, CaseView, OutboxItem, SortKey, View, ViewCounts,
};
use crate::directory::{self, Found, LookupKind, Organization, Reference};
use crate::error::Result;
use crate::history::{self, HistoryItem};
use crate::id::CaseId;
use crate::intent;
use crate::news::{self, away::Digest};
use crate::query;
use crate::query::accounts::AccountPage;
use crate::saved::{self, SavedView};
use crate::search;
use crate::store::Db;

impl Core {
    /// Rows of the queue.
    ///
    /// # Errors
    /// `Storage`.
    pub fn list_cases(&self, question: &CaseQuery) -> Result<CasePage> {
        let now = self.mirror().clock.now();
        self.mirror()
            .read(|db| query::table::list(db, question, now))
    }

    /// The accounts of the cases of a question. Of its order, what does not speak of accounts means: those first that press most.
    ///
    /// # Errors
    /// `Storage`.
    pub fn list_accounts(&self, question: &CaseQuery) -> Result<AccountPage> {
        let now = self.mirror().clock.now();
        self.mirror()
            .read(|db| query::accounts::table::list(db, question, now))
    }

    /// All cases of a question, at most one more than can change at once: for those who mean every one of them.
    ///
    /// # Errors
    /// `Storage`.
    pub fn matching_cases(&self, question: &CaseQuery) -> Result<Vec<CaseId>> {
        let now = self.mirror().clock.now();
        let most = u32::try_from(bulk::MOST_CASES).unwrap_or(u32::MAX);
        self.mirror()
            .read(|db| query::table::matching(db, question, now, most.saturating_add(1)))
    }

    /// The cases that may be meant by what was typed so far: by id or name, then by everything that is searched.
    ///
    /// # Errors
    /// `Storage`.
    pub fn cases_meant(&self, typed: &str, limit: u32) -> Result<Vec<CaseRow>> {
        let now = self.mirror().clock.now();
        let question = CaseQuery {
            view: View::All,
            text: typed.to_owned(),
            sort: SortKey::Activity,
            descending: true,
            offset: 0,
            limit,
        };
        self.mirror().read(|db| {
            let mut rows = query::meant::table::find(db, typed, limit)?;
            let more = query::table::list(db, &question, now)?.rows;
            for row in more {
                if !rows.iter().any(|known| known.id == row.id) {
                    rows.push(row);
                }
            }
            rows.truncate(limit as usize);
            Ok(rows)
        })
    }

    /// The case here that has this name already: the server takes each name once. None here is no promise, the mirror may be
    /// old. `except`: the case that is to get the name.
    ///
    /// # Errors
    /// `Storage`.
    pub fn case_named(&self, name: &str, except: Option<CaseId>) -> Result<Option<CaseId>> {
        self.mirror()
            .read(|db| search::table::named(db, name, except))
    }

    /// How many cases each view holds, the saved ones too.
    ///
    /// # Errors
    /// `Storage`.
    pub fn view_counts(&self) -> Result<ViewCounts> {
        let now = self.mirror().clock.now();
        self.mirror().read(|db| query::counts::table::all(db, now))
    }

    /// The person's saved views, in their order.
    ///
    /// # Errors
    /// `Storage`.
    pub fn saved_views(&self) -> Result<Vec<SavedView>> {
        self.mirror().read(saved::table::all)
    }

    /// One case, and notes that the person looked at it: what was told of it is seen, too.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn open_case(&self, case: CaseId) -> Result<CaseView> {
        let view = self.case(case)?;
        let has_news = view.row.news.is_some();
        let now = self.mirror().clock.now();
        let is_told = self
            .mirror()
            .read(|db| alerts::is_case_unseen(db, case, now))?;
        if (has_news || is_told) && self.read_only().is_none() {
            self.mirror().write(|w| {
                if has_news {
                    w.look(case)?;
                }
                w.looked_at(alerts::case_seen(w, case, w.now())?);
                Ok(())
            })?;
        }
        self.want(case)?;
        Ok(view)
    }

    /// A case that was opened is read whole, though its scope would not have it.
    fn want(&self, case: CaseId) -> Result<()> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let unread = |db: &Db| case::table::never_read(db, case);
        if let Some(server_id) = self.mirror().read(unread)? {
            self.mirror()
                .write(|w| case::table::mark_dirty(w, &server_id))?;
            self.engine.nudge();
        }
        Ok(())
    }

    /// What others did while the person was away, by weight; see [`news::away`].
    ///
    /// # Errors
    /// `Storage`.
    pub fn digest(&self) -> Result<Digest> {
        self.mirror().read(news::away::table::digest)
    }

    /// Vocabulary and directory, to offer choices.
    ///
    /// # Errors
    /// `Storage`.
    pub fn reference(&self) -> Result<Reference> {
        self.mirror().read(directory::table::reference)
    }

    /// The best of what a person may mean by what was typed into a picker, from the mirror; at most `limit`, and
    /// [`directory::table::FEW`].
    ///
    /// # Errors
    /// `Storage`.
    pub fn find_named(&self, kind: LookupKind, typed: &str, limit: u32) -> Result<Vec<Found>> {
        self.mirror()
            .read(|db| directory::table::find(db, kind, typed, limit))
    }

    /// The organization's settings, as last read; `None` where the server tells none.
    ///
    /// # Errors
    /// `Storage`.
    pub fn organization(&self) -> Result<Option<Organization>> {
        self.mirror().read(directory::table::organization)
    }

    /// Saved answers, as the server has them.
    ///
    /// # Errors
    /// `Storage`.
    pub fn macros(&self) -> Result<Vec<Answer>> {
        let all = directory::table::FEW;
        self.mirror()
            .read(|db| answer::table::find(db, Some(AnswerSource::Macro), "", all))
    }

    /// Articles of the knowledge base that hold every word of `typed`.
    ///
    /// # Errors
    /// `Storage`.
    pub fn articles(&self, typed: &str) -> Result<Vec<Answer>> {
        let most = directory::table::FEW;
        self.mirror()
            .read(|db| answer::table::find(db, Some(AnswerSource::Article), typed, most))
    }

    /// Answers to put into a reply on this case: saved ones, filled in as far as the mirror knows, and published articles.
    ///
    /// # Errors
    /// `NotFound`; `Storage`.
    pub fn answers(&self, case: CaseId, typed: &str) -> Result<Vec<Answer>> {
        let account = self.account()?;
        self.mirror()
            .read(|db| answer::offer::for_case(db, case, account.as_ref(), typed))
    }

    /// Everything the person did that the server has not confirmed, lane by lane.
    ///
    /// # Errors
    /// `Storage`.
    pub fn outbox(&self) -> Result<Vec<OutboxItem>> {
        let mut items = self.mirror().read(intent::outbox::items)?;
        self.engine.uploads.say(&mut items);
        Ok(items)
    }

    /// What became of the person's acts on a case, the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn history(&self, case: CaseId) -> Result<Vec<HistoryItem>> {
        self.mirror()
            .read(|db| history::table::of_case(db, case, 200))
    }
}
