use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zhengtu_model::{Date, Task};
use zhengtu_text::strip_white;

/// How many hexadecimal digits of a hash identify a report.
const ID_LENGTH: usize = 16;
/// The longest number before a title, in characters (（二十一）, 第十二条).
const LONGEST_NUMBER: usize = 8;

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
    /// The [`fingerprint`] of the task when the report was taken in.
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
    /// Takes over from the task what tells whether it is still the same, and gives the report its id.
    #[must_use]
    pub fn about(mut self, task: &Task) -> Self {
        self.task.clone_from(&task.id);
        self.doc.clone_from(&task.doc);
        self.part = task.part;
        self.path.clone_from(&task.path);
        self.title.clone_from(&task.title);
        self.text_sha256 = fingerprint(task);
        let date = self.date.to_string();
        self.id = hash(&[&[self.task.as_str(), &date, &self.source], &self.says()[..]].concat(), ID_LENGTH);
        self
    }

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

/// SHA-256 of a task's text without its number and its white space, in hexadecimal: a task that only got
/// another number or other line ends has the same.
pub fn fingerprint(task: &Task) -> String {
    let text = strip_white(&task.text);
    let title = text.find(&strip_white(&task.title)).filter(|&at| text[..at].chars().count() <= LONGEST_NUMBER);
    hash(&[&text[title.unwrap_or(0)..]], 64)
}

fn hash(parts: &[&str], digits: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(digits).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A report on the task that says `status`.
    pub(crate) fn report(task: &Task, date: &str, source: &str, status: &str) -> Report {
        let text = String::new;
        Report {
            id: text(),
            task: text(),
            doc: text(),
            part: 0,
            path: text(),
            title: text(),
            text_sha256: text(),
            date: date.parse().unwrap(),
            source: source.into(),
            progress: text(),
            completion: text(),
            status: status.into(),
            note: text(),
            file: "台账.xlsx".into(),
            sha256: "00".into(),
            sheet: "任务台账".into(),
            row: 4,
        }
        .about(task)
    }

    #[test]
    fn the_id_tells_task_day_source_and_words_apart() {
        let task = crate::board::tests::task("三/1", "推进", "2021-06-30");
        let first = report(&task, "2021-05-01", "县税务局", "已完成");
        assert_eq!(first.id, report(&task, "2021-05-01", "县税务局", "已完成").id);
        assert_eq!(first.id.len(), ID_LENGTH);
        for other in [
            report(&task, "2021-05-02", "县税务局", "已完成"),
            report(&task, "2021-05-01", "县财政局", "已完成"),
            report(&task, "2021-05-01", "县税务局", "未完成"),
        ] {
            assert_ne!(first.id, other.id);
        }
    }

    #[test]
    fn a_fingerprint_sees_words_and_neither_number_nor_line_ends() {
        let with = |text: &str| {
            let mut task = crate::board::tests::task("三/1", "推进办税便利", "");
            task.text = text.into();
            fingerprint(&task)
        };
        assert_eq!(with("（二）推进 办税\n便利。"), with("13.推进办税便利。"));
        assert_ne!(with("1.推进办税便利。"), with("1.推进办税便利化。"));
        assert_ne!(with("1.推进办税便利。"), with("1.推进办税便利。再加一句。"));
    }
}
