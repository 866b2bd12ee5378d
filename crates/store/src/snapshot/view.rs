use super::Snapshot;
use super::layout::{Ids, Section};
use crate::StoreError;
use oxrdf::{NamedNode, Term};
use spareval::{InternalQuad, QueryableDataset};
use spargebra::algebra::QueryDataset;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A term as the evaluator handles it: its number, or the term itself where a query made one that
/// the graph does not have.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum TermId {
    /// A term of the graph.
    Known(u32),
    /// Another term.
    Made(Arc<Term>),
}

/// The graphs of a query by their numbers: its default graph is what those of the first list say together, its named
/// graphs are those of the second. Nothing stands for all graphs.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    default: Option<BTreeSet<u32>>,
    named: Option<BTreeSet<u32>>,
}

impl Kept {
    /// The graphs of a query's dataset, as far as the snapshot has them.
    pub(crate) fn of(snapshot: &Snapshot, dataset: Option<&QueryDataset>) -> Result<Self, StoreError> {
        let numbers = |graphs: &[NamedNode]| {
            let found = graphs.iter().map(|graph| snapshot.number(&Term::from(graph.clone())));
            Ok::<_, StoreError>(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        };
        let Some(QueryDataset { default, named }) = dataset else { return Ok(Self::default()) };
        Ok(Self { default: Some(numbers(default)?), named: named.as_deref().map(numbers).transpose()? })
    }
}

/// A snapshot as a query sees it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) kept: &'a Kept,
}

/// The graphs that a pattern is matched in.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// These, or all, taken together; each triple once.
    Union(Option<&'a BTreeSet<u32>>),
    /// The named ones of these, or all; each quad once.
    Named(Option<&'a BTreeSet<u32>>),
    /// One.
    One(u32),
}

impl Snapshot {
    /// The section and the start of its rows that a pattern asks for, and the object it still has to
    /// be compared with.
    fn plan(subject: Option<u32>, predicate: Option<u32>, object: Option<u32>) -> (Section, Vec<u32>) {
        match (subject, predicate, object) {
            (Some(subject), None, Some(object)) => (Section::Objects, vec![object, subject]),
            (Some(subject), predicate, object) => {
                let more = predicate.into_iter().chain(object);
                (Section::Subjects, std::iter::once(subject).chain(more).collect())
            }
            (None, Some(predicate), object) => {
                (Section::Predicates, std::iter::once(predicate).chain(object).collect())
            }
            (None, None, object) => (Section::Objects, object.into_iter().collect()),
        }
    }
}

/// The quads of a pattern, read row by row.
struct Matches<'a> {
    snapshot: &'a Snapshot,
    section: Section,
    rows: Range<usize>,
    scope: Scope<'a>,
    before: Option<[u32; 3]>,
}

impl Iterator for Matches<'_> {
    type Item = Result<InternalQuad<TermId>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let at = self.rows.next()?;
            let row = match self.snapshot.row(self.section, at) {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            let triple = [row[0], row[1], row[2]];
            let taken = match self.scope {
                Scope::Union(kept) => {
                    kept.is_none_or(|kept| kept.contains(&row[3])) && self.before.replace(triple) != Some(triple)
                }
                Scope::Named(kept) => row[3] != 0 && kept.is_none_or(|kept| kept.contains(&row[3])),
                Scope::One(graph) => row[3] == graph,
            };
            if taken {
                return Some(Ok(self.quad(self.section.ids(row))));
            }
        }
    }
}

impl Matches<'_> {
    fn quad(&self, ids: Ids) -> InternalQuad<TermId> {
        let graph_name = match self.scope {
            Scope::Union(_) => None,
            Scope::Named(_) | Scope::One(_) => Some(TermId::Known(ids.graph)),
        };
        InternalQuad {
            subject: TermId::Known(ids.subject),
            predicate: TermId::Known(ids.predicate),
            object: TermId::Known(ids.object),
            graph_name,
        }
    }
}

/// The number of a pattern's term: `Ok(None)` for a variable, `Err(())` for a term that the graph
/// does not have and that therefore nothing matches.
fn wanted(term: Option<&TermId>) -> Result<Option<u32>, ()> {
    match term {
        None => Ok(None),
        Some(TermId::Known(number)) => Ok(Some(*number)),
        Some(TermId::Made(_)) => Err(()),
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
        let Self { snapshot, kept } = *self;
        let (all, named) = (Scope::Union(kept.default.as_ref()), kept.named.as_ref());
        let nothing = Matches { snapshot, section: Section::Subjects, rows: 0..0, scope: all, before: None };
        let is_there = |graph: &u32| named.is_none_or(|named| named.contains(graph));
        let scope = match graph_name {
            None => Ok(Scope::Named(named)),
            Some(None) => Ok(all),
            Some(graph) => wanted(graph).and_then(|graph| graph.filter(is_there).map(Scope::One).ok_or(())),
        };
        let (matches, fault) = match (wanted(subject), wanted(predicate), wanted(object), scope) {
            (Ok(subject), Ok(predicate), Ok(object), Ok(scope)) => {
                let (section, prefix) = Snapshot::plan(subject, predicate, object);
                match snapshot.range(section, &prefix) {
                    Ok(rows) => (Matches { section, rows, scope, ..nothing }, None),
                    Err(error) => (nothing, Some(Err(error))),
                }
            }
            _ => (nothing, None),
        };
        fault.into_iter().chain(matches)
    }

    fn internalize_term(&self, term: Term) -> Result<TermId, StoreError> {
        Ok(match self.snapshot.number(&term)? {
            Some(number) => TermId::Known(number),
            None => TermId::Made(Arc::new(term)),
        })
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, StoreError> {
        match term {
            TermId::Known(number) => self.snapshot.term(number),
            TermId::Made(term) => Ok(Arc::unwrap_or_clone(term)),
        }
    }
}
