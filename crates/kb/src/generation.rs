//! Writing a generation: the segments that stay, a new one for what has changed, the graph beside the documents, the
//! manifest.

use crate::amendments::Amendments;
use crate::change::Change;
use crate::contents::{Contents, Intake};
use crate::digests::Digests;
use crate::manifest::{ENGINE, Manifest, Touched};
use crate::previous::{Before, Previous};
use crate::tiers::Bounds;
use crate::{Entry, Error, FORMAT, beside, imports, layout, tiers};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use zhengtu_rdf::Base;

/// Writes a new generation of the documents there are, for what was imported or removed, and with the graph and the
/// index of some segments written anew.
pub(crate) fn republish(
    dir: &Path,
    base: Option<Base>,
    intake: Intake<'_>,
    anew: impl FnOnce(&Manifest) -> BTreeSet<String>,
) -> Result<Base, Error> {
    let previous = match Before::open(dir) {
        Ok(before) => Previous { generation: Some(before) },
        Err(Error::Missing { .. }) => Previous { generation: None },
        Err(error) => return Err(error),
    };
    let base = previous.base().or(base).unwrap_or_default();
    let amendments = previous.manifest().map_or_else(|| Ok(Amendments::none()), Amendments::kept)?;
    let contents = Contents {
        kept: previous.documents(),
        read: &[],
        spooled: &[],
        failed: previous.manifest().map_or(&[][..], |manifest| &manifest.failed),
        amendments: &amendments,
        intake,
        trust: false,
        anew: previous.manifest().map(anew).unwrap_or_default(),
        compact: false,
        most: u64::MAX,
        progress: &(),
    };
    publish(dir, |generation| write(dir, generation, &contents, &previous, &base))?;
    Ok(base)
}

/// Makes a generation the current one that `write` has written into a new folder; `write` gives the digest of its manifest.
pub(crate) fn publish(dir: &Path, write: impl FnOnce(&Path) -> Result<String, Error>) -> Result<(), Error> {
    let generation = layout::next(dir)?;
    let published = write(&generation).and_then(|digest| layout::publish(dir, &generation, &digest));
    if published.is_err() {
        layout::discard(&generation);
    }
    published
}

/// Writes all files of a generation; gives the digest of its manifest.
pub(crate) fn write(
    dir: &Path,
    generation: &Path,
    contents: &Contents<'_>,
    previous: &Previous,
    base: &Base,
) -> Result<String, Error> {
    let from = layout::taken_in(dir);
    let digests = previous.digests(&from).filter(|_| !contents.trust);
    contents.intake.bring(&from, generation, digests)?;
    let change = Change::of(contents, previous, base)?;
    let mut known = Digests::default();
    let mut segments = change.staying();
    if let Some(Before { path, manifest, .. }) = &previous.generation {
        for held in &segments {
            layout::share_folder(&path.join(&held.name), &generation.join(&held.name))?;
            known.carry(&manifest.files, &held.name, &held.name);
        }
    }
    segments.extend(change.finish_spooled(generation, contents.progress)?);
    let last = previous.last_segment() + contents.spooled.len() as u64;
    segments.extend(change.write(generation, &layout::segment(last + 1))?);
    contents.progress.written(contents.read.len());
    let touched = touched(contents.kept, previous);
    let words = &contents.amendments.words;
    let draft = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine(contents, previous),
        base: base.as_str().to_owned(),
        words: words.clone(),
        segments,
        touched,
        beside: String::new(),
        imports: imports::kept(generation)?,
        failed: contents.failed.to_vec(),
        corrections: contents.amendments.corrections.clone(),
        corrections_file: contents.amendments.file.clone(),
        plans: contents.amendments.plans.clone(),
        files: Digests::default(),
    };
    let bounds = Bounds { read: change.weight(), most: contents.most, compact: contents.compact };
    let merged = tiers::merge(generation, draft, known, &bounds, last + 2, base)?;
    let (mut manifest, mut known) = merged;
    manifest.beside = beside::write(generation, &manifest, &change, previous, base, &mut known)?;
    manifest.files = Digests::take(generation, known)?;
    manifest.write(generation)
}

/// The version by which the documents were read: where none was read just now, that of before.
fn engine(contents: &Contents<'_>, previous: &Previous) -> String {
    match previous.manifest() {
        Some(manifest) if !contents.reads_some() && !contents.kept.is_empty() => manifest.engine.clone(),
        _ => ENGINE.to_owned(),
    }
}

/// The files of kept documents that are not as their segments say.
fn touched(kept: &[Entry], previous: &Previous) -> BTreeMap<String, Touched> {
    let before: BTreeMap<&str, &Entry> =
        previous.documents().iter().map(|entry| (entry.name.as_str(), entry)).collect();
    let known = previous.manifest().map(|manifest| &manifest.touched);
    let is_as_before = |entry: &Entry| {
        let place = |entry: &Entry| (entry.path.clone(), entry.size, entry.modified);
        before.get(entry.name.as_str()).is_some_and(|old| place(old) == place(entry))
    };
    kept.iter()
        .filter(|entry| !is_as_before(entry) || known.is_some_and(|known| known.contains_key(&entry.name)))
        .map(|entry| {
            let Entry { path, size, modified, .. } = entry.clone();
            (entry.name.clone(), Touched { path, size, modified })
        })
        .collect()
}
