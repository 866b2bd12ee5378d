use super::findings::marked;
use super::pager::{self, Pager};
use super::rows::{Chip, whose};
use crate::call::{Call, Page as PageAsked, page};
use crate::lang::{Lang, Texts};
use crate::reply::Refusal;
use crate::select;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::Role;
use zhengtu_say as say;
use zhengtu_search::{FacetCount, Facets, Hit, Page, Query, Results};

/// How many hits a page has.
const PAGE: usize = 20;
/// How many values of a facet are listed at once; the others open.
const VALUES: usize = 12;
/// Up to how many hits a page holds those of the other pages too, for paper: each is read from the index.
const PRINTED: usize = 100;
/// How many hits a file has at most, and a page that is to list all.
const MOST: usize = pager::MOST;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    shell: Shell,
    sorts: Vec<super::choices::Choice>,
    fault: String,
    /// The same words, as a question.
    ask: String,
    asked: bool,
    pager: Pager,
    hits: Vec<Found>,
    facets: Vec<Facet>,
    chosen: Vec<(String, String)>,
    expanded: Vec<(String, String)>,
    replaced: Vec<(String, String)>,
    most: String,
    suggestions: Vec<(String, String, usize, String)>,
}

/// A hit.
struct Found {
    off: bool,
    number: usize,
    trail: String,
    place: String,
    doc: String,
    part: String,
    path: String,
    line: usize,
    page: u32,
    class: &'static str,
    kind: &'static str,
    pieces: Vec<(bool, String)>,
    task: String,
    units: Vec<Chip>,
    due: String,
    missing: String,
}

/// A facet with its values.
struct Facet {
    name: &'static str,
    values: Vec<(String, String, usize)>,
    /// Those behind the first.
    more: Vec<(String, String, usize)>,
}

/// `/search`: clauses by words.
pub fn search(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.search"));
    let typed = select::typed(call);
    let order = select::order(call)?;
    let form = call.download()?;
    let asked_page = call.page()?;
    let before = match asked_page {
        PageAsked::Number(number) => (number - 1).saturating_mul(PAGE),
        PageAsked::All => 0,
    };
    let today = Some(call.day("today")?.unwrap_or_else(|| zhengtu_ask::Clock::now().today));
    let at = Page { offset: before, limit: Some(PAGE), order, context: 0, facets: true, today };
    let all = Page { offset: 0, limit: Some(MOST), facets: false, ..at };
    let at = match asked_page {
        _ if form.is_some() => all,
        PageAsked::All => Page { facets: true, ..all },
        PageAsked::Number(_) => at,
    };
    let find =
        |query: &Query, at: &Page| call.opened.index.search(query, at, &call.opened.aliases).map_err(Refusal::fault);
    let (mut held, mut results, mut fault) = (before, Results::default(), String::new());
    match Query::parse(&typed) {
        _ if typed.is_empty() => {}
        Err(error) => fault = error.to_string(),
        Ok(query) => {
            results = find(&query, &at)?;
            if form.is_none() && results.total > results.hits.len() && results.total <= PRINTED {
                results.hits = find(&query, &all)?.hits;
                held = 0;
            }
        }
    }
    if let Some(form) = form {
        return sheet(call, &results.hits).reply(form);
    }
    // Where no clause has all words, the pages are those of the clauses with most of them.
    let listed_total = results.most.as_ref().filter(|_| results.total == 0).map_or(results.total, |most| most.total);
    let pager =
        Pager { whole: results.hits.len() >= listed_total, ..Pager::new(&shell, listed_total, asked_page, PAGE) };
    // Those of other pages are there for paper; those with most of the words only stand behind the last.
    let on_page = |at: usize| {
        let number = held + at + 1;
        number > results.total || (pager.first..=pager.last).contains(&number)
    };
    let most = results.most.as_ref().map(|most| said_of(call, results.total, &most.absent)).unwrap_or_default();
    let suggestion = |found: &zhengtu_search::Suggestion| {
        (shell.url("/search", [("q", found.query.as_str())]), found.query.clone(), found.total, found.reason.clone())
    };
    page(&Search {
        sorts: super::choices::choices(
            call,
            "sort",
            &[
                ("relevance", call.t("sort.relevance")),
                ("document", call.t("sort.document")),
                ("deadline", call.t("sort.deadline")),
            ],
        ),
        fault,
        ask: shell.url("/ask", [("q", call.get("q").unwrap_or_default())]),
        asked: !typed.is_empty(),
        hits: (0..)
            .zip(&results.hits)
            .map(|(at, hit)| Found { off: !on_page(at), number: held + at + 1, ..found(call, &shell, hit) })
            .collect(),
        facets: results.facets.as_ref().map(|facets| listed(call, &shell, facets)).unwrap_or_default(),
        chosen: chosen(&shell),
        expanded: results.expanded.iter().map(|(name, others)| (name.clone(), others.join("、"))).collect(),
        replaced: results.replaced.clone(),
        most,
        suggestions: results.suggestions.iter().map(suggestion).collect(),
        pager,
        shell,
    })
}

