//! Files that the person took back before they were sent. Their bytes stay until this run of the program ends, so that taking
//! back can be taken back itself: nobody else may have them, a pasted picture least of all. Which those are is a small list
//! beside the tables; decided here is also which go first where they become too many.

use super::table;
use crate::error::Result;
use crate::id::AttachmentId;
use crate::store::{Db, Tx, cursor};

const LIST: &str = "taken_back_files";
/// So many bytes may stay; the file that was taken back last stays always.
const MOST: u64 = 100 * 1024 * 1024;

/// The file is not to be sent any more: its bytes stay for now.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub(crate) fn keep(tx: &Tx<'_>, file: AttachmentId) -> Result<()> {
    let mut files = list(tx)?;
    files.retain(|one| *one != file);
    files.push(file);
    let mut sizes = Vec::new();
    for one in &files {
        sizes.push(table::size(tx, *one)?.unwrap_or_default());
    }
    let staying = files.split_off(too_many(&sizes));
    for gone in files {
        table::remove_bytes(tx, gone)?;
    }
    cursor::set(tx, LIST, &staying)
}

/// How many of these, the oldest first, have to go.
fn too_many(sizes: &[u64]) -> usize {
    let mut room = MOST;
    let stay = sizes.iter().rev().enumerate().take_while(|(n, size)| {
        let fits = **size <= room;
        room = room.saturating_sub(**size);
        fits || *n == 0
    });
    sizes.len() - stay.count()
}

/// It is to be sent again: its bytes, if they are here and whole.
///
/// # Errors
/// `Storage`, `DiskFull`; `SpoiledFile` when they changed on disk.
pub(crate) fn bring_back(tx: &Tx<'_>, file: AttachmentId) -> Result<Option<Vec<u8>>> {
    let mut files = list(tx)?;
    files.retain(|one| *one != file);
    cursor::set(tx, LIST, &files)?;
    table::bytes(tx, file)
}

/// A new run can't take back what was done in the one before.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub(crate) fn forget_all(tx: &Tx<'_>) -> Result<()> {
    for file in list(tx)? {
        table::remove_bytes(tx, file)?;
    }
    cursor::set(tx, LIST, &Vec::<AttachmentId>::new())
}

/// Which are there, the oldest first.
///
/// # Errors
/// `Storage`.
pub(crate) fn list(db: &Db) -> Result<Vec<AttachmentId>> {
    Ok(cursor::get(db, LIST)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_first_and_the_last_stays_however_large_it_is() {
        let mib = |n: u64| n * 1024 * 1024;
        assert_eq!(too_many(&[]), 0);
        assert_eq!(too_many(&[mib(25); 4]), 0);
        assert_eq!(too_many(&[mib(25); 6]), 2);
        assert_eq!(too_many(&[mib(1), mib(99), mib(25)]), 2, "in their order");
        assert_eq!(too_many(&[mib(1), mib(700)]), 1);
    }
}
