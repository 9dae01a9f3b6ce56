//! One window for one data folder: a second start hands its arguments to the first, which comes forward, and ends. A Satchel on
//! another data folder (the demo's, another home) is another one. What an argument may do: follow a link to a case, or
//! ask for a new one.

use crate::desk::Desk;
use crate::window::{self, Asked, bring_forward};
use crate::{links, places::Places};
use tauri::{App, AppHandle, Manager};
use uuid::Uuid;

/// The name on the session's bus that this Satchel has while it runs. None of the demo's: a click that starts Satchel again would
/// not start the demo.
#[cfg(target_os = "linux")]
pub(crate) struct OnTheBus(pub Option<String>);

/// Ends this process where another one has this data folder's window; it is told the arguments. Without a way to know
/// (no session bus), each start is the first; the mirror's own lock still keeps one writer.
///
/// # Errors
/// When the other one does not answer.
pub(crate) fn be_the_one(app: &App, places: &Places, is_demo: bool) -> tauri::Result<()> {
    // Elsewhere than on Linux the name can't be chosen: the demo must not be taken for the person's own.
    if is_demo && !cfg!(target_os = "linux") {
        return Ok(());
    }
    let called = |app: &AppHandle, arguments: Vec<String>, _| came(app, arguments.iter().skip(1));
    let plugin = tauri_plugin_single_instance::Builder::new().callback(called);
    let name = name(&app.config().identifier, places);
    // As the plugin makes it of the name that it is given.
    #[cfg(target_os = "linux")]
    app.manage(OnTheBus(
        (!is_demo).then(|| format!("{name}.SingleInstance")),
    ));
    app.handle().plugin(plugin.dbus_id(name).build())
}

/// A name for this data folder that says nothing of where it is.
fn name(identifier: &str, places: &Places) -> String {
    let folder = places.root().to_string_lossy();
    let folder = Uuid::new_v5(&Uuid::NAMESPACE_URL, folder.as_bytes());
    format!("{identifier}.f{}", folder.simple())
}

/// Somebody started Satchel again, or followed a link.
pub(crate) fn came<'a>(app: &AppHandle, arguments: impl Iterator<Item = &'a String>) {
    let mut asked = arguments.filter_map(|argument| links::asked(argument));
    match asked.next() {
        Some(Asked::Case { case_id }) => {
            let core = app.state::<Desk>().core().ok();
            let case_id = links::meant(core.as_ref(), case_id.0);
            window::ask(app, Asked::Case { case_id });
        }
        Some(Asked::NewCase) => window::ask(app, Asked::NewCase),
        None => {
            if let Some(window) = app.get_webview_window(window::MAIN) {
                bring_forward(&window);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_data_folder_has_a_name_that_a_bus_takes() {
        let of = |folder: &str| name("org.satchel.desktop", &Places::new(folder.into()));
        assert_eq!(of("/home/a/data"), of("/home/a/data"));
        assert_ne!(of("/home/a/data"), of("/home/a/data/demo"));
        let name = of("/home/a/Ünïcode data");
        let fits = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        assert!(name.split('.').all(fits) && name.len() < 200, "{name}");
    }
}
