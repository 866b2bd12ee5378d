use crate::Base;
use std::collections::BTreeMap;
use zhengtu_model::{DocumentFacts, Side};

/// The things of documents, to be found by the passages that findings quote.
#[derive(Debug)]
pub struct Things<'a> {
    documents: BTreeMap<&'a str, &'a DocumentFacts>,
    /// The main text of each document, for passages where nothing else is.
    whole: BTreeMap<&'a str, String>,
}

impl<'a> Things<'a> {
    /// The things of these documents.
    pub fn new(documents: impl IntoIterator<Item = &'a DocumentFacts>, base: &Base) -> Self {
        let documents: BTreeMap<&str, &DocumentFacts> =
            documents.into_iter().map(|facts| (facts.info.name.as_str(), facts)).collect();
        let whole = documents.keys().map(|&name| (name, base.part(name, 0))).collect();
        Self { documents, whole }
    }

    /// The IRI of what a side of a finding in `doc` is about: the target that is the passage, else the innermost
    /// task around it, else the clause, else the main text.
    pub(crate) fn at(&self, doc: &str, side: &Side) -> &str {
        let doc = side.doc.as_deref().unwrap_or(doc);
        let (start, end) = (side.evidence.start, side.evidence.end);
        let Some(facts) = self.documents.get(doc) else { return "" };
        let target = facts.targets.iter().find(|target| target.evidence.start == start && target.evidence.end == end);
        if let Some(target) = target {
            return &target.id;
        }
        let tasks = facts.tasks.iter().filter(|task| task.evidence.start <= start && end <= task.evidence.end);
        if let Some(task) = tasks.min_by_key(|task| task.evidence.end - task.evidence.start) {
            return &task.id;
        }
        let clause = facts.clauses.iter().find(|clause| clause.evidence.start <= start && start < clause.evidence.end);
        clause.map_or_else(|| self.whole.get(doc).map_or("", String::as_str), |clause| &clause.id)
    }
}
