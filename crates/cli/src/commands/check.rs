//! `zhengtu check` and `zhengtu diff`: passages that do not agree.

use super::read_file;
use crate::args::{Check, Diff, FindingFormat, Lang, Level};
use crate::failure::Failure;
use crate::output;
use crate::session;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;
use zhengtu_check::render::{self, Sources, Style};
use zhengtu_check::{Document, Finding, Options, Row, RowSource, Severity, Suppressions, UserCheck, user_findings};
use zhengtu_kb::{Graph, KnowledgeBase};
use zhengtu_model::DocumentFacts;
use zhengtu_store::{Limits, Query};

/// Checks the documents; gives status 1 where something was found that the caller asked to fail on.
pub fn run(options: &Check, lang: Lang) -> Result<u8, Failure> {
    if let Some(code) = &options.explain {
        return explain(code.as_deref()).map(|()| 0);
    }
    let own = user_checks(options.checks.as_deref())?;
    let codes: Vec<String> = own.iter().map(|check| check.code.clone()).collect();
    let wanted = Options::new(&options.select, &options.ignore, &codes).map_err(Failure::usage)?;
    let kb = session::open(&options.kb)?;
    let read = read_all(&kb)?;
    let documents: Vec<Document<'_>> = read.iter().map(|(facts, text)| Document { facts, text }).collect();
    let mut findings = zhengtu_check::check(&documents, &wanted);
    if !own.is_empty() {
        let rows = GraphRows(kb.graph()?);
        findings.extend(user_findings(&own, &rows, &wanted).map_err(Failure::usage)?);
    }
    let findings = suppress(findings, options.suppress.as_deref())?;
    let sources = Sources::new(read.iter().map(|(facts, text)| (facts.info.name.as_str(), text.as_str())));
    print(&findings, &sources, options.format, lang)?;
    let fails = options.fail_on.is_some_and(|level| Options::fails(&findings, severity(level)));
    Ok(u8::from(fails))
}

/// Compares two versions of a plan.
pub fn diff(options: &Diff, lang: Lang) -> Result<u8, Failure> {
    let (old, new) = (read_facts(&options.old)?, read_facts(&options.new)?);
    let documents = [&old, &new].map(|(facts, text)| Document { facts, text });
    let findings = zhengtu_check::diff::diff(&documents[0], &documents[1]);
    let names = [&old, &new].map(|(facts, text)| (facts.info.name.as_str(), text.as_str()));
    print(&findings, &Sources::new(names), options.format, lang)?;
    let fails = options.fail_on.is_some_and(|level| Options::fails(&findings, severity(level)));
    Ok(u8::from(fails))
}

fn read_facts(path: &Path) -> Result<(DocumentFacts, String), Failure> {
    let mut source = read_file(path, false)?;
    source.name = path.display().to_string();
    let outline = zhengtu_outline::parse(&source);
    Ok((zhengtu_extract::facts(&source, &outline), source.text))
}

fn read_all(kb: &KnowledgeBase) -> Result<Vec<(DocumentFacts, String)>, Failure> {
    let texts: Result<Vec<String>, _> = kb.documents().map(|entry| kb.text(entry)).collect();
    Ok(kb.facts()?.into_iter().zip(texts?).collect())
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Info,
    }
}

fn print(findings: &[Finding], sources: &Sources<'_>, format: FindingFormat, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    let style = if std::io::stdout().is_terminal() { Style::Coloured } else { Style::Plain };
    let text = match format {
        FindingFormat::Full => render::full(findings, sources, style),
        FindingFormat::Concise => render::concise(findings, sources),
        FindingFormat::Jsonl => render::jsonl(findings),
        FindingFormat::Sarif => render::sarif(findings, sources, env!("CARGO_PKG_VERSION")),
        FindingFormat::Markdown => render::markdown(findings, sources),
    };
    out.write_all(text.as_bytes())?;
    if format == FindingFormat::Full {
        let none = findings.is_empty().then(|| lang.pick("没有发现问题。", "nothing found.").to_owned());
        writeln!(out, "{}", none.unwrap_or_else(|| render::summary(findings)).trim_end())?;
    }
    Ok(out.flush()?)
}

/// Prints the manual of a rule, or the list of rules.
fn explain(code: Option<&str>) -> Result<(), Failure> {
    let mut out = output::stdout();
    match code {
        None => {
            for rule in zhengtu_check::rules() {
                writeln!(out, "{}  {}", rule.code, rule.title)?;
            }
        }
        Some(code) => {
            let manual = zhengtu_check::explain(code);
            let manual = manual.ok_or_else(|| {
                Failure::usage(format!("没有名为“{code}”的检查；用 zhengtu check --explain 列出全部"))
            })?;
            write!(out, "{manual}")?;
        }
    }
    Ok(out.flush()?)
}

/// Leaves out what the suppression file names, and names its entries that cover nothing.
fn suppress(findings: Vec<Finding>, file: Option<&Path>) -> Result<Vec<Finding>, Failure> {
    let Some(file) = file else { return Ok(findings) };
    let fault = |reason: String| Failure::input(format!("{}：{reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    let (kept, stale) = Suppressions::parse(&text).map_err(|error| fault(error.to_string()))?.apply(findings);
    for entry in stale {
        eprintln!("{}：第 {} 项（{}）已不对应任何发现，可以删去", file.display(), entry.entry, entry.code);
    }
    Ok(kept)
}

/// The user's checks: the `.rq` files of a folder.
fn user_checks(folder: Option<&Path>) -> Result<Vec<UserCheck>, Failure> {
    let Some(folder) = folder else { return Ok(Vec::new()) };
    let fault = |path: &Path, reason: String| Failure::input(format!("{}：{reason}", path.display()));
    let entries = std::fs::read_dir(folder).map_err(|error| fault(folder, error.to_string()))?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rq"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).map_err(|error| fault(path, error.to_string()))?;
            UserCheck::parse(&text).map_err(|error| fault(path, error.to_string()))
        })
        .collect()
}

/// The graph as a source of rows for the user's checks.
struct GraphRows(Graph);

impl RowSource for GraphRows {
    fn rows(&self, query: &str) -> Result<Vec<Row>, String> {
        let query = Query::parse(query).map_err(|error| error.to_string())?;
        let results = self.0.query(&query, &Limits::default()).map_err(|error| error.to_string())?;
        let table = results.table().ok_or("自定义检查应当是 SELECT 查询")?;
        let columns: Vec<Vec<String>> = table.variables.iter().map(|variable| table.column(variable)).collect();
        let row = |at: usize| {
            let pairs = table.variables.iter().zip(&columns).map(|(name, column)| (name.clone(), column[at].clone()));
            pairs.filter(|(_, value)| !value.is_empty()).collect::<BTreeMap<String, String>>()
        };
        Ok((0..table.rows.len()).map(row).collect())
    }
}
