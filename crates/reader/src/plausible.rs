//! Whether characters read from fonts can be what the page shows.

use crate::{ReadError, encoding};

/// More characters of a hundred than this that no text has are garbage.
const MAX_BAD: usize = 20;
/// More question marks of a hundred characters than this stand for unknown characters.
const MAX_ASKED: usize = 5;
/// More signs of a hundred characters of ASCII than this are no text.
const MAX_SIGNS: usize = 40;
/// Of a hundred Chinese characters of a text, at least so many are among the commonest.
const MIN_COMMON: usize = 12;
/// Fewer Chinese characters than this tell nothing.
const SAMPLE: usize = 150;

/// Refuses characters that come from a font without a character map.
pub(crate) fn check(chars: impl Iterator<Item = char>, format: &'static str) -> Result<(), ReadError> {
    match Sample::of(chars).garbled() {
        Some(share) => Err(ReadError::Garbled { format, share }),
        None => Ok(()),
    }
}

/// Whether the characters of one page come from a font without a character map.
#[cfg(feature = "pdf")]
pub(crate) fn is_garbled(chars: impl Iterator<Item = char>) -> bool {
    Sample::of(chars).garbled().is_some()
}

/// How many characters there are of each kind.
#[derive(Default)]
struct Sample {
    all: usize,
    /// No character of any text.
    bad: usize,
    /// Question marks, which readers put for what they do not know.
    asked: usize,
    chinese: usize,
    common: usize,
    /// Letters, digits and signs of ASCII.
    ascii: usize,
    letters: usize,
}

impl Sample {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut sample = Self::default();
        for char in chars.filter(|char| !char.is_whitespace()) {
            sample.all += 1;
            sample.bad += usize::from(matches!(char, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || char.is_control());
            sample.asked += usize::from(char == '?');
            sample.ascii += usize::from(char.is_ascii());
            sample.letters += usize::from(char.is_ascii_alphanumeric());
            if matches!(char, '\u{3400}'..='\u{9fff}') {
                sample.chinese += 1;
                sample.common += usize::from(encoding::COMMON.contains(char));
            }
        }
        sample
    }

    /// The share of characters, of a hundred, that cannot be told; nothing where it can be text.
    fn garbled(&self) -> Option<u8> {
        let share = |part: usize, of: usize| (part * 100 / of.max(1)) as u8;
        let asked = if self.asked * 100 > self.all * MAX_ASKED { self.asked } else { 0 };
        if (self.bad + asked) * 100 > self.all * MAX_BAD {
            return Some(share(self.bad + asked, self.all));
        }
        if self.chinese >= SAMPLE && self.common * 100 < self.chinese * MIN_COMMON {
            return Some(share(self.chinese - self.common, self.chinese));
        }
        // Text in Latin letters has few signs between them.
        let signs = self.ascii - self.letters;
        let latin = self.ascii >= SAMPLE && self.chinese * 10 < self.ascii;
        (latin && signs * 100 > self.ascii * MAX_SIGNS).then(|| share(signs, self.ascii))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_passes_and_what_fonts_without_a_map_give_does_not() {
        let text = "为深入贯彻落实党中央、国务院决策部署，进一步优化营商环境，结合我县实际，制定本方案。".repeat(8);
        assert_eq!(check(text.chars(), "pdf"), Ok(()));
        let shifted: String = text.chars().map(|char| char::from_u32(char as u32 + 37).unwrap_or(char)).collect();
        assert!(matches!(check(shifted.chars(), "pdf"), Err(ReadError::Garbled { .. })));
        let latin = "?e z8?V???d??e o??tr???a??8l???.?l???!Tlw/V".repeat(8);
        assert!(is_garbled(latin.chars()));
        assert!(!is_garbled("Contact: office@example.org, tel. 010-1234567 (work days).".repeat(8).chars()));
        let unknown = "\u{fffd}\u{e001}".repeat(20);
        assert!(matches!(check(unknown.chars(), "pdf"), Err(ReadError::Garbled { share: 100, .. })));
    }
}
