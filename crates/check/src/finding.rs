use serde::{Deserialize, Serialize};
use zhengtu_model::Evidence;

/// What a rule found: one passage, or two that do not agree.
///
/// Serialised it is the exchange form of `zhengtu check --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
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
    /// How sure the rule is, from 0 to 1.
    pub confidence: f64,
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
    /// The name, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The name in Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
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

/// A finding in the making.
pub(crate) fn finding(code: &str, severity: Severity, message: String, a: Side, b: Option<Side>) -> Finding {
    let confidence = match severity {
        Severity::Error => 0.95,
        Severity::Warning => 0.8,
        Severity::Info => 0.6,
    };
    Finding { doc: String::new(), code: code.to_owned(), severity, message, a, b, detail: None, confidence }
}

impl Finding {
    /// The finding with what was compared.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The finding with how sure the rule is.
    pub(crate) fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0;
        self
    }

    /// Orders by place, then by code, so that the output depends on nothing else.
    fn key(&self) -> (u32, usize, usize, &str, usize) {
        let b = self.b.as_ref().map_or(0, |side| side.evidence.start);
        (self.a.part, self.a.evidence.start, self.a.evidence.end, &self.code, b)
    }
}

/// Puts findings of several checks into the order of a report: by document, place and code.
pub fn in_order(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.doc, a.key()).cmp(&(&b.doc, b.key())));
}

/// Sorts the findings of a document and drops those that say the same twice.
pub(crate) fn settle(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| a.key().cmp(&b.key()));
    findings.dedup_by(|a, b| a.code == b.code && a.a == b.a && a.b == b.b);
}
