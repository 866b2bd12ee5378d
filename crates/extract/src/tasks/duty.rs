//! Unit-first duty lists: 市财政局：负责…, an entry a task with the unit as its lead.

use super::{StatementSource, TaskDraft, phases};
use crate::units::{Vocabulary, unit_first};
use zhengtu_outline::{NodeId, Outline, Paragraph, ParagraphKind};
use zhengtu_text::Span;

/// How many neighbours of the form make a list rather than a sentence that happens to look so.
const LIST: usize = 3;

/// How many do where another list of the document has so many.
const FURTHER: usize = 2;

/// The entries of duty lists, numbered or not, outside the tasks found already.
pub(super) fn entries(vocabulary: &Vocabulary<'_>, outline: &Outline, tasks: &[TaskDraft]) -> Vec<TaskDraft> {
    let mut taken = vec![false; outline.nodes.len()];
    tasks.iter().for_each(|task| taken[task.node] = true);
    // Whether a node is a task or lies in one; a node stands behind the one above it.
    let mut inside = taken.clone();
    let mut lists = Vec::new();
    for node in 0..outline.nodes.len() {
        inside[node] |= outline.nodes[node].parent.is_some_and(|parent| inside[parent]);
        if inside[node] {
            continue;
        }
        let numbered: Vec<TaskDraft> = outline.nodes[node]
            .children
            .iter()
            .filter(|&&child| !taken[child])
            .filter_map(|&child| numbered_entry(vocabulary, outline, child))
            .collect();
        let plain = plain_entries(vocabulary, outline, node);
        lists.extend([numbered, plain].into_iter().filter(|list| list.len() >= FURTHER));
    }
    let is_long = |list: &Vec<TaskDraft>| list.len() >= LIST;
    if lists.iter().any(is_long) { lists.concat() } else { Vec::new() }
}

fn numbered_entry(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Option<TaskDraft> {
    let found = &outline.nodes[node];
    let marker = found.marker.filter(|_| !phases::is_phase(vocabulary, outline, node))?;
    let first = outline.own_paragraphs(node).first()?;
    let text = Span::new(marker.end, first.span.end);
    let paragraphs = found.all.0..found.all.1;
    let last = outline.paragraphs[paragraphs.clone()].last()?;
    entry(vocabulary, outline, node, text, found.path.clone(), paragraphs, first.span.join(last.span))
}

fn plain_entries(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Vec<TaskDraft> {
    let (from, to) = outline.nodes[node].own;
    let is_text = |paragraph: &Paragraph| matches!(paragraph.kind, ParagraphKind::Text);
    let mut entries: Vec<TaskDraft> = Vec::new();
    for index in from..to {
        let paragraph = &outline.paragraphs[index];
        let with_marker = outline.nodes[node].marker.is_some_and(|marker| paragraph.span.contains(marker));
        if !is_text(paragraph) || with_marker {
            continue;
        }
        let path = format!("{}#{}", outline.nodes[node].path, entries.len() + 1);
        entries.extend(entry(vocabulary, outline, node, paragraph.span, path, index..index + 1, paragraph.span));
    }
    entries
}

fn entry(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    node: NodeId,
    text: Span,
    path: String,
    paragraphs: std::ops::Range<usize>,
    span: Span,
) -> Option<TaskDraft> {
    let (unit, duty) = unit_first(vocabulary, outline.slice(text))?;
    let duty = duty.shift(text.start);
    let words = outline.slice(duty);
    let end = words.find('。').unwrap_or(words.len());
    Some(TaskDraft {
        node,
        path,
        title: Span::new(duty.start, duty.start + end),
        paragraphs: paragraphs.collect(),
        span,
        statement: StatementSource::UnitFirst(unit.shift(text.start)),
        deadlines: Vec::new(),
        cell: None,
    })
}
