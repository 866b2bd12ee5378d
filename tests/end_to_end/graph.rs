//! The graph through the program: queries in every format and within limits, import and export.

use crate::support::{corpus_kb, fail, on_corpus, run, zhengtu};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

const PLAN: &str = "甲县工作方案\n一、主要措施\n1.压缩时限。办理时间压缩至3个工作日以内。\n责任单位：县税务局\n完成时限：2021年6月底\n";

/// Runs a query from standard input on the corpus.
fn ask(query: &str, more: &[&str]) -> Output {
    let mut command = zhengtu(corpus_kb());
    let spawned =
        command.args(["query", "-"]).args(more).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawned.spawn().unwrap();
    child.stdin.take().unwrap().write_all(query.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The exit status and the message of a query that fails.
fn refused(query: &str, more: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = ask(query, more);
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

fn bytes(arguments: &[&str]) -> Vec<u8> {
    let output = zhengtu(corpus_kb()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

const CALL: [&str; 5] = ["query", "tasks-led-by-unit", "-p", "unit=税务局", "-p"];

fn formatted(format: &str) -> Vec<u8> {
    bytes(&[&CALL[..], &["due=2021-06-30", "--format", format]].concat())
}

#[test]
fn rows_come_in_every_format() {
    let text = |format: &str| String::from_utf8(formatted(format)).unwrap();
    assert_eq!(text("csv").lines().count(), 9);
    assert!(text("csv").starts_with("标识,文件,计划,政府,附件,编号,任务,"));
    assert!(text("tsv").starts_with("?task\t?doc\t?plan\t?government\t?annex\t"));
    let json: serde_json::Value = serde_json::from_str(&text("json")).unwrap();
    assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 8);
    let xml = text("xml");
    assert!(xml.starts_with("<?xml") && xml.matches("<result>").count() == 8, "{xml}");
    for line in text("jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!((row["annex"].as_i64(), row["body"].as_str()), (Some(6), Some("县税务局")));
    }
    assert!(text("markdown").lines().nth(1).is_some_and(|line| line.starts_with("| ---")));
    let table = text("table");
    let width = unicode_width::UnicodeWidthStr::width;
    assert!(table.lines().all(|line| width(line) == width(table.lines().next().unwrap())), "{table}");
    let book = formatted("xlsx");
    let read = zhengtu_reader::read("rows.xlsx", &book, &zhengtu_reader::Options::default()).unwrap();
    assert!(read.text.contains("推行“多税合一综合申报”") && read.text.contains("县税务局"), "{}", read.text);
}

#[test]
fn csv_starts_with_a_byte_order_mark_on_request() {
    assert!(!formatted("csv").starts_with("\u{feff}".as_bytes()));
    assert!(bytes(&["query", "workload", "--format", "csv", "--bom"]).starts_with("\u{feff}".as_bytes()));
}

#[test]
fn constructed_and_described_triples_come_in_every_format_of_graphs() {
    let count = |query: &str, format: &str| {
        let output = ask(query, &["--format", format]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let folder = TempDir::new().unwrap();
        let ending = ["turtle", "ntriples", "nquads", "trig"].iter().position(|name| *name == format);
        let path = folder.path().join(format!("x.{}", ending.map_or("jsonld", |at| ["ttl", "nt", "nq", "trig"][at])));
        fs::write(&path, output.stdout).unwrap();
        zhengtu_store::exchange::read(&path, &oxrdf::GraphName::DefaultGraph).unwrap().len()
    };
    let construct = "CONSTRUCT { ?task schema:name ?name } { ?task a zt:Task ; schema:name ?name }";
    let describe = "DESCRIBE <https://zhengtu.example/doc/wenxian-2021.txt/part/6/task/三/一/2>";
    for format in ["turtle", "ntriples", "nquads", "trig", "jsonld"] {
        assert_eq!(count(construct, format), 328, "{format}");
        assert!(count(describe, format) > 10, "{format}");
    }
    assert_eq!(String::from_utf8(ask("ASK { ?x a zt:Task }", &[]).stdout).unwrap(), "true\n");
    let (status, message) = refused(construct, &["--format", "csv"]);
    assert!(status == 2 && message.contains("可用 turtle"), "{message}");
}

#[test]
fn the_message_says_which_limit_was_hit() {
    let output = ask("SELECT ?task { ?task a zt:Task }", &["--limit", "3", "--format", "csv"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 4);
    assert!(String::from_utf8(output.stderr).unwrap().contains("只给出前 3 行"));
    // A product of four times all quads cannot end.
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let (status, message) = refused(endless, &["--timeout", "1"]);
    assert!(status == 3 && message.contains("时间上限 1.0 秒") && message.contains("--timeout"), "{message}");
}

#[test]
fn a_query_that_is_wrong_is_told_line_column_and_hint() {
    for (query, says) in [
        ("SELECT ?x {\n  ?x a zt:Task\n", &["第 3 行", "花括号不成对"][..]),
        ("SELECT ?x {\n  ?x a zt:Task，\n}", &["第 2 行第 15 列", "全角标点"]),
        ("SELECT ?x { ?x a tz:Task }", &["第 1 行", "前缀 tz: 没有声明"]),
        ("LOAD <http://example.org/x>", &["LOAD 会改动数据"]),
        ("DELETE WHERE { ?s ?p ?o }", &["DELETE 会改动数据"]),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", &["SERVICE"]),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", &["SERVICE"]),
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", &["SERVICE"]),
    ] {
        let (status, message) = refused(query, &[]);
        assert_eq!(status, 2, "{query}: {message}");
        assert!(says.iter().all(|words| message.contains(words)), "{query}: {message}");
    }
}

#[test]
fn full_text_stands_inside_a_query() {
    let query = "SELECT ?clause ?score ?snippet { SERVICE text:search { ?clause text:matches \"不动产登记\" ; text:score ?score ; text:snippet ?snippet ; text:limit 5 } }";
    let rows = String::from_utf8(ask(query, &["--format", "tsv"]).stdout).unwrap();
    assert_eq!(rows.lines().count(), 6, "{rows}");
    assert!(rows.lines().skip(1).all(|row| row.contains("登记")), "{rows}");
}

#[test]
fn labels_are_english_where_english_is_asked_for() {
    let led = |language: &str| {
        on_corpus(&["--lang", language, "query", "tasks-led-by-unit", "-p", "unit=税务局", "--format", "csv"])
    };
    assert!(
        led("en").starts_with("IRI,Document,Plan,Government,Annex,") && led("en").contains(",sole,"),
        "{}",
        led("en")
    );
    assert!(led("zh").contains(",唯一单位,"));
    let findings = |more: &[&str]| on_corpus(&[more, &["query", "findings", "--format", "csv"]].concat());
    assert!(findings(&["--lang", "en"]).contains("value-conflict,error,"));
    assert!(findings(&[]).contains("value-conflict,错误,"));
}

#[test]
fn a_plan_of_a_query_is_shown_on_request() {
    let shown = on_corpus(&["query", "workload", "--explain"]);
    assert!(shown.lines().count() > 5 && !shown.contains("县税务局"), "{shown}");
}

#[test]
fn an_endpoint_that_cannot_be_used_is_named() {
    check_endpoint("ftp://example.org/sparql", 2, "https://");
    check_endpoint("http://127.0.0.1:1/sparql", 3, "127.0.0.1:1");
    let (status, _) = fail(corpus_kb(), &["query", "workload", "--endpoint", "http://127.0.0.1:1/", "--doc", "x"]);
    assert_eq!(status, 2);
}

fn check_endpoint(url: &str, status: i32, says: &str) {
    let (found, message) = fail(corpus_kb(), &["query", "workload", "--endpoint", url]);
    assert_eq!(found, status, "{message}");
    assert!(message.contains(says), "{message}");
}

fn plan(folder: &Path) {
    fs::write(folder.join("计划.txt"), PLAN).unwrap();
    run(folder, &["build", "计划.txt"]);
}

fn export(folder: &Path, format: &str) -> String {
    run(folder, &["export", "graph", "--format", format])
}

#[test]
fn a_graph_that_was_exported_and_imported_is_exported_the_same() {
    let first = TempDir::new().unwrap();
    plan(first.path());
    for (format, ending) in [("nquads", "nq"), ("trig", "trig"), ("jsonld", "jsonld")] {
        let written = export(first.path(), format);
        let second = TempDir::new().unwrap();
        let file = format!("图.{ending}");
        fs::write(second.path().join(&file), &written).unwrap();
        assert!(run(second.path(), &["import", "graph", &file]).contains(&file));
        assert!(export(second.path(), format) == written, "{format}");
        let led = run(second.path(), &["query", "tasks-led-by-unit", "-p", "unit=税务局", "--format", "csv"]);
        assert!(led.contains("压缩时限"), "{led}");
    }
    for (format, ending) in [("turtle", "ttl"), ("ntriples", "nt")] {
        let second = TempDir::new().unwrap();
        let file = format!("图.{ending}");
        fs::write(second.path().join(&file), export(first.path(), format)).unwrap();
        run(second.path(), &["import", "graph", &file]);
        assert!(export(second.path(), "ntriples") == export(first.path(), "ntriples"), "{format}");
    }
}

#[test]
fn rdf_files_are_queried_without_a_knowledge_base_as_with_one() {
    let (first, empty) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    plan(first.path());
    let call = ["query", "tasks-led-by-unit", "-p", "unit=税务局", "--format", "csv"];
    let rows = run(first.path(), &call);
    assert_eq!(rows.lines().count(), 2, "{rows}");
    for format in ["turtle", "nquads", "jsonld", "rdfxml"] {
        let ending = if format == "turtle" { "ttl" } else { format };
        let ending = ending.replace("nquads", "nq").replace("rdfxml", "rdf");
        let file = format!("图.{ending}");
        fs::write(empty.path().join(&file), export(first.path(), format)).unwrap();
        assert_eq!(run(empty.path(), &[&call[..], &["--graph", &file]].concat()), rows, "{format}");
    }
    // Two files are one graph.
    fs::write(empty.path().join("a.nt"), "<http://a/1> <http://a/p> <http://a/2> .\n").unwrap();
    fs::write(empty.path().join("b.nt"), "<http://a/2> <http://a/p> \"三\" .\n").unwrap();
    fs::write(empty.path().join("q.rq"), "SELECT ?o { <http://a/1> <http://a/p>/<http://a/p> ?o }").unwrap();
    let both = run(empty.path(), &["query", "q.rq", "--graph", "a.nt", "b.nt", "--format", "csv"]);
    assert_eq!(both, "o\r\n三\r\n");
    fs::write(empty.path().join("坏.ttl"), "<http://a/1> <http://a/p>\n 坏 .\n").unwrap();
    let (status, message) = fail(empty.path(), &["query", "q.rq", "--graph", "坏.ttl"]);
    assert!(status == 3 && message.contains("坏.ttl") && message.contains('2'), "{status} {message}");
    let (status, message) = fail(empty.path(), &["query", "search-tasks", "-p", "words=税", "--graph", "a.nt"]);
    assert!(status == 2 && message.contains("全文索引"), "{status} {message}");
}

#[test]
fn a_graph_is_held_against_the_shapes_in_words() {
    let folder = TempDir::new().unwrap();
    plan(folder.path());
    let good = export(folder.path(), "nquads");
    fs::write(folder.path().join("好.nq"), &good).unwrap();
    assert_eq!(run(folder.path(), &["validate", "好.nq"]), "合于全部形状。\n");
    assert_eq!(run(folder.path(), &["--lang", "en", "validate", "好.nq"]), "keeps to all shapes.\n");
    // A name lost, a property that nobody knows, and a role that there is not.
    let mut broken: Vec<String> =
        good.lines().filter(|line| !line.contains("schema.org/name>")).map(Into::into).collect();
    broken.push(
        "<http://a/方案> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://zhengtu.example/ns#Place> .".into(),
    );
    fs::write(folder.path().join("坏.nq"), broken.join("\n").replace("#role-lead>", "#role-king>")).unwrap();
    let output = zhengtu(folder.path()).args(["validate", "坏.nq"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    for words in ["缺少 schema:name", "http://a/方案", "缺少 rdfs:label", "prov:hadRole", "处不合。"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let output =
        zhengtu(folder.path()).args(["--lang", "en", "validate", "坏.nq", "--format", "jsonl"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"constraint\":\"minCount\"") && text.contains("lacks schema:name"), "{text}");
    fs::write(folder.path().join("无.ttl"), "<http://a/1> 坏 .").unwrap();
    let (status, message) = fail(folder.path(), &["validate", "无.ttl"]);
    assert!(status == 3 && message.contains("无.ttl"), "{status} {message}");
}

#[test]
fn an_imported_graph_survives_builds_until_it_is_removed() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    plan(here);
    let turtle =
        "@prefix zt: <https://zhengtu.example/ns#> .\n<http://data.example/a> zt:place [ zt:place \"乙县\" ] .\n";
    fs::write(here.join("外部.ttl"), turtle).unwrap();
    assert!(run(here, &["import", "graph", "外部.ttl"]).contains("外部.ttl（2 条）"));
    let count = || run(here, &["query", "里程.rq", "--format", "csv"]).lines().count() - 1;
    fs::write(here.join("里程.rq"), "SELECT ?p { <http://data.example/a> zt:place/zt:place ?p }").unwrap();
    assert_eq!(count(), 1);
    fs::write(here.join("计划.txt"), PLAN.replace("税务局", "财政局")).unwrap();
    let built = run(here, &["build", "--force", "计划.txt"]);
    assert!(built.contains("保留导入的图 1 个（2 条）"), "{built}");
    assert_eq!(count(), 1);
    assert!(run(here, &["export", "units"]).contains("县财政局"));
    assert!(!export(here, "nquads").contains("_:"), "nodes without a name have got one");
    assert_eq!(run(here, &["import", "graph", "--list"]), "外部.ttl（2 条）\n");
    let (status, message) = fail(here, &["import", "graph", "--remove", "别的.ttl"]);
    assert!(status == 3 && message.contains("别的.ttl") && message.contains("外部.ttl"), "{message}");
    run(here, &["import", "graph", "--remove", "外部.ttl"]);
    assert_eq!((count(), run(here, &["import", "graph", "--list"])), (0, String::new()));
    assert!(run(here, &["search", "压缩时限"]).contains("压缩时限"));
}

#[test]
fn what_was_read_from_a_document_holds_against_what_was_imported() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    plan(here);
    let before = export(here, "nquads");
    fs::write(here.join("旧.nq"), before.replace("压缩时限", "延长时限")).unwrap();
    let output = zhengtu(here).args(["import", "graph", "旧.nq"]).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("以自己的为准"));
    assert!(export(here, "nquads") == before);
}

#[test]
fn a_file_that_cannot_be_imported_is_named_with_the_place_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    plan(here);
    fs::write(here.join("坏.ttl"), "<http://a/b> <http://a/c> .\n").unwrap();
    let (status, message) = fail(here, &["import", "graph", "坏.ttl"]);
    assert!(status == 3 && message.contains("坏.ttl") && message.contains("line 1"), "{message}");
    let (status, message) = fail(here, &["import", "graph", "没有.ttl"]);
    assert!(status == 3 && message.contains("没有.ttl"), "{message}");
    fs::copy(here.join("计划.txt"), here.join("计划.docx")).unwrap();
    let (status, message) = fail(here, &["import", "graph", "计划.docx"]);
    assert!(status == 3 && message.contains("扩展名应为"), "{message}");
    assert_eq!(fail(here, &["import", "graph"]).0, 2);
    assert_eq!(run(here, &["import", "graph", "--list"]), "");
}

#[test]
fn a_graph_file_with_a_wrong_byte_is_reported_and_not_believed() {
    let folder = TempDir::new().unwrap();
    plan(folder.path());
    let file = folder.path().join(".zhengtu/gen-000001/s-000001/graph");
    let good = fs::read(&file).unwrap();
    let rows = run(folder.path(), &["query", "parts", "--format", "tsv"]);
    for at in (0..good.len()).step_by(good.len() / 60 + 1) {
        let mut bad = good.clone();
        bad[at] ^= 0x20;
        fs::write(&file, bad).unwrap();
        let Output { status, stdout, stderr } =
            zhengtu(folder.path()).args(["query", "parts", "--format", "tsv"]).output().unwrap();
        let message = String::from_utf8(stderr).unwrap();
        match status.code() {
            Some(0) => assert_eq!(String::from_utf8(stdout).unwrap(), rows, "byte {at}"),
            Some(3) => assert!(message.contains("zhengtu build"), "byte {at}: {message}"),
            other => panic!("byte {at}: {other:?} {message}"),
        }
    }
}

const RULED: &str = "甲县促进投资若干措施\n以下措施排在第一位的单位为牵头单位。\n一、加大支持\n\
    1.压缩时限。提供线上办理。（县行政审批局负责）简化申报材料。（县税务局、县财政局负责）\n\
    2.推广线上服务。开展培训。（责任单位：县商务局、县财政局）\n\
    2020年印发的《甲县投资办法》（甲政〔2020〕3号）同时废止。\n";

#[test]
fn statements_rules_and_what_is_repealed_stand_in_the_graph_with_their_passages() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("措施.txt"), RULED).unwrap();
    run(folder.path(), &["build", "措施.txt"]);
    let rows = |query: &str| {
        let prefixes = "PREFIX zt: <https://zhengtu.example/ns#> PREFIX eli: <http://data.europa.eu/eli/ontology#> \
            PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#> \
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>";
        fs::write(folder.path().join("q.rq"), format!("{prefixes} {query}")).unwrap();
        let out = run(folder.path(), &["query", "q.rq", "--format", "csv"]);
        out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let statements = rows(
        "SELECT ?said (GROUP_CONCAT(?name; separator=\"、\") AS ?names) { ?task zt:statement ?part . \
         ?part zt:unitsStatement ?said ; zt:evidence/oa:hasSelector/oa:start ?start ; zt:responsibility ?r . ?r zt:order ?order ; \
         prov:agent/skos:prefLabel ?name } GROUP BY ?said ?start ORDER BY ?start",
    );
    assert_eq!(statements.len(), 2, "{statements:?}");
    let rules = rows(
        "SELECT ?said ?path { ?task zt:path ?path ; zt:documentRule ?rule . \
         ?rule zt:ruleKind zt:rule-first-leads ; zt:quote ?said ; zt:evidence ?passage } ORDER BY ?path",
    );
    assert_eq!(rules.last().map(String::as_str), Some("以下措施排在第一位的单位为牵头单位,一/2"), "{rules:?}");
    assert_eq!(rows("SELECT ?number { ?plan eli:repeals/eli:id_local ?number }"), ["甲政〔2020〕3号"]);
}
