use crate::Nearby;

/// Translates byte offsets of one text into code points and lines, and back.
///
/// Holds a mark every [`STRIDE`] bytes, so that a look-up reads at most that many.
#[derive(Clone, Debug)]
pub struct CharIndex {
    /// `marks[k]` is the number of characters that start before byte `k * STRIDE`.
    marks: Vec<u32>,
    /// The byte offset at which each line starts.
    lines: Vec<usize>,
}

const STRIDE: usize = 16;

/// A place as a person counts it: 1-based line, 1-based column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
}

impl CharIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut lines = vec![0];
        let mut chars = 0u32;
        let (whole, rest) = text.as_bytes().as_chunks::<STRIDE>();
        for (at, piece) in (0..).step_by(STRIDE).zip(whole) {
            marks.push(chars);
            chars += u32::from(piece.iter().fold(0u8, |count, &byte| count + u8::from(starts_char(byte))));
            // Few pieces end a line, and whether one does is told from all of its bytes at once.
            if piece.iter().fold(0u8, |ends, &byte| ends | u8::from(byte == b'\n')) != 0 {
                push_lines(&mut lines, at, piece);
            }
        }
        if !rest.is_empty() {
            marks.push(chars);
            chars += u32::from(rest.iter().fold(0u8, |count, &byte| count + u8::from(starts_char(byte))));
            push_lines(&mut lines, text.len() - rest.len(), rest);
        }
        if marks.is_empty() || text.len().is_multiple_of(STRIDE) {
            marks.push(chars);
        }
        Self { marks, lines }
    }

    /// The number of characters before byte `at` of `text`.
    #[inline]
    pub fn char_of(&self, text: &str, at: usize) -> usize {
        let mark = at / STRIDE;
        let within = text.as_bytes()[mark * STRIDE..at].iter().filter(|&&byte| starts_char(byte)).count();
        self.marks[mark] as usize + within
    }

    /// The byte offset of character number `char` of `text`, or the length of the text where it has
    /// no more than that many characters.
    pub fn byte_of(&self, text: &str, char: usize) -> usize {
        let mark = self.marks.partition_point(|&before| before as usize <= char).saturating_sub(1);
        let mut left = char - self.marks[mark] as usize;
        for (at, &byte) in text.as_bytes().iter().enumerate().skip(mark * STRIDE) {
            if starts_char(byte) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
        }
        text.len()
    }

    /// The 1-based line and column of byte `at` of `text`.
    pub fn line_column(&self, text: &str, at: usize) -> LineColumn {
        let line = self.lines.partition_point(|&start| start <= at);
        let column = text[self.lines[line - 1]..at].chars().count() + 1;
        LineColumn { line, column }
    }

    /// The 1-based line of byte `at`.
    #[inline]
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at)
    }

    /// The same of many places, most of them in order.
    pub fn line_near(&self, at: usize, last: &Nearby) -> usize {
        last.partition_point(&self.lines, |&start| start <= at)
    }
}

/// Adds the starts of the lines behind those that end in a piece of the text, which starts at byte `at`.
fn push_lines(lines: &mut Vec<usize>, at: usize, piece: &[u8]) {
    let ends = piece.iter().enumerate().filter(|&(_, &byte)| byte == b'\n');
    lines.extend(ends.map(|(within, _)| at + within + 1));
}

#[inline]
fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_translate_both_ways_at_every_boundary() {
        for text in ["", "a", "附件1", &"县税务局 ab\n".repeat(60), &"x".repeat(STRIDE), &"税".repeat(STRIDE)] {
            let index = CharIndex::new(text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (char, at) in ends.enumerate() {
                assert_eq!(index.char_of(text, at), char, "byte {at} of {text:?}");
                assert_eq!(index.byte_of(text, char), at, "character {char} of {text:?}");
            }
        }
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = "一\n二三\n\n四";
        let index = CharIndex::new(text);
        let at = text.find('三').unwrap();
        assert_eq!(index.line_column(text, at), LineColumn { line: 2, column: 2 });
        assert_eq!(index.line(text.find('四').unwrap()), 4);
    }
}
