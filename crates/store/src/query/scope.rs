//! Whether a query uses its parameters where a value given from outside reaches them.
//!
//! Our own binding reaches every depth. Other engines substitute only what each sub-query projects,
//! and silently nothing else; since the saved queries are to give the same answers there, one that
//! would not is refused.

use super::Query;
use super::walk::{Part, below_expression, below_pattern};
use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern};
use std::convert::Infallible;

/// What is wrong with the use of `parameter`, which may be given several values if `many`.
pub(super) fn misuse(query: &Query, parameter: &str, many: bool) -> Option<String> {
    let variable = Variable::new(parameter).ok()?;
    let mut walk = Walk { variable: &variable, many, used: false, fault: None };
    walk.outermost(&mut query.pattern().clone());
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
    fn outermost(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Project { inner, .. } => self.pattern(inner),
            GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
                self.outermost(inner);
            }
            _ => self.pattern(pattern),
        }
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        self.used |= self.names(pattern);
        if self.rebinds(pattern) {
            self.fault = Some(REBOUND);
        }
        match pattern {
            GraphPattern::Project { inner, variables } => self.sub_select(inner, variables),
            _ => {
                let Ok(()) = below_pattern(pattern, &mut |part| self.part(part));
            }
        }
    }

    fn part(&mut self, part: Part<'_>) -> Result<(), Infallible> {
        match part {
            Part::Pattern(pattern) => self.pattern(pattern),
            Part::Expression(expression, over) => self.expression(expression, over),
        }
        Ok(())
    }

    /// Whether a triple, a path or GRAPH names the variable.
    fn names(&self, pattern: &GraphPattern) -> bool {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns.iter().any(|triple| {
                self.is_term(&triple.subject) || self.is_node(&triple.predicate) || self.is_term(&triple.object)
            }),
            GraphPattern::Path { subject, object, .. } => self.is_term(subject) || self.is_term(object),
            GraphPattern::Graph { name, .. } => self.is_node(name),
            _ => false,
        }
    }

    /// Whether the pattern gives the variable a value of its own.
    fn rebinds(&self, pattern: &GraphPattern) -> bool {
        match pattern {
            GraphPattern::Extend { variable, .. } => variable == self.variable,
            GraphPattern::Group { aggregates, .. } => aggregates.iter().any(|(variable, _)| variable == self.variable),
            GraphPattern::Values { variables, .. } => variables.contains(self.variable),
            _ => false,
        }
    }

    fn sub_select(&mut self, inner: &mut GraphPattern, variables: &[Variable]) {
        let before = std::mem::take(&mut self.used);
        self.pattern(inner);
        if self.used && !variables.contains(self.variable) {
            self.fault = Some(NOT_PROJECTED);
        }
        self.used |= before;
    }

    /// Walks an expression over the solutions of `over`.
    fn expression(&mut self, expression: &mut Expression, over: &GraphPattern) {
        match expression {
            Expression::Variable(variable) | Expression::Bound(variable) if variable == self.variable => {
                self.used = true;
                self.check_many(over);
            }
            _ => {
                let Ok(()) = below_expression(expression, over, &mut |part| self.part(part));
            }
        }
    }

    fn check_many(&mut self, over: &GraphPattern) {
        let mut bound = false;
        over.on_in_scope_variable(|variable| bound |= variable == self.variable);
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
