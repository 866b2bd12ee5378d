//! Writing a generation: the records, the graph, the index, the manifest.

use crate::amendments::Amendments;
use crate::digests::Digests;
use crate::documents::ReadDocument;
use crate::manifest::{ENGINE, Failed, Manifest};
use crate::previous::Previous;
use crate::records::Folder;
use crate::{Entry, Error, FORMAT, graph, imports, layout, records, reports};
use oxrdf::Quad;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use zhengtu_check::{Document, Examination};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{DocumentFacts, LevelLink, Report};
use zhengtu_rdf::Base;

/// What a generation is made of besides what was imported.
pub(crate) struct Contents<'a> {
    pub(crate) kept: &'a [Entry],
    pub(crate) read: &'a [ReadDocument],
    pub(crate) failed: &'a [Failed],
    pub(crate) amendments: &'a Amendments,
    pub(crate) intake: Intake<'a>,
    /// Takes imports and reports as they lie there now, for a person has looked at them.
    pub(crate) trust: bool,
}

/// What is taken in or taken out besides documents.
#[derive(Clone, Copy)]
pub(crate) enum Intake<'a> {
    Nothing,
    /// Imported graphs by name, as sorted lines.
    Graphs(&'a [(String, Vec<u8>)]),
    /// The names of imported graphs that go.
    Without(&'a [String]),
    Reports(&'a [Report]),
    /// The id of a report that goes.
    WithoutReport(&'a str),
}

impl Intake<'_> {
    /// Takes what lies in `from` over into a new generation, with what is new and without what goes.
    fn bring(self, from: &Path, generation: &Path, digests: Option<&Digests>) -> Result<(), Error> {
        let replaced: Vec<&str> = match self {
            Self::Graphs(graphs) => graphs.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Without(names) => names.iter().map(String::as_str).collect(),
            Self::Nothing | Self::Reports(_) | Self::WithoutReport(_) => Vec::new(),
        };
        imports::take_over(from, generation, &replaced, digests)?;
        match self {
            Self::Reports(added) => reports::take_over(from, generation, added, digests)?,
            Self::WithoutReport(id) => reports::take_over_without(from, generation, id, digests)?,
            _ => reports::take_over(from, generation, &[], digests)?,
        }
        if let Self::Graphs(graphs) = self {
            graphs.iter().try_for_each(|(name, lines)| imports::write(generation, name, lines))?;
        }
        Ok(())
    }
}

/// Writes a new generation of the documents there are, for what was imported or removed.
pub(crate) fn republish(dir: &Path, base: Option<Base>, intake: Intake<'_>) -> Result<Base, Error> {
    let previous = match layout::pointer(dir) {
        Ok(pointer) => {
            let manifest = Manifest::read(dir, &pointer)?;
            Previous { generation: Some((pointer.generation, manifest)) }
        }
        Err(Error::Missing { .. }) => Previous { generation: None },
        Err(error) => return Err(error),
    };
    let base = previous.base().or(base).unwrap_or_default();
    let amendments = previous.manifest().map_or_else(|| Ok(Amendments::none()), Amendments::kept)?;
    let failed = previous.manifest().map_or(&[][..], |manifest| &manifest.failed);
    let contents =
        Contents { kept: previous.documents(), read: &[], failed, amendments: &amendments, intake, trust: false };
    publish(dir, &contents, &previous, &base)?;
    Ok(base)
}

/// Writes a generation and makes it the current one.
pub(crate) fn publish(dir: &Path, contents: &Contents<'_>, previous: &Previous, base: &Base) -> Result<(), Error> {
    let generation = layout::next(dir)?;
    let written = write_generation(dir, &generation, contents, previous, base);
    let published = written.and_then(|digest| layout::publish(dir, &generation, &digest));
    if published.is_err() {
        layout::discard(&generation);
    }
    published
}

/// Writes all files of a generation; gives the digest of its manifest.
fn write_generation(
    dir: &Path,
    generation: &Path,
    contents: &Contents<'_>,
    previous: &Previous,
    base: &Base,
) -> Result<String, Error> {
    let from = layout::taken_in(dir);
    let digests = previous.digests(&from).filter(|_| !contents.trust);
    contents.intake.bring(&from, generation, digests)?;
    let mut documents = BTreeMap::new();
    for document in contents.read {
        documents.insert(document.entry.name.clone(), Source::Read(document));
    }
    for entry in contents.kept {
        documents.insert(entry.name.clone(), Source::Kept(entry));
    }
    let (mut entries, mut known) = (Vec::new(), Digests::default());
    for (number, source) in (1..).zip(documents.values()) {
        let written = source.write(generation, &format!("{number:04}"), previous)?;
        source.carry(&written, previous, &mut known);
        entries.push(written);
    }
    write_derived(generation, &entries, contents, previous, base)?;
    let Amendments { corrections, file, plans, words, .. } = contents.amendments.clone();
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine(contents, previous),
        base: base.as_str().to_owned(),
        words,
        documents: entries,
        imports: imports::kept(generation)?,
        failed: contents.failed.to_vec(),
        corrections,
        corrections_file: file,
        plans,
        files: Digests::take(generation, known)?,
    };
    manifest.write(generation)
}

/// The version by which the documents were read: where none was read just now, that of before.
fn engine(contents: &Contents<'_>, previous: &Previous) -> String {
    match previous.manifest() {
        Some(manifest) if contents.read.is_empty() && !contents.kept.is_empty() => manifest.engine.clone(),
        _ => ENGINE.to_owned(),
    }
}

/// Writes what is made of the records: what the checks find and the graph, with the index beside them.
fn write_derived(
    generation: &Path,
    entries: &[Entry],
    contents: &Contents<'_>,
    previous: &Previous,
    base: &Base,
) -> Result<(), Error> {
    let (read, lexicon) = (contents.read, &contents.amendments.lexicon);
    let all: Vec<Whole<'_>> =
        entries.iter().map(|entry| Whole::of(generation, entry, read)).collect::<Result<_, _>>()?;
    let (graph, index) =
        rayon::join(|| write_graph(generation, &all, base, lexicon), || write_index(generation, &all, read, previous));
    graph?;
    index
}

/// A document of a generation, read just now or kept from before.
enum Whole<'a> {
    Read { folder: Folder<'a>, document: &'a ReadDocument },
    Kept { folder: Folder<'a>, facts: Box<DocumentFacts>, text: String },
}

impl<'a> Whole<'a> {
    fn of(generation: &'a Path, entry: &Entry, read: &'a [ReadDocument]) -> Result<Self, Error> {
        let folder = folder(generation, entry);
        if let Some(document) = read.iter().find(|document| document.entry.name == entry.name) {
            return Ok(Self::Read { folder, document });
        }
        let facts = Box::new(records::read(&folder)?);
        Ok(Self::Kept { facts, text: records::text(&folder)?, folder })
    }

    fn facts(&self) -> &DocumentFacts {
        match self {
            Self::Read { document, .. } => &document.facts,
            Self::Kept { facts, .. } => facts,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Read { document, .. } => &document.text,
            Self::Kept { text, .. } => text,
        }
    }

    fn folder(&self) -> &Folder<'a> {
        match self {
            Self::Read { folder, .. } | Self::Kept { folder, .. } => folder,
        }
    }

    fn document<'w>(&'w self, lexicon: &'w Lexicon) -> Document<'w> {
        Document { facts: self.facts(), text: self.text(), lexicon }
    }
}

