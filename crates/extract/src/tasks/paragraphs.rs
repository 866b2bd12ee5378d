//! Paragraphs without numbers below a heading that each say in their running text who does what (——整治火源。州公安局
//! 负责侦办火案): each is a task of its own.

use super::{Fields, StatementSource, TaskDraft, measures, paragraph_statements};
use crate::units::Vocabulary;
use zhengtu_outline::{NodeId, Outline, ParagraphKind};
use zhengtu_text::Span;

/// How many paragraphs of the form make a list.
const LIST: usize = 2;

/// The tasks in the paragraphs of a node behind its heading, where several of them say who does what, and most do.
pub(super) fn entries(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Vec<TaskDraft> {
    let (from, to) = outline.nodes[node].own;
    let marker = outline.nodes[node].marker;
    let is_own = |index: &usize| {
        let paragraph = &outline.paragraphs[*index];
        paragraph.kind == ParagraphKind::Text && !marker.is_some_and(|marker| paragraph.span.contains(marker))
    };
    let paragraphs: Vec<usize> = (from..to).filter(is_own).collect();
    if paragraphs.len() < LIST {
        return Vec::new();
    }
    let numbered = paragraphs.iter().enumerate();
    let found: Vec<TaskDraft> =
        numbered.filter_map(|(nth, &index)| entry(vocabulary, outline, node, index, nth + 1)).collect();
    let listed = found.len() >= LIST && found.len() * 2 > paragraphs.len();
    if listed { found } else { Vec::new() }
}

fn entry(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    node: NodeId,
    index: usize,
    number: usize,
) -> Option<TaskDraft> {
    let span = outline.paragraphs[index].span;
    let title = title(outline, span);
    let units = paragraph_statements(vocabulary, outline, span);
    if units.is_empty() {
        return None;
    }
    let measures = measures::of(vocabulary, outline, title.end, &units);
    let deadlines = Fields { units, deadlines: Vec::new() }.dated_beside(vocabulary, outline).deadlines;
    Some(TaskDraft {
        node,
        path: format!("{}#{number}", outline.nodes[node].path),
        title,
        paragraphs: vec![index],
        span,
        statement: StatementSource::Text(measures),
        deadlines,
        cell: None,
    })
}

/// The first sentence of a paragraph, without the dash before it.
fn title(outline: &Outline, span: Span) -> Span {
    let text = outline.slice(span);
    let start =
        text.len() - text.trim_start_matches(|char: char| char.is_whitespace() || "—－-●•·".contains(char)).len();
    let end = text[start..].find('。').map_or(text.len(), |stop| start + stop);
    Span::new(start, end).shift(span.start)
}
