//! The records of a document on disk: JSON Lines, one file a kind, so that a command loads only the
//! kinds it needs.

use crate::Error;
use crate::digests::Digests;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_check::Examination;
use zhengtu_model::{Account, AppliedCorrection, DocumentFacts, DocumentInfo, Notice, PartInfo, Reading, UnitName};

/// What is small and often needed of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overview {
    /// The document itself.
    pub info: DocumentInfo,
    /// Its parts.
    pub parts: Vec<PartInfo>,
    /// The bodies it names.
    pub units: Vec<UnitName>,
    /// What a person should look at.
    pub notices: Vec<Notice>,
    /// The corrections that were applied.
    #[serde(default)]
    pub corrections: Vec<AppliedCorrection>,
    /// How many passages may have been missed: they have a body, a duty or a limit, and no task covers them.
    #[serde(default)]
    pub overlooked: usize,
}

const OVERVIEW: &str = "overview.json";
const TEXT: &str = "text.txt";

pub(crate) const TASKS: &str = "tasks.jsonl";
pub(crate) const TARGETS: &str = "targets.jsonl";
pub(crate) const CLAUSES: &str = "clauses.jsonl";
pub(crate) const CITATIONS: &str = "citations.jsonl";
pub(crate) const FINDINGS: &str = "findings.jsonl";
pub(crate) const COUNTERPARTS: &str = "counterparts.jsonl";
const ACCOUNT: &str = "account.jsonl";

/// The files that the checks write.
pub(crate) const EXAMINED: [&str; 2] = [FINDINGS, COUNTERPARTS];

/// Writes the records of a document into a new folder.
pub(crate) fn write(folder: &Path, facts: &DocumentFacts, text: &str) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::io("创建", folder))?;
    let overview = Overview {
        info: facts.info.clone(),
        parts: facts.parts.clone(),
        units: facts.units.clone(),
        notices: facts.notices.clone(),
        corrections: facts.corrections.clone(),
        overlooked: facts.account.of(Reading::Overlooked).count(),
    };
    write_lines(&folder.join(OVERVIEW), std::slice::from_ref(&overview))?;
    write_lines(&folder.join(TASKS), &facts.tasks)?;
    write_lines(&folder.join(TARGETS), &facts.targets)?;
    write_lines(&folder.join(CLAUSES), &facts.clauses)?;
    write_lines(&folder.join(CITATIONS), &facts.citations)?;
    write_lines(&folder.join(ACCOUNT), &facts.account.entries)?;
    let path = folder.join(TEXT);
    fs::write(&path, text).map_err(Error::io("写入", &path))
}

/// Adds what the checks found in a document to its folder.
pub(crate) fn write_examination(folder: &Path, examined: &Examination) -> Result<(), Error> {
    for file in EXAMINED {
        // The file may be that of an older generation too.
        let _ = fs::remove_file(folder.join(file));
    }
    write_lines(&folder.join(FINDINGS), &examined.findings)?;
    write_lines(&folder.join(COUNTERPARTS), &examined.counterparts)
}

/// The records of a document within a generation, each file looked at before it is believed.
pub(crate) struct Folder<'a> {
    pub(crate) generation: &'a Path,
    /// The folder below it.
    pub(crate) name: String,
    /// The digests of the generation; none while it is being written.
    pub(crate) digests: Option<&'a Digests>,
}

impl Folder<'_> {
    /// Where it lies.
    pub(crate) fn path(&self) -> PathBuf {
        self.generation.join(&self.name)
    }

    fn text(&self, file: &str) -> Result<String, Error> {
        let path = self.path().join(file);
        let bytes = match self.digests {
            Some(digests) => digests.read(self.generation, &format!("{}/{file}", self.name))?,
            None => fs::read(&path).map_err(|error| Error::unreadable(&path, error))?,
        };
        String::from_utf8(bytes).map_err(|error| Error::damaged(&path, error))
    }

    /// The records of one kind.
    pub(crate) fn lines<T: DeserializeOwned>(&self, file: &str) -> Result<Vec<T>, Error> {
        let fault =
            |number: usize, error| Error::damaged(&self.path().join(file), format!("第 {} 行：{error}", number + 1));
        let parse =
            |(number, line)| serde_json::from_str(line).map_err(|error: serde_json::Error| fault(number, error));
        self.text(file)?.lines().enumerate().map(parse).collect()
    }
}

/// Reads what the checks found in a document.
pub(crate) fn read_examination(folder: &Folder<'_>) -> Result<Examination, Error> {
    Ok(Examination { findings: folder.lines(FINDINGS)?, counterparts: folder.lines(COUNTERPARTS)? })
}

/// Reads all records of a document.
pub(crate) fn read(folder: &Folder<'_>) -> Result<DocumentFacts, Error> {
    let account = Account { entries: folder.lines(ACCOUNT)? };
    Ok(DocumentFacts { clauses: folder.lines(CLAUSES)?, account, ..read_answerable(folder)? })
}

/// Reads the records of a document without the two large kinds, clauses and account.
pub(crate) fn read_answerable(folder: &Folder<'_>) -> Result<DocumentFacts, Error> {
    let overview = overview(folder)?;
    Ok(DocumentFacts {
        info: overview.info,
        parts: overview.parts,
        units: overview.units,
        notices: overview.notices,
        corrections: overview.corrections,
        tasks: folder.lines(TASKS)?,
        targets: folder.lines(TARGETS)?,
        citations: folder.lines(CITATIONS)?,
        ..DocumentFacts::default()
    })
}

pub(crate) fn overview(folder: &Folder<'_>) -> Result<Overview, Error> {
    let found: Vec<Overview> = folder.lines(OVERVIEW)?;
    found.into_iter().next().ok_or_else(|| Error::damaged(&folder.path().join(OVERVIEW), "没有内容"))
}

pub(crate) fn text(folder: &Folder<'_>) -> Result<String, Error> {
    folder.text(TEXT)
}

fn write_lines<T: Serialize>(path: &Path, records: &[T]) -> Result<(), Error> {
    let mut lines = Vec::new();
    for record in records {
        serde_json::to_writer(&mut lines, record).map_err(|error| Error::damaged(path, error))?;
        lines.push(b'\n');
    }
    fs::write(path, lines).map_err(Error::io("写入", path))
}
