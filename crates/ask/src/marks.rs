//! The question words of `data/marks.toml`.

use crate::question::{Extreme, Op, Property, Roles};
use crate::token::Kind;
use crate::words::WORDS;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use zhengtu_lexicon::roles as lexicon;
use zhengtu_model::Role;

/// A word that has a meaning in a question, or none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    Means(Kind),
    Filler,
    /// Asks for something that no plan says: the number of the entry.
    Cannot(usize),
}

/// The words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    words: HashMap<String, Mark>,
    /// The length of the longest, in characters (Chinese) or words (English).
    pub longest: usize,
}

impl Marks {
    /// Whether a folded text asks for places: 哪些地方.
    pub(crate) fn asks_place(&self, text: &str) -> bool {
        let asks = |at: usize| {
            let ends = text[at..].char_indices().map(|(to, char)| at + to + char.len_utf8()).take(self.longest);
            let mut words = ends.map(|end| &text[at..end]);
            words.any(|word| matches!(self.get(word), Some(Mark::Means(Kind::WhichPlace))))
        };
        text.char_indices().any(|(at, _)| asks(at))
    }

    /// Whether a word names the place of who asks: 我县.
    pub(crate) fn is_own_place(&self, word: &str) -> bool {
        matches!(self.get(word), Some(Mark::Means(Kind::OwnPlace)))
    }

    /// The Chinese words, those of the lexicon that give a role among them.
    pub(crate) fn chinese(roles: &lexicon::Roles) -> Self {
        let mut marks = marks(|entry| &entry.zh, |word| word.chars().count());
        for (word, role) in roles.words() {
            let role = match role {
                Role::Lead => Roles::LEAD,
                Role::Responsible => Roles::RESPONSIBLE,
                Role::Cooperate => Roles::COOPERATE,
            };
            marks.add(word.to_owned(), Kind::Role(role));
            for noun in WORDS.name.bearer.iter() {
                marks.add(format!("{word}{noun}"), Kind::RoleNoun(role));
            }
        }
        marks
    }

    fn add(&mut self, word: String, kind: Kind) {
        self.longest = self.longest.max(word.chars().count());
        self.words.entry(word).or_insert(Mark::Means(kind));
    }

    pub(crate) fn get(&self, word: &str) -> Option<&Mark> {
        self.words.get(word)
    }
}

/// Why a question cannot be answered.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub zh: String,
    pub en: String,
}

pub(crate) static ENGLISH: LazyLock<Marks> = LazyLock::new(|| marks(|entry| &entry.en, |word| word.split(' ').count()));

/// The reasons of [`Mark::Cannot`].
pub(crate) fn refusal(entry: usize) -> Refusal {
    FILE.cannot.get(entry).map_or(Refusal { zh: String::new(), en: String::new() }, |entry| Refusal {
        zh: entry.reason_zh.clone(),
        en: entry.reason_en.clone(),
    })
}

static FILE: LazyLock<File> = LazyLock::new(|| toml::from_str(include_str!("../data/marks.toml")).unwrap_or_default());

#[derive(Default, Deserialize)]
struct File {
    mark: Vec<Entry>,
    cannot: Vec<CannotEntry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    zh: Vec<String>,
    en: Vec<String>,
}

#[derive(Deserialize)]
struct CannotEntry {
    zh: Vec<String>,
    en: Vec<String>,
    reason_zh: String,
    reason_en: String,
}

fn marks(words_of: fn(&Entry) -> &Vec<String>, length: fn(&str) -> usize) -> Marks {
    let chinese = length("ab cd") == 5;
    let mut words = HashMap::new();
    let mut longest = 0;
    let mut add = |word: &str, mark: Mark| {
        longest = longest.max(length(word));
        words.entry(word.to_owned()).or_insert(mark);
    };
    for (number, entry) in FILE.cannot.iter().enumerate() {
        for word in if chinese { &entry.zh } else { &entry.en } {
            add(word, Mark::Cannot(number));
        }
    }
    for entry in &FILE.mark {
        for word in words_of(entry).iter().flat_map(|word| forms(word)) {
            if let Some(mark) = mark(&entry.name) {
                add(&word, mark);
            }
        }
    }
    Marks { words, longest }
}

/// The forms of a word: with each word of [`WHEN`] where it asks for a day with any of them.
fn forms(word: &str) -> Vec<String> {
    let Some((before, after)) = word.split_once(WHEN) else { return vec![word.to_owned()] };
    let when = FILE.mark.iter().find(|entry| format!("{{{}}}", entry.name) == WHEN);
    when.into_iter().flat_map(|entry| &entry.zh).map(|when| format!("{before}{when}{after}")).collect()
}

