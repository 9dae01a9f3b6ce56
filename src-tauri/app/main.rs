//! THE SHELL: everything that needs a desktop, nothing that needs thought.
//!
//! Reads the flags, then hands over to `app.rs`. What a person may do is `commands.rs` (each a line into the engine), how
//! the app comes to an open mirror is `session.rs`. The engine is `satchel-core`; it knows nothing of all this.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod alerts;
mod app;
mod around;
mod bindings;
mod carry;
mod clipboard;
mod commands;
mod connection;
mod demo;
mod desk;
mod desktop;
mod diagnosis;
mod dialogs;
mod dragged;
mod drops;
mod events;
mod files;
mod habits;
mod harden;
mod keychain;
mod lab;
mod links;
mod lock;
mod logbook;
mod look;
mod managed;
mod once;
mod opened;
mod pages;
mod panes;
mod pictures;
mod places;
mod session;
mod shortcuts;
mod smoke;
mod tray;
mod window;
mod words;

use satchel_sandbox::Setting;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::writer::MakeWriterExt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use window::Asked;

/// How the app was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    /// With a CRM inside the process and its own data folder.
    pub demo: bool,
    /// Tells on standard output when the first mirror is on screen, and ends when standard input does.
    pub smoke: bool,
    /// The demo's network is unplugged after the first mirror.
    pub offline_after_sync: bool,
    /// What goes wrong on the demo's server from the beginning.
    pub faults: Vec<Setting>,
    /// The desktop starts it: no window until it is asked for, where there is a tray to ask in.
    pub background: bool,
    /// What it was started for: the case of a link, or a new one.
    pub asked: Option<Asked>,
}

const USAGE: &str = "satchel [satchel://case/ID | --new-case] [--background] [--demo [--offline-after-sync] [--smoke] [--fault NAME=RATE]...]";

fn flags(mut args: impl Iterator<Item = String>) -> Result<Flags, String> {
    let mut flags = Flags::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--fault" => {
                let text = args.next().unwrap_or_default();
                let setting = Setting::parse(&text).map_err(|e| format!("satchel: {e}"))?;
                flags.faults.push(setting);
            }
            "--demo" => flags.demo = true,
            "--smoke" => flags.smoke = true,
            habits::IN_BACKGROUND => flags.background = true,
            // What is no link after all leads nowhere; the window opens all the same.
            given if links::is_meant(given) => flags.asked = flags.asked.or(links::asked(given)),
            "--offline-after-sync" => flags.offline_after_sync = true,
            other => return Err(format!("satchel: unknown argument {other:?}\n{USAGE}")),
        }
    }
    let of_the_demo = flags.smoke || flags.offline_after_sync || !flags.faults.is_empty();
    if of_the_demo && !flags.demo {
        return Err(format!(
            "satchel: --smoke, --offline-after-sync and --fault go with --demo\n{USAGE}"
        ));
    }
    Ok(flags)
}

fn main() -> std::process::ExitCode {
    harden::begin();
    // A process of ours that draws a page, and is nothing else.
    if let Some(ended) = pages::drawing::asked_for(std::env::args().skip(1)) {
        return ended;
    }
    // One that stays for the clicks when Satchel has ended.
    if let Some(ended) = alerts::afterwards::asked_for(std::env::args().skip(1)) {
        return ended;
    }
    let logbook = logbook::Logbook::default();
    // Our own words only, at whatever level: a library's tell names, addresses and more.
    let level = std::env::var("SATCHEL_LOG").map(|word| word.parse());
    let level = level.ok().and_then(Result::ok).unwrap_or(LevelFilter::INFO);
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(std::io::stderr.and(logbook.clone()))
        .finish()
        // All our crates begin with it.
        .with(Targets::new().with_target("satchel", level))
        .init();
    harden::tell_failures_by_their_place();
    let done = flags(std::env::args().skip(1))
        .and_then(|flags| app::run(flags, &logbook).map_err(|e| format!("satchel: {e}")));
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(said) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "{said}");
            std::process::ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Flags, String> {
        flags(args.iter().map(|a| (*a).to_owned()))
    }

    #[test]
    fn flags_are_read_and_unknown_ones_are_named() {
        assert_eq!(read(&[]), Ok(Flags::default()));
        assert!(read(&["--demo", "--smoke"]).unwrap().smoke);
        assert!(read(&["--dmo"]).unwrap_err().contains("--dmo"));
        assert!(read(&["--smoke"]).unwrap_err().contains("--demo"));
    }

    #[test]
    fn a_link_is_read_and_what_only_looks_like_one_leads_nowhere() {
        let id = "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5";
        let link = format!("satchel://case/{id}");
        assert_eq!(read(&[&link]).unwrap().asked, links::asked(&link));
        assert!(links::asked(&link).is_some());
        let new = read(&["--new-case"]).unwrap().asked;
        assert_eq!(new, Some(Asked::NewCase));
        let hostile = format!("satchel://case/{id}?act=delete");
        assert_eq!(read(&[&hostile]), Ok(Flags::default()));
        assert!(read(&[id]).is_err(), "a bare id is no argument");
    }

    #[test]
    fn faults_are_read_before_the_window_opens() {
        let some = read(&[
            "--demo",
            "--fault",
            "reply-lost=20%",
            "--fault",
            "clock=+1m",
        ]);
        assert_eq!(some.unwrap().faults.len(), 2);
        let wrong = read(&["--demo", "--fault", "relpy-lost=20%"]).unwrap_err();
        assert!(wrong.contains("reply-lost"), "{wrong}");
        assert!(
            read(&["--fault", "reset=next"])
                .unwrap_err()
                .contains("--demo")
        );
    }
}
