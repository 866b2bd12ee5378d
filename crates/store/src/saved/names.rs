//! Bodies and documents, named as a person would name them. A name may stand for several things: all of them are meant,
//! and the rows of a query say which is which.

use crate::{Graph, Limits, Query, StoreError};
use oxrdf::{Literal, NamedNode, Term};
use std::collections::BTreeSet;
use zhengtu_text::{fold_width, strip_white};

/// What is known of a body, after the pattern that finds it.
const UNIT: &str = "SELECT ?thing ?name ?form ?label ?place {
    PATTERN
    { ?thing a zt:Body } UNION { ?thing a zt:Collective }
    OPTIONAL { ?thing zt:organization ?organization . ?organization rdfs:label ?label
        OPTIONAL { ?organization dct:spatial/rdfs:label ?place } } }";
const BY_NAME: &str = "?thing skos:prefLabel ?name .";
const BY_FORM: &str = "?thing skos:altLabel ?form ; skos:prefLabel ?name .";
const BY_LABEL: &str =
    "?organization rdfs:label ?label . ?thing zt:organization ?organization ; skos:prefLabel ?name .";
const BY_FUNCTION: &str = "?function skos:prefLabel|skos:altLabel|skos:hiddenLabel ?word .
    ?thing zt:function ?function ; skos:prefLabel ?name .";
const ALL: &str = "?thing skos:prefLabel ?name . OPTIONAL { ?thing skos:altLabel ?form }";
const DOCUMENTS: &str = "SELECT ?thing ?name ?form ?label ?place {
    ?thing a zt:Plan ; zt:fileName ?name
    OPTIONAL { ?thing dct:title ?form } OPTIONAL { ?thing eli:id_local ?label } OPTIONAL { ?thing zt:documentKind ?place } }";
/// The words for a level of government that stand before the function in a name.
const LEVELS: [&str; 10] = ["国家", "自治区", "省", "市", "县", "区", "州", "旗", "镇", "乡"];
/// The most candidates that an error lists.
const MOST_CANDIDATES: usize = 12;
/// A name with fewer characters is within too many others.
const SHORTEST_WITHIN: usize = 2;

/// The bodies that a person calls `given`: a name in full or with its place (县税务局, 广元市财政局), a function, which
/// means the bodies of all governments (税务局, 税务), an IRI; several are parted by 、 or commas.
///
/// # Errors
/// [`StoreError::Name`] with those that there are where a name means none.
pub(super) fn units(graph: &Names<'_>, parameter: &str, given: &str) -> Result<Vec<Term>, StoreError> {
    if let Some(meant) = unit(graph, given)? {
        return Ok(meant);
    }
    let pieces: Vec<&str> = given.split(SEPARATORS).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let mut all = Vec::new();
    for piece in &pieces {
        match unit(graph, piece)? {
            Some(mut meant) => all.append(&mut meant),
            None => return Err(fault(parameter, "单位", piece, &known_units(graph.all)?)),
        }
    }
    all.dedup();
    Ok(all)
}

/// The signs between several names.
const SEPARATORS: [char; 6] = ['、', '，', ',', '；', ';', '|'];

/// The bodies that one name means; nothing where there are none.
///
/// The names that it most likely stands for are looked up; only where the graph has none of them are all its names
/// read.
fn unit(graph: &Names<'_>, given: &str) -> Result<Option<Vec<Term>>, StoreError> {
    let whole = key(given);
    let of = |pattern: &str, variable: &str, words: Vec<Term>| graph.look_up(pattern, variable, &words);
    let plain =
        |names: &[String]| names.iter().map(|name| Literal::new_simple_literal(name).into()).collect::<Vec<Term>>();
    let labelled = of(BY_LABEL, "label", plain(std::slice::from_ref(&whole)))?;
    if !labelled.is_empty() {
        return Ok(meant(labelled));
    }
    let exact = [
        of(BY_NAME, "name", plain(std::slice::from_ref(&whole)))?,
        of(BY_FORM, "form", plain(std::slice::from_ref(&whole)))?,
    ]
    .concat();
    let of_function = of_function(graph, &whole)?;
    if !of_function.is_empty() {
        return Ok(meant([exact, of_function].concat()));
    }
    let leveled: Vec<String> = LEVELS.iter().map(|level| format!("{level}{whole}")).collect();
    let likely = if exact.is_empty() { of(BY_NAME, "name", plain(&leveled))? } else { exact };
    if !likely.is_empty() {
        return Ok(meant(likely));
    }
    let known = known_units(graph.all)?;
    let manner = MANNERS.iter().find(|is_meant| known.iter().any(|entry| is_meant(entry, &whole)));
    if let Some(is_meant) = manner {
        return Ok(meant(known.into_iter().filter(|entry| is_meant(entry, &whole)).collect()));
    }
    in_place(graph, &whole, &known)
}

