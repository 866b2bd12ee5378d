//! What a function reads: bytes, or a file.

use crate::error;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use std::path::PathBuf;
use zhengtu_kb::ReadFile;
use zhengtu_reader::{OcrChoice, Options};

/// Bytes (`bytes`, `bytearray`), or the path of a file (`str`, `os.PathLike`).
#[derive(FromPyObject)]
pub enum Input {
    Bytes(PyBackedBytes),
    Path(PathBuf),
}

impl Input {
    /// Reads it, under the name that is given, else under that of the file.
    pub fn read(self, py: Python<'_>, name: Option<String>, how: &Options) -> PyResult<ReadFile> {
        match self {
            Self::Bytes(bytes) => {
                let name = name.unwrap_or_else(|| "-".to_owned());
                py.detach(|| ReadFile::read(&name, &bytes, how)).map_err(|error| error::unreadable(py, &name, &error))
            }
            Self::Path(path) => {
                let of_file = || path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let name = name.unwrap_or_else(of_file);
                let bytes = py.detach(|| std::fs::read(&path)).map_err(|error| {
                    // The kind of the error, which Python knows by its number, and the file.
                    let number = error.raw_os_error().unwrap_or_default();
                    pyo3::exceptions::PyOSError::new_err((number, error.to_string(), path.display().to_string()))
                })?;
                py.detach(|| ReadFile::read(&name, &bytes, how)).map_err(|error| error::unreadable(py, &name, &error))
            }
        }
    }
}

/// How to read: with LibreOffice for what only that reads, where it is installed, and with an OCR program by its name.
pub fn options(lossy: bool, ocr: &str) -> Options {
    Options { lossy, office: zhengtu_reader::find_office(), ocr: OcrChoice::from(ocr) }
}
