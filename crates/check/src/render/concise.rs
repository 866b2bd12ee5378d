use super::{Sources, place, recognised};
use crate::Finding;
use zhengtu_say::Lang;

/// One line a finding: `计划.txt:85:12: error[value-conflict] 总体方案 三/一 … -> 附件2 三 (85:3)`.
pub fn concise(findings: &[Finding], sources: &Sources<'_>, lang: Lang) -> String {
    let mut text = String::new();
    for finding in findings {
        let (line, column) = sources.region(&finding.doc, &finding.a).from;
        let code = format!("{}[{}]", finding.severity.name(), finding.code);
        text += &format!("{}:{line}:{column}: {code} {}：{}", finding.doc, place(&finding.a), finding.message);
        if let Some(b) = &finding.b {
            let (line, column) = sources.region(&finding.doc, b).from;
            text += &format!("（对照 {}，{line}:{column}）", place(b));
        }
        if let Some(mark) = recognised(finding, lang) {
            text += &lang.pick("（{}）", " ({})").replace("{}", &mark);
        }
        text.push('\n');
    }
    text
}
