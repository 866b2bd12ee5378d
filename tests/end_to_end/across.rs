//! Eight plans of eight governments in one knowledge base (`tests/plans`): whose is whose.

use crate::support::{fail, lines, on_plans, plans, plans_kb, run, zhengtu};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use zhengtu_store::Library;

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

/// The rows of a saved query over the made plans.
fn rows(query: &str, parameters: &[&str]) -> Vec<Value> {
    let given = parameters.iter().flat_map(|parameter| ["-p", parameter]);
    lines(&on_plans(&["query", query, "--format", "jsonl"].into_iter().chain(given).collect::<Vec<_>>()))
}

fn cell<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().unwrap_or_default()
}

fn column(rows: &[Value], column: &str) -> Vec<String> {
    rows.iter().map(|row| cell(row, column).to_owned()).collect()
}

/// How many rows have each value of a column.
fn counted(rows: &[Value], column: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(cell(row, column).to_owned()).or_default() += 1;
    }
    counts
}

fn counts(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected.iter().map(|&(name, count)| (name.to_owned(), count)).collect()
}

/// The tasks of the bodies of two functions, whatever their part in them.
const FINANCE: [(&str, usize); 8] = [
    ("四川省财政厅", 2),
    ("广元市财政局", 4),
    ("剑阁县财政局", 3),
    ("江苏省财政厅", 2),
    ("苏州市财政局", 4),
    ("昆山市财政局", 2),
    ("遵义市财政局", 3),
    ("桐梓县财政局", 3),
];
const TAXATION: [(&str, usize); 8] = [
    ("四川省税务局", 3),
    ("广元市税务局", 3),
    ("剑阁县税务局", 3),
    ("江苏省税务局", 1),
    ("苏州市税务局", 2),
    ("昆山市税务局", 1),
    ("遵义市税务局", 2),
    ("桐梓县税务局", 1),
];

#[test]
fn a_function_means_the_bodies_of_all_governments_and_a_place_before_it_one() {
    for (name, bodies) in [("财政局", FINANCE), ("税务局", TAXATION)] {
        let found = rows("duties-of-organization", &[&format!("unit={name}")]);
        let by_body = counted(&found, "organization");
        for (body, tasks) in bodies {
            assert_eq!(by_body.get(body), Some(&tasks), "{name}: {by_body:?}");
            let alone = rows("duties-of-organization", &[&format!("unit={body}")]);
            assert_eq!((alone.len(), counted(&alone, "organization").len()), (tasks, 1), "{body}");
        }
        assert_eq!(found.len(), bodies.iter().map(|(_, tasks)| tasks).sum::<usize>());
    }
    let several = rows("duties-of-organization", &["unit=广元市财政局、苏州市税务局"]);
    assert_eq!(counted(&several, "organization"), counts(&[("广元市财政局", 4), ("苏州市税务局", 2)]));
    let in_short = rows("duties-of-organization", &["unit=广元财政局"]);
    assert_eq!(counted(&in_short, "organization"), counts(&[("广元市财政局", 4)]));
}

#[test]
fn the_tasks_that_a_body_leads_are_listed_for_each_plan() {
    let led = rows("tasks-led-by-unit", &["unit=税务局"]);
    let plans = counted(&led, "plan");
    assert!(plans.values().all(|&count| count == 1), "{plans:?}");
    assert_eq!(
        counted(&led, "government"),
        counts(&[("四川省", 1), ("广元市", 1), ("剑阁县", 1), ("苏州市", 1), ("昆山市", 1), ("遵义市", 1)])
    );
    // A name that three governments use is shown with the plan of each.
    let finance = rows("tasks-led-by-unit", &["unit=市财政局"]);
    assert_eq!(counted(&finance, "government"), counts(&[("广元市", 2), ("苏州市", 1), ("遵义市", 2)]));
}

