use crate::iri::Minter;
use crate::{Base, place};
use zhengtu_model::{Citation, DocumentFacts};

/// Gives an IRI to every record of the document that has none, in document order, and to every
/// clause without a task the task it lies in.
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
    for clause in &mut facts.clauses {
        fill(&mut clause.id, minter.clause(clause.part, &clause.path));
        if clause.task.is_none() {
            clause.task = place::task_at(&facts.tasks, clause.part, &clause.path).map(|task| task.id.clone());
        }
    }
    for citation in &mut facts.citations {
        fill(&mut citation.id, minter.citation(citation.part, &citation.path));
    }
    for task in &mut facts.tasks {
        for citation in &mut task.citations {
            let known = facts.citations.iter().find(|known| is_same(known, citation));
            fill(&mut citation.id, known.map(|known| known.id.clone()).unwrap_or_default());
        }
    }
}

fn fill(id: &mut String, iri: String) {
    if id.is_empty() {
        *id = iri;
    }
}

fn is_same(a: &Citation, b: &Citation) -> bool {
    a.evidence == b.evidence && a.title == b.title && a.number == b.number
}
