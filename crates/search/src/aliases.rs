//! Other names of the same body, as search expands them.

use zhengtu_lexicon::Lexicon;

/// Knows which names are of one body (发改委, 发展改革委).
///
/// The words come from the lexicon; search only asks.
pub trait Aliases {
    /// The longest name of a body at the start of `text`, which is folded, with its other names;
    /// `None` where no name that has others stands there.
    fn at_start(&self, text: &str) -> Option<Alias>;
}

/// A name that has others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The length of the name in the text, in bytes.
    pub len: usize,
    /// The other names of the same body, in an order that does not change.
    pub others: Vec<String>,
}

/// Knows no names.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAliases;

impl Aliases for NoAliases {
    fn at_start(&self, _text: &str) -> Option<Alias> {
        None
    }
}

/// Groups of names, each group of one body.
#[derive(Clone, Debug, Default)]
pub struct AliasGroups {
    groups: Vec<Vec<String>>,
}

impl AliasGroups {
    /// Takes the groups; names of one character and groups of one name are left out.
    pub fn new(groups: impl IntoIterator<Item = Vec<String>>) -> Self {
        let long = |names: Vec<String>| -> Vec<String> {
            names.into_iter().filter(|name| name.chars().nth(1).is_some()).collect()
        };
        Self { groups: groups.into_iter().map(long).filter(|names| names.len() > 1).collect() }
    }
}

impl Aliases for AliasGroups {
    fn at_start(&self, text: &str) -> Option<Alias> {
        let names = self.groups.iter().flat_map(|group| group.iter().map(move |name| (group, name)));
        let (group, name) = names
            .filter(|(_, name)| text.starts_with(name.as_str()))
            .max_by(|a, b| a.1.len().cmp(&b.1.len()).then_with(|| b.1.cmp(a.1)))?;
        let others = group.iter().filter(|other| *other != name).cloned().collect();
        Some(Alias { len: name.len(), others })
    }
}

/// The names of the thesaurus of bodies.
#[derive(Clone, Debug)]
pub struct Bodies(Lexicon);

impl Bodies {
    /// The names that the words have.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self(lexicon.clone())
    }

    /// The longest name looked for, in characters.
    const LONGEST: usize = 16;

    /// Whether a name of a body may end so; the thesaurus is read only then.
    fn may_end(text: &str) -> bool {
        text.ends_with([
            '局', '委', '办', '厅', '部', '院', '会', '联', '行', '司', '心', '处', '组', '署', '社', '府', '队',
        ])
    }
}

impl Aliases for Bodies {
    fn at_start(&self, text: &str) -> Option<Alias> {
        let ends: Vec<usize> =
            text.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1).take(Self::LONGEST).collect();
        ends.into_iter().rev().filter(|&end| Self::may_end(&text[..end])).find_map(|end| {
            let name = &text[..end];
            let names = self.0.bodies().names_beside(name);
            let others: Vec<String> = names.iter().filter(|other| *other != name).cloned().collect();
            (!others.is_empty()).then_some(Alias { len: end, others })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn the_longest_name_at_the_start_gives_its_others() {
        let groups = AliasGroups::new([
            vec!["发改委".to_owned(), "发展改革委".to_owned(), "发展和改革委员会".to_owned()],
            vec!["发展".to_owned(), "进展".to_owned()],
        ]);
        let alias = groups.at_start("发展改革委牵头").unwrap();
        assert_eq!(alias.len, "发展改革委".len());
        assert_eq!(alias.others, ["发改委", "发展和改革委员会"]);
        assert_eq!(groups.at_start("税务局"), None);
    }

    #[test]
    fn the_thesaurus_knows_the_other_names_of_a_body() {
        let alias = Bodies::new(lexicon()).at_start("发改委牵头").unwrap();
        assert_eq!(alias.len, "发改委".len());
        assert!(alias.others.contains(&"发展改革委".to_owned()), "{:?}", alias.others);
        assert_eq!(Bodies::new(lexicon()).at_start("优化营商环境"), None);
    }
}
