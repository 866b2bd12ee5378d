//! `zhengtu export`: the records of the knowledge base.

use super::{graph, ledger};
use crate::args::{Export, Records};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::session;
use zhengtu_model::DocumentRecord;
use zhengtu_reader::OcrChoice;

/// Prints the records of one kind.
pub fn run(options: &Export, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let known = matches!(options.what, Records::Ledger | Records::Calendar);
    if let Some(option) = options.ledger.given().filter(|_| !known) {
        return Err(Failure::usage(format!("{option} 只用于台账和日历（export ledger、export calendar）")));
    }
    let kb = session::open(&options.kb, lang, ocr)?;
    let format = options.format.as_deref();
    match options.what {
        Records::Graph => return graph::export(&kb, format.unwrap_or("turtle"), options.kb.scope.narrows()),
        Records::Ledger => return ledger::export(&kb, format.unwrap_or("xlsx"), &options.ledger, lang),
        Records::Calendar => return ledger::calendar(&kb, format.unwrap_or("ics"), &options.ledger, lang),
        _ => {}
    }
    if let Some(other) = format.filter(|&format| format != "jsonl") {
        return Err(Failure::usage(format!("这些记录没有格式“{other}”；可用 jsonl")));
    }
    let mut out = output::stdout();
    match options.what {
        Records::Documents => {
            let overviews = kb.overviews()?;
            output::json_lines(&mut out, overviews.iter().map(|overview| DocumentRecord::from(&overview.info)))
        }
        Records::Tasks => output::json_lines(&mut out, kb.tasks()?),
        Records::Targets => output::json_lines(&mut out, kb.targets()?),
        Records::Clauses => output::json_lines(&mut out, kb.clauses()?),
        Records::Citations => output::json_lines(&mut out, kb.citations()?),
        Records::Graph | Records::Ledger | Records::Calendar => Ok(()),
        Records::Units => output::json_lines(&mut out, kb.overviews()?.into_iter().flat_map(|overview| overview.units)),
    }
}
