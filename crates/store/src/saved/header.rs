use serde::Deserialize;
use std::collections::BTreeMap;
use zhengtu_say::Lang;

/// A text in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Label {
    /// The English text where it is asked for and there is one, else the Chinese.
    pub fn text(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.en.is_empty() { &self.en } else { &self.zh }
    }
}

/// A parameter of a saved query.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name, and that of the query's variable.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: ParameterType,
    /// Whether the query needs it.
    #[serde(default)]
    pub required: bool,
    /// Its value where none is given.
    pub default: Option<String>,
    /// What it means.
    pub label: Label,
    /// The values to choose from, for `one-of`.
    #[serde(default)]
    pub values: Vec<OneOf>,
}

/// A value of a parameter that takes one of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    /// The value.
    pub value: String,
    /// What a person may write instead.
    pub label: Label,
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterType {
    /// A body, named as a person would.
    Unit,
    /// A document: its file name, or its title.
    Document,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A month, `YYYY-MM`.
    Month,
    /// A number.
    Number,
    /// Any text.
    Word,
    /// One of [`Parameter::values`].
    OneOf,
    /// The IRI of anything in the graph.
    Thing,
}

impl ParameterType {
    /// Whether one name can stand for several things: the same body in several documents.
    pub(crate) fn has_many(self) -> bool {
        matches!(self, Self::Unit | Self::Document)
    }

    /// The name of the type, as headers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Document => "document",
            Self::Date => "date",
            Self::Month => "month",
            Self::Number => "number",
            Self::Word => "word",
            Self::OneOf => "one-of",
            Self::Thing => "thing",
        }
    }
}

impl Parameter {
    /// Checks what the types do not.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.kind == ParameterType::OneOf && self.values.is_empty() {
            return Err(format!("参数 {} 是 one-of，却没有 values", self.name));
        }
        if self.required && self.default.is_some() {
            return Err(format!("参数 {} 既是必需的，又有默认值", self.name));
        }
        Ok(())
    }
}

/// What a saved query yields on a known document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The document: `corpus` or `fixture`.
    pub on: String,
    /// The parameters.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// The number of rows.
    pub rows: usize,
    /// Columns with their values, row by row.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
}

/// The header as it stands in the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    #[serde(default)]
    pub title: Label,
    #[serde(default)]
    pub description: Label,
    #[serde(default)]
    pub example: String,
    #[serde(default, rename = "param")]
    pub parameters: Vec<Parameter>,
    #[serde(default)]
    pub columns: BTreeMap<String, Label>,
    #[serde(default, rename = "test")]
    pub tests: Vec<Expected>,
    /// What makes the query a check too; it is read by whoever checks.
    #[serde(default, rename = "check")]
    pub _check: serde::de::IgnoredAny,
}

impl Header {
    /// Reads the `#+` lines at the start of a query; the message of an error names the line.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("#+")).collect();
        toml::from_str(&lines.join("\n")).map_err(|error| {
            let before = error.span().map(|span| lines.join("\n")[..span.start].lines().count().max(1));
            let place = before.map_or_else(String::new, |line| format!("第 {line} 行附近："));
            format!("{place}{}", error.message())
        })
    }
}
