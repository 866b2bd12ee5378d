//! The language of program messages.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

pub use zhengtu_say::Lang;

/// Reads a language as the command line gives it.
pub fn parser() -> impl TypedValueParser<Value = Lang> {
    let names = [(Lang::Zh, "中文"), (Lang::En, "English")];
    let values = names.map(|(lang, name)| PossibleValue::new(lang.code()).help(name));
    PossibleValuesParser::new(values).try_map(|code| code.parse::<Lang>())
}
