//! Answers as a person would say them.

use super::{Documents, GroupRow, Row, Short, TaskRow, asked, tasks};
use crate::question::{
    By, DocumentSearch, Find, Focus, Grouping, Lang, Property, Question, Roles, TargetFilter, TaskFilter, TopicField,
    UnitSearch,
};
use crate::restate;

/// The answer in a sentence.
pub(super) fn sentence(question: &Question, rows: &[Row<'_>], groups: &[GroupRow], answer: Option<&Short>) -> String {
    let zh = question.lang == Lang::Chinese;
    if !groups.is_empty() {
        return grouped(question, groups, answer);
    }
    if rows.is_empty() {
        return nothing(question);
    }
    let count = rows.len();
    let dated = || super::answering(question, rows);
    match &question.find {
        Find::Tasks(filter, Focus::Who(roles)) => who(question, rows, *roles, filter, answer),
        Find::Tasks(filter, Focus::WhoAndWhen(roles)) => who_and_when(question, rows, *roles, filter),
        Find::Tasks(filter, Focus::When) if answer.is_some() => {
            format!(
                "{}{}{}{}",
                word(answer),
                stop(zh),
                promised(dated(), question),
                spread(filter, rows, question.lang)
            )
        }
        Find::Targets(_, Focus::When) if answer.is_some() => word(answer),
        Find::Tasks(_, Focus::When) => {
            let dated = dated();
            match promised(dated, question) {
                quotes if quotes.is_empty() => deadlines(dated, question),
                quotes => format!("{}{}{quotes}", deadlines(dated, question), stop(zh)),
            }
        }
        Find::Targets(_, Focus::Value) => values(rows, zh),
        Find::Compare(..) => compared(rows, zh),
        Find::Tasks(filter, _) => format!("{}{}", tasks_counted(count, zh), spread(filter, rows, question.lang)),
        Find::Targets(..) if zh => format!("共 {count} 项目标。"),
        Find::Targets(..) => plural(count, "target"),
        Find::Units(..) | Find::Groups(_) if zh => format!("共 {count} 个单位。"),
        Find::Units(..) | Find::Groups(_) => plural(count, "unit"),
        Find::Annexes(..) if zh => format!("共 {count} 个附件。"),
        Find::Annexes(..) if count == 1 => "1 annex.".to_owned(),
        Find::Annexes(..) => format!("{count} annexes."),
        Find::Documents(DocumentSearch { property: Some(property), .. }) => properties(rows, *property, zh),
        Find::Documents(_) if zh => format!("共 {count} 个文件。"),
        Find::Documents(_) => plural(count, "document"),
    }
}

/// Who answers for what was asked for, said behind its value.
pub(super) fn beside_value(units: &[&str], roles: Roles, lang: Lang) -> String {
    match (lang, units.is_empty()) {
        (Lang::Chinese, true) => format!("；没有写明由谁{}。", restate::roles_zh(roles)),
        (Lang::Chinese, false) => format!("；{}：{}。", restate::roles_zh(roles), units.join("、")),
        (Lang::English, true) => format!("; no unit is said to {} it.", restate::roles_en(roles)),
        (Lang::English, false) => format!("; the units that {} it: {}.", restate::roles_en(roles), units.join(", ")),
    }
}

fn stop(zh: bool) -> &'static str {
    if zh { "。" } else { "." }
}

fn tasks_counted(count: usize, zh: bool) -> String {
    if zh { format!("共 {count} 项。") } else { plural(count, "task") }
}

/// What each document says of itself.
fn properties(rows: &[Row<'_>], property: Property, zh: bool) -> String {
    let one = |row: &Row<'_>| {
        let Row::Document(info) = row else { return String::new() };
        let said = super::stated(info, property);
        let said = said.unwrap_or_else(|| if zh { "没有写明" } else { "not stated" }.to_owned());
        if rows.len() == 1 { said } else { format!("{}：{said}", info.title) }
    };
    rows.iter().map(one).collect::<Vec<_>>().join(if zh { "；" } else { "; " })
}

/// The numbers of the groups, the one asked for first.
fn grouped(question: &Question, groups: &[GroupRow], answer: Option<&Short>) -> String {
    const MOST: usize = 6;
    let zh = question.lang == Lang::Chinese;
    let one = |group: &GroupRow| {
        let doc = group.doc.as_ref().filter(|_| groups.iter().filter(|other| other.key == group.key).count() > 1);
        let doc = doc.map(|doc| format!("（{doc}）")).unwrap_or_default();
        if zh {
            format!("{}{doc} {} 项", group.key, group.value)
        } else {
            format!("{}{doc} {}", group.key, group.value)
        }
    };
    let mut said: Vec<String> = groups.iter().take(MOST).map(one).collect();
    said.extend(
        (groups.len() > MOST)
            .then(|| if zh { format!("…共 {} 组", groups.len()) } else { format!("… {} groups", groups.len()) }),
    );
    let said = said.join(if zh { "，" } else { ", " });
    match answer {
        Some(answer) if zh => format!("{}（{said}）", word(Some(answer))),
        Some(answer) => format!("{} ({said})", word(Some(answer))),
        None if zh => format!("{said}。"),
        None => format!("{said}."),
    }
}

