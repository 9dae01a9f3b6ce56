//! A stolen laptop that never sees its server again: after its lease nothing is read there; a token that was revoked wipes
//! nothing; and a sign-in opens everything as it was (T25, journey 9), in virtual time.

use crate::laptop::{Laptop, settles, some_case};
use chrono::TimeDelta;
use satchel_core::comment::Audience;
use satchel_core::crm::Token;
use satchel_core::error::Code;
use satchel_core::lease::Standing;
use std::sync::Arc;

#[tokio::test]
async fn the_mirror_locks_when_the_lease_is_over_and_unsent_work_is_there_after_a_sign_in() {
    let laptop = Laptop::new(false).await;
    let core = laptop.opens();
    core.sync_once().await.unwrap();
    let (here, case) = (core.status().unwrap().coverage.here, some_case(&core));
    laptop.line.set_up(false);
    core.add_comment(case, Audience::Public, "Written before it was stolen")
        .unwrap();
    let now = laptop.world.now();
    assert!(laptop.world.crm().web_revokes_tokens("alice", now));

    let day = TimeDelta::days(1);
    let told: Vec<Standing> = (0..31)
        .map(|_| {
            laptop.world.clock.pass(day);
            core.note_time(TimeDelta::zero()).unwrap()
        })
        .collect();
    assert!(told[..22].iter().all(|one| *one == Standing::Good));
    assert!(
        told[22..29]
            .iter()
            .all(|one| matches!(one, Standing::EndsSoon { .. })),
        "{told:?}"
    );
    assert_eq!(told[30], Standing::Over);
    drop(core);

    // Whoever has it finds a network: the server says no, and nothing is wiped for it.
    laptop.line.set_up(true);
    let core = laptop.opens();
    assert_eq!(core.note_time(TimeDelta::zero()).unwrap(), Standing::Over);
    assert_eq!(core.check_in().await.unwrap_err().code(), Code::SignIn);
    assert_eq!(core.lease().unwrap().standing(), Standing::Over);
    assert_eq!(
        core.status().unwrap().coverage.here,
        here,
        "nothing is wiped"
    );
    assert_eq!(core.outbox().unwrap().len(), 1);

    // The person is back, with another token.
    let profile = laptop.world.crm().person("alice").unwrap().profile;
    laptop
        .world
        .crm()
        .issue_token("bcrm_pat_back", profile, &[]);
    let line = Arc::clone(&laptop.line);
    core.connect(&laptop.account, Token::new("bcrm_pat_back"), line as _)
        .unwrap();
    assert!(matches!(core.check_in().await, Ok(Standing::Good)));
    settles(&laptop, &core).await;
    assert_eq!(laptop.world.times_said("Written before it was stolen"), 1);
}

#[tokio::test]
async fn a_clock_set_back_at_the_next_start_extends_nothing() {
    let laptop = Laptop::new(false).await;
    {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        laptop.line.set_up(false);
        laptop.world.clock.pass(TimeDelta::days(29));
        core.note_time(TimeDelta::zero()).unwrap();
    }
    laptop.world.clock.pass(TimeDelta::days(-28));
    let core = laptop.opens();
    assert!(matches!(
        core.note_time(TimeDelta::zero()).unwrap(),
        Standing::EndsSoon { .. }
    ));
    // It runs for a day, with the clock still wrong.
    assert_eq!(core.note_time(TimeDelta::days(1)).unwrap(), Standing::Over);
}

#[tokio::test]
async fn the_days_are_chosen_and_are_the_same_for_every_program_that_opens_it() {
    let laptop = Laptop::new(false).await;
    {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        core.set_lease_days(3).unwrap();
    }
    let core = laptop.opens();
    assert_eq!(core.lease().unwrap().days, 3);
    laptop.line.set_up(false);
    laptop.world.clock.pass(TimeDelta::days(3));
    assert_eq!(core.note_time(TimeDelta::zero()).unwrap(), Standing::Over);
}
