use crate::StoreError;
use crate::query::walk::{Part, below_pattern};
use crate::query::{lexical, text};
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::fmt;
use zhengtu_rdf::vocab::PREFIXES;

/// The longest query that is parsed, in bytes.
const LONGEST: usize = 200_000;
/// How deep brackets may stand in brackets; the parser recurses.
const DEEPEST: usize = 100;
/// How many words and signs may join patterns and expressions: the tree is as deep as the longest chain of them, and
/// whoever walks it recurses.
const JOINTS: usize = 2_000;
/// How many triple patterns a query may have in one place, as the collections of Turtle bring many: they are put in order
/// by comparing each with all others.
const TRIPLES: usize = 1_000;
/// How many conditions rows may be ordered by.
const ORDERS: usize = 100;

/// A query that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// The line, from 1; 0 where the fault has no place.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
    /// What the parser says.
    pub message: String,
    /// The text of the line.
    pub excerpt: String,
    /// What to do, for common slips.
    pub hint: Option<String>,
}

impl fmt::Display for SyntaxFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "查询语法有误：{}", self.message)?;
        } else {
            write!(f, "查询语法有误：第 {} 行第 {} 列：{}", self.line, self.column, self.message)?;
            write!(f, "\n  {} | {}", self.line, self.excerpt)?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\n提示：{hint}"),
            None => Ok(()),
        }
    }
}

/// Parses a query that reads.
pub(super) fn parse(text: &str) -> Result<Query, StoreError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_size(text)?;
    if let Some((line, column, sign)) = lexical::wide_sign(text) {
        return Err(StoreError::Syntax(wide_fault(text, line, column, sign)));
    }
    let mut parser = SparqlParser::new();
    for (prefix, iri) in PREFIXES.iter().chain(&[text::PREFIX]) {
        parser = parser.with_prefix(*prefix, *iri).map_err(|error| StoreError::Refused(error.to_string()))?;
    }
    let mut query = parser.parse_query(text).map_err(|error| StoreError::Syntax(fault(text, &error.to_string())))?;
    check_patterns(&mut query)?;
    Ok(query)
}

/// Refuses patterns that would take forever to plan.
fn check_patterns(query: &mut Query) -> Result<(), StoreError> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    check_pattern(pattern)
}

fn check_pattern(pattern: &mut GraphPattern) -> Result<(), StoreError> {
    match pattern {
        GraphPattern::Bgp { patterns } if patterns.len() > TRIPLES => {
            return Err(StoreError::Refused(format!("一处有 {} 个三元组模式，上限 {TRIPLES} 个", patterns.len())));
        }
        GraphPattern::OrderBy { expression, .. } if expression.len() > ORDERS => {
            return Err(StoreError::Refused(format!("排序条件有 {} 个，上限 {ORDERS} 个", expression.len())));
        }
        _ => {}
    }
    below_pattern(pattern, &mut |part| match part {
        Part::Pattern(inner) => check_pattern(inner),
        Part::Expression(..) => Ok(()),
    })
}

fn check_size(text: &str) -> Result<(), StoreError> {
    if text.len() > LONGEST {
        return Err(StoreError::Refused(format!("查询太长：{} 字节，上限 {LONGEST} 字节", text.len())));
    }
    let (joints, depth) = lexical::joints(text);
    if depth > DEEPEST {
        return Err(StoreError::Refused(format!("查询的括号嵌套超过 {DEEPEST} 层")));
    }
    if joints > JOINTS {
        return Err(StoreError::Refused(format!(
            "查询太繁：运算与连接有 {joints} 处，上限 {JOINTS} 处；取多个值请用 VALUES 或 IN"
        )));
    }
    Ok(())
}

/// The fault of a message of the parser (`error at LINE:COLUMN: expected …`).
fn fault(text: &str, message: &str) -> SyntaxFault {
    let placed = message.strip_prefix("error at ").and_then(|rest| {
        let (place, what) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, what))
    });
    let (line, column, what) = placed.unwrap_or((0, 0, message));
    let excerpt = if line == 0 { "" } else { text.lines().nth(line - 1).unwrap_or_default() };
    let hint = hint(text, excerpt, what);
    SyntaxFault { line, column, message: shorten(what), excerpt: excerpt.to_owned(), hint }
}

/// SPARQL takes most full-width signs for letters, so that `zt:Task，` is a name that nothing has.
fn wide_fault(text: &str, line: usize, column: usize, sign: char) -> SyntaxFault {
    SyntaxFault {
        line,
        column,
        message: format!("有全角标点“{sign}”"),
        excerpt: text.lines().nth(line - 1).unwrap_or_default().to_owned(),
        hint: Some("SPARQL 只认半角标点；全角标点只能写在引号里".to_owned()),
    }
}

/// The parser lists everything it could have read on; a person reads the first few.
fn shorten(what: &str) -> String {
    let Some(list) = what.strip_prefix("expected one of ") else { return what.replace("expected", "此处应为") };
    let wanted: Vec<&str> = list.split(", ").collect();
    let more = if wanted.len() > 6 { " 等" } else { "" };
    format!("此处应为 {}{more}", wanted[..wanted.len().min(6)].join("、"))
}

/// What to do about the slips that people make most.
fn hint(text: &str, line: &str, what: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let starts = |words: &[&str]| upper.split_whitespace().find(|word| words.contains(word)).map(str::to_owned);
    if let Some(prefix) = unknown_prefix(line, text) {
        let known: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
        return Some(format!(
            "前缀 {prefix}: 没有声明：请加一行 PREFIX {prefix}: <…>；已知的前缀有 {}",
            known.join("、")
        ));
    }
    if let Some(word) = starts(&["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE"]) {
        return Some(format!("{word} 会改动数据；这里只能查询：SELECT、ASK、CONSTRUCT、DESCRIBE"));
    }
    if line.contains('\'') || line.contains('"') {
        let quotes = line.chars().filter(|&char| char == '"').count();
        if quotes % 2 == 1 {
            return Some("这一行的引号不成对".to_owned());
        }
    }
    let opened = text.matches('{').count();
    let closed = text.matches('}').count();
    if opened != closed {
        return Some(format!("花括号不成对：{opened} 个 {{，{closed} 个 }}"));
    }
    if starts(&["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]).is_none() {
        return Some("查询应以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头；运行保存的查询请写其名称".to_owned());
    }
    what.contains("not bound").then(|| "SELECT 中的变量要在 WHERE 中出现".to_owned())
}

/// The first prefix on the line that neither the query nor the program declares.
fn unknown_prefix<'a>(line: &'a str, text: &str) -> Option<&'a str> {
    let is_name = |char: char| char.is_alphanumeric() || char == '-' || char == '_';
    let words = line.split(|char: char| !(is_name(char) || char == ':'));
    words
        .filter_map(|word| word.split_once(':'))
        .map(|(prefix, _)| prefix)
        .filter(|prefix| !prefix.is_empty() && !matches!(*prefix, "http" | "https" | "urn" | "text"))
        .find(|prefix| {
            let declared = text.split_whitespace().any(|word| word.strip_suffix(':') == Some(prefix));
            !declared && PREFIXES.iter().all(|(known, _)| known != prefix)
        })
}
