use crate::StoreError;
use crate::query::{lexical, text};
use spargebra::{Query, SparqlParser};
use std::fmt;
use zhengtu_rdf::vocab::PREFIXES;

/// The longest query that is parsed, in bytes.
const LONGEST: usize = 200_000;
/// How deep brackets may stand in brackets; the parser recurses.
const DEEPEST: usize = 100;

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
    parser.parse_query(text).map_err(|error| StoreError::Syntax(fault(text, &error.to_string())))
}

fn check_size(text: &str) -> Result<(), StoreError> {
    if text.len() > LONGEST {
        return Err(StoreError::Refused(format!("查询太长：{} 字节，上限 {LONGEST} 字节", text.len())));
    }
    let mut depth = 0usize;
    for char in text.chars() {
        match char {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(StoreError::Refused(format!("查询的括号嵌套超过 {DEEPEST} 层")));
        }
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