/// What the checks find in each document: found now, and put down, where a document of its plan was read just
/// now.
fn examine(all: &[Whole<'_>], lexicon: &Lexicon) -> Result<Vec<Examination>, Error> {
    let documents: Vec<Document<'_>> = all.iter().map(|whole| whole.document(lexicon)).collect();
    let examined: Vec<(usize, Examination)> = zhengtu_check::plans(&documents)
        .into_par_iter()
        .map(|plan| examine_members(all, plan, lexicon))
        .collect::<Result<Vec<_>, Error>>()?
        .into_iter()
        .flatten()
        .collect();
    let by_document: BTreeMap<usize, Examination> = examined.into_iter().collect();
    Ok(by_document.into_values().collect())
}

fn examine_members(all: &[Whole<'_>], plan: Vec<usize>, lexicon: &Lexicon) -> Result<Vec<(usize, Examination)>, Error> {
    if plan.iter().all(|&at| matches!(all[at], Whole::Kept { .. })) {
        return plan.into_iter().map(|at| Ok((at, records::read_examination(all[at].folder())?))).collect();
    }
    let members: Vec<Document<'_>> = plan.iter().map(|&at| all[at].document(lexicon)).collect();
    let examined = zhengtu_check::examine_plan(&members);
    for (&at, examined) in plan.iter().zip(&examined) {
        records::write_examination(&all[at].folder().path(), examined)?;
    }
    Ok(plan.into_iter().zip(examined).collect())
}

fn write_graph(generation: &Path, all: &[Whole<'_>], base: &Base, lexicon: &Lexicon) -> Result<(), Error> {
    let examined = examine(all, lexicon)?;
    let documents: Vec<graph::Document<'_>> = all
        .iter()
        .zip(&examined)
        .map(|(whole, examined)| graph::Document { facts: whole.facts(), text: whole.text(), examined })
        .collect();
    let facts: Vec<&DocumentFacts> = all.iter().map(Whole::facts).collect();
    let (imports, reports) = (imports::quads(generation)?, reports::quads(generation, &facts, base)?);
    let checked: Vec<Document<'_>> = all.iter().map(|whole| whole.document(lexicon)).collect();
    let levels = level_quads(&zhengtu_check::links(&checked), base);
    let beside = graph::Beside { imports, reports, levels };
    graph::write(&generation.join(layout::GRAPH), &documents, beside, &graph::Made { base, words: &lexicon.digest() })
}

/// The links between plans of several levels as statements, in a graph for each lower plan.
fn level_quads(links: &[LevelLink], base: &Base) -> Vec<Quad> {
    let mut by_plan: BTreeMap<&str, Vec<&LevelLink>> = BTreeMap::new();
    for link in links {
        by_plan.entry(&link.doc).or_default().push(link);
    }
    by_plan.iter().flat_map(|(doc, links)| zhengtu_rdf::level_quads(doc, links, base)).collect()
}

/// Writes the index, or takes the one there is where the documents are the same.
fn write_index(generation: &Path, all: &[Whole<'_>], read: &[ReadDocument], previous: &Previous) -> Result<(), Error> {
    let to = layout::index(generation);
    if let Some((old, manifest)) = &previous.generation
        && read.is_empty()
        && previous.has_current_index()
        && manifest.documents.len() == all.len()
    {
        return copy_folder(&layout::index(old), &to);
    }
    let written = zhengtu_search::write(&to, all.iter().map(Whole::facts));
    written.map(|_| ()).map_err(|error| Error::Index(error.to_string()))
}

/// The folder of a document's records, in a generation that is being written.
fn folder<'a>(generation: &'a Path, entry: &Entry) -> Folder<'a> {
    Folder { generation, name: layout::docs(&entry.folder), digests: None }
}

/// Where the records of a document come from.
enum Source<'a> {
    Read(&'a ReadDocument),
    Kept(&'a Entry),
}

impl Source<'_> {
    fn write(&self, generation: &Path, name: &str, previous: &Previous) -> Result<Entry, Error> {
        let entry = match self {
            Self::Read(document) => &document.entry,
            Self::Kept(entry) => entry,
        };
        let written = Entry { folder: name.to_owned(), ..entry.clone() };
        let to = folder(generation, &written).path();
        match (self, &previous.generation) {
            (Self::Read(document), _) => records::write(&to, &document.facts, &document.text)?,
            (Self::Kept(entry), Some((old, manifest))) => {
                manifest.files.check(old, &layout::docs(&entry.folder))?;
                copy_folder(&folder(old, entry).path(), &to)?;
            }
            (Self::Kept(entry), None) => return Err(Error::damaged(&to, format!("{} 的旧记录不见了", entry.name))),
        }
        Ok(written)
    }

    /// Keeps the digests of what was taken over and looked at just now; what the checks find may be written anew.
    fn carry(&self, written: &Entry, previous: &Previous, known: &mut Digests) {
        let (Self::Kept(entry), Some(manifest)) = (self, previous.manifest()) else { return };
        let to = layout::docs(&written.folder);
        known.carry(&manifest.files, &layout::docs(&entry.folder), &to);
        for file in records::EXAMINED {
            known.forget(&format!("{to}/{file}"));
        }
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::io("创建", to))?;
    for file in fs::read_dir(from).map_err(Error::io("读取", from))? {
        let file = file.map_err(Error::io("读取", from))?;
        let target = to.join(file.file_name());
        layout::share(&file.path(), &target)?;
    }
    Ok(())
}
