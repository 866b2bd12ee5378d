use zhengtu_text::fold_char;

/// A text folded for comparison, with the way back to the text as it stands.
///
/// Full width becomes half width, 〔〕［］ become `[]`, 〇 becomes 零, letters become small; white
/// space and quotation marks are left out, because people leave them out and old line wraps put
/// them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    chars: Vec<char>,
    /// The byte offset in the original at which each folded character starts.
    starts: Vec<u32>,
    /// Whether a paragraph break stands before the character.
    breaks: Vec<bool>,
}

impl Folded {
    /// Folds `text`. A line end in it separates: no run of characters goes over it.
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        let mut broken = false;
        for (at, char) in text.char_indices() {
            if char == '\n' {
                broken = true;
            } else if let Some(char) = fold(char) {
                folded.chars.push(char);
                folded.starts.push(u32::try_from(at).unwrap_or(u32::MAX));
                folded.breaks.push(broken);
                broken = false;
            }
        }
        folded
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The runs of characters between paragraph breaks, as ranges into [`Folded::chars`].
    pub(crate) fn runs(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = from;
            let len = self
                .breaks
                .get(start + 1..)?
                .iter()
                .position(|&broken| broken)
                .map_or(self.chars.len(), |at| at + start + 1);
            from = len;
            (start < self.chars.len()).then_some(start..len)
        })
    }

    /// The places at which `needle` stands, as ranges into [`Folded::chars`]. No place goes over a
    /// paragraph break.
    pub fn find_all(&self, needle: &[char]) -> Vec<std::ops::Range<usize>> {
        if needle.is_empty() || needle.len() > self.chars.len() {
            return Vec::new();
        }
        (0..=self.chars.len() - needle.len())
            .filter(|&at| self.chars[at] == needle[0] && &self.chars[at..at + needle.len()] == needle)
            .filter(|&at| !self.breaks[at + 1..at + needle.len()].contains(&true))
            .map(|at| at..at + needle.len())
            .collect()
    }

    /// The byte range in the original that a range of folded characters was read from, the last
    /// character included; `text` is the original.
    pub fn source(&self, text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let Some(&start) = self.starts.get(range.start) else { return text.len()..text.len() };
        let Some(&last) = range.end.checked_sub(1).and_then(|last| self.starts.get(last)) else {
            return start as usize..start as usize;
        };
        let len = text[last as usize..].chars().next().map_or(0, char::len_utf8);
        start as usize..last as usize + len
    }
}

/// The folded form of a character, or nothing where it is left out.
fn fold(char: char) -> Option<char> {
    let char = fold_char(char);
    let left_out = char.is_whitespace() || char.is_control() || matches!(char, '"' | '\'' | '\u{feff}' | '\u{200b}');
    (!left_out).then(|| char.to_lowercase().next().unwrap_or(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).chars().iter().collect()
    }

    #[test]
    fn width_brackets_zero_quotes_spaces_and_case_do_not_count() {
        assert_eq!(folded("焦办〔２０２１〕 8 号"), "焦办[2021]8号");
        assert_eq!(folded("“一网 通办”"), "一网通办");
        assert_eq!(folded("二〇二一年 Ukey"), "二零二一年ukey");
        assert_eq!(folded("能源，消耗"), "能源,消耗");
    }

    #[test]
    fn a_found_run_leads_back_to_the_original() {
        let text = "推行 “一 网通办”。";
        let folded = Folded::new(text);
        let needle: Vec<char> = "一网通办".chars().collect();
        let places = folded.find_all(&needle);
        assert_eq!(places.len(), 1);
        assert_eq!(&text[folded.source(text, places[0].clone())], "一 网通办");
    }

    #[test]
    fn no_run_goes_over_a_paragraph_break() {
        let folded = Folded::new("县税\n务局");
        assert!(folded.find_all(&['税', '务']).is_empty());
        assert_eq!(folded.find_all(&['县', '税']).len(), 1);
        assert_eq!(folded.runs().collect::<Vec<_>>(), [0..2, 2..4]);
        assert_eq!(Folded::new("").runs().count(), 0);
        assert_eq!(Folded::new("一").runs().collect::<Vec<_>>(), vec![std::ops::Range { start: 0, end: 1 }]);
    }
}
