//! A graph in the order in which it is written for other programs, a piece at a time.

use super::matches::Graphs;
use super::part::Part;
use super::set::Set;
use super::view::numbers;
use super::{DAMAGED, Section, Snapshot, damaged};
use crate::StoreError;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows are held at a time: 16 bytes each. A named graph with more is held whole.
const HELD: usize = 1 << 21;

/// Takes quads one by one.
pub(crate) type Take<'t> = &'t mut dyn FnMut(Quad) -> Result<(), StoreError>;

/// A row of a part: which part, subject, predicate, object.
type Row = (usize, [u32; 3]);

impl Set {
    /// Gives the quads by graph, subject, predicate and object as they are printed, each once; `only` keeps to some named
    /// graphs.
    pub(crate) fn by_graph(&self, only: Option<&[NamedNode]>, take: Take<'_>) -> Result<(), StoreError> {
        let kept = only.map(|only| numbers(self, only)).transpose()?;
        // By name: where the graph stands in each part, and how many rows it has.
        let mut graphs: BTreeMap<String, Collected> = BTreeMap::new();
        for (at, part) in self.parts.iter().enumerate() {
            let is_kept = |graph: &u32| kept.as_ref().is_none_or(|kept| kept[at].contains(graph));
            for (graph, count) in sizes(part)?.into_iter().filter(|(graph, _)| is_kept(graph)) {
                let entry = graphs.entry(name(&part.snapshot, graph)?.to_string()).or_default();
                entry.0.push((at, graph));
                entry.1 += count;
            }
        }
        let graphs: Vec<Collected> = graphs.into_values().collect();
        let mut rest = graphs.as_slice();
        while !rest.is_empty() {
            let mut held = 0;
            let fits = |(_, count): &&Collected| {
                held += count;
                held <= HELD
            };
            let (now, later) = rest.split_at(rest.iter().take_while(fits).count().max(1));
            for (rows, (places, _)) in self.collect(now)?.into_iter().zip(now) {
                let (at, graph) = places[0];
                self.print(&name(&self.parts[at].snapshot, graph)?, rows, take)?;
            }
            rest = later;
        }
        Ok(())
    }

    /// The named graphs.
    pub(crate) fn named_graphs(&self) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut names = BTreeSet::new();
        for part in &self.parts {
            for graph in sizes(part)?.into_keys() {
                if let GraphName::NamedNode(name) = name(&part.snapshot, graph)? {
                    names.insert(name);
                }
            }
        }
        Ok(names)
    }

    /// The rows of these graphs.
    fn collect(&self, graphs: &[Collected]) -> Result<Vec<Vec<Row>>, StoreError> {
        let mut rows: Vec<Vec<Row>> = graphs.iter().map(|(_, count)| Vec::with_capacity(*count)).collect();
        for (at, part) in self.parts.iter().enumerate() {
            let places = |(slot, (places, _)): (usize, &Collected)| {
                places.iter().filter(|(of, _)| *of == at).map(move |&(_, graph)| (graph, slot)).collect::<Vec<_>>()
            };
            let slots: BTreeMap<u32, usize> = graphs.iter().enumerate().flat_map(places).collect();
            for place in if slots.is_empty() { 0..0 } else { 0..part.snapshot.len() } {
                let [subject, predicate, object, graph] = part.snapshot.row(Section::Subjects, place)?;
                if let Some(&slot) = slots.get(&graph) {
                    rows[slot].push((at, [subject, predicate, object]));
                }
            }
        }
        Ok(rows)
    }

    /// Gives the quads of a graph in the order in which they are printed.
    fn print(&self, graph: &GraphName, rows: Vec<Row>, take: Take<'_>) -> Result<(), StoreError> {
        let used: BTreeSet<(usize, u32)> =
            rows.iter().flat_map(|(part, terms)| terms.iter().map(|&number| (*part, number))).collect();
        let mut terms = Vec::with_capacity(used.len());
        for (at, number) in used {
            let term = self.parts[at].snapshot.term(number)?;
            terms.push((term.to_string(), term, (at, number)));
        }
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        // The place of each term among those that are printed otherwise.
        let mut places = BTreeMap::new();
        let mut printed: Vec<&Term> = Vec::new();
        let mut before = None;
        for (text, term, number) in &terms {
            if before.replace(text) != Some(text) {
                printed.push(term);
            }
            places.insert(*number, printed.len() - 1);
        }
        let place = |part: usize, number: u32| places.get(&(part, number)).copied().ok_or_else(damaged);
        let mut in_order = Vec::with_capacity(rows.len());
        for (part, [subject, predicate, object]) in rows {
            in_order.push([place(part, subject)?, place(part, predicate)?, place(part, object)?]);
        }
        in_order.sort_unstable();
        in_order.dedup();
        for terms in in_order {
            let [subject, predicate, object] = terms.map(|at| printed[at].clone());
            let Term::NamedNode(predicate) = predicate else { return Err(DAMAGED) };
            take(Quad::new(node(subject)?, predicate, object, graph.clone()))?;
        }
        Ok(())
    }

    /// Gives the triples by subject, predicate and object as they are printed, each once, whatever graphs they stand in.
    pub(crate) fn by_subject(&self, only: Option<&[NamedNode]>, take: Take<'_>) -> Result<(), StoreError> {
        let kept = only.map(|only| numbers(self, only)).transpose()?;
        // IRIs are printed before blank nodes, and have the later keys.
        for blank in [false, true] {
            let mut pending = Pending { subjects: Vec::new(), take: &mut *take };
            let rows = self.all(Section::Subjects, |part| {
                let at = self.parts.iter().position(|other| std::ptr::eq(other, part));
                Ok(at.zip(kept.as_ref()).map_or(Graphs::All, |(at, kept)| Graphs::Of(&kept[at])))
            })?;
            // The subject of the row before: as it stands in its part, and whether it is of the kind that is asked for.
            let mut current: Option<(*const Part, u32, bool)> = None;
            for row in rows {
                let (part, [subject, predicate, object, _]) = row?;
                let same = current.filter(|(at, number, _)| std::ptr::eq(*at, part) && *number == subject);
                let wanted = match same {
                    Some((_, _, wanted)) => wanted,
                    None => {
                        let node = node(part.snapshot.term(subject)?)?;
                        let wanted = node.is_blank_node() == blank;
                        if wanted {
                            pending.begin(node)?;
                        }
                        current = Some((part, subject, wanted));
                        wanted
                    }
                };
                if wanted {
                    let Term::NamedNode(predicate) = part.snapshot.term(predicate)? else { return Err(DAMAGED) };
                    pending.add(predicate, part.snapshot.term(object)?);
                }
            }
            pending.finish()?;
        }
        Ok(())
    }
}

