//! `zhengtu query` and `zhengtu queries`: SPARQL over the graph, saved or written by the user.

use crate::args::{Queries, Query, Validate};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use zhengtu_kb::{KnowledgeBase, NamedNode, Selection};
use zhengtu_reader::OcrChoice;
use zhengtu_store::{Format, Graph, Library, Limits, SavedQuery, StoreError, Style, shapes};

/// Runs a saved query, a file of SPARQL, or SPARQL from standard input (`-`).
pub fn run(options: &Query, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let saved = find(options)?;
    let format: Format = options.format.parse().map_err(Failure::usage)?;
    let mut selection = options.kb.scope.selection()?;
    let given = without_conditions(&saved, parameters(&options.parameter)?, &mut selection)?;
    let given = in_language(&saved, given, lang);
    let Opened { mut graph, kept, of_plans, kb } = open(options, &selection, lang, ocr)?;
    let mut query = saved.prepare_within(&graph, &given, of_plans.as_deref())?;
    if let Some(kept) = kept {
        query.keep_to(kept);
    }
    // Few queries search, and to open the index takes a good part of the time of the others.
    if let Some(index) = kb.filter(|_| may_search(&saved.text)).and_then(|kb| kb.text_index().ok()) {
        graph = graph.with_text(Arc::new(index));
    }
    let limits = Limits {
        time: (options.timeout > 0).then(|| Duration::from_secs(options.timeout)),
        rows: (options.limit > 0).then_some(options.limit),
    };
    let mut out = output::stdout();
    if options.explain {
        writeln!(out, "{}", graph.explain(&query, &limits)?)?;
        return Ok(out.flush()?);
    }
    let results = graph.query(&query, &limits)?;
    let style = Style { byte_order_mark: options.bom, width: terminal_width(), ..saved.style(lang) };
    if format == Format::Xlsx && std::io::stdout().is_terminal() {
        return Err(Failure::usage("xlsx 不能打印到终端；请重定向到文件，如 > 结果.xlsx"));
    }
    results.write(format, &style, &mut out)?;
    out.flush()?;
    if let Some(notice) = results.notice() {
        eprintln!("{notice}");
    }
    Ok(())
}

/// Whether a query may have a SERVICE: keywords are of any case, and any sign may be written by its number.
fn may_search(query: &str) -> bool {
    query.contains("\\u") || query.contains("\\U") || query.to_ascii_uppercase().contains("SERVICE")
}

/// The graph to ask.
struct Opened {
    graph: Graph,
    /// The named graphs to keep to, if not all.
    kept: Option<Vec<NamedNode>>,
    /// Those in which names are looked up then.
    of_plans: Option<Vec<NamedNode>>,
    /// The knowledge base whose graph it is, if it is of one.
    kb: Option<KnowledgeBase>,
}

impl From<Graph> for Opened {
    fn from(graph: Graph) -> Self {
        Self { graph, kept: None, of_plans: None, kb: None }
    }
}

/// Opens the graph to ask.
fn open(options: &Query, selection: &Selection, lang: Lang, ocr: &OcrChoice) -> Result<Opened, Failure> {
    #[cfg(feature = "endpoint")]
    if let Some(url) = &options.endpoint {
        only_in_a_knowledge_base(selection)?;
        return Ok(Graph::new(endpoint(url, options.ca.as_deref())?).into());
    }
    if !options.graph.is_empty() {
        only_in_a_knowledge_base(selection)?;
        return Ok(Graph::read(&options.graph)?.into());
    }
    let kb = session::keep(session::open(&options.kb, lang, ocr)?, selection, lang)?;
    let kept = (!selection.is_everything()).then(|| kb.graph_names());
    Ok(Opened { graph: kb.graph()?, kept, of_plans: kb.graphs_of_plans(), kb: Some(kb) })
}

/// The endpoint, with the credentials that the environment has for it.
#[cfg(feature = "endpoint")]
fn endpoint(url: &str, ca: Option<&Path>) -> Result<zhengtu_store::Endpoint, Failure> {
    let endpoint = zhengtu_store::Endpoint::new(url)?;
    let endpoint = match ca {
        #[cfg(feature = "tls")]
        Some(file) => endpoint.trusting(file)?,
        #[cfg(not(feature = "tls"))]
        Some(_) => return Err(Failure::usage("本程序不带 TLS，不能用 --ca")),
        None => endpoint,
    };
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let credentials = match (of("ZHENGTU_ENDPOINT_TOKEN"), of("ZHENGTU_ENDPOINT_USER")) {
        (Some(token), _) => zhengtu_store::Credentials::Token(token),
        (None, Some(user)) => {
            zhengtu_store::Credentials::Password(user, of("ZHENGTU_ENDPOINT_PASSWORD").unwrap_or_default())
        }
        (None, None) => return Ok(endpoint),
    };
    Ok(endpoint.with(&credentials)?)
}

/// Refuses to keep to documents where these are not known.
fn only_in_a_knowledge_base(selection: &Selection) -> Result<(), Failure> {
    match selection.is_everything() {
        true => Ok(()),
        false => Err(Failure::usage("文件、地区、层级、印发日期的条件只用于知识库，不用于 --endpoint 和 --graph")),
    }
}

/// The parameters without those that say to which documents to keep, which every query takes; these are added to the
/// selection. A query that has a parameter of such a name keeps it.
fn without_conditions(
    saved: &SavedQuery,
    given: Vec<(String, String)>,
    selection: &mut Selection,
) -> Result<Vec<(String, String)>, Failure> {
    let mut kept = Vec::new();
    for (name, value) in given {
        if saved.has(&name) || !selection.add(&name, &value).map_err(Failure::usage)? {
            kept.push((name, value));
        }
    }
    Ok(kept)
}

