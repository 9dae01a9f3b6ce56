//! What an administrator set for this computer, read once at the start. The rules are the engine's (`core/src/policy`); here is
//! where the file lies for this program, and what the window is told.

use satchel_core::policy::{self, Managed};
use std::path::PathBuf;

/// Where it lies. A build for development may be shown another place: tests can't write where administrators do. No build
/// that is given to people looks at the environment for it, or everybody could point it elsewhere.
pub(crate) fn place() -> PathBuf {
    if cfg!(debug_assertions)
        && let Some(place) = std::env::var_os("SATCHEL_TEST_POLICY")
    {
        return place.into();
    }
    policy::place()
}

/// What holds. The demo's data is invented and its server is on this computer: nobody manages it.
pub(crate) fn read(is_demo: bool) -> Managed {
    if is_demo {
        return Managed::No;
    }
    let managed = policy::read(&place());
    if let Managed::Broken { why } = &managed {
        tracing::error!(why, "the administrator's settings can't be read");
    }
    managed
}
