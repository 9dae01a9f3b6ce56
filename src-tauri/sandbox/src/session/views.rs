//! `/api/auth/...`: what each call does and says.
//!
//! Which calls there are depends on the generation; see `find`.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::answers::{error, org, unauthorized, user};
use super::{Claims, OrgClaims, Session, word};
use crate::auth;
use crate::body::{self, Submission};
use crate::crm::Crm;
use crate::generation::Generation;
use crate::message::Method::{self, Get, Head, Options, Post};
use crate::message::{Request, Response};
use crate::reply::{self, Reply};
use crate::state::Role;

type View = fn(&mut Crm, &Request, &Submission) -> Reply;

/// Answers a call under `/api/auth/`; nothing if the path is none of these.
pub(crate) fn answer(crm: &mut Crm, request: &Request) -> Option<Response> {
    let path = request.path.strip_prefix("/api/auth/")?.strip_suffix('/')?;
    let (view, allow) = find(path, crm.state.generation)?;
    let response = if !allow.contains(&request.method) {
        let text = format!("Method \"{}\" not allowed.", request.method.as_str());
        reply::detail(405, &text)
    } else {
        let given = body::read(request);
        given
            .and_then(|given| view(crm, request, &given))
            .unwrap_or_else(|refusal| refusal)
    };
    // Refusals of the guard and crashes do not know what the view allows.
    let html = response.header("content-type") != Some("application/json");
    let guarded = response.status == 403 && request.path.ends_with("/profile/");
    let allow = if html || guarded { &[] } else { allow };
    Some(reply::finish(response, request.method, allow, request.at))
}

fn find(path: &str, generation: Generation) -> Option<(View, &'static [Method])> {
    const WRITE: &[Method] = &[Post, Options];
    const READ: &[Method] = &[Get, Head, Options];
    let (view, allow, since): (View, _, _) = match path {
        "login" if generation == Generation::E => (login, WRITE, Generation::E),
        "magic-link/request" => (ask, WRITE, Generation::F),
        "magic-link/verify" => (verify_link, WRITE, Generation::F),
        "magic-link/verify-code" => (verify_code, WRITE, Generation::G),
        "google" => (google, WRITE, Generation::D),
        "google/callback" => (google_callback, WRITE, Generation::E),
        "refresh-token" => (refresh, WRITE, Generation::D),
        "switch-org" => (switch_org, WRITE, Generation::E),
        "logout" => (logout, WRITE, Generation::H),
        "me" => (me, READ, Generation::E),
        "profile" => (profile, READ, Generation::E),
        _ => return None,
    };
    (generation >= since).then_some((view, allow))
}

fn text<'a>(given: &'a Submission, key: &str) -> &'a str {
    given.text(key).unwrap_or_default().trim()
}

/// Always the same words, so that nobody learns who is known here.
fn ask(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let email = text(given, "email");
    let known_way = crm.state.generation >= Generation::G;
    let with_code = text(given, "delivery") == "code" && known_way;
    if email.contains('@') {
        crm.door.write(email, with_code, request.at);
    }
    let said = "If this email is valid, you will receive a sign-in link.";
    Ok(reply::json_value(200, &json!({ "message": said })))
}

fn verify_code(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let (email, code) = (text(given, "email").to_lowercase(), text(given, "code"));
    let plausible = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    if !plausible || !email.contains('@') {
        return Err(error(400, "Invalid request"));
    }
    if !crm.door.takes_code(&email, code, request.at) {
        return Err(error(400, "Invalid or expired code"));
    }
    entered(crm, &email, false, request.at)
}

fn verify_link(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let email = crm.door.takes_link(text(given, "token"), request.at);
    let email = email.ok_or_else(|| error(400, "Invalid or expired link"))?;
    entered(crm, &email, true, request.at)
}

