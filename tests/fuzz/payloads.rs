//! What a person wants, as it is stored: a payload that this program does not understand is held and kept to the letter,
//! and never hides the others.

use crate::bend::bend;
use crate::chance::Chance;
use crate::graft::graft;
use crate::hunt::hunt;
use satchel_core::case::{Field, NewCase};
use satchel_core::clock::Clock;
use satchel_core::comment::Audience;
use satchel_core::id::{CaseId, IntentId};
use satchel_core::intent::{self, Held, Payload, State};
use satchel_core::mutation;
use satchel_core::store::Place;
use satchel_tests::{VirtualClock, stored};
use std::sync::Arc;

fn payloads() -> Vec<Payload> {
    vec![
        Payload::Create(NewCase {
            name: "A new one".to_owned(),
            status: "New".to_owned(),
            priority: "Low".to_owned(),
            case_type: Some("Question".to_owned()),
            description: "Long ago".to_owned(),
            account_id: None,
            assignee_ids: vec![satchel_core::id::ServerId("p1".to_owned())],
            team_ids: Vec::new(),
            contact_ids: Vec::new(),
            tag_ids: Vec::new(),
        }),
        Payload::Edit {
            field: Field::Status,
            base: Some("New".to_owned()),
            desired: Some("Closed".to_owned()),
            closed_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 23),
        },
        Payload::Comment {
            audience: Audience::Public,
            text: "Hello".to_owned(),
            seen: None,
        },
    ]
}

#[test]
fn payloads_are_kept_to_the_letter() {
    let clock = Arc::new(VirtualClock::default());
    let mirror = stored(&Place::Memory, Arc::clone(&clock) as _);
    let payloads = payloads();
    let case = CaseId(clock.new_id());
    let (bad, good) = (IntentId(clock.new_id()), IntentId(clock.new_id()));
    mirror
        .write(|w| {
            intent::table::add(w, bad, case, &payloads[2], w.now())?;
            intent::table::add(w, good, case, &payloads[2], w.now())
        })
        .unwrap();
    let make = |chance: &mut Chance| {
        let payload = serde_json::to_value(chance.pick(&payloads)).unwrap();
        let bytes = if chance.once_in(2) {
            graft(chance, &payload)
        } else {
            bend(
                chance,
                payload.to_string().as_bytes(),
                b"{\"kind\":\"upload\"}",
            )
        };
        let version = i64::try_from(chance.below(3)).unwrap();
        (version, String::from_utf8_lossy(&bytes).into_owned())
    };
    hunt(
        "payloads_are_kept_to_the_letter",
        3_000,
        make,
        |(version, text)| {
            let write = |text: &str, version: i64| {
                mirror.write(|w| {
                    let sql = "UPDATE intent SET payload = ?2, version = ?3 WHERE intent_id = ?1";
                    w.execute(sql, (bad, text, version))?;
                    w.touch_outbox(case);
                    Ok(())
                })
            };
            write(text, *version).map_err(|e| format!("the view can't be made: {e}"))?;
            let all = mirror.read(intent::table::all).map_err(|e| e.to_string())?;
            let find = |id| {
                all.iter()
                    .find(|i| i.id == id)
                    .ok_or("an intent is missing")
            };
            let is_held =
                find(bad)?.state == State::Held && find(bad)?.held == Some(Held::UnknownPayload);
            let understood = *version <= intent::PAYLOAD_VERSION
                && serde_json::from_str::<Payload>(text).is_ok();
            if is_held == understood {
                return Err(format!("understood: {understood}, held: {is_held}"));
            }
            if is_held && mutation::send(&mirror, bad).is_ok() {
                return Err("sent, and nobody knows what".to_owned());
            }
            if find(good)?.payload != payloads[2] || find(good)?.state != State::Pending {
                return Err("another intent changed".to_owned());
            }
            let kept: String = mirror
                .read(|db| {
                    Ok(db.query_row(
                        "SELECT payload FROM intent WHERE intent_id = ?1",
                        [bad],
                        |r| r.get(0),
                    )?)
                })
                .map_err(|e| e.to_string())?;
            if is_held && kept != *text {
                return Err(format!("kept as {kept:?}"));
            }
            Ok(())
        },
    );
}
