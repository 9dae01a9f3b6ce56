//! Files of cases, fetched ahead of need: one at a time, beside the loop, and only while it has nothing else to do.
//!
//! What comes next and what goes first is `attachment/keep.rs` (pure), whether now is a time for it `rhythm.rs` (pure). A file
//! never holds up text: the loop of `mod.rs` goes on while one is on its way. A file whose download stalls is left alone for
//! a while; its trouble is its own, and only what concerns everything is the loop's.

use super::Engine;
use super::rhythm::{self, FilesWait};
use crate::attachment::keep::{self, Choice, Tried};
use crate::attachment::kept::{KeptFiles, table as book};
use crate::attachment::policy::FilePolicy;
use crate::attachment::{self, table as attachments};
use crate::crm::{Crm, CrmError, Effect, Next};
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::mirror::Writing;
use crate::mutant::{self, Mutant};
use crate::sync::status::FilesStatus;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{BoxFuture, Either};

/// After a disk without room, so long nothing is fetched.
const DISK_AGAIN: TimeDelta = TimeDelta::minutes(10);

/// Between two files: no more than a request a second, however many there are (I20).
pub(super) const BREATH: TimeDelta = TimeDelta::seconds(1);

/// What is true of files now and need not survive the program.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FilesNow {
    /// One is on its way.
    pub(super) under_way: bool,
    /// How many are wanted and not here, when last counted.
    waiting: u32,
    /// There was no room for them, when last looked at.
    no_room: bool,
    /// The disk was full; not before then.
    disk_low_until: Option<DateTime<Utc>>,
    /// The next one is not begun before then.
    next_after: Option<DateTime<Utc>>,
}

impl Engine {
    /// What keeps files from being fetched now, if anything does that is not the loop's own trouble.
    fn files_wait(&self) -> Result<Option<FilesWait>> {
        let policy = self.mirror.read(book::policy)?;
        let (around, now) = self.live(|live| (live.around, live.files));
        if let Some(wait) = rhythm::files_wait(around, policy.is_metered) {
            return Ok(Some(wait));
        }
        let disk_is_low = now
            .disk_low_until
            .is_some_and(|until| self.mirror.clock.now() < until)
            || self
                .mirror
                .free_room()
                .is_some_and(|free| !keep::has_room(free, policy.limit()));
        Ok(disk_is_low.then_some(FilesWait::DiskLow))
    }

    /// May files go at all now: is there a server, no trouble, no wish for quiet, and nothing that makes them wait?
    pub(super) fn files_may_go(&self) -> bool {
        let now = self.mirror.clock.now();
        let is_quiet = self.live(|live| {
            live.error.is_none()
                && live.course.next_try_at().is_none()
                && live.course.sweep_after().is_none_or(|at| at <= now)
        });
        is_quiet
            && self.mirror.read_only().is_none()
            && matches!(self.paused_since(), Ok(None))
            && matches!(self.files_wait(), Ok(None))
    }

    /// The file to fetch now, where there is one.
    pub(super) fn next_file(&self) -> Result<Option<AttachmentId>> {
        let now = self.mirror.clock.now();
        let (choice, waiting) = self.mirror.read(|db| {
            let (policy, absent) = (book::policy(db)?, book::absent(db)?);
            let choice = keep::next(&policy, &absent, &book::kept(db)?, now);
            Ok((choice, waiting(&policy, &absent)))
        })?;
        self.counted(waiting, Some(choice == Choice::NoRoom));
        Ok(match choice {
            Choice::Fetch(id) => Some(id),
            Choice::NotBefore(_) | Choice::NoRoom | Choice::Nothing => None,
        })
    }

    /// Counts what waits while none may go: what is here need not be read for that.
    pub(super) fn count_waiting(&self) -> Result<()> {
        let waiting = self
            .mirror
            .read(|db| Ok(waiting(&book::policy(db)?, &book::absent(db)?)))?;
        self.counted(waiting, None);
        Ok(())
    }

    fn counted(&self, waiting: u32, no_room: Option<bool>) {
        let changed = self.live(|live| {
            let before = (live.files.waiting, live.files.no_room);
            live.files.waiting = waiting;
            live.files.no_room = no_room.unwrap_or(live.files.no_room);
            before != (live.files.waiting, live.files.no_room)
        });
        if changed {
            self.mirror.tell(crate::event::Event::Status);
        }
    }

