use super::{Sources, place};
use crate::Finding;

/// One line a finding: `计划.txt:85:12: error[value-conflict] 总体方案 三/一 … -> 附件2 三 (85:3)`.
pub fn concise(findings: &[Finding], sources: &Sources<'_>) -> String {
    let mut text = String::new();
    for finding in findings {
        let (line, column) = sources.region(&finding.doc, &finding.a).from;
        let code = format!("{}[{}]", finding.severity.name(), finding.code);
        text += &format!("{}:{line}:{column}: {code} {}：{}", finding.doc, place(&finding.a), finding.message);
        if let Some(b) = &finding.b {
            let (line, column) = sources.region(&finding.doc, b).from;
            text += &format!("（对照 {}，{line}:{column}）", place(b));
        }
        text.push('\n');
    }
    text
}
