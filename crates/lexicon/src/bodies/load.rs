use crate::skos::{SKOS, statements};
use oxrdf::{NamedOrBlankNode, Term};

const BODY: &str = "https://zhengtu.example/body/";

/// A function: one concept of the thesaurus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Concept {
    pub(super) key: String,
    pub(super) chinese: String,
    pub(super) english: String,
    pub(super) broader: Option<String>,
    /// The English names that questions use.
    pub(super) english_names: Vec<String>,
    pub(super) labels: Vec<String>,
    pub(super) stems: Vec<String>,
}

/// Reads the concepts of a Turtle file on top of those that are there.
///
/// # Errors
/// Where the text is no Turtle: the 1-based line and what is wrong there.
pub(super) fn read(turtle: &str, concepts: Vec<Concept>) -> Result<Vec<Concept>, (usize, String)> {
    let mut concepts = concepts;
    for triple in statements(turtle)?.bodies {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let property = triple.predicate.as_str();
        let Some(property) = property.strip_prefix(SKOS).or_else(|| property.strip_prefix(BODY)) else { continue };
        let key = local_name(subject.as_str());
        let index = concepts.iter().position(|concept| concept.key == key).unwrap_or_else(|| {
            concepts.push(Concept { key: key.to_owned(), ..Concept::default() });
            concepts.len() - 1
        });
        add(&mut concepts[index], property, &triple.object);
    }
    Ok(concepts)
}

fn add(concept: &mut Concept, property: &str, object: &Term) {
    match (property, object) {
        ("prefLabel", Term::Literal(label)) if label.language() == Some("en") => {
            concept.english = label.value().to_owned();
        }
        ("prefLabel", Term::Literal(label)) => concept.chinese = label.value().to_owned(),
        ("altLabel" | "hiddenLabel", Term::Literal(label)) if label.language() == Some("en") => {
            concept.english_names.push(label.value().to_lowercase());
        }
        ("altLabel" | "hiddenLabel", Term::Literal(label)) => concept.labels.push(label.value().to_owned()),
        ("stem", Term::Literal(label)) => concept.stems.push(label.value().to_owned()),
        ("broader", Term::NamedNode(broader)) => concept.broader = Some(local_name(broader.as_str()).to_owned()),
        _ => {}
    }
}

fn local_name(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}
