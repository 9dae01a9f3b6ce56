//! What the page takes from others, read out of its lock file, without a network: every package by the hash of its content,
//! under a licence we may use, and none that runs a program of its own when it is installed. Few of them, and fixed ones.
//!
//! Crates are cargo-deny's business (`.cargo/deny.toml`).

use serde_json::Value;

use crate::files::must_read;
use crate::none;

/// As in `.cargo/deny.toml`, and three more of the same kind that only tools come under.
const LICENCES: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 OR MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
];

/// Where packages come from, where a lock file says so: nothing else, and nothing from a folder or a repository.
const REGISTRY: &str = "https://registry.npmjs.org/";

/// How many crates the house takes by name, for what it ships and for its tests.
const CRATES: usize = 50;

/// How many packages the page itself may take, and how many its tools. Whoever adds one says why and raises it.
const BUDGET: (usize, usize) = (5, 20);

fn json(path: &str) -> Value {
    let text = must_read(path);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_package_of_the_page_is_known_by_its_hash_and_licence_and_runs_nothing() {
    let lock = json("ui/package-lock.json");
    assert_eq!(lock["lockfileVersion"], 3, "the form that is read here");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 100, "{}", packages.len());
    none(
        "Look at what this package is, and at its keeper, before it comes in.",
        &faults(&lock),
    );
}

#[test]
fn the_house_takes_few_crates() {
    let manifest = must_read("Cargo.toml");
    let table = manifest
        .split_once("[workspace.dependencies]")
        .map_or("", |(_, rest)| rest);
    let lines = table
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['));
    let taken: Vec<&str> = lines
        .filter(|line| {
            !line.starts_with(['#', ' ']) && line.contains('=') && !line.contains("path =")
        })
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(
        taken.contains(&"rusqlite") && taken.contains(&"reqwest"),
        "{taken:?}"
    );
    assert!(
        taken.len() <= CRATES,
        "{} crates; see CRATES: {taken:?}",
        taken.len()
    );
}

/// What is wrong with a lock file.
fn faults(lock: &Value) -> Vec<String> {
    let mut faults = vec![];
    for (path, package) in lock["packages"].as_object().into_iter().flatten() {
        // The page itself.
        if path.is_empty() {
            continue;
        }
        let mut fault = |what: String| faults.push(format!("{path}: {what}"));
        let hash = package["integrity"].as_str().unwrap_or_default();
        if !hash.starts_with("sha512-") || hash.contains(' ') {
            fault(format!("no SHA-512 of its content: {hash:?}"));
        }
        match package["resolved"].as_str() {
            Some(from) if !from.starts_with(REGISTRY) => fault(format!("comes from {from}")),
            _ => {}
        }
        let licence = package["license"].as_str().unwrap_or("none");
        if !LICENCES.contains(&licence) {
            fault(format!("its licence is {licence}"));
        }
        for what in ["hasInstallScript", "link", "inBundle", "gypfile"] {
            if package[what].as_bool().unwrap_or_default() {
                fault(what.to_owned());
            }
        }
        if !path.starts_with("node_modules/") {
            fault("is no package of a registry".to_owned());
        }
    }
    faults
}

#[test]
fn the_page_takes_few_packages_each_in_one_version() {
    let page = json("ui/package.json");
    let of = |what: &str| page[what].as_object().cloned().unwrap_or_default();
    let (taken, tools) = (of("dependencies"), of("devDependencies"));
    assert!(
        taken.len() <= BUDGET.0 && tools.len() <= BUDGET.1,
        "{} and {} packages; see BUDGET",
        taken.len(),
        tools.len()
    );
    let loose: Vec<String> = taken
        .iter()
        .chain(&tools)
        .filter(|(_, version)| {
            let version = version.as_str().unwrap_or_default();
            let parts: Vec<&str> = version.split('.').collect();
            let numbers = parts
                .iter()
                .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
            parts.len() != 3 || !numbers
        })
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    none(
        "One version, three numbers: what is tested is what is shipped.",
        &loose,
    );
    let mut others: Vec<String> = [
        "optionalDependencies",
        "peerDependencies",
        "bundleDependencies",
        "overrides",
    ]
    .into_iter()
    .filter(|what| page.get(what).is_some())
    .map(str::to_owned)
    .collect();
    let scripts = of("scripts");
    let at_install = ["preinstall", "install", "postinstall", "prepare"];
    others.extend(
        scripts
            .keys()
            .filter(|name| at_install.contains(&name.as_str()))
            .cloned(),
    );
    none(
        "ui/package.json has these, and nobody looks at them.",
        &others,
    );
}

#[test]
fn a_package_that_should_not_come_in_is_noticed() {
    let good = serde_json::json!({ "integrity": "sha512-x", "license": "MIT" });
    let with = |key: &str, value: Value| {
        let mut package = good.clone();
        package[key] = value;
        serde_json::json!({ "packages": { "node_modules/x": package } })
    };
    assert_eq!(faults(&with("version", "1.0.0".into())), [""; 0]);
    for (key, value) in [
        ("integrity", Value::Null),
        ("integrity", "sha1-x".into()),
        ("license", "AGPL-3.0".into()),
        ("license", Value::Null),
        ("hasInstallScript", true.into()),
        ("link", true.into()),
        ("resolved", "git+ssh://git@example.org/x.git".into()),
        ("resolved", "https://registry.example.org/x.tgz".into()),
    ] {
        assert_eq!(faults(&with(key, value.clone())).len(), 1, "{key}: {value}");
    }
}
