//! What is played, and in what order: the lines of `scripts/*.txt`.
//!
//! ```text
//! [name]                                  a script: a fresh world
//! generation F                            an older server
//! at 2026-11-23T09:16:00Z                 the time of what follows, until a recording tells its own
//! ask alice POST /api/cases/ {...} => ID  a request that was not recorded; its answer's id is ID in the recordings
//! upload alice PATH NAME => ID            a small file in a form, which was not recorded
//! code 893230 admin@example.test          this code in the recordings is the last one this address got
//! link SECRET admin@example.test         the same with the link
//! token NAME                              the token the last answer brought is called NAME
//! say case-detail                         plays a recording, and compares all of it
//! say case-detail shape                   the amount of data differs: compares keys, kinds and fixed texts
//! say schema head                         compares status and headers
//! say case-detail as NAME                 with another token than the recording's `who`
//! ```

/// How closely an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Exact,
    Shape,
    /// As `Shape`, but nobody knows what the server holds: of the texts, only refusals must be equal.
    Kinds,
    Head,
}

/// One line.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Generation(String),
    At(String),
    Ask {
        who: String,
        method: String,
        path: String,
        body: Option<String>,
        id: Option<String>,
    },
    Upload {
        who: String,
        path: String,
        name: String,
        id: String,
    },
    Code {
        digits: String,
        email: String,
    },
    Link {
        secret: String,
        email: String,
    },
    Token(String),
    Say {
        name: String,
        how: How,
        who: Option<String>,
    },
}

/// Steps in one world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
}

const FILES: [&str; 6] = [
    include_str!("scripts/signing-in.txt"),
    include_str!("scripts/reading.txt"),
    include_str!("scripts/writing.txt"),
    include_str!("scripts/talking.txt"),
    include_str!("scripts/desk.txt"),
    include_str!("scripts/later.txt"),
];

/// All scripts.
pub(crate) fn all() -> Vec<Script> {
    let mut scripts: Vec<Script> = Vec::new();
    for line in FILES.iter().flat_map(|file| file.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            scripts.push(Script {
                name: name.trim_end_matches(']').to_owned(),
                steps: Vec::new(),
            });
            continue;
        }
        let script = scripts.last_mut().expect("a script begins with [name]");
        let step = parse(line).unwrap_or_else(|| panic!("{}: {line}", script.name));
        script.steps.push(step);
    }
    scripts
}

fn parse(line: &str) -> Option<Step> {
    let (verb, rest) = line.split_once(' ')?;
    let rest = rest.trim();
    match verb {
        "generation" => Some(Step::Generation(rest.to_owned())),
        "at" => Some(Step::At(rest.to_owned())),
        "token" => Some(Step::Token(rest.to_owned())),
        "code" => {
            let (digits, email) = rest.split_once(' ')?;
            Some(Step::Code {
                digits: digits.to_owned(),
                email: email.to_owned(),
            })
        }
        "link" => {
            let (secret, email) = rest.split_once(' ')?;
            Some(Step::Link {
                secret: secret.to_owned(),
                email: email.to_owned(),
            })
        }
        "upload" => {
            let (rest, id) = rest.rsplit_once(" => ")?;
            let mut words = rest.splitn(3, ' ');
            Some(Step::Upload {
                who: words.next()?.to_owned(),
                path: words.next()?.to_owned(),
                name: words.next()?.to_owned(),
                id: id.to_owned(),
            })
        }
        "ask" => {
            let (rest, id) = match rest.rsplit_once(" => ") {
                Some((rest, id)) => (rest, Some(id.to_owned())),
                None => (rest, None),
            };
            let mut words = rest.splitn(4, ' ');
            Some(Step::Ask {
                who: words.next()?.to_owned(),
                method: words.next()?.to_owned(),
                path: words.next()?.to_owned(),
                body: words.next().map(str::to_owned),
                id,
            })
        }
        "say" => {
            let mut words = rest.split(' ');
            let name = words.next()?.to_owned();
            let (mut how, mut who) = (How::Exact, None);
            while let Some(word) = words.next() {
                match word {
                    "shape" => how = How::Shape,
                    "head" => how = How::Head,
                    "as" => who = Some(words.next()?.to_owned()),
                    _ => return None,
                }
            }
            Some(Step::Say { name, how, who })
        }
        _ => None,
    }
}
