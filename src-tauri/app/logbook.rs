//! What Satchel tells of itself, on disk: our own words and codes, never a body, a name or an address. Five files of a megabyte
//! at most, its owner's alone; the oldest goes.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tracing_subscriber::fmt::MakeWriter;

/// No file is larger, in bytes.
const SIZE: u64 = 1024 * 1024;
/// So many files.
const FILES: u32 = 5;

/// The files, once it is known where they lie; until then nothing is kept.
#[derive(Clone, Default)]
pub(crate) struct Logbook(Arc<Mutex<Option<Book>>>);

struct Book {
    folder: PathBuf,
    file: File,
    size: u64,
}

impl Logbook {
    /// From now on in this folder.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn open(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let book = Book::open(folder.to_owned())?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(book);
        Ok(())
    }
}

fn path(folder: &Path, number: u32) -> PathBuf {
    let name = match number {
        0 => "satchel.log".to_owned(),
        n => format!("satchel.{n}.log"),
    };
    folder.join(name)
}

impl Book {
    fn open(folder: PathBuf) -> io::Result<Book> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(path(&folder, 0))?;
        let size = file.metadata()?.len();
        Ok(Book { folder, file, size })
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        let length = line.len() as u64;
        if self.size + length > SIZE {
            // From the oldest on: each takes the place of the one after it.
            for number in (0..FILES - 1).rev() {
                let (from, to) = (path(&self.folder, number), path(&self.folder, number + 1));
                if from.exists() {
                    std::fs::rename(from, to)?;
                }
            }
            *self = Book::open(self.folder.clone())?;
        }
        self.file.write_all(line)?;
        self.size += length;
        Ok(())
    }
}

impl Write for Logbook {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(book) = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
        {
            // A log that can't be written stops nobody.
            let _ = book.write(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Logbook {
    type Writer = Logbook;

    fn make_writer(&'a self) -> Logbook {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_files_of_a_megabyte_are_kept_and_are_their_owners_alone() {
        let folder = std::env::temp_dir().join(format!("satchel-logbook-{}", std::process::id()));
        let mut book = Logbook::default();
        book.write_all(b"before it is open\n").unwrap();
        book.open(&folder).unwrap();
        let line = [b'x'; 64 * 1024];
        for _ in 0..200 {
            book.write_all(&line).unwrap();
        }
        let mut sizes = Vec::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let about = entry.unwrap().metadata().unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(about.permissions().mode() & 0o777, 0o600);
            }
            sizes.push(about.len());
        }
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(sizes.len(), 5);
        assert!(sizes.iter().all(|size| *size <= SIZE), "{sizes:?}");
    }
}
