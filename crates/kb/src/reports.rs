//! Reports of progress, kept beside the documents.
//!
//! They lie in one file of JSON Lines in the directory of the knowledge base, outside its generations, so that
//! a build keeps them whatever becomes of the documents. Lines are only ever added. The graph of a generation
//! holds them all, each with the task it speaks of now.

use crate::{Error, generation, layout};
use oxrdf::Quad;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use zhengtu_model::{DocumentFacts, Task};
use zhengtu_progress::{Index, Report, RowKey};
use zhengtu_rdf::Base;

const FILE: &str = "reports.jsonl";

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
pub fn add_reports(dir: &Path, reports: &[Report], by_row: bool) -> Result<ReportsAdded, Error> {
    // A knowledge base that is not there is not made for its reports.
    layout::current(dir)?;
    let _lock = layout::lock(dir, || {})?;
    let path = dir.join(FILE);
    let all = read(dir)?;
    let mut result = ReportsAdded::default();
    let mut known = Known::new(&all, by_row);
    for report in reports {
        if known.insert(report) { result.added.push(report.clone()) } else { result.known += 1 }
    }
    if result.added.is_empty() {
        return Ok(result);
    }
    let mut lines = bytes(dir)?;
    for report in &result.added {
        serde_json::to_writer(&mut lines, report).map_err(|error| Error::damaged(&path, error))?;
        lines.push(b'\n');
    }
    layout::replace(&path, &lines)?;
    generation::republish(dir, None)?;
    Ok(result)
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

/// The reports of the knowledge base, in the order they were taken in.
pub(crate) fn read(dir: &Path) -> Result<Vec<Report>, Error> {
    let path = dir.join(FILE);
    let fault = |line: usize, reason: String| Error::Reports { file: path.clone(), line, reason };
    let text = String::from_utf8(bytes(dir)?).map_err(|error| fault(0, error.to_string()))?;
    let parse = |(number, line): (usize, &str)| {
        let report: Report = serde_json::from_str(line).map_err(|error| fault(number, error.to_string()))?;
        match oxrdf::NamedNode::new(&report.task) {
            Ok(_) => Ok(report),
            Err(error) => Err(fault(number, error.to_string())),
        }
    };
    (1..).zip(text.lines()).map(parse).collect()
}

/// A hash of all reports, by which a generation knows whether its graph holds them; empty where there are none.
pub(crate) fn digest(dir: &Path) -> Result<String, Error> {
    let bytes = bytes(dir)?;
    if bytes.is_empty() {
        return Ok(String::new());
    }
    Ok(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn bytes(dir: &Path) -> Result<Vec<u8>, Error> {
    let path = dir.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::io("读取", &path)(error)),
    }
}

/// The reports as statements, in a graph for each document they were filed for.
pub(crate) fn quads(dir: &Path, documents: &[&DocumentFacts], base: &Base) -> Result<Vec<Quad>, Error> {
    let reports = read(dir)?;
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let tasks: Vec<Task> = documents.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect();
    let index = Index::new(&tasks);
    let bodies: BTreeSet<(&str, &str)> = documents
        .iter()
        .flat_map(|facts| facts.units.iter().map(|unit| (facts.info.name.as_str(), unit.name.as_str())))
        .collect();
    let mut by_document: BTreeMap<&str, Vec<zhengtu_rdf::Report<'_>>> = BTreeMap::new();
    for report in &reports {
        let task = index.link(report).task().map(|task| task.id.as_str());
        let is_body = bodies.contains(&(&report.doc, &report.source));
        by_document.entry(&report.doc).or_default().push(statement(report, task, is_body));
    }
    Ok(by_document.iter().flat_map(|(doc, reports)| zhengtu_rdf::report_quads(doc, reports, base)).collect())
}

fn statement<'a>(report: &'a Report, task: Option<&'a str>, is_body: bool) -> zhengtu_rdf::Report<'a> {
    zhengtu_rdf::Report {
        id: &report.id,
        doc: &report.doc,
        task,
        filed_for: &report.task,
        title: &report.title,
        text_sha256: &report.text_sha256,
        date: report.date,
        source: &report.source,
        is_body,
        says: report.says(),
        file: &report.file,
        sha256: &report.sha256,
        sheet: &report.sheet,
        row: report.row,
    }
}
