//! The records of a document in the exchange form, kind by kind.

use crate::{DocumentFacts, DocumentRecord, Finding, OfDocument};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// The kinds of records of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// The document itself.
    Documents,
    /// The main text and the annexes.
    Parts,
    /// The clauses.
    Clauses,
    /// The tasks.
    Tasks,
    /// The targets.
    Targets,
    /// The documents cited.
    Citations,
    /// The bodies named.
    Units,
    /// What the checks found.
    Findings,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Documents,
        Self::Parts,
        Self::Clauses,
        Self::Tasks,
        Self::Targets,
        Self::Citations,
        Self::Units,
        Self::Findings,
    ];

    /// The name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Parts => "parts",
            Self::Clauses => "clauses",
            Self::Tasks => "tasks",
            Self::Targets => "targets",
            Self::Citations => "citations",
            Self::Units => "units",
            Self::Findings => "findings",
        }
    }

    /// The kind that is called so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The records of one kind, each of which names its document; serialised they are a list.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// The kind.
    pub kind: RecordKind,
    /// What was read out of the document.
    pub facts: &'a DocumentFacts,
    /// What the checks found in it.
    pub findings: &'a [Finding],
}

/// Takes records one by one.
pub trait Take {
    /// What can go wrong.
    type Error;

    /// Takes a record.
    ///
    /// # Errors
    /// Where it cannot be taken.
    fn take<T: Serialize>(&mut self, record: &T) -> Result<(), Self::Error>;
}

impl Records<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        let facts = self.facts;
        match self.kind {
            RecordKind::Documents => 1,
            RecordKind::Parts => facts.parts.len(),
            RecordKind::Clauses => facts.clauses.len(),
            RecordKind::Tasks => facts.tasks.len(),
            RecordKind::Targets => facts.targets.len(),
            RecordKind::Citations => facts.citations.len(),
            RecordKind::Units => facts.units.len(),
            RecordKind::Findings => self.findings.len(),
        }
    }

    /// Gives each record.
    ///
    /// # Errors
    /// The first with which `to` answers.
    pub fn give<T: Take>(&self, to: &mut T) -> Result<(), T::Error> {
        let facts = self.facts;
        let doc = facts.info.name.as_str();
        match self.kind {
            RecordKind::Documents => to.take(&DocumentRecord::from(&facts.info)),
            RecordKind::Parts => facts.parts.iter().try_for_each(|record| to.take(&OfDocument { doc, record })),
            RecordKind::Clauses => facts.clauses.iter().try_for_each(|record| to.take(&OfDocument { doc, record })),
            RecordKind::Tasks => facts.tasks.iter().try_for_each(|record| to.take(record)),
            RecordKind::Targets => facts.targets.iter().try_for_each(|record| to.take(record)),
            RecordKind::Citations => facts.citations.iter().try_for_each(|record| to.take(&OfDocument { doc, record })),
            RecordKind::Units => facts.units.iter().try_for_each(|record| to.take(&OfDocument { doc, record })),
            RecordKind::Findings => self.findings.iter().try_for_each(|record| to.take(record)),
        }
    }
}

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Members<Q>(Q);
        impl<Q: SerializeSeq> Take for Members<Q> {
            type Error = Q::Error;

            fn take<T: Serialize>(&mut self, record: &T) -> Result<(), Q::Error> {
                self.0.serialize_element(record)
            }
        }
        let mut members = Members(serializer.serialize_seq(Some(self.count()))?);
        self.give(&mut members)?;
        members.0.end()
    }
}
