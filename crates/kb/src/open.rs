//! Reading a knowledge base.

use crate::manifest::{Counts, Held, Manifest};
use crate::recalled::Recalled;
use crate::segments::{Place, Segments};
use crate::slices::Kind;
use crate::{CorrectionReport, Entry, Error, Import, Overview, amendments, corrected, graph, layout, records, reports};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zhengtu_ask::Columns;
use zhengtu_check::Examination;
use zhengtu_identity::{Chosen, Selection};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    Citation, Clause, Counterpart, DocumentFacts, DocumentInfo, Finding, Heading, Report, Target, Task,
};
use zhengtu_search::Part;

/// An open knowledge base. Each method reads only the files it needs.
#[derive(Debug)]
pub struct KnowledgeBase {
    generation: PathBuf,
    manifest: Manifest,
    segments: Arc<Segments>,
    /// Made when it is first asked for, as not every command reads words; a user's words at once, as they may be
    /// at fault.
    lexicon: OnceLock<Lexicon>,
    /// The documents that all methods keep to, if not to all.
    only: Option<Vec<Entry>>,
    /// Keeps the generation from being removed.
    _held: File,
}

impl KnowledgeBase {
    /// Opens the current state of the knowledge base in `dir`.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Version`], [`Error::Damaged`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        loop {
            let pointer = layout::pointer(dir)?;
            if let Some(held) = layout::hold(&pointer.generation)? {
                let manifest = Manifest::read(dir, &pointer)?;
                return Self::of(pointer.generation, manifest, held);
            }
            // Builds may have replaced the generation since its name was read.
            if layout::pointer(dir)?.generation == pointer.generation {
                return Err(Error::damaged(&pointer.generation.join(layout::MANIFEST), "文件不见了"));
            }
        }
    }

    fn of(generation: PathBuf, manifest: Manifest, held: File) -> Result<Self, Error> {
        let lexicon = match manifest.words.is_empty() {
            true => OnceLock::new(),
            false => amendments::with(&manifest.words)?.into(),
        };
        let segments = Arc::new(Segments::open(&generation, &manifest)?);
        Ok(Self { generation, manifest, segments, lexicon, only: None, _held: held })
    }

    /// The words that the documents were read with.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(Lexicon::built_in)
    }

    /// The names of bodies and matters that mean the same, for searching.
    pub fn aliases(&self) -> zhengtu_search::Thesaurus {
        zhengtu_search::Thesaurus::new(self.lexicon())
    }

    /// The corrections file that the user named, in the last build or an earlier one; without one those beside the
    /// documents hold.
    pub fn corrections_file(&self) -> Option<&Path> {
        self.manifest.corrections_file.as_deref()
    }

    /// The user's files of words, with which the documents were read.
    pub fn words(&self) -> &zhengtu_lexicon::WordFiles {
        &self.manifest.words
    }

    /// The directory of the generation that was opened.
    pub fn generation(&self) -> &Path {
        &self.generation
    }

    /// Keeps to the documents that are meant by `selection`.
    ///
    /// # Errors
    /// [`Error::Unselected`] where there is none.
    pub fn only(mut self, selection: &Selection) -> Result<Self, Error> {
        if !selection.is_everything() {
            self.only = Some(self.chosen(selection)?.0);
        }
        Ok(self)
    }

    /// How many documents are left out by `selection` only because they do not say when they were issued.
    ///
    /// # Errors
    /// [`Error::Unselected`] where it means none.
    pub fn undated(&self, selection: &Selection) -> Result<usize, Error> {
        Ok(if selection.asks_day() { self.chosen(selection)?.1 } else { 0 })
    }

    /// The documents that are meant by `selection`, and how many were left out only for want of a day of issue.
    fn chosen(&self, selection: &Selection) -> Result<(Vec<Entry>, usize), Error> {
        let names = match &self.only {
            Some(only) => only.iter().map(|entry| entry.name.as_str()).collect(),
            None => self.segments.names(),
        };
        let base = self.base_of_iris();
        // What a file is called is found without reading anything of the others.
        let by_file = selection.choose_by_file(&names, |name| base.document(name));
        let Chosen { documents, undated } = match by_file {
            Some(documents) => Chosen { documents, undated: 0 },
            None => self.choose(selection)?,
        };
        let chosen: BTreeSet<&str> = documents.into_iter().map(|at| names[at]).collect();
        let entries = match &self.only {
            Some(only) => only.iter().filter(|entry| chosen.contains(entry.name.as_str())).cloned().collect(),
            None => self.segments.named(|name| chosen.contains(name)),
        };
        Ok((entries, undated))
    }

    /// The documents that are meant by `selection`, by their numbers in the order of their names.
    ///
    /// # Errors
    /// [`Error::Unselected`] where there is none.
    pub fn choose(&self, selection: &Selection) -> Result<Chosen, Error> {
        let heads = self.heads()?;
        let infos: Vec<&DocumentInfo> = heads.iter().map(|(info, _)| info).collect();
        selection.choose(self.lexicon(), &infos).map_err(|reason| {
            let known = infos.iter().map(|info| match info.title.is_empty() {
                true => info.name.clone(),
                false => format!("{}（{}）", info.title, info.name),
            });
            Error::Unselected { reason, known: known.collect::<Vec<_>>().join("、") }
        })
    }

    /// The documents, in the order of their names.
    pub fn documents(&self) -> impl Iterator<Item = &Entry> {
        self.only.as_deref().unwrap_or_else(|| self.segments.documents()).iter()
    }

    /// Where the records of the documents lie.
    fn places(&self) -> Cow<'_, [Place]> {
        match &self.only {
            Some(only) => only.iter().map(Place::from).collect(),
            None => self.segments.places().into(),
        }
    }

    /// The graphs that were imported, by name.
    pub fn imports(&self) -> &[Import] {
        &self.manifest.imports
    }

    /// The base of the IRIs.
    pub fn base(&self) -> &str {
        &self.manifest.base
    }

    /// The version of the program that wrote the knowledge base.
    pub fn program(&self) -> &str {
        &self.manifest.program
    }

    /// What the documents are, and whether they have annexes or list some.
    ///
    /// # Errors
    /// [`Error::Damaged`], as for all methods that read.
    pub fn heads(&self) -> Result<Vec<(DocumentInfo, bool)>, Error> {
        let head = |entry| records::head(self.segments.slot(entry)).map(|head| (head.info, head.annexes));
        self.documents().map(head).collect()
    }

    /// What the documents are called.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn headings(&self) -> Result<Vec<Heading>, Error> {
        self.segments.headings(&self.places())
    }

    /// The overviews of the documents.
    ///
    /// # Errors
    /// [`Error::Damaged`], as for all methods that read.
    pub fn overviews(&self) -> Result<Vec<Overview>, Error> {
        self.documents().map(|entry| records::overview(self.segments.slot(entry))).collect()
    }

    /// What became of each entry of the corrections files.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn corrections(&self) -> Result<Vec<CorrectionReport>, Error> {
        if self.manifest.corrections.is_empty() {
            return Ok(Vec::new());
        }
        let overviews: Result<Vec<Overview>, Error> =
            self.segments.documents().iter().map(|entry| records::overview(self.segments.slot(entry))).collect();
        Ok(corrected::reports(&self.manifest.corrections, &overviews?))
    }

    /// The tasks of all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn tasks(&self) -> Result<Vec<Task>, Error> {
        self.all(Kind::Tasks)
    }

    /// The targets of all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn targets(&self) -> Result<Vec<Target>, Error> {
        self.all(Kind::Targets)
    }

    /// The clauses of all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn clauses(&self) -> Result<Vec<Clause>, Error> {
        self.all(Kind::Clauses)
    }

    /// The citations of all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn citations(&self) -> Result<Vec<Citation>, Error> {
        self.all(Kind::Citations)
    }

    /// What the built-in checks found in all documents when they were read.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn findings(&self) -> Result<Vec<Finding>, Error> {
        self.all(Kind::Findings)
    }

    /// Which tasks, goals and targets of a document speak of the same matter, for all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn counterparts(&self) -> Result<Vec<Counterpart>, Error> {
        self.all(Kind::Counterparts)
    }

    /// All that was read out of each document.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn facts(&self) -> Result<Vec<DocumentFacts>, Error> {
        self.documents().map(|entry| self.facts_of(entry)).collect()
    }

    /// All that was read out of one document.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn facts_of(&self, entry: &Entry) -> Result<DocumentFacts, Error> {
        records::read(self.segments.slot(entry))
    }

    /// The same, and what the checks know of it.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn document(&self, entry: &Entry) -> Result<(DocumentFacts, Examination), Error> {
        Ok((self.facts_of(entry)?, records::read_examination(self.segments.slot(entry))?))
    }

    /// All but clauses and account.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn answerable(&self) -> Result<Vec<DocumentFacts>, Error> {
        self.documents().map(|entry| records::read_answerable(self.segments.slot(entry))).collect()
    }

    /// What tells which of the records answer a question, of all documents.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn columns(&self) -> Result<Vec<Columns>, Error> {
        // By this thread: what others allocate grows a page at a time.
        self.segments.columns(&self.places())
    }

    /// The records of all documents, each read when it is asked for.
    pub fn recalled(&self) -> Recalled {
        Recalled::of(
            Arc::clone(&self.segments),
            self.only.as_deref().map(|only| only.iter().map(Place::from).collect()),
        )
    }

    /// The text of a document as read.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn text(&self, entry: &Entry) -> Result<String, Error> {
        records::text(self.segments.slot(entry))
    }

    /// Whether the full-text index was written with this program's tokenizer and dictionary; if not,
    /// [`crate::refresh_index`] writes it anew.
    pub fn has_current_index(&self) -> bool {
        self.parts().iter().all(|part| zhengtu_search::Index::is_current(&part.dir))
    }

    /// The full-text index.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub fn index(&self) -> Result<zhengtu_search::Index, Error> {
        let names = self.manifest.segments.iter().map(|held| held.name.as_str());
        self.manifest.files.check_indexes(&self.generation, names)?;
        let mut parts = self.parts();
        for (part, held) in parts.iter_mut().zip(&self.manifest.segments) {
            part.blocks = self.manifest.files.blocks(&format!("{}/{}", held.name, layout::INDEX));
        }
        zhengtu_search::Index::open_all(&parts).map_err(|error| Error::Index(error.to_string()))
    }

    /// The index of each segment.
    fn parts(&self) -> Vec<Part> {
        self.manifest.segments.iter().map(|held| held.part(&self.generation)).collect()
    }

    /// The graph.
    ///
    /// # Errors
    /// [`Error::Graph`].
    pub fn graph(&self) -> Result<graph::Graph, Error> {
        let base = self.base_of_iris();
        let of_segment = |held: &Held| {
            let file = self.generation.join(&held.name).join(layout::GRAPH);
            (file, held.dead_graphs(&base))
        };
        let segments = self.manifest.segments.iter().map(|held| format!("{}/{}", held.name, layout::GRAPH));
        // Within a graph each page has a checksum; that it is the graph of this segment only the manifest knows.
        for file in segments.chain([layout::GRAPH.to_owned()]) {
            self.manifest.files.check_head(&self.generation, &file)?;
        }
        let beside = (self.generation.join(layout::GRAPH), Vec::new());
        let files: Vec<_> = std::iter::once(beside).chain(self.manifest.segments.iter().map(of_segment)).collect();
        graph::open(&files)
    }

    fn base_of_iris(&self) -> zhengtu_rdf::Base {
        zhengtu_rdf::Base::new(&self.manifest.base).unwrap_or_default()
    }

    /// The full-text index for queries over the graph.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub fn text_index(&self) -> Result<graph::Text, Error> {
        let index = self.index()?;
        Ok(graph::Text { index, aliases: self.aliases() })
    }

    /// The named graphs of the documents, of the reports on them and of their links with higher plans.
    pub fn graph_names(&self) -> Vec<oxrdf::NamedNode> {
        self.graphs(self.documents().map(|entry| entry.name.as_str()))
    }

    /// The same of the documents that are meant by `selection`, and those in which names are looked up for them, as
    /// [`Self::graphs_of_plans`] says.
    ///
    /// # Errors
    /// [`Error::Unselected`] where there is none.
    pub fn graphs_of(
        &self,
        selection: &Selection,
    ) -> Result<(Vec<oxrdf::NamedNode>, Option<Vec<oxrdf::NamedNode>>), Error> {
        let (chosen, _) = self.chosen(selection)?;
        Ok((self.graphs(chosen.iter().map(|entry| entry.name.as_str())), self.with_their_plans(&chosen)))
    }

    fn graphs<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<oxrdf::NamedNode> {
        let base = self.base_of_iris();
        let names = names.flat_map(|name| [base.graph(name), base.reports_graph(name), base.levels_graph(name)]);
        names.map(oxrdf::NamedNode::new_unchecked).collect()
    }

    /// The graphs in which names are looked up for the documents that all methods keep to: theirs and those of the other
    /// documents of their plans. Nothing where that is all, as where graphs were imported, which may name any body.
    pub fn graphs_of_plans(&self) -> Option<Vec<oxrdf::NamedNode>> {
        self.with_their_plans(self.only.as_ref()?)
    }

    fn with_their_plans(&self, documents: &[Entry]) -> Option<Vec<oxrdf::NamedNode>> {
        let of_plan = |entry: &Entry| entry.plan.iter().flat_map(|plan| plan.documents.clone()).collect::<Vec<_>>();
        let names = documents.iter().flat_map(|entry| of_plan(entry).into_iter().chain([entry.name.clone()]));
        let names: BTreeSet<String> = names.collect();
        self.manifest.imports.is_empty().then(|| self.graphs(names.iter().map(String::as_str)))
    }

    /// The reports of progress, in the order they were taken in.
    ///
    /// # Errors
    /// [`Error::Reports`].
    pub fn reports(&self) -> Result<Vec<Report>, Error> {
        let mut reports = reports::read_checked(&self.generation, Some(&self.manifest.files))?;
        if let Some(only) = &self.only {
            let names: BTreeSet<&str> = only.iter().map(|entry| entry.name.as_str()).collect();
            reports.retain(|report| names.contains(report.doc.as_str()));
        }
        Ok(reports)
    }

    /// How much there is of all documents.
    pub fn counts(&self) -> Counts {
        self.documents().map(|entry| entry.counts).sum()
    }

    fn all<T: DeserializeOwned>(&self, kind: Kind) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        for entry in self.documents() {
            all.append(&mut self.segments.slot(entry).all(kind)?);
        }
        Ok(all)
    }

    /// All files of the generation, and what is wrong with each. Reads them whole.
    pub fn verify(&self) -> impl Iterator<Item = (&str, Option<Error>)> {
        self.manifest.files.verify(&self.generation)
    }
}
