//! The organization's CRM server, as the engine sees it: one [`Crm`] with capabilities, whatever the server speaks.
//!
//! No SQL, no decision about what to sync. The way of a call: here -> `transport.rs` (the seam) -> `http.rs`; its answer:
//! `error.rs` (what does it mean? its JSON is taken by `body.rs`) -> `envelope.rs` (what stands around the rows) -> the
//! nouns' `wire.rs` (rows).

mod asking;
mod body;
mod credential;
pub mod dialect;
pub mod envelope;
pub(crate) mod error;
mod files;
pub mod form;
pub mod http;
pub mod json;
mod lookups;
pub mod operations;
pub mod origin;
pub mod sign_in;
pub mod transport;

pub use credential::{Credential, Keep, Minted, MintedId, Token};
pub use error::{CrmError, Effect, Next};
pub use sign_in::{Account, Me};

use crate::case::{Field, NewCase, ServerCase};
use crate::comment::{Audience, ServerComment};
use crate::directory::Person;
use crate::id::{Named, ServerId};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use credential::Held;
use dialect::Dialect;
use envelope::{Activity, DetailAnswer, Page};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use transport::{Body, Method, Request, Response, Transport};

/// Which rows of the case list.
#[derive(Clone, Debug, PartialEq)]
pub enum ListQuery {
    /// In order of creation, from this time on (inclusive); `skip` rows of that time are known.
    From {
        /// The key: a creation time.
        created: Option<DateTime<Utc>>,
        /// Rows to skip.
        skip: u32,
    },
    /// By offset. Misses rows while others change the list: only where there is no key order.
    Offset(u32),
    /// The newest.
    Newest,
    /// Open ones of one priority, the newest first.
    OpenWithPriority {
        /// The priority.
        priority: String,
        /// The statuses that count as open.
        open: Vec<String>,
    },
    /// Of one assignee, the newest first.
    AssignedTo(ServerId),
    /// Whose name contains this.
    Named(String),
}

/// An answer with the server's clock.
#[derive(Clone, Debug)]
pub struct Dated<T> {
    /// The answer.
    pub value: T,
    /// The server's clock when it answered.
    pub date: Option<DateTime<Utc>>,
    /// How large the answer was.
    pub bytes: usize,
}

const READ: Duration = Duration::from_secs(60);
const WRITE: Duration = Duration::from_secs(45);
/// For a file, either way: 25 MiB from a train. A line that stalls is given up long before (`http.rs`).
const FILE: Duration = Duration::from_secs(600);

/// Requests of one Satchel under way at once, at most, whoever asks: the loop, a file beside it, the person (I20).
pub const AT_ONCE: usize = 4;

/// The connected server.
#[derive(Clone)]
pub struct Crm {
    transport: Arc<dyn Transport>,
    /// A place for each request that may be under way.
    places: Arc<Semaphore>,
    credential: Arc<Held>,
    account: Arc<Account>,
}

impl Crm {
    /// The server of `account`, reached by `transport`, with `credential`; `keep` is told when that one is renewed.
    #[must_use]
    pub fn new(
        transport: Arc<dyn Transport>,
        credential: Credential,
        keep: Keep,
        account: Account,
    ) -> Crm {
        Crm {
            transport,
            places: Arc::new(Semaphore::new(AT_ONCE)),
            credential: Arc::new(Held::new(credential, keep)),
            account: Arc::new(account),
        }
    }

    /// The same, with places that others share: who signs in anew has none of their own.
    #[must_use]
    pub(crate) fn sharing(self, places: &Arc<Semaphore>) -> Crm {
        Crm {
            places: Arc::clone(places),
            ..self
        }
    }

    /// The same server, by another way: another proxy, other authorities.
    #[must_use]
    pub fn by_way_of(&self, transport: Arc<dyn Transport>) -> Crm {
        Crm {
            transport,
            ..self.clone()
        }
    }

    /// Ends the sign-in on the server, as far as the server allows.
    pub async fn leave(&self) -> sign_in::Left {
        sign_in::leave(&*self.transport, &self.account, &self.credential.now()).await
    }

    /// What is left of the sign-in where the server was not asked to end it.
    #[must_use]
    pub fn stays(&self) -> sign_in::Left {
        sign_in::stays(&self.credential.now())
    }

    /// What the person is let in with now.
    #[must_use]
    pub fn credential_now(&self) -> Credential {
        self.credential.now()
    }

