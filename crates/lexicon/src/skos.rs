//! Files of concepts in Turtle, and which thesaurus each concept is of.

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::{TurtleParser, TurtleSyntaxError};
use std::collections::HashSet;

/// The namespace of SKOS.
pub(crate) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// The scheme of policy words, and the namespace of those that are built in.
const POLICY: &str = "https://zhengtu.example/policy/";

/// The statements of a file, those of policy words apart from those of bodies.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    pub(crate) bodies: Vec<Triple>,
    pub(crate) policy: Vec<Triple>,
}

/// Reads a file.
///
/// # Errors
/// Where the text is no Turtle: the 1-based line and what is wrong there.
pub(crate) fn statements(turtle: &str) -> Result<Statements, (usize, String)> {
    let triples: Vec<Triple> = TurtleParser::new()
        .for_slice(turtle.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error: TurtleSyntaxError| (line_of(&error), error.message().to_owned()))?;
    let in_scheme: HashSet<NamedOrBlankNode> =
        triples.iter().filter(|triple| is_in_policy(triple)).map(|triple| triple.subject.clone()).collect();
    let (policy, bodies) = triples
        .into_iter()
        .partition(|triple| in_scheme.contains(&triple.subject) || key(&triple.subject).starts_with(POLICY));
    Ok(Statements { bodies, policy })
}

/// The IRI of a concept; empty where it has none.
pub(crate) fn key(subject: &NamedOrBlankNode) -> &str {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => "",
    }
}

fn is_in_policy(triple: &Triple) -> bool {
    let scheme = matches!(&triple.object, Term::NamedNode(scheme) if scheme.as_str() == POLICY);
    scheme && triple.predicate.as_str().strip_prefix(SKOS) == Some("inScheme")
}

/// The 1-based line of a fault.
fn line_of(error: &TurtleSyntaxError) -> usize {
    usize::try_from(error.location().start.line).unwrap_or(0) + 1
}
