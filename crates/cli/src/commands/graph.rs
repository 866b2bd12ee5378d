//! `zhengtu export graph` and `zhengtu import graph`.

use crate::args::Lang;
use crate::failure::Failure;
use crate::output;
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;
use zhengtu_kb::KnowledgeBase;
use zhengtu_store::{Format, exchange, ontology};

/// Prints the graph, sorted, with the ontology, whose labels the saved queries print: all of it, or that of
/// one document.
pub fn export(kb: &KnowledgeBase, format: &str, document: Option<&str>) -> Result<(), Failure> {
    let format: Format = format.parse().map_err(Failure::usage)?;
    let mut quads = kb.graph()?.quads()?;
    if document.is_some() {
        let mut wanted = kb.graph_names();
        wanted.push(ontology::graph());
        quads.retain(|quad| wanted.iter().any(|name| quad.graph_name == name.clone().into()));
    }
    let mut out = output::stdout();
    exchange::write(&quads, format, &mut out)?;
    Ok(out.flush()?)
}

/// `zhengtu import`.
#[derive(Args, Debug)]
pub struct Import {
    /// 导入什么
    #[arg(value_enum, value_name = "种类")]
    pub what: Importable,
    /// 图文件：Turtle（.ttl）、N-Triples（.nt）、N-Quads（.nq）、TriG（.trig）、JSON-LD（.jsonld）
    #[arg(value_name = "文件", required_unless_present_any = ["list", "remove"])]
    pub files: Vec<PathBuf>,
    /// 列出已导入的图
    #[arg(long, conflicts_with_all = ["files", "remove"])]
    pub list: bool,
    /// 移除已导入的图；可多次给出
    #[arg(long, value_name = "名称", conflicts_with = "files")]
    pub remove: Vec<String>,
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = ".zhengtu", env = "ZHENGTU_KB")]
    pub kb: PathBuf,
    /// 图中各 IRI 的开头部分，仅用于新建的知识库
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Importable {
    /// 图谱（RDF）
    Graph,
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
