//! Requests that mean harm: refused or bounded, and the server answers the next one.

use super::support::{Answer, build, corpus, get, get_as, post, request, router, send, settings};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;
use zhengtu_serve::{Bounds, Settings, routes};

const SCRIPT: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}";

async fn alive() {
    assert_eq!(get("/api/tasks?limit=1").await.json()["total"], 328);
}

async fn ask(builder: axum::http::request::Builder) -> Answer {
    send(&corpus(), builder.body(Body::empty()).expect("the request is well formed")).await
}

#[tokio::test]
async fn a_wrong_host_is_refused() {
    let with = |host: &'static str| Request::builder().uri("/").header("host", host);
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8741",
        "127.0.0.1@evil.example",
        "",
        "10.0.0.1",
        "0.0.0.0:8741",
        "localhost.evil.example",
    ] {
        let answer = ask(with(host)).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.text().contains("温县"));
    }
    assert_eq!(ask(Request::builder().uri("/")).await.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(ask(with("127.0.0.1").header("host", "evil.example")).await.status, StatusCode::MISDIRECTED_REQUEST);
    let in_line = Request::builder().uri("http://evil.example/").header("host", "127.0.0.1");
    assert_eq!(ask(in_line).await.status, StatusCode::MISDIRECTED_REQUEST);
    for host in ["127.0.0.1:8741", "localhost", "LocalHost:9999", "[::1]:8741"] {
        assert_eq!(ask(with(host)).await.status, StatusCode::OK, "{host}");
    }
    let named = router(Settings { hosts: vec!["plans.example".to_owned()], ..settings() });
    let by_name = with("plans.example:80").body(Body::empty()).unwrap();
    assert_eq!(send(&named, by_name).await.status, StatusCode::OK);
}

#[tokio::test]
async fn script_in_a_text_field_comes_back_as_text() {
    let pages = [
        "/search",
        "/tasks",
        "/units",
        "/unit",
        "/targets",
        "/indicator",
        "/findings",
        "/ask",
        "/queries/tasks-led-by-unit",
        "/sparql",
        "/audit",
        "/login",
        "/doc/wenxian-2021.txt",
        "/task",
        "/target",
        "/",
        "/api",
        "/queries",
    ];
    let fields = [
        "q", "unit", "lead", "part", "due", "kind", "doc", "sort", "role", "since", "until", "view", "name", "id",
        "severity", "code", "n", "reading", "query", "next", "page", "at", "format", "lang", "today",
    ];
    for page in pages {
        for field in fields {
            let query: String = form_urlencoded::Serializer::new(String::new()).append_pair(field, SCRIPT).finish();
            harmless(&format!("{page}?{query}")).await;
        }
    }
    for path in [
        "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/doc/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/queries/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        harmless(path).await;
    }
    alive().await;
}