#[test]
fn a_query_keeps_to_a_place_with_what_lies_in_it_a_level_a_document_or_days() {
    let governments = |parameters: &[&str]| -> Vec<String> { column(&rows("plans", parameters), "government") };
    let sorted = |names: &[&str]| {
        let mut names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        names.sort();
        names
    };
    for (parameters, expected) in [
        (&["place=四川省"][..], &["四川省", "广元市", "剑阁县"][..]),
        (&["place=广元市"], &["广元市", "剑阁县"]),
        (&["place=苏州"], &["苏州市", "昆山市"]),
        (&["place=广元市", "place=昆山市"], &["广元市", "剑阁县", "昆山市"]),
        (&["level=市级"], &["广元市", "苏州市", "遵义市"]),
        (&["level=county", "place=江苏省"], &["昆山市"]),
        (&["issued-from=2024"], &["江苏省", "苏州市", "昆山市"]),
        (&["issued-from=2022-06", "issued-until=2023-03-01"], &["广元市", "剑阁县"]),
        (&["doc=工作方案"], &["剑阁县", "昆山市"]),
        (&["doc=川办发[2022]118号"], &["四川省"]),
        (&["doc=营商环境"], &["四川省", "广元市", "剑阁县", "遵义市"]),
    ] {
        let mut found = governments(parameters);
        found.sort();
        assert_eq!(found, sorted(expected), "{parameters:?}");
    }
    let (status, message) = fail(plans_kb(), &["query", "plans", "-p", "place=成都市"]);
    assert!(status == 3 && message.contains("没有“成都市”及其下级的文件") && message.contains("广元市"), "{message}");
    let (status, message) = fail(plans_kb(), &["query", "plans", "-p", "level=区域级"]);
    assert!(status == 2 && message.contains("可用：国家级、省级"), "{message}");
}

#[test]
fn every_command_that_reads_keeps_to_the_documents_that_are_meant() {
    let docs = |arguments: &[&str]| {
        let found = lines(&on_plans(arguments));
        counted(&found, "doc").into_keys().collect::<Vec<_>>()
    };
    let expected = ["guangyuan-2022.txt", "jiange-2023.txt"];
    assert_eq!(docs(&["export", "tasks", "--place", "广元市"]), expected);
    assert_eq!(docs(&["export", "targets", "--place", "广元市"]), expected);
    assert_eq!(docs(&["search", "财政局", "--place", "广元市", "--all", "--format", "jsonl"]), expected);
    assert_eq!(
        docs(&["export", "tasks", "--level", "省级,市级", "--issued-until", "2022-04"]),
        ["sichuan-2022.txt", "zunyi-2021.txt"]
    );
    let search = |words: &str| docs(&["search", words, "--all", "--format", "jsonl"]);
    assert_eq!(search("财政局 地区:广元市"), expected, "a place has what lies in it");
    let graph = on_plans(&["export", "graph", "--format", "nquads", "--place", "桐梓县"]);
    assert!(graph.contains("/doc/tongzi-2023.txt/") && !graph.contains("/doc/zunyi-2021.txt/"));
}

/// The parameters of the queries that need some.
const PARAMETERS: &[(&str, &[&str])] = &[
    ("duties-of-organization", &["unit=财政局"]),
    ("duties-of-unit", &["unit=财政局"]),
    ("joint-tasks", &["unit=财政局", "other=税务局"]),
    ("matter-across-levels", &["word=企业开办"]),
    ("plans-in-force", &["day=2024-06-30"]),
    ("plans-on-matter", &["word=营商环境"]),
    ("progress", &["until=2023-01-01"]),
    ("provenance", &["fact=https://zhengtu.example/doc/zunyi-2021.txt/part/0/task/table/1"]),
    ("search-tasks", &["words=办电"]),
    ("targets-across-governments", &["word=企业开办"]),
    ("targets-by-indicator", &["word=时间"]),
    ("tasks-citing-document", &["word=方案"]),
    ("tasks-due-in-month", &["month=2022-12"]),
    ("tasks-led-by-unit", &["unit=财政局"]),
    ("tasks-mentioning", &["word=办理"]),
    ("tasks-overdue", &["at=2023-01-01"]),
];

