//! Names of bodies before the reforms of the institutions (`data/reforms.toml`).

use crate::entries::add_entries;
use crate::overlay::Overlay;
use crate::patterns::{Pattern, any_word};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// `data/reforms.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    renamed: Vec<Renamed>,
}

/// A body under its names of old.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// What it is called now, or which body has its duties.
    pub new: String,
    /// The names of old.
    old: Vec<String>,
    /// The first year whose documents should have the new name.
    pub since: u16,
    /// Whether the new name was not in use before, so that it tells the age of a text.
    #[serde(default)]
    telling: bool,
    /// Longer names that hold an old one and are right.
    #[serde(default)]
    unless: Vec<String>,
}

impl Overlay for File {
    const NAME: &'static str = "reforms.toml";
    const BUILT_IN: &'static str = include_str!("../data/reforms.toml");

    fn lay_over(&mut self, with: Self) {
        add_entries(&mut self.renamed, with.renamed, |renamed| &renamed.new);
    }
}

/// The names of old, and what became of the bodies.
#[derive(Debug)]
pub struct Reforms {
    renamed: BTreeMap<String, Renamed>,
    pattern: Pattern,
    /// The names of today, with the year since when.
    today: BTreeMap<String, u16>,
    today_pattern: Pattern,
}

impl Reforms {
    pub(crate) fn new(file: File) -> Self {
        let since = |renamed: &Renamed| (renamed.new.clone(), renamed.since);
        let today: BTreeMap<String, u16> = file.renamed.iter().filter(|renamed| renamed.telling).map(since).collect();
        let today_pattern = Pattern::new(any_word(today.keys().map(String::as_str)));
        let names = file.renamed.into_iter().flat_map(|renamed| {
            renamed.old.clone().into_iter().map(move |old| (old, renamed.clone())).collect::<Vec<_>>()
        });
        let renamed: BTreeMap<String, Renamed> = names.collect();
        let longer: Vec<&String> = renamed.values().flat_map(|renamed| &renamed.unless).collect();
        let words = renamed.keys().chain(longer).map(String::as_str);
        let pattern = Pattern::new(any_word(words));
        Self { renamed, pattern, today, today_pattern }
    }

    /// The first years of the names of today that stand in `text` and were not in use before.
    pub fn scan_new<'s>(&'s self, text: &'s str) -> impl Iterator<Item = u16> {
        self.today_pattern.find_iter(text).filter_map(|found| self.today.get(found.as_str()).copied())
    }

    /// The names of old that stand in `text`.
    pub fn scan<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (Range<usize>, &'s Renamed)> {
        self.pattern.find_iter(text).filter_map(|found| Some((found.range(), self.renamed.get(found.as_str())?)))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;

    #[test]
    fn a_name_of_old_is_found_with_the_new_one_and_the_longer_name_is_right() {
        let reforms = lexicon().reforms();
        let found = |text: &str| reforms.scan(text).map(|(_, renamed)| renamed.new.clone()).collect::<Vec<_>>();
        assert_eq!(found("县国土局牵头，县卫计委配合"), ["自然资源局", "卫生健康委"]);
        assert_eq!(reforms.scan_new("县自然资源局、县税务局").collect::<Vec<_>>(), [2019]);
        assert_eq!(reforms.scan_new("省大数据局、省数据局").collect::<Vec<_>>(), [2024]);
        assert!(found("县自然资源局牵头，县农业农村局配合").is_empty());
    }
}
