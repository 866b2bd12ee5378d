//! Units of measure, comparators and words of change.

use crate::entries::without;
use crate::overlay::Overlay;
use serde::Deserialize;
use zhengtu_text::CharMap;

/// A unit of measure or a word that counts things.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The forms in which it is printed.
    pub names: Vec<String>,
    /// What it measures.
    pub class: MeasureClass,
    /// Longer words that begin like a name and are no unit (部门 is not 部).
    #[serde(default)]
    pub except: Vec<String>,
    /// The unit's IRI: `unit:` is QUDT, `zm:` is minted.
    pub iri: String,
    /// A passage that has the unit.
    pub example: String,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum MeasureClass {
    Percent,
    /// Points of a percentage; never a percentage.
    Points,
    Time,
    Money,
    Length,
    Area,
    Volume,
    Mass,
    Density,
    Power,
    Energy,
    Voltage,
    Temperature,
    Sound,
    Data,
    People,
    Household,
    /// Things counted with a classifier.
    Count,
    Rank,
    Score,
    Ratio,
    Age,
    Speed,
}

/// What a word beside a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordKind {
    /// 不低于, 以上.
    AtLeast,
    /// 不超过, 以内.
    AtMost,
    /// 约, 左右.
    About,
    /// 提升, 增长.
    Rise,
    /// 压缩, 下降.
    Fall,
    /// 达到, 控制在.
    Reach,
    /// 至, 为 after a word of change.
    To,
    /// 力争, 分别, 再.
    Filler,
    /// A longer word that ends like one of the others and says nothing (目前, 节约).
    Other,
}

/// Where a comparator stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before the number.
    #[default]
    Before,
    /// After the number and its unit.
    After,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordGroup {
    kind: WordKind,
    #[serde(default)]
    place: Place,
    words: Vec<String>,
    example: String,
}

/// `data/measures.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MeasureFile {
    unit: Vec<Measure>,
}

impl Overlay for MeasureFile {
    const NAME: &'static str = "measures.toml";
    const BUILT_IN: &'static str = include_str!("../data/measures.toml");

    /// A unit with the IRI of one that is there takes its place; a name leaves the unit that had it.
    fn lay_over(&mut self, with: Self) {
        for unit in with.unit {
            self.unit.retain(|known| known.iri != unit.iri);
            self.unit.iter_mut().for_each(|known| without(&mut known.names, &unit.names));
            self.unit.push(unit);
        }
    }
}

/// `data/comparisons.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ComparisonFile {
    word: Vec<WordGroup>,
}

impl Overlay for ComparisonFile {
    const NAME: &'static str = "comparisons.toml";
    const BUILT_IN: &'static str = include_str!("../data/comparisons.toml");

    /// Groups are added; a word of theirs leaves the group of the same place in which it stood.
    fn lay_over(&mut self, with: Self) {
        for group in with.word {
            let alike = |known: &&mut WordGroup| known.place == group.place;
            self.word.iter_mut().filter(alike).for_each(|known| without(&mut known.words, &group.words));
            self.word.push(group);
        }
    }
}

/// The units and words of the two data files, arranged for look-up at a place of a text.
#[derive(Debug)]
pub struct Measures {
    units: Vec<Measure>,
    groups: Vec<WordGroup>,
    /// Names of units by their first character, longest first.
    names: CharMap<Vec<(String, usize)>>,
    /// Words before a number by their last character, longest first.
    before: CharMap<Vec<(String, WordKind)>>,
    /// Words after a number by their first character, longest first.
    after: CharMap<Vec<(String, WordKind)>>,
}

impl Measures {
    pub(crate) fn new(units: MeasureFile, words: ComparisonFile) -> Self {
        let names = units.unit.iter().enumerate().flat_map(|(id, unit)| unit.names.iter().map(move |name| (name, id)));
        let listed = |place: Place| {
            words
                .word
                .iter()
                .filter(move |group| group.place == place)
                .flat_map(|group| group.words.iter().map(|word| (word, group.kind)))
        };
        Self {
            names: arrange(names, |name| name.chars().next()),
            before: arrange(listed(Place::Before), |word| word.chars().next_back()),
            after: arrange(listed(Place::After), |word| word.chars().next()),
            units: units.unit,
            groups: words.word,
        }
    }

