//! The blocks of a source as lines, each with the white space that leads up to it.

use crate::Edit;
use crate::draft::{Draft, OriginKind, Tabs};
use crate::marker::marker;
use crate::signs::has_chars;
use std::ops::RangeInclusive;
use zhengtu_reader::Source;

/// How long an entry in a cell of names is, in characters: shorter are bits of a word that was wrapped,
/// longer are sentences.
const ENTRY: RangeInclusive<usize> = 2..=24;

/// The lines of a source, without those that hold nothing.
pub(super) fn read(source: &Source, edits: &[Edit]) -> Vec<Draft> {
    let mut end = 0;
    let mut lines = Vec::with_capacity(source.blocks.len());
    for block in &source.blocks {
        let mut draft = Draft::read(&source.text, block, edits);
        let start = block.span().start.max(end);
        draft.breaks_before = source.text[end..start].matches('\n').count();
        let text_start = draft.source_span().map_or(start, |span| span.start.max(end));
        draft.tabs = Tabs::read(&source.text[end..text_start]);
        end = block.span().end.max(end);
        lines.extend(draft.lines().into_iter().flat_map(entries));
    }
    lines
}

/// The lines of a cell that each hold an entry (县交通运输局 over 各乡镇); else the draft as it is.
fn entries(draft: Draft) -> Vec<Draft> {
    if !matches!(draft.origin.kind, OriginKind::Cell { .. }) {
        return vec![draft];
    }
    let mut starts = Vec::new();
    let mut start = 0;
    for (index, &at) in draft.line_ends.iter().enumerate() {
        let end = draft.line_ends.get(index + 1).copied().unwrap_or(draft.text.len());
        if begins_entry(&draft.text[start..at], &draft.text[at..end]) {
            starts.push(at);
            start = at;
        }
    }
    draft.cut(&starts)
}

/// Whether a line inside a cell begins something of its own rather than going on with the line before.
fn begins_entry(before: &str, line: &str) -> bool {
    if before.ends_with(['。', '；', ';', '！']) || marker(line).is_some() {
        return true;
    }
    [before, line].into_iter().all(is_entry)
}

/// 县财政局, 各乡镇: a name alone, no clause and no figure.
fn is_entry(text: &str) -> bool {
    let in_sentence = |char: char| matches!(char, '，' | ',' | '0'..='9');
    has_chars(text, ENTRY) && !text.contains(in_sentence)
}
