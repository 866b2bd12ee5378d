//! `docs/ontology.md` is made from the Turtle files of `ontology/`. `ZHENGTU_RENEW=1` renews it.

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use std::collections::BTreeMap;
use std::fmt::Write;
use zhengtu_rdf::ontology::FILES;
use zhengtu_rdf::vocab::PREFIXES;

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The triples of one file by subject, subjects in the order of the file.
struct Document {
    subjects: Vec<String>,
    values: BTreeMap<(String, String), Vec<Term>>,
}

impl Document {
    fn read(text: &str) -> Self {
        let mut document = Self { subjects: Vec::new(), values: BTreeMap::new() };
        for triple in TurtleParser::new().for_slice(text) {
            let Triple { subject, predicate, object } = triple.unwrap();
            let NamedOrBlankNode::NamedNode(subject) = subject else { panic!("a blank node") };
            let subject = subject.into_string();
            if !document.subjects.contains(&subject) {
                document.subjects.push(subject.clone());
            }
            document.values.entry((subject, predicate.into_string())).or_default().push(object);
        }
        document
    }

    fn all(&self, subject: &str, predicate: &str) -> &[Term] {
        self.values.get(&(subject.to_owned(), predicate.to_owned())).map_or(&[], Vec::as_slice)
    }

    fn names(&self, subject: &str, predicate: &str) -> String {
        self.all(subject, predicate).iter().map(short).collect::<Vec<_>>().join(", ")
    }

    fn text(&self, subject: &str, predicate: &str, language: &str) -> String {
        let found = self.all(subject, predicate).iter().find_map(|term| match term {
            Term::Literal(literal) if literal.language() == Some(language) || literal.language().is_none() => {
                Some(literal.value().to_owned())
            }
            _ => None,
        });
        found.unwrap_or_default()
    }

    fn of_type<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a str> {
        let is_one = move |subject: &&String| {
            self.all(subject, TYPE).iter().any(|term| matches!(term, Term::NamedNode(node) if node.as_str() == class))
        };
        self.subjects.iter().filter(is_one).map(String::as_str)
    }
}

fn short(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => short_iri(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(_) => String::new(),
    }
}

fn short_iri(iri: &str) -> String {
    let found =
        PREFIXES.iter().find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)));
    found.unwrap_or_else(|| iri.to_owned())
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn write_classes(ontology: &Document, out: &mut String) {
    for class in ontology.of_type(&format!("{OWL}Class")) {
        let label = ontology.text(class, &format!("{RDFS}label"), "zh");
        let english = ontology.text(class, &format!("{RDFS}label"), "en");
        let _ = writeln!(out, "### {} {label} · {english}\n", short_iri(class));
        let _ = writeln!(out, "{}\n", ontology.text(class, &format!("{RDFS}comment"), "zh"));
        let _ = writeln!(out, "{}\n", ontology.text(class, &format!("{RDFS}comment"), "en"));
        let _ = writeln!(out, "| | |\n|---|---|");
        let above = ontology.names(class, &format!("{RDFS}subClassOf"));
        let _ = writeln!(out, "| subclass of | {} |", code(&above));
        let own: Vec<String> = properties(ontology)
            .filter(|property| ontology.names(property, &format!("{RDFS}domain")) == short_iri(class))
            .map(short_iri)
            .collect();
        let _ = writeln!(out, "| its properties | {} |", code(&own.join("`, `")));
        let _ = writeln!(out, "| example | {} |\n", code(&cell(&ontology.text(class, &format!("{SKOS}example"), ""))));
    }
}

fn properties(ontology: &Document) -> impl Iterator<Item = &str> {
    let is_property = |subject: &&String| ontology.names(subject, TYPE).contains("Property");
    ontology.subjects.iter().filter(is_property).map(String::as_str)
}

fn write_properties(ontology: &Document, out: &mut String) {
    for property in properties(ontology) {
        let label = ontology.text(property, &format!("{RDFS}label"), "zh");
        let english = ontology.text(property, &format!("{RDFS}label"), "en");
        let _ = writeln!(out, "### {} {label} · {english}\n", short_iri(property));
        let _ = writeln!(out, "{}\n", ontology.text(property, &format!("{RDFS}comment"), "zh"));
        let _ = writeln!(out, "{}\n", ontology.text(property, &format!("{RDFS}comment"), "en"));
        let _ = writeln!(out, "| | |\n|---|---|");
        for (caption, predicate) in
            [("kind", TYPE), ("subproperty of", "subPropertyOf"), ("of", "domain"), ("values", "range")]
        {
            let predicate = if predicate == TYPE { TYPE.to_owned() } else { format!("{RDFS}{predicate}") };
            let names = ontology.names(property, &predicate);
            if !names.is_empty() {
                let _ = writeln!(out, "| {caption} | {} |", code(&names));
            }
        }
        let _ =
            writeln!(out, "| example | {} |\n", code(&cell(&ontology.text(property, &format!("{SKOS}example"), ""))));
    }
}

