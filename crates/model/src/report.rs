use crate::Date;
use serde::{Deserialize, Serialize};

/// What somebody reported of a task on a day. A report is never changed; a later one stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// A hash of what was reported of which task, when and by whom.
    pub id: String,
    /// The IRI of the task when the report was taken in.
    pub task: String,
    /// The document of the task.
    pub doc: String,
    /// The part of the task: 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path of the task.
    pub path: String,
    /// The title of the task when the report was taken in.
    pub title: String,
    /// The fingerprint of the task's text when the report was taken in.
    pub text_sha256: String,
    /// The day that the report speaks of.
    pub date: Date,
    /// Who reported: a unit, or whatever the user names.
    pub source: String,
    /// 进展: what was done.
    pub progress: String,
    /// 完成情况: how far it is.
    pub completion: String,
    /// 状态: in a word.
    pub status: String,
    /// 备注.
    pub note: String,
    /// The name of the file it came in.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal.
    pub sha256: String,
    /// The sheet of the file.
    pub sheet: String,
    /// The row of the sheet, from 1.
    pub row: u32,
}

impl Report {
    /// What it says, without when and by whom: 进展, 完成情况, 状态, 备注.
    pub fn says(&self) -> [&str; 4] {
        [&self.progress, &self.completion, &self.status, &self.note]
    }

    /// What two reports from the same row of the same file have in common, whatever day they are said to speak
    /// of: the file, the task, the source and the words.
    pub fn row_key(&self) -> RowKey<'_> {
        RowKey { file: &self.sha256, task: &self.task, source: &self.source, says: self.says() }
    }
}

/// See [`Report::row_key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey<'a> {
    file: &'a str,
    task: &'a str,
    source: &'a str,
    says: [&'a str; 4],
}
