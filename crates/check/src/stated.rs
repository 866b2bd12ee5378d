//! What a task states of its units and its limit, as printed, and whether a passage is part of it.

use crate::phrases::{sentences, split};
use std::collections::HashSet;

/// A statement of more bytes is cut at its signs, once, instead of being searched for each passage: a text without
/// structure may be one task with thousands of statements and as many passages.
const LONG: usize = 4096;

/// A statement as printed, white space removed.
pub(crate) enum Stated<'a> {
    Short(&'a str),
    Long(HashSet<&'a str>),
}

impl<'a> Stated<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        if raw.len() <= LONG {
            return Self::Short(raw);
        }
        let brackets = ['(', ')', '（', '）'];
        let pieces = split(raw).chain(sentences(raw));
        Self::Long(pieces.flat_map(|piece| [piece, piece.trim_matches(brackets)]).collect())
    }

    /// Whether a passage is part of the statement.
    pub(crate) fn holds(&self, passage: &str) -> bool {
        match self {
            Self::Short(raw) => raw.contains(passage),
            Self::Long(pieces) => pieces.contains(passage),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_statement_holds_what_its_signs_cut_out() {
        let one = "责任单位：县财政局、县税务局；完成时限：2021年6月底。";
        let (short, long) = (Stated::new(one), one.repeat(200));
        let long = Stated::new(&long);
        assert!(matches!((&short, &long), (Stated::Short(_), Stated::Long(_))));
        for stated in [short, long] {
            assert!(stated.holds("完成时限：2021年6月底") && stated.holds("责任单位：县财政局、县税务局"));
            assert!(!stated.holds("责任单位：县商务局"));
        }
    }
}
