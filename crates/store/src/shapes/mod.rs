//! Whether a graph is as `ontology/shapes.ttl` says (SHACL, https://www.w3.org/TR/shacl/), by queries made from the shapes.
//!
//! Each constraint of a shape becomes a query that finds what breaks it, and a sentence that says what is wrong. The
//! part of SHACL is that which the shapes use; a test makes sure that nothing in them is passed over.

mod constraint;
mod turtle;

use crate::results::Table;
use crate::{Body, Graph, Limits, Query, Results, StoreError};
use constraint::Constraint;
use oxrdf::{Literal, NamedNode, Term};
use std::collections::BTreeMap;
use turtle::Turtle;
use zhengtu_rdf::ontology;
use zhengtu_rdf::vocab::PREFIXES;
use zhengtu_say::Lang;

/// The columns of what [`validate`] finds.
const COLUMNS: [&str; 6] = ["node", "shape", "property", "value", "constraint", "message"];

/// What of the graph breaks which shape: the node, the class that its shape is for, the property and the value where
/// one is at fault, what SHACL calls the constraint, and what is wrong in words. Labels and classes of the ontology have
/// to be in the graph (see [`Graph::read_with_ontology`]).
///
/// # Errors
/// As [`Graph::query`].
pub fn validate(graph: &Graph, lang: Lang, limits: &Limits) -> Result<Results, StoreError> {
    let mut rows = Vec::new();
    for constraint in constraints()? {
        let found = graph.query(&Query::parse(&constraint.query())?, limits)?;
        let Body::Table(found) = found.body else { continue };
        rows.extend(found.rows.into_iter().map(|row| {
            let mut row = row.into_iter();
            let (node, value) = (row.next().flatten(), row.next().flatten());
            let text = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
            let property = constraint.property().map(|property| Literal::new_simple_literal(property).into());
            let (shape, kind) = (text(constraint.shape()), text(constraint.kind()));
            vec![node, shape, property, value, kind, text(&constraint.message(lang))]
        }));
    }
    let table = Table { variables: COLUMNS.map(str::to_owned).to_vec(), rows };
    Ok(Results { body: Body::Table(table), cut: None })
}

/// The captions of the columns.
pub fn captions(lang: Lang) -> BTreeMap<String, String> {
    let captions = [
        ("所指", "Node"),
        ("形状", "Shape"),
        ("属性", "Property"),
        ("值", "Value"),
        ("约束", "Constraint"),
        ("问题", "What is wrong"),
    ];
    COLUMNS
        .into_iter()
        .zip(captions)
        .map(|(column, (zh, en))| (column.to_owned(), lang.pick(zh, en).to_owned()))
        .collect()
}

/// All constraints of the shapes.
fn constraints() -> Result<Vec<Constraint>, StoreError> {
    let shapes = Turtle::read(ontology::SHAPES)?;
    let terms = Turtle::read(&ontology::FILES.iter().map(|(_, text)| *text).collect::<String>())?;
    constraint::read(&shapes, &terms)
}

/// An IRI with its prefix, where it has a known one.
fn short(node: &NamedNode) -> String {
    let iri = node.as_str();
    let known =
        PREFIXES.iter().find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)));
    known.unwrap_or_else(|| format!("<{iri}>"))
}

#[cfg(test)]
mod tests;
