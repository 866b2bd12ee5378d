//! Numbered headings and labelled lines that were glued to the end of the line before.

use crate::Style;
use crate::annex::{is_annex_heading, is_annex_item};
use crate::draft::Draft;
use crate::marker::{Marker, marker};
use crate::signs::OpenSigns;
use zhengtu_lexicon::Lexicon;

/// The gap, in characters, that parts two fields: a single space may stand anywhere.
const FIELD_GAP: usize = 2;

/// The gap that parts even what stands in an open bracket, or a heading from running text: a tab, or as
/// many blanks as one indents by.
const WIDE_GAP: usize = 4;

/// Cuts the lines at the places where another line starts in them.
pub(super) fn cut(lexicon: &Lexicon, lines: Vec<Draft>) -> Vec<Draft> {
    lines.into_iter().flat_map(|line| if line.is_prose() { cut_line(lexicon, line) } else { vec![line] }).collect()
}

fn cut_line(lexicon: &Lexicon, line: Draft) -> Vec<Draft> {
    let mut starts = Vec::new();
    let mut start = 0;
    let mut read = 0;
    let mut signs = OpenSigns::default();
    for &(at, gap) in &line.gaps {
        signs.read(&line.text[read..at]);
        read = at;
        let (before, after) = (&line.text[start..at], &line.text[at..]);
        if (Seam { lexicon, before, after, gap, open: signs.bracket() }).starts_line() {
            starts.push(at);
            start = at;
            signs = OpenSigns::default();
        }
    }
    starts.extend(glued_annex(&line.text[start..]).map(|at| start + at));
    line.cut(&starts)
}

/// Where the heading of an annex was glued to an entry of the list of annexes (2.任务清单（首批）附件):
/// both halves are of a known form, and no word leads over from one to the other (2.清单见附件).
fn glued_annex(text: &str) -> Option<usize> {
    let at = text.rfind("附件").filter(|&at| is_annex_heading(&text[at..]))?;
    let entry = &text[..at];
    let leads_over = entry.ends_with(['见', '如', '按', '和', '与', '及', '、', '的', '《', '“']);
    (is_annex_item(entry) && !leads_over).then_some(at)
}

/// A place in a line at which white space stood.
struct Seam<'a> {
    lexicon: &'a Lexicon,
    before: &'a str,
    after: &'a str,
    /// The white space, in characters.
    gap: usize,
    /// Whether a bracket is open there.
    open: bool,
}

impl Seam<'_> {
    /// Whether a line of its own starts at the seam.
    fn starts_line(&self) -> bool {
        if self.is_after_number() {
            return false;
        }
        if self.lexicon.field_label(self.after).is_some() {
            return self.starts_field();
        }
        heading_at(self.after).is_some_and(|heading| self.starts_heading(&heading))
    }

    /// A number and its text with a gap between: 4. 责任单位：X.
    fn is_after_number(&self) -> bool {
        self.before.is_empty() || marker(self.before).is_some_and(|found| found.len == self.before.len())
    }

    /// 进行公示。 时间节点：2021年3月; not （县财政局 责任单位：X）.
    fn starts_field(&self) -> bool {
        if self.open && self.gap < WIDE_GAP {
            return false;
        }
        let closed = self.before.ends_with(['。', '；', '！', '？', ')', '）', '.', '”']);
        closed || self.gap >= FIELD_GAP || self.lexicon.field_label(self.before).is_some()
    }

    /// 责任单位：县税务局   6.推进“一网”改革
    fn starts_heading(&self, heading: &Marker) -> bool {
        if self.gap >= WIDE_GAP {
            return true;
        }
        let apart = self.gap >= FIELD_GAP || heading.style != Style::Section;
        apart && self.is_after_list()
    }

    /// What stands before is no sentence: a labelled line, or an entry of the list of annexes.
    fn is_after_list(&self) -> bool {
        if self.open {
            return false;
        }
        self.lexicon.field_label(self.before).is_some() || is_annex_item(self.before)
    }
}

/// The number of a heading at the start of a text: 6.推进; no 2.0版.
fn heading_at(text: &str) -> Option<Marker> {
    let found = marker(text)?;
    if !matches!(found.style, Style::Section | Style::Subsection | Style::Item | Style::Decimal | Style::Chapter) {
        return None;
    }
    text[found.len..].starts_with(|char: char| !char.is_ascii_digit()).then_some(found)
}
