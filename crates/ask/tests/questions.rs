//! The questions of `questions.toml` over the plan that ships with the project.

mod support;

use proptest::prelude::*;
use serde::Deserialize;
use support::plan;
use zhengtu_ask::{Answer, Cause, Clock, Names, NotUnderstood, Row, Short, answer, understand};
use zhengtu_lexicon::testing::lexicon;

/// The parts whose tasks and targets were labelled by hand.
const LABELLED: [u32; 7] = [0, 1, 2, 4, 6, 12, 19];

#[derive(Deserialize)]
struct File {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    ask: String,
    trap: Option<String>,
    today: Option<String>,
    refused: Option<String>,
    #[serde(default)]
    unknown: Vec<String>,
    rows: Option<Vec<String>>,
    units: Option<Vec<String>>,
    parts: Option<Vec<u32>>,
    answer: Option<toml::Value>,
    groups: Option<Vec<usize>>,
}

fn questions() -> Vec<Question> {
    toml::from_str::<File>(include_str!("questions.toml")).unwrap().question
}

#[test]
fn the_questions_are_many_and_have_traps() {
    let questions = questions();
    assert!(questions.len() >= 150, "{}", questions.len());
    assert!(questions.iter().filter(|question| question.trap.is_some()).count() >= 40);
}

