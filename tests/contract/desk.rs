//! An engine at a real server: real HTTP, the computer's clock, a mirror on disk that can be looked into afterwards.

use satchel_core::Core;
use satchel_core::case;
use satchel_core::case::ServerCase;
use satchel_core::case::view::{CaseQuery, CaseRow, CaseView, SortKey, TimelineItem, View};
use satchel_core::clock::{Clock, SystemClock};
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Token};
use satchel_core::error::Error;
use satchel_core::id::{CaseId, ServerId};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use std::sync::Arc;

/// The computer's clock.
pub(crate) fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock::new(|wait| Box::pin(tokio::time::sleep(wait))))
}

/// An engine with its mirror.
pub(crate) struct Desk {
    pub(crate) core: Core,
    pub(crate) account: Account,
    pub(crate) place: Place,
    token: String,
    pub(crate) folder: tempfile::TempDir,
}

impl Desk {
    /// Signs in at `origin`, with nothing mirrored yet.
    ///
    /// # Errors
    /// Those of the sign-in.
    pub(crate) async fn at(
        origin: &str,
        token: &str,
        organization: Option<&str>,
    ) -> Result<Desk, Error> {
        let http = Http::new(Origin::parse(origin)?, &Settings::default())?;
        let organization = organization.map(|o| ServerId(o.to_owned()));
        let account = with_token(&http, origin, &Token::new(token), organization).await?;
        let folder = tempfile::tempdir().expect("a folder for the mirror");
        let place = Place::Folder(folder.path().join("mirror"));
        let core = Core::open(&place, &DataKey::for_tests(7), clock())?;
        core.connect(&account, Token::new(token), Arc::new(http))?;
        Ok(Desk {
            core,
            account,
            place,
            token: token.to_owned(),
            folder,
        })
    }

    /// The same person at another address: the server moved, or something else answers now.
    pub(crate) fn moves_to(&self, origin: &str) {
        let http = Http::new(
            Origin::parse(origin).expect("an address"),
            &Settings::default(),
        )
        .expect("a transport");
        let token = Token::new(&self.token);
        self.core
            .connect(&self.account, token, Arc::new(http))
            .expect("the same person");
    }

    /// Every case that is here.
    pub(crate) fn rows(&self) -> Vec<CaseRow> {
        let all = CaseQuery {
            view: View::All,
            text: String::new(),
            sort: SortKey::Created,
            descending: false,
            offset: 0,
            limit: 500,
        };
        self.core.list_cases(&all).expect("a page").rows
    }

    /// The case of this name.
    pub(crate) fn case(&self, name: &str) -> CaseId {
        let found = self.rows().into_iter().find(|row| row.name == name);
        found.unwrap_or_else(|| panic!("no case {name:?}")).id
    }

    /// One case, opened.
    pub(crate) fn opens(&self, name: &str) -> CaseView {
        self.core
            .open_case(self.case(name))
            .expect("the case opens")
    }

    /// What the mirror holds of the server's row; the engine is closed first.
    pub(crate) fn closes_and_reads(self, ids: &[&str]) -> Vec<Option<case::table::Stored>> {
        let Desk { core, place, .. } = &self;
        core.disconnect();
        let place = place.clone();
        let folder = self.folder;
        drop(self.core);
        let mirror = satchel_tests::stored(&place, clock());
        let read = ids.iter().map(|id| {
            let id = ServerId((*id).to_owned());
            let stored = mirror.read(|db| match case::table::by_server_id(db, &id)? {
                Some(case) => case::table::get(db, case),
                None => Ok(None),
            });
            stored.expect("a row")
        });
        let read = read.collect();
        drop(mirror);
        drop(folder);
        read
    }
}

/// Comments of a view: author, text, and whether everybody may read it.
pub(crate) fn said(view: &CaseView) -> Vec<(String, String, bool)> {
    let comment = |item: &TimelineItem| match item {
        TimelineItem::Comment {
            author,
            text,
            audience,
            ..
        } => Some((
            author.clone().unwrap_or_default(),
            text.clone(),
            *audience == satchel_core::comment::Audience::Public,
        )),
        _ => None,
    };
    view.timeline.iter().filter_map(comment).collect()
}

/// Files of a view: name, and who added it.
pub(crate) fn files(view: &CaseView) -> Vec<(String, String)> {
    let file = |item: &TimelineItem| match item {
        TimelineItem::Attachment { file_name, by, .. } => {
            Some((file_name.clone(), by.clone().unwrap_or_default()))
        }
        _ => None,
    };
    view.timeline.iter().filter_map(file).collect()
}

/// Names, sorted: servers order sets at random.
pub(crate) fn names(case: &[satchel_core::id::Named]) -> Vec<String> {
    let mut names: Vec<String> = case.iter().map(|n| n.name.clone()).collect();
    names.sort();
    names
}

/// The stored row must be there.
pub(crate) fn row(stored: Option<&case::table::Stored>) -> &ServerCase {
    &stored.expect("the row is here").case
}
