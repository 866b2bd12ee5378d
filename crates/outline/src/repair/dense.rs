//! Documents whose headings stand inside their paragraphs: cut at the numbers that count on from one
//! another.

use super::paragraph::is_plausible;
use crate::Style;
use crate::draft::Draft;
use crate::marker::{Marker, marker};
use crate::signs::has_chars;
use std::ops::RangeInclusive;

/// From how many characters on a document without paragraphs is believed to have lost them.
const LONG: usize = 1500;

/// More characters than this in a paragraph, on average, and the headings stand inside.
const DENSE: usize = 800;

/// The most paragraphs of a short document whose sections were run together.
const FEW: usize = 5;

/// How long a heading is that white space parts from its text, in characters.
const HEADING: RangeInclusive<usize> = 2..=20;

/// Cuts the paragraphs of such documents; others stay as they are.
pub(super) fn cut(lines: Vec<Draft>) -> Vec<Draft> {
    if is_dense(&lines) || is_run_together(&lines) {
        lines.into_iter().flat_map(cut_paragraph).collect()
    } else {
        lines
    }
}

/// Whether the document has so few and so long paragraphs that its headings stand inside them.
fn is_dense(drafts: &[Draft]) -> bool {
    let chars: usize = drafts.iter().map(|draft| draft.text.chars().count()).sum();
    chars > LONG && drafts.len() * DENSE < chars
}

/// Whether a short document without any heading on a line of its own has its sections inside a
/// paragraph: 一、 and 二、 after one another.
fn is_run_together(drafts: &[Draft]) -> bool {
    let prose: Vec<&Draft> = drafts.iter().filter(|draft| draft.is_prose()).take(FEW + 1).collect();
    let headed = prose.iter().skip(1).any(|draft| marker(&draft.text).is_some());
    if prose.len() > FEW || headed {
        return false;
    }
    prose.iter().any(|draft| sections(draft) >= 2)
}

/// How many sections start at a gap or after a sentence of a paragraph.
fn sections(draft: &Draft) -> usize {
    let sentences = draft.text.match_indices(['。', '：', ':']).map(|(at, sign)| at + sign.len());
    let starts = draft.gaps.iter().map(|gap| gap.0).chain(sentences);
    let found = starts.filter_map(|at| marker(&draft.text[at..]));
    found.filter(|found| found.style == Style::Section).count()
}

fn cut_paragraph(draft: Draft) -> Vec<Draft> {
    let starts = numbers(&draft.text);
    draft.cut(&starts).into_iter().filter(|draft| !draft.text.is_empty()).flat_map(cut_heading).collect()
}

/// The places, but for the start, where an item of the running numbering starts.
fn numbers(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut counters = Counters::default();
    // Whether the text so far is a heading, behind which an item may begin without a stop.
    let mut heading = false;
    for (at, char) in text.char_indices() {
        if matches!(char, '。' | '；' | ';') {
            heading = false;
        }
        let Some(number) = marker(&text[at..]) else { continue };
        if at == 0 {
            heading = true;
            counters.count(&number);
        } else if counters.expects(&number) && is_start(text, at, &number, heading) {
            heading = true;
            counters.count(&number);
            found.push(at);
        }
    }
    found
}

/// Whether a number stands where an item can begin.
fn is_start(text: &str, at: usize, number: &Marker, heading: bool) -> bool {
    if !is_plausible(number, &text[at..]) {
        return false;
    }
    let after_heading = heading && number.style != Style::Section;
    after_heading || text[..at].ends_with(['。', '；', ';', ')', '）', ':', '：', '”'])
}

/// Cuts the heading of a section from the text after it, where white space parts the two.
fn cut_heading(draft: Draft) -> Vec<Draft> {
    let end = heading_end(&draft);
    draft.cut(end.as_slice())
}

fn heading_end(draft: &Draft) -> Option<usize> {
    let found = marker(&draft.text).filter(|found| found.style == Style::Section)?;
    let gap = draft.gaps.iter().map(|gap| gap.0).find(|&at| at > found.len)?;
    let words = &draft.text[found.len..gap];
    let is_heading = has_chars(words, HEADING) && !words.contains(['，', '。', '；', '：', '、']);
    (is_heading && draft.text[gap..].contains('。')).then_some(gap)
}

/// The last number seen of each manner of numbering.
#[derive(Default)]
struct Counters {
    section: u32,
    subsection: u32,
    item: u32,
}

impl Counters {
    /// Whether a number goes on with its manner. The numbers of the levels below the sections may start
    /// again or run on.
    fn expects(&self, found: &Marker) -> bool {
        match found.style {
            Style::Section => found.number == self.section + 1,
            Style::Subsection => [1, self.subsection + 1].contains(&found.number),
            Style::Item | Style::Decimal => [1, self.item + 1].contains(&found.number),
            _ => false,
        }
    }

    /// Counts a number that was expected.
    fn count(&mut self, found: &Marker) {
        if !self.expects(found) {
            return;
        }
        match found.style {
            Style::Section => self.section = found.number,
            Style::Subsection => self.subsection = found.number,
            _ => self.item = found.number,
        }
    }
}
