//! Graphs from elsewhere, kept beside the documents.
//!
//! Each is a file of sorted N-Quads in a generation, which every build takes over whatever becomes of the documents. A
//! statement in the graph of a document or of the ontology is passed over: what was read from the document itself is
//! what holds.

use crate::digests::{self, Digests};
use crate::manifest::Import;
use crate::{Error, layout};
use oxrdf::{GraphName, Quad};
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_store::exchange;

const ENDING: &str = ".nq";

/// Keeps a graph, in the place of one of that name.
pub(crate) fn write(generation: &Path, name: &str, lines: &[u8]) -> Result<(), Error> {
    let folder = layout::imports(generation);
    fs::create_dir_all(&folder).map_err(Error::io("创建", &folder))?;
    layout::replace(&file_of(generation, name), lines)
}

/// Takes the graphs that lie in `from` over into a generation, but for those called in `without`. `digests` are those of
/// the generation that they lie in, where it has any.
pub(crate) fn take_over(
    from: &Path,
    generation: &Path,
    without: &[&str],
    digests: Option<&Digests>,
) -> Result<(), Error> {
    for name in names(from)?.iter().filter(|name| !without.contains(&name.as_str())) {
        let file = format!("{}/{name}{ENDING}", layout::IMPORTS);
        let looked_at = digests.map_or(Ok(()), |digests| digests.read(from, &file).map(|_| ()));
        looked_at.map_err(|_| Error::DamagedImport { name: name.clone() })?;
        let folder = layout::imports(generation);
        fs::create_dir_all(&folder).map_err(Error::io("创建", &folder))?;
        layout::share(&file_of(from, name), &file_of(generation, name))?;
    }
    Ok(())
}

/// The imported graphs of a generation, by name.
pub(crate) fn kept(generation: &Path) -> Result<Vec<Import>, Error> {
    names(generation)?
        .iter()
        .map(|name| {
            let path = file_of(generation, name);
            fs::read(&path).map(|lines| describe(name, &lines)).map_err(Error::io("读取", &path))
        })
        .collect()
}

/// The statements of all imported graphs.
pub(crate) fn quads(generation: &Path) -> Result<Vec<Quad>, Error> {
    let mut all = Vec::new();
    for name in names(generation)? {
        let path = file_of(generation, &name);
        all.extend(exchange::read(&path, &GraphName::DefaultGraph).map_err(|error| Error::damaged(&path, error))?);
    }
    Ok(all)
}

fn names(generation: &Path) -> Result<Vec<String>, Error> {
    let folder = layout::imports(generation);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let name = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(ENDING).map(str::to_owned);
    let mut names: Vec<String> = entries.filter_map(Result::ok).filter_map(name).collect();
    names.sort();
    Ok(names)
}

fn file_of(generation: &Path, name: &str) -> PathBuf {
    layout::imports(generation).join(format!("{name}{ENDING}"))
}

pub(crate) fn describe(name: &str, lines: &[u8]) -> Import {
    let quads = lines.iter().filter(|&&byte| byte == b'\n').count();
    Import { name: name.to_owned(), quads, sha256: digests::hex(lines) }
}
