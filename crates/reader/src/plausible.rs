//! Whether characters read from fonts can be what the page shows.

use crate::{ReadError, txt};

/// More characters of a hundred than this that no text has are garbage.
const MAX_BAD: usize = 20;
/// Of a hundred Chinese characters of a text, at least so many are among the commonest.
const MIN_COMMON: usize = 12;
/// Fewer Chinese characters than this tell nothing.
const SAMPLE: usize = 150;

/// Refuses characters that come from a font without a character map.
pub(crate) fn check(chars: impl Iterator<Item = char>, format: &'static str) -> Result<(), ReadError> {
    let (mut all, mut bad, mut chinese, mut common) = (0usize, 0usize, 0usize, 0usize);
    for char in chars.filter(|char| !char.is_whitespace()) {
        all += 1;
        bad += usize::from(matches!(char, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || char.is_control());
        if matches!(char, '\u{3400}'..='\u{9fff}') {
            chinese += 1;
            common += usize::from(txt::COMMON.contains(char));
        }
    }
    if bad * 100 > all * MAX_BAD {
        return Err(ReadError::Garbled { format, share: (bad * 100 / all.max(1)) as u8 });
    }
    if chinese >= SAMPLE && common * 100 < chinese * MIN_COMMON {
        return Err(ReadError::Garbled { format, share: ((chinese - common) * 100 / chinese) as u8 });
    }
    Ok(())
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
        let unknown = "\u{fffd}\u{e001}".repeat(20);
        assert!(matches!(check(unknown.chars(), "pdf"), Err(ReadError::Garbled { share: 100, .. })));
    }
}
