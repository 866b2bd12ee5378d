use crate::Error;
use std::path::{Path, PathBuf};
use zhengtu_check::SETTINGS_FILE;
use zhengtu_kb::{CORRECTIONS_FILE, KnowledgeBase};

/// Where the files of a knowledge base lie, and those that people write beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The folders and files that the knowledge base is built from.
    pub paths: Vec<PathBuf>,
    /// The folder into which files are put.
    pub folder: PathBuf,
    /// The corrections file; it need not be there yet.
    pub corrections: PathBuf,
    /// The settings of the checks; they need not be there yet.
    pub settings: PathBuf,
}

impl Place {
    /// The place of a knowledge base: of the folders and files it was built from, and where these are not named, of its
    /// documents.
    ///
    /// # Errors
    /// [`Error::NoFolder`] where there is neither.
    pub(crate) fn of(kb: &Path, from: &[PathBuf]) -> Result<Self, Error> {
        let open = match KnowledgeBase::open(kb) {
            Ok(open) => Some(open),
            Err(zhengtu_kb::Error::Missing { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let documents = open.iter().flat_map(|kb| kb.documents()).filter_map(|entry| on_disk(&entry.path));
        let documents: Vec<PathBuf> = documents.collect();
        let mut paths: Vec<PathBuf> = from.iter().filter(|path| path.exists()).cloned().collect();
        for file in &documents {
            if !paths.iter().any(|path| file.starts_with(path)) {
                paths.push(file.clone());
            }
        }
        let folders: Vec<PathBuf> = paths.iter().map(|path| folder_of(path)).collect();
        let named = paths.iter().find(|path| path.is_dir()).cloned();
        let folder = named.or_else(|| folders.first().cloned()).ok_or(Error::NoFolder)?;
        let beside = |name: &str| {
            let found = folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file());
            found.unwrap_or_else(|| folder.join(name))
        };
        let corrections = open.as_ref().and_then(KnowledgeBase::corrections_file).map(Path::to_owned);
        Ok(Self {
            corrections: corrections.unwrap_or_else(|| beside(CORRECTIONS_FILE)),
            settings: beside(SETTINGS_FILE),
            paths,
            folder,
        })
    }
}

/// The file on the disk in which a document lies: itself, or the archive that holds it.
fn on_disk(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|above| above.exists()).filter(|above| above.is_file()).map(Path::to_owned)
}

fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