/// Stands in a word of the file for all words that ask for a day.
const WHEN: &str = "{when}";

/// The meaning of an entry's name.
fn mark(name: &str) -> Option<Mark> {
    let kind = match name {
        "lead" => Kind::Role(Roles::LEAD),
        "responsible" => Kind::Role(Roles::RESPONSIBLE),
        "cooperate" => Kind::Role(Roles::COOPERATE),
        "any-role" => Kind::Role(Roles::ANY),
        "lead-noun" => Kind::RoleNoun(Roles::LEAD),
        "responsible-noun" => Kind::RoleNoun(Roles::RESPONSIBLE),
        "cooperate-noun" => Kind::RoleNoun(Roles::COOPERATE),
        "any-noun" => Kind::RoleNoun(Roles::ANY),
        "who" => Kind::Who,
        "which" => Kind::Which,
        "when" => Kind::When,
        "how-many" => Kind::HowMany,
        "how-much" => Kind::HowMuch,
        "list" => Kind::List,
        "most" => Kind::Most,
        "least" => Kind::Least,
        "limit" => Kind::Limit,
        "each" => Kind::Each,
        "choice" => Kind::Choice,
        "each-document" => Kind::EachDocument,
        "each-place" => Kind::EachPlace,
        "which-place" => Kind::WhichPlace,
        "each-month" => Kind::EachMonth,
        "task" => Kind::Task,
        "target" => Kind::Target,
        "unit" => Kind::UnitNoun,
        "annex" => Kind::Annex,
        "document" => Kind::DocumentNoun,
        "deadline" => Kind::Deadline,
        "due" => Kind::Due,
        "overdue" => Kind::Overdue,
        "no-deadline" => Kind::NoDeadline,
        "not-yet" => Kind::NotYet,
        "dated" => Kind::Period(None, None),
        "ongoing" => Kind::Ongoing,
        "earliest" => Kind::Extreme(Extreme::Earliest),
        "latest" => Kind::Extreme(Extreme::Latest),
        "next" => Kind::Extreme(Extreme::Next),
        "several" => Kind::Bodies(Op::AtLeast, 2),
        "single" => Kind::Bodies(Op::Equal, 1),
        "each-unit" => Kind::EachUnit,
        "each-annex" => Kind::EachAnnex,
        "reach" => Kind::Reach,
        "how-long" => Kind::HowLong,
        "document-number" => Kind::Property(Property::Number),
        "document-issued" => Kind::Property(Property::Issued),
        "document-issuer" => Kind::Property(Property::Issuer),
        "document-valid-to" => Kind::Property(Property::ValidTo),
        "document-valid-from" => Kind::Property(Property::ValidFrom),
        "by-deadline" => Kind::ByDeadline,
        "more" => Kind::Compares(Op::More),
        "at-least" => Kind::Compares(Op::AtLeast),
        "less" => Kind::Compares(Op::Less),
        "at-most" => Kind::Compares(Op::AtMost),
        "equal" => Kind::Compares(Op::Equal),
        "compare" => Kind::Compare,
        "not" => Kind::Not,
        "except" => Kind::Except,
        "and" => Kind::And,
        "or" => Kind::Or,
        "together" => Kind::Together,
        "beside" => Kind::Beside,
        "only" => Kind::Only,
        "about" => Kind::About,
        "in-title" => Kind::InTitle,
        "by" => Kind::By,
        "own-place" => Kind::OwnPlace,
        "own-body" => Kind::OwnBody,
        "vague" => Kind::Vague,
        "overall" => Kind::Part(vec![0]),
        "filler" => return Some(Mark::Filler),
        _ => return None,
    };
    Some(Mark::Means(kind))
}

/// English words for topics, to Chinese ones.
pub(crate) static TOPICS_EN: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| table(include_str!("../data/topics_en.toml"), "topics"));

fn table(file: &str, key: &str) -> HashMap<String, String> {
    toml::from_str::<HashMap<String, HashMap<String, String>>>(file)
        .ok()
        .and_then(|mut tables| tables.remove(key))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn every_entry_of_the_data_has_a_meaning() {
        let file: File = toml::from_str(include_str!("../data/marks.toml")).unwrap();
        for entry in &file.mark {
            assert!(mark(&entry.name).is_some(), "{}", entry.name);
        }
        assert!(Marks::chinese(lexicon().roles()).longest > 4 && ENGLISH.longest > 3);
        assert!(TOPICS_EN.len() > 30);
    }
}
