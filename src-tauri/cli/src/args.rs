//! What can be typed: what holds for every command, and the commands. Those that write on a case are in `args/writing.rs`.
//!
//! Nothing secret is ever an argument: other people of this computer can read the arguments of a program.

pub(crate) mod writing;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use satchel_core::case::view::{SortKey, View};
use std::path::PathBuf;
use writing::{Comment, Create, Edit, Resolve};

const EVERY: &str = "For every command";
const WAY: &str = "The way to the server";

const AFTER: &str = "\
A CASE is named by an id as `list` shows it, by the server's id, by the beginning of either, or by its name or a piece of
it. What you do is kept in the outbox at once; `sync` sends it.

Exit codes:
  0  done
  1  it could not be done; the message says why and what to do next
  2  the command was not understood
  3  the server could not be reached, or not everything is sent yet
  4  nobody is signed in, or the server asks to sign in again
  5  something needs you: see `satchel-cli outbox --held`
  6  another Satchel has the mirror open: use its window, or close it
  7  the key does not open the mirror: the passphrase, or the keyring

With --json, the answer is one JSON value on standard output, and trouble is {\"code\", \"message\", \"next\"} on standard
error.";

/// Satchel from a terminal: your CRM's cases, with or without a network.
#[derive(Parser)]
#[command(name = "satchel-cli", version, after_help = AFTER, max_term_width = 120)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: Common,
    /// What to do.
    #[command(subcommand)]
    pub(crate) act: Act,
}

