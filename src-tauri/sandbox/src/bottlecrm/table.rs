//! The calls around the cases, a line each: path, view, methods, scope, and since which generation.
//!
//! `*` in a path is an id. The calls at the heart are in `route.rs`, where the compiler watches over them.

use uuid::Uuid;

use super::{
    Call, approvals, articles, board, customers, family, fields, hours, import, macros, office,
    people, tokens,
};
use crate::generation::Generation::{self, D, E, G};
use crate::message::Method::{self, Delete, Get, Head, Options, Patch, Post, Put};
use crate::reply::Reply;

pub(super) type View = fn(&mut Call<'_>, [Uuid; 2]) -> Reply;

/// One call.
pub(super) struct Line {
    path: &'static str,
    pub(super) view: View,
    pub(super) allow: &'static [Method],
    pub(super) resource: &'static str,
    pub(super) since: Generation,
}

impl Line {
    /// Customers are shown here, and not changed.
    pub(super) fn is_shown_only(&self) -> bool {
        matches!(self.path, "accounts/*" | "contacts/*" | "documents")
    }
}

const READ: &[Method] = &[Get, Head, Options];
const WRITE: &[Method] = &[Post, Options];
const BOTH: &[Method] = &[Get, Post, Head, Options];
const WHOLE: &[Method] = &[Get, Put, Patch, Delete, Head, Options];
const EDIT: &[Method] = &[Get, Post, Put, Patch, Delete, Head, Options];
const LINK: &[Method] = &[Post, Delete, Options];
const ONE: &[Method] = &[Get, Patch, Delete, Head, Options];

const fn line(
    path: &'static str,
    view: View,
    allow: &'static [Method],
    resource: &'static str,
    since: Generation,
) -> Line {
    Line {
        path,
        view,
        allow,
        resource,
        since,
    }
}

const LINES: &[Line] = &[
    line("profile/tokens", tokens::of_profile, BOTH, "profile", G),
    line(
        "profile/tokens/*",
        tokens::revoke,
        &[Delete, Options],
        "profile",
        G,
    ),
    line("org/tokens", tokens::of_org, READ, "org", G),
    line("org/api-key", tokens::api_key, BOTH, "org", D),
    line("user/*/status", people::set_status, WRITE, "users", D),
    line("accounts/*", customers::account, EDIT, "accounts", D),
    line("contacts/*", customers::contact, EDIT, "contacts", D),
    line("custom-fields", fields::all, BOTH, "custom-fields", G),
    line("custom-fields/*", fields::one, ONE, "custom-fields", G),
    line("macros", macros::all, BOTH, "macros", G),
    line("macros/*", macros::one, ONE, "macros", G),
    line("macros/*/render", macros::render, WRITE, "macros", G),
    line("cases/solutions", articles::all, BOTH, "cases", G),
    line("cases/solutions/*", articles::one, WHOLE, "cases", G),
    line(
        "cases/solutions/*/publish",
        articles::publish,
        WRITE,
        "cases",
        G,
    ),
    line(
        "cases/solutions/*/unpublish",
        articles::unpublish,
        WRITE,
        "cases",
        G,
    ),
    line("cases/*/solutions", articles::link, LINK, "cases", G),
    line("cases/*/solutions/*", articles::unlink, LINK, "cases", G),
    line(
        "cases/*/solution-suggestions",
        articles::suggest,
        READ,
        "cases",
        G,
    ),
    line("cases/*/link", family::link, WRITE, "cases", G),
    line("cases/*/tree", family::tree, READ, "cases", G),
    line(
        "cases/*/close-with-children",
        family::close,
        WRITE,
        "cases",
        G,
    ),
    line("cases/*/move", board::shift, &[Patch, Options], "cases", E),
    line("cases/kanban", board::kanban, READ, "cases", E),
    line("cases/pipelines", board::pipelines, BOTH, "cases", E),
    line(
        "cases/pipelines/*",
        board::pipeline,
        &[Get, Put, Delete, Head, Options],
        "cases",
        E,
    ),
    line(
        "cases/pipelines/*/stages",
        board::add_stage,
        WRITE,
        "cases",
        E,
    ),
    line(
        "cases/*/time-entries",
        hours::of_case,
        BOTH,
        "time-entries",
        G,
    ),
    line(
        "cases/*/time-entries/start",
        hours::start,
        WRITE,
        "time-entries",
        G,
    ),
    line(
        "cases/*/time-summary",
        hours::summary,
        READ,
        "time-entries",
        G,
    ),
    line(
        "time-entries/timesheet",
        hours::timesheet,
        READ,
        "time-entries",
        G,
    ),
    line(
        "time-entries/*",
        hours::one,
        &[Put, Delete, Options],
        "time-entries",
        G,
    ),
    line("time-entries/*/stop", hours::stop, WRITE, "time-entries", G),
    line(
        "cases/*/request-approval",
        approvals::request,
        WRITE,
        "cases",
        G,
    ),
    line("cases/approvals", approvals::all, READ, "cases", G),
    line(
        "cases/approvals/*/approve",
        approvals::approve,
        WRITE,
        "cases",
        G,
    ),
    line(
        "cases/approvals/*/reject",
        approvals::reject,
        WRITE,
        "cases",
        G,
    ),
    line(
        "cases/approvals/*/cancel",
        approvals::cancel,
        WRITE,
        "cases",
        G,
    ),
    line("cases/approval-rules", approvals::rules, BOTH, "cases", G),
    line(
        "cases/approval-rules/*",
        approvals::rule,
        &[Get, Put, Delete, Head, Options],
        "cases",
        G,
    ),
    line("cases/import/preview", import::preview, WRITE, "cases", G),
    line("cases/import/commit", import::commit, WRITE, "cases", G),
    line("cases/analytics/export", office::export, READ, "cases", G),
    line("cases/csat/aggregate", office::csat, READ, "cases", G),
    line(
        "cases/escalation-policies",
        office::escalations,
        BOTH,
        "cases",
        G,
    ),
    line("cases/mailboxes", office::mailboxes, BOTH, "cases", G),
    line(
        "cases/reopen-policy",
        office::reopening,
        &[Get, Put, Head, Options],
        "cases",
        G,
    ),
    line("cases/routing-rules", office::routing, BOTH, "cases", G),
    line("search", office::search, READ, "search", G),
    line("dashboard", office::dashboard, READ, "dashboard", D),
    line("documents", office::documents, BOTH, "documents", D),
];

/// The call a path leads to, with the ids in it.
pub(super) fn find(parts: &[&str]) -> Option<(&'static Line, [Uuid; 2])> {
    LINES
        .iter()
        .find_map(|line| Some((line, fits(line.path, parts)?)))
}

fn fits(path: &str, parts: &[&str]) -> Option<[Uuid; 2]> {
    let mut ids = [Uuid::nil(); 2];
    let mut free = ids.iter_mut();
    let mut words = path.split('/');
    for part in parts {
        match words.next()? {
            "*" => *free.next()? = super::route::id(part)?,
            word if word == *part => {}
            _ => return None,
        }
    }
    words.next().is_none().then_some(ids)
}
