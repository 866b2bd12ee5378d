//! Other names of the same body or matter, as search expands them.

use zhengtu_lexicon::Lexicon;

/// Knows which names are of one body (发改委, 发展改革委) or matter (环评, 环境影响评价).
///
/// The words come from the lexicon; search only asks.
pub trait Aliases {
    /// The longest name at the start of `text`, which is folded, with its other names; `None` where no
    /// name that has others stands there.
    fn at_start(&self, text: &str) -> Option<Alias>;

    /// All other names of the body of this name.
    fn names(&self, name: &str) -> Vec<String> {
        self.at_start(name).filter(|alias| alias.len == name.len()).map_or_else(Vec::new, |alias| alias.others)
    }

    /// The length in bytes of the unit of measure at the start of `text`, which is folded.
    fn unit_at(&self, _text: &str) -> Option<usize> {
        None
    }
}

/// A name that has others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alias {
    /// The length of the name in the text, in bytes.
    pub len: usize,
    /// The other names of the same, in an order that does not change.
    pub others: Vec<String>,
    /// The names of what is near to it: worth a look where it is not found itself.
    pub related: Vec<String>,
    /// Whether it is the name of a body; else it is one of a matter.
    pub body: bool,
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
        Some(Alias { len: name.len(), others, related: Vec::new(), body: true })
    }
}

/// The names of bodies and of matters of policy that the words have.
#[derive(Clone, Debug)]
pub struct Thesaurus(Lexicon);

impl Thesaurus {
    /// The names that the words have.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self(lexicon.clone())
    }

    /// The word and all other names of what it names: of a body, by a name or a short form (人社), or of a matter of
    /// policy (环评). A word that is no name stands alone.
    ///
    /// ```
    /// use zhengtu_lexicon::Lexicon;
    /// let thesaurus = zhengtu_search::Thesaurus::new(&Lexicon::built_in());
    /// assert_eq!(thesaurus.expand("棚改"), ["棚改", "棚户区改造"]);
    /// assert!(thesaurus.expand("人社").contains(&"人力资源社会保障".to_owned()));
    /// assert_eq!(thesaurus.expand("其他"), ["其他"]);
    /// ```
    pub fn expand(&self, word: &str) -> Vec<String> {
        let word = folded(word);
        let others = self.others(&word);
        std::iter::once(word).chain(others).collect()
    }

    /// The other names, folded: none that has another one within it, for that is found with the other; of a matter of
    /// policy none that says less than the name.
    fn others(&self, name: &str) -> Vec<String> {
        let bodies = self.0.bodies().names_of(name).into_iter().map(folded);
        let policy = self.0.policy().names_beside(name).into_iter().map(folded);
        let policy = policy.filter(|other| !name.contains(other.as_str()));
        let all: Vec<String> = bodies.chain(policy).filter(|other| !other.contains(name)).collect();
        let within = |other: &String| all.iter().any(|shorter| shorter != other && other.contains(shorter.as_str()));
        let mut others: Vec<String> = Vec::new();
        for other in all.iter().filter(|other| !within(other)) {
            if !others.contains(other) {
                others.push(other.clone());
            }
        }
        others
    }
}

fn folded(text: &str) -> String {
    crate::Folded::new(text).chars().iter().collect()
}

impl Aliases for Thesaurus {
    fn at_start(&self, text: &str) -> Option<Alias> {
        let body = self.0.bodies().named_at(text);
        let len = body.max(self.0.policy().at_start(text))?;
        let name = text.get(..len).filter(|name| name.chars().nth(1).is_some())?;
        let related: Vec<String> = self.0.policy().related(name).into_iter().map(folded).collect();
        let others = self.others(name);
        let alone = others.is_empty() && related.is_empty();
        (!alone).then_some(Alias { len, others, related, body: body == Some(len) })
    }

    fn names(&self, name: &str) -> Vec<String> {
        self.0.bodies().names_of(name).into_iter().map(folded).filter(|other| other != name).collect()
    }

    fn unit_at(&self, text: &str) -> Option<usize> {
        self.0.measures().unit_at(text).map(|(_, len)| len)
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
    fn a_name_that_says_less_is_no_other_name() {
        let thesaurus = Thesaurus::new(lexicon());
        assert!(!thesaurus.expand("养老服务").contains(&"养老".to_owned()));
        assert!(thesaurus.expand("养老院").contains(&"养老机构".to_owned()));
        assert_eq!(thesaurus.expand("ＧＤＰ")[0], "gdp");
        assert!(thesaurus.expand("ＧＤＰ").contains(&"生产总值".to_owned()));
    }

    #[test]
    fn the_thesaurus_knows_the_other_names_of_a_body() {
        let thesaurus = Thesaurus::new(lexicon());
        let alias = thesaurus.at_start("发改委牵头").unwrap();
        assert_eq!(alias.len, "发改委".len());
        assert!(alias.others.contains(&"发展改革委".to_owned()), "{:?}", alias.others);
        assert_eq!(thesaurus.at_start("优化营商环境"), None);
    }
}
