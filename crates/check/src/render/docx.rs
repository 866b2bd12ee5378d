//! A report as a Word document, a paragraph a line.

use super::{Sources, summary};
use crate::{Finding, Side};
use std::collections::BTreeMap;
use zhengtu_office::Error;
use zhengtu_office::docx::{Document, Page, Run};
use zhengtu_say::Lang;

/// The colour of the words that differ.
const RED: &str = "C00000";

/// The findings as a Word document, grouped by document and part, the words that differ in red.
///
/// # Errors
/// Where the package cannot be written.
pub fn docx(findings: &[Finding], sources: &Sources<'_>) -> Result<Vec<u8>, Error> {
    let mut report = Document::new(Page::Upright);
    report.title("一致性检查");
    report.paragraph(&[Run::new(&summary(findings, Lang::Zh))]);
    let mut groups: BTreeMap<(&str, u32), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((&finding.doc, finding.a.part)).or_default().push(finding);
    }
    for group in groups.into_values() {
        report.heading(1, &sources.part(group[0], Lang::Zh));
        for finding in group {
            write_finding(&mut report, finding, sources);
        }
    }
    report.to_bytes()
}

fn write_finding(report: &mut Document, finding: &Finding, sources: &Sources<'_>) {
    let code = format!("{}［{}］", zhengtu_say::severity(finding.severity, Lang::Zh), finding.code);
    report.paragraph(&[Run::new(&code).bold(), Run::new(&finding.message)]);
    for side in std::iter::once(&finding.a).chain(&finding.b) {
        let (line, column) = sources.region(&finding.doc, side).from;
        let place = format!("　　{}（{line}:{column}）：", sources.whole_place(&finding.doc, side));
        let pieces = quote(side);
        let mut runs = vec![Run::new(&place)];
        runs.extend(pieces.iter().map(|(text, marked)| match marked {
            true => Run::new(text).bold().colour(RED),
            false => Run::new(text),
        }));
        report.paragraph(&runs);
    }
    if let Some(detail) = &finding.detail {
        report.paragraph(&[Run::new(&format!("　　{detail}"))]);
    }
}

/// The quote in pieces, each with whether it differs from the other side.
fn quote(side: &Side) -> Vec<(String, bool)> {
    let chars: Vec<char> = side.quote.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    for &[start, end] in &side.marks {
        let (start, end) = (start.clamp(at, chars.len()), end.clamp(at, chars.len()));
        pieces.push((chars[at..start].iter().collect(), false));
        pieces.push((chars[start..end.max(start)].iter().collect(), true));
        at = end.max(start);
    }
    pieces.push((chars[at..].iter().collect(), false));
    pieces
}
