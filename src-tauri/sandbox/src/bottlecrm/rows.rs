//! The JSON of every row of this dialect, key for key as the real server writes it.
//!
//! Writing only: what is shown, and to whom, is decided by the views.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Spent;
use crate::filter;
use crate::json::Json;
use crate::message::percent_encode;
use crate::state::{
    Account, Activity, Attachment, Case, Comment, Contact, Person, Role, State, Tag, Team,
};
use crate::words::words;

/// What most cases say about the time spent on them.
const NO_TIME: &str =
    r#"{"total_minutes":0,"billable_minutes":0,"last_entry_at":null,"by_profile":[]}"#;

/// Pieces of one answer that are the same wherever they appear: a page repeats its few agents hundreds of times.
type Pieces = RefCell<BTreeMap<Uuid, Rc<str>>>;

/// Writes rows of one state, at one moment.
pub(super) struct Rows<'a> {
    pub(super) state: &'a State,
    pub(super) now: DateTime<Utc>,
    people: Pieces,
    teams: Pieces,
    accounts: Pieces,
    /// Whether the account inside a case tells its sums too.
    pub(super) with_rollups: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(state: &'a State, now: DateTime<Utc>) -> Rows<'a> {
        let (people, teams, accounts) = Default::default();
        Rows {
            state,
            now,
            people,
            teams,
            accounts,
            with_rollups: false,
        }
    }

    /// A piece, written once and then copied.
    fn piece(&self, j: &mut Json, pieces: &Pieces, id: Uuid, write: impl FnOnce(&mut Json)) {
        let known = pieces.borrow().get(&id).cloned();
        let piece = known.unwrap_or_else(|| {
            let mut fresh = self.json(800);
            write(&mut fresh);
            let piece: Rc<str> = fresh.finish().into();
            pieces.borrow_mut().insert(id, Rc::clone(&piece));
            piece
        });
        j.raw(&piece);
    }

    pub(super) fn json(&self, room: usize) -> Json {
        Json::new(self.state.zone(), room)
    }

    pub(super) fn case(&self, j: &mut Json, case: &Case) {
        j.object(|j| {
            j.key("id").id(case.id);
            j.key("name").text(&case.name);
            j.key("status").text(&case.status);
            j.key("priority").text(&case.priority);
            j.key("case_type").text_or_null(case.case_type.as_deref());
            j.key("closed_on")
                .date_or_null(case.closed_on.map(|at| at.date_naive()));
            j.key("description")
                .text_or_null(case.description.as_deref());
            self.creator(j, case.created_by);
            j.key("created_at").time(case.created_at);
            j.key("is_active").bool(case.is_active);
            j.key("account");
            match case.account.and_then(|id| self.state.accounts.get(&id)) {
                Some(account) => self.piece(j, &self.accounts, account.id, |j| {
                    self.account(j, account, self.with_rollups);
                }),
                None => j.null(),
            }
            j.key("contacts");
            self.contacts_of(j, case);
            j.key("teams").list(
                case.teams.iter().filter_map(|id| self.state.team(*id)),
                |j, team| self.team(j, team),
            );
            self.assignees(j, &case.assigned_to);
            j.key("tags").list(
                case.tags.iter().filter_map(|id| self.state.tag(*id)),
                |j, tag| self.tag(j, tag),
            );
            self.org(j);
            j.key("custom_fields")
                .value(&Value::Object(case.custom_fields.clone()));
            j.key("escalation_count").number(0);
            j.key("last_escalation_fired_at").null();
            self.sla(j, case);
            self.family(j, case);
            j.key("time_summary");
            if self.state.desk.spent.is_empty() {
                j.raw(NO_TIME);
            } else {
                j.value(&self.time_summary(case.id));
            }
        });
    }

    /// How much time was spent on a case, and by whom.
    pub(super) fn time_summary(&self, case: Uuid) -> Value {
        let all = || self.state.desk.spent.iter().filter(|one| one.case == case);
        let billable = all().filter(|one| one.billable);
        let mut people: Vec<Uuid> = all().map(|one| one.profile).collect();
        people.sort_unstable();
        people.dedup();
        let people = people.into_iter().map(|id| {
            let mine = all().filter(|one| one.profile == id);
            let minutes: i64 = mine.map(Spent::minutes).sum();
            let name = self.state.profile(id).map(|person| &person.email);
            json!({ "profile_id": id, "name": name, "minutes": minutes })
        });
        let people: Vec<Value> = people.collect();
        let last = all().map(|one| one.started_at).max();
        json!({
            "total_minutes": all().map(Spent::minutes).sum::<i64>(),
            "billable_minutes": billable.map(Spent::minutes).sum::<i64>(),
            "last_entry_at": last.map(|at| crate::time::iso(at, self.state.zone())),
            "by_profile": people,
        })
    }

    /// A profile as a value.
    pub(super) fn person_value(&self, person: &Person) -> Value {
        let mut j = self.json(600);
        self.person(&mut j, person, &[]);
        serde_json::from_str(&j.finish()).unwrap_or_default()
    }

    fn sla(&self, j: &mut Json, case: &Case) {
        let sla = filter::sla(case, self.now);
        j.key("sla_first_response_hours")
            .raw(&case.sla_hours.0.to_string());
        j.key("sla_resolution_hours")
            .raw(&case.sla_hours.1.to_string());
        j.key("first_response_at")
            .time_or_null(case.first_response_at);
        j.key("resolved_at").time_or_null(case.resolved_at);
        j.key("sla_paused_at").time_or_null(case.paused_at);
        j.key("first_response_sla_deadline")
            .time(sla.first_response);
        j.key("resolution_sla_deadline").time(sla.resolution);
        j.key("is_sla_first_response_breached")
            .bool(sla.first_response_breached);
        j.key("is_sla_resolution_breached")
            .bool(sla.resolution_breached);
    }

    fn family(&self, j: &mut Json, case: &Case) {
        j.key("parent").id_or_null(case.parent);
        j.key("is_problem").bool(case.is_problem);
        j.key("parent_summary");
        match case.parent.and_then(|id| self.state.cases.get(id)) {
            Some(parent) => j.object(|j| {
                j.key("id").id(parent.id);
                j.key("name").text(&parent.name);
                j.key("status").text(&parent.status);
            }),
            None => j.null(),
        }
        j.key("child_count")
            .number(self.state.cases.children(case.id).count());
    }

    /// The account inside a case knows no sums (`rollups` is null); the one in the list of accounts does.
    pub(super) fn account(&self, j: &mut Json, account: &Account, with_rollups: bool) {
        j.object(|j| {
            j.key("id").id(account.id);
            j.key("name").text(&account.name);
            j.key("email").text(&account.email);
            j.key("phone").text(&account.phone);
            j.key("website").text(&account.website);
            j.key("industry").text(&account.industry);
            j.nulls(&["number_of_employees", "annual_revenue", "currency", "address_line"]);
            j.key("city").text_or_null(account.city.as_deref());
            j.nulls(&["state", "postcode"]);
            j.key("country").text_or_null(account.country.as_deref());
            j.key("country_display").text_or_null(account.country.as_deref().map(country_name));
            self.assignees(j, &account.assigned_to);
            for key in ["teams", "contacts", "tags"] {
                j.key(key).raw("[]");
            }
            j.key("description").text_or_null(account.description.as_deref());
            let cards = self.state.cases.cards_of_account(account.id);
            j.key("cases").list(cards, |j, card| j.raw(card));
            for key in ["tasks", "opportunities"] {
                j.key(key).raw("[]");
            }
            j.key("rollups");
            if with_rollups {
                let open = words(self.state.dialect).open;
                let cases = self.state.cases.of_account(account.id);
                let tickets = cases
                    .filter(|case| open.contains(&case.status.as_str()))
                    .count();
                j.raw(&format!(
                    r#"{{"won_amount":0.0,"won_count":0,"open_pipeline":0.0,"open_deal_count":0,"overdue_amount":0.0,"open_tickets":{tickets},"first_won_on":null}}"#
                ));
            } else {
                j.null();
            }
            self.creator(j, account.created_by);
            j.key("created_at").time(account.created_at);
            j.key("is_active").bool(account.is_active);
            self.org(j);
            j.key("custom_fields").raw("{}");
        });
    }

    pub(super) fn contacts_of(&self, j: &mut Json, case: &Case) {
        let contacts = case
            .contacts
            .iter()
            .filter_map(|id| self.state.contacts.get(id));
        j.list(contacts, |j, contact| self.contact(j, contact));
    }

    pub(super) fn contact(&self, j: &mut Json, contact: &Contact) {
        let account = contact.account.and_then(|id| self.state.accounts.get(&id));
        j.object(|j| {
            j.key("id").id(contact.id);
            j.key("first_name").text(&contact.first_name);
            j.key("last_name").text(&contact.last_name);
            j.key("email").text(&contact.email);
            j.key("phone").text(&contact.phone);
            j.key("organization").null();
            j.key("title").text_or_null(contact.title.as_deref());
            j.key("department").null();
            j.key("do_not_call").bool(false);
            j.nulls(&["linkedin_url", "address_line", "city", "state", "postcode"]);
            j.key("country")
                .text_or_null(account.and_then(|account| account.country.as_deref()));
            self.assignees(j, &contact.assigned_to);
            for key in ["teams", "tags"] {
                j.key(key).raw("[]");
            }
            j.key("description").null();
            j.key("created_by").id_or_null(contact.created_by);
            j.key("created_at").time(contact.created_at);
            j.key("updated_at").time(contact.created_at);
            j.key("is_active").bool(contact.is_active);
            self.org(j);
            j.key("account")
                .id_or_null(account.map(|account| account.id));
            j.key("account_detail");
            match account {
                Some(account) => j.object(|j| {
                    j.key("id").id(account.id);
                    j.key("name").text(&account.name);
                }),
                None => j.null(),
            }
            j.key("linked_accounts").raw("[]");
            j.key("custom_fields").raw("{}");
        });
    }

    pub(super) fn team(&self, j: &mut Json, team: &Team) {
        self.piece(j, &self.teams, team.id, |j| self.fresh_team(j, team));
    }

    fn fresh_team(&self, j: &mut Json, team: &Team) {
        j.object(|j| {
            j.key("id").id(team.id);
            j.key("name").text(&team.name);
            j.key("description").text(&team.description);
            let mut members: Vec<&Person> = team
                .members
                .iter()
                .filter_map(|id| self.state.profile(*id))
                .collect();
            members.sort_by_key(|person| std::cmp::Reverse(person.created_at));
            j.key("users")
                .list(members, |j, person| self.person(j, person, &[]));
            j.key("created_at").time(team.created_at);
            j.key("created_by").null();
        });
    }

    fn assignees(&self, j: &mut Json, profiles: &[Uuid]) {
        let people = profiles.iter().filter_map(|id| self.state.profile(*id));
        j.key("assigned_to").list(people, |j, person| {
            self.piece(j, &self.people, person.profile, |j| {
                self.person(j, person, &[]);
            });
        });
    }

    /// A profile; `more` are further keys with values that are JSON already.
    pub(super) fn person(&self, j: &mut Json, person: &Person, more: &[(&str, String)]) {
        let is_admin = person.role == Role::Admin;
        j.object(|j| {
            j.key("id").id(person.profile);
            j.key("user_details").object(|j| {
                j.key("email").text(&person.email);
                j.key("id").id(person.user);
                j.key("name").text(&person.name);
                // Who is switched off in an organization is a user all the same.
                j.key("is_active").bool(true);
                j.key("profile_pic").null();
                j.key("last_login").time_or_null(person.last_login);
            });
            j.key("role").text(if is_admin { "ADMIN" } else { "USER" });
            j.key("address").null();
            j.key("has_marketing_access").bool(is_admin);
            j.key("has_sales_access").bool(is_admin);
            j.nulls(&["phone", "date_of_joining"]);
            j.key("is_active").bool(person.is_active);
            j.key("created_at").time(person.created_at);
            for (key, value) in more {
                j.key(key).raw(value);
            }
        });
    }

    /// How creators of cases and accounts are shown: by user.
    fn creator(&self, j: &mut Json, user: Option<Uuid>) {
        j.key("created_by");
        match user.and_then(|id| self.state.user(id)) {
            Some(person) => j.object(|j| {
                j.key("id").id(person.user);
                j.key("email").text(&person.email);
                j.key("name").text(&person.name);
                j.key("profile_pic").null();
            }),
            None => j.null(),
        }
    }

    /// How authors of comments and rows are shown: by profile, and hardly at all.
    pub(super) fn author(&self, j: &mut Json, profile: Option<Uuid>) {
        match profile.and_then(|id| self.state.profile(id)) {
            Some(person) => j.object(|j| {
                j.key("id").id(person.profile);
                j.key("user_details").object(|j| {
                    j.key("email").text(&person.email);
                    j.key("profile_pic").null();
                });
            }),
            None => j.null(),
        }
    }

    fn org(&self, j: &mut Json) {
        j.key("org").object(|j| {
            j.key("id").id(self.state.org.id);
            j.key("name").text(&self.state.org.name);
        });
    }

    fn tag(&self, j: &mut Json, tag: &Tag) {
        j.object(|j| self.tag_keys(j, tag));
    }

    pub(super) fn tag_keys(&self, j: &mut Json, tag: &Tag) {
        j.key("id").id(tag.id);
        j.key("name").text(&tag.name);
        j.key("slug").text(&tag.name.replace(' ', "-"));
        j.key("color").text(&tag.color);
        j.key("description").text("");
        j.key("is_active").bool(true);
        j.key("created_at").time(tag.created_at);
    }

    pub(super) fn comment(&self, j: &mut Json, comment: &Comment) {
        j.object(|j| {
            j.key("id").id(comment.id);
            j.key("comment").text(&comment.text);
            j.key("commented_on").time(comment.at);
            j.key("commented_by");
            self.author(j, comment.by);
            j.key("content_type").text("case");
            j.key("object_id").id(comment.case);
            j.key("org").id(self.state.org.id);
            j.key("is_internal").bool(comment.is_internal);
        });
    }

    pub(super) fn attachment(&self, j: &mut Json, file: &Attachment) {
        j.object(|j| {
            j.key("id").id(file.id);
            j.key("created_by").id_or_null(file.by);
            j.key("file_name").text(&file.name);
            j.key("created_at").time(file.at);
            j.key("file_path").text(&percent_encode(&file.path, b"/"));
            j.key("content_type").text("case");
            j.key("object_id").id(file.case);
            j.key("org").id(self.state.org.id);
        });
    }

    /// A row of the feed of one case.
    pub(super) fn activity(&self, j: &mut Json, row: &Activity) {
        j.object(|j| {
            j.key("id").id(row.id);
            j.key("action").text(&row.action);
            j.key("user");
            self.author(j, row.by);
            j.key("entity_type").text("Case");
            j.key("entity_id").id(row.case);
            j.key("entity_name").text(&row.case_name);
            j.key("description").text("");
            j.key("metadata").value(&row.metadata);
            j.key("created_at").time(row.at);
        });
    }

    /// `{"id","user__email"}`, newest first.
    pub(super) fn users(&self, j: &mut Json, admins_only: bool) {
        let people = self.state.people.iter().rev();
        let people =
            people.filter(|one| one.is_active && (!admins_only || one.role == Role::Admin));
        j.list(people, |j, person| {
            j.object(|j| {
                j.key("id").id(person.profile);
                j.key("user__email").text(&person.email);
            });
        });
    }

    /// The three vocabularies that come with every list and detail.
    pub(super) fn vocabulary(&self, j: &mut Json) {
        let words = words(self.state.dialect);
        let lists = [
            ("status", words.statuses),
            ("priority", words.priorities),
            ("type_of_case", words.types),
        ];
        for (key, words) in lists {
            j.key(key)
                .list(words, |j, word| j.value(&json!([word, word])));
        }
    }
}

/// The countries of the demo's customers.
fn country_name(code: &str) -> &str {
    crate::seed::names::COUNTRIES
        .iter()
        .find(|(one, _)| *one == code)
        .map_or(code, |(_, name)| name)
}