    /// The units, in the order of the data file.
    pub fn units(&self) -> &[Measure] {
        &self.units
    }

    /// The longest unit that `text` starts with, and the length of its name in bytes.
    pub fn unit_at(&self, text: &str) -> Option<(&Measure, usize)> {
        let first = text.chars().next()?;
        let stands = |name: &str, id: usize| {
            text.starts_with(name) && !self.units[id].except.iter().any(|word| text.starts_with(word.as_str()))
        };
        let (name, id) = self.names.get(&first)?.iter().find(|(name, id)| stands(name, *id))?;
        Some((&self.units[*id], name.len()))
    }

    /// The unit of this name.
    pub fn unit(&self, name: &str) -> Option<&Measure> {
        self.unit_at(name).filter(|&(_, length)| length == name.len()).map(|(unit, _)| unit)
    }

    /// The longest word about a number that `text` ends with, and its length in bytes.
    pub fn word_before(&self, text: &str) -> Option<(WordKind, usize)> {
        let last = text.chars().next_back()?;
        let (word, kind) = self.before.get(&last)?.iter().find(|(word, _)| text.ends_with(word.as_str()))?;
        Some((*kind, word.len()))
    }

    /// The longest comparator that `text` starts with, and its length in bytes.
    pub fn word_after(&self, text: &str) -> Option<(WordKind, usize)> {
        let first = text.chars().next()?;
        let (word, kind) = self.after.get(&first)?.iter().find(|(word, _)| text.starts_with(word.as_str()))?;
        Some((*kind, word.len()))
    }

    /// The example of each group of words, with its kind and place.
    pub fn word_examples(&self) -> impl Iterator<Item = (WordKind, Place, &str)> {
        self.groups.iter().map(|group| (group.kind, group.place, group.example.as_str()))
    }
}

fn arrange<'a, T: Copy>(
    entries: impl Iterator<Item = (&'a String, T)>,
    key: impl Fn(&str) -> Option<char>,
) -> CharMap<Vec<(String, T)>> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut map: CharMap<Vec<(String, T)>> = CharMap::default();
    for (word, value) in entries {
        if let Some(char) = key(word) {
            map.entry(char).or_default().push((word.clone(), value));
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn each_unit_stands_in_its_example() {
        for unit in lexicon().measures().units() {
            let found = unit.names.iter().any(|name| unit.example.contains(name.as_str()));
            assert!(found, "{:?} is not in {}", unit.names, unit.example);
        }
    }

    #[test]
    fn no_two_units_have_the_same_name_or_iri() {
        let mut names: Vec<_> = lexicon().measures().units().iter().flat_map(|unit| &unit.names).collect();
        let mut iris: Vec<_> = lexicon().measures().units().iter().map(|unit| &unit.iri).collect();
        for list in [&mut names, &mut iris] {
            let count = list.len();
            list.sort();
            list.dedup();
            assert_eq!(list.len(), count);
        }
    }

    #[test]
    fn each_group_of_words_has_an_example_with_one_of_them() {
        for group in &lexicon().measures().groups {
            assert!(group.words.iter().any(|word| group.example.contains(word.as_str())), "{}", group.example);
        }
    }

    #[test]
    fn the_longest_unit_and_the_longest_word_win() {
        let (unit, length) = lexicon().measures().unit_at("个百分点，").unwrap();
        assert_eq!((unit.class, length), (MeasureClass::Points, "个百分点".len()));
        assert_eq!(lexicon().measures().word_before("办理时间不超过"), Some((WordKind::AtMost, "不超过".len())));
        assert_eq!(lexicon().measures().word_after("以内办结"), Some((WordKind::AtMost, "以内".len())));
        assert!(lexicon().measures().unit_at("部门").is_none() && lexicon().measures().unit_at("。").is_none());
        assert_eq!(lexicon().measures().word_before("目前"), Some((WordKind::Other, "目前".len())));
    }
}
