//! The files of a knowledge base and the way from one generation to the next.
//!
//! ```text
//! DIR/CURRENT          the name of the generation that readers open
//! DIR/lock             held by the program that builds
//! DIR/imports/         graphs from elsewhere, which every build keeps
//! DIR/reports.jsonl    reports of progress, which every build keeps
//! DIR/gen-000007/      one generation, never changed once it is current
//!     manifest.json    what is in it
//!     docs/0001/       the records and the text of a document
//!     graph            the graph
//!     index/           the full-text index
//! ```
//!
//! A build writes a new generation beside the old one and then replaces `CURRENT`, so that a reader
//! sees the old state or the new one, and a build that is killed leaves the old one.

use crate::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

const CURRENT: &str = "CURRENT";
const LOCK: &str = "lock";
const PREFIX: &str = "gen-";

/// The directory of the current generation.
pub(crate) fn current(dir: &Path) -> Result<PathBuf, Error> {
    let pointer = dir.join(CURRENT);
    let name = match fs::read_to_string(&pointer) {
        Ok(name) => name,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::Missing { dir: dir.to_owned() });
        }
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            return Err(Error::damaged(&pointer, "不是文本"));
        }
        Err(error) => return Err(Error::io("读取", &pointer)(error)),
    };
    let name = name.trim_end();
    let generation = dir.join(name);
    if number(name).is_none() || !generation.is_dir() {
        return Err(Error::damaged(&pointer, format!("指向的 {name:?} 不存在")));
    }
    Ok(generation)
}

/// The full-text index of a generation.
pub(crate) fn index(generation: &Path) -> PathBuf {
    generation.join("index")
}

/// The number of the generation called `name`.
fn number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// Takes the right to build; waits while another program has it, after calling `waiting`.
pub(crate) fn lock(dir: &Path, waiting: impl FnOnce()) -> Result<File, Error> {
    fs::create_dir_all(dir).map_err(Error::io("创建", dir))?;
    let path = dir.join(LOCK);
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("打开", &path))?;
    if file.try_lock().is_err() {
        waiting();
        file.lock().map_err(Error::io("锁定", &path))?;
    }
    Ok(file)
}

/// Makes the directory of the generation after all that are there.
pub(crate) fn next(dir: &Path) -> Result<PathBuf, Error> {
    let last = generations(dir)?.into_iter().map(|(number, _)| number).max().unwrap_or(0);
    let path = dir.join(format!("{PREFIX}{:06}", last + 1));
    fs::create_dir_all(path.join("docs")).map_err(Error::io("创建", &path))?;
    Ok(path)
}

/// Makes a finished generation the current one and removes those before the last.
pub(crate) fn publish(dir: &Path, generation: &Path) -> Result<(), Error> {
    let previous = current(dir).ok();
    let name = generation.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    replace(&dir.join(CURRENT), format!("{name}\n").as_bytes())?;
    for (_, path) in generations(dir)? {
        // The one before stays for readers that opened it a moment ago.
        if path != generation && Some(&path) != previous.as_ref() {
            let _ = fs::remove_dir_all(&path);
        }
    }
    Ok(())
}

/// Removes what an unfinished build left.
pub(crate) fn discard(generation: &Path) {
    let _ = fs::remove_dir_all(generation);
}

fn generations(dir: &Path) -> Result<Vec<(u64, PathBuf)>, Error> {
    let entries = fs::read_dir(dir).map_err(Error::io("读取", dir))?;
    let mut found: Vec<(u64, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((number(entry.file_name().to_str()?)?, entry.path())))
        .collect();
    found.sort();
    Ok(found)
}

/// Writes a file aside and moves it into place.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let aside = path.with_extension("tmp");
    let mut file = File::create(&aside).map_err(Error::io("写入", &aside))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(Error::io("写入", &aside))?;
    fs::rename(&aside, path).map_err(Error::io("写入", path))
}
