//! How the programs and packages are built, so that whoever builds them again from the same sources gets the same bytes: in a folder
//! of their own, with no path of a machine in them and no time of day. What is done with them is `ship.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Done, FEATURES, Failure, cargo, on_path, output, root, run, target};
use crate::ui;

/// Where a package has the list of what Satchel is made of.
pub(crate) const PARTS: &str = "/usr/share/doc/satchel/satchel.cdx.json";

/// Names of files, with their hashes.
type Sums = BTreeMap<String, String>;

/// The sources in one folder, and what is made of them.
pub(crate) struct Recipe {
    root: PathBuf,
    target: PathBuf,
    debug: bool,
}

impl Recipe {
    /// Of these sources.
    pub(crate) fn here(debug: bool) -> Recipe {
        let target = target().join("packages");
        Recipe {
            root: root(),
            target: std::path::absolute(&target).unwrap_or(target),
            debug,
        }
    }

    /// Of what is committed here, in a new folder, with everything fetched that it needs.
    fn again(&self) -> Result<Recipe, Failure> {
        let folder = target().join("again");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let mut clone = Command::new("git");
        clone.args(["clone", "--quiet", "--no-hardlinks"]);
        run(clone.arg(&self.root).arg(&folder))?;
        run(ui::npm()
            .current_dir(folder.join("ui"))
            .args(["ci", "--no-fund", "--no-audit"]))?;
        Ok(Recipe {
            target: folder.join("target").join("packages"),
            root: folder,
            debug: self.debug,
        })
    }

    /// The folder that what is built lies in.
    pub(crate) fn built(&self) -> PathBuf {
        self.target
            .join(if self.debug { "debug" } else { "release" })
    }

    /// The folder that what is given to others lies in: packages, their parts and their sums, and nothing else.
    pub(crate) fn ready(&self) -> PathBuf {
        self.target.join("ready")
    }

    /// Builds both programs and packs them, with the list of their parts.
    pub(crate) fn packages(&self, parts: &Path) -> Done {
        let carried = self.target.join("carried");
        let list = carried.join("satchel.cdx.json");
        let copy = || {
            std::fs::create_dir_all(&carried)?;
            std::fs::copy(parts, &list)
        };
        copy().map_err(|error| format!("{}: {error}", list.display()))?;
        run(ui::npm()
            .current_dir(self.root.join("ui"))
            .args(["run", "build"]))?;
        self.programs()?;
        let terminal = self.carry(&carried)?;
        // Only packs: both programs were built together, which takes half as long as one after the other.
        let mut tauri = ui::tauri(["bundle", "--config"]);
        tauri.arg(with(&self.named(&list), &self.named(&terminal)));
        if cfg!(target_os = "linux") {
            tauri.args(["--bundles", kinds()]);
        }
        if self.debug {
            tauri.arg("--debug");
        }
        run(self.as_told(&mut tauri))
    }

    /// Builds the window's program and the terminal's.
    fn programs(&self) -> Done {
        let mut build = cargo(["build", "--locked", "--package", "satchel"]);
        build.args(["--package", "satchel-cli", "--features", FEATURES]);
        if !self.debug {
            build.arg("--release");
        }
        run(self.as_told(&mut build))
    }

    /// Puts the program for terminals where Tauri looks for what goes beside the window's: its name ends with the kind of machine
    /// it is for. Answers it without that.
    fn carry(&self, carried: &Path) -> Result<PathBuf, Failure> {
        let told = output(Command::new("rustc").arg("-vV")).unwrap_or_default();
        let host = told.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.ok_or("rustc does not say what kind of machine this is")?;
        let exe = std::env::consts::EXE_SUFFIX;
        let made = self.built().join(format!("satchel-cli{exe}"));
        let to = carried.join(format!("satchel-cli-{host}{exe}"));
        std::fs::copy(&made, &to).map_err(|error| format!("{}: {error}", made.display()))?;
        Ok(carried.join("satchel-cli"))
    }

    /// A path as Tauri's settings name it: from the sources on, so that it is the same wherever they lie.
    fn named(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.display().to_string().replace('\\', "/")
    }

    /// A build in its folder, that names neither this machine's folders nor the hour.
    fn as_told<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
        let mut places = vec![(self.root.clone(), "/satchel")];
        places.extend(home.map(|home| (home, "/cargo")));
        let told = |flag: &str, between: &str| {
            let each = places.iter();
            let each = each.map(|(place, name)| format!("{flag}={}={name}", place.display()));
            each.collect::<Vec<_>>().join(between)
        };
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env(
                "CARGO_ENCODED_RUSTFLAGS",
                told("--remap-path-prefix", "\u{1f}"),
            );
        if cfg!(unix) {
            command.env("CFLAGS", told("-ffile-prefix-map", " "));
        }
        let mut commit = Command::new("git");
        commit.args(["log", "-1", "--format=%ct"]);
        if let Some(time) = output(commit.current_dir(&self.root)) {
            command.env("SOURCE_DATE_EPOCH", time.trim());
        }
        command
    }
}

