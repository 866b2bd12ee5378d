//! Words by which the form of a passage is told.

use crate::overlay::Overlay;
use crate::words::section;
use serde::Deserialize;

/// The words of `forms.toml`; what each group means is said there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormWords {
    /// Words in and beside names.
    pub name: NameWords,
    /// Words that tell a statement from a sentence.
    pub statement: StatementWords,
    /// Words of time limits without a label.
    pub limit: ClauseWords,
    /// Captions of tables of targets.
    pub column: ColumnWords,
    /// Words around the plan.
    pub frame: FrameWords,
}

section! {
    /// Words in and beside names.
    NameWords: public office organ zone national grouped opening clause sentence role introducing before continued placed
}

section! {
    /// Words that tell a statement from a sentence.
    StatementWords: part aside sentence
}

section! {
    /// Words of time limits without a label.
    ClauseWords: lead at done finished bracket
}

section! {
    /// Captions of tables of targets.
    ColumnWords: duty name no_name baseline target no_target
}

section! {
    /// Words around the plan.
    FrameWords: issue tail start
}

impl Overlay for FormWords {
    const NAME: &'static str = "forms.toml";
    const BUILT_IN: &'static str = include_str!("../data/forms.toml");

    /// Words are added to the group of their name.
    fn lay_over(&mut self, with: Self) {
        self.name.lay_over(with.name);
        self.statement.lay_over(with.statement);
        self.limit.lay_over(with.limit);
        self.column.lay_over(with.column);
        self.frame.lay_over(with.frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        let FormWords { name, statement, limit, column, frame } = lexicon().forms();
        let sections = [name.groups(), statement.groups(), limit.groups(), column.groups(), frame.groups()];
        for (group, words) in sections.into_iter().flatten() {
            assert!(words.within(words.example()), "{group}: {}", words.example());
        }
    }
}
