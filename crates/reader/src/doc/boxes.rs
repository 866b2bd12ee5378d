//! Text boxes: where the paragraph stands that each is anchored in (MS-DOC, sections 2.8.32 and 2.8.37).

use super::u32_at;

/// The bytes of a shape's place, of a box's entry, and where in the latter its shape is named.
const SHAPE: usize = 26;
const ENTRY: usize = 22;
const SHAPE_OF_BOX: usize = 14;

/// A text box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextBox {
    /// The character of the main text that it is anchored at; after all others where that is not said.
    pub(super) anchor: usize,
    /// Where its text begins and ends among the characters of all boxes.
    pub(super) text: (usize, usize),
}

/// The boxes by their anchors. What no entry speaks of belongs to the last box.
pub(super) fn read(shapes: &[u8], entries: &[u8], length: usize) -> Vec<TextBox> {
    let anchors: Vec<(u32, usize)> = plc(shapes, SHAPE).filter_map(|(at, data)| Some((u32_at(data, 0)?, at))).collect();
    let anchor_of = |shape: u32| anchors.iter().find(|anchor| anchor.0 == shape).map(|anchor| anchor.1);
    let starts: Vec<(usize, usize)> = plc(entries, ENTRY)
        .filter(|&(at, _)| at < length)
        .map(|(at, data)| (at, u32_at(data, SHAPE_OF_BOX).and_then(anchor_of).unwrap_or(usize::MAX)))
        .collect();
    if starts.is_empty() {
        return vec![TextBox { anchor: usize::MAX, text: (0, length) }];
    }
    let ends = starts.iter().skip(1).map(|start| start.0).chain([length]);
    let mut boxes: Vec<TextBox> =
        starts.iter().zip(ends).map(|(&(from, anchor), to)| TextBox { anchor, text: (from, to.max(from)) }).collect();
    boxes.sort_by_key(|text_box| text_box.anchor);
    boxes
}

/// The places and data of a table of places (section 2.2.2).
fn plc(bytes: &[u8], size: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |index| {
        let data = 4 * (count + 1) + size * index;
        Some((u32_at(bytes, 4 * index)? as usize, bytes.get(data..data + size)?))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{doc_with_boxes, texts};
    use crate::{Options, read};

    #[test]
    fn a_text_box_stands_after_the_paragraph_it_is_anchored_in() {
        let bytes = doc_with_boxes("甲\u{8}\r乙\r丙\u{8}\r", &[(6, "丁\r"), (1, "戊\r己\r")]);
        let source = read("甲.doc", &bytes, &Options::default()).unwrap();
        assert_eq!(texts(&source), ["甲", "戊", "己", "乙", "丙", "丁"]);
    }

    #[test]
    fn a_box_whose_anchor_is_unknown_stands_at_the_end() {
        let bytes = doc_with_boxes("甲\r乙\r", &[(usize::MAX, "丁\r")]);
        let source = read("甲.doc", &bytes, &Options::default()).unwrap();
        assert_eq!(texts(&source), ["甲", "乙", "丁"]);
    }
}