#[test]
fn every_question_is_answered_or_refused_as_it_must_be() {
    let documents = vec![plan()];
    let names = Names::gather(lexicon(), &documents);
    let mut wrong = Vec::new();
    for question in questions() {
        let today = question.today.as_deref().unwrap_or("2021-05-20").parse().unwrap();
        let found = match understand(&question.ask, &names, &Clock { today }) {
            Ok(understood) => {
                let answer = answer(&understood, &names, &documents);
                differs(&question, &answer).map(|what| format!("{what}\n    {}", understood.restated))
            }
            Err(refusal) => differs_refused(&question, &refusal),
        };
        wrong.extend(found.map(|what| format!("{}\n    {what}", question.ask)));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[derive(Deserialize)]
struct Marks {
    mark: Vec<Mark>,
    cannot: Vec<Cannot>,
}

#[derive(Deserialize)]
struct Mark {
    name: String,
    example_zh: String,
    example_en: String,
}

#[derive(Deserialize)]
struct Cannot {
    example_zh: String,
}

#[test]
fn every_example_of_the_question_words_is_understood() {
    let documents = vec![plan()];
    let names = Names::gather(lexicon(), &documents);
    let clock = Clock { today: "2021-05-20".parse().unwrap() };
    let marks: Marks = toml::from_str(include_str!("../data/marks.toml")).unwrap();
    for mark in &marks.mark {
        for example in [&mark.example_zh, &mark.example_en] {
            let found = understand(example, &names, &clock);
            // What judges has examples of questions that are refused.
            let understood = found.is_ok() != (mark.name == "vague");
            assert!(understood, "{}: {example}: {found:?}", mark.name);
        }
    }
    for cannot in &marks.cannot {
        let found = understand(&cannot.example_zh, &names, &clock);
        assert!(
            found.is_err_and(|refused| matches!(*refused.cause, Cause::NotInPlans { .. })),
            "{}",
            cannot.example_zh
        );
    }
}

#[test]
fn any_text_is_answered_or_refused_without_delay() {
    let documents = vec![plan()];
    let names = Names::gather(lexicon(), &documents);
    let clock = Clock { today: "2021-05-20".parse().unwrap() };
    let long = "县税务局牵头的任务".repeat(2000);
    let refused = understand(&long, &names, &clock).unwrap_err();
    assert!(matches!(*refused.cause, Cause::TooLong { .. }));
    let fixed = [
        "\u{0}\u{1}\u{7}",
        "“",
        "((((",
        ".*+?[]{}|^$\\",
        "县.*局牵头哪些任务",
        "附件",
        "附件999999999999",
        "《",
        "\"\"\"",
        "2021-",
        "-06-30",
    ];
    for text in fixed {
        let _ = understand(text, &names, &clock).map(|understood| answer(&understood, &names, &documents).rows.len());
    }
    let pieces = [
        "县税务局",
        "牵头",
        "不",
        "6月底前",
        "附件6",
        "的任务",
        "和",
        "或",
        "由",
        "谁",
        "90%",
        "超过",
        "发票",
        "“",
        "《",
        "by june",
        "which",
        "annex 6",
        "\n",
        "除",
        "没有",
        "对比",
        "。",
    ];
    proptest!(ProptestConfig::with_cases(200), |(picks in proptest::collection::vec(0..pieces.len(), 1..12))| {
        let text: String = picks.iter().map(|&pick| pieces[pick]).collect();
        let _ = understand(&text, &names, &clock).map(|understood| answer(&understood, &names, &documents).rows.len());
    });
}

fn differs(question: &Question, answer: &Answer<'_>) -> Option<String> {
    if let Some(refused) = &question.refused {
        return Some(format!("answered with {} rows, should be refused: {refused}", answer.rows.len()));
    }
    let rows = places(answer);
    if let Some(wanted) = &question.rows
        && *wanted != rows
    {
        return Some(format!("wanted {wanted:?}\n    found  {rows:?}"));
    }
    let units = units(answer);
    if let Some(wanted) = &question.units
        && *wanted != units
    {
        return Some(format!("wanted {wanted:?}\n    found  {units:?}"));
    }
    let parts: Vec<u32> = answer.rows.iter().filter_map(part).collect();
    if question.parts.as_ref().is_some_and(|wanted| *wanted != parts) {
        return Some(format!("wanted {:?}\n    found  {parts:?}", question.parts));
    }
    let groups: Vec<usize> = answer.groups.iter().map(|group| group.value).collect();
    if question.groups.as_ref().is_some_and(|wanted| *wanted != groups) {
        return Some(format!("wanted {:?}\n    found  {groups:?}", question.groups));
    }
    match (&question.answer, &answer.answer) {
        (None, _) => None,
        (Some(wanted), Some(found)) if same(wanted, found) => None,
        (Some(wanted), found) => Some(format!("wanted {wanted}, found {found:?}")),
    }
}

fn differs_refused(question: &Question, refusal: &NotUnderstood) -> Option<String> {
    let found = match *refusal.cause {
        Cause::Empty => "empty",
        Cause::TooLong { .. } => "too-long",
        Cause::UnknownWords(_) => "unknown-words",
        Cause::UnknownUnit { .. } => "unknown-unit",
        Cause::AmbiguousUnit { .. } => "ambiguous-unit",
        Cause::ImpossibleDate(_) => "impossible-date",
        Cause::OpenYear(_) => "open-year",
        Cause::UnknownAnnex { .. } => "unknown-annex",
        Cause::NotInPlans { .. } => "not-in-plans",
        _ => "no-question",
    };
    if question.refused.as_deref() != Some(found) {
        return Some(format!("refused as {found}: {refusal}"));
    }
    let named = refusal.unknown();
    let missing: Vec<&String> = question.unknown.iter().filter(|word| !named.contains(word)).collect();
    (!missing.is_empty()).then(|| format!("does not name {missing:?}: {refusal}"))
}

/// The rows in the labelled parts, as `part:path`.
fn places(answer: &Answer<'_>) -> Vec<String> {
    let place = |row: &Row<'_>| match row {
        Row::Task(task) => Some((task.part, task.path.clone())),
        Row::Target(target) => Some((target.part, target.path.clone())),
        _ => None,
    };
    let labelled = answer.rows.iter().filter_map(place).filter(|(part, _)| LABELLED.contains(part));
    labelled.map(|(part, path)| format!("{part}:{path}")).collect()
}

fn part(row: &Row<'_>) -> Option<u32> {
    if let Row::Part(part) = row { Some(part.part) } else { None }
}

fn units(answer: &Answer<'_>) -> Vec<String> {
    let unit = |row: &Row<'_>| if let Row::Unit(unit) = row { Some(unit.unit.clone()) } else { None };
    answer.rows.iter().filter_map(unit).collect()
}

fn same(wanted: &toml::Value, found: &Short) -> bool {
    match (wanted, found) {
        (toml::Value::Integer(wanted), Short::Count(found)) => usize::try_from(*wanted) == Ok(*found),
        (toml::Value::Integer(wanted), Short::Number(found)) => (*wanted as f64 - found).abs() < 1e-9,
        (toml::Value::Float(wanted), Short::Number(found)) => (wanted - found).abs() < 1e-9,
        (toml::Value::String(wanted), Short::Text(found)) => wanted == found,
        _ => false,
    }
}
