//! Findings in the making, and their order.

pub(crate) use zhengtu_model::{Finding, Severity, Side};

/// A finding in the making.
pub(crate) fn finding(code: &str, severity: Severity, message: String, a: Side, b: Option<Side>) -> Finding {
    zhengtu_text::halt::step();
    let confidence = match severity {
        Severity::Error => 0.95,
        Severity::Warning => 0.8,
        Severity::Info => 0.6,
    };
    Finding {
        id: String::new(),
        doc: String::new(),
        code: code.to_owned(),
        severity,
        message,
        a,
        b,
        detail: None,
        also: Vec::new(),
        fix: None,
        confidence,
    }
}

/// Orders by place, then by code, so that the output depends on nothing else.
fn key(finding: &Finding) -> (u32, usize, usize, &str, usize) {
    let b = finding.b.as_ref().map_or(0, |side| side.evidence.start);
    (finding.a.part, finding.a.evidence.start, finding.a.evidence.end, &finding.code, b)
}

/// Puts findings of several checks into the order of a report: by document, place and code.
pub fn in_order(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.doc, key(a)).cmp(&(&b.doc, key(b))));
}

/// Sorts the findings of a document and drops those that say the same twice.
pub(crate) fn settle(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    findings.dedup_by(|a, b| a.code == b.code && a.a == b.a && a.b == b.b);
}
