//! The saved queries on a small plan read by hand.

mod common;

use common::{both, county_graph, lines};
use zhengtu_store::{Graph, Library, Limits, Results, StoreError};

fn run(graph: &Graph, name: &str, given: &[(&str, &str)]) -> Result<Results, StoreError> {
    let saved = Library::built_in().get(name)?;
    let given: Vec<(String, String)> = given.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    graph.query(&saved.prepare(graph, &given)?, &Limits::NONE)
}

fn titles(results: &Results) -> Vec<String> {
    results.table().unwrap().column("title")
}

#[test]
fn a_unit_is_named_as_a_person_would_and_leads_what_it_stands_alone_for() {
    let graph = county_graph();
    for name in ["税务局", "县税务局", "甲县税务局", "税务部门", "税务"] {
        let results = run(&graph, "tasks-led-by-unit", &[("unit", name)]).unwrap();
        assert_eq!(titles(&results), ["压缩办税时间", "公开进度"], "{name}");
        assert_eq!(results.table().unwrap().column("ground"), ["唯一单位", "写明"]);
    }
}

#[test]
fn a_date_keeps_to_the_tasks_that_are_due_by_it() {
    let graph = county_graph();
    let given = |due| [("unit", "税务局"), ("due", due)];
    assert_eq!(titles(&run(&graph, "tasks-led-by-unit", &given("2021-06-30")).unwrap()), ["压缩办税时间"]);
    assert!(run(&graph, "tasks-led-by-unit", &given("2021-06-29")).unwrap().is_empty());
    println!("{}", lines(run(&graph, "tasks-led-by-unit", &given("2021-06-30")).unwrap().table().unwrap()));
}

#[test]
fn a_name_that_two_bodies_could_have_is_refused_with_the_candidates() {
    let error = run(&both(), "tasks-led-by-unit", &[("unit", "税务局")]).unwrap_err();
    assert_eq!(error.to_string(), "参数 unit：有多个叫“税务局”的单位，请写全：县税务局、市税务局");
    assert!(error.is_usage());
}

#[test]
fn the_same_name_in_two_documents_is_asked_for_in_both() {
    let results = run(&both(), "duties-of-unit", &[("unit", "县财政局")]).unwrap();
    let documents = results.table().unwrap().column("doc");
    assert!(documents.contains(&"city.txt".to_owned()) && documents.contains(&"county.txt".to_owned()));
}

#[test]
fn an_unknown_name_is_refused_with_what_there_is() {
    let error = run(&county_graph(), "tasks-led-by-unit", &[("unit", "教育局")]).unwrap_err();
    let message = error.to_string();
    assert!(
        message.starts_with("参数 unit：没有叫“教育局”的单位；可用的有：") && message.contains("县财政局"),
        "{message}"
    );
}

#[test]
fn parameters_that_are_missing_unknown_repeated_or_wrong_are_named() {
    let graph = county_graph();
    let message = |given: &[(&str, &str)]| run(&graph, "tasks-led-by-unit", given).unwrap_err().to_string();
    assert!(message(&[]).contains("缺少参数 unit"));
    assert!(message(&[("unit", "税务局"), ("until", "x")]).contains("没有参数 until；它的参数有：unit、due"));
    assert!(message(&[("unit", "税务局"), ("unit", "财政局")]).contains("给了两次"));
    assert!(message(&[("unit", "税务局"), ("due", "2021-06-31")]).contains("不是日期：应形如 2021-06-30"));
    assert!(message(&[("unit", " ")]).contains("是空的"));
}
