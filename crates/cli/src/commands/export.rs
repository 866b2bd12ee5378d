//! `zhengtu export`: the records of the knowledge base.

use super::{clauses, graph, ledger, tables};
use crate::args::{Export, Records};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use serde::Serialize;
use std::io::Write;
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{DocumentRecord, RecordKind, Take};
use zhengtu_reader::OcrChoice;

/// Prints the records of one kind.
pub fn run(options: &Export, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    if let Some(option) = options.unknown() {
        return Err(Failure::usage(match option {
            "--out" => "--out 只用于台账、日历、表、网络和分文件的图谱（export ledger、calendar、tables、network、graph --split）；\
                        其余用重定向写入文件（> 文件）"
                .to_owned(),
            _ => format!("{option} 只用于台账和日历（export ledger、export calendar）"),
        }));
    }
    let kb = session::open(&options.kb, lang, ocr)?;
    let format = options.format.as_deref();
    match options.what {
        Records::Graph => {
            let narrowed = options.kb.scope.narrows();
            return match options.split {
                Some(size) => graph::split(&kb, format, narrowed, size, options.ledger.out.as_deref()),
                None => graph::export(&kb, format.unwrap_or("turtle"), narrowed),
            };
        }
        Records::Ledger => return ledger::export(&kb, format.unwrap_or("xlsx"), &options.ledger, lang),
        Records::Calendar => return ledger::calendar(&kb, format.unwrap_or("ics"), &options.ledger, lang),
        Records::Tables => return tables::all(&kb, format.unwrap_or("csv"), options.ledger.out.as_deref()),
        Records::Network => return tables::network(&kb, format.unwrap_or("graphml"), options.ledger.out.as_deref()),
        _ => {}
    }
    let Some(kind) = options.what.kind() else { return Ok(()) };
    match format {
        None | Some("jsonl") => records(&kb, kind),
        Some(format) => match clauses::Engine::named(format).filter(|_| kind == RecordKind::Clauses) {
            Some(engine) => clauses::export(&kb, engine, lang),
            None => tables::one(&kb, kind.name(), format),
        },
    }
}

/// Prints records, one a line, each with the name of its document.
fn records(kb: &KnowledgeBase, kind: RecordKind) -> Result<(), Failure> {
    let mut lines = Lines(output::stdout());
    match kind {
        // These lie by themselves.
        RecordKind::Documents => {
            let overviews = kb.overviews()?;
            output::json_lines(&mut lines.0, overviews.iter().map(|overview| DocumentRecord::from(&overview.info)))
        }
        RecordKind::Tasks => output::json_lines(&mut lines.0, kb.tasks()?),
        RecordKind::Targets => output::json_lines(&mut lines.0, kb.targets()?),
        kind => {
            for entry in kb.documents() {
                let (facts, examined) = kb.document(entry)?;
                zhengtu_model::Records { kind, facts: &facts, findings: &examined.findings }.give(&mut lines)?;
            }
            Ok(lines.0.flush()?)
        }
    }
}

/// Records as lines on standard output.
struct Lines(Out);

impl Take for Lines {
    type Error = Failure;

    fn take<T: Serialize>(&mut self, record: &T) -> Result<(), Failure> {
        output::json_line(&mut self.0, record)
    }
}
