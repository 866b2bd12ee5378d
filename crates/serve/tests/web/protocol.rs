//! The SPARQL 1.1 Protocol and the Graph Store, and the records as JSON.

use super::support::{get, get_as, post, request, send};
use axum::body::Body;
use axum::http::StatusCode;

const COUNT: &str = "SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }";
const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";

#[tokio::test]
async fn a_query_comes_by_get_by_form_and_by_itself() {
    let form: String = form_urlencoded::Serializer::new(String::new()).append_pair("query", COUNT).finish();
    let answers = [
        get(&format!("/sparql?{form}")).await,
        post("/sparql", FORM, "*/*", form).await,
        post("/sparql", QUERY, "*/*", COUNT).await,
    ];
    for answer in answers {
        assert_eq!((answer.status, answer.media()), (StatusCode::OK, "application/sparql-results+json"));
        assert_eq!(answer.json()["results"]["bindings"][0]["n"]["value"], "328");
    }
}

#[tokio::test]
async fn the_caller_chooses_the_format() {
    let wanted = [
        ("application/sparql-results+json", "application/sparql-results+json", "{\"head\""),
        ("application/sparql-results+xml, application/rdf+xml", "application/sparql-results+xml", "<?xml"),
        ("application/json", "application/sparql-results+json", "{\"head\""),
        ("text/csv", "text/csv", "n\r\n328"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", "text/tab-separated-values", "?n\n328"),
    ];
    for (accept, media, start) in wanted {
        let answer = post("/sparql", QUERY, accept, COUNT).await;
        assert_eq!((answer.status, answer.media()), (StatusCode::OK, media), "{accept}");
        assert!(answer.text().starts_with(start), "{accept}: {}", answer.text());
    }
    let construct = "CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 3";
    for media in
        ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/n-quads"]
    {
        let answer = post("/sparql", QUERY, media, construct).await;
        assert_eq!((answer.status, answer.media()), (StatusCode::OK, media));
        assert!(answer.text().contains("zhengtu.example/ns#"), "{media}");
    }
    assert_eq!(post("/sparql", QUERY, "image/png", COUNT).await.status, StatusCode::NOT_ACCEPTABLE);
    let ask = post("/sparql", QUERY, "application/sparql-results+xml", "ASK { ?t a zt:Task }").await;
    assert!(ask.text().contains("<boolean>true</boolean>"));
}

#[tokio::test]
async fn a_format_is_known_by_its_name_its_ending_and_its_media_type() {
    let construct = "CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 3";
    let wanted = [
        (construct, "xml", "*/*", "application/rdf+xml"),
        (construct, "rdf+xml", "*/*", "application/rdf+xml"),
        (construct, "turtle", "*/*", "text/turtle"),
        (construct, "n3", "*/*", "text/turtle"),
        (construct, "json-ld", "*/*", "application/ld+json"),
        (construct, "text/turtle", "application/rdf+xml", "text/turtle"),
        (COUNT, "xml", "*/*", "application/sparql-results+xml"),
        (COUNT, "csv", "*/*", "text/csv"),
        (COUNT, "application/sparql-results+json", "text/csv", "application/sparql-results+json"),
        // What is no format of these results leaves the choice to Accept.
        (COUNT, "turtle", "text/csv", "text/csv"),
        (COUNT, "exe", "application/sparql-results+xml", "application/sparql-results+xml"),
        (construct, "csv", "text/turtle", "text/turtle"),
    ];
    for (query, format, accept, media) in wanted {
        let form: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("query", query), ("format", format), ("output", format), ("results", format)])
            .finish();
        for answer in [get_as(&format!("/sparql?{form}"), accept).await, post("/sparql", FORM, accept, form).await] {
            assert_eq!((answer.status, answer.media()), (StatusCode::OK, media), "{format} {accept}: {query}");
        }
    }
    for (accept, media) in [("application/xml", "application/rdf+xml"), ("text/n3", "text/turtle")] {
        assert_eq!(post("/sparql", QUERY, accept, construct).await.media(), media, "{accept}");
    }
}

