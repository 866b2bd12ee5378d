use crate::skos::{Object, SKOS, Statement, Statements, statements};
use std::collections::HashMap;

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
    Ok(with(&statements(turtle)?, concepts))
}

/// The concepts with what statements say of them.
pub(super) fn with(statements: &Statements<'_>, mut concepts: Vec<Concept>) -> Vec<Concept> {
    let mut places: HashMap<String, usize> =
        concepts.iter().enumerate().map(|(at, concept)| (concept.key.clone(), at)).collect();
    for Statement { subject, property, object } in &statements.bodies {
        let Some(property) = property.strip_prefix(SKOS).or_else(|| property.strip_prefix(BODY)) else { continue };
        if subject.starts_with("_:") {
            continue;
        }
        let key = local_name(subject);
        let at = places.get(key).copied().unwrap_or_else(|| {
            places.insert(key.to_owned(), concepts.len());
            concepts.push(Concept { key: key.to_owned(), ..Concept::default() });
            concepts.len() - 1
        });
        add(&mut concepts[at], property, object);
    }
    concepts
}

fn add(concept: &mut Concept, property: &str, object: &Object<'_>) {
    match (property, object) {
        ("broader", Object::Concept(broader)) => concept.broader = Some(local_name(broader).to_owned()),
        (_, Object::Label { text, language }) => add_label(concept, property, text, language.as_deref() == Some("en")),
        _ => {}
    }
}

fn add_label(concept: &mut Concept, property: &str, label: &str, english: bool) {
    match (property, english) {
        ("prefLabel", true) => concept.english = label.to_owned(),
        ("prefLabel", false) => concept.chinese = label.to_owned(),
        ("altLabel" | "hiddenLabel", true) => concept.english_names.push(label.to_lowercase()),
        ("altLabel" | "hiddenLabel", false) => concept.labels.push(label.to_owned()),
        ("stem", _) => concept.stems.push(label.to_owned()),
        _ => {}
    }
}

fn local_name(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}