/// A session for somebody who proved to be the owner of an address. Of several organizations the link takes the
/// newest, the code none.
fn entered(crm: &mut Crm, email: &str, takes_newest: bool, at: DateTime<Utc>) -> Reply {
    if crm.is_disabled(email) {
        return Err(error(403, "User account is disabled"));
    }
    let members = crm.members(email);
    let single = members.len() == 1 || takes_newest;
    let chosen = members
        .last()
        .filter(|_| single)
        .map(|one| one.state.org.id);
    let session = crm.session_of(email, chosen, at);
    crm.note_login(email, at);
    let members = crm.members(email);
    let user_id = crm.user_id(email);
    let mut out = json!({
        "access_token": session.access, "refresh_token": session.refresh,
        "user": user(email, user_id, &members),
    });
    if !takes_newest {
        let all = members.iter().map(|one| {
            let mut org = org(&one.state.org);
            reply::put(&mut org, "role", json!(word(one.person.role)));
            org
        });
        reply::put(&mut out, "organizations", all.collect());
    }
    let current = members.iter().find(|one| Some(one.state.org.id) == chosen);
    if let Some(current) = current {
        reply::put(&mut out, "current_org", org(&current.state.org));
    }
    Ok(reply::json_value(200, &out))
}

/// E-mail and password, until February 2026.
fn login(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let (email, password) = (text(given, "email").to_lowercase(), text(given, "password"));
    for key in ["email", "password"] {
        if text(given, key).is_empty() {
            return Err(reply::field(key, "This field is required."));
        }
    }
    let right = crm
        .door
        .passwords
        .get(&email)
        .map_or("password", String::as_str);
    let members = crm.members(&email);
    if members.is_empty() || right != password {
        return Err(reply::field(
            "non_field_errors",
            "Invalid email or password",
        ));
    }
    let wanted = match given.text("org_id") {
        None => members.first(),
        Some(id) => {
            let id = id.parse::<Uuid>();
            let id = id.map_err(|_| error(400, "org_id must be a valid UUID"))?;
            let found = members.iter().find(|one| one.state.org.id == id);
            let denied = "User does not have access to specified organization";
            Some(found.ok_or_else(|| error(403, denied))?)
        }
    };
    let wanted = wanted.map(|one| (one.state.org.id, one.state.org.name.clone()));
    let session = crm.session_of(&email, wanted.as_ref().map(|(id, _)| *id), request.at);
    crm.note_login(&email, request.at);
    let mut out = json!({
        "access_token": session.access, "refresh_token": session.refresh,
        "user": user(&email, crm.user_id(&email), &crm.members(&email)),
    });
    if let Some((id, name)) = wanted {
        reply::put(&mut out, "current_org", json!({ "id": id, "name": name }));
    }
    Ok(reply::json_value(200, &out))
}

/// This server has no way to Google, as a server behind a firewall has none.
fn google(_: &mut Crm, _: &Request, _: &Submission) -> Reply {
    Err(reply::html_500())
}

fn google_callback(_: &mut Crm, _: &Request, given: &Submission) -> Reply {
    let all = ["code", "code_verifier", "redirect_uri"];
    if all.iter().any(|key| text(given, key).is_empty()) {
        return Err(error(400, "Missing required parameters"));
    }
    Err(error(502, "Failed to communicate with Google"))
}

/// A new pair for the old one, which is dead from now on.
fn refresh(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let old = text(given, "refresh");
    if old.is_empty() {
        return Err(error(400, "Refresh token is required"));
    }
    let claims = crm.door.refresh(old, request.at);
    let claims = claims.ok_or_else(|| error(401, "Invalid or expired token"))?;
    let email = claims.user_email.clone();
    if crm.is_disabled(&email) {
        return Err(error(403, "User account is disabled"));
    }
    let wanted = claims.org.as_ref().map(|org| org.org_id);
    let members = crm.members(&email);
    let stays = wanted.is_none_or(|id| members.iter().any(|one| one.state.org.id == id));
    if !stays {
        let text = "Organization membership revoked. Please login again.";
        return Err(error(403, text));
    }
    crm.door.dead.insert(claims.jti);
    let session = crm.session_of(&email, wanted, request.at);
    let out = json!({ "access": session.access, "refresh": session.refresh });
    Ok(reply::json_value(200, &out))
}

