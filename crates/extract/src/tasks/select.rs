//! Which numbered items are tasks.

use super::{
    Fields, StatedMeasure, StatementSource, TaskDraft, closing_bracket, closing_statements, heading_bracket, measures,
    paragraphs, phases, prose_statements,
};
use crate::units::{Conventions, Vocabulary, is_office_list, parse_statement, units_in_charge};
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::Role;
use zhengtu_outline::{Node, NodeId, Outline, ParagraphKind, SectionKind, Style};
use zhengtu_text::Span;

/// The items of a document with their fields.
pub(super) struct Items {
    fields: Vec<Fields>,
    kinds: Vec<Kind>,
    /// For each node whether only its running text says who is responsible or by when. A document in which
    /// nothing else does names no units per item, and each of its measures is a task.
    spoken: Vec<bool>,
    /// For each node the measures that have statements.
    measures: Vec<Vec<StatedMeasure>>,
    /// The tasks in paragraphs without numbers.
    paragraphs: Vec<TaskDraft>,
}

/// What a numbered item can be as far as tasks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It may be a task.
    Item,
    /// Nothing but a label: it states the fields of the item above.
    Label,
    /// A phase of which is only said when it is.
    Phase,
}

impl Items {
    pub(super) fn of(vocabulary: &Vocabulary<'_>, outline: &Outline) -> Self {
        let nodes = 0..outline.nodes.len();
        let mut fields: Vec<Fields> = nodes.clone().map(|node| Fields::of(vocabulary, outline, node)).collect();
        let labels = move_label_items(vocabulary, outline, &mut fields);
        let paragraphs = unnumbered(vocabulary, outline, &fields);
        let manner = is_manner_of_prose(outline, &fields);
        add_closing_sentences(vocabulary, outline, &mut fields);
        add_office_lists(vocabulary, outline, &mut fields);
        add_unit_headings(vocabulary, outline, &mut fields);
        lift_closing_statements(vocabulary, outline, &mut fields, manner);
        lift_closing_limits(outline, &mut fields);
        let silent: Vec<bool> = fields.iter().map(Fields::is_empty).collect();
        add_prose(vocabulary, outline, &mut fields, manner);
        // What the sub-items of an item that states who is responsible say of time is a part of it.
        let below: Vec<bool> = nodes
            .clone()
            .map(|node| {
                let stated = |above: NodeId| !fields[above].units.is_empty();
                fields[node].units.is_empty() && outline.ancestors(node).any(stated)
            })
            .collect();
        let dated = fields.into_iter().enumerate().map(|(node, fields)| match below[node] {
            true => fields.dated_beside(vocabulary, outline),
            false => fields.dated(vocabulary, outline, node),
        });
        let mut fields: Vec<Fields> = dated.collect();
        lower_heading_limits(outline, &mut fields);
        let spoken = fields.iter().zip(silent).map(|(fields, silent)| silent && !fields.is_empty()).collect();
        let is_phase = |node: NodeId| fields[node].units.is_empty() && phases::is_phase(vocabulary, outline, node);
        let kind = |node: NodeId| match labels[node] {
            true => Kind::Label,
            false if is_phase(node) => Kind::Phase,
            false => Kind::Item,
        };
        let kinds = nodes.clone().map(kind).collect();
        let stated = |node: NodeId| {
            let heading = outline.nodes[node].heading.map(|heading| heading.end);
            let start = heading.unwrap_or_else(|| first_line(outline, node).start);
            measures::of(vocabulary, outline, start, &fields[node].units)
        };
        let measures = nodes.map(stated).collect();
        Self { fields, kinds, spoken, measures, paragraphs }
    }

    /// The items that state who is responsible, or by when.
    pub(super) fn stated(&self, outline: &Outline) -> Vec<TaskDraft> {
        let split: BTreeSet<NodeId> = self.paragraphs.iter().map(|task| task.node).collect();
        let mut items = self.drafts(outline, Kind::Item, |node| carries(&outline.nodes[node], &self.fields[node]));
        items.retain(|task| !split.contains(&task.node));
        items.extend(self.paragraphs.iter().cloned());
        items
    }

