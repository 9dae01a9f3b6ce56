//! The rest of the published API: what the engine's queue does not use yet, and what screens ask for.
//!
//! Each call has one effect, and its error answers [`CrmError::next`] with the effect named in its doc. Where a dialect has
//! no such call, the answer says so before anything is sent.

use super::dialect::Dialect;
use super::envelope::{Activity, activity};
use super::json::{self, Object, as_id, instant, number, some_text, text};
use super::transport::{Body, Method};
use super::{Crm, CrmError, Page, WRITE, case_path, envelope, segment};
use crate::case::{CaseSet, ServerCase};
use crate::directory::{CustomField, Organization, Vocabulary};
use crate::id::{Named, ServerId};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

/// Which rows of the case list, by what the server itself can filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the name, in any case.
    pub name: Option<String>,
    /// Any of these statuses.
    pub statuses: Vec<String>,
    /// This priority.
    pub priority: Option<String>,
    /// This type.
    pub case_type: Option<String>,
    /// This person's.
    pub assigned_to: Option<ServerId>,
    /// This account's.
    pub account: Option<ServerId>,
}

/// A saved answer with places to fill in. Django-CRM only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    /// The server's id.
    pub id: ServerId,
    /// What to choose it by.
    pub title: String,
    /// Its text, with `%tokens%`.
    pub body: String,
}

/// An answer of the knowledge base. Django-CRM only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The server's id.
    pub id: ServerId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Customers may see it.
    pub is_published: bool,
}

/// An entry of the person's own notifications. Django-CRM only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The server's id.
    pub id: ServerId,
    /// `case.mentioned`, `case.commented`.
    pub verb: String,
    /// The case, where it is about one.
    pub case: Option<ServerId>,
    /// When, by the server.
    pub at: DateTime<Utc>,
    /// It was read.
    pub is_read: bool,
}

impl Filter {
    /// Cases that are open, or that are not, by what the server's vocabulary says of its statuses.
    #[must_use]
    pub fn open(vocabulary: &Vocabulary, open: bool) -> Filter {
        let values = vocabulary.statuses.iter().map(|status| &status.value);
        Filter {
            statuses: values
                .filter(|status| vocabulary.is_open(status) == open)
                .cloned()
                .collect(),
            ..Filter::default()
        }
    }
}

