//! Role words, labels of responsibility statements, collectives, endings of names
//! (`data/roles.toml`, `data/collectives.toml`).

mod collectives;
mod labels;
mod tails;

pub use collectives::{ends_as_body, is_collective, is_generic, may_end_body};
pub use labels::{Label, LabelSense, find_label, header_sense, label_at, may_begin_label};
pub use tails::{
    Tail, is_duty, is_remark, is_rule_for_all, lead_in, may_follow_name, role_of_bracket, says_first_leads, tail_at,
};

use serde::Deserialize;
use std::sync::LazyLock;

/// `data/roles.toml` as it stands.
#[derive(Debug, Deserialize)]
struct File {
    stem: Vec<Stem>,
    noun: Vec<Word>,
    qualifier: Vec<Word>,
    foreign: Vec<Foreign>,
    tail: Vec<TailWord>,
    adverb: Vec<Word>,
    adverb_pattern: Vec<Word>,
    lead_in: Vec<Word>,
    duty: Vec<DutyWord>,
    first_leads: Vec<Word>,
    remark: Vec<Word>,
}

/// A word that needs no more than an example.
#[derive(Debug, Deserialize)]
struct Word {
    word: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Debug, Deserialize)]
struct Stem {
    word: String,
    role: RoleWord,
    #[serde(default)]
    bare: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Debug, Deserialize)]
struct Foreign {
    word: String,
    role: ForeignWord,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Debug, Deserialize)]
struct TailWord {
    word: String,
    role: RoleWord,
    #[serde(default)]
    strong: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Debug, Deserialize)]
struct DutyWord {
    word: String,
    #[serde(default)]
    particle: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

/// The roles a word can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RoleWord {
    Lead,
    Responsible,
    Cooperate,
}

/// What a label that gives no role stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ForeignWord {
    Person,
    Other,
}

impl From<RoleWord> for zhengtu_model::Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Lead => Self::Lead,
            RoleWord::Responsible => Self::Responsible,
            RoleWord::Cooperate => Self::Cooperate,
        }
    }
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/roles.toml")).expect("data/roles.toml is well formed: a test reads it")
});

/// A regular expression that matches any of the words, longest first.
fn any_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let escaped: Vec<String> = words.into_iter().map(regex::escape).collect();
    format!("(?:{})", escaped.join("|"))
}

/// A regular expression of this module's own making.
fn compile(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).expect("the pattern is made of escaped words: a test builds it")
}
