//! Files that were put in and are not kept yet.

use crate::{Desk, Error, store};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "waiting";
const ABOUT: &str = "about.json";
/// The knowledge base of a file by itself, from which it is shown before it is kept.
const ALONE: &str = "kb";
/// The user's words, with which it is read.
const WORDS: &str = "words";
/// The longest name, in characters.
const LONGEST: usize = 120;

/// A file that was put in and is not kept yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What it is called by in addresses: hexadecimal digits.
    pub id: String,
    /// Its name, without a folder.
    pub name: String,
    /// Who put it in.
    pub who: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    #[serde(skip)]
    folder: PathBuf,
}

impl Waiting {
    /// Puts a file in; `id` is new.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn put(desk: &Desk, id: &str, name: &str, bytes: &[u8], who: &str, at: u64) -> Result<Self, Error> {
        let folder = folder(desk, id).ok_or_else(|| Error::Entry(id.to_owned()))?;
        let waiting =
            Self { id: id.to_owned(), name: clean(name), who: who.to_owned(), at, sha256: store::hash(bytes), folder };
        store::folder(&waiting.folder)?;
        fs::create_dir(waiting.folder.join("file")).map_err(Error::io(&waiting.folder))?;
        store::write(&waiting.path(), bytes)?;
        let about = serde_json::to_vec(&waiting).map_err(|error| Error::Entry(error.to_string()))?;
        store::write(&waiting.folder.join(ABOUT), &about)?;
        Ok(waiting)
    }

    /// The file of this id, if one waits.
    pub fn of(desk: &Desk, id: &str) -> Option<Self> {
        let folder = folder(desk, id)?;
        let about = fs::read(folder.join(ABOUT)).ok()?;
        let waiting: Self = serde_json::from_slice(&about).ok()?;
        Some(Self { folder, ..waiting })
    }

    /// All files that wait, the latest first.
    pub fn all(desk: &Desk) -> Vec<Self> {
        let Ok(entries) = fs::read_dir(desk.folder().join(FOLDER)) else { return Vec::new() };
        let ids = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
        let mut all: Vec<Self> = ids.filter_map(|id| Self::of(desk, &id)).collect();
        all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        all
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.join("file").join(&self.name)
    }

    /// The directory of the knowledge base that holds it alone.
    pub fn kb(&self) -> PathBuf {
        self.folder.join(ALONE)
    }

    /// The folder of the user's words with which it is read.
    pub fn words(&self) -> PathBuf {
        self.folder.join(WORDS)
    }

    /// Where the one who reads it says what went wrong.
    pub fn trouble(&self) -> PathBuf {
        self.folder.join("trouble")
    }

    /// Throws it away.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn remove(&self) -> Result<(), Error> {
        fs::remove_dir_all(&self.folder).map_err(Error::io(&self.folder))
    }
}

fn folder(desk: &Desk, id: &str) -> Option<PathBuf> {
    let is_id = id.len() >= 16 && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| desk.folder().join(FOLDER).join(id))
}

/// A name that a file may have in the folder of the documents: the last step of what was given, without characters that
/// systems refuse or that do not show, never hidden, and none by which a file is no document.
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = |char: &char| !char.is_control() && !is_invisible(*char);
    let safe = |char: char| if "<>:\"|?*".contains(char) { '_' } else { char };
    let plain: String = last.chars().filter(shown).map(safe).collect();
    let plain = plain.trim_matches(|char: char| char.is_whitespace() || char == '.');
    let (stem, ending) = match Path::new(plain).extension().and_then(|ending| ending.to_str()) {
        Some(ending) if ending.chars().count() <= 8 => {
            (plain.strip_suffix(&format!(".{ending}")), format!(".{ending}"))
        }
        _ => (Some(plain), String::new()),
    };
    let stem: String = stem.unwrap_or(plain).chars().take(LONGEST).collect();
    let stem = stem.trim_end_matches(|char: char| char.is_whitespace() || char == '.');
    let lower = format!("{stem}{ending}").to_lowercase();
    let is_none = stem.is_empty() || lower.ends_with(".toml") || lower.starts_with("readme");
    if is_none { format!("文件{stem}{ending}") } else { format!("{stem}{ending}") }
}

/// Whether a character shows nothing: marks of direction and of width.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_name_is_never_followed() {
        for (given, cleaned) in [
            ("../../etc/计划.docx", "计划.docx"),
            ("C:\\Users\\a\\计划.docx", "计划.docx"),
            ("..", "文件"),
            ("", "文件"),
            (".hidden", "hidden"),
            ("计划\u{202e}xcod.exe", "计划xcod.exe"),
            ("a\0b\n<c>.txt", "ab_c_.txt"),
            ("corrections.toml", "文件corrections.toml"),
            ("README.md", "文件README.md"),
            ("计划.docx.", "计划.docx"),
        ] {
            assert_eq!(clean(given), cleaned, "{given:?}");
        }
        let long = clean(&format!("{}.docx", "长".repeat(500)));
        assert!(long.ends_with(".docx") && long.chars().count() == LONGEST + 5);
    }

    #[test]
    fn an_id_is_no_path() {
        let desk = Desk::new("kb", Vec::new(), Default::default());
        assert!(folder(&desk, "../../../../etc/passwd").is_none() && folder(&desk, "").is_none());
        assert!(folder(&desk, "0123456789abcdef").is_some());
    }
}
