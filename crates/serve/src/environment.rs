//! What the processes that work for the server are told of its surroundings: where programs and their data lie, and
//! nothing else. The token stands in the environment of the server, and whoever started it may keep more secrets there;
//! a file or a query that takes a worker over finds none of them.

use std::ffi::OsString;

/// The variables that a worker has of the server's: those by which the system finds programs, temporary files and
/// languages, and those that LibreOffice, Tesseract and programs in Python need to find their own data.
const KEPT: &[&str] = &[
    "PATH",
    "HOME",
    "TMPDIR",
    "TMP",
    "TEMP",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "XDG_CONFIG_HOME",
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "TESSDATA_PREFIX",
    "OMP_THREAD_LIMIT",
    "RAYON_NUM_THREADS",
    "ZHENGTU_CONFIG",
    "ZHENGTU_SOFFICE",
    "SystemRoot",
    "ComSpec",
    "PATHEXT",
    "APPDATA",
    "LOCALAPPDATA",
    "USERPROFILE",
];

/// The variables of this process that a worker gets.
pub(crate) fn kept() -> impl Iterator<Item = (&'static str, OsString)> {
    KEPT.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_finds_programs_and_no_token() {
        assert!(kept().any(|(name, _)| name == "PATH"));
        assert!(!KEPT.iter().any(|name| ["TOKEN", "PASSWORD", "SECRET", "KEY"].iter().any(|word| name.contains(word))));
    }
}
