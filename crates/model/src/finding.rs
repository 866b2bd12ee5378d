use crate::Evidence;
use serde::{Deserialize, Serialize};

/// What a rule found: one passage, or two that do not agree.
///
/// With its id ([`Finding::record`]) it is the exchange form of `zhengtu check --format jsonl`.
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

impl Finding {
    /// What tells the finding from others: made of the code and the passages, white space aside, so that it stays the same
    /// when the text around is renumbered.
    pub fn id(&self) -> String {
        let second = self.b.as_ref().map_or("", |side| side.quote.as_str());
        // FNV-1a, 64 bits: the same with every compiler, unlike the standard hasher.
        let said = [self.code.as_str(), &self.a.quote, second].join("\u{1f}");
        let hash = said
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }

    /// The finding in the exchange form, with its id.
    pub fn record(&self) -> FindingRecord<'_> {
        FindingRecord { id: self.id(), finding: self }
    }

    /// The finding with what was compared.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The finding with how sure the rule is, to two decimals.
    #[must_use]
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0;
        self
    }
}

/// A finding as `check --format jsonl` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct FindingRecord<'a> {
    /// See [`Finding::id`].
    pub id: String,
    /// The finding.
    #[serde(flatten)]
    pub finding: &'a Finding,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(code: &str, a: &str, b: Option<&str>) -> Finding {
        let side = |quote: &str| Side { quote: quote.into(), ..Side::default() };
        Finding {
            doc: "a.txt".into(),
            code: code.into(),
            severity: Severity::Error,
            message: String::new(),
            a: side(a),
            b: b.map(side),
            detail: None,
            confidence: 1.0,
        }
    }

    #[test]
    fn the_id_is_that_of_code_and_passages_and_of_nothing_around_them() {
        let found = finding("value-conflict", "达到95%", Some("达到90%"));
        let mut moved = found.clone();
        (moved.a.part, moved.a.path, moved.a.evidence.start) = (3, "四/2".into(), 900);
        moved.message = "另一句话".into();
        assert_eq!(moved.id(), found.id());
        let others = [
            finding("value-share", "达到95%", Some("达到90%")),
            finding("value-conflict", "达到90%", Some("达到95%")),
            finding("value-conflict", "达到95%", None),
        ];
        assert!(others.iter().all(|other| other.id() != found.id()));
        let record = serde_json::to_value(found.record()).unwrap();
        assert_eq!(
            (record["id"].as_str(), record["code"].as_str()),
            (Some(found.id().as_str()), Some("value-conflict"))
        );
    }
}
