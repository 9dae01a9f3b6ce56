//! Satchel's engine from a terminal: the same mirror and outbox as the window's, one program at a time.
//!
//! `args.rs` is what can be typed, `mirror.rs` opens a mirror, `acts.rs` does what was asked, `say.rs` prints it. Answers go
//! to standard output (JSON with `--json`), everything else to standard error. The passphrase and the token come from
//! files or standard input, never from arguments.

mod acts;
mod args;
mod mirror;
mod say;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(e) => return say::failed("no runtime", &e.to_string()),
    };
    match runtime.block_on(acts::act(&args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => say::failed(&error.to_string(), error.next_step()),
    }
}
