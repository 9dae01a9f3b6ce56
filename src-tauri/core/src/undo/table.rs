//! SQL of taking back: an intent that was taken away is there again.

use crate::error::Result;
use crate::intent::{Intent, PAYLOAD_VERSION, Slot};
use crate::sentence::Sentence;
use crate::store::Tx;
use crate::store::columns::{Json, Micros, Word};
use rusqlite::params;

/// Puts back an intent that was taken away before it left, in its place where that is free, else at the end. Its attempts,
/// if there were any, are not known any more: none of them had left anything behind.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn put_back(tx: &Tx<'_>, intent: &Intent) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO intent (intent_id, case_id, seq, slot, version, payload, state, attempts, not_before, held, trouble,
             withdrawn, created_at)
         VALUES (?1, ?2, CASE WHEN EXISTS (SELECT 1 FROM intent WHERE case_id = ?2 AND seq = ?3)
             THEN (SELECT max(seq) + 1 FROM intent WHERE case_id = ?2) ELSE ?3 END,
             ?4, ?5, ?6, ?7, 0, NULL, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        intent.id,
        intent.case_id,
        intent.seq,
        intent.payload.slot().map(Slot::key),
        PAYLOAD_VERSION,
        Json(&intent.payload),
        Word(intent.state),
        intent.held.as_ref().map(Json),
        intent.trouble.as_ref().map(Sentence::kept),
        intent.withdrawn,
        Micros(intent.created_at)
    ])?;
    Ok(())
}
