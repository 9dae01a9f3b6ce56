//! What the process that draws a page may ask of the system once it runs, on Linux (x86-64 and arm64): to read what was handed to
//! it, to write its answer, for memory and the clock, and to end. Everything else is refused by the kernel (seccomp), above all what
//! needs no open file and so no limit of `setrlimit` keeps: another program, a signal, a file renamed or removed.
//!
//! What is refused answers "not permitted" and ends nothing: what a library asks for that is not on this list, it has to do without.

use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

/// What it may ask. Where C libraries differ in how they ask for the same, both stand here.
const ALLOWED: [i64; 30] = [
    // What it was handed, its answer.
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_close,
    // Memory.
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    // Locks, and the processors they are waited for on.
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    // The clock, and chance for tables of names.
    libc::SYS_clock_gettime,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
    // Its own signals: a stack that ran over is told by one.
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    // Who it is, and its end.
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// From here on this process may do no more than that, with all threads that libraries began, and nothing takes it back.
///
/// # Errors
/// The kernel has no such filter, or no list for this kind of processor is known.
pub(super) fn confine() -> Result<(), seccompiler::Error> {
    seccompiler::apply_filter_all_threads(&filter()?)
}

fn filter() -> Result<BpfProgram, seccompiler::Error> {
    let rules = ALLOWED.iter().map(|call| (*call, vec![])).collect();
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let kind = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, kind)?;
    Ok(filter.try_into()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind::PermissionDenied;
    use std::net::TcpListener;
    use std::process::Command;

    #[test]
    fn from_then_on_no_file_no_program_no_connection_and_no_signal() {
        let name = format!("satchel-confined-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("kept");
        std::fs::write(&file, "kept").unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        // Here it is one thread's alone.
        let refused = std::thread::scope(|scope| {
            let confined = || {
                seccompiler::apply_filter(&filter().unwrap()).unwrap();
                let gone = folder.join("gone");
                [
                    ("reading", std::fs::read(&file).map(drop)),
                    ("writing", std::fs::write(&gone, "x")),
                    ("removing", std::fs::remove_file(&file)),
                    ("renaming", std::fs::rename(&file, &gone)),
                    ("a program", Command::new("true").status().map(drop)),
                    (
                        "a connection",
                        std::net::TcpStream::connect(("127.0.0.1", port)).map(drop),
                    ),
                    ("a listener", TcpListener::bind("127.0.0.1:0").map(drop)),
                    (
                        "a signal",
                        rustix::process::test_kill_process(rustix::process::getpid())
                            .map_err(Into::into),
                    ),
                ]
                .map(|(what, done)| (what, done.map_err(|e| e.kind())))
            };
            scope.spawn(confined).join().unwrap()
        });
        for (what, done) in refused {
            assert_eq!(done, Err(PermissionDenied), "{what}");
        }
        assert_eq!(std::fs::read(&file).unwrap(), b"kept");
        assert!(Command::new("true").status().is_ok(), "this thread may");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
