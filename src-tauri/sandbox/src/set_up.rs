//! Setting up a world with names and texts of anybody's choosing, as an administrator of the real server could have typed
//! them: customers, people, teams, tags, fields, answers. Not journaled: these belong to the beginning of a world.
//!
//! What others do while the client is elsewhere is `web.rs`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::cases::Link;
use crate::crm::Crm;
use crate::desk::{Field, Macro, Solution};
use crate::state::{Account, Contact, Person, Role, Tag, Team};

impl Crm {
    /// The organization is called this.
    pub fn set_organization(&mut self, name: &str) {
        name.clone_into(&mut self.state.org.name);
    }

    /// A colleague of this name and e-mail. Gives back the profile.
    pub fn adds_person(&mut self, name: &str, email: &str, at: DateTime<Utc>) -> Uuid {
        let profile = self.state.ids.fresh();
        let person = Person {
            profile,
            user: self.state.ids.fresh(),
            email: email.to_owned(),
            name: name.to_owned(),
            role: Role::User,
            is_active: true,
            created_at: at,
            last_login: None,
        };
        self.state.people.push(person);
        profile
    }

    /// A person is called this from now on.
    pub fn renames_person(&mut self, profile: Uuid, name: &str) {
        let mut people = self.state.people.iter_mut();
        if let Some(person) = people.find(|one| one.profile == profile) {
            name.clone_into(&mut person.name);
        }
    }

    /// A customer.
    pub fn adds_account(&mut self, name: &str, at: DateTime<Utc>) -> Uuid {
        let id = self.state.ids.fresh();
        let account = Account {
            id,
            name: name.to_owned(),
            email: String::new(),
            phone: String::new(),
            website: String::new(),
            industry: String::new(),
            city: None,
            country: None,
            description: None,
            assigned_to: Vec::new(),
            created_by: None,
            created_at: at,
            is_active: true,
        };
        self.state.accounts.insert(id, account);
        id
    }

    /// A person at a customer.
    pub fn adds_contact(&mut self, first_name: &str, last_name: &str, at: DateTime<Utc>) -> Uuid {
        let id = self.state.ids.fresh();
        let contact = Contact {
            id,
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            email: format!("{id}@customer.example"),
            phone: String::new(),
            title: None,
            account: None,
            assigned_to: Vec::new(),
            created_by: None,
            created_at: at,
            is_active: true,
        };
        self.state.contacts.insert(id, contact);
        id
    }

    /// A team.
    pub fn adds_team(&mut self, name: &str, at: DateTime<Utc>) -> Uuid {
        let id = self.state.ids.fresh();
        let team = Team {
            id,
            name: name.to_owned(),
            description: String::new(),
            members: Vec::new(),
            created_at: at,
        };
        self.state.teams.push(team);
        id
    }

    /// A tag.
    pub fn adds_tag(&mut self, name: &str, at: DateTime<Utc>) -> Uuid {
        let id = self.state.ids.fresh();
        let tag = Tag {
            id,
            name: name.to_owned(),
            color: "blue".to_owned(),
            created_at: at,
        };
        self.state.tags.push(tag);
        id
    }

    /// A text field that an administrator added to the cases.
    pub fn adds_field(&mut self, key: &str, label: &str, at: DateTime<Utc>) {
        let field = Field {
            id: self.state.ids.fresh(),
            key: key.to_owned(),
            label: label.to_owned(),
            kind: "text".to_owned(),
            options: Value::Null,
            is_required: false,
            is_active: true,
            created_at: at,
            updated_at: at,
        };
        self.state.desk.fields.push(field);
    }

    /// What a field of that kind says on a case.
    pub fn fills_field(&mut self, case: Uuid, key: &str, value: &str) {
        self.state.cases.change(case, |case| {
            case.custom_fields.insert(key.to_owned(), json!(value));
        });
    }

    /// Who and what belongs to a case: people by profile, contacts, teams, tags.
    pub fn links(&mut self, case: Uuid, link: WebLink, ids: &[Uuid], at: DateTime<Utc>) {
        let link = match link {
            WebLink::People => Link::AssignedTo,
            WebLink::Contacts => Link::Contacts,
            WebLink::Teams => Link::Teams,
            WebLink::Tags => Link::Tags,
        };
        self.state.link_case(case, link, ids, &mut Crm::tick(at));
    }

    /// A row in the history of a case, of whatever kind and with whatever in it.
    pub fn traces(
        &mut self,
        case: Uuid,
        action: &str,
        by: Option<Uuid>,
        metadata: Value,
        at: DateTime<Utc>,
    ) {
        let mut tick = Crm::tick(at);
        self.state.trace(case, action, by, metadata, &mut tick);
    }

    /// A saved reply of the whole organization.
    pub fn adds_macro(&mut self, title: &str, body: &str, at: DateTime<Utc>) {
        let saved = Macro {
            id: self.state.ids.fresh(),
            title: title.to_owned(),
            body: body.to_owned(),
            owner: None,
            usage: 0,
            created_at: at,
            updated_at: at,
        };
        self.state.desk.macros.push(saved);
    }

    /// A published article.
    pub fn adds_article(&mut self, title: &str, description: &str, at: DateTime<Utc>) {
        let article = Solution {
            id: self.state.ids.fresh(),
            title: title.to_owned(),
            description: description.to_owned(),
            status: "approved".to_owned(),
            is_published: true,
            cases: Vec::new(),
            by: self
                .state
                .people
                .first()
                .map(|one| one.user)
                .unwrap_or_default(),
            created_at: at,
            updated_at: at,
        };
        self.state.desk.solutions.push(article);
    }
}

/// What [`Crm::links`] links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum WebLink {
    People,
    Contacts,
    Teams,
    Tags,
}
