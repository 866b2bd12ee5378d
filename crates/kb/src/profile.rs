//! What of a document concerns others: what it is, whom it names, what it cites. It is read of all documents whenever one
//! changes, and tells which others follow.

use crate::calls::{Called, Calling};
use crate::packed;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use zhengtu_model::{BodyRef, Citation, CitationUse, DocumentFacts, DocumentInfo, Evidence, UnitKind};

/// What of a document concerns others, as it is kept of all documents: whom it names is kept by [`Calling`].
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// What the document is, without what others do not ask for.
    pub(crate) info: DocumentInfo,
    cited: Vec<Cited>,
}

/// The same as it is written.
#[derive(Debug, Serialize)]
pub(crate) struct Written<'a> {
    // The fields of `Head`, in its order.
    info: &'a DocumentInfo,
    annexes: bool,
    /// The bodies that it names, and those that have tasks.
    bodies: Vec<Named<'a>>,
    cited: Vec<Cited>,
}

/// The same as it is read.
#[derive(Deserialize)]
struct Read<'a> {
    info: DocumentInfo,
    #[serde(rename = "annexes")]
    _annexes: IgnoredAny,
    #[serde(borrow)]
    bodies: Vec<Printed<'a>>,
    cited: Vec<Cited>,
}

/// The first fields of a profile, of which some read no more.
#[derive(Debug, Deserialize)]
pub(crate) struct Head {
    pub(crate) info: DocumentInfo,
    /// Whether it has annexes, or lists some.
    pub(crate) annexes: bool,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    name: &'a str,
    kind: UnitKind,
    body: &'a BodyRef,
}

/// A body that a document names, as far as that tells what it is called.
#[derive(Deserialize)]
struct Printed<'a> {
    name: &'a str,
    kind: UnitKind,
    #[serde(borrow)]
    body: Who<'a>,
}

/// The first fields of [`BodyRef`]; the others are passed over.
#[derive(Deserialize)]
struct Who<'a> {
    key: &'a str,
    label: &'a str,
    #[serde(default, rename = "place")]
    _place: IgnoredAny,
    #[serde(default, rename = "line")]
    _line: IgnoredAny,
    #[serde(default, rename = "level")]
    _level: IgnoredAny,
    #[serde(default, rename = "function")]
    _function: IgnoredAny,
    #[serde(default, rename = "superior")]
    _superior: IgnoredAny,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cited {
    title: Option<String>,
    number: Option<String>,
    usage: CitationUse,
}

impl<'a> Written<'a> {
    pub(crate) fn of(facts: &'a DocumentFacts) -> Self {
        let mut named: BTreeSet<&str> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
        let listed = facts.units.iter().map(|unit| (&unit.name, unit.kind, &unit.body));
        // A name that stands in no list belongs to its document.
        let others = facts.tasks.iter().flat_map(|task| &task.units).filter(|unit| named.insert(&unit.name));
        let others = others.map(|unit| (&unit.name, unit.kind, BodyRef::unknown()));
        let cited = |citation: &Citation| Cited {
            title: citation.title.clone(),
            number: citation.number.clone(),
            usage: citation.usage,
        };
        Self {
            info: &facts.info,
            annexes: facts.parts.iter().any(|part| part.number > 0),
            bodies: listed.chain(others).map(|(name, kind, body)| Named { name, kind, body }).collect(),
            cited: facts.citations.iter().map(cited).collect(),
        }
    }
}

impl Profile {
    /// That of a document that was read just now.
    pub(crate) fn of(facts: &DocumentFacts, calling: &mut Calling) -> Self {
        let Written { info, bodies, cited, .. } = Written::of(facts);
        let named = bodies.iter().map(|named| (named.name, named.kind, &*named.body.key, &*named.body.label));
        calling.take(&info.name, named);
        Self { info: known_to_others(info.clone()), cited }
    }

    /// That of a document as it was written.
    pub(crate) fn read(bytes: &[u8], calling: &mut Calling) -> Result<Self, packed::Fault> {
        let Read { info, bodies, cited, .. } = packed::read(bytes)?;
        let named = bodies.iter().map(|printed| (printed.name, printed.kind, printed.body.key, printed.body.label));
        calling.take(&info.name, named);
        Ok(Self { info: known_to_others(info), cited })
    }

    /// What it cites, as far as it tells which documents are meant.
    pub(crate) fn citations(&self) -> impl Iterator<Item = Citation> + '_ {
        self.cited.iter().map(|cited| Citation {
            id: String::new(),
            part: 0,
            path: String::new(),
            title: cited.title.clone(),
            number: cited.number.clone(),
            number_raw: None,
            usage: cited.usage,
            evidence: Evidence::default(),
        })
    }
}

/// What a document is, without what others do not ask for.
fn known_to_others(info: DocumentInfo) -> DocumentInfo {
    let (id, sha256, format) = (String::new(), String::new(), String::new());
    DocumentInfo { id, sha256, format, issuers: Vec::new(), places: Vec::new(), ..info }
}

/// A hash of what the bodies of a document are called otherwise than as printed; empty where none is.
pub(crate) fn called(bodies: &Called, doc: &str) -> String {
    let mut hash = Sha256::new();
    let mut otherwise = false;
    for (name, called) in bodies.names(doc) {
        if called != name {
            otherwise = true;
            [name, "\t", called, "\n"].iter().for_each(|text| hash.update(text));
        }
    }
    if !otherwise {
        return String::new();
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