    /// Whose server it is and what it can do.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// A page of the case list.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`].
    pub async fn list(&self, query: &ListQuery, limit: u32) -> Result<Page, CrmError> {
        let mut ask = vec![("limit", limit.to_string())];
        if self.account.capabilities.has_slim {
            ask.push(("slim", "true".to_owned()));
        }
        let newest_first = ("ordering", "-created_at".to_owned());
        match query {
            ListQuery::From { created, skip } => {
                ask.push(("ordering", "created_at".to_owned()));
                ask.push(("offset", skip.to_string()));
                if let Some(at) = created {
                    ask.push((
                        "created_at__gte",
                        at.to_rfc3339_opts(SecondsFormat::Micros, true),
                    ));
                }
            }
            ListQuery::Offset(offset) => ask.push(("offset", offset.to_string())),
            ListQuery::Newest => ask.push(newest_first),
            ListQuery::OpenWithPriority { priority, open } => {
                ask.push(newest_first);
                ask.push(("priority", priority.clone()));
                ask.extend(open.iter().map(|status| ("status", status.clone())));
            }
            ListQuery::AssignedTo(me) => {
                ask.push(newest_first);
                ask.push(("assigned_to", me.to_string()));
            }
            ListQuery::Named(name) => ask.push(("name", name.clone())),
        }
        let answer = self.get("/api/cases/", ask).await?;
        let page = envelope::page(self.account.dialect, &answer.value)?;
        Ok(Page {
            date: answer.date,
            ..page
        })
    }

    /// One case, whole.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`].
    pub async fn detail(&self, case: &ServerId) -> Result<Dated<DetailAnswer>, CrmError> {
        let answer = self.get(&case_path(case)?, Vec::new()).await?;
        Ok(Dated {
            value: envelope::detail(self.account.dialect, &answer.value)?,
            date: answer.date,
            bytes: answer.bytes,
        })
    }

    /// Makes a case; the answer is its id.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Create`].
    pub async fn create(&self, new: &NewCase) -> Result<ServerId, CrmError> {
        let body = crate::case::wire::create(new);
        let answer = self
            .send(
                Method::Post,
                "/api/cases/".to_owned(),
                Some(Body::json(&body)),
                WRITE,
            )
            .await?
            .value;
        new_id(&answer)
    }

    /// Sets one field. `now` is the case as just read: a server without PATCH needs the rest of it.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Repeatable`].
    pub async fn set_field(
        &self,
        now: &ServerCase,
        field: Field,
        desired: Option<&str>,
        closed_on: Option<NaiveDate>,
    ) -> Result<(), CrmError> {
        let (method, body) = if self.account.capabilities.can_patch {
            (
                Method::Patch,
                crate::case::wire::patch(field, desired, closed_on),
            )
        } else {
            (
                Method::Put,
                crate::case::wire::put(self.account.dialect, now, field, desired, closed_on),
            )
        };
        self.send(
            method,
            case_path(&now.server_id)?,
            Some(Body::json(&body)),
            WRITE,
        )
        .await
        .map(|_| ())
    }

    /// Adds a comment. The answer is the case's whole thread where the server sends it, else nothing.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Append`].
    pub async fn add_comment(
        &self,
        case: &ServerId,
        audience: Audience,
        text: &str,
    ) -> Result<Vec<ServerComment>, CrmError> {
        let body =
            crate::comment::wire::add(text, audience, self.account.capabilities.has_internal_notes);
        let answer = self
            .send(
                Method::Post,
                case_path(case)?,
                Some(Body::json(&body)),
                WRITE,
            )
            .await?
            .value;
        Ok(answer
            .as_object()
            .map(|envelope| envelope::thread(envelope).0)
            .unwrap_or_default())
    }

    /// The newest of what happened in the organization's cases.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`].
    pub async fn feed(&self) -> Result<Vec<Activity>, CrmError> {
        let ask = vec![
            ("entity_type", "Case".to_owned()),
            ("limit", "50".to_owned()),
        ];
        let body = self.get("/api/activities/", ask).await?.value;
        let rows = body.as_array().map(Vec::as_slice).or_else(|| {
            let envelope = body.as_object()?;
            Some(json::list(
                envelope,
                if envelope.contains_key("results") {
                    "results"
                } else {
                    "activities"
                },
            ))
        });
        Ok(rows
            .unwrap_or_default()
            .iter()
            .filter_map(envelope::activity)
            .collect())
    }

