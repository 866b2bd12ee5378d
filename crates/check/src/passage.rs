//! Passages: the clauses of a document as the rules read them.

use zhengtu_model::{Clause, ClauseKind};

/// A shorter line around the plan, in characters, is no text of its letter.
const LETTER: usize = 10;

/// A clause of a document.
pub(crate) struct Passage<'a> {
    /// The clause.
    pub(crate) clause: &'a Clause,
    /// Its text without white space.
    pub(crate) text: String,
    /// The index of the task it belongs to.
    pub(crate) task: Option<usize>,
}

impl Passage<'_> {
    /// Where a piece that was cut out of the text stands in it, in bytes; `None` of words that were not cut out of it.
    pub(crate) fn place_of(&self, piece: &str) -> Option<usize> {
        let at = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (at + piece.len() <= self.text.len()).then_some(at)
    }

    /// Whether the clause is text of the plan, not its letter, signature or page furniture.
    pub(crate) fn is_content(&self) -> bool {
        self.clause.kind != ClauseKind::Other
    }

    /// Whether the clause is written text: that of the plan, or a line of its letter that has a sign.
    pub(crate) fn is_written(&self) -> bool {
        self.is_content() || self.text.contains(['，', '。', '、', '；']) && self.text.chars().count() >= LETTER
    }
}
