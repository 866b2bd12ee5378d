//! `check`, `compare`: what does not agree, with both passages.

use super::documents::named;
use super::place::{self, Place};
use super::tool::{Answered, Entry, list, listed, shape};
use crate::call::Call;
use crate::opened::Opened;
use crate::reply::Refusal;
use crate::select;
use serde_json::{Value, json};
use zhengtu_check::diff;
use zhengtu_model::{Finding, Side};
use zhengtu_say as say;

/// `check`.
pub(super) fn check(call: &Call) -> Result<Answered, Refusal> {
    list(call, &select::findings(call)?, |finding| entry(call, finding))
}

/// `compare`.
pub(super) fn compare(call: &Call) -> Result<Answered, Refusal> {
    let (old, new) = (named(call, "old")?, named(call, "new")?);
    if old.info.name == new.info.name {
        return Err(Refusal::bad("old 和 new 是同一个文件 / old and new are the same document"));
    }
    let at = |name: &str| call.opened.document(name).and_then(|at| call.opened.checked(at));
    let (Some(old), Some(new)) = (at(&old.info.name), at(&new.info.name)) else {
        return Err(Refusal::fault("文件打不开 / the documents cannot be opened"));
    };
    let found = match call.get("levels") {
        Some("true") => diff::levels(&old, &new),
        _ => diff::diff(&old, &new),
    };
    list(call, &found, |finding| entry(call, finding))
}

fn entry(call: &Call, finding: &Finding) -> Entry {
    let lang = call.asked.lang;
    let sides: Vec<&Side> = [Some(&finding.a), finding.b.as_ref()].into_iter().flatten().collect();
    let place = |side: &&Side| {
        let doc = side.doc.as_deref().unwrap_or(&finding.doc).to_owned();
        let place = Place { doc: &doc, part: side.part, item: &side.path, evidence: &side.evidence };
        let value = json!({ "quote": side.quote, "place": place.value(call) });
        (value, format!("   “{}”——{}", side.quote, place.words(call)))
    };
    let (passages, lines): (Vec<Value>, Vec<String>) = sides.iter().map(place).unzip();
    let rule = Opened::rule(&finding.code).map(|rule| lang.pick(rule.title, rule.english().0));
    let value = json!({
        "id": finding.id, "document": finding.doc, "code": finding.code, "rule": rule, "severity": finding.severity,
        "message": finding.message, "detail": finding.detail, "passages": passages,
    });
    let severity = say::severity(finding.severity, lang);
    Entry { value, text: format!("【{severity}】{}\n{}", finding.message, lines.join("\n")) }
}

/// What [`check`] and [`compare`] give.
pub(super) fn schema() -> Value {
    let passage = shape(json!({ "quote": { "type": "string" }, "place": place::schema() }));
    listed(shape(json!({
        "id": { "type": "string" }, "document": { "type": "string" }, "code": { "type": "string" },
        "rule": { "type": ["string", "null"] },
        "severity": { "type": "string" }, "message": { "type": "string" }, "detail": { "type": ["string", "null"] },
        "passages": { "type": "array", "items": passage },
    })))
}
