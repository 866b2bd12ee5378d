//! Questions to rows: the query run over the records.

mod documents;
mod filter;
mod groups;
mod left_out;
mod said;
mod say;

use crate::columns::{Limit, Records};
use crate::fold::fold;
use crate::names::{DocumentEntry, TargetWords};
use crate::question::{
    Comparison, DocumentSearch, Due, Extreme, Find, Focus, Lang, Property, Question, Roles, TargetFilter, TaskFilter,
    Topic, TopicField, UnitSearch,
};
use crate::{Names, Understood};
pub(crate) use documents::Documents;
pub use documents::TaskRow;
use filter::{keeps_target, keeps_task};
use foldhash::{HashMap, HashMapExt};
pub use groups::GroupRow;
use said::{DatedClause, Telling};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::{Date, DatedCommitment, Deadline, DocumentInfo, Target, Value};

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<'a> {
    /// A number, a name or a date; `None` where the rows are the answer.
    pub answer: Option<Short>,
    /// The facts that answer: those that speak most of the matter first, else in document order.
    pub rows: Vec<Row<'a>>,
    /// How many of each, where several are told apart.
    pub groups: Vec<GroupRow>,
    /// What a condition left out, in words, with its number.
    pub left_out: Vec<String>,
    /// The answer as a person would say it, in the language of the question.
    pub sentence: String,
    /// Why there are no rows, where there are none.
    pub reason: Option<String>,
}

/// An answer in one word.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Short {
    /// How many.
    Count(usize),
    /// A value.
    Number(f64),
    /// A name or a date.
    Text(String),
}

/// A fact that answers a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Row<'a> {
    /// A task, in the form of the records.
    Task(TaskRow<'a>),
    /// A target, in the form of the records.
    Target(&'a Target),
    /// A unit with the number of its tasks.
    Unit(UnitRow),
    /// A part of a document.
    Part(PartRow),
    /// A document.
    Document(&'a DocumentInfo),
}

/// A unit with the number of tasks that were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// The canonical name.
    pub unit: String,
    /// The documents that name it so.
    pub docs: Vec<String>,
    /// The number of tasks.
    pub tasks: usize,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartRow {
    /// The document's file name.
    pub doc: String,
    /// Its number.
    pub part: u32,
    /// Its title.
    pub title: String,
    /// Whether its text is there.
    pub present: bool,
    /// The number of its tasks that were asked for.
    pub tasks: usize,
}

/// Answers a question from the records of the documents whose names were gathered; their clauses are not needed.
pub fn answer<'a>(understood: &Understood, names: &'a Names, records: &'a dyn Records) -> Answer<'a> {
    answer_from(understood, Documents { names, records })
}

pub(crate) fn answer_from<'a>(understood: &Understood, documents: Documents<'a>) -> Answer<'a> {
    let question = &understood.question;
    let counted = groups::counted(question, documents);
    let rows = rows(question, &counted, documents);
    let groups = groups::of(question, &rows, counted);
    let answer = short(question, &rows, &groups);
    let sentence = say::sentence(question, &rows, &groups, answer.as_ref());
    let sentence = undated_targets(question, &rows, documents).unwrap_or(sentence);
    let sentence = sentence + &units_of_targets(question, &rows, documents);
    let left_out = left_out::said(question, &rows, documents);
    let reason = (rows.is_empty() && groups.is_empty()).then(|| say::reason(question, documents));
    Answer { answer, rows, groups, left_out, sentence, reason }
}

