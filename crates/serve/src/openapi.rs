//! The OpenAPI description, made from the table of routes.

use crate::route::{Method, Param, Route};
use crate::routes::routes;
use serde_json::{Map, Value, json};

/// The description (OpenAPI 3.1) of what programs may ask.
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in routes().iter().filter(|route| route.is_data()) {
        let path = route.path.replace("{tail}", "{name}");
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        let method = route.method.name().to_ascii_lowercase();
        methods[method] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "zhengtu (政图)",
            "description": "政府计划的知识图谱，只读。 / The knowledge graph of government plans, read only.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": { "error": { "type": "string" } },
                },
            },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{}, { "token": [] }],
    })
}

fn operation(route: &Route) -> Value {
    let content: Map<String, Value> = route.gives.iter().map(|media| ((*media).to_owned(), schema(media))).collect();
    let mut parameters: Vec<Value> = route.params.iter().map(parameter).collect();
    if route.path.contains("{tail}") {
        parameters.push(json!({ "name": "name", "in": "path", "required": true, "schema": { "type": "string" } }));
    }
    let mut operation = json!({
        "summary": route.about,
        "parameters": parameters,
        "responses": {
            "200": { "description": "OK", "content": content },
            "default": {
                "description": "{\"error\": …}",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
            },
        },
    });
    if route.method == Method::Post {
        operation["requestBody"] = json!({
            "required": true,
            "content": {
                "application/sparql-query": { "schema": { "type": "string" } },
                "application/x-www-form-urlencoded": {
                    "schema": { "type": "object", "required": ["query"], "properties": { "query": { "type": "string" } } },
                },
            },
        });
    }
    operation
}

fn parameter(param: &Param) -> Value {
    let mut value =
        json!({ "name": param.name, "in": "query", "description": param.about, "schema": { "type": "string" } });
    if !param.example.is_empty() {
        value["example"] = json!(param.example);
    }
    value
}

fn schema(media: &str) -> Value {
    let kind = if media.ends_with("json") { "object" } else { "string" };
    json!({ "schema": { "type": kind } })
}
