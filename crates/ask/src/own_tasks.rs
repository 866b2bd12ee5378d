//! What a plan calls its own tasks: 30项督查激励措施 are all the tasks of the plan that counts them so.

use crate::base::{Base, Clauses, LOOKED_OVER, within};
use crate::fold::fold;
use crate::question::{Find, Focus, Mention, Question, TaskFilter, TopicField, UnitSearch};
use crate::words::WORDS;
use crate::{Understood, when};
use std::collections::BTreeSet;

/// The question about all tasks of the one plan that counts them by the words that it is about, where no title or heading
/// has these.
pub(crate) fn named<C: Clauses>(understood: Understood, base: &Base<'_>, clauses: &C) -> Result<Understood, C::Error> {
    let mut question = understood.question.clone();
    let Some(filter) = question.find.task_filter_mut() else { return Ok(understood) };
    let is_near = |mention: &Mention| mention.field <= TopicField::Heading;
    let called = match &filter.topics[..] {
        [topic] if !topic.noun.is_empty() && !topic.tasks.values().any(is_near) => {
            fold(&format!("{}{}", topic.asked, topic.noun))
        }
        _ => return Ok(understood),
    };
    let hits = clauses.best(&called, &within(&filter.docs, base.names), LOOKED_OVER)?;
    let counting = hits.into_iter().filter(|hit| counts(&fold(&hit.text), &called)).map(|hit| hit.doc);
    let docs: BTreeSet<String> = counting.collect();
    let plan = docs.first().filter(|_| docs.len() == 1);
    let Some(plan) = plan.and_then(|doc| base.names.documents.iter().find(|document| document.name == *doc)) else {
        return Ok(understood);
    };
    filter.docs = vec![plan.name.clone()];
    filter.topics.clear();
    question.readings.push((called, plan.heading.title.clone()));
    Ok(understood.with(of_many(question)))
}

/// Whether a text says how many there are of what is called so: 30项 stands before it.
fn counts(text: &str, called: &str) -> bool {
    /// The longest number, in characters.
    const LONGEST: usize = 4;
    let before = text.match_indices(called).map(|(at, _)| &text[..at]);
    let counted = before.filter_map(|before| Some(&before[..before.len() - WORDS.value.tasks.at_end(before)?]));
    let is_number = |text: &str| when::number(text).is_some_and(|(_, len)| len == text.len());
    counted.into_iter().any(|counted| {
        let starts = counted.char_indices().rev().take(LONGEST).map(|(at, _)| at);
        starts.into_iter().any(|at| is_number(&counted[at..]))
    })
}

/// Who has to do with the tasks of a whole plan is a list of bodies, and no answer for each task.
fn of_many(question: Question) -> Question {
    let find = match question.find {
        Find::Tasks(filter, Focus::Who(roles) | Focus::WhoAndWhen(roles)) if names_nobody(&filter) => {
            Find::Units(UnitSearch { filter, roles, lacking: false, besides: Vec::new() }, Focus::Rows)
        }
        find => find,
    };
    Question { find, ..question }
}

fn names_nobody(filter: &TaskFilter) -> bool {
    filter.named_units().next().is_none()
}
