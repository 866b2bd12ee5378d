//! Words by which an enumeration of places goes on: 各市、县人民政府.

use super::Roles;
use crate::patterns::{Pattern, any_word};
use crate::word_groups;
use crate::words::Words;
use zhengtu_text::CharSet;

word_groups! {
    /// The section `enumeration` of `data/collectives.toml`: words of level, and those behind the places.
    pub EnumerationWords: city county zone town organ second governing tail office group own
}

/// The level of a place in an enumeration, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 市, 州.
    City,
    /// 县, 区.
    County,
    /// 园区.
    Zone,
    /// 乡, 镇, 街道.
    Town,
}

/// What stands behind the places of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind<'t> {
    /// Nothing.
    End,
    /// What governs them, and what stands behind it.
    Organ(&'t str, &'t str),
    /// Words of responsibility.
    Tail,
    /// Something else.
    Other(&'t str),
}

/// The words by which an enumeration of places goes on.
#[derive(Debug)]
pub struct Enumeration {
    /// Words in and behind the names of its members.
    pub words: EnumerationWords,
    levels: Vec<(String, Rank)>,
    begun: Pattern,
    goes_on: Pattern,
    second: Pattern,
    firsts: CharSet,
    lasts: CharSet,
}

impl Enumeration {
    pub(super) fn new(words: &EnumerationWords) -> Self {
        let EnumerationWords { city, county, zone, town, organ, second, tail, .. } = words;
        let ranks = [(city, Rank::City), (county, Rank::County), (zone, Rank::Zone), (town, Rank::Town)];
        let of_rank =
            |(words, rank): (&Words, Rank)| words.iter().map(|word| (word.to_owned(), rank)).collect::<Vec<_>>();
        let levels: Vec<(String, Rank)> = ranks.into_iter().flat_map(of_rank).collect();
        let level = any_word(levels.iter().map(|(word, _)| word.as_str()));
        let any = |words: &Words| any_word(words.iter());
        // One or several words of level, and what a bracket adds to them: 县（市、区）.
        let places = format!("(?P<first>{level}){level}*(?:[（(][^（）()]{{1,12}}[）)])?");
        Self {
            begun: Pattern::new(format!(
                r"^(?:.{{0,8}}(?:各|有关|相关|所辖|下辖|沿\p{{Han}}))?{places}(?:、{level}+)*$"
            )),
            goes_on: Pattern::new(format!("^{places}(?P<organ>{})?(?P<tail>{})?", any(organ), any(tail))),
            second: Pattern::new(format!("^{}(?:$|{})", any(second), any(tail))),
            firsts: levels.iter().filter_map(|(word, _)| word.chars().next()).collect(),
            lasts: levels.iter().filter_map(|(word, _)| word.chars().next_back()).chain(['）', ')']).collect(),
            words: words.clone(),
            levels,
        }
    }

    /// The rank of the first place with which the enumeration that ends `text` begins.
    pub fn begun(&self, text: &str) -> Option<Rank> {
        // Every two neighbours of a list are asked, and most are no places.
        text.chars().next_back().filter(|&last| self.lasts.contains(last))?;
        self.rank(&self.begun.captures(text)?["first"])
    }

    /// The rank of the place with which `text` goes on, and what stands behind it and those that follow it.
    pub fn goes_on<'t>(&self, text: &'t str) -> Option<(Rank, Behind<'t>)> {
        text.chars().next().filter(|&first| self.firsts.contains(first))?;
        let found = self.goes_on.captures(text)?;
        let rank = self.rank(&found["first"])?;
        let behind = match (found.name("organ"), found.name("tail")) {
            (Some(organ), _) => Behind::Organ(organ.as_str(), &text[organ.end()..]),
            (None, Some(_)) => Behind::Tail,
            (None, None) => match &text[found.get(0)?.end()..] {
                "" => Behind::End,
                rest => Behind::Other(rest),
            },
        };
        Some((rank, behind))
    }

    /// Whether `text` is a second organ of the places before it, with or without words of responsibility.
    pub fn is_second(&self, text: &str) -> bool {
        self.second.is_match(text)
    }

    fn rank(&self, word: &str) -> Option<Rank> {
        self.levels.iter().find(|(level, _)| level == word).map(|&(_, rank)| rank)
    }
}

impl Roles {
    /// The words by which an enumeration of places goes on.
    pub fn enumeration(&self) -> &Enumeration {
        &self.enumeration
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;
    use crate::words::Groups;

    #[test]
    fn every_word_of_level_begins_an_enumeration_and_goes_on_with_one() {
        let places = lexicon().roles().enumeration();
        for (word, rank) in &places.levels {
            assert_eq!(places.begun(&format!("各{word}")), Some(*rank), "{word}");
            assert_eq!(places.goes_on(word), Some((*rank, Behind::End)), "{word}");
        }
        assert_eq!((places.begun("县财政局"), places.goes_on("财政局")), (None, None));
    }

    #[test]
    fn every_group_of_words_has_an_example() {
        assert_eq!(lexicon().roles().enumeration().words.without_example(), None);
    }

    #[test]
    fn what_stands_behind_the_places_is_told() {
        let places = lexicon().roles().enumeration();
        let behind = |text| places.goes_on(text).map(|(_, behind)| behind);
        assert_eq!(behind("县（市、区）人民政府负责"), Some(Behind::Organ("人民政府", "负责")));
        assert_eq!(behind("街道按职责落实"), Some(Behind::Tail));
        assert_eq!(behind("县财政局"), Some(Behind::Other("财政局")));
        assert!(places.is_second("政府具体落实") && !places.is_second("政府办公室"));
    }
}
