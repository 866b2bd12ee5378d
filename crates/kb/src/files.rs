//! The files to build from.

use crate::{Error, Failure};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use zhengtu_reader::{Found, Skipped};

/// The files of a build.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// The files that may be documents, in a fixed order.
    pub(crate) found: Vec<Found>,
    /// What could not be reached.
    pub(crate) failures: Vec<Failure>,
    /// What is no document.
    pub(crate) passed_over: Vec<PathBuf>,
}

/// The files that the paths mean: a file is itself, a folder or an archive all documents in it.
///
/// # Errors
/// [`Error::NoSuchPath`] for a path that does not exist.
pub(crate) fn collect(paths: &[PathBuf]) -> Result<Files, Error> {
    if let Some(path) = paths.iter().find(|path| !path.exists()) {
        return Err(Error::NoSuchPath { path: path.clone() });
    }
    let collection = zhengtu_reader::collect(paths);
    let named = |found: &Found| paths.iter().any(|path| path == found.location());
    let mut found: Vec<Found> =
        collection.files.into_iter().filter(|found| named(found) || !is_readme(&found.name)).collect();
    found.sort_by(|a, b| (&a.path, a.location()).cmp(&(&b.path, b.location())));
    let (mut seen, mut folders) = (HashSet::new(), HashMap::new());
    found.retain(|found| seen.insert(place(found.location(), &mut folders)));
    let mut files = Files { found, ..Files::default() };
    for Skipped { path, reason } in collection.skipped {
        match reason.is_fault() {
            true => files.failures.push(Failure {
                path: path.into(),
                reason: reason.to_string(),
                english: reason.english(),
            }),
            false
                if [zhengtu_corrections::FILE_NAME, zhengtu_check::SETTINGS_FILE]
                    .iter()
                    .any(|name| path.ends_with(name)) => {}
            false => files.passed_over.push(path.into()),
        }
    }
    Ok(files)
}

/// The same for two ways to write the path of one file. `folders` are those that are known already.
fn place(path: &Path, folders: &mut HashMap<PathBuf, PathBuf>) -> PathBuf {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let is_link = || path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if !folder.as_os_str().is_empty() && !is_link() => match folders.get(folder) {
            Some(known) => known.join(name),
            None => folders.entry(folder.to_owned()).or_insert_with(|| whole(folder)).join(name),
        },
        _ => whole(path),
    }
}

/// The file of a document that an earlier build read; it may lie in an archive.
pub(crate) fn again(path: &Path) -> Option<Found> {
    let on_disk = path.ancestors().find(|above| above.exists()).filter(|above| above.is_file())?;
    zhengtu_reader::collect(&[on_disk]).files.into_iter().find(|found| found.location() == path)
}

/// A README tells about the files beside it and is no plan.
fn is_readme(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("readme")
}
