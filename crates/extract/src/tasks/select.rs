//! Which numbered items are tasks.

use super::{Fields, StatementSource, TaskDraft, closing_statements, prose_statements};
use std::collections::BTreeMap;
use zhengtu_lexicon::sections::field_label;
use zhengtu_outline::{Node, NodeId, Outline, ParagraphKind, SectionKind, Style};
use zhengtu_text::Span;

/// The items of a document with their fields.
pub(super) struct Items {
    fields: Vec<Fields>,
    /// For each node whether it is nothing but a label.
    labels: Vec<bool>,
    /// For each node whether only its running text says who is responsible. A document in which nothing
    /// else says so names no units per item, and each of its measures is a task.
    prose: Vec<bool>,
}

impl Items {
    pub(super) fn of(outline: &Outline) -> Self {
        let mut fields: Vec<Fields> = (0..outline.nodes.len()).map(|node| Fields::of(outline, node)).collect();
        let labels = move_label_items(outline, &mut fields);
        lift_closing_statements(outline, &mut fields);
        add_closing_sentences(outline, &mut fields);
        let prose = add_prose(outline, &mut fields);
        let fields = fields.into_iter().map(|fields| fields.dated_by_statements(outline)).collect();
        Self { fields, labels, prose }
    }

    /// The items that state who is responsible, or by when.
    pub(super) fn stated(&self, outline: &Outline) -> Vec<TaskDraft> {
        self.drafts(outline, |node| carries(&outline.nodes[node], &self.fields[node]))
    }

    /// The measures of the parts in which nothing states that; `tasks` are those found so far.
    pub(super) fn plain(&self, outline: &Outline, tasks: &[TaskDraft]) -> Vec<TaskDraft> {
        let of_form = tasks.iter().filter(|task| !self.prose[task.node]);
        let stating: Vec<u32> = of_form.map(|task| outline.nodes[task.node].part).collect();
        let fields = |part: u32| {
            let stated = |node: NodeId| !self.fields[node].is_empty() && !self.prose[node];
            (0..outline.nodes.len()).any(|node| outline.nodes[node].part == part && stated(node))
        };
        let parts = outline.parts.iter().map(|part| part.number);
        let plain: Vec<u32> = parts.filter(|part| !stating.contains(part) && !fields(*part)).collect();
        if plain.is_empty() {
            return Vec::new();
        }
        let taken = |node: NodeId| tasks.iter().any(|task| task.node == node);
        let wanted = |node: NodeId| plain.contains(&outline.nodes[node].part) && is_plain_measure(outline, node);
        self.drafts(outline, |node| wanted(node) && !taken(node))
    }

    fn drafts(&self, outline: &Outline, is_task: impl Fn(NodeId) -> bool) -> Vec<TaskDraft> {
        let nodes = (0..outline.nodes.len())
            .filter(|&node| outline.nodes[node].style != Style::Part && !self.labels[node] && is_task(node));
        nodes.map(|node| draft(outline, node, &self.fields[node])).collect()
    }
}

/// An item of the measures without any other statement may close with one in a sentence of its own.
fn add_closing_sentences(outline: &Outline, fields: &mut [Fields]) {
    for (node, found) in outline.nodes.iter().enumerate() {
        let measures = matches!(found.section, SectionKind::Measures | SectionKind::Unknown);
        if measures && found.style != Style::Part && fields[node].units.is_empty() {
            fields[node].units.extend(closing_statements(outline, node));
        }
    }
}

/// The statements in the running text of the measures that have no other; gives for each node whether
/// that is so.
fn add_prose(outline: &Outline, fields: &mut [Fields]) -> Vec<bool> {
    let mut prose = vec![false; outline.nodes.len()];
    for (node, found) in outline.nodes.iter().enumerate() {
        let measures = matches!(found.section, SectionKind::Measures | SectionKind::Unknown);
        let top = found.parent.is_none_or(|parent| outline.nodes[parent].style == Style::Part);
        let section = found.style == Style::Part || (top && found.own_line);
        if !measures || section || !fields[node].is_empty() {
            continue;
        }
        fields[node].units = prose_statements(outline, node);
        prose[node] = !fields[node].is_empty();
    }
    prose
}

/// Whether an item with these fields is a task: with a statement anywhere, with a deadline alone only
/// among the measures.
fn carries(node: &Node, fields: &Fields) -> bool {
    let measures = matches!(node.section, SectionKind::Measures | SectionKind::Unknown);
    !fields.units.is_empty() || measures && !fields.deadlines.is_empty()
}

/// A numbered line that is nothing but a label (（四）责任单位：X) states the fields of the item that
/// encloses it. Gives for each node whether it is such a line.
fn move_label_items(outline: &Outline, fields: &mut [Fields]) -> Vec<bool> {
    let mut labels = vec![false; outline.nodes.len()];
    for (node, found) in outline.nodes.iter().enumerate() {
        let (Some(parent), Some(marker)) = (found.parent, found.marker) else { continue };
        let Some(first) = outline.own_paragraphs(node).first() else { continue };
        if field_label(outline.slice(Span::new(marker.end, first.span.end))).is_none() || !found.children.is_empty() {
            continue;
        }
        let mut own = std::mem::take(&mut fields[node]);
        if own.is_empty() {
            own.line(outline, Span::new(marker.end, first.span.end));
        }
        if outline.nodes[parent].style != Style::Part {
            fields[parent].append(own);
            labels[node] = true;
        } else {
            fields[node] = own;
        }
    }
    labels
}