/// The bodies of a function that is named without a level or a place.
fn of_function(graph: &Names<'_>, name: &str) -> Result<Vec<Entry>, StoreError> {
    // The names of national bodies are labels of the function too, and mean these bodies alone.
    if name.starts_with(LEVELS[0]) {
        return Ok(Vec::new());
    }
    let word = Literal::new_language_tagged_literal_unchecked(name, "zh");
    graph.look_up(BY_FUNCTION, "word", &[word.into()])
}

/// The bodies of a place that is named in short before the function: 广元财政局, 四川财政厅.
fn in_place(graph: &Names<'_>, name: &str, known: &[Entry]) -> Result<Option<Vec<Term>>, StoreError> {
    let mut places: Vec<&str> = known.iter().filter_map(|entry| entry.place.as_deref()).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        let short = place.strip_suffix(PLACE_SIGNS).unwrap_or(place);
        let Some(rest) = name.strip_prefix(place).or_else(|| name.strip_prefix(short)) else { continue };
        let found =
            of_function(&Names::of(graph.all), rest)?.into_iter().filter(|entry| entry.place.as_deref() == Some(place));
        let found: Vec<Entry> = found.collect();
        if !found.is_empty() {
            return Ok(meant(found));
        }
    }
    Ok(None)
}

/// The signs with which names of places end.
const PLACE_SIGNS: [char; 6] = ['省', '市', '县', '区', '州', '旗'];

fn known_units(graph: &Graph) -> Result<Vec<Entry>, StoreError> {
    known(graph, &Query::parse(&UNIT.replace("PATTERN", ALL))?, &Limits::NONE)
}

/// The things of the entries, each once; nothing where there are none.
fn meant(entries: Vec<Entry>) -> Option<Vec<Term>> {
    let mut seen = BTreeSet::new();
    let things: Vec<Term> =
        entries.into_iter().filter(|entry| seen.insert(entry.iri.clone())).map(|entry| entry.iri.into()).collect();
    (!things.is_empty()).then_some(things)
}

/// A graph in which names are looked up.
pub(super) struct Names<'a> {
    all: &'a Graph,
    /// The named graphs that a query is kept to, if there are few: what stands elsewhere need not be gathered.
    kept: Option<&'a [NamedNode]>,
}

impl<'a> Names<'a> {
    pub(super) fn of(all: &'a Graph) -> Self {
        Self { all, kept: None }
    }

    pub(super) fn within(all: &'a Graph, kept: Option<&'a [NamedNode]>) -> Self {
        Self { all, kept: kept.filter(|kept| kept.len() <= FEW) }
    }

    pub(super) fn all(&self) -> &'a Graph {
        self.all
    }

    /// The bodies that a pattern finds with these words: those that are named in the graphs that are kept to. Where others
    /// are found and none of these, one of the others: then the words mean them, and a name is looked up no other way.
    fn look_up(&self, pattern: &str, variable: &str, words: &[Term]) -> Result<Vec<Entry>, StoreError> {
        let mut query = Query::parse(&UNIT.replace("PATTERN", pattern))?;
        query.bind(variable, words);
        let Some(kept) = self.kept else { return known(self.all, &query, &Limits::NONE) };
        let mut here = query.clone();
        here.keep_to(kept.to_vec());
        let found = known(self.all, &here, &Limits::NONE)?;
        if !found.is_empty() {
            return Ok(found);
        }
        known(self.all, &query, &Limits { rows: Some(1), ..Limits::NONE })
    }
}

/// A query that is kept to more graphs than these looks names up in all of them.
const FEW: usize = 256;

