//! The files to build from.

use crate::{Error, Failure};
use std::path::PathBuf;
use zhengtu_reader::Found;

/// The files that the paths mean, in a fixed order, and those that were passed over: a file is itself, a
/// folder or an archive all documents in it.
///
/// # Errors
/// [`Error::NoSuchPath`] for a path that does not exist.
pub(crate) fn collect(paths: &[PathBuf]) -> Result<(Vec<Found>, Vec<Failure>), Error> {
    if let Some(path) = paths.iter().find(|path| !path.exists()) {
        return Err(Error::NoSuchPath { path: path.clone() });
    }
    let collection = zhengtu_reader::collect(paths);
    let named = |found: &Found| paths.iter().any(|path| path.to_string_lossy() == found.path.as_str());
    let mut files: Vec<Found> =
        collection.files.into_iter().filter(|found| named(found) || !is_readme(&found.name)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    let failure = |skipped: zhengtu_reader::Skipped| Failure { path: skipped.path.into(), reason: skipped.reason };
    Ok((files, collection.skipped.into_iter().map(failure).collect()))
}

/// A README tells about the files beside it and is no plan.
fn is_readme(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("readme")
}
