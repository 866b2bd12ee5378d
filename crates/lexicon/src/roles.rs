//! Role words, labels of responsibility statements, collectives, endings of names
//! (`data/roles.toml`, `data/collectives.toml`).

pub(crate) mod collectives;
mod enumeration;
mod joiners;
mod labels;
mod tails;

pub use enumeration::{Behind, Enumeration, EnumerationWords, Rank};
pub use joiners::Joiner;
pub use labels::{Label, LabelSense};
pub use tails::Tail;

use crate::entries::add_entries;
use crate::overlay::Overlay;
use crate::patterns;
use crate::words::Words;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use zhengtu_model::Role;

/// `data/roles.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    role: Vec<RoleEntry>,
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
    joiner: Vec<JoinerWord>,
    joint: Words,
    copula: Words,
}

/// A word that gives a role wherever it stands: in a label, after a name, in a question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    word: String,
    role: RoleWord,
    #[serde(default = "yes")]
    bare: bool,
    #[serde(default)]
    strong: bool,
    example: String,
}

fn yes() -> bool {
    true
}

/// A word that needs no more than an example.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    word: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stem {
    word: String,
    role: RoleWord,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    colon: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foreign {
    word: String,
    role: ForeignWord,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TailWord {
    word: String,
    role: RoleWord,
    #[serde(default)]
    strong: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DutyWord {
    word: String,
    #[serde(default)]
    particle: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

/// A word between two names of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JoinerWord {
    word: String,
    #[serde(default)]
    helps: bool,
    #[serde(default)]
    opens: bool,
    #[serde(default)]
    ends_names: bool,
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
    Member,
    Other,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Lead => Self::Lead,
            RoleWord::Responsible => Self::Responsible,
            RoleWord::Cooperate => Self::Cooperate,
        }
    }
}

impl Overlay for File {
    const NAME: &'static str = "roles.toml";
    const BUILT_IN: &'static str = include_str!("../data/roles.toml");

    /// Entries are added; one with the word of an entry of the same list takes its place, and one of `role` that of
    /// the labels and words after names too.
    fn lay_over(&mut self, with: Self) {
        let is_new = |word: &str| with.role.iter().all(|entry| entry.word != word);
        self.stem.retain(|stem| is_new(&stem.word));
        self.tail.retain(|tail| is_new(&tail.word));
        add_entries(&mut self.role, with.role, |entry| &entry.word);
        add_entries(&mut self.stem, with.stem, |entry| &entry.word);
        add_entries(&mut self.noun, with.noun, |entry| &entry.word);
        add_entries(&mut self.qualifier, with.qualifier, |entry| &entry.word);
        add_entries(&mut self.foreign, with.foreign, |entry| &entry.word);
        add_entries(&mut self.tail, with.tail, |entry| &entry.word);
        add_entries(&mut self.adverb, with.adverb, |entry| &entry.word);
        add_entries(&mut self.adverb_pattern, with.adverb_pattern, |entry| &entry.word);
        add_entries(&mut self.lead_in, with.lead_in, |entry| &entry.word);
        add_entries(&mut self.duty, with.duty, |entry| &entry.word);
        add_entries(&mut self.first_leads, with.first_leads, |entry| &entry.word);
        add_entries(&mut self.remark, with.remark, |entry| &entry.word);
        add_entries(&mut self.joiner, with.joiner, |entry| &entry.word);
        self.joint.add(with.joint);
        self.copula.add(with.copula);
    }

    fn fault(&self) -> Option<(String, String)> {
        [&self.adverb_pattern, &self.first_leads].into_iter().find_map(|entries| {
            let (at, why) = patterns::faulty(&words_of(entries))?;
            Some((entries[at].word.clone(), why))
        })
    }
}

impl File {
    /// The words of [`RoleEntry`] put in the lists of labels and of words after a name, unless they stand there
    /// already.
    fn spread(mut self) -> Self {
        for RoleEntry { word, role, bare, strong, example } in &self.role {
            if self.stem.iter().all(|stem| stem.word != *word) {
                let (word, example) = (word.clone(), example.clone());
                self.stem.push(Stem { word, role: *role, bare: *bare, colon: false, example });
            }
            if self.tail.iter().all(|tail| tail.word != *word) {
                let (word, example) = (word.clone(), example.clone());
                self.tail.push(TailWord { word, role: *role, strong: *strong, example });
            }
        }
        self
    }
}

