use crate::exchange::Sink;
use crate::query::{Searched, inline_searches};
use crate::snapshot::{Builder, Set, Snapshot};
use crate::{Format, Limits, Query, Results, StoreError, TextIndex, evaluate, exchange};
use oxrdf::{GraphName, NamedNode, Quad};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhengtu_rdf::ontology;

/// Where queries are answered. The one place that knows what kind of store stands behind a
/// [`Graph`].
pub trait Backend: Send + Sync {
    /// Whether it takes `SERVICE text:search`, and answers it or says that it cannot.
    fn searches(&self) -> bool {
        false
    }

    /// Runs a query without SERVICE, but for `text:search` where it takes that.
    ///
    /// # Errors
    /// [`StoreError::TimeLimit`], [`StoreError::Evaluation`], or what the store itself fails with.
    fn run(&self, query: &Query, limits: &Limits) -> Result<Results, StoreError>;

    /// Says how the query would be run, with figures where the store runs it for that.
    ///
    /// # Errors
    /// As [`Self::run`].
    fn explain(&self, query: &Query, limits: &Limits) -> Result<String, StoreError>;

    /// All quads, in the store's order, which is always the same.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or what the store itself fails with.
    fn quads(&self) -> Result<Vec<Quad>, StoreError>;

    /// Writes all quads, or those of some named graphs, sorted.
    ///
    /// # Errors
    /// Those of [`exchange::write`] and of [`Self::quads`].
    fn write(&self, only: Option<&[NamedNode]>, format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        let mut quads = self.quads()?;
        quads.retain(|quad| only.is_none_or(|only| only.iter().any(|name| quad.graph_name == name.clone().into())));
        exchange::write(&quads, format, out)
    }

    /// Writes the triples of some named graphs, sorted, each once and outside every graph.
    ///
    /// # Errors
    /// As [`Self::write`].
    fn write_triples(&self, of: &[NamedNode], format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        let mut quads = self.quads()?;
        quads.retain(|quad| of.iter().any(|name| quad.graph_name == name.clone().into()));
        quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
        exchange::write(&quads, format, out)
    }

    /// The named graphs.
    ///
    /// # Errors
    /// As [`Self::quads`].
    fn named_graphs(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        let named = |quad: Quad| match quad.graph_name {
            GraphName::NamedNode(name) => Some(name),
            _ => None,
        };
        Ok(self.quads()?.into_iter().filter_map(named).collect())
    }
}

/// A graph that can be queried. Its default graph is the union of its named graphs.
#[derive(Clone)]
pub struct Graph {
    backend: Arc<dyn Backend>,
    text: Option<Arc<dyn TextIndex>>,
}

