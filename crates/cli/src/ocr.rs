//! The program that recognises the text of scans in this process.

use std::sync::OnceLock;
use zhengtu_reader::OcrChoice;

static CURRENT: OnceLock<OcrChoice> = OnceLock::new();

/// The program that recognises the text of scans.
pub fn current() -> OcrChoice {
    CURRENT.get().cloned().unwrap_or_default()
}

/// Sets the program by the name that the command line gives, once.
pub fn set(name: &str) {
    let _ = CURRENT.set(OcrChoice::from(name));
}
