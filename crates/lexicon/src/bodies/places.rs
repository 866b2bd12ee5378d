use crate::entries::add_words;
use crate::overlay::Overlay;
use serde::Deserialize;
use zhengtu_text::{CharMap, CharSet, is_han};

/// The level of government that a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 国家, 中央, 国务院.
    Nation,
    /// 省, 自治区, 直辖市.
    Province,
    /// 市, 州, 盟.
    City,
    /// 县, 区, 旗, 县级市.
    County,
    /// 乡, 镇, 街道.
    Town,
}

impl Level {
    /// The name of the level, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
        }
    }
}

/// What stands before the functional name of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Prefix {
    /// Its length in bytes.
    pub len: usize,
    /// The level that its last word tells.
    pub level: Level,
    /// It names a place (温县) and is not just a word of level (县).
    pub named: bool,
}

/// `data/places.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    province: Vec<String>,
    city: Vec<String>,
    level: Vec<LevelWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    name: Level,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    endings: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
}

impl Overlay for File {
    const NAME: &'static str = "places.toml";
    const BUILT_IN: &'static str = include_str!("../../data/places.toml");

    /// Words are added to those of their list and level. A short name in the other list moves.
    fn lay_over(&mut self, with: Self) {
        self.province.retain(|name| !with.city.contains(name));
        self.city.retain(|name| !with.province.contains(name));
        add_words(&mut self.province, with.province);
        add_words(&mut self.city, with.city);
        for level in with.level {
            match self.level.iter_mut().find(|known| known.name == level.name) {
                Some(known) => {
                    add_words(&mut known.words, level.words);
                    add_words(&mut known.endings, level.endings);
                }
                None => self.level.push(level),
            }
        }
    }
}

/// Words with their level by their first character, longest first.
type Levels = CharMap<Vec<(String, Level)>>;

