use crate::{Span, strip_white};

/// A text without its white space, with the way back: official texts are wrapped and spaced in every way, so
/// that a passage is looked for without regard to white space.
///
/// ```
/// use zhengtu_text::Solid;
/// let source = "责任单 位：县税\n务局";
/// let solid = Solid::of(source);
/// assert_eq!(solid.text(), "责任单位：县税务局");
/// assert_eq!(solid.find("县税务局").unwrap().of(source), "县税\n务局");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solid {
    text: String,
    /// The offset in the source of each byte of `text`.
    places: Vec<usize>,
}

impl Solid {
    /// The text `source` without its white space.
    pub fn of(source: &str) -> Self {
        let mut solid = Self { text: String::with_capacity(source.len()), places: Vec::with_capacity(source.len()) };
        for (at, char) in source.char_indices().filter(|(_, char)| !char.is_whitespace()) {
            solid.places.extend(at..at + char.len_utf8());
            solid.text.push(char);
        }
        solid
    }

    /// The text without white space.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The passage of the source, from its first to its last character, that a passage of the text came from;
    /// `None` where it is empty or not within the text.
    pub fn source(&self, span: Span) -> Option<Span> {
        let places = self.places.get(span.start..span.end)?;
        Some(Span::new(*places.first()?, places.last()? + 1))
    }

    /// The passage of the source that characters `start` to `end` of the text came from.
    pub fn source_of_chars(&self, start: usize, end: usize) -> Option<Span> {
        let ends = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]);
        let mut ends = ends.skip(start);
        let first = ends.next()?;
        let last = if end > start { ends.nth(end - start - 1)? } else { first };
        self.source(Span::new(first, last))
    }

    /// Where `words` first stand in the source, white space apart; no words stand nowhere.
    pub fn find(&self, words: &str) -> Option<Span> {
        self.find_all(words).next()
    }

    /// Where `words` first stand within a passage of the source, white space apart.
    pub fn find_within(&self, within: Span, words: &str) -> Option<Span> {
        let place = |at: usize| self.places.partition_point(|&place| place < at);
        let (start, end) = (place(within.start), place(within.end));
        let words = strip_white(words);
        let at = start + self.text.get(start..end)?.find(&words).filter(|_| !words.is_empty())?;
        self.source(Span::new(at, at + words.len()))
    }

    /// As [`Self::find_within`], for words that are known to stand about `at` bytes behind the beginning of the passage, white
    /// space apart: of a long passage only its beginning and what is around that place are looked at, so that many words of
    /// it are found in a time that grows with their number and not with their number times its length.
    pub fn find_near(&self, within: Span, words: &str, at: usize) -> Option<Span> {
        let place = |at: usize| self.places.partition_point(|&place| place < at);
        let start = place(within.start);
        let text = self.text.get(start..place(within.end))?;
        let words = strip_white(words);
        let reach = words.len() + AROUND;
        let around = text.floor_char_boundary(at.saturating_sub(AROUND))..text.ceil_char_boundary(at + reach);
        let looked_at = [0..text.floor_char_boundary(reach), around];
        let found = looked_at.into_iter().find_map(|range| Some(range.start + text[range].find(&words)?));
        let at = start + found.filter(|_| !words.is_empty())?;
        self.source(Span::new(at, at + words.len()))
    }

    /// Each place at which `words` stand in the source, white space apart.
    pub fn find_all(&self, words: &str) -> impl Iterator<Item = Span> {
        let words = strip_white(words);
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.text[from..].find(&words).filter(|_| !words.is_empty())?;
            from = at + words.len();
            self.source(Span::new(at, from))
        })
    }
}

/// So many bytes at the beginning of a passage, and before and behind the place where words should stand, are looked at;
/// few passages of plans are longer.
const AROUND: usize = 16 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = " 县 财\n政局、县财政局 ";

    #[test]
    fn every_place_of_a_passage_leads_back_to_the_source() {
        let solid = Solid::of(SOURCE);
        let found: Vec<&str> = solid.find_all("县财 政局").map(|span| span.of(SOURCE)).collect();
        assert_eq!(found, ["县 财\n政局", "县财政局"]);
        assert_eq!(solid.find("县水利局"), None);
        let within = |start| solid.find_within(Span::new(start, SOURCE.len()), "县财政局").map(|span| span.of(SOURCE));
        assert_eq!((within(0), within(" 县".len())), (Some("县 财\n政局"), Some("县财政局")));
        assert_eq!(within(SOURCE.len() - 4), None);
        assert_eq!(solid.find_all(" ").count(), 0);
        assert_eq!(Solid::of("税税税税税").find_all("税税").count(), 2, "places do not overlap");
    }

    #[test]
    fn near_words_are_found_at_the_beginning_of_a_passage_or_where_they_should_stand() {
        let source = format!("前 文县财\n政局{}县财政局{}县财政局", "税".repeat(AROUND), "税".repeat(AROUND));
        let solid = Solid::of(&source);
        let passage = Span::new("前 ".len(), source.len());
        let last = source.len() - "县财政局".len();
        let near = |words: &str, at: usize| solid.find_near(passage, words, at).map(|span| span.start);
        assert_eq!(near("县财政局", last), Some("前 文".len()), "the first place, where that is in reach");
        assert_eq!(near("税县财政局", last), Some(last - "税".len()));
        assert_eq!(near("税县财政局", 6 + AROUND * 3), Some(source[..last].find("税县财政局").unwrap()));
        // Between the two nothing is looked at.
        assert_eq!(near("税县财政局", AROUND), None);
        assert_eq!((near("县水利局", last), near("", last), near("县财政局", usize::MAX / 2)), (None, None, Some(7)));
        assert_eq!(solid.find_near(Span::new(0, 4), "县财政局", 0), None);
    }

    #[test]
    fn characters_of_the_text_lead_back_to_the_source() {
        let solid = Solid::of(SOURCE);
        let source = |start, end| solid.source_of_chars(start, end).map(|span| span.of(SOURCE));
        assert_eq!(source(1, 3), Some("财\n政"));
        assert_eq!(source(5, 9), Some("县财政局"));
        assert_eq!((source(5, 10), source(2, 2), source(3, 1)), (None, None, None));
    }
}
