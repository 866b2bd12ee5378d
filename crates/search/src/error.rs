use crate::FilterName;
use crate::blocks::Damaged;
use std::path::PathBuf;
use thiserror::Error;

/// Why an index cannot be written, opened or searched.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The index was written with another tokenizer or dictionary; it has to be written again.
    #[error("索引由另一版本的分词器或词典写成（{found}，现为 {expected}），需要重建")]
    OtherVersion {
        /// The version in the directory.
        found: String,
        /// The version of this program.
        expected: String,
    },
    /// There is no index in the directory, or it is damaged.
    #[error("{} 中没有可用的索引：{reason}；请重新运行 build", path.display())]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The query cannot be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The index engine failed.
    #[error("索引出错：{0}")]
    Engine(tantivy::TantivyError),
    /// A file is not as it was written.
    #[error("{}：内容与写入时不同", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        let damaged = match &error {
            tantivy::TantivyError::IoError(cause) => {
                cause.get_ref().and_then(|cause| cause.downcast_ref()).map(|Damaged(path)| path.clone())
            }
            _ => None,
        };
        damaged.map_or(Self::Engine(error), |path| Self::Damaged { path })
    }
}

impl Error {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::OtherVersion { found, expected } => {
                format!(
                    "the index was written with another tokenizer or dictionary ({found}, now {expected}); rebuild it"
                )
            }
            Self::Unusable { path, reason } => {
                format!("no usable index in {}: {reason}; run zhengtu build again", path.display())
            }
            Self::Query(error) => error.english(),
            Self::Io { .. } => self.to_string(),
            Self::Engine(error) => format!("the index failed: {error}"),
            Self::Damaged { path } => format!("{}: it is not as it was written", path.display()),
        }
    }
}

/// What is wrong with a query.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// Nothing to look for.
    #[error("没有可检索的字词；只查标点时请加引号")]
    Empty,
    /// Only words to leave out.
    #[error("只有排除词；请至少给出一个要查的词或一个筛选条件")]
    OnlyWithout,
    /// Longer than people type.
    #[error("检索式太长（{chars} 个字符，最多 {most}）")]
    TooLong {
        /// Its length in characters.
        chars: usize,
        /// The limit.
        most: usize,
    },
    /// Not the name of a filter, but near to one.
    #[error("没有筛选项“{name}”；是否想用“{}”？若要查这几个字，请加引号。可用：{}", suggestion.chinese(), FilterName::list())]
    UnknownFilter {
        /// The name as typed.
        name: String,
        /// The nearest name.
        suggestion: FilterName,
    },
    /// 或 between a word and a filter, or beside a filter that must not hold.
    #[error("“或”的两边应当都是字词，或都是不带“-”的筛选条件")]
    MixedOr,
    /// A filter's value cannot be read.
    #[error("筛选“{}:{value}”：{reason}", name.chinese())]
    BadValue {
        /// The filter.
        name: FilterName,
        /// The value as typed.
        value: String,
        /// What is wrong and what is expected.
        reason: String,
    },
}

impl QueryError {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::Empty => "nothing to look for; put punctuation in quotes to look for it alone".to_owned(),
            Self::OnlyWithout => "only words to leave out; give a word or a filter to look for".to_owned(),
            Self::TooLong { chars, most } => format!("the query is too long ({chars} characters, at most {most})"),
            Self::UnknownFilter { name, suggestion } => format!(
                "no filter is called \"{name}\"; did you mean \"{}\"? Put it in quotes to look for the words",
                suggestion.english()
            ),
            Self::MixedOr => "OR stands between words, or between filters without \"-\"".to_owned(),
            Self::BadValue { name, value, reason } => format!("filter \"{}:{value}\": {reason}", name.english()),
        }
    }
}