fn found(call: &Call, shell: &Shell, hit: &Hit) -> Found {
    let task = hit.task.as_deref().and_then(|id| call.opened.task(id));
    let pieces = marked(&hit.snippet.replace('\n', " "), &hit.highlights);
    let mut words: Vec<&str> = pieces.iter().filter(|(set_off, _)| *set_off).map(|(_, word)| word.trim()).collect();
    words.sort_unstable();
    words.dedup();
    Found {
        off: false,
        number: 0,
        trail: hit.title.clone(),
        place: shell.place_of_words(&hit.doc, &hit.part, &hit.evidence, &words),
        doc: hit.doc.clone(),
        part: shell.part(&hit.doc, &hit.part),
        path: say::numbering(&hit.path, shell.lang),
        line: hit.evidence.line,
        page: hit.evidence.page.unwrap_or(0),
        class: hit.kind.name(),
        kind: kind(shell.lang, hit.kind.name()),
        pieces,
        task: hit.task.as_deref().map(|id| shell.task(id)).unwrap_or_default(),
        units: task
            .map(|task| task.units.iter().map(|unit| Chip::new(shell, &task.doc, unit)).collect())
            .unwrap_or_default(),
        due: task.map(|task| say::deadline(&task.deadline, shell.lang)).unwrap_or_default(),
        missing: hit.missing.join("、"),
    }
}

/// That some of the clauses shown, or all, have most of the words only.
fn said_of(call: &Call, total: usize, absent: &[String]) -> String {
    let said = call.t(if total == 0 { "search.most-only" } else { "search.most-last" });
    match absent {
        [] => said.to_owned(),
        _ => format!("{said} {} {}", call.t("search.absent"), absent.join("、")),
    }
}

fn kind(lang: Lang, name: &str) -> &'static str {
    match name {
        "task" => lang.text("hit.task"),
        "target" => lang.text("hit.target"),
        "heading" => lang.text("hit.heading"),
        _ => lang.text("hit.clause"),
    }
}

/// The level of a government in words.
fn level(shell: &Shell, name: &str) -> String {
    name.parse().map_or_else(|()| name.to_owned(), |level| say::level(level, shell.lang).to_owned())
}

/// The conditions of the request, each with the address without it.
fn chosen(shell: &Shell) -> Vec<(String, String)> {
    let shown = |(name, value): &(String, String)| {
        let said = match name.as_str() {
            "unit" | "place" | "year" | "form" => value.clone(),
            "doc" => shell.titles.whole(value),
            "level" => level(shell, value),
            "lead" => format!("{} {value}", shell.role(Role::Lead)),
            "part" => {
                value.parse().map_or_else(|_| value.clone(), |part: u32| shell.titles.part_of_all(part, shell.lang))
            }
            "due" => format!("{} {value}", shell.t("column.due")),
            "kind" => kind(shell.lang, value).to_owned(),
            _ => return None,
        };
        Some((said, shell.with(name, "")))
    };
    shell.pairs.iter().filter_map(shown).collect()
}

fn listed(call: &Call, shell: &Shell, facets: &Facets) -> Vec<Facet> {
    let facet = |name: &'static str, parameter: &str, counts: &[FacetCount], say: &dyn Fn(&str) -> String| {
        let worth = counts.len() > 1 || call.get(parameter).is_some();
        let value = |count: &FacetCount| (shell.with(parameter, &count.value), say(&count.value), count.count);
        let mut values: Vec<_> = if worth { counts.iter().map(value).collect() } else { Vec::new() };
        let more = values.split_off(VALUES.min(values.len()));
        Facet { name, values, more }
    };
    let same = |value: &str| value.to_owned();
    let part = |value: &str| {
        value.parse().map_or_else(|_| value.to_owned(), |part: u32| shell.titles.part_of_all(part, shell.lang))
    };
    let facets = [
        facet(call.t("column.government"), "place", &facets.place, &same),
        facet(call.t("facet.level"), "level", &facets.level, &|name| level(shell, name)),
        facet(call.t("facet.year"), "year", &facets.year, &same),
        facet(call.t("facet.form"), "form", &facets.form, &same),
        facet(call.t("column.doc"), "doc", &facets.doc, &|doc| shell.titles.whole(doc)),
        facet(call.t("facet.kind"), "kind", &facets.kind, &|name| kind(shell.lang, name).to_owned()),
        facet(call.t("column.part"), "part", &facets.part, &part),
        facet(call.t("column.unit"), "unit", &facets.unit, &same),
        facet(call.t("facet.month"), "due", &facets.month, &same),
    ];
    facets.into_iter().filter(|facet| !facet.values.is_empty()).collect()
}

fn sheet(call: &Call, hits: &[Hit]) -> Sheet {
    let t = |key: &str| call.t(key);
    whose(call, Sheet::of(t("nav.search"), hits), |hit| &hit.doc)
        .column("part", t("column.part"), |hit| call.opened.titles.part(&hit.doc, hit.part, call.asked.lang))
        .column("path", t("column.path"), |hit| hit.path.as_str())
        .column("kind", t("facet.kind"), |hit| kind(call.asked.lang, hit.kind.name()))
        .column("title", t("column.trail"), |hit| hit.title.as_str())
        .column("snippet", t("column.snippet"), |hit| hit.snippet.as_str())
        .column("text", t("column.text"), |hit| call.opened.passage(&hit.doc, &hit.evidence))
        .column("line", t("column.line"), |hit| hit.evidence.line)
        .finish()
}
