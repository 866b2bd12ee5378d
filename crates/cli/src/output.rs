//! Standard output: buffered, records as JSON Lines; or a file in its place.

use crate::failure::Failure;
use serde::Serialize;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Buffered standard output.
pub type Out = BufWriter<StdoutLock<'static>>;

/// Opens standard output.
pub fn stdout() -> Out {
    BufWriter::new(io::stdout().lock())
}

/// Prints each record on a line of its own.
pub fn json_lines<T: Serialize>(out: &mut Out, records: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    records.into_iter().try_for_each(|record| json_line(out, &record))?;
    Ok(out.flush()?)
}

/// Prints one.
pub fn json_line(out: &mut Out, record: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, record)?;
    Ok(writeln!(out)?)
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
    let mut file = Replaced::create(path)?;
    file.write_all(bytes).map_err(|error| fault(path, &error))?;
    file.keep()
}

/// A file that is being written, as [`write()`] does it.
#[derive(Debug)]
pub struct Replaced {
    /// As the user named it.
    path: PathBuf,
    out: BufWriter<File>,
    /// Where it is written, and where it is moved to; nothing for a pipe or a device.
    moved: Option<(PathBuf, PathBuf)>,
}

impl Replaced {
    /// Begins to write; what is there is replaced by [`Replaced::keep`].
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let there = std::fs::metadata(path).ok();
        let open = |place: &Path| File::create(place).map_err(|error| fault(path, &error));
        match &there {
            Some(data) if data.is_dir() => {
                return Err(Failure::input(format!("{}：是文件夹；请给出文件名", path.display())));
            }
            Some(data) if !data.is_file() => {
                return Ok(Self { path: path.to_owned(), out: BufWriter::new(open(path)?), moved: None });
            }
            _ => {}
        }
        let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.tmp", std::process::id()));
        let aside = place.with_file_name(name);
        let file = Self { path: path.to_owned(), out: BufWriter::new(open(&aside)?), moved: Some((aside, place)) };
        if let Some(data) = there {
            file.out.get_ref().set_permissions(data.permissions()).map_err(|error| fault(path, &error))?;
        }
        Ok(file)
    }

    /// Ends the file and puts it in its place.
    pub fn keep(mut self) -> Result<(), Failure> {
        self.end().map_err(|error| fault(&self.path, &error))
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((aside, place)) = &self.moved {
            self.out.get_ref().sync_all()?;
            std::fs::rename(aside, place)?;
            self.moved = None;
        }
        Ok(())
    }
}

impl Write for Replaced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What was not kept goes.
impl Drop for Replaced {
    fn drop(&mut self) {
        if let Some((aside, _)) = &self.moved {
            let _ = std::fs::remove_file(aside);
        }
    }
}

/// A file that could not be written.
pub fn fault(path: &Path, error: &io::Error) -> Failure {
    Failure::input(format!("{}：{error}", path.display()))
}