    /// A file came, or did not: the next one waits for a moment.
    pub(super) fn breathe(&self) {
        let next = self.mirror.clock.now() + BREATH;
        self.live(|live| live.files.next_after = Some(next));
    }

    /// How long until the next file may be begun; `None`: now. A time further ahead is a clock that was set back.
    pub(super) fn breath_left(&self) -> Option<std::time::Duration> {
        let left = self.live(|live| live.files.next_after)? - self.mirror.clock.now();
        let left = left.min(BREATH).to_std().ok()?;
        (!left.is_zero()).then_some(left)
    }

    /// Fetches one file, and keeps it where it fits. An error is one that concerns everything; the file's own is noted.
    pub(super) async fn fetch(&self, crm: &Crm, id: AttachmentId) -> Result<()> {
        let known = self.mirror.read(|db| {
            let (Some(stored), Some(case)) = (attachments::get(db, id)?, book::case_of(db, id)?)
            else {
                return Ok(None);
            };
            let policy = book::policy(db)?;
            let of_case = book::absent_of(db, case)?;
            let absent = of_case.into_iter().find(|file| file.id == id);
            Ok(absent.map(|file| (stored.attachment, file, policy)))
        })?;
        // It went, or came, meanwhile.
        let Some((file, absent, policy)) = known else {
            return Ok(());
        };
        let failures = absent.tried.as_ref().map_or(0, |tried| tried.failures);
        let limit = keep::limit(&policy, absent.weight);
        let now = || self.mirror.clock.now();
        let tried = match crm.download_at_most(&file, Some(limit)).await {
            Ok(bytes) => match self.mirror.write(|w| keep_bytes(w, &absent, &bytes)) {
                Ok(()) => return Ok(()),
                Err(Error::DiskFull) => {
                    self.live(|live| live.files.disk_low_until = Some(now() + DISK_AGAIN));
                    return Ok(());
                }
                Err(other) => return Err(other),
            },
            Err(CrmError::TooLarge(size)) => Tried {
                failures: 0,
                not_before: now(),
                why: None,
                size: Some(size),
            },
            Err(e) if concerns_all(&e) => return Err(e.into()),
            Err(e) => {
                let for_good = matches!(e.next(Effect::Read), Next::Hold | Next::Gone);
                let wait = if for_good {
                    keep::LONGEST
                } else {
                    keep::wait(failures + 1)
                };
                tracing::warn!(code = ?e.code(), "a file could not be fetched");
                Tried {
                    failures: failures + 1,
                    not_before: now() + wait,
                    why: Some(e.to_string()),
                    size: absent.tried.and_then(|tried| tried.size),
                }
            }
        };
        self.mirror.write(|w| {
            if let Some(case) = book::case_of(w, id)? {
                w.touch(case);
                book::note(w, id, Some(&tried))?;
            }
            Ok(())
        })
    }

    /// What the status says of files.
    pub(super) fn files_status(&self, connected: bool) -> Result<FilesStatus> {
        let now = self.live(|live| live.files);
        let wait = if now.waiting == 0 || !connected {
            None
        } else {
            let no_room = now.no_room.then_some(FilesWait::NoRoom);
            self.files_wait()?.or(no_room)
        };
        Ok(FilesStatus {
            waiting: now.waiting,
            under_way: now.under_way,
            wait,
        })
    }

    /// What is kept now.
    pub(crate) fn kept_files(&self) -> Result<KeptFiles> {
        let free = self.mirror.free_room();
        self.mirror.read(|db| {
            let policy = book::policy(db)?;
            let kept = book::kept(db)?;
            let absent = book::absent(db)?;
            let (here, pinned_cases) = book::counts(db)?;
            let of = |wanted: keep::FileState| {
                let of = absent.iter().filter(|f| keep::state(&policy, f) == wanted);
                u32::try_from(of.count()).unwrap_or(u32::MAX)
            };
            let pinned = kept.iter().filter(|k| k.weight == keep::Weight::Pinned);
            Ok(KeptFiles {
                policy,
                here,
                used_kb: kilobytes(kept.iter().map(|k| k.size).sum()),
                pinned_kb: kilobytes(pinned.map(|k| k.size).sum()),
                waiting: of(keep::FileState::Waits),
                too_big: of(keep::FileState::TooBig),
                not_asked: of(keep::FileState::NotAsked),
                failed: of(keep::FileState::Failed),
                pinned_cases,
                free_kb: free.map(kilobytes),
            })
        })
    }
}

/// An amount for a person, rounded up.
pub(crate) fn kilobytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX)
}