/// The role words, labels, groups of bodies and endings of names.
#[derive(Debug)]
pub struct Roles {
    /// The words that give a role wherever they stand.
    words: Vec<(String, Role)>,
    anywhere: AhoCorasick,
    labels: labels::Labels,
    tails: tails::Tails,
    joiners: joiners::Joiners,
    collectives: collectives::Collectives,
    enumeration: Enumeration,
}

impl Roles {
    pub(crate) fn new(file: File, collectives: collectives::File) -> Self {
        let file = file.spread();
        let words: Vec<(String, Role)> =
            file.role.iter().map(|entry| (entry.word.clone(), entry.role.into())).collect();
        Self {
            anywhere: AhoCorasick::new(words.iter().map(|(word, _)| word)).expect("the role words are few"),
            words,
            tails: tails::Tails::new(&file),
            joiners: joiners::Joiners::new(&file),
            labels: labels::Labels::new(file),
            enumeration: Enumeration::new(&collectives.enumeration),
            collectives: collectives::Collectives::new(&collectives),
        }
    }

    /// Whether a word that gives a role stands anywhere in the text.
    pub fn gives_role(&self, text: &str) -> bool {
        self.anywhere.is_match(text)
    }

    /// The words that give a role wherever they stand, with it.
    pub fn words(&self) -> impl Iterator<Item = (&str, Role)> {
        self.words.iter().map(|(word, role)| (word.as_str(), *role))
    }
}

fn words_of(entries: &[Word]) -> Vec<String> {
    entries.iter().map(|entry| entry.word.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordFiles;
    use crate::overlay::built_in;
    use crate::testing::lexicon;

    /// The role of a label and of the word behind a name.
    fn roles_of(roles: &Roles, word: &str) -> [Option<Role>; 2] {
        let label = roles.label_at(&format!("{word}单位：县财政局")).map(|label| label.sense);
        let labelled = match label {
            Some(LabelSense::Units(role)) => Some(role),
            _ => None,
        };
        [labelled, roles.tail_at(word).filter(|tail| tail.len == word.len()).map(|tail| tail.role)]
    }

    #[test]
    fn a_role_word_gives_its_role_in_a_label_and_after_a_name() {
        let file: File = built_in();
        for entry in &file.role {
            let role = Some(Role::from(entry.role));
            assert_eq!(roles_of(lexicon().roles(), &entry.word), [role, role], "{}", entry.word);
            assert!(entry.example.ends_with(&entry.word), "{}", entry.example);
        }
    }

    #[test]
    fn one_line_adds_a_role_word_and_leaves_other_lexicons_alone() {
        let line = r#"role = [{ word = "主推", role = "lead", example = "县文旅局主推" }]"#;
        let own = lexicon().with_files(WordFiles::from_texts([("roles.toml", line)]).unwrap()).unwrap();
        assert_eq!(roles_of(own.roles(), "主推"), [Some(Role::Lead); 2]);
        assert!(own.roles().words().any(|word| word == ("主推", Role::Lead)));
        assert_eq!(roles_of(own.roles(), "推主"), [None; 2]);
        assert_eq!(roles_of(lexicon().roles(), "主推"), [None; 2]);
    }

    #[test]
    fn an_entry_with_a_word_that_is_there_takes_its_place() {
        for word in ["协助", "参加"] {
            let line = format!(r#"role = [{{ word = "{word}", role = "responsible", example = "县文旅局{word}" }}]"#);
            let own = lexicon().with_files(WordFiles::from_texts([("roles.toml", line.as_str())]).unwrap()).unwrap();
            assert_eq!(roles_of(own.roles(), word), [Some(Role::Responsible); 2], "{word}");
            assert_eq!(roles_of(lexicon().roles(), word), [Some(Role::Cooperate); 2], "{word}");
        }
        let own = lexicon();
        assert_eq!(roles_of(own.roles(), "配合"), [Some(Role::Cooperate); 2]);
    }
}
