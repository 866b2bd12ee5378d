use super::*;
use std::collections::BTreeSet;

const HEAD: &str = "@prefix zt: <https://zhengtu.example/ns#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix : <http://a/> .
";
/// A plan that keeps to the shapes.
const PLAN: &str =
    ":plan a zt:Plan , eli:LegalResource ; zt:fileName \"a.txt\" ; dct:title \"甲县方案\" ; zt:wholePlan :plan ;
    zt:level zt:level-county ; eli:jurisdiction :place ; eli:date_document \"2021-03-01\"^^xsd:date .
:place a zt:Place ; rdfs:label \"甲县\" ; dct:identifier \"410825\" .
";

fn graph(turtle: &str) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ttl");
    std::fs::write(&file, format!("{HEAD}{turtle}")).unwrap();
    Graph::read_with_ontology(&[file]).unwrap()
}

/// What is wrong with a graph: the property and the message.
fn wrong(turtle: &str) -> Vec<(String, String)> {
    let found = validate(&graph(turtle), Lang::Zh, &Limits::NONE).unwrap();
    let table = found.table().unwrap();
    table.column("property").into_iter().zip(table.column("message")).collect()
}

#[test]
fn the_ontology_and_a_plan_that_keeps_to_the_shapes_break_none() {
    assert_eq!(wrong(PLAN), []);
}

#[test]
fn everything_that_the_shapes_say_is_understood() {
    let all = constraints().unwrap();
    let kinds: BTreeSet<String> = all.iter().map(|constraint| constraint.kind().to_owned()).collect();
    assert!(all.len() > 200, "{}", all.len());
    // Each statement of SHACL in the file is one of these, or says where a constraint holds.
    let places = ["targetClass", "property", "path", "inversePath", "node", "ignoredProperties", "message"];
    let shapes = zhengtu_rdf::ontology::SHAPES;
    let after = |at: usize| shapes[at..].split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    let names = shapes.match_indices(" sh:").map(|(at, prefix)| after(at + prefix.len()));
    // The declaration of the prefix names nothing.
    for name in names.filter(|name| !name.is_empty()) {
        let is_kind = kinds.contains(name) || places.contains(&name);
        let is_value = name.starts_with(|char: char| char.is_uppercase());
        let is_result = ["focusNode", "resultSeverity", "resultMessage", "sourceConstraintComponent"].contains(&name);
        assert!(is_kind || is_value || is_result, "sh:{name}");
    }
    for constraint in &all {
        assert!(Query::parse(&constraint.query()).is_ok(), "{}", constraint.query());
        assert!(!constraint.message(Lang::Zh).is_empty() && !constraint.message(Lang::En).is_empty());
    }
}

#[test]
fn each_kind_of_fault_is_said_in_words() {
    let cases = [
        (":plan dct:title \"乙县方案\" .", "dct:title", "dct:title 不止一个"),
        (":plan zt:level zt:level-village .", "zt:level", "zt:level（层级） 应是其中之一"),
        (":plan eli:passed_by \"甲县人民政府\" .", "eli:passed_by", "eli:passed_by 应是 zt:Organization"),
        (":plan eli:id_local \"\" .", "eli:id_local", "eli:id_local 至少应有 1 字"),
        (":plan zt:year \"二〇二一\" .", "zt:year", "zt:year（年份） 的值应是 xsd:integer"),
        (":plan zt:colour \"red\" .", "", "形状没有列出这个属性"),
        (":place dct:identifier \"41\" .", "dct:identifier", "dct:identifier 应合于 ^[0-9]{6}$"),
        (":other a zt:Plan , eli:LegalResource .", "zt:fileName", "缺少 zt:fileName（文件名）"),
        ("[] a zt:Place ; rdfs:label \"乙县\" .", "", "该节点 应是标识（IRI）"),
        (":due a zt:Commitment ; zt:dueDate \"2021-06-31\" .", "zt:evidence", "缺少 zt:evidence（出处）"),
        (":concept a skos:Concept ; skos:prefLabel \"甲\"@zh , \"乙\"@zh .", "skos:prefLabel", "每种语言只应有一个"),
    ];
    for (added, property, says) in cases {
        let found = wrong(&format!("{PLAN}{added}"));
        let is_said = found.iter().any(|(at, message)| at == property && message.contains(says));
        assert!(is_said, "{added}: {found:?}");
    }
}

#[test]
fn a_passage_is_looked_at_down_to_its_selector() {
    let passage = |selector: &str| {
        format!(
            "{PLAN}:text a zt:PlanText , eli:LegalExpression ; eli:realizes :plan ; zt:length 9 ; prov:wasGeneratedBy :run .
            :run a zt:Run , prov:Activity ; zt:programVersion \"1\" ; zt:lexiconVersion \"1\" ; prov:used :file .
            :file a prov:Entity ; zt:fileName \"a.txt\" ; zt:format \"txt\" ; zt:sha256 \"0a\" .
            :passage a oa:SpecificResource ; oa:hasSource :text ; oa:hasSelector :selector ; zt:line 1 .
            :selector {selector} ."
        )
    };
    assert_eq!(wrong(&passage("a oa:TextPositionSelector ; oa:start 2 ; oa:end 5")), []);
    let found = wrong(&passage("a oa:TextPositionSelector ; oa:start 7 ; oa:end 5"));
    assert!(matches!(&found[..], [(at, says)] if at == "oa:start" && says.contains("oa:end")), "{found:?}");
    assert_eq!(wrong(&passage("a oa:TextPositionSelector ; oa:start 2")).len(), 1);
    assert_eq!(wrong(&passage("oa:start 2 ; oa:end 5")).len(), 1);
}
