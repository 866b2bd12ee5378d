//! The saved queries on a small plan read by hand.

use crate::common::{self, both, county_graph, lines};
use zhengtu_say::Lang;
use zhengtu_store::{Graph, Library, Limits, Query, Results, StoreError};

fn run(graph: &Graph, name: &str, given: &[(&str, &str)]) -> Result<Results, StoreError> {
    let saved = Library::built_in().get(name)?;
    let given: Vec<(String, String)> = given.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    graph.query(&saved.prepare(graph, &given)?, &Limits::NONE)
}

fn titles(results: &Results) -> Vec<String> {
    results.table().unwrap().column("title")
}

#[test]
fn a_unit_is_named_as_a_person_would_and_leads_what_it_stands_alone_for() {
    let graph = county_graph();
    for name in ["税务局", "县税务局", "甲县税务局", "税务部门", "税务"] {
        let results = run(&graph, "tasks-led-by-unit", &[("unit", name)]).unwrap();
        assert_eq!(titles(&results), ["压缩办税时间", "公开进度"], "{name}");
        assert_eq!(results.table().unwrap().column("ground"), ["唯一单位", "写明"]);
    }
}

#[test]
fn a_date_keeps_to_the_tasks_that_are_due_by_it() {
    let graph = county_graph();
    let given = |due| [("unit", "税务局"), ("due", due)];
    assert_eq!(titles(&run(&graph, "tasks-led-by-unit", &given("2021-06-30")).unwrap()), ["压缩办税时间"]);
    assert!(run(&graph, "tasks-led-by-unit", &given("2021-06-29")).unwrap().is_empty());
    println!("{}", lines(run(&graph, "tasks-led-by-unit", &given("2021-06-30")).unwrap().table().unwrap()));
}

#[test]
fn a_name_that_bodies_of_two_plans_have_means_each_with_its_plan() {
    let results = run(&both(), "duties-of-unit", &[("unit", "税务局")]).unwrap();
    let table = results.table().unwrap();
    let mut bodies: Vec<(String, String)> = table.column("doc").into_iter().zip(table.column("body")).collect();
    bodies.dedup();
    let pair = |doc: &str, body: &str| (doc.to_owned(), body.to_owned());
    assert!(
        bodies.contains(&pair("city.txt", "市税务局")) && bodies.contains(&pair("county.txt", "县税务局")),
        "{bodies:?}"
    );
    assert!(run(&both(), "tasks-led-by-unit", &[("unit", "税务局")]).is_ok());
}

#[test]
fn kept_to_a_plan_names_mean_what_they_mean_among_all_and_find_the_same() {
    let graph = both();
    let library = Library::built_in();
    let base = zhengtu_rdf::Base::default();
    let found = |query: &str, unit: &str, doc: &str, within: bool| {
        let saved = library.get(query).unwrap();
        let given = [("unit".to_owned(), unit.to_owned())];
        let kept = vec![oxrdf::NamedNode::new_unchecked(base.graph(doc))];
        let mut query = saved.prepare_within(&graph, &given, within.then_some(&kept[..])).unwrap();
        query.keep_to(kept);
        lines(graph.query(&query, &Limits::NONE).unwrap().table().unwrap())
    };
    let mut rows = 0;
    for query in ["duties-of-unit", "tasks-led-by-unit"] {
        // The last two are names of bodies of one of the two plans: in the other one they mean nothing.
        for unit in ["税务局", "税务", "财政局、税务局", "县税务局", "市税务局"] {
            for doc in ["city.txt", "county.txt"] {
                let all = found(query, unit, doc, false);
                assert_eq!(found(query, unit, doc, true), all, "{query} {unit} {doc}");
                rows += all.lines().count();
            }
        }
    }
    assert!(rows > 10, "{rows}");
    let unknown = [("unit".to_owned(), "无此单位".to_owned())];
    let kept = [oxrdf::NamedNode::new_unchecked(base.graph("city.txt"))];
    let failed = library.get("duties-of-unit").unwrap().prepare_within(&graph, &unknown, Some(&kept));
    assert!(matches!(failed, Err(StoreError::Name { .. })));
}

#[test]
fn words_that_stand_within_several_names_mean_all_of_them_each_with_its_plan() {
    let results = run(&both(), "duties-of-unit", &[("unit", "税务")]).unwrap();
    let table = results.table().unwrap();
    let mut pairs: Vec<(String, String)> = table.column("government").into_iter().zip(table.column("body")).collect();
    pairs.sort();
    pairs.dedup();
    assert_eq!(pairs, [("乙市".to_owned(), "市税务局".to_owned()), ("甲县".to_owned(), "县税务局".to_owned())]);
}

