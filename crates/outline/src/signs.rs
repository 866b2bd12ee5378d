//! Signs of punctuation, the shape of a date, and lengths that are asked without reading a long text to its end.

use std::ops::RangeInclusive;
use zhengtu_text::signs;

/// Whether a text has as many characters as the range says.
pub(crate) fn has_chars(text: &str, range: RangeInclusive<usize>) -> bool {
    range.contains(&text.chars().take(range.end().saturating_add(1)).count())
}

/// Whether a text has at most `most` characters.
pub(crate) fn is_within(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_none()
}

/// 2025年6月6日 or 二〇二一年三月一日 alone on a line.
pub(crate) fn is_date_line(text: &str) -> bool {
    let numeral = |char: char| char.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(char);
    let shape = text.chars().filter(|&char| !numeral(char));
    shape.eq("年月日".chars()) && text.starts_with(numeral) && text.ends_with('日')
}

/// Brackets, titles and quotations that a text opens and does not close. It is fed with the text piece
/// by piece, so that a paragraph that grows line by line is read once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OpenSigns {
    round: i32,
    square: i32,
    title: i32,
    quotation: i32,
}

impl OpenSigns {
    /// Reads on.
    pub(crate) fn read(&mut self, text: &str) {
        for (_, sign) in signs(text) {
            match sign {
                '（' | '(' => self.round += 1,
                '）' | ')' => self.round -= 1,
                '【' => self.square += 1,
                '】' => self.square -= 1,
                '《' => self.title += 1,
                '》' => self.title -= 1,
                '“' => self.quotation += 1,
                '”' => self.quotation -= 1,
                _ => {}
            }
        }
    }

    /// Whether a bracket of the kinds that hold statements is open.
    pub(crate) fn bracket(self) -> bool {
        self.round + self.square > 0
    }

    /// Whether a round bracket, a title or a quotation is open.
    pub(crate) fn any(self) -> bool {
        [self.round, self.title, self.quotation].iter().any(|&open| open > 0)
    }
}
