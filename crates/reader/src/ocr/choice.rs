//! Which OCR program is used, and where it is found.

use crate::ReadError;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The language of Tesseract that is needed.
pub(super) const LANGUAGE: &str = "chi_sim";
/// What a Python with RapidOCR prints.
const ASK_RAPIDOCR: &str = "import importlib.metadata as m, importlib.util as u; u.find_spec('rapidocr') and print('rapidocr', m.version('rapidocr'))";

/// What kind of program it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// RapidOCR, by the Python that has it.
    Rapid,
    /// Tesseract.
    Tesseract,
}

/// An OCR program of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    pub(crate) version: String,
}

impl Program {
    /// The name of the program.
    pub(crate) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Rapid => "RapidOCR",
            Kind::Tesseract => "Tesseract",
        }
    }

    /// Name and version.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name(), self.version)
    }

    /// How many pixels an inch of the page should have for it.
    #[cfg(feature = "pdf")]
    pub(crate) fn resolution(&self) -> f64 {
        match self.kind {
            Kind::Rapid => 200.0,
            Kind::Tesseract => 300.0,
        }
    }
}

/// Which OCR program reads pages that are only pictures. Clones share what was found of it, and its turns.
#[derive(Clone, Debug, Default)]
pub struct OcrChoice {
    wanted: Wanted,
    shared: Arc<Shared>,
}

/// What a user asks for.
#[derive(Clone, Debug, Default)]
enum Wanted {
    /// No program: such pages are reported and not read.
    #[default]
    None,
    /// RapidOCR where it is installed, else Tesseract with Chinese.
    Any,
    /// `rapidocr`, `tesseract`, or a path: of a Python that has RapidOCR, or of Tesseract.
    Named(String),
}

/// What looking for the program found, and the turn of who may run it.
#[derive(Debug, Default)]
struct Shared {
    found: OnceLock<Option<Program>>,
    turn: Mutex<()>,
}

impl From<&str> for OcrChoice {
    /// `auto`, `off`, `rapidocr`, `tesseract`, or the path of a program.
    fn from(name: &str) -> Self {
        let wanted = match name {
            "off" | "" => Wanted::None,
            "auto" => Wanted::Any,
            name => Wanted::Named(name.to_owned()),
        };
        Self { wanted, shared: Arc::default() }
    }
}

impl OcrChoice {
    /// The program that is chosen, looked for once; nothing where none is wanted, or none is installed.
    ///
    /// # Errors
    /// Where a program was named that is not there.
    pub(crate) fn program(&self) -> Result<Option<Program>, ReadError> {
        match (self.shared.found.get_or_init(|| self.wanted.find()), &self.wanted) {
            (None, Wanted::Named(_)) => Err(ReadError::Unsupported {
                format: "扫描件",
                advice: "找不到 --ocr 指定的文字识别程序：请写 rapidocr、tesseract（要有 chi_sim），\
                         或装有 rapidocr 的 Python 的路径",
            }),
            (found, _) => Ok(found.clone()),
        }
    }

    /// Waits for the turn to run the program: it takes all cores, and much memory.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wanted {
    /// The program, where it is there.
    fn find(&self) -> Option<Program> {
        match self {
            Self::None => None,
            Self::Any => rapid_on_path().or_else(tesseract_on_path),
            Self::Named(name) if name.eq_ignore_ascii_case("rapidocr") => rapid_on_path(),
            Self::Named(name) if name.eq_ignore_ascii_case("tesseract") => tesseract_on_path(),
            Self::Named(path) => at(Path::new(path)),
        }
    }
}

/// The program at a path, by what it says of itself.
fn at(path: &Path) -> Option<Program> {
    tesseract(path).or_else(|| rapid(path)).or_else(|| rapid(&interpreter(path)?))
}

fn rapid_on_path() -> Option<Program> {
    let script = on_path(&["rapidocr"]).find_map(|script| rapid(&interpreter(&script)?));
    script.or_else(|| on_path(&["python3", "python", "python.exe"]).find_map(|python| rapid(&python)))
}

fn tesseract_on_path() -> Option<Program> {
    on_path(&["tesseract", "tesseract.exe"]).find_map(|program| tesseract(&program))
}

/// The files of these names in the folders of `PATH`.
fn on_path(names: &'static [&'static str]) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(move |name| folders.clone().into_iter().map(move |folder| folder.join(name)))
        .filter(|program| program.is_file())
}

/// The Python that runs a script, by the first line of the script.
fn interpreter(script: &Path) -> Option<PathBuf> {
    let mut line = String::new();
    BufReader::new(std::fs::File::open(script).ok()?.take(512)).read_line(&mut line).ok()?;
    let named = PathBuf::from(line.strip_prefix("#!")?.trim());
    named.is_file().then_some(named)
}

fn rapid(python: &Path) -> Option<Program> {
    let said = said_by(python, ["-c", ASK_RAPIDOCR])?;
    let version = said.lines().last()?.strip_prefix("rapidocr ")?.trim().to_owned();
    Some(Program { kind: Kind::Rapid, path: python.to_owned(), version })
}

fn tesseract(program: &Path) -> Option<Program> {
    let said = said_by(program, ["--version"])?;
    let version = said.lines().next()?.strip_prefix("tesseract ")?.trim().trim_start_matches('v').to_owned();
    let languages = said_by(program, ["--list-langs"])?;
    let program = Program { kind: Kind::Tesseract, path: program.to_owned(), version };
    languages.lines().any(|line| line.trim() == LANGUAGE).then_some(program)
}

/// What a program prints, where it ends well.
fn said_by<const N: usize>(program: &Path, arguments: [&str; N]) -> Option<String> {
    let arguments = arguments.map(OsStr::new);
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}
