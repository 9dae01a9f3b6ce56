//! SQLite by itself, for databases that only an older program could have written.

use libsqlite3_sys as ffi;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;

/// Runs SQL on a database that no program has open, with the key of `DataKey::for_tests(byte)`, and tells the first column
/// of every row.
///
/// # Errors
/// SQLite's words.
pub fn run(path: &Path, key: u8, sql: &str) -> Result<Vec<String>, String> {
    let name = CString::new(path.to_string_lossy().as_bytes()).map_err(|e| e.to_string())?;
    let hex = format!("{key:02x}").repeat(32);
    let mut all = Vec::new();
    let mut db = std::ptr::null_mut();
    // SAFETY: the name and the texts end with a zero, the handle is closed on every way out, and the rows are gathered
    // into a list that lives longer than the call.
    unsafe {
        let opened = ffi::sqlite3_open(name.as_ptr(), &raw mut db);
        let mut said = if opened == ffi::SQLITE_OK {
            Ok(())
        } else {
            Err("it does not open".to_owned())
        };
        for text in [format!("PRAGMA key = \"x'{hex}'\";"), sql.to_owned()] {
            if said.is_ok() {
                all.clear();
                let into = (&raw mut all).cast::<c_void>();
                said = exec(db, &text, into);
            }
        }
        ffi::sqlite3_close(db);
        said.map(|()| all)
    }
}

/// # Safety
/// `db` is open, `into` a `Vec<String>`.
unsafe fn exec(db: *mut ffi::sqlite3, sql: &str, into: *mut c_void) -> Result<(), String> {
    let sql = CString::new(sql).map_err(|e| e.to_string())?;
    // SAFETY: see above.
    unsafe {
        let code = ffi::sqlite3_exec(db, sql.as_ptr(), Some(row), into, std::ptr::null_mut());
        if code == ffi::SQLITE_OK {
            return Ok(());
        }
        let said = CStr::from_ptr(ffi::sqlite3_errmsg(db));
        Err(said.to_string_lossy().into_owned())
    }
}

/// # Safety
/// SQLite calls it with as many values as it says.
unsafe extern "C" fn row(
    into: *mut c_void,
    columns: c_int,
    values: *mut *mut c_char,
    _names: *mut *mut c_char,
) -> c_int {
    // SAFETY: `into` is what `exec` gave; a value is NULL or ends with a zero.
    unsafe {
        let all = &mut *into.cast::<Vec<String>>();
        if columns > 0 && !(*values).is_null() {
            all.push(CStr::from_ptr(*values).to_string_lossy().into_owned());
        }
    }
    0
}
