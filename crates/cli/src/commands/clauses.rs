//! `zhengtu export clauses --format opensearch|quickwit`: clauses for the search engines of others.

use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io::Write;
use zhengtu_kb::KnowledgeBase;
use zhengtu_search::exported;

/// The index that the lines name; `examples/search` has its template.
const INDEX: &str = "zhengtu-clauses";

/// What the lines are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// OpenSearch and Elasticsearch: their bulk interface, a line that says where each document goes before it.
    OpenSearch,
    /// Quickwit: documents alone.
    Quickwit,
}

impl Engine {
    /// The engine that a format is for.
    pub fn named(format: &str) -> Option<Self> {
        match format {
            "opensearch" | "elasticsearch" => Some(Self::OpenSearch),
            "quickwit" => Some(Self::Quickwit),
            _ => None,
        }
    }
}

/// Prints the clauses of the documents, one document after another.
pub fn export(kb: &KnowledgeBase, engine: Engine, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    let mut count = 0;
    for entry in kb.documents() {
        for clause in exported(&kb.facts_of(entry)?) {
            if engine == Engine::OpenSearch {
                output::json_line(&mut out, &json!({"index": {"_index": INDEX, "_id": id(clause.id)}}))?;
            }
            output::json_line(&mut out, &clause)?;
            count += 1;
        }
    }
    out.flush()?;
    match lang {
        Lang::Zh => eprintln!("{count} 条；索引模板见 examples/search"),
        Lang::En => eprintln!("{count} clauses; examples/search has the index template"),
    }
    Ok(())
}

/// What an engine calls the clause. An IRI may be longer than the 512 bytes that an id may have.
fn id(iri: &str) -> String {
    Sha256::digest(iri.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
