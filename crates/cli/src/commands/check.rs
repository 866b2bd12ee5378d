//! `zhengtu check` and `zhengtu diff`: passages that do not agree.

use super::into::Into;
use super::original::{self, Traced};
use super::{lexicon, read_file, settings};
use crate::args::{Change, Check, Diff, FindingFormat, KbOptions, Level, Scope};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::session;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{IsTerminal, Write};
use std::path::Path;
use tempfile::TempDir;
use zhengtu_check::diff::{self as changes, Kind};
use zhengtu_check::render::{self, Remark, Sources, Style};
use zhengtu_check::{
    Document, LACKS, Options, Row, RowSource, SimpleCheck, UserCheck, is_above, simple_findings, user_findings,
};
use zhengtu_kb::{Graph, KnowledgeBase, NamedNode, Selection};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{DocumentFacts, DocumentInfo, Finding, Severity};
use zhengtu_reader::OcrChoice;
use zhengtu_store::{Limits, SavedQuery};

/// Checks the documents; gives status 1 where something was found that the caller asked to fail on. What
/// the built-in checks find was put down when the documents were read.
pub fn run(options: &Check, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    if let Some(code) = &options.explain {
        return explain(code.as_deref(), lang).map(|()| 0);
    }
    if options.watch {
        return super::watch::run(options, lang, || once(options, lang, ocr));
    }
    if let Some(plan) = &options.against {
        return against(plan, options, lang, ocr);
    }
    once(options, lang, ocr)
}

fn once(options: &Check, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let into = into(options)?;
    let opened = into.as_ref().map(|into| into.open(ocr)).transpose()?;
    let named = settings::named(options)?;
    let own = OwnChecks::read(options.checks.as_deref())?;
    let (kb_options, _folder) = kb_of(options)?;
    let kb = session::open(&kb_options, lang, ocr)?;
    let settings = match named {
        Some(settings) => settings,
        None => settings::beside(options, &kb)?,
    };
    let own = own.and(&settings.settings.checks);
    let wanted = settings.wanted(options, &own.codes())?;
    let texts = texts(&kb)?;
    let mut findings = wanted.keep(kb.findings()?);
    findings.extend(own.findings(&kb, &texts, options.kb.scope.narrows(), &wanted)?);
    zhengtu_check::in_order(&mut findings);
    let findings = settings.settings.grade(findings);
    if let Some(reason) = &options.reason {
        let several = texts.len() > 1;
        return settings.accept(&findings, &options.accept, reason, options.suppress.as_deref(), several, lang);
    }
    let findings = settings::suppress(findings, options.suppress.as_deref(), lang)?;
    let mut findings = settings.leave_out(findings, lang);
    leave_copies(&mut findings, &texts, lang);
    let traced = original::documents(&kb, &texts, &findings, ocr);
    original::say(&mut findings, &traced);
    let sources = Sources::new(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let sources = sources.called(session::titles(&kb)?);
    if let (Some(into), Some((bytes, traced)), Some((doc, _))) = (&into, &opened, texts.first()) {
        into.write(bytes, traced, render::remarks(&findings, &sources, doc, lang), lang)?;
    }
    print(&findings, &sources, options.output.format, options.output.out.as_deref(), lang)?;
    let fails = options.fail_on.is_some_and(|level| Options::fails(&findings, severity(level)));
    Ok(u8::from(fails))
}

/// Leaves out what was found in a copy of a document that is checked too, and names copies and versions.
fn leave_copies(findings: &mut Vec<Finding>, texts: &[(String, String)], lang: Lang) {
    let mut copies: HashSet<&str> = HashSet::new();
    for like in zhengtu_check::alike(texts.iter().map(|(_, text)| text.as_str())) {
        let (first, second) = (&texts[like.first].0, &texts[like.second].0);
        match (like.is_copy, lang) {
            (true, Lang::Zh) => eprintln!("“{second}”与“{first}”文字相同，其中的发现不再重复列出"),
            (true, Lang::En) => eprintln!("“{second}” says the same as “{first}”; its findings are not repeated"),
            (false, Lang::Zh) => eprintln!(
                "“{second}”与“{first}”大部分文字相同，像是同一文件的两稿，各自的发现都已列出；改动之处用 zhengtu diff 查看"
            ),
            (false, Lang::En) => eprintln!(
                "“{second}” and “{first}” look like two versions of one document; the findings of both are listed, and zhengtu diff shows what changed"
            ),
        }
        if like.is_copy {
            copies.insert(second);
        }
    }
    findings.retain(|found| !copies.contains(found.doc.as_str()));
}

/// The knowledge base to read: for files that are named directly, one that lasts as long as the command.
fn kb_of(options: &Check) -> Result<(KbOptions, Option<TempDir>), Failure> {
    if options.paths.is_empty() {
        return Ok((options.kb.clone(), None));
    }
    let folder = TempDir::new()?;
    let kb = KbOptions { kb: folder.path().to_owned(), from: options.paths.clone(), ..options.kb.clone() };
    Ok((kb, Some(folder)))
}

/// Where the comments of `check` go.
fn into(options: &Check) -> Result<Option<Into<'_>>, Failure> {
    let Some(to) = &options.into else { return Ok(None) };
    match options.paths.as_slice() {
        [from] => Ok(Some(Into { from, to, suggest: options.suggest })),
        _ => Err(Failure::usage("--into 一次写一个文件；请只给出一个要检查的文件")),
    }
}

