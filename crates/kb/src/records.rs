//! The records of a document in a short form of their own, those of each kind by themselves, so that a command loads only
//! the kinds it needs. Those of the documents of a segment lie in one file, kind by kind.

use crate::manifest::Counts;
use crate::profile::{self, Head};
use crate::segment::Slot;
use crate::slices::Kind;
use crate::{Error, layout, packed};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zhengtu_check::Examination;
use zhengtu_model::{
    Account, AppliedCorrection, DocumentFacts, DocumentInfo, Look, Notice, PartInfo, Reading, UnitName,
};

/// What is small and often needed of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overview {
    /// The document itself.
    pub info: DocumentInfo,
    /// Its parts.
    pub parts: Vec<PartInfo>,
    /// The bodies it names.
    pub units: Vec<UnitName>,
    /// What a person should look at.
    pub notices: Vec<Notice>,
    /// The corrections that were applied.
    #[serde(default)]
    pub corrections: Vec<AppliedCorrection>,
    /// How many passages may have been missed: they have a body, a duty or a limit, and no task covers them.
    #[serde(default)]
    pub overlooked: usize,
    /// How the document looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

/// The records of a document as they are written, by kind.
#[derive(Default)]
pub(crate) struct Written([Vec<u8>; Kind::COUNT]);

impl Written {
    /// All but what the checks find.
    pub(crate) fn of(facts: &DocumentFacts, text: &str) -> Result<Self, Error> {
        let overview = Overview {
            info: facts.info.clone(),
            parts: facts.parts.clone(),
            units: facts.units.clone(),
            notices: facts.notices.clone(),
            corrections: facts.corrections.clone(),
            overlooked: facts.account.of(Reading::Overlooked).count(),
            look: facts.look.clone(),
        };
        let mut written = Self::default();
        written.put(Kind::Profile, std::slice::from_ref(&profile::Written::of(facts)))?;
        let columns = zhengtu_ask::Written::of(facts);
        written.0[Kind::Keys as usize] = columns.keys;
        written.0[Kind::Names as usize] = columns.names.into_bytes();
        written.0[Kind::Words as usize] = columns.words.into_bytes();
        written.0[Kind::Printed as usize] = columns.printed.into_bytes();
        written.put(Kind::Overview, std::slice::from_ref(&overview))?;
        written.put(Kind::Tasks, &facts.tasks)?;
        written.put(Kind::Targets, &facts.targets)?;
        written.put(Kind::Citations, &facts.citations)?;
        written.put(Kind::Clauses, &facts.clauses)?;
        written.put(Kind::Account, &facts.account.entries)?;
        text.as_bytes().clone_into(&mut written.0[Kind::Text as usize]);
        Ok(written)
    }

    /// Adds what the checks found.
    pub(crate) fn examined(&mut self, examined: &Examination) -> Result<(), Error> {
        self.put(Kind::Findings, &examined.findings)?;
        self.put(Kind::Counterparts, &examined.counterparts)
    }

    /// The bytes of one kind.
    pub(crate) fn get(&self, kind: Kind) -> &[u8] {
        &self.0[kind as usize]
    }

    fn put<T: Serialize>(&mut self, kind: Kind, records: &[T]) -> Result<(), Error> {
        let written = &mut self.0[kind as usize];
        let fault = |error| Error::damaged(Path::new(layout::RECORDS), error);
        records.iter().try_for_each(|record| packed::write(record, written)).map_err(fault)
    }
}

/// How much there is of a document.
pub(crate) fn counts(facts: &DocumentFacts) -> Counts {
    Counts {
        parts: facts.parts.iter().filter(|part| part.present).count(),
        tasks: facts.tasks.len(),
        targets: facts.targets.len(),
        overlooked: facts.account.of(Reading::Overlooked).count(),
    }
}

/// Reads what the checks found in a document.
pub(crate) fn read_examination(slot: Slot<'_>) -> Result<Examination, Error> {
    Ok(Examination { findings: slot.all(Kind::Findings)?, counterparts: slot.all(Kind::Counterparts)? })
}

/// Reads all records of a document.
pub(crate) fn read(slot: Slot<'_>) -> Result<DocumentFacts, Error> {
    let account = Account { entries: slot.all(Kind::Account)? };
    Ok(DocumentFacts { clauses: slot.all(Kind::Clauses)?, account, ..read_answerable(slot)? })
}

/// Reads the records of a document without the two large kinds, clauses and account.
pub(crate) fn read_answerable(slot: Slot<'_>) -> Result<DocumentFacts, Error> {
    let overview = overview(slot)?;
    Ok(DocumentFacts {
        info: overview.info,
        parts: overview.parts,
        units: overview.units,
        notices: overview.notices,
        corrections: overview.corrections,
        look: overview.look,
        tasks: slot.all(Kind::Tasks)?,
        targets: slot.all(Kind::Targets)?,
        citations: slot.all(Kind::Citations)?,
        ..DocumentFacts::default()
    })
}

pub(crate) fn overview(slot: Slot<'_>) -> Result<Overview, Error> {
    slot.one(Kind::Overview)
}

/// What a document is, and whether it has annexes.
pub(crate) fn head(slot: Slot<'_>) -> Result<Head, Error> {
    slot.head(Kind::Profile)
}

pub(crate) fn text(slot: Slot<'_>) -> Result<String, Error> {
    slot.text(Kind::Text)
}
