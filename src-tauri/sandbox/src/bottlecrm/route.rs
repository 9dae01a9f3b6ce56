//! From a path to a [`Route`]: which calls there are, what methods each takes, what scope it needs.
//!
//! To add a call: a variant here, a line in each function, and a line in `view` of `mod.rs`; the compiler asks for all
//! but the path.

use uuid::Uuid;

use super::table::{self, Line};
use crate::message::Method::{self, Delete, Get, Head, Options, Patch, Post, Put};

/// A call of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Profile,
    Cases,
    Case(Uuid),
    CaseActivities(Uuid),
    Watch(Uuid),
    Watchers(Uuid),
    Watching,
    Merge(Uuid, Uuid),
    Unmerge(Uuid),
    BulkUpdate,
    BulkDelete,
    Comment(Uuid),
    Attachment(Uuid),
    Download(Uuid),
    Activities,
    Notifications,
    NotificationRead(Uuid),
    NotificationsReadAll,
    TeamsAndUsers,
    Users,
    Teams,
    Accounts,
    Contacts,
    Tags,
    Orgs,
    OrgSettings,
}

/// Where a path leads.
#[derive(Clone, Copy)]
pub(super) enum Found {
    Route(Route),
    /// To a call of the table, with the ids in its path.
    Line(&'static Line, [Uuid; 2]),
    /// To a call, if only it ended in a slash.
    NeedsSlash,
    Nothing,
}

pub(super) fn find(path: &str) -> Found {
    let Some(inside) = path.strip_prefix("/api/") else {
        return Found::Nothing;
    };
    let (inside, has_slash) = match inside.strip_suffix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let parts: Vec<&str> = inside.split('/').collect();
    match (read(&parts), table::find(&parts)) {
        (None, None) => Found::Nothing,
        _ if !has_slash => Found::NeedsSlash,
        (Some(route), _) => Found::Route(route),
        (None, Some((line, ids))) => Found::Line(line, ids),
    }
}

/// A malformed id is a path that leads nowhere.
pub(super) fn id(text: &str) -> Option<Uuid> {
    let is_plain = text.len() == 36 && !text.contains(|c: char| c.is_ascii_uppercase());
    Uuid::parse_str(text).ok().filter(|_| is_plain)
}

fn read(parts: &[&str]) -> Option<Route> {
    Some(match parts {
        ["profile"] => Route::Profile,
        ["cases"] => Route::Cases,
        ["cases", "watching"] => Route::Watching,
        ["cases", "bulk", "update"] => Route::BulkUpdate,
        ["cases", "bulk", "delete"] => Route::BulkDelete,
        ["cases", "comment", comment] => Route::Comment(id(comment)?),
        ["cases", "attachment", file] => Route::Attachment(id(file)?),
        ["cases", case] => Route::Case(id(case)?),
        ["cases", case, "activities"] => Route::CaseActivities(id(case)?),
        ["cases", case, "watch"] => Route::Watch(id(case)?),
        ["cases", case, "watchers"] => Route::Watchers(id(case)?),
        ["cases", case, "unmerge"] => Route::Unmerge(id(case)?),
        ["cases", case, "merge", into] => Route::Merge(id(case)?, id(into)?),
        ["attachments", file, "download"] => Route::Download(id(file)?),
        ["activities"] => Route::Activities,
        ["notifications"] => Route::Notifications,
        ["notifications", "read-all"] => Route::NotificationsReadAll,
        ["notifications", notice, "read"] => Route::NotificationRead(id(notice)?),
        ["users", "get-teams-and-users"] => Route::TeamsAndUsers,
        ["users"] => Route::Users,
        ["teams"] => Route::Teams,
        ["accounts"] => Route::Accounts,
        ["contacts"] => Route::Contacts,
        ["tags"] => Route::Tags,
        ["org"] => Route::Orgs,
        ["org", "settings"] => Route::OrgSettings,
        _ => return None,
    })
}

impl Route {
    /// The methods, in the order of the server's `Allow` header.
    pub(super) fn allow(self) -> &'static [Method] {
        match self {
            Route::Cases => &[Get, Post, Head, Options],
            Route::Case(_) => &[Get, Post, Put, Patch, Delete, Head, Options],
            Route::Comment(_) => &[Put, Patch, Delete, Options],
            Route::Attachment(_) => &[Delete, Options],
            Route::Watch(_) => &[Post, Delete, Options],
            Route::OrgSettings | Route::Profile => &[Get, Patch, Head, Options],
            Route::Merge(..)
            | Route::Unmerge(_)
            | Route::BulkUpdate
            | Route::BulkDelete
            | Route::NotificationRead(_)
            | Route::NotificationsReadAll => &[Post, Options],
            Route::CaseActivities(_)
            | Route::Watchers(_)
            | Route::Watching
            | Route::Download(_)
            | Route::Activities
            | Route::Notifications
            | Route::TeamsAndUsers => &[Get, Head, Options],
            Route::Users
            | Route::Teams
            | Route::Accounts
            | Route::Contacts
            | Route::Tags
            | Route::Orgs => &[Get, Post, Head, Options],
        }
    }

    /// What a scoped token must name.
    pub(super) fn resource(self) -> &'static str {
        match self {
            Route::Profile => "profile",
            Route::Cases
            | Route::Case(_)
            | Route::CaseActivities(_)
            | Route::Watch(_)
            | Route::Watchers(_)
            | Route::Watching
            | Route::Merge(..)
            | Route::Unmerge(_)
            | Route::BulkUpdate
            | Route::BulkDelete
            | Route::Comment(_)
            | Route::Attachment(_) => "cases",
            Route::Download(_) => "attachments",
            Route::Activities => "activities",
            Route::Notifications | Route::NotificationRead(_) | Route::NotificationsReadAll => {
                "notifications"
            }
            Route::TeamsAndUsers | Route::Users => "users",
            Route::Teams => "teams",
            Route::Accounts => "accounts",
            Route::Contacts => "contacts",
            Route::Tags => "tags",
            Route::Orgs | Route::OrgSettings => "org",
        }
    }
}
