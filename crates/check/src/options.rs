use crate::{Finding, Severity, rules};

/// What to check and what to fail on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// A code that is of no rule.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// The code is of no rule, built-in or of the user.
    #[error("没有名为“{code}”的检查；用 zhengtu check --explain 列出全部检查")]
    UnknownCode {
        /// The code as given.
        code: String,
    },
}

impl Options {
    /// Options that keep to the rules of `select` (all where it is empty) without those of `ignore`.
    /// A code may be the beginning of several (`value` for all `value-…`). `own` are the user's codes.
    ///
    /// # Errors
    /// Where a code is the beginning of no rule's.
    pub fn new(select: &[String], ignore: &[String], own: &[String]) -> Result<Self, OptionsError> {
        for code in select.iter().chain(ignore) {
            let known = rules().iter().any(|rule| covers(code, rule.code)) || own.iter().any(|own| covers(code, own));
            if !known {
                return Err(OptionsError::UnknownCode { code: code.clone() });
            }
        }
        Ok(Self { select: select.to_vec(), ignore: ignore.to_vec() })
    }

    /// Whether the rule with this code is wanted.
    pub fn wants(&self, code: &str) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|wanted| covers(wanted, code));
        selected && !self.ignore.iter().any(|unwanted| covers(unwanted, code))
    }

    /// Those of the findings that are wanted.
    pub fn keep(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        findings.retain(|finding| self.wants(&finding.code));
        findings
    }
}

/// Whether `given` is the code or its beginning up to a hyphen.
pub(crate) fn covers(given: &str, code: &str) -> bool {
    code.strip_prefix(given).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether one of the findings is at least as grave as `level`.
pub(crate) fn fails(findings: &[Finding], level: Severity) -> bool {
    findings.iter().any(|finding| finding.severity <= level)
}

impl Options {
    /// Whether `check --fail-on LEVEL` has to end with status 1.
    pub fn fails(findings: &[Finding], level: Severity) -> bool {
        fails(findings, level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_codes_is_selected_by_its_beginning() {
        let options = Options::new(&["value".to_owned()], &["value-comparator".to_owned()], &[]).unwrap();
        assert!(options.wants("value-conflict"));
        assert!(!options.wants("value-comparator"));
        assert!(!options.wants("deadline-open"));
    }

    #[test]
    fn an_unknown_code_is_an_error_and_not_an_empty_report() {
        assert!(Options::new(&["valu".to_owned()], &[], &[]).is_err());
        assert!(Options::new(&["own-check".to_owned()], &[], &["own-check".to_owned()]).is_ok());
    }
}