/// What the packages carry besides the window's program.
fn with(parts: &str, terminal: &str) -> String {
    let files = format!("{{\"files\":{{\"{PARTS}\":\"{parts}\"}}}}");
    let linux = format!("{{\"deb\":{files},\"rpm\":{files}}}");
    format!("{{\"bundle\":{{\"externalBin\":[\"{terminal}\"],\"linux\":{linux}}}}}")
}

/// An AppImage is made by tools that Tauri fetches from the network at build time: only where they are here already.
fn kinds() -> &'static str {
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = var("XDG_CACHE_HOME").or(var("HOME").map(|home| home.join(".cache")));
    let tools = cache.into_iter().any(|cache| {
        let found = std::fs::read_dir(cache.join("tauri"));
        let mut found = found.into_iter().flatten().flatten();
        found.any(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("linuxdeploy")
        })
    });
    if tools {
        "deb,rpm,appimage"
    } else {
        println!("no AppImage: its tools (linuxdeploy) are not on this machine");
        "deb,rpm"
    }
}

/// Builds what was built once more, from a clean copy in another folder, and compares both programs and what is in the .deb.
pub(crate) fn twice(first: &Recipe, parts: &Path) -> Done {
    let mut ask = Command::new("git");
    ask.args(["status", "--porcelain"]).current_dir(&first.root);
    if !output(&mut ask).is_some_and(|changed| changed.is_empty()) {
        return Err("what is not committed is not in the copy: commit it first".into());
    }
    let second = first.again()?;
    second.packages(parts)?;
    let (one, other) = (contents(first)?, contents(&second)?);
    let differ = differences(&one, &other);
    if !differ.is_empty() {
        return Err(format!(
            "built twice, and not the same: {}. Both are kept: {} and {}",
            differ.join(", "),
            first.built().display(),
            second.built().display()
        )
        .into());
    }
    println!("built twice, in two folders, and the same bit for bit:");
    for (name, sum) in one {
        println!("  {sum}  {name}");
    }
    std::fs::remove_dir_all(&second.root).map_err(|error| error.to_string().into())
}

/// The files that are not the same in both, or in one alone.
fn differences<'a>(one: &'a Sums, other: &'a Sums) -> Vec<&'a str> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .map(String::as_str)
        .collect()
}

/// Both programs, and what the .deb puts on a computer, with the hash of each file.
fn contents(of: &Recipe) -> Result<Sums, Failure> {
    let mut all = Sums::new();
    let exe = std::env::consts::EXE_SUFFIX;
    for name in ["satchel", "satchel-cli"] {
        let file = of.built().join(format!("{name}{exe}"));
        all.insert(name.to_owned(), sum(&file)?);
    }
    // Tauri leaves what it packed beside the package.
    let packed = of.built().join("bundle").join("deb");
    for entry in std::fs::read_dir(packed).into_iter().flatten().flatten() {
        let data = entry.path().join("data");
        for file in crate::install::files(&data) {
            let name = file.strip_prefix(&data).unwrap_or(&file);
            all.insert(name.display().to_string(), sum(&file)?);
        }
    }
    Ok(all)
}

/// The SHA-256 of a file.
fn sum(file: &Path) -> Result<String, Failure> {
    let told = output(summing()?.arg(file)).ok_or_else(|| format!("{}: not read", file.display()));
    let told = told?;
    let sum = told.split_whitespace().next().unwrap_or_default();
    Ok(sum.trim_start_matches('\\').to_owned())
}

/// The program of this system that sums files up by SHA-256, and says what `sha256sum` says.
pub(crate) fn summing() -> Result<Command, Failure> {
    if on_path("sha256sum").is_some() {
        return Ok(Command::new("sha256sum"));
    }
    if on_path("shasum").is_some() {
        let mut command = Command::new("shasum");
        command.args(["--algorithm", "256"]);
        return Ok(command);
    }
    Err("neither sha256sum nor shasum is on this machine".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(all: &[(&str, &str)]) -> Sums {
        let all = all.iter();
        all.map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned()))
            .collect()
    }

    #[test]
    fn a_file_of_other_bytes_and_one_that_only_one_build_has_are_named() {
        let one = sums(&[("same", "1"), ("other", "2"), ("gone", "3")]);
        let two = sums(&[("same", "1"), ("other", "9"), ("new", "4")]);
        assert_eq!(differences(&one, &two), ["gone", "new", "other"]);
        assert!(differences(&one, &one).is_empty());
    }

    #[test]
    fn settings_name_what_is_carried_by_the_sources_folder_so_that_they_are_the_same_everywhere() {
        for root in ["/home/a/satchel", "/tmp/b"] {
            let recipe = Recipe {
                root: root.into(),
                target: Path::new(root).join("target"),
                debug: false,
            };
            let list = recipe.target.join("list.json");
            assert_eq!(recipe.named(&list), "target/list.json");
            let told = with("target/list.json", "target/satchel-cli");
            assert!(!told.contains(root) && told.contains(PARTS), "{told}");
        }
    }
}
