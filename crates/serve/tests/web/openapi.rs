//! The OpenAPI description against the handlers.

use super::support::{get, get_as, post};
use axum::http::StatusCode;
use serde_json::Value;
use zhengtu_serve::routes;

#[tokio::test]
async fn the_description_is_served_and_names_every_route_of_data() {
    let served = get("/api/openapi.json").await.json();
    assert_eq!(served, zhengtu_serve::openapi());
    let paths = served["paths"].as_object().expect("there are paths");
    for route in routes().iter().filter(|route| route.is_data()) {
        let method = route.method.name().to_ascii_lowercase();
        assert!(paths[&route.path.replace("{tail}", "{name}")][method].is_object(), "{}", route.path);
    }
    let operations: usize = paths.values().filter_map(|path| path.as_object()).map(serde_json::Map::len).sum();
    assert_eq!(operations, routes().iter().filter(|route| route.is_data()).count());
}

#[tokio::test]
async fn each_operation_answers_as_described() {
    let document = zhengtu_serve::openapi();
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().expect("there are paths") {
        let operation = &methods["get"];
        if operation.is_null() {
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
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let (name, example) = (parameter["name"].as_str().unwrap(), parameter["example"].as_str().unwrap_or_default());
        match name {
            "query" if is_graph => pairs.push((name, "CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 2")),
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
            assert!(answer.json()["total"] != 0, "{} {} finds nothing", route.path, param.name);
        }
        let unknown = get(&format!("{}?no-such-parameter=1", route.path)).await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", route.path);
        assert!(unknown.text().contains("no-such-parameter"));
    }
}

#[tokio::test]
async fn the_bodies_that_are_described_are_taken() {
    let document = zhengtu_serve::openapi();
    let bodies = document["paths"]["/sparql"]["post"]["requestBody"]["content"].as_object().expect("there are bodies");
    for media in bodies.keys() {
        let query = "ASK { ?t a zt:Task }";
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("query", query).finish();
        let body = if media.ends_with("urlencoded") { form } else { query.to_owned() };
        assert_eq!(post("/sparql", media, "*/*", body).await.json()["boolean"], true, "{media}");
    }
}
