//! Signing in: codes and links by e-mail, sessions that are renewed and ended, and the choice of an organization.
//!
//! [`Door`] is what the server remembers about it; `views.rs` answers `/api/auth/...`; `jwt.rs` is the shape of the
//! tokens. Sessions need no memory (a token says it all and is signed); only the ones that must not be used again are
//! kept. Nothing of this goes into a journal: after a restart from one, open sessions go on.

mod answers;
mod jwt;
mod views;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

pub(crate) use self::jwt::{Claims, Flaw, OrgClaims, word};
pub(crate) use self::views::answer;
use crate::auth::{Caller, Via};
use crate::crm::Crm;
use crate::generation::Generation;
use crate::ids::Ids;
use crate::message::Request;
use crate::seed;
use crate::state::{Dialect, Person, Role, State};

/// How long a code is good.
const CODE_MINUTES: i64 = 10;
/// How many wrong tries burn a code.
const TRIES: usize = 5;
/// How many letters an hour one address gets.
const LETTERS: usize = 5;

/// A letter the server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The six digits, if it brought a code.
    pub code: Option<String>,
    /// The secret of the link, if it brought one.
    pub link: Option<String>,
}

/// The two tokens of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Asks with it: `Authorization: Bearer ...`.
    pub access: String,
    /// Gets the next pair with it, once.
    pub refresh: String,
}

#[derive(Clone, Debug)]
struct Code {
    digits: String,
    until: DateTime<Utc>,
    wrong: usize,
}

/// What the server remembers about signing in.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    ids: Ids,
    secret: Uuid,
    codes: BTreeMap<String, Code>,
    links: BTreeMap<String, (String, DateTime<Utc>)>,
    /// Tokens to renew with that were used or given back.
    dead: BTreeSet<String>,
    mail: Vec<Mail>,
    passwords: BTreeMap<String, String>,
    /// People who signed in and belong to no organization yet.
    strangers: BTreeMap<String, Uuid>,
}

impl Door {
    pub(crate) fn new(state: &State) -> Door {
        let ids = state.ids.branch("door");
        Door {
            secret: ids.named("secret", "jwt"),
            ids,
            codes: BTreeMap::new(),
            links: BTreeMap::new(),
            dead: BTreeSet::new(),
            mail: Vec::new(),
            passwords: BTreeMap::new(),
            strangers: BTreeMap::new(),
        }
    }

    /// A good token to ask with.
    fn access(&self, text: &str, at: DateTime<Utc>) -> Result<Claims, Flaw> {
        let claims = Claims::read(text, self.secret, at)?;
        if claims.token_type == "access" {
            Ok(claims)
        } else {
            Err(Flaw::Invalid)
        }
    }

    /// A good token to renew with, that was not used yet.
    fn refresh(&self, text: &str, at: DateTime<Utc>) -> Option<Claims> {
        let claims = Claims::read(text, self.secret, at).ok()?;
        let fresh = claims.token_type == "refresh" && !self.dead.contains(&claims.jti);
        fresh.then_some(claims)
    }

    fn open(
        &mut self,
        (user, email): (Uuid, &str),
        org: Option<OrgClaims>,
        generation: Generation,
        at: DateTime<Utc>,
    ) -> Session {
        let (access, refresh) = generation.lifetimes();
        let mut token = |kind: &str, seconds: i64| {
            let claims = Claims {
                token_type: kind.to_owned(),
                exp: at.timestamp() + seconds,
                iat: at.timestamp(),
                jti: self.ids.fresh().simple().to_string(),
                user_id: user,
                user_email: email.to_owned(),
                user_name: email.split('@').next().unwrap_or_default().to_owned(),
                user_profile_pic: String::new(),
                org: org.clone(),
            };
            claims.sign(self.secret)
        };
        Session {
            access: token("access", access),
            refresh: token("refresh", refresh),
        }
    }

