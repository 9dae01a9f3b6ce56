//! The C library's calls that change files, in its place: what is linked here is found before the library.
//!
//! Each asks the watched disk of its thread, then the kernel. Without one they do what they always did.

use crate::disk::{Opened, Verdict, with};
use libc::{c_char, c_int, c_long, c_uint, c_void, mode_t, off_t, size_t, ssize_t};
use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Says no, as the C library does.
fn fails(number: c_int) -> c_int {
    // SAFETY: the address of this thread's own error number is always valid.
    unsafe { *libc::__errno_location() = number };
    -1
}

/// The name below the watched folder, where there is one.
fn watched(path: *const c_char) -> Option<String> {
    if path.is_null() {
        return None;
    }
    // SAFETY: the caller passes a path that ends with a zero, as the C library demands.
    let path = unsafe { CStr::from_ptr(path) };
    with(|disk| disk.name(Path::new(OsStr::from_bytes(path.to_bytes())))).flatten()
}

fn kernel(result: c_long) -> c_int {
    c_int::try_from(result).unwrap_or(-1)
}

/// Opens, and notes what that made.
unsafe fn opens(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: the arguments are the caller's own.
    let go = || unsafe {
        kernel(libc::syscall(
            libc::SYS_openat,
            libc::AT_FDCWD,
            path,
            flags,
            mode,
        ))
    };
    let Some(name) = watched(path) else {
        return go();
    };
    let makes = with(|disk| {
        let makes = flags & libc::O_CREAT != 0 && !disk.has(&name);
        let empties = flags & libc::O_TRUNC != 0 && disk.has(&name);
        match (makes, empties) {
            (true, _) => disk.judge(Some(1)),
            (_, true) => disk.judge(None),
            _ => Verdict::Go,
        }
    });
    if let Some(Verdict::Fail(number)) = makes {
        return fails(number);
    }
    let fd = go();
    if fd >= 0 {
        let mut stat = std::mem::MaybeUninit::<libc::stat64>::zeroed();
        // SAFETY: the descriptor was opened just now, and the place is ours.
        let mode = unsafe {
            libc::fstat64(fd, stat.as_mut_ptr());
            stat.assume_init().st_mode
        };
        let is_folder = mode & libc::S_IFMT == libc::S_IFDIR;
        with(|disk| disk.was_opened(fd, &name, is_folder, flags & libc::O_TRUNC != 0));
    }
    fd
}

/// See open(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    // SAFETY: passed on.
    unsafe { opens(path, flags, mode) }
}

/// See open(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    unsafe { opens(path, flags | libc::O_LARGEFILE, mode) }
}

/// See close(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn close(fd: c_int) -> c_int {
    if let Some(Some(Opened::File(file))) = with(|disk| disk.opened(fd)) {
        // The kernel copies files by itself: what it wrote is learned here.
        // SAFETY: a descriptor of the caller's, open until the last line.
        let length = unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_END) };
        let length = u64::try_from(length).unwrap_or(0);
        with(|disk| {
            if length > disk.length(file) {
                let path = format!("/proc/self/fd/{fd}");
                let bytes = std::fs::read(path).unwrap_or_default();
                let _always_goes = disk.judge(None);
                disk.was_written(file, 0, &bytes);
            }
        });
    }
    with(|disk| disk.was_closed(fd));
    // SAFETY: the caller's own descriptor.
    kernel(unsafe { libc::syscall(libc::SYS_close, fd) })
}

