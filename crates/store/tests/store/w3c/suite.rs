//! The manifests of the suite, and the files that they name.

use super::compare::Answer;
use oxrdf::vocab::rdf;
use oxrdf::{Dataset, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use spargebra::algebra::QueryDataset;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_store::{Body, Format, Results, Style};

/// Where the suite is said to lie.
const BASE: &str = "https://w3c.example/sparql/";

macro_rules! term {
    ($name:ident, $iri:literal) => {
        const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);
    };
}
term!(INCLUDE, "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#include");
term!(ENTRIES, "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#entries");
term!(ACTION, "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#action");
term!(RESULT, "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#result");
term!(CARDINALITY, "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#resultCardinality");
term!(QUERY, "http://www.w3.org/2001/sw/DataAccess/tests/test-query#query");
term!(DATA, "http://www.w3.org/2001/sw/DataAccess/tests/test-query#data");
term!(GRAPH_DATA, "http://www.w3.org/2001/sw/DataAccess/tests/test-query#graphData");
term!(RESULT_SET, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#ResultSet");
term!(RESULT_VARIABLE, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#resultVariable");
term!(SOLUTION, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#solution");
term!(BINDING, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#binding");
term!(VARIABLE, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#variable");
term!(VALUE, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#value");
term!(INDEX, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#index");
term!(BOOLEAN, "http://www.w3.org/2001/sw/DataAccess/tests/result-set#boolean");

/// What a test asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The query is SPARQL.
    Right,
    /// It is not.
    Wrong,
    /// It has this answer; REDUCED may give a row of it as often as it likes, but at least once.
    Answer {
        /// Whether rows may be fewer than stated.
        reduced: bool,
    },
}

/// A test.
pub struct Test {
    /// Its IRI.
    pub name: String,
    /// What it asks for.
    pub kind: Kind,
    /// The IRI of the query's file.
    pub query: String,
    data: Vec<String>,
    graphs: Vec<String>,
    result: String,
}

/// The data of a test, and its named graphs.
pub struct Data {
    /// All quads; none in the default graph.
    pub quads: Vec<Quad>,
    /// The named graphs.
    pub named: Vec<NamedNode>,
}

/// The suite.
pub struct Suite {
    root: PathBuf,
    /// Its tests, in the order of the manifests.
    pub tests: Vec<Test>,
}

impl Suite {
    /// Reads the manifests below `root`, and those that they include.
    pub fn read(root: &Path, manifests: &[&str]) -> Self {
        let mut suite = Self { root: root.to_owned(), tests: Vec::new() };
        for manifest in manifests {
            suite.manifest(&format!("{BASE}{manifest}"));
        }
        suite
    }

    fn manifest(&mut self, iri: &str) {
        let graph = Facts(self.quads(iri, &GraphName::DefaultGraph).into_iter().collect());
        let this = NamedNode::new(iri).unwrap().into();
        for included in graph.list(&this, INCLUDE) {
            self.manifest(&name_of(&included));
        }
        for entry in graph.list(&this, ENTRIES) {
            let name = name_of(&entry);
            let entry = as_subject(entry);
            let test = graph.test(&entry, name);
            self.tests.push(test);
        }
    }

    /// The text of a file of the suite.
    pub fn text(&self, iri: &str) -> String {
        fs::read_to_string(self.path(iri)).unwrap_or_else(|error| panic!("{iri}: {error}"))
    }

    fn path(&self, iri: &str) -> PathBuf {
        self.root.join(iri.strip_prefix(BASE).unwrap_or_else(|| panic!("{iri} is not of the suite")))
    }

    fn quads(&self, iri: &str, graph: &GraphName) -> Vec<Quad> {
        let format = RdfFormat::from_extension(extension(iri)).unwrap_or_else(|| panic!("{iri} is no RDF"));
        let text = self.text(iri);
        let parser = RdfParser::from_format(format).with_base_iri(iri).unwrap().rename_blank_nodes();
        let quads = parser.with_default_graph(graph.clone()).for_slice(text.as_bytes());
        quads.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{iri}: {error}"))
    }

    /// The data of a test: that of its query's FROM clauses where it has some. What is in no named graph goes into
    /// `default`.
    pub fn data(&self, test: &Test, dataset: Option<&QueryDataset>, default: &str) -> Data {
        let graph = |iri: &str| GraphName::from(NamedNode::new(iri).unwrap());
        let mut quads: Vec<Quad> = test.data.iter().flat_map(|iri| self.quads(iri, &graph(default))).collect();
        let from = dataset.map(|dataset| dataset.default.iter().chain(dataset.named.iter().flatten()));
        let from = from.into_iter().flatten().map(|node| node.as_str());
        let mut named: Vec<&str> = test.graphs.iter().map(String::as_str).chain(from).collect();
        named.sort_unstable();
        named.dedup();
        quads.extend(named.iter().flat_map(|iri| self.quads(iri, &graph(iri))));
        Data { quads, named: named.into_iter().map(|iri| NamedNode::new(iri).unwrap()).collect() }
    }

    /// The answer that the suite states.
    pub fn expected(&self, test: &Test) -> Answer {
        match extension(&test.result) {
            "csv" => Answer::of_csv(&self.text(&test.result)),
            "srx" => self.results(&test.result, QueryResultsFormat::Xml),
            "srj" => self.results(&test.result, QueryResultsFormat::Json),
            "tsv" => self.results(&test.result, QueryResultsFormat::Tsv),
            _ => Facts(self.quads(&test.result, &GraphName::DefaultGraph).into_iter().collect()).answer(),
        }
    }

    fn results(&self, iri: &str, format: QueryResultsFormat) -> Answer {
        read(self.text(iri).as_bytes(), format).unwrap_or_else(|error| panic!("{iri}: {error}"))
    }

    /// The answer as the program writes it in the format of the test, read back: so the formats are tested with it.
    pub fn as_written(&self, test: &Test, results: &Results) -> Answer {
        let (format, read_as) = match (extension(&test.result), &results.body) {
            (_, Body::Triples(triples)) => return Answer::of_triples(triples),
            ("csv", _) => (Format::Csv, None),
            ("srj", _) => (Format::Json, Some(QueryResultsFormat::Json)),
            ("tsv", _) => (Format::Tsv, Some(QueryResultsFormat::Tsv)),
            _ => (Format::Xml, Some(QueryResultsFormat::Xml)),
        };
        let mut written = Vec::new();
        results.write(format, &Style::default(), &mut written).unwrap();
        match read_as {
            Some(format) => read(&written, format).unwrap(),
            None => Answer::of_csv(std::str::from_utf8(&written).unwrap()),
        }
    }
}

/// Reads results in one of the formats of SPARQL 1.1.
fn read(text: &[u8], format: QueryResultsFormat) -> Result<Answer, String> {
    let parser = QueryResultsParser::from_format(format);
    match parser.for_slice(text).map_err(|error| error.to_string())? {
        SliceQueryResultsParserOutput::Boolean(answer) => Ok(Answer::Boolean(answer)),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables: Vec<String> = solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
            let rows: Result<Vec<Vec<Option<Term>>>, _> = solutions
                .map(|row| row.map(|row| variables.iter().map(|name| row.get(name.as_str()).cloned()).collect()))
                .collect();
            Ok(Answer::rows(variables, rows.map_err(|error| error.to_string())?, false))
        }
    }
}

/// The statements of a file.
struct Facts(Dataset);

impl Facts {
    fn objects<'a>(
        &'a self,
        subject: &'a NamedOrBlankNode,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = Term> + 'a {
        let all = self.0.quads_for_subject(subject);
        all.filter(move |quad| quad.predicate == predicate).map(|quad| quad.object.into_owned())
    }

    fn object(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Option<Term> {
        self.objects(subject, predicate).next()
    }

    fn names(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Vec<String> {
        self.objects(subject, predicate).map(|term| name_of(&term)).collect()
    }

    /// The members of the list that the predicate leads to; none where it leads to none.
    fn list(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let mut members = Vec::new();
        let mut rest = self.object(subject, predicate);
        while let Some(node) = rest.filter(|node| *node != Term::from(rdf::NIL)) {
            let node = as_subject(node);
            members.extend(self.object(&node, rdf::FIRST));
            rest = self.object(&node, rdf::REST);
        }
        members
    }

    fn test(&self, entry: &NamedOrBlankNode, name: String) -> Test {
        let action = self.object(entry, ACTION).unwrap_or_else(|| panic!("{name} has no action"));
        let kinds = self.names(entry, rdf::TYPE);
        let is = |end: &str| kinds.iter().any(|kind| kind.ends_with(end));
        let kind = if is("#PositiveSyntaxTest") || is("#PositiveSyntaxTest11") {
            Kind::Right
        } else if is("#NegativeSyntaxTest") || is("#NegativeSyntaxTest11") {
            Kind::Wrong
        } else if is("#QueryEvaluationTest") || is("#CSVResultFormatTest") {
            Kind::Answer { reduced: self.object(entry, CARDINALITY).is_some() }
        } else {
            panic!("{name} is of an unknown kind: {kinds:?}")
        };
        if kind == Kind::Right || kind == Kind::Wrong {
            return Test { name, kind, query: name_of(&action), data: vec![], graphs: vec![], result: String::new() };
        }
        let action = as_subject(action);
        let result = self.object(entry, RESULT).unwrap_or_else(|| panic!("{name} has no result"));
        Test {
            kind,
            query: self.names(&action, QUERY).remove(0),
            data: self.names(&action, DATA),
            graphs: self.names(&action, GRAPH_DATA),
            result: name_of(&result),
            name,
        }
    }

    /// The answer that a graph states: a result set, an answer of ASK, or the graph itself.
    fn answer(&self) -> Answer {
        let of_set = self.0.quads_for_predicate(rdf::TYPE).find(|quad| quad.object == RESULT_SET.into());
        let Some(set) = of_set.map(|quad| quad.subject.into_owned()) else {
            let triples: Vec<Triple> = self.0.iter().map(|quad| quad.into_owned().into()).collect();
            return Answer::of_triples(&triples);
        };
        if let Some(Term::Literal(answer)) = self.object(&set, BOOLEAN) {
            return Answer::Boolean(answer.value() == "true");
        }
        let variables: Vec<String> = self.objects(&set, RESULT_VARIABLE).map(|term| text_of(&term)).collect();
        let mut rows: Vec<(Option<usize>, Vec<Option<Term>>)> = Vec::new();
        for solution in self.objects(&set, SOLUTION).map(as_subject) {
            let bound: HashMap<String, Term> = self
                .objects(&solution, BINDING)
                .map(as_subject)
                .filter_map(|of| Some((text_of(&self.object(&of, VARIABLE)?), self.object(&of, VALUE)?)))
                .collect();
            let index = self.object(&solution, INDEX).and_then(|term| text_of(&term).parse().ok());
            rows.push((index, variables.iter().map(|name| bound.get(name).cloned()).collect()));
        }
        let ordered = !rows.is_empty() && rows.iter().all(|(index, _)| index.is_some());
        rows.sort_by_key(|(index, _)| *index);
        Answer::rows(variables, rows.into_iter().map(|(_, row)| row).collect(), ordered)
    }
}

fn extension(iri: &str) -> &str {
    iri.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn as_subject(term: Term) -> NamedOrBlankNode {
    match term {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        Term::Literal(literal) => panic!("{literal} is no resource"),
    }
}

fn name_of(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => panic!("{other} has no IRI"),
    }
}

fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other} is no literal"),
    }
}