fn by_first<'a>(words: impl Iterator<Item = (&'a String, Level)>) -> Levels {
    let mut table = Levels::default();
    for (word, level) in words {
        if let Some(first) = word.chars().next() {
            table.entry(first).or_default().push((word.clone(), level));
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each entry is sorted for itself")]
    for words in table.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    table
}

/// The names of places and the words of level with which names of bodies begin.
#[derive(Debug)]
pub(super) struct Places {
    /// The short names of known provinces and cities.
    short: Levels,
    /// The words of level at the start of names.
    level_words: Levels,
    endings: Levels,
    /// The endings, in the order of the file.
    all_endings: Vec<String>,
    /// The characters with which endings begin, for a quick look.
    ending_starts: CharSet,
    /// The characters with which endings end.
    ending_ends: CharSet,
}

/// The longest name of a place, in characters, that is looked for before an ending.
const LONGEST_PLACE: usize = 12;

impl Places {
    pub(super) fn new(file: File) -> Self {
        let provinces = file.province.iter().map(|name| (name, Level::Province));
        let short = by_first(provinces.chain(file.city.iter().map(|name| (name, Level::City))));
        let words = |of: fn(&LevelWords) -> &Vec<String>| {
            by_first(file.level.iter().flat_map(|level| of(level).iter().map(|word| (word, level.name))))
        };
        let endings = words(|level| &level.endings);
        let all_endings: Vec<String> = file.level.iter().flat_map(|level| level.endings.clone()).collect();
        Self {
            short,
            level_words: words(|level| &level.words),
            ending_starts: endings.keys().copied().collect(),
            ending_ends: all_endings.iter().filter_map(|word| word.chars().next_back()).collect(),
            endings,
            all_endings,
        }
    }

    /// The prefixes that a name may be read with, shortest first. Each is followed by something.
    pub(super) fn prefixes(&self, name: &str) -> Vec<Prefix> {
        let mut found = Vec::new();
        self.collect(name, 0, &mut found);
        found.sort_by_key(|prefix| prefix.len);
        found.dedup_by_key(|prefix| prefix.len);
        found
    }

    /// The shortest prefix of a name: a word of level or a known place, or else a place by its ending.
    pub fn prefix_of(&self, name: &str) -> Option<Prefix> {
        self.level_word(name).or_else(|| self.known_place(name)).or_else(|| self.places_by_ending(name).next())
    }

    /// Whether the text is the name of a place and nothing else (广州, 金水区, 河南省).
    pub fn is_place(&self, text: &str) -> bool {
        if self.is_short_place(text) {
            return true;
        }
        if !text.chars().next_back().is_some_and(|last| self.ending_ends.contains(last)) {
            return false;
        }
        let chars = text.chars().count();
        let least = if text.ends_with(['县', '旗', '州']) { 2 } else { 3 };
        (least..=LONGEST_PLACE).contains(&chars)
            && self.all_endings.iter().any(|ending| {
                text.strip_suffix(ending.as_str())
                    .is_some_and(|stem| !stem.is_empty() && !stem.starts_with(['各', '县', '市', '区']))
            })
    }

    /// Whether the text is the short name of a known province or city (广州), or that with its ending.
    pub fn is_known_place(&self, text: &str) -> bool {
        self.is_short_place(text)
            || self
                .all_endings
                .iter()
                .any(|ending| text.strip_suffix(ending.as_str()).is_some_and(|stem| self.is_short_place(stem)))
    }

    /// Whether the text is the short name of a known province or city (广州).
    pub fn is_short_place(&self, text: &str) -> bool {
        self.short_place(text).is_some_and(|(name, _)| name == text)
    }

    /// Adds the prefixes that start at byte `from`, and those of places within places (河南省焦作市温县).
    fn collect(&self, name: &str, from: usize, found: &mut Vec<Prefix>) {
        let rest = &name[from..];
        let first = [self.level_word(rest), self.known_place(rest)].into_iter().flatten();
        let by_ending = self.places_by_ending(rest).take(2);
        for prefix in first.chain(by_ending) {
            let whole = Prefix { len: from + prefix.len, named: prefix.named || from > 0, ..prefix };
            if !found.contains(&whole) {
                found.push(whole);
                if prefix.named && from < 40 {
                    self.collect(name, whole.len, found);
                }
            }
        }
    }

    /// The word of level at the start of a name, if something follows it.
    fn level_word(&self, name: &str) -> Option<Prefix> {
        let words = self.level_words.get(&name.chars().next()?)?;
        let (word, level) =
            words.iter().find(|(word, _)| name.len() > word.len() && name.starts_with(word.as_str()))?;
        Some(Prefix { len: word.len(), level: *level, named: false })
    }

    /// The word of level at the start of a text, whatever follows it: its length in bytes, and the level.
    pub(super) fn level_at(&self, text: &str) -> Option<(usize, Level)> {
        let words = self.level_words.get(&text.chars().next()?)?;
        words.iter().find(|(word, _)| text.starts_with(word.as_str())).map(|(word, level)| (word.len(), *level))
    }

    /// The longest short name of a place at the start of the text.
    fn short_place<'a>(&'a self, text: &str) -> Option<(&'a str, Level)> {
        let names = self.short.get(&text.chars().next()?)?;
        names.iter().find(|(name, _)| text.starts_with(name.as_str())).map(|(name, level)| (name.as_str(), *level))
    }

    /// The known place at the start of a name, with its ending (广州, 广州市), if something follows it.
    fn known_place(&self, name: &str) -> Option<Prefix> {
        let (place, level) = self.short_place(name)?;
        let rest = &name[place.len()..];
        let ending = self.ending_at(rest).map_or(0, |(ending, _)| ending.len());
        let len = place.len() + if ending < rest.len() { ending } else { 0 };
        (len < name.len()).then_some(Prefix { len, level, named: true })
    }

    /// The longest ending of a place at the start of the text.
    fn ending_at<'a>(&'a self, text: &str) -> Option<(&'a str, Level)> {
        let first = text.chars().next()?;
        if !self.ending_starts.contains(first) {
            return None;
        }
        let endings = self.endings.get(&first)?;
        endings
            .iter()
            .find(|(ending, _)| text.starts_with(ending.as_str()))
            .map(|(ending, level)| (ending.as_str(), *level))
    }

    /// The places that end with each word that can end a place (温县, 金水区), as long as something follows it.
    fn places_by_ending<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Prefix> + 'a {
        let chars = name.char_indices().skip(1).take(LONGEST_PLACE);
        chars.take_while(|&(at, char)| goes_on_as_place(&name[..at], char)).filter_map(|(at, char)| {
            let (ending, level) = self.ending_starts.contains(char).then(|| self.ending_at(&name[at..])).flatten()?;
            let len = at + ending.len();
            (len < name.len()).then_some(Prefix { len, level, named: true })
        })
    }
}

/// Whether the name of a place may go on with a character: no sign, and none that ends the name of a body or joins two.
fn goes_on_as_place(before: &str, char: char) -> bool {
    match char {
        '局' | '委' | '厅' | '署' | '各' => false,
        '和' | '与' | '及' => !before.ends_with(ORGAN_ENDS),
        _ => is_han(char),
    }
}

/// Signs with which names of bodies end: after them 和 joins two names and is no part of a place.
const ORGAN_ENDS: [char; 18] =
    ['局', '委', '厅', '署', '院', '部', '府', '司', '办', '会', '站', '所', '队', '行', '联', '心', '团', '门'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::built_in;

    fn places() -> Places {
        Places::new(built_in())
    }

    #[test]
    fn every_example_begins_with_its_level() {
        let file: File = built_in();
        for level in &file.level {
            for example in &level.example {
                let found = places().prefixes(example).into_iter().any(|prefix| prefix.level == level.name);
                assert!(found, "{example}");
            }
        }
    }

    #[test]
    fn words_that_only_begin_like_a_level_are_no_prefix() {
        assert_eq!(places().prefix_of("深圳市政府").map(|prefix| prefix.len), Some("深圳市".len()));
        assert_eq!(places().prefix_of("储备中心"), None);
    }

    #[test]
    fn a_place_is_a_known_name_or_ends_as_places_do() {
        for place in ["广州", "金水区", "河南", "温县", "河南省", "恩施土家族苗族自治州"] {
            assert!(places().is_place(place), "{place}");
        }
        assert!(
            places().is_known_place("广州市") && places().is_known_place("广州") && !places().is_known_place("金水区")
        );
        for other in ["县财政局", "各县", "市区", "郑商所", "社区", "城市"] {
            assert!(!places().is_place(other), "{other}");
        }
    }
}
