//! The pages of a PDF for the page, which gets no file: each is drawn anew as a picture, in safe code, by a process of its own
//! (`pages/drawing.rs`) that holds nothing but the file, and is ended when it takes too long (docs/decisions/0024). Here: asking
//! that process, and keeping what it drew until the web view fetches it (`pictures.rs`).

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod confined;
pub(crate) mod drawing;
pub(crate) mod words;

use drawing::Ends;
use satchel_core::Core;
use satchel_core::attachment::content::{Kind, examine};
use satchel_core::error::AppError;
use satchel_core::id::AttachmentId;
use serde::Serialize;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use words::Words;

/// How long a page may take before nobody waits for it. An honest one takes less than a second.
const PATIENCE: Duration = Duration::from_secs(8);
/// The largest answer: four bytes to the pixel, and more than a PNG of these needs, with its words.
const MOST: u64 = 32 * 1024 * 1024;
/// The page that is read and the next one, in each of two windows.
const KEPT: usize = 4;
/// Whoever leafs quickly asks for a page before the last one is drawn: one process at a time.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// What came of drawing a page.
#[derive(Clone, PartialEq, Debug, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Page {
    /// It can be fetched by its address.
    Drawn {
        /// How many pages the file has.
        pages: u32,
        /// What stands on this one.
        words: Words,
    },
    /// It wants a password.
    Locked,
    /// It is no PDF that can be read, or has no such page.
    Damaged,
    /// It takes too long, or too much memory.
    TooMuch,
    /// Whatever the file is: here nothing could be started that draws it, or what draws it failed.
    Failed,
}

/// Which page of which file.
type Which = (AttachmentId, u32);

/// A page as a PNG, and what was said of it.
struct Kept {
    which: Which,
    said: Page,
    png: Vec<u8>,
}

/// Pages that were drawn and not fetched yet, the newest last.
#[derive(Default)]
pub(crate) struct Drawn(Mutex<VecDeque<Kept>>);

impl Drawn {
    fn kept(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, page: Kept) {
        let mut kept = self.kept();
        kept.retain(|one| one.which != page.which);
        while kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(page);
    }

    /// What was said of a page that waits here.
    fn said(&self, which: Which) -> Option<Page> {
        let kept = self.kept();
        let page = kept.iter().find(|one| one.which == which);
        page.map(|one| one.said.clone())
    }

    /// Gives it away: the web view has it then.
    pub(crate) fn take(&self, which: Which) -> Option<Vec<u8>> {
        let mut kept = self.kept();
        let at = kept.iter().position(|one| one.which == which)?;
        kept.remove(at).map(|one| one.png)
    }

    /// The mirror is shut: nothing of it stays.
    pub(crate) fn clear(&self) {
        self.kept().clear();
    }
}

/// Draws a page of a file, counted from 1, so that it can be fetched; the file is read only where it was not drawn ahead.
///
/// # Errors
/// Those of reading the file.
pub(crate) async fn draw(drawn: &Drawn, core: &Core, which: Which) -> Result<Page, AppError> {
    if let Some(said) = drawn.said(which) {
        return Ok(said);
    }
    let (name, bytes) = core.attachment(which.0).await?;
    if examine(&name, &bytes).kind != Kind::Pdf {
        return Ok(Page::Damaged);
    }
    let _turn = ONE_AT_A_TIME.acquire().await;
    let answered = tauri::async_runtime::spawn_blocking(move || {
        let mut drawer = Command::new(std::env::current_exe()?);
        drawer.args([drawing::ARGUMENT, &which.1.to_string()]);
        ask(drawer, bytes, PATIENCE)
    });
    let answered = answered.await.unwrap_or_else(|e| Err(io::Error::other(e)));
    if let Err(e) = &answered {
        tracing::warn!(kind = %e.kind(), "no process draws a page");
    }
    let (said, png) = understood(answered);
    if let Some(png) = png {
        let said = said.clone();
        drawn.put(Kept { which, said, png });
    }
    Ok(said)
}

/// How a process ended that was asked, and what it wrote. `None`: it was ended, for it took too long.
type Answer = Option<(ExitStatus, Vec<u8>)>;

/// What it means, and the page as a PNG where there is one.
fn understood(answered: io::Result<Answer>) -> (Page, Option<Vec<u8>>) {
    let (status, said) = match answered {
        Ok(Some(ended)) => ended,
        Ok(None) => return (Page::TooMuch, None),
        Err(_) => return (Page::Failed, None),
    };
    let page = match status.code() {
        Some(0) => match read(&said) {
            Some((page, png)) => return (page, Some(png)),
            None => Page::Failed,
        },
        Some(code) if code == i32::from(Ends::Locked.code()) => Page::Locked,
        Some(code) if code == i32::from(Ends::Damaged.code()) => Page::Damaged,
        Some(_) => Page::Failed,
        // The system ended it, for memory or time: who gets no memory is ended by a signal, too.
        None => Page::TooMuch,
    };
    (page, None)
}

