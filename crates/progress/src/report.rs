use sha2::{Digest, Sha256};
use zhengtu_model::{Date, Report, Task};
use zhengtu_text::strip_white;

/// How many hexadecimal digits of a hash identify a report.
const ID_LENGTH: usize = 16;
/// The longest number before a title, in characters (（二十一）, 第十二条).
const LONGEST_NUMBER: usize = 8;

/// What somebody filed on a task: what a report says, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The day that it speaks of.
    pub date: Date,
    /// Who reported: a unit, or whatever the user names.
    pub source: String,
    /// 进展, 完成情况, 状态, 备注.
    pub says: [String; 4],
    /// The name of the file it came in.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal.
    pub sha256: String,
    /// The sheet of the file.
    pub sheet: String,
    /// The row of the sheet, from 1.
    pub row: u32,
}

impl Filing {
    /// The report on the task, which takes over from it what tells whether it is still the same.
    pub fn on(self, task: &Task) -> Report {
        let id = hash(
            &[&[task.id.as_str(), &self.date.to_string(), &self.source], &self.says.each_ref().map(String::as_str)[..]]
                .concat(),
            ID_LENGTH,
        );
        let [progress, completion, status, note] = self.says;
        Report {
            id,
            task: task.id.clone(),
            doc: task.doc.clone(),
            part: task.part,
            path: task.path.clone(),
            title: task.title.clone(),
            text_sha256: fingerprint(task),
            date: self.date,
            source: self.source,
            progress,
            completion,
            status,
            note,
            file: self.file,
            sha256: self.sha256,
            sheet: self.sheet,
            row: self.row,
        }
    }
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
        let filing = Filing {
            date: date.parse().unwrap(),
            source: source.into(),
            says: [String::new(), String::new(), status.into(), String::new()],
            file: "台账.xlsx".into(),
            sha256: "00".into(),
            sheet: "任务台账".into(),
            row: 4,
        };
        filing.on(task)
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