/// What is said of targets whose day is asked for and that have none of their own: how they stand in the text, and by when the tasks
/// in which they stand are due.
fn undated_targets(question: &Question, rows: &[Row<'_>], documents: Documents<'_>) -> Option<String> {
    let Find::Targets(_, Focus::When) = &question.find else { return None };
    let targets: Vec<&Target> = targets_in(rows).collect();
    if targets.is_empty() || targets.iter().any(|target| target.deadline.is_some()) {
        return None;
    }
    let tasks = tasks_of_targets(rows, documents);
    let ends: BTreeSet<Option<Date>> = tasks.map(|task| task.words().key.limit.end()).collect();
    let ends: Vec<String> = ends.into_iter().flatten().map(|end| end.to_string()).collect();
    Some(say::undated(rows, &ends, question.lang))
}

/// Who answers for the tasks in which targets stand, where the question asks that beside their values.
fn units_of_targets(question: &Question, rows: &[Row<'_>], documents: Documents<'_>) -> String {
    let Find::Targets(TargetFilter { who: Some(roles), .. }, Focus::Value) = &question.find else {
        return String::new();
    };
    if rows.is_empty() {
        return String::new();
    }
    let mut units: Vec<&str> = Vec::new();
    for task in tasks_of_targets(rows, documents) {
        units.extend(names(task, *roles, &TaskFilter::default()));
    }
    let mut seen = BTreeSet::new();
    units.retain(|unit| seen.insert(*unit));
    say::beside_value(&units, *roles, question.lang)
}

fn targets_in<'r>(rows: &'r [Row<'_>]) -> impl Iterator<Item = &'r Target> {
    rows.iter().filter_map(|row| if let Row::Target(target) = row { Some(*target) } else { None })
}

/// The tasks in which the targets among some rows stand.
fn tasks_of_targets<'a>(rows: &[Row<'_>], documents: Documents<'a>) -> impl Iterator<Item = TaskRow<'a>> {
    let ids: BTreeSet<String> = targets_in(rows).map(|target| target.id.clone()).collect();
    let tasks = documents.targets().filter(move |words| ids.contains(&*words.id)).filter_map(|words| words.task);
    tasks.map(move |task| documents.task(task))
}

fn rows<'a>(question: &Question, counted: &[GroupRow], documents: Documents<'a>) -> Vec<Row<'a>> {
    match &question.find {
        Find::Tasks(filter, focus) => {
            let asked = focus.asked_roles();
            let mut found: Vec<TaskRow<'_>> = tasks(filter, question, documents)
                .filter(|task| asked.is_none_or(|roles| !names(*task, roles, filter).is_empty()))
                .collect();
            if *focus == Focus::When {
                let telling = Telling::of(&filter.topics);
                found.iter_mut().for_each(|task| task.promises = Some(may_promise(*task, &telling)));
            }
            if question.by_deadline {
                found.sort_by_key(|task| {
                    let end = task.words().key.limit.end();
                    (end.is_none(), end)
                });
            } else {
                // What a text says of its days takes a while to be told: once for each task.
                let of_day = |task: TaskRow<'_>| *focus == Focus::When && !says_day(task, question);
                // Of one matter its own task is meant before those whose titles have it too.
                let of_other =
                    |task: TaskRow<'_>| !matches!(focus, Focus::Rows | Focus::Count) && !is_titled(filter, task);
                found.sort_by_cached_key(|&task| {
                    let (field, times) = mention(filter, task);
                    (of_day(task), field, of_other(task), times)
                });
            }
            found.retain(|&task| is_choice(question, task, *focus));
            found.into_iter().map(Row::Task).collect()
        }
        Find::Targets(filter, _) => {
            let found = targets(filter, question, documents).filter_map(|found| documents.target(found));
            let mut found: Vec<&Target> = found.collect();
            let place = |target: &&Target| filter.picked.iter().position(|id| *id == target.id);
            found.sort_by_key(place);
            if question.by_deadline {
                found.sort_by_key(|target| (target.deadline.is_none(), target.deadline));
            }
            found.into_iter().map(Row::Target).collect()
        }
        Find::Units(search, _) => units(search, question, documents),
        Find::Groups(grouping) => groups::rows(grouping, question, counted, documents),
        Find::Annexes(filter, _) => annexes(filter, question, documents),
        Find::Documents(search) => {
            let each = documents.iter().enumerate();
            let asked = each.filter(|(_, document)| search.docs.is_empty() || search.docs.contains(&document.name));
            asked.filter_map(|(at, _)| documents.records.info(at)).map(Row::Document).collect()
        }
        Find::Compare(comparison) => compare(comparison, documents),
    }
}

/// How well a task speaks of the topics: by the place where it has them, then by how often.
fn mention(filter: &TaskFilter, task: TaskRow<'_>) -> (Option<TopicField>, std::cmp::Reverse<usize>) {
    let mentions = || filter.topics.iter().filter_map(|topic| topic.tasks.get(task.id()));
    let field = mentions().map(|mention| mention.field).max();
    let times = mentions().map(|mention| mention.times).sum();
    (field, std::cmp::Reverse(if field == Some(TopicField::Text) { times } else { 0 }))
}

