//! `zhengtu mcp`, spoken to over its standard input.

use crate::support::{corpus_kb, zhengtu};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

/// Sends the requests, each when the one before is answered, and gives the answers; the program ends by itself.
fn talk(arguments: &[&str], requests: &[Value]) -> Vec<Value> {
    let mut command = zhengtu(corpus_kb());
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("standard input is ours");
    let mut lines = BufReader::new(child.stdout.take().expect("standard output is ours")).lines();
    let mut answers = Vec::new();
    for request in requests {
        writeln!(input, "{request}").expect("it reads");
        if request.get("id").is_some() {
            let line = lines.next().expect("it answers").expect("it answers in UTF-8");
            answers.push(serde_json::from_str(&line).expect("each line is JSON"));
        }
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
    answers
}

fn beginning() -> Vec<Value> {
    let client = json!({ "name": "test", "version": "1" });
    let params = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    vec![
        json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
    ]
}

fn tool(name: &str, arguments: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": name, "arguments": arguments } })
}

#[test]
fn an_assistant_finds_reads_and_verifies() {
    let query = "SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }";
    let asked = [
        tool("ask", json!({ "question": "县税务局牵头、2021年6月底前完成的任务有哪些？", "today": "2021-05-01" })),
        tool("verify_quote", json!({ "quote": "县税务局" })),
        tool("sparql", json!({ "query": query })),
    ];
    let answers = talk(&["mcp"], &[beginning(), asked.into()].concat());
    assert_eq!(answers[0]["result"]["serverInfo"]["name"], "zhengtu");
    let given = |at: usize| &answers[at]["result"]["structuredContent"];
    assert_eq!(given(1)["total"], 8);
    assert_eq!(given(2)["verified"], true);
    assert_eq!(given(3)["rows"][0]["n"], "328");
}

#[test]
fn words_come_in_the_language_that_is_asked_for() {
    let text = |answers: &[Value]| answers[1]["result"]["content"][0]["text"].as_str().unwrap_or_default().to_owned();
    let asked = [beginning(), vec![tool("check", json!({ "limit": 1 }))]].concat();
    assert!(text(&talk(&["mcp"], &asked)).starts_with("共 "));
    assert!(text(&talk(&["--lang", "en", "mcp"], &asked)).contains(" in all"));
}
