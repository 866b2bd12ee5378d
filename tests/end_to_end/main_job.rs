//! The main job: a question about the plan, answered with its evidence.

use crate::support::{corpus, lines, on_corpus, run};
use serde_json::Value;
use tempfile::TempDir;

const QUESTION: &str = "县税务局牵头、2021年6月底前完成的任务有哪些？";

/// The tasks of annex 6 that the county's tax bureau leads by the end of June: number, title, deadline.
const TASKS: [(&str, &str, &str); 8] = [
    ("三/一/2", "推行“多税合一综合申报”", "2021-04-30"),
    ("三/二/1", "简化申报类、审批类业务流程", "2021-04-30"),
    ("三/二/2", "简化企业开办环节业务流程", "2021-04-30"),
    ("三/二/3", "扩展缴纳税费新渠道", "2021-06-30"),
    ("三/二/4", "简化表证单书", "2021-04-30"),
    ("三/三/3", "加快出口业务办理速度", "2021-06-30"),
    ("三/四/3", "严格规范公正文明执法", "2021-06-30"),
    ("三/四/4", "健全完善纳税信用管理制度", "2021-06-30"),
];

#[test]
fn the_question_of_the_readme_gets_exactly_its_eight_tasks() {
    let folder = TempDir::new().unwrap();
    let corpus = corpus();
    let printed = run(folder.path(), &["ask", "--from", corpus.to_str().unwrap(), QUESTION, "--format", "jsonl"]);
    let mut printed = lines(&printed);
    let first = printed.remove(0);
    assert!(first["understood"].as_str().unwrap().contains("县税务局"), "{first}");
    let found: Vec<(&str, &str, &str)> = printed
        .iter()
        .map(|task| {
            assert_eq!(task["part"], 6);
            assert_eq!(task["units"][0]["name"], "县税务局");
            assert_eq!(task["units"][0]["ground"], "sole");
            let field = |name: &str| task[name].as_str().unwrap();
            (field("path"), field("title"), task["deadline"]["end"].as_str().unwrap())
        })
        .collect();
    assert_eq!(found, TASKS);
}

#[test]
fn the_answer_for_people_names_annex_number_deadline_ground_and_passage() {
    let short = on_corpus(&["ask", QUESTION]);
    assert!(short.starts_with("回答：共 8 项。"), "{short}");
    assert_eq!(short.matches("牵头：县税务局（唯一单位）").count(), 8);
    let printed = on_corpus(&["ask", QUESTION, "--evidence"]);
    for (path, title, deadline) in TASKS {
        assert!(printed.contains(&format!("附件6 {path} {title}")), "{printed}");
        assert!(printed.contains(deadline));
    }
    assert_eq!(printed.matches("县税务局（牵头，唯一单位）").count(), 8);
    assert!(printed.contains("第489行〕责任单位：县税务局"), "{printed}");
}

#[test]
fn the_saved_query_gives_the_same_tasks_as_sparql_results() {
    let arguments = ["query", "tasks-led-by-unit", "-p", "unit=税务局", "-p", "due=2021-06-30", "--format", "json"];
    let results: Value = serde_json::from_str(&on_corpus(&arguments)).unwrap();
    let rows = results["results"]["bindings"].as_array().unwrap();
    let found: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|row| {
            let value = |name: &str| row[name]["value"].as_str().unwrap();
            (value("path"), value("title"), value("deadline"))
        })
        .collect();
    assert_eq!(found, TASKS);
}

#[test]
fn a_unit_that_leads_nothing_by_the_date_gets_an_empty_answer_with_a_reason() {
    let printed = lines(&on_corpus(&["ask", "县司法局牵头、2021年1月底前完成的任务有哪些？", "--format", "jsonl"]));
    assert_eq!(printed.len(), 1);
    assert!(printed[0]["answer"].is_null());
    assert!(printed[0]["reason"].is_string());
}