/// Compares plans of the knowledge base with one of a government above theirs: those that are meant, else all that lie
/// below it.
fn against(plan: &str, options: &Check, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let select = if options.select.is_empty() { LACKS.map(str::to_owned).to_vec() } else { options.select.clone() };
    let codes: Vec<String> = changes::CHANGES.iter().map(|change| change.code.to_owned()).collect();
    let wanted = Options::new(&select, &options.ignore, &codes).map_err(Failure::usage)?;
    let (kb, _folder) = kb_of(options)?;
    let everything = KbOptions { scope: Scope::default(), ..kb };
    let kb = session::open(&everything, lang, ocr)?;
    let documents = read_all(&kb)?;
    let upper = match kb.choose(&Selection { documents: vec![plan.to_owned()], ..Selection::default() }) {
        Ok(chosen) => chosen.documents.into_iter().map(|at| documents[at].clone()).collect(),
        Err(_) if Path::new(plan).is_file() => vec![read_facts(kb.lexicon(), Path::new(plan), ocr)?],
        Err(error) => return Err(error.into()),
    };
    let named = options.kb.scope.selection()?;
    // Who names documents means them, whatever level their governments are of.
    let means_all = named.is_everything() && options.paths.is_empty();
    let chosen = kb.choose(&named)?.documents;
    let below = |info: &DocumentInfo| {
        let is_upper = upper.iter().any(|(facts, _)| facts.info.name == info.name);
        let above = |(facts, _): &(DocumentFacts, String)| is_above(kb.lexicon(), info, &facts.info);
        !is_upper && (!means_all || upper.iter().any(above))
    };
    let lower: Vec<(DocumentFacts, String)> =
        chosen.into_iter().map(|at| &documents[at]).filter(|(facts, _)| below(&facts.info)).cloned().collect();
    if lower.is_empty() {
        return Err(Failure::usage(format!("知识库中没有“{plan}”的下级计划；请用 --doc 或 --place 指明要对照的计划")));
    }
    let mut findings = Vec::new();
    for above in by_plan(&upper, kb.lexicon()) {
        for own in by_plan(&lower, kb.lexicon()) {
            findings.extend(wanted.keep(zhengtu_check::against(&above, &own)));
        }
    }
    let findings = settings::suppress(findings, options.suppress.as_deref(), lang)?;
    let texts = upper.iter().chain(&lower).map(|(facts, text)| (facts.info.name.as_str(), text.as_str()));
    print(&findings, &Sources::new(texts), options.output.format, options.output.out.as_deref(), lang)?;
    let fails = options.fail_on.is_some_and(|level| Options::fails(&findings, severity(level)));
    Ok(u8::from(fails))
}

/// All that was read out of each document of a knowledge base, with its text.
fn read_all(kb: &KnowledgeBase) -> Result<Vec<(DocumentFacts, String)>, Failure> {
    let texts = texts(kb)?.into_iter().map(|(_, text)| text);
    Ok(kb.facts()?.into_iter().zip(texts).collect())
}

/// The documents by plan, those of one together.
fn by_plan<'a>(all: &'a [(DocumentFacts, String)], lexicon: &'a Lexicon) -> Vec<Vec<Document<'a>>> {
    let documents: Vec<Document<'a>> = all.iter().map(|(facts, text)| Document { facts, text, lexicon }).collect();
    let members = |plan: Vec<usize>| plan.into_iter().map(|at| documents[at]).collect();
    zhengtu_check::plans(&documents).into_iter().map(members).collect()
}

