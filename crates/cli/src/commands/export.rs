//! `zhengtu export`: the records of the knowledge base.

use crate::args::{Export, RecordFormat, Records};
use crate::failure::Failure;
use crate::output;
use crate::session;

/// Prints the records of one kind.
pub fn run(options: &Export) -> Result<(), Failure> {
    let kb = session::open(&options.kb)?;
    let mut out = output::stdout();
    let RecordFormat::Jsonl = options.format;
    match options.what {
        Records::Tasks => output::json_lines(&mut out, kb.tasks()?),
        Records::Targets => output::json_lines(&mut out, kb.targets()?),
        Records::Clauses => output::json_lines(&mut out, kb.clauses()?),
        Records::Citations => output::json_lines(&mut out, kb.citations()?),
        Records::Units => output::json_lines(&mut out, kb.overviews()?.into_iter().flat_map(|overview| overview.units)),
    }
}
