//! The demo's fault lab: what can be made to go wrong on the demo's server, and what its other people can be asked to do.
//!
//! What each fault does is `satchel-sandbox`'s. Outside the demo there is no server of ours, so everything here refuses.

use crate::demo::Demo;
use crate::session::Session;
use chrono::{TimeDelta, Utc};
use satchel_core::case::Field;
use satchel_core::case::view::CaseView;
use satchel_core::error::{AppError, Error};
use satchel_core::id::CaseId;
use satchel_core::sentence::Cannot;
use satchel_sandbox::{Crm, Fault, NewWebCase, Rate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;

/// Who does what the lab asks of other people.
const COLLEAGUE: &str = "bob";

/// What is wrong on purpose now.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FaultLab {
    /// Every fault there is, and how often it strikes.
    pub faults: Vec<FaultRate>,
    /// How long every answer takes at least, in milliseconds.
    pub latency_ms: u32,
    /// Bytes of an answer a second; nothing: all at once.
    pub bandwidth: Option<u32>,
    /// How many minutes the server's clock is ahead.
    pub clock_minutes: i32,
    /// The demo's token is revoked.
    pub token_revoked: bool,
    /// What somebody just did, where somebody was asked to.
    pub did: Option<Deed>,
}

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, Serialize, specta::Type)]
pub(crate) struct FaultRate {
    /// Which.
    pub fault: Fault,
    /// How often.
    pub rate: Rate,
}

/// What a colleague did.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Deed {
    /// Changed a case.
    Changed {
        /// Who.
        who: String,
        /// To this status.
        status: String,
        /// And this priority.
        priority: String,
    },
    /// Wrote a case of the top priority.
    Wrote {
        /// Who.
        who: String,
        /// Its name.
        name: String,
    },
}

/// What the person wants from the lab.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum LabWish {
    /// A fault is to strike so often.
    Fault {
        /// Which.
        fault: Fault,
        /// How often.
        rate: Rate,
    },
    /// Answers are to take that long.
    Line {
        /// Milliseconds at least.
        latency_ms: u32,
        /// Bytes a second; nothing: all at once.
        bandwidth: Option<u32>,
    },
    /// The server's clock is to be ahead.
    Clock {
        /// By so many minutes.
        minutes: i32,
    },
    /// The server is to restart.
    Restart,
    /// A colleague is to change a case.
    ColleagueChanges {
        /// Ours.
        case_id: CaseId,
    },
    /// A colleague is to write a case of the top priority.
    CriticalCase,
    /// Everything is to go well again.
    AllWell,
}

impl Session {
    /// What is wrong on purpose now.
    ///
    /// # Errors
    /// `Invalid` outside the demo.
    pub(crate) fn fault_lab(&self) -> Result<FaultLab, AppError> {
        Ok(shown(&self.demo_server()?.crm()))
    }

    /// Does what the person wants from the lab, and says what is wrong now.
    ///
    /// # Errors
    /// `Invalid` outside the demo; `NotFound` when the case is not on the server.
    pub(crate) fn change_fault_lab(&self, wish: LabWish) -> Result<FaultLab, AppError> {
        let demo = self.demo_server()?;
        let did = match wish {
            LabWish::Restart => {
                demo.restart()
                    .map_err(|e| Error::Storage(format!("the demo's server: {e}")))?;
                None
            }
            LabWish::ColleagueChanges { case_id } => {
                let view = self.core()?.open_case(case_id)?;
                Some(colleague_changes(&mut demo.crm(), &view)?)
            }
            LabWish::CriticalCase => Some(critical_case(&mut demo.crm())),
            LabWish::AllWell => {
                demo.crm().all_well();
                None
            }
            LabWish::Fault { fault, rate } => {
                demo.crm().faults.set(fault, rate);
                None
            }
            LabWish::Line {
                latency_ms,
                bandwidth,
            } => {
                let mut crm = demo.crm();
                crm.faults.latency = Duration::from_millis(latency_ms.into());
                crm.faults.bandwidth = bandwidth;
                None
            }
            LabWish::Clock { minutes } => {
                let by = TimeDelta::minutes(minutes.into());
                demo.crm().faults.set_clock_off(by);
                None
            }
        };
        // What the lab does is to be seen now, and not at the next round.
        if let Ok(core) = self.core() {
            core.sync_now();
        }
        Ok(FaultLab {
            did,
            ..shown(&demo.crm())
        })
    }

