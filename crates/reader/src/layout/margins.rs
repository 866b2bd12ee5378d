//! Where the lines of a column start and end, and how far apart they stand.

use super::{Line, Part};
use std::collections::BTreeMap;
use zhengtu_text::is_cjk;

/// A line has at least this many characters to tell where lines end.
const LONG: usize = 12;
/// A column with fewer long lines than this does not tell its margins.
const FEW: usize = 5;
/// A line that ends further than this from the right margin, in font heights, ends its paragraph, unless the
/// next word has no room in it.
const SHORT: f32 = 1.8;
/// How much of a font height may be missing for a word that has no room.
const SLACK: f32 = 0.6;
/// How much room a centred line has on either side at least, in font heights.
const CENTRED: f32 = 2.5;
/// The longest word that is not broken at the end of a line, in characters.
const MOST_WORD: usize = 16;

/// The margins of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Margins {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) distance: f32,
    /// How many long lines tell.
    lines: usize,
}

/// The margins of columns.
pub(super) type ByColumn = BTreeMap<u8, Margins>;

/// The margins of each column, of one page or of all.
pub(super) fn by_column<'p>(parts: impl Iterator<Item = &'p Part> + Clone) -> ByColumn {
    let lines = || parts.clone().filter_map(Part::line);
    let columns: std::collections::BTreeSet<u8> = lines().map(|line| line.column).collect();
    let mut margins: ByColumn =
        columns.iter().map(|&column| (column, Margins::of(lines().filter(|line| line.column == column)))).collect();
    // Headlines over columns reach over all of them.
    if columns.len() > 1 && margins.get(&Line::WHOLE).is_none_or(|whole| whole.lines < FEW) {
        margins.insert(Line::WHOLE, Margins::of(lines()));
    }
    margins
}

/// The margins of a column on a page; where its lines are too few to tell them, those on all pages.
pub(super) fn of_column(page: &ByColumn, all: &ByColumn, column: u8) -> Margins {
    let own = page.get(&column).copied().unwrap_or_default();
    if own.lines >= FEW {
        return own;
    }
    all.get(&column).map_or(own, |all| Margins { distance: own.distance, ..*all })
}

impl Margins {
    fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let lines: Vec<&Line> = lines.collect();
        let long: Vec<&&Line> = lines.iter().filter(|line| line.text.chars().count() >= LONG).collect();
        let long_lines = !long.is_empty();
        let of = if long.is_empty() { lines.iter().collect() } else { long };
        let mut starts: Vec<f32> = of.iter().map(|line| line.x0).collect();
        let mut ends: Vec<f32> = of.iter().map(|line| line.x1).collect();
        let mut distances: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|&d| d > 0.0).collect();
        for values in [&mut starts, &mut ends, &mut distances] {
            values.sort_by(f32::total_cmp);
        }
        let at = |values: &[f32], tenth: usize| values.get(values.len() * tenth / 10).or(values.last()).copied();
        Self {
            left: at(&starts, 0).unwrap_or_default(),
            right: at(&ends, 9).unwrap_or_default(),
            distance: at(&distances, 5).unwrap_or_default(),
            lines: if long_lines { of.len() } else { 0 },
        }
    }

    /// How far a line starts from the left margin, in font heights.
    pub(super) fn indent(self, line: &Line) -> f32 {
        (line.x0 - self.left) / line.size.max(1.0)
    }

    /// Whether a line stands in the middle, with room on either side.
    pub(super) fn is_centred(self, line: &Line) -> bool {
        let (before, behind) = (line.x0 - self.left, self.right - line.x1);
        (before - behind).abs() < line.size && before.min(behind) > CENTRED * line.size
    }

    /// Whether a line goes as far as it can: what comes after it has no room in it.
    pub(super) fn is_full(self, line: &Line, next: &str) -> bool {
        let lack = (self.right - line.x1) / line.size.max(1.0);
        lack <= SHORT.max(first_word(next) + SLACK)
    }
}

/// How wide the beginning of a line is, in font heights, that is not parted from what comes before it: a word or
/// number, a character with the signs that may not begin a line.
pub(super) fn first_word(text: &str) -> f32 {
    let mut width = 0.0;
    let mut before = None;
    for char in text.chars().take(MOST_WORD) {
        if before.is_some_and(|before| !holds_together(before, char)) {
            break;
        }
        width += if char.is_ascii() { 0.5 } else { 1.0 };
        before = Some(char);
    }
    width
}

/// Whether no line ends between two characters. Many programs part nothing from a quotation mark.
fn holds_together(before: char, next: char) -> bool {
    let latin = |char: char| !is_cjk(char) && !char.is_whitespace();
    let stays = "，。、；：！？）》〉】〕％%…—“”‘’".contains(next);
    stays || "（《〈【〔(“”‘’".contains(before) || (latin(before) && latin(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_or_number_is_not_parted() {
        for (text, width) in [
            ("推进", 1.0),
            ("年，完成", 2.0),
            ("2025年底", 2.0),
            ("50%、", 2.5),
            ("（二）", 3.0),
            ("PPP）项", 2.5),
            ("电“零服务", 3.0),
            ("——网上", 2.0),
        ] {
            assert!((first_word(text) - width).abs() < 0.01, "{text}: {}", first_word(text));
        }
    }

    #[test]
    fn a_line_is_full_where_the_next_word_has_no_room() {
        let margins = Margins { left: 0.0, right: 200.0, ..Margins::default() };
        let line = |x1: f32| Line { x1, size: 10.0, ..Line::default() };
        assert!(margins.is_full(&line(185.0), "推进"));
        assert!(!margins.is_full(&line(175.0), "推进"));
        assert!(margins.is_full(&line(175.0), "2025年"));
        assert!(!margins.is_full(&line(150.0), "2025年"));
    }
}
