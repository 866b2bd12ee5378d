//! Queries on a graph: binding, limits, refusals, full text.

use crate::common::{self, ask, both, county_graph};
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Quad};
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhengtu_store::{Body, Graph, Hit, Limits, Query, SavedQuery, StoreError, TextIndex};

fn number(value: i64) -> oxrdf::Term {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER).into()
}

fn bound(query: &str, name: &str, values: &[oxrdf::Term]) -> Vec<Vec<String>> {
    let mut query = Query::parse(query).unwrap();
    query.bind(name, values);
    let results = county_graph().query(&query, &Limits::NONE).unwrap();
    let table = results.table().unwrap();
    let columns: Vec<Vec<String>> = table.variables.iter().map(|variable| table.column(variable)).collect();
    (0..table.rows.len()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect()
}

#[test]
fn a_value_reaches_patterns_filters_projection_and_sub_queries() {
    let annex = [number(1)];
    for query in [
        "SELECT ?title { ?part zt:partNumber ?n . ?t zt:inPart ?part ; a zt:Task ; schema:name ?title }",
        "SELECT ?title { ?part zt:partNumber ?m . ?t zt:inPart ?part ; a zt:Task ; schema:name ?title FILTER(?m = ?n) }",
        "SELECT ?title { { SELECT ?t { ?part zt:partNumber ?n . ?t zt:inPart ?part ; a zt:Task } } ?t schema:name ?title }",
        "SELECT ?title { { SELECT ?t { ?part zt:partNumber ?m . ?t zt:inPart ?part ; a zt:Task FILTER(?m = ?n) } } ?t schema:name ?title }",
        "SELECT ?title { ?t a zt:Task ; schema:name ?title FILTER EXISTS { ?t zt:inPart/zt:partNumber ?n } }",
        "SELECT ?title { ?t a zt:Task ; schema:name ?title MINUS { ?t zt:inPart/zt:partNumber ?m FILTER(?m != ?n) } }",
        "SELECT ?title { ?t a zt:Task ; schema:name ?title ; zt:inPart/zt:partNumber ?m BIND(?n AS ?k) FILTER(?k = ?m) }",
        "SELECT ?title { ?t a zt:Task ; schema:name ?title OPTIONAL { ?t zt:inPart/zt:partNumber ?n BIND(1 AS ?yes) } FILTER(BOUND(?yes)) }",
    ] {
        assert_eq!(bound(query, "n", &annex).len(), 3, "{query}");
    }
    assert_eq!(bound("SELECT ?n { }", "n", &annex), [["1"]]);
    assert_eq!(bound("SELECT ?n (COUNT(?t) AS ?c) { ?t a zt:Task } GROUP BY ?n", "n", &annex), [["1", "6"]]);
}

#[test]
fn several_values_of_one_variable_are_alternatives() {
    let query = "SELECT ?title { ?part zt:partNumber ?n . ?t zt:inPart ?part ; a zt:Task ; schema:name ?title }";
    assert_eq!(bound(query, "n", &[number(0), number(1)]).len(), 6);
    assert_eq!(bound(query, "n", &[]).len(), 0);
}

#[test]
fn a_bound_query_constructs_and_asks() {
    let mut query =
        Query::parse("CONSTRUCT { ?t <urn:is> ?word } { ?t schema:name ?name FILTER(?name = ?word) }").unwrap();
    query.bind("word", &[Literal::new_simple_literal("精简材料").into()]);
    let results = county_graph().query(&query, &Limits::NONE).unwrap();
    let Body::Triples(triples) = &results.body else { panic!() };
    assert_eq!(triples.len(), 1);
    assert!(triples[0].to_string().ends_with("<urn:is> \"精简材料\""));
    assert_eq!(ask(&county_graph(), "ASK { ?t a zt:Task }").body, Body::Boolean(true));
}

#[test]
fn the_default_graph_is_the_union_of_the_named_ones_each_triple_once() {
    let node = |name: &str| NamedNode::new(format!("urn:{name}")).unwrap();
    let quad = |graph: &str| Quad::new(node("s"), node("p"), node("o"), node(graph));
    let graph = Graph::from_quads([quad("a"), quad("b")]).unwrap();
    assert_eq!(ask(&graph, "SELECT * { ?s ?p ?o }").len(), 1);
    assert_eq!(ask(&graph, "SELECT * { GRAPH ?g { ?s ?p ?o } }").len(), 2);
    assert_eq!(ask(&graph, "SELECT * { GRAPH <urn:b> { ?s ?p ?o } }").len(), 1);
    assert_eq!(ask(&graph, "SELECT * FROM <urn:a> { ?s ?p ?o }").len(), 1);
    assert_eq!(ask(&graph, "SELECT * FROM <urn:c> { ?s ?p ?o }").len(), 0);
    assert_eq!(ask(&graph, "SELECT DISTINCT ?g { GRAPH ?g { } }").len(), 2);
}

#[test]
fn a_query_can_be_kept_to_one_document() {
    let mut query = Query::parse("SELECT ?t { ?t a zt:Task }").unwrap();
    assert_eq!(both().query(&query, &Limits::NONE).unwrap().len(), 8);
    query.keep_to(vec![NamedNode::new(zhengtu_rdf::Base::default().graph("city.txt")).unwrap()]);
    assert_eq!(both().query(&query, &Limits::NONE).unwrap().len(), 2);
}

fn fault(query: &str) -> String {
    Query::parse(query).unwrap_err().to_string()
}

#[test]
fn a_syntax_error_names_line_and_column_and_gives_a_hint() {
    let message = fault("SELECT ?t\nWHERE { ?t a zt:Task， }");
    assert!(message.contains("第 2 行第 21 列") && message.contains("全角标点"), "{message}");
    let message = fault("SELECT ?t { ?t a foaf:Person }");
    assert!(message.contains("第 1 行") && message.contains("前缀 foaf: 没有声明"), "{message}");
    assert!(fault("SELECT ?t { ?t a zt:Task ").contains("花括号不成对"));
    assert!(fault("INSERT DATA { <urn:a> <urn:b> <urn:c> }").contains("INSERT 会改动数据"));
    assert!(fault("LOAD <http://localhost/x>").contains("LOAD 会改动数据"));
    assert!(fault("县税务局牵头的任务").contains("查询应以 SELECT"));
    assert!(fault("").contains("查询应以 SELECT"));
}

#[test]
fn chains_that_would_overflow_the_stack_or_never_be_planned_are_refused() {
    let chain = |link: &str, count: usize| link.repeat(count);
    let filter = |expression: String| format!("SELECT * {{ ?s ?p ?o FILTER({expression} true) }}");
    for query in [
        filter(chain("!", 20_000)),
        filter(chain("! ", 20_000)),
        filter(chain("true||", 20_000)),
        filter(chain("1 + ", 20_000)),
        format!("SELECT * {{ ?s {}a ?o }}", chain("a/", 20_000)),
        format!("SELECT * {{ ?s {}a ?o }}", chain("^", 20_000)),
        format!("SELECT * {{ {{}} {} }}", chain("UNION{}", 20_000)),
        format!("SELECT * {{ {} }}", chain("OPTIONAL{?s a ?o}", 8_000)),
        format!("SELECT * {{ {} }}", chain("?s a ?o .", 20_000)),
        format!("SELECT * {{ ?s a ({}) }}", chain("1 ", 20_000)),
        format!("SELECT * {{ ?s a ?o }} ORDER BY {}", chain("?s ", 20_000)),
    ] {
        let error = Query::parse(&query).unwrap_err();
        assert!(matches!(error, StoreError::Refused(_)) && error.to_string().contains("上限"), "{error}");
    }
    // Strings and values are no chains.
    let values = format!(
        "SELECT * {{ ?s ?p ?o FILTER(?o IN ({}2)) VALUES ?x {{ {} }} }}",
        chain("1, ", 5_000),
        chain("3 ", 5_000)
    );
    Query::parse(&values).unwrap();
    Query::parse(&format!("SELECT * {{ ?s ?p \"{}\" }}", chain("a.b || ", 5_000))).unwrap();
}

#[test]
fn a_query_too_long_or_too_deep_is_refused_before_it_is_parsed() {
    assert!(fault(&format!("SELECT * {{ {} }}", "{".repeat(5000))).contains("嵌套超过"));
    assert!(fault(&format!("SELECT * {{ ?s ?p \"{}\" }}", "a".repeat(300_000))).contains("查询太长"));
}

#[test]
fn the_network_is_out_of_reach() {
    for query in [
        "SELECT * { SERVICE <http://localhost:1/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://localhost:1/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o OPTIONAL { SERVICE ?s { ?s ?q ?r } } }",
        "SELECT * { ?s ?p ?o FILTER(!EXISTS { SERVICE <http://localhost:1/> { ?s ?q ?r } }) }",
        "SELECT * { ?s ?p ?o BIND(IF(EXISTS { SERVICE <http://localhost:1/> { ?s ?q ?r } }, 1, 2) AS ?x) }",
    ] {
        let error = county_graph().query(&Query::parse(query).unwrap(), &Limits::NONE).unwrap_err();
        assert!(
            matches!(error, StoreError::Refused(_)) && error.to_string().contains("不能访问网络"),
            "{query}: {error}"
        );
    }
}

#[test]
fn the_row_limit_cuts_and_says_so() {
    let query = Query::parse("SELECT * { ?s ?p ?o }").unwrap();
    let results = county_graph().query(&query, &Limits { time: None, rows: Some(5) }).unwrap();
    assert_eq!((results.len(), results.cut), (5, Some(5)));
    assert!(results.notice().unwrap().contains("前 5 行"));
    let all = county_graph()
        .query(&Query::parse("SELECT * { ?t a zt:Task }").unwrap(), &Limits { time: None, rows: Some(6) });
    assert_eq!(all.unwrap().notice(), None);
}

#[test]
fn the_time_limit_holds_for_joins_and_for_products_of_tables() {
    let values = (0..200).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let tables: String = ["a", "b", "c", "d"].iter().map(|name| format!("VALUES ?{name} {{ {values} }} ")).collect();
    for query in [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        &format!("SELECT (COUNT(*) AS ?n) {{ {tables} }}"),
    ] {
        let limits = Limits { time: Some(Duration::from_millis(50)), rows: None };
        let start = Instant::now();
        let error = county_graph().query(&Query::parse(query).unwrap(), &limits).unwrap_err();
        assert!(matches!(error, StoreError::TimeLimit(_)), "{error}");
        assert!(error.to_string().contains("时间上限 0.1 秒"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_plan_shows_its_steps_with_rows() {
    let query = Query::parse("SELECT ?title { ?t a zt:Task ; schema:name ?title }").unwrap();
    let plan = county_graph().explain(&query, &Limits::NONE).unwrap();
    assert!(plan.contains("结果 6 行") && plan.contains("Project"), "{plan}");
}

struct Fixed(Vec<Hit>);

impl TextIndex for Fixed {
    fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, String> {
        if query.contains('"') {
            return Err("引号不成对".into());
        }
        Ok(self.0.iter().take(limit).cloned().collect())
    }
}

fn searchable() -> Graph {
    let clause = "https://zhengtu.example/doc/county.txt/part/0/clause/二/一";
    let hit = Hit { clause: clause.into(), score: 2.5, snippet: "网上申报".into() };
    county_graph().with_text(Arc::new(Fixed(vec![hit])))
}

#[test]
fn a_search_inside_a_query_yields_clause_score_and_snippet() {
    let query = "SELECT ?title ?score ?snippet { SERVICE text:search { ?c text:matches \"申报\" ; text:score ?score ; text:snippet ?snippet }
        ?c zt:inTask ?t . ?t schema:name ?title }";
    let results = ask(&searchable(), query);
    let table = results.table().unwrap();
    assert_eq!(common::lines(table), "压缩办税时间\t2.5\t网上申报\n");
}

#[test]
fn the_plan_starts_from_the_hits_however_much_pattern_stands_beside_them() {
    let query = "SELECT ?title { ?t schema:name ?title ; zt:inPart ?p ; a zt:Task . ?p zt:partNumber ?n .
        SERVICE text:search { ?c text:matches \"申报\" } ?c zt:inTask ?t ; zt:evidence ?e . ?e oa:hasSelector/oa:start ?start }";
    let plan = searchable().explain(&Query::parse(query).unwrap(), &Limits::NONE).unwrap();
    let rows: Vec<u64> = plan.lines().skip(2).filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    assert!(rows.len() > 4 && rows.iter().all(|&rows| rows <= 1), "{plan}");
}

#[test]
fn a_search_that_cannot_be_made_says_why() {
    let message =
        |graph: &Graph, query: &str| graph.query(&Query::parse(query).unwrap(), &Limits::NONE).unwrap_err().to_string();
    let graph = searchable();
    assert!(
        message(&county_graph(), "SELECT * { SERVICE text:search { ?c text:matches \"a\" } }").contains("没有全文索引")
    );
    assert!(message(&graph, "SELECT * { SERVICE text:search { ?c text:matches ?w } }").contains("不能是变量"));
    assert!(message(&graph, "SELECT * { SERVICE text:search { ?c text:score ?w } }").contains("缺少要找的词"));
    assert!(
        message(&graph, "SELECT * { SERVICE text:search { ?c text:matches \"a\" ; text:limit 5000 } }")
            .contains("1 到 1000")
    );
    assert!(message(&graph, "SELECT * { SERVICE text:search { ?c text:matches \"a\\\"\" } }").contains("引号不成对"));
    assert!(message(&graph, "SELECT * { SERVICE text:search { ?c a zt:Clause } }").contains("只认"));
}

fn refused(query: &str) -> String {
    let header = "#+ [[param]]\n#+ name = \"unit\"\n#+ type = \"unit\"\n#+ label = { zh = \"单位\" }\n";
    SavedQuery::parse("mine", &format!("{header}{query}")).unwrap_err().to_string()
}

#[test]
fn a_saved_query_whose_parameter_would_be_ignored_is_refused() {
    assert!(refused("SELECT ?t { { SELECT ?t { ?t zt:ledBy ?unit } } }").contains("该子查询的 SELECT 没有列出它"));
    assert!(
        refused("SELECT ?t { ?t a zt:Task FILTER EXISTS { SELECT ?t { ?t zt:ledBy ?unit } } }").contains("没有列出")
    );
    assert!(refused("SELECT ?t { ?t a zt:Task }").contains("没有用到"));
    assert!(refused("SELECT ?t { ?t zt:ledBy ?x BIND(?x AS ?unit) }").contains("重新赋值"));
    assert!(refused("SELECT ?t { ?t zt:ledBy ?unit VALUES ?unit { <urn:a> } }").contains("重新赋值"));
    assert!(refused("SELECT ?t { ?t zt:ledBy ?x FILTER(?x = ?unit) }").contains("可有多个值"));
    let fine = "SELECT ?t { { SELECT ?t ?unit { ?t zt:ledBy ?unit } } }";
    let header = "#+ [[param]]\n#+ name = \"unit\"\n#+ type = \"unit\"\n#+ label = { zh = \"单位\" }\n";
    assert!(SavedQuery::parse("mine", &format!("{header}{fine}")).is_ok());
}

#[test]
fn a_header_that_cannot_be_read_names_the_line() {
    let message = |header: &str| SavedQuery::parse("mine", &format!("{header}\nASK {{}}")).unwrap_err().to_string();
    assert!(message("#+ title = { zh = \"甲\" }\n#+ colour = 1").contains("第 2 行附近"));
    assert!(message("#+ [columns]\n#+ nothing = { zh = \"无\" }").contains("列 nothing 不在 SELECT 中"));
    assert!(
        message("#+ [[param]]\n#+ name = \"x\"\n#+ type = \"colour\"\n#+ label = { zh = \"色\" }").contains("colour")
    );
    assert!(SavedQuery::parse("mine", "ASK {}").is_ok());
}

#[test]
fn a_triple_of_two_graphs_that_are_kept_to_counts_once_and_other_graphs_not_at_all() {
    let node = |name: &str| oxrdf::NamedNode::new(format!("http://example.org/{name}")).unwrap();
    let quad = |object: &str, graph: &str| Quad::new(node("s"), node("p"), node(object), node(graph));
    let graph = Graph::from_quads([quad("o", "a"), quad("o", "b"), quad("x", "b"), quad("y", "c")]).unwrap();
    let rows = |text: &str, kept: &[&str]| {
        let mut query = Query::parse(text).unwrap();
        query.keep_to(kept.iter().map(|name| node(name)).collect());
        graph.query(&query, &Limits::NONE).unwrap().len()
    };
    let all = "SELECT ?o { ?s ?p ?o }";
    assert_eq!([rows(all, &["a", "b"]), rows(all, &["a"]), rows(all, &["c"])], [2, 1, 1]);
    let named = "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }";
    assert_eq!([rows(named, &["a", "b"]), rows(named, &["c"])], [3, 1]);
    let one = "SELECT ?o { GRAPH <http://example.org/c> { ?s ?p ?o } }";
    assert_eq!([rows(one, &["a"]), rows(one, &["c"])], [0, 1]);
}
