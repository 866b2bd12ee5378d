//! Questions to begin with, from `data/questions.toml`: filled with what the documents name, and only those that have an
//! answer.

use crate::opened::Opened;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use zhengtu_ask::Clock;
use zhengtu_model::{Date, Role};
use zhengtu_say::Lang;

/// How many are shown.
const SHOWN: usize = 3;

/// Groups of questions, of each of which one is asked.
#[derive(Default, Deserialize)]
struct Questions {
    zh: Vec<Vec<String>>,
    en: Vec<Vec<String>>,
}

// The file is part of the program; a test reads it.
static QUESTIONS: LazyLock<Questions> =
    LazyLock::new(|| toml::from_str(include_str!("../data/questions.toml")).unwrap_or_default());

/// The first question of each group that the knowledge base answers.
pub fn of(opened: &Opened, lang: Lang) -> Vec<String> {
    let values = values(opened);
    let answered = |question: &String| {
        opened.reply(question, None, Clock::now()).is_ok_and(|reply| {
            let answer = reply.answer.filter(|_| reply.read.is_ok());
            answer.is_some_and(|answer| !answer.rows.is_empty() || !answer.groups.is_empty() || answer.answer.is_some())
        })
    };
    let first = |group: &Vec<String>| group.iter().filter_map(|question| filled(question, &values)).find(answered);
    lang.pick(&QUESTIONS.zh, &QUESTIONS.en).iter().filter_map(first).take(SHOWN).collect()
}

/// A question with the values that it names; none where one of them is missing.
fn filled(question: &str, values: &BTreeMap<&str, String>) -> Option<String> {
    let mut text = question.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    (!text.contains('{')).then_some(text)
}

/// What the documents give for the questions.
fn values(opened: &Opened) -> BTreeMap<&'static str, String> {
    let mut values = BTreeMap::new();
    if let Some((body, day)) = busiest(opened) {
        values.insert("body", body);
        if let Some(day) = day {
            values.insert("year", day.year().to_string());
            values.insert("month", day.month().to_string());
        }
    }
    if let Some(annex) = opened.tasks().map(|task| task.part).find(|part| *part > 0) {
        values.insert("annex", annex.to_string());
    }
    values
}

/// The body that leads most tasks, and the day by which half of those with a day are due.
fn busiest(opened: &Opened) -> Option<(String, Option<Date>)> {
    let mut led: BTreeMap<&str, Vec<Option<Date>>> = BTreeMap::new();
    for task in opened.tasks() {
        for unit in task.units.iter().filter(|unit| unit.role == Role::Lead) {
            led.entry(opened.bodies.name(&task.doc, &unit.name)).or_default().push(task.deadline.end());
        }
    }
    let (name, days) = led.into_iter().max_by_key(|(_, days)| days.len())?;
    let mut days: Vec<Date> = days.into_iter().flatten().collect();
    days.sort_unstable();
    Some((name.to_owned(), days.get(days.len() / 2).copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_without_one_of_its_values_is_left_out() {
        assert!(QUESTIONS.zh.len() >= SHOWN && QUESTIONS.en.len() >= SHOWN);
        let values = BTreeMap::from([("body", "县税务局".to_owned())]);
        assert_eq!(filled("{body}牵头哪些任务？", &values).as_deref(), Some("县税务局牵头哪些任务？"));
        assert_eq!(filled("附件{annex}有多少项任务？", &values), None);
    }
}
