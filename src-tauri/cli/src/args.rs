//! What can be typed.

use clap::{Parser, Subcommand, ValueEnum};
use satchel_core::case::view::View;
use std::path::PathBuf;
use uuid::Uuid;

/// Satchel from a terminal: your CRM's cases, with or without a network.
#[derive(Parser)]
#[command(name = "satchel-cli", version)]
pub(crate) struct Args {
    /// The folder of one account's mirror.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) mirror: PathBuf,
    /// A file that holds the mirror's passphrase and nothing else.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: PathBuf,
    /// A file with certificates of authorities that count besides the system's.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// The proxy, like proxy.example.com:3128, or `none`. Without it, what the system says.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) proxy: Option<String>,
    /// The name that the proxy knows you by.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) proxy_user: Option<String>,
    /// A file that holds the proxy's password and nothing else.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) proxy_password_file: Option<PathBuf>,
    /// Answer as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) act: Act,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Act {
    /// Sign in with an access token, read from standard input; makes the mirror where there is none.
    SignIn {
        /// The server's address.
        #[arg(long)]
        server: String,
        /// The organization's id, on servers of the documented dialect.
        #[arg(long)]
        organization: Option<String>,
    },
    /// Send what waits and read what changed, until nothing is due.
    Sync,
    /// List cases.
    List {
        /// Words that must be found.
        text: Vec<String>,
        /// Which selection.
        #[arg(long, value_enum, default_value = "open")]
        view: Selection,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show one case.
    Show {
        /// Its id, as `list` shows it.
        case: Uuid,
    },
    /// Say something on a case; the text comes from standard input.
    Comment {
        /// Its id, as `list` shows it.
        case: Uuid,
        /// For members of the organization only.
        #[arg(long)]
        internal: bool,
    },
    /// What waits to be sent, and why.
    Outbox,
    /// How the mirror is: its age, its coverage, what waits, what is wrong.
    Doctor,
}

/// A view by name.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Selection {
    /// Open and mine.
    Mine,
    /// Open, with one of the top two priorities.
    Urgent,
    /// Open, nobody's.
    Unassigned,
    /// Waiting for somebody else.
    Waiting,
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// Everything that is here.
    All,
}

impl From<Selection> for View {
    fn from(selection: Selection) -> View {
        match selection {
            Selection::Mine => View::Mine,
            Selection::Urgent => View::Urgent,
            Selection::Unassigned => View::Unassigned,
            Selection::Waiting => View::Waiting,
            Selection::Open => View::Open,
            Selection::Closed => View::Closed,
            Selection::All => View::All,
        }
    }
}
