//! Graphs from elsewhere, kept beside the documents.
//!
//! Each is a file of sorted N-Quads in the directory of the knowledge base, outside its generations, so
//! that a build keeps it whatever becomes of the documents. A statement in the graph of a document or of
//! the ontology is passed over: what was read from the document itself is what holds. Nodes without a name
//! get one (RDF 1.1 Concepts, section 3.5), so that two exports can be compared line by line.

use crate::manifest::Import;
use crate::{Error, generation, graph, layout};
use oxrdf::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_rdf::Base;
use zhengtu_store::{Format, StoreError, exchange};

const FOLDER: &str = "imports";
const ENDING: &str = ".nq";

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
    let named = match crate::KnowledgeBase::open(dir) {
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
        let quads = read_quads(file, &name, &named).map_err(fault)?;
        let mut lines = Vec::new();
        exchange::write(&quads, Format::NQuads, &mut lines).map_err(fault)?;
        read.push((name, lines));
    }
    let folder = dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(Error::io("创建", &folder))?;
    for (name, lines) in &read {
        layout::replace(&folder.join(format!("{name}{ENDING}")), lines)?;
    }
    let base = generation::republish(dir, base)?;
    let imported = read.iter().map(|(name, lines)| describe(name, lines)).collect();
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
    let kept = kept(dir)?;
    let mut removed = Vec::new();
    for name in names {
        let known = || kept.iter().map(|import| import.name.as_str()).collect::<Vec<_>>().join("、");
        let found = kept.iter().find(|import| import.name == *name);
        let found = found.ok_or_else(|| Error::NoSuchImport { name: name.clone(), known: known() })?;
        removed.push(found.clone());
    }
    for import in &removed {
        let path = file_of(dir, &import.name);
        fs::remove_file(&path).map_err(Error::io("删除", &path))?;
    }
    generation::republish(dir, None)?;
    Ok(removed)
}

/// The imported graphs of the knowledge base, by name.
pub(crate) fn kept(dir: &Path) -> Result<Vec<Import>, Error> {
    names(dir)?
        .iter()
        .map(|name| {
            let path = file_of(dir, name);
            fs::read(&path).map(|lines| describe(name, &lines)).map_err(Error::io("读取", &path))
        })
        .collect()
}

/// The statements of all imported graphs.
pub(crate) fn quads(dir: &Path) -> Result<Vec<Quad>, Error> {
    let mut all = Vec::new();
    for name in names(dir)? {
        let path = file_of(dir, &name);
        all.extend(exchange::read(&path, &GraphName::DefaultGraph).map_err(|error| Error::damaged(&path, error))?);
    }
    Ok(all)
}

fn passed_over(dir: &Path, base: &Base) -> Result<usize, Error> {
    let kb = crate::KnowledgeBase::open(dir)?;
    let own = graph::own_graphs(kb.documents().map(|entry| entry.name.as_str()), base);
    Ok(quads(dir)?.iter().filter(|quad| own.contains(&quad.graph_name.to_string())).count())
}

fn names(dir: &Path) -> Result<Vec<String>, Error> {
    let folder = dir.join(FOLDER);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let name = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(ENDING).map(str::to_owned);
    let mut names: Vec<String> = entries.filter_map(Result::ok).filter_map(name).collect();
    names.sort();
    Ok(names)
}

fn file_of(dir: &Path, name: &str) -> PathBuf {
    dir.join(FOLDER).join(format!("{name}{ENDING}"))
}

fn name_of(file: &Path) -> Result<String, Error> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|_| file.is_file()).ok_or_else(|| Error::NoSuchPath { path: file.to_owned() })
}

fn describe(name: &str, lines: &[u8]) -> Import {
    let sha256 = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    Import { name: name.to_owned(), quads: lines.iter().filter(|&&byte| byte == b'\n').count(), sha256 }
}

fn read_quads(file: &Path, name: &str, base: &Base) -> Result<Vec<Quad>, StoreError> {
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(base.import(name)));
    let mut names = Names { base, file: name, known: HashMap::new() };
    Ok(exchange::read(file, &graph)?.into_iter().map(|quad| names.quad(quad)).collect())
}

/// Names for the nodes of a file that have none, numbered in the order in which they are read.
struct Names<'a> {
    base: &'a Base,
    file: &'a str,
    known: HashMap<BlankNode, NamedNode>,
}

impl Names<'_> {
    fn quad(&mut self, quad: Quad) -> Quad {
        let subject = match quad.subject {
            NamedOrBlankNode::BlankNode(node) => self.name(node).into(),
            named => named,
        };
        let object = match quad.object {
            Term::BlankNode(node) => self.name(node).into(),
            other => other,
        };
        let graph = match quad.graph_name {
            GraphName::BlankNode(node) => self.name(node).into(),
            other => other,
        };
        Quad::new(subject, quad.predicate, object, graph)
    }

    fn name(&mut self, node: BlankNode) -> NamedNode {
        let number = self.known.len() + 1;
        let name = || NamedNode::new_unchecked(self.base.skolem(self.file, number));
        self.known.entry(node).or_insert_with(name).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_without_a_name_get_the_same_one_each_time() {
        let folder = std::env::temp_dir().join(format!("zhengtu-names-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("甲.ttl");
        fs::write(&file, "<http://a/b> <http://a/c> [ <http://a/d> _:x ] . _:x <http://a/e> \"税\" .").unwrap();
        let read = || read_quads(&file, "甲.ttl", &Base::default()).unwrap();
        let lines: Vec<String> = read().iter().map(ToString::to_string).collect();
        assert_eq!(lines, read().iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(lines.iter().all(|line| !line.contains("_:") && line.contains("/import/甲.ttl>")), "{lines:#?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