#[test]
fn several_bodies_are_asked_for_at_once_and_one_by_its_place() {
    let graph = both();
    let docs = |given: &[(&str, &str)]| run(&graph, "duties-of-unit", given).unwrap().table().unwrap().rows.len();
    let (taxation, finance) = (docs(&[("unit", "县税务局")]), docs(&[("unit", "县财政局")]));
    assert!(taxation > 0 && finance > 0);
    assert_eq!(docs(&[("unit", "县税务局、县财政局")]), taxation + finance);
    assert_eq!(docs(&[("unit", "县税务局"), ("unit", "县财政局")]), taxation + finance);
    let city = run(&graph, "duties-of-unit", &[("unit", "乙市税务局")]).unwrap();
    assert_eq!(city.table().unwrap().column("doc"), ["city.txt"]);
    let error = run(&graph, "duties-of-unit", &[("unit", "县税务局、县水利局")]).unwrap_err().to_string();
    assert!(error.contains("没有叫“县水利局”的单位"), "{error}");
}

#[test]
fn a_document_is_named_by_file_title_or_words_of_it_and_several_may_be_meant() {
    let graph = both();
    let bodies =
        |doc: &str| run(&graph, "workload", &[("doc", doc)]).map(|found| found.table().unwrap().column("file"));
    let distinct = |doc: &str| {
        let mut files = bodies(doc).unwrap();
        files.dedup();
        files.sort();
        files.dedup();
        files
    };
    for name in ["city.txt", "city", "乙市营商环境实施方案", "《乙市营商环境实施方案》"] {
        assert_eq!(distinct(name), ["city.txt"], "{name}");
    }
    assert_eq!(distinct("营商环境"), ["city.txt", "county.txt"]);
    assert!(bodies("用水").unwrap_err().to_string().contains("没有叫“用水”的文件；可用的有：city.txt、county.txt"));
}

#[test]
fn the_same_name_in_two_documents_is_asked_for_in_both() {
    let results = run(&both(), "duties-of-unit", &[("unit", "县财政局")]).unwrap();
    let documents = results.table().unwrap().column("doc");
    assert!(documents.contains(&"city.txt".to_owned()) && documents.contains(&"county.txt".to_owned()));
}

#[test]
fn an_unknown_name_is_refused_with_what_there_is() {
    let error = run(&county_graph(), "tasks-led-by-unit", &[("unit", "教育局")]).unwrap_err();
    let message = error.to_string();
    assert!(
        message.starts_with("参数 unit：没有叫“教育局”的单位；可用的有：") && message.contains("县财政局"),
        "{message}"
    );
}

#[test]
fn parameters_that_are_missing_unknown_repeated_or_wrong_are_named() {
    let graph = county_graph();
    let message = |given: &[(&str, &str)]| run(&graph, "tasks-led-by-unit", given).unwrap_err().to_string();
    assert!(message(&[]).contains("缺少参数 unit"));
    assert!(message(&[("unit", "税务局"), ("until", "x")]).contains("没有参数 until；它的参数有：unit、due"));
    assert!(message(&[("unit", "税务局"), ("due", "2021-06-30"), ("due", "2021-07-30")]).contains("due 给了两次"));
    assert!(message(&[("unit", "税务局"), ("due", "2021-06-31")]).contains("不是日期：应形如 2021-06-30"));
    assert!(message(&[("unit", " ")]).contains("是空的"));
}

/// A full-text index that finds substrings, for the tests.
struct Substrings(Vec<(String, String)>);

impl zhengtu_store::TextIndex for Substrings {
    fn search(&self, query: &str, limit: usize) -> Result<Vec<zhengtu_store::Hit>, String> {
        let found = self.0.iter().filter(|(_, text)| text.contains(query)).take(limit);
        let hit = |(clause, text): &(String, String)| zhengtu_store::Hit {
            clause: clause.clone(),
            score: 1.0,
            snippet: text.chars().take(8).collect(),
        };
        Ok(found.map(hit).collect())
    }
}

fn searchable() -> Graph {
    let clauses = common::county().clauses.into_iter().map(|clause| (clause.id, clause.text)).collect();
    both().with_text(std::sync::Arc::new(Substrings(clauses)))
}

