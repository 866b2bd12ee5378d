use super::support::{build, corpus_kb, get, get_as, links, request, router, send};
use axum::body::Body;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use tempfile::TempDir;
use zhengtu_kb::{KnowledgeBase, Selection};
use zhengtu_serve::Settings;

/// Every page with something that it must say of the corpus.
const PAGES: [(&str, &[&str]); 31] = [
    ("/", &["328", "温县缴纳税费提升专项行动方案", "目录列出而未附"]),
    ("/search", &["检索条款", "检索式怎么写"]),
    ("/search?q=不动产登记", &["<mark>不动产登记</mark>", "命中", "附件5", "任务记录"]),
    ("/search?q=不动产登记&part=5&sort=deadline", &["<mark>不动产登记</mark>", "去掉条件 附件5"]),
    ("/search?q=xyzzy", &["没有命中"]),
    ("/doc/wenxian-2021.txt", &["优化营商环境", "目录", "class=\"m lead\""]),
    ("/doc/wenxian-2021.txt?part=6", &["推行“多税合一综合申报”", "class=\"m due\"", "class=\"m target\""]),
    ("/tasks", &["328", "县税务局", "1–50 / 328"]),
    ("/tasks?unit=税务局&role=lead&until=2021-06-30", &["推行“多税合一综合申报”", "2021-04-30"]),
    ("/tasks?view=timeline", &["<svg class=\"timeline\"", "附件6 2021-12-01 – 2021-12-31"]),
    ("/task?id=doc/wenxian-2021.txt/part/6/task/三/一/2", &["推行“多税合一综合申报”", "唯一单位", "2021年4月", "依据"]),
    ("/units", &["县税务局", "县市场监管局"]),
    ("/unit?name=县税务局", &["<svg class=\"network\"", "共同承担的单位", "牵头"]),
    ("/targets", &["217", "几处对照"]),
    ("/targets?view=compare", &["结论", "不一致", "附件"]),
    ("/findings", &["blockquote", "错误"]),
    ("/findings?severity=error", &["finding error"]),
    ("/ask", &["示例"]),
    (
        "/ask?q=县税务局牵头、2021年6月底前完成的任务有哪些？",
        &["共 8 项", "查县税务局牵头", "SELECT", "责任单位：县税务局"],
    ),
    ("/ask?q=月亮上有什么？", &["没有看懂", "role=\"alert\""]),
    ("/queries", &["某单位牵头", "tasks-led-by-unit"]),
    ("/queries/tasks-led-by-unit", &["必填", "填入示例"]),
    ("/queries/tasks-led-by-unit?unit=税务局&due=2021-06-30", &["推行“多税合一综合申报”", "下载："]),
    ("/audit", &["没有读懂", "序号、编号"]),
    ("/api", &["/api/search", "OpenAPI"]),
    ("/progress?today=2021-06-01", &["还没有进展报告", "已逾期", "县税务局", "任务台账 Word", "订阅日历"]),
    ("/progress?unit=县税务局&light=overdue&today=2021-06-01", &["全部单位", "推行“多税合一综合申报”"]),
    ("/reminders?unit=县税务局&today=2021-04-01", &["催办单", "推行“多税合一综合申报”", "还有 29 天"]),
    ("/changes", &["还没有变更"]),
    ("/diff", &["上下级"]),
    ("/help", &["怎样修改", "撤回"]),
];

#[tokio::test]
async fn each_page_answers_on_the_corpus_with_what_it_is_for() {
    for (path, says) in PAGES {
        let answer = get_as(path, "text/html").await;
        let page = answer.text();
        assert_eq!((answer.status, answer.media()), (StatusCode::OK, "text/html"), "{path}");
        for words in says {
            assert!(page.contains(words), "{path} does not say {words}");
        }
        assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("class=\"skip\""), "{path}");
    }
}

#[tokio::test]
async fn no_page_has_code_or_style_of_its_own() {
    for (path, _) in PAGES {
        let page = get_as(path, "text/html").await.text();
        let scripts = page.matches("<script").count();
        assert_eq!((scripts, page.matches("<script src=\"/static/").count()), (1, 1), "{path}");
        assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains("javascript:"), "{path}");
        assert!(!page.contains(" onclick=") && !page.contains(" onload="), "{path}");
    }
}

