//! The result formats of SPARQL 1.1.

use super::{Format, Table};
use oxrdf::{Term, Variable};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use std::io::{self, Write};

/// Writes solutions.
pub(super) fn write(table: &Table, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let variables: Vec<Variable> = table.variables.iter().map(Variable::new_unchecked).collect();
    let mut writer = serializer(format).serialize_solutions_to_writer(out, variables.clone())?;
    for row in &table.rows {
        let bound = variables.iter().zip(row).filter_map(|(variable, term)| Some((variable, term.as_ref()?)));
        writer.serialize(bound.map(|(variable, term): (&Variable, &Term)| (variable, term)))?;
    }
    let out = writer.finish()?;
    // Rows of TSV end with a line feed; the others are one piece without.
    if format == Format::Tsv { Ok(()) } else { end_line(out) }
}

/// Writes the answer of ASK.
pub(super) fn write_boolean(answer: bool, format: Format, out: &mut dyn Write) -> io::Result<()> {
    end_line(serializer(format).serialize_boolean_to_writer(out, answer)?)
}

fn serializer(format: Format) -> QueryResultsSerializer {
    QueryResultsSerializer::from_format(match format {
        Format::Xml => QueryResultsFormat::Xml,
        Format::Tsv => QueryResultsFormat::Tsv,
        _ => QueryResultsFormat::Json,
    })
}

fn end_line(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\n")
}
