//! What a plan calls its own tasks: 30项督查激励措施 are all the tasks of the plan that counts them so.

use crate::base::{Base, Clauses, LOOKED_OVER, within};
use crate::fold::fold;
use crate::question::{Find, Focus, Mention, Question, TaskFilter, Topic, TopicField, UnitSearch};
use crate::words::WORDS;
use crate::{Understood, when};
use std::collections::BTreeSet;

/// The question about all tasks of the one plan that counts them by the words that it is about, where no title or heading
/// has these.
pub(crate) fn named<C: Clauses>(understood: Understood, base: &Base<'_>, clauses: &C) -> Result<Understood, C::Error> {
    let mut question = understood.question.clone();
    let Some(filter) = question.find.task_filter_mut() else { return Ok(understood) };
    let is_near = |mention: &Mention| mention.field <= TopicField::Heading;
    let called = |topic: &Topic| fold(&format!("{}{}", topic.asked, topic.noun));
    // 完善激励机制 is none of the 激励措施.
    let is_called = |topic: &Topic| {
        let near = base.names.tasks.iter().filter(|task| topic.tasks.get(task.key.id.as_str()).is_some_and(is_near));
        let whole = called(topic);
        near.into_iter().any(|task| task.title.has(&whole) || task.trail.has(&whole))
    };
    let called = match &filter.topics[..] {
        [topic] if !topic.noun.is_empty() && !is_called(topic) => called(topic),
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

/// Whether a text says how many there are of what is called so: 30项 stands before it, perhaps with a word between
/// (30项督查激励措施).
fn counts(text: &str, called: &str) -> bool {
    /// The longest number, in characters.
    const LONGEST: usize = 4;
    /// The longest word between, in characters.
    const BETWEEN: usize = 4;
    let befores = text.match_indices(called).flat_map(|(at, _)| {
        let ends = text[..at].char_indices().rev().map(|(end, _)| end).take(BETWEEN);
        let plain = |end: &usize| text[*end..at].chars().all(char::is_alphabetic);
        std::iter::once(at).chain(ends.take_while(plain)).map(|end| &text[..end]).collect::<Vec<&str>>()
    });
    let counted = befores.filter_map(|before| Some(&before[..before.len() - WORDS.value.tasks.at_end(before)?]));
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
