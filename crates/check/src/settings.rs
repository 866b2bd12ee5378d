//! The settings file beside a plan: which checks are wanted, how grave what they find is, what a person has looked at and
//! left, and checks of one's own.
//!
//! ```toml
//! ignore = ["form"]            # checks that are left out; `select` keeps to some
//!
//! [severity]                   # error, warning, info or off, by code or its beginning
//! "text-usage" = "warning"
//!
//! [[allow]]                    # as in a suppression file; `check --accept` adds to these
//! code = "numbering"
//! a = "推进甲事"
//! reason = "第3项另发"
//!
//! [[check]]                    # see `simple`
//! code = "own-slogan"
//! words = ["掀起热潮"]
//! message = "“{found}”不用在正式文件里"
//! ```

use crate::options::covers;
use crate::simple::{SimpleCheck, SimpleCheckError};
use crate::suppress::{Suppressions, SuppressionsError};
use crate::{Finding, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The name of the settings file beside the documents.
pub const SETTINGS_FILE: &str = "checks.toml";

/// What a settings file says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The checks that are wanted, by code or its beginning; all where it is empty.
    pub select: Vec<String>,
    /// Those that are not.
    pub ignore: Vec<String>,
    /// What a person has looked at and left.
    pub allowed: Suppressions,
    /// Checks of one's own.
    pub checks: Vec<SimpleCheck>,
    severity: BTreeMap<String, Grade>,
}

/// What is wrong with a settings file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The file is not TOML of the form described.
    #[error("{0}")]
    Malformed(#[from] toml::de::Error),
    /// The exceptions are not.
    #[error("{0}")]
    Allowed(#[from] SuppressionsError),
    /// A check of one's own is not.
    #[error("{0}")]
    Check(#[from] SimpleCheckError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Grade {
    Error,
    Warning,
    Info,
    Off,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    select: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    severity: BTreeMap<String, Grade>,
    #[serde(default)]
    allow: toml::value::Array,
    #[serde(default)]
    check: toml::value::Array,
}

impl Settings {
    /// Reads a settings file.
    ///
    /// # Errors
    /// Where it is not of the form described.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let File { select, ignore, severity, allow, check } = toml::from_str(text)?;
        let checks: Result<Vec<SimpleCheck>, SimpleCheckError> = check.into_iter().map(SimpleCheck::read).collect();
        Ok(Self { select, ignore, severity, allowed: Suppressions::of(allow)?, checks: checks? })
    }

    /// The codes or beginnings of codes that the file grades.
    pub fn graded(&self) -> impl Iterator<Item = &str> {
        self.severity.keys().map(String::as_str)
    }

    /// Gives findings the severity that the file says, the longest beginning of the code first; those of checks that are
    /// off go.
    pub fn grade(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let grade = |code: &str| {
            let told = self.severity.iter().filter(|(given, _)| covers(given, code));
            told.max_by_key(|(given, _)| given.len()).map(|(_, grade)| *grade)
        };
        let graded = |mut finding: Finding| {
            finding.severity = match grade(&finding.code) {
                None => finding.severity,
                Some(Grade::Error) => Severity::Error,
                Some(Grade::Warning) => Severity::Warning,
                Some(Grade::Info) => Severity::Info,
                Some(Grade::Off) => return None,
            };
            Some(finding)
        };
        findings.into_iter().filter_map(graded).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Side;
    use crate::finding::finding;

    #[test]
    fn severity_is_that_of_the_longest_beginning_and_off_leaves_out() {
        let settings =
            Settings::parse("[severity]\ntext = \"off\"\n\"text-slip\" = \"error\"\nform = \"warning\"\n").unwrap();
        let found = ["text-slip", "text-word", "form-head", "numbering"]
            .map(|code| finding(code, Severity::Info, String::new(), Side::default(), None));
        let graded: Vec<(String, Severity)> =
            settings.grade(found.to_vec()).into_iter().map(|found| (found.code, found.severity)).collect();
        let wanted = [("text-slip", Severity::Error), ("form-head", Severity::Warning), ("numbering", Severity::Info)];
        assert_eq!(graded, wanted.map(|(code, severity)| (code.to_owned(), severity)));
    }

    #[test]
    fn a_field_that_is_not_known_a_missing_reason_and_a_broken_check_are_refused() {
        for text in
            ["selct = []", "[severity]\ntext = \"fatal\"", "[[allow]]\ncode = \"numbering\"", "[[check]]\ncode = \"a\""]
        {
            assert!(Settings::parse(text).is_err(), "{text}");
        }
        assert!(Settings::parse("").unwrap().checks.is_empty());
    }
}