impl Crm {
    /// A page of the case list, filtered by the server, the newest first where the server can order. The documented
    /// dialect takes one status at a time: of several, its cases come one status after the other.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn find(&self, filter: &Filter, limit: u32, offset: u32) -> Result<Page, CrmError> {
        if self.account().dialect == Dialect::Bottlecrm || filter.statuses.len() < 2 {
            return self.find_at_once(filter, limit, offset).await;
        }
        let (mut all, mut skip) = (Page::default(), offset);
        for status in &filter.statuses {
            let one = Filter {
                statuses: vec![status.clone()],
                ..filter.clone()
            };
            let here = u32::try_from(all.rows.len() + all.bad.len()).unwrap_or(u32::MAX);
            // A full page still needs to know how many there are.
            let left = limit.saturating_sub(here).max(1);
            let page = self.find_at_once(&one, left, skip).await?;
            if here < limit {
                all.rows.extend(page.rows);
                all.bad.extend(page.bad);
            }
            all.total = all.total.saturating_add(page.total);
            skip = skip.saturating_sub(page.total);
        }
        Ok(all)
    }

    async fn find_at_once(
        &self,
        filter: &Filter,
        limit: u32,
        offset: u32,
    ) -> Result<Page, CrmError> {
        let mut ask = vec![("limit", limit.to_string()), ("offset", offset.to_string())];
        if self.account().capabilities.has_slim {
            ask.push(("slim", "true".to_owned()));
        }
        if self.account().capabilities.has_key_order {
            ask.push(("ordering", "-created_at".to_owned()));
        }
        ask.extend(
            filter
                .statuses
                .iter()
                .map(|status| ("status", status.clone())),
        );
        for (name, value) in [
            ("name", filter.name.as_ref()),
            ("priority", filter.priority.as_ref()),
            ("case_type", filter.case_type.as_ref()),
        ] {
            ask.extend(value.map(|value| (name, value.clone())));
        }
        ask.extend(
            filter
                .assigned_to
                .as_ref()
                .map(|id| ("assigned_to", id.to_string())),
        );
        ask.extend(
            filter
                .account
                .as_ref()
                .map(|id| ("account", id.to_string())),
        );
        let body = self.get("/api/cases/", ask).await?.value;
        envelope::page(self.account().dialect, &body)
    }

    /// Deletes a case. `Gone` means that it was deleted before.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn delete_case(&self, case: &ServerId) -> Result<(), CrmError> {
        self.send(Method::Delete, case_path(case)?, None, WRITE)
            .await
            .map(|_| ())
    }

    /// Replaces a set of related things. `now` is the case as just read: a server without PATCH needs the rest of it.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn set_related(
        &self,
        now: &ServerCase,
        set: CaseSet,
        ids: &[ServerId],
    ) -> Result<(), CrmError> {
        if set == CaseSet::Tags {
            self.bottlecrm_only("tags")?;
        }
        let (method, mut body) = if self.account().capabilities.can_patch {
            (Method::Patch, json!({}))
        } else {
            (
                Method::Put,
                crate::case::wire::put_all(self.account().dialect, now),
            )
        };
        if let Some(fields) = body.as_object_mut() {
            fields.insert(crate::case::wire::set_key(set).to_owned(), json!(ids));
        }
        self.send(
            method,
            case_path(&now.server_id)?,
            Some(Body::json(&body)),
            WRITE,
        )
        .await
        .map(|_| ())
    }

    /// Changes the text of a comment.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn edit_comment(&self, comment: &ServerId, text: &str) -> Result<(), CrmError> {
        let method = if self.account().capabilities.can_patch {
            Method::Patch
        } else {
            Method::Put
        };
        let path = format!("/api/cases/comment/{}/", segment(comment)?);
        self.send(
            method,
            path,
            Some(Body::json(&json!({"comment": text}))),
            WRITE,
        )
        .await
        .map(|_| ())
    }

    /// Deletes a comment. `Gone` means that it was deleted before.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn delete_comment(&self, comment: &ServerId) -> Result<(), CrmError> {
        let path = format!("/api/cases/comment/{}/", segment(comment)?);
        self.send(Method::Delete, path, None, WRITE)
            .await
            .map(|_| ())
    }

    /// Deletes a file. `Gone` means that it was deleted before.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn delete_attachment(&self, attachment: &ServerId) -> Result<(), CrmError> {
        let path = format!("/api/cases/attachment/{}/", segment(attachment)?);
        self.send(Method::Delete, path, None, WRITE)
            .await
            .map(|_| ())
    }

    /// Watches a case, or stops to. Django-CRM only.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn watch(&self, case: &ServerId, watch: bool) -> Result<(), CrmError> {
        self.bottlecrm_only("watching")?;
        let method = if watch { Method::Post } else { Method::Delete };
        self.send(method, format!("{}watch/", case_path(case)?), None, WRITE)
            .await
            .map(|_| ())
    }

    /// What the server logged about one case, the newest first. Django-CRM only.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn case_log(&self, case: &ServerId, limit: u32) -> Result<Vec<Activity>, CrmError> {
        self.bottlecrm_only("a log")?;
        let ask = vec![("limit", limit.to_string())];
        let body = self
            .get(&format!("{}activities/", case_path(case)?), ask)
            .await?
            .value;
        let envelope = json::object(&body, "log")?;
        Ok(json::list(envelope, "activities")
            .iter()
            .filter_map(activity)
            .collect())
    }

    /// Saved answers; none where the server has none.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn macros(&self) -> Result<Vec<Macro>, CrmError> {
        let read = |row: &Object| {
            Some(Macro {
                id: row.get("id").and_then(as_id)?,
                title: text(row, "title")?.to_owned(),
                body: text(row, "body")?.to_owned(),
            })
        };
        self.rows("/api/macros/", Vec::new(), "results", read).await
    }

    /// The first 200 answers of the knowledge base; none where the server has none.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn articles(&self) -> Result<Vec<Article>, CrmError> {
        let read = |row: &Object| {
            Some(Article {
                id: row.get("id").and_then(as_id)?,
                title: text(row, "title")?.to_owned(),
                text: text(row, "description").unwrap_or_default().to_owned(),
                is_published: row
                    .get("is_published")
                    .and_then(Value::as_bool)
                    .unwrap_or(false),
            })
        };
        let ask = vec![("limit", "200".to_owned())];
        self.rows("/api/cases/solutions/", ask, "results", read)
            .await
    }

    /// The organization's own fields of cases, in its order; none where the server has none.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn custom_fields(&self) -> Result<Vec<CustomField>, CrmError> {
        let option = |value: &Value| {
            let option = value.as_object()?;
            let value = some_text(option, "value")?;
            Some((value.clone(), some_text(option, "label").unwrap_or(value)))
        };
        let read = |row: &Object| {
            row.get("is_active")
                .and_then(Value::as_bool)
                .unwrap_or(true)
                .then_some(())?;
            Some(CustomField {
                key: text(row, "key")?.to_owned(),
                label: text(row, "label")?.to_owned(),
                field_type: text(row, "field_type")?.to_owned(),
                options: json::list(row, "options")
                    .iter()
                    .filter_map(option)
                    .collect(),
                is_required: row
                    .get("is_required")
                    .and_then(Value::as_bool)
                    .unwrap_or(false),
            })
        };
        let ask = vec![("target_model", "Case".to_owned())];
        self.rows("/api/custom-fields/", ask, "definitions", read)
            .await
    }

    /// Marks one of the person's own notifications as read. `Gone` means that it is no more. Django-CRM only.
    ///
    /// # Errors
    /// `Effect::Repeatable`.
    pub async fn read_notice(&self, notice: &ServerId) -> Result<(), CrmError> {
        self.bottlecrm_only("notifications")?;
        let path = format!("/api/notifications/{}/read/", segment(notice)?);
        self.send(Method::Post, path, None, WRITE).await.map(|_| ())
    }

    /// The person's own notifications since a time, the newest first, and how many the server counts. At most 100 can be
    /// asked for; of more, the rest is not to be had (server-contract 3.8). Django-CRM only.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn notices(&self, since: DateTime<Utc>) -> Result<(Vec<Notice>, u32), CrmError> {
        self.bottlecrm_only("notifications")?;
        let ask = vec![
            ("since", since.to_rfc3339_opts(SecondsFormat::Micros, true)),
            ("limit", "100".to_owned()),
        ];
        let body = self.get("/api/notifications/", ask).await?.value;
        let envelope = json::object(&body, "notifications")?;
        let notice = |value: &Value| {
            let row = value.as_object()?;
            Some(Notice {
                id: row.get("id").and_then(as_id)?,
                verb: some_text(row, "verb").unwrap_or_default(),
                case: row.get("entity_id").and_then(as_id),
                at: instant(row, "created_at").ok()?,
                is_read: !row.get("read_at").is_none_or(Value::is_null),
            })
        };
        let rows = json::list(envelope, "results")
            .iter()
            .filter_map(notice)
            .collect();
        Ok((rows, number(envelope, "count").unwrap_or_default()))
    }

    /// The organization's settings: its id, name and time zone. Django-CRM only.
    ///
    /// # Errors
    /// `Effect::Read`.
    pub async fn organization(&self) -> Result<Option<Organization>, CrmError> {
        self.bottlecrm_only("organization settings")?;
        let settings = self.get("/api/org/settings/", Vec::new()).await?.value;
        let time_zone = settings
            .as_object()
            .and_then(|row| some_text(row, "timezone"));
        Ok(
            json::named(&settings).map(|Named { id, name }| Organization {
                id,
                name,
                time_zone,
            }),
        )
    }

    /// Rows of a look-up that a server need not have, or this person may not use.
    async fn rows<T>(
        &self,
        path: &str,
        query: Vec<(&'static str, String)>,
        field: &str,
        read: impl Fn(&Object) -> Option<T>,
    ) -> Result<Vec<T>, CrmError> {
        if self.account().dialect == Dialect::Documented {
            return Ok(Vec::new());
        }
        let body = self.optional(path, query).await?;
        let rows = body
            .as_object()
            .map(|envelope| json::list(envelope, field))
            .unwrap_or_default();
        Ok(rows
            .iter()
            .filter_map(Value::as_object)
            .filter_map(read)
            .collect())
    }

    /// Says before anything is sent that the documented dialect has no such thing.
    fn bottlecrm_only(&self, what: &str) -> Result<(), CrmError> {
        match self.account().dialect {
            Dialect::Bottlecrm => Ok(()),
            Dialect::Documented => Err(CrmError::Rejected(format!("this server has no {what}"))),
        }
    }
}
