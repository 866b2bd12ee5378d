//! Answers as a person would say them.

use super::{Row, Short, names, tasks};
use crate::question::{Find, Focus, Lang, Question, Roles, TaskFilter, UnitSearch};
use crate::restate;
use zhengtu_model::DocumentFacts;

/// The answer in a sentence.
pub(super) fn sentence(question: &Question, rows: &[Row<'_>], answer: Option<&Short>) -> String {
    let zh = question.lang == Lang::Chinese;
    if rows.is_empty() {
        return nothing(question);
    }
    let count = rows.len();
    match &question.find {
        Find::Tasks(_, Focus::Who(_)) if answer.is_some() => word(answer),
        Find::Tasks(filter, Focus::Who(roles)) => who(question, rows, *roles, filter),
        Find::Tasks(filter, Focus::WhoAndWhen(roles)) => who_and_when(question, rows, *roles, filter),
        Find::Tasks(_, Focus::When) | Find::Targets(_, Focus::When) if answer.is_some() => word(answer),
        Find::Targets(_, Focus::Value) if answer.is_some() => values(rows, zh),
        Find::Units(UnitSearch { most: true, .. }, _) if answer.is_some() => word(answer),
        Find::Compare(..) => compared(rows, zh),
        Find::Tasks(..) | Find::Targets(..) if zh => format!("共 {count} 项。"),
        Find::Tasks(..) => plural(count, "task"),
        Find::Targets(..) => plural(count, "target"),
        Find::Units(..) if zh => format!("共 {count} 个单位。"),
        Find::Units(..) => plural(count, "unit"),
        Find::Annexes(..) if zh => format!("共 {count} 个附件。"),
        Find::Annexes(..) if count == 1 => "1 annex.".to_owned(),
        Find::Annexes(..) => format!("{count} annexes."),
        Find::Documents(_) if zh => format!("共 {count} 个文件。"),
        Find::Documents(_) => plural(count, "document"),
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}.") } else { format!("{count} {noun}s.") }
}

fn word(answer: Option<&Short>) -> String {
    match answer {
        Some(Short::Count(count)) => count.to_string(),
        Some(Short::Number(number)) => number.to_string(),
        Some(Short::Text(text)) => text.clone(),
        None => String::new(),
    }
}

fn who(question: &Question, rows: &[Row<'_>], roles: Roles, filter: &TaskFilter) -> String {
    let mut units: Vec<&str> = Vec::new();
    for row in rows {
        if let Row::Task(task) = row {
            units.extend(names(task, roles, filter));
        }
    }
    let mut seen = Vec::new();
    units.retain(|unit| {
        !seen.contains(unit) && {
            seen.push(*unit);
            true
        }
    });
    match question.lang {
        Lang::Chinese => format!("{} 项任务，{}：{}。", rows.len(), restate::roles_zh(roles), units.join("、")),
        Lang::English => format!("{} task(s): {}.", rows.len(), units.join(", ")),
    }
}

/// Who does it and by when; task by task where there are few.
fn who_and_when(question: &Question, rows: &[Row<'_>], roles: Roles, filter: &TaskFilter) -> String {
    const FEW: usize = 3;
    if rows.len() > FEW {
        return who(question, rows, roles, filter);
    }
    let mut said: Vec<String> = Vec::new();
    for row in rows {
        let Row::Task(task) = row else { continue };
        let units = names(task, roles, filter).join("、");
        let line = match (super::due(&task.deadline, question.lang), question.lang) {
            (Some(Short::Text(due)), Lang::Chinese) => format!("{units}，{due}"),
            (Some(Short::Text(due)), Lang::English) => format!("{units}, {due}"),
            (_, Lang::Chinese) => format!("{units}，未写期限"),
            (_, Lang::English) => format!("{units}, no deadline"),
        };
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said.join(if question.lang == Lang::Chinese { "；" } else { "; " })
}

fn values(rows: &[Row<'_>], zh: bool) -> String {
    let mut said: Vec<String> = Vec::new();
    for row in rows {
        if let Row::Target(target) = row {
            let quote = format!("“{}”", target.quote);
            if !said.contains(&quote) {
                said.push(quote);
            }
        }
    }
    said.join(if zh { "；" } else { "; " })
}

fn compared(rows: &[Row<'_>], zh: bool) -> String {
    let mut indicators: Vec<(&str, bool)> = Vec::new();
    for row in rows {
        let Row::Target(target) = row else { continue };
        let same = |other: &Row<'_>| match other {
            Row::Target(other) if other.indicator == target.indicator => {
                other.value == target.value && other.unit == target.unit && other.comparator == target.comparator
            }
            _ => true,
        };
        let agrees = rows.iter().all(same);
        match indicators.iter_mut().find(|(name, _)| *name == target.indicator) {
            Some((_, all)) => *all &= agrees,
            None => indicators.push((&target.indicator, agrees)),
        }
    }
    let differ: Vec<&str> = indicators.iter().filter(|(_, agrees)| !agrees).map(|(name, _)| *name).collect();
    match (differ.is_empty(), zh) {
        (true, true) => format!("两处都有的指标 {} 项，数值一致。", indicators.len()),
        (false, true) => {
            format!(
                "两处都有的指标 {} 项，其中 {} 项写法或数值不同：{}。",
                indicators.len(),
                differ.len(),
                differ.join("、")
            )
        }
        (true, false) => format!("{} shared indicator(s), all with equal values.", indicators.len()),
        (false, false) => {
            format!("{} shared indicator(s), {} of them differ: {}.", indicators.len(), differ.len(), differ.join(", "))
        }
    }
}

fn nothing(question: &Question) -> String {
    let (zh, en) = match &question.find {
        Find::Tasks(..) => ("没有这样的任务。", "There is no such task."),
        Find::Targets(..) => ("没有这样的目标。", "There is no such target."),
        Find::Units(..) => ("没有这样的单位。", "There is no such unit."),
        Find::Annexes(..) => ("没有附件。", "There are no annexes."),
        Find::Documents(_) => ("知识库里没有文件。", "The knowledge base has no documents."),
        Find::Compare(..) => ("两处没有同名的指标。", "The two parts share no indicator by name."),
    };
    if question.lang == Lang::Chinese { zh.to_owned() } else { en.to_owned() }
}

/// Why nothing was found: the condition without which something would be.
pub(super) fn reason(question: &Question, documents: &[DocumentFacts]) -> String {
    let zh = question.lang == Lang::Chinese;
    let filter = match &question.find {
        Find::Tasks(filter, _) | Find::Units(UnitSearch { filter, .. }, _) => filter,
        Find::Targets(filter, _) if filter.named.is_some() && filter.indicators.is_empty() => {
            return no_indicator(filter.named.as_deref().unwrap_or_default(), documents, zh);
        }
        _ => return nothing(question),
    };
    if let Some(topic) = filter.topics.iter().find(|topic| is_absent(topic, question, documents)) {
        return if zh {
            format!("没有任务提到“{}”。", topic.asked)
        } else {
            format!("No task mentions “{}”.", topic.asked)
        };
    }
    let mut said: Vec<String> = unit_elsewhere(filter, question, documents).into_iter().collect();
    said.extend(without_one(filter, question, documents));
    if said.is_empty() { nothing(question) } else { format!("{}{}", nothing(question), said.join("")) }
}

fn is_absent(topic: &crate::Topic, question: &Question, documents: &[DocumentFacts]) -> bool {
    let alone = TaskFilter { topics: vec![topic.clone()], ..TaskFilter::default() };
    tasks(&alone, question, documents).next().is_none()
}

/// A unit that has tasks, but none in the role asked for.
fn unit_elsewhere(filter: &TaskFilter, question: &Question, documents: &[DocumentFacts]) -> Option<String> {
    let condition = filter.units.iter().find(|condition| !condition.negated && !condition.units.is_empty())?;
    let count = |roles| {
        let condition = crate::UnitCondition { roles, alone: false, ..condition.clone() };
        tasks(&TaskFilter { units: vec![condition], ..TaskFilter::default() }, question, documents).count()
    };
    let (asked, any) = (count(condition.roles), count(Roles::ANY));
    (asked == 0 && any > 0).then(|| match question.lang {
        Lang::Chinese => {
            format!("{}没有{}任务，但参与 {any} 项。", condition.units.join("、"), restate::roles_zh(condition.roles))
        }
        Lang::English => {
            format!(" {} has no task in that role, but takes part in {any}.", condition.units.join(" or "))
        }
    })
}

/// How many there would be without the condition on time, or on the part.
fn without_one(filter: &TaskFilter, question: &Question, documents: &[DocumentFacts]) -> Option<String> {
    let zh = question.lang == Lang::Chinese;
    let wider = [
        (TaskFilter { due: Vec::new(), ..filter.clone() }, "不限期限", "whatever the deadline"),
        (TaskFilter { parts: Vec::new(), not_parts: Vec::new(), ..filter.clone() }, "不限部分", "in any part"),
        (TaskFilter { topics: Vec::new(), ..filter.clone() }, "不限主题", "on any topic"),
    ];
    let says = |wider: &TaskFilter| *wider != *filter && *wider != TaskFilter::default();
    wider.iter().filter(|(wider, ..)| says(wider)).find_map(|(wider, what_zh, what_en)| {
        let count = tasks(wider, question, documents).count();
        (count > 0)
            .then(|| if zh { format!("{what_zh}则有 {count} 项。") } else { format!(" There are {count} {what_en}.") })
    })
}

fn no_indicator(named: &str, documents: &[DocumentFacts], zh: bool) -> String {
    let wanted: Vec<char> = named.chars().collect();
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for target in documents.iter().flat_map(|facts| &facts.targets) {
        let shared =
            wanted.windows(2).filter(|pair| target.indicator.contains(&pair.iter().collect::<String>())).count();
        if shared > 0 && !ranked.iter().any(|(_, name)| *name == target.indicator) {
            ranked.push((shared, &target.indicator));
        }
    }
    ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let near: Vec<&str> = ranked.into_iter().take(3).map(|(_, name)| name).collect();
    match (near.is_empty(), zh) {
        (true, true) => format!("没有“{named}”这个指标。"),
        (false, true) => format!("没有“{named}”这个指标；相近的有：{}。", near.join("、")),
        (true, false) => format!("There is no indicator “{named}”."),
        (false, false) => format!("There is no indicator “{named}”; similar ones: {}.", near.join(", ")),
    }
}
