//! A user's own checks: a saved query with a message template. Its rows become findings like those of
//! the built-in rules.
//!
//! The file is a saved query (`.rq`, SPARQL 1.1): its `#+` lines are TOML, and the table `check` makes it a
//! check:
//!
//! ```text
//! #+ title = { zh = "只有一家单位的任务" }
//! #+ [check]
//! #+ code = "own-lone-unit"
//! #+ severity = "warning"
//! #+ message = "{title}只有{unit}一家"
//! SELECT ?doc ?part ?path ?title ?unit ?quote ?start ?end WHERE { … }
//! ```
//!
//! `?part`, `?path`, `?quote`, `?start` and `?end` are the first passage, the same with `2` behind the
//! second; every variable can stand in braces in the message.

use crate::finding::{Finding, finding};
use crate::{Options, Severity, Side, rules};
use serde::Deserialize;
use std::collections::BTreeMap;
use zhengtu_model::Evidence;

/// A row of a query's result: the value of each variable that is bound.
pub type Row = BTreeMap<String, String>;

/// A user's check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserCheck {
    /// Its code.
    pub code: String,
    /// How much its findings matter.
    pub severity: Severity,
    /// The message, with variables in braces.
    pub message: String,
    /// The query.
    pub query: String,
}

/// What is wrong with a user's check.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UserCheckError {
    /// The header is not TOML, or its table `check` lacks something.
    #[error("自定义检查的说明（#+ 行）无法读取：{0}")]
    Header(#[from] toml::de::Error),
    /// The code is that of a built-in rule.
    #[error("自定义检查的代码“{0}”与内置检查相同，请换一个")]
    Taken(String),
    /// The message names a variable that the query does not give.
    #[error("自定义检查“{0}”的 message 用了 {{{1}}}，而 SELECT 中没有 ?{1}")]
    Variable(String, String),
    /// The query could not be answered.
    #[error("自定义检查“{0}”的查询失败：{1}")]
    Query(String, String),
}

#[derive(Deserialize)]
struct Header {
    check: Named,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    code: String,
    #[serde(default = "warning")]
    severity: Severity,
    message: String,
}

fn warning() -> Severity {
    Severity::Warning
}

/// Whatever can answer a query: the graph.
pub trait RowSource {
    /// The rows of a query, in the order of the result.
    ///
    /// # Errors
    /// The reason in words, where the query cannot be answered.
    fn rows(&self, query: &str) -> Result<Vec<Row>, String>;
}

impl UserCheck {
    /// Reads a check from the text of its file.
    ///
    /// # Errors
    /// Where the header is not TOML, code or message is missing, or the code is a built-in rule's.
    pub fn parse(text: &str) -> Result<Self, UserCheckError> {
        let lines = text.lines().map_while(|line| line.trim_end().strip_prefix("#+"));
        let header: String = lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect();
        let Named { code, severity, message } = toml::from_str::<Header>(&header)?.check;
        if rules().iter().any(|rule| rule.code == code) {
            return Err(UserCheckError::Taken(code));
        }
        Ok(Self { code, severity, message, query: text.to_owned() })
    }

    /// Checks that the message uses no variable but those of the query.
    ///
    /// # Errors
    /// [`UserCheckError::Variable`] with the first that it does not have.
    pub fn fits(&self, variables: &[String]) -> Result<(), UserCheckError> {
        let unknown = pieces(&self.message).find_map(|piece| match piece {
            Piece::Variable(name) if !variables.iter().any(|known| known == name) => Some(name.to_owned()),
            _ => None,
        });
        unknown.map_or(Ok(()), |name| Err(UserCheckError::Variable(self.code.clone(), name)))
    }

    fn finding(&self, row: &Row) -> Finding {
        let message = filled(&self.message, |name| row.get(name).cloned().unwrap_or_default());
        let second = row.keys().any(|name| name == "quote2" || name == "path2");
        let mut found = finding(&self.code, self.severity, message, side(row, ""), second.then(|| side(row, "2")));
        found.doc = row.get("doc").cloned().unwrap_or_default();
        found
    }
}