    /// The measures of the parts in which nothing states that; `tasks` are those found so far.
    pub(super) fn plain(&self, vocabulary: &Vocabulary<'_>, outline: &Outline, tasks: &[TaskDraft]) -> Vec<TaskDraft> {
        let mut stating = self.stating_parts(outline, tasks);
        stating.extend(regulations(vocabulary, outline));
        let named = parts_that_name_measures(outline);
        let taken: BTreeSet<NodeId> = tasks.iter().map(|task| task.node).collect();
        let mut measures = self.drafts(outline, Kind::Item, |node| {
            let part = outline.nodes[node].part;
            if taken.contains(&node) {
                return false;
            }
            if stating.contains(&part) {
                return false;
            }
            is_plain_measure(vocabulary, outline, node, named.contains(&part))
        });
        for task in measures.iter_mut().filter(|task| is_one_paragraph(outline, task.node)) {
            *task = spoken(vocabulary, outline, task);
        }
        measures
    }

    /// The dated phases of the parts that have no other measure; `tasks` are those found so far.
    pub(super) fn phases(&self, outline: &Outline, tasks: &[TaskDraft]) -> Vec<TaskDraft> {
        let taken: BTreeSet<u32> = tasks.iter().map(|task| outline.nodes[task.node].part).collect();
        let dated = |node: NodeId| !self.fields[node].deadlines.is_empty();
        self.drafts(outline, Kind::Phase, |node| dated(node) && !taken.contains(&outline.nodes[node].part))
    }

    /// The parts in which an item states who is responsible or by when.
    fn stating_parts(&self, outline: &Outline, tasks: &[TaskDraft]) -> BTreeSet<u32> {
        let of_tasks = tasks.iter().map(|task| task.node);
        let of_fields = (0..outline.nodes.len()).filter(|&node| !self.fields[node].is_empty());
        let printed = of_tasks.chain(of_fields).filter(|&node| self.kinds[node] != Kind::Phase && !self.spoken[node]);
        printed.map(|node| outline.nodes[node].part).collect()
    }

    /// The items of a kind that are tasks; a part is none.
    fn drafts(&self, outline: &Outline, kind: Kind, is_task: impl Fn(NodeId) -> bool) -> Vec<TaskDraft> {
        let of_kind = (0..outline.nodes.len()).filter(|&node| self.kinds[node] == kind);
        let items = of_kind.filter(|&node| outline.nodes[node].style != Style::Part);
        items
            .filter(|&node| is_task(node))
            .map(|node| draft(outline, node, &self.fields[node], self.measures[node].clone()))
            .collect()
    }
}

/// The tasks in the paragraphs of parts without any number, and below the headings of sections that hold no numbered item
/// and state nothing themselves.
fn unnumbered(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &[Fields]) -> Vec<TaskDraft> {
    let measures = (0..outline.nodes.len()).filter(|&node| is_measure_section(&outline.nodes[node]));
    let plain = measures.filter(|&node| outline.nodes[node].children.is_empty());
    let sections = plain.filter(|&node| heads_section(outline, &outline.nodes[node]));
    let entries = |node: NodeId| {
        let found = paragraphs::entries(vocabulary, outline, node);
        // What brackets in the paragraphs of a part state is nobody's, and what one behind a paragraph states is no
        // section's where others have theirs.
        let silent = outline.nodes[node].parent.is_none() || fields[node].units.is_empty();
        let theirs = || found.len() > 1 && found.iter().any(|task| states_inside(task, &fields[node]));
        if silent || theirs() { found } else { Vec::new() }
    };
    sections.flat_map(entries).collect()
}

/// Whether all that a section states stands in the paragraph of a task.
fn states_inside(task: &TaskDraft, fields: &Fields) -> bool {
    fields.units.iter().all(|&units| task.span.contains(units))
}

/// The first paragraph of a node.
fn first_line(outline: &Outline, node: NodeId) -> Span {
    outline.own_paragraphs(node).first().map(|paragraph| paragraph.span).unwrap_or_default()
}

