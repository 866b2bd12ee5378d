use crate::Failure;
use std::io;
use std::path::{Path, PathBuf};
use zhengtu_corrections::CorrectionsError;
use zhengtu_identity::Unselected;

/// Why a knowledge base cannot be built or read. Messages are in Chinese, name the file and say what
/// to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no knowledge base in the directory.
    #[error("{} 里没有知识库；请先运行 zhengtu build 文件…，或在命令后加 --from 文件…", dir.display())]
    Missing {
        /// The directory.
        dir: PathBuf,
    },
    /// The knowledge base was written by another version of the program.
    #[error("{} 由另一版本写成（格式 {found}，本程序用格式 {expected}）；请重新运行 zhengtu build 文件…", dir.display())]
    Version {
        /// The directory.
        dir: PathBuf,
        /// The format found.
        found: u32,
        /// The format this program reads.
        expected: u32,
    },
    /// A file of the knowledge base is damaged.
    #[error("知识库文件 {} 已损坏（{reason}）；请重新运行 zhengtu build --force 文件…", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A path to build from does not exist.
    #[error("找不到 {}；请检查路径", path.display())]
    NoSuchPath {
        /// The path.
        path: PathBuf,
    },
    /// The paths hold no file that could be read.
    #[error("没有可读入的文件：{}", listed(failures, "所给文件夹里没有可识别格式的文件", |failure| &failure.reason))]
    NothingRead {
        /// Which files, and why not.
        failures: Vec<Failure>,
    },
    /// The user's words cannot be used.
    #[error(transparent)]
    Words(zhengtu_lexicon::LexiconError),
    /// A file could not be read and the build was told to be strict.
    #[error("{} 个文件未能读入（--strict）：{}", failures.len(), listed(failures, "", |failure| &failure.reason))]
    Strict {
        /// Which files, and why not.
        failures: Vec<Failure>,
    },
    /// The corrections file that was named is not there.
    #[error("找不到更正文件 {}；请检查路径，或用 --corrections 指定另一个，或加 --force 不再使用", file.display())]
    NoCorrections {
        /// The file.
        file: PathBuf,
    },
    /// A corrections file has a mistake.
    #[error("更正文件 {0}")]
    Corrections(CorrectionsError),
    /// No document of the knowledge base is meant.
    #[error("知识库中{reason}；现有：{known}")]
    Unselected {
        /// Why.
        reason: Unselected,
        /// The documents that there are.
        known: String,
    },
    /// A file cannot be imported; the message names it and the place in it.
    #[error("{0}")]
    Import(String),
    /// The reports of progress are damaged; no build brings them back.
    #[error("进展报告 {} 第 {line} 行有误（{reason}）；它无法由文件重建，请从备份恢复；或核对、改正后运行 zhengtu build --force 文件… 予以确认", file.display())]
    Reports {
        /// The file.
        file: PathBuf,
        /// The line, from 1; 0 where the file is no text.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// No graph was imported under the name.
    #[error("没有导入过“{name}”；{}", if known.is_empty() { "知识库里没有导入的图".to_owned() } else { format!("已导入的有：{known}") })]
    NoSuchImport {
        /// The name asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// An imported graph is damaged; no build brings it back.
    #[error(
        "导入的图“{name}”已损坏，它无法由文件重建；请用 zhengtu import graph 重新导入同名文件，或用 --remove {name} 删去"
    )]
    DamagedImport {
        /// Its name.
        name: String,
    },
    /// The file system does not let the user read a file of the knowledge base.
    #[error("没有权限读取知识库文件 {}；请让建库的人开放读取权限，或用自己的文件夹另建一个（--kb 文件夹）", file.display())]
    Refused {
        /// The file.
        file: PathBuf,
    },
    /// The operating system refused.
    #[error("{action} {} 失败：{source}", path.display())]
    Io {
        /// What was tried, such as `写入`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The graph could not be written or opened.
    #[error("图数据：{0}")]
    Graph(String),
    /// The index could not be written or opened.
    #[error("全文索引：{0}")]
    Index(String),
}

/// The files that could not be read, a line each.
fn listed<'a>(failures: &'a [Failure], none: &str, reason: impl Fn(&'a Failure) -> &'a str) -> String {
    if failures.is_empty() {
        return none.to_owned();
    }
    let line = |failure: &'a Failure| format!("{}：{}", failure.path.display(), reason(failure));
    failures.iter().map(line).collect::<Vec<_>>().join("\n  ")
}

impl Error {
    /// The message in English.
    pub fn english(&self) -> String {
        let failures = |failures| listed(failures, "no file of a known format", |failure: &Failure| &failure.english);
        match self {
            Self::Missing { dir } => {
                format!("there is no knowledge base in {}; run zhengtu build FILE… or add --from FILE…", dir.display())
            }
            Self::Version { dir, found, expected } => format!(
                "{} was written by another version (format {found}, not {expected}); run zhengtu build FILE… again",
                dir.display()
            ),
            Self::Damaged { file, reason } => format!(
                "the file {} of the knowledge base is damaged ({reason}); run zhengtu build --force FILE…",
                file.display()
            ),
            Self::NoSuchPath { path } => format!("{} does not exist; check the path", path.display()),
            Self::NothingRead { failures: found } => format!("no file could be read: {}", failures(found)),
            Self::Strict { failures: found } => {
                format!("{} files could not be read (--strict): {}", found.len(), failures(found))
            }
            Self::NoCorrections { file } => format!(
                "the corrections file {} does not exist; check the path, name another with --corrections, or use \
                 --force to do without",
                file.display()
            ),
            Self::Words(error) => error.english(),
            Self::Corrections(error) => format!("corrections file {}", error.english()),
            Self::Unselected { reason, known } => format!("{}; the knowledge base has: {known}", reason.english()),
            Self::DamagedImport { name } => format!(
                "the imported graph {name:?} is damaged and no build brings it back; import a file of that name again \
                 with zhengtu import graph, or take it out with --remove {name}"
            ),
            Self::Refused { file } => format!(
                "no permission to read the file {} of the knowledge base; ask who built it for the right to read, or \
                 build another in a folder of your own (--kb FOLDER)",
                file.display()
            ),
            Self::Io { path, source, .. } => format!("{}: {source}", path.display()),
            Self::Graph(detail) => format!("graph: {detail}"),
            Self::Index(detail) => format!("index: {detail}"),
            _ => self.to_string(),
        }
    }

    /// An error of the operating system at a path.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// A file of the knowledge base that could not be read: refused by its rights, or not there as it should be.
    pub(crate) fn unreadable(file: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Refused { file: file.to_owned() },
            _ => Self::damaged(file, error),
        }
    }

    /// A damaged file.
    pub(crate) fn damaged(file: &Path, reason: impl ToString) -> Self {
        Self::Damaged { file: file.to_owned(), reason: reason.to_string() }
    }
}
