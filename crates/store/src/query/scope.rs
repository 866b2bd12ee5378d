//! Whether a query uses its parameters where a value given from outside reaches them.
//!
//! Our own binding reaches every depth. Other engines substitute only what each sub-query projects,
//! and silently nothing else; since the saved queries are to give the same answers there, one that
//! would not is refused.

use super::Query;
use oxrdf::Variable;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern};

/// What is wrong with the use of `parameter`, which may be given several values if `many`.
pub(super) fn misuse(query: &Query, parameter: &str, many: bool) -> Option<String> {
    let variable = Variable::new(parameter).ok()?;
    let mut walk = Walk { variable: &variable, many, used: false, fault: None };
    walk.outermost(query.pattern());
    if let Some(fault) = walk.fault {
        return Some(format!("参数 ?{parameter} {fault}"));
    }
    (!walk.used).then(|| format!("参数 ?{parameter} 没有用到"))
}

struct Walk<'a> {
    variable: &'a Variable,
    many: bool,
    used: bool,
    fault: Option<&'static str>,
}

const REBOUND: &str = "在查询中被重新赋值（BIND、VALUES 或 AS）";
const NOT_PROJECTED: &str = "用在子查询里，而该子查询的 SELECT 没有列出它：代入的值在那里不起作用";
const ONLY_COMPARED: &str = "可有多个值，却用在没有包含它的三元组的表达式里";

impl Walk<'_> {
    /// Walks the outermost SELECT, which need not project its parameters.
    fn outermost(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Project { inner, .. } => self.pattern(inner),
            GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
                self.outermost(inner);
            }
            _ => self.pattern(pattern),
        }
    }

    fn pattern(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                self.used |= patterns.iter().any(|triple| {
                    self.is_term(&triple.subject) || self.is_node(&triple.predicate) || self.is_term(&triple.object)
                });
            }
            GraphPattern::Path { subject, object, .. } => {
                self.used |= self.is_term(subject) || self.is_term(object);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression, right);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner);
                self.expression(expr, inner);
            }
            GraphPattern::Extend { inner, variable, expression } => {
                if variable == self.variable {
                    self.fault = Some(REBOUND);
                }
                self.pattern(inner);
                self.expression(expression, inner);
            }
            GraphPattern::Graph { name, inner } => {
                self.used |= self.is_node(name);
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                    self.expression(expression, inner);
                }
            }
            GraphPattern::Project { inner, variables } => self.sub_select(inner, variables),
            GraphPattern::Group { inner, aggregates, .. } => {
                self.pattern(inner);
                for (variable, aggregate) in aggregates {
                    if variable == self.variable {
                        self.fault = Some(REBOUND);
                    }
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr, inner);
                    }
                }
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Service { inner, .. } => self.pattern(inner),
            GraphPattern::Values { variables, .. } => {
                if variables.contains(self.variable) {
                    self.fault = Some(REBOUND);
                }
            }
        }
    }

    fn sub_select(&mut self, inner: &GraphPattern, variables: &[Variable]) {
        let before = std::mem::take(&mut self.used);
        self.pattern(inner);
        if self.used && !variables.contains(self.variable) {
            self.fault = Some(NOT_PROJECTED);
        }
        self.used |= before;
    }

    /// Walks an expression over the solutions of `inner`.
    fn expression(&mut self, expression: &Expression, inner: &GraphPattern) {
        match expression {
            Expression::Variable(variable) | Expression::Bound(variable) => {
                if variable == self.variable {
                    self.used = true;
                    self.check_many(inner);
                }
            }
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
                self.expression(a, inner);
                self.expression(b, inner);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => self.expression(a, inner),
            Expression::In(a, list) => {
                self.expression(a, inner);
                list.iter().for_each(|item| self.expression(item, inner));
            }
            Expression::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.expression(part, inner)),
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter().for_each(|item| self.expression(item, inner));
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::NamedNode(_) | Expression::Literal(_) => {}
        }
    }

    fn check_many(&mut self, inner: &GraphPattern) {
        let mut bound = false;
        inner.on_in_scope_variable(|variable| bound |= variable == self.variable);
        if self.many && !bound {
            self.fault = Some(ONLY_COMPARED);
        }
    }

    fn is_term(&self, term: &TermPattern) -> bool {
        matches!(term, TermPattern::Variable(variable) if variable == self.variable)
    }

    fn is_node(&self, node: &NamedNodePattern) -> bool {
        matches!(node, NamedNodePattern::Variable(variable) if variable == self.variable)
    }
}
