use super::{File, JoinerWord, Roles};
use crate::words::Words;
use zhengtu_text::CharSet;

/// A word between two names of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joiner {
    /// Its length in bytes.
    pub len: usize,
    /// Who follows helps who stands before (会同).
    pub helps: bool,
    /// It may open a passage of the list (X牵头，会同Y).
    pub opens: bool,
    /// Before its members it is the end of a name (市食安委会各成员单位).
    pub ends_names: bool,
}

/// The words between the names of a list.
#[derive(Debug)]
pub(super) struct Joiners {
    words: Words,
    entries: Vec<JoinerWord>,
    /// The characters with which they begin.
    firsts: CharSet,
}

impl Joiners {
    pub(super) fn new(file: &File) -> Self {
        let entries = file.joiner.clone();
        Self {
            words: Words::new(entries.iter().map(|entry| entry.word.clone()).collect(), String::new()),
            firsts: entries.iter().filter_map(|entry| entry.word.chars().next()).collect(),
            entries,
        }
    }
}

impl Roles {
    /// The word at the start of `text` that joins two names.
    pub fn joiner_at(&self, text: &str) -> Option<Joiner> {
        let len = self.joiners.words.at_start(text)?;
        let entry = self.joiners.entries.iter().find(|entry| entry.word == text[..len])?;
        Some(Joiner { len, helps: entry.helps, opens: entry.opens, ends_names: entry.ends_names })
    }

    /// Where in `text` the last of each of the words that join names ends.
    pub fn last_joiners<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.joiners.words.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len()))
    }

    /// Whether a word that joins two names may begin with the character.
    pub fn may_join_names(&self, char: char) -> bool {
        self.joiners.firsts.contains(char)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;
    use crate::{WordFiles, overlay::built_in, roles::File};

    #[test]
    fn every_joiner_stands_between_the_names_of_its_example() {
        let file: File = built_in();
        let roles = lexicon().roles();
        for entry in &file.joiner {
            let at = "县财政局".len();
            let found = roles.joiner_at(&entry.example[at..]).unwrap();
            assert_eq!((found.len, found.helps, found.opens), (entry.word.len(), entry.helps, entry.opens));
            assert_eq!(&entry.example[at + found.len..], "县税务局");
            assert!(entry.word.starts_with(|first| roles.may_join_names(first)));
        }
        assert!(roles.joiner_at("县税务局").is_none() && !roles.may_join_names('县'));
    }

    #[test]
    fn a_joiner_of_ones_own_is_one_line() {
        let line = r#"joiner = [{ word = "携手", helps = true, example = "县财政局携手县税务局" }]"#;
        let own = lexicon().with_files(WordFiles::from_texts([("roles.toml", line)]).unwrap()).unwrap();
        assert!(own.roles().joiner_at("携手县税务局").is_some_and(|joiner| joiner.helps));
        assert!(lexicon().roles().joiner_at("携手县税务局").is_none());
    }
}
