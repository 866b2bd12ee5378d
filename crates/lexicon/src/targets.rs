//! Words that tell what a number in running text is: a target, a condition, a parameter, a count.

use crate::entries::add_words;
use crate::overlay::Overlay;
use crate::words::finder;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::OnceLock;
use zhengtu_text::{CharGate, CharMap};

/// What the words of a group tell; `data/targets.toml` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Sign {
    Commit,
    Weak,
    Abstract,
    Baseline,
    Condition,
    Scope,
    Parameter,
    Indicator,
    Done,
    Follow,
    Predicate,
    Goal,
    Report,
    Strip,
    Improve,
    Cut,
    Add,
    Statistic,
    LongTime,
    Definition,
    Emphasis,
    Give,
    Occurrence,
    Attain,
    Circle,
    Singling,
    Occasion,
    TimeNoun,
    Inclusive,
    Aim,
    GoalNoun,
    BasisNoun,
    Size,
    Accomplish,
    Wholly,
    Settled,
    Funds,
    Budget,
    Allot,
    ShareOpening,
    Conditional,
    Base,
    ReportOpening,
    Intention,
    Float,
    Concession,
    Term,
    Each,
    Rate,
    LimitLabel,
    Duty,
    LimitContext,
    ChangeInto,
    Rearrange,
    Hold,
    Activity,
    General,
    Handling,
    DutyEnd,
    EventStart,
    EventEnd,
    Everywhere,
    VerbNoun,
    LongerWord,
    WithinYears,
    FromLevel,
    ThanPast,
    FillerNoun,
    Tally,
    Joining,
    Measured,
    Starting,
    DateOpening,
    Bound,
    Benefit,
    Permission,
    PolicyTopic,
    Steady,
    ShareVerb,
    ShareAct,
    Floor,
    TimeCondition,
    Batch,
    Total,
    GoalOfQuote,
    ThanWord,
    Stage,
    Actor,
    TallyOpening,
    KindUnit,
    Concrete,
    HouseUnit,
    House,
    Place,
    Times,
    Sum,
    Act,
    Bring,
    Announce,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: Sign,
    words: Vec<String>,
    example: String,
}

/// `data/targets.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    word: Vec<Group>,
}

impl Overlay for File {
    const NAME: &'static str = "targets.toml";
    const BUILT_IN: &'static str = include_str!("../data/targets.toml");

    /// Words are added to the group of their kind.
    fn lay_over(&mut self, with: Self) {
        for group in with.word {
            match self.word.iter_mut().find(|known| known.kind == group.kind) {
                Some(known) => add_words(&mut known.words, group.words),
                None => self.word.push(group),
            }
        }
    }
}

/// The words of one group, arranged for look-up.
#[derive(Debug)]
struct Words {
    /// Longest first.
    words: Vec<String>,
    by_first: CharMap<Vec<usize>>,
    by_last: CharMap<Vec<usize>>,
    /// The characters with which words begin, and those with which they end: most texts that are asked do with none.
    firsts: CharGate,
    lasts: CharGate,
    /// Made where it is first asked, as questions ask for none.
    anywhere: OnceLock<AhoCorasick>,
    #[cfg_attr(not(test), allow(dead_code))]
    kind: Sign,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

impl Words {
    fn new(group: Group) -> Self {
        let Group { kind, mut words, example } = group;
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let (mut by_first, mut by_last) = (CharMap::<Vec<usize>>::default(), CharMap::<Vec<usize>>::default());
        for (index, word) in words.iter().enumerate() {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                by_first.entry(first).or_default().push(index);
                by_last.entry(last).or_default().push(index);
            }
        }
        let (firsts, lasts) = (by_first.keys().copied().collect(), by_last.keys().copied().collect());
        Self { words, by_first, by_last, firsts, lasts, anywhere: OnceLock::new(), kind, example }
    }

    /// The first word that stands in `text`.
    fn within(&self, text: &str) -> Option<&str> {
        let found = self.anywhere.get_or_init(|| finder(&self.words)).find(text)?;
        Some(&self.words[found.pattern().as_usize()])
    }
}

/// The words that tell what a number is.
#[derive(Debug)]
pub struct Targets {
    /// The groups in the order of [`Sign`].
    groups: Vec<Words>,
}

impl Targets {
    pub(crate) fn new(mut file: File) -> Self {
        file.word.sort_by_key(|group| group.kind);
        Self { groups: file.word.into_iter().map(Words::new).collect() }
    }

    /// The words of a group, longest first.
    pub fn words(&self, sign: Sign) -> &[String] {
        &self.groups[sign as usize].words
    }

    /// A word of the group that stands in `text`.
    pub fn within<'a>(&'a self, sign: Sign, text: &str) -> Option<&'a str> {
        self.groups[sign as usize].within(text)
    }

    /// The longest word of the group that `text` ends with.
    pub fn at_end<'a>(&'a self, sign: Sign, text: &str) -> Option<&'a str> {
        let group = &self.groups[sign as usize];
        let last = text.chars().next_back().filter(|&last| group.lasts.may_hold(last))?;
        let indices = group.by_last.get(&last)?;
        indices.iter().map(|&index| group.words[index].as_str()).find(|word| text.ends_with(word))
    }

    /// The longest word of the group that `text` starts with.
    pub fn at_start<'a>(&'a self, sign: Sign, text: &str) -> Option<&'a str> {
        let group = &self.groups[sign as usize];
        let first = text.chars().next().filter(|&first| group.firsts.may_hold(first))?;
        let indices = group.by_first.get(&first)?;
        indices.iter().map(|&index| group.words[index].as_str()).find(|word| text.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        for group in lexicon().targets().groups.iter() {
            assert!(lexicon().targets().within(group.kind, &group.example).is_some(), "{}", group.example);
        }
    }

    #[test]
    fn there_is_one_group_of_each_kind_in_order() {
        let kinds: Vec<_> = lexicon().targets().groups.iter().map(|group| group.kind as usize).collect();
        assert_eq!(kinds, (0..=Sign::Announce as usize).collect::<Vec<_>>());
    }

    #[test]
    fn the_longest_word_is_found_first() {
        assert_eq!(lexicon().targets().at_start(Sign::Done, "完成审批工作并公开"), Some("完成审批工作"));
        assert_eq!(lexicon().targets().at_end(Sign::Indicator, "生活垃圾分类覆盖面"), Some("覆盖面"));
        assert_eq!(lexicon().targets().within(Sign::Parameter, ""), None);
    }
}