#[tokio::test]
async fn a_request_that_the_protocol_does_not_know_is_refused() {
    let wrong = [
        (post("/sparql", QUERY, "*/*", "SELEKT").await, StatusCode::BAD_REQUEST),
        (post("/sparql", FORM, "*/*", "query=ASK{}&query=ASK{}").await, StatusCode::BAD_REQUEST),
        (post("/sparql", FORM, "*/*", "update=DROP+ALL").await, StatusCode::BAD_REQUEST),
        (post("/sparql", "application/sparql-update", "*/*", "DROP ALL").await, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (post("/sparql", QUERY, "*/*", "DROP ALL").await, StatusCode::BAD_REQUEST),
        (post("/sparql", QUERY, "*/*", &b"\xff\xfe"[..]).await, StatusCode::BAD_REQUEST),
        (
            post("/sparql", QUERY, "*/*", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").await,
            StatusCode::BAD_REQUEST,
        ),
        (get("/sparql?query=ASK{}&default-graph-uri=not an iri").await, StatusCode::BAD_REQUEST),
    ];
    for (at, (answer, status)) in wrong.into_iter().enumerate() {
        assert_eq!(answer.status, status, "{at}: {}", answer.text());
        assert!(answer.json()["error"].as_str().is_some_and(|message| !message.is_empty()), "{at}");
    }
    let put =
        send(&super::support::corpus(), request("/graph?default").method("PUT").body(Body::empty()).unwrap()).await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(put.header("allow").contains("GET"));
}

#[tokio::test]
async fn the_request_can_name_the_dataset() {
    let document = "https://zhengtu.example/doc/wenxian-2021.txt/graph";
    let counted = |answer: super::support::Answer| {
        answer.json()["results"]["bindings"][0]["n"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let of = |more: String| format!("/sparql?query={COUNT}{more}");
    assert_eq!(counted(get(&of(format!("&default-graph-uri={document}"))).await), "328");
    assert_eq!(counted(get(&of("&default-graph-uri=https://zhengtu.example/ns".to_owned())).await), "0");
    assert_eq!(counted(get(&of(format!("&named-graph-uri={document}"))).await), "0");
    let named = "SELECT (COUNT(?t) AS ?n) { GRAPH ?g { ?t a zt:Task } }";
    assert_eq!(counted(get(&format!("/sparql?query={named}&named-graph-uri={document}")).await), "328");
}

#[tokio::test]
async fn without_a_query_programs_get_the_description_and_browsers_the_page() {
    let answer = get_as("/sparql", "text/turtle").await;
    assert_eq!((answer.status, answer.media()), (StatusCode::OK, "text/turtle"));
    for words in
        ["#Service>", "#endpoint> <http://127.0.0.1:8741/sparql>", "#SPARQL11Query>", "wenxian-2021.txt/graph>"]
    {
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
    }
    assert_eq!(get_as("/sparql", "application/rdf+xml").await.media(), "application/rdf+xml");
    let page = get_as("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8").await;
    assert!(page.media() == "text/html" && page.text().contains("<textarea"));
}

#[tokio::test]
async fn the_page_shows_rows_answers_triples_and_faults() {
    let ask = |query: &'static str| async move { get_as(&format!("/sparql?query={query}"), "text/html").await };
    let rows = ask("SELECT ?t { ?t a zt:Task } LIMIT 2").await.text();
    assert!(rows.contains("href=\"/task?id=") && rows.contains("format=xlsx"), "{rows}");
    assert!(ask("ASK { ?t a zt:Task }").await.text().contains(">是</p>"));
    assert!(ask("CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 1").await.text().contains("a zt:Task"));
    let fault = ask("SELEKT ?t").await;
    assert!(fault.status == StatusCode::BAD_REQUEST && fault.text().contains("查询语法有误"));
    let many = ask("SELECT * { ?s ?p ?o }").await.text();
    assert!(many.contains("还有更多，只列出前： 1000"));
}

#[tokio::test]
async fn the_examples_of_the_page_find_something() {
    let page = get_as("/sparql", "text/html").await.text();
    let examples: Vec<String> =
        super::support::links(&page).into_iter().filter(|link| link.starts_with("/sparql?query=")).collect();
    assert!(examples.len() >= 5);
    for example in examples {
        let answer = get_as(&example, "text/html").await;
        let page = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{example}");
        assert!(page.contains("<table") || page.contains(">是</p>") || page.contains("@prefix"), "{example}");
    }
}

#[tokio::test]
async fn the_graph_store_is_read() {
    let whole = get_as("/graph?default", "application/n-triples").await;
    let one = get_as("/graph?graph=https://zhengtu.example/doc/wenxian-2021.txt/graph", "application/n-triples").await;
    assert_eq!((whole.status, one.status), (StatusCode::OK, StatusCode::OK));
    let lines = |answer: &super::support::Answer| answer.text().lines().count();
    assert!(lines(&whole) > lines(&one) && lines(&one) > 20_000);
    assert_eq!(get("/graph?default").await.media(), "text/turtle");
    assert_eq!(get("/graph").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/graph?default&graph=urn:x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/graph?graph=urn:nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as("/graph?default", "image/png").await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn records_are_those_of_the_exchange_form() {
    let tasks = get("/api/tasks?unit=税务局&role=lead&until=2021-06-30").await.json();
    assert_eq!(tasks["total"], 8);
    assert_eq!(tasks["items"][0]["path"], "三/一/2");
    assert_eq!(tasks["items"][0]["units"][0]["role"], "lead");
    let lines = get("/api/tasks?format=jsonl").await;
    assert_eq!((lines.media(), lines.text().lines().count()), ("application/x-ndjson", 328));
    assert_eq!(get_as("/api/targets", "application/x-ndjson").await.text().lines().count(), 217);
    let page = get("/api/tasks?limit=2&offset=327").await.json();
    assert_eq!((page["total"].clone(), page["items"].as_array().map(Vec::len)), (328.into(), Some(1)));
    let found = get("/api/search?q=不动产登记&kind=task").await.json();
    assert!(found["total"].as_u64() > Some(5) && found["facets"]["part"].is_array());
    assert_eq!(found["items"][0]["kind"], "task");
    let answer = get("/api/ask?q=县税务局牵头、2021年6月底前完成的任务有哪些？").await.json();
    assert_eq!((answer["answer"].clone(), answer["rows"].as_array().map(Vec::len)), (serde_json::Value::Null, Some(8)));
    let puzzled = get("/api/ask?q=月亮上有什么？").await.json();
    assert!(puzzled["understood"].is_null() && puzzled["reason"].is_string());
    let errors = get("/api/check?severity=error&format=jsonl").await.text();
    assert!(errors.lines().count() > 3 && errors.lines().all(|line| line.contains("\"severity\":\"error\"")));
    let saved = get("/api/queries/tasks-led-by-unit?unit=税务局&due=2021-06-30").await.json();
    assert_eq!(saved["results"]["bindings"].as_array().map(Vec::len), Some(8));
    let csv = get("/api/queries/tasks-led-by-unit?unit=税务局&format=csv").await;
    assert!(csv.media() == "text/csv" && csv.text().starts_with("task,doc"));
}

#[tokio::test]
async fn head_gives_the_head_alone() {
    let head = send(&super::support::corpus(), request("/api/tasks").method("HEAD").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn progress_and_the_calendar_are_there_for_programs() {
    let all = get("/api/progress?today=2021-06-01&limit=10000").await.json();
    let items = all["items"].as_array().unwrap();
    assert!(items.len() as u64 == all["total"].as_u64().unwrap() && items.len() >= 328, "{}", items.len());
    let late = get("/api/progress?today=2021-06-01&unit=县税务局&light=overdue&format=jsonl").await;
    let late: Vec<serde_json::Value> = late.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!late.is_empty());
    for one in &late {
        assert_eq!((&one["unit"], &one["light"]), (&"县税务局".into(), &"overdue".into()));
        assert!(one["days"].as_i64() < Some(0) && one["due"].as_str() < Some("2021-06-01") && one["report"].is_null());
    }
    assert_eq!(get("/api/progress?light=green").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/api/progress?unit=火星局").await.status, StatusCode::NOT_FOUND);
    let calendar = get("/api/calendar?unit=县税务局").await;
    assert_eq!(calendar.media(), "text/calendar");
    let text = calendar.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.matches("BEGIN:VEVENT\r\n").count() > 3, "{text}");
    assert_eq!(text, get("/calendar.ics?unit=县税务局").await.text());
}