impl Graph {
    /// Opens a snapshot file.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::Damaged`] or [`StoreError::Version`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self::from(Snapshot::open(path)?))
    }

    /// Opens snapshot files that are one graph, each without the named graphs beside it, which another has in their
    /// place.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_all(files: &[(PathBuf, Vec<NamedNode>)]) -> Result<Self, StoreError> {
        Ok(Self::new(Local(Arc::new(Set::open(files)?))))
    }

    /// A graph in memory.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`].
    pub fn from_quads(quads: impl IntoIterator<Item = Quad>) -> Result<Self, StoreError> {
        let mut builder = Builder::new();
        for quad in quads {
            builder.add(quad)?;
        }
        Ok(Self::from(Snapshot::from_bytes(builder.to_bytes())?))
    }

    /// The graphs of RDF files, taken together, in memory.
    ///
    /// # Errors
    /// Those of [`exchange::read`], and [`StoreError::TooLarge`].
    pub fn read(files: &[impl AsRef<Path>]) -> Result<Self, StoreError> {
        Self::read_into(Builder::new(), files)
    }

    /// The same with the ontology, whose labels and classes the files need not repeat.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_with_ontology(files: &[impl AsRef<Path>]) -> Result<Self, StoreError> {
        let mut builder = Builder::new();
        ontology::quads().into_iter().try_for_each(|quad| builder.add(quad))?;
        Self::read_into(builder, files)
    }

    fn read_into(mut builder: Builder, files: &[impl AsRef<Path>]) -> Result<Self, StoreError> {
        for file in files {
            exchange::read(file.as_ref(), &GraphName::DefaultGraph)?
                .into_iter()
                .try_for_each(|quad| builder.add(quad))?;
        }
        Ok(Self::from(Snapshot::from_bytes(builder.to_bytes())?))
    }

    /// A graph in some other store.
    pub fn new(backend: impl Backend + 'static) -> Self {
        Self { backend: Arc::new(backend), text: None }
    }

    /// The graph with an index for `SERVICE text:search`.
    #[must_use]
    pub fn with_text(mut self, index: Arc<dyn TextIndex>) -> Self {
        self.text = Some(index);
        self
    }

    fn searched(&self) -> Searched<'_> {
        match &self.text {
            Some(index) => Searched::Here(index.as_ref()),
            None if self.backend.searches() => Searched::There,
            None => Searched::Nowhere,
        }
    }

    /// Runs a query.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a SERVICE other than `text:search`, else as [`Backend::run`].
    pub fn query(&self, query: &Query, limits: &Limits) -> Result<Results, StoreError> {
        let mut query = query.clone();
        inline_searches(&mut query, self.searched())?;
        self.backend.run(&query, limits)
    }

    /// The plan of a query, with the rows and the time each step took.
    ///
    /// # Errors
    /// As [`Self::query`].
    pub fn explain(&self, query: &Query, limits: &Limits) -> Result<String, StoreError> {
        let mut query = query.clone();
        inline_searches(&mut query, self.searched())?;
        self.backend.explain(&query, limits)
    }

    /// All quads of the graph, always in the same order.
    ///
    /// # Errors
    /// As [`Backend::quads`].
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        self.backend.quads()
    }

    /// Writes all quads, or those of some named graphs, sorted, so that two exports can be compared line by line. A graph
    /// in files is written in bounded memory.
    ///
    /// # Errors
    /// As [`Backend::write`].
    pub fn write(&self, only: Option<&[NamedNode]>, format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        self.backend.write(only, format, out)
    }

    /// Writes the triples of some named graphs, sorted, each once and outside every graph. A graph in files is written in
    /// bounded memory.
    ///
    /// # Errors
    /// As [`Backend::write_triples`].
    pub fn write_triples(&self, of: &[NamedNode], format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        self.backend.write_triples(of, format, out)
    }

    /// The named graphs.
    ///
    /// # Errors
    /// As [`Backend::named_graphs`].
    pub fn named_graphs(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.backend.named_graphs()
    }
}

impl From<Snapshot> for Graph {
    fn from(snapshot: Snapshot) -> Self {
        Self::new(Local(Arc::new(snapshot.into())))
    }
}

/// Snapshots in this process.
struct Local(Arc<Set>);

impl Local {
    /// What is read of the snapshots, if nothing of them was cut off, before it was read or meanwhile.
    fn whole<T>(&self, read: impl FnOnce(&Set) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.0.check_lengths()?;
        let found = read(&self.0);
        self.0.check_lengths()?;
        found
    }
}

impl Backend for Local {
    fn run(&self, query: &Query, limits: &Limits) -> Result<Results, StoreError> {
        self.whole(|_| evaluate::run(&self.0, query, limits))
    }

    fn explain(&self, query: &Query, limits: &Limits) -> Result<String, StoreError> {
        self.whole(|_| evaluate::explain(&self.0, query, limits))
    }

    fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        self.whole(|set| set.quads().collect())
    }

    fn write(&self, only: Option<&[NamedNode]>, format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        let mut sink = Sink::new(format, out)?;
        let mut take = |quad: Quad| sink.push(&quad);
        self.whole(|set| match format.rdf().is_some_and(|rdf| rdf.supports_datasets()) {
            true => set.by_graph(only, &mut take),
            false => set.by_subject(only, &mut take),
        })?;
        sink.finish()
    }

    fn write_triples(&self, of: &[NamedNode], format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
        let mut sink = Sink::new(format, out)?;
        self.whole(|set| set.by_subject(Some(of), &mut |triple| sink.push(&triple)))?;
        sink.finish()
    }

    fn named_graphs(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        self.whole(Set::named_graphs)
    }
}