/// The parameters given, and the language of labels where the query has one to choose.
fn in_language(saved: &SavedQuery, mut given: Vec<(String, String)>, lang: Lang) -> Vec<(String, String)> {
    if lang == Lang::En && saved.has("lang") && given.iter().all(|(name, _)| name != "lang") {
        given.push(("lang".to_owned(), "en".to_owned()));
    }
    given
}

/// The query that is meant: a file where the name has the ending or a folder, else a saved one.
fn find(options: &Query) -> Result<SavedQuery, Failure> {
    let name = options.query.as_str();
    if name == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(SavedQuery::parse("-", &text)?);
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|ending| ending == "rq" || ending == "sparql") || name.contains(['/', '\\']) {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::input(format!("{name}：{error}")))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        return Ok(SavedQuery::parse(&stem, &text)?);
    }
    library(options.queries.as_deref())?.get(name).map_err(|error| match error {
        StoreError::UnknownQuery { .. } => Failure::usage(format!("{error}；用 zhengtu queries 列出全部")),
        error => error.into(),
    })
}

fn library(folder: Option<&Path>) -> Result<Library, Failure> {
    let mut library = Library::built_in();
    if let Some(folder) = folder {
        library.add_folder(folder)?;
    }
    Ok(library)
}

/// The `-p name=value` parameters.
fn parameters(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let split = |text: &String| {
        let pair = text.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.to_owned()));
        pair.ok_or_else(|| Failure::usage(format!("参数“{text}”应写成 名称=值，如 -p unit=税务局")))
    };
    given.iter().map(split).collect()
}

/// The width of the terminal, where standard output is one.
fn terminal_width() -> Option<u16> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// Says what of the graphs of RDF files breaks the shapes of the ontology; gives 1 where something does.
///
/// # Errors
/// [`Failure::Input`] where a file cannot be read, [`Failure::Usage`] for a format that is none.
pub fn validate(options: &Validate, lang: Lang) -> Result<u8, Failure> {
    let format: Format = options.format.parse().map_err(Failure::usage)?;
    let graph = Graph::read_with_ontology(&options.files)?;
    let found = shapes::validate(&graph, lang, &Limits::NONE)?;
    let mut out = output::stdout();
    let is_read = format == Format::Table;
    if !found.is_empty() || !is_read {
        let style = Style { captions: shapes::captions(lang), width: terminal_width(), ..Style::default() };
        found.write(format, &style, &mut out)?;
    }
    if is_read {
        match (lang, found.len()) {
            (Lang::Zh, 0) => writeln!(out, "合于全部形状。")?,
            (Lang::Zh, faults) => writeln!(out, "有 {faults} 处不合。")?,
            (Lang::En, 0) => writeln!(out, "keeps to all shapes.")?,
            (Lang::En, faults) => writeln!(out, "{faults} places break a shape.")?,
        }
    }
    out.flush()?;
    Ok(u8::from(!found.is_empty()))
}

/// Lists the saved queries, or describes one.
pub fn list(options: &Queries, lang: Lang) -> Result<(), Failure> {
    let library = library(options.queries.as_deref())?;
    let mut out = output::stdout();
    match &options.name {
        Some(name) => describe(&mut out, &library.get(name)?, lang)?,
        None => {
            for saved in library.all()? {
                summary(&mut out, &saved, lang)?;
            }
            writeln!(out, "\n{}", common(lang))?;
        }
    }
    Ok(out.flush()?)
}

/// The parameters that every query takes.
fn common(lang: Lang) -> String {
    let names = Selection::NAMES.map(|name| format!("-p {name}=")).join(" ");
    match lang {
        Lang::Zh => format!(
            "每个查询都可以限定文件：{names}（文件名、标题、文号或文种；地区和其下级；层级；印发日期的起止）；单位可以写几个（-p unit=税务局、财政局），写职能指各级各地的（税务局），写地区指一地的（广元市财政局）。"
        ),
        Lang::En => format!(
            "Every query can be kept to documents: {names} (file name, title, number or kind; a place and what lies in it; a level; days of issue). A unit may be several (-p unit=税务局、财政局), a function of all governments (税务局) or a body of one (广元市财政局)."
        ),
    }
}

fn summary(out: &mut Out, saved: &SavedQuery, lang: Lang) -> Result<(), Failure> {
    writeln!(out, "{}  {}", saved.name, saved.title.text(lang))?;
    for parameter in &saved.parameters {
        let must = if parameter.required { lang.pick("必需", "required") } else { lang.pick("可选", "optional") };
        let label = parameter.label.text(lang);
        write!(out, "    -p {}=<{}>  {label}（{must}", parameter.name, parameter.kind.name())?;
        if let Some(default) = &parameter.default {
            write!(out, "，{} {default}", lang.pick("默认", "default"))?;
        }
        writeln!(out, "）")?;
        for value in &parameter.values {
            writeln!(out, "        {}  {}", value.value, value.label.text(lang))?;
        }
    }
    Ok(())
}

fn describe(out: &mut Out, saved: &SavedQuery, lang: Lang) -> Result<(), Failure> {
    summary(out, saved, lang)?;
    writeln!(out, "\n{}", saved.description.text(lang))?;
    writeln!(out, "\n{}{}", lang.pick("例：", "example: "), saved.example)?;
    writeln!(out, "{}\n\n{}", common(lang), saved.text.trim_end())?;
    Ok(())
}
