//! Every command a person or CI runs, as `cargo xtask <command>`. Standard library only: it builds in seconds.
//!
//! The map: `args` reads the command line; one file per command (`setup`, `demo`, `dev`, `test`, `crm` for sandbox and
//! contract, `proof` for bench, simulate and herd, `ship` for bindings and bundle, with `recipe`, `sums` and `install` for what is
//! in a package); `suites` is what `test` runs, `lanes` runs tests beside each other and `report` is the closing table; `packages` is what a machine needs; `display` makes a screen, a session bus, a keyring and a
//! notification daemon out of nothing; `picture` looks at that screen and is `pictures`; `smoke` is the conversation with the app
//! in `demo --smoke`; `ui` builds the web side; `process` runs programs. No product logic lives here.

mod args;
mod crm;
mod demo;
mod dev;
mod display;
mod install;
mod lanes;
mod packages;
mod picture;
mod process;
mod proof;
mod recipe;
mod report;
mod setup;
mod ship;
mod smoke;
mod suites;
mod sums;
mod supply;
mod test;
mod ui;

use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = match args::parse(&words) {
        Ok(command) => command,
        Err(reason) => {
            eprintln!("error: {reason}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    let done = match command {
        Command::Help => {
            println!("{}", args::USAGE);
            Ok(())
        }
        Command::Setup(level) => setup::run(level),
        Command::Demo(options) => demo::run(&options),
        Command::Sandbox(told) => crm::sandbox(told),
        Command::Contract(live) => crm::contract(live.as_ref()),
        Command::Dev => dev::run(),
        Command::Test(options) => test::run(&options),
        Command::Bench(of) => proof::bench(of),
        Command::Simulate(options) => proof::simulate(&options),
        Command::Herd(clients) => proof::herd(clients),
        Command::Bindings => ship::bindings(),
        Command::Pictures => picture::all(),
        Command::Bundle(options) => ship::bundle(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("error: {}", failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}
