use crate::document::Facts;
use crate::record::{self, Lines};
use crate::table::{self, Builder, Table};
use crate::{error, source};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use zhengtu_ask::{Base as Asked, Clock, Names, OpenIndex, Reply};
use zhengtu_check::Options;
use zhengtu_kb::{Alone, Base, BuildOptions, BuildReport, Entry, Error, Graph, Selection};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Date, DocumentFacts, RecordKind};
use zhengtu_say::Lang;
use zhengtu_search::{Filters, Hit, Index, Order, Page, Query, Thesaurus};
use zhengtu_store::{Format, Library, Limits, SavedQuery, StoreError, Style};

/// A knowledge base in a directory, as it was when it was opened.
#[pyclass(frozen, module = "zhengtu")]
pub struct KnowledgeBase {
    path: PathBuf,
    kb: zhengtu_kb::KnowledgeBase,
    lexicon: Arc<Lexicon>,
    /// Whether documents were chosen.
    narrowed: bool,
    /// What the build that made it did.
    report: Option<BuildReport>,
    asked: OnceLock<Answering>,
    search: OnceLock<(Index, Thesaurus)>,
    graph: OnceLock<Graph>,
}

/// What questions are answered from.
struct Answering {
    facts: Vec<DocumentFacts>,
    names: Names,
}

impl KnowledgeBase {
    fn of(path: PathBuf, selection: &Selection, report: Option<BuildReport>) -> Result<Self, Error> {
        let mut kb = zhengtu_kb::KnowledgeBase::open(&path)?;
        if !kb.has_current_index() {
            zhengtu_kb::refresh_index(&path)?;
            kb = zhengtu_kb::KnowledgeBase::open(&path)?;
        }
        let kb = kb.only(selection)?;
        let lexicon = Arc::new(kb.lexicon().clone());
        let narrowed = !selection.is_everything();
        let (asked, search, graph) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Self { path, kb, lexicon, narrowed, report, asked, search, graph })
    }

    fn search_index(&self) -> Result<&(Index, Thesaurus), Error> {
        if let Some(opened) = self.search.get() {
            return Ok(opened);
        }
        let opened = (self.kb.index()?, self.kb.aliases());
        Ok(self.search.get_or_init(|| opened))
    }

    fn answering(&self) -> Result<&Answering, Error> {
        if let Some(known) = self.asked.get() {
            return Ok(known);
        }
        let facts = self.kb.answerable()?;
        let names = Names::gather(&self.lexicon, &facts);
        Ok(self.asked.get_or_init(|| Answering { facts, names }))
    }

    fn graph(&self) -> Result<&Graph, Error> {
        if let Some(opened) = self.graph.get() {
            return Ok(opened);
        }
        let opened = self.kb.graph()?.with_text(Arc::new(self.kb.text_index()?));
        Ok(self.graph.get_or_init(|| opened))
    }

    /// What keeps to the documents that were chosen as well.
    fn within(&self, mut filters: Filters) -> Filters {
        if self.narrowed {
            filters.keep_to(self.kb.documents().map(|entry| entry.name.clone()).collect());
        }
        filters
    }

    fn entry(&self, name: &str) -> PyResult<&Entry> {
        let found = self.kb.documents().find(|entry| entry.name == name);
        found.ok_or_else(|| pyo3::exceptions::PyKeyError::new_err(name.to_owned()))
    }

    fn facts_of(&self, entry: &Entry) -> Result<Facts, Error> {
        let (facts, examined) = self.kb.document(entry)?;
        let alone = Alone { facts, text: self.kb.text(entry)? };
        let base = Base::new(self.kb.base()).unwrap_or_default();
        Ok(Facts::kept(alone, self.lexicon.clone(), base, examined))
    }
}

/// An answer: what was understood, and the rows.
#[derive(Serialize)]
struct Answer<'a, H, R> {
    #[serde(flatten)]
    head: H,
    rows: &'a [R],
}

