//! `zhengtu completions`, `zhengtu manual`: what a shell and `man` want to know, made from the command line itself.

use crate::args::{Completions, Manual};
use crate::failure::{Failure, Said};
use crate::lang::Lang;
use crate::{line, output};
use std::io::Write;
use std::path::Path;

/// Prints the completions of a shell.
pub fn completions(options: &Completions, lang: Lang) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut line::command(lang), "zhengtu", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    Ok(out.flush()?)
}

/// Prints the manual page, or writes one for each command into a folder.
pub fn manual(options: &Manual, lang: Lang) -> Result<(), Failure> {
    let command = line::command(lang);
    let Some(folder) = &options.out else {
        let mut out = output::stdout();
        clap_mangen::Man::new(command).render(&mut out)?;
        return Ok(out.flush()?);
    };
    let fault = |path: &Path, error: &std::io::Error| {
        let said = format!("{}：{error}", path.display());
        Failure::Input(Said { zh: format!("写不了 {said}"), en: format!("cannot be written: {said}") })
    };
    std::fs::create_dir_all(folder).map_err(|error| fault(folder, &error))?;
    clap_mangen::generate_to(command, folder).map_err(|error| fault(folder, &error))
}
