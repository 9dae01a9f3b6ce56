//! The dialect of the real Django-CRM 1.x server, with its quirks.
//!
//! `route.rs` reads the path; this file guards the door and sends each call to its view: `list.rs`, `detail.rs`,
//! `write.rs` (cases), `thread.rs` (comments and files), `feed.rs` (activities, notices, watching), `bulk.rs` (bulk and
//! merge), `lookups.rs` (people, customers, tags, organization). `rows.rs` writes the JSON of every row.
//!
//! The views hold what is peculiar to this dialect; what happens to the data is in the behaviors one floor up.

mod bulk;
mod detail;
mod feed;
mod list;
mod lookups;
mod route;
mod rows;
mod thread;
mod write;

use chrono::{DateTime, Utc};

use self::route::{Found, Route};
use crate::auth::Caller;
use crate::message::{Method, Request, Response};
use crate::reply::{self, Reply};
use crate::state::{Case, State};
use crate::time::Tick;

/// The sentence for every token that is not good, whatever is wrong with it.
const SIGN_IN_AGAIN: &str = "Organization context is required. Please login again.";
const NOT_ALLOWED: &str = "You do not have Permission to perform this action";
const NOT_YOURS: &str = "You don't have permission to perform this action.";
const NO_SUCH_CASE: &str = "No such case.";

/// One call on its way through a view.
struct Call<'a> {
    state: &'a mut State,
    request: &'a Request,
    caller: &'a Caller,
    tick: Tick,
}

impl Call<'_> {
    fn at(&self) -> DateTime<Utc> {
        self.request.at
    }

    /// A case that exists and that this caller may treat so; otherwise the refusal.
    fn case(
        &self,
        id: uuid::Uuid,
        may: impl Fn(&Caller, &Case) -> bool,
    ) -> Result<&Case, Response> {
        let case = self
            .state
            .cases
            .get(id)
            .ok_or_else(|| reply::detail(404, NO_SUCH_CASE))?;
        if may(self.caller, case) {
            Ok(case)
        } else {
            Err(reply::detail(403, NOT_ALLOWED))
        }
    }
}

/// Answers one request.
pub(crate) fn answer(state: &mut State, request: &Request, caller: Option<&Caller>) -> Response {
    let finish = |response, allow| reply::finish(response, request.method, allow, request.at);
    let route = match route::find(&request.path) {
        Found::Route(route) => route,
        Found::NeedsSlash => {
            let target = request.target();
            let (path, query) = target.split_once('?').unwrap_or((&target, ""));
            let mark = if query.is_empty() { "" } else { "?" };
            return finish(reply::moved(&format!("{path}/{mark}{query}")), &[]);
        }
        Found::Nothing => return finish(reply::html_404(), &[]),
    };
    if route == Route::AuthMe {
        return finish(
            lookups::auth_me(request),
            &[Method::Get, Method::Head, Method::Options],
        );
    }
    let Some(caller) = caller else {
        return finish(reply::detail(403, SIGN_IN_AGAIN), &[]);
    };
    if let Some(lack) = caller.lacks(request.method, route.resource()) {
        return finish(
            reply::detail(403, &format!("This token is not scoped for {lack}.")),
            &[],
        );
    }
    let allow = route.allow();
    if !allow.contains(&request.method) {
        let text = format!("Method \"{}\" not allowed.", request.method.as_str());
        return finish(reply::detail(405, &text), allow);
    }
    let tick = Tick::new(request.at);
    let mut call = Call {
        state,
        request,
        caller,
        tick,
    };
    let reply = view(&mut call, route).unwrap_or_else(|refusal| refusal);
    finish(as_asked(reply, request), allow)
}

/// Whoever asks for HTML before JSON gets the framework's page for browsers, with the JSON inside.
fn as_asked(response: Response, request: &Request) -> Response {
    let accepted = request.header("accept").unwrap_or_default();
    let wants_page = accepted.contains("text/html") && !accepted.contains("application/json");
    if !wants_page || response.header("content-type") != Some("application/json") {
        return response;
    }
    let json = response.text().replace('<', "&lt;");
    let page = format!("<!DOCTYPE html>\n<html>\n<body><pre>{json}</pre></body>\n</html>\n");
    reply::with_type(
        response.status,
        "text/html; charset=utf-8",
        page.into_bytes(),
    )
}

fn view(call: &mut Call<'_>, route: Route) -> Reply {
    let method = call.request.method;
    if method == Method::Options {
        return Ok(lookups::options());
    }
    match (route, method) {
        (Route::Cases, Method::Post) => write::create(call),
        (Route::Cases, _) => list::list(call),
        (Route::Case(id), Method::Post) => thread::add(call, id),
        (Route::Case(id), Method::Put) => write::update(call, id, false),
        (Route::Case(id), Method::Patch) => write::update(call, id, true),
        (Route::Case(id), Method::Delete) => write::delete(call, id),
        (Route::Case(id), _) => detail::detail(call, id),
        (Route::Comment(id), Method::Delete) => thread::delete_comment(call, id),
        (Route::Comment(id), _) => thread::edit_comment(call, id),
        (Route::Attachment(id), _) => thread::delete_file(call, id),
        (Route::Download(id), _) => thread::download(call, id),
        (Route::BulkUpdate, _) => bulk::update(call),
        (Route::BulkDelete, _) => bulk::delete(call),
        (Route::Merge(source, target), _) => bulk::merge(call, source, target),
        (Route::Unmerge(source), _) => bulk::unmerge(call, source),
        (Route::CaseActivities(id), _) => feed::of_case(call, id),
        (Route::Activities, _) => feed::of_org(call),
        (Route::Watch(id), Method::Delete) => feed::unwatch(call, id),
        (Route::Watch(id), _) => feed::watch(call, id),
        (Route::Watchers(id), _) => feed::watchers(call, id),
        (Route::Watching, _) => list::watching(call),
        (Route::Notifications, _) => feed::notifications(call),
        (Route::NotificationRead(id), _) => feed::read_one(call, id),
        (Route::NotificationsReadAll, _) => feed::read_all(call),
        (Route::Profile, _) => lookups::profile(call),
        (Route::TeamsAndUsers, _) => lookups::teams_and_users(call),
        (Route::Users, _) => lookups::users(call),
        (Route::Teams, _) => lookups::teams(call),
        (Route::Accounts, _) => lookups::accounts(call),
        (Route::Contacts, _) => lookups::contacts(call),
        (Route::Tags, _) => lookups::tags(call),
        (Route::CustomFields, _) => lookups::custom_fields(),
        (Route::Orgs, _) => lookups::orgs(call),
        (Route::OrgSettings, Method::Patch) => lookups::set_org(call),
        (Route::OrgSettings, _) => lookups::org_settings(call),
        (Route::AuthMe, _) => Err(reply::html_404()),
    }
}
