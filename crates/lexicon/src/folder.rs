//! A folder of a user's words: which files may lie in it.

use crate::error::{Fault, LexiconError};
use crate::files::{TURTLE, WordFiles};
use crate::{checks, citations, deadlines, measures, overlay::Overlay, roles, sections, tables, targets, terms};
use std::collections::BTreeMap;
use std::path::Path;

/// The names of the data files.
const NAMES: [&str; 18] = [
    roles::File::NAME,
    roles::collectives::File::NAME,
    sections::File::NAME,
    deadlines::File::NAME,
    measures::MeasureFile::NAME,
    measures::ComparisonFile::NAME,
    crate::bodies::PlaceFile::NAME,
    crate::bodies::BodyWords::NAME,
    tables::File::NAME,
    targets::File::NAME,
    terms::TermWords::NAME,
    citations::File::NAME,
    checks::CheckWords::NAME,
    crate::forms::FormWords::NAME,
    crate::documents::DocumentWords::NAME,
    crate::slips::SlipFile::NAME,
    crate::slips::StyleFile::NAME,
    crate::reforms::File::NAME,
];

impl WordFiles {
    /// Reads the files of a folder. Those whose names begin with a dot are left alone.
    ///
    /// # Errors
    /// Where the folder or a file cannot be read, or a file has a name that no data file has.
    pub fn read(folder: &Path) -> Result<Self, LexiconError> {
        let label = folder.to_string_lossy();
        let io = |error: std::io::Error| LexiconError::of(&label, Fault::Io(error.to_string()));
        if !folder.is_dir() {
            return Err(LexiconError::of(&label, Fault::NoFolder));
        }
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            check_name(&name)?;
            let text = std::fs::read_to_string(&path)
                .map_err(|error| LexiconError::of(&name, Fault::Io(error.to_string())))?;
            // Byte order marks and line ends of Windows are no part of the words.
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            files.insert(name, text);
        }
        Ok(Self(files))
    }

    /// Takes texts by the names of their files.
    ///
    /// # Errors
    /// Where a file has a name that no data file has.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LexiconError> {
        let mut files = BTreeMap::new();
        for (name, text) in texts {
            check_name(name)?;
            files.insert(name.to_owned(), text.to_owned());
        }
        Ok(Self(files))
    }
}

fn check_name(name: &str) -> Result<(), LexiconError> {
    let known = NAMES.contains(&name) || name.ends_with(TURTLE);
    if known { Ok(()) } else { Err(LexiconError::of(name, Fault::Unknown(&NAMES))) }
}
