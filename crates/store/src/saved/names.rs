//! Bodies and documents, named as a person would name them.

use crate::{Graph, Limits, Query, StoreError};
use oxrdf::{Literal, NamedNode, Term};
use std::collections::BTreeSet;
use zhengtu_text::{fold_width, strip_white};

/// What is known of a body, after the pattern that finds it.
const UNIT: &str = "SELECT ?thing ?name ?form ?place {
    PATTERN
    { ?thing a zt:Body } UNION { ?thing a zt:Collective }
    OPTIONAL { ?thing zt:inDocument/zt:place ?place } }";
const BY_NAME: &str = "?thing skos:prefLabel ?name .";
const BY_FORM: &str = "?thing skos:altLabel ?form ; skos:prefLabel ?name .";
const ALL: &str = "?thing skos:prefLabel ?name . OPTIONAL { ?thing skos:altLabel ?form }";
const DOCUMENTS: &str = "SELECT ?thing ?name ?form ?place {
    ?thing a zt:Plan ; zt:fileName ?name OPTIONAL { ?thing dct:title ?form } OPTIONAL { ?thing zt:place ?place } }";
/// The words for a level of government that stand before the function in a name.
const LEVELS: [&str; 10] = ["国家", "自治区", "省", "市", "县", "区", "州", "旗", "镇", "乡"];
/// The most candidates that an error lists.
const MOST_CANDIDATES: usize = 12;

/// The bodies that a person calls `given`: 税务局 is 县税务局 in a county's plan.
///
/// The names that `given` most likely stands for are looked up; only where the graph has none of
/// them are all its names read.
///
/// Several plans may call the same or another body so, each by a name of its own: all of them are meant, whatever
/// the names are (县税务局 in one plan, 市税务局 in another).
///
/// # Errors
/// [`StoreError::Name`] with the candidates where there is none, or where one document has several names that hold
/// the words somewhere.
pub(super) fn units(graph: &Graph, parameter: &str, given: &str) -> Result<Vec<Term>, StoreError> {
    let whole = strip_white(given);
    let ask = Ask { parameter, kind: "单位", given };
    let leveled: Vec<String> = LEVELS.iter().map(|level| format!("{level}{whole}")).collect();
    for (pattern, variable, names) in
        [(BY_NAME, "name", vec![whole.clone()]), (BY_FORM, "form", vec![whole.clone()]), (BY_NAME, "name", leveled)]
    {
        if let Some(meant) = all(&look_up(graph, pattern, variable, &names)?, |_| true) {
            return Ok(meant);
        }
    }
    let found = look_up(graph, BY_NAME, "name", &endings(&whole))?;
    let wanted = key(given);
    if let Some(meant) = all(&found, |entry| is_with_place(entry, &wanted)) {
        return Ok(meant);
    }
    let known = known(graph, &Query::parse(&UNIT.replace("PATTERN", ALL))?)?;
    for is_meant in MANNERS.iter().take(SURE) {
        if let Some(meant) = all(&known, |entry| is_meant(entry, &wanted)) {
            return Ok(meant);
        }
    }
    ask.among(&known)
}

/// The bodies that are meant; nothing where there are none.
fn all(entries: &[Entry], is_meant: impl Fn(&Entry) -> bool) -> Option<Vec<Term>> {
    let meant: Vec<Term> =
        entries.iter().filter(|entry| is_meant(entry)).map(|entry| entry.iri.clone().into()).collect();
    (!meant.is_empty()).then_some(meant)
}

fn look_up(graph: &Graph, pattern: &str, variable: &str, names: &[String]) -> Result<Vec<Entry>, StoreError> {
    let mut query = Query::parse(&UNIT.replace("PATTERN", pattern))?;
    let names: Vec<Term> = names.iter().map(|name| Literal::new_simple_literal(name).into()).collect();
    query.bind(variable, &names);
    known(graph, &query)
}

/// The names that `given` may end with, with and without a level of government.
fn endings(given: &str) -> Vec<String> {
    let starts = given.char_indices().skip(1).map(|(start, _)| &given[start..]);
    let bare = starts.filter(|ending| ending.chars().count() > 1);
    bare.flat_map(|ending| LEVELS.iter().map(move |level| format!("{level}{ending}")).chain([ending.to_owned()]))
        .collect()
}

/// The documents with this file name, with or without its extension, or this title.
pub(super) fn documents(graph: &Graph, parameter: &str, given: &str) -> Result<Vec<Term>, StoreError> {
    let mut known = known(graph, &Query::parse(DOCUMENTS)?)?;
    for entry in &mut known {
        let stem = entry.name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        entry.forms.extend(stem);
    }
    Ask { parameter, kind: "文件", given }.among(&known)
}

