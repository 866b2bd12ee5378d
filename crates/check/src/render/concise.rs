use super::{Sources, recognised};
use crate::Finding;
use zhengtu_say::Lang;

/// One line a finding: `计划.txt:85:12: error[value-conflict] 总体方案 三/一 … -> 附件2 三 (85:3)`.
pub fn concise(findings: &[Finding], sources: &Sources<'_>, lang: Lang) -> String {
    let mut text = String::new();
    for finding in findings {
        let (line, column) = sources.region(&finding.doc, &finding.a).from;
        let code = format!("{}[{}]", finding.severity.name(), finding.code);
        text += &format!("{}:{line}:{column}: {code} {}：{}", finding.doc, whole(finding, sources), finding.message);
        if let Some(b) = &finding.b {
            let (line, column) = sources.region(&finding.doc, b).from;
            text += &format!("（对照 {}，{line}:{column}）", sources.whole_place(&finding.doc, b));
        }
        if let Some(mark) = recognised(finding, lang) {
            text += &lang.pick("（{}）", " ({})").replace("{}", &mark);
        }
        text.push('\n');
    }
    text
}

/// The place of a finding; of several documents, behind what its own is called.
fn whole(finding: &Finding, sources: &Sources<'_>) -> String {
    let (doc, place) = (sources.document(&finding.doc), sources.whole_place(&finding.doc, &finding.a));
    if doc == finding.doc { place } else { format!("{doc} {place}") }
}
