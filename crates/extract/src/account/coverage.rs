//! Sentences of the measures that no task covers.

use super::{Cover, EntryDraft};
use crate::paragraphs::paragraph_at;
use zhengtu_model::Reading;
use zhengtu_outline::{NodeId, Outline, Paragraph, ParagraphKind, SectionKind, Style};
use zhengtu_text::{Span, signs};

/// The sentences of running text, and the items of one line, that stand in a section of measures, and in no task. A
/// section whose heading does not tell is one of measures if a task stands in it.
pub(super) fn uncovered(outline: &Outline, tasks: &[Span]) -> Vec<EntryDraft> {
    let covered = Cover::new(tasks);
    let sections = task_sections(outline, tasks);
    let mut found = Vec::new();
    for paragraph in &outline.paragraphs {
        let says = paragraph.kind == ParagraphKind::Text || is_item(outline, paragraph);
        if !says || !of_measures(outline, paragraph.node, &sections) {
            continue;
        }
        // Most paragraphs stand in a task from beginning to end.
        if covered.holds(paragraph.span) {
            continue;
        }
        for sentence in sentences(outline.text(), paragraph.span) {
            if !covered.meets(sentence) && has_words(sentence.of(outline.text())) {
                found.push(EntryDraft::plain(sentence, Reading::Uncovered));
            }
        }
    }
    found
}

/// 3．储备项目40个。: a numbered item that is nothing but its heading, and no heading of a section.
fn is_item(outline: &Outline, paragraph: &Paragraph) -> bool {
    let node = &outline.nodes[paragraph.node];
    let inner = node.parent.is_some_and(|parent| outline.nodes[parent].style != Style::Part);
    let alone = node.number.is_some() && node.all.1 - node.all.0 == 1;
    paragraph.kind == ParagraphKind::Heading && inner && alone
}

fn of_measures(outline: &Outline, node: NodeId, sections: &[NodeId]) -> bool {
    match outline.nodes[node].section {
        SectionKind::Measures => true,
        SectionKind::Unknown => section_of(outline, node).is_some_and(|section| sections.contains(&section)),
        SectionKind::General | SectionKind::Goals | SectionKind::Safeguards => false,
    }
}

/// The sections of unknown kind in which tasks stand.
fn task_sections(outline: &Outline, tasks: &[Span]) -> Vec<NodeId> {
    let holds =
        |task: &Span| paragraph_at(outline, task.start).and_then(|paragraph| section_of(outline, paragraph.node));
    let mut sections: Vec<NodeId> = tasks.iter().filter_map(holds).collect();
    sections.sort_unstable();
    sections.dedup();
    sections
}

/// The outermost node around `node` below its part, or the part itself, where that node is an item without sections.
fn section_of(outline: &Outline, node: NodeId) -> Option<NodeId> {
    let around = std::iter::once(node).chain(outline.ancestors(node));
    let outermost = around.filter(|&above| outline.nodes[above].style != Style::Part).last()?;
    match &outline.nodes[outermost] {
        item if item.children.is_empty() => item.parent,
        _ => Some(outermost),
    }
}

/// The sentences of a passage, also those [without words](has_words).
pub(super) fn sentences(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let stops = signs(span.of(text)).filter(|(_, char)| matches!(char, '。' | '！' | '？'));
    let ends = stops.map(move |(at, char)| span.start + at + char.len_utf8()).chain([span.end]);
    let mut start = span.start;
    ends.map(move |end| Span::new(std::mem::replace(&mut start, end), end).trim(text))
}

/// The fewest letters and digits that say something.
const FEWEST: usize = 4;

/// Whether a sentence is more than a number or a sign.
pub(super) fn has_words(sentence: &str) -> bool {
    sentence.chars().filter(|char| char.is_alphanumeric()).nth(FEWEST - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn sentences_of_measures_outside_the_tasks_are_listed() {
        let text = "方案\n一、重点任务\n全市上下要形成合力。\n1.优化服务。改进流程。（市财政局负责）\n二、组织保障\n加强领导。\n";
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let start = outline.text().find("1.优化").unwrap();
        let end = outline.text().find("负责）").unwrap() + "负责）".len();
        let found = uncovered(&outline, &[Span::new(start, end)]);
        let found: Vec<_> = found.iter().map(|entry| outline.slice(entry.span)).collect();
        assert_eq!(found, ["全市上下要形成合力。"]);
    }

    #[test]
    fn items_without_sections_outside_the_tasks_are_listed() {
        let text = "清单\n1.治理河道。（市水利局负责）\n2.储备项目。储备水利项目40个。\n3.造林。（市林业局负责）\n";
        let source = zhengtu_reader::read("清单.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let start = outline.text().find("1.治理").unwrap();
        let found = uncovered(&outline, &[Span::new(start, outline.text().find("2.储备").unwrap())]);
        let found: Vec<_> = found.iter().map(|entry| outline.slice(entry.span)).collect();
        assert_eq!(found[..2], ["2.储备项目。", "储备水利项目40个。"]);
    }

    #[test]
    fn items_of_one_line_outside_the_tasks_are_listed() {
        let text = "清单\n一、重点任务\n（一）水利\n1.治理河道。（市水利局负责）\n2.储备水利项目40个以上\n（二）林业\n3.造林。（市林业局负责）\n";
        let source = zhengtu_reader::read("清单.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let span = |from: &str, to: &str| {
            let start = outline.text().find(from).unwrap();
            Span::new(start, outline.text().find(to).unwrap() + to.len())
        };
        let found = uncovered(&outline, &[span("1.治理", "水利局负责）"), span("3.造林", "林业局负责）")]);
        let found: Vec<_> = found.iter().map(|entry| outline.slice(entry.span)).collect();
        assert_eq!(found, ["2.储备水利项目40个以上"]);
    }
}
