//! Which task of the old version is which of the new one.

use crate::align::Similarity;
use crate::phrases::strip_number;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::Task;
use zhengtu_text::strip_white;

/// The tasks of two versions, put together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Matching {
    /// One task in both versions: old, new.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// A task of the old version, and the several of the new one that carry it on.
    pub(super) split: Vec<(usize, Vec<usize>)>,
    /// A task of the new version, and the several of the old one that went into it.
    pub(super) merged: Vec<(usize, Vec<usize>)>,
    /// Tasks that only the old version has.
    pub(super) dropped: Vec<usize>,
    /// Tasks that only the new version has.
    pub(super) added: Vec<usize>,
}

impl Matching {
    /// All pairs of tasks on one matter, old and new, in the order of the old ones.
    pub(crate) fn all(&self) -> Vec<(usize, usize)> {
        let split = self.split.iter().flat_map(|(old, pieces)| pieces.iter().map(|&new| (*old, new)));
        let merged = self.merged.iter().flat_map(|(new, pieces)| pieces.iter().map(|&old| (old, *new)));
        let mut all: Vec<(usize, usize)> = self.pairs.iter().copied().chain(split).chain(merged).collect();
        all.sort_unstable();
        all
    }
}

/// What a task says, without its number, units and deadline.
pub(super) fn body(task: &Task) -> String {
    let mut text = strip_number(&strip_white(&task.text)).to_owned();
    for field in [&task.units_raw, &task.deadline_raw].into_iter().flatten() {
        text = text.replace(field.as_str(), "");
    }
    text
}

pub(super) fn match_tasks(old: &[Task], new: &[Task]) -> Matching {
    let bodies: Vec<String> = old.iter().chain(new).map(body).collect();
    let similarity = Similarity::of(bodies.iter().map(String::as_str));
    let mut taken: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
    let mut found = Matching::default();
    for (a, b, _) in ranked(old, new, &bodies, &similarity) {
        if !taken.0.contains(&a) && !taken.1.contains(&b) {
            taken.0.insert(a);
            taken.1.insert(b);
            found.pairs.push((a, b));
        }
    }
    found.pairs.sort_unstable();
    regroup(old.len(), &bodies, &similarity, &mut found);
    let used_old: BTreeSet<usize> = found
        .pairs
        .iter()
        .map(|pair| pair.0)
        .chain(found.split.iter().map(|group| group.0))
        .chain(found.merged.iter().flat_map(|group| group.1.iter().copied()))
        .collect();
    let used_new: BTreeSet<usize> = found
        .pairs
        .iter()
        .map(|pair| pair.1)
        .chain(found.merged.iter().map(|group| group.0))
        .chain(found.split.iter().flat_map(|group| group.1.iter().copied()))
        .collect();
    found.dropped = (0..old.len()).filter(|task| !used_old.contains(task)).collect();
    found.added = (0..new.len()).filter(|task| !used_new.contains(task)).collect();
    found
}

/// Possible pairs, the surest first: the same text, then the more alike; of equals those of the same
/// part, then those that stand earlier.
fn ranked(old: &[Task], new: &[Task], bodies: &[String], similarity: &Similarity) -> Vec<(usize, usize, i64)> {
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, task) in new.iter().enumerate() {
        by_text.entry(&bodies[old.len() + at]).or_default().push(at);
        by_title.entry(&task.title).or_default().push(at);
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (a, task) in old.iter().enumerate() {
        let alike = similarity
            .candidates(a)
            .into_iter()
            .filter(|found| found.other >= old.len())
            .map(|found| found.other - old.len());
        let same =
            by_text.get(bodies[a].as_str()).into_iter().chain(by_title.get(task.title.as_str())).flatten().copied();
        pairs.extend(alike.chain(same).map(|b| (a, b)));
    }
    let mut ranked: Vec<(usize, usize, i64)> = pairs
        .into_iter()
        .filter_map(|(a, b)| {
            let found = similarity.compare(a, old.len() + b);
            let same_title = old[a].title == new[b].title;
            let near = old[a].part == new[b].part;
            let whole = bodies[a] == bodies[old.len() + b];
            let score = if whole { 2.0 } else { found.jaccard }
                + if same_title { 0.4 } else { 0.0 }
                + if near { 0.05 } else { 0.0 };
            (score >= 0.42).then_some((a, b, (score * 1e6) as i64))
        })
        .collect();
    ranked.sort_by_key(|&(a, b, score)| (-score, a.abs_diff(b), a, b));
    ranked
}

/// Finds tasks that went into one, and tasks that came out of one.
fn regroup(olds: usize, bodies: &[String], similarity: &Similarity, found: &mut Matching) {
    let free_old: BTreeSet<usize> = (0..olds).filter(|task| found.pairs.iter().all(|pair| pair.0 != *task)).collect();
    let free_new: BTreeSet<usize> =
        (0..bodies.len() - olds).filter(|task| found.pairs.iter().all(|pair| pair.1 != *task)).collect();
    let holds = |whole: usize, piece: usize| {
        let compared = similarity.compare(whole.min(piece), whole.max(piece));
        bodies[piece].len() < bodies[whole].len() && compared.contained >= 0.6
    };
    for old in 0..olds {
        let partner = found.pairs.iter().find(|pair| pair.0 == old).map(|pair| pair.1);
        let mut pieces: Vec<usize> = free_new.iter().copied().filter(|new| holds(old, olds + new)).collect();
        let kept = partner.filter(|&new| holds(old, olds + new));
        pieces.extend(kept);
        pieces.sort_unstable();
        if pieces.len() >= 2 && kept == partner {
            found.pairs.retain(|pair| pair.0 != old);
            found.split.push((old, pieces));
        }
    }
    for new in free_new.iter().copied().chain(found.pairs.iter().map(|pair| pair.1)).collect::<BTreeSet<_>>() {
        if found.split.iter().any(|group| group.1.contains(&new)) {
            continue;
        }
        let partner = found.pairs.iter().find(|pair| pair.1 == new).map(|pair| pair.0);
        let gone = |old: &usize| found.split.iter().all(|group| group.0 != *old);
        let mut pieces: Vec<usize> =
            free_old.iter().copied().filter(gone).filter(|old| holds(olds + new, *old)).collect();
        let kept = partner.filter(|&old| holds(olds + new, old));
        pieces.extend(kept);
        pieces.sort_unstable();
        if pieces.len() >= 2 && kept == partner {
            found.pairs.retain(|pair| pair.1 != new);
            found.merged.push((new, pieces));
        }
    }
}
