//! Native file dialogs: the only file that opens them.

use crate::words::Words;
use std::path::PathBuf;

/// Asks where to save a file of this name. `None`: the person cancelled.
pub(crate) async fn ask_where_to_save(words: &Words, name: &str) -> Option<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new()
        .set_title(words.save_as)
        .set_file_name(name)
        .save_file()
        .await;
    chosen.map(|file| file.path().to_owned())
}

/// Asks which files to attach. Empty: the person cancelled.
pub(crate) async fn ask_what_to_attach(words: &Words) -> Vec<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new()
        .set_title(words.attach)
        .pick_files()
        .await;
    let paths = chosen.unwrap_or_default().into_iter();
    paths.map(|file| file.path().to_owned()).collect()
}

/// Asks for a file with the certificates of an authority. `None`: the person cancelled.
pub(crate) async fn ask_which_authority(words: &Words) -> Option<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new()
        .set_title(words.authority)
        .add_filter(words.certificates, &["pem", "crt", "cer", "der"])
        .add_filter(words.all_files, &["*"])
        .pick_file()
        .await;
    chosen.map(|file| file.path().to_owned())
}

/// Asks for a table of cases. `None`: the person cancelled.
pub(crate) async fn ask_which_table(words: &Words) -> Option<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new()
        .set_title(words.import)
        .add_filter(words.tables, &["csv", "tsv", "txt"])
        .add_filter(words.all_files, &["*"])
        .pick_file()
        .await;
    chosen.map(|file| file.path().to_owned())
}
