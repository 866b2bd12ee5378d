//! `zhengtu export`: the records of the knowledge base.

use super::{clauses, graph, ledger, tables};
use crate::args::{Export, Records};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::session;
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{DocumentFacts, DocumentRecord, OfDocument};
use zhengtu_reader::OcrChoice;

/// Prints the records of one kind.
pub fn run(options: &Export, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    if let Some(option) = options.unknown() {
        return Err(Failure::usage(format!("{option} 只用于台账和日历（export ledger、export calendar）")));
    }
    let kb = session::open(&options.kb, lang, ocr)?;
    let format = options.format.as_deref();
    match options.what {
        Records::Graph => {
            let (format, narrowed) = (format.unwrap_or("turtle"), options.kb.scope.narrows());
            return match options.split {
                Some(size) => graph::split(&kb, format, narrowed, size, options.ledger.out.as_deref()),
                None => graph::export(&kb, format, narrowed),
            };
        }
        Records::Ledger => return ledger::export(&kb, format.unwrap_or("xlsx"), &options.ledger, lang),
        Records::Calendar => return ledger::calendar(&kb, format.unwrap_or("ics"), &options.ledger, lang),
        Records::Tables => return tables::all(&kb, format.unwrap_or("csv"), options.ledger.out.as_deref()),
        Records::Network => return tables::network(&kb, format.unwrap_or("graphml"), options.ledger.out.as_deref()),
        _ => {}
    }
    match format {
        None | Some("jsonl") => records(&kb, options.what),
        Some(format) if options.what == Records::Clauses && clauses::Engine::named(format).is_some() => {
            clauses::export(&kb, format, lang)
        }
        Some(format) => tables::one(&kb, options.what.table(), format),
    }
}

/// Prints records, one a line; those that do not name their document themselves are given it.
fn records(kb: &KnowledgeBase, what: Records) -> Result<(), Failure> {
    let mut out = output::stdout();
    match what {
        Records::Documents => {
            let overviews = kb.overviews()?;
            output::json_lines(&mut out, overviews.iter().map(|overview| DocumentRecord::from(&overview.info)))
        }
        Records::Tasks => output::json_lines(&mut out, kb.tasks()?),
        Records::Targets => output::json_lines(&mut out, kb.targets()?),
        Records::Clauses => output::json_lines(&mut out, of_documents(&kb.facts()?, |facts| &facts.clauses)),
        Records::Citations => output::json_lines(&mut out, of_documents(&kb.facts()?, |facts| &facts.citations)),
        Records::Units => output::json_lines(&mut out, of_documents(&kb.facts()?, |facts| &facts.units)),
        Records::Graph | Records::Ledger | Records::Calendar | Records::Tables | Records::Network => Ok(()),
    }
}

fn of_documents<'a, T: 'a>(
    all: &'a [DocumentFacts],
    records: fn(&DocumentFacts) -> &Vec<T>,
) -> impl Iterator<Item = OfDocument<'a, T>> {
    all.iter().flat_map(move |facts| records(facts).iter().map(|record| OfDocument { doc: &facts.info.name, record }))
}
