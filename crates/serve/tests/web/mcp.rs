//! The Model Context Protocol over HTTP, behind the guard.

use crate::support::{Answer, corpus, request, router, send, settings};
use axum::Router;
use axum::body::Body;
use serde_json::{Value, json};

async fn ask_of(router: &Router, method: &str, params: Value, token: Option<&str>) -> Answer {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let mut request = request("/mcp")
        .method("POST")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .header("mcp-protocol-version", "2025-06-18");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    send(router, request.body(Body::from(body.to_string())).expect("the request is well formed")).await
}

async fn call(tool: &str, arguments: Value) -> Value {
    let answer = ask_of(&corpus(), "tools/call", json!({ "name": tool, "arguments": arguments }), None).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["result"].clone()
}

/// What a tool gave, which has to be no error and in both forms.
async fn given(tool: &str, arguments: Value) -> Value {
    let result = call(tool, arguments).await;
    assert_ne!(result["isError"], true, "{tool}: {result}");
    assert!(!result["content"][0]["text"].as_str().unwrap_or_default().is_empty(), "{tool}");
    result["structuredContent"].clone()
}

#[tokio::test]
async fn tools_only_read_and_say_so() {
    let answer = ask_of(&corpus(), "tools/list", json!({}), None).await;
    let tools = answer.json()["result"]["tools"].as_array().cloned().expect("tools are listed");
    assert_eq!(tools.len(), 14);
    for tool in &tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{tool}");
        assert_eq!(tool["outputSchema"]["type"], "object", "{tool}");
        let about = tool["description"].as_str().unwrap_or_default();
        assert!(about.contains(" / ") && about.chars().any(|char| char > '\u{4e00}'), "{about}");
    }
}

#[tokio::test]
async fn tasks_come_with_passages_that_verify_and_go_on_where_they_stopped() {
    let asked = json!({ "unit": "税务局", "role": "lead", "until": "2021-06-30", "limit": 5 });
    let first = given("tasks", asked.clone()).await;
    assert_eq!(first["total"], 8);
    assert_eq!(first["next_offset"], 5);
    let mut rest = asked;
    rest["offset"] = json!(5);
    let rest = given("tasks", rest).await;
    assert_eq!((rest["items"].as_array().map(Vec::len), &rest["next_offset"]), (Some(3), &Value::Null));
    for task in first["items"].as_array().expect("tasks are listed") {
        let verified = given("verify_quote", json!({ "quote": task["units_printed"] })).await;
        assert_eq!(verified["verified"], true, "{task}");
    }
}

#[tokio::test]
async fn an_answer_is_bounded_whatever_is_asked_for() {
    for (tool, arguments) in [
        ("tasks", json!({ "limit": 200 })),
        ("targets", json!({ "limit": 200 })),
        ("check", json!({ "limit": 200 })),
        ("outline", json!({ "document": "wenxian-2021.txt", "limit": 200 })),
        ("read", json!({ "document": "wenxian-2021.txt", "length": 4_000_000 })),
        ("search", json!({ "query": "办理", "limit": 200 })),
        ("ask", json!({ "question": "有哪些任务？", "limit": 200 })),
        ("sparql", json!({ "query": "SELECT * { ?s ?p ?o }", "limit": 200 })),
    ] {
        let answer = ask_of(&corpus(), "tools/call", json!({ "name": tool, "arguments": arguments }), None).await;
        let result = answer.json()["result"].clone();
        assert_ne!(result["isError"], true, "{tool}: {result}");
        assert!(result.to_string().chars().count() < 60_000, "{tool}");
    }
}

#[tokio::test]
async fn a_quotation_that_stands_nowhere_does_not_verify() {
    let text = "到2021年底税收增长百分之九十九点九";
    let found = given("verify_quote", json!({ "quote": text })).await;
    assert_eq!((&found["verified"], found["total"].as_u64()), (&json!(false), Some(0)));
    assert!(found["nearest"].as_array().is_some_and(|nearest| !nearest.is_empty()));
    // White space does not count, another sign does.
    let printed = given("read", json!({ "document": "wenxian-2021.txt", "start": 2_000, "length": 20 })).await;
    let printed = printed["text"].as_str().expect("there is text").trim().to_owned();
    let spaced: String = printed.chars().flat_map(|char| [char, ' ']).collect();
    assert_eq!(given("verify_quote", json!({ "quote": spaced })).await["verified"], true);
    let other = printed.replacen(|char: char| char.is_alphanumeric(), "龘", 1);
    assert_eq!(given("verify_quote", json!({ "quote": other })).await["verified"], false);
}

#[tokio::test]
async fn a_mistake_is_answered_with_what_to_do() {
    for (tool, arguments, told) in [
        ("read", json!({ "document": "no-such.txt" }), "list_documents"),
        ("tasks", json!({ "nuit": "税务局" }), "unit"),
        ("run_query", json!({ "name": "no-such" }), "list_queries"),
        ("sparql", json!({ "query": "DELETE WHERE { ?s ?p ?o }" }), ""),
        ("compare", json!({ "old": "wenxian-2021.txt", "new": "wenxian-2021.txt" }), "old"),
    ] {
        let result = call(tool, arguments).await;
        assert_eq!(result["isError"], true, "{tool}: {result}");
        assert!(result["content"][0]["text"].as_str().is_some_and(|text| text.contains(told)), "{tool}: {result}");
    }
    let unknown = ask_of(&corpus(), "tools/call", json!({ "name": "write", "arguments": {} }), None).await.json();
    assert!(unknown["error"]["message"].as_str().is_some_and(|text| text.contains("list_documents")), "{unknown}");
}

#[tokio::test]
async fn the_guard_stands_in_front() {
    let mut closed = settings();
    closed.token = Some("0123456789abcdef".to_owned());
    let closed = router(closed);
    assert_eq!(ask_of(&closed, "tools/list", json!({}), None).await.status, 401);
    assert_eq!(ask_of(&closed, "tools/list", json!({}), Some("0123456789abcdef")).await.status, 200);
    let elsewhere = request("/mcp").method("POST").header("origin", "http://evil.example").body(Body::from("{}"));
    assert_eq!(send(&corpus(), elsewhere.expect("the request is well formed")).await.status, 403);
}
