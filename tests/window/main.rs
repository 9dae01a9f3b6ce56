//! THE REAL WINDOW: each journey of the product, clicked and typed in the built app, by WebDriver.
//!
//! `cargo xtask test window` builds the app and runs these one after the other on a virtual desktop with a keyring and
//! a notification daemon. Nothing is mocked: the app's binary, its web view, its encrypted mirror, and the sandbox's
//! CRM on a loopback port, which lives in this process so that a test can look into it.
//!
//! The map: `desk` is the app as a person meets it (`hands` what they do, `eyes` what they see) · `driver` the
//! WebDriver behind it · `home` its own folders · `server` the CRM · `desktop` the notifications of the desktop ·
//! `screen` its screen saver. Each other file is a journey.
#![cfg(target_os = "linux")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says what was missing"
)]
#![expect(
    clippy::print_stdout,
    reason = "a test that fails tells what was on screen"
)]

mod desk;
mod desktop;
mod driver;
mod eyes;
mod hands;
mod home;
mod screen;
mod server;

mod alert;
mod begun;
mod board;
mod bus;
#[path = "../security/canary.rs"]
mod canary;
mod carry;
mod clipboard;
mod conflict;
mod connection;
mod drafts;
mod dragged;
mod everyone;
mod fence;
mod first_minute;
mod gallery;
mod gone;
mod heard;
mod hostile;
mod keyboard;
mod keyring;
mod lab;
mod large;
mod leaving;
mod links;
mod lost;
mod managed;
mod many;
mod metered;
mod opened;
mod paper;
mod passphrase;
mod plane;
mod printed;
mod second_thoughts;
mod sign_in;
mod talk;
mod tray;
mod trouble;
mod two_people;
mod unwatched;
