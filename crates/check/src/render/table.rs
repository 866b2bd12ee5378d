use super::{Sources, place};
use crate::Finding;
use zhengtu_say::Lang;

/// The headings of [`rows`], for the writers of xlsx, docx and CSV.
pub const COLUMNS: [&str; 11] =
    ["级别", "检查", "问题", "文件", "位置", "行:列", "原文", "对照位置", "对照行:列", "对照原文", "说明"];

/// The findings as rows of a table, in the order given.
pub fn rows(findings: &[Finding], sources: &Sources<'_>) -> Vec<[String; 11]> {
    let at = |doc: &str, side: &crate::Side| {
        let (line, column) = sources.region(doc, side).from;
        format!("{line}:{column}")
    };
    findings
        .iter()
        .map(|finding| {
            let b = finding.b.as_ref();
            [
                zhengtu_say::severity(finding.severity, Lang::Zh).to_owned(),
                finding.code.clone(),
                finding.message.clone(),
                finding.doc.clone(),
                place(&finding.a),
                at(&finding.doc, &finding.a),
                finding.a.quote.clone(),
                b.map(place).unwrap_or_default(),
                b.map(|side| at(&finding.doc, side)).unwrap_or_default(),
                b.map(|side| side.quote.clone()).unwrap_or_default(),
                super::note(finding, Lang::Zh),
            ]
        })
        .collect()
}
