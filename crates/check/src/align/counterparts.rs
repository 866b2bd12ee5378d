//! The alignment as the graph holds it: pairs of things by their IRIs.

use super::links::round;
use super::{Alignment, GoalLink, Link, TargetPair};
use zhengtu_model::{Counterpart, DocumentFacts, Member, Target};

/// A link keeps no more reasons than these.
const MOST_REASONS: usize = 5;

/// The counterparts of a document: tasks, goals and targets, each kind in document order.
pub(crate) fn counterparts(facts: &DocumentFacts, found: &Alignment) -> Vec<Counterpart> {
    let tasks = found.tasks.iter().map(|link| of_tasks(facts, link));
    let goals = found.goals.iter().map(|link| of_goal(facts, link));
    let targets = found.targets.iter().filter_map(|pair| of_targets(facts, pair));
    tasks.chain(goals).chain(targets).collect()
}

fn of_tasks(facts: &DocumentFacts, link: &Link) -> Counterpart {
    let member = |task: usize| {
        let task = &facts.tasks[task];
        Member { id: task.id.clone(), evidence: task.evidence.clone(), doc: None }
    };
    Counterpart { a: member(link.a), b: member(link.b), score: round(link.score), reasons: phrases(&link.reasons) }
}

fn of_goal(facts: &DocumentFacts, link: &GoalLink) -> Counterpart {
    let (clause, task) = (&facts.clauses[link.clause], &facts.tasks[link.task]);
    let a = Member { id: clause.id.clone(), evidence: clause.evidence.clone(), doc: None };
    let b = Member { id: task.id.clone(), evidence: task.evidence.clone(), doc: None };
    let (a, b) = if a.evidence.start <= b.evidence.start { (a, b) } else { (b, a) };
    Counterpart { a, b, score: round(link.score), reasons: phrases(&link.reasons) }
}

/// Targets of one place are not each other's counterparts, and a weak likeness of names is none.
fn of_targets(facts: &DocumentFacts, pair: &TargetPair) -> Option<Counterpart> {
    let (a, b) = (&facts.targets[pair.a], &facts.targets[pair.b]);
    let apart = (a.part, &a.path) != (b.part, &b.path);
    let member = |target: &Target| Member { id: target.id.clone(), evidence: target.evidence.clone(), doc: None };
    (apart && pair.score >= 0.7).then(|| Counterpart {
        a: member(a),
        b: member(b),
        score: round(pair.score),
        reasons: pair.reasons.iter().take(MOST_REASONS).cloned().collect(),
    })
}

fn phrases(reasons: &[(String, String)]) -> Vec<String> {
    reasons.iter().take(MOST_REASONS).map(|(a, b)| format!("“{a}”与“{b}”")).collect()
}
