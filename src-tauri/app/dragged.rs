//! Files dragged out of the window onto another program, which gets a copy: in the same private folder, and gone with the same
//! events, as one that is opened there (`opened.rs`). A copy is written only while a person really drags. Files that come
//! the other way are `drops.rs`.

use satchel_core::error::{AppError, Error};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tauri::{Manager, WebviewWindow};

/// Out of which window something is dragged now, and what was dragged last.
#[derive(Default)]
pub(crate) struct Dragging(Mutex<Drag>);

#[derive(Default)]
struct Drag {
    /// The label of the window, until the drag is over.
    from: Option<String>,
    /// The label of the window, and the copy.
    last: Option<(String, PathBuf)>,
}

impl Dragging {
    /// Is it out of this one? Then what hangs over it is nothing new.
    pub(crate) fn is_from(&self, window: &WebviewWindow) -> bool {
        self.drag().from.as_deref() == Some(window.label())
    }

    /// Did these come out of this one? A drag may be over before its drop is told.
    pub(crate) fn were_from(&self, window: &WebviewWindow, files: &[PathBuf]) -> bool {
        let drag = self.drag();
        let last = drag.last.as_ref();
        last.is_some_and(|(label, copy)| label == window.label() && files.contains(copy))
    }

    fn drag(&self) -> std::sync::MutexGuard<'_, Drag> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins to drag what `copy` writes, if a mouse button is held; else nothing happens, and nothing is written.
///
/// # Errors
/// `Storage` where there is no window any more. What goes wrong later is only logged: the person still has the mouse in hand.
pub(crate) fn begin(
    window: &WebviewWindow,
    copy: impl FnOnce() -> Result<PathBuf, AppError> + Send + 'static,
) -> Result<(), AppError> {
    let from = window.clone();
    window
        .run_on_main_thread(move || {
            if !desktop::is_held(&from) {
                return;
            }
            let copy = match copy() {
                Ok(copy) => copy,
                Err(e) => return tracing::warn!(code = ?e.code, "nothing to drag"),
            };
            *from.state::<Dragging>().drag() = Drag {
                from: Some(from.label().to_owned()),
                last: Some((from.label().to_owned(), copy.clone())),
            };
            if !desktop::drag(&from, copy) {
                ended(&from);
                tracing::warn!("the desktop takes no drag");
            }
        })
        .map_err(|e| Error::Storage(e.to_string()).into())
}

fn ended(window: &WebviewWindow) {
    window.state::<Dragging>().drag().from = None;
}

#[cfg(target_os = "linux")]
mod desktop {
    use super::ended;
    use gio::prelude::FileExt;
    use gtk::gdk::{DragAction, ModifierType};
    use gtk::glib::{ObjectExt, Propagation};
    use gtk::prelude::{SeatExt, WidgetExt};
    use std::cell::RefCell;
    use std::path::PathBuf;
    use std::rc::Rc;
    use tauri::WebviewWindow;

    /// The first mouse button.
    const BUTTON: i32 = 1;

    pub(super) fn is_held(window: &WebviewWindow) -> bool {
        let Ok(window) = window.gtk_window() else {
            return false;
        };
        let pointer = window.display().default_seat().and_then(|s| s.pointer());
        match (window.window(), pointer) {
            (Some(own), Some(pointer)) => {
                let (_, _, _, held) = own.device_position(&pointer);
                held.contains(ModifierType::BUTTON1_MASK)
            }
            _ => false,
        }
    }

    /// Tells whether it began.
    pub(super) fn drag(from: &WebviewWindow, copy: PathBuf) -> bool {
        let Ok(window) = from.gtk_window() else {
            return false;
        };
        // With everything escaped that a name may hold.
        let address = gio::File::for_path(&copy).uri();
        let targets = gtk::TargetList::new(&[]);
        targets.add_uri_targets(0);
        let given = window.connect_drag_data_get(move |_, _, data, _, _| {
            data.set_uris(&[address.as_str()]);
        });
        // Nobody took it.
        let failed = window.connect_drag_failed(move |_, _, _| {
            let _ = std::fs::remove_file(&copy);
            Propagation::Proceed
        });
        let ours = Rc::new(RefCell::new(vec![given, failed]));
        let (these, told) = (Rc::clone(&ours), from.clone());
        let over = window.connect_drag_end(move |window, _| {
            ended(&told);
            for handler in these.take() {
                window.disconnect(handler);
            }
        });
        ours.borrow_mut().push(over);
        let began =
            window.drag_begin_with_coordinates(&targets, DragAction::COPY, BUTTON, None, -1, -1);
        if began.is_none() {
            for handler in ours.take() {
                window.disconnect(handler);
            }
        }
        began.is_some()
    }
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    use super::ended;
    use std::path::PathBuf;
    use tauri::WebviewWindow;

    /// What hangs from the pointer.
    const ICON: &[u8] = include_bytes!("../../icons/32x32.png");

    /// These systems begin no drag without a button.
    pub(super) fn is_held(_window: &WebviewWindow) -> bool {
        true
    }

    /// Tells whether it began.
    pub(super) fn drag(from: &WebviewWindow, copy: PathBuf) -> bool {
        let told = from.clone();
        let began = drag::start_drag(
            from,
            drag::DragItem::Files(vec![copy]),
            drag::Image::Raw(ICON.to_vec()),
            move |_, _| ended(&told),
            drag::Options::default(),
        );
        began.is_ok()
    }
}
