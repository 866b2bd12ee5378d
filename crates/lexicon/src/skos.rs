//! Files of concepts in Turtle, and which thesaurus each concept is of.

mod plain;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::{TurtleParser, TurtleSyntaxError};
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// The namespace of SKOS.
pub(crate) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// The scheme of policy words, and the namespace of those that are built in.
const POLICY: &str = "https://zhengtu.example/policy/";

/// A statement of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement<'t> {
    /// The IRI of the concept; `_:` and a name where it has none.
    pub(crate) subject: Rc<str>,
    pub(crate) property: Rc<str>,
    pub(crate) object: Object<'t>,
}

/// What a statement says of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Object<'t> {
    Label {
        text: Cow<'t, str>,
        language: Option<Cow<'t, str>>,
    },
    /// Another concept, by its IRI.
    Concept(Rc<str>),
    /// What has no IRI.
    Other,
}

/// The statements of a file, those of policy words apart from those of bodies.
#[derive(Debug, Default)]
pub(crate) struct Statements<'t> {
    pub(crate) bodies: Vec<Statement<'t>>,
    pub(crate) policy: Vec<Statement<'t>>,
}

/// Reads a file.
///
/// # Errors
/// Where the text is no Turtle: the 1-based line and what is wrong there.
pub(crate) fn statements(turtle: &str) -> Result<Statements<'_>, (usize, String)> {
    let all = TurtleParser::new()
        .for_slice(turtle.as_bytes())
        .map(|triple| triple.map(Statement::from))
        .collect::<Result<_, _>>()
        .map_err(|error: TurtleSyntaxError| (line_of(&error), error.message().to_owned()))?;
    Ok(parted(all))
}

/// The same of a file that is built in. Both are read at the start of most commands, and are of the plain form that takes a
/// tenth of the time to read.
pub(crate) fn built_in(turtle: &str) -> Statements<'_> {
    plain::statements(turtle).map_or_else(|| statements(turtle).unwrap_or_default(), parted)
}

fn parted(all: Vec<Statement<'_>>) -> Statements<'_> {
    let in_scheme: HashSet<Rc<str>> =
        all.iter().filter(|statement| statement.is_in_policy()).map(|statement| statement.subject.clone()).collect();
    let of_policy =
        |statement: &Statement<'_>| statement.subject.starts_with(POLICY) || in_scheme.contains(&statement.subject);
    let (policy, bodies) = all.into_iter().partition(of_policy);
    Statements { bodies, policy }
}

impl Statement<'_> {
    fn is_in_policy(&self) -> bool {
        let scheme = matches!(&self.object, Object::Concept(scheme) if **scheme == *POLICY);
        scheme && self.property.strip_prefix(SKOS) == Some("inScheme")
    }
}

impl From<Triple> for Statement<'_> {
    fn from(Triple { subject, predicate, object }: Triple) -> Self {
        let subject: Rc<str> = match subject {
            NamedOrBlankNode::NamedNode(node) => node.into_string().into(),
            NamedOrBlankNode::BlankNode(node) => node.to_string().into(),
        };
        let object = match object {
            Term::Literal(literal) => {
                let language = literal.language().map(|language| Cow::Owned(language.to_owned()));
                Object::Label { text: literal.value().to_owned().into(), language }
            }
            Term::NamedNode(node) => Object::Concept(node.into_string().into()),
            _ => Object::Other,
        };
        Self { subject, property: predicate.into_string().into(), object }
    }
}

/// The 1-based line of a fault.
fn line_of(error: &TurtleSyntaxError) -> usize {
    usize::try_from(error.location().start.line).unwrap_or(0) + 1
}
