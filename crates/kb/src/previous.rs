//! The state before a build, as far as it can be used again.

use crate::digests::Digests;
use crate::manifest::{ENGINE, Held, Manifest};
use crate::segments::Segments;
use crate::{BuildOptions, Entry, layout};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhengtu_lexicon::WordFiles;
use zhengtu_rdf::Base;

/// How many bytes of records are looked at by every build; where there are more, only a build that has nothing else to do
/// looks at all of them.
const LOOKED_AT: u64 = 32 << 20;

/// The generation there is, if any.
pub(crate) struct Previous {
    pub(crate) generation: Option<Before>,
}

/// The generation before.
pub(crate) struct Before {
    pub(crate) path: PathBuf,
    pub(crate) manifest: Manifest,
    pub(crate) segments: Segments,
}

impl Before {
    /// The generation that is current.
    pub(crate) fn open(dir: &Path) -> Result<Self, crate::Error> {
        let pointer = layout::pointer(dir)?;
        let manifest = Manifest::read(dir, &pointer)?;
        let segments = Segments::open(&pointer.generation, &manifest)?;
        Ok(Self { path: pointer.generation, manifest, segments })
    }
}

impl Previous {
    pub(crate) fn open(dir: &Path) -> Self {
        let open = || {
            let pointer = layout::pointer(dir).ok()?;
            let manifest = Manifest::read(dir, &pointer).ok()?;
            let segments = Segments::open_some(&pointer.generation, &manifest);
            Some(Before { path: pointer.generation, manifest, segments })
        };
        Self { generation: open() }
    }

    /// The digests of the files in `place`, if it is this generation.
    pub(crate) fn digests(&self, place: &Path) -> Option<&Digests> {
        let before = self.generation.as_ref()?;
        (before.path == place).then_some(&before.manifest.files)
    }

    /// Whether the records of a document are as they were written.
    pub(crate) fn is_whole(&self, entry: &Entry) -> bool {
        self.generation.as_ref().is_some_and(|before| before.segments.slot(entry).is_whole())
    }

    /// Whether the records are so few that every build looks at them.
    pub(crate) fn is_small(&self) -> bool {
        let weight = |manifest: &Manifest| manifest.segments.iter().map(|held| held.weight).sum::<u64>();
        self.manifest().is_some_and(|manifest| weight(manifest) <= LOOKED_AT)
    }

    /// The segments whose graph, index or list of documents is not as it was written.
    pub(crate) fn damaged(&self) -> BTreeSet<String> {
        let Some(Before { path, manifest, .. }) = &self.generation else { return BTreeSet::new() };
        let derived = [layout::GRAPH, layout::INDEX, layout::DOCUMENTS];
        let is_whole =
            |name: &str| derived.iter().all(|file| manifest.files.check(path, &format!("{name}/{file}")).is_ok());
        let names = manifest.segments.iter().map(|held| held.name.clone());
        names.filter(|name| !is_whole(name)).collect()
    }

    /// The number of the segment that was written last; 0 where there is none.
    pub(crate) fn last_segment(&self) -> u64 {
        let segments = self.manifest().into_iter().flat_map(|manifest| &manifest.segments);
        segments.filter_map(|held| layout::segment_number(&held.name)).max().unwrap_or(0)
    }

    /// The names of the segments of these numbers.
    pub(crate) fn names(&self, numbers: &BTreeSet<usize>) -> Vec<String> {
        let segments = self.manifest().map_or(&[][..], |manifest| &manifest.segments);
        numbers.iter().filter_map(|&number| Some(segments.get(number)?.name.clone())).collect()
    }

    /// Whether what belongs to no segment is as it was written: the graph beside the documents, imports, reports.
    pub(crate) fn is_whole_beside_documents(&self) -> bool {
        let whole = |before: &Before| {
            [layout::GRAPH, layout::IMPORTS, layout::REPORTS]
                .iter()
                .all(|folder| before.manifest.files.check(&before.path, folder).is_ok())
        };
        self.generation.as_ref().is_some_and(whole)
    }

    pub(crate) fn manifest(&self) -> Option<&Manifest> {
        self.generation.as_ref().map(|before| &before.manifest)
    }

    pub(crate) fn documents(&self) -> &[Entry] {
        self.generation.as_ref().map_or(&[], |before| before.segments.documents())
    }

    pub(crate) fn base(&self) -> Option<Base> {
        Base::new(&self.manifest()?.base).ok()
    }

    /// The user's files of words.
    pub(crate) fn words(&self) -> WordFiles {
        self.manifest().map(|manifest| manifest.words.clone()).unwrap_or_default()
    }

    /// Whether the full-text index was written with this program's tokenizer and dictionary.
    pub(crate) fn has_current_index(&self) -> bool {
        let is_current = |before: &Before| {
            let folder = |held: &Held| before.path.join(&held.name).join(layout::INDEX);
            before.manifest.segments.iter().all(|held| zhengtu_search::Index::is_current(&folder(held)))
        };
        self.generation.as_ref().is_some_and(is_current)
    }

    /// Whether the records that are there were made by this version of the program with the same words.
    pub(crate) fn is_usable(&self, options: &BuildOptions, words: &WordFiles) -> bool {
        let same_base = |manifest: &Manifest| options.base.as_ref().is_none_or(|base| base.as_str() == manifest.base);
        let same = |manifest: &Manifest| manifest.engine == ENGINE && manifest.words == *words && same_base(manifest);
        !options.force && self.manifest().is_some_and(same)
    }
}
