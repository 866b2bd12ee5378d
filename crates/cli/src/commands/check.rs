//! `zhengtu check` and `zhengtu diff`: passages that do not agree.

use super::{lexicon, read_file};
use crate::args::{Change, Check, Diff, FindingFormat, Level};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::session;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;
use zhengtu_check::diff::{self as changes, Kind};
use zhengtu_check::render::{self, Sources, Style};
use zhengtu_check::{Document, Options, Row, RowSource, Suppressions, UserCheck, user_findings};
use zhengtu_kb::{Graph, KnowledgeBase, NamedNode};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{DocumentFacts, Finding, Severity};
use zhengtu_reader::OcrChoice;
use zhengtu_store::{Limits, SavedQuery};

/// Checks the documents; gives status 1 where something was found that the caller asked to fail on. What
/// the built-in checks find was put down when the documents were read.
pub fn run(options: &Check, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    if let Some(code) = &options.explain {
        return explain(code.as_deref(), lang).map(|()| 0);
    }
    let own = user_checks(options.checks.as_deref())?;
    let codes: Vec<String> = own.iter().map(|check| check.code.clone()).collect();
    let wanted = Options::new(&options.select, &options.ignore, &codes).map_err(Failure::usage)?;
    let kb = session::open(&options.kb, lang, ocr)?;
    let mut findings = wanted.keep(kb.findings()?);
    if !own.is_empty() {
        let rows = GraphRows { graph: kb.graph()?, only: options.kb.doc.is_some().then(|| kb.graph_names()) };
        findings.extend(user_findings(&own, &rows, &wanted).map_err(Failure::usage)?);
        zhengtu_check::in_order(&mut findings);
    }
    let findings = suppress(findings, options.suppress.as_deref(), lang)?;
    let texts = texts(&kb)?;
    let sources = Sources::new(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let sources = sources.called(session::titles(&kb)?);
    print(&findings, &sources, options.output.format, options.output.out.as_deref(), lang)?;
    let fails = options.fail_on.is_some_and(|level| Options::fails(&findings, severity(level)));
    Ok(u8::from(fails))
}

/// Compares two versions of a plan.
pub fn diff(options: &Diff, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let lexicon = &lexicon(options.words.as_deref())?;
    let (old, new) = (read_facts(lexicon, &options.old, ocr)?, read_facts(lexicon, &options.new, ocr)?);
    let documents = [&old, &new].map(|(facts, text)| Document { facts, text, lexicon });
    let compare = if options.levels { changes::levels } else { changes::diff };
    let findings = compare(&documents[0], &documents[1]);
    if let Some(file) = &options.beside {
        let bytes = changes::beside(&documents[0], &documents[1]).map_err(Failure::input)?;
        output::write(file, &bytes)?;
    }
    let names = [&old, &new].map(|(facts, text)| (facts.info.name.as_str(), text.as_str()));
    print(&findings, &Sources::new(names), options.output.format, options.output.out.as_deref(), lang)?;
    let asked = |found: &Finding| options.fail_on.iter().any(|change| is_of(found, *change));
    Ok(u8::from(findings.iter().any(asked)))
}

/// Whether a change is of the kind, or as grave, as `--fail-on` names.
fn is_of(found: &Finding, change: Change) -> bool {
    let kind = match change {
        Change::Error => return found.severity <= Severity::Error,
        Change::Warning => return found.severity <= Severity::Warning,
        Change::Info => return true,
        Change::Number => Kind::Number,
        Change::Limit => Kind::Limit,
        Change::Deadline => Kind::Deadline,
        Change::Unit => Kind::Unit,
        Change::Role => Kind::Role,
        Change::Task => Kind::Task,
        Change::Place => Kind::Place,
        Change::Wording => Kind::Wording,
    };
    Kind::of(&found.code) == Some(kind)
}

fn read_facts(lexicon: &Lexicon, path: &Path, ocr: &OcrChoice) -> Result<(DocumentFacts, String), Failure> {
    let mut source = read_file(path, false, ocr)?;
    source.name = path.display().to_string();
    let outline = zhengtu_outline::parse(lexicon, &source);
    Ok((zhengtu_extract::facts(lexicon, &source, &outline), source.text))
}

/// The documents' names and texts.
fn texts(kb: &KnowledgeBase) -> Result<Vec<(String, String)>, Failure> {
    kb.documents().map(|entry| Ok((entry.name.clone(), kb.text(entry)?))).collect()
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Info,
    }
}