#[tokio::test]
async fn each_page_is_there_in_english_and_keeps_the_language_in_its_links() {
    for (path, _) in PAGES {
        let sign = if path.contains('?') { '&' } else { '?' };
        let page = get_as(&format!("{path}{sign}lang=en"), "text/html").await.text();
        assert!(page.contains("<html lang=\"en\">") && page.contains("Skip to content"), "{path}");
        let kept = links(&page).into_iter().filter(|link| !link.starts_with("/static/") && !link.contains("openapi"));
        for link in kept {
            assert!(link.contains("lang="), "{path} → {link}");
        }
    }
    let request = request("/tasks").header("accept-language", "en-GB,en;q=0.9").body(Body::empty()).unwrap();
    assert!(send(&super::support::corpus(), request).await.text().contains("Skip to content"));
}

#[tokio::test]
async fn what_pages_link_to_is_there() {
    let mut asked = BTreeSet::new();
    for (path, _) in PAGES {
        let page = get_as(path, "text/html").await.text();
        // The first of each page: the others are of the same kinds.
        for link in links(&page).into_iter().take(60) {
            if asked.insert(link.clone()) {
                let status = get_as(&link, "text/html").await.status;
                assert_eq!(status, StatusCode::OK, "{path} → {link}");
            }
        }
    }
    assert!(asked.len() > 300, "{}", asked.len());
}

