//! One module a command.

pub mod ask;
pub mod audit;
pub mod build;
pub mod check;
mod clauses;
pub mod config;
pub mod export;
pub mod extract;
pub mod graph;
pub mod install;
mod into;
pub mod ledger;
#[cfg(feature = "mcp")]
pub mod mcp;
mod original;
pub mod outline;
pub mod progress;
pub mod query;
pub mod search;
pub mod serve;
mod settings;
mod tables;
pub mod text;
mod units;
pub mod verify;
mod watch;

use crate::failure::{Failure, Said};
use std::path::Path;
use zhengtu_lexicon::Lexicon;
use zhengtu_reader::{OcrChoice, Options, ReadError, Source};

/// The words to read a single file with: the built-in ones, with a user's folder of them over these.
fn lexicon(words: Option<&Path>) -> Result<Lexicon, Failure> {
    let built_in = Lexicon::built_in();
    let Some(folder) = words else { return Ok(built_in) };
    Ok(built_in.with(folder)?)
}

/// What is wrong with a file, in Chinese and in English.
fn file_fault(path: &Path, zh: &str, en: &str) -> Failure {
    Failure::Input(Said { zh: format!("{}：{zh}", path.display()), en: format!("{}: {en}", path.display()) })
}

/// The name and the bytes of a single file.
fn bytes_of(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let fault = |zh: &str, en: &str| file_fault(path, zh, en);
    match path.metadata() {
        Ok(data) if data.is_dir() => return Err(fault("是文件夹；请给出一个文件", "is a folder; name a file")),
        Ok(data) if !data.is_file() => {
            return Err(fault("是管道或设备；请先存成文件", "is a pipe or a device; save it to a file first"));
        }
        _ => {}
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fault("找不到这个文件；请检查路径", "does not exist; check the path"),
        _ => fault(&error.to_string(), &error.to_string()),
    })?;
    Ok((path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), bytes))
}

/// Reads a single file, outside any knowledge base.
fn read_file(path: &Path, lossy: bool, ocr: &OcrChoice) -> Result<Source, Failure> {
    let (name, bytes) = bytes_of(path)?;
    let options = Options { lossy, office: zhengtu_reader::find_office(), ocr: ocr.clone() };
    zhengtu_reader::read(&name, &bytes, &options).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &ReadError) -> Failure {
    file_fault(path, &error.to_string(), &error.english())
}
