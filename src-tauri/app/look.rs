//! How the window looks and what language it speaks: chosen by the person, kept in the open beside the accounts. Nothing of a
//! customer is in it. The words themselves are in ui/src/text; those the desktop shows for us, in `words.rs`.

use satchel_core::error::{AppError, Error};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    /// Like the desktop.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close the rows of the queue are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Density {
    /// With room to breathe.
    #[default]
    Comfortable,
    /// More rows.
    Compact,
}

/// How strongly lines and soft text stand out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Contrast {
    /// As the desktop asks.
    #[default]
    System,
    /// More, whatever the desktop asks.
    More,
}

/// The language the window speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum LanguageChoice {
    /// The desktop's, where Satchel speaks it.
    #[default]
    System,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Arabic.
    Ar,
}

/// As what cases are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Layout {
    /// A list.
    #[default]
    List,
    /// A board, with a column for each status.
    Board,
    /// Their accounts, each with how many it has.
    Accounts,
}

/// A column of the list, by the window's name for it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, specta::Type)]
pub(crate) struct Column {
    /// Which.
    pub key: String,
    /// In rem; `None`: as it likes.
    pub width: Option<f32>,
}

/// How the window looks and speaks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// How close the rows are.
    pub density: Density,
    /// How strongly lines and soft text stand out.
    pub contrast: Contrast,
    /// How large text is, in percent: 100 to 200.
    pub text_size: u16,
    /// What language it speaks.
    pub language: LanguageChoice,
    /// The columns of the list, in their order; empty: the usual ones.
    pub columns: Vec<Column>,
    /// As what cases are shown.
    pub layout: Layout,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            density: Density::default(),
            contrast: Contrast::default(),
            text_size: 100,
            language: LanguageChoice::default(),
            columns: Vec::new(),
            layout: Layout::default(),
        }
    }
}

/// The look kept at `path`. What is not in there, or can't be read, is as usual: an older Satchel kept less, a newer one may
/// know more choices.
pub(crate) fn read(path: &Path) -> Look {
    let kept: Value = std::fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let usual = Look::default();
    Look {
        theme: choice(&kept, "theme").unwrap_or(usual.theme),
        density: choice(&kept, "density").unwrap_or(usual.density),
        contrast: choice(&kept, "contrast").unwrap_or(usual.contrast),
        text_size: choice(&kept, "textSize")
            .unwrap_or(usual.text_size)
            .clamp(100, 200),
        language: choice(&kept, "language").unwrap_or(usual.language),
        columns: choice(&kept, "columns").unwrap_or(usual.columns),
        layout: choice(&kept, "layout").unwrap_or(usual.layout),
    }
}

fn choice<T: DeserializeOwned>(kept: &Value, name: &str) -> Option<T> {
    serde_json::from_value(kept.get(name)?.clone()).ok()
}

/// Keeps the look.
///
/// # Errors
/// `Storage`.
pub(crate) fn save(path: &Path, look: &Look) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::from(Error::Storage(e.kind().to_string()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let bytes = serde_json::to_vec(look).map_err(|e| failed(e.into()))?;
    std::fs::write(path, bytes).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_kept_and_a_damaged_one_is_the_usual_one() {
        let path =
            std::env::temp_dir().join(format!("satchel-look-{}/look.json", std::process::id()));
        let dark = Look {
            theme: Theme::Dark,
            density: Density::Compact,
            contrast: Contrast::More,
            text_size: 150,
            language: LanguageChoice::Ar,
            columns: vec![Column {
                key: "name".to_owned(),
                width: Some(12.5),
            }],
            layout: Layout::Board,
        };
        save(&path, &dark).unwrap();
        assert_eq!(read(&path), dark);
        std::fs::write(&path, b"{").unwrap();
        assert_eq!(read(&path), Look::default());
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn what_an_older_satchel_kept_stays_and_what_nobody_knows_is_as_usual() {
        let path = std::env::temp_dir().join(format!("satchel-older-{}.json", std::process::id()));
        std::fs::write(
            &path,
            br#"{"theme":"dark","density":"cosy","textSize":900,"more":1}"#,
        )
        .unwrap();
        let look = read(&path);
        assert_eq!(
            (look.theme, look.density, look.text_size, look.language),
            (
                Theme::Dark,
                Density::Comfortable,
                200,
                LanguageChoice::System
            )
        );
        std::fs::remove_file(&path).unwrap();
    }
}