/// Parameters with which each query yields something on the plans of the county and the city.
const CALLS: &[(&str, &[(&str, &str)])] = &[
    ("annex-targets-against-plan", &[]),
    ("commitments-against-deadlines", &[]),
    ("counterparts", &[]),
    ("documents-cited", &[]),
    ("duties-of-organization", &[("unit", "税务局")]),
    ("duties-of-unit", &[("unit", "县税务局")]),
    ("findings", &[]),
    ("joint-tasks", &[("unit", "税务局"), ("other", "财政局")]),
    ("matter-across-levels", &[("word", "申报")]),
    ("ongoing-tasks", &[]),
    ("open-responsibility", &[]),
    ("parts", &[]),
    ("plan-links", &[]),
    ("plans", &[]),
    ("plans-in-force", &[("day", "2021-07-01")]),
    ("plans-on-matter", &[("word", "营商环境")]),
    ("progress", &[("until", "2021-07-01")]),
    ("provenance", &[("fact", "https://zhengtu.example/doc/county.txt/part/0/task/二/一")]),
    ("search-tasks", &[("words", "税")]),
    ("targets-across-governments", &[("word", "时间")]),
    ("targets-by-change", &[]),
    ("targets-by-indicator", &[("word", "时间")]),
    ("tasks-citing-document", &[("word", "信用")]),
    ("tasks-due-in-month", &[("month", "2021-06")]),
    ("tasks-led-by-unit", &[("unit", "税务局")]),
    ("tasks-mentioning", &[("word", "税务部门")]),
    ("tasks-not-taken-up", &[]),
    ("tasks-of-own", &[("higher", "city.txt")]),
    ("tasks-overdue", &[("at", "2021-07-01")]),
    ("tasks-without-deadline", &[]),
    ("tasks-without-lead", &[]),
    ("timeline", &[]),
    ("unit-names", &[]),
    ("units-per-annex", &[]),
    ("workload", &[]),
];

/// The rows of every saved query on both plans are those of `tests/store/expected/`;
/// `ZHENGTU_RENEW=1` renews them.
#[test]
fn every_saved_query_gives_its_expected_rows() {
    let graph = searchable();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/expected");
    let library = Library::built_in();
    assert!(library.names().eq(CALLS.iter().map(|(name, _)| *name)), "every query has a call in CALLS");
    for (name, given) in CALLS {
        let results = run(&graph, name, given).unwrap_or_else(|error| panic!("{name}: {error}"));
        let table = results.table().unwrap();
        let rows = format!("{}\n{}", table.variables.join("\t"), lines(table));
        let path = folder.join(format!("{name}.tsv"));
        if std::env::var_os("ZHENGTU_RENEW").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &rows).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), rows, "{name}");
        assert!(!table.rows.is_empty(), "{name} yields nothing");
    }
}

#[test]
fn every_saved_query_says_what_it_answers_and_captions_every_column() {
    for saved in Library::built_in().all().unwrap() {
        let labels = [&saved.title, &saved.description];
        assert!(labels.iter().all(|label| !label.zh.is_empty() && !label.en.is_empty()), "{}", saved.name);
        assert!(saved.example.starts_with(&format!("zhengtu query {}", saved.name)), "{}", saved.name);
        for parameter in &saved.parameters {
            assert!(!parameter.label.zh.is_empty() && !parameter.label.en.is_empty(), "{}", saved.name);
        }
        let (chinese, english) = (saved.style(Lang::Zh), saved.style(Lang::En));
        for variable in saved.variables() {
            assert_ne!(chinese.caption(&variable), variable, "{}", saved.name);
            assert!(english.captions.contains_key(&variable), "{}", saved.name);
        }
    }
}

/// What the header says a parameter is unless it is given stands in the body too, for programs that read no header.
#[test]
fn a_saved_query_without_its_header_has_the_same_defaults() {
    let (graph, mut seen) = (both(), 0);
    for saved in Library::built_in().all().unwrap().into_iter().filter(|saved| !saved.text.contains("SERVICE")) {
        for parameter in saved.parameters.iter().filter(|parameter| parameter.default.is_some()) {
            assert!(saved.text.contains(&format!("COALESCE(?{},", parameter.name)), "{}", saved.name);
            seen += 1;
        }
        if saved.parameters.iter().all(|parameter| !parameter.required) {
            let as_it_stands = graph.query(&Query::parse(&saved.text).unwrap(), &Limits::NONE).unwrap();
            assert_eq!(as_it_stands, run(&graph, &saved.name, &[]).unwrap(), "{}", saved.name);
            assert!(!as_it_stands.is_empty(), "{}", saved.name);
        }
    }
    assert!(seen > 8, "{seen}");
}

/// The files declare every prefix they use, so that any SPARQL program runs them.
#[test]
fn every_saved_query_declares_its_prefixes() {
    for saved in Library::built_in().all().unwrap() {
        let parsed = spargebra::SparqlParser::new().parse_query(&saved.text);
        assert!(parsed.is_ok(), "{}: {:?}", saved.name, parsed.err());
    }
}

#[test]
fn a_folder_adds_queries_and_takes_the_place_of_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.rq"), "SELECT ?t { ?t a zt:Task }").unwrap();
    std::fs::write(folder.path().join("parts.rq"), "ASK { }").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "no query").unwrap();
    let mut library = Library::built_in();
    library.add_folder(folder.path()).unwrap();
    assert!(library.get("mine").is_ok() && library.get("parts").unwrap().text == "ASK { }");
    let error = library.get("tasks-led").unwrap_err().to_string();
    assert!(error.contains("没有名为 tasks-led 的查询；相近的有：") && error.contains("tasks-led-by-unit"), "{error}");
}
