//! The dialect of the real Django-CRM 1.x server, with its quirks.
//!
//! `route.rs` reads the path; this file guards the door and sends each call to its view: `list.rs`, `detail.rs`,
//! `write.rs` (cases), `thread.rs` (comments and files), `feed.rs` (activities, notices, watching), `bulk.rs` (bulk and
//! merge), `lookups.rs` and `customers.rs` (people, customers, tags, organization). What stands around the cases is in
//! `table.rs`, a line each. `rows.rs` writes the JSON of every row.
//!
//! The views hold what is peculiar to this dialect; what happens to the data is in the behaviors one floor up.

mod approvals;
mod articles;
mod board;
mod bulk;
mod customers;
mod detail;
mod era;
mod family;
mod feed;
mod fields;
mod hours;
mod import;
mod list;
mod lookups;
mod macros;
mod office;
mod people;
mod route;
mod rows;
mod table;
mod thread;
mod tokens;
mod write;

use chrono::{DateTime, Utc};

use self::route::{Found, Route};
use crate::auth::Caller;
use crate::generation::Generation;
use crate::message::{Method, Request, Response};
use crate::reply::{self, Reply};
use crate::state::{Case, State};
use crate::time::Tick;

/// The sentence for every token that is not good, whatever is wrong with it.
pub(crate) const SIGN_IN_AGAIN: &str = "Organization context is required. Please login again.";
/// The same in the oldest generation.
const NO_COMPANY: &str = "User company doesnot match with header....";
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
    let generation = state.generation;
    let request = &*era::before(request, generation);
    let finish =
        |response, allow: &[Method]| reply::finish(response, request.method, allow, request.at);
    if let Some(response) = outside(state, request, caller) {
        let reads = [Method::Get, Method::Head, Method::Options];
        let allow = if response.status == 406 {
            &reads[..]
        } else {
            &[]
        };
        return finish(response, allow);
    }
    let found = match route::find(&request.path) {
        found if era::has(found, generation) => found,
        _ => Found::Nothing,
    };
    let (resource, allow) = match found {
        Found::Route(route) => (route.resource(), route.allow()),
        Found::Line(line, _) => (line.resource, line.allow),
        Found::NeedsSlash => {
            let target = request.target();
            let (path, query) = target.split_once('?').unwrap_or((&target, ""));
            let mark = if query.is_empty() { "" } else { "?" };
            return finish(reply::moved(&format!("{path}/{mark}{query}")), &[]);
        }
        Found::Nothing => return finish(reply::html_404(), &[]),
    };
    let Some(caller) = caller else {
        let text = if generation == Generation::D {
            NO_COMPANY
        } else {
            SIGN_IN_AGAIN
        };
        return finish(reply::detail(403, text), &[]);
    };
    if let Some(lack) = caller.lacks(request.method, resource) {
        return finish(
            reply::detail(403, &format!("This token is not scoped for {lack}.")),
            &[],
        );
    }
    let allow = era::methods(allow, generation);
    if !allow.contains(&request.method) {
        let text = format!("Method \"{}\" not allowed.", request.method.as_str());
        return finish(reply::detail(405, &text), &allow);
    }
    if era::crashes(found, request.method, generation) {
        return finish(reply::html_500(), &[]);
    }
    let tick = Tick::new(request.at);
    let mut call = Call {
        state,
        request,
        caller,
        tick,
    };
    let reply = match found {
        _ if request.method == Method::Options => Ok(lookups::options()),
        _ if !lookups::can(found, request.method) => Err(lookups::cannot()),
        Found::Route(route) => view(&mut call, route),
        Found::Line(line, ids) => (line.view)(&mut call, ids),
        Found::NeedsSlash | Found::Nothing => Err(reply::html_404()),
    };
    let reply = era::after(reply.unwrap_or_else(|refusal| refusal), generation);
    // Crashes, and the guard of credentials, do not know what the view allows.
    let guarded = reply.status == 403 && reply.text().contains(tokens::NOT_WITH_TOKENS);
    let unknown = reply.status == 500 || guarded;
    finish(as_asked(reply, request), if unknown { &[] } else { &allow })
}

/// Paths outside `/api/` that want a token all the same, though nothing is behind them here.
fn outside(state: &State, request: &Request, caller: Option<&Caller>) -> Option<Response> {
    if caller.is_some()
        && let Some(file) = era::media(state, request)
    {
        return Some(file);
    }
    match request.path.as_str() {
        "/healthz/" | "/schema/" if caller.is_none() => Some(reply::detail(403, SIGN_IN_AGAIN)),
        "/swagger-ui/" => {
            let page = "406 Not Acceptable".into();
            Some(reply::with_type(406, "text/html; charset=utf-8", page))
        }
        _ => None,
    }
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
        (Route::Accounts, _) => customers::accounts(call),
        (Route::Contacts, _) => customers::contacts(call),
        (Route::Tags, _) => lookups::tags(call),
        (Route::Orgs, _) => lookups::orgs(call),
        (Route::OrgSettings, Method::Patch) => lookups::set_org(call),
        (Route::OrgSettings, _) => lookups::org_settings(call),
    }
}
