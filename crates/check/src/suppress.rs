//! The suppression file: findings that a person has looked at and left as they are.
//!
//! A TOML file; each entry names the code, the place and the reason. An entry that no finding matches
//! is stale and is listed.
//!
//! ```toml
//! [[allow]]
//! code = "value-conflict"
//! part = 0
//! path = "三/四/30"
//! words = "1TB"            # may be left out
//! reason = "附件另有说明"
//! ```

use crate::{Finding, Side};
use serde::{Deserialize, Serialize};

/// The entries of a suppression file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppressions {
    #[serde(default)]
    allow: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    doc: Option<String>,
    part: Option<u32>,
    path: Option<String>,
    words: Option<String>,
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
        let read: Self = toml::from_str(text)?;
        for (number, entry) in (1..).zip(&read.allow) {
            if entry.reason.trim().is_empty() {
                return Err(SuppressionsError::NoReason(number, entry.code.clone()));
            }
        }
        Ok(read)
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
    fn covers(&self, finding: &Finding) -> bool {
        let sides = || std::iter::once(&finding.a).chain(&finding.b);
        let at = |side: &Side| {
            self.part.is_none_or(|part| part == side.part)
                && self.path.as_ref().is_none_or(|path| *path == side.path)
                && self.words.as_ref().is_none_or(|words| side.quote.contains(words.as_str()))
        };
        self.code == finding.code && self.doc.as_ref().is_none_or(|doc| *doc == finding.doc) && sides().any(at)
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
        assert_eq!(stale, [Stale { entry: 2, code: "bracket".to_owned(), reason: "已改".to_owned() }]);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(Suppressions::parse("[[allow]]\ncode = \"numbering\"\nreason = \" \"\n").is_err());
        assert!(Suppressions::parse("[[allow]]\ncode = \"numbering\"\n").is_err());
    }
}
