//! `GET /api/cases/<id>/`: everything about one case, and the shorter form a `POST` on it answers with.

use uuid::Uuid;

use super::rows::Rows;
use super::{Call, NO_SUCH_CASE};
use crate::auth::Caller;
use crate::json::Json;
use crate::message::Response;
use crate::reply::{self, Reply};
use crate::state::{Case, Role};

/// How many rows of history come along.
const HISTORY: usize = 20;

pub(super) fn detail(call: &mut Call<'_>, id: Uuid) -> Reply {
    let found = call
        .state
        .cases
        .get(id)
        .ok_or_else(|| reply::detail(404, NO_SUCH_CASE))?;
    if call.request.arg("show_merged") != Some("true") {
        // The real server tells even those who may not read the case.
        if let Some(merged) = &found.merged {
            let body = serde_json::json!({
                "redirect_to": merged.into, "merged_into": merged.into,
                "source_case_id": found.id, "source_case_name": found.name,
            });
            return Ok(reply::json_value(200, &body));
        }
    }
    let case = call.case(id, Caller::may_read)?;
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(8_000);
    j.object(|j| {
        conversation(j, &rows, case, case);
        j.key("contacts");
        rows.contacts_of(j, case);
        let articles = super::articles::of_case(call.state, id);
        j.key("solutions").value(&articles.into());
        j.key("activities")
            .list(call.state.history(id).take(HISTORY), |j, row| {
                rows.activity(j, row);
            });
        j.key("email_messages")
            .value(&call.state.letters_of(id).into());
        j.key("merged_from_cases")
            .list(call.state.cases.merged_into(id), |j, source| {
                j.object(|j| {
                    j.key("id").id(source.id);
                    j.key("name").text(&source.name);
                    j.key("merged_at")
                        .time_or_null(source.merged.as_ref().map(|merged| merged.at));
                });
            });
        let definitions = super::fields::definitions(call.state);
        j.key("custom_field_definitions").value(&definitions.into());
        rows.vocabulary(j);
        j.key("comment_permission")
            .bool(call.caller.may_write(case));
        j.key("users_mention").list(
            call.state
                .people
                .iter()
                .rev()
                .filter(|person| person.is_active)
                .filter(|person| call.caller.is_admin() || person.role == Role::Admin),
            |j, person| j.object(|j| j.key("user__email").text(&person.email)),
        );
    });
    Ok(reply::json_text(200, j.finish()))
}

/// The answer to a `POST` on a case: the whole thread, but the case as it was before.
pub(super) fn thread(call: &Call<'_>, before: &Case) -> Response {
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(8_000);
    let case = call.state.cases.get(before.id).unwrap_or(before);
    j.object(|j| conversation(j, &rows, before, case));
    reply::json_text(200, j.finish())
}

/// Comments and files come by descending id, which is no order at all.
fn conversation(j: &mut Json, rows: &Rows<'_>, shown: &Case, case: &Case) {
    j.key("cases_obj");
    rows.case(j, shown);
    let mut files: Vec<_> = rows.state.files(case.id).iter().collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.id));
    j.key("attachments")
        .list(files, |j, file| rows.attachment(j, file));
    let mut comments: Vec<_> = rows.state.thread(case.id).iter().collect();
    comments.sort_by_key(|comment| std::cmp::Reverse(comment.id));
    for (key, is_internal) in [("comments", false), ("internal_notes", true)] {
        let some = comments
            .iter()
            .filter(|comment| comment.is_internal == is_internal);
        j.key(key).list(some, |j, comment| rows.comment(j, comment));
    }
}
