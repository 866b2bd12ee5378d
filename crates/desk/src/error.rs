use crate::Change;
use std::path::{Path, PathBuf};

/// Why something was not changed. Messages are in Chinese; [`Error::english`] says the same in English.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another change goes on.
    #[error("另一处修改正在进行，请稍后再试")]
    Busy,
    /// What is to be changed was changed meanwhile.
    #[error("这一处在您打开之后已被改动")]
    Conflict {
        /// The changes that came between, the earliest first.
        since: Vec<Change>,
    },
    /// Nothing tells where the files lie.
    #[error("不知道文件放在哪个文件夹：请用 zhengtu serve --edit --from 文件夹 启动")]
    NoFolder,
    /// A file of this name is there.
    #[error("文件夹里已有“{name}”")]
    Taken {
        /// The name.
        name: String,
    },
    /// The file is not the one that was to be replaced.
    #[error("“{name}”已不是原来的内容")]
    Changed {
        /// Its name.
        name: String,
    },
    /// The words do not stand once in the item.
    #[error("这段文字在该项里不是恰好出现一次，网页改不了：请在更正文件里写明")]
    Ambiguous,
    /// There is no change of this number.
    #[error("没有第 {0} 号变更")]
    NoSuchChange(u64),
    /// The change was taken back already, or is itself one that takes another back.
    #[error("第 {0} 号变更不能撤回：已撤回过，或本身就是撤回")]
    NotStanding(u64),
    /// Another change took its place.
    #[error("第 {0} 号变更写下的内容已不在原处（后来又改过，或有人直接改了文件）：请先撤回后来的变更，或直接改文件")]
    Gone(u64),
    /// A line of the journal cannot be read.
    #[error("{file} 第 {line} 行无法读取：{reason}")]
    Journal {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// An entry would not be read as it is meant, or the file it belongs to is broken.
    #[error("{0}")]
    Entry(String),
    /// The knowledge base is at fault.
    #[error(transparent)]
    Kb(#[from] zhengtu_kb::Error),
    /// The system refused something.
    #[error("{file}：{source}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::Busy => "another change is going on; try again soon".to_owned(),
            Self::Conflict { .. } => "this was changed after you opened it".to_owned(),
            Self::NoFolder => {
                "it is not known where the files lie: start with zhengtu serve --edit --from FOLDER".into()
            }
            Self::Taken { name } => format!("the folder has a file “{name}” already"),
            Self::Changed { name } => format!("“{name}” is no longer what it was"),
            Self::Ambiguous => {
                "these words do not stand exactly once in the item: say it in the corrections file".to_owned()
            }
            Self::NoSuchChange(number) => format!("there is no change number {number}"),
            Self::NotStanding(number) => format!("change {number} cannot be taken back: it was, or takes one back"),
            Self::Gone(number) => format!(
                "what change {number} wrote is no longer there: take back the later change first, or edit the file"
            ),
            Self::Journal { file, line, reason } => format!("{file}, line {line} cannot be read: {reason}"),
            Self::Entry(reason) => reason.clone(),
            Self::Kb(error) => error.english(),
            Self::Io { file, source } => format!("{file}: {source}"),
        }
    }

    /// What makes the error of an operation on a file; only its name is told, not where it lies.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let file = path.file_name().map(PathBuf::from).unwrap_or_default().display().to_string();
        move |source| Self::Io { file, source }
    }
}
