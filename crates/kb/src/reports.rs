//! Reports of progress, kept beside the documents.
//!
//! They lie in one file of JSON Lines in a generation, which every build takes over whatever becomes of the documents.
//! Lines are only ever added. The graph of the generation holds them all, each with the task it speaks of now.

use crate::digests::Digests;
use crate::{Error, layout};
use oxrdf::Quad;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use zhengtu_model::{DocumentFacts, Report, Task};
use zhengtu_progress::Index;
use zhengtu_rdf::{Base, Filed};

/// The reports that lie in `place`, in the order they were taken in.
pub(crate) fn read(place: &Path) -> Result<Vec<Report>, Error> {
    let path = layout::reports(place);
    let fault = |line: usize, reason: String| Error::Reports { file: path.clone(), line, reason };
    let text = String::from_utf8(bytes(place)?).map_err(|error| fault(0, error.to_string()))?;
    let parse = |(number, line): (usize, &str)| {
        let report: Report = serde_json::from_str(line).map_err(|error| fault(number, error.to_string()))?;
        match oxrdf::NamedNode::new(&report.task) {
            Ok(_) => Ok(report),
            Err(error) => Err(fault(number, error.to_string())),
        }
    };
    (1..).zip(text.lines()).map(parse).collect()
}

/// The reports that lie in `place`, if the file is as it was written by its `digests`; without these it is taken as it is.
pub(crate) fn read_checked(place: &Path, digests: Option<&Digests>) -> Result<Vec<Report>, Error> {
    let reports = read(place)?;
    let fault =
        || Error::Reports { file: layout::reports(place), line: 0, reason: "内容与写入时不同".to_owned() };
    match digests.map(|digests| digests.check(place, layout::REPORTS)) {
        Some(Err(_)) => Err(fault()),
        _ => Ok(reports),
    }
}

/// Takes the reports that lie in `from` over into a generation, and adds lines to them.
pub(crate) fn take_over(
    from: &Path,
    generation: &Path,
    reports: &[Report],
    digests: Option<&Digests>,
) -> Result<(), Error> {
    read_checked(from, digests)?;
    let (old, path) = (layout::reports(from), layout::reports(generation));
    if reports.is_empty() {
        return if old.exists() { layout::share(&old, &path) } else { Ok(()) };
    }
    let mut lines = bytes(from)?;
    for report in reports {
        serde_json::to_writer(&mut lines, report).map_err(|error| Error::damaged(&path, error))?;
        lines.push(b'\n');
    }
    layout::replace(&path, &lines)
}

/// Takes the reports that lie in `from` over into a generation, but for the one with this id.
pub(crate) fn take_over_without(
    from: &Path,
    generation: &Path,
    id: &str,
    digests: Option<&Digests>,
) -> Result<(), Error> {
    let path = layout::reports(generation);
    let mut lines = Vec::new();
    for report in read_checked(from, digests)?.iter().filter(|report| report.id != id) {
        serde_json::to_writer(&mut lines, report).map_err(|error| Error::damaged(&path, error))?;
        lines.push(b'\n');
    }
    layout::replace(&path, &lines)
}

fn bytes(place: &Path) -> Result<Vec<u8>, Error> {
    let path = layout::reports(place);
    match fs::read(&path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::io("读取", &path)(error)),
    }
}

/// The reports as statements, in a graph for each document they were filed for.
pub(crate) fn quads(reports: &[Report], documents: &[&DocumentFacts], base: &Base) -> Vec<Quad> {
    let tasks: Vec<Task> = documents.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect();
    let index = Index::new(&tasks);
    let bodies: BTreeSet<(&str, &str)> = documents
        .iter()
        .flat_map(|facts| facts.units.iter().map(|unit| (facts.info.name.as_str(), unit.name.as_str())))
        .collect();
    let mut by_document: BTreeMap<&str, Vec<Filed<'_>>> = BTreeMap::new();
    for report in reports {
        let task = index.link(report).task().map(|task| task.id.as_str());
        let is_body = bodies.contains(&(&report.doc, &report.source));
        by_document.entry(&report.doc).or_default().push(Filed { report, task, is_body });
    }
    by_document.iter().flat_map(|(doc, reports)| zhengtu_rdf::report_quads(doc, reports, base)).collect()
}