/// Where the rows have the topic, if not all in the same place.
fn spread(filter: &TaskFilter, rows: &[Row<'_>], lang: Lang) -> String {
    let [topic] = &filter.topics[..] else { return String::new() };
    let field = |row: &Row<'_>| match row {
        Row::Task(task) => topic.tasks.get(task.id()).map(|mention| mention.field),
        _ => None,
    };
    let text = rows.iter().filter(|row| field(row) == Some(TopicField::Text)).count();
    let heads = rows.len() - text;
    match (heads, text, lang) {
        (0, _, _) | (_, 0, _) => String::new(),
        (_, _, Lang::Chinese) => format!("题目或标题提到“{}”的 {heads} 项在前，另 {text} 项在正文提到。", topic.asked),
        (_, _, Lang::English) => format!(" {heads} have “{}” in title or heading, {text} in the text.", topic.asked),
    }
}

/// What the text of the tasks promises by a day, where that answers.
fn promised(rows: &[Row<'_>], question: &Question) -> String {
    const MOST: usize = 3;
    let of = |row: &Row<'_>| match row {
        Row::Task(task) => {
            super::promised(*task, question).found.iter().map(|promise| promise.quote.clone()).collect::<Vec<String>>()
        }
        _ => Vec::new(),
    };
    let mut quotes: Vec<String> = Vec::new();
    for quote in rows.iter().flat_map(of).map(|quote| format!("“{quote}”")) {
        if quotes.len() == MOST {
            break;
        }
        if !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    match (quotes.is_empty(), question.lang) {
        (true, _) => String::new(),
        (false, Lang::Chinese) => format!("原文写的是：{}。", quotes.join("；")),
        (false, Lang::English) => format!(" The text says: {}.", quotes.join("; ")),
    }
}

/// By when each of the tasks is due.
fn deadlines(rows: &[Row<'_>], question: &Question) -> String {
    let lang = question.lang;
    let mut said: Vec<(String, usize)> = Vec::new();
    for row in rows {
        let Row::Task(task) = row else { continue };
        let due = match super::due(*task, question) {
            Some(Short::Text(due)) if super::days_said(*task, question).len() < 2 => due,
            Some(Short::Text(days)) if lang == Lang::Chinese => format!("写了几个时间（{days}），要看哪一件"),
            Some(Short::Text(days)) => format!("several days ({days}), each of something else"),
            _ => if lang == Lang::Chinese { "未写时限" } else { "no deadline" }.to_owned(),
        };
        match said.iter_mut().find(|(known, _)| *known == due) {
            Some((_, count)) => *count += 1,
            None => said.push((due, 1)),
        }
    }
    let one = |(due, count): &(String, usize)| match (lang, rows.len()) {
        (_, 1) => due.clone(),
        (Lang::Chinese, _) => format!("{due}（{count} 项）"),
        (Lang::English, _) => format!("{due} ({count})"),
    };
    said.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Chinese { "；" } else { "; " })
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

/// Who does it: the answer and the tasks that give it; task by task where they differ and are few.
fn who(question: &Question, rows: &[Row<'_>], roles: Roles, filter: &TaskFilter, answer: Option<&Short>) -> String {
    const FEW: usize = 3;
    let zh = question.lang == Lang::Chinese;
    if let Some(answer) = answer {
        return format!("{}{}{}", word(Some(answer)), stop(zh), spread(filter, rows, question.lang));
    }
    let tasks: Vec<TaskRow<'_>> =
        rows.iter().filter_map(|row| if let Row::Task(task) = row { Some(*task) } else { None }).collect();
    let units = |task: TaskRow<'_>| asked(question, task, roles, filter).join("、");
    if tasks.len() <= FEW {
        let one = |task: TaskRow<'_>| format!("{}——{}", short_title(&task.title), units(task));
        return tasks.into_iter().map(one).collect::<Vec<_>>().join(if zh { "；" } else { "; " });
    }
    let mut all: Vec<&str> = Vec::new();
    for unit in tasks.into_iter().flat_map(|task| asked(question, task, roles, filter)) {
        if !all.contains(&unit) {
            all.push(unit);
        }
    }
    match zh {
        true => format!("{} 项任务，{}：{}。", rows.len(), restate::roles_zh(roles), all.join("、")),
        false => format!("{} tasks: {}.", rows.len(), all.join(", ")),
    }
}

/// A title that fits into a sentence.
fn short_title(title: &str) -> String {
    const MOST: usize = 24;
    let short: String = title.chars().take(MOST).collect();
    if short.len() < title.len() { format!("{short}…") } else { short }
}

/// Who does it and by when; task by task where there are few.
fn who_and_when(question: &Question, rows: &[Row<'_>], roles: Roles, filter: &TaskFilter) -> String {
    const FEW: usize = 3;
    if rows.len() > FEW {
        return who(question, rows, roles, filter, None);
    }
    let mut said: Vec<String> = Vec::new();
    for row in rows {
        let Row::Task(task) = row else { continue };
        let units = asked(question, *task, roles, filter).join("、");
        let line = match (super::due(*task, question), question.lang) {
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

/// Targets without a day of their own, with the days by which their tasks are due.
pub(super) fn undated(rows: &[Row<'_>], ends: &[String], lang: Lang) -> String {
    let zh = lang == Lang::Chinese;
    let quotes = values(rows, zh);
    match (zh, ends.is_empty()) {
        (true, true) => format!("没有写明期限：{quotes}。"),
        (true, false) => format!("没有单独写明期限，所在任务的时限是{}：{quotes}。", ends.join("、")),
        (false, true) => format!("no deadline is stated: {quotes}."),
        (false, false) => format!("no deadline of its own is stated; its task is due {}: {quotes}.", ends.join(", ")),
    }
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
        Find::Groups(Grouping { by: By::Month, .. }) => ("没有写明时限的任务。", "No task has a deadline."),
        Find::Units(..) | Find::Groups(_) => ("没有这样的单位。", "There is no such unit."),
        Find::Annexes(..) => ("没有附件。", "There are no annexes."),
        Find::Documents(_) => ("知识库里没有文件。", "The knowledge base has no documents."),
        Find::Compare(..) => ("两处没有同名的指标。", "The two parts share no indicator by name."),
    };
    if question.lang == Lang::Chinese { zh.to_owned() } else { en.to_owned() }
}

/// Why nothing was found: the condition without which something would be.
pub(super) fn reason(question: &Question, documents: Documents<'_>) -> String {
    let zh = question.lang == Lang::Chinese;
    let filter = match &question.find {
        Find::Tasks(filter, _) | Find::Units(UnitSearch { filter, .. }, _) => filter,
        Find::Targets(filter, _) if filter.named.is_some() && filter.picked.is_empty() => {
            return no_indicator(filter.named.as_deref().unwrap_or_default(), documents, zh);
        }
        Find::Targets(filter, _) if filter.value.is_some() && !filter.picked.is_empty() => {
            return other_values(filter, question, documents);
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
    said.extend(unwritten(filter, question, documents));
    said.extend(without_one(filter, question, documents));
    if said.is_empty() { nothing(question) } else { format!("{}{}", nothing(question), said.join("")) }
}

/// The tasks that only take it for granted who has the role of which none is without a unit: where one unit is named, it leads.
fn unwritten(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
    /// How many titles are told.
    const TITLES: usize = 3;
    let mut wider = filter.clone();
    let denied = wider.units.iter_mut().find(|unit| unit.units.is_empty() && unit.negated && !unit.stated)?;
    denied.stated = true;
    let roles = denied.roles;
    let found: Vec<TaskRow<'_>> = tasks(&wider, question, documents).collect();
    let titles: Vec<String> = found.iter().take(TITLES).map(|task| short_title(&task.title)).collect();
    let count = found.len();
    (count > 0).then(|| match question.lang {
        Lang::Chinese => {
            let roles = restate::roles_zh(roles);
            format!("只写了一个单位、没有写明由谁{roles}的有 {count} 项：{}。", titles.join("；"))
        }
        Lang::English => {
            let roles = restate::roles_en(roles);
            format!(" {count} name one unit and do not say that it is to {roles}: {}.", titles.join("; "))
        }
    })
}

fn is_absent(topic: &crate::Topic, question: &Question, documents: Documents<'_>) -> bool {
    let alone = TaskFilter { topics: vec![topic.clone()], ..TaskFilter::default() };
    tasks(&alone, question, documents).next().is_none()
}

/// A unit that has tasks, but none in the role asked for.
fn unit_elsewhere(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
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
fn without_one(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
    let zh = question.lang == Lang::Chinese;
    let wider = [
        (TaskFilter { due: Vec::new(), undone: None, ..filter.clone() }, "不限期限", "whatever the deadline"),
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

/// That no value of the indicator is so, and which there are.
fn other_values(filter: &TargetFilter, question: &Question, documents: Documents<'_>) -> String {
    let wider = TargetFilter { value: None, ..filter.clone() };
    let found = super::targets(&wider, question, documents).filter_map(|target| documents.target(target));
    let rows: Vec<Row<'_>> = found.map(Row::Target).collect();
    let zh = question.lang == Lang::Chinese;
    match (rows.is_empty(), zh) {
        (true, _) => nothing(question),
        (false, true) => format!("{}写明的是{}。", nothing(question), values(&rows, zh)),
        (false, false) => format!("{} The text says {}.", nothing(question), values(&rows, zh)),
    }
}

fn no_indicator(named: &str, documents: Documents<'_>, zh: bool) -> String {
    let wanted: Vec<char> = named.chars().collect();
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for name in documents.targets().map(|target| target.indicator.text()) {
        let shared = wanted.windows(2).filter(|pair| name.contains(&pair.iter().collect::<String>())).count();
        if shared > 0 && !ranked.iter().any(|(_, known)| *known == name) {
            ranked.push((shared, name));
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
