//! The OpenAPI description, made from the table of routes, the saved queries and the schema of the records.

use crate::reply::JSON_LINES;
use crate::route::{Holds, Method, Param, Route};
use crate::routes::routes;
use serde_json::{Map, Value, json};
use zhengtu_store::SavedQuery;
use zhengtu_store::saved::{Parameter, ParameterType};

/// The JSON Schema of the records.
pub const SCHEMA: &str = include_str!("../../../ontology/records.schema.json");
/// Where a saved query runs.
const QUERY: &str = "/api/queries/{tail}";

/// The description (OpenAPI 3.1) of what programs may ask; each saved query has an operation of its own.
pub fn document(saved: &[SavedQuery]) -> Value {
    let mut paths = Map::new();
    for route in routes().iter().filter(|route| route.is_data()) {
        let path = route.path.replace("{tail}", "{name}");
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        let method = route.method.name().to_ascii_lowercase();
        methods[method] = operation(route);
        if route.path == QUERY {
            for query in saved {
                paths.insert(format!("/api/queries/{}", query.name), json!({ "get": saved_operation(route, query) }));
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "zhengtu (政图)",
            "description": "政府计划的知识图谱，只读。 / The knowledge graph of government plans, read only.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "本服务 / this server" }],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{}, { "token": [] }],
    })
}

/// The schemas of the records, and of what stands around them.
fn schemas() -> Map<String, Value> {
    // The file is part of the program; a test reads it.
    let text = SCHEMA.replace("#/$defs/", "#/components/schemas/");
    let mut file: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut all = match file["$defs"].take() {
        Value::Object(records) => records,
        _ => Map::new(),
    };
    all.insert(
        "Error".to_owned(),
        json!({ "type": "object", "required": ["error"], "properties": { "error": { "type": "string" } } }),
    );
    all.insert(
        "Solutions".to_owned(),
        json!({
            "type": "object",
            "description": "SPARQL 1.1 Query Results JSON Format",
            "required": ["head"],
            "properties": {
                "head": { "type": "object", "properties": { "vars": { "type": "array", "items": { "type": "string" } } } },
                "boolean": { "type": "boolean" },
                "results": {
                    "type": "object",
                    "required": ["bindings"],
                    "properties": {
                        "bindings": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "additionalProperties": { "$ref": "#/components/schemas/Term" },
                            },
                        },
                    },
                },
            },
        }),
    );
    all.insert(
        "Term".to_owned(),
        json!({
            "type": "object",
            "required": ["type", "value"],
            "properties": {
                "type": { "type": "string", "enum": ["uri", "literal", "bnode"] },
                "value": { "type": "string" },
                "datatype": { "type": "string" },
                "xml:lang": { "type": "string" },
            },
        }),
    );
    all
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = route.params.iter().map(parameter).collect();
    if route.path.contains("{tail}") {
        parameters.push(json!({ "name": "name", "in": "path", "required": true, "schema": { "type": "string" } }));
    }
    let mut operation = described(route, &id(route), json!(route.about), parameters);
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

/// A saved query, with its own parameters.
fn saved_operation(route: &Route, query: &SavedQuery) -> Value {
    let common = route.params.iter().filter(|param| !query.parameters.iter().any(|own| own.name == param.name));
    let parameters = query.parameters.iter().map(saved_parameter).chain(common.map(parameter)).collect();
    let summary = format!("{} / {}", query.title.zh, query.title.en);
    let mut operation = described(route, &format!("query-{}", query.name), json!(summary), parameters);
    if !query.description.zh.is_empty() {
        operation["description"] = json!(format!("{}\n\n{}", query.description.zh, query.description.en));
    }
    operation
}

fn described(route: &Route, id: &str, summary: Value, parameters: Vec<Value>) -> Value {
    let content: Map<String, Value> =
        route.gives.iter().map(|media| ((*media).to_owned(), json!({ "schema": schema(route, media) }))).collect();
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "OK", "content": content },
            "default": {
                "description": "{\"error\": …}",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
            },
        },
    })
}

/// The name of an operation: its path, and its method where it is not GET (`api-tasks`, `sparql-post`).
fn id(route: &Route) -> String {
    let steps = route.path.split('/').filter(|step| !step.is_empty() && !step.starts_with('{'));
    let name = steps.map(|step| step.replace('.', "-")).collect::<Vec<_>>().join("-");
    let one = if route.path.contains('{') { "-run" } else { "" };
    match route.method {
        Method::Get => format!("{name}{one}"),
        Method::Post => format!("{name}{one}-post"),
    }
}

fn parameter(param: &Param) -> Value {
    let whole = ["part", "limit", "offset"].contains(&param.name);
    let kind = if whole { json!({ "type": "integer", "minimum": 0 }) } else { json!({ "type": "string" }) };
    let mut value = json!({ "name": param.name, "in": "query", "description": param.about, "schema": kind });
    if !param.example.is_empty() {
        value["example"] = if whole {
            param.example.parse::<u64>().map_or(json!(param.example), |number| json!(number))
        } else {
            json!(param.example)
        };
    }
    value
}

fn saved_parameter(parameter: &Parameter) -> Value {
    let mut kind = match parameter.kind {
        ParameterType::Date => json!({ "type": "string", "format": "date" }),
        ParameterType::Month => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" }),
        ParameterType::Number => json!({ "type": "number" }),
        ParameterType::OneOf => {
            let values: Vec<&str> = parameter.values.iter().map(|one| one.value.as_str()).collect();
            json!({ "type": "string", "enum": values })
        }
        ParameterType::Unit | ParameterType::Document | ParameterType::Word | ParameterType::Thing => {
            json!({ "type": "string" })
        }
    };
    if let Some(default) = &parameter.default {
        kind["default"] = match parameter.kind {
            ParameterType::Number => default.parse::<f64>().map_or(json!(default), |number| json!(number)),
            _ => json!(default),
        };
    }
    let about = format!("{} / {}", parameter.label.zh, parameter.label.en);
    json!({ "name": parameter.name, "in": "query", "required": parameter.required, "description": about, "schema": kind })
}

/// The schema of an answer in a media type.
fn schema(route: &Route, media: &str) -> Value {
    let record = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    if media == JSON_LINES || !media.ends_with("json") {
        return json!({ "type": "string" });
    }
    match route.holds {
        Holds::Anything => json!({ "type": "object" }),
        Holds::One(name) => record(name),
        Holds::Solutions if media == "application/sparql-results+json" => record("Solutions"),
        Holds::Solutions => json!({}),
        Holds::Page(name) => json!({
            "type": "object",
            "required": ["total", "offset", "items"],
            "properties": {
                "total": { "type": "integer", "minimum": 0 },
                "offset": { "type": "integer", "minimum": 0 },
                "items": { "type": "array", "items": record(name) },
            },
        }),
    }
}
