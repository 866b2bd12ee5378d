//! `zhengtu verify`: whether every file of a knowledge base is as it was written.

use crate::args::Verify;
use crate::failure::{Failure, Said};
use crate::lang::Lang;
use crate::output;
use std::io::Write;
use zhengtu_kb::KnowledgeBase;

/// Reads all files, names those that are damaged.
///
/// # Errors
/// [`Failure::Input`] where one is.
pub fn run(options: &Verify, lang: Lang) -> Result<(), Failure> {
    let kb = KnowledgeBase::open(&options.kb)?;
    let mut out = output::stdout();
    let (mut files, mut damaged) = (0_usize, 0_usize);
    for (file, fault) in kb.verify() {
        files += 1;
        let Some(fault) = fault else { continue };
        damaged += 1;
        writeln!(out, "{file}: {}", lang.pick(&fault.to_string(), &fault.english()))?;
    }
    out.flush()?;
    if damaged > 0 {
        return Err(Failure::Input(Said {
            zh: format!("{files} 个文件中有 {damaged} 个已损坏；请重新运行 zhengtu build 文件…，损坏的会重新读入"),
            en: format!("{damaged} of {files} files are damaged; run zhengtu build FILE… again, which reads them anew"),
        }));
    }
    match lang {
        Lang::Zh => writeln!(out, "{} 的 {files} 个文件都与写入时一致。", options.kb.display())?,
        Lang::En => writeln!(out, "all {files} files of {} are as they were written.", options.kb.display())?,
    }
    Ok(out.flush()?)
}