/// An item of the measures without any other statement may close with one in a sentence of its own.
fn add_closing_sentences(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields]) {
    for node in silent_measures(outline, fields) {
        if outline.nodes[node].style != Style::Part {
            fields[node].units = closing_statements(vocabulary, outline, node);
        }
    }
}

/// How many items of a document close with a statement where that is its manner of stating.
const MANNER: usize = 3;

/// What may stand between a statement and the end of its paragraph, in bytes: two signs.
const LONGEST_CLOSING: usize = 6;

/// Where items close with statements, in brackets or in sentences of their own, so does one whose bracket holds nothing
/// but names of offices that no list knows（党群办公室、财务科）.
fn add_office_lists(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields]) {
    let bracket = |node| closing_bracket(outline, node).or_else(|| heading_bracket(outline, node));
    let (stated, open): (Vec<NodeId>, Vec<NodeId>) =
        (0..outline.nodes.len()).partition(|&node| !fields[node].units.is_empty());
    let closing = open.into_iter().filter_map(|node| Some((node, bracket(node)?)));
    let lists: Vec<_> = closing.filter(|&(_, bracket)| is_office_list(vocabulary, outline.slice(bracket))).collect();
    if lists.is_empty() {
        return;
    }
    let closes = |&&node: &&NodeId| {
        let paragraph = outline.own_paragraphs(node).last().map_or(0, |last| last.span.end);
        let inside = |&span: &Span| bracket(node).is_some_and(|bracket| bracket.contains(span));
        let at_end = |span: &Span| span.end + LONGEST_CLOSING >= paragraph;
        fields[node].units.iter().any(|span| [inside(span), at_end(span)].contains(&true))
    };
    if stated.iter().filter(closes).count() + lists.len() >= MANNER {
        lists.into_iter().for_each(|(node, bracket)| fields[node].units.push(bracket));
    }
}

/// The items below a heading that is a list of bodies (（一）县城管局; 一、县水利局牵头工作（2项）) are theirs, where they name
/// nobody else.
fn add_unit_headings(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields]) {
    let nodes = outline.nodes.iter().enumerate().filter(|(_, found)| is_measure_section(found));
    let headed = nodes.filter(|(_, found)| found.own_line).filter(|(_, found)| found.style != Style::Part);
    for (node, found) in headed {
        let heading = found.heading.filter(|_| fields[node].units.is_empty());
        let units = |heading: Span| Some(units_in_charge(vocabulary, outline.slice(heading))?.shift(heading.start));
        let Some(units) = heading.and_then(units) else { continue };
        let numbered = found.children.iter().copied().filter(|&child| outline.nodes[child].number.is_some());
        let open: Vec<NodeId> =
            numbered.filter(|&child| names_only_help(vocabulary, outline, &fields[child])).collect();
        open.into_iter().for_each(|child| fields[child].units.insert(0, units));
    }
}

/// Whether fields name nobody, or only who helps (配合单位：县财政局).
fn names_only_help(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &Fields) -> bool {
    let read = |&units: &Span| parse_statement(vocabulary, outline.slice(units), &Conventions::default());
    fields.units.iter().map(read).flat_map(|statement| statement.mentions).all(|name| name.role == Role::Cooperate)
}

/// The statements in the running text of the measures that have no other; `manner`: see [`is_manner_of_prose`].
fn add_prose(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields], manner: bool) {
    let regulations = regulations(vocabulary, outline);
    let silent = silent_measures(outline, fields).into_iter();
    let free = silent.filter(|&node| !regulations.contains(&outline.nodes[node].part));
    for node in free.filter(|&node| !heads_section(outline, &outline.nodes[node])) {
        if outline.ancestors(node).all(|above| fields[above].units.is_empty()) {
            fields[node].units = prose_statements(vocabulary, outline, node, manner);
        }
    }
}

/// Whether most of the innermost measures of a document state in no bracket and no labelled line who is responsible.
fn is_manner_of_prose(outline: &Outline, fields: &[Fields]) -> bool {
    let innermost = |node: &NodeId| is_innermost_item(outline, &outline.nodes[*node]);
    let measures = (0..outline.nodes.len()).filter(|&node| is_measure_section(&outline.nodes[node])).filter(innermost);
    let (silent, stating): (Vec<NodeId>, Vec<NodeId>) = measures.partition(|&node| fields[node].units.is_empty());
    silent.len() > stating.len()
}

