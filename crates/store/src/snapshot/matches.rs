//! The rows of a pattern in several snapshots, in one order and each once.

use super::part::Part;
use super::{Section, Snapshot};
use crate::StoreError;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

/// The graphs of a part, by their numbers in it, whose rows are taken.
#[derive(Clone, Copy)]
pub(super) enum Graphs<'a> {
    /// All.
    All,
    /// All but the default graph.
    Named,
    /// These.
    Of(&'a BTreeSet<u32>),
    /// One.
    One(u32),
}

impl Graphs<'_> {
    fn has(self, graph: u32) -> bool {
        match self {
            Self::All => true,
            Self::Named => graph != 0,
            Self::Of(graphs) => graphs.contains(&graph),
            Self::One(one) => graph == one,
        }
    }
}

/// The run, by its number, and its next row.
type Head = (usize, [u32; 4]);

/// The rows of a part that are still to come.
struct Run<'a> {
    part: &'a Part,
    rows: Range<usize>,
    graphs: Graphs<'a>,
}

impl Run<'_> {
    /// Passes over the rows that are not taken; gives the first that is.
    fn peek(&mut self, section: Section) -> Result<Option<[u32; 4]>, StoreError> {
        while !self.rows.is_empty() {
            let row = self.part.snapshot.row(section, self.rows.start)?;
            if self.graphs.has(row[3]) && self.part.is_alive(row[3]) {
                return Ok(Some(row));
            }
            self.rows.start += 1;
        }
        Ok(None)
    }
}

/// The rows of a pattern. Those of one part come in its own order; several are merged in that of the keys of their
/// terms, which is the order in which they would stand in one snapshot.
pub(super) struct Matches<'a> {
    section: Section,
    /// How many terms at the start of the rows are the same in all of them.
    bound: usize,
    runs: Vec<Run<'a>>,
    /// The run that is read, and up to which of its rows all others come later.
    current: usize,
    until: usize,
}

impl<'a> Matches<'a> {
    /// No rows yet.
    pub fn new(section: Section, bound: usize) -> Self {
        Self { section, bound, runs: Vec::new(), current: 0, until: 0 }
    }

    /// Adds rows of a part.
    pub fn add(&mut self, part: &'a Part, rows: Range<usize>, graphs: Graphs<'a>) {
        if !rows.is_empty() {
            self.runs.push(Run { part, rows, graphs });
        }
    }

    fn step(&mut self) -> Result<Option<(&'a Part, [u32; 4])>, StoreError> {
        loop {
            if let Some(run) = self.runs.get_mut(self.current)
                && run.rows.start < self.until
            {
                let end = std::mem::replace(&mut run.rows.end, self.until);
                let row = run.peek(self.section)?;
                run.rows.end = end;
                let Some(row) = row else { continue };
                run.rows.start += 1;
                return Ok(Some((run.part, row)));
            }
            if !self.choose()? {
                return Ok(None);
            }
        }
    }

    /// Chooses the run whose next row comes first, and finds how far it goes before the next run; tells whether there
    /// is one.
    fn choose(&mut self) -> Result<bool, StoreError> {
        let mut heads: Vec<Head> = Vec::with_capacity(self.runs.len());
        for (at, run) in self.runs.iter_mut().enumerate() {
            heads.extend(run.peek(self.section)?.map(|row| (at, row)));
        }
        let (mut first, mut second): (Option<Head>, Option<Head>) = (None, None);
        for head in heads {
            let before = |other: Option<Head>| {
                other.map_or(Ok(true), |other| Ok::<_, StoreError>(self.compare(head, other)?.is_lt()))
            };
            if before(first)? {
                second = first.replace(head);
            } else if before(second)? {
                second = Some(head);
            }
        }
        let Some((at, _)) = first else { return Ok(false) };
        self.current = at;
        self.until = match second {
            None => self.runs[at].rows.end,
            Some(next) => self.reach(at, next)?,
        };
        Ok(true)
    }

    /// The end of the rows of a run that come before the row `next`, one at least: the run is searched in steps that
    /// grow, since rows of one document stand together.
    fn reach(&self, at: usize, next: Head) -> Result<usize, StoreError> {
        let Range { start, end } = self.runs[at].rows;
        let is_before = |place: usize| {
            let row = self.runs[at].part.snapshot.row(self.section, place)?;
            Ok::<_, StoreError>(self.compare((at, row), next)?.is_lt())
        };
        let (mut low, mut step) = (start + 1, 1);
        while low + step <= end && is_before(low + step - 1)? {
            low += step;
            step *= 2;
        }
        let mut high = end.min(low + step);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle)? { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    fn compare(&self, one: Head, other: Head) -> Result<Ordering, StoreError> {
        let snapshots = [one, other].map(|(at, _)| &self.runs[at].part.snapshot);
        for at in self.bound..4 {
            let order = compare_terms(snapshots, [one.1[at], other.1[at]])?;
            if order.is_ne() {
                return Ok(order);
            }
        }
        Ok(Ordering::Equal)
    }
}

/// The order of two terms of two snapshots; 0 is the default graph and comes first.
fn compare_terms(snapshots: [&Snapshot; 2], numbers: [u32; 2]) -> Result<Ordering, StoreError> {
    let [one, other] = numbers;
    if one == 0 || other == 0 {
        return Ok(one.cmp(&other));
    }
    if snapshots[0].hash(one)? == snapshots[1].hash(other)? {
        return Ok(Ordering::Equal);
    }
    Ok(snapshots[0].key(one)?.cmp(&snapshots[1].key(other)?))
}

impl<'a> Iterator for Matches<'a> {
    type Item = Result<(&'a Part, [u32; 4]), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}
