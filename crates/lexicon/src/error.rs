/// What is wrong with a folder of words, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("词表 {file}{}：{}", place(.line, "第", "行"), .fault.chinese())]
pub struct LexiconError {
    /// The file, or the folder.
    pub file: String,
    /// The 1-based line, where the fault is in one.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a folder of words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Not a folder.
    NoFolder,
    /// The system cannot read it.
    Io(String),
    /// No data file has this name.
    Unknown(&'static [&'static str]),
    /// An entry has a field that its kind does not have.
    Field {
        /// The field.
        field: String,
        /// Those there are.
        known: String,
    },
    /// An entry lacks a field.
    Missing(String),
    /// A field has a value that is none of those it may have.
    Value {
        /// The value.
        value: String,
        /// Those it may have.
        known: String,
    },
    /// An empty word.
    Empty,
    /// A pattern that is no regular expression.
    Pattern(String),
    /// The file is no TOML of this form.
    Toml(String),
    /// The file is no Turtle.
    Turtle(String),
}

impl LexiconError {
    pub(crate) fn of(file: &str, fault: Fault) -> Self {
        Self { file: file.to_owned(), line: None, fault }
    }

    pub(crate) fn at(file: &str, line: usize, fault: Fault) -> Self {
        Self { file: file.to_owned(), line: Some(line), fault }
    }

    /// The message in English.
    pub fn english(&self) -> String {
        format!("words in {}{}: {}", self.file, place(&self.line, "line", ""), self.fault.english())
    }
}

fn place(line: &Option<usize>, before: &str, after: &str) -> String {
    match line {
        Some(line) if after.is_empty() => format!(", {before} {line}"),
        Some(line) => format!(" {before} {line} {after}"),
        None => String::new(),
    }
}

impl Fault {
    /// What serde says of an entry, taken apart.
    pub(crate) fn of_toml(message: &str) -> Self {
        let message = message.trim();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let first = || quoted.first().map_or_else(String::new, |word| (*word).to_owned());
        let known = || quoted.get(1..).unwrap_or_default().join("、");
        match message {
            _ if message.starts_with("unknown field") => Self::Field { field: first(), known: known() },
            _ if message.starts_with("missing field") => Self::Missing(first()),
            _ if message.starts_with("unknown variant") => Self::Value { value: first(), known: known() },
            _ => Self::Toml(message.lines().next().unwrap_or_default().to_owned()),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::NoFolder => "没有这个文件夹；--words 要给出放词表文件的文件夹".to_owned(),
            Self::Io(detail) => format!("读取失败（{detail}）；请检查文件和权限"),
            Self::Unknown(known) => {
                format!("不认识的文件名；可用：{}，单位用 *.ttl；请改名或移走", known.join("、"))
            }
            Self::Field { field, known } => format!("没有“{field}”这一栏；可用：{known}"),
            Self::Missing(field) => format!("缺少“{field}”这一栏；请补上"),
            Self::Value { value, known } => format!("值“{value}”不能用；可用：{known}"),
            Self::Empty => "词是空的；请写明或删去".to_owned(),
            Self::Pattern(detail) => format!("正则表达式不合法（{detail}）；请修改"),
            Self::Toml(detail) => format!("不是合法的 TOML 词表（{detail}）；写法同内置的同名文件"),
            Self::Turtle(detail) => format!("不是合法的 Turtle（{detail}）；写法同 ontology/bodies.ttl"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoFolder => {
                "there is no such folder; --words takes the folder that holds the files of words".to_owned()
            }
            Self::Io(detail) => format!("cannot be read ({detail}); see to the file and its permissions"),
            Self::Unknown(known) => {
                format!(
                    "no such file of words; there are {}, and *.ttl for bodies; rename it or take it out",
                    known.join(", ")
                )
            }
            Self::Field { field, known } => {
                format!("there is no field {field:?}; use one of {}", known.replace('、', ", "))
            }
            Self::Missing(field) => format!("the field {field:?} is missing; add it"),
            Self::Value { value, known } => {
                format!("{value:?} is no value here; use one of {}", known.replace('、', ", "))
            }
            Self::Empty => "a word is empty; write it or take it out".to_owned(),
            Self::Pattern(detail) => format!("the regular expression is not valid ({detail}); mend it"),
            Self::Toml(detail) => {
                format!("no valid TOML of words ({detail}); write it like the built-in file of this name")
            }
            Self::Turtle(detail) => format!("no valid Turtle ({detail}); write it like ontology/bodies.ttl"),
        }
    }
}

/// The 1-based line of a byte offset.
pub(crate) fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}
