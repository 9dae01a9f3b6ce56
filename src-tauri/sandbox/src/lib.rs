//! A CRM IN MEMORY: what the customers' server would do, without the server.
//!
//! The model is pure: `state + request -> response`. No clock, no chance, no file and no socket in it: the time comes
//! with each request, ids come from a counter in the state. So a simulator can drive it with virtual time, and a log
//! of requests replayed over the same beginning rebuilds the same state, id for id.
//!
//! ```text
//!  Request ──> Crm::serve ── fault? ──> Crm::handle ──> bottlecrm | documented ──> behaviors on State ──> Response
//!                                                        (paths, words, JSON)      (cases, comments, ...)
//! ```
//!
//! Where to read on: [`message`] (request and response), `state` (plain data), `cases`, `comments`, `attachments`,
//! `watch`, `merge`, `activity` (what changes the data), `bottlecrm/` and `documented/` (the two dialects),
//! [`session`] (signing in), [`Generation`] (older servers), [`web`] (what other people do), [`fault`] (what can go wrong on the way), [`face`] (the same model over HTTP),
//! [`journal`] (memory over restarts), [`seed`] (the demo's data).
//!
//! What must not live here: anything of Satchel itself. This crate does not know that it has a client.

mod activity;
mod attachments;
mod auth;
mod base64;
mod body;
mod bottlecrm;
mod cases;
mod checks;
mod comments;
mod crm;
mod desk;
mod documented;
pub mod face;
pub mod fault;
mod filter;
mod generation;
mod ids;
pub mod journal;
mod json;
mod ledger;
mod letters;
mod merge;
pub mod message;
pub mod paper;
mod reply;
pub mod seed;
pub mod session;
mod set_up;
mod state;
#[cfg(test)]
mod tests;
mod time;
mod watch;
pub mod web;
mod words;

pub use auth::{ADMIN, ALICE, BOB};
pub use crm::{Crm, Logged, Me};
pub use face::{Face, Options};
pub use fault::{Fate, Fault, Faults, Rate, Served, Setting, When};
pub use generation::Generation;
pub use journal::Journal;
pub use message::{Method, Request, Response};
pub use session::{Mail, Session};
pub use set_up::WebLink;
pub use state::{
    Account, Activity, Attachment, Case, Comment, Contact, Content, Dialect, Merged, Notification,
    Org, Person, Role, Tag, Team, Watcher,
};
pub use web::{Act, NewWebCase, Who};
