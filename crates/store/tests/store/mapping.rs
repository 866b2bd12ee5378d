//! Facts to quads.

use crate::common::{self, COUNTY, county, quads_of};
use oxrdf::{NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;
use zhengtu_model::{Finding, Severity, Side, Target};
use zhengtu_rdf::{Base, Run, Things, finding_quads, quads};

fn objects(quads: &[Quad], subject: &str, predicate: &str) -> Vec<String> {
    let holds = |quad: &&Quad| {
        quad.subject.to_string() == format!("<{subject}>") && quad.predicate.as_str().ends_with(predicate)
    };
    quads.iter().filter(holds).map(|quad| quad.object.to_string()).collect()
}

#[test]
fn the_same_facts_give_the_same_quads_sorted_and_each_once() {
    let (first, second) = (quads_of(&county(), COUNTY), quads_of(&county(), COUNTY));
    assert_eq!(first, second);
    let lines: Vec<String> = first.iter().map(ToString::to_string).collect();
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_document_is_one_named_graph_without_blank_nodes() {
    let quads = quads_of(&county(), COUNTY);
    let graphs: BTreeSet<String> = quads.iter().map(|quad| quad.graph_name.to_string()).collect();
    assert_eq!(graphs.into_iter().collect::<Vec<_>>(), ["<https://zhengtu.example/doc/county.txt/graph>"]);
    for quad in &quads {
        assert!(matches!(quad.subject, NamedOrBlankNode::NamedNode(_)) && !matches!(quad.object, Term::BlankNode(_)));
    }
}

#[test]
fn every_iri_is_valid_and_stands_under_the_base_of_the_user() {
    let base = Base::new("http://data.example.gov.cn/甲县").unwrap();
    let mut facts = county();
    clear(&mut facts);
    zhengtu_rdf::identify(&mut facts, &base);
    for quad in quads(&facts, &base, &Run::default()) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!() };
        assert!(subject.as_str().starts_with(base.as_str()), "{subject}");
        assert!(oxrdf::NamedNode::new(subject.as_str()).is_ok(), "{subject}");
    }
}

fn clear(facts: &mut zhengtu_model::DocumentFacts) {
    facts.info.id.clear();
    facts.parts.iter_mut().for_each(|part| part.id.clear());
    facts.tasks.iter_mut().for_each(|task| task.id.clear());
    facts.targets.iter_mut().for_each(|target| target.id.clear());
    facts.citations.iter_mut().for_each(|citation| citation.id.clear());
    facts.clauses.iter_mut().for_each(|clause| (clause.id.clear(), clause.task = None).0);
}

#[test]
fn a_responsibility_is_a_node_with_role_ground_order_and_evidence_and_a_shortcut_beside_it() {
    let quads = quads_of(&county(), COUNTY);
    let task = "https://zhengtu.example/doc/county.txt/part/0/task/二/二";
    let second = format!("{task}#responsibility-2");
    assert_eq!(objects(&quads, task, "cooperatingBody").len(), 2);
    assert_eq!(objects(&quads, &second, "#agent"), ["<https://zhengtu.example/doc/county.txt/unit/县税务局>"]);
    assert_eq!(objects(&quads, &second, "hadRole"), ["<https://zhengtu.example/ns#role-cooperate>"]);
    assert_eq!(objects(&quads, &second, "ground"), ["<https://zhengtu.example/ns#ground-stated>"]);
    assert_eq!(objects(&quads, &second, "order"), ["\"2\"^^<http://www.w3.org/2001/XMLSchema#integer>"]);
    assert_eq!(objects(&quads, &second, "evidence").len(), 1);
    assert_eq!(objects(&quads, task, "openList"), ["\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"]);
}

#[test]
fn a_passage_quotes_the_text_at_its_code_points() {
    let chars: Vec<char> = COUNTY.chars().collect();
    let quads = quads_of(&county(), COUNTY);
    let selected = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("oa#hasSelector"));
    let mut seen = 0;
    for (quad, selector) in selected.map(|quad| (quad, quad.object.to_string())) {
        let NamedOrBlankNode::NamedNode(passage) = &quad.subject else { panic!() };
        let selector = selector.trim_matches(['<', '>']);
        assert_eq!(
            objects(&quads, passage.as_str(), "oa#hasSource"),
            ["<https://zhengtu.example/doc/county.txt/text>"]
        );
        assert_eq!(objects(&quads, selector, "oa#hasSource"), Vec::<String>::new());
        let (start, end) = passage.as_str().rsplit_once("#char=").unwrap().1.split_once(',').unwrap();
        let Some(quote) = objects(&quads, selector, "oa#exact").pop() else { continue };
        let quoted: String = chars[start.parse().unwrap()..end.parse().unwrap()].iter().collect();
        assert_eq!(quote, oxrdf::Literal::new_simple_literal(quoted).to_string());
        assert_eq!(objects(&quads, selector, "oa#start")[0].split('"').nth(1), Some(start));
        seen += 1;
    }
    assert!(seen > 15);
}

