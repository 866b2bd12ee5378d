use crate::deadlines::{self, DeadlineWord};
use crate::roles::{self, Label, Tail};
use crate::sections::{self, FieldWord, SectionWord};

/// The words that whoever reads a text is given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexicon {
    roles: Roles,
}

/// The role words, labels and endings of names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Roles;

impl Lexicon {
    /// The words that are built in.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Role words, labels, collectives and endings of names.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// See [`sections::field_label`].
    pub fn field_label(&self, line: &str) -> Option<(FieldWord, usize)> {
        sections::field_label(line)
    }

    /// See [`sections::section_kind`].
    pub fn section_kind(&self, heading: &str) -> Option<SectionWord> {
        sections::section_kind(heading)
    }

    /// See [`sections::deadline_label_before`].
    pub fn deadline_label_before(&self, text: &str) -> Option<usize> {
        sections::deadline_label_before(text)
    }

    /// See [`deadlines::deadline_word`].
    pub fn deadline_word(&self, field: &str) -> Option<DeadlineWord> {
        deadlines::deadline_word(field)
    }
}

impl Roles {
    /// See [`roles::label_at`].
    pub fn label_at(&self, text: &str) -> Option<Label> {
        roles::label_at(text)
    }

    /// See [`roles::find_label`].
    pub fn find_label(&self, text: &str, from: usize) -> Option<Label> {
        roles::find_label(text, from)
    }

    /// See [`roles::tail_at`].
    pub fn tail_at(&self, text: &str) -> Option<Tail> {
        roles::tail_at(text)
    }

    /// See [`roles::may_follow_name`].
    pub fn may_follow_name(&self, char: char) -> bool {
        roles::may_follow_name(char)
    }

    /// See [`roles::ends_as_body`].
    pub fn ends_as_body(&self, name: &str) -> bool {
        roles::ends_as_body(name)
    }

    /// See [`roles::says_first_leads`].
    pub fn says_first_leads(&self, text: &str) -> bool {
        roles::says_first_leads(text)
    }
}
