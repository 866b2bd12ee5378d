use crate::Base;
use crate::iri::Minter;
use crate::place::TaskPaths;
use std::collections::HashMap;
use zhengtu_model::{Citation, Clause, DocumentFacts, Task};
use zhengtu_text::Intervals;

/// Gives an IRI to every record of the document that has none, in document order, and to every
/// clause without a task the task it lies in. A cell has the path of the task whose row it stands in.
pub fn identify(facts: &mut DocumentFacts, base: &Base) {
    let mut minter = Minter::new(base, &facts.info.name);
    fill(&mut facts.info.id, minter.document());
    for part in &mut facts.parts {
        fill(&mut part.id, minter.part(part.number));
    }
    for task in &mut facts.tasks {
        fill(&mut task.id, minter.task(task.part, &task.path));
    }
    for target in &mut facts.targets {
        fill(&mut target.id, minter.target(target.part, &target.path));
    }
    let rows = Intervals::of(facts.tasks.iter().map(|task| (task.evidence.start, task.evidence.end)));
    let tasks = TaskPaths::of(&facts.tasks);
    for clause in &mut facts.clauses {
        if let Some(task) = row_of(clause, &facts.tasks, &rows) {
            clause.path.clone_from(&task.path);
        }
        fill(&mut clause.id, minter.clause(clause.part, &clause.path));
        if clause.task.is_none() {
            clause.task = tasks.around(clause.part, &clause.path).map(|task| task.id.clone());
        }
    }
    for citation in &mut facts.citations {
        fill(&mut citation.id, minter.citation(citation.part, &citation.path));
    }
    let mut at: HashMap<usize, Vec<&Citation>> = HashMap::new();
    for citation in &facts.citations {
        at.entry(citation.evidence.start).or_default().push(citation);
    }
    for citation in facts.tasks.iter_mut().flat_map(|task| &mut task.citations) {
        let here = at.get(&citation.evidence.start).into_iter().flatten();
        let known = here.into_iter().find(|known| is_same(known, citation));
        fill(&mut citation.id, known.map(|known| known.id.clone()).unwrap_or_default());
    }
}

/// The task whose row of a table the cell stands in; none where it stands in those of several.
fn row_of<'a>(clause: &Clause, tasks: &'a [Task], rows: &Intervals) -> Option<&'a Task> {
    let cell = clause.evidence.cell?;
    let is_row = |task: &&Task| {
        let row = task.evidence.cell.filter(|row| row.table == cell.table);
        row.is_some() && task.part == clause.part
    };
    let mut around = rows.holding(clause.evidence.start, clause.evidence.end).map(|at| &tasks[at]).filter(is_row);
    around.next().filter(|_| around.next().is_none())
}

fn fill(id: &mut String, iri: String) {
    if id.is_empty() {
        *id = iri;
    }
}

fn is_same(a: &Citation, b: &Citation) -> bool {
    a.evidence == b.evidence && a.title == b.title && a.number == b.number
}
