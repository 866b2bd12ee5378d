//! Where the records of a document lie in the file of their segment, kind by kind.

use serde::{Deserialize, Serialize};

/// The kinds of records, in the order in which they lie in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Profile,
    /// What tells which of the records answer a question ([`zhengtu_ask::Columns`]).
    Keys,
    /// The texts of that.
    Names,
    Words,
    Printed,
    Overview,
    Tasks,
    Targets,
    Citations,
    Findings,
    Counterparts,
    Clauses,
    Account,
    Text,
}

impl Kind {
    pub(crate) const COUNT: usize = 14;
    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Profile,
        Self::Keys,
        Self::Names,
        Self::Words,
        Self::Printed,
        Self::Overview,
        Self::Tasks,
        Self::Targets,
        Self::Citations,
        Self::Findings,
        Self::Counterparts,
        Self::Clauses,
        Self::Account,
        Self::Text,
    ];
}

/// A stretch of the records of a segment: where it starts, its bytes, and their CRC-32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slice(pub(crate) u64, pub(crate) u64, pub(crate) u32);

/// Where the records of a document lie, by kind.
pub(crate) type Slices = [Slice; Kind::COUNT];