/// Whether the title of a task is hardly more than the topic.
fn is_titled(filter: &TaskFilter, task: TaskRow<'_>) -> bool {
    let [topic] = &filter.topics[..] else { return false };
    let long = 2 * topic.asked.chars().count() >= task.words().key.title as usize;
    long && topic.tasks.get(task.id()).is_some_and(|mention| mention.field == TopicField::Title)
}

/// Whether one of the units between which the question asks to choose has the role; all tasks where it does not.
fn is_choice(question: &Question, task: TaskRow<'_>, focus: Focus) -> bool {
    let Some(roles) = focus.asked_roles().filter(|_| !question.choice.is_empty()) else { return true };
    task.roles().any(|(name, role)| roles.has(role) && question.choice.iter().any(|unit| unit == name))
}

/// The tasks that meet the conditions.
pub(crate) fn tasks<'a>(
    filter: &TaskFilter,
    question: &Question,
    documents: Documents<'a>,
) -> impl Iterator<Item = TaskRow<'a>> {
    let kept = move || documents.tasks().filter(move |&task| keeps_task(filter, task, question.today));
    let end = filter.extreme.map(|extreme| extreme_end(extreme, kept(), question.today));
    kept().filter(move |task| end.is_none_or(|end| end.is_some() && task.words().key.limit.end() == end))
}

/// The earliest or latest deadline.
fn extreme_end<'a>(extreme: Extreme, tasks: impl Iterator<Item = TaskRow<'a>>, today: Date) -> Option<Date> {
    let ends = tasks.filter_map(|task| task.words().key.limit.end());
    match extreme {
        Extreme::Earliest => ends.min(),
        Extreme::Latest => ends.max(),
        Extreme::Next => ends.filter(|&end| end >= today).min(),
    }
}

fn targets<'a>(
    filter: &TargetFilter,
    question: &Question,
    documents: Documents<'a>,
) -> impl Iterator<Item = &'a TargetWords> {
    documents.targets().filter(move |target| keeps_target(filter, target, documents, question.today))
}

fn units<'a>(search: &UnitSearch, question: &Question, documents: Documents<'a>) -> Vec<Row<'a>> {
    let UnitSearch { filter, roles, lacking, besides } = search;
    let counted = if *lacking { Roles::ANY } else { *roles };
    let governments = governments(documents);
    let of = |doc: &str| governments.get(doc).copied().unwrap_or_default();
    let mut lacks_not: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found: Vec<UnitRow> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    let among: Vec<&String> = filter.named_units().collect();
    for task in tasks(filter, question, documents) {
        let government = of(task.doc());
        let mut seen: Vec<&str> = Vec::new();
        let is_among = |name: &str| {
            let kept = among.is_empty() || among.iter().any(|unit| *unit == name);
            kept && besides.iter().all(|unit| unit != name)
        };
        if *lacking {
            let having = task.roles().filter(|(_, role)| roles.has(*role));
            lacks_not.extend(having.map(|(name, _)| (name, government)));
        }
        for (name, _) in task.roles().filter(|(name, role)| counted.has(*role) && is_among(name)) {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let at = *places.entry((name, government)).or_insert(found.len());
            if at == found.len() {
                found.push(UnitRow { unit: name.to_owned(), docs: Vec::new(), tasks: 0 });
            }
            found[at].tasks += 1;
            // Tasks are in the order of their documents.
            if found[at].docs.last().is_none_or(|last| last != task.doc()) {
                found[at].docs.push(task.doc().to_owned());
            }
        }
    }
    if *lacking {
        let lacks = |row: &UnitRow| row.docs.iter().all(|doc| !lacks_not.contains(&(row.unit.as_str(), of(doc))));
        found.retain(lacks);
    }
    found.into_iter().map(Row::Unit).collect()
}

/// Whose each document is, by its file name: bodies of the same name are the same body in documents of one government.
/// That is the place, or the file where no place is known.
fn governments(documents: Documents<'_>) -> HashMap<&str, &str> {
    let each = documents.iter().map(|document| {
        let unplaced = if document.national { "" } else { document.name.as_str() };
        (document.name.as_str(), document.said_place.as_deref().unwrap_or(unplaced))
    });
    each.collect()
}

