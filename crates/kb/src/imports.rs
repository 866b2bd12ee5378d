//! Graphs from elsewhere, kept beside the documents.
//!
//! Each is a file of sorted N-Quads in the directory of the knowledge base, outside its generations, so
//! that a build keeps it whatever becomes of the documents. A statement in the graph of a document or of
//! the ontology is passed over: what was read from the document itself is what holds.

use crate::manifest::Import;
use crate::{Error, layout};
use oxrdf::{GraphName, Quad};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_store::exchange;

const FOLDER: &str = "imports";
const ENDING: &str = ".nq";

/// Keeps a graph, in the place of one of that name.
pub(crate) fn write(dir: &Path, name: &str, lines: &[u8]) -> Result<(), Error> {
    let folder = dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(Error::io("创建", &folder))?;
    layout::replace(&file_of(dir, name), lines)
}

/// Removes a graph.
pub(crate) fn remove(dir: &Path, name: &str) -> Result<(), Error> {
    let path = file_of(dir, name);
    fs::remove_file(&path).map_err(Error::io("删除", &path))
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

pub(crate) fn describe(name: &str, lines: &[u8]) -> Import {
    let sha256 = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    Import { name: name.to_owned(), quads: lines.iter().filter(|&&byte| byte == b'\n').count(), sha256 }
}
