//! The settings of the checks: the file that is named, else `checks.toml` beside the documents; and the exceptions that
//! stand there or in a file of their own.

use crate::args::Check;
use crate::failure::{Failure, Said};
use crate::lang::Lang;
use crate::output;
use std::path::{Path, PathBuf};
use zhengtu_check::{Options, SETTINGS_FILE, Settings, Suppressions};
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::Finding;

/// Settings with the file they stand in.
pub struct Found {
    pub settings: Settings,
    /// The file; where there is none, the one that would be.
    path: PathBuf,
}

/// The settings of the file that the options name.
pub fn named(options: &Check) -> Result<Option<Found>, Failure> {
    options.config.as_deref().map(read).transpose()
}

/// The settings beside the documents: of the first folder that has some.
pub fn beside(options: &Check, kb: &KnowledgeBase) -> Result<Found, Failure> {
    let given = options.paths.iter().chain(&options.kb.from);
    let mut folders: Vec<PathBuf> = given.map(|path| folder_of(path)).collect();
    if folders.is_empty() {
        folders = kb.documents().map(|entry| folder_of(&entry.path)).collect();
    }
    let files: Vec<PathBuf> = folders.iter().map(|folder| folder.join(SETTINGS_FILE)).collect();
    match files.iter().find(|file| file.is_file()) {
        Some(file) => read(file),
        None => Ok(Found { settings: Settings::default(), path: files.into_iter().next().unwrap_or_default() }),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    folder.map(Path::to_owned).unwrap_or_default()
}

fn read(path: &Path) -> Result<Found, Failure> {
    let settings = Settings::parse(&text_of(path)?).map_err(|error| fault(path, &error))?;
    Ok(Found { settings, path: path.to_owned() })
}

impl Found {
    /// Which checks are wanted: `--select` in the place of what the file says, `--ignore` besides.
    pub fn wanted(&self, options: &Check, own: &[String]) -> Result<Options, Failure> {
        let of_file = |error: &dyn std::fmt::Display| fault(&self.path, error);
        let graded: Vec<String> = self.settings.graded().map(str::to_owned).collect();
        Options::new(&self.settings.select, &self.settings.ignore, own).map_err(|error| of_file(&error))?;
        Options::new(&graded, &[], own).map_err(|error| of_file(&error))?;
        let select = if options.select.is_empty() { &self.settings.select } else { &options.select };
        let ignore: Vec<String> = options.ignore.iter().chain(&self.settings.ignore).cloned().collect();
        Options::new(select, &ignore, own).map_err(Failure::usage)
    }

    /// The findings that no exception of the file covers.
    pub fn leave_out(&self, findings: Vec<Finding>, lang: Lang) -> Vec<Finding> {
        leave_out(&self.settings.allowed, &self.path, findings, lang)
    }

    /// Writes exceptions for findings at the end of `file`, or of the settings.
    pub fn accept(
        &self,
        findings: &[Finding],
        ids: &[String],
        reason: &str,
        file: Option<&Path>,
        several: bool,
        lang: Lang,
    ) -> Result<u8, Failure> {
        if reason.trim().is_empty() {
            return Err(Failure::usage("--reason 要写明理由"));
        }
        let path = file.unwrap_or(&self.path);
        let mut text = if path.is_file() { text_of(path)? } else { String::new() };
        let known = match file {
            Some(_) => Suppressions::parse(&text).map_err(|error| fault(path, &error))?,
            None => self.settings.allowed.clone(),
        };
        for id in ids {
            let finding = findings.iter().find(|finding| finding.id == *id).ok_or_else(|| unknown(id))?;
            if known.apply(vec![finding.clone()]).0.is_empty() {
                match lang {
                    Lang::Zh => eprintln!("{id}：已在 {} 里", path.display()),
                    Lang::En => eprintln!("{id}: stands in {} already", path.display()),
                }
                continue;
            }
            if !text.is_empty() {
                text += if text.ends_with('\n') { "\n" } else { "\n\n" };
            }
            text += &Suppressions::entry(finding, several.then_some(finding.doc.as_str()), reason);
            match lang {
                Lang::Zh => eprintln!("{id}：已写入 {}（{}）", path.display(), finding.message),
                Lang::En => eprintln!("{id}: written to {} ({})", path.display(), finding.message),
            }
        }
        output::write(path, text.as_bytes())?;
        Ok(0)
    }
}

fn unknown(id: &str) -> Failure {
    Failure::Usage(Said {
        zh: format!("没有编号为 {id} 的发现；编号在 check 的说明里，改过原文后会变"),
        en: format!("no finding has the id {id}; ids stand in the notes of check and change with the words"),
    })
}

/// Leaves out what the suppression file names, and names its entries that cover nothing.
pub fn suppress(findings: Vec<Finding>, file: Option<&Path>, lang: Lang) -> Result<Vec<Finding>, Failure> {
    let Some(file) = file else { return Ok(findings) };
    let allowed = Suppressions::parse(&text_of(file)?).map_err(|error| fault(file, &error))?;
    Ok(leave_out(&allowed, file, findings, lang))
}

/// The findings that no exception of a file covers; those of its entries that cover nothing are named.
fn leave_out(allowed: &Suppressions, file: &Path, findings: Vec<Finding>, lang: Lang) -> Vec<Finding> {
    let (kept, stale) = allowed.apply(findings);
    for entry in stale {
        let (name, number, code, reason) = (file.display(), entry.entry, entry.code, entry.reason);
        match lang {
            Lang::Zh => eprintln!("{name}：第 {number} 项（{code}，理由：{reason}）已不对应任何发现，可以删去"),
            Lang::En => eprintln!("{name}: entry {number} ({code}, reason: {reason}) covers no finding any longer"),
        }
    }
    kept
}

/// The text of a file of settings, exceptions or checks.
pub fn text_of(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| fault(path, &error))
}

/// A file that cannot be used.
pub fn fault(path: &Path, reason: &dyn std::fmt::Display) -> Failure {
    Failure::input(format!("{}：{}", path.display(), reason.to_string().trim_end()))
}
