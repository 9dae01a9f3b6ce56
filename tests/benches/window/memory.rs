//! What the app and its web processes hold, as the system shares it out among them (PSS).

use std::path::Path;

/// In megabytes; every process whose ancestor is this program, but for the driver and what only it uses.
pub(crate) fn of_the_app() -> f64 {
    let all: Vec<(u32, u32, String)> = std::fs::read_dir("/proc")
        .expect("the processes")
        .flatten()
        .filter_map(|entry| process(&entry.path()))
        .collect();
    let mut ours = vec![std::process::id()];
    loop {
        let before = ours.len();
        for (id, parent, _) in &all {
            if ours.contains(parent) && !ours.contains(id) {
                ours.push(*id);
            }
        }
        if ours.len() == before {
            break;
        }
    }
    let counted = all.iter().filter(|(id, _, name)| {
        ours.contains(id)
            && (name.starts_with("satchel")
                || name.starts_with("WebKitWebProces")
                || name.starts_with("WebKitNetwork"))
    });
    counted.map(|(id, ..)| proportional(*id)).sum::<f64>() / 1e3
}

/// Its id, its parent, its name.
fn process(folder: &Path) -> Option<(u32, u32, String)> {
    let id = folder.file_name()?.to_str()?.parse().ok()?;
    let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
    let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
    let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
    Some((id, parent, name.to_owned()))
}

/// In kilobytes.
fn proportional(id: u32) -> f64 {
    let file = Path::new("/proc").join(id.to_string()).join("smaps_rollup");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0.0)
}
