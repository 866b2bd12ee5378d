//! The pages as a desk to work at: one truth, whole lists, what needs a hand, a way back from everywhere.

use super::support::{corpus, corpus_kb, get, get_as, links, request, router, send};
use axum::body::Body;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use tempfile::TempDir;
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{Finding, Side, Target};
use zhengtu_serve::Settings;

async fn page(path: &str) -> String {
    let answer = get_as(path, "text/html").await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text()
}

/// What a page shows: its text without elements and their attributes.
fn visible(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    main.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join(" ")
}

fn encoded_value(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn touches(finding: &Finding, side: &Side, target: &Target) -> bool {
    let doc = side.doc.as_ref().unwrap_or(&finding.doc);
    *doc == target.doc && side.evidence.start < target.evidence.end && target.evidence.start < side.evidence.end
}

#[tokio::test]
async fn no_page_says_that_figures_agree_of_which_a_check_says_that_they_do_not() {
    let kb = KnowledgeBase::open(corpus_kb()).unwrap();
    let (targets, findings) = (kb.targets().unwrap(), kb.findings().unwrap());
    let overview = page("/targets?view=compare&page=all").await;
    let mut checked = 0;
    for finding in findings.iter().filter(|finding| finding.code == "value-conflict") {
        let Some(b) = &finding.b else { continue };
        let of = |side: &Side| targets.iter().find(|target| touches(finding, side, target));
        let (Some(first), Some(second)) = (of(&finding.a), of(b)) else { continue };
        for target in [first, second] {
            let shown = page(&format!("/indicator?name={}", encoded_value(&target.indicator))).await;
            let seen = visible(&shown);
            assert!(seen.contains("不一致") || seen.contains("需核对"), "{}: {seen}", finding.message);
            // The other passage, whatever it is called there, stands on the same page, and the finding too.
            assert!(seen.contains(&second.quote) && seen.contains(&first.quote), "{}: {seen}", finding.message);
            assert!(shown.contains(&finding.id), "{}", finding.message);
        }
        checked += 1;
    }
    assert!(checked >= 5, "{checked}");
    // Those that do not agree come first.
    let places = ["不一致", "一致"].map(|verdict| overview.find(&format!(">{verdict}</span>")));
    assert!(matches!(places, [Some(conflict), Some(agree)] if conflict < agree), "{places:?}");
}

#[tokio::test]
async fn findings_have_addresses_that_stay_and_the_gravest_come_first() {
    let kb = KnowledgeBase::open(corpus_kb()).unwrap();
    let findings = kb.findings().unwrap();
    for finding in findings.iter().step_by(9) {
        let one = page(&format!("/findings?id={}", finding.id)).await;
        let same = findings.iter().filter(|other| other.id == finding.id).count();
        assert_eq!(one.matches("<article class=\"finding").count(), same, "{}", finding.message);
        assert!(one.contains(&format!("id=\"f{}\"", finding.id)), "{}", finding.message);
    }
    let all = page("/findings").await;
    let place = |severity: &str| all.find(&format!("class=\"finding {severity}"));
    let places = ["error", "warning", "info"].map(place);
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    // A pill says how many findings it leaves, and is taken off again by the same click.
    let errors = findings.iter().filter(|finding| finding.severity.name() == "error").count();
    assert!(visible(&all).contains(&format!("错误 {errors}")), "{errors}");
    let narrowed = page("/findings?severity=error").await;
    assert_eq!(narrowed.matches("<article class=\"finding").count(), errors);
    assert!(links(&narrowed).contains(&"/findings".to_owned()));
    let listed = get("/api/check?limit=10000").await.json();
    let ids: BTreeSet<&str> = listed["items"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, findings.iter().map(|finding| finding.id.as_str()).collect());
}

#[tokio::test]
async fn every_list_holds_all_its_rows_for_paper_and_lists_them_when_asked() {
    let kb = KnowledgeBase::open(corpus_kb()).unwrap();
    let tasks = kb.tasks().unwrap();
    for (path, row, count) in [
        ("/tasks", "<tr", tasks.len() + 1),
        ("/targets", "<tr", kb.targets().unwrap().len() + 1),
        ("/findings", "<article class=\"finding", kb.findings().unwrap().len()),
    ] {
        let first = page(path).await;
        assert_eq!(first.matches(row).count(), count, "{path}");
        assert!(first.contains("off\""), "{path} shows some");
        let third = page(&format!("{path}?page=3")).await;
        assert_eq!(third.matches(row).count(), count, "{path}");
        let all = page(&format!("{path}?page=all")).await;
        assert!(all.matches(row).count() == count && !all.contains("off\""), "{path}");
        assert!(links(&first).contains(&format!("{path}?page=all")), "{path}");
    }
    // A search that finds a few dozen holds them all as well; one that finds more says so and leads to all.
    let few = page("/search?q=不动产登记").await;
    let total: usize = few.split("命中 ").nth(1).unwrap().split('<').next().unwrap().trim().parse().unwrap();
    assert!(total > 20 && few.matches("<li class=\"hit").count() >= total, "{total}");
    let many = page("/search?q=服务").await;
    assert!(many.contains("此处不是全部") && links(&many).iter().any(|link| link.ends_with("page=all")), "{many}");
    let all = page("/search?q=服务&page=all").await;
    assert!(all.matches("<li class=\"hit").count() > 100);
}

#[tokio::test]
async fn the_examples_of_the_home_page_have_answers() {
    for lang in ["zh", "en"] {
        let home = page(&format!("/?lang={lang}")).await;
        let examples: Vec<String> = links(&home).into_iter().filter(|link| link.starts_with("/ask?q=")).collect();
        assert_eq!(examples.len(), 3, "{lang}: {examples:?}");
        for link in examples {
            let answer = page(&link).await;
            assert!(answer.contains("class=\"answer\"") && !answer.contains("role=\"alert\""), "{link}");
        }
    }
}

#[tokio::test]
async fn what_needs_a_hand_is_counted_as_the_list_behind_it() {
    let home = page("/?today=2021-06-15").await;
    let mut seen = 0;
    for piece in home.split("class=\"hand ").skip(1) {
        let href = piece.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let href = href.replace("&#38;", "&").replace("&amp;", "&");
        let count: usize = piece.split("<b>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().parse().unwrap();
        let listed = get(&format!("{href}&format=json")).await.json();
        assert_eq!(listed.as_array().unwrap().len(), count, "{href}");
        seen += 1;
    }
    assert!(seen >= 4, "{home}");
    assert!(home.contains("until=2021-06-14") && home.contains("since=2021-06-01"), "{home}");
}

#[tokio::test]
async fn one_box_takes_words_and_questions() {
    for (typed, leads) in [
        ("不动产登记", "/search?q="),
        ("牵头:税务局 截止:<=2021-06", "/search?q="),
        ("县税务局", "/search?q="),
        ("县税务局牵头哪些任务", "/ask?q="),
        ("一共有多少项任务？", "/ask?q="),
        ("which unit leads most tasks", "/ask?q="),
    ] {
        let answer = get(&format!("/find?q={}", encoded_value(typed))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed}");
        assert!(answer.header("location").starts_with(leads), "{typed}: {}", answer.header("location"));
    }
    // It stands on every page.
    for path in ["/", "/tasks", "/unit?name=县税务局", "/sparql", "/api"] {
        assert!(page(path).await.contains("<form class=\"find\" action=\"/find\""), "{path}");
    }
}

#[tokio::test]
async fn from_a_page_that_shows_nothing_a_link_leads_back() {
    for (path, back) in [
        ("/tasks?page=999", "/tasks?page=7"),
        ("/search?q=县&page=999", "/search?q=%E5%8E%BF&page=1"),
        ("/findings?page=999", "/findings?page=1"),
        ("/tasks?unit=火星局", "/tasks"),
        ("/targets?q=没有这样的词", "/targets"),
        ("/findings?part=99", "/findings"),
        ("/audit?part=99", "/audit"),
        ("/units?q=火星", "/units"),
    ] {
        assert!(links(&page(path).await).contains(&back.to_owned()), "{path}");
    }
    for path in ["/search", "/ask", "/find", "/tasks", "/unit", "/nothing"] {
        let answer = get_as(&format!("{path}?q={}", "long ".repeat(2_000)), "text/html").await;
        let answer = match answer.status {
            StatusCode::SEE_OTHER => get_as(answer.header("location"), "text/html").await,
            _ => answer,
        };
        let back = links(&answer.text());
        assert!(answer.media() == "text/html" && back.contains(&"/".to_owned()), "{path}: {}", answer.status);
        assert!(answer.status.is_success() || answer.status.is_client_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn no_page_for_people_shows_a_code() {
    let codes: BTreeSet<String> = zhengtu_check::rules().iter().map(|rule| rule.code.to_owned()).collect();
    for path in [
        "/",
        "/findings?page=all",
        "/audit",
        "/unit?name=县税务局",
        "/task?id=doc/wenxian-2021.txt/part/6/task/三/一/2",
        "/targets?view=compare",
        "/search?q=不动产登记",
    ] {
        let seen = visible(&page(path).await);
        for code in codes.iter().map(String::as_str).chain(["RRULE", "numbering-gap", "annex-absent", "FREQ="]) {
            assert!(!seen.contains(code), "{path} shows {code}");
        }
    }
    for path in
        ["/tasks?format=csv", "/targets?format=csv", "/search?q=登记&format=csv", "/doc/wenxian-2021.txt?format=csv"]
    {
        let table = get(path).await.text();
        for code in [",clause,", ",level,", ",increase,", ",heading,", "FREQ="] {
            assert!(!table.contains(code), "{path} has {code}");
        }
    }
}

#[tokio::test]
async fn before_anything_is_read_every_address_says_what_to_do_and_then_the_documents_are_there() {
    let (kb, texts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let router = router(Settings::new(kb.path()));
    let ask = |path: &'static str| {
        let router = router.clone();
        async move { send(&router, request(path).header("accept", "text/html").body(Body::empty()).unwrap()).await }
    };
    for path in ["/", "/tasks", "/sparql", "/nothing"] {
        let answer = ask(path).await;
        assert!(answer.text().contains("zhengtu build"), "{path}: {}", answer.text());
        assert_eq!(answer.media(), "text/html", "{path}");
    }
    let api = ask("/api/tasks").await;
    assert_eq!((api.status, api.media()), (StatusCode::SERVICE_UNAVAILABLE, "application/json"));
    std::fs::write(texts.path().join("a.txt"), "某县方案\n一、主要任务\n1.推进办理。逐项落实。\n责任单位：县税务局\n")
        .unwrap();
    super::support::build(kb.path(), texts.path());
    let home = ask("/").await;
    assert!(home.status == StatusCode::OK && home.text().contains("某县方案"));
}

#[tokio::test]
async fn the_corpus_is_listed_with_its_title_and_government() {
    let home = visible(&page("/").await);
    assert!(home.contains("温县"), "{home}");
    let request = request("/?q=没有这样的文件").header("accept", "text/html").body(Body::empty()).unwrap();
    assert!(send(&corpus(), request).await.text().contains("去掉全部条件"));
}
