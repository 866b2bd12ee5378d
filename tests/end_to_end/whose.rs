//! What is printed of several plans says whose it is: ledgers, calendars, reports, findings, hits and facets.

use crate::ledger::rows;
use crate::support::{on_plans, plans_kb, run, zhengtu};
use std::fs;
use tempfile::TempDir;

/// What the program prints on the plans, as bytes.
fn bytes(arguments: &[&str]) -> Vec<u8> {
    let output = zhengtu(plans_kb()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The rows of tasks of a ledger of several documents: 地区, 文件, 任务, 牵头单位.
fn whose(book: &[u8]) -> Vec<[String; 4]> {
    let all = rows(book).into_iter().filter(|row| !row[14].is_empty());
    all.map(|row| [row[1].clone(), row[2].clone(), row[3].clone(), row[5].clone()]).collect()
}

#[test]
fn the_ledger_of_several_plans_has_columns_for_government_and_title() {
    let found = whose(&bytes(&["export", "ledger"]));
    assert_eq!(found.len(), 46);
    let of = |place: &str| found.iter().filter(|row| row[0] == place).collect::<Vec<_>>();
    assert_eq!(of("广元市").len(), 7);
    assert!(of("广元市").iter().all(|row| row[1] == "广元市优化营商环境实施方案"), "{found:?}");
    let table = on_plans(&["export", "ledger", "--format", "csv"]);
    assert!(table.starts_with("分组,序号,地区,文件,任务"), "{table}");
    assert!(table.contains("苏州市　苏州市制造业智能化改造数字化转型实施方案　正文（5项）"), "{table}");
    assert!(
        table.contains("剑阁县　剑阁县优化营商环境工作方案　附件1　剑阁县企业开办便利化专项方案（2项）"),
        "{table}"
    );
}

#[test]
fn a_name_of_several_governments_gives_the_tasks_of_all_and_a_whole_name_those_of_one() {
    let tasks = |unit: &str| whose(&bytes(&["export", "ledger", "--unit", unit]));
    let both = tasks("市财政局");
    assert!(["广元市", "苏州市", "遵义市"].iter().all(|place| both.iter().any(|row| row[0] == *place)), "{both:?}");
    let one = tasks("苏州市财政局");
    assert!(!one.is_empty() && one.iter().all(|row| row[0] == "苏州市"), "{one:?}");
}

#[test]
fn there_is_a_ledger_for_each_government_and_for_each_body() {
    let folder = TempDir::new().unwrap();
    let out = |name: &str| folder.path().join(name);
    let names = |name: &str| {
        let mut names: Vec<String> = fs::read_dir(out(name))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap().replace(".xlsx", ""))
            .collect();
        names.sort();
        names
    };
    let by = |by: &str| run(plans_kb(), &["export", "ledger", "--by", by, "--out", out(by).to_str().unwrap()]);
    by("place");
    let mut places =
        ["四川省", "广元市", "剑阁县", "江苏省", "苏州市", "昆山市", "遵义市", "桐梓县"].map(str::to_owned);
    places.sort();
    assert_eq!(names("place"), places);
    // Of one plan there is nothing to tell apart.
    let own = rows(&fs::read(out("place").join("广元市.xlsx")).unwrap());
    assert_eq!(own.iter().filter(|row| !row[12].is_empty()).count(), 7);
    by("unit");
    let units = names("unit");
    assert!(["广元市财政局", "苏州市财政局"].iter().all(|name| units.contains(&(*name).to_owned())), "{units:?}");
    assert!(!units.contains(&"市财政局".to_owned()), "{units:?}");
}

#[test]
fn events_of_the_calendar_say_whose_they_are() {
    let all = on_plans(&["export", "calendar"]).replace("\r\n ", "");
    assert!(all.contains("SUMMARY:压减办税时间（广元市）") && all.contains("SUMMARY:压减办税时间（遵义市）"), "{all}");
    assert!(all.contains("文件：广元市　广元市优化营商环境实施方案"), "{all}");
    let own = on_plans(&["export", "calendar", "--unit", "广元市财政局"]).replace("\r\n ", "");
    assert!(own.contains("广元市财政局 完成时限") && !own.contains("（苏州市）"), "{own}");
}

#[test]
fn the_report_of_progress_lists_bodies_of_the_same_name_apart() {
    let table = on_plans(&["progress", "report", "--today", "2022-01-01"]);
    for name in ["广元市财政局", "苏州市财政局", "遵义市财政局"] {
        assert!(table.contains(name), "{name}: {table}");
    }
    let own = on_plans(&["progress", "report", "--today", "2022-01-01", "--unit", "遵义市财政局", "--format", "csv"]);
    assert!(own.contains("遵义市　遵义市2021年优化营商环境工作要点") && !own.contains("广元市"), "{own}");
}

#[test]
fn findings_hits_and_facets_say_whose_they_are() {
    let found = on_plans(&["check"]);
    assert!(found.lines().filter(|line| line.starts_with("== ")).all(|line| !line.contains(".txt")), "{found}");
    let hits = on_plans(&["search", "企业开办时间", "--facets", "--all"]);
    assert!(hits.contains("〔广元市　广元市优化营商环境实施方案 第"), "{hits}");
    assert!(hits.contains("附件1 ") && !hits.contains("guangyuan-2022.txt"), "{hits}");
    let facet = |name: &str| hits.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    for (name, values) in [
        ("地区：", &["广元市", "剑阁县", "遵义市", "四川省"][..]),
        ("级别：", &["省级", "市级", "县级"]),
        ("年份：", &["2021", "2022", "2023"]),
        ("文种：", &["实施方案", "工作要点"]),
    ] {
        assert!(values.iter().all(|value| facet(name).contains(value)), "{name} {}", facet(name));
    }
    let county = on_plans(&["search", "企业开办时间", "级别:县级", "--format", "jsonl", "--all"]);
    assert!(!county.is_empty() && county.lines().all(|line| line.contains("jiange-2023.txt")), "{county}");
}