fn switch_org(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let claims = session(crm, request)?;
    let Some(wanted) = given.get("org_id") else {
        return Err(error(400, "org_id is required"));
    };
    let id = wanted.as_str().and_then(|id| id.parse::<Uuid>().ok());
    let id = id.ok_or_else(|| error(400, "org_id must be a valid UUID"))?;
    let members = crm.members(&claims.user_email);
    let Some(one) = members.iter().find(|one| one.state.org.id == id) else {
        let text = "User does not have access to this organization";
        return Err(error(403, text));
    };
    let current = org(&one.state.org);
    let profile = json!({
        "id": one.person.profile, "role": word(one.person.role),
        "is_organization_admin": one.person.role == Role::Admin,
    });
    if let Some(old) = crm.door.refresh(text(given, "refresh"), request.at) {
        crm.door.dead.insert(old.jti);
    }
    let session = crm.session_of(&claims.user_email, Some(id), request.at);
    let out = json!({
        "access_token": session.access, "refresh_token": session.refresh,
        "current_org": current, "profile": profile,
    });
    Ok(reply::json_value(200, &out))
}

fn logout(crm: &mut Crm, request: &Request, given: &Submission) -> Reply {
    let old = text(given, "refresh");
    if old.is_empty() {
        return Err(error(400, "Refresh token is required"));
    }
    if let Some(claims) = crm.door.refresh(old, request.at) {
        crm.door.dead.insert(claims.jti);
    }
    Ok(reply::detail(200, "Signed out."))
}

fn me(crm: &mut Crm, request: &Request, _: &Submission) -> Reply {
    let claims = session(crm, request)?;
    let (email, id) = (&claims.user_email, claims.user_id);
    Ok(reply::json_value(
        200,
        &user(email, id, &crm.members(email)),
    ))
}

fn profile(crm: &mut Crm, request: &Request, _: &Submission) -> Reply {
    let caller = crm.caller(request);
    let refusal = || reply::detail(403, crate::bottlecrm::SIGN_IN_AGAIN);
    let caller = caller.ok_or_else(refusal)?;
    let state = crm.orgs().nth(caller.org).ok_or_else(refusal)?;
    let me = &caller.person;
    let is_admin = me.role == Role::Admin;
    let teams = state.teams.iter().rev();
    let teams = teams.filter(|team| team.members.contains(&me.profile));
    let teams: Vec<&str> = teams.map(|team| team.name.as_str()).collect();
    let out = json!({
        "id": me.profile,
        "user": { "id": me.user, "email": me.email, "name": me.name, "profile_pic": null },
        "org": { "id": state.org.id, "name": state.org.name }, "role": word(me.role),
        "is_organization_admin": is_admin, "has_sales_access": is_admin,
        "has_marketing_access": is_admin, "phone": null, "date_of_joining": null,
        "is_active": me.is_active, "teams": teams,
        "last_login": me.last_login.map(|at| crate::time::iso(at, state.zone())),
    });
    Ok(reply::json_value(200, &out))
}

/// The session that asks; a personal token is none.
fn session(crm: &Crm, request: &Request) -> Result<Claims, Response> {
    let secret = auth::bearer(request).ok_or_else(|| unauthorized(None))?;
    crm.door
        .access(secret, request.at)
        .map_err(|flaw| unauthorized(Some(flaw)))
}

impl Crm {
    /// A session for somebody who is known, or for a stranger, who is a user from now on.
    fn session_of(&mut self, email: &str, org: Option<Uuid>, at: DateTime<Utc>) -> Session {
        if let Some(session) = self.sign_in(email, org, at) {
            return session;
        }
        let user = self.door.ids.fresh();
        let user = *self.door.strangers.entry(email.to_owned()).or_insert(user);
        let (none, generation): (Option<OrgClaims>, _) = (None, self.state.generation);
        self.door.open((user, email), none, generation, at)
    }

    fn user_id(&self, email: &str) -> Uuid {
        let known = self.members(email).first().map(|one| one.person.user);
        known
            .or_else(|| self.door.strangers.get(email).copied())
            .unwrap_or_default()
    }

    /// Somebody who is in the books, but active nowhere.
    fn is_disabled(&self, email: &str) -> bool {
        let mut people = self.orgs().flat_map(|state| &state.people);
        let known = people.any(|one| one.email.eq_ignore_ascii_case(email));
        known && self.members(email).is_empty()
    }

    fn note_login(&mut self, email: &str, at: DateTime<Utc>) {
        let now = crate::time::Tick::new(at).now();
        for state in self.orgs_mut() {
            let people = state.people.iter_mut();
            for one in people.filter(|one| one.email.eq_ignore_ascii_case(email)) {
                one.last_login = Some(now);
            }
        }
    }
}
