//! Reports of progress, kept beside the documents.
//!
//! They lie in one file of JSON Lines in the directory of the knowledge base, outside its generations, so that
//! a build keeps them whatever becomes of the documents. Lines are only ever added. The graph of a generation
//! holds them all, each with the task it speaks of now.

use crate::{Error, layout};
use oxrdf::Quad;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use zhengtu_model::{DocumentFacts, Report, Task};
use zhengtu_progress::Index;
use zhengtu_rdf::{Base, Filed};

const FILE: &str = "reports.jsonl";

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

/// Adds lines to the reports of the knowledge base.
pub(crate) fn append(dir: &Path, reports: &[Report]) -> Result<(), Error> {
    let path = dir.join(FILE);
    let mut lines = bytes(dir)?;
    for report in reports {
        serde_json::to_writer(&mut lines, report).map_err(|error| Error::damaged(&path, error))?;
        lines.push(b'\n');
    }
    layout::replace(&path, &lines)
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
    let mut by_document: BTreeMap<&str, Vec<Filed<'_>>> = BTreeMap::new();
    for report in &reports {
        let task = index.link(report).task().map(|task| task.id.as_str());
        let is_body = bodies.contains(&(&report.doc, &report.source));
        by_document.entry(&report.doc).or_default().push(Filed { report, task, is_body });
    }
    Ok(by_document.iter().flat_map(|(doc, reports)| zhengtu_rdf::report_quads(doc, reports, base)).collect())
}
