//! Eight plans of eight governments in one knowledge base (`tests/plans`): whose is whose.

use crate::support::{lines, on_plans};
use serde_json::Value;
use std::collections::BTreeMap;

/// A plan: file, title, issuer, place, code, level, number, days of issue, force and end, kind, tasks.
type Known =
    (&'static str, [&'static str; 4], &'static str, &'static str, [Option<&'static str>; 3], &'static str, usize);

/// What is known of the plans, in the order of their files.
const PLANS: [Known; 8] = [
    (
        "guangyuan-2022.txt",
        ["广元市优化营商环境实施方案", "广元市人民政府", "广元市", "510800"],
        "city",
        "广府发〔2022〕109号",
        [Some("2022-06-20"), Some("2022-07-01"), Some("2024-12-31")],
        "实施方案",
        7,
    ),
    (
        "jiange-2023.txt",
        ["剑阁县优化营商环境工作方案", "剑阁县人民政府办公室", "剑阁县", "510823"],
        "county",
        "剑府办发〔2023〕105号",
        [Some("2023-02-08"), None, None],
        "工作方案",
        7,
    ),
    (
        "jiangsu-2024.txt",
        ["江苏省制造业智能化改造数字化转型三年行动计划（2024—2026年）", "江苏省人民政府", "江苏省", "320000"],
        "province",
        "苏政发〔2024〕121号",
        [Some("2024-01-15"), Some("2024-02-01"), Some("2026-12-31")],
        "行动计划",
        6,
    ),
    (
        "kunshan-2025.txt",
        ["昆山市制造业数字化改造提升工作方案", "昆山市人民政府办公室", "昆山市", "320583"],
        "county",
        "昆政办发〔2025〕115号",
        [Some("2025-03-18"), None, None],
        "工作方案",
        4,
    ),
    (
        "sichuan-2022.txt",
        ["四川省优化营商环境行动方案", "四川省人民政府办公厅", "四川省", "510000"],
        "province",
        "川办发〔2022〕118号",
        [Some("2022-03-10"), Some("2022-03-10"), Some("2025-03-09")],
        "行动方案",
        7,
    ),
    (
        "suzhou-2024.txt",
        ["苏州市制造业智能化改造数字化转型实施方案", "苏州市人民政府办公室", "苏州市", "320500"],
        "city",
        "苏府办〔2024〕188号",
        [Some("2024-05-06"), Some("2024-05-06"), Some("2026-12-31")],
        "实施方案",
        5,
    ),
    (
        "tongzi-2023.txt",
        ["桐梓县养老服务体系建设若干措施", "桐梓县人民政府", "桐梓县", "520322"],
        "county",
        "桐府发〔2023〕103号",
        [Some("2023-08-01"), Some("2023-09-01"), Some("2028-08-31")],
        "若干措施",
        5,
    ),
    (
        "zunyi-2021.txt",
        ["遵义市2021年优化营商环境工作要点", "遵义市人民政府办公室", "遵义市", "520300"],
        "city",
        "遵府办发〔2021〕112号",
        [Some("2021-04-12"), None, None],
        "工作要点",
        5,
    ),
];

#[test]
fn each_plan_says_what_it_is_and_holds_its_own_tasks() {
    let mut tasks: BTreeMap<String, usize> = BTreeMap::new();
    for task in lines(&on_plans(&["export", "tasks"])) {
        *tasks.entry(task["doc"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let documents = lines(&on_plans(&["export", "documents"]));
    assert_eq!(documents.len(), PLANS.len());
    for (document, (file, [title, issuer, place, code], level, number, days, kind, count)) in
        documents.iter().zip(PLANS)
    {
        let text = |field: &str| document[field].as_str();
        assert_eq!(text("doc"), Some(file));
        let said = ["title", "issuer", "level", "number", "kind"].map(text);
        assert_eq!(said, [title, issuer, level, number, kind].map(Some), "{file}");
        assert_eq!(document["place"], serde_json::json!({ "name": place, "code": code }), "{file}");
        assert_eq!(["issued", "valid_from", "valid_to"].map(text), days, "{file}");
        assert_eq!(tasks[file], count, "{file}");
    }
}

/// The tasks by document and leading body.
fn led() -> BTreeMap<(String, String), usize> {
    let mut led = BTreeMap::new();
    for task in lines(&on_plans(&["export", "tasks"])) {
        for unit in task["units"].as_array().unwrap().iter().filter(|unit| unit["role"] == "lead") {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            *led.entry((text(&task["doc"]), text(&unit["name"]))).or_default() += 1;
        }
    }
    led
}

#[test]
fn bodies_of_one_name_lead_the_tasks_of_their_own_plan() {
    let led = led();
    let of = |doc: &str, body: &str| led.get(&(doc.to_owned(), body.to_owned())).copied().unwrap_or_default();
    for (doc, finance, taxation) in
        [("guangyuan-2022.txt", 2, 1), ("suzhou-2024.txt", 1, 1), ("zunyi-2021.txt", 2, 1), ("kunshan-2025.txt", 0, 1)]
    {
        assert_eq!((of(doc, "市财政局"), of(doc, "市税务局")), (finance, taxation), "{doc}: {led:?}");
    }
}
