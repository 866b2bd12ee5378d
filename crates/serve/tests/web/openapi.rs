//! The OpenAPI description against the handlers.

use super::support::{get, get_as, post};
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeSet;
use zhengtu_serve::routes;
use zhengtu_store::{Library, SavedQuery};

fn saved() -> Vec<SavedQuery> {
    Library::built_in().all().expect("the saved queries can be read")
}

#[tokio::test]
async fn the_description_is_served_and_names_every_route_of_data() {
    let served = get("/api/openapi.json").await.json();
    assert_eq!(served, zhengtu_serve::openapi(&saved()));
    let paths = served["paths"].as_object().expect("there are paths");
    for route in routes().iter().filter(|route| route.is_data()) {
        let method = route.method.name().to_ascii_lowercase();
        assert!(paths[&route.path.replace("{tail}", "{name}")][method].is_object(), "{}", route.path);
    }
    let operations: usize = paths.values().filter_map(|path| path.as_object()).map(serde_json::Map::len).sum();
    assert_eq!(operations, routes().iter().filter(|route| route.is_data()).count() + saved().len());
    // What generators make names and types of: each operation has a name of its own, each reference a schema.
    let ids = paths.values().filter_map(|path| path.as_object()).flat_map(|path| path.values());
    let ids: BTreeSet<&str> = ids.filter_map(|operation| operation["operationId"].as_str()).collect();
    assert_eq!(ids.len(), operations);
    let text = served.to_string();
    let named = text.split("\"$ref\":\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
    for name in named {
        assert!(served["components"]["schemas"][name].is_object(), "{name} is not described");
    }
    assert!(served["servers"][0]["url"].is_string());
}

#[tokio::test]
async fn each_saved_query_is_an_operation_with_its_own_parameters() {
    let document = zhengtu_serve::openapi(&saved());
    for query in saved() {
        let operation = &document["paths"][format!("/api/queries/{}", query.name)]["get"];
        let described = operation["parameters"].as_array().expect("there are parameters");
        for parameter in &query.parameters {
            let one = described.iter().find(|one| one["name"] == parameter.name.as_str()).expect("it is described");
            assert_eq!(one["required"], parameter.required, "{} {}", query.name, parameter.name);
        }
        let Some(test) = query.tests.iter().find(|test| test.on == "corpus") else { continue };
        let values = form_urlencoded::Serializer::new(String::new()).extend_pairs(&test.with).finish();
        let answer = get(&format!("/api/queries/{}?{values}", query.name)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}: {}", query.name, answer.text());
    }
}

#[tokio::test]
async fn each_operation_answers_as_described() {
    let document = zhengtu_serve::openapi(&saved());
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().expect("there are paths") {
        let operation = &methods["get"];
        // The saved queries are asked with their own parameters, below.
        let is_saved = path.starts_with("/api/queries/") && !path.contains('{');
        if operation.is_null() || is_saved {
            continue;
        }
        for media in operation["responses"]["200"]["content"].as_object().expect("there is content").keys() {
            // Each operation with its parameters by their examples, those of one format each apart.
            let answer = get_as(&example(path, operation, media), media).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} as {media}: {}", answer.text());
            assert_eq!(answer.media(), media, "{path}");
            asked += 1;
        }
    }
    assert!(asked > 25, "{asked}");
}

/// The path with the examples of its parameters; a query whose results have the media type.
fn example(path: &str, operation: &Value, media: &str) -> String {
    if path == "/graph" {
        return "/graph?default".to_owned();
    }
    let is_graph = [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/n-quads",
        "application/trig",
    ]
    .contains(&media);
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        match name {
            "query" if is_graph => pairs.push((name, "CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 2".to_owned())),
            // What is accepted decides, not a name.
            "format" => {}
            _ if !example.is_empty() && parameter["in"] == "query" => pairs.push((name, example)),
            _ => {}
        }
    }
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{}?{query}", path.replace("{name}", "tasks-without-deadline"))
}

#[tokio::test]
async fn each_parameter_by_itself_is_taken_and_changes_something_or_fits_all() {
    for route in
        routes().iter().filter(|route| route.is_data() && route.path.starts_with("/api/") && !route.path.contains('{'))
    {
        let must =
            route.params.iter().find(|param| param.name == "q" && ["/api/search", "/api/ask"].contains(&route.path));
        for param in route.params.iter().filter(|param| !param.example.is_empty()) {
            let mut pairs = vec![(param.name, param.example)];
            pairs.extend(must.filter(|must| must.name != param.name).map(|must| (must.name, must.example)));
            let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            let answer = get(&format!("{}?{query}", route.path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{} {}: {}", route.path, param.name, answer.text());
            let nothing = answer.media() == "application/json" && answer.json()["total"] == 0;
            assert!(!nothing && !answer.body.is_empty(), "{} {} finds nothing", route.path, param.name);
        }
        let unknown = get(&format!("{}?no-such-parameter=1", route.path)).await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", route.path);
        assert!(unknown.text().contains("no-such-parameter"));
    }
}

#[tokio::test]
async fn the_bodies_that_are_described_are_taken() {
    let document = zhengtu_serve::openapi(&saved());
    let bodies = document["paths"]["/sparql"]["post"]["requestBody"]["content"].as_object().expect("there are bodies");
    for media in bodies.keys() {
        let query = "ASK { ?t a zt:Task }";
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("query", query).finish();
        let body = if media.ends_with("urlencoded") { form } else { query.to_owned() };
        assert_eq!(post("/sparql", media, "*/*", body).await.json()["boolean"], true, "{media}");
    }
}
