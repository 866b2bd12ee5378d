//! Merging segments, so that there are never many and each document is written seldom: as often as its segment comes
//! to be one of several of the same size.

use crate::digests::Digests;
use crate::manifest::{Entry, Held, Manifest};
use crate::segments::{self, Segments};
use crate::{Error, layout};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use zhengtu_rdf::Base;
use zhengtu_search::Part;
use zhengtu_store::snapshot::{self, Set};

/// So many segments of a size are made one, and sizes differ by so much.
const TIER: u64 = 4;
/// The bytes of records up to which all segments are of one size.
const SMALLEST: u64 = 256 << 10;
/// How many bytes of records are merged by a build that adds little. One that reads much merges as much.
const BOUND: u64 = 8 << 20;
/// With more segments than these the smallest are merged, whatever their size: every query looks into each.
const MOST: usize = 24;
/// How many are merged then.
const FEWER: usize = 12;

/// What is merged.
pub(crate) struct Bounds {
    /// How many bytes of text were read: so much work is in proportion to them.
    pub(crate) read: u64,
    /// How many bytes of records are merged at most, as the memory that it takes grows with them.
    pub(crate) most: u64,
    /// All is made one, whatever that takes.
    pub(crate) compact: bool,
}

/// Merges what is to be merged; gives the manifest with the segments that are left.
pub(crate) fn merge(
    generation: &Path,
    mut manifest: Manifest,
    mut known: Digests,
    bounds: &Bounds,
    mut number: u64,
    base: &Base,
) -> Result<(Manifest, Digests), Error> {
    let mut damaged = BTreeSet::new();
    loop {
        let sound = manifest.segments.iter().filter(|held| !damaged.contains(&held.name)).cloned().collect::<Vec<_>>();
        let Some(chosen) = choose(&sound, bounds) else { break };
        // What is damaged is left as it is, for whoever reads it to say so.
        let faults: Vec<String> =
            chosen.iter().filter(|name| known.check(generation, name).is_err()).cloned().collect();
        if !faults.is_empty() {
            damaged.extend(faults);
            continue;
        }
        let merged = merge_into(generation, &layout::segment(number), &mut manifest, &known, &chosen, base)?;
        number += 1;
        manifest.segments.retain(|held| !chosen.contains(&held.name));
        for name in chosen {
            known.forget_below(&name);
            layout::discard(&generation.join(name));
        }
        manifest.segments.extend(merged);
    }
    Ok((manifest, known))
}

/// Whether there is one segment, and all of it counts.
pub(crate) fn is_compact(segments: &[Held]) -> bool {
    let is_whole = |held: &Held| held.without.is_empty() && held.without_levels.is_empty();
    segments.len() <= 1 && segments.iter().all(is_whole)
}

/// The size of a segment.
fn tier(weight: u64) -> u32 {
    (weight / SMALLEST).checked_ilog(TIER).map_or(0, |tier| tier + 1)
}

/// The segments that are made one next; none where it is well so.
fn choose(segments: &[Held], &Bounds { read, most, compact }: &Bounds) -> Option<BTreeSet<String>> {
    let names = |chosen: &[&Held]| chosen.iter().map(|held| held.name.clone()).collect();
    if compact {
        let all: Vec<&Held> = segments.iter().collect();
        return (!is_compact(segments)).then(|| names(&all));
    }
    let mut by_size: Vec<&Held> = segments.iter().collect();
    by_size.sort_by_key(|held| (held.weight, held.name.clone()));
    if segments.len() > MOST {
        return Some(names(&by_size[..FEWER]));
    }
    let tiers = by_size.chunk_by(|one, other| tier(one.weight) == tier(other.weight));
    let bound = BOUND.max(read.saturating_mul(TIER).min(most));
    // The smallest of a size that are within the bound together.
    let within = |tier: &'_ [&Held]| {
        let mut weight = 0;
        let fit = tier.iter().take_while(|held| {
            weight += held.weight;
            weight <= bound
        });
        fit.count()
    };
    let chosen = tiers.map(|tier| &tier[..within(tier)]).find(|chosen| chosen.len() >= TIER as usize);
    chosen.map(names)
}

