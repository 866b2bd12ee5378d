//! What is taken in besides documents: graphs from elsewhere, and reports of progress. A new generation of the documents
//! there are is written with it, so that it is there with all that follows from it, or not at all.

use crate::contents::Intake;
use crate::manifest::Import;
use crate::previous::Previous;
use crate::{Error, KnowledgeBase, generation, graph, imports, layout, reports, skolem};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhengtu_model::{Report, RowKey};
use zhengtu_rdf::Base;
use zhengtu_store::{Format, StoreError, exchange};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// The graphs imported, in the order given.
    pub imported: Vec<Import>,
    /// How many statements are passed over because they stand in a graph that the knowledge base writes
    /// itself.
    pub passed_over: usize,
}

/// Imports graphs from files (Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML, told by their endings)
/// into the knowledge base in `dir`, which is made where there is none. A file of a name that was imported
/// before takes its place. Statements outside every graph go into a graph named after the file.
///
/// # Errors
/// [`Error::Import`] with the place in the file; the knowledge base then stays as it was.
pub fn import(dir: &Path, files: &[PathBuf], base: Option<Base>) -> Result<ImportReport, Error> {
    let _lock = layout::lock(dir, || {})?;
    let named = match KnowledgeBase::open(dir) {
        Ok(kb) => Base::new(kb.base()).unwrap_or_default(),
        Err(Error::Missing { .. }) => base.clone().unwrap_or_default(),
        Err(error) => return Err(error),
    };
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for file in files {
        let name = name_of(file)?;
        if read.iter().any(|(other, _)| *other == name) {
            return Err(Error::Import(format!("无法导入：{}：另一个文件也叫这个名字", file.display())));
        }
        let fault = |error: StoreError| Error::Import(error.to_string());
        let quads = skolem::read_quads(file, &name, &named).map_err(fault)?;
        let mut lines = Vec::new();
        exchange::write(&quads, Format::NQuads, &mut lines).map_err(fault)?;
        read.push((name, lines));
    }
    let base = generation::republish(dir, base, Intake::Graphs(&read), |_| BTreeSet::new())?;
    let imported = read.iter().map(|(name, lines)| imports::describe(name, lines)).collect();
    Ok(ImportReport { imported, passed_over: passed_over(dir, &base)? })
}

/// Removes imported graphs by the names of their files.
///
/// # Errors
/// [`Error::NoSuchImport`] where a name is of none; nothing is then removed.
pub fn remove_imports(dir: &Path, names: &[String]) -> Result<Vec<Import>, Error> {
    // A knowledge base that is not there has no imports, and is not made for the question.
    layout::current(dir)?;
    let _lock = layout::lock(dir, || {})?;
    let kept = imports::kept(&layout::taken_in(dir))?;
    let mut removed = Vec::new();
    for name in names {
        let known = || kept.iter().map(|import| import.name.as_str()).collect::<Vec<_>>().join("、");
        let found = kept.iter().find(|import| import.name == *name);
        let found = found.ok_or_else(|| Error::NoSuchImport { name: name.clone(), known: known() })?;
        removed.push(found.clone());
    }
    generation::republish(dir, None, Intake::Without(names), |_| BTreeSet::new())?;
    Ok(removed)
}

fn passed_over(dir: &Path, base: &Base) -> Result<usize, Error> {
    let kb = KnowledgeBase::open(dir)?;
    let own = graph::own_graphs(kb.documents().map(|entry| entry.name.as_str()), base);
    Ok(imports::quads(kb.generation())?.iter().filter(|quad| own.contains(&quad.graph_name.to_string())).count())
}

fn name_of(file: &Path) -> Result<String, Error> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|_| file.is_file()).ok_or_else(|| Error::NoSuchPath { path: file.to_owned() })
}

/// What taking in reports did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportsAdded {
    /// The reports that were new.
    pub added: Vec<Report>,
    /// How many were there already.
    pub known: usize,
}

/// Adds reports to the knowledge base in `dir` and to its graph. A report that is there already is passed over,
/// and with `by_row` a row of a file that was taken in before, whatever the day it is said to speak of.
///
/// # Errors
/// [`Error::Missing`] where there is no knowledge base, [`Error::Reports`] where its reports are damaged.
pub fn add_reports(dir: &Path, filed: &[Report], by_row: bool) -> Result<ReportsAdded, Error> {
    // A knowledge base that is not there is not made for its reports.
    layout::current(dir)?;
    let _lock = layout::lock(dir, || {})?;
    let place = layout::taken_in(dir);
    let all = reports::read_checked(&place, Previous::open(dir).digests(&place))?;
    let mut result = ReportsAdded::default();
    let mut known = Known::new(&all, by_row);
    for report in filed {
        if known.insert(report) { result.added.push(report.clone()) } else { result.known += 1 }
    }
    if result.added.is_empty() {
        return Ok(result);
    }
    generation::republish(dir, None, Intake::Reports(&result.added), |_| BTreeSet::new())?;
    Ok(result)
}

/// Takes a report out of the knowledge base in `dir` and of its graph, and says whether it was there. Whoever takes one
/// out keeps a record of it.
///
/// # Errors
/// As [`add_reports`].
pub fn remove_report(dir: &Path, id: &str) -> Result<bool, Error> {
    layout::current(dir)?;
    let _lock = layout::lock(dir, || {})?;
    let place = layout::taken_in(dir);
    let all = reports::read_checked(&place, Previous::open(dir).digests(&place))?;
    if all.iter().all(|report| report.id != id) {
        return Ok(false);
    }
    generation::republish(dir, None, Intake::WithoutReport(id), |_| BTreeSet::new())?;
    Ok(true)
}

/// The reports that are there, by what tells two apart.
struct Known<'a> {
    ids: BTreeSet<&'a str>,
    /// The rows of files that were taken in before, where these count.
    rows: Option<BTreeSet<RowKey<'a>>>,
}

impl<'a> Known<'a> {
    fn new(reports: &'a [Report], by_row: bool) -> Self {
        let ids = reports.iter().map(|report| report.id.as_str()).collect();
        Self { ids, rows: by_row.then(|| reports.iter().map(Report::row_key).collect()) }
    }

    /// Adds a report; tells whether it is new.
    fn insert(&mut self, report: &'a Report) -> bool {
        let is_new_row = self.rows.as_mut().is_none_or(|rows| rows.insert(report.row_key()));
        self.ids.insert(&report.id) && is_new_row
    }
}
