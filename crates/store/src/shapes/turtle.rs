//! The statements of a Turtle file, by what they are about.

use crate::StoreError;
use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use std::collections::HashMap;

/// The statements of a file, in its order.
pub(super) struct Turtle {
    subjects: Vec<NamedOrBlankNode>,
    about: HashMap<NamedOrBlankNode, Vec<(String, Term)>>,
}

impl Turtle {
    /// Reads a file.
    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        let mut turtle = Self { subjects: Vec::new(), about: HashMap::new() };
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
            let quad = quad.map_err(|error| StoreError::Import(error.to_string()))?;
            let Triple { subject, predicate, object } = quad.into();
            let of = turtle.about.entry(subject.clone()).or_insert_with(|| {
                turtle.subjects.push(subject);
                Vec::new()
            });
            of.push((predicate.into_string(), object));
        }
        Ok(turtle)
    }

    /// What the file speaks of, each once.
    pub(super) fn subjects(&self) -> &[NamedOrBlankNode] {
        &self.subjects
    }

    /// All that is said of `subject`: predicates and objects.
    pub(super) fn about(&self, subject: &NamedOrBlankNode) -> &[(String, Term)] {
        self.about.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The objects of a predicate.
    pub(super) fn all<'a>(&'a self, subject: &NamedOrBlankNode, predicate: &'a str) -> impl Iterator<Item = &'a Term> {
        self.about(subject).iter().filter(move |(found, _)| found == predicate).map(|(_, object)| object)
    }

    /// The object of a predicate.
    pub(super) fn one(&self, subject: &NamedOrBlankNode, predicate: &str) -> Option<&Term> {
        self.about(subject).iter().find(|(found, _)| found == predicate).map(|(_, object)| object)
    }

    /// The members of a list.
    pub(super) fn list(&self, head: &Term) -> Vec<Term> {
        let mut members = Vec::new();
        let mut rest = as_subject(head);
        while let Some(node) = rest {
            members.extend(self.named(&node, rdf::FIRST).cloned());
            rest = self.named(&node, rdf::REST).and_then(as_subject);
        }
        members
    }

    fn named(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Option<&Term> {
        self.one(subject, predicate.as_str())
    }
}

/// The term as what statements can be about.
pub(super) fn as_subject(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        Term::Literal(_) => None,
    }
}
