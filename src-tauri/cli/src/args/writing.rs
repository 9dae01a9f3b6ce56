//! What can be typed to change a case, and to decide on what waits.

use chrono::NaiveDate;
use clap::Args as Group;
use std::path::PathBuf;

/// A new case. People, accounts, teams and tags are named as they are called, people also by e-mail or as `me`.
#[derive(Group)]
pub(crate) struct Create {
    /// What it is called
    #[arg(long)]
    pub(crate) name: String,
    /// [default: the first of the server's]
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// How pressing [default: Normal, or the first of the server's]
    #[arg(long)]
    pub(crate) priority: Option<String>,
    /// What kind of case
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) case_type: Option<String>,
    #[command(flatten)]
    pub(crate) description: Description,
    /// Whose case it is; can't be changed later
    #[arg(long)]
    pub(crate) account: Option<String>,
    /// Who works on it; may be given several times
    #[arg(long, value_name = "PERSON")]
    pub(crate) assign: Vec<String>,
    /// A team; may be given several times
    #[arg(long, value_name = "TEAM")]
    pub(crate) team: Vec<String>,
    /// Whom to talk to; may be given several times
    #[arg(long, value_name = "CONTACT")]
    pub(crate) contact: Vec<String>,
    /// A tag; may be given several times
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Vec<String>,
}

/// A description, here or in a file.
#[derive(Group)]
pub(crate) struct Description {
    /// What it is about
    #[arg(long, value_name = "TEXT", conflicts_with = "description_file")]
    pub(crate) description: Option<String>,
    /// A file with what it is about; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) description_file: Option<PathBuf>,
}

/// Changes to a case.
#[derive(Group)]
pub(crate) struct Edit {
    /// Which case
    pub(crate) case: String,
    /// What it is called
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// How it stands
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// The day it was closed, like 2026-11-23 [default with a closing status: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) closed_on: Option<NaiveDate>,
    /// How pressing
    #[arg(long)]
    pub(crate) priority: Option<String>,
    /// What kind of case; empty for none
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) case_type: Option<String>,
    #[command(flatten)]
    pub(crate) description: Description,
    /// Who works on it from now on; a name, an e-mail address or `me`; may be given several times
    #[arg(long, value_name = "PERSON")]
    pub(crate) assign: Vec<String>,
    /// Who does not any more
    #[arg(long, value_name = "PERSON")]
    pub(crate) unassign: Vec<String>,
    /// A team that joins
    #[arg(long, value_name = "TEAM")]
    pub(crate) add_team: Vec<String>,
    /// A team that leaves
    #[arg(long, value_name = "TEAM")]
    pub(crate) remove_team: Vec<String>,
    /// A contact that joins
    #[arg(long, value_name = "CONTACT")]
    pub(crate) add_contact: Vec<String>,
    /// A contact that leaves
    #[arg(long, value_name = "CONTACT")]
    pub(crate) remove_contact: Vec<String>,
    /// A tag to put on
    #[arg(long, value_name = "TAG")]
    pub(crate) add_tag: Vec<String>,
    /// A tag to take off
    #[arg(long, value_name = "TAG")]
    pub(crate) remove_tag: Vec<String>,
}

/// Something to say.
#[derive(Group)]
pub(crate) struct Comment {
    /// Which case
    pub(crate) case: String,
    /// The text [default: standard input]
    pub(crate) text: Option<String>,
    /// For members of the organization only
    #[arg(long)]
    pub(crate) internal: bool,
    /// A text that is too long for the server goes in parts, (1/3) to (3/3)
    #[arg(long)]
    pub(crate) split: bool,
}

/// A decision.
#[derive(Group)]
pub(crate) struct Resolve {
    /// Which intent: its id, as `outbox` shows it
    pub(crate) intent: String,
    #[command(flatten)]
    pub(crate) how: How,
}

/// What is to become of an intent.
#[derive(Group, Clone, Copy)]
#[group(required = true, multiple = false)]
pub(crate) struct How {
    /// Of a conflict: what you wanted goes to the server
    #[arg(long)]
    pub(crate) mine: bool,
    /// Of a conflict: what is on the server stays
    #[arg(long)]
    pub(crate) theirs: bool,
    /// Take it back
    #[arg(long)]
    pub(crate) discard: bool,
    /// Wait with it
    #[arg(long)]
    pub(crate) hold: bool,
    /// Send it as it stands
    #[arg(long)]
    pub(crate) send: bool,
}