/// Prints a report, or writes it to a file.
fn print(
    findings: &[Finding],
    sources: &Sources<'_>,
    format: FindingFormat,
    file: Option<&Path>,
    lang: Lang,
) -> Result<(), Failure> {
    let terminal = file.is_none() && std::io::stdout().is_terminal();
    let report = report(findings, sources, format, terminal, lang)?;
    match file {
        Some(file) => output::write(file, &report),
        None if terminal && matches!(format, FindingFormat::Xlsx | FindingFormat::Docx) => {
            Err(Failure::usage("xlsx、docx 不能打印到终端；请加 --out 文件，或重定向到文件"))
        }
        None => {
            let mut out = output::stdout();
            out.write_all(&report)?;
            Ok(out.flush()?)
        }
    }
}

fn report(
    findings: &[Finding],
    sources: &Sources<'_>,
    format: FindingFormat,
    terminal: bool,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    let text = match format {
        FindingFormat::Full => full(findings, sources, terminal, lang),
        FindingFormat::Concise => render::concise(findings, sources, lang),
        FindingFormat::Jsonl => render::jsonl(findings),
        FindingFormat::Sarif => render::sarif(findings, sources, env!("CARGO_PKG_VERSION")),
        FindingFormat::Markdown => render::markdown(findings, sources),
        FindingFormat::Xlsx => return render::xlsx(findings, sources).map_err(Failure::input),
        FindingFormat::Docx => return render::docx(findings, sources).map_err(Failure::input),
    };
    Ok(text.into_bytes())
}

fn full(findings: &[Finding], sources: &Sources<'_>, terminal: bool, lang: Lang) -> String {
    if findings.is_empty() {
        return lang.pick("没有发现问题。\n", "nothing found.\n").to_owned();
    }
    let style = if terminal { Style::Coloured } else { Style::Plain };
    format!("{}{}\n", render::full(findings, sources, style, lang), render::summary(findings))
}

/// Prints the manual of a rule, or the list of rules.
fn explain(code: Option<&str>, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    match code {
        None => {
            for rule in zhengtu_check::rules() {
                writeln!(out, "{}  {}", rule.code, lang.pick(rule.title, rule.english().0))?;
            }
            for change in changes::CHANGES {
                writeln!(out, "{}  {}", change.code, lang.pick(change.title, change.english))?;
            }
        }
        Some(code) => {
            let manual = zhengtu_check::explain(code, lang);
            let manual = manual.ok_or_else(|| {
                Failure::usage(format!("没有名为“{code}”的检查；用 zhengtu check --explain 列出全部"))
            })?;
            write!(out, "{manual}")?;
        }
    }
    Ok(out.flush()?)
}

/// Leaves out what the suppression file names, and names its entries that cover nothing.
fn suppress(findings: Vec<Finding>, file: Option<&Path>, lang: Lang) -> Result<Vec<Finding>, Failure> {
    let Some(file) = file else { return Ok(findings) };
    let fault = |reason: String| Failure::input(format!("{}：{reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    let (kept, stale) = Suppressions::parse(&text).map_err(|error| fault(error.to_string()))?.apply(findings);
    for entry in stale {
        let (name, number, code, reason) = (file.display(), entry.entry, entry.code, entry.reason);
        match lang {
            Lang::Zh => eprintln!("{name}：第 {number} 项（{code}，理由：{reason}）已不对应任何发现，可以删去"),
            Lang::En => eprintln!("{name}: entry {number} ({code}, reason: {reason}) covers no finding any longer"),
        }
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
            let check = UserCheck::parse(&text).map_err(|error| fault(path, error.to_string()))?;
            let query = SavedQuery::parse(&check.code, &text)?;
            check.fits(&query.variables()).map_err(|error| fault(path, error.to_string()))?;
            Ok(check)
        })
        .collect()
}

/// The graph as a source of rows for the user's checks.
struct GraphRows {
    graph: Graph,
    only: Option<Vec<NamedNode>>,
}

impl RowSource for GraphRows {
    fn rows(&self, query: &str) -> Result<Vec<Row>, String> {
        let saved = SavedQuery::parse("-", query).map_err(|error| error.to_string())?;
        let mut query = saved.prepare(&self.graph, &[]).map_err(|error| error.to_string())?;
        if let Some(only) = &self.only {
            query.keep_to(only.clone());
        }
        let results = self.graph.query(&query, &Limits::default()).map_err(|error| error.to_string())?;
        let table = results.table().ok_or("自定义检查应当是 SELECT 查询")?;
        let columns: Vec<Vec<String>> = table.variables.iter().map(|variable| table.column(variable)).collect();
        let row = |at: usize| {
            let pairs = table.variables.iter().zip(&columns).map(|(name, column)| (name.clone(), column[at].clone()));
            pairs.filter(|(_, value)| !value.is_empty()).collect::<BTreeMap<String, String>>()
        };
        Ok((0..table.rows.len()).map(row).collect())
    }
}
