//! What Satchel is made of, as a list for others (an SBOM, CycloneDX 1.6): every crate and every package of both lock files, with
//! its version, hash and licence, and whether it is in the program or only builds and tests it.
//!
//! `cargo xtask bundle` has it written here and puts it into each package. The same sources give the same list, byte for byte:
//! it names no time and no machine.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a lock file of another form ends the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

use base64::Engine as _;
use serde_json::{Value, json};

use crate::files::{must_read, root};
use crate::none;

/// Where the list is written, if it is asked for.
const WRITE: &str = "SATCHEL_WRITE_PARTS";

/// A crate as `Cargo.lock` has it.
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

fn locked(lock: &str) -> Vec<Locked> {
    let tables = lock.split("[[package]]").skip(1);
    let read = |table: &str| {
        let value = |key: &str| {
            let line = table.lines().find_map(|line| line.strip_prefix(key));
            line.and_then(|rest| rest.strip_prefix(" = "))
                .map(|text| text.trim_matches('"').to_owned())
        };
        Some(Locked {
            name: value("name")?,
            version: value("version")?,
            checksum: value("checksum"),
        })
    };
    tables.filter_map(read).collect()
}

/// What cargo knows of the crates here: licences, and which of them are in the program on this system.
struct Known {
    licences: BTreeMap<(String, String), String>,
    shipped: BTreeSet<(String, String)>,
}

fn known() -> Known {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let rustc = Command::new("rustc").arg("-vV").output();
    let rustc = String::from_utf8(rustc.expect("rustc starts").stdout).expect("text");
    let system = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(cargo)
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--features", "custom-protocol", "--filter-platform"])
        .arg(system.expect("the kind of this machine"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo metadata: {output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).expect("its answer");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = told["packages"].as_array().expect("packages");
    let of_id: BTreeMap<String, (String, String)> = all
        .iter()
        .map(|p| (text(&p["id"]), (text(&p["name"]), text(&p["version"]))))
        .collect();
    let licences = all
        .iter()
        .filter_map(|p| {
            // The old way of writing that one of two may be chosen.
            let licence = p["license"]
                .as_str()?
                .replace('/', " OR ")
                .replace("  ", " ");
            Some(((text(&p["name"]), text(&p["version"])), licence))
        })
        .collect();
    let nodes = told["resolve"]["nodes"].as_array().expect("a graph");
    let needs: BTreeMap<String, Vec<String>> = nodes
        .iter()
        .map(|node| {
            let normal = node["deps"].as_array().into_iter().flatten().filter(|dep| {
                let mut kinds = dep["dep_kinds"].as_array().into_iter().flatten();
                kinds.any(|kind| kind["kind"].is_null())
            });
            (text(&node["id"]), normal.map(|d| text(&d["pkg"])).collect())
        })
        .collect();
    let mut shipped = BTreeSet::new();
    // Both programs of a package: the window's is the root, the terminal's beside it.
    let terminal = of_id.iter().find(|(_, (name, _))| name == "satchel-cli");
    let terminal = terminal.expect("the program for terminals").0.clone();
    let mut next = vec![text(&told["resolve"]["root"]), terminal];
    while let Some(id) = next.pop() {
        let Some(part) = of_id.get(&id) else { continue };
        if shipped.insert(part.clone()) {
            next.extend(needs.get(&id).into_iter().flatten().cloned());
        }
    }
    Known { licences, shipped }
}

fn part(address: &str, name: &str, version: &str, shipped: bool) -> Value {
    json!({
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "scope": if shipped { "required" } else { "excluded" },
        "purl": address,
    })
}

fn crates(lock: &str, known: &Known) -> Vec<Value> {
    let list = locked(lock).into_iter().map(|one| {
        let address = format!("pkg:cargo/{}@{}", one.name, one.version);
        let key = (one.name, one.version);
        let mut part = part(&address, &key.0, &key.1, known.shipped.contains(&key));
        if let Some(checksum) = one.checksum {
            part["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        if let Some(licence) = known.licences.get(&key) {
            part["licenses"] = json!([{ "expression": licence }]);
        }
        part
    });
    list.collect()
}

fn packages(lock: &Value) -> Vec<Value> {
    let mut list = BTreeMap::new();
    for (path, package) in lock["packages"].as_object().into_iter().flatten() {
        let Some((_, name)) = path.rsplit_once("node_modules/") else {
            continue;
        };
        let version = package["version"].as_str().unwrap_or_default();
        let address = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let shipped = !package["dev"].as_bool().unwrap_or_default();
        let mut part = part(&address, name, version, shipped);
        let hash = package["integrity"].as_str().unwrap_or_default();
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(hash.trim_start_matches("sha512-"))
            .unwrap_or_default();
        let hex = bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        part["hashes"] = json!([{ "alg": "SHA-512", "content": hex }]);
        if let Some(licence) = package["license"].as_str() {
            part["licenses"] = json!([{ "expression": licence }]);
        }
        // The same at two places in the tree is one part.
        list.insert(address, part);
    }
    list.into_values().collect()
}

fn list() -> Value {
    let page: Value = serde_json::from_str(&must_read("ui/package-lock.json")).expect("a lock");
    let mut parts = crates(&must_read("Cargo.lock"), &known());
    let ours = parts.iter().position(|part| part["name"] == "satchel");
    let mut ours = parts.remove(ours.expect("the app itself"));
    ours["type"] = json!("application");
    parts.extend(packages(&page));
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": ours },
        "components": parts,
    })
}

/// What both locks hold, read another way than the list is: line by line.
fn held() -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    let mut name = String::new();
    for line in must_read("Cargo.lock").lines() {
        if let Some(text) = line.strip_prefix("name = ") {
            name = text.trim_matches('"').to_owned();
        } else if let Some(text) = line.strip_prefix("version = \"") {
            held.insert(format!("{name} {}", text.trim_matches('"')));
        }
    }
    name.clear();
    for line in must_read("ui/package-lock.json").lines() {
        let line = line.trim();
        if let Some(path) = line.strip_suffix("\": {") {
            let place = path.rsplit_once("node_modules/");
            name = place.map_or_else(String::new, |(_, name)| name.to_owned());
        } else if let Some(text) = line.strip_prefix("\"version\": \"")
            && !name.is_empty()
        {
            let version = text.trim_end_matches(['"', ',']);
            held.insert(format!("{} {version}", std::mem::take(&mut name)));
        }
    }
    held
}

