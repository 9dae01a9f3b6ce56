//! The long look-ups, a page at a time: accounts and contacts. Short ones are in `mod.rs` and `operations.rs`.
//!
//! A server may have none, or keep it from this person: then there is nothing to offer, and that is no trouble.

use super::json::Object;
use super::{Crm, CrmError};
use crate::directory::wire::{self, LookupPage};

impl Crm {
    /// A page of the accounts that this person may choose. 100 of them cost a Django-CRM server about a second of its time
    /// (server-contract 10).
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`super::Effect::Read`].
    pub async fn accounts(&self, limit: u32, offset: u32) -> Result<LookupPage, CrmError> {
        self.lookup_page("/api/accounts/", limit, offset, wire::accounts)
            .await
    }

    /// A page of the contacts that this person may choose, with their e-mail addresses. 100 of them cost a seventh of 100
    /// accounts.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`super::Effect::Read`].
    pub async fn contacts(&self, limit: u32, offset: u32) -> Result<LookupPage, CrmError> {
        self.lookup_page("/api/contacts/", limit, offset, wire::contacts)
            .await
    }

    async fn lookup_page(
        &self,
        path: &str,
        limit: u32,
        offset: u32,
        read: fn(&Object) -> LookupPage,
    ) -> Result<LookupPage, CrmError> {
        let ask = vec![("limit", limit.to_string()), ("offset", offset.to_string())];
        let body = self.optional(path, ask).await?;
        Ok(body.as_object().map(read).unwrap_or_default())
    }
}
