//! One recorded exchange, and where all of them are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// One exchange with a real server.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Recording {
    pub(crate) name: String,
    /// `admin`, `alice`, `bob`, `other`, `token` (some other one), or nobody.
    pub(crate) who: Option<String>,
    pub(crate) request: Asked,
    pub(crate) response: Answered,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Map<String, Value>,
    #[serde(default)]
    pub(crate) body: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Map<String, Value>,
    pub(crate) body: Value,
}

impl Answered {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

fn find<'a>(headers: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .and_then(|(_, value)| value.as_str())
}

/// All exchanges there are.
pub(crate) struct Recordings {
    all: BTreeMap<String, Recording>,
    /// Whether only the committed part of them is there.
    pub(crate) are_fixtures: bool,
}

impl Recordings {
    pub(crate) fn find() -> Recordings {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let asked = std::env::var_os("SATCHEL_RECORDINGS").map(PathBuf::from);
        let beside = here.join("../../shared/contract/recordings");
        let fixtures = here.join("recordings/fixtures");
        let full = asked.unwrap_or(beside);
        let are_fixtures = !full.is_dir();
        let folder = if are_fixtures { fixtures } else { full };
        Recordings {
            all: read(&folder),
            are_fixtures,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Recording> {
        self.all.get(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }
}

fn read(folder: &Path) -> BTreeMap<String, Recording> {
    let files = std::fs::read_dir(folder).expect("a folder of recordings");
    let paths = files.map(|file| file.expect("a file").path());
    let json = paths.filter(|path| path.extension().is_some_and(|one| one == "json"));
    json.map(|path| {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let one: Recording = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (one.name.clone(), one)
    })
    .collect()
}