    /// Writes a letter, unless the address had too many in the last hour.
    fn write(&mut self, to: &str, with_code: bool, at: DateTime<Utc>) {
        let to = to.to_lowercase();
        let hour = at - Duration::hours(1);
        let recent = self.mail.iter().filter(|one| one.to == to && one.at > hour);
        if recent.count() >= LETTERS {
            return;
        }
        let until = at + Duration::minutes(CODE_MINUTES);
        let mut letter = Mail {
            to: to.clone(),
            at,
            code: None,
            link: None,
        };
        let random = self.ids.fresh();
        if with_code {
            let digits = format!("{:06}", random.as_u128() % 1_000_000);
            letter.code = Some(digits.clone());
            let code = Code {
                digits,
                until,
                wrong: 0,
            };
            self.codes.insert(to, code);
        } else {
            let secret = format!("{}{}", random.simple(), self.ids.fresh().simple());
            letter.link = Some(secret.clone());
            self.links.insert(secret, (to, until));
        }
        self.mail.push(letter);
    }

    /// Uses up a code.
    fn takes_code(&mut self, email: &str, digits: &str, at: DateTime<Utc>) -> bool {
        let Some(code) = self.codes.get_mut(email) else {
            return false;
        };
        if code.until <= at || code.digits != digits {
            code.wrong += 1;
            if code.wrong >= TRIES || code.until <= at {
                self.codes.remove(email);
            }
            return false;
        }
        self.codes.remove(email);
        true
    }

    /// Uses up a link; says whose it was.
    fn takes_link(&mut self, secret: &str, at: DateTime<Utc>) -> Option<String> {
        let (email, until) = self.links.remove(secret)?;
        (until > at).then_some(email)
    }
}

/// One person in one organization.
#[derive(Clone, Copy)]
struct Member<'a> {
    state: &'a State,
    person: &'a Person,
}

impl Crm {
    /// The letters this address got, oldest first.
    pub fn mailbox<'a>(&'a self, email: &'a str) -> impl DoubleEndedIterator<Item = &'a Mail> {
        let to = move |letter: &&Mail| letter.to.eq_ignore_ascii_case(email);
        self.door.mail.iter().filter(to)
    }

    /// The last code this address got.
    pub fn last_code(&self, email: &str) -> Option<String> {
        self.mailbox(email).rev().find_map(|one| one.code.clone())
    }

    /// Opens a session without a letter, as signing in with an outside account would. `None` is a session without an
    /// organization; an organization must have this person.
    pub fn sign_in(
        &mut self,
        email: &str,
        org: Option<Uuid>,
        at: DateTime<Utc>,
    ) -> Option<Session> {
        let members = self.members(email);
        let user = members.first().map(|one| one.person.user)?;
        let claims = match org {
            None => None,
            Some(id) => {
                let one = members.iter().find(|one| one.state.org.id == id)?;
                Some(OrgClaims::new(id, &one.state.org.name, one.person.role))
            }
        };
        let generation = self.state.generation;
        Some(self.door.open((user, email), claims, generation, at))
    }

    /// Gives somebody a password, for generations that ask for one. Without one, it is `password`.
    pub fn set_password(&mut self, email: &str, password: &str) {
        self.door
            .passwords
            .insert(email.to_lowercase(), password.to_owned());
    }

    /// The key of the first organization.
    pub fn api_key(&self) -> &str {
        &self.state.api_key
    }

    /// The tokens that somebody made, oldest first: what each is called, and whether it is still good.
    pub fn tokens_of(&self, email: &str) -> Vec<(String, bool)> {
        let of_state = |state: &State| {
            let mine = |profile: Uuid| {
                let person = state.profile(profile);
                person.is_some_and(|one| one.email.eq_ignore_ascii_case(email))
            };
            let tokens = state.tokens.iter().filter(|token| mine(token.profile));
            tokens
                .map(|token| (token.name.clone(), token.revoked_at.is_none()))
                .collect::<Vec<_>>()
        };
        self.orgs().flat_map(of_state).collect()
    }

    /// One more organization on the same server, empty.
    pub fn add_org(&mut self, name: &str, seed: u64) -> Uuid {
        let mut state = seed::empty(self.state.dialect, seed, name, self.state.org.created_at);
        state.generation = self.state.generation;
        let id = state.org.id;
        self.others.push(state);
        id
    }

