use super::Table;
use super::label::plain;
use oxrdf::Term;
use oxrdf::vocab::xsd;
use serde_json::{Map, Number, Value};
use std::io::{self, Write};

/// Writes a JSON object a row: numbers and truth values as such, all else as text; a variable
/// without a value is null.
pub(super) fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in &table.rows {
        let fields: Map<String, Value> = table
            .variables
            .iter()
            .zip(row)
            .map(|(variable, term)| (variable.clone(), term.as_ref().map_or(Value::Null, value)))
            .collect();
        writeln!(out, "{}", Value::Object(fields))?;
    }
    Ok(())
}

fn value(term: &Term) -> Value {
    let Term::Literal(literal) = term else { return plain(term).into() };
    let number = match literal.datatype() {
        xsd::INTEGER => literal.value().parse::<i64>().ok().map(Number::from),
        xsd::DECIMAL | xsd::DOUBLE | xsd::FLOAT => literal.value().parse::<f64>().ok().and_then(Number::from_f64),
        xsd::BOOLEAN => return matches!(literal.value(), "true" | "1").into(),
        _ => None,
    };
    number.map_or_else(|| literal.value().into(), Value::Number)
}
