//! A CRM in which every text that people can type means harm: a case of its own for each text, and a few cases with twenty of
//! everything.

use chrono::Utc;
use satchel_sandbox::{NewWebCase, WebLink};
use satchel_tests::hostile::{FILE_NAMES, Hostile, MARK, long_word};
use serde_json::json;
use uuid::Uuid;

use crate::server::Server;

/// How many texts meet on one case. Of its history, a case comes with the twenty newest rows.
pub(crate) const TOGETHER: usize = 20;

/// A case with many texts.
pub(crate) struct Crowded {
    pub(crate) name: String,
    pub(crate) texts: Vec<String>,
    /// As the server keeps them.
    pub(crate) files: Vec<String>,
}

/// What was sown.
pub(crate) struct Sown {
    pub(crate) crowded: Vec<Crowded>,
    /// Names of cases, as the server keeps them.
    pub(crate) names: Vec<String>,
    /// A case with a word of a megabyte and files of odd names.
    pub(crate) long: String,
}

/// Puts the texts everywhere.
pub(crate) fn sow(server: &Server, texts: &[Hostile]) -> Sown {
    let names = texts.iter().map(|one| a_case(server, &one.text)).collect();
    let crowded = texts
        .chunks(TOGETHER)
        .enumerate()
        .map(|(at, some)| a_crowd(server, at, some))
        .collect();
    Sown {
        crowded,
        names,
        long: a_long_one(server),
    }
}

/// A case whose every word in the list is this text.
fn a_case(server: &Server, text: &str) -> String {
    let now = Utc::now();
    let mut crm = server.crm();
    let who = crm.adds_person(text, &format!("{}@desk.example", Uuid::new_v4()), now);
    let account = crm.adds_account(text, now);
    let new = NewWebCase {
        name: text.to_owned(),
        account: Some(account),
        assigned_to: vec![who],
        status: Some(text.to_owned()),
        priority: Some(text.to_owned()),
        case_type: Some(text.to_owned()),
        ..NewWebCase::default()
    };
    let case = crm.web_creates_case("bob", new, now);
    crm.case(case).expect("the case").name.clone()
}

fn a_crowd(server: &Server, at: usize, some: &[Hostile]) -> Crowded {
    let now = Utc::now();
    let mut crm = server.crm();
    let texts: Vec<String> = some.iter().map(|one| one.text.clone()).collect();
    // No name begins like another: what is searched is found by its beginning.
    let letter = char::from(b'A' + u8::try_from(at).expect("a few"));
    let name = format!("A crowd called {letter}x");
    let new = NewWebCase {
        name: name.clone(),
        description: Some(texts.join("\n")),
        ..NewWebCase::default()
    };
    let case = crm.web_creates_case("bob", new, now);
    let (mut people, mut contacts, mut teams, mut tags) = (vec![], vec![], vec![], vec![]);
    for (place, text) in texts.iter().enumerate() {
        let who = crm.adds_person(text, text, now);
        people.push(who);
        contacts.push(crm.adds_contact(text, "", now));
        teams.push(crm.adds_team(text, now));
        tags.push(crm.adds_tag(text, now));
        let key = format!("field_{at}_{place}");
        crm.adds_field(&key, text, now);
        crm.fills_field(case, &key, text);
        crm.web_comments(case, who, text, false, now);
        crm.web_comments(case, who, text, true, now);
        crm.web_mails(case, text, (text, text), now);
        crm.web_attaches(case, who, text, "text", now);
        crm.adds_macro(text, text, now);
        crm.adds_article(text, text, now);
    }
    for (link, ids) in [
        (WebLink::People, people.clone()),
        (WebLink::Contacts, contacts),
        (WebLink::Teams, teams),
        (WebLink::Tags, tags),
    ] {
        crm.links(case, link, &ids, now);
    }
    // Last: they are the newest.
    for (text, who) in texts.iter().zip(people) {
        let words = json!({ "before": text, "after": text });
        crm.traces(case, "ESCALATED", Some(who), words, now);
    }
    let files = crm
        .attachments_of(case)
        .iter()
        .map(|file| file.name.clone());
    Crowded {
        name,
        files: files.collect(),
        texts,
    }
}

fn a_long_one(server: &Server) -> String {
    let now = Utc::now();
    let mut crm = server.crm();
    let name = format!("{MARK} a long word and files of odd names");
    let new = NewWebCase {
        name: name.clone(),
        description: Some(long_word()),
        ..NewWebCase::default()
    };
    let case = crm.web_creates_case("bob", new, now);
    crm.web_comments(case, "bob", &long_word(), false, now);
    for file in FILE_NAMES {
        crm.web_attaches(case, "bob", file, "text", now);
    }
    name
}
