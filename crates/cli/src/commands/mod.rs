//! One module a command.

pub mod ask;
pub mod audit;
pub mod build;
pub mod check;
pub mod export;
pub mod graph;
pub mod ledger;
pub mod outline;
pub mod progress;
pub mod query;
pub mod search;
pub mod serve;
pub mod text;
mod units;

use crate::failure::Failure;
use std::path::Path;
use zhengtu_reader::{Options, Source};

/// Reads a single file, outside any knowledge base.
fn read_file(path: &Path, lossy: bool) -> Result<Source, Failure> {
    let fault = |reason: String| Failure::input(format!("{}：{reason}", path.display()));
    if path.is_dir() {
        return Err(fault("是文件夹；请给出一个文件".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fault("找不到这个文件；请检查路径".to_owned()),
        _ => fault(error.to_string()),
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    zhengtu_reader::read(&name, &bytes, &Options { lossy }).map_err(|error| fault(error.to_string()))
}
