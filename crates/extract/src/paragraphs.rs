//! The paragraph in which a place of the text stands.

use zhengtu_outline::{Outline, Paragraph, ParagraphKind};

/// The number of the paragraph that holds a place of the text, else of the next one; behind the last: how many there are.
pub(crate) fn number_at(outline: &Outline, at: usize) -> usize {
    outline.paragraphs.partition_point(|paragraph| paragraph.span.end <= at)
}

/// The paragraph that holds a place of the text, else the next one.
pub(crate) fn paragraph_at(outline: &Outline, at: usize) -> Option<&Paragraph> {
    outline.paragraphs.get(number_at(outline, at))
}

/// Whether a place of the text is in a cell of a table.
pub(crate) fn is_in_cell(outline: &Outline, at: usize) -> bool {
    paragraph_at(outline, at).is_some_and(|paragraph| paragraph.kind == ParagraphKind::Cell)
}
