//! The thesaurus of policy words (`ontology/policy.ttl`): what people call a matter, and what plans call it.

use crate::skos::{Object, SKOS, Statement, Statements, built_in, statements};
use crate::table::Table;
use std::collections::HashMap;

/// The built-in thesaurus.
const BUILT_IN: &str = include_str!("../../../ontology/policy.ttl");

/// A matter with its names.
#[derive(Debug, Default)]
struct Matter {
    /// Its names, the usual one first; those that are never shown stand last.
    names: Vec<String>,
    /// How many of the names are shown.
    shown: usize,
    /// The matters that belong to it.
    narrower: Vec<usize>,
    /// The matters near to it.
    related: Vec<usize>,
}

/// The matters and their names, ready for look-ups.
#[derive(Debug)]
pub struct PolicyWords {
    matters: Vec<Matter>,
    names: Table,
}

impl PolicyWords {
    /// The thesaurus of `ontology/policy.ttl` with what more files have in its scheme. A name that stands under
    /// another matter moves to the later one. What is no Turtle is left out: it is reported where bodies are read.
    pub(crate) fn new<'a>(files: impl Iterator<Item = &'a str>) -> Self {
        let mut loading = Loading::default();
        let more = files.map(|turtle| statements(turtle).unwrap_or_default());
        for Statements { policy, .. } in std::iter::once(built_in(BUILT_IN)).chain(more) {
            policy.iter().for_each(|statement| loading.add(statement));
        }
        loading.finish()
    }

    /// The length in bytes of the longest name at the start of a text in small letters; `None` where none stands
    /// there.
    pub fn at_start(&self, text: &str) -> Option<usize> {
        self.names.longest_at(text).map(|(len, _)| len)
    }

    /// Whether the word is a name of a matter.
    pub fn knows(&self, word: &str) -> bool {
        self.matter(word).is_some()
    }

    /// The other names of the matter that has this name, then those of the matters that belong to it; empty where
    /// the word is none.
    pub fn names_beside(&self, word: &str) -> Vec<&str> {
        let Some(own) = self.matter(word) else { return Vec::new() };
        let all = std::iter::once(own).chain(self.matters[own].narrower.iter().copied());
        let names = all.flat_map(|matter| &self.matters[matter].names).map(String::as_str);
        names.filter(|name| *name != word).collect()
    }

    /// The names of the matters near to the one that has this name.
    pub fn related(&self, word: &str) -> Vec<&str> {
        let Some(own) = self.matter(word) else { return Vec::new() };
        let near = self.matters[own].related.iter();
        near.flat_map(|&matter| self.shown(matter)).map(String::as_str).collect()
    }

    /// Whether the word is one that is recognised and never shown.
    pub fn is_hidden(&self, word: &str) -> bool {
        self.matter(word).is_some_and(|matter| !self.shown(matter).iter().any(|name| name == word))
    }

    fn matter(&self, word: &str) -> Option<usize> {
        self.names.get(&word.to_lowercase())
    }

    fn shown(&self, matter: usize) -> &[String] {
        let Matter { names, shown, .. } = &self.matters[matter];
        &names[..*shown]
    }
}

/// The thesaurus on its way.
#[derive(Default)]
struct Loading {
    keys: HashMap<String, usize>,
    labels: Vec<(usize, Rank, String)>,
    links: Vec<(usize, Link, String)>,
    /// The matter under which a label stands: the last that has it.
    owners: HashMap<String, usize>,
}

/// What a label is, in the order in which they are listed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Preferred,
    Alternative,
    Hidden,
}

/// How one matter stands to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Narrower,
    Broader,
    Related,
}

impl Loading {
    fn add(&mut self, Statement { subject, property, object }: &Statement<'_>) {
        let Some(property) = property.strip_prefix(SKOS) else { return };
        let matter = self.matter(subject);
        let (rank, link) = match property {
            "prefLabel" => (Some(Rank::Preferred), None),
            "altLabel" => (Some(Rank::Alternative), None),
            "hiddenLabel" => (Some(Rank::Hidden), None),
            "narrower" => (None, Some(Link::Narrower)),
            "broader" => (None, Some(Link::Broader)),
            "related" => (None, Some(Link::Related)),
            _ => return,
        };
        match (rank, link, object) {
            (Some(rank), _, Object::Label { text, language }) if is_name(language.as_deref(), text) => {
                self.owners.insert(text.to_lowercase(), matter);
                self.labels.push((matter, rank, text.to_string()));
            }
            (_, Some(link), Object::Concept(other)) => self.links.push((matter, link, other.to_string())),
            _ => {}
        }
    }

