use crate::error;
use crate::record::{self, Lines};
use crate::source::{self, Input};
use crate::table::{self, Builder, Table};
use crate::words::{self, Words};
use arrow_schema::ArrowError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::{Arc, OnceLock};
use zhengtu_check::Examination;
use zhengtu_kb::{Alone, Base, ReadFile};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Finding;
use zhengtu_store::Format;

/// A file as read: its text and its blocks.
#[pyclass(frozen, module = "zhengtu")]
#[derive(Debug)]
pub struct Document {
    file: ReadFile,
}

#[pymethods]
impl Document {
    /// The name of the document.
    #[getter]
    fn name(&self) -> &str {
        &self.file.source.name
    }

    /// The format it was read as.
    #[getter]
    fn format(&self) -> &str {
        self.file.source.format.extension()
    }

    /// The text as read; offsets of evidence count its code points.
    #[getter]
    fn text(&self) -> &str {
        &self.file.source.text
    }

    /// What could not be read or was left out, in Chinese.
    #[getter]
    fn notices(&self) -> Vec<String> {
        self.file.source.notices.clone()
    }

    /// SHA-256 of the file.
    #[getter]
    fn sha256(&self) -> &str {
        &self.file.sha256
    }

    fn __repr__(&self) -> String {
        format!("<Document {:?}: {}, {} characters>", self.name(), self.format(), self.text().chars().count())
    }
}

/// What a document is made of: a file that was read, or one that is to be read.
#[derive(FromPyObject)]
pub enum From<'py> {
    Read(Bound<'py, Document>),
    Input(Input),
}

/// Reads a file: its text and its blocks.
#[pyfunction]
#[pyo3(signature = (source, name = None, *, lossy = false, ocr = "auto"))]
pub fn read(py: Python<'_>, source: Input, name: Option<String>, lossy: bool, ocr: &str) -> PyResult<Document> {
    let how = source::options(lossy, ocr);
    Ok(Document { file: source.read(py, name, &how)? })
}

/// Reads all out of a document.
#[pyfunction]
#[pyo3(signature = (source, name = None, *, words = None, base = None, lossy = false, ocr = "auto"))]
pub fn extract(
    py: Python<'_>,
    source: From<'_>,
    name: Option<String>,
    words: Option<&Words>,
    base: Option<&str>,
    lossy: bool,
    ocr: &str,
) -> PyResult<Facts> {
    let lexicon = words::of(py, words);
    let base = base.map(Base::new).transpose().map_err(error::value)?.unwrap_or_default();
    let alone = match source {
        From::Read(document) => {
            let file = &document.get().file;
            py.detach(|| match name {
                Some(name) => {
                    let mut file = file.clone();
                    file.source.name = name;
                    file.extract(&lexicon, &base)
                }
                None => file.extract(&lexicon, &base),
            })
        }
        From::Input(input) => {
            let file = input.read(py, name, &source::options(lossy, ocr))?;
            py.detach(|| file.extract(&lexicon, &base))
        }
    };
    Ok(Facts { alone, lexicon, base, examined: OnceLock::new() })
}

/// The ontology as N-Quads in its own named graph, sorted: what a store needs once beside the graphs of documents.
#[pyfunction]
pub fn ontology(py: Python<'_>) -> PyResult<String> {
    let written = py.detach(|| {
        let mut lines = Vec::new();
        zhengtu_store::exchange::write(&zhengtu_store::ontology::quads(), Format::NQuads, &mut lines).map(|()| lines)
    });
    let lines = written.map_err(|error| error::store(py, &error))?;
    String::from_utf8(lines).map_err(|error| error::value(error.to_string()))
}

/// All that was read out of a document.
#[pyclass(frozen, module = "zhengtu")]
#[derive(Debug)]
pub struct Facts {
    alone: Alone,
    lexicon: Arc<Lexicon>,
    base: Base,
    /// What the checks find, where they have run.
    examined: OnceLock<Examination>,
}

