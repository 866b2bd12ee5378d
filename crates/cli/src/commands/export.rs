//! `zhengtu export`: the records of the knowledge base.

use super::graph;
use crate::args::{Export, Records};
use crate::failure::Failure;
use crate::output;
use crate::session;

/// Prints the records of one kind.
pub fn run(options: &Export) -> Result<(), Failure> {
    let kb = session::open(&options.kb)?;
    let format = options.format.as_deref();
    if options.what == Records::Graph {
        return graph::export(&kb, format.unwrap_or("turtle"), options.kb.doc.as_deref());
    }
    if let Some(other) = format.filter(|&format| format != "jsonl") {
        return Err(Failure::usage(format!("这些记录没有格式“{other}”；可用 jsonl")));
    }
    let mut out = output::stdout();
    match options.what {
        Records::Tasks => output::json_lines(&mut out, kb.tasks()?),
        Records::Targets => output::json_lines(&mut out, kb.targets()?),
        Records::Clauses => output::json_lines(&mut out, kb.clauses()?),
        Records::Citations => output::json_lines(&mut out, kb.citations()?),
        Records::Graph => Ok(()),
        Records::Units => output::json_lines(&mut out, kb.overviews()?.into_iter().flat_map(|overview| overview.units)),
    }
}
