use crate::Base;
use crate::vocab::{TYPE, oa, zt};
use oxrdf::vocab::xsd;
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;
use std::collections::HashSet;
use zhengtu_model::{Date, Evidence};
use zhengtu_text::CharIndex;

/// The longest passage, in code points, that the graph quotes; a longer one is known by its place.
pub(crate) const LONGEST_QUOTE: usize = 300;

/// Collects the quads of one document, all in its named graph.
pub(crate) struct Writer<'a> {
    pub base: &'a Base,
    /// The document's file name.
    pub doc: &'a str,
    graph: GraphName,
    quads: Vec<Quad>,
    passages: HashSet<(usize, usize)>,
    /// The names of the bodies that were written.
    pub bodies: HashSet<String>,
    text: &'a str,
    chars: CharIndex,
}

impl<'a> Writer<'a> {
    /// A writer for the document `doc`, which reads `text`.
    pub fn new(base: &'a Base, doc: &'a str, text: &'a str) -> Self {
        let graph = GraphName::NamedNode(node(&base.graph(doc)));
        let chars = CharIndex::new(text);
        Self { base, doc, graph, quads: Vec::new(), passages: HashSet::new(), bodies: HashSet::new(), text, chars }
    }

    /// A writer for what is said of the document `doc` elsewhere than in it, in the graph `graph`.
    pub fn in_graph(base: &'a Base, doc: &'a str, graph: &str) -> Self {
        Self { graph: GraphName::NamedNode(node(graph)), ..Self::new(base, doc, "") }
    }

    /// The quads, each once, in the order in which they are printed.
    pub fn finish(self) -> Vec<Quad> {
        let mut quads = self.quads;
        quads.sort_unstable_by(as_printed);
        quads.dedup();
        quads
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    pub fn classes(&mut self, subject: &NamedNode, classes: &[NamedNodeRef<'static>]) {
        for &class in classes {
            self.add(subject, TYPE, class);
        }
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    pub fn some_text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(subject, predicate, text);
        }
    }

    pub fn count(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, count: usize) {
        self.add(subject, predicate, Literal::new_typed_literal(count.to_string(), xsd::INTEGER));
    }

    pub fn decimal(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, number: f64) {
        if number.is_finite() {
            self.add(subject, predicate, Literal::new_typed_literal(number.to_string(), xsd::DECIMAL));
        }
    }

    pub fn date(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, date: Date) {
        self.add(subject, predicate, Literal::new_typed_literal(date.to_string(), xsd::DATE));
    }

    /// States that `subject` was read from the passage, and where the passage is.
    pub fn evidence(&mut self, subject: &NamedNode, evidence: &Evidence) {
        let passage = self.passage(evidence);
        self.add(subject, zt::EVIDENCE, passage);
    }

    /// The same of a passage of another document, if `doc` names one.
    pub fn evidence_in(&mut self, subject: &NamedNode, doc: Option<&str>, evidence: &Evidence) {
        let Some(doc) = doc else { return self.evidence(subject, evidence) };
        let (passage, _) = self.place(doc, evidence);
        self.add(subject, zt::EVIDENCE, passage);
    }

    /// The passage of a document as a part of its text, and the selector that says which.
    fn place(&mut self, doc: &str, evidence: &Evidence) -> (NamedNode, NamedNode) {
        let passage = node(&self.base.passage(doc, evidence.start, evidence.end));
        let selector = node(&self.base.selector(doc, evidence.start, evidence.end));
        let text = node(&self.base.text(doc));
        self.classes(&passage, &[oa::SPECIFIC_RESOURCE]);
        self.add(&passage, oa::HAS_SOURCE, text);
        self.add(&passage, oa::HAS_SELECTOR, selector.clone());
        self.count(&passage, zt::LINE, evidence.line);
        self.classes(&selector, &[oa::POSITION_SELECTOR]);
        self.count(&selector, oa::START, evidence.start);
        self.count(&selector, oa::END, evidence.end);
        (passage, selector)
    }

    fn passage(&mut self, evidence: &Evidence) -> NamedNode {
        if !self.passages.insert((evidence.start, evidence.end)) {
            return node(&self.base.passage(self.doc, evidence.start, evidence.end));
        }
        let (passage, selector) = self.place(self.doc, evidence);
        if let Some(page) = evidence.page {
            self.count(&passage, zt::PAGE, page as usize);
        }
        if let Some(confidence) = evidence.recognised {
            self.count(&passage, zt::CONFIDENCE, usize::from(confidence));
        }
        if let Some(cell) = evidence.cell {
            self.count(&passage, zt::TABLE, cell.table as usize);
            self.count(&passage, zt::ROW, cell.row as usize);
            self.count(&passage, zt::COLUMN, cell.column as usize);
        }
        if let Some(quote) = self.quote(evidence) {
            self.classes(&selector, &[oa::QUOTE_SELECTOR]);
            self.text(&selector, oa::EXACT, quote);
        }
        passage
    }

    /// The passage as printed, where it is short and lies in the text.
    fn quote(&self, evidence: &Evidence) -> Option<&'a str> {
        if evidence.end <= evidence.start || evidence.end - evidence.start > LONGEST_QUOTE {
            return None;
        }
        let start = self.chars.byte_of(self.text, evidence.start);
        let end = self.chars.byte_of(self.text, evidence.end);
        let quote = self.text.get(start..end)?;
        (quote.chars().count() == evidence.end - evidence.start).then_some(quote)
    }
}

/// The order of two quads of one graph as lines of N-Quads. Neither is printed: of a large document that takes as much
/// memory as the quads.
fn as_printed(a: &Quad, b: &Quad) -> Ordering {
    let subjects = match (&a.subject, &b.subject) {
        (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => iris(a, b),
        (a, b) => a.to_string().cmp(&b.to_string()),
    };
    let objects = || match (&a.object, &b.object) {
        (Term::NamedNode(a), Term::NamedNode(b)) => iris(a, b),
        (a, b) => a.to_string().cmp(&b.to_string()),
    };
    subjects.then_with(|| iris(&a.predicate, &b.predicate)).then_with(objects)
}

/// The order of two IRIs as printed, with the sign that ends each.
fn iris(a: &NamedNode, b: &NamedNode) -> Ordering {
    let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
    let both = a.len().min(b.len());
    let next = |iri: &[u8]| iri.get(both).copied().unwrap_or(b'>');
    a[..both].cmp(&b[..both]).then_with(|| next(a).cmp(&next(b)))
}

/// The IRI, which this crate's own functions made.
pub(crate) fn node(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quads_stand_in_the_order_in_which_they_are_printed_and_each_once() {
        let base = Base::default();
        let mut writer = Writer::new(&base, "甲.txt", "");
        for subject in ["x:a", "x:ab", "x:a!", "x:A", "x:甲", "x:a"] {
            for predicate in [zt::PATH, zt::CODE] {
                for object in ["x:b", "x:b#", "x:bé"] {
                    writer.add(&node(subject), predicate, node(object));
                }
                for text in ["", "a", "a\n", "a\"", "5"] {
                    writer.text(&node(subject), predicate, text);
                }
                writer.count(&node(subject), predicate, 5);
            }
        }
        let printed: Vec<String> = writer.finish().iter().map(ToString::to_string).collect();
        let mut sorted = printed.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(printed, sorted);
        assert_eq!(printed.len(), 5 * 2 * 9);
    }
}