#[pymethods]
impl KnowledgeBase {
    /// Opens the knowledge base in a directory and keeps to the documents that are meant.
    #[staticmethod]
    #[pyo3(signature = (path = PathBuf::from(".zhengtu"), *, doc = vec![], place = vec![], level = vec![], issued_from = None, issued_until = None))]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        doc: Vec<String>,
        place: Vec<String>,
        level: Vec<String>,
        issued_from: Option<String>,
        issued_until: Option<String>,
    ) -> PyResult<Self> {
        let mut selection = Selection::default();
        let lists = [doc, place, level, issued_from.into_iter().collect(), issued_until.into_iter().collect()];
        for (name, values) in Selection::NAMES.into_iter().zip(lists) {
            for value in values {
                selection.add(name, &value).map_err(|error| error::value(error.to_string()))?;
            }
        }
        py.detach(|| Self::of(path, &selection, None)).map_err(|error| error::knowledge_base(py, &error))
    }

    /// Builds or refreshes the knowledge base in a directory, so that it holds the documents of files and folders.
    #[staticmethod]
    #[pyo3(signature = (path, files, *, words = None, corrections = None, base = None, add = false, strict = false, force = false, compact = false, lossy = false, ocr = "auto", memory = None))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords")]
    fn build(
        py: Python<'_>,
        path: PathBuf,
        files: Vec<PathBuf>,
        words: Option<PathBuf>,
        corrections: Option<PathBuf>,
        base: Option<&str>,
        add: bool,
        strict: bool,
        force: bool,
        compact: bool,
        lossy: bool,
        ocr: &str,
        memory: Option<usize>,
    ) -> PyResult<Self> {
        let base = base.map(Base::new).transpose().map_err(error::value)?;
        let how = source::options(lossy, ocr);
        let options = BuildOptions {
            lossy,
            strict,
            add,
            force,
            compact,
            base,
            words,
            corrections,
            plans: Vec::new(),
            office: how.office,
            ocr: how.ocr,
            limits: zhengtu_kb::Limits::default(),
            memory,
        };
        let built = py.detach(|| {
            let report = zhengtu_kb::build(&path, &files, &options, &())?;
            Self::of(path, &Selection::default(), Some(report))
        });
        built.map_err(|error| error::knowledge_base(py, &error))
    }

    /// The directory.
    #[getter]
    fn path(&self) -> &Path {
        &self.path
    }

    /// What the build that made it did; nothing where it was opened.
    #[getter]
    fn report(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let Some(report) = &self.report else { return Ok(None) };
        let said = serde_json::json!({
            "read": report.read,
            "kept": report.kept,
            "removed": report.removed,
            "mended": report.mended,
            "failures": report.failures,
            "passed_over": report.passed_over,
        });
        record::object(py, &said).map(Some)
    }

    /// The names of the documents, in order.
    #[getter]
    fn documents(&self) -> Vec<&str> {
        self.kb.documents().map(|entry| entry.name.as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.kb.documents().count()
    }

    fn __contains__(&self, name: &str) -> bool {
        self.kb.documents().any(|entry| entry.name == name)
    }

    /// All that was read out of a document.
    fn __getitem__(&self, py: Python<'_>, name: &str) -> PyResult<Facts> {
        let entry = self.entry(name)?;
        py.detach(|| self.facts_of(entry)).map_err(|error| error::knowledge_base(py, &error))
    }

    /// The documents by name.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pyo3::types::PyList::new(py, self.documents())?.try_iter()?.into_any())
    }

    /// The records of a kind as dictionaries, those of `zhengtu export`.
    fn records(&self, py: Python<'_>, kind: &str) -> PyResult<Vec<Py<PyAny>>> {
        self.lines(py, kind)?.objects(py)
    }

    /// The records of a kind, a line of JSON each, byte for byte those of `zhengtu export`.
    fn jsonl(&self, py: Python<'_>, kind: &str) -> PyResult<String> {
        self.lines(py, kind)?.text()
    }

    /// A table of the records of all documents.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let known = table::named(name)?;
        let mut builder = Builder::new(known);
        let filled = py.detach(|| -> Result<_, Error> {
            for entry in self.kb.documents() {
                let (facts, examined) = self.kb.document(entry)?;
                for row in known.rows(zhengtu_tables::Document { facts: &facts, findings: &examined.findings }) {
                    if let Err(error) = builder.push(&row) {
                        return Ok(Err(error));
                    }
                }
            }
            Ok(builder.finish())
        });
        let filled = filled.map_err(|error| error::knowledge_base(py, &error))?;
        filled.map_err(|error| error::value(error.to_string()))
    }

    /// The clauses with some words, in the query language of `zhengtu search`.
    #[pyo3(signature = (query, *, limit = 10, offset = 0, order = "relevance", context = 0, today = None))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords")]
    fn search<'py>(
        &self,
        py: Python<'py>,
        query: &str,
        limit: Option<usize>,
        offset: usize,
        order: &str,
        context: usize,
        today: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let order = match order {
            "relevance" => Order::Relevance,
            "document" => Order::Document,
            "deadline" => Order::Deadline,
            other => {
                return Err(error::value(format!("there is no order {other:?}; use relevance, document, deadline")));
            }
        };
        let page = Page { offset, limit, order, context, facets: false, today: Some(day(today)?) };
        let opened = py.detach(|| self.search_index()).map_err(|error| error::knowledge_base(py, &error))?;
        let found = py.detach(|| -> Result<_, zhengtu_search::Error> {
            let query = Query::parse_with(query, self.within(Filters::default()))?;
            opened.0.search(&query, &page, &opened.1)
        });
        let found = found.map_err(|error| error::search(py, &error))?;
        let answer = PyDict::new(py);
        answer.set_item("total", found.total)?;
        answer.set_item("more", found.more)?;
        answer.set_item("hits", record::object(py, &found.hits)?)?;
        Ok(answer)
    }

    /// The answer to a question in Chinese or English, in the form of `zhengtu ask --format jsonl`, with its rows.
    #[pyo3(signature = (question, *, after = None, today = None))]
    fn ask<'py>(
        &self,
        py: Python<'py>,
        question: &str,
        after: Option<&str>,
        today: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let clock = Clock { today: day(today)? };
        let opened = py.detach(|| Ok((self.answering()?, self.search_index()?)));
        let (known, (index, aliases)) = opened.map_err(|error: Error| error::knowledge_base(py, &error))?;
        let clauses = Nearest { kb: self, index, aliases };
        let reports = self.kb.reports().map_err(|error| error::knowledge_base(py, &error))?;
        let done = move || zhengtu_progress::done(&known.facts, &reports, clock.today);
        let base = Asked { names: &known.names, documents: &known.facts, clock, done: Box::new(done) };
        let json = py.detach(|| -> Result<_, zhengtu_search::Error> {
            let reply: Reply<'_> = zhengtu_ask::reply(question, after, &base, &clauses)?;
            let rows = reply.answer.as_ref().map_or(&[][..], |answer| &answer.rows);
            Ok(serde_json::to_value(Answer { head: reply.head(), rows }))
        });
        let json = json.map_err(|error| error::search(py, &error))?.map_err(|error| error::value(error.to_string()))?;
        record::object(py, &json)
    }

    /// The rows of a saved query, by its name, or of SPARQL; other forms on `format`.
    #[pyo3(signature = (query, parameters = None, *, format = None, lang = "zh", timeout = Some(60.0), limit = Some(1_000_000), queries = None))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords")]
    fn query<'py>(
        &self,
        py: Python<'py>,
        query: &str,
        parameters: Option<&Bound<'py, PyDict>>,
        format: Option<&str>,
        lang: &str,
        timeout: Option<f64>,
        limit: Option<usize>,
        queries: Option<PathBuf>,
    ) -> PyResult<Py<PyAny>> {
        let mut given = Vec::new();
        for (name, value) in parameters.into_iter().flatten() {
            given.push((name.extract::<String>()?, value.str()?.to_string()));
        }
        let lang: Lang = lang.parse().map_err(|_| error::value("lang is zh or en"))?;
        let time = timeout.map(Duration::try_from_secs_f64).transpose();
        let limits = Limits { time: time.map_err(|error| error::value(error.to_string()))?, rows: limit };
        let wanted: Format = format.unwrap_or("jsonl").parse().map_err(error::value)?;
        let graph = py.detach(|| self.graph()).map_err(|error| error::knowledge_base(py, &error))?;
        let written = py.detach(|| -> Result<Vec<u8>, StoreError> {
            let saved = saved(query, queries.as_deref())?;
            if lang == Lang::En && saved.has("lang") && given.iter().all(|(name, _)| name != "lang") {
                given.push(("lang".to_owned(), "en".to_owned()));
            }
            let mut prepared = saved.prepare(graph, &given)?;
            if self.narrowed {
                prepared.keep_to(self.kb.graph_names());
            }
            let results = graph.query(&prepared, &limits)?;
            let style = Style { byte_order_mark: false, width: None, ..saved.style(lang) };
            let mut out = Vec::new();
            results.write(wanted, &style, &mut out)?;
            Ok(out)
        });
        let written = written.map_err(|error| error::store(py, &error))?;
        match format {
            None => Lines(written).objects(py)?.into_pyobject(py).map(|rows| rows.into_any().unbind()),
            Some("xlsx") => Ok(pyo3::types::PyBytes::new(py, &written).into_any().unbind()),
            Some(_) => {
                let text = String::from_utf8(written).map_err(|error| error::value(error.to_string()))?;
                Ok(PyString::new(py, &text).into_any().unbind())
            }
        }
    }

    /// What the built-in checks found when the documents were read.
    #[pyo3(signature = (*, select = vec![], ignore = vec![]))]
    fn check(&self, py: Python<'_>, select: Vec<String>, ignore: Vec<String>) -> PyResult<Py<PyAny>> {
        let wanted = Options::new(&select, &ignore, &[]).map_err(|error| error::value(error.to_string()))?;
        let findings = py.detach(|| self.kb.findings()).map_err(|error| error::knowledge_base(py, &error))?;
        let mut findings = wanted.keep(findings);
        zhengtu_check::in_order(&mut findings);
        record::object(py, &findings)
    }

    fn __repr__(&self) -> String {
        let counts = self.kb.counts();
        format!(
            "<KnowledgeBase {:?}: {} documents, {} tasks, {} targets>",
            self.path,
            self.kb.documents().count(),
            counts.tasks,
            counts.targets
        )
    }
}

