//! The dialect of the published description: exactly what it says, and nothing it does not say.
//!
//! So: no description of a case, no internal notes, no tags, no feed, no unique names, no `PATCH`. The header
//! `organization-id` is required where the description requires it. What it leaves open (who am I, the look-ups, the
//! wording of errors) is answered in the plain manner of its framework. `rows.rs` writes the JSON, `list.rs` the pages,
//! `write.rs` what changes.

mod list;
mod rows;
mod write;

use uuid::Uuid;

use self::rows::Rows;
use crate::attachments;
use crate::auth::{self, Caller};
use crate::message::Method::{Delete, Get, Head, Options, Post, Put};
use crate::message::{Method, Request, Response};
use crate::reply::{self, Reply};
use crate::state::{Case, State};
use crate::time::Tick;

/// One call on its way through a view.
struct Call<'a> {
    state: &'a mut State,
    request: &'a Request,
    caller: &'a Caller,
    tick: Tick,
}

impl Call<'_> {
    fn case(&self, id: Uuid, may: impl Fn(&Caller, &Case) -> bool) -> Result<&Case, Response> {
        let case = self
            .state
            .cases
            .get(id)
            .filter(|case| case.is_active)
            .ok_or_else(not_found)?;
        if may(self.caller, case) {
            Ok(case)
        } else {
            Err(forbidden())
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    Profile,
    Cases,
    Case(Uuid),
    Comment(Uuid),
    Attachment(Uuid),
    Users,
    Teams,
    Accounts,
    Contacts,
    File,
}

impl Route {
    fn find(path: &str) -> Option<Route> {
        if path.starts_with("/media/attachments/") {
            return Some(Route::File);
        }
        let parts: Vec<&str> = path
            .strip_prefix("/api/")?
            .strip_suffix('/')?
            .split('/')
            .collect();
        let id = |text: &str| Uuid::parse_str(text).ok();
        Some(match parts.as_slice() {
            ["profile"] => Route::Profile,
            ["cases"] => Route::Cases,
            ["cases", "comment", comment] => Route::Comment(id(comment)?),
            ["cases", "attachment", file] => Route::Attachment(id(file)?),
            ["cases", case] => Route::Case(id(case)?),
            ["users"] => Route::Users,
            ["teams"] => Route::Teams,
            ["accounts"] => Route::Accounts,
            ["contacts"] => Route::Contacts,
            _ => return None,
        })
    }

    fn allow(self) -> &'static [Method] {
        match self {
            Route::Cases => &[Get, Post, Head, Options],
            Route::Case(_) => &[Get, Post, Put, Delete, Head, Options],
            Route::Comment(_) => &[Put, Delete, Options],
            Route::Attachment(_) => &[Delete, Options],
            _ => &[Get, Head, Options],
        }
    }

    /// The description asks for the header everywhere but for the three calls on comments and attachments; and
    /// nobody can know the organization before having asked who they are.
    fn needs_org(self) -> bool {
        !matches!(
            self,
            Route::Comment(_) | Route::Attachment(_) | Route::Profile | Route::File
        )
    }
}

/// Answers one request.
pub(crate) fn answer(state: &mut State, request: &Request, caller: Option<&Caller>) -> Response {
    let route = Route::find(&request.path);
    let allow = route.map_or(&[][..], Route::allow);
    let reply = match (caller, route) {
        (None, _) => Err(unauthorized(auth::secret(request).is_some())),
        (_, None) => Err(not_found()),
        (Some(_), Some(_)) if !allow.contains(&request.method) => {
            let text = format!("Method \"{}\" not allowed.", request.method.as_str());
            Err(reply::detail(405, &text))
        }
        (Some(caller), Some(route)) => guard(state, request, route).and_then(|()| {
            let tick = Tick::new(request.at);
            view(
                &mut Call {
                    state,
                    request,
                    caller,
                    tick,
                },
                route,
            )
        }),
    };
    reply::finish(
        reply.unwrap_or_else(|refusal| refusal),
        request.method,
        allow,
        request.at,
    )
}

fn guard(state: &State, request: &Request, route: Route) -> Result<(), Response> {
    if !route.needs_org() {
        return Ok(());
    }
    let Some(said) = request.header("organization-id") else {
        return Err(reply::detail(
            400,
            "The organization-id header is required.",
        ));
    };
    if Uuid::parse_str(said).ok() == Some(state.org.id) {
        Ok(())
    } else {
        Err(reply::detail(
            403,
            "You are not a member of this organization.",
        ))
    }
}

fn view(call: &mut Call<'_>, route: Route) -> Reply {
    let rows = Rows { state: call.state };
    match (route, call.request.method) {
        (_, Options) => Ok(reply::json_text(200, "{}".to_owned())),
        (Route::Cases, Post) => write::create(call),
        (Route::Cases, _) => list::cases(call),
        (Route::Case(id), Post) => write::add(call, id),
        (Route::Case(id), Put) => write::update(call, id),
        (Route::Case(id), Delete) => write::delete(call, id),
        (Route::Case(id), _) => {
            let case = call.case(id, Caller::may_read)?;
            Ok(reply::json_text(200, rows.detail(case)))
        }
        (Route::Comment(id), Delete) => write::delete_comment(call, id),
        (Route::Comment(id), _) => write::edit_comment(call, id),
        (Route::Attachment(id), _) => write::delete_file(call, id),
        (Route::Users, _) => list::users(call),
        (Route::Teams, _) => list::teams(call),
        (Route::Accounts, _) => list::accounts(call),
        (Route::Contacts, _) => list::contacts(call),
        (Route::Profile, _) => Ok(reply::json_text(200, rows.profile(&call.caller.person))),
        (Route::File, _) => file(call),
    }
}

/// The address in an attachment's row.
fn file(call: &Call<'_>) -> Reply {
    let all = call.state.attachments.values().flatten();
    let file = all.into_iter().find(|file| file.path == call.request.path);
    let file = file.ok_or_else(not_found)?;
    call.case(file.case, Caller::may_read)?;
    let bytes = attachments::bytes(file).to_vec();
    Ok(reply::with_type(
        200,
        attachments::guessed_type(&file.name),
        bytes,
    ))
}

fn unauthorized(has_token: bool) -> Response {
    let text = if has_token {
        "Given token not valid for any token type"
    } else {
        "Authentication credentials were not provided."
    };
    let mut response = reply::detail(401, text);
    let header = (
        "WWW-Authenticate".to_owned(),
        "Bearer realm=\"api\"".to_owned(),
    );
    response.headers.push(header);
    response
}

fn not_found() -> Response {
    reply::detail(404, "Not found.")
}

fn forbidden() -> Response {
    reply::detail(403, "You do not have permission to perform this action.")
}
