//! Things of the graph by their own addresses, the ontology, and what becomes of every answer on its way out.

use super::support::{corpus, get, get_as, request, send};
use axum::body::Body;
use axum::http::StatusCode;
use std::io::Read;

const TASK: &str = "/doc/wenxian-2021.txt/part/6/task/三/一/2";

#[tokio::test]
async fn what_the_graph_calls_so_is_answered_there_with_triples_or_its_page() {
    for media in ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"] {
        let answer = get_as(TASK, media).await;
        assert_eq!((answer.status, answer.media()), (StatusCode::OK, media));
        assert!(answer.text().contains("推行“多税合一综合申报”"), "{media}: {}", answer.text());
    }
    // What belongs to the task alone comes with it: its deadline, its responsibilities.
    let all = get(TASK).await.text();
    assert!(all.contains("#responsibility-1") && all.contains("2021-04-30"), "{all}");
    let page = get_as(TASK, "text/html,*/*;q=0.8").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let shown = get_as(page.header("location"), "text/html").await;
    assert!(shown.status == StatusCode::OK && shown.text().contains("多税合一综合申报"), "{}", page.header("location"));
}

#[tokio::test]
async fn each_kind_of_thing_has_triples_and_a_page() {
    let query = "SELECT DISTINCT ?thing { { ?thing a zt:Body } UNION { ?thing a zt:Target } UNION { ?thing a zt:Clause }
        UNION { ?thing a zt:Plan } UNION { ?thing a zt:Part } UNION { ?task zt:deadline ?thing } UNION { ?thing a org:Organization } }";
    let values = form_urlencoded::Serializer::new(String::new()).append_pair("query", query).finish();
    let found = get(&format!("/sparql?{values}")).await.json();
    let things: Vec<&str> = found["results"]["bindings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["thing"]["value"].as_str())
        .collect();
    assert!(things.len() > 300, "{}", things.len());
    for thing in things.iter().step_by(23) {
        let path = thing.strip_prefix("https://zhengtu.example").unwrap().split('#').next().unwrap();
        let triples = get_as(path, "text/turtle").await;
        assert_eq!(triples.status, StatusCode::OK, "{path}");
        let page = get_as(path, "text/html").await;
        assert!([StatusCode::OK, StatusCode::SEE_OTHER].contains(&page.status), "{path}: {}", page.status);
        if page.status == StatusCode::SEE_OTHER {
            let shown = get_as(page.header("location"), "text/html").await;
            assert_eq!(shown.status, StatusCode::OK, "{path} leads to {}", page.header("location"));
        }
    }
    assert_eq!(get_as("/doc/wenxian-2021.txt/part/6/task/三/九/9", "text/turtle").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as("/nowhere", "text/turtle").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_ontology_and_the_schema_of_the_records_are_served() {
    let ontology = get_as("/ns", "text/turtle").await;
    assert!(ontology.status == StatusCode::OK && ontology.text().contains("zt:Task"), "{}", ontology.text());
    let schema = get("/ns/records.schema.json").await;
    assert_eq!(schema.media(), "application/json");
    assert!(schema.json()["$defs"]["Task"]["properties"]["deadline"].is_object());
    let health = get("/api/health").await.json();
    assert_eq!((health["status"].as_str(), health["documents"].as_u64()), (Some("ok"), Some(1)));
}

#[tokio::test]
async fn an_answer_that_the_caller_has_is_not_sent_again() {
    for path in ["/", "/api/tasks?limit=3", "/tasks?format=csv"] {
        let first = get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let again = request(path).header("accept", "*/*").header("if-none-match", format!("\"other\", {tag}"));
        let again = send(&corpus(), again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        let other = request(path).header("accept", "*/*").header("if-none-match", "W/\"0000\"");
        assert_eq!(send(&corpus(), other.body(Body::empty()).unwrap()).await.body, first.body, "{path}");
    }
    assert!(get("/nowhere").await.headers.get("etag").is_none());
}

#[tokio::test]
async fn text_is_packed_for_callers_that_take_it() {
    let plain = get("/api/tasks").await;
    let ask = |path: &'static str, coding: &'static str| {
        let request = request(path).header("accept", "*/*").header("accept-encoding", coding);
        async move { send(&corpus(), request.body(Body::empty()).unwrap()).await }
    };
    let packed = ask("/api/tasks", "gzip, br").await;
    assert_eq!((packed.header("content-encoding"), packed.header("etag")), ("gzip", plain.header("etag")));
    assert!(packed.body.len() * 3 < plain.body.len(), "{} of {}", packed.body.len(), plain.body.len());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    for answer in [ask("/api/tasks", "br").await, ask("/api/tasks", "gzip;q=0").await] {
        assert!(answer.headers.get("content-encoding").is_none());
        assert!(answer.header("vary").contains("Accept-Encoding"), "caches must tell them apart");
    }
    // A workbook is packed already.
    assert!(ask("/tasks?format=xlsx", "gzip").await.headers.get("content-encoding").is_none());
}

#[tokio::test]
async fn options_says_what_an_address_takes() {
    for (path, methods) in [("/api/tasks", "GET,HEAD"), ("/sparql", "GET,HEAD,POST")] {
        let asked = request(path).method("OPTIONS").body(Body::empty()).unwrap();
        let answer = send(&corpus(), asked).await;
        assert_eq!((answer.status, answer.header("allow")), (StatusCode::NO_CONTENT, methods), "{path}");
    }
}
