use crate::draft::is_blank;
use zhengtu_text::Span;

/// What is known of a document beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The number of the part that the document starts with: 0 for the main text, n where the file holds
    /// annex n of a plan whose main text lies in another file.
    pub part: u32,
    /// The passages to be read otherwise, in the order of the source and without overlap.
    pub edits: Vec<Edit>,
}

/// A passage of the source that a person wants to be read otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The passage of the source's text.
    pub span: Span,
    /// What is read instead; nothing where the passage is to be left out. A line end starts a new line.
    pub by: String,
}

impl Edit {
    /// What is read, without the white space that means nothing; a space between two words stays.
    pub(crate) fn text(&self) -> String {
        let mut text = String::with_capacity(self.by.len());
        let mut gap = false;
        for char in self.by.chars() {
            if char != '\n' && is_blank(char) {
                gap = true;
                continue;
            }
            let between_words =
                gap && char.is_ascii_alphanumeric() && text.ends_with(|last: char| last.is_ascii_alphanumeric());
            if between_words {
                text.push(' ');
            }
            gap = false;
            text.push(char);
        }
        text
    }
}
