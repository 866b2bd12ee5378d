//! Where the records of a document lie in the file of their segment, kind by kind.

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slice(pub(crate) u64, pub(crate) u64, pub(crate) u32);

impl Slice {
    /// How many bytes it has where it is written: numbers of a fixed length, which are read without looking at them one by one.
    pub(crate) const BYTES: usize = 20;

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.0.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.1.to_le_bytes());
        bytes[16..].copy_from_slice(&self.2.to_le_bytes());
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let [start @ .., _, _, _, _, _, _, _, _, _, _, _, _] = *bytes;
        let [_, _, _, _, _, _, _, _, length @ .., _, _, _, _] = *bytes;
        let [_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, sum @ ..] = *bytes;
        Self(u64::from_le_bytes(start), u64::from_le_bytes(length), u32::from_le_bytes(sum))
    }
}

/// Where the records of a document lie, by kind.
pub(crate) type Slices = [Slice; Kind::COUNT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_read_as_it_was_written() {
        for slice in [Slice::default(), Slice(1, u64::MAX, 3), Slice(1 << 40, 7, u32::MAX)] {
            assert_eq!(Slice::from_bytes(&slice.to_bytes()), slice);
        }
    }
}
