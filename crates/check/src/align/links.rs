//! From alike phrases to pairs of phrases, tasks and targets.

use super::index::Similarity;
use crate::running::Phrase;
use serde::Serialize;
use std::collections::BTreeMap;
use zhengtu_model::{Target, Task};

/// Two phrases that are much alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhrasePair {
    /// The index of the first phrase.
    pub a: usize,
    /// The index of the second.
    pub b: usize,
    /// The share of the lighter phrase that the other holds, 0 to 1.
    pub contained: f64,
    /// The weight shared over the weight of both, 0 to 1.
    pub jaccard: f64,
}

/// Two tasks of different parts that speak of the same matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The index of the task in the lower part.
    pub a: usize,
    /// The index of the task in the higher part.
    pub b: usize,
    /// How far they speak of the same, 0 to 1.
    pub score: f64,
    /// The phrases that say so: of `a`, of `b`.
    pub reasons: Vec<(String, String)>,
}

/// Two targets that may be of the same indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetPair {
    /// The index of the first target.
    pub a: usize,
    /// The index of the second.
    pub b: usize,
    /// How far the names of the indicators are alike, 0 to 1.
    pub score: f64,
    /// What they have in common, in Chinese: names, units, quoted terms, a heading.
    pub reasons: Vec<String>,
}

/// A passage outside all tasks, such as one of the goals, and a task that speaks of the same matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalLink {
    /// The index of the clause.
    pub clause: usize,
    /// The index of the task.
    pub task: usize,
    /// How far they speak of the same, 0 to 1.
    pub score: f64,
    /// The phrases that say so: of the clause, of the task.
    pub reasons: Vec<(String, String)>,
}

/// A link of two tasks with a lower score, in the two places that are printed, is none.
const LEAST: f64 = 0.7;

/// The pairs of phrases that are alike enough to be put side by side.
pub(crate) fn phrase_pairs(phrases: &[Phrase], similar: &Similarity) -> Vec<PhrasePair> {
    let mut pairs = Vec::new();
    for a in 0..phrases.len() {
        let close: Vec<_> = similar
            .candidates(a)
            .into_iter()
            .filter(|found| {
                found.contained >= 0.72 && found.weight >= 14.0 && phrases[found.other].passage != phrases[a].passage
            })
            .collect();
        // A phrase that stands nearly everywhere is a turn of speech.
        if close.len() <= 8 {
            pairs.extend(close.iter().map(|found| PhrasePair {
                a,
                b: found.other,
                contained: found.contained,
                jaccard: found.jaccard,
            }));
        }
    }
    pairs
}

/// The tasks of different parts that hold alike phrases, with the phrases.
pub(crate) fn task_links(tasks: &[Task], phrases: &[Phrase], pairs: &[PhrasePair]) -> Vec<Link> {
    let mut best: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    let mut kept = Vec::new();
    for pair in pairs {
        let (first, second) = (&phrases[pair.a], &phrases[pair.b]);
        let (Some(a), Some(b)) = (first.task, second.task) else { continue };
        if first.part == second.part {
            continue;
        }
        let heads = is_title(&tasks[a], &first.text) || is_title(&tasks[b], &second.text);
        let score = (0.5 * (pair.contained + pair.jaccard) + if heads { 0.15 } else { 0.0 }).min(1.0);
        if pair.jaccard >= 0.45 || heads && pair.contained >= 0.9 {
            let most = best.entry((pair.a, second.part)).or_default();
            *most = most.max(score);
            kept.push((pair, a, b, score));
        }
    }
    let mut links: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    for (pair, a, b, score) in kept {
        let (first, second) = (&phrases[pair.a], &phrases[pair.b]);
        // A phrase speaks for its best counterparts only.
        if score + 0.1 < best[&(pair.a, second.part)] {
            continue;
        }
        let link = links.entry((a, b)).or_insert_with(|| Link { a, b, score: 0.0, reasons: Vec::new() });
        // Each further phrase makes the link surer.
        link.score = link.score.max(score) + if link.reasons.is_empty() { 0.0 } else { 0.05 };
        link.reasons.push((first.text.clone(), second.text.clone()));
    }
    let strong = links
        .into_values()
        .filter(|link| round(link.score) >= LEAST)
        .map(|link| Link { score: link.score.min(1.0), ..link });
    dominant(tasks, strong.collect())
}

