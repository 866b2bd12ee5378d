//! Whether two answers are the same, as the suite says: rows and triples in any order, unless the order is stated,
//! nodes without a name under any names, and numbers however they are written.

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal, Term, Triple};
use std::collections::HashMap;
use std::fmt;

/// What a query answers.
pub enum Answer {
    /// Of ASK.
    Boolean(bool),
    /// Of SELECT, and, as rows of three, the triples of CONSTRUCT and DESCRIBE.
    Rows {
        /// The variables, sorted.
        variables: Vec<String>,
        /// The values, in the order of the variables.
        rows: Vec<Row>,
        /// Whether the rows have to be in this order.
        ordered: bool,
    },
}

type Row = Vec<Option<Term>>;
/// Which node of the second answer stands for which of the first, and the reverse.
type Names = (HashMap<BlankNode, BlankNode>, HashMap<BlankNode, BlankNode>);

impl Answer {
    /// The rows of a table, whose columns may be in any order.
    pub fn rows(variables: Vec<String>, rows: Vec<Row>, ordered: bool) -> Self {
        let mut columns: Vec<(usize, String)> = variables.into_iter().enumerate().collect();
        columns.sort_by(|a, b| a.1.cmp(&b.1));
        let rows = rows.into_iter().map(|row| columns.iter().map(|(at, _)| row[*at].clone().map(by_value)).collect());
        let rows = rows.collect();
        Self::Rows { variables: columns.into_iter().map(|(_, name)| name).collect(), rows, ordered }
    }

    /// The triples of a graph.
    pub fn of_triples(triples: &[Triple]) -> Self {
        let row = |triple: &Triple| {
            let Triple { subject, predicate, object } = triple.clone();
            vec![Some(Term::from(subject)), Some(predicate.into()), Some(object)]
        };
        let mut rows: Vec<Row> = triples.iter().map(row).collect();
        rows.sort_by_key(|row| format!("{row:?}"));
        rows.dedup();
        Self::rows(["s", "p", "o"].map(str::to_owned).to_vec(), rows, false)
    }

    /// The rows of a CSV file, which has values only and no kinds of terms.
    pub fn of_csv(text: &str) -> Self {
        let mut lines = text.lines().map(fields);
        let variables = lines.next().unwrap_or_default();
        let value = |field: String| match field.strip_prefix("_:") {
            Some(name) => Some(Term::from(BlankNode::new(name).unwrap())),
            None if field.is_empty() => None,
            None => Some(Literal::new_simple_literal(field).into()),
        };
        Self::rows(variables, lines.map(|row| row.into_iter().map(value).collect()).collect(), false)
    }
}

/// The fields of a line of CSV; none of the suite's has a line break.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let last = fields.last_mut().expect("there is always a field");
        match sign {
            '"' if quoted && signs.next_if_eq(&'"').is_some() => last.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            sign => last.push(sign),
        }
    }
    fields
}

/// A number in one form for each value; any other term as it is.
fn by_value(term: Term) -> Term {
    let Term::Literal(literal) = &term else { return term };
    let datatype = literal.datatype().into_owned();
    let is_number = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&datatype.as_ref());
    match literal.value().parse::<f64>() {
        Ok(value) if is_number => Literal::new_typed_literal(value.to_string(), datatype).into(),
        _ => term,
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(answer) => writeln!(f, "  {answer}"),
            Self::Rows { variables, rows, .. } => {
                writeln!(f, "  {}", variables.join(" "))?;
                rows.iter().try_for_each(|row| {
                    let row = row.iter().map(|term| term.as_ref().map_or("-".to_owned(), ToString::to_string));
                    writeln!(f, "  {}", row.collect::<Vec<_>>().join(" "))
                })
            }
        }
    }
}

/// Whether the answers are the same. Of a `reduced` one, each row has to be there at least once, and at most as often as
/// expected.
pub fn same(expected: &Answer, actual: &Answer, reduced: bool) -> bool {
    match (expected, actual) {
        (Answer::Boolean(expected), Answer::Boolean(actual)) => expected == actual,
        (
            Answer::Rows { variables, rows: expected, ordered },
            Answer::Rows { variables: actual_variables, rows: actual, .. },
        ) => {
            if variables != actual_variables {
                return false;
            }
            if reduced {
                let all = |rows: &[Row], of: &[Row]| of.iter().all(|row| rows.contains(row));
                return actual.len() <= expected.len() && all(expected, actual) && all(actual, expected);
            }
            expected.len() == actual.len()
                && if *ordered {
                    let mut names = Names::default();
                    expected.iter().zip(actual).all(|(a, b)| matches(a, b, &mut names))
                } else {
                    pairs(expected, &mut vec![false; actual.len()], actual, &Names::default())
                }
        }
        _ => false,
    }
}

/// Whether the rows of the second can be put beside those of the first, with one name for each node.
fn pairs(expected: &[Row], taken: &mut [bool], actual: &[Row], names: &Names) -> bool {
    let Some((first, rest)) = expected.split_first() else { return true };
    let named = !first.iter().flatten().any(Term::is_blank_node);
    for at in 0..actual.len() {
        let mut names = names.clone();
        if taken[at] || !matches(first, &actual[at], &mut names) {
            continue;
        }
        taken[at] = true;
        if pairs(rest, taken, actual, &names) {
            return true;
        }
        taken[at] = false;
        // A row without nameless nodes is the same as another that it matches, so that no other would do.
        if named {
            return false;
        }
    }
    false
}

fn matches(a: &Row, b: &Row, names: &mut Names) -> bool {
    a.iter().zip(b).all(|pair| match pair {
        (Some(Term::BlankNode(a)), Some(Term::BlankNode(b))) => {
            let forth = names.0.entry(a.clone()).or_insert_with(|| b.clone()) == b;
            let back = names.1.entry(b.clone()).or_insert_with(|| a.clone()) == a;
            forth && back
        }
        (a, b) => a == b,
    })
}
