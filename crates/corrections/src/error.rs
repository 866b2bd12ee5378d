/// What is wrong with a corrections file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第 {line} 行：{fault}")]
pub struct CorrectionsError {
    /// The file.
    pub file: String,
    /// The 1-based line.
    pub line: usize,
    /// What is wrong, and what to do.
    pub fault: Fault,
}

/// What can be wrong with a corrections file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The file is no TOML.
    #[error("不是合法的 TOML（{0}）；字符串要用双引号，每项以 [[replace]] 之类的行开头")]
    Syntax(String),
    /// A table that is none of the four kinds.
    #[error("不认识的更正种类“{0}”；可用 [[replace]]、[[unit]]、[[not_task]]、[[annex]]")]
    Kind(String),
    /// A kind that is not written as a list of tables.
    #[error("“{0}”要写成 [[{0}]]，每项一段")]
    NotList(String),
    /// A key that an entry of the kind does not have.
    #[error("[[{kind}]] 没有“{key}”这一栏；可用：{known}")]
    Key {
        /// The kind of entry.
        kind: &'static str,
        /// The key.
        key: String,
        /// The keys there are.
        known: String,
    },
    /// A key that is missing.
    #[error("[[{kind}]] 缺少“{key}”；请补上{what}")]
    Missing {
        /// The kind of entry.
        kind: &'static str,
        /// The key.
        key: &'static str,
        /// What it should say.
        what: &'static str,
    },
    /// A value of another type than the key wants.
    #[error("“{key}”应当是{wanted}")]
    Type {
        /// The key.
        key: &'static str,
        /// What it wants, in Chinese.
        wanted: &'static str,
    },
    /// A value that is empty.
    #[error("“{0}”是空的；请写明内容")]
    Empty(&'static str),
}

impl CorrectionsError {
    /// The message in English.
    pub fn english(&self) -> String {
        format!("{}, line {}: {}", self.file, self.line, self.fault.english())
    }
}

impl Fault {
    fn english(&self) -> String {
        match self {
            Self::Syntax(detail) => {
                format!("no valid TOML ({detail}); quote strings, start each entry with [[replace]] or the like")
            }
            Self::Kind(kind) => {
                format!("unknown kind of correction {kind:?}; use [[replace]], [[unit]], [[not_task]] or [[annex]]")
            }
            Self::NotList(kind) => format!("write [[{kind}]], a section for each entry"),
            Self::Key { kind, key, known } => format!("[[{kind}]] has no {key:?}; it has: {known}"),
            Self::Missing { kind, key, .. } => format!("[[{kind}]] lacks {key:?}; add it"),
            Self::Type { key, wanted } => format!("{key:?} should be {}", english_type(wanted)),
            Self::Empty(key) => format!("{key:?} is empty; say what is meant"),
        }
    }
}

fn english_type(wanted: &str) -> &'static str {
    match wanted {
        "整数" => "a whole number",
        "true 或 false" => "true or false",
        _ => "a string in quotes",
    }
}
