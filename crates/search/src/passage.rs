use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use zhengtu_model::{Clause, ClauseKind, Deadline, DocumentFacts, Evidence, Role, Target, Task};
use zhengtu_text::Intervals;

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HitKind {
    /// A task, or a clause inside one.
    Task,
    /// A clause that states a target.
    Target,
    /// Any other clause.
    Clause,
    /// A title or a heading that is a line of its own.
    Heading,
}

impl HitKind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Task, Self::Target, Self::Clause, Self::Heading].into_iter().find(|kind| kind.name() == name)
    }

    /// The name of the kind, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Target => "target",
            Self::Clause => "clause",
            Self::Heading => "heading",
        }
    }
}

/// The unit of retrieval: a clause, or all the paragraphs that a task has of its own (its heading,
/// its text, its lines of units and deadline).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Passage {
    pub id: String,
    pub doc: String,
    pub part: u32,
    pub path: String,
    /// What it can be found as; the first is what it is called.
    pub kinds: Vec<HitKind>,
    pub trail: Arc<[String]>,
    /// The heading of its own.
    pub head: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<(Role, String)>,
    #[serde(default)]
    pub deadline: Deadline,
    pub evidence: Evidence,
}

/// The passages of a document, in document order.
pub(crate) fn passages(facts: &DocumentFacts) -> Vec<Passage> {
    let tasks: HashMap<&str, &Task> = facts.tasks.iter().map(|task| (task.id.as_str(), task)).collect();
    let mut passages: Vec<Passage> = Vec::new();
    let mut of_task: HashMap<&str, usize> = HashMap::new();
    for clause in &facts.clauses {
        let task = clause.task.as_deref().and_then(|id| tasks.get(id).copied());
        let own = task.filter(|task| task.path == clause.path && task.part == clause.part);
        if let Some(&at) = own.and_then(|task| of_task.get(task.id.as_str())) {
            join(&mut passages[at], clause);
            continue;
        }
        if let Some(task) = own {
            of_task.insert(&task.id, passages.len());
        }
        passages.push(passage(&facts.info.name, clause, task));
    }
    mark_targets(&mut passages, &facts.targets);
    passages
}

fn passage(doc: &str, clause: &Clause, task: Option<&Task>) -> Passage {
    let kind = match (task, clause.kind) {
        (Some(_), _) => HitKind::Task,
        (None, ClauseKind::Heading) => HitKind::Heading,
        (None, _) => HitKind::Clause,
    };
    let own_title = task.filter(|task| task.path == clause.path).map(|task| task.title.clone());
    Passage {
        id: clause.id.clone(),
        doc: doc.to_owned(),
        part: clause.part,
        path: clause.path.clone(),
        kinds: vec![kind],
        trail: Arc::clone(&clause.trail),
        head: own_title.or_else(|| clause.trail.last().cloned()).unwrap_or_default(),
        text: clause.text.clone(),
        task: task.map(|task| task.id.clone()),
        units: task
            .map_or_else(Vec::new, |task| task.units.iter().map(|unit| (unit.role, unit.name.clone())).collect()),
        deadline: task.map_or(Deadline::None, |task| task.deadline.clone()),
        evidence: clause.evidence.clone(),
    }
}

/// Adds a further paragraph of the same task.
fn join(passage: &mut Passage, clause: &Clause) {
    passage.text.push('\n');
    passage.text.push_str(&clause.text);
    if clause.trail.len() > passage.trail.len() {
        passage.trail.clone_from(&clause.trail);
    }
    let evidence = &mut passage.evidence;
    if evidence.cell != clause.evidence.cell {
        evidence.cell = None;
    }
    if clause.evidence.start < evidence.start {
        (evidence.start, evidence.line, evidence.page) =
            (clause.evidence.start, clause.evidence.line, clause.evidence.page);
    }
    evidence.end = evidence.end.max(clause.evidence.end);
}

fn mark_targets(passages: &mut [Passage], targets: &[Target]) {
    let places = Intervals::of(targets.iter().map(|target| (target.evidence.start, target.evidence.end)));
    for passage in passages {
        let states = |target: &Target| target.part == passage.part && target.path == passage.path;
        let mut near = places.touching(passage.evidence.start, passage.evidence.end);
        if passage.kinds[0] == HitKind::Heading || !near.any(|target| states(&targets[target])) {
            continue;
        }
        match passage.kinds[0] {
            HitKind::Clause => passage.kinds[0] = HitKind::Target,
            _ => passage.kinds.push(HitKind::Target),
        }
    }
}
