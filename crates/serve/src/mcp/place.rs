//! Where a passage stands: for programs, and in the words that an answer quotes it with.

use crate::call::Call;
use serde_json::{Value, json};
use zhengtu_model::{DocumentFacts, Evidence};
use zhengtu_say as say;

/// The place of a passage.
pub(super) struct Place<'a> {
    /// The document's name.
    pub(super) doc: &'a str,
    /// 0 for the main text, n for annex n.
    pub(super) part: u32,
    /// The numbering.
    pub(super) item: &'a str,
    /// Where in the text.
    pub(super) evidence: &'a Evidence,
}

impl Place<'_> {
    /// For programs: what [`super::passages::read`] takes, and what a person looks for.
    pub(super) fn value(&self, call: &Call) -> Value {
        json!({
            "document": self.doc, "title": title(call, self.doc), "part": self.part,
            "part_name": call.opened.titles.part(self.doc, self.part, call.asked.lang), "item": self.item,
            "line": self.evidence.line, "page": self.evidence.page,
            "start": self.evidence.start, "end": self.evidence.end,
        })
    }

    /// In words: 《…》附件6 二/（一） 第476行.
    pub(super) fn words(&self, call: &Call) -> String {
        let lang = call.asked.lang;
        let page = self.evidence.page.map(|page| say::page(page, lang)).unwrap_or_default();
        let pieces = [
            format!("《{}》", title(call, self.doc)),
            call.opened.titles.part(self.doc, self.part, lang),
            self.item.to_owned(),
            page,
            say::line(self.evidence.line, lang),
        ];
        let said: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        said.join(" ")
    }
}

/// The schema of a place.
pub(super) fn schema() -> Value {
    super::tool::shape(json!({
        "document": { "type": "string" }, "title": { "type": "string" }, "part": { "type": "integer" },
        "part_name": { "type": "string" }, "item": { "type": "string" }, "line": { "type": "integer" },
        "page": { "type": ["integer", "null"] }, "start": { "type": "integer" }, "end": { "type": "integer" },
    }))
}

/// The records of a document, by its name.
pub(super) fn facts<'a>(call: &'a Call, doc: &str) -> Option<&'a DocumentFacts> {
    call.opened.document(doc).and_then(|at| call.opened.facts.get(at))
}

/// The title of a document, else its name.
pub(super) fn title<'a>(call: &'a Call, doc: &'a str) -> &'a str {
    facts(call, doc).map(|facts| facts.info.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(doc)
}
