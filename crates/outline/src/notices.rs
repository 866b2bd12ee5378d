//! Irregularities of the structure: reported, never mended.

use crate::{Irregularity, NodeId, Notice, Outline, Style};
use std::collections::BTreeMap;
use zhengtu_text::{Span, fold_width};

/// Adds the notices of the finished tree.
pub(crate) fn report(outline: &mut Outline) {
    let mut notices = numbering(outline);
    notices.extend(annexes(outline));
    notices.sort_by_key(|notice| (notice.span.start, notice.node));
    outline.notices = notices;
}

/// Gaps, repeats and wrong order among the numbers of a parent's children. Items may start again
/// under each heading or run on through a part.
fn numbering(outline: &Outline) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut running: BTreeMap<(u32, Style), u32> = BTreeMap::new();
    let mut before: BTreeMap<(NodeId, Style), u32> = BTreeMap::new();
    for (id, node) in outline.nodes.iter().enumerate() {
        let (Some(parent), Some(number), Some(marker)) = (node.parent, node.number, node.marker) else { continue };
        let previous = before.insert((parent, node.style), number);
        let last = running.insert((node.part, node.style), number).unwrap_or(0);
        let Some((kind, detail)) = irregularity(previous, last, number) else { continue };
        notices.push(Notice { kind, node: id, span: marker, detail });
    }
    notices
}

fn irregularity(previous: Option<u32>, running: u32, number: u32) -> Option<(Irregularity, String)> {
    let Some(previous) = previous else {
        let regular = number == 1 || number == running + 1;
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
    let mut notices = Vec::new();
    for listed in &outline.annexes {
        let Some(part) = outline.parts.iter().find(|part| part.number == listed.number) else {
            let detail = format!("附件{}《{}》列出而未附", listed.number, outline.slice(listed.title));
            notices.push(Notice { kind: Irregularity::AnnexAbsent, node: 0, span: listed.title, detail });
            continue;
        };
        let Some(title) = part.title else { continue };
        if comparable(outline, title) != comparable(outline, listed.title) {
            let detail =
                format!("目录作“{}”，正文作“{}”", outline.slice(listed.title), outline.slice(title).replace('\n', ""));
            notices.push(Notice { kind: Irregularity::AnnexTitle, node: part.root, span: title, detail });
        }
    }
    let unlisted = outline.parts.iter().filter(|part| {
        part.number > 0
            && !outline.annexes.is_empty()
            && outline.annexes.iter().all(|listed| listed.number != part.number)
    });
    for part in unlisted {
        let start = part.title.unwrap_or(Span::new(part.span.start, part.span.start));
        let detail = format!("附件{}未列入附件目录", part.number);
        notices.push(Notice { kind: Irregularity::AnnexUnlisted, node: part.root, span: start, detail });
    }
    notices
}

fn comparable(outline: &Outline, span: Span) -> String {
    fold_width(outline.slice(span)).chars().filter(|char| !char.is_whitespace() && !"《》\"".contains(*char)).collect()
}
