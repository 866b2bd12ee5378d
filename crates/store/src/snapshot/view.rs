use super::Snapshot;
use super::layout::Section;
use super::matches::{Graphs, Matches};
use super::part::Part;
use super::set::{Set, hash_of};
use crate::StoreError;
use oxrdf::{NamedNode, Term};
use spareval::{InternalQuad, QueryableDataset};
use spargebra::algebra::QueryDataset;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A term as the evaluator handles it: its hash, which is the same in all snapshots, or the term itself where a query
/// made one that the graph does not have.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum TermId {
    /// A term of the graph.
    Known(u128),
    /// Another term.
    Made(Arc<Term>),
}

/// The graphs of a query by their numbers in each part: its default graph is what those of the first list say together,
/// its named graphs are those of the second. Nothing stands for all graphs.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    default: Option<Vec<BTreeSet<u32>>>,
    named: Option<Vec<BTreeSet<u32>>>,
}

impl Kept {
    /// The graphs of a query's dataset, as far as the graph has them.
    pub(crate) fn of(set: &Set, dataset: Option<&QueryDataset>) -> Result<Self, StoreError> {
        let Some(QueryDataset { default, named }) = dataset else { return Ok(Self::default()) };
        Ok(Self {
            default: Some(numbers(set, default)?),
            named: named.as_deref().map(|named| numbers(set, named)).transpose()?,
        })
    }
}

/// The numbers of graphs in each part.
pub(super) fn numbers(set: &Set, graphs: &[NamedNode]) -> Result<Vec<BTreeSet<u32>>, StoreError> {
    let hashes: Vec<u128> = graphs.iter().map(|graph| hash_of(&graph.clone().into())).collect();
    let of = |part: &Part| {
        let found = hashes.iter().map(|&hash| part.snapshot.number_of(hash));
        Ok(found.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect())
    };
    set.parts.iter().map(of).collect()
}

/// A graph as a query sees it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) set: &'a Set,
    pub(crate) kept: &'a Kept,
}

/// The graphs that a pattern is matched in.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// These, or all, taken together; each triple once.
    Union(Option<&'a [BTreeSet<u32>]>),
    /// The named ones of these, or all; each quad once.
    Named(Option<&'a [BTreeSet<u32>]>),
    /// One.
    One(u128),
}

impl<'a> Scope<'a> {
    /// The same for one part; none where that has no such graph.
    fn within(self, at: usize, part: &Part) -> Result<Option<Graphs<'a>>, StoreError> {
        Ok(match self {
            Self::Union(None) => Some(Graphs::All),
            Self::Named(None) => Some(Graphs::Named),
            Self::Union(Some(kept)) | Self::Named(Some(kept)) => Some(Graphs::Of(&kept[at])),
            Self::One(graph) => part.snapshot.number_of(graph)?.map(Graphs::One),
        })
    }
}

/// The terms of a pattern: subject, predicate, object.
type Pattern = [Option<u128>; 3];

/// The section that a pattern is looked up in, and how many of the terms of its rows the pattern has.
fn plan([subject, predicate, object]: Pattern) -> (Section, usize) {
    match (subject.is_some(), predicate.is_some(), object.is_some()) {
        (true, false, true) => (Section::Objects, 2),
        (true, predicate, object) => (Section::Subjects, 1 + usize::from(predicate) + usize::from(object)),
        (false, true, object) => (Section::Predicates, 1 + usize::from(object)),
        (false, false, object) => (Section::Objects, usize::from(object)),
    }
}

impl Set {
    /// The rows of a pattern.
    fn matches<'a>(&'a self, pattern: Pattern, scope: Scope<'a>) -> Result<Matches<'a>, StoreError> {
        let (section, bound) = plan(pattern);
        let terms = section.in_order(pattern);
        let mut matches = Matches::new(section, bound);
        for (at, part) in self.parts.iter().enumerate() {
            let Some(prefix) = prefix(&part.snapshot, &terms[..bound])? else { continue };
            let Some(graphs) = scope.within(at, part)? else { continue };
            matches.add(part, part.snapshot.range(section, &prefix)?, graphs);
        }
        Ok(matches)
    }
}

/// The numbers of terms in a part; none where it lacks one.
fn prefix(snapshot: &Snapshot, terms: &[Option<u128>]) -> Result<Option<Vec<u32>>, StoreError> {
    let mut numbers = Vec::with_capacity(terms.len());
    for &hash in terms.iter().flatten() {
        match snapshot.number_of(hash)? {
            Some(number) => numbers.push(number),
            None => return Ok(None),
        }
    }
    Ok(Some(numbers))
}

/// The quads of a pattern, each once.
struct Found<'a> {
    matches: Matches<'a>,
    section: Section,
    /// The terms of the pattern in the order of the section.
    terms: Pattern,
    scope: Scope<'a>,
    before: Option<[u128; 4]>,
}

