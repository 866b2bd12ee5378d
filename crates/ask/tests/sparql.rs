//! The SPARQL that is shown gives the rows that are given.

mod support;

use serde::Deserialize;
use std::collections::BTreeSet;
use support::{plan, plan_text};
use zhengtu_ask::{Answer, By, Clock, Find, Focus, Names, Row, Short, answer, understand};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_store::{Graph, Limits, Query, Table};

#[derive(Deserialize)]
struct File {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    ask: String,
    today: Option<String>,
}

/// What identifies the rows: the IRIs of tasks and targets, the names of units and parts.
fn rows(answer: &Answer<'_>) -> BTreeSet<String> {
    let key = |row: &Row<'_>| match row {
        Row::Task(task) => task.id.clone(),
        Row::Target(target) => target.id.clone(),
        Row::Unit(unit) => unit.unit.clone(),
        Row::Part(part) => part.part.to_string(),
        Row::Document(info) => info.name.clone(),
    };
    answer.rows.iter().map(key).collect()
}

/// The values of a variable: IRIs whole, literals without their quotes.
fn values(table: &Table, variable: &str) -> BTreeSet<String> {
    let at = table.variables.iter().position(|name| name == variable).unwrap();
    let terms = table.rows.iter().map(|row| row[at].as_ref().unwrap().to_string());
    terms.map(|term| term.split("^^").next().unwrap_or_default().trim_matches(['<', '>', '"']).to_owned()).collect()
}

fn column(find: &Find) -> &'static str {
    match find {
        Find::Tasks(..) => "task",
        Find::Targets(..) | Find::Compare(..) => "target",
        Find::Units(..) => "unit",
        Find::Groups(grouping) if grouping.rows => "task",
        Find::Groups(grouping) => match grouping.by {
            By::Unit => "unit",
            By::Annex => "part",
            By::Document => "doc",
            By::Government => "government",
            By::Month => "month",
            By::Role => "role",
        },
        Find::Annexes(..) => "part",
        Find::Documents(_) => "doc",
    }
}

fn counts(find: &Find) -> bool {
    matches!(
        find,
        Find::Tasks(_, Focus::Count)
            | Find::Targets(_, Focus::Count)
            | Find::Units(_, Focus::Count)
            | Find::Annexes(_, Focus::Count)
    ) || matches!(find, Find::Documents(search) if search.count)
}

#[test]
fn the_query_shown_gives_the_rows_of_the_answer() {
    let documents = vec![plan()];
    let base = zhengtu_rdf::Base::default();
    let text = plan_text();
    let run = zhengtu_rdf::Run { text: &text, program: "test", lexicon: "test" };
    let graph = Graph::from_quads(zhengtu_rdf::quads(&documents[0], &base, &run)).unwrap();
    let names = Names::gather(lexicon(), &documents);
    let questions: File = toml::from_str(include_str!("questions.toml")).unwrap();
    let mut compared = 0;
    for question in &questions.question {
        let today = question.today.as_deref().unwrap_or("2021-05-20").parse().unwrap();
        let Ok(understood) = understand(&question.ask, &names, &Clock { today }) else { continue };
        let answer = answer(&understood, &names, &documents);
        let query = Query::parse(&understood.query).unwrap_or_else(|error| panic!("{error}\n{}", understood.query));
        let results = graph.query(&query, &Limits::default()).unwrap();
        let table: &Table = results.table().unwrap();
        if counts(&understood.question.find) {
            let found = table.column("count").concat();
            let Some(Short::Count(count)) = answer.answer else { panic!("{}", question.ask) };
            assert_eq!(found, count.to_string(), "{}\n{}", question.ask, understood.query);
        } else {
            let found = values(table, column(&understood.question.find));
            assert_eq!(found, rows(&answer), "{}\n{}", question.ask, understood.query);
        }
        compared += 1;
    }
    assert!(compared > 130, "{compared}");
}
