/// The signs that open a bracket around a statement, a label or a remark.
pub const OPENING: [char; 6] = ['（', '(', '【', '[', '［', '〔'];
/// The signs that close a bracket, in the order of [`OPENING`].
pub const CLOSING: [char; 6] = ['）', ')', '】', ']', '］', '〕'];

/// The characters of a text that are no common ideographs (U+4000 to U+9FFF), each with its place: signs, digits,
/// letters, white space. What stands between them is passed over unread, for most of a Chinese text is nothing else,
/// and whoever looks for where sentences and brackets end looks for signs.
///
/// ```
/// let found: Vec<_> = zhengtu_text::signs("县财政局，2个").collect();
/// assert_eq!(found, [(12, '，'), (15, '2')]);
/// ```
#[inline]
pub fn signs(text: &str) -> impl Iterator<Item = (usize, char)> + Clone + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += ideographs_at(&bytes[at..]);
        let char = text.get(at..)?.chars().next()?;
        let sign = (at, char);
        at += char.len_utf8();
        Some(sign)
    })
}

/// How many bytes of common ideographs (U+4000 to U+9FFF) a text begins with.
pub fn ideographs(text: &str) -> usize {
    ideographs_at(text.as_bytes())
}

#[inline]
fn ideographs_at(text: &[u8]) -> usize {
    let mut at = 0;
    while text.get(at).copied().is_some_and(leads_ideograph) {
        at += IDEOGRAPH;
    }
    at
}

/// The bytes of an ideograph in UTF-8.
const IDEOGRAPH: usize = 3;

/// Whether a byte leads a character of U+4000 to U+9FFF.
#[inline]
fn leads_ideograph(byte: u8) -> bool {
    (0xe4..=0xe9).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_characters_but_the_ideographs_are_found_in_their_places() {
        let text = "\u{3fff}\u{4000}\u{4dbf}㐀一龥\u{9fff}\u{a000}，。 a１\u{3000}𠀀é《县》\n年";
        let others = |&(_, char): &(usize, char)| !('\u{4000}'..='\u{9fff}').contains(&char);
        let expected: Vec<_> = text.char_indices().filter(others).collect();
        assert_eq!(signs(text).collect::<Vec<_>>(), expected);
        assert_eq!(signs("").chain(signs("县")).count(), 0);
        let begins = |text| &text[..ideographs(text)];
        assert_eq!([begins("县财政局，县"), begins("2个"), begins("㐀一"), begins("")], ["县财政局", "", "", ""]);
    }
}