/// The nodes where measures stand that say nothing of who is responsible.
fn silent_measures(outline: &Outline, fields: &[Fields]) -> Vec<NodeId> {
    let measures = (0..outline.nodes.len()).filter(|&node| is_measure_section(&outline.nodes[node]));
    measures.filter(|&node| fields[node].units.is_empty()).collect()
}

/// Whether a node is a part, or a section of it under a heading on a line of its own.
fn heads_section(outline: &Outline, node: &Node) -> bool {
    match node.parent {
        Some(parent) => node.own_line && outline.nodes[parent].style == Style::Part && !is_sentence(outline, node),
        None => true,
    }
}

/// 二、研究夏粮收购 / 会议要求，县发改局要…: a section whose heading stands above one paragraph and nothing else.
fn is_one_paragraph(outline: &Outline, node: NodeId) -> bool {
    let found = &outline.nodes[node];
    let own = outline.own_paragraphs(node);
    let texts = own.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Text).count();
    found.parent.is_some() && found.children.is_empty() && own.len() == 2 && texts == 1
}

/// 一、请县财政局于5月底前完成编制，按程序印发。: a section that is one sentence heads nothing.
fn is_sentence(outline: &Outline, node: &Node) -> bool {
    let (first, end) = node.all;
    // Neither children nor further paragraphs.
    end - first == 1 && outline.slice(outline.paragraphs[first].span).trim_end().ends_with(['。', '；', ';'])
}

/// Whether an item with these fields is a task: with a statement anywhere, with a deadline alone only
/// among the measures.
fn carries(node: &Node, fields: &Fields) -> bool {
    if !fields.units.is_empty() {
        return true;
    }
    is_measure_section(node) && !fields.deadlines.is_empty()
}

