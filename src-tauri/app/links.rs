//! Links to a case: `satchel://case/<uuid>`, from a mail, a chat, another program. They lead somewhere and do nothing else;
//! whatever is not exactly one of them is no link. Where they come from: an argument of the first start or of a second one, on
//! macOS an event. What else such an argument may ask for is here, too: a new case, which is an empty form.

use crate::window::Asked;
use satchel_core::id::CaseId;
use uuid::Uuid;

/// How a link begins.
const BEGINS: &str = "satchel://case/";

/// What a link leads to: one of our ids, or the server's. `None`: it is no link of ours.
pub(crate) fn case_of(link: &str) -> Option<Uuid> {
    let id = link.strip_prefix(BEGINS)?;
    // Only as it is written with hyphens: other spellings that libraries take, in braces or without hyphens, are none of ours.
    let is_plain = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let parsed = Uuid::try_parse(id).ok().filter(|_| is_plain)?;
    (parsed.hyphenated().to_string() == id.to_ascii_lowercase()).then_some(parsed)
}

/// How a second start, or the first, asks for a new case: for the launcher's menu, and for a key that a person gives it in
/// the settings of their desktop.
const NEW_CASE: &str = "--new-case";

/// What an argument of a start asks for. `None`: nothing.
pub(crate) fn asked(argument: &str) -> Option<Asked> {
    if argument == NEW_CASE {
        return Some(Asked::NewCase);
    }
    let case_id = CaseId(case_of(argument)?);
    Some(Asked::Case { case_id })
}

/// The link to the case that the server knows by this id. `None`: its ids are none that a link can carry.
pub(crate) fn to(server_id: &str) -> Option<String> {
    let link = format!("{BEGINS}{server_id}");
    case_of(&link).is_some().then_some(link)
}

/// Does it look as if it were meant to ask for something?
pub(crate) fn is_meant(argument: &str) -> bool {
    let begins = argument.get(..8);
    argument == NEW_CASE || begins.is_some_and(|begins| begins.eq_ignore_ascii_case("satchel:"))
}

/// The case, as far as it is known here; else what the link says, so that the window can say that it is not here.
pub(crate) fn meant(core: Option<&satchel_core::Core>, id: Uuid) -> CaseId {
    let known = core.and_then(|core| core.case_by_any_id(id).ok().flatten());
    known.unwrap_or(CaseId(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5";

    #[test]
    fn a_link_leads_to_its_case() {
        let link = format!("satchel://case/{ID}");
        assert_eq!(case_of(&link), Some(ID.parse().unwrap()));
        assert_eq!(case_of(&link.to_ascii_uppercase()), None);
        assert_eq!(
            case_of(&format!("satchel://case/{}", ID.to_ascii_uppercase())),
            Some(ID.parse().unwrap()),
            "an id is one id in capitals, too"
        );
    }

    #[test]
    fn whatever_is_not_exactly_a_link_is_none() {
        for hostile in HOSTILE {
            let hostile = hostile.replace("ID", ID);
            assert_eq!(case_of(&hostile), None, "{hostile:?}");
        }
        assert!(HOSTILE.len() >= 50);
    }

    /// What others may hand over in place of a link.
    const HOSTILE: [&str; 54] = [
        "",
        " ",
        "ID",
        "satchel:",
        "satchel://",
        "satchel://case",
        "satchel://case/",
        "satchel://case/ID/",
        "satchel://case/ID ",
        " satchel://case/ID",
        "satchel://case/ID\n",
        "satchel://case/ID\0",
        "satchel://case/ID?",
        "satchel://case/ID?action=delete",
        "satchel://case/ID#x",
        "satchel://case/ID/../../x",
        "satchel://case/../case/ID",
        "satchel://case//ID",
        "satchel://case/{ID}",
        "satchel://case/urn:uuid:ID",
        "satchel://case/0192f0c12a3b7c4d8e5f60718293a4b5",
        "satchel://case/0192f0c1-2a3b-7c4d-8e5f-60718293a4b",
        "satchel://case/0192f0c1-2a3b-7c4d-8e5f-60718293a4b55",
        "satchel://case/0192f0c1-2a3b-7c4d-8e5f60718293a4b5-",
        "satchel://case/g192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
        "satchel://case/------------------------------------",
        "satchel://case/%30192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
        "satchel://case/０192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
        "satchel://case/ID,ID",
        "satchel://case/ID&x=1",
        "satchel://case/ID;rm -rf ~",
        "satchel://case/$(reboot)",
        "satchel://case/`id`",
        "satchel://case/'; DROP TABLE intent; --",
        "satchel://case/<script>alert(1)</script>",
        "satchel://user:pass@case/ID",
        "satchel://case:80/ID",
        "satchel://CASE/ID",
        "SATCHEL://case/ID",
        "Satchel://case/ID",
        "satchel:case/ID",
        "satchel:/case/ID",
        "satchel:///case/ID",
        "satchel://delete/ID",
        "satchel://outbox/send",
        "satchel://settings/server?value=http://evil",
        "satchel://sign-out",
        "http://case/ID",
        "https://crm.example/cases/ID",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "--demo satchel://case/ID",
        "satchel://case/\u{202e}ID",
    ];
}
