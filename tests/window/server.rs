//! The CRM of a test: the sandbox on a loopback port, in this process, so that the test can look into it and cut its
//! line.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Utc;
use satchel_sandbox::{Case, Crm, Dialect, Face, Options};
use uuid::Uuid;

/// A running CRM.
pub(crate) struct Server {
    crm: Arc<Mutex<Crm>>,
    face: Face,
}

impl Server {
    /// A server with so many realistic cases.
    pub(crate) fn start(cases: usize) -> Server {
        let crm = satchel_sandbox::seed::demo(Dialect::Bottlecrm, cases, Utc::now());
        let crm = Arc::new(Mutex::new(crm));
        let face = Face::start(Arc::clone(&crm), 0, Options::default()).expect("the CRM starts");
        Server { crm, face }
    }

    /// The model. Nobody is served while this is held.
    pub(crate) fn crm(&self) -> MutexGuard<'_, Crm> {
        self.crm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its address.
    pub(crate) fn origin(&self) -> String {
        self.face.origin()
    }

    /// Pulls its cable.
    pub(crate) fn unplug(&self) {
        self.face.unplug().expect("unplugged");
    }

    /// Plugs it in again, at the same address.
    pub(crate) fn plug(&self) {
        self.face.plug().expect("plugged");
    }

    /// The case of this name, as the server has it.
    #[track_caller]
    pub(crate) fn case(&self, name: &str) -> Case {
        let found = self.crm().case_named(name).cloned();
        found.unwrap_or_else(|| panic!("the server has no case {name:?}"))
    }

    /// An open case that is not pressing.
    #[track_caller]
    pub(crate) fn a_calm_case(&self) -> Case {
        let crm = self.crm();
        let mut calm = crm
            .cases()
            .filter(|case| case.is_active && case.status == "New");
        let found = calm.find(|case| case.priority == "Normal" || case.priority == "Low");
        found.cloned().expect("the server has one")
    }

    /// What is said on a case, oldest first: the text, and whether it is internal.
    pub(crate) fn said_on(&self, case: Uuid) -> Vec<(String, bool)> {
        let crm = self.crm();
        let comments = crm.comments_of(case).iter();
        comments.map(|c| (c.text.clone(), c.is_internal)).collect()
    }

    /// How often a text was said, on whichever case.
    pub(crate) fn times_said(&self, text: &str) -> usize {
        let crm = self.crm();
        let comments = crm.cases().flat_map(|case| crm.comments_of(case.id));
        comments.filter(|comment| comment.text == text).count()
    }
}
