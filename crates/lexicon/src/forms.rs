//! Words by which the form of a passage is told.

use crate::overlay::WordFile;
use crate::word_groups;
use crate::words::{Groups, Words};
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
    /// Words of duties in running text.
    pub duty: DutyWords,
    /// Captions of tables of targets.
    pub column: ColumnWords,
    /// Words around the plan.
    pub frame: FrameWords,
}

word_groups! {
    /// Words in and beside names.
    pub NameWords: leading area harmless organised nation public office organ zone national grouped opening clause sentence role introducing before continued placed member carrier
        department house branch part_of explained organ_or_group run_on surname built desk
}

word_groups! {
    /// Words that tell a statement from a sentence.
    pub StatementWords: meeting part aside sentence remedy piece charge
}

word_groups! {
    /// Words of time limits without a label.
    pub ClauseWords: lead at time manner done finished bracket standing again whole whole_part whole_of whole_must aim
}

word_groups! {
    /// Words of duties in running text.
    pub DutyWords: oblige verb other
}

word_groups! {
    /// Captions of tables of targets.
    pub ColumnWords: duty bodies shared problem name no_name unit baseline target no_target
}

word_groups! {
    /// Words around the plan.
    pub FrameWords: issue tail start closing steps phase regulation of_table
}

impl Groups for FormWords {
    fn groups(&self) -> Vec<(&'static str, &Words)> {
        let Self { name, statement, limit, duty, column, frame } = self;
        [name.groups(), statement.groups(), limit.groups(), duty.groups(), column.groups(), frame.groups()].concat()
    }

    fn add(&mut self, with: Self) {
        self.name.add(with.name);
        self.statement.add(with.statement);
        self.limit.add(with.limit);
        self.duty.add(with.duty);
        self.column.add(with.column);
        self.frame.add(with.frame);
    }
}

impl WordFile for FormWords {
    const NAME: &'static str = "forms.toml";
    const BUILT_IN: &'static str = include_str!("../data/forms.toml");
}
