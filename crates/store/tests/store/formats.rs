//! Results and graphs in the formats that other programs read.

use crate::common::{COUNTY, ask, county, county_graph, quads_of};
use oxrdf::{GraphName, Quad};
use std::collections::BTreeSet;
use zhengtu_store::{Format, Results, Style, exchange};

fn written(results: &Results, format: &str, style: &Style) -> String {
    let mut bytes = Vec::new();
    results.write(format.parse().unwrap(), style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn sample() -> Results {
    ask(
        &county_graph(),
        "SELECT ?path ?title ?n ?class ?none { VALUES (?path ?title ?n ?class) {
            (\"二/一\" \"压缩|办税, \\\"时间\\\"\" 3 zt:Task) (\"2\" \"a\\nb\" 0.5 <http://x/y>) } }",
    )
}

fn captioned() -> Style {
    Style { captions: [("path".to_owned(), "编号".to_owned())].into(), ..Style::default() }
}

#[test]
fn csv_is_quoted_and_starts_with_a_mark_on_request() {
    let expected = "编号,title,n,class,none\r\n二/一,\"压缩|办税, \"\"时间\"\"\",3,https://zhengtu.example/ns#Task,\r\n2,\"a\nb\",0.5,http://x/y,\r\n";
    assert_eq!(written(&sample(), "csv", &captioned()), expected);
    let style = Style { byte_order_mark: true, ..captioned() };
    assert_eq!(written(&sample(), "csv", &style), format!("\u{feff}{expected}"));
}

#[test]
fn no_field_of_csv_is_a_formula_and_negative_numbers_stay() {
    let rows = ask(&county_graph(), "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (\"=cmd|'/C calc'!A0\" \"@x\" -5) } }");
    assert_eq!(written(&rows, "csv", &Style::default()), "a,b,c\r\n'=cmd|'/C calc'!A0,'@x,-5\r\n");
}

#[test]
fn json_xml_and_tsv_are_those_of_sparql() {
    let json: serde_json::Value = serde_json::from_str(&written(&sample(), "json", &captioned())).unwrap();
    assert_eq!(json["head"]["vars"], serde_json::json!(["path", "title", "n", "class", "none"]));
    assert_eq!(json["results"]["bindings"][0]["class"]["type"], "uri");
    assert!(json["results"]["bindings"][0].get("none").is_none());
    let xml = written(&sample(), "xml", &Style::default());
    assert!(xml.contains("http://www.w3.org/2005/sparql-results#") && xml.contains("<uri>http://x/y</uri>"));
    let tsv = written(&sample(), "tsv", &Style::default());
    assert!(tsv.starts_with("?path\t?title\t?n\t?class\t?none\n\"二/一\"\t"), "{tsv}");
}

#[test]
fn json_lines_hold_numbers_and_nulls() {
    let lines = written(&sample(), "jsonl", &Style::default());
    assert_eq!(lines.lines().count(), 2);
    let first = lines.lines().next().unwrap();
    assert_eq!(
        first,
        "{\"path\":\"二/一\",\"title\":\"压缩|办税, \\\"时间\\\"\",\"n\":3,\"class\":\"https://zhengtu.example/ns#Task\",\"none\":null}"
    );
}

#[test]
fn a_table_aligns_chinese_by_its_display_width() {
    let table = written(&sample(), "table", &captioned());
    let width = |line: &str| line.chars().map(|char| 1 + usize::from(zhengtu_text::is_cjk(char))).sum::<usize>();
    let widths: BTreeSet<usize> = table.lines().map(width).collect();
    assert_eq!(widths.len(), 1, "{table}");
    assert!(table.contains("zt:Task"));
}

#[test]
fn markdown_escapes_its_signs() {
    let markdown = written(&sample(), "markdown", &captioned());
    assert_eq!(markdown.lines().next(), Some("| 编号 | title | n | class | none |"));
    assert!(
        markdown.contains("| 二/一 | 压缩\\|办税, \"时间\" | 3 | zt:Task |  |") && markdown.contains("| a b |"),
        "{markdown}"
    );
}

#[test]
fn a_workbook_is_the_same_at_every_run() {
    let book = || {
        let mut bytes = Vec::new();
        sample().write(Format::Xlsx, &captioned(), &mut bytes).unwrap();
        bytes
    };
    assert!(book().starts_with(b"PK") && book() == book());
}

#[test]
fn constructed_triples_are_written_as_graphs_and_not_as_rows() {
    let results = ask(&county_graph(), "CONSTRUCT { ?t schema:name ?n } { ?t a zt:Task ; schema:name ?n }");
    assert!(written(&results, "table", &Style::default()).contains("schema:name \"压缩办税时间\""));
    assert_eq!(written(&results, "nt", &Style::default()).lines().count(), 6);
    assert!(
        results.write(Format::Csv, &Style::default(), &mut Vec::new()).unwrap_err().to_string().contains("可用 turtle")
    );
    assert!(sample().write(Format::Turtle, &Style::default(), &mut Vec::new()).is_err());
    let asked = ask(&county_graph(), "ASK { ?t a zt:Task }");
    assert_eq!(written(&asked, "table", &Style::default()), "true\n");
    assert!(written(&asked, "json", &Style::default()).contains("\"boolean\":true"));
}

#[test]
fn an_export_comes_back_as_it_was() {
    let quads = quads_of(&county(), COUNTY);
    let folder = tempfile::tempdir().unwrap();
    let graph = GraphName::DefaultGraph;
    for (format, extension) in [(Format::NQuads, "nq"), (Format::TriG, "trig"), (Format::JsonLd, "jsonld")] {
        assert_eq!(round(&quads, format, extension, folder.path(), &graph), set(&quads), "{extension}");
    }
    let named = quads[0].graph_name.clone();
    for (format, extension) in [(Format::Turtle, "ttl"), (Format::NTriples, "nt")] {
        assert_eq!(round(&quads, format, extension, folder.path(), &named), set(&quads), "{extension}");
    }
}

fn round(
    quads: &[Quad],
    format: Format,
    extension: &str,
    folder: &std::path::Path,
    graph: &GraphName,
) -> BTreeSet<String> {
    let path = folder.join(format!("graph.{extension}"));
    let mut bytes = Vec::new();
    exchange::write(quads, format, &mut bytes).unwrap();
    std::fs::write(&path, bytes).unwrap();
    set(&exchange::read(&path, graph).unwrap())
}

fn set(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}

#[test]
fn an_export_is_sorted_whatever_the_order_of_the_quads() {
    let quads = quads_of(&county(), COUNTY);
    let turned: Vec<Quad> = quads.iter().rev().chain(&quads).cloned().collect();
    for format in [Format::Turtle, Format::NTriples, Format::NQuads, Format::TriG, Format::JsonLd] {
        let written = |quads: &[Quad]| {
            let mut bytes = Vec::new();
            exchange::write(quads, format, &mut bytes).unwrap();
            bytes
        };
        assert!(written(&quads) == written(&turned), "{}", format.name());
    }
}

#[test]
fn a_file_that_cannot_be_imported_names_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.ttl");
    std::fs::write(&path, "<http://a/b> <http://a/c> .\n").unwrap();
    let message = exchange::read(&path, &GraphName::DefaultGraph).unwrap_err().to_string();
    assert!(message.contains("broken.ttl") && message.contains("line 1"), "{message}");
    let message = exchange::read(&folder.path().join("x.docx"), &GraphName::DefaultGraph).unwrap_err().to_string();
    assert!(message.contains("扩展名应为"), "{message}");
}
