//! Eight plans of eight governments (`tests/plans`), three of which have bodies of the same names: each page says whose
//! is whose.

use super::support::{Answer, build, project, request, router, send};
use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;
use tempfile::TempDir;
use zhengtu_serve::Settings;

/// The handlers over the plans, opened once.
fn plans() -> Router {
    static ROUTER: OnceLock<(TempDir, Router)> = OnceLock::new();
    let opened = || {
        let kb = TempDir::new().unwrap();
        build(kb.path(), &project().join("tests/plans"));
        let router = router(Settings::new(kb.path()));
        (kb, router)
    };
    ROUTER.get_or_init(opened).1.clone()
}

async fn ask(router: &Router, path: &str) -> Answer {
    send(router, request(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
}

/// What a page shows: its text without elements and their attributes.
async fn shown(path: &str) -> String {
    let answer = ask(&plans(), path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    visible(&answer.text())
}

fn visible(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    let texts = main.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number behind the heading of a page.
fn total(page: &str) -> usize {
    let (_, rest) = page.split_once("class=\"total\"").expect("the page has a total");
    rest.split(['<', '>']).nth(1).and_then(|number| number.parse().ok()).expect("it is a number")
}

#[tokio::test]
async fn every_row_says_government_and_title_and_not_the_file() {
    for path in [
        "/tasks",
        "/tasks?view=timeline",
        "/targets",
        "/search?q=企业开办时间",
        "/findings",
        "/audit",
        "/indicator?name=企业开办时间",
        "/unit?name=广元市财政局",
        "/ask?q=哪些任务是2022年12月底前完成的？",
        "/doc/guangyuan-2022.txt",
    ] {
        let page = shown(path).await;
        assert!(page.contains("广元市") && page.contains("广元市优化营商环境实施方案"), "{path}: {page}");
        assert!(!page.contains("guangyuan-2022.txt"), "{path}: {page}");
    }
    let home = shown("/").await;
    for said in ["苏州市制造业智能化改造数字化转型实施方案", "苏府办〔2024〕188号", "2024-05-06"]
    {
        assert!(home.contains(said), "{said}: {home}");
    }
}

/// How often the rows of a timeline name something above them.
fn heads(page: &str, class: &str) -> Vec<String> {
    let text = |piece: &str| piece.split('>').nth(1)?.split('<').next().map(str::to_owned);
    page.split(&format!("<text class=\"{class}\"")).skip(1).filter_map(text).collect()
}

#[tokio::test]
async fn the_rows_of_the_timeline_are_plans_under_their_governments_or_governments() {
    let plans_page = ask(&plans(), "/tasks?view=timeline").await.text();
    let governments = heads(&plans_page, "head");
    assert!(governments.len() >= 3 && governments.contains(&"广元市".to_owned()), "{governments:?}");
    let titles = heads(&plans_page, "plan");
    assert!(titles.contains(&"广元市优化营商环境实施方案".to_owned()) && titles.len() >= governments.len());
    let by_government = ask(&plans(), "/tasks?view=timeline&lanes=government").await.text();
    assert!(heads(&by_government, "head").is_empty());
    assert_eq!(heads(&by_government, "plan"), governments);
    // A dot leads to its tasks: of a government, and no others.
    let dot = by_government.split("class=\"timeline\"").nth(1).unwrap();
    let dot = super::support::links(dot).into_iter().find(|link| link.contains("place=")).expect("a dot");
    let tasks = ask(&plans(), &format!("{dot}&format=json")).await.json();
    let whose: BTreeSet<&str> = tasks.as_array().unwrap().iter().filter_map(|row| row["government"].as_str()).collect();
    assert_eq!(whose.len(), 1, "{dot}");
}

#[tokio::test]
async fn a_name_of_several_governments_offers_its_bodies_and_a_government_narrows_lists_down() {
    let offered = ask(&plans(), "/tasks?unit=市财政局").await.text();
    let pills = offered.split("<ul class=\"pills\"").nth(1).expect("bodies to choose").split("</ul>").next().unwrap();
    for body in ["广元市财政局", "苏州市财政局", "遵义市财政局"] {
        assert!(pills.contains(body), "{pills}");
    }
    assert!(!ask(&plans(), "/tasks?unit=广元市财政局").await.text().contains("<ul class=\"pills\""));
    for path in ["/tasks", "/targets", "/findings", "/units", "/audit"] {
        let rows = ask(&plans(), &format!("{path}?place=广元市&format=json")).await.json();
        let rows = rows.as_array().unwrap();
        let whose = |row: &serde_json::Value| row.get("government").or(row.get("place")).cloned();
        assert!(!rows.is_empty() && rows.iter().all(|row| whose(row) == Some("广元市".into())), "{path}: {rows:?}");
    }
}

#[tokio::test]
async fn a_row_of_a_table_is_named_in_words() {
    let page = shown("/tasks?place=遵义市").await;
    assert!(page.contains("表第2行") && !page.contains("table/"), "{page}");
    assert!(visible(&ask(&plans(), "/tasks?place=遵义市&lang=en").await.text()).contains("table row 2"));
}

#[tokio::test]
async fn a_part_is_called_by_what_it_is() {
    let own = shown("/tasks?doc=guangyuan-2022.txt").await;
    assert!(own.contains("正文 二/（一）") || own.contains("正文 二/一"), "{own}");
    assert!(!own.contains("总体方案 二"), "{own}");
    let with_annexes = shown("/tasks?doc=jiange-2023.txt").await;
    assert!(with_annexes.contains("总体方案 二/一") && with_annexes.contains("附件1 一/一"), "{with_annexes}");
}

#[tokio::test]
async fn bodies_of_the_same_name_have_pages_of_their_own() {
    for (name, place, led, other) in [
        ("广元市财政局", "广元市", 2, "苏州市"),
        ("苏州市财政局", "苏州市", 1, "广元市"),
        ("遵义市财政局", "遵义市", 2, "苏州市"),
        ("昆山市税务局", "昆山市", 1, "苏州市"),
    ] {
        let page = ask(&plans(), &format!("/unit?name={name}")).await.text();
        let seen = visible(&page);
        assert!(seen.contains(&format!("{led} 牵头")), "{name}: {seen}");
        assert!(seen.contains(place) && !seen.contains(other), "{name}: {seen}");
        let tasks = ask(&plans(), &format!("/tasks?unit={name}&role=lead")).await.text();
        assert_eq!(total(&tasks), led, "{name}");
    }
    // A name that several mean shows them, each with its government.
    let choice = ask(&plans(), "/unit?name=市财政局").await;
    let seen = visible(&choice.text());
    assert_eq!(choice.status, StatusCode::OK);
    for name in ["广元市财政局", "苏州市财政局", "遵义市财政局", "昆山市财政局"] {
        assert!(seen.contains(name), "{seen}");
    }
    assert_eq!(total(&choice.text()), 4, "{seen}");
    assert_eq!(ask(&plans(), "/unit?name=火星市财政局").await.status, StatusCode::NOT_FOUND);
    let both = ask(&plans(), "/tasks?unit=市财政局&role=lead").await.text();
    assert_eq!(total(&both), 5);
}

#[tokio::test]
async fn a_timeline_has_a_lane_for_each_plan_and_of_one_plan_for_each_part() {
    let all = ask(&plans(), "/tasks?view=timeline").await.text();
    let dated = ask(&plans(), "/api/tasks?kind=date&limit=1000").await.json();
    let docs: BTreeSet<&str> =
        dated["items"].as_array().unwrap().iter().map(|task| task["doc"].as_str().unwrap()).collect();
    assert!(docs.len() > 3, "{docs:?}");
    assert_eq!(all.matches("class=\"head\"").count(), docs.len(), "{all}");
    assert!(
        all.contains("doc=guangyuan-2022.txt&amp;since=") || all.contains("doc=guangyuan-2022.txt&#38;since="),
        "{all}"
    );
    let one = ask(&plans(), "/tasks?view=timeline&doc=jiange-2023.txt").await.text();
    assert_eq!((one.matches("class=\"head\"").count(), one.matches("class=\"name\"").count()), (0, 3), "{one}");
}

#[tokio::test]
async fn searches_are_narrowed_by_place_level_year_and_kind_of_document() {
    let seen = shown("/search?q=企业开办时间").await;
    for said in ["广元市", "剑阁县", "市级", "县级", "2022", "工作要点", "实施方案"] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    for (path, doc) in [
        ("/api/search?q=企业开办时间&place=剑阁县&limit=50", "jiange-2023.txt"),
        ("/api/search?q=企业开办时间&level=county&limit=50", "jiange-2023.txt"),
        ("/api/search?q=企业开办时间&form=工作要点&limit=50", "zunyi-2021.txt"),
        ("/api/search?q=企业开办时间&year=2021&limit=50", "zunyi-2021.txt"),
    ] {
        let found = ask(&plans(), path).await.json();
        let docs: Vec<&str> =
            found["items"].as_array().unwrap().iter().map(|hit| hit["doc"].as_str().unwrap()).collect();
        assert!(!docs.is_empty() && docs.iter().all(|found| *found == doc), "{path}: {docs:?}");
    }
    // A place has what lies in it.
    let found = ask(&plans(), "/api/search?q=企业开办时间&place=广元市&limit=50").await.json();
    let docs: BTreeSet<&str> =
        found["items"].as_array().unwrap().iter().map(|hit| hit["doc"].as_str().unwrap()).collect();
    assert_eq!(docs, BTreeSet::from(["guangyuan-2022.txt", "jiange-2023.txt"]));
    let page = ask(&plans(), "/search?q=财政&unit=广元市财政局").await.text();
    assert!(visible(&page).contains("广元市") && !visible(&page).contains("苏州市"), "{page}");
}

#[tokio::test]
async fn downloads_have_columns_for_government_and_title() {
    let table = ask(&plans(), "/tasks?format=csv").await.text();
    let mut lines = table.lines();
    assert_eq!(
        lines.next().unwrap().trim_start_matches('\u{feff}').split(',').take(3).collect::<Vec<_>>(),
        ["文件名", "地区", "文件"]
    );
    assert_eq!(lines.clone().filter(|line| line.contains(",广元市,广元市优化营商环境实施方案,")).count(), 7, "{table}");
    let units = ask(&plans(), "/units?format=json").await.json();
    let names: Vec<&str> = units.as_array().unwrap().iter().map(|row| row["unit"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"广元市财政局") && names.contains(&"苏州市财政局") && !names.contains(&"市财政局"),
        "{names:?}"
    );
}

#[tokio::test]
async fn it_stays_so_after_a_plan_is_replaced_or_removed() {
    let (kb, texts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for file in std::fs::read_dir(project().join("tests/plans")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), texts.path().join(file.file_name())).unwrap();
    }
    build(kb.path(), texts.path());
    let router = router(Settings::new(kb.path()));
    let led = |name: &'static str| {
        let router = router.clone();
        async move { total(&ask(&router, &format!("/tasks?unit={name}&role=lead")).await.text()) }
    };
    assert_eq!([led("广元市财政局").await, led("苏州市财政局").await, led("市财政局").await], [2, 1, 5]);
    let path = texts.path().join("guangyuan-2022.txt");
    replace(&path, "牵头单位：市财政局\n配合单位：市金融工作局", "牵头单位：市金融工作局\n配合单位：市财政局");
    build(kb.path(), texts.path());
    assert_eq!([led("广元市财政局").await, led("苏州市财政局").await, led("市财政局").await], [1, 1, 4]);
    std::fs::remove_file(texts.path().join("suzhou-2024.txt")).unwrap();
    build(kb.path(), texts.path());
    assert_eq!([led("广元市财政局").await, led("市财政局").await], [1, 3]);
    assert_eq!(ask(&router, "/unit?name=苏州市财政局").await.status, StatusCode::NOT_FOUND);
    let choice = ask(&router, "/unit?name=市财政局").await.text();
    assert_eq!(total(&choice), 3);
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[tokio::test]
async fn the_home_page_lists_the_plans_by_date_title_and_place_and_narrows_them() {
    let titles = |page: &str| -> Vec<String> {
        let rows = page.split("<th scope=\"row\" class=\"what\">").skip(1);
        rows.map(|row| visible(row.split("</a>").next().unwrap()).replace(' ', "")).collect()
    };
    let latest = titles(&ask(&plans(), "/").await.text());
    assert_eq!(latest.len(), 8);
    assert!(latest[0].contains("昆山市") && latest[7].contains("遵义市"), "{latest:?}");
    let mut sorted = latest.clone();
    sorted.sort();
    assert_eq!(titles(&ask(&plans(), "/?sort=title").await.text()), sorted);
    for (path, count) in [
        ("/?place=广元市", 1),
        ("/?level=province", 2),
        ("/?level=county", 3),
        ("/?form=工作方案", 2),
        ("/?year=2024", 2),
        ("/?q=营商环境", 4),
        ("/?q=苏府办", 1),
    ] {
        assert_eq!(titles(&ask(&plans(), path).await.text()).len(), count, "{path}");
    }
}