    fn demo_server(&self) -> Result<&Demo, AppError> {
        let only = || Error::Invalid(Cannot::LabDemo);
        Ok(self.demo().ok_or_else(only)?)
    }
}

fn shown(crm: &Crm) -> FaultLab {
    let faults = &crm.faults;
    let rate = |fault| FaultRate {
        fault,
        rate: faults.rate(fault),
    };
    FaultLab {
        faults: Fault::ALL.map(rate).to_vec(),
        latency_ms: u32::try_from(faults.latency.as_millis()).unwrap_or(u32::MAX),
        bandwidth: faults.bandwidth,
        clock_minutes: i32::try_from(faults.clock_off().num_minutes()).unwrap_or(i32::MAX),
        token_revoked: crm.has_revoked(),
        did: None,
    }
}

/// Another status and another priority than the server has, so that an edit of either that waits here is in conflict.
fn colleague_changes(crm: &mut Crm, view: &CaseView) -> Result<Deed, AppError> {
    // The server knows the case by the name it has there, whatever it is called here.
    let renamed = view.pending_fields.iter().find(|p| p.field == Field::Name);
    let name = renamed.and_then(|pending| pending.base.as_deref());
    let case = crm.case_named(name.unwrap_or(&view.row.name));
    let case = case.ok_or(Error::NotFound("case"))?;
    let (id, before) = (case.id, (case.status.clone(), case.priority.clone()));
    let status = other_than(&before.0, ["Pending", "Assigned"]);
    let priority = other_than(&before.1, ["High", "Low"]);
    let fields = json!({ "status": status, "priority": priority });
    let at = Utc::now() + crm.faults.clock_off();
    crm.web_patches(id, COLLEAGUE, fields, at);
    Ok(Deed::Changed {
        who: colleague(crm),
        status: status.to_owned(),
        priority: priority.to_owned(),
    })
}

fn critical_case(crm: &mut Crm) -> Deed {
    let at = Utc::now() + crm.faults.clock_off();
    let alice = crm.person("alice").map(|person| person.profile);
    let new = NewWebCase {
        name: "Check-in kiosks at Gate 4 are down".to_owned(),
        priority: Some("Urgent".to_owned()),
        case_type: Some("Incident".to_owned()),
        description: Some(
            "All six kiosks restarted by themselves and show a white screen. The queue is out of the door."
                .to_owned(),
        ),
        account: crm.accounts().next().map(|account| account.id),
        assigned_to: alice.into_iter().collect(),
        ..NewWebCase::default()
    };
    let case = crm.web_creates_case(COLLEAGUE, new, at);
    let name = crm.case(case).map(|case| case.name.clone());
    Deed::Wrote {
        who: colleague(crm),
        name: name.unwrap_or_default(),
    }
}

fn colleague(crm: &Crm) -> String {
    crm.person(COLLEAGUE)
        .map_or_else(String::new, |person| person.name.clone())
}

/// The first of the two that is not what it was.
fn other_than(before: &str, [first, second]: [&'static str; 2]) -> &'static str {
    if before == first { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;
    use satchel_core::error::Code;
    use satchel_sandbox::{Dialect, seed};

    #[test]
    fn outside_the_demo_the_lab_refuses() {
        let session = Session::new(Places::new(std::env::temp_dir()), None);
        let asked = session.fault_lab().map(|_| ());
        let wished = session.change_fault_lab(LabWish::AllWell).map(|_| ());
        for answer in [asked, wished] {
            assert_eq!(answer.unwrap_err().code, Code::Invalid);
        }
    }

    #[test]
    fn a_colleague_writes_critical_cases_for_alice_as_often_as_asked() {
        let mut crm = seed::demo(Dialect::Bottlecrm, 20, Utc::now());
        let names: Vec<String> = (0..2)
            .map(|_| match critical_case(&mut crm) {
                Deed::Wrote { name, .. } => name,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_ne!(names[0], names[1]);
        let alice = crm.person("alice").unwrap().profile;
        for name in names {
            let case = crm.case_named(&name).unwrap();
            assert_eq!(
                (case.priority.as_str(), case.assigned_to.as_slice()),
                ("Urgent", [alice].as_slice())
            );
        }
    }
}
