//! The state before a build, as far as it can be used again.

use crate::digests::Digests;
use crate::manifest::{ENGINE, Manifest};
use crate::{BuildOptions, Entry, layout};
use std::path::{Path, PathBuf};
use zhengtu_lexicon::WordFiles;
use zhengtu_rdf::Base;

/// The generation there is, if any.
pub(crate) struct Previous {
    pub(crate) generation: Option<(PathBuf, Manifest)>,
}

impl Previous {
    pub(crate) fn open(dir: &Path) -> Self {
        let open = || {
            let pointer = layout::pointer(dir).ok()?;
            let manifest = Manifest::read(dir, &pointer).ok()?;
            Some((pointer.generation, manifest))
        };
        Self { generation: open() }
    }

    /// The digests of the files in `place`, if it is this generation.
    pub(crate) fn digests(&self, place: &Path) -> Option<&Digests> {
        let (generation, manifest) = self.generation.as_ref()?;
        (generation == place).then_some(&manifest.files)
    }

    /// Whether the records of a document are as they were written.
    pub(crate) fn is_whole(&self, entry: &Entry) -> bool {
        let whole = |(generation, manifest): &(PathBuf, Manifest)| {
            manifest.files.check(generation, &layout::docs(&entry.folder)).is_ok()
        };
        self.generation.as_ref().is_some_and(whole)
    }

    /// Whether what belongs neither to one document nor to the index is as it was written: graph, imports, reports. The
    /// index is looked at by [`Previous::has_current_index`].
    pub(crate) fn is_whole_beside_documents(&self) -> bool {
        let whole = |(generation, manifest): &(PathBuf, Manifest)| {
            [layout::GRAPH, layout::IMPORTS, layout::REPORTS]
                .iter()
                .all(|folder| manifest.files.check(generation, folder).is_ok())
        };
        self.generation.as_ref().is_some_and(whole)
    }

    pub(crate) fn manifest(&self) -> Option<&Manifest> {
        self.generation.as_ref().map(|(_, manifest)| manifest)
    }

    pub(crate) fn documents(&self) -> &[Entry] {
        self.manifest().map_or(&[], |manifest| &manifest.documents)
    }

    pub(crate) fn base(&self) -> Option<Base> {
        Base::new(&self.manifest()?.base).ok()
    }

    /// The user's files of words.
    pub(crate) fn words(&self) -> WordFiles {
        self.manifest().map(|manifest| manifest.words.clone()).unwrap_or_default()
    }

    pub(crate) fn has_current_index(&self) -> bool {
        let is_current = |(generation, manifest): &(PathBuf, Manifest)| {
            zhengtu_search::Index::is_current(&layout::index(generation))
                && manifest.files.check(generation, layout::INDEX).is_ok()
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
