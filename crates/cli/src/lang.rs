//! The language of program messages.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::sync::OnceLock;

pub use zhengtu_say::Lang;

/// The language of this process's messages.
static CURRENT: OnceLock<Lang> = OnceLock::new();

/// The language of this process's messages.
pub fn current() -> Lang {
    CURRENT.get().copied().unwrap_or_default()
}

/// Sets the language of this process's messages, once.
pub fn set(lang: Lang) {
    let _ = CURRENT.set(lang);
}

/// The message of an error in this language.
pub fn say<E: std::fmt::Display>(lang: Lang, error: &E, english: impl FnOnce(&E) -> String) -> String {
    match lang {
        Lang::Zh => error.to_string(),
        Lang::En => english(error),
    }
}

/// Reads a language as the command line gives it.
pub fn parser() -> impl TypedValueParser<Value = Lang> {
    let names = [(Lang::Zh, "中文"), (Lang::En, "English")];
    let values = names.map(|(lang, name)| PossibleValue::new(lang.code()).help(name));
    PossibleValuesParser::new(values).try_map(|code| code.parse::<Lang>())
}
