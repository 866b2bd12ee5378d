//! A query: parsed, its parameters bound as values, ready to be run on a graph.

mod bind;
mod lateral;
mod lexical;
mod scope;
mod syntax;
mod text;
mod walk;

pub use syntax::SyntaxFault;
pub(crate) use text::{Searched, inline_searches};

use crate::StoreError;
use oxrdf::{NamedNode, Term, Variable};
use spargebra::algebra::{GraphPattern, QueryDataset};
use zhengtu_rdf::ontology;

/// A SPARQL 1.1 query that reads: SELECT, ASK, CONSTRUCT or DESCRIBE.
#[derive(Clone, Debug)]
pub struct Query {
    algebra: spargebra::Query,
}

impl Query {
    /// Parses a query. The prefixes of [`zhengtu_rdf::vocab::PREFIXES`] and `text:` need no
    /// declaration.
    ///
    /// # Errors
    /// [`StoreError::Syntax`] with line, column and, for common slips, a hint.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        syntax::parse(text).map(|algebra| Self { algebra })
    }

    /// Gives the variable `name` these values, wherever the query uses it, in sub-queries too. They
    /// are values and never become part of the query's text.
    ///
    /// With several values, the variable must stand in a triple pattern of each group that uses it.
    pub fn bind(&mut self, name: &str, values: &[Term]) {
        if let Ok(variable) = Variable::new(name) {
            bind::bind(&mut self.algebra, &variable, values);
        }
    }

    /// Keeps the query to some named graphs, and the ontology, whose labels it may print: they become
    /// its default graph and its only named ones.
    pub fn keep_to(&mut self, mut graphs: Vec<NamedNode>) {
        if !graphs.contains(&ontology::graph()) {
            graphs.push(ontology::graph());
        }
        self.over(graphs.clone(), graphs);
    }

    /// Gives the query its dataset, in the place of its FROM clauses (SPARQL 1.1 Protocol, section 2.1.4).
    pub fn over(&mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) {
        let kept = QueryDataset { default, named: Some(named) };
        match &mut self.algebra {
            spargebra::Query::Select { dataset, .. }
            | spargebra::Query::Ask { dataset, .. }
            | spargebra::Query::Construct { dataset, .. }
            | spargebra::Query::Describe { dataset, .. } => *dataset = Some(kept),
        }
    }

    /// The algebra without its dataset, and the dataset.
    ///
    /// The evaluator takes the graphs of a dataset one after the other, so that a triple of two of them counts twice;
    /// the snapshot takes them together, as RDF merges graphs.
    pub(crate) fn apart(mut self) -> (spargebra::Query, Option<QueryDataset>) {
        let dataset = match &mut self.algebra {
            spargebra::Query::Select { dataset, .. }
            | spargebra::Query::Ask { dataset, .. }
            | spargebra::Query::Construct { dataset, .. }
            | spargebra::Query::Describe { dataset, .. } => dataset.take(),
        };
        (self.algebra, dataset)
    }

    /// The query's algebra.
    pub fn algebra(&self) -> &spargebra::Query {
        &self.algebra
    }

    /// The variables of a SELECT query, in order; none for other queries.
    pub fn variables(&self) -> Vec<String> {
        match &self.algebra {
            spargebra::Query::Select { pattern, .. } => projected(pattern),
            _ => Vec::new(),
        }
    }

    pub(crate) fn pattern(&self) -> &GraphPattern {
        match &self.algebra {
            spargebra::Query::Select { pattern, .. }
            | spargebra::Query::Ask { pattern, .. }
            | spargebra::Query::Construct { pattern, .. }
            | spargebra::Query::Describe { pattern, .. } => pattern,
        }
    }

    /// The query in the form in which the evaluator of this process runs it fastest.
    pub(crate) fn tuned(&self) -> Self {
        let mut query = self.clone();
        lateral::row_by_row(query.pattern_mut());
        query
    }

    pub(crate) fn pattern_mut(&mut self) -> &mut GraphPattern {
        match &mut self.algebra {
            spargebra::Query::Select { pattern, .. }
            | spargebra::Query::Ask { pattern, .. }
            | spargebra::Query::Construct { pattern, .. }
            | spargebra::Query::Describe { pattern, .. } => pattern,
        }
    }

    /// What is wrong with the way the query uses its parameter, if anything.
    pub(crate) fn misuse(&self, parameter: &str, many: bool) -> Option<String> {
        scope::misuse(self, parameter, many)
    }
}

fn projected(pattern: &GraphPattern) -> Vec<String> {
    match pattern {
        GraphPattern::Project { variables, .. } => {
            variables.iter().map(|variable| variable.as_str().to_owned()).collect()
        }
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. } => projected(inner),
        _ => Vec::new(),
    }
}
