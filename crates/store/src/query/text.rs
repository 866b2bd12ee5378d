//! Full text inside a query.
//!
//! ```sparql
//! SERVICE text:search {
//!   ?clause text:matches "发票 税务" ; text:score ?score ; text:snippet ?snippet ; text:limit 50 .
//! }
//! ```
//!
//! The index is asked before the query is planned, and its hits stand in the plan as a table. The
//! planner knows how small it is and starts from it, however much pattern stands beside it; a
//! custom SERVICE of the engine would be joined by a full scan as soon as it had two triples.

use super::Query;
use super::walk::{Part, below_expression, below_pattern};
use crate::{Hit, StoreError, TextIndex};
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Variable};
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// The prefix of the terms.
pub(super) const PREFIX: (&str, &str) = ("text", "https://zhengtu.example/text#");
/// How many hits a search yields unless it asks for another number.
const USUAL_LIMIT: usize = 100;
/// The most hits a search yields; the planner takes a larger table for an expensive one.
const HIGHEST_LIMIT: usize = 1000;

/// Where the text is that a query searches.
#[derive(Clone, Copy)]
pub(crate) enum Searched<'a> {
    /// Nowhere: there is no index.
    Nowhere,
    /// In an index of this process.
    Here(&'a dyn TextIndex),
    /// Where the query is sent.
    There,
}

/// Asks the index for every `SERVICE text:search` of the query and puts the hits in its place; what is searched where the
/// query is sent stays as it is. Any other SERVICE is refused: a query does not reach the network.
pub(crate) fn inline_searches(query: &mut Query, searched: Searched<'_>) -> Result<(), StoreError> {
    inline(query.pattern_mut(), searched)
}

fn inline(pattern: &mut GraphPattern, searched: Searched<'_>) -> Result<(), StoreError> {
    let GraphPattern::Service { name, inner, .. } = pattern else {
        return below_pattern(pattern, &mut |part| inline_part(part, searched));
    };
    let search = Search::read(name, inner)?;
    match searched {
        Searched::Nowhere => Err(refuse("这里没有全文索引，不能用 text:search")),
        Searched::There => Ok(()),
        Searched::Here(index) => {
            *pattern = search.table(&index.search(&search.words, search.limit).map_err(StoreError::Evaluation)?);
            Ok(())
        }
    }
}

/// Below expressions stand the patterns of EXISTS, which can hold a SERVICE too.
fn inline_part(part: Part<'_>, searched: Searched<'_>) -> Result<(), StoreError> {
    match part {
        Part::Pattern(pattern) => inline(pattern, searched),
        Part::Expression(expression, over) => {
            below_expression(expression, over, &mut |part| inline_part(part, searched))
        }
    }
}

/// A search as a query asks for it.
struct Search {
    words: String,
    limit: usize,
    clause: Variable,
    score: Option<Variable>,
    snippet: Option<Variable>,
}

fn refuse(message: impl Into<String>) -> StoreError {
    StoreError::Refused(message.into())
}

impl Search {
    fn read(name: &NamedNodePattern, inner: &GraphPattern) -> Result<Self, StoreError> {
        let is_search = matches!(name, NamedNodePattern::NamedNode(node) if local(node) == Some("search"));
        if !is_search {
            return Err(refuse(format!("SERVICE {name} 被拒绝：查询不能访问网络；全文检索请用 SERVICE text:search")));
        }
        let GraphPattern::Bgp { patterns } = inner else {
            return Err(refuse("text:search 中只能写 ?条 text:matches \"词\" 等三元组"));
        };
        let clause = patterns.first().and_then(|triple| variable(&triple.subject));
        let clause = clause.ok_or_else(|| refuse("text:search 的主语应为变量，如 ?clause text:matches \"词\""))?;
        let mut search = Self { words: String::new(), limit: USUAL_LIMIT, clause, score: None, snippet: None };
        for triple in patterns {
            search.take(triple)?;
        }
        if search.words.trim().is_empty() {
            return Err(refuse("text:search 缺少要找的词：?clause text:matches \"词\""));
        }
        Ok(search)
    }

    fn take(&mut self, triple: &TriplePattern) -> Result<(), StoreError> {
        let property = match &triple.predicate {
            NamedNodePattern::NamedNode(node) => local(node),
            NamedNodePattern::Variable(_) => None,
        };
        if variable(&triple.subject).as_ref() != Some(&self.clause) {
            return Err(refuse("text:search 中的三元组应有同一个主语变量"));
        }
        match (property, &triple.object) {
            (Some("matches"), TermPattern::Literal(words)) => words.value().clone_into(&mut self.words),
            (Some("matches"), _) => return Err(refuse("text:matches 的值应为字符串或查询的参数，不能是变量")),
            (Some("score"), TermPattern::Variable(score)) => self.score = Some(score.clone()),
            (Some("snippet"), TermPattern::Variable(snippet)) => self.snippet = Some(snippet.clone()),
            (Some("limit"), TermPattern::Literal(limit)) => {
                let limit: Option<usize> = limit.value().parse().ok();
                let limit = limit.filter(|limit| (1..=HIGHEST_LIMIT).contains(limit));
                self.limit = limit.ok_or_else(|| refuse(format!("text:limit 应为 1 到 {HIGHEST_LIMIT} 的整数")))?;
            }
            _ => {
                return Err(refuse(
                    "text:search 只认 text:matches、text:score ?变量、text:snippet ?变量、text:limit 数",
                ));
            }
        }
        Ok(())
    }

    /// The hits as a table.
    fn table(&self, hits: &[Hit]) -> GraphPattern {
        let variables = [Some(&self.clause), self.score.as_ref(), self.snippet.as_ref()];
        GraphPattern::Values {
            variables: variables.into_iter().flatten().cloned().collect(),
            bindings: hits.iter().take(self.limit).filter_map(|hit| self.row(hit)).collect(),
        }
    }

    fn row(&self, hit: &Hit) -> Option<Vec<Option<GroundTerm>>> {
        let mut row = vec![Some(NamedNode::new(&hit.clause).ok()?.into())];
        if self.score.is_some() {
            row.push(Some(Literal::new_typed_literal(hit.score.to_string(), xsd::DOUBLE).into()));
        }
        if self.snippet.is_some() {
            row.push(Some(Literal::new_simple_literal(&hit.snippet).into()));
        }
        Some(row)
    }
}

fn local(node: &NamedNode) -> Option<&str> {
    node.as_str().strip_prefix(PREFIX.1)
}

fn variable(term: &TermPattern) -> Option<Variable> {
    match term {
        TermPattern::Variable(variable) => Some(variable.clone()),
        _ => None,
    }
}