/// What is wrong with a list.
fn faults(list: &Value, held: &BTreeSet<String>) -> Vec<String> {
    let text = |part: &Value, key: &str| part[key].as_str().unwrap_or_default().to_owned();
    let mut parts: Vec<&Value> = list["components"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    parts.push(&list["metadata"]["component"]);
    let named: BTreeSet<String> = parts
        .iter()
        .map(|part| format!("{} {}", text(part, "name"), text(part, "version")))
        .collect();
    let mut faults: Vec<String> = held
        .difference(&named)
        .map(|one| format!("{one} is not in the list"))
        .collect();
    let invented = named.difference(held);
    faults.extend(invented.map(|one| format!("{one} is in no lock")));
    let addresses: BTreeSet<String> = parts.iter().map(|part| text(part, "bom-ref")).collect();
    if addresses.len() != parts.len() {
        faults.push("one address stands for two parts".to_owned());
    }
    for part in parts {
        let name = text(part, "name");
        // Our own lie in the repository.
        let ours = name == "xtask" || name == "satchel" || name.starts_with("satchel-");
        let hash = part["hashes"][0]["content"].as_str().unwrap_or_default();
        if !ours && ![64, 128].contains(&hash.len()) {
            faults.push(format!("{name} has no hash"));
        }
        if part["scope"] == "required" && part["licenses"][0]["expression"].is_null() {
            faults.push(format!("{name} is in the program and has no licence"));
        }
    }
    faults
}

#[test]
fn the_list_of_parts_names_all_that_both_locks_hold_with_hash_and_licence() {
    let list = list();
    none("The list of parts is not whole.", &faults(&list, &held()));
    if let Some(file) = std::env::var_os(WRITE) {
        let text = serde_json::to_string_pretty(&list).expect("a text");
        std::fs::write(&file, text + "\n").expect("written");
    }
    let scope = |name: &str| {
        let mut all = list["components"].as_array().into_iter().flatten();
        let part = all.find(|part| part["name"] == name);
        part.map(|part| part["scope"].as_str().unwrap_or_default().to_owned())
    };
    for shipped in [
        "satchel-core",
        "tauri",
        "rusqlite",
        "keyring",
        "satchel-cli",
        "clap",
    ] {
        assert_eq!(scope(shipped).as_deref(), Some("required"), "{shipped}");
    }
    for aside in ["proptest", "fantoccini", "xtask", "vitest"] {
        assert_eq!(scope(aside).as_deref(), Some("excluded"), "{aside}");
    }
}

#[test]
fn a_list_that_lacks_a_part_a_hash_or_a_licence_is_told() {
    let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
    let known = Known {
        licences: BTreeMap::new(),
        shipped: [("a".to_owned(), "1.0.0".to_owned())].into(),
    };
    let parts = crates(lock, &known);
    let ours = part("pkg:cargo/satchel@0.1.0", "satchel", "0.1.0", false);
    let list = json!({ "components": parts, "metadata": { "component": ours } });
    let held = ["a 1.0.0", "b 2.0.0", "satchel 0.1.0"].map(str::to_owned);
    assert_eq!(
        faults(&list, &held.into()),
        [
            "b 2.0.0 is not in the list",
            "a has no hash",
            "a is in the program and has no licence"
        ]
    );
}