impl KnowledgeBase {
    fn lines(&self, py: Python<'_>, kind: &str) -> PyResult<Lines> {
        let known: RecordKind = record::kind(kind)?;
        let mut lines = Lines::default();
        for entry in self.kb.documents() {
            let read = py.detach(|| self.kb.document(entry)).map_err(|error| error::knowledge_base(py, &error))?;
            py.detach(|| lines.add(known, &read.0, &read.1.findings))?;
        }
        Ok(lines)
    }
}

/// The clauses of the documents that were chosen.
struct Nearest<'a> {
    kb: &'a KnowledgeBase,
    index: &'a Index,
    aliases: &'a Thesaurus,
}

impl zhengtu_ask::Clauses for Nearest<'_> {
    type Error = zhengtu_search::Error;

    fn best(&self, words: &str, within: &Filters, most: usize) -> Result<Vec<Hit>, Self::Error> {
        let open = OpenIndex { index: self.index, aliases: self.aliases };
        open.best(words, &self.kb.within(within.clone()), most)
    }

    fn mended(&self, words: &str) -> Result<Vec<(String, String)>, Self::Error> {
        self.index.mended(words, self.aliases)
    }
}

/// The query that is meant: SPARQL where it has a brace, a file with its ending, else a saved one.
fn saved(query: &str, folder: Option<&Path>) -> Result<SavedQuery, StoreError> {
    if query.contains('{') {
        return SavedQuery::parse("-", query);
    }
    if query.ends_with(".rq") {
        let path = PathBuf::from(query);
        let text = std::fs::read_to_string(&path).map_err(|source| StoreError::Io { path, source })?;
        return SavedQuery::parse(query, &text);
    }
    let mut library = Library::built_in();
    if let Some(folder) = folder {
        library.add_folder(folder)?;
    }
    library.get(query)
}

/// The day that is given as `datetime.date` or text, else today by the machine's clock.
fn day(given: Option<&Bound<'_, PyAny>>) -> PyResult<Date> {
    let Some(given) = given else { return Ok(Clock::now().today) };
    let text = given.str()?.to_string();
    text.parse().map_err(|_| error::value(format!("{text:?} is no day; write YYYY-MM-DD")))
}
