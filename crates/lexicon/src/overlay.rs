//! Laying a file of a user's words over the data file of the same name.

use crate::error::{Fault, LexiconError, line_at};
use crate::files::WordFiles;
use crate::words::Groups;
use serde::de::DeserializeOwned;

/// A data file.
pub(crate) trait Overlay: DeserializeOwned {
    /// The name of the file.
    const NAME: &'static str;
    /// The text that is built in.
    const BUILT_IN: &'static str;

    /// Adds what a user's file of the same name holds.
    fn lay_over(&mut self, with: Self);

    /// A pattern that cannot be used, and why.
    fn fault(&self) -> Option<(String, String)> {
        None
    }
}

/// A data file of named groups of words and nothing else: words are added to the group of their name.
pub(crate) trait WordFile: Groups + DeserializeOwned {
    /// The name of the file.
    const NAME: &'static str;
    /// The text that is built in.
    const BUILT_IN: &'static str;
}

impl<F: WordFile> Overlay for F {
    const NAME: &'static str = F::NAME;
    const BUILT_IN: &'static str = F::BUILT_IN;

    fn lay_over(&mut self, with: Self) {
        self.add(with);
    }
}

/// The built-in file.
pub(crate) fn built_in<F: Overlay>() -> F {
    toml::from_str(F::BUILT_IN).expect("the built-in file is well formed: a test reads it")
}

/// The built-in file with those of the same name laid over it.
pub(crate) fn read<F: Overlay>(layers: &[WordFiles]) -> Result<F, LexiconError> {
    let mut file: F = built_in();
    for text in layers.iter().filter_map(|files| files.text(F::NAME)) {
        file.lay_over(parse(text)?);
        if let Some((passage, why)) = file.fault() {
            // A backslash stands twice in a string of TOML that is not literal.
            let at = text.find(&passage).or_else(|| text.find(&passage.replace('\\', r"\\")));
            let at = at.unwrap_or_default();
            return Err(LexiconError::at(F::NAME, line_at(text, at), Fault::Pattern(why)));
        }
    }
    Ok(file)
}

fn parse<F: Overlay>(text: &str) -> Result<F, LexiconError> {
    let fail = |at: usize, fault| LexiconError::at(F::NAME, line_at(text, at), fault);
    let file = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        fail(at, Fault::of_toml(error.message()))
    })?;
    // An empty word would stand everywhere.
    match ["\"\"", "''"].iter().filter_map(|empty| text.find(empty)).min() {
        Some(at) if holds_empty(&toml::from_str(text).unwrap_or_default()) => Err(fail(at, Fault::Empty)),
        _ => Ok(file),
    }
}

fn holds_empty(table: &toml::Table) -> bool {
    fn is_empty(value: &toml::Value) -> bool {
        match value {
            toml::Value::String(text) => text.trim().is_empty(),
            toml::Value::Array(list) => list.iter().any(is_empty),
            toml::Value::Table(table) => holds_empty(table),
            _ => false,
        }
    }
    table.values().any(is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bodies::BodyWords;
    use crate::checks::CheckWords;
    use crate::documents::DocumentWords;
    use crate::forms::FormWords;
    use crate::terms::TermWords;

    fn without_example<F: WordFile>() -> Option<&'static str> {
        built_in::<F>().without_example()
    }

    #[test]
    fn each_group_of_a_file_of_words_has_an_example_with_one_of_its_words() {
        assert_eq!(without_example::<BodyWords>(), None);
        assert_eq!(without_example::<CheckWords>(), None);
        assert_eq!(without_example::<FormWords>(), None);
        assert_eq!(without_example::<DocumentWords>(), None);
        assert_eq!(without_example::<TermWords>(), None);
    }
}