impl Facts {
    /// What a knowledge base holds of a document.
    pub fn kept(alone: Alone, lexicon: Arc<Lexicon>, base: Base, examined: Examination) -> Self {
        Self { alone, lexicon, base, examined: OnceLock::from(examined) }
    }

    fn examined(&self) -> &Examination {
        self.examined.get_or_init(|| self.alone.examine(&self.lexicon))
    }

    /// What the checks find, where the table or the records hold it.
    fn findings(&self, name: &str) -> &[Finding] {
        if name == "findings" { &self.examined().findings } else { &[] }
    }

    /// Adds its rows of a table.
    pub fn rows(&self, table: &'static zhengtu_tables::Table, to: &mut Builder) -> Result<(), ArrowError> {
        let findings = self.findings(table.name);
        let document = zhengtu_tables::Document { facts: &self.alone.facts, findings };
        table.rows(document).iter().try_for_each(|row| to.push(row))
    }

    fn table_of(&self, known: &'static zhengtu_tables::Table) -> Result<Table, ArrowError> {
        let mut builder = Builder::new(known);
        self.rows(known, &mut builder)?;
        builder.finish()
    }

    fn lines(&self, py: Python<'_>, kind: &str) -> PyResult<Lines> {
        let known = record::kind(kind)?;
        py.detach(|| {
            let mut lines = Lines::default();
            lines.add(known, &self.alone.facts, self.findings(kind))?;
            Ok(lines)
        })
    }
}

#[pymethods]
impl Facts {
    /// The name of the document.
    #[getter]
    fn name(&self) -> &str {
        &self.alone.facts.info.name
    }

    /// The title of the plan; empty where none was found.
    #[getter]
    fn title(&self) -> &str {
        &self.alone.facts.info.title
    }

    /// The text as read; offsets of evidence count its code points.
    #[getter]
    fn text(&self) -> &str {
        &self.alone.text
    }

    /// The records of a kind as dictionaries, those of `zhengtu export`.
    fn records(&self, py: Python<'_>, kind: &str) -> PyResult<Vec<Py<PyAny>>> {
        self.lines(py, kind)?.objects(py)
    }

    /// The records of a kind, a line of JSON each, byte for byte those of `zhengtu export`.
    fn jsonl(&self, py: Python<'_>, kind: &str) -> PyResult<String> {
        self.lines(py, kind)?.text()
    }

    /// A table of its records.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let known = table::named(name)?;
        py.detach(|| self.table_of(known)).map_err(|error| error::value(error.to_string()))
    }

    /// All tables by their names.
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let tables = PyDict::new(py);
        for known in &zhengtu_tables::TABLES {
            tables.set_item(known.name, self.table(py, known.name)?)?;
        }
        Ok(tables)
    }

    /// The document's graph as N-Quads, sorted.
    fn nquads(&self, py: Python<'_>) -> PyResult<String> {
        let written = py.detach(|| {
            let quads = self.alone.quads(self.examined(), &self.lexicon, &self.base);
            let mut lines = Vec::new();
            zhengtu_store::exchange::write(&quads, Format::NQuads, &mut lines).map(|()| lines)
        });
        let lines = written.map_err(|error| error::store(py, &error))?;
        String::from_utf8(lines).map_err(|error| error::value(error.to_string()))
    }

    fn __repr__(&self) -> String {
        let facts = &self.alone.facts;
        format!("<Facts of {:?}: {} tasks, {} targets>", facts.info.name, facts.tasks.len(), facts.targets.len())
    }
}

/// One table of the records of many documents, in their order: the rows of each, one document after another.
#[pyfunction]
pub fn concat(py: Python<'_>, table: &str, documents: Vec<Py<Facts>>) -> PyResult<Table> {
    let known = table::named(table)?;
    let documents: Vec<&Facts> = documents.iter().map(|facts| facts.get()).collect();
    let made = py.detach(|| {
        let mut builder = Builder::new(known);
        documents.iter().try_for_each(|facts| facts.rows(known, &mut builder))?;
        builder.finish()
    });
    made.map_err(|error| error::value(error.to_string()))
}