#[test]
fn every_saved_query_says_the_plan_and_the_government_of_each_row() {
    let mut seen = 0;
    for saved in Library::built_in().all().unwrap() {
        let given = PARAMETERS.iter().find(|(name, _)| *name == saved.name).map_or(&[][..], |(_, given)| given);
        for row in rows(&saved.name, given) {
            let file = [cell(&row, "doc"), cell(&row, "file")].concat();
            let known = PLANS.iter().find(|plan| plan.0 == file);
            let (_, [title, _, place, _], ..) = known.unwrap_or_else(|| panic!("{}: {row}", saved.name));
            assert_eq!((cell(&row, "plan"), cell(&row, "government")), (*title, *place), "{}: {row}", saved.name);
            // What the row identifies is of that document.
            for value in row.as_object().unwrap().values().filter_map(Value::as_str) {
                let other = value.contains("/doc/") && !value.contains(&format!("/doc/{file}"));
                assert!(!other, "{}: {row}", saved.name);
            }
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
}

/// Which plan is linked with which, on what ground, and how many tasks it takes up.
fn linked(folder: &Path) -> Vec<(String, String, String, u64)> {
    let found = lines(&run(folder, &["query", "plan-links", "--format", "jsonl"]));
    let link = |row: &Value| {
        let [lower, ground, higher] =
            ["government", "ground", "higherGovernment"].map(|name| cell(row, name).to_owned());
        (lower, ground, higher, row["taken"].as_u64().unwrap())
    };
    let mut links: Vec<_> = found.iter().map(link).collect();
    links.sort();
    links
}

fn links(expected: &[(&str, &str, &str, u64)]) -> Vec<(String, String, String, u64)> {
    let mut links: Vec<_> = expected
        .iter()
        .map(|&(lower, ground, higher, taken)| (lower.to_owned(), ground.to_owned(), higher.to_owned(), taken))
        .collect();
    links.sort();
    links
}

#[test]
fn plans_of_one_line_are_linked_each_on_its_ground_and_no_others() {
    assert_eq!(
        linked(plans_kb()),
        links(&[
            ("广元市", "写明引用", "四川省", 5),
            ("剑阁县", "写明引用", "广元市", 4),
            ("剑阁县", "同一件事", "四川省", 4),
            ("苏州市", "写明引用", "江苏省", 4),
            ("昆山市", "写明引用", "苏州市", 3),
            ("昆山市", "同一件事", "江苏省", 3),
        ])
    );
}

#[test]
fn a_matter_is_shown_at_all_levels_with_bodies_targets_and_limits() {
    let found = rows("matter-across-levels", &["word=企业开办", "place=四川省"]);
    let told: Vec<[&str; 5]> = found
        .iter()
        .map(|row| ["level", "government", "lead", "aims", "deadline"].map(|name| cell(row, name)))
        .collect();
    assert_eq!(
        told,
        [
            ["省", "四川省", "省市场监管局", "企业开办时间压缩至1个工作日以内", "2022-12-31"],
            ["市", "广元市", "市行政审批局", "企业开办时间压缩至1个工作日以内", "2022-12-31"],
            ["县", "剑阁县", "县市场监管局", "企业开办时间压缩至2个工作日以内", "2023-06-30"],
        ]
    );
}

#[test]
fn targets_are_compared_over_governments() {
    let found = rows("targets-across-governments", &["word=一般登记办理时间"]);
    let told: Vec<(&str, f64, &str)> = found
        .iter()
        .map(|row| (cell(row, "government"), row["value"].as_f64().unwrap(), cell(row, "standing")))
        .collect();
    assert_eq!(
        told,
        [("四川省", 3.0, ""), ("广元市", 5.0, "放宽（四川省）"), ("剑阁县", 5.0, "相同（广元市）、放宽（四川省）")]
    );
    // A city has a part only of what the province wants.
    let found = rows("targets-across-governments", &["word=政府性融资担保余额", "place=四川省"]);
    assert!(found.iter().skip(1).all(|row| cell(row, "standing").starts_with("不可比")), "{found:?}");
}

#[test]
fn what_no_lower_plan_takes_up_and_what_a_lower_plan_has_of_its_own_is_listed() {
    let titles = |query: &str, given: &[&str]| -> Vec<String> { column(&rows(query, given), "title") };
    assert_eq!(
        titles("tasks-not-taken-up", &["place=四川省"]),
        ["提升办电效率", "培育旅游市场主体", "清理拖欠企业账款", "加强知识产权保护", "推行“双随机、一公开”监管"]
    );
    assert_eq!(
        titles(
            "tasks-not-taken-up",
            &["lower=剑阁县优化营商环境工作方案", "doc=四川省优化营商环境行动方案", "doc=jiange-2023"]
        ),
        ["加强知识产权保护", "提升办电效率", "推行“双随机、一公开”监管"]
    );
    assert_eq!(titles("tasks-of-own", &["place=广元市"]), ["发展特色农业", "推广电子营业执照", "开展银企对接"]);
    let all = rows("tasks-of-own", &[]);
    assert_eq!(counted(&all, "government").get("广元市"), Some(&2), "{all:?}");
}

#[test]
fn another_plan_on_a_matter_and_those_in_force_on_a_day_are_found() {
    let found = rows("plans-on-matter", &["word=营商环境"]);
    let governments: Vec<String> = counted(&found, "government").into_keys().collect();
    assert_eq!(governments, ["剑阁县", "四川省", "广元市", "遵义市"]);
    let on = |day: &str| counted(&rows("plans-in-force", &[&format!("day={day}")]), "government");
    assert_eq!(on("2021-12-31"), counts(&[("遵义市", 1)]));
    let later = on("2025-01-01");
    assert!(
        later.contains_key("四川省") && !later.contains_key("广元市") && !later.contains_key("昆山市"),
        "{later:?}"
    );
    assert!(!on("2025-03-10").contains_key("四川省"));
}

#[test]
fn a_plan_that_is_replaced_or_removed_changes_its_own_rows_and_links_only() {
    let folder = TempDir::new().unwrap();
    for plan in PLANS {
        fs::copy(plans().join(plan.0), folder.path().join(plan.0)).unwrap();
    }
    run(folder.path(), &["build", "."]);
    let before = linked(folder.path());
    let bodies = |folder: &Path| {
        let found = lines(&run(folder, &["query", "duties-of-organization", "-p", "unit=财政局", "--format", "jsonl"]));
        counted(&found, "organization")
    };
    assert_eq!((bodies(folder.path()), before.len()), (counts(&FINANCE), 6));

    // The city's plan no longer cites the province's, and one of its tasks has another body.
    let path = folder.path().join("guangyuan-2022.txt");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("根据《四川省优化营商环境行动方案》（川办发〔2022〕118号）精神，", "");
    fs::write(
        &path,
        text.replace("配合单位：市财政局\n完成时限：2022年12月", "配合单位：市审计局\n完成时限：2022年12月"),
    )
    .unwrap();
    run(folder.path(), &["build", "."]);
    let mut finance = counts(&FINANCE);
    finance.insert("广元市财政局".to_owned(), 3);
    assert_eq!(bodies(folder.path()), finance);
    let mut changed = before;
    changed.iter_mut().filter(|link| link.0 == "广元市").for_each(|link| link.1 = "同一件事".to_owned());
    changed.sort();
    assert_eq!(linked(folder.path()), changed);

    fs::remove_file(folder.path().join("sichuan-2022.txt")).unwrap();
    run(folder.path(), &["build", "."]);
    finance.remove("四川省财政厅");
    assert_eq!(bodies(folder.path()), finance);
    let left: Vec<_> = changed.into_iter().filter(|link| link.2 != "四川省").collect();
    assert_eq!(linked(folder.path()), left);
}

#[test]
fn a_plan_is_checked_against_the_one_above_it() {
    let against = ["check", "--doc", "剑阁县优化营商环境工作方案", "--against", "广元市优化营商环境实施方案"];
    let found = lines(&on_plans(&[&against[..], &["--format", "jsonl"]].concat()));
    let told = |code: &str| {
        let of_code = found.iter().filter(|finding| finding["code"] == code);
        of_code.map(|finding| cell(finding, "message").to_owned()).collect::<Vec<_>>()
    };
    let has = |code: &str, words: &[&str]| {
        let messages = told(code);
        assert!(
            messages.iter().any(|message| words.iter().all(|word| message.contains(word))),
            "{words:?}: {messages:?}"
        );
    };
    has("level-weaker", &["压减办税时间", "85", "100"]);
    has("level-weaker", &["压缩企业开办时间", "1", "2"]);
    has("level-later", &["压缩企业开办时间", "2022-12-31", "2023-06-30"]);
    has("level-lead", &["压缩企业开办时间", "市行政审批局", "县市场监管局"]);
    assert_eq!(told("level-missing").len(), 3, "{found:?}");
    assert!(told("level-weaker").iter().all(|message| !message.contains("担保余额")));
    for finding in found.iter().filter(|finding| finding["code"] != "level-missing") {
        assert_eq!((cell(finding, "doc"), cell(&finding["b"], "doc")), ("jiange-2023.txt", "guangyuan-2022.txt"));
    }
    assert!(found.iter().all(|finding| finding["code"] != "level-missing" || finding["doc"] == "guangyuan-2022.txt"));
    let report = on_plans(&against);
    assert!(report.contains("100小时") && report.contains("85小时"), "both passages are shown: {report}");
    let output = zhengtu(plans_kb()).args(against).args(["--fail-on", "warning"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_higher_plan_may_be_a_file_and_all_below_it_are_checked() {
    let all = lines(&on_plans(&["check", "--against", "四川省优化营商环境行动方案", "--format", "jsonl"]));
    let docs: Vec<String> = counted(&all, "doc").into_keys().collect();
    assert_eq!(docs, ["guangyuan-2022.txt", "jiange-2023.txt", "sichuan-2022.txt"]);
    let folder = TempDir::new().unwrap();
    let (plan, higher) = (plans().join("jiange-2023.txt"), plans().join("sichuan-2022.txt"));
    run(folder.path(), &["build", plan.to_str().unwrap()]);
    let found = run(folder.path(), &["check", "--against", higher.to_str().unwrap(), "--format", "concise"]);
    assert!(found.contains("level-missing") && found.contains("加强知识产权保护"), "{found}");
    let (status, message) = fail(plans_kb(), &["check", "--against", "桐梓县养老服务体系建设若干措施"]);
    assert!(status == 2 && message.contains("没有“桐梓县养老服务体系建设若干措施”的下级计划"), "{message}");
    assert_eq!(fail(plans_kb(), &["check", "--against", "没有这样的计划"]).0, 3);
}

#[test]
fn files_that_are_named_are_checked_against_another_whatever_their_level() {
    let folder = TempDir::new().unwrap();
    let plan =
        |days: u32| format!("工作方案\n一、主要措施\n1.压缩时限。不动产登记办理时间压缩至{days}个工作日以内。\n");
    for (name, days) in [("上级.txt", 1), ("下级.txt", 3)] {
        std::fs::write(folder.path().join(name), plan(days)).unwrap();
    }
    let found = run(folder.path(), &["check", "下级.txt", "--against", "上级.txt", "--format", "concise"]);
    assert!(found.contains("level-weaker") && found.contains("下级.txt"), "{found}");
    // Of a knowledge base only those below it are meant.
    run(folder.path(), &["build", "下级.txt"]);
    assert_eq!(fail(folder.path(), &["check", "--against", "上级.txt"]).0, 2);
}