/// How many rows each graph of a part that is alive has.
fn sizes(part: &Part) -> Result<BTreeMap<u32, usize>, StoreError> {
    let mut sizes = BTreeMap::new();
    for at in 0..part.snapshot.len() {
        let graph = part.snapshot.row(Section::Subjects, at)?[3];
        if part.is_alive(graph) {
            *sizes.entry(graph).or_default() += 1;
        }
    }
    Ok(sizes)
}

fn name(snapshot: &Snapshot, graph: u32) -> Result<GraphName, StoreError> {
    match graph {
        0 => Ok(GraphName::DefaultGraph),
        graph => Ok(node(snapshot.term(graph)?)?.into()),
    }
}

fn node(term: Term) -> Result<NamedOrBlankNode, StoreError> {
    match term {
        Term::NamedNode(node) => Ok(node.into()),
        Term::BlankNode(node) => Ok(node.into()),
        Term::Literal(_) => Err(DAMAGED),
    }
}

/// A graph whose rows are collected: the parts that hold some, with its term in each; how many rows there are.
type Collected = (Vec<(usize, u32)>, usize);

/// A subject with the lines that are printed of it: the predicate as printed, and what is said by it.
type Subject = (NamedOrBlankNode, Vec<(String, NamedNode, Term)>);

/// Subjects that were read and are printed later than some that follow: each is the beginning of the next, and is printed
/// with a `>` behind it, before which other characters come.
struct Pending<'t> {
    subjects: Vec<Subject>,
    take: Take<'t>,
}

impl Pending<'_> {
    /// Begins a subject, the next in the order of keys, unless it is the one before.
    fn begin(&mut self, subject: NamedOrBlankNode) -> Result<(), StoreError> {
        let text = printed(&subject);
        while let Some((last, _)) = self.subjects.last() {
            if *last == subject {
                return Ok(());
            }
            let goes_on = text.strip_prefix(printed(last)).and_then(|rest| rest.bytes().next());
            if !subject.is_blank_node() && goes_on.is_some_and(|byte| byte < b'>') {
                break;
            }
            self.give()?;
        }
        self.subjects.push((subject, Vec::new()));
        Ok(())
    }

    fn add(&mut self, predicate: NamedNode, object: Term) {
        if let Some((_, triples)) = self.subjects.last_mut() {
            triples.push((format!("{predicate} {object}"), predicate, object));
        }
    }

    /// Gives the triples of the last subject.
    fn give(&mut self) -> Result<(), StoreError> {
        let Some((subject, mut triples)) = self.subjects.pop() else { return Ok(()) };
        triples.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        triples.dedup_by(|a, b| a.0 == b.0);
        for (_, predicate, object) in triples {
            (self.take)(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        while !self.subjects.is_empty() {
            self.give()?;
        }
        Ok(())
    }
}

fn printed(subject: &NamedOrBlankNode) -> &str {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}
