//! Irregularities of the structure: reported, never mended.

use crate::{Irregularity, ListedAnnex, NodeId, Notice, Outline, Part, Style};
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_text::{Span, fold_width};

/// Adds the notices of the finished tree.
pub(crate) fn report(outline: &mut Outline) {
    let mut notices = numbering(outline);
    notices.extend(annexes(outline));
    notices.sort_by_key(|notice| (notice.span.start, notice.node));
    outline.notices = notices;
}

/// Gaps, repeats and wrong order among the numbers of a parent's children. Items may start again
/// under each heading or run on through a part; numbers within a number (1.1, 2.1) start again in each.
fn numbering(outline: &Outline) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut running: BTreeMap<(u32, Style, &str), u32> = BTreeMap::new();
    let mut before: BTreeMap<(NodeId, Style, &str), u32> = BTreeMap::new();
    for (id, node) in outline.nodes.iter().enumerate() {
        let (Some(parent), Some(number), Some(marker)) = (node.parent, node.number, node.marker) else { continue };
        let outer = outer(&node.path);
        let previous = before.insert((parent, node.style, outer), number);
        let last = running.insert((node.part, node.style, outer), number).unwrap_or(0);
        let Some((kind, detail)) = irregularity(previous, last, number) else { continue };
        notices.push(Notice { kind, node: id, span: marker, detail });
    }
    notices
}

/// The number in which the last number of a path stands: 2 for 二/2.1; nothing for 二/2.
fn outer(path: &str) -> &str {
    let label = path.rsplit('/').next().unwrap_or_default();
    label.rfind(['.', '-', '—']).map_or("", |end| &label[..end])
}

fn irregularity(previous: Option<u32>, running: u32, number: u32) -> Option<(Irregularity, String)> {
    let Some(previous) = previous else {
        let regular = [1, running + 1].contains(&number);
        return (!regular).then(|| (Irregularity::NumberingGap, format!("首个编号是 {number}")));
    };
    let kind = match number {
        _ if number == previous + 1 => return None,
        _ if number == previous => Irregularity::NumberingRepeat,
        _ if number < previous => Irregularity::NumberingOrder,
        _ => Irregularity::NumberingGap,
    };
    Some((kind, format!("{previous} 之后是 {number}")))
}

/// The list of annexes against the annexes that are there.
fn annexes(outline: &Outline) -> Vec<Notice> {
    if outline.annexes.is_empty() {
        return Vec::new();
    }
    let mut parts: BTreeMap<u32, &Part> = BTreeMap::new();
    for part in &outline.parts {
        parts.entry(part.number).or_insert(part);
    }
    let listed: BTreeSet<u32> = outline.annexes.iter().map(|annex| annex.number).collect();
    let mut notices: Vec<Notice> = outline
        .annexes
        .iter()
        .filter_map(|annex| match parts.get(&annex.number) {
            Some(part) => other_title(outline, annex, part),
            None => Some(absent(outline, annex)),
        })
        .collect();
    let is_unlisted = |part: &&Part| part.number > 0 && !listed.contains(&part.number);
    notices.extend(outline.parts.iter().filter(is_unlisted).map(unlisted));
    notices
}

fn absent(outline: &Outline, annex: &ListedAnnex) -> Notice {
    let detail = format!("附件{}《{}》列出而未附", annex.number, outline.slice(annex.title));
    Notice { kind: Irregularity::AnnexAbsent, node: 0, span: annex.title, detail }
}

/// An annex that has another title than in the list.
fn other_title(outline: &Outline, annex: &ListedAnnex, part: &Part) -> Option<Notice> {
    let title = part.title?;
    if comparable(outline, title) == comparable(outline, annex.title) {
        return None;
    }
    let printed = outline.slice(title).replace('\n', "");
    let detail = format!("目录作“{}”，正文作“{printed}”", outline.slice(annex.title));
    Some(Notice { kind: Irregularity::AnnexTitle, node: part.root, span: title, detail })
}

fn unlisted(part: &Part) -> Notice {
    let span = part.title.unwrap_or(Span::new(part.span.start, part.span.start));
    let detail = format!("附件{}未列入附件目录", part.number);
    Notice { kind: Irregularity::AnnexUnlisted, node: part.root, span, detail }
}

fn comparable(outline: &Outline, span: Span) -> String {
    let folded = fold_width(outline.slice(span));
    folded.chars().filter(|&char| !(char.is_whitespace() || "《》\"".contains(char))).collect()
}
