//! The law of the view (I5), checked on the stored mirror itself: what is stored is what would be computed anew.

use crate::Client;
use satchel_core::case::fold::fold;
use satchel_core::case::{self, view};
use satchel_core::clock::Clock;
use satchel_core::id::CaseId;
use satchel_core::intent;
use satchel_core::mirror::Mirror;
use satchel_core::store::key::DataKey;
use satchel_core::store::{Db, Place, Store};
use std::sync::Arc;
use tokio::sync::broadcast;

/// The stored mirror of a place that no engine has open.
pub fn stored(place: &Place, clock: Arc<dyn Clock>) -> Mirror {
    let store = Store::open(place, &DataKey::for_tests(7)).expect("the stored mirror opens");
    Mirror::new(store, clock, broadcast::channel(16).0).expect("a mirror")
}

/// Every case of the stored view, as text that can be compared.
pub fn view_as_stored(mirror: &Mirror) -> Vec<String> {
    mirror
        .read(|db| {
            let mut lines = Vec::new();
            for case in case::table::all_ids(db)? {
                let Some(shown) = view::table::one(db, case)? else {
                    continue;
                };
                lines.push(format!(
                    "{:?} {} {:?} {:?} {:?} {:?} {:?} {:?}",
                    shown.row,
                    shown.description,
                    shown.closed_on,
                    shown.contacts,
                    shown.teams,
                    shown.tags,
                    shown.created_by,
                    shown.standing
                ));
                against_the_fold(db, case, &shown);
            }
            lines.sort();
            Ok(lines)
        })
        .expect("the stored view can be read")
}

/// The same, after every view was computed anew.
pub fn view_from_scratch(mirror: &Mirror) -> Vec<String> {
    mirror
        .write(|w| w.touch_everything())
        .expect("the view is computed anew");
    view_as_stored(mirror)
}

/// What the pure fold says of a case must be what is stored of it.
fn against_the_fold(db: &Db, case: CaseId, shown: &view::table::Shown) {
    let server = case::table::get(db, case).expect("a server row");
    let intents = intent::table::of_case(db, case).expect("intents");
    let folded = fold(server.as_ref().map(|s| (&s.case, s.standing)), &intents)
        .unwrap_or_else(|| panic!("{} is shown, and nothing stands behind it", shown.row.name));
    let row = &shown.row;
    assert_eq!(
        (&folded.name, &folded.status, &folded.priority),
        (&row.name, &row.status, &row.priority)
    );
    assert_eq!(
        (&folded.description, folded.standing),
        (&shown.description, shown.standing)
    );
    assert_eq!((folded.pending, folded.held), (row.pending, row.held));
    assert_eq!(folded.server_id.is_some(), row.on_server);
}

/// Is the database whole, by SQLite's own check?
pub fn is_sound(mirror: &Mirror) -> bool {
    let said = mirror
        .read(|db| Ok(db.query_row("PRAGMA integrity_check", [], |r| r.get::<_, String>(0))?));
    said.is_ok_and(|said| said == "ok")
}

/// How many files have their bytes here and are neither the server's nor wait to be sent.
fn bytes_of_nobody(mirror: &Mirror) -> i64 {
    let nobodys = "SELECT count(*) FROM blob WHERE attachment_id NOT IN (SELECT attachment_id FROM server_attachment)
        AND attachment_id NOT IN (SELECT payload ->> 'attachment' FROM intent WHERE payload ->> 'kind' = 'upload')";
    let counted = mirror.read(|db| Ok(db.query_row(nobodys, [], |row| row.get(0))?));
    counted.expect("the files can be counted")
}

impl Client {
    /// Quits, checks the law on what is stored, and starts again.
    pub fn obeys_the_law(self) -> Client {
        let Client { place, clock, .. } = &self;
        let (place, clock) = (place.clone(), Arc::clone(clock));
        self.between_lives(|| {
            let mirror = stored(&place, clock as _);
            let as_stored = view_as_stored(&mirror);
            let anew = view_from_scratch(&mirror);
            for (stored, computed) in as_stored.iter().zip(&anew) {
                assert_eq!(stored, computed, "the stored view is the computed one");
            }
            assert_eq!(as_stored.len(), anew.len());
            assert!(is_sound(&mirror));
            assert_eq!(
                bytes_of_nobody(&mirror),
                0,
                "a new run keeps nobody's files"
            );
        })
    }
}