#[test]
fn a_finding_points_at_two_places() {
    let facts = county();
    let (first, second) = (&facts.targets[1], &facts.targets[3]);
    let side = |target: &Target| Side {
        part: target.part,
        path: target.path.clone(),
        evidence: target.evidence.clone(),
        ..Side::default()
    };
    let finding = Finding {
        id: "0".into(),
        doc: "county.txt".into(),
        code: "value-conflict".into(),
        severity: Severity::Error,
        message: "办理时间：38 天与 40 天".into(),
        a: side(first),
        b: Some(side(second)),
        detail: None,
        also: Vec::new(),
        fix: None,
        confidence: 0.95,
    };
    let base = Base::default();
    let quads = finding_quads("county.txt", COUNTY, &[finding.clone(), finding], &Things::new([&facts], &base), &base);
    let subject = "https://zhengtu.example/doc/county.txt/finding/value-conflict/2";
    assert_eq!(objects(&quads, subject, "focusNode"), [format!("<{}>", first.id)]);
    assert_eq!(objects(&quads, subject, "secondFocus"), [format!("<{}>", second.id)]);
    assert_eq!(objects(&quads, subject, "resultSeverity"), ["<http://www.w3.org/ns/shacl#Violation>"]);
    assert_eq!(objects(&quads, subject, "evidence").len(), 2);
    assert_eq!(
        objects(&quads, subject, "sourceConstraintComponent"),
        ["<https://zhengtu.example/check/value-conflict>"]
    );
    let check = objects(&quads, "https://zhengtu.example/check/value-conflict", "#type");
    assert!(check.contains(&"<https://zhengtu.example/ns#Check>".to_owned()), "{check:?}");
    assert_eq!(objects(&quads, subject, "inPart"), ["<https://zhengtu.example/doc/county.txt/part/0>"]);
}

#[test]
fn an_alignment_links_two_things_with_score_and_reasons_and_a_shortcut_both_ways() {
    let facts = county();
    let (first, second) = (&facts.targets[1].id, &facts.targets[3].id);
    let quads = common::aligned(&facts);
    let subject = format!("{first}#counterpart-1");
    assert_eq!(objects(&quads, &subject, "hasTarget"), [format!("<{first}>")]);
    assert_eq!(objects(&quads, &subject, "hasBody"), [format!("<{second}>")]);
    assert_eq!(objects(&quads, &subject, "ns#score"), ["\"0.9\"^^<http://www.w3.org/2001/XMLSchema#decimal>"]);
    assert_eq!(objects(&quads, &subject, "reason"), ["\"指标同为“办理时间”\""]);
    assert_eq!(objects(&quads, first, "counterpart"), [format!("<{second}>")]);
    assert_eq!(objects(&quads, second, "counterpart"), [format!("<{first}>")]);
}

#[test]
fn a_unit_of_measure_is_of_qudt_or_of_our_own_and_an_unknown_one_is_minted() {
    let mut facts = county();
    facts.targets[4].unit = "箩筐".into();
    let quads = quads_of(&facts, COUNTY);
    let unit = |at: usize| objects(&quads, &facts.targets[at].id, "qudt/hasUnit");
    assert_eq!(unit(0), ["<http://qudt.org/vocab/unit/PERCENT>"]);
    assert_eq!(unit(2), ["<https://zhengtu.example/ns#measure-percentage-point>"]);
    assert_eq!(unit(4), ["<https://zhengtu.example/measure/箩筐>"]);
}

#[test]
fn a_number_is_the_value_of_schema_org_and_of_qudt_and_a_range_has_two_ends() {
    let quads = quads_of(&county(), COUNTY);
    let all = |end: &str| quads.iter().filter(|quad| quad.predicate.as_str().ends_with(end)).count();
    let single = &county().targets[0].id;
    assert_eq!(objects(&quads, single, "schema.org/value"), objects(&quads, single, "qudt/numericValue"));
    assert_eq!(all("schema.org/value"), all("qudt/numericValue"));
    assert_eq!(all("schema.org/minValue"), all("schema.org/maxValue"));
}

/// `ZHENGTU_WRITE_GRAPH=FILE` writes the plan's graph for outside programs to check.
#[test]
fn the_graph_can_be_written_for_other_programs() {
    let quads: Vec<Quad> = quads_of(&county(), COUNTY).into_iter().chain(zhengtu_rdf::ontology::quads()).collect();
    let mut bytes = Vec::new();
    zhengtu_store::exchange::write(&quads, zhengtu_store::Format::NQuads, &mut bytes).unwrap();
    assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count(), quads.len());
    if let Some(path) = std::env::var_os("ZHENGTU_WRITE_GRAPH") {
        std::fs::write(path, bytes).unwrap();
    }
}