impl Found<'_> {
    /// The hashes of a row's terms; of the graph, where it counts.
    fn hashes(&self, part: &Part, row: [u32; 4]) -> Result<[u128; 4], StoreError> {
        let mut hashes = [0; 4];
        for at in 0..3 {
            hashes[at] = match self.terms[at] {
                Some(hash) => hash,
                None => part.snapshot.hash(row[at])?,
            };
        }
        hashes[3] = match self.scope {
            Scope::Union(_) => 0,
            Scope::One(graph) => graph,
            Scope::Named(_) => part.snapshot.hash(row[3])?,
        };
        Ok(hashes)
    }

    fn quad(&self, hashes: [u128; 4]) -> InternalQuad<TermId> {
        let [subject, predicate, object] =
            self.section.out_of_order([hashes[0], hashes[1], hashes[2]]).map(TermId::Known);
        let graph_name = match self.scope {
            Scope::Union(_) => None,
            Scope::Named(_) | Scope::One(_) => Some(TermId::Known(hashes[3])),
        };
        InternalQuad { subject, predicate, object, graph_name }
    }
}

impl Iterator for Found<'_> {
    type Item = Result<InternalQuad<TermId>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let hashes = self.matches.next()?.and_then(|(part, row)| self.hashes(part, row));
            match hashes {
                Err(error) => return Some(Err(error)),
                Ok(hashes) if self.before.replace(hashes) != Some(hashes) => return Some(Ok(self.quad(hashes))),
                Ok(_) => {}
            }
        }
    }
}

/// The hash of a pattern's term: `Ok(None)` for a variable, `Err(())` for a term that the graph
/// does not have and that therefore nothing matches.
fn wanted(term: Option<&TermId>) -> Result<Option<u128>, ()> {
    match term {
        None => Ok(None),
        Some(TermId::Known(hash)) => Ok(Some(*hash)),
        Some(TermId::Made(_)) => Err(()),
    }
}

impl<'a> View<'a> {
    fn scope(&self, graph_name: Option<Option<&TermId>>) -> Result<Option<Scope<'a>>, StoreError> {
        let named = self.kept.named.as_deref();
        Ok(match graph_name {
            None => Some(Scope::Named(named)),
            Some(None) => Some(Scope::Union(self.kept.default.as_deref())),
            Some(graph) => match wanted(graph) {
                Ok(Some(graph)) if self.is_kept(graph, named)? => Some(Scope::One(graph)),
                _ => None,
            },
        })
    }

    /// Whether a named graph is one of those kept to.
    fn is_kept(&self, graph: u128, named: Option<&[BTreeSet<u32>]>) -> Result<bool, StoreError> {
        let Some(named) = named else { return Ok(true) };
        for (part, kept) in self.set.parts.iter().zip(named) {
            if part.snapshot.number_of(graph)?.is_some_and(|number| kept.contains(&number)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn found(
        &self,
        pattern: [Option<&TermId>; 3],
        graph_name: Option<Option<&TermId>>,
    ) -> Result<Option<Found<'a>>, StoreError> {
        let (Ok(subject), Ok(predicate), Ok(object)) = (wanted(pattern[0]), wanted(pattern[1]), wanted(pattern[2]))
        else {
            return Ok(None);
        };
        let pattern = [subject, predicate, object];
        let Some(scope) = self.scope(graph_name)? else { return Ok(None) };
        let (section, _) = plan(pattern);
        let matches = self.set.matches(pattern, scope)?;
        Ok(Some(Found { matches, section, terms: section.in_order(pattern), scope, before: None }))
    }
}

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = TermId;
    type Error = StoreError;

    /// The default graph is the union of the graphs that are kept to.
    fn internal_quads_for_pattern(
        &self,
        subject: Option<&TermId>,
        predicate: Option<&TermId>,
        object: Option<&TermId>,
        graph_name: Option<Option<&TermId>>,
    ) -> impl Iterator<Item = Result<InternalQuad<TermId>, StoreError>> + use<'a> {
        let (found, fault) = match self.found([subject, predicate, object], graph_name) {
            Ok(found) => (found, None),
            Err(error) => (None, Some(Err(error))),
        };
        fault.into_iter().chain(found.into_iter().flatten())
    }

    fn internalize_term(&self, term: Term) -> Result<TermId, StoreError> {
        Ok(match self.set.known(&term)? {
            Some(hash) => TermId::Known(hash),
            None => TermId::Made(Arc::new(term)),
        })
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, StoreError> {
        match term {
            TermId::Known(hash) => self.set.term(hash),
            TermId::Made(term) => Ok(Arc::unwrap_or_clone(term)),
        }
    }
}
