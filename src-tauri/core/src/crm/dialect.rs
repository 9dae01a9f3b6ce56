//! The two dialects of the API, and what a server can do; which one it speaks is probed ([`recognize`]), never configured. What
//! stands around the rows of its answers is `envelope.rs`, what stands in a row the nouns' `wire.rs`; both may ask this file,
//! which asks none of them.
//!
//! `Documented` is the published description; `Bottlecrm` is Django-CRM 1.x. Sources: server-contract 3, 8 and 9.

use super::error::CrmError;
use super::json::{Object, list};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The shape of the API a server speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Dialect {
    /// The published case API description.
    Documented,
    /// Django-CRM 1.x.
    Bottlecrm,
}

/// What a server can do. What it can't is switched off on screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Capabilities {
    /// Comments for members only.
    pub has_internal_notes: bool,
    /// An organization-wide feed of what changed.
    pub has_activity_feed: bool,
    /// PATCH changes named fields; else PUT, with everything the server would lose.
    pub can_patch: bool,
    /// Lists can be asked for in order of creation from a time on, so a sweep misses nothing.
    pub has_key_order: bool,
    /// Lists leave out catalogues on request.
    pub has_slim: bool,
    /// The organization is named in a header `org`, not in the token: Django-CRM before November 2025.
    #[serde(default)]
    pub has_org_header: bool,
}

/// Which dialect the answer to the probe is in, and what that server can do.
///
/// # Errors
/// `NotACrm` when it is neither; `TooOld` for a Django-CRM before October 2023.
pub fn recognize(body: &Value) -> Result<(Dialect, Capabilities), CrmError> {
    let Some(body) = body.as_object() else {
        return Err(CrmError::NotACrm);
    };
    if body.contains_key("cases") && body.contains_key("cases_count") {
        if is_too_old(body) {
            return Err(CrmError::TooOld);
        }
        let capabilities = Capabilities {
            has_internal_notes: true,
            has_activity_feed: true,
            can_patch: true,
            has_key_order: true,
            has_slim: body.contains_key("open_count"),
            has_org_header: false,
        };
        return Ok((Dialect::Bottlecrm, capabilities));
    }
    if body.contains_key("count") && body.get("results").is_some_and(Value::is_array) {
        let capabilities = Capabilities {
            has_internal_notes: false,
            has_activity_feed: false,
            can_patch: false,
            has_key_order: false,
            has_slim: false,
            has_org_header: false,
        };
        return Ok((Dialect::Documented, capabilities));
    }
    Err(CrmError::NotACrm)
}

/// Django-CRM counted its rows before October 2023 (and its pages before December 2021): server-contract 9, generations
/// S and A to C. Its writing fields and tokens are others, too.
fn is_too_old(list: &Object) -> bool {
    let rows = ["cases", "accounts_list", "contacts_list"];
    let mut rows = rows.into_iter().flat_map(|key| self::list(list, key));
    list.contains_key("page_number")
        || list.contains_key("per_page")
        || rows.any(|row| row.get("id").is_some_and(Value::is_number))
}
