use crate::Evidence;
use serde::{Deserialize, Serialize};

/// What a rule found: one passage, or two that do not agree.
///
/// Serialised it is the exchange form of `zhengtu check --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Made of the code and the passages, so that it stays when the text around them is renumbered or moved.
    #[serde(default)]
    pub id: String,
    /// The document's file name without its folder.
    pub doc: String,
    /// The stable code of the rule, such as `value-conflict`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in Chinese, in one line.
    pub message: String,
    /// The place.
    pub a: Side,
    /// The place that it does not agree with.
    pub b: Option<Side>,
    /// What was compared and why the two belong together, in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The other places of which the same is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Side>,
    /// What should stand in the place of the marked words, here and at the other places, where that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// How sure the rule is, from 0 to 1.
    pub confidence: f64,
}

impl Finding {
    /// The finding with what was compared.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The finding with what should stand in the place of the marked words.
    #[must_use]
    pub fn fix(mut self, right: impl Into<String>) -> Self {
        self.fix = Some(right.into());
        self
    }

    /// The passages: the place, that which it does not agree with, and the others of which the same is said.
    pub fn sides_mut(&mut self) -> impl Iterator<Item = &mut Side> {
        std::iter::once(&mut self.a).chain(&mut self.b).chain(&mut self.also)
    }

    /// The finding with how sure the rule is, to two decimals.
    #[must_use]
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0;
        self
    }
}

/// How much a finding matters; the greatest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Wrong: the passages cannot both hold.
    Error,
    /// Probably wrong.
    Warning,
    /// Worth a look.
    Info,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One passage of a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The document, where it is another than the finding's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// The heading that the passage stands under, or is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// Where the passage stands in the original file, as its readers count: page, paragraph, cell; in Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub original: String,
    /// The passage, white space removed.
    pub quote: String,
    /// The words that differ: ranges of code points of `quote`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<[usize; 2]>,
    /// The passage in the text as read.
    pub evidence: Evidence,
}

impl Side {
    /// The passage with the first occurrence of `words` marked as what differs.
    pub fn marked(mut self, words: &str) -> Self {
        if let Some(at) = (!words.is_empty()).then(|| self.quote.find(words)).flatten() {
            let start = self.quote[..at].chars().count();
            self.marks.push([start, start + words.chars().count()]);
        }
        self
    }
}
