//! SARIF 2.1.0 (OASIS), as code scanners and editors read it.

use super::{Sources, doc_of};
use crate::{Finding, Severity, Side, rules};
use serde_json::{Value, json};

/// The findings as a SARIF 2.1.0 log. `version` is that of the program.
pub fn sarif(findings: &[Finding], sources: &Sources<'_>, version: &str) -> String {
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, sources)).collect();
    let known: Vec<Value> = rules()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": rule.title },
                "help": { "text": rule.manual(), "markdown": rule.manual() },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "zhengtu", "version": version, "language": "zh-CN", "rules": known } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn result(finding: &Finding, sources: &Sources<'_>) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [location(&finding.doc, &finding.a, sources)],
        "partialFingerprints": { "zhengtu/v1": finding.id },
        "properties": { "confidence": finding.confidence },
    });
    if let Some(index) = rules().iter().position(|rule| rule.code == finding.code) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(b) = &finding.b {
        let mut related = location(&finding.doc, b, sources);
        related["id"] = json!(1);
        related["message"] = json!({ "text": "对照" });
        result["relatedLocations"] = json!([related]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(doc: &str, side: &Side, sources: &Sources<'_>) -> Value {
    let region = sources.region(doc, side);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": encode(doc_of(doc, side)) },
            "region": {
                "startLine": region.from.0,
                "startColumn": region.from.1,
                "endLine": region.to.0,
                "endColumn": region.to.1,
                "charOffset": side.evidence.start,
                "charLength": side.evidence.end.saturating_sub(side.evidence.start),
                "snippet": { "text": &sources.text(doc_of(doc, side))[sources.bytes(doc, side)] },
            },
        },
        "logicalLocations": [{ "fullyQualifiedName": sources.place(doc, side) }],
        "properties": { "heading": side.heading, "original": side.original },
    })
}

/// A file name as a URI reference (RFC 3986, section 2.1).
fn encode(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