    /// Makes somebody a member of an organization, with a token of their own. A person who is elsewhere already stays
    /// the same user. Nothing if there is no such organization.
    pub fn join(
        &mut self,
        org: Uuid,
        (email, name): (&str, &str),
        role: Role,
        token: &str,
    ) -> Option<Uuid> {
        let known = self.members(email).first().map(|one| one.person.user);
        let state = self.orgs_mut().find(|state| state.org.id == org)?;
        let (handle, domain) = email.split_once('@')?;
        let profile = seed::add_person(state, handle, domain, name, role);
        if let (Some(user), Some(person)) = (known, state.people.last_mut()) {
            person.user = user;
        }
        state.issue(token, profile, &[]);
        Some(profile)
    }

    /// All organizations on this server, the first one first.
    pub(crate) fn orgs(&self) -> impl DoubleEndedIterator<Item = &State> {
        std::iter::once(&self.state).chain(&self.others)
    }

    pub(crate) fn orgs_mut(&mut self) -> impl Iterator<Item = &mut State> {
        std::iter::once(&mut self.state).chain(&mut self.others)
    }

    /// Where this address is an active member.
    fn members(&self, email: &str) -> Vec<Member<'_>> {
        let here = |state| {
            let state: &State = state;
            let people = state.people.iter();
            people
                .filter(|one| one.is_active && one.email.eq_ignore_ascii_case(email))
                .map(move |person| Member { state, person })
        };
        self.orgs().flat_map(here).collect()
    }

    /// A session of the administrator's that ran out.
    pub(crate) fn expired_session(&mut self, at: DateTime<Utc>) -> String {
        let first = self.state.people.first();
        let email = first.map(|one| one.email.clone()).unwrap_or_default();
        let org = Some(self.state.org.id);
        let session = self.sign_in(&email, org, at - Duration::days(400));
        session.map(|session| session.access).unwrap_or_default()
    }

    /// Who is asking: a token, a session, or the key of an organization.
    pub(crate) fn caller(&self, request: &Request) -> Option<Caller> {
        let secret = crate::auth::secret(request)?;
        let generation = self.state.generation;
        let has_tokens = generation >= Generation::G || self.state.dialect == Dialect::Documented;
        let mut caller = match self.door.access(secret, request.at) {
            Ok(claims) => self.in_session(&claims, request)?,
            // The oldest reads `Authorization` as a session, whatever stands there.
            Err(_) if generation == Generation::D && crate::auth::bearer(request).is_some() => {
                return None;
            }
            Err(_) => {
                let mut orgs = self.orgs().enumerate();
                let found = orgs.find_map(|(org, state)| {
                    let caller = state.caller(secret, request.at)?;
                    Some(Caller { org, ..caller })
                })?;
                if found.via == Via::Token && !has_tokens {
                    return None;
                }
                found
            }
        };
        if !self.others.is_empty() {
            let elsewhere = self.members(&caller.person.email);
            let elsewhere = elsewhere.iter().rev();
            caller.elsewhere = elsewhere
                .map(|one| (one.state.org.clone(), one.person.role))
                .collect();
        }
        Some(caller)
    }

    /// A session says which organization it is for; in generation D the header `org` says it, and only the list of
    /// organizations is to be had without.
    fn in_session(&self, claims: &Claims, request: &Request) -> Option<Caller> {
        let first = || {
            let members = self.members(&claims.user_email);
            members.first().map(|one| one.state.org.id)
        };
        let org = match &claims.org {
            _ if self.state.generation == Generation::D => match request.header("org") {
                Some(named) => named.parse().ok()?,
                None if request.path == "/api/org/" => first()?,
                None => return None,
            },
            Some(org) => org.org_id,
            None => return None,
        };
        let (place, state) = self.orgs().enumerate().find(|(_, one)| one.org.id == org)?;
        let person = state.user(claims.user_id).filter(|one| one.is_active)?;
        let caller = Caller::new(person.clone(), Via::Session);
        Some(Caller {
            org: place,
            ..caller
        })
    }
}