fn annexes<'a>(filter: &TaskFilter, question: &Question, documents: Documents<'a>) -> Vec<Row<'a>> {
    let docs = &filter.docs;
    let plain = filter.is_only_docs();
    let mut counts: BTreeMap<(&str, u32), usize> = BTreeMap::new();
    for task in tasks(filter, question, documents) {
        *counts.entry((task.doc(), task.words().key.part)).or_default() += 1;
    }
    let mut rows = Vec::new();
    for document in asked_of(docs, documents) {
        let count = |part: u32| counts.get(&(document.name.as_str(), part)).copied().unwrap_or(0);
        for part in document.parts.iter().filter(|part| part.number > 0 && (plain || count(part.number) > 0)) {
            rows.push(Row::Part(PartRow {
                doc: document.name.clone(),
                part: part.number,
                title: part.title.clone(),
                present: part.present,
                tasks: count(part.number),
            }));
        }
    }
    rows
}

/// The documents of these names; all where there are none.
fn asked_of<'a>(docs: &[String], documents: Documents<'a>) -> impl Iterator<Item = &'a DocumentEntry> {
    documents.iter().filter(|document| docs.is_empty() || docs.contains(&document.name))
}

/// The targets of two parts for the indicators that both have, by indicator.
fn compare<'a>(comparison: &Comparison, documents: Documents<'a>) -> Vec<Row<'a>> {
    let Comparison { docs, first: a, second: b, named, indicators } = comparison;
    let meant = |name: &str| named.is_none() || indicators.iter().any(|indicator| indicator == name);
    let mut rows = Vec::new();
    for document in asked_of(docs, documents) {
        let own = &documents.names.targets[document.targets.clone()];
        let name = |target: &'a TargetWords| target.indicator.text();
        let of = |part: u32| own.iter().filter(move |target| target.part == part && meant(name(target)));
        let mut shared: Vec<&str> = Vec::new();
        for target in of(*a) {
            if !shared.contains(&name(target)) && of(*b).any(|other| name(other) == name(target)) {
                shared.push(name(target));
            }
        }
        for indicator in shared {
            let both = of(*a).chain(of(*b)).filter(|target| name(target) == indicator);
            rows.extend(both.filter_map(|target| documents.target(target)).map(Row::Target));
        }
    }
    rows
}