#[tokio::test]
async fn each_view_is_a_file_too() {
    let mut files = 0;
    for (path, _) in PAGES {
        let page = get_as(path, "text/html").await.text();
        for link in links(&page).iter().filter(|link| link.contains("format=")) {
            let answer = get(link).await;
            let start = &answer.body[..answer.body.len().min(4)];
            let (media, right) = match link.split("format=").nth(1).and_then(|rest| rest.split('&').next()) {
                Some("xlsx") => {
                    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", start == b"PK\x03\x04")
                }
                Some("docx") => {
                    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", start == b"PK\x03\x04")
                }
                Some("csv") => ("text/csv", start.starts_with("\u{feff}".as_bytes())),
                _ => ("application/json", start.starts_with(b"[")),
            };
            assert_eq!((answer.status, answer.media()), (StatusCode::OK, media), "{link}");
            assert!(right && answer.header("content-disposition").starts_with("attachment;"), "{link}");
            files += 1;
        }
    }
    assert!(files >= 3 * 18, "{files}");
    let tasks = get("/tasks?unit=税务局&role=lead&format=json").await.json();
    assert_eq!(tasks.as_array().map(Vec::len), Some(26));
    assert_eq!(get("/tasks?format=exe").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_record_leads_to_its_place_in_the_text_and_the_text_back_to_it() {
    let kb = KnowledgeBase::open(corpus_kb()).unwrap();
    for task in kb.tasks().unwrap().iter().step_by(40) {
        let id = task.id.strip_prefix("https://zhengtu.example/").unwrap();
        let record = get(&format!("/task?id={id}")).await.text();
        let place = format!("at={}-{}", task.evidence.start, task.evidence.end);
        assert!(record.contains(&place), "{id}");
        let text = get(&format!("/doc/wenxian-2021.txt?part={}&{place}", task.part)).await.text();
        assert!(text.contains("id=\"at\"") && text.contains("<mark class=\"here\">"), "{id}");
        assert!(links(&text).iter().any(|link| *link == format!("/task?id={}", encoded_value(id))), "{id}");
    }
}

fn encoded_value(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn the_marked_passage_is_the_evidence() {
    let kb = KnowledgeBase::open(corpus_kb()).unwrap();
    let targets = kb.targets().unwrap();
    for target in targets.iter().step_by(30) {
        let (start, end) = (target.evidence.start, target.evidence.end);
        let page = get(&format!("/doc/wenxian-2021.txt?part={}&at={start}-{end}", target.part)).await.text();
        let marked: String = page
            .split("<mark class=\"here\">")
            .skip(1)
            .filter_map(|rest| rest.split("</mark>").next())
            .map(|inner| {
                inner.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<String>()
            })
            .collect();
        let marked = marked.replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">").replace(' ', "");
        assert_eq!(marked, target.quote, "{}", target.id);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    for path in [
        "/nothing",
        "/doc/other.txt",
        "/doc/wenxian-2021.txt?part=99",
        "/task?id=doc/x",
        "/task",
        "/target?id=x",
        "/unit?name=火星局",
        "/indicator?name=没有",
        "/queries/no-such-query",
    ] {
        let answer = get_as(path, "text/html").await;
        assert_eq!((answer.status, answer.media()), (StatusCode::NOT_FOUND, "text/html"), "{path}");
    }
    // Programs get every error in one form.
    let answer = get("/api/nothing").await;
    assert_eq!((answer.status, answer.media()), (StatusCode::NOT_FOUND, "application/json"));
    for path in
        ["/tasks?part=x", "/tasks?since=2021-02-30", "/tasks?page=-1", "/findings?severity=bad", "/search?q=a&sort=z"]
    {
        assert_eq!(get_as(path, "text/html").await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let fault = get_as("/queries/tasks-led-by-unit?unit=火星局", "text/html").await;
    assert!(fault.status == StatusCode::OK && fault.text().contains("role=\"alert\""));
}

#[tokio::test]
async fn a_page_beyond_the_last_is_empty() {
    for path in ["/tasks?page=9999", "/tasks?page=18446744073709551615", "/search?q=县&page=99999999999"] {
        let answer = get_as(path, "text/html").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_rebuilt_knowledge_base_is_picked_up_without_a_restart() {
    let (kb, texts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let plan = |unit: &str| {
        format!("某县优化方案\n一、主要措施\n1.推进网上办理。逐项落实到位。\n责任单位：{unit}\n完成时限：2021年6月\n")
    };
    std::fs::write(texts.path().join("plan.txt"), plan("县税务局")).unwrap();
    build(kb.path(), texts.path());
    let router = router(Settings::new(kb.path()));
    let tasks = || async {
        let request = request("/api/tasks").body(Body::empty()).unwrap();
        send(&router, request).await.json()["items"][0]["units"][0]["name"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(tasks().await, "县税务局");
    std::fs::write(texts.path().join("plan.txt"), plan("县财政局、县公安局")).unwrap();
    build(kb.path(), texts.path());
    assert_eq!(tasks().await, "县财政局");
    // A directory that goes away while it is served: the last state is still there.
    std::fs::remove_file(kb.path().join("CURRENT")).unwrap();
    assert_eq!(tasks().await, "县财政局");
}

#[tokio::test]
async fn one_document_can_be_kept_to() {
    let (kb, texts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for (name, unit) in [("a.txt", "县税务局"), ("b.txt", "县财政局")] {
        let plan =
            format!("某县方案\n一、主要措施\n1.推进网上办理。逐项落实到位。\n责任单位：{unit}\n完成时限：2021年6月\n");
        std::fs::write(texts.path().join(name), plan).unwrap();
    }
    build(kb.path(), texts.path());
    let both = router(Settings::new(kb.path()));
    let scope = Selection { documents: vec!["b.txt".to_owned()], ..Selection::default() };
    let one = router(Settings { scope, ..Settings::new(kb.path()) });
    let ask = |path: &'static str| request(path).body(Body::empty()).unwrap();
    assert_eq!(send(&both, ask("/api/tasks")).await.json()["total"], 2);
    let named = send(&both, ask("/api/queries/unit-names?doc=b.txt")).await.json();
    let docs: Vec<&str> = named["results"]["bindings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["doc"]["value"].as_str())
        .collect();
    assert!(!docs.is_empty() && docs.iter().all(|doc| *doc == "b.txt"), "{docs:?}");
    for wrong in ["/api/queries/unit-names?place=成都市", "/api/queries/unit-names?level=区域级"] {
        assert_eq!(send(&both, ask(wrong)).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(send(&one, ask("/api/tasks")).await.json()["total"], 1);
    assert_eq!(send(&one, ask("/doc/a.txt")).await.status, StatusCode::NOT_FOUND);
    let count = "/sparql?query=SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }";
    let counted = |answer: super::support::Answer| answer.json()["results"]["bindings"][0]["n"]["value"].clone();
    assert_eq!(counted(send(&both, ask(count)).await), "2");
    assert_eq!(counted(send(&one, ask(count)).await), "1");
    let other = "/graph?graph=https://zhengtu.example/doc/a.txt/graph";
    assert_eq!(send(&both, ask(other)).await.status, StatusCode::OK);
    assert_eq!(send(&one, ask(other)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_saved_query_names_things_in_the_language_of_the_page() {
    let path = "/queries/tasks-led-by-unit?unit=税务局";
    let (chinese, english) = (get_as(path, "text/html").await, get_as(&format!("{path}&lang=en"), "text/html").await);
    assert!(chinese.text().contains(">唯一单位</td>") && !english.text().contains(">唯一单位</td>"));
    assert!(!english.text().contains("role=\"alert\"") && !english.text().contains("name=\"lang\" value=\"zh\""));
}

#[tokio::test]
async fn the_audit_begins_with_what_was_not_understood() {
    let page = get_as("/audit", "text/html").await.text();
    let first = page.split("<tbody>").nth(1).and_then(|rows| rows.split("</tr>").next()).unwrap_or_default();
    assert!(
        first.contains("没有读懂") || first.contains("可能漏读") || first.contains("没有任务覆盖的句子"),
        "{first}"
    );
}

#[tokio::test]
async fn the_home_page_says_how_much_may_have_been_missed_and_leads_there() {
    let home = get_as("/", "text/html").await.text();
    let count = home.split("href=\"/audit?reading=overlooked\"><b>").nth(1).and_then(|rest| rest.split('<').next());
    let listed = get_as("/audit?reading=overlooked&format=csv", "text/csv").await.text();
    assert!(listed.lines().count() > 1, "{listed}");
    assert_eq!(count, Some((listed.lines().count() - 1).to_string().as_str()));
    assert!(
        home.contains("doc=wenxian-2021.txt&#38;reading=overlooked")
            || home.contains("doc=wenxian-2021.txt&amp;reading=overlooked")
    );
}

#[tokio::test]
async fn the_timeline_says_where_today_is_what_each_month_holds_and_leads_to_what_has_no_day() {
    let page = get_as("/tasks?view=timeline&today=2021-06-15", "text/html").await.text();
    assert!(page.contains("今天 2021-06-15") && page.contains("class=\"load\""), "{page}");
    let loads: usize = numbers(&page, "<rect class=\"load\"", "</text>").sum();
    let link = links(&page).into_iter().find(|link| link.contains("undated=1")).expect("a link to tasks without a day");
    let all = get("/api/tasks?limit=1000").await.json()["items"].as_array().unwrap().len();
    let undated = get_as(&link, "text/html").await.text();
    let rows = undated.matches("<th scope=\"row\"").count();
    assert!(loads > 0 && rows > 0 && loads + rows == all, "{loads} + {rows} = {all}");
    // A day outside the periods draws nothing.
    assert!(!get_as("/tasks?view=timeline&today=1999-01-01", "text/html").await.text().contains("class=\"today\""));
}

/// The numbers that stand right before `end` behind each `start`.
fn numbers<'a>(page: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = usize> + 'a {
    page.split(start).skip(1).filter_map(move |rest| rest.split(end).next()?.rsplit('>').next()?.trim().parse().ok())
}

/// The cells of a column of the table of a page, as text.
fn column(page: &str, label: &str) -> Vec<String> {
    let start = format!("data-label=\"{label}\">");
    let cells = page.split(&start).skip(1);
    let text = |cell: &str| {
        let cell = cell.split("</td>").next().unwrap_or_default();
        cell.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<String>()
    };
    cells.map(|cell| text(cell).trim().to_owned()).collect()
}

#[tokio::test]
async fn a_table_is_sorted_by_each_of_its_heads_from_both_ends_and_its_file_too() {
    let due = |page: &str| column(page, "完成时限");
    let up = get_as("/tasks?sort=due", "text/html").await.text();
    assert!(up.contains("aria-sort=\"ascending\"") && up.contains("sort=-due"), "{up}");
    let days: Vec<String> = due(&up).into_iter().filter(|day| day.starts_with("20") && day.len() == 10).collect();
    assert!(days.len() > 50 && days.is_sorted(), "{days:?}");
    let down = due(&get_as("/tasks?sort=-due", "text/html").await.text());
    let down: Vec<String> = down.into_iter().filter(|day| day.starts_with("20") && day.len() == 10).collect();
    assert!(down.is_sorted_by(|a, b| a >= b) && down.len() == days.len());
    // What has no limit comes last, from whichever end.
    for path in ["/tasks?sort=due", "/tasks?sort=-due"] {
        assert_eq!(due(&get_as(path, "text/html").await.text()).last().map(String::as_str), Some("未写明"), "{path}");
    }
    let file = get("/tasks?sort=due&format=json").await.json();
    let first = get_as("/tasks?sort=due", "text/html").await.text();
    let title = file[0]["title"].as_str().unwrap();
    assert_eq!(first.split("<th scope=\"row\"").nth(1).map(|row| row.contains(title)), Some(true), "{title}");
    // Numbers are numbers: 10 stands behind 9.
    let counts = column(&get_as("/units?sort=-tasks", "text/html").await.text(), "任务");
    let counts: Vec<usize> = counts.iter().map(|count| count.parse().unwrap()).collect();
    assert!(counts.len() > 20 && counts.is_sorted_by(|a, b| a >= b) && counts[0] >= 10, "{counts:?}");
    let value = get("/targets?sort=value&format=json").await.json();
    let values: Vec<f64> = value.as_array().unwrap().iter().filter_map(|row| row["value"].as_f64()).collect();
    assert!(values.len() > 50 && values.is_sorted());
    assert_eq!(get_as("/tasks?sort=colour", "text/html").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_board_and_the_account_are_sorted_by_their_heads_too() {
    let days = |page: &str| -> Vec<String> {
        let days = column(page, "完成时限").into_iter().filter_map(|day| day.get(..10).map(str::to_owned));
        days.filter(|day| day.starts_with("20") && day.is_ascii()).collect()
    };
    let up = days(&get_as("/progress?today=2021-05-01&sort=due", "text/html").await.text());
    let down = days(&get_as("/progress?today=2021-05-01&sort=-due", "text/html").await.text());
    assert!(up.len() > 20 && up.is_sorted() && down.is_sorted_by(|a, b| a >= b), "{up:?} {down:?}");
    let units = column(&get_as("/progress?sort=unit", "text/html").await.text(), "单位");
    // What no unit is named for comes last.
    let named = units.iter().position(|unit| unit == "–").unwrap_or(units.len());
    assert!(named > 20 && units[..named].is_sorted() && units[named..].iter().all(|unit| unit == "–"), "{units:?}");
    // What a person should look at comes first, until a head is chosen.
    let readings = |page: &str| column(page, "当作");
    let own = readings(&get_as("/audit", "text/html").await.text());
    let sorted = get_as("/audit?sort=-reading", "text/html").await.text();
    assert!(sorted.contains("aria-sort=\"descending\""));
    assert_ne!(own, readings(&sorted));
    let last = readings(&sorted).remove(0);
    assert!(["提到的单位", "页眉页脚等，不算正文"].contains(&last.as_str()), "{last}");
    let file = get("/audit?sort=printed&format=json").await.json();
    let printed: Vec<&str> = file.as_array().unwrap().iter().filter_map(|row| row["surface"].as_str()).collect();
    assert!(printed.len() > 50 && printed.is_sorted());
    for path in ["/audit?sort=colour", "/progress?sort=colour"] {
        assert_eq!(get_as(path, "text/html").await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn the_rows_of_a_saved_query_are_sorted_by_a_column_and_so_is_its_file() {
    let page = get_as("/queries/workload", "text/html").await.text();
    let link = links(&page).into_iter().rfind(|link| link.contains("sort=")).expect("a head to sort by");
    let variable = link.split("sort=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let sorted = get(&format!("/queries/workload?sort=-{variable}&format=json")).await.json();
    let numbers: Vec<f64> = sorted.as_array().unwrap().iter().filter_map(|row| row[&variable].as_f64()).collect();
    assert!(numbers.len() > 5 && numbers.is_sorted_by(|a, b| a >= b), "{variable} {numbers:?}");
    assert_eq!(get_as("/queries/workload?sort=nothing", "text/html").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_saved_query_calls_documents_and_parts_by_their_names() {
    let page = get_as("/queries/tasks-led-by-unit?unit=税务局", "text/html").await.text();
    let table = page.split("<table class=\"results\">").nth(1).unwrap();
    assert!(
        table.contains(">附件6<") && table.contains(">总体方案<") && !table.contains("wenxian-2021.txt<"),
        "{table}"
    );
    let file = get("/queries/tasks-led-by-unit?unit=税务局&format=json").await.json();
    assert_eq!(file[0]["doc"], "wenxian-2021.txt");
}

#[tokio::test]
async fn on_paper_a_page_says_of_what_it_is_and_under_which_conditions() {
    let paper = |page: &str| page.split("<p class=\"paper\">").nth(1).unwrap().split("</p>").next().unwrap().to_owned();
    let tasks = get_as("/tasks?unit=税务局&role=lead&until=2021-06-30&sort=due", "text/html").await.text();
    let said = paper(&tasks);
    for words in ["营商环境", "单位：税务局", "角色：牵头", "时限不晚于：2021-06-30"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!said.contains("lead") && !said.contains("sort"), "{said}");
    let query = paper(&get_as("/queries/tasks-led-by-unit?unit=税务局&due=2021-06-30", "text/html").await.text());
    assert!(query.contains("单位：税务局") && query.contains("完成时限不晚于：2021-06-30"), "{query}");
}

#[tokio::test]
async fn the_columns_that_are_chosen_are_shown_and_the_others_are_not() {
    let page = get_as("/tasks?col=task&col=text&q=税", "text/html").await.text();
    assert!(
        column(&page, "全文").len() > 5 && column(&page, "责任单位").is_empty() && column(&page, "完成时限").is_empty()
    );
    assert!(
        page.matches("type=\"checkbox\" name=\"col\"").count() == 7 && page.matches(" checked>").count() == 2,
        "{page}"
    );
    // Links of the page keep the choice.
    assert!(links(&page).iter().any(|link| link.contains("sort=task") && link.contains("col=text")), "{page}");
    assert_eq!(get_as("/tasks?col=colour", "text/html").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_main_menu_has_what_everybody_needs_and_analysts_have_one_of_their_own() {
    let page = get_as("/queries", "text/html").await.text();
    let (menu, rest) = page.split_once("<details class=\"menu\">").expect("a menu of analysts");
    let analysts = rest.split("</details>").next().unwrap();
    for path in ["/queries", "/sparql", "/audit", "/api"] {
        let link = format!("href=\"{path}\"");
        assert!(analysts.contains(&link) && !menu.contains(&link), "{path}");
    }
    assert!(menu.contains("href=\"/tasks\"") && analysts.contains("aria-current=\"page\""), "{menu}");
}

#[tokio::test]
async fn the_network_of_a_unit_keeps_to_a_role_and_to_how_much_is_shared() {
    let count = |page: &str| page.split("<svg class=\"network\"").nth(1).map_or(0, |svg| svg.matches("<line").count());
    let listed =
        |page: &str| page.split("<ul class=\"partners\">").nth(1).map_or(0, |list| list.matches("<li>").count());
    let all = get_as("/unit?name=县财政局", "text/html").await.text();
    let strong = get_as("/unit?name=县财政局&least=3", "text/html").await.text();
    let leads = get_as("/unit?name=县财政局&role=lead", "text/html").await.text();
    assert!(listed(&all) > listed(&strong) && listed(&strong) > 0 && listed(&all) > listed(&leads), "{all}");
    assert_eq!(count(&strong), listed(&strong).min(20));
    for number in numbers(&strong, "class=\"count\"", "</a>") {
        assert!(number >= 3, "{number}");
    }
    assert_eq!(get_as("/unit?name=县财政局&role=boss", "text/html").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_reader_turns_pages_shows_all_and_sets_off_what_was_searched_for() {
    let search = get_as("/search?q=不动产登记", "text/html").await.text();
    let hit = links(&search).into_iter().find(|link| link.contains("&words=")).expect("a hit with its words");
    let page = get_as(&hit, "text/html").await.text();
    assert!(page.matches(" word\">不动产登记").count() > 1, "{page}");
    let second = get_as("/doc/wenxian-2021.txt?part=1", "text/html").await.text();
    for rel in ["prev", "next"] {
        assert!(second.contains(&format!("rel=\"{rel}\"")), "{rel}");
    }
    let first = get_as("/doc/wenxian-2021.txt", "text/html").await.text();
    assert!(!first.contains("rel=\"prev\"") && links(&first).iter().any(|link| link.ends_with("part=all")));
    let whole = get_as("/doc/wenxian-2021.txt?part=all", "text/html").await.text();
    let clauses = get("/api/clauses?limit=100000").await.json()["items"].as_array().unwrap().len();
    assert_eq!(whole.matches("data-line=\"").count(), clauses);
    assert!(whole.contains("data-source=\"") && second.contains("data-line=\"第"), "{second}");
}
