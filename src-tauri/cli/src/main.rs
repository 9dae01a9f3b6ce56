//! Satchel's engine from a terminal: the same mirror and outbox as the window's. One program writes at a time; what only
//! reads works beside the window, too.
//!
//! `args.rs` is what can be typed, `mirror.rs` opens a mirror, `pick.rs` finds what was named, `acts/` does what was
//! asked, `say/` prints it, `fault.rs` is how it ends. Answers go to standard output (JSON with `--json`), everything else
//! to standard error. Secrets come from files or standard input, never from arguments.

mod acts;
mod args;
mod fault;
#[expect(dead_code, reason = "the window keeps more in the keyring")]
#[path = "../../app/keychain.rs"]
mod keychain;
mod mirror;
mod pick;
mod say;

use args::Args;
use clap::Parser;
use clap::error::ErrorKind;
use fault::{Exit, Fault};
use say::Say;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return not_understood(&error),
    };
    let say = Say::new(args.common.json);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let ended = match runtime {
        Ok(runtime) => {
            let ended = runtime.block_on(acts::act(&args, &say));
            // A name that is still being looked up keeps nobody.
            runtime.shutdown_background();
            ended
        }
        Err(e) => Err(Fault::new("bug", format!("No runtime: {e}."), "Try again.")),
    };
    let exit = ended.unwrap_or_else(|fault| {
        say.fault(&fault);
        fault.exit
    });
    ExitCode::from(exit as u8)
}

/// Help and version are answers; what was not understood is trouble of its own kind, as JSON where that was asked for.
fn not_understood(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if std::env::args_os().any(|arg| arg == "--json") {
        let text = error.render().to_string();
        let message = text.trim_start_matches("error: ").trim();
        let next = "See `satchel-cli --help`.";
        Say::new(true).fault(&Fault::new("usage", message, next));
    } else {
        let _ = error.print();
    }
    ExitCode::from(Exit::Usage as u8)
}
