//! OPTIONAL and UNION, row by row.
//!
//! The planner multiplies the sizes that it guesses; after a dozen triples the product no longer
//! fits, and it then joins every OPTIONAL by reading all quads of its predicate. Looking the few
//! rows up one by one costs no more than that on one plan, and a hundredth on many.
//!
//! A UNION at the start of a group it takes for large; it reads the triples beside it first, and then
//! the whole UNION again for each of their rows. Who starts a group with a UNION means to start there.

use super::walk::{Part, below_expression, below_pattern};
use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern};
use std::collections::BTreeSet;
use std::convert::Infallible;

type Variables = BTreeSet<Variable>;

/// Turns each OPTIONAL into a lateral join, where the solutions are the same.
pub(crate) fn row_by_row(pattern: &mut GraphPattern) {
    if matches!(pattern, GraphPattern::Service { .. }) {
        return;
    }
    let Ok(()) = below_pattern(pattern, &mut |part| -> Result<(), Infallible> {
        if let Part::Pattern(inner) = part {
            row_by_row(inner);
        }
        Ok(())
    });
    match pattern {
        GraphPattern::LeftJoin { .. } if may_turn(pattern) => turn(pattern),
        GraphPattern::Join { left, right } if starts_with_union(left, right) => {
            let (left, right) = (std::mem::take(left), std::mem::take(right));
            *pattern = GraphPattern::Lateral { left, right };
        }
        _ => {}
    }
}

fn starts_with_union(left: &GraphPattern, right: &GraphPattern) -> bool {
    matches!(left, GraphPattern::Union { .. }) && follows(left, right)
}

/// Whether `right` is made of triples about what `left` finds, none of which would find less alone.
fn follows(left: &GraphPattern, right: &GraphPattern) -> bool {
    let GraphPattern::Bgp { patterns } = right else { return false };
    let is_fixed = |term: &TermPattern| !matches!(term, TermPattern::Variable(_) | TermPattern::BlankNode(_));
    let about = bound(right);
    let mut shares = false;
    left.on_in_scope_variable(|variable| shares |= about.contains(variable));
    shares && !patterns.iter().any(|triple| is_fixed(&triple.subject) || is_fixed(&triple.object))
}

fn turn(pattern: &mut GraphPattern) {
    if let GraphPattern::LeftJoin { left, right, expression } = std::mem::take(pattern) {
        let optional = GraphPattern::LeftJoin { left: Box::default(), right, expression };
        *pattern = GraphPattern::Lateral { left, right: Box::new(optional) };
    }
}

/// Whether the optional part means the same when it sees the values of the row: it is made of triples
/// only, and its conditions look at variables that it binds itself.
fn may_turn(pattern: &GraphPattern) -> bool {
    let GraphPattern::LeftJoin { left, right, expression } = pattern else { return false };
    let mut outer = Variables::new();
    left.on_in_scope_variable(|variable| {
        outer.insert(variable.clone());
    });
    let plain = expression.as_ref().is_none_or(|expression| used(expression).is_some());
    plain && is_made_of_triples(right, &outer)
}

fn is_made_of_triples(pattern: &GraphPattern, outer: &Variables) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => true,
        GraphPattern::Join { left, right } => is_made_of_triples(left, outer) && is_made_of_triples(right, outer),
        GraphPattern::Filter { expr, inner } => {
            let sees_only_its_own = used(expr).is_some_and(|used| used.is_subset(&bound(inner)));
            sees_only_its_own && is_made_of_triples(inner, outer)
        }
        // An OPTIONAL within, already turned.
        GraphPattern::Lateral { left, right } => {
            let mut within = Variables::new();
            right.on_in_scope_variable(|variable| {
                within.insert(variable.clone());
            });
            let certain = bound(left);
            let is_apart = within.iter().all(|variable| certain.contains(variable) || !outer.contains(variable));
            let GraphPattern::LeftJoin { expression: None, right, .. } = &**right else { return false };
            is_apart && is_made_of_triples(left, outer) && is_made_of_triples(right, outer)
        }
        _ => false,
    }
}

/// The variables that every solution of a pattern made of triples binds.
fn bound(pattern: &GraphPattern) -> Variables {
    let mut variables = Variables::new();
    collect(pattern, &mut variables);
    variables
}

fn collect(pattern: &GraphPattern, into: &mut Variables) {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                add(&triple.subject, into);
                add(&triple.object, into);
                if let NamedNodePattern::Variable(variable) = &triple.predicate {
                    into.insert(variable.clone());
                }
            }
        }
        GraphPattern::Path { subject, object, .. } => {
            add(subject, into);
            add(object, into);
        }
        GraphPattern::Join { left, right } => {
            collect(left, into);
            collect(right, into);
        }
        GraphPattern::Filter { inner, .. } => collect(inner, into),
        GraphPattern::Lateral { left, .. } => collect(left, into),
        _ => {}
    }
}

fn add(term: &TermPattern, into: &mut Variables) {
    if let TermPattern::Variable(variable) = term {
        into.insert(variable.clone());
    }
}

/// The variables of an expression; `None` where it holds a pattern (EXISTS).
fn used(expression: &Expression) -> Option<Variables> {
    let mut variables = Variables::new();
    is_plain(&mut expression.clone(), &mut variables).then_some(variables)
}

fn is_plain(expression: &mut Expression, used: &mut Variables) -> bool {
    if let Expression::Variable(variable) | Expression::Bound(variable) = expression {
        used.insert(variable.clone());
    }
    let plain = below_expression(expression, &GraphPattern::default(), &mut |part| match part {
        Part::Expression(inner, _) => is_plain(inner, used).then_some(()).ok_or(()),
        Part::Pattern(_) => Err(()),
    });
    plain.is_ok()
}