/// One statement after several sub-items belongs to the item that encloses them: where of several
/// children only the last states who is responsible, and children of their manner do so seldom.
fn lift_closing_statements(outline: &Outline, fields: &mut [Fields]) {
    let rate = statement_rates(outline, fields);
    for node in (0..outline.nodes.len()).rev() {
        let found = &outline.nodes[node];
        let [before @ .., last] = found.children.as_slice() else { continue };
        let style = outline.nodes[*last].style;
        let states = |child: &NodeId| subtree_states(outline, fields, *child);
        let seldom = rate.get(&style).is_none_or(|&(with, all)| with * 2 < all);
        let measures = matches!(found.section, SectionKind::Measures | SectionKind::Unknown);
        if found.style == Style::Part || style == Style::Block || before.is_empty() || !seldom || !measures {
            continue;
        }
        if fields[node].units.is_empty() && states(last) && !before.iter().any(states) && fields[*last].units.len() == 1
        {
            let closing = std::mem::take(&mut fields[*last]);
            fields[node].append(closing);
        }
    }
}

fn subtree_states(outline: &Outline, fields: &[Fields], node: NodeId) -> bool {
    !fields[node].units.is_empty()
        || outline.nodes[node].children.iter().any(|&child| subtree_states(outline, fields, child))
}

/// For each manner of numbering, how many items outside general sections and safeguards state units,
/// and how many there are.
fn statement_rates(outline: &Outline, fields: &[Fields]) -> BTreeMap<Style, (usize, usize)> {
    let mut rates: BTreeMap<Style, (usize, usize)> = BTreeMap::new();
    for (node, found) in outline.nodes.iter().enumerate() {
        if matches!(found.section, SectionKind::Measures | SectionKind::Unknown) {
            let rate = rates.entry(found.style).or_default();
            rate.0 += usize::from(!fields[node].units.is_empty());
            rate.1 += 1;
        }
    }
    rates
}

/// In a part without any field: a numbered item without numbered items below, in a section of
/// measures; where no heading of the part names measures, in a section whose heading tells nothing.
fn is_plain_measure(outline: &Outline, node: NodeId) -> bool {
    let found = &outline.nodes[node];
    let named = outline.nodes.iter().any(|other| other.part == found.part && other.section == SectionKind::Measures);
    let wanted = if named { SectionKind::Measures } else { SectionKind::Unknown };
    let heads_section = found.parent.is_none_or(|parent| outline.nodes[parent].style == Style::Part);
    let leaf = !found.children.iter().any(|&child| outline.nodes[child].number.is_some());
    let headed = found.heading.is_some() && !(named && heads_section && found.own_line);
    let has_text = outline.all_paragraphs(node).iter().map(|paragraph| paragraph.span.len()).sum::<usize>() > 60;
    let closing = outline.own_paragraphs(node).iter().any(|paragraph| {
        let text = outline.slice(paragraph.span);
        text.contains("负责解释") || text.contains("起施行") || text.contains("起实施")
    });
    found.number.is_some() && found.section == wanted && leaf && headed && has_text && !closing
}

fn draft(outline: &Outline, node: NodeId, fields: &Fields) -> TaskDraft {
    let found = &outline.nodes[node];
    // A block of its own below the item is a task of its own, not part of the item.
    let has_blocks = found.children.iter().any(|&child| outline.nodes[child].style == Style::Block);
    let paragraphs = if has_blocks { found.own } else { found.all };
    let inside = outline.paragraphs[paragraphs.0..paragraphs.1].iter();
    let mut printed = inside.filter(|paragraph| paragraph.kind != ParagraphKind::Furniture).map(|found| found.span);
    let first = printed.next().unwrap_or_default();
    let span = printed.next_back().map_or(first, |last| first.join(last));
    TaskDraft {
        node,
        path: found.path.clone(),
        title: title(outline, node, first, fields),
        paragraphs: (paragraphs.0..paragraphs.1).collect(),
        span,
        statement: StatementSource::Text(fields.units.clone()),
        deadlines: fields.deadlines.clone(),
        cell: None,
    }
}

/// The heading sentence without the brackets that state fields; for a block its first sentence.
fn title(outline: &Outline, node: NodeId, first: Span, fields: &Fields) -> Span {
    let heading = outline.nodes[node].heading.unwrap_or_else(|| {
        let text = outline.slice(first);
        Span::new(first.start, first.start + text.find('。').unwrap_or(text.len()))
    });
    let stated = fields.units.iter().chain(&fields.deadlines).map(|span| span.start);
    let end = stated.filter(|&start| heading.start < start && start <= heading.end).min();
    let Some(end) = end else { return heading };
    let kept = outline.text()[heading.start..end].trim_end_matches(['（', '(', '【', '[', '。', '；', '，']);
    Span::new(heading.start, heading.start + kept.len())
}