/// Writes what counts of some segments as one; none where nothing does.
fn merge_into(
    generation: &Path,
    name: &str,
    manifest: &mut Manifest,
    known: &Digests,
    chosen: &BTreeSet<String>,
    base: &Base,
) -> Result<Option<Held>, Error> {
    let held: Vec<Held> = manifest.segments.iter().filter(|held| chosen.contains(&held.name)).cloned().collect();
    let open = Segments::of(generation, &held, &manifest.touched, known)?;
    let folder = generation.join(name);
    let mut entries: Vec<Entry> = open.documents().to_vec();
    let bytes = |at: usize, kind| open.slot(&open.documents()[at]).bytes(kind).map(Cow::Owned);
    let weight = segments::write_records(&folder, &mut entries, bytes)?;
    segments::write_list(&folder, &entries)?;
    // Their entries say now how the files are.
    entries.iter().for_each(|entry| drop(manifest.touched.remove(&entry.name)));
    let files: Vec<_> =
        held.iter().map(|held| (generation.join(&held.name).join(layout::GRAPH), held.dead_graphs(base))).collect();
    let parts: Vec<Part> = held.iter().map(|held| held.part(generation)).collect();
    let (graph, index) = rayon::join(
        || Set::open(&files).and_then(|set| snapshot::merge(&folder.join(layout::GRAPH), &set)),
        || zhengtu_search::merge(&folder.join(layout::INDEX), &parts),
    );
    graph.map_err(|error| Error::Graph(error.to_string()))?;
    index.map_err(|error| Error::Index(error.to_string()))?;
    let levels: BTreeSet<String> = held.into_iter().flat_map(|held| held.levels).collect();
    if entries.is_empty() && levels.is_empty() {
        fs::remove_dir_all(&folder).map_err(Error::io("删除", &folder))?;
        return Ok(None);
    }
    Ok(Some(Held { name: name.to_owned(), weight, documents: entries.len(), levels, ..Held::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(weights: &[u64]) -> Vec<Held> {
        let one = |(number, &weight): (usize, &u64)| Held { name: number.to_string(), weight, ..Held::default() };
        weights.iter().enumerate().map(one).collect()
    }

    fn choose(segments: &[Held], read: u64, compact: bool) -> Option<BTreeSet<String>> {
        super::choose(segments, &Bounds { read, most: u64::MAX, compact })
    }

    #[test]
    fn what_was_read_is_made_one_as_far_as_the_memory_allows() {
        let ten = held(&[30 << 20; 10]);
        let chosen = |most: u64| {
            let bounds = Bounds { read: 100 << 20, most, compact: false };
            super::choose(&ten, &bounds).map(|chosen| chosen.len())
        };
        assert_eq!(chosen(u64::MAX), Some(10));
        assert_eq!(chosen(150 << 20), Some(5));
        assert_eq!(chosen(100 << 20), None);
    }

    #[test]
    fn four_of_a_size_are_made_one_within_the_bound() {
        let small = [30 << 10; 4];
        assert_eq!(choose(&held(&small), 0, false).map(|chosen| chosen.len()), Some(4));
        assert!(choose(&held(&small[..3]), 0, false).is_none());
        let large = [3 << 20; 4];
        assert!(choose(&held(&large), 0, false).is_none(), "more than a small build may merge");
        assert!(choose(&held(&large), 4 << 20, false).is_some());
        let sizes = [30 << 10, 40 << 10, 50 << 10, 3 << 20, 40 << 20];
        assert!(choose(&held(&sizes), 0, false).is_none());
    }

    #[test]
    fn there_are_never_many_and_compacting_leaves_one() {
        let mut weights = Vec::new();
        let mut most = 0;
        for _ in 0..2_000 {
            weights.push(34 << 10);
            while let Some(chosen) = choose(&held(&weights), 34 << 10, false) {
                let (gone, mut left): (Vec<_>, Vec<_>) =
                    held(&weights).into_iter().partition(|held| chosen.contains(&held.name));
                left.push(Held { weight: gone.iter().map(|held| held.weight).sum(), ..Held::default() });
                weights = left.iter().map(|held| held.weight).collect();
            }
            most = most.max(weights.len());
        }
        assert!(most <= MOST, "{most}");
        assert_eq!(choose(&held(&[1, 2]), 0, true).map(|chosen| chosen.len()), Some(2));
        assert!(choose(&held(&[1]), 0, true).is_none());
    }
}