/// Compares two versions of a plan.
pub fn diff(options: &Diff, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let lexicon = &lexicon(options.words.as_deref())?;
    let into = options.into.as_ref().map(|to| Into { from: &options.new, to, suggest: false });
    let opened = into.as_ref().map(|into| into.open(ocr)).transpose()?;
    let (old, new) = (read_facts(lexicon, &options.old, ocr)?, read_facts(lexicon, &options.new, ocr)?);
    let documents = [&old, &new].map(|(facts, text)| Document { facts, text, lexicon });
    let compare = if options.levels { changes::levels } else { changes::diff };
    let mut findings = compare(&documents[0], &documents[1]);
    let traced: HashMap<String, Traced> = [(&options.old, &old), (&options.new, &new)]
        .into_iter()
        .filter_map(|(path, (facts, text))| Some((facts.info.name.clone(), original::trace(path, text, ocr)?)))
        .collect();
    original::say(&mut findings, &traced);
    if let Some(file) = &options.beside {
        let bytes = changes::beside(&documents[0], &documents[1]).map_err(Failure::input)?;
        output::write(file, &bytes)?;
    }
    let names = [&old, &new].map(|(facts, text)| (facts.info.name.as_str(), text.as_str()));
    let sources = Sources::new(names);
    if let (Some(into), Some((bytes, traced))) = (&into, &opened) {
        into.write(bytes, traced, changes_in(&findings, &sources, &old, &new, lang), lang)?;
    }
    print(&findings, &sources, options.output.format, options.output.out.as_deref(), lang)?;
    let asked = |found: &Finding| options.fail_on.iter().any(|change| is_of(found, *change));
    Ok(u8::from(findings.iter().any(asked)))
}

/// The changes as remarks on the new version. What is gone is told at the last line above it that both versions have.
fn changes_in(
    findings: &[Finding],
    sources: &Sources<'_>,
    old: &(DocumentFacts, String),
    new: &(DocumentFacts, String),
    lang: Lang,
) -> Vec<Remark> {
    let mut kept: HashMap<&str, usize> = HashMap::new();
    let mut at = 0;
    for line in new.1.split_inclusive('\n') {
        kept.insert(line.trim(), at + line.len() - line.trim_start().len());
        at += line.len();
    }
    let (old_name, new_name) = (&old.0.info.name, &new.0.info.name);
    let remark = |finding: &Finding| {
        if finding.a.doc.as_ref().unwrap_or(&finding.doc) == new_name {
            return render::remark(finding, sources, new_name, lang);
        }
        let gone = render::remark(finding, sources, old_name, lang);
        let above = old.1[..gone.at.start].lines().rev().map(str::trim).filter(|line| line.chars().count() >= TELLING);
        let (start, length) = above.filter_map(|line| Some((*kept.get(line)?, line.len()))).next().unwrap_or_default();
        let said = format!("原文：“{}”", gone.words);
        let lines = gone.lines.into_iter().chain([said]).collect();
        Remark { at: start..start + length, lines, fixes: Vec::new(), ..gone }
    };
    findings.iter().map(remark).collect()
}

/// A line of fewer characters may stand anywhere.
const TELLING: usize = 4;

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
    format!("{}{}\n", render::full(findings, sources, style, lang), render::summary(findings, lang))
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

/// The user's checks: queries over the graph, and checks of words, counts and fields.
#[derive(Default)]
struct OwnChecks {
    queries: Vec<UserCheck>,
    simple: Vec<SimpleCheck>,
}

impl OwnChecks {
    /// Reads the `.rq` and `.toml` files of a folder.
    fn read(folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(Self::default()) };
        let entries = std::fs::read_dir(folder).map_err(|error| settings::fault(folder, &error))?;
        let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        let mut checks = Self::default();
        for path in &paths {
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("rq") => checks.queries.push(query(path)?),
                Some("toml") => {
                    let read =
                        SimpleCheck::parse(&settings::text_of(path)?).map_err(|error| settings::fault(path, &error))?;
                    checks.simple.extend(read);
                }
                _ => {}
            }
        }
        Ok(checks)
    }

    fn and(mut self, more: &[SimpleCheck]) -> Self {
        self.simple.extend_from_slice(more);
        self
    }

    fn codes(&self) -> Vec<String> {
        let queries = self.queries.iter().map(|check| check.code.clone());
        queries.chain(self.simple.iter().map(|check| check.code.clone())).collect()
    }

    fn findings(
        &self,
        kb: &KnowledgeBase,
        texts: &[(String, String)],
        of_one: bool,
        wanted: &Options,
    ) -> Result<Vec<Finding>, Failure> {
        let mut findings = Vec::new();
        if !self.queries.is_empty() {
            let rows = GraphRows { graph: kb.graph()?, only: of_one.then(|| kb.graph_names()) };
            findings = user_findings(&self.queries, &rows, wanted).map_err(Failure::usage)?;
        }
        if !self.simple.is_empty() {
            let facts = kb.facts()?;
            let lexicon = kb.lexicon();
            let documents = facts.iter().zip(texts).map(|(facts, (_, text))| Document { facts, text, lexicon });
            findings.extend(simple_findings(&self.simple, &documents.collect::<Vec<_>>(), wanted));
        }
        Ok(findings)
    }
}

/// A check of the user's that is a query.
fn query(path: &Path) -> Result<UserCheck, Failure> {
    let text = settings::text_of(path)?;
    let check = UserCheck::parse(&text).map_err(|error| settings::fault(path, &error))?;
    let query = SavedQuery::parse(&check.code, &text)?;
    check.fits(&query.variables()).map_err(|error| settings::fault(path, &error))?;
    Ok(check)
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
