//! `zhengtu export graph` and `zhengtu import graph`.

use crate::args::Import;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use std::io::Write;
use zhengtu_kb::KnowledgeBase;
use zhengtu_store::{Format, ontology};

/// Prints the graph, sorted, with the ontology, whose labels the saved queries print: all of it, or that of
/// the documents that are meant.
pub fn export(kb: &KnowledgeBase, format: &str, narrowed: bool) -> Result<(), Failure> {
    let format: Format = format.parse().map_err(Failure::usage)?;
    let only = narrowed.then(|| {
        let mut wanted = kb.graph_names();
        wanted.push(ontology::graph());
        wanted
    });
    let mut out = output::stdout();
    kb.graph()?.write(only.as_deref(), format, &mut out)?;
    Ok(out.flush()?)
}

/// Imports graphs, lists those that were imported, or removes some.
pub fn import(options: &Import, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    if options.list {
        for import in KnowledgeBase::open(&options.kb)?.imports() {
            writeln!(out, "{}", described(import, lang))?;
        }
        return Ok(out.flush()?);
    }
    if !options.remove.is_empty() {
        for import in zhengtu_kb::remove_imports(&options.kb, &options.remove)? {
            writeln!(out, "{}{}", lang.pick("已移除 ", "removed "), described(&import, lang))?;
        }
        return Ok(out.flush()?);
    }
    let base = options.base.as_deref().map(zhengtu_kb::Base::new).transpose().map_err(Failure::usage)?;
    let report = zhengtu_kb::import(&options.kb, &options.files, base)?;
    for import in &report.imported {
        writeln!(out, "{}{}", lang.pick("已导入 ", "imported "), described(import, lang))?;
    }
    if report.passed_over > 0 {
        let count = report.passed_over;
        match lang {
            Lang::Zh => eprintln!("其中 {count} 条属于知识库自己写的图（文件或本体），以自己的为准，不重复计入。"),
            Lang::En => {
                eprintln!("{count} statements stand in graphs that the knowledge base writes itself; its own hold.");
            }
        }
    }
    Ok(out.flush()?)
}

fn described(import: &zhengtu_kb::Import, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}（{} 条）", import.name, import.quads),
        Lang::En => format!("{} ({} statements)", import.name, import.quads),
    }
}
