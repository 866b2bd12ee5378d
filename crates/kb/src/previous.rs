//! The state before a build, as far as it can be used again.

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
            let generation = layout::current(dir).ok()?;
            let manifest = Manifest::read(dir, &generation).ok()?;
            Some((generation, manifest))
        };
        Self { generation: open() }
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
        let is_current =
            |(generation, _): &(PathBuf, Manifest)| zhengtu_search::Index::is_current(&layout::index(generation));
        self.generation.as_ref().is_some_and(is_current)
    }

    /// Whether the records that are there were made by this version of the program with the same words.
    pub(crate) fn is_usable(&self, options: &BuildOptions, words: &WordFiles) -> bool {
        let same_base = |manifest: &Manifest| options.base.as_ref().is_none_or(|base| base.as_str() == manifest.base);
        let same = |manifest: &Manifest| manifest.engine == ENGINE && manifest.words == *words && same_base(manifest);
        !options.force && self.manifest().is_some_and(same)
    }
}