/// What holds for every command.
#[derive(Group)]
pub(crate) struct Common {
    /// The folder of one account's mirror [default: the one that the window opened last]
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "SATCHEL_MIRROR",
        hide_env_values = true, help_heading = EVERY
    )]
    pub(crate) mirror: Option<PathBuf>,
    /// A file that holds the mirror's passphrase and nothing else
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "SATCHEL_PASSPHRASE_FILE",
        hide_env_values = true, help_heading = EVERY
    )]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Answer as JSON
    #[arg(long, global = true, help_heading = EVERY)]
    pub(crate) json: bool,
    /// A file with certificates of authorities that count besides the system's
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = WAY
    )]
    pub(crate) ca_file: Option<PathBuf>,
    /// The proxy, like proxy.example.com:3128, or `none` [default: what the system says]
    #[arg(
        long,
        global = true,
        value_name = "ADDRESS",
        help_heading = WAY
    )]
    pub(crate) proxy: Option<String>,
    /// The name that the proxy knows you by
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        help_heading = WAY
    )]
    pub(crate) proxy_user: Option<String>,
    /// A file that holds the proxy's password and nothing else
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = WAY
    )]
    pub(crate) proxy_password_file: Option<PathBuf>,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Act {
    /// Sign in with an access token, or an e-mailed code, read from standard input; makes the mirror where there is none
    SignIn(SignIn),
    /// End the sign-in, as far as the server allows. The mirror and what waits stay
    SignOut,
    /// Send what waits and read what changed
    Sync(Sync),
    /// List cases
    List(List),
    /// Show a case with its conversation
    Show {
        /// Which case
        case: String,
    },
    /// Make a case
    Create(Create),
    /// Change a case
    Edit(Edit),
    /// Say something on a case
    Comment(Comment),
    /// Attach files to a case
    Attach {
        /// Which case
        case: String,
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Save a file of a case on this computer
    Save {
        /// Which case
        case: String,
        /// The file's id, as `show` shows it, or its name
        file: String,
        /// Into which folder [default: this one]
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
    /// Be told of what happens on a case
    Watch {
        /// Which case
        case: String,
    },
    /// Not to be told any more
    Unwatch {
        /// Which case
        case: String,
    },
    /// Keep a case's files on this computer, whatever room is left
    Pin {
        /// Which case
        case: String,
    },
    /// No longer keep them when the room is needed
    Unpin {
        /// Which case
        case: String,
    },
    /// Delete a comment on the server
    DeleteComment {
        /// Which case
        case: String,
        /// The comment's id, as `show` shows it
        comment: String,
        /// It is meant
        #[arg(long)]
        yes: bool,
    },
    /// Delete a file on the server
    DeleteFile {
        /// Which case
        case: String,
        /// The file's id, as `show` shows it, or its name
        file: String,
        /// It is meant
        #[arg(long)]
        yes: bool,
    },
    /// Delete a case on the server, with all that was said on it
    DeleteCase {
        /// Which case
        case: String,
        /// It is meant
        #[arg(long)]
        yes: bool,
    },
    /// What waits to be sent, and why
    Outbox {
        /// Only what needs you
        #[arg(long)]
        held: bool,
    },
    /// Decide on something in the outbox
    Resolve(Resolve),
    /// What you were told of, why, and that you saw it
    Alerts {
        /// What about them [default: list]
        #[command(subcommand)]
        what: Option<Alerts>,
    },
    /// What became of what you did on a case
    History {
        /// Which case
        case: String,
    },
    /// Go back to what was there before an entry of the history
    Restore {
        /// The entry's number, as `history` shows it
        entry: u32,
    },
    /// Write cases as JSON, CSV or Markdown. What is written is not encrypted any more
    Export(Export),
    /// Make cases of the rows of a CSV, by the server's rules; a name that is here already is never made twice
    Import(Import),
    /// How the mirror is, and the way to the server; shows nothing of a customer
    Doctor {
        /// Show in full where the mirror lies
        #[arg(long)]
        paths: bool,
        /// Do not try the way to the server
        #[arg(long)]
        offline: bool,
    },
}

/// About alerts.
#[derive(Subcommand)]
pub(crate) enum Alerts {
    /// The newest ones
    List {
        /// Only what you have not seen
        #[arg(long)]
        unseen: bool,
    },
    /// Why you were told of a case, or not, and what would be told of it now
    Why {
        /// Which case
        case: String,
    },
    /// You saw them: those of a case, or all
    Seen {
        /// Which case [default: all]
        case: Option<String>,
    },
}

/// Signing in.
#[derive(Group)]
pub(crate) struct SignIn {
    /// The server's address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) server: String,
    /// Have a code sent to this address, and read it from standard input; without it, an access token is read
    #[arg(long, value_name = "E-MAIL")]
    pub(crate) code: Option<String>,
    /// The organization, by its id, or its name where you are in several
    #[arg(long, value_name = "ORGANIZATION")]
    pub(crate) organization: Option<String>,
}

/// Syncing.
#[derive(Group)]
pub(crate) struct Sync {
    /// Do what is due now, and no more; what else is usual
    #[arg(long, conflicts_with = "until_idle")]
    pub(crate) once: bool,
    /// Go on until nothing waits: also for what has to be found out first, or tried again
    #[arg(long)]
    pub(crate) until_idle: bool,
    /// How long at most with --until-idle, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) timeout: u64,
}

/// Listing.
#[derive(Group)]
pub(crate) struct List {
    /// Words that must be found in name, description, comments or people
    #[arg(value_name = "QUERY")]
    pub(crate) text: Vec<String>,
    /// Which selection: mine, urgent, unassigned, waiting, open, closed, all; or the name of a view you saved
    #[arg(long, value_name = "VIEW", default_value = "open")]
    pub(crate) view: Wanted,
    /// In which order [default: activity, or the saved view's]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<Order>,
    /// The other way round
    #[arg(long)]
    pub(crate) reverse: bool,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
}

/// Exporting.
#[derive(Group)]
pub(crate) struct Export {
    /// Words that must be found
    #[arg(value_name = "QUERY")]
    pub(crate) text: Vec<String>,
    /// Which selection, or the name of a view you saved; see `list`
    #[arg(long, value_name = "VIEW", default_value = "all")]
    pub(crate) view: Wanted,
    /// Only this case, instead of a selection
    #[arg(long, value_name = "CASE", conflicts_with_all = ["text", "view"])]
    pub(crate) case: Option<String>,
    /// json: everything, conversations included; csv: a row for each case; markdown: to be read
    #[arg(long, value_enum)]
    pub(crate) format: Format,
    /// Leave out internal notes, for a reader who is not of the house
    #[arg(long)]
    pub(crate) without_notes: bool,
    /// Begin a CSV with the mark that spreadsheets know UTF-8 by
    #[arg(long)]
    pub(crate) bom: bool,
    /// Into which file [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Also write the files of these cases that are on this computer, into this folder; the JSON says which is which
    #[arg(long, value_name = "FOLDER")]
    pub(crate) files: Option<PathBuf>,
    /// Write over what is there
    #[arg(long)]
    pub(crate) force: bool,
}

/// How an export is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Csv,
    Markdown,
}

impl From<Format> for satchel_core::export::Format {
    fn from(format: Format) -> satchel_core::export::Format {
        match format {
            Format::Json => satchel_core::export::Format::Json,
            Format::Csv => satchel_core::export::Format::Csv,
            Format::Markdown => satchel_core::export::Format::Markdown,
        }
    }
}

/// Importing.
#[derive(Group)]
pub(crate) struct Import {
    /// The CSV, with headings: name, status, priority, type, account, assigned_to, teams, contacts, tags, description; `-` is
    /// standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only say what would become of each row
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// It is meant: the rows that can become cases do, the others stay out
    #[arg(long)]
    pub(crate) yes: bool,
}

/// What to list: a ready-made selection, or a view that the person saved. The ready-made names come first.
#[derive(Clone)]
pub(crate) enum Wanted {
    /// One of ours.
    Ready(Selection),
    /// The person's own.
    Saved(String),
}

impl std::str::FromStr for Wanted {
    type Err = std::convert::Infallible;

    fn from_str(typed: &str) -> Result<Wanted, Self::Err> {
        Ok(Selection::from_str(typed, true)
            .map_or_else(|_| Wanted::Saved(typed.to_owned()), Wanted::Ready))
    }
}

/// A view by name.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Selection {
    /// Open and mine
    Mine,
    /// Open, with one of the top two priorities
    Urgent,
    /// Open, nobody's
    Unassigned,
    /// Waiting for somebody else
    Waiting,
    /// Open
    Open,
    /// Closed
    Closed,
    /// Everything that is here
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

/// An order by name.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// What something happened on last, first
    Activity,
    /// The newest first
    Created,
    /// The most pressing first
    Priority,
    /// By name
    Name,
    /// By the server's order of statuses
    Status,
    /// What answers the words best, first
    Relevance,
    /// What is due first, first
    Due,
}

impl Order {
    /// What to sort by, and whether the greatest comes first.
    pub(crate) fn key(self, reverse: bool) -> (SortKey, bool) {
        let (key, descending) = match self {
            Order::Activity => (SortKey::Activity, true),
            Order::Created => (SortKey::Created, true),
            Order::Priority => (SortKey::Priority, true),
            Order::Name => (SortKey::Name, false),
            Order::Status => (SortKey::Status, false),
            Order::Relevance => (SortKey::Relevance, true),
            Order::Due => (SortKey::Due, false),
        };
        (key, descending != reverse)
    }
}