/// The answer in one word, where all rows give the same.
fn short(question: &Question, rows: &[Row<'_>], groups: &[GroupRow]) -> Option<Short> {
    let focus = match &question.find {
        Find::Groups(grouping) => return groups::first(grouping, groups),
        Find::Tasks(_, focus) | Find::Targets(_, focus) | Find::Units(_, focus) | Find::Annexes(_, focus) => *focus,
        Find::Documents(search) => return of_documents(search, rows),
        Find::Compare(_) => return None,
    };
    if focus == Focus::Count {
        // Bodies of the same name in several plans are different bodies: each has its number.
        return groups.is_empty().then_some(Short::Count(rows.len()));
    }
    let rows = if focus == Focus::When { answering(question, rows) } else { rows };
    let each = rows.iter().map(|row| match (row, focus) {
        (Row::Task(task), Focus::Who(roles)) => match &question.find {
            Find::Tasks(filter, _) => Some(Short::Text(asked(question, *task, roles, filter).join("、"))),
            _ => None,
        },
        (Row::Task(task), Focus::When) => due(*task, question).filter(|_| days_said(*task, question).len() < 2),
        (Row::Target(target), Focus::When) => target.deadline.map(|date| Short::Text(date.to_string())),
        (Row::Target(target), Focus::Value) => match target.value {
            Value::Number(number) => Some(Short::Number(number)),
            Value::Range([low, high]) => Some(Short::Text(format!("{low}–{high}"))),
        },
        _ => None,
    });
    if let Find::Targets(filter, Focus::Value) = &question.find
        && says_several(filter, rows)
    {
        return None;
    }
    let meant = match &question.find {
        Find::Tasks(filter, Focus::Who(_) | Focus::When) => most_meant(filter, rows),
        _ => rows.len(),
    };
    let mut each = each.take(meant);
    let first = each.next()??;
    each.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// Whether one document states values of several indicators, none of which is called as the question has it: that they are
/// equal is no answer.
fn says_several(filter: &TargetFilter, rows: &[Row<'_>]) -> bool {
    let targets = || rows.iter().filter_map(|row| if let Row::Target(target) = row { Some(*target) } else { None });
    let named = fold(&filter.words.concat());
    let called_so = targets().any(|target| fold(&target.indicator) == named);
    let several = |one: &Target| targets().any(|other| other.doc == one.doc && other.indicator != one.indicator);
    !called_so && targets().any(several)
}

/// The number of documents, or what the one that is meant says of itself.
fn of_documents(search: &DocumentSearch, rows: &[Row<'_>]) -> Option<Short> {
    if search.count {
        return Some(Short::Count(rows.len()));
    }
    match (search.property, rows) {
        (Some(property), [Row::Document(info)]) => stated(info, property).map(Short::Text),
        _ => None,
    }
}

/// What a document says of itself.
pub(crate) fn stated(info: &DocumentInfo, property: Property) -> Option<String> {
    let identity = &info.identity;
    let day = |stated: &Option<zhengtu_model::Stated<Date>>| stated.as_ref().map(|stated| stated.value.to_string());
    match property {
        Property::Number => identity.number.as_ref().map(|stated| stated.value.clone()),
        Property::Issuer => identity.issuer.as_ref().map(|stated| stated.value.clone()),
        Property::Issued => day(&identity.issued),
        Property::ValidFrom => day(&identity.valid_from),
        Property::ValidTo => day(&identity.valid_to),
    }
}

/// How many of the first rows are meant before all others: those whose title is hardly more than the topic.
fn most_meant(filter: &TaskFilter, rows: &[Row<'_>]) -> usize {
    let is_title = |row: &&Row<'_>| matches!(row, Row::Task(task) if is_titled(filter, *task));
    match rows.iter().take_while(is_title).count() {
        0 => rows.len(),
        meant => meant,
    }
}

/// The units of the task that the question asks for: those with one of the roles, of those named to choose from.
pub(crate) fn asked<'a>(question: &Question, task: TaskRow<'a>, roles: Roles, filter: &TaskFilter) -> Vec<&'a str> {
    let mut found = names(task, roles, filter);
    found.retain(|name| question.choice.is_empty() || question.choice.iter().any(|unit| unit == name));
    found
}

/// The units of the task with one of the roles, beside those that the question names.
pub(crate) fn names<'a>(task: TaskRow<'a>, roles: Roles, filter: &TaskFilter) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in said::units_for(task, &filter.topics).into_iter().filter(|(_, role)| roles.has(*role)) {
        let asked_of = filter.named_units().any(|named| *named == name);
        if !asked_of && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What the text of some tasks promises by the days on which none is due.
pub(crate) struct PromisedByDay {
    /// The tasks, by IRI.
    pub tasks: Vec<String>,
    /// That none is due then, with what they promise.
    pub reason: String,
}

/// Where no task is due on the days asked for: what the text of tasks promises by then in passing. Of more than a few hundred
/// tasks that meet the other conditions it is not told.
pub(crate) fn promised_by_day(understood: &Understood, documents: Documents<'_>) -> Option<PromisedByDay> {
    let lang = understood.question.lang;
    let promising = promising(understood, documents)?;
    let quotes = quoted(&promising, lang);
    let mut tasks: Vec<String> = promising.iter().map(|(task, _)| task.id().to_owned()).collect();
    tasks.dedup();
    let reason = match (tasks.len(), lang) {
        (0, _) => return None,
        (count, Lang::Chinese) => {
            format!("没有任务的时限在此期间；有 {count} 项在正文里写明了其中一件事的时间：{quotes}。")
        }
        (count, Lang::English) => {
            format!("No task is due then; the text of {count} promises something by then: {quotes}.")
        }
    };
    Some(PromisedByDay { tasks, reason })
}

/// Beside the tasks that are due on the days asked for: what the text of tasks without a deadline promises by then.
pub(crate) fn promised_beside(understood: &Understood, documents: Documents<'_>) -> Option<String> {
    let lang = understood.question.lang;
    let mut promising = promising(understood, documents)?;
    promising.retain(|(task, _)| task.words().key.limit == Limit::None);
    let quotes = quoted(&promising, lang);
    promising.dedup_by_key(|(task, _)| task.id());
    match (promising.len(), lang) {
        (0, _) => None,
        (count, Lang::Chinese) => Some(format!("另有 {count} 项未写时限，但正文写明了其中一件事在此期间：{quotes}")),
        (count, Lang::English) => {
            Some(format!("{count} more have no deadline, but their text promises something by then: {quotes}"))
        }
    }
}

/// The first of the promises, as they are told.
fn quoted(promising: &[(TaskRow<'_>, &str)], lang: Lang) -> String {
    /// How many promises are quoted.
    const QUOTED: usize = 3;
    let quotes: Vec<String> = promising.iter().take(QUOTED).map(|(_, quote)| format!("“{quote}”")).collect();
    quotes.join(if lang == Lang::Chinese { "；" } else { "; " })
}

/// What the text of the tasks that meet the other conditions promises on the days asked for, each with its task.
fn promising<'a>(understood: &Understood, documents: Documents<'a>) -> Option<Vec<(TaskRow<'a>, &'a str)>> {
    /// How many tasks are read.
    const MOST: usize = 300;
    let Find::Tasks(filter, Focus::Rows | Focus::Count) = &understood.question.find else { return None };
    let [Due::Between(from, to)] = filter.due[..] else { return None };
    if from.is_none() && to.is_none() {
        return None;
    }
    let wider = TaskFilter { due: Vec::new(), ..filter.clone() };
    let mut candidates: Vec<TaskRow<'_>> = tasks(&wider, &understood.question, documents).take(MOST + 1).collect();
    if candidates.len() > MOST {
        return Some(Vec::new());
    }
    // Most promise nothing, and are not read for it.
    candidates.retain(|task| task.words().key.promises);
    let then = |promise: &&DatedCommitment| {
        from.is_none_or(|from| from <= promise.end) && to.is_none_or(|to| promise.end <= to)
    };
    let promises =
        |task: TaskRow<'a>| task.record().commitments.iter().filter(then).map(move |promise| (task, &*promise.quote));
    Some(candidates.into_iter().flat_map(promises).collect())
}

/// What the text of a task promises by days of its own.
#[derive(Default)]
struct Promises {
    found: Vec<DatedClause>,
    /// Whether they speak of what is asked: then their days are the answer, else they are only shown.
    of_what_is_asked: bool,
}

/// By when a task is due: by the days that its text promises for what is asked, else by its deadline.
fn due(task: TaskRow<'_>, question: &Question) -> Option<Short> {
    let lang = question.lang;
    let days = days_said(task, question);
    if !days.is_empty() {
        return Some(Short::Text(days.join("、")));
    }
    let text = match (task.words().key.limit, lang) {
        (Limit::None, _) => return None,
        (Limit::End(end), _) => end.to_string(),
        (Limit::Ongoing, Lang::Chinese) => "持续推进".to_owned(),
        (Limit::Ongoing, Lang::English) => "ongoing".to_owned(),
        (Limit::Undated, _) if matches!(task.deadline, Deadline::Recurring { .. }) => said::rhythm(task.record())?,
        (Limit::Undated, _) if task.deadline != Deadline::Immediate => return None,
        (Limit::Undated, Lang::Chinese) => "立即".to_owned(),
        (Limit::Undated, Lang::English) => "at once".to_owned(),
    };
    Some(Short::Text(text))
}

/// The days that the text of a task says of what is asked for: where they are several, none of them is the answer.
fn days_said(task: TaskRow<'_>, question: &Question) -> Vec<String> {
    let promises = promised(task, question);
    if !promises.of_what_is_asked {
        return Vec::new();
    }
    let day = |promise: &DatedClause| promise.day.map_or_else(|| promise.printed.clone(), |day| day.to_string());
    let mut days: Vec<String> = promises.found.iter().map(day).collect();
    days.dedup();
    days
}

/// Whether the text of a task says in a clause of its own by when what is asked for is due.
fn says_day(task: TaskRow<'_>, question: &Question) -> bool {
    promised(task, question).of_what_is_asked
}

/// Whether the text of one of the rows says in a clause of its own by when what is asked for is due.
pub(crate) fn says_days(question: &Question, rows: &[Row<'_>]) -> bool {
    rows.iter().any(|row| matches!(row, Row::Task(task) if says_day(*task, question)))
}

/// The rows that answer when a matter is due: those whose text says so of it, where there are any; else all.
fn answering<'r, 'a>(question: &Question, rows: &'r [Row<'a>]) -> &'r [Row<'a>] {
    let says = |row: &Row<'_>| matches!(row, Row::Task(task) if says_day(*task, question));
    // Rows in another order than that of deadlines have those that say so first.
    let saying = match question.by_deadline {
        true => rows.iter().take_while(|row| says(row)).count(),
        false => rows.partition_point(says),
    };
    match saying {
        0 => rows,
        saying => &rows[..saying],
    }
}

/// Whether the text of a task may promise something by days of its own.
fn may_promise(row: TaskRow<'_>, telling: &Telling) -> bool {
    row.words().key.promises || telling.may_be_dated(row.words())
}

/// What the text of a task promises by days of its own: in clauses on what the question is about; of what it is about,
/// where the task has no deadline or speaks of that in its text only; else all, where it has no deadline.
fn promised(row: TaskRow<'_>, question: &Question) -> Promises {
    let Find::Tasks(TaskFilter { topics, .. }, _) = &question.find else { return Promises::default() };
    // The task is read only where its words tell that there may be something.
    if !row.promises.unwrap_or_else(|| may_promise(row, &Telling::of(topics))) {
        return Promises::default();
    }
    let task = row.record();
    let clauses = said::dated_clauses(task, topics, question);
    if !clauses.is_empty() {
        return Promises { found: clauses, of_what_is_asked: true };
    }
    let asked: Vec<Vec<char>> = topics.iter().map(|topic| fold(&topic.asked).chars().collect()).collect();
    let pairs: Vec<String> =
        asked.iter().flat_map(|words| words.windows(2)).map(|pair| pair.iter().collect()).collect();
    let shared = |promise: &DatedCommitment| {
        let quote = fold(&promise.quote);
        pairs.iter().filter(|pair| quote.contains(pair.as_str())).count()
    };
    let most = task.commitments.iter().map(shared).max().unwrap_or(0);
    let undated = task.deadline == Deadline::None;
    let far = |topic: &Topic| topic.tasks.get(&task.id).is_some_and(|mention| mention.field == TopicField::Text);
    // Half of the words and more: a promise of something else shares fewer.
    let own = 2 * most >= pairs.len();
    let of_what_is_asked = most > 0 && if topics.iter().any(far) { own } else { undated };
    let counts = |promise: &&DatedCommitment| if of_what_is_asked { shared(promise) == most } else { undated };
    let clause = |promise: &DatedCommitment| DatedClause {
        quote: promise.quote.clone(),
        day: Some(promise.end),
        part: promise.quote.clone(),
        printed: promise.raw.clone(),
        limits: true,
    };
    Promises { found: task.commitments.iter().filter(counts).map(clause).collect(), of_what_is_asked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Names, understand};
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn promises_of_tasks_without_a_deadline_are_told_in_the_language_of_the_question() {
        let text = "江北县2022年工作方案\n一、重点任务\n\
            （一）整治土地。2022年3月底前摸清土地面积，建立台账。2022年4月底前公示面积，听取意见。持续规范管理。\n责任单位：县农业农村局\n\
            （二）修建水渠。疏通水渠。2022年3月底前验收一段水渠，再修二段。\n责任单位：县水利局\n完成时限：2022年5月底\n";
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let facts = vec![zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source))];
        let names = Names::gather(lexicon(), &facts);
        let clock = Clock { today: "2022-01-20".parse().unwrap() };
        let documents = Documents { names: &names, records: &facts };
        let told = |asked: &str| promised_beside(&understand(asked, &names, &clock).unwrap(), documents);
        let chinese = told("2022年5月底前完成的任务有哪些？").unwrap();
        assert!(chinese.starts_with("另有 1 项未写时限") && chinese.contains("”；“"), "{chinese}");
        let english = told("Which tasks are due by May 2022?").unwrap();
        assert!(english.starts_with("1 more have no deadline") && english.contains("”; “"), "{english}");
        assert!(told("2022年2月底前完成的任务有哪些？").is_none());
    }
}
