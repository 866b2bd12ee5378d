//! Blocks to drafts, one for each paragraph as its writer meant it: page numbers set apart, headings
//! that were glued to the line before cut off, hard-wrapped lines joined.
//!
//! [`lines`] reads the blocks, [`stacked`] marks tables with a cell on each line, [`furniture`] sets apart what belongs to the page, [`glue`] cuts what was
//! run together on a line, [`wrap`] joins what was wrapped, [`dense`] cuts a document that is one
//! paragraph, [`names`] keeps white space between names that nothing else parts.

mod dense;
mod furniture;
mod glue;
mod lines;
mod names;
mod paragraph;
mod wrap;

#[cfg(test)]
mod tests;

pub use names::NAME_GAP;

use crate::draft::Draft;
use crate::{Edit, stacked, tables};
use zhengtu_lexicon::Lexicon;
use zhengtu_reader::Source;

/// The drafts of a source, in reading order. Page furniture stands after the paragraph it interrupts.
pub(crate) fn drafts(lexicon: &Lexicon, source: &Source, edits: &[Edit]) -> Vec<Draft> {
    let mut lines = lines::read(source, edits);
    stacked::mark(lexicon, &mut lines);
    furniture::set_apart(lexicon, &mut lines);
    let width = wrap::print_width(&lines);
    let lines = glue::cut(lexicon, tables::mark(lines));
    let mut drafts = dense::cut(wrap::join(lexicon, lines, width));
    names::part(lexicon, &source.text, &mut drafts);
    drafts
}
