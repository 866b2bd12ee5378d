//! The files to build from.

use crate::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that are read when a folder is given; a file that is named is always read.
const ENDINGS: [&str; 16] = [
    "txt", "text", "md", "markdown", "html", "htm", "shtml", "docx", "docm", "pdf", "ofd", "doc", "wps", "wpt", "xlsx",
    "zip",
];

/// The files that the paths name, in a fixed order: a file is itself, a folder all files below it that
/// have the ending of a document and are neither hidden nor temporary (`~$…`).
///
/// # Errors
/// [`Error::NoSuchPath`] for a path that does not exist.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut files)?;
        } else if path.exists() {
            files.push(path.clone());
        } else {
            return Err(Error::NoSuchPath { path: path.clone() });
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = fs::read_dir(folder).map_err(Error::io("读取", folder))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(['.', '~']) || is_readme(&name) {
            continue;
        }
        // A link to a folder above would lead in a circle.
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if path.is_dir() {
            if !linked {
                walk(&path, files)?;
            }
        } else if has_known_ending(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// A README tells about the files beside it and is no plan.
fn is_readme(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("readme")
}

fn has_known_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