/// How many are wanted and not here.
fn waiting(policy: &FilePolicy, absent: &[keep::Absent]) -> u32 {
    let waits = absent
        .iter()
        .filter(|file| keep::state(policy, file) == keep::FileState::Waits);
    u32::try_from(waits.count()).unwrap_or(u32::MAX)
}

/// Keeps bytes that came, where they fit; what has to go for them goes first. Where they do not fit, their size is noted.
fn keep_bytes(w: &Writing<'_>, file: &keep::Absent, bytes: &[u8]) -> Result<()> {
    let Some(case) = book::case_of(w, file.id)? else {
        return Ok(());
    };
    let kept = book::kept(w)?;
    let size = bytes.len() as u64;
    let sha256 = attachment::hash(bytes);
    let is_here = kept.iter().any(|k| k.sha256 == sha256);
    let more = if is_here { 0 } else { size };
    w.touch(case);
    let Some(going) = keep::fit(&book::policy(w)?, file.weight, file.at, more, &kept) else {
        let tried = Tried {
            failures: 0,
            not_before: w.now(),
            why: None,
            size: Some(size),
        };
        return book::note(w, file.id, Some(&tried));
    };
    drop_each(w, going)?;
    attachments::put_bytes(w, file.id, bytes)?;
    book::note(w, file.id, None)
}

/// Drops what is over the budget, the least important first; tells how many bytes that were.
pub(crate) fn shrink(w: &Writing<'_>) -> Result<u64> {
    let kept = book::kept(w)?;
    drop_each(w, keep::shrink(&book::policy(w)?, &kept))
}

/// Drops everything that may go; tells how many bytes that were.
pub(crate) fn drop_all(w: &Writing<'_>) -> Result<u64> {
    let kept = book::kept(w)?;
    let may_go =
        |k: &&keep::Kept| k.weight != keep::Weight::Pinned || mutant::is(Mutant::PinsIgnored);
    drop_each(w, kept.iter().filter(may_go))
}

/// Drops these; tells how many bytes that were.
fn drop_each<'a>(w: &Writing<'_>, going: impl IntoIterator<Item = &'a keep::Kept>) -> Result<u64> {
    let mut freed = 0;
    for gone in going {
        freed += gone.size;
        drop_bytes(w, &gone.sha256)?;
    }
    Ok(freed)
}

fn drop_bytes(w: &Writing<'_>, sha256: &str) -> Result<()> {
    for case in book::drop_bytes(w, sha256)? {
        w.touch(case);
    }
    Ok(())
}

/// Drops a copy that is not what was written, and has the file fetched anew.
pub(crate) fn drop_spoiled(w: &Writing<'_>, id: AttachmentId) -> Result<()> {
    tracing::error!("a file on this disk was damaged: it is fetched anew");
    if let Some(sha256) = book::hash_of(w, id)? {
        drop_bytes(w, &sha256)?;
    }
    let spoiled = Tried {
        failures: 1,
        not_before: w.now(),
        why: Some(Error::SpoiledFile.to_string()),
        size: None,
    };
    book::note(w, id, Some(&spoiled))
}

/// The way to the server, the session, or a server that asks for time: nothing about one file.
fn concerns_all(e: &CrmError) -> bool {
    matches!(
        e,
        CrmError::Unreachable(_)
            | CrmError::Certificate(_)
            | CrmError::CaptivePortal
            | CrmError::SignIn
            | CrmError::Busy(Some(_))
    )
}

/// Does some work while a file is on its way; the file goes on until the work is done, and not further.
pub(super) async fn beside<T>(
    file: &mut Option<BoxFuture<'_, ()>>,
    work: impl Future<Output = T>,
) -> T {
    let Some(under_way) = file.take() else {
        return work.await;
    };
    futures_util::pin_mut!(work);
    match futures_util::future::select(under_way, work).await {
        Either::Right((done, under_way)) => {
            *file = Some(under_way);
            done
        }
        Either::Left(((), work)) => work.await,
    }
}

/// Rests until the rest is over or the file on its way is here.
pub(super) async fn either(file: &mut Option<BoxFuture<'_, ()>>, rest: impl Future<Output = ()>) {
    let Some(under_way) = file.take() else {
        return rest.await;
    };
    futures_util::pin_mut!(rest);
    if let Either::Right(((), under_way)) = futures_util::future::select(under_way, rest).await {
        *file = Some(under_way);
    }
}
