//! `zhengtu config`: which settings hold, and why.

use crate::config::{Config, KEYS};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use std::io::Write;

/// Prints each setting with what gives it, and the files that were looked for.
pub fn run(config: &Config, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    for key in KEYS {
        let variable = key.variable.and_then(|name| Some((std::env::var(name).ok()?, name.to_owned())));
        let file = config.given.get(key.name).map(|(value, path)| (value.clone(), path.display().to_string()));
        let built_in = || (key.built_in.to_owned(), lang.pick("内置", "built in").to_owned());
        let (value, source) = variable.or(file).unwrap_or_else(built_in);
        let value = if value.is_empty() { lang.pick("（无）", "(none)") } else { &value };
        writeln!(out, "{}\t{value}\t{source}", key.name)?;
    }
    for (path, there) in &config.files {
        let said = if *there { lang.pick("读了", "read") } else { lang.pick("没有", "not there") };
        writeln!(out, "# {}: {said}", path.display())?;
    }
    Ok(())
}
