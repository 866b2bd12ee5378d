//! A text to put faults into, and the faults as changes of it.

use std::ops::Range;

/// A text as read, and the same without spaces: plans are spaced in every way, and lines end where they end.
pub(crate) struct Text {
    pub(crate) raw: String,
    /// The text without white space but for the ends of lines.
    pub(crate) flat: String,
    /// The offset in `raw` of each byte of `flat`, and its end.
    places: Vec<usize>,
}

/// A fault: what is put in the place of a passage of the flat text.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    at: Range<usize>,
    with: String,
    /// So many lines before and after those that are touched are the place of the fault too.
    lines: (usize, usize),
}

/// A text with a fault, and the place of the fault in the text before and after, in characters.
pub(crate) struct Faulty {
    pub(crate) text: String,
    pub(crate) before: Range<usize>,
    pub(crate) after: Range<usize>,
}

impl Fault {
    /// One passage that becomes another.
    pub(crate) fn new(at: Range<usize>, with: impl Into<String>) -> Self {
        Self { at, with: with.into(), lines: (0, 0) }
    }

    /// The fault of lines that are taken out or put in: it is seen in the lines around.
    pub(crate) fn around(self, before: usize, after: usize) -> Self {
        Self { lines: (before, after), ..self }
    }
}

impl Text {
    pub(crate) fn new(raw: String) -> Self {
        let (mut flat, mut places) = (String::with_capacity(raw.len()), Vec::with_capacity(raw.len()));
        for (at, char) in raw.char_indices().filter(|(_, char)| *char == '\n' || !char.is_whitespace()) {
            places.extend(at..at + char.len_utf8());
            flat.push(char);
        }
        places.push(raw.len());
        Self { raw, flat, places }
    }

    /// The text with a fault.
    pub(crate) fn with(&self, fault: &Fault) -> Faulty {
        let start = self.places[fault.at.start];
        let end = if fault.at.is_empty() { start } else { self.places[fault.at.end - 1] + 1 };
        let text = [&self.raw[..start], &fault.with, &self.raw[end..]].concat();
        let before = lines(&self.raw, start..end, fault.lines);
        let after = lines(&text, start..start + fault.with.len(), fault.lines);
        Faulty { text, before, after }
    }
}

/// The lines of a passage and so many lines with words before and behind them, in characters.
fn lines(text: &str, at: Range<usize>, (before, after): (usize, usize)) -> Range<usize> {
    let mut start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    for _ in 0..before {
        let rest = text[..start].trim_end();
        start = rest.rfind('\n').map_or(0, |end| end + 1);
    }
    let mut end = at.end + text[at.end..].find('\n').unwrap_or(text.len() - at.end);
    for _ in 0..after {
        let rest = &text[end..];
        let words = end + (rest.len() - rest.trim_start().len());
        end = words + text[words..].find('\n').unwrap_or(text.len() - words);
    }
    text[..start].chars().count()..text[..end].chars().count()
}

/// A small random number generator (xorshift64*), so that a seed gives the same faults everywhere.
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of a seed and a name: what one kind of fault draws does not depend on the others.
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        let mixed = name.bytes().fold(seed ^ 0x9e37_79b9_7f4a_7c15, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(17)
        });
        Self(mixed | 1)
    }

    /// A number from 0 to `limit`, exclusive.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    /// One of a list.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A list in random order.
    pub(crate) fn mix<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
        list
    }
}