async fn harmless(path: &str) {
    let answer = get_as(path, "text/html").await;
    let page = answer.text();
    assert!(answer.status.is_success() || answer.status.is_client_error(), "{path}: {}", answer.status);
    if answer.media() == "text/html" {
        assert!(!page.contains("<script>") && !page.contains("<img") && !page.contains("\"'>"), "{path}");
    } else {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn script_in_a_document_comes_back_as_text() {
    let (kb, texts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let plan = "关于<script>alert(1)</script>的实施方案\n一、主要措施\n1.推进<img src=x onerror=alert(2)>办理。\"><script>alert(3)</script>落实，办结率达到95%以上。\n责任单位：县<b>税务局\n完成时限：2021年6月<script>\n";
    std::fs::write(texts.path().join("a<script>alert(4)<!--.txt"), plan).unwrap();
    build(kb.path(), texts.path());
    let router = router(Settings::new(kb.path()));
    let ask = |path: String| send(&router, request(&path).header("accept", "text/html").body(Body::empty()).unwrap());
    let home = ask("/".to_owned()).await.text();
    let mut pages = super::support::links(&home);
    pages.extend(["/tasks", "/findings", "/audit", "/units", "/targets", "/search?q=办理"].map(str::to_owned));
    let tasks = ask("/tasks".to_owned()).await.text();
    pages.extend(super::support::links(&tasks));
    for path in pages {
        let answer = ask(path.clone()).await;
        if answer.media() == "text/html" {
            let page = answer.text();
            assert!(!page.contains("<script>") && !page.contains("<img") && !page.contains("<b>税"), "{path}");
        }
    }
    assert!(home.contains("&#60;script&#62;"));
}

#[tokio::test]
async fn a_query_of_ten_megabytes_is_refused() {
    let long = format!("SELECT * {{ ?s ?p \"{}\" }}", "长".repeat(10 << 20));
    for media in ["application/sparql-query", "application/x-www-form-urlencoded"] {
        let answer = post("/sparql", media, "*/*", format!("query={long}")).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{media}");
    }
    // Longer than a query may be, shorter than a body may be.
    let answer = post("/sparql", "application/sparql-query", "*/*", format!("ASK {{}} #{}", "x".repeat(900_000))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let nested = post("/sparql", "application/sparql-query", "*/*", format!("ASK {}", "{".repeat(150_000))).await;
    assert_eq!(nested.status, StatusCode::BAD_REQUEST);
    let words = "税".repeat(5_000);
    assert_eq!(get(&format!("/api/search?q={words}")).await.status, StatusCode::BAD_REQUEST);
    let asked = get(&format!("/api/ask?q={words}")).await;
    assert!(asked.json()["understood"].is_null());
    alive().await;
}

#[tokio::test]
async fn a_path_does_not_leave_the_knowledge_base() {
    for path in [
        "/doc/../../../../etc/passwd",
        "/doc/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/doc/%2e%2e/%2e%2e/etc/passwd",
        "/doc//etc/passwd",
        "/doc/%00",
        "/static/../manifest.json",
        "/static/..%2f..%2fCargo.toml",
        "/queries/..%2f..%2fetc%2fpasswd",
        "/api/queries/..%2ftasks-led-by-unit",
        "/task?id=../../etc/passwd",
    ] {
        let answer = get_as(path, "text/html").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("root:"), "{path}");
    }
    alive().await;
}

#[tokio::test]
async fn a_query_that_multiplies_rows_is_bounded() {
    let ask = |bounds: Bounds, query: &str| {
        let router = router(Settings { bounds, ..settings() });
        let request = request("/sparql").method("POST").header("content-type", "application/sparql-query");
        let request = request.body(Body::from(query.to_owned())).unwrap();
        async move { send(&router, request).await }
    };
    let few = Bounds { rows: 5_000, ..Bounds::default() };
    let rows = ask(few, "SELECT * { ?a ?b ?c . ?d ?e ?f }").await;
    assert_eq!(rows.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", rows.text());
    assert!(rows.text().contains("LIMIT"), "{}", rows.text());
    let small = Bounds { result: 10_000, ..Bounds::default() };
    let bytes = ask(small, "SELECT * { ?a ?b ?c } LIMIT 1000").await;
    assert_eq!(bytes.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", bytes.text());
    let short = Bounds { time: Duration::from_secs(1), ..Bounds::default() };
    let late = ask(short, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) != STR(?f)) }").await;
    assert_eq!(late.status, StatusCode::SERVICE_UNAVAILABLE, "{}", late.text());
    assert_eq!(late.header("retry-after"), "2");
    alive().await;
}

#[tokio::test]
async fn every_answer_is_sealed() {
    let mut answers =
        vec![get("/static/style.css").await, get("/nothing").await, get("/api/tasks?x=1").await, get("/sparql").await];
    answers.push(ask(Request::builder().uri("/").header("host", "evil.example")).await);
    for route in routes().iter().filter(|route| !route.path.contains('{')) {
        answers.push(get_as(route.path, "text/html").await);
    }
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value);
        }
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn other_origins_read_only_what_they_are_named_for() {
    let open = router(Settings { origins: vec!["https://intranet.example".to_owned()], ..settings() });
    let from = |origin: &'static str, method: &'static str| {
        request(if method == "POST" { "/sparql" } else { "/sparql?query=ASK{}" })
            .method(method)
            .header("origin", origin)
            .header("content-type", "application/sparql-query")
    };
    let named = send(&open, from("https://intranet.example", "GET").body(Body::empty()).unwrap()).await;
    assert_eq!(named.header("access-control-allow-origin"), "https://intranet.example");
    assert_eq!(named.header("vary"), "Origin");
    let preflight = send(&open, from("https://intranet.example", "OPTIONS").body(Body::empty()).unwrap()).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    for origin in ["https://evil.example", "null", "https://intranet.example.evil.example", "http://intranet.example"] {
        let other = send(&open, from(origin, "GET").body(Body::empty()).unwrap()).await;
        assert!(!other.headers.contains_key("access-control-allow-origin"), "{origin}");
        let sent = send(&open, from(origin, "POST").body(Body::from("ASK {}")).unwrap()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{origin}");
    }
    let own = send(&open, from("http://127.0.0.1:8741", "POST").body(Body::from("ASK {}")).unwrap()).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text());
}

const TOKEN: &str = "correct horse battery staple";

fn closed() -> axum::Router {
    let bind = SocketAddr::from(([0, 0, 0, 0], 8741));
    router(Settings { bind, token: Some(TOKEN.to_owned()), hosts: vec!["plans.example".to_owned()], ..settings() })
}

fn to_closed(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header("host", "plans.example")
}

#[tokio::test]
async fn beyond_this_machine_a_token_is_needed() {
    let closed = closed();
    let send = |request: Request<Body>| send(&closed, request);
    for path in ["/", "/api/tasks", "/sparql?query=ASK%7B%7D", "/graph?default", "/doc/wenxian-2021.txt", "/nothing"] {
        let answer = send(to_closed(path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
        for wrong in ["Bearer wrong", "Bearer ", "Basic Y29ycmVjdA==", TOKEN] {
            let answer = send(to_closed(path).header("authorization", wrong).body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} {wrong}");
        }
    }
    let with = to_closed("/api/tasks").header("authorization", format!("Bearer {TOKEN}"));
    let answer = send(with.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
}

#[tokio::test]
async fn a_browser_presents_the_token_once() {
    let closed = closed();
    let send = |request: Request<Body>| send(&closed, request);
    let page = to_closed("/tasks?unit=a").header("accept", "text/html").body(Body::empty()).unwrap();
    let led = send(page).await;
    assert_eq!((led.status, led.header("location")), (StatusCode::SEE_OTHER, "/login?next=%2Ftasks%3Funit%3Da"));
    assert!(send(to_closed("/login").body(Body::empty()).unwrap()).await.text().contains("type=\"password\""));
    let enter = |token: &str, next: &str| {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token)
            .append_pair("next", next)
            .finish();
        let request = to_closed("/login").method("POST").header("content-type", "application/x-www-form-urlencoded");
        request.body(Body::from(body)).unwrap()
    };
    let wrong = send(enter("wrong", "/")).await;
    assert!(wrong.status == StatusCode::FORBIDDEN && !wrong.headers.contains_key("set-cookie"));
    let entered = send(enter(TOKEN, "/tasks?unit=a")).await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/tasks?unit=a"));
    let cookie = entered.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains(TOKEN));
    let kept = cookie.split(';').next().unwrap();
    let page = to_closed("/tasks").header("cookie", kept).body(Body::empty()).unwrap();
    assert_eq!(send(page).await.status, StatusCode::OK);
    // The pass says until when it holds, and cannot be made to hold longer.
    let (name, pass) = kept.split_once('=').unwrap();
    let (until, seal) = pass.split_once('-').unwrap();
    let until: u64 = until.parse().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!(name == "zhengtu" && cookie.contains("Max-Age=43200") && (now + 43_000..now + 43_300).contains(&until));
    for forged in ["0000", "", "-", seal, &format!("{}-{seal}", until + 1), &format!("{until}-{}", "0".repeat(64))] {
        let request = to_closed("/tasks").header("cookie", format!("zhengtu={forged}")).body(Body::empty()).unwrap();
        assert_eq!(send(request).await.status, StatusCode::UNAUTHORIZED, "{forged}");
    }
    for elsewhere in
        ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y"]
    {
        assert_eq!(send(enter(TOKEN, elsewhere)).await.header("location"), "/", "{elsewhere}");
    }
}

#[tokio::test]
async fn a_newer_generation_that_cannot_be_opened_is_reported_once_and_the_one_before_is_served() {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("计划.txt");
    std::fs::write(&plan, "某县工作方案\n一、任务\n1.优化办税。推行网上办税。\n责任单位：县税务局\n").unwrap();
    let kb = folder.path().join("kb");
    build(&kb, &plan);
    let report = |error: &zhengtu_kb::Error| REPORTS.lock().unwrap().push(error.to_string());
    let router = router(Settings { report, ..Settings::new(&kb) });
    std::fs::create_dir(kb.join("gen-000099")).unwrap();
    std::fs::write(kb.join("CURRENT"), "gen-000099\n").unwrap();
    for _ in 0..2 {
        let page = send(&router, request("/tasks").body(Body::empty()).unwrap()).await;
        assert!(page.status == StatusCode::OK && page.text().contains("优化办税"), "{}", page.text());
    }
    let reports = REPORTS.lock().unwrap();
    assert!(reports.len() == 1 && reports[0].contains("gen-000099"), "{reports:?}");
}
