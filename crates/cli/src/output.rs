//! Standard output: buffered, records as JSON Lines; or a file in its place.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

/// Buffered standard output.
pub type Out = BufWriter<StdoutLock<'static>>;

/// Opens standard output.
pub fn stdout() -> Out {
    BufWriter::new(io::stdout().lock())
}

/// Prints each record on a line of its own.
pub fn json_lines<T: Serialize>(out: &mut Out, records: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    for record in records {
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

/// Writes to a file, or to standard output unless that is a terminal which could not show it.
pub fn deliver(bytes: &[u8], is_binary: bool, file: Option<&Path>) -> Result<(), Failure> {
    match file {
        Some(path) if path.is_dir() => Err(Failure::input(format!("{}：是文件夹；请给出文件名", path.display()))),
        Some(path) => std::fs::write(path, bytes).map_err(|error| fault(path, &error)),
        None if is_binary && io::stdout().is_terminal() => {
            Err(Failure::usage("这种格式不能打印到终端；请加 --out 文件，或重定向到文件"))
        }
        None => {
            let mut out = stdout();
            out.write_all(bytes)?;
            Ok(out.flush()?)
        }
    }
}

/// A file that could not be written.
pub fn fault(path: &Path, error: &io::Error) -> Failure {
    Failure::input(format!("{}：{error}", path.display()))
}
