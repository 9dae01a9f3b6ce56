//! What can happen to a comment: it is added, edited, deleted.
//!
//! Who may, and how a refusal looks, is the dialects' business. A public comment of an agent is the first response; a
//! mention makes its person a watcher.

use chrono::Duration;
use serde_json::json;
use uuid::Uuid;

use crate::state::{Comment, State};
use crate::time::Tick;

impl State {
    /// Adds a comment; `by` is a profile, or nobody for the customer.
    pub(crate) fn add_comment(
        &mut self,
        case: Uuid,
        text: &str,
        is_internal: bool,
        by: Option<Uuid>,
        tick: &mut Tick,
    ) -> Uuid {
        let id = self.ids.fresh();
        let at = tick.now();
        let comment = Comment {
            id,
            case,
            text: text.to_owned(),
            is_internal,
            by,
            at,
        };
        self.comments.entry(case).or_default().push(comment);
        self.case_of_comment.insert(id, case);
        let answers = by.is_some() && !is_internal;
        self.cases.change(case, |case| {
            if answers && case.first_response_at.is_none() {
                case.first_response_at = Some(at);
            }
        });
        let metadata = json!({ "comment_id": id, "is_internal": is_internal });
        self.trace(case, "COMMENT", by, metadata, tick);
        self.tell_about(case, text, by, tick);
        id
    }

    /// Changes text or visibility. Only the latter leaves a row.
    pub(crate) fn edit_comment(
        &mut self,
        id: Uuid,
        text: Option<&str>,
        is_internal: Option<bool>,
        by: Option<Uuid>,
        tick: &mut Tick,
    ) -> bool {
        let Some(comment) = self.comment_mut(id) else {
            return false;
        };
        let (case, before) = (comment.case, comment.is_internal);
        if let Some(text) = text {
            comment.text = text.to_owned();
        }
        let after = is_internal.unwrap_or(before);
        comment.is_internal = after;
        if before != after {
            let metadata = json!({
                "after": after, "before": before, "comment_id": id, "visibility_changed": true,
            });
            self.trace(case, "COMMENT", by, metadata, tick);
        }
        true
    }

    /// Deletes a comment, without a trace.
    pub(crate) fn delete_comment(&mut self, id: Uuid) -> bool {
        let Some(case) = self.case_of_comment.remove(&id) else {
            return false;
        };
        if let Some(thread) = self.comments.get_mut(&case) {
            thread.retain(|comment| comment.id != id);
        }
        true
    }

    /// Notices: to whoever is mentioned (who watches from now on), and to the watchers.
    fn tell_about(&mut self, case: Uuid, text: &str, by: Option<Uuid>, tick: &mut Tick) {
        let watching: Vec<Uuid> = self
            .cases
            .get(case)
            .map(|case| {
                case.watchers
                    .iter()
                    .map(|watcher| watcher.profile)
                    .collect()
            })
            .unwrap_or_default();
        let mentioned = self.mentioned(text);
        for &person in &mentioned {
            self.watch(case, person, "mention", tick);
            let since = tick.now() - Duration::seconds(60);
            let is_new = !self.notifications.iter().rev().any(|notice| {
                notice.case == case
                    && notice.to == person
                    && notice.verb == "case.mentioned"
                    && notice.at > since
            });
            if is_new {
                self.notify(person, "case.mentioned", by, case, text, tick);
            }
        }
        for person in watching {
            if !mentioned.contains(&person) {
                self.notify(person, "case.commented", by, case, text, tick);
            }
        }
    }

    fn mentioned(&self, text: &str) -> Vec<Uuid> {
        let is_handle = |c: char| c.is_alphanumeric() || "._-+".contains(c);
        let handles: Vec<&str> = text
            .split('@')
            .skip(1)
            .map(|rest| rest.split(|c| !is_handle(c)).next().unwrap_or_default())
            .map(|handle| handle.trim_end_matches('.'))
            .collect();
        let active = self.people.iter().filter(|person| person.is_active);
        active
            .filter(|person| {
                handles
                    .iter()
                    .any(|one| one.eq_ignore_ascii_case(person.handle()))
            })
            .map(|person| person.profile)
            .collect()
    }
}
