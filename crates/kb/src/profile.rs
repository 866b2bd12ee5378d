//! What of a document concerns others: what it is, whom it names, what it cites. It is read of all documents whenever one
//! changes, and tells which others follow.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use zhengtu_model::{Bodies, BodyRef, Citation, CitationUse, DocumentFacts, DocumentInfo, Evidence, Naming, UnitKind};

/// What of a document concerns others.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Profile {
    // The fields of `Head`, in its order.
    pub(crate) info: DocumentInfo,
    annexes: bool,
    /// The bodies that it names, and those that have tasks.
    bodies: Vec<Named>,
    cited: Vec<Cited>,
}

/// The first fields of a profile, of which some read no more.
#[derive(Debug, Deserialize)]
pub(crate) struct Head {
    pub(crate) info: DocumentInfo,
    /// Whether it has annexes, or lists some.
    pub(crate) annexes: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Named {
    name: String,
    kind: UnitKind,
    body: BodyRef,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cited {
    title: Option<String>,
    number: Option<String>,
    usage: CitationUse,
}

impl Profile {
    pub(crate) fn of(facts: &DocumentFacts) -> Self {
        let mut named: BTreeSet<&str> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
        let listed = facts.units.iter().map(|unit| (&unit.name, unit.kind, unit.body.clone()));
        // A name that stands in no list belongs to its document.
        let others = facts.tasks.iter().flat_map(|task| &task.units).filter(|unit| named.insert(&unit.name));
        let others = others.map(|unit| (&unit.name, unit.kind, BodyRef::default()));
        let bodies = listed.chain(others).map(|(name, kind, body)| Named { name: name.clone(), kind, body });
        Self {
            info: facts.info.clone(),
            annexes: facts.parts.iter().any(|part| part.number > 0),
            bodies: bodies.collect(),
            cited: facts
                .citations
                .iter()
                .map(|citation| Cited {
                    title: citation.title.clone(),
                    number: citation.number.clone(),
                    usage: citation.usage,
                })
                .collect(),
        }
    }

    /// What tells what bodies are called among all documents.
    pub(crate) fn naming(&self) -> Naming<'_> {
        let listed = self.bodies.iter().map(|named| (named.name.as_str(), named.kind, &named.body)).collect();
        Naming { info: &self.info, listed, others: Vec::new() }
    }

    /// A hash of what its bodies are called otherwise than as printed; empty where none is.
    pub(crate) fn called(&self, bodies: &Bodies) -> String {
        let mut hash = Sha256::new();
        let mut otherwise = false;
        for Named { name, .. } in &self.bodies {
            let called = bodies.name(&self.info.name, name);
            if called != name.as_str() {
                otherwise = true;
                hash.update(format!("{name}\t{called}\n"));
            }
        }
        if !otherwise {
            return String::new();
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
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
