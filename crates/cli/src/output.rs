//! Standard output: buffered, records as JSON Lines; or a file in its place.

use crate::failure::Failure;
use serde::Serialize;
use std::ffi::OsString;
use std::fs::{File, Permissions};
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
        Some(path) => write(path, bytes),
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

/// Writes a file: aside and moved into place, so that what was there stays whole until the new content is. Through a
/// link the file it leads to is replaced; a pipe or a device is written to.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let there = std::fs::metadata(path).ok();
    match &there {
        Some(data) if data.is_dir() => {
            return Err(Failure::input(format!("{}：是文件夹；请给出文件名", path.display())));
        }
        Some(data) if !data.is_file() => return std::fs::write(path, bytes).map_err(|error| fault(path, &error)),
        _ => {}
    }
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(&place, bytes, there.map(|data| data.permissions())).map_err(|error| fault(path, &error))
}

fn replace(place: &Path, bytes: &[u8], rights: Option<Permissions>) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let aside = place.with_file_name(name);
    let written = fill(&aside, bytes, rights).and_then(|()| std::fs::rename(&aside, place));
    if written.is_err() {
        let _ = std::fs::remove_file(&aside);
    }
    written
}

fn fill(aside: &Path, bytes: &[u8], rights: Option<Permissions>) -> io::Result<()> {
    let mut file = File::create(aside)?;
    file.write_all(bytes)?;
    rights.map_or(Ok(()), |rights| file.set_permissions(rights))?;
    file.sync_all()
}

/// A file that could not be written.
pub fn fault(path: &Path, error: &io::Error) -> Failure {
    Failure::input(format!("{}：{error}", path.display()))
}
