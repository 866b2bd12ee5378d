//! Paragraphs without numbers below a heading that each say in their running text who does what (——整治火源。州公安局
//! 负责侦办火案): each is a task of its own.

use super::{StatementSource, TaskDraft, measures, paragraph_fields};
use crate::units::Vocabulary;
use zhengtu_outline::{NodeId, Outline, ParagraphKind, SectionKind};
use zhengtu_text::Span;

/// How many paragraphs of the form make a list.
const LIST: usize = 2;

/// The tasks in the paragraphs of a node behind its heading: where several of them say who does what, and most do;
/// those that do so in a form of statements under a heading of measures, or in a plan without any number.
pub(super) fn entries(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Vec<TaskDraft> {
    let here = &outline.nodes[node];
    let (from, to) = here.own;
    let is_own = |index: &usize| {
        let paragraph = &outline.paragraphs[*index];
        paragraph.kind == ParagraphKind::Text && !here.marker.is_some_and(|marker| paragraph.span.contains(marker))
    };
    let paragraphs: Vec<usize> = (from..to).filter(is_own).collect();
    let numbered = paragraphs.iter().enumerate();
    let found: Vec<(TaskDraft, bool)> =
        numbered.filter_map(|(nth, &index)| entry(vocabulary, outline, node, index, nth + 1)).collect();
    let stated = found.iter().filter(|(_, stated)| *stated).count();
    let least = match here.section {
        _ if here.parent.is_none() => LIST,
        SectionKind::Measures => 1,
        _ => usize::MAX,
    };
    let listed = here.parent.is_some_and(|_| is_list(found.len(), paragraphs.len()));
    let kept = found.into_iter().filter(|&(_, is_stated)| listed || is_stated && stated >= least);
    kept.map(|(task, _)| task).collect()
}

/// Whether so many of all paragraphs make a list.
fn is_list(found: usize, all: usize) -> bool {
    found >= LIST && found * 2 > all
}

/// The task in a paragraph, and whether it states who does it in a form of statements.
fn entry(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    node: NodeId,
    index: usize,
    number: usize,
) -> Option<(TaskDraft, bool)> {
    let span = outline.paragraphs[index].span;
    let title = title(outline, span);
    let (fields, stated) = paragraph_fields(vocabulary, outline, span);
    if fields.units.is_empty() {
        return None;
    }
    let measures = measures::of(vocabulary, outline, title.end, &fields.units);
    let deadlines = fields.dated_beside(vocabulary, outline).deadlines;
    let task = TaskDraft {
        node,
        path: format!("{}#{number}", outline.nodes[node].path),
        title,
        paragraphs: vec![index],
        span,
        statement: StatementSource::Text(measures),
        deadlines,
        cell: None,
    };
    Some((task, stated))
}

/// The first sentence of a paragraph, without the dash before it.
fn title(outline: &Outline, span: Span) -> Span {
    let text = outline.slice(span);
    let start =
        text.len() - text.trim_start_matches(|char: char| char.is_whitespace() || "—－-●•·".contains(char)).len();
    let end = text[start..].find('。').map_or(text.len(), |stop| start + stop);
    Span::new(start, end).shift(span.start)
}
