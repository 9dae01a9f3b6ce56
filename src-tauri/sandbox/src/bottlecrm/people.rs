//! What an administrator does to people: switching them off and on.

use uuid::Uuid;

use super::rows::Rows;
use super::{Call, NOT_YOURS};
use crate::body;
use crate::reply::{self, Reply};

/// By the id of the user, not of the profile.
pub(super) fn set_status(call: &mut Call<'_>, [user, _]: [Uuid; 2]) -> Reply {
    if !call.caller.is_admin() {
        return Err(reply::errors(403, NOT_YOURS));
    }
    let given = body::read(call.request)?;
    let is_active = given.text("status") == Some("Active");
    let mut people = call.state.people.iter_mut();
    let missing = || reply::detail(404, "No Profile matches the given query.");
    people
        .find(|one| one.user == user)
        .ok_or_else(missing)?
        .is_active = is_active;
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(4_000);
    j.object(|j| {
        for (key, wanted) in [("active_profiles", true), ("inactive_profiles", false)] {
            let people = call.state.people.iter().rev();
            let some = people.filter(|one| one.is_active == wanted);
            j.key(key)
                .list(some, |j, person| rows.person(j, person, &[]));
        }
    });
    Ok(reply::json_text(200, j.finish()))
}
