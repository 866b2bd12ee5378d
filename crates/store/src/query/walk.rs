//! The algebra of a query (SPARQL 1.1 Query, section 18.2), a step down at a time.
//!
//! This is the one place that lists every kind of pattern and expression. Who walks over a query says what to
//! do at the kinds that matter to it, and goes down the others from here.

use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// What stands directly below a pattern or an expression.
pub(super) enum Part<'a> {
    /// A pattern; below an expression, that of EXISTS.
    Pattern(&'a mut GraphPattern),
    /// An expression, and the pattern over whose solutions it is computed.
    Expression(&'a mut Expression, &'a GraphPattern),
}

/// Visits what stands directly below a pattern, patterns before the expressions over them, until a visit fails.
pub(super) fn below_pattern<E>(
    pattern: &mut GraphPattern,
    visit: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => Ok(()),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            visit(Part::Pattern(left))?;
            visit(Part::Pattern(right))
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            visit(Part::Pattern(left))?;
            visit(Part::Pattern(right))?;
            expression.iter_mut().try_for_each(|expression| visit(Part::Expression(expression, right)))
        }
        GraphPattern::Filter { inner, expr: expression } | GraphPattern::Extend { inner, expression, .. } => {
            visit(Part::Pattern(inner))?;
            visit(Part::Expression(expression, inner))
        }
        GraphPattern::OrderBy { inner, expression } => {
            visit(Part::Pattern(inner))?;
            expression.iter_mut().try_for_each(|order| {
                let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                visit(Part::Expression(expression, inner))
            })
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            visit(Part::Pattern(inner))?;
            aggregates.iter_mut().try_for_each(|(_, aggregate)| match aggregate {
                AggregateExpression::FunctionCall { expr, .. } => visit(Part::Expression(expr, inner)),
                AggregateExpression::CountSolutions { .. } => Ok(()),
            })
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Service { inner, .. } => visit(Part::Pattern(inner)),
    }
}

/// Visits what stands directly below an expression over the solutions of `over`, until a visit fails.
pub(super) fn below_expression<E>(
    expression: &mut Expression,
    over: &GraphPattern,
    visit: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut each = |expression| visit(Part::Expression(expression, over));
    match expression {
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => Ok(()),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => each(a),
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => {
            each(a)?;
            each(b)
        }
        Expression::If(a, b, c) => {
            each(a)?;
            each(b)?;
            each(c)
        }
        Expression::In(a, list) => {
            each(a)?;
            list.iter_mut().try_for_each(each)
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter_mut().try_for_each(each),
        Expression::Exists(pattern) => visit(Part::Pattern(pattern)),
    }
}