/// What it wrote: see `drawing.rs`.
fn read(said: &[u8]) -> Option<(Page, Vec<u8>)> {
    let (pages, rest) = said.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (png, words) = rest.split_at_checked(length)?;
    let page = Page::Drawn {
        pages: u32::from_be_bytes(*pages),
        words: serde_json::from_slice(words).ok()?,
    };
    Some((page, png.to_owned()))
}

/// Gives a process the bytes and reads its answer; ends it when that takes longer than `patience`. Nothing of our
/// environment goes along but what the system needs to start a program. Blocks.
fn ask(mut drawer: Command, bytes: Vec<u8>, patience: Duration) -> io::Result<Answer> {
    drawer.env_clear();
    for name in ["LD_LIBRARY_PATH", "SystemRoot"] {
        if let Some(value) = std::env::var_os(name) {
            drawer.env(name, value);
        }
    }
    let mut drawer = drawer
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let answer = hear(&mut drawer, bytes, patience);
    // Where it ended by itself, this does nothing; and it is waited for either way, so that nothing of it stays.
    let _ = drawer.kill();
    let status = drawer.wait()?;
    Ok(answer.map(|said| (status, said)))
}

/// What it says until it ends.
fn hear(drawer: &mut Child, bytes: Vec<u8>, patience: Duration) -> Option<Vec<u8>> {
    let (mut takes, says) = (drawer.stdin.take()?, drawer.stdout.take()?);
    // Who does not want all of it ends before: that is no trouble of ours.
    std::thread::spawn(move || takes.write_all(&bytes));
    let (tell, told) = sync_channel(1);
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let read = says.take(MOST).read_to_end(&mut said);
        tell.send(read.is_ok().then_some(said))
    });
    told.recv_timeout(patience).ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: AttachmentId = AttachmentId(uuid::Uuid::nil());

    fn drawn() -> Page {
        let words = Words::default();
        Page::Drawn { pages: 14, words }
    }

    fn page(number: u32) -> Kept {
        Kept {
            which: (ID, number),
            said: drawn(),
            png: vec![1],
        }
    }

    #[test]
    fn what_was_drawn_is_given_once_and_no_more_than_four_pages_are_kept() {
        let kept = Drawn::default();
        for number in 1..=5 {
            kept.put(page(number));
        }
        assert_eq!(kept.take((ID, 1)), None, "the oldest gave way");
        assert_eq!(kept.said((ID, 5)), Some(drawn()));
        assert_eq!(kept.take((ID, 5)), Some(vec![1]));
        assert_eq!(kept.take((ID, 5)), None);
        kept.clear();
        assert_eq!(kept.said((ID, 2)), None);
    }

    #[cfg(unix)]
    fn shell(script: &str) -> Command {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", script]);
        shell
    }

    #[cfg(unix)]
    #[test]
    fn who_takes_too_long_is_ended_and_waited_for() {
        let here = std::env::temp_dir().join(format!("satchel-pages-{}", std::process::id()));
        let script = format!("echo $$ > '{}'; exec sleep 600", here.display());
        let answered = ask(shell(&script), vec![0; 200_000], Duration::from_millis(500));
        assert_eq!(understood(answered), (Page::TooMuch, None));
        let number = std::fs::read_to_string(&here).unwrap();
        std::fs::remove_file(&here).unwrap();
        assert!(
            !std::path::Path::new(&format!("/proc/{}", number.trim())).exists(),
            "it is gone"
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_answer_is_read_and_every_other_end_has_its_meaning() {
        let ends = |script: &str| understood(ask(shell(script), vec![7], PATIENCE));
        let none = r#"{"width":0,"height":0,"lines":[]}"#;
        let numbers = |length: u8| format!(r"printf '\000\000\000\016\000\000\000\00{length}'");
        let whole = ends(&format!("{}; cat; printf '{none}'", numbers(1)));
        assert_eq!(whole, (drawn(), Some(vec![7])));
        let short = ends(&format!("{}; cat", numbers(2)));
        assert_eq!(short, (Page::Failed, None), "less than it said");
        assert_eq!(ends("exit 0").0, Page::Failed, "nothing said");
        assert_eq!(ends("exit 3").0, Page::Damaged);
        assert_eq!(ends("exit 4").0, Page::Locked);
        assert_eq!(ends("exit 101").0, Page::Failed);
        assert_eq!(ends("kill -9 $$").0, Page::TooMuch);
        assert_eq!(
            ends("test -z \"$HOME\" && exit 4").0,
            Page::Locked,
            "nothing of our environment"
        );
        let nobody = ask(Command::new("/nowhere/at/all"), vec![], PATIENCE);
        assert_eq!(understood(nobody).0, Page::Failed);
    }
}