/// Writes at a place, or where the descriptor stands.
unsafe fn writes(fd: c_int, bytes: *const c_void, length: size_t, at: Option<off_t>) -> ssize_t {
    let go = |length: size_t| {
        // SAFETY: the arguments are the caller's own; never more than it gave.
        let written = unsafe {
            match at {
                Some(at) => libc::syscall(libc::SYS_pwrite64, fd, bytes, length, at),
                None => libc::syscall(libc::SYS_write, fd, bytes, length),
            }
        };
        ssize_t::try_from(written).unwrap_or(-1)
    };
    let Some(Some(Opened::File(file))) = with(|disk| disk.opened(fd)) else {
        return go(length);
    };
    // SAFETY: a descriptor of the caller's.
    let place = at.unwrap_or_else(|| unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        let whence = if flags & libc::O_APPEND == 0 {
            libc::SEEK_CUR
        } else {
            libc::SEEK_END
        };
        libc::syscall(libc::SYS_lseek, fd, 0, whence)
    });
    let fits = match with(|disk| disk.judge(Some(length))) {
        Some(Verdict::Fail(number)) => return fails(number) as ssize_t,
        Some(Verdict::Short(fits)) => fits,
        _ => length,
    };
    let written = go(fits);
    if let Ok(count) = usize::try_from(written) {
        // SAFETY: the caller gave at least as many bytes.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), count) };
        let place = u64::try_from(place).unwrap_or(0);
        with(|disk| disk.was_written(file, place, bytes));
    }
    written
}

/// See write(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn write(fd: c_int, bytes: *const c_void, length: size_t) -> ssize_t {
    // SAFETY: passed on.
    unsafe { writes(fd, bytes, length, None) }
}

/// See pwrite(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite(fd: c_int, b: *const c_void, length: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on.
    unsafe { writes(fd, b, length, Some(at)) }
}

/// See pwrite(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite64(fd: c_int, b: *const c_void, length: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on.
    unsafe { writes(fd, b, length, Some(at)) }
}

fn cuts(fd: c_int, length: off_t) -> c_int {
    // SAFETY: plain numbers.
    let go = || kernel(unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) });
    let Some(Some(Opened::File(file))) = with(|disk| disk.opened(fd)) else {
        return go();
    };
    if let Some(Verdict::Fail(number)) = with(|disk| disk.judge(None)) {
        return fails(number);
    }
    let done = go();
    if done == 0 {
        with(|disk| disk.was_cut(file, u64::try_from(length).unwrap_or(0)));
    }
    done
}

/// See ftruncate(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate(fd: c_int, length: off_t) -> c_int {
    cuts(fd, length)
}

/// See ftruncate(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate64(fd: c_int, length: off_t) -> c_int {
    cuts(fd, length)
}

fn syncs(call: c_long, fd: c_int) -> c_int {
    // SAFETY: plain numbers.
    let go = || kernel(unsafe { libc::syscall(call, fd) });
    let Some(Some(opened)) = with(|disk| disk.opened(fd)) else {
        return go();
    };
    if let Some(Verdict::Fail(number)) = with(|disk| disk.judge(None)) {
        return fails(number);
    }
    with(|disk| disk.was_synced(opened));
    go()
}

/// See fsync(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    syncs(libc::SYS_fsync, fd)
}

/// See fdatasync(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    syncs(libc::SYS_fdatasync, fd)
}

/// See rename(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let here = libc::AT_FDCWD;
    // SAFETY: the arguments are the caller's own.
    let go = || unsafe { kernel(libc::syscall(libc::SYS_renameat2, here, from, here, to, 0)) };
    let (Some(old), Some(new)) = (watched(from), watched(to)) else {
        return go();
    };
    if let Some(Verdict::Fail(number)) = with(|disk| disk.judge(Some(1))) {
        return fails(number);
    }
    let done = go();
    if done == 0 {
        with(|disk| disk.was_renamed(old, new));
    }
    done
}

/// See unlink(2).
#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: the arguments are the caller's own.
    let go = || unsafe { kernel(libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0)) };
    let Some(name) = watched(path) else {
        return go();
    };
    if with(|disk| disk.has(&name)) == Some(false) {
        return go();
    }
    if let Some(Verdict::Fail(number)) = with(|disk| disk.judge(None)) {
        return fails(number);
    }
    let done = go();
    if done == 0 {
        with(|disk| disk.was_removed(name));
    }
    done
}