/// The documents with this file name, with or without its extension, IRI, number, title or kind, or with these words in
/// their title: all that fit in the surest manner in which any does.
///
/// # Errors
/// [`StoreError::Name`] with those that there are where there is none.
pub(super) fn documents(graph: &Graph, parameter: &str, given: &str) -> Result<Vec<Term>, StoreError> {
    let known = known(graph, &Query::parse(DOCUMENTS)?, &Limits::NONE)?;
    let wanted = key(given);
    for is_meant in DOCUMENT_MANNERS {
        if let Some(found) = meant(known.iter().filter(|entry| is_meant(entry, &wanted)).cloned().collect()) {
            return Ok(found);
        }
    }
    Err(fault(parameter, "文件", given, &known))
}

/// A thing with the names it goes by.
#[derive(Clone, Debug)]
struct Entry {
    iri: NamedNode,
    /// The name of a body as its document has it; the file name of a document.
    name: String,
    /// Other printed forms; the title.
    forms: Vec<String>,
    /// The name of a body with its place; the number.
    label: Option<String>,
    /// The place of a body; the kind of a document.
    place: Option<String>,
}

fn known(graph: &Graph, query: &Query, limits: &Limits) -> Result<Vec<Entry>, StoreError> {
    let results = graph.query(query, limits)?;
    let mut entries: Vec<Entry> = Vec::new();
    for row in results.table().map(|table| table.rows.as_slice()).unwrap_or_default() {
        let [Some(Term::NamedNode(iri)), Some(Term::Literal(name)), form, label, place] = row.as_slice() else {
            continue;
        };
        let text = |term: &Option<Term>| term.as_ref().and_then(literal).map(key);
        if entries.last().is_none_or(|last| last.iri != *iri) {
            let (label, place) = (text(label), text(place));
            entries.push(Entry { iri: iri.clone(), name: key(name.value()), forms: Vec::new(), label, place });
        }
        if let (Some(form), Some(entry)) = (text(form), entries.last_mut()) {
            entry.forms.push(form);
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
    fold_width(&strip_white(name)).trim_matches(['《', '》']).to_owned()
}

/// A way in which a name means a thing.
type Manner = fn(&Entry, &str) -> bool;

/// How a person may name a body where no name of the graph is the same, the surest manner first.
const MANNERS: &[Manner] = &[
    |entry, given| entry.iri.as_str() == given,
    // With the places above its own: 四川省广元市财政局.
    |entry, given| entry.label.as_deref().is_some_and(|label| is_behind_places(label, given)),
    |entry, given| entry.name.ends_with(given),
    |entry, given| given.chars().count() >= SHORTEST_WITHIN && entry.name.contains(given),
    |entry, given| {
        given.chars().count() >= SHORTEST_WITHIN && entry.label.as_deref().is_some_and(|label| label.contains(given))
    },
];

/// Whether `given` is the label with names of places before it.
fn is_behind_places(label: &str, given: &str) -> bool {
    given.strip_suffix(label).is_some_and(|above| above.ends_with(PLACE_SIGNS))
}

/// How a person may name a document, the surest manner first.
const DOCUMENT_MANNERS: &[Manner] = &[
    |entry, given| entry.name == given || entry.iri.as_str() == given || stem(&entry.name) == given,
    |entry, given| entry.label.as_deref().map(without_brackets) == Some(without_brackets(given)),
    |entry, given| entry.forms.iter().any(|title| title == given),
    |entry, given| entry.place.as_deref() == Some(given),
    |entry, given| entry.forms.iter().any(|title| title.contains(given)),
];

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A document number without the brackets of its year, of which people type any.
fn without_brackets(number: &str) -> String {
    number.replace(['〔', '〕', '[', ']', '(', ')', '【', '】'], "")
}

/// Says that nothing is called so, and what there is: the nearest names first.
fn fault(parameter: &str, kind: &'static str, given: &str, known: &[Entry]) -> StoreError {
    StoreError::Name {
        parameter: parameter.to_owned(),
        kind,
        given: given.to_owned(),
        candidates: near(known, &key(given)).into_iter().take(MOST_CANDIDATES).map(str::to_owned).collect(),
    }
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