/// A part of a message.
enum Piece<'a> {
    Text(&'a str),
    /// The name between braces.
    Variable(&'a str),
}

/// A message with what the names in braces stand for.
pub(crate) fn filled(message: &str, value: impl Fn(&str) -> String) -> String {
    let said = |piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Variable(name) => value(name),
    };
    pieces(message).map(said).collect()
}

/// The parts of a message; a brace that names nothing is text.
fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let inside = |text: &str| Some(text.strip_prefix('{')?.split_once('}')?.0.len()).filter(|length| *length > 0);
        if let Some(length) = inside(rest) {
            let name = &rest[1..=length];
            rest = &rest[length + 2..];
            return Some(Piece::Variable(name));
        }
        let start = rest.chars().next()?.len_utf8();
        let end = rest[start..].find('{').map_or(rest.len(), |at| start + at);
        let text = &rest[..end];
        rest = &rest[end..];
        Some(Piece::Text(text))
    })
}

fn side(row: &Row, suffix: &str) -> Side {
    let text = |name: &str| row.get(&format!("{name}{suffix}")).cloned().unwrap_or_default();
    let number = |name: &str| text(name).parse().unwrap_or(0);
    let evidence = Evidence { start: number("start"), end: number("end"), line: number("line"), ..Evidence::default() };
    Side {
        part: text("part").parse().unwrap_or(0),
        path: text("path"),
        quote: zhengtu_text::strip_white(&text("quote")),
        evidence,
        ..Side::default()
    }
}

/// What the user's checks find.
///
/// # Errors
/// Where a query cannot be answered.
pub fn user_findings(
    checks: &[UserCheck],
    source: &dyn RowSource,
    options: &Options,
) -> Result<Vec<Finding>, UserCheckError> {
    let mut findings = Vec::new();
    for check in checks.iter().filter(|check| options.wants(&check.code)) {
        let rows = source.rows(&check.query).map_err(|reason| UserCheckError::Query(check.code.clone(), reason))?;
        findings.extend(rows.iter().map(|row| check.finding(row)));
    }
    crate::identity::name(&mut findings);
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Vec<Row>);

    impl RowSource for Fixed {
        fn rows(&self, _: &str) -> Result<Vec<Row>, String> {
            Ok(self.0.clone())
        }
    }

    #[test]
    fn a_row_becomes_a_finding_with_its_message() {
        let check = UserCheck::parse(FILE).unwrap();
        let row: Row =
            [("title", "推进公开"), ("unit", "县税务局"), ("part", "3"), ("path", "三/1"), ("quote", "推 进")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into();
        let found = user_findings(&[check], &Fixed(vec![row]), &Options::default()).unwrap();
        assert_eq!(found[0].message, "推进公开只有县税务局");
        assert_eq!((found[0].a.part, found[0].a.quote.as_str(), found[0].severity), (3, "推进", Severity::Info));
    }

    const FILE: &str = "#+ title = { zh = \"一家\" }\n#+\n#+ [check]\n#+ code = \"own-lone-unit\"\n#+ severity = \"info\"\n\
                        #+ message = \"{title}只有{unit}\"\n\nSELECT * {}";

    #[test]
    fn a_message_takes_values_as_they_are_and_only_those_the_query_gives() {
        let check = |message: &str| UserCheck::parse(&FILE.replace("{title}只有{unit}", message)).unwrap();
        let row: Row = [("title", "{unit}"), ("unit", "甲")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        assert_eq!(check("{title}、{unit}{}{x").finding(&row).message, "{unit}、甲{}{x");
        let variables = ["title".to_owned(), "unit".to_owned()];
        assert!(check("{title}{unit}").fits(&variables).is_ok());
        assert!(check("{titel}").fits(&variables).unwrap_err().to_string().contains("{titel}"));
    }

    #[test]
    fn a_code_of_a_built_in_rule_is_refused() {
        assert!(matches!(UserCheck::parse(&FILE.replace("own-lone-unit", "numbering")), Err(UserCheckError::Taken(_))));
    }

    #[test]
    fn a_check_without_a_message_is_refused() {
        assert!(UserCheck::parse(&FILE.replace("message", "other")).is_err());
        assert!(UserCheck::parse("SELECT * {}").is_err());
    }
}
