//! The suppression file: findings that a person has looked at and left as they are.
//!
//! A TOML file; each entry names the code, the reason, and either the words of the passages or the place. An entry that no
//! finding matches is stale and is listed. What `check --accept` writes goes by the words: it holds wherever these stand,
//! whatever number the item has, and no longer when one of the passages changes.
//!
//! ```toml
//! [[allow]]
//! code = "value-conflict"
//! a = "压缩至3个工作日"
//! b = "压缩至5个工作日"    # where the finding has a second passage
//! reason = "附件另有说明"
//!
//! [[allow]]
//! code = "value-conflict"
//! part = 0
//! path = "三/四/30"
//! words = "1TB"            # may be left out
//! reason = "附件另有说明"
//! ```

use crate::identity::words;
use crate::{Finding, Side};
use serde::{Deserialize, Serialize};

/// The entries of a suppression file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppressions {
    #[serde(default)]
    allow: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    doc: Option<String>,
    part: Option<u32>,
    path: Option<String>,
    words: Option<String>,
    a: Option<String>,
    b: Option<String>,
    reason: String,
}

/// What is wrong with a suppression file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SuppressionsError {
    /// The file is not TOML of the form described.
    #[error("例外清单无法读取：{0}")]
    Malformed(#[from] toml::de::Error),
    /// An entry has no reason.
    #[error("例外清单第{0}项（{1}）没有写明理由")]
    NoReason(usize, String),
}

/// An entry that no finding matches any longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stale {
    /// The number of the entry in the file, from 1.
    pub entry: usize,
    /// The code it names.
    pub code: String,
    /// The reason it gives.
    pub reason: String,
}

impl Suppressions {
    /// Reads a suppression file.
    ///
    /// # Errors
    /// Where the file is not of the form described, or an entry gives no reason.
    pub fn parse(text: &str) -> Result<Self, SuppressionsError> {
        toml::from_str::<Self>(text)?.with_reasons()
    }

    /// Reads the entries of a file that holds other things too.
    pub(crate) fn of(allow: toml::value::Array) -> Result<Self, SuppressionsError> {
        let entries: Result<Vec<Entry>, _> = allow.into_iter().map(toml::Value::try_into).collect();
        Self { allow: entries? }.with_reasons()
    }

    fn with_reasons(self) -> Result<Self, SuppressionsError> {
        match (1..).zip(&self.allow).find(|(_, entry)| entry.reason.trim().is_empty()) {
            Some((number, entry)) => Err(SuppressionsError::NoReason(number, entry.code.clone())),
            None => Ok(self),
        }
    }

    /// An entry that takes a finding out by its words, as text to put at the end of the file. `doc` is named where the
    /// entry should hold for that document only.
    pub fn entry(finding: &Finding, doc: Option<&str>, reason: &str) -> String {
        let entry = Self { allow: vec![Entry::of(finding, doc, reason)] };
        toml::to_string(&entry).unwrap_or_default()
    }

    /// The reason of the first entry that covers a finding.
    pub fn reason(&self, finding: &Finding) -> Option<&str> {
        self.allow.iter().find(|entry| entry.covers(finding)).map(|entry| entry.reason.as_str())
    }

    /// The findings that no entry covers, and the entries that cover none.
    pub fn apply(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Stale>) {
        let mut used = vec![false; self.allow.len()];
        let mut left = Vec::new();
        for finding in findings {
            match self.allow.iter().position(|entry| entry.covers(&finding)) {
                Some(entry) => used[entry] = true,
                None => left.push(finding),
            }
        }
        let stale = (1..).zip(&self.allow).zip(used).filter(|(_, used)| !used);
        let stale = stale
            .map(|((number, entry), _)| Stale { entry: number, code: entry.code.clone(), reason: entry.reason.clone() })
            .collect();
        (left, stale)
    }
}

impl Entry {
    /// The entry for a finding, by its words. `doc` is named where it should hold for that document only.
    fn of(finding: &Finding, doc: Option<&str>, reason: &str) -> Self {
        Self {
            code: finding.code.clone(),
            doc: doc.map(str::to_owned),
            part: None,
            path: None,
            words: None,
            a: Some(words(&finding.a).to_owned()),
            b: finding.b.as_ref().map(|b| words(b).to_owned()),
            reason: reason.to_owned(),
        }
    }

    fn covers(&self, finding: &Finding) -> bool {
        let sides = || std::iter::once(&finding.a).chain(&finding.b);
        let at = |side: &Side| {
            self.part.is_none_or(|part| part == side.part)
                && self.path.as_ref().is_none_or(|path| *path == side.path)
                && self.words.as_ref().is_none_or(|words| side.quote.contains(words.as_str()))
        };
        let says = |said: &Option<String>, side: Option<&Side>| {
            said.as_ref().is_none_or(|said| side.is_some_and(|side| said == words(side)))
        };
        // An entry by words is for a finding with as many passages.
        let alone = self.a.is_some() && self.b.is_none();
        self.code == finding.code
            && self.doc.as_ref().is_none_or(|doc| *doc == finding.doc)
            && says(&self.a, Some(&finding.a))
            && says(&self.b, finding.b.as_ref())
            && !(alone && finding.b.is_some())
            && sides().any(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::finding::finding;

    fn found(code: &str, path: &str, quote: &str) -> Finding {
        let side = Side { path: path.to_owned(), quote: quote.to_owned(), ..Side::default() };
        finding(code, Severity::Error, "…".to_owned(), side, None)
    }

    #[test]
    fn an_entry_takes_out_what_it_names_and_a_stale_one_is_listed() {
        let file = "[[allow]]\ncode = \"numbering\"\npath = \"三/4\"\nreason = \"原文如此\"\n\
                    [[allow]]\ncode = \"bracket\"\nreason = \"已改\"\n";
        let allowed = Suppressions::parse(file).unwrap();
        let (left, stale) = allowed.apply(vec![found("numbering", "三/4", "四"), found("numbering", "三/5", "五")]);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].a.path, "三/5");
        assert_eq!(allowed.reason(&found("numbering", "三/4", "四")), Some("原文如此"));
        assert_eq!(allowed.reason(&left[0]), None);
        assert_eq!(stale, [Stale { entry: 2, code: "bracket".to_owned(), reason: "已改".to_owned() }]);
    }

    #[test]
    fn an_entry_by_words_holds_at_another_number_and_not_for_other_words() {
        let entry = Suppressions::entry(&found("numbering", "三/4", "4.推进“甲”事"), None, "原文如此");
        let allowed = Suppressions::parse(&entry).unwrap();
        let left = |findings: Vec<Finding>| allowed.apply(findings).0.len();
        assert_eq!(left(vec![found("numbering", "五/9", "（九）推进“甲”事")]), 0);
        assert_eq!(left(vec![found("numbering", "三/4", "4.推进“乙”事")]), 1);
        let mut two = found("numbering", "三/4", "4.推进“甲”事");
        two.b = Some(Side { quote: "推进丙事".to_owned(), ..Side::default() });
        assert_eq!(left(vec![two.clone()]), 1);
        let both = Suppressions::parse(&Suppressions::entry(&two, Some("甲.docx"), "已核")).unwrap();
        assert_eq!(both.apply(vec![two.clone()]).0.len(), 1);
        two.doc = "甲.docx".to_owned();
        assert_eq!(both.apply(vec![two]).0.len(), 0);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(Suppressions::parse("[[allow]]\ncode = \"numbering\"\nreason = \" \"\n").is_err());
        assert!(Suppressions::parse("[[allow]]\ncode = \"numbering\"\n").is_err());
    }
}
