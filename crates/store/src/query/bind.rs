//! Values for the variables of a query.
//!
//! The engine's own substitution takes only variables of the outermost SELECT and does nothing
//! inside a sub-query that does not project the variable. Here the algebra itself is rewritten, at
//! every depth: a pattern that mentions the variable is joined with its values, and an expression
//! has the value put in its place.

use super::walk::{Part, below_expression, below_pattern};
use oxrdf::{Literal, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};
use std::convert::Infallible;

/// Gives `variable` these values throughout the query.
pub(super) fn bind(query: &mut Query, variable: &Variable, values: &[Term]) {
    let values: Vec<GroundTerm> = values.iter().filter_map(ground).collect();
    let binding = Binding { variable, values: &values };
    match query {
        Query::Select { pattern, .. } | Query::Ask { pattern, .. } => binding.pattern(pattern),
        Query::Construct { template, pattern, .. } => {
            binding.pattern(pattern);
            if template.iter().any(|triple| binding.is_in(triple)) {
                binding.provide(pattern);
            }
        }
        Query::Describe { pattern, .. } => binding.pattern(pattern),
    }
}

fn ground(term: &Term) -> Option<GroundTerm> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::Literal(literal) => Some(literal.clone().into()),
        Term::BlankNode(_) => None,
    }
}

struct Binding<'a> {
    variable: &'a Variable,
    values: &'a [GroundTerm],
}

impl Binding<'_> {
    fn pattern(&self, pattern: &mut GraphPattern) {
        if let GraphPattern::Service { inner, .. } = pattern {
            return self.service(inner);
        }
        let Ok(()) = below_pattern(pattern, &mut |part| self.part(part));
        match pattern {
            GraphPattern::Bgp { patterns } if patterns.iter().any(|triple| self.is_in(triple)) => self.join(pattern),
            GraphPattern::Path { subject, object, .. } if self.is_term(subject) || self.is_term(object) => {
                self.join(pattern);
            }
            GraphPattern::Graph { name, .. } if self.is_node(name) => self.join(pattern),
            GraphPattern::Project { inner, variables } | GraphPattern::Group { inner, variables, .. }
                if variables.contains(self.variable) =>
            {
                self.provide(inner);
            }
            _ => {}
        }
    }

    fn part(&self, part: Part<'_>) -> Result<(), Infallible> {
        match part {
            Part::Pattern(pattern) => self.pattern(pattern),
            Part::Expression(expression, over) => self.expression(expression, over),
        }
        Ok(())
    }

    /// Joins the pattern with the values of its variable.
    fn join(&self, pattern: &mut GraphPattern) {
        let inner = std::mem::take(pattern);
        *pattern = GraphPattern::Join { left: Box::new(self.table()), right: Box::new(inner) };
    }

    fn table(&self) -> GraphPattern {
        GraphPattern::Values {
            variables: vec![self.variable.clone()],
            bindings: self.values.iter().map(|value| vec![Some(value.clone())]).collect(),
        }
    }

    /// Sees to it that the variable has a value outside the pattern.
    fn provide(&self, pattern: &mut GraphPattern) {
        let mut bound = false;
        pattern.on_in_scope_variable(|variable| bound |= variable == self.variable);
        if !bound {
            self.join(pattern);
        }
    }

    fn expression(&self, expression: &mut Expression, over: &GraphPattern) {
        match expression {
            Expression::Variable(variable) if variable == self.variable => {
                if let [value] = self.values {
                    *expression = constant(value);
                }
            }
            Expression::Bound(variable) if variable == self.variable => {
                *expression = Literal::from(!self.values.is_empty()).into();
            }
            _ => {
                let Ok(()) = below_expression(expression, over, &mut |part| self.part(part));
            }
        }
    }

    /// The pattern of a SERVICE says what to look for, so a single value stands in it as itself.
    fn service(&self, pattern: &mut GraphPattern) {
        if let (GraphPattern::Bgp { patterns }, [value]) = (pattern, self.values) {
            for triple in patterns.iter_mut().filter(|triple| self.is_term(&triple.object)) {
                triple.object = match value {
                    GroundTerm::NamedNode(node) => node.clone().into(),
                    GroundTerm::Literal(literal) => literal.clone().into(),
                };
            }
        }
    }

    fn is_in(&self, triple: &TriplePattern) -> bool {
        self.is_term(&triple.subject) || self.is_node(&triple.predicate) || self.is_term(&triple.object)
    }

    fn is_term(&self, term: &TermPattern) -> bool {
        matches!(term, TermPattern::Variable(variable) if variable == self.variable)
    }

    fn is_node(&self, node: &NamedNodePattern) -> bool {
        matches!(node, NamedNodePattern::Variable(variable) if variable == self.variable)
    }
}

fn constant(value: &GroundTerm) -> Expression {
    match value {
        GroundTerm::NamedNode(node) => node.clone().into(),
        GroundTerm::Literal(literal) => literal.clone().into(),
    }
}