fn write_schemes(schemes: &Document, out: &mut String) {
    for scheme in schemes.of_type(&format!("{SKOS}ConceptScheme")) {
        let label = schemes.text(scheme, &format!("{SKOS}prefLabel"), "zh");
        let english = schemes.text(scheme, &format!("{SKOS}prefLabel"), "en");
        let _ = writeln!(out, "### {} {label} · {english}\n", short_iri(scheme));
        let _ =
            writeln!(out, "| concept | notation | 名称 | label | 定义 · definition | 例 |\n|---|---|---|---|---|---|");
        for concept in schemes.of_type(&format!("{SKOS}Concept")) {
            if schemes.names(concept, &format!("{SKOS}inScheme")) != short_iri(scheme) {
                continue;
            }
            let text =
                |predicate: &str, language| cell(&schemes.text(concept, &format!("{SKOS}{predicate}"), language));
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {} {} | {} |",
                short_iri(concept),
                text("notation", ""),
                text("prefLabel", "zh"),
                text("prefLabel", "en"),
                text("definition", "zh"),
                text("definition", "en"),
                text("example", "")
            );
        }
        out.push('\n');
    }
}

fn write_units(units: &Document, out: &mut String) {
    let _ = writeln!(out, "| unit | 名称 | label | 印作 |\n|---|---|---|---|");
    for unit in &units.subjects {
        let forms = units.names(unit, &format!("{SKOS}altLabel"));
        if !forms.is_empty() {
            let label = |language| units.text(unit, &format!("{SKOS}prefLabel"), language);
            let _ = writeln!(out, "| `{}` | {} | {} | {} |", short_iri(unit), label("zh"), label("en"), cell(&forms));
        }
    }
}

/// The classes and what leads from one to another.
fn write_diagram(ontology: &Document, out: &mut String) {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let _ = writeln!(out, "```mermaid\nclassDiagram");
    for property in properties(ontology) {
        let (from, to) =
            (ontology.names(property, &format!("{RDFS}domain")), ontology.names(property, &format!("{RDFS}range")));
        if from.starts_with("zt:") && !to.is_empty() && !to.starts_with("xsd:") {
            let _ = writeln!(out, "    {} --> {} : {}", local(&from), local(&to), local(&short_iri(property)));
        }
    }
    for (from, property, to) in FIXED {
        let _ = writeln!(out, "    {from} --> {to} : {property}");
    }
    let _ = writeln!(out, "```\n");
}

/// Arrows of properties that are taken over from other vocabularies or that several classes have.
const FIXED: &[(&str, &str, &str)] = &[
    ("Plan", "eli has_part", "MainText"),
    ("Plan", "eli has_annex", "Annex"),
    ("Plan", "eli cites, based_on, implements, repeals", "LegalResource"),
    ("PlanText", "eli realizes", "Plan"),
    ("PlanText", "prov wasGeneratedBy", "Run"),
    ("Responsibility", "prov agent", "Organization"),
    ("Responsibility", "prov hadRole", "Concept"),
    ("Task", "inPart", "Annex"),
    ("Target", "inPart", "Annex"),
    ("Target", "inTask", "Task"),
    ("Clause", "inTask", "Task"),
    ("Citation", "inTask", "Task"),
    ("Task", "evidence", "TextPositionSelector"),
    ("TextPositionSelector", "oa hasSource", "PlanText"),
    ("Finding", "sh focusNode", "Task"),
];

fn render() -> String {
    let file = |name: &str| Document::read(FILES.iter().find(|(file, _)| *file == name).unwrap().1);
    let (ontology, schemes, units) = (file("zhengtu.ttl"), file("schemes.ttl"), file("units.ttl"));
    let mut out = String::from(
        "# 政图本体 · The zhengtu ontology\n\n\
        Made from `ontology/zhengtu.ttl`, `schemes.ttl` and `units.ttl` by a test of `crates/rdf`; do not edit. \
        What a graph must look like is in `ontology/shapes.ttl` (SHACL), the functions of bodies are in `ontology/bodies.ttl` (SKOS).\n\n",
    );
    let whole = "https://zhengtu.example/ns";
    let _ = writeln!(out, "{}\n", ontology.text(whole, &format!("{RDFS}comment"), "zh"));
    let _ = writeln!(out, "{}\n", ontology.text(whole, &format!("{RDFS}comment"), "en"));
    write_diagram(&ontology, &mut out);
    out.push_str("## 前缀 · Prefixes\n\n| prefix | namespace |\n|---|---|\n");
    for (prefix, namespace) in PREFIXES {
        let _ = writeln!(out, "| `{prefix}:` | <{namespace}> |");
    }
    out.push_str("\n## 类 · Classes\n\n");
    write_classes(&ontology, &mut out);
    out.push_str("## 属性 · Properties\n\n");
    write_properties(&ontology, &mut out);
    out.push_str("## 概念表 · Concept schemes\n\n");
    write_schemes(&schemes, &mut out);
    out.push_str("## 计量单位 · Units of measure\n\n");
    write_units(&units, &mut out);
    out
}

#[test]
fn the_documentation_of_the_ontology_is_fresh() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ontology.md");
    let rendered = render();
    if std::env::var_os("ZHENGTU_RENEW").is_some() {
        std::fs::write(&path, &rendered).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == rendered, "docs/ontology.md is stale: run ZHENGTU_RENEW=1 cargo test -p zhengtu-rdf");
}

/// The mapping writes no term of the project's own that the ontology does not define.
#[test]
fn every_own_term_of_the_mapping_is_defined() {
    let defined: Vec<String> = FILES.iter().flat_map(|(_, text)| Document::read(text).subjects).collect();
    for iri in zhengtu_rdf::vocab::zt::ALL {
        assert!(defined.iter().any(|subject| subject == iri.as_str()), "{iri} is not in ontology/");
    }
}