/// Two places are enough to order links, and print the same everywhere.
pub(super) fn round(score: f64) -> f64 {
    (score * 100.0).round() / 100.0
}

/// A task of the overall plan is worked out in one annex, seldom in two: of its links those to the
/// annex with which it shares most.
fn dominant(tasks: &[Task], links: Vec<Link>) -> Vec<Link> {
    let mut weight: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    let part = |task: usize| tasks[task].part;
    for link in &links {
        *weight.entry((link.a, part(link.b))).or_default() += link.score;
    }
    let mut most: BTreeMap<usize, f64> = BTreeMap::new();
    for (&(task, _), &weight) in &weight {
        let best = most.entry(task).or_default();
        *best = best.max(weight);
    }
    links.into_iter().filter(|link| weight[&(link.a, part(link.b))] >= 0.6 * most[&link.a]).collect()
}

/// The passages outside all tasks that hold a phrase of a task; each phrase speaks for its best task.
pub(crate) fn goal_links(phrases: &[Phrase], pairs: &[PhrasePair]) -> Vec<GoalLink> {
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    let mut kept = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.jaccard >= 0.45) {
        let (goal, other) = match (phrases[pair.a].task, phrases[pair.b].task) {
            (None, Some(_)) => (pair.a, pair.b),
            (Some(_), None) => (pair.b, pair.a),
            _ => continue,
        };
        let score = 0.5 * (pair.contained + pair.jaccard);
        let most = best.entry(goal).or_default();
        *most = most.max(score);
        kept.push((goal, other, score));
    }
    let mut links: BTreeMap<(usize, usize), GoalLink> = BTreeMap::new();
    for (goal, other, score) in kept {
        let Some(task) = phrases[other].task.filter(|_| score >= 0.6 && score + 0.1 >= best[&goal]) else { continue };
        let clause = phrases[goal].passage;
        let link = links.entry((clause, task)).or_insert_with(|| GoalLink { clause, task, score, reasons: Vec::new() });
        link.score = link.score.max(score);
        link.reasons.push((phrases[goal].text.clone(), phrases[other].text.clone()));
    }
    links.into_values().collect()
}

fn is_title(task: &Task, phrase: &str) -> bool {
    !task.title.is_empty() && (task.title.contains(phrase) || phrase.contains(task.title.as_str()))
}

/// The pairs of targets whose indicators are alike by name.
pub(crate) fn target_pairs(targets: &[Target]) -> Vec<TargetPair> {
    let similar = Similarity::of(targets.iter().map(|target| target.indicator.as_str()));
    let mut pairs = Vec::new();
    for a in 0..targets.len() {
        for found in similar.candidates(a) {
            if found.contained >= 0.5 {
                let b = found.other;
                let score = found.contained.min(0.5 + 0.5 * found.jaccard);
                pairs.push(TargetPair { a, b, score, reasons: common(&targets[a], &targets[b]) });
            }
        }
    }
    pairs
}

/// What two targets have in common, in words.
fn common(a: &Target, b: &Target) -> Vec<String> {
    let mut reasons = vec![if a.indicator == b.indicator {
        format!("指标同为“{}”", a.indicator)
    } else {
        format!("指标“{}”与“{}”", a.indicator, b.indicator)
    }];
    if a.unit == b.unit && !a.unit.is_empty() {
        reasons.push(format!("单位同为“{}”", a.unit));
    }
    let named = |target: &Target| -> Vec<String> {
        let inside = target.quote.split('“').skip(1).filter_map(|rest| rest.split('”').next());
        inside.map(str::to_owned).collect()
    };
    let others = named(b);
    reasons.extend(named(a).into_iter().filter(|term| others.contains(term)).map(|term| format!("都提到“{term}”")));
    reasons
}
