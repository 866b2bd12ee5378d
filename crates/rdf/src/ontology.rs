//! The ontology itself, for graphs that carry the labels of their terms.

use crate::vocab::zt;
use oxrdf::{GraphName, NamedNode, Quad};
use oxttl::TurtleParser;

/// The Turtle files of `ontology/` that a graph carries.
pub const FILES: &[(&str, &str)] = &[
    ("zhengtu.ttl", include_str!("../../../ontology/zhengtu.ttl")),
    ("schemes.ttl", include_str!("../../../ontology/schemes.ttl")),
    ("bodies.ttl", include_str!("../../../ontology/bodies.ttl")),
    ("units.ttl", include_str!("../../../ontology/units.ttl")),
];

/// What a graph must look like (SHACL).
pub const SHAPES: &str = include_str!("../../../ontology/shapes.ttl");

/// The named graph of the ontology.
pub fn graph() -> NamedNode {
    NamedNode::new_unchecked(zt::NAMESPACE.trim_end_matches('#'))
}

/// The terms and concepts with their labels, in [`graph`].
pub fn quads() -> Vec<Quad> {
    let graph = GraphName::NamedNode(graph());
    // The files are part of the program; a test reads every line of them.
    let triples = FILES.iter().flat_map(|(_, text)| TurtleParser::new().for_slice(*text).filter_map(Result::ok));
    triples.map(|triple| triple.in_graph(graph.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::skos;
    use oxrdf::vocab::{rdf, rdfs};
    use std::collections::BTreeSet;

    fn subjects(quads: &[Quad], class: &str) -> BTreeSet<String> {
        let is_one = |quad: &&Quad| quad.predicate == rdf::TYPE && quad.object.to_string().contains(class);
        quads.iter().filter(is_one).map(|quad| quad.subject.to_string()).collect()
    }

    #[test]
    fn every_file_is_turtle() {
        for (name, text) in FILES {
            let broken = TurtleParser::new().for_slice(*text).find_map(Result::err);
            assert!(broken.is_none(), "{name}: {broken:?}");
        }
    }

    /// The thesaurus of policy words is no part of graphs, and a file of the ontology like the others.
    const POLICY: &str = include_str!("../../../ontology/policy.ttl");

    #[test]
    fn every_scheme_names_its_top_concepts_and_no_others() {
        const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
        let files = FILES.iter().map(|(_, text)| *text).chain([POLICY]);
        let triples: Vec<_> = files.flat_map(|text| TurtleParser::new().for_slice(text)).map(Result::unwrap).collect();
        let pairs = |property: &str, reversed: bool| -> BTreeSet<(String, String)> {
            let of = triples.iter().filter(|triple| triple.predicate.as_str().strip_prefix(SKOS) == Some(property));
            let pair = of.map(|triple| (triple.subject.to_string(), triple.object.to_string()));
            pair.map(|(one, other)| if reversed { (other, one) } else { (one, other) }).collect()
        };
        let below: BTreeSet<String> =
            pairs("broader", false).into_iter().chain(pairs("narrower", true)).map(|(concept, _)| concept).collect();
        let listed = pairs("hasTopConcept", false);
        let mut expected = pairs("inScheme", true);
        expected.retain(|(_, concept)| !below.contains(concept));
        assert_eq!(listed.symmetric_difference(&expected).collect::<Vec<_>>(), Vec::<&(String, String)>::new());
        assert!(listed.len() > 300, "{}", listed.len());
    }

    #[test]
    fn the_ontology_has_a_licence_and_a_version() {
        let quads = quads();
        let says = |property: &str| {
            let of = quads.iter().filter(|quad| quad.subject == graph().into() && quad.predicate.as_str() == property);
            of.map(|quad| quad.object.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(says("http://purl.org/dc/terms/license").len(), 2);
        assert_eq!(says("http://www.w3.org/2002/07/owl#versionIRI").len(), 1);
    }

    #[test]
    fn every_term_has_labels_and_comments_in_both_languages_and_an_example() {
        let quads = quads();
        let has = |subject: &str, predicate: &str, ending: &str| {
            let holds = |quad: &&Quad| {
                quad.subject.to_string() == subject
                    && quad.predicate.as_str() == predicate
                    && quad.object.to_string().ends_with(ending)
            };
            quads.iter().any(|quad| holds(&quad))
        };
        let terms: BTreeSet<String> = ["owl#Class", "owl#ObjectProperty", "owl#DatatypeProperty"]
            .iter()
            .flat_map(|class| subjects(&quads, class))
            .collect();
        assert!(terms.len() > 60);
        for term in &terms {
            for language in ["@zh", "@en"] {
                assert!(has(term, rdfs::LABEL.as_str(), language), "{term} has no label {language}");
                assert!(has(term, rdfs::COMMENT.as_str(), language), "{term} has no comment {language}");
            }
            assert!(has(term, "http://www.w3.org/2004/02/skos/core#example", ""), "{term} has no example");
        }
        for concept in subjects(&quads, "core#Concept>") {
            assert!(has(&concept, skos::PREF_LABEL.as_str(), "@zh"), "{concept}");
            assert!(has(&concept, skos::PREF_LABEL.as_str(), "@en"), "{concept}");
        }
    }
}