    /// Who can be assigned, and teams. A server without such a look-up has none to offer.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`].
    pub async fn people(&self) -> Result<(Vec<Person>, Vec<Named>), CrmError> {
        let people = |rows: &[Value]| {
            rows.iter()
                .filter_map(crate::directory::wire::person)
                .collect()
        };
        match self.account.dialect {
            Dialect::Bottlecrm => {
                let body = self
                    .get("/api/users/get-teams-and-users/", Vec::new())
                    .await?
                    .value;
                let envelope = json::object(&body, "people")?;
                Ok((
                    people(json::list(envelope, "profiles")),
                    json::nameds(envelope, "teams"),
                ))
            }
            Dialect::Documented => {
                // Without a limit, a page of ten comes.
                let all = || vec![("limit", "500".to_owned())];
                let users = self.optional("/api/users/", all()).await?;
                let teams = self.optional("/api/teams/", all()).await?;
                let envelope = |v: &Value| v.as_object().cloned().unwrap_or_default();
                Ok((
                    people(json::list(&envelope(&users), "results")),
                    json::nameds(&envelope(&teams), "results"),
                ))
            }
        }
    }

    /// Tags.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`].
    pub async fn tags(&self) -> Result<Vec<Named>, CrmError> {
        let body = self.optional("/api/tags/", Vec::new()).await?;
        Ok(body
            .as_object()
            .map(|envelope| json::nameds(envelope, "tags"))
            .unwrap_or_default())
    }

    /// A look-up that a server need not have, or this person may not use: then there is nothing to offer.
    async fn optional(
        &self,
        path: &str,
        query: Vec<(&'static str, String)>,
    ) -> Result<Value, CrmError> {
        match self.get(path, query).await {
            Ok(answer) => Ok(answer.value),
            Err(CrmError::Gone | CrmError::NotACrm | CrmError::Denied(_)) => Ok(Value::Null),
            Err(other) => Err(other),
        }
    }

    async fn get(
        &self,
        path: &str,
        query: Vec<(&'static str, String)>,
    ) -> Result<Dated<Value>, CrmError> {
        self.exchange(Method::Get, path, &query, None, READ).await
    }

    async fn send(
        &self,
        method: Method,
        path: String,
        body: Option<Body>,
        patience: Duration,
    ) -> Result<Dated<Value>, CrmError> {
        self.exchange(method, &path, &[], body, patience).await
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        body: Option<Body>,
        patience: Duration,
    ) -> Result<Dated<Value>, CrmError> {
        let response = self.ask(method, path, query, body, patience).await?;
        Ok(Dated {
            date: response.date,
            bytes: response.body.len(),
            value: error::read(&response)?,
        })
    }

    /// One request; a second one only where the server says that the session has ended (so it did nothing) and another
    /// could be had.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        body: Option<Body>,
        patience: Duration,
    ) -> Result<Response, CrmError> {
        self.asked(|headers| Request {
            method,
            path: path.to_owned(),
            query: query.to_vec(),
            headers,
            body: body.clone(),
            patience,
            at_most: None,
        })
        .await
    }

    /// The same, of a request that is made anew each time, with the headers that say who asks.
    async fn asked(
        &self,
        request: impl Fn(Vec<(&'static str, String)>) -> Request,
    ) -> Result<Response, CrmError> {
        let request = |token: &Token| request(self.account.naming().headers(token));
        // Closed by nobody, so there is no error to tell.
        let _place = self.places.acquire().await.ok();
        let used = self.credential.access();
        let response = self.transport.exchange(request(&used)).await?;
        let has_ended = matches!(response.status, 401 | 403)
            && matches!(error::read(&response), Err(CrmError::SignIn));
        if has_ended && self.credential.renew(&*self.transport, &used).await? {
            return Ok(self
                .transport
                .exchange(request(&self.credential.access()))
                .await?);
        }
        Ok(response)
    }
}

/// The id in the answer to a creation.
fn new_id(answer: &Value) -> Result<ServerId, CrmError> {
    let id = answer
        .get("id")
        .or_else(|| answer.get("cases_obj")?.get("id"));
    id.and_then(json::as_id)
        .ok_or_else(|| CrmError::Malformed("no id of the new case".to_owned()))
}

fn case_path(case: &ServerId) -> Result<String, CrmError> {
    Ok(format!("/api/cases/{}/", segment(case)?))
}

/// A server's id as one part of a path: letters, digits, dashes; anything else is not an id and is never put into a URL.
fn segment(id: &ServerId) -> Result<&str, CrmError> {
    let text = id.as_str();
    let plain = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if plain {
        Ok(text)
    } else {
        Err(CrmError::Malformed("an id that is none".to_owned()))
    }
}
