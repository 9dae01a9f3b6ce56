//! The JSON of the described dialect: ids instead of nested objects, and people by their user id.

use serde_json::json;
use uuid::Uuid;

use crate::json::Json;
use crate::message::percent_encode;
use crate::state::{Account, Attachment, Case, Comment, Contact, Person, Role, State, Team};

/// Writes rows of one state.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) state: &'a State,
}

impl Rows<'_> {
    fn json(self, room: usize) -> Json {
        Json::new(self.state.zone(), room)
    }

    /// The answer to a creation or an update: all the description knows of a case.
    pub(super) fn whole(self, case: &Case) -> String {
        let mut j = self.json(1_000);
        j.object(|j| {
            self.head(j, case);
            self.dates(j, case);
            self.sets(j, case);
            j.key("created_by").id_or_null(case.created_by);
            j.key("org").id(self.state.org.id);
        });
        j.finish()
    }

    /// A row of the list.
    pub(super) fn row(self, j: &mut Json, case: &Case) {
        j.object(|j| {
            self.head(j, case);
            self.dates(j, case);
            self.sets(j, case);
        });
    }

    pub(super) fn detail(self, case: &Case) -> String {
        let mut j = self.json(4_000);
        j.object(|j| {
            j.key("case_obj").object(|j| {
                self.head(j, case);
                self.dates(j, case);
                j.key("created_by").id_or_null(case.created_by);
            });
            let people = case
                .assigned_to
                .iter()
                .filter_map(|id| self.state.profile(*id));
            j.key("assigned_to")
                .list(people, |j, person| self.name_card(j, person));
            let teams = case.teams.iter().filter_map(|id| self.state.team(*id));
            j.key("teams").list(teams, |j, team| {
                j.value(&json!({ "id": team.id, "name": team.name }));
            });
            // The description knows no internal notes, so this face must not show what the other keeps among members.
            let thread = self.state.thread(case.id).iter();
            let thread = thread.filter(|comment| !comment.is_internal);
            j.key("comments")
                .list(thread, |j, comment| self.comment(j, comment));
            let files = self.state.files(case.id);
            j.key("attachments")
                .list(files, |j, file| self.attachment(j, file));
            let active = self.state.people.iter().filter(|person| person.is_active);
            j.key("users_mention")
                .list(active, |j, person| self.name_card(j, person));
        });
        j.finish()
    }

    fn head(self, j: &mut Json, case: &Case) {
        j.key("id").id(case.id);
        j.key("name").text(&case.name);
        j.key("status").text(&case.status);
        j.key("priority").text(&case.priority);
        j.key("case_type").text_or_null(case.case_type.as_deref());
        j.key("account").id_or_null(case.account);
        j.key("contacts").list(&case.contacts, |j, id| j.id(*id));
    }

    fn dates(self, j: &mut Json, case: &Case) {
        j.key("created_on").time(case.created_at);
        j.key("closed_on").time_or_null(case.closed_on);
    }

    fn sets(self, j: &mut Json, case: &Case) {
        let users = case.assigned_to.iter().filter_map(|id| self.user_of(*id));
        j.key("assigned_to").list(users, |j, id| j.id(id));
        j.key("teams").list(&case.teams, |j, id| j.id(*id));
    }

    fn user_of(self, profile: Uuid) -> Option<Uuid> {
        self.state.profile(profile).map(|person| person.user)
    }

    fn name_card(self, j: &mut Json, person: &Person) {
        j.object(|j| {
            j.key("id").id(person.user);
            j.key("name").text(&person.name);
            j.key("email").text(&person.email);
        });
    }

    pub(super) fn comment(self, j: &mut Json, comment: &Comment) {
        j.object(|j| {
            j.key("id").id(comment.id);
            j.key("comment").text(&comment.text);
            j.key("case").id(comment.case);
            j.key("commented_on").time(comment.at);
            j.key("commented_by")
                .id_or_null(comment.by.and_then(|id| self.user_of(id)));
        });
    }

    pub(super) fn one_comment(self, comment: &Comment) -> String {
        let mut j = self.json(400);
        self.comment(&mut j, comment);
        j.finish()
    }

    fn attachment(self, j: &mut Json, file: &Attachment) {
        j.object(|j| {
            j.key("id").id(file.id);
            j.key("attachment").text(&percent_encode(&file.path, b"/"));
            j.key("case").id(file.case);
            j.key("created_on").time(file.at);
            j.key("created_by").id_or_null(file.by);
        });
    }

    pub(super) fn profile(self, person: &Person) -> String {
        let org = &self.state.org;
        let teams = self
            .state
            .teams
            .iter()
            .filter(|team| team.members.contains(&person.profile));
        let teams: Vec<_> = teams
            .map(|team| json!({ "id": team.id, "name": team.name }))
            .collect();
        json!({
            "id": person.user, "name": person.name, "email": person.email,
            "role": role(person), "is_active": person.is_active, "teams": teams,
            "organizations": [{ "id": org.id, "name": org.name }],
        })
        .to_string()
    }

    pub(super) fn user(self, j: &mut Json, person: &Person) {
        j.value(&json!({
            "id": person.user, "name": person.name, "email": person.email,
            "role": role(person), "is_active": person.is_active,
        }));
    }

    pub(super) fn team(self, j: &mut Json, team: &Team) {
        let users: Vec<Uuid> = team
            .members
            .iter()
            .filter_map(|id| self.user_of(*id))
            .collect();
        j.value(&json!({
            "id": team.id, "name": team.name, "description": team.description, "users": users,
        }));
    }

    pub(super) fn account(self, j: &mut Json, account: &Account) {
        j.object(|j| {
            j.key("id").id(account.id);
            j.key("name").text(&account.name);
            j.key("email").text(&account.email);
            j.key("phone").text(&account.phone);
            j.key("website").text(&account.website);
            j.key("created_on").time(account.created_at);
        });
    }

    pub(super) fn contact(self, j: &mut Json, contact: &Contact) {
        j.object(|j| {
            j.key("id").id(contact.id);
            j.key("first_name").text(&contact.first_name);
            j.key("last_name").text(&contact.last_name);
            j.key("email").text(&contact.email);
            j.key("phone").text(&contact.phone);
            j.key("account").id_or_null(contact.account);
            j.key("created_on").time(contact.created_at);
        });
    }
}

fn role(person: &Person) -> &'static str {
    match person.role {
        Role::Admin => "ADMIN",
        Role::User => "USER",
    }
}