/// A thing with the names it goes by.
struct Entry {
    iri: NamedNode,
    name: String,
    forms: Vec<String>,
    /// The place of its document, as far as one is known.
    place: Option<String>,
}

fn known(graph: &Graph, query: &Query) -> Result<Vec<Entry>, StoreError> {
    let results = graph.query(query, &Limits::NONE)?;
    let mut entries: Vec<Entry> = Vec::new();
    for row in results.table().map(|table| table.rows.as_slice()).unwrap_or_default() {
        let [Some(Term::NamedNode(iri)), Some(Term::Literal(name)), form, place] = row.as_slice() else { continue };
        if entries.last().is_none_or(|last| last.iri != *iri) {
            let place = place.as_ref().and_then(literal).map(key);
            entries.push(Entry { iri: iri.clone(), name: key(name.value()), forms: Vec::new(), place });
        }
        if let (Some(form), Some(entry)) = (form.as_ref().and_then(literal), entries.last_mut()) {
            entry.forms.push(key(form));
        }
    }
    Ok(entries)
}

fn literal(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

fn key(name: &str) -> String {
    fold_width(&strip_white(name))
}

/// How many of the manners below are sure: all bodies that are named so are meant.
const SURE: usize = 5;

/// How a person may name a thing, the surest manner first.
const MANNERS: &[fn(&Entry, &str) -> bool] = &[
    |entry, given| entry.name == given || entry.iri.as_str() == given,
    |entry, given| entry.forms.iter().any(|form| form == given),
    |entry, given| without_level(&entry.name) == Some(given),
    is_with_place,
    |entry, given| entry.name.ends_with(given),
    |entry, given| entry.name.contains(given),
];

/// A name that somebody gave for a parameter.
struct Ask<'a> {
    parameter: &'a str,
    kind: &'static str,
    given: &'a str,
}

impl Ask<'_> {
    /// The thing that is meant among all there are.
    fn among(&self, entries: &[Entry]) -> Result<Vec<Term>, StoreError> {
        let wanted = key(self.given);
        for is_meant in MANNERS {
            if let Some(meant) = self.choose(entries.iter().filter(|entry| is_meant(entry, &wanted)).collect()) {
                return meant;
            }
        }
        Err(self.fault(false, near(entries, &wanted).into_iter()))
    }

    /// The candidates, if they all have one name; nothing where there are none.
    fn choose(&self, candidates: Vec<&Entry>) -> Option<Result<Vec<Term>, StoreError>> {
        let names: BTreeSet<&str> = candidates.iter().map(|entry| entry.name.as_str()).collect();
        match names.len() {
            0 => None,
            1 => Some(Ok(candidates.iter().map(|entry| entry.iri.clone().into()).collect())),
            _ => Some(Err(self.fault(true, names.into_iter()))),
        }
    }

    fn fault<'a>(&self, ambiguous: bool, names: impl Iterator<Item = &'a str>) -> StoreError {
        StoreError::Name {
            parameter: self.parameter.to_owned(),
            kind: self.kind,
            given: self.given.to_owned(),
            ambiguous,
            candidates: names.take(MOST_CANDIDATES).map(str::to_owned).collect(),
        }
    }
}

/// The name without the level of government at its front (县税务局 → 税务局).
fn without_level(name: &str) -> Option<&str> {
    LEVELS.iter().find_map(|level| name.strip_prefix(level)).filter(|rest| rest.chars().count() > 1)
}

/// Whether `given` is the name with the place of its document written out, and the places above it
/// if they are (温县税务局, 河南省温县税务局 for 县税务局 in a plan of 温县).
fn is_with_place(entry: &Entry, given: &str) -> bool {
    let Some(place) = &entry.place else { return false };
    let bare = without_level(&entry.name).unwrap_or(&entry.name);
    let above = given.strip_suffix(bare).and_then(|given| given.strip_suffix(place.as_str()));
    above.is_some_and(|above| above.is_empty() || above.ends_with(['省', '市', '州', '区']))
}

/// The names that share the most characters with `given`, best first; all where none shares half.
fn near<'a>(entries: &'a [Entry], given: &str) -> Vec<&'a str> {
    let shared = |name: &str| given.chars().filter(|&char| name.contains(char)).count();
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let mut ranked: Vec<(usize, &str)> = names.iter().map(|&name| (shared(name), name)).collect();
    ranked.sort_by_key(|&(shared, name)| (std::cmp::Reverse(shared), name));
    let half = given.chars().count().div_ceil(2);
    let near: Vec<&str> = ranked.iter().filter(|(shared, _)| *shared >= half).map(|(_, name)| *name).collect();
    if near.is_empty() { ranked.into_iter().map(|(_, name)| name).collect() } else { near }
}
