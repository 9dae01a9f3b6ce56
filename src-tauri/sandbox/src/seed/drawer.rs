//! What lies in the demo desk's drawer: saved replies, articles, a field of its own, and a few customers' e-mails.

use chrono::Duration;
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Field, Macro, Solution};
use crate::letters::Letter;
use crate::state::{Dialect, State};

const MACROS: [(&str, &str); 4] = [
    (
        "Ask for a screenshot",
        "Hello %customer_name%,\n\ncould you send us a screenshot of what you see? Please answer to this message.\n\n%agent_name%",
    ),
    (
        "On it",
        "Hello %customer_name%, I am looking at “%case_subject%” now and will be back today.",
    ),
    (
        "Close without an answer",
        "We have not heard from you for a week, so we close this case. Write to us and it opens again. %org_name%",
    ),
    (
        "Callback",
        "Hello %customer_name%, when can we call you about this? Our number is %office_phone%.",
    ),
];

const ARTICLES: [(&str, &str, bool); 4] = [
    (
        "Reset a scanner",
        "Hold the trigger and the power key for ten seconds, then pair it again at the dock.",
        true,
    ),
    (
        "Empty print preview",
        "Empty the browser's cache, sign in again, choose the label format anew.",
        true,
    ),
    (
        "Change the time zone of a site",
        "Settings, Sites, the site's name, Time zone. It takes effect with the next shift.",
        true,
    ),
    (
        "Draft: price list of next year",
        "Not for customers yet.",
        false,
    ),
];

const SITES: [(&str, &str); 3] = [
    ("north", "North"),
    ("south", "South"),
    ("overseas", "Overseas"),
];

/// Fills it. Every third of the newest cases gets an e-mail, every second a site.
pub(super) fn fill(state: &mut State) {
    if state.dialect != Dialect::Bottlecrm {
        return;
    }
    let at = state.org.created_at;
    let by = state.people.first().map(|one| one.user).unwrap_or_default();
    let id = |state: &State, what: &str| state.ids.named("drawer", what);
    for (title, body) in MACROS {
        let id = id(state, title);
        state.desk.macros.push(Macro {
            id,
            title: title.to_owned(),
            body: body.to_owned(),
            owner: None,
            usage: 0,
            created_at: at,
            updated_at: at,
        });
    }
    for (title, text, is_published) in ARTICLES {
        let id = id(state, title);
        state.desk.solutions.push(Solution {
            id,
            title: title.to_owned(),
            description: text.to_owned(),
            status: if is_published { "approved" } else { "draft" }.to_owned(),
            is_published,
            cases: Vec::new(),
            by,
            created_at: at,
            updated_at: at,
        });
    }
    let options: Vec<_> = SITES
        .iter()
        .map(|(value, label)| json!({ "value": value, "label": label }))
        .collect();
    let field = id(state, "site");
    state.desk.fields.push(Field {
        id: field,
        key: "site".to_owned(),
        label: "Site".to_owned(),
        kind: "dropdown".to_owned(),
        options: options.into(),
        is_required: false,
        is_active: true,
        created_at: at,
        updated_at: at,
    });
    let newest: Vec<Uuid> = state
        .cases
        .newest_first()
        .take(90)
        .map(|one| one.id)
        .collect();
    for (n, case) in newest.into_iter().enumerate() {
        if let Some((value, _)) = SITES.get(n % 6) {
            state.cases.change(case, |case| {
                case.custom_fields.insert("site".to_owned(), json!(value));
            });
        }
        if n % 3 == 0 {
            send(state, case);
        }
    }
}

/// The e-mail that opened the case.
fn send(state: &mut State, case: Uuid) {
    let Some(case) = state.cases.get(case).cloned() else {
        return;
    };
    let writer = case.contacts.first().and_then(|id| state.contacts.get(id));
    let from = writer.map_or("customer@mail.example", |one| one.email.as_str());
    let letter = Letter {
        id: state.ids.named("letter", &case.id.to_string()),
        case: case.id,
        direction: "inbound",
        from: from.to_owned(),
        to: "help@desk.example".to_owned(),
        subject: case.name.clone(),
        text: case.description.clone().unwrap_or_default(),
        at: case.created_at - Duration::seconds(20),
    };
    state.desk.letters.push(letter);
}