/// A numbered line that is nothing but a label (（四）责任单位：X) states the fields of the item that
/// encloses it. Gives for each node whether it is such a line.
fn move_label_items(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields]) -> Vec<bool> {
    let mut labels = vec![false; outline.nodes.len()];
    for (node, found) in outline.nodes.iter().enumerate() {
        let (Some(parent), Some(marker)) = (found.parent, found.marker) else { continue };
        let Some(first) = outline.own_paragraphs(node).first() else { continue };
        let line = Span::new(marker.end, first.span.end);
        if vocabulary.field_label(outline.slice(line)).is_none() || !found.children.is_empty() {
            continue;
        }
        let mut own = std::mem::take(&mut fields[node]);
        if own.is_empty() {
            own.line(vocabulary, outline, line);
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
/// children only the last states who is responsible, and children of their manner do so seldom, or never
/// otherwise, or never on a line of its own. The nodes are asked from the last to the first, so that each
/// child is known before the node above it.
fn lift_closing_statements(vocabulary: &Vocabulary<'_>, outline: &Outline, fields: &mut [Fields], manner: bool) {
    let manners = manners(outline, fields);
    let of = |node: NodeId| manners.get(&outline.nodes[node].style);
    let closes = |node: NodeId| {
        let alone = stands_alone(outline, node, fields);
        // The only statement of a section, in the running text of its last item, is that item's.
        let above = outline.nodes[node].parent.map(|parent| &outline.nodes[parent]);
        let own = above.filter(|_| !alone).is_some_and(|above| heads_section(outline, above));
        let only = of(node).is_some_and(|manner| manner.stating == 1);
        if own && only {
            return false;
        }
        (alone || fields[node].units.len() == 1) && of(node).is_none_or(|manner| manner.closes(alone))
    };
    let closes: Vec<bool> = (0..outline.nodes.len()).map(closes).collect();
    // Whether a node or one below it states who is responsible.
    let mut states = vec![false; outline.nodes.len()];
    for node in (0..outline.nodes.len()).rev() {
        let closing = closing_child(outline, node, &states).filter(|&last| closes[last]);
        // What the children before it say in running text is read later; a line of its own closes them all.
        let speaks = |child: &NodeId| !prose_statements(vocabulary, outline, *child, manner).is_empty();
        let silent = |last: &NodeId| !outline.nodes[node].children.iter().any(|child| child != last && speaks(child));
        let closing_all = |last: &NodeId| stands_alone(outline, *last, fields) || silent(last);
        if let Some(last) = closing.filter(|_| fields[node].units.is_empty()).filter(closing_all) {
            let closing = std::mem::take(&mut fields[last]);
            fields[node].append(closing);
        }
        let below = outline.nodes[node].children.iter().any(|&child| states[child]);
        states[node] = below || !fields[node].units.is_empty();
    }
}

/// A labelled limit on a line behind the sub-items of an item that says who is responsible (整改时限：2025年底) is that
/// item's, where they have none themselves.
fn lift_closing_limits(outline: &Outline, fields: &mut [Fields]) {
    for node in (0..outline.nodes.len()).rev() {
        let Some((&last, before)) = outline.nodes[node].children.split_last() else { continue };
        if fields[node].units.is_empty() || !fields[node].deadlines.is_empty() || !fields[last].units.is_empty() {
            continue;
        }
        if before.iter().all(|&child| fields[child].deadlines.is_empty()) && limit_stands_alone(outline, last, fields) {
            fields[node].deadlines = std::mem::take(&mut fields[last].deadlines);
        }
    }
}

/// The limit in a heading that names nobody (（一）排查阶段（2023年5月底前）) is that of the items below it that say who is
/// responsible, where they have none themselves.
fn lower_heading_limits(outline: &Outline, fields: &mut [Fields]) {
    // Of each node the nearest from it upwards that has a limit: nodes stand behind those above them.
    let mut dated: Vec<Option<NodeId>> = Vec::with_capacity(outline.nodes.len());
    for node in 0..outline.nodes.len() {
        let heading = outline.nodes[node].parent.and_then(|above| dated[above]);
        let open = fields[node].deadlines.is_empty() && !fields[node].units.is_empty();
        if let Some(above) = heading.filter(|&above| open && fields[above].units.is_empty()) {
            fields[node].deadlines = heading_limits(outline, above, &fields[above]);
        }
        dated.push(if fields[node].deadlines.is_empty() { heading } else { Some(node) });
    }
}

/// The limits that stand in the heading of an item.
fn heading_limits(outline: &Outline, node: NodeId, fields: &Fields) -> Vec<Span> {
    let Some(heading) = outline.nodes[node].heading else { return Vec::new() };
    fields.deadlines.iter().copied().filter(|&limit| heading.contains(limit)).collect()
}

/// Whether the limit of an item stands on a labelled line behind its text.
fn limit_stands_alone(outline: &Outline, node: NodeId, fields: &[Fields]) -> bool {
    let mut further = outline.own_paragraphs(node).iter().skip(1).filter(|line| line.kind == ParagraphKind::Field);
    further.any(|line| fields[node].deadlines.iter().any(|limit| line.span.contains(*limit)))
}

/// The last of several children of a measure, where it alone states who is responsible.
fn closing_child(outline: &Outline, node: NodeId, states: &[bool]) -> Option<NodeId> {
    let found = &outline.nodes[node];
    if found.style == Style::Part {
        return None;
    }
    if !is_measure_section(found) {
        return None;
    }
    let [before @ .., last] = found.children.as_slice() else { return None };
    if before.is_empty() {
        return None;
    }
    if outline.nodes[*last].style == Style::Block {
        return None;
    }
    let alone = states[*last] && !before.iter().any(|&child| states[child]);
    alone.then_some(*last)
}

/// Whether a node stands where measures stand.
fn is_measure_section(node: &Node) -> bool {
    matches!(node.section, SectionKind::Measures | SectionKind::Unknown)
}

/// How the items of a manner of numbering, outside general sections and safeguards, state units.
#[derive(Clone, Copy, Debug, Default)]
struct Manner {
    items: usize,
    stating: usize,
    /// Of those that state units: the last of several children, before which none does.
    closing: usize,
    /// Of the others: those that do so on a line of their own.
    on_line: usize,
}

impl Manner {
    /// Whether the statement in the last of several children is that of the item above them; `on_line`: it
    /// stands on a line of its own.
    fn closes(&self, on_line: bool) -> bool {
        if self.stating * 2 < self.items {
            return true;
        }
        if self.stating == self.closing {
            return self.closing > 1;
        }
        on_line && self.on_line == 0
    }
}

fn manners(outline: &Outline, fields: &[Fields]) -> BTreeMap<Style, Manner> {
    let mut manners: BTreeMap<Style, Manner> = BTreeMap::new();
    let states = |node: &NodeId| !fields[*node].units.is_empty();
    for (node, found) in outline.nodes.iter().enumerate().filter(|(_, found)| is_measure_section(found)) {
        let manner = manners.entry(found.style).or_default();
        manner.items += 1;
        if !states(&node) {
            continue;
        }
        let siblings = found.parent.map_or(&[][..], |parent| &outline.nodes[parent].children);
        manner.stating += 1;
        match siblings {
            [.., _, last] if siblings.iter().find(|node| states(node)) == Some(last) => manner.closing += 1,
            _ => manner.on_line += usize::from(stands_alone(outline, node, fields)),
        }
    }
    manners
}

/// Whether the statement of an item stands on a line of its own: a labelled one, or one in brackets.
fn stands_alone(outline: &Outline, node: NodeId, fields: &[Fields]) -> bool {
    let Some(&statement) = fields[node].units.first() else { return false };
    let further = outline.own_paragraphs(node).iter().skip(1);
    let line = further.map(|paragraph| paragraph.span).find(|line| line.contains(statement));
    line.is_some_and(|line| {
        let before = &outline.text()[line.start..statement.start];
        before.chars().all(|char| "（(【[〔 ".contains(char))
    })
}

/// The shortest text that is a measure rather than a line of a list, in bytes: twenty characters.
const SHORTEST_MEASURE: usize = 60;

/// The parts of which a heading names measures.
fn parts_that_name_measures(outline: &Outline) -> BTreeSet<u32> {
    outline.nodes.iter().filter(|node| node.section == SectionKind::Measures).map(|node| node.part).collect()
}

/// The parts that lay down rules in articles (…管理办法): their articles bind whom they name, and are no measures.
fn regulations(vocabulary: &Vocabulary<'_>, outline: &Outline) -> BTreeSet<u32> {
    let words = &vocabulary.forms().frame.regulation;
    let named = outline.parts.iter().filter(|part| {
        let title = part.title.map_or("", |title| outline.slice(title).trim_end_matches(['）', ')']));
        let title = title.rsplit_once(['（', '(']).map_or(title, |(title, _)| title);
        words.at_end(title.trim_end()).is_some()
    });
    let articles = || outline.nodes.iter().filter(|node| node.style == Style::Article);
    let in_articles = |number: u32| articles().any(|node| node.part == number);
    named.map(|part| part.number).filter(|&number| in_articles(number)).collect()
}

/// In a part without any field: a numbered item without numbered items below, in a section of
/// measures; where no heading of the part names measures (`named`), in a section whose heading tells
/// nothing.
fn is_plain_measure(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId, named: bool) -> bool {
    let found = &outline.nodes[node];
    let wanted = if named { SectionKind::Measures } else { SectionKind::Unknown };
    if found.section != wanted {
        return false;
    }
    if !is_innermost_item(outline, found) {
        return false;
    }
    if named && heads_section(outline, found) {
        return false;
    }
    is_long(outline, node) && !closes_document(vocabulary, outline, node)
}

/// Whether a node is a numbered item with words of its own and no numbered items below.
fn is_innermost_item(outline: &Outline, node: &Node) -> bool {
    if !is_item(node) {
        return false;
    }
    if node.heading.is_none() {
        return false;
    }
    !node.children.iter().any(|&child| is_item(&outline.nodes[child]))
}

/// Whether a node has a number, or a box to tick.
fn is_item(node: &Node) -> bool {
    node.number.is_some() || node.style == Style::Dash
}

/// Whether an item says enough for a measure: many words, or a sentence behind its heading (建筑。历史建筑突破1600处。).
fn is_long(outline: &Outline, node: NodeId) -> bool {
    let paragraphs = outline.all_paragraphs(node);
    let long = paragraphs.iter().map(|paragraph| paragraph.span.len()).sum::<usize>() > SHORTEST_MEASURE;
    if long {
        return true;
    }
    let found = &outline.nodes[node];
    let first = paragraphs.first().map_or("", |first| outline.slice(first.span));
    let heading = found.heading.filter(|_| !found.own_line);
    heading.is_some_and(|_| first.trim_end().ends_with('。'))
}

/// 本办法由县财政局负责解释, 自发布之日起施行.
fn closes_document(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> bool {
    let words = &vocabulary.forms().frame.closing;
    outline.own_paragraphs(node).iter().any(|paragraph| words.within(outline.slice(paragraph.span)))
}

/// A measure of one paragraph below its heading, with what its sentences say of who does it and by when.
fn spoken(vocabulary: &Vocabulary<'_>, outline: &Outline, task: &TaskDraft) -> TaskDraft {
    let units = prose_statements(vocabulary, outline, task.node, true);
    if units.is_empty() {
        return task.clone();
    }
    let fields = Fields { units, ..Fields::default() }.dated_beside(vocabulary, outline);
    let measures = measures::of(vocabulary, outline, task.title.end, &fields.units);
    TaskDraft { statement: StatementSource::Text(measures), deadlines: fields.deadlines, ..task.clone() }
}

fn draft(outline: &Outline, node: NodeId, fields: &Fields, measures: Vec<StatedMeasure>) -> TaskDraft {
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
        statement: StatementSource::Text(measures),
        deadlines: fields.deadlines.clone(),
        cell: None,
    }
}

/// The heading sentence without the brackets that state who is responsible or have a label; for a block
/// its first sentence. （2022年5月底前） is part of a heading.
fn title(outline: &Outline, node: NodeId, first: Span, fields: &Fields) -> Span {
    let heading = outline.nodes[node].heading.unwrap_or_else(|| {
        let text = outline.slice(first);
        Span::new(first.start, first.start + text.find('。').unwrap_or(text.len()))
    });
    let heading = behind_bracket(outline, heading, fields);
    let is_labelled = |span: &&Span| outline.text()[..span.start].ends_with(['：', ':']);
    let stated = fields.units.iter().chain(fields.deadlines.iter().filter(is_labelled)).map(|span| span.start);
    let end = stated.filter(|&start| heading.start < start && start <= heading.end).min();
    let Some(end) = end else { return heading };
    let signs = ['（', '(', '【', '[', '［', '。', '；', '，'];
    let kept = outline.text()[heading.start..end].trim_end_matches(signs);
    let kept = without_label(kept).trim_end_matches(signs);
    Span::new(heading.start, heading.start + kept.len())
}

/// A title without the label behind its last sign (建成咨询点12个，完成时间：).
fn without_label(title: &str) -> &str {
    let label = title.rfind(['，', '；', '。', '（', ',', ';']).filter(|_| title.ends_with(['：', ':']));
    label.map_or(title, |at| &title[..at])
}

/// A heading without the bracket that opens it and states who is responsible (【县财政局牵头】推进资产盘活).
fn behind_bracket(outline: &Outline, heading: Span, fields: &Fields) -> Span {
    let opens = |units: &&Span| {
        let before = outline.text().get(heading.start..units.start).filter(|before| !before.is_empty());
        before.is_some_and(|before| before.chars().all(|sign| "【（([〔".contains(sign)))
    };
    let Some(units) = fields.units.iter().find(opens).filter(|units| units.end < heading.end) else { return heading };
    let rest = &outline.text()[units.end..heading.end];
    let words = rest.trim_start_matches(['】', '）', ')', ']', '］', '〕', ' ']);
    if words.is_empty() { heading } else { Span::new(heading.end - words.len(), heading.end) }
}