    fn matter(&mut self, key: &str) -> usize {
        let next = self.keys.len();
        match self.keys.get(key) {
            Some(&known) => known,
            None => *self.keys.entry(key.to_owned()).or_insert(next),
        }
    }

    fn finish(mut self) -> PolicyWords {
        let mut matters: Vec<Matter> = std::iter::repeat_with(Matter::default).take(self.keys.len()).collect();
        self.labels.sort_by_key(|(_, rank, _)| *rank);
        for (matter, rank, label) in self.labels {
            let names = &mut matters[matter].names;
            if self.owners.get(&label.to_lowercase()) == Some(&matter) && !names.contains(&label) {
                names.push(label);
                matters[matter].shown += usize::from(rank != Rank::Hidden);
            }
        }
        for (matter, link, other) in self.links {
            let Some(&other) = self.keys.get(&other) else { continue };
            match link {
                Link::Narrower => link_once(&mut matters[matter].narrower, other),
                Link::Broader => link_once(&mut matters[other].narrower, matter),
                Link::Related => link_once(&mut matters[matter].related, other),
            }
        }
        PolicyWords { matters, names: Table::new(self.owners) }
    }
}

fn link_once(links: &mut Vec<usize>, to: usize) {
    if !links.contains(&to) {
        links.push(to);
    }
}

/// Names are Chinese, or of no language, and have two characters or more.
fn is_name(language: Option<&str>, label: &str) -> bool {
    language != Some("en") && label.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordFiles;
    use crate::testing::lexicon;

    #[test]
    fn a_name_gives_the_other_names_of_its_matter_and_of_those_below() {
        let words = lexicon().policy();
        assert_eq!(words.names_beside("环评"), ["环境影响评价", "环境影响评估"]);
        assert!(words.names_beside("棚改").contains(&"棚户区改造"));
        assert!(words.names_beside("双碳").contains(&"碳中和"));
        assert!(!words.names_beside("碳中和").contains(&"碳达峰"));
        assert!(words.names_beside("环境").is_empty());
        assert!(words.is_hidden("失业金") && !words.is_hidden("失业保险金"));
    }

    #[test]
    fn what_is_near_stands_apart_from_what_is_the_same() {
        let words = lexicon().policy();
        assert!(words.related("入园难").contains(&"学前教育"));
        assert!(!words.names_beside("入园难").contains(&"学前教育"));
    }

    #[test]
    fn the_longest_name_at_the_start_is_found() {
        let words = lexicon().policy();
        assert_eq!(words.at_start("失业保险金怎么领"), Some("失业保险金".len()));
        assert_eq!(words.at_start("的失业金"), None);
    }

    #[test]
    fn there_are_many_matters_and_no_name_stands_under_two() {
        let mut loading = Loading::default();
        statements(BUILT_IN).unwrap().policy.iter().for_each(|statement| loading.add(statement));
        let mut labels: Vec<&str> = loading.labels.iter().map(|(_, _, label)| label.as_str()).collect();
        let all = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), all);
        assert!(loading.links.iter().all(|(_, _, other)| loading.keys.contains_key(other)));
        let words = loading.finish();
        let named = words.matters.iter().filter(|matter| matter.names.len() > 1 || !matter.related.is_empty());
        assert!(named.count() >= 150);
    }

    #[test]
    fn a_file_of_ones_own_adds_names_and_matters_and_leaves_the_bodies_alone() {
        let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
            <https://zhengtu.example/policy/eia> skos:altLabel \"环境影响登记\"@zh .\n\
            <https://example.org/workshop> a skos:Concept ; skos:inScheme <https://zhengtu.example/policy/> ;\n\
                skos:prefLabel \"共富工坊\"@zh ; skos:altLabel \"富民工坊\"@zh , \"低保\"@zh .\n";
        let own = lexicon().with_files(WordFiles::from_texts([("own.ttl", text)]).unwrap()).unwrap();
        assert!(own.policy().names_beside("环评").contains(&"环境影响登记"));
        assert_eq!(own.policy().names_beside("富民工坊"), ["共富工坊", "低保"]);
        assert!(own.policy().names_beside("最低生活保障").is_empty());
        assert!(!own.bodies().knows("共富工坊") && own.bodies().knows("县财政局"));
        assert!(lexicon().policy().names_beside("富民工坊").is_empty());
    }
}
