//! The files of a knowledge base and the way from one generation to the next.
//!
//! ```text
//! DIR/CURRENT          the generation that readers open: its name, and the digest of its manifest
//! DIR/lock             held by the program that builds
//! DIR/gen-000007/      one generation, never changed once it is current
//!     manifest.json    what is in it, with a digest of every other file; readers hold a shared lock on it
//!     s-000001/        a segment: what was read of some documents; written once, and shared by later generations
//!         documents        which documents, and where the records of each lie
//!         records          the records and the texts
//!         graph            the graphs of the documents
//!         index/           their full-text index
//!     imports/         graphs from elsewhere, which every build takes over
//!     reports.jsonl    reports of progress, which every build takes over
//!     graph            what the graph holds beside the documents
//! ```
//!
//! A build, an import and a report write a new generation beside the old one, wait until it is on the disk, and then
//! replace `CURRENT`, so that a reader sees the old state or the new one, and a build that is killed leaves the old one.
//! A generation is removed when it is neither the current one nor the one before, and nobody reads it.

use crate::Error;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

const CURRENT: &str = "CURRENT";
const LOCK: &str = "lock";
const PREFIX: &str = "gen-";

/// The folder of the full-text index within a segment.
pub(crate) const INDEX: &str = "index";
/// The file of a segment that says which documents it holds.
pub(crate) const DOCUMENTS: &str = "documents";
/// The file of a segment that holds the records and the texts.
pub(crate) const RECORDS: &str = "records";
/// The folder of the imported graphs within a generation.
pub(crate) const IMPORTS: &str = "imports";
/// The file of the reports of progress within a generation.
pub(crate) const REPORTS: &str = "reports.jsonl";
/// The file of the graph within a segment, and of what stands beside the documents within a generation.
pub(crate) const GRAPH: &str = "graph";
/// The file that says what a generation holds.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Which generation is current.
pub(crate) struct Pointer {
    /// Its directory.
    pub(crate) generation: PathBuf,
    /// The digest of its manifest; empty where an older program wrote it.
    pub(crate) digest: String,
}

/// The directory of the current generation.
pub(crate) fn current(dir: &Path) -> Result<PathBuf, Error> {
    pointer(dir).map(|pointer| pointer.generation)
}

/// Which generation is current.
pub(crate) fn pointer(dir: &Path) -> Result<Pointer, Error> {
    let pointer = dir.join(CURRENT);
    let text = match fs::read_to_string(&pointer) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Error::Missing { dir: dir.to_owned() });
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(Error::damaged(&pointer, "不是文本"));
        }
        Err(error) => return Err(Error::unreadable(&pointer, error)),
    };
    let mut lines = text.lines();
    let (name, digest) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default().to_owned());
    let generation = dir.join(name);
    if number(name).is_none() || !generation.is_dir() {
        return Err(Error::damaged(&pointer, format!("指向的 {name:?} 不存在")));
    }
    Ok(Pointer { generation, digest })
}

/// The name of the segment of this number.
pub(crate) fn segment(number: u64) -> String {
    format!("s-{number:06}")
}

/// The number of the segment called `name`.
pub(crate) fn segment_number(name: &str) -> Option<u64> {
    name.strip_prefix("s-")?.parse().ok()
}

/// The graphs from elsewhere that lie in a generation.
pub(crate) fn imports(generation: &Path) -> PathBuf {
    generation.join(IMPORTS)
}

/// The reports of progress that lie in a generation.
pub(crate) fn reports(generation: &Path) -> PathBuf {
    generation.join(REPORTS)
}

/// Where imported graphs and reports of progress lie now, whether or not the documents of the generation can still be
/// used: in the current generation, or, as older programs wrote them, beside the generations.
pub(crate) fn taken_in(dir: &Path) -> PathBuf {
    let holds = |place: &Path| imports(place).exists() || reports(place).exists();
    match pointer(dir) {
        Ok(pointer) if holds(&pointer.generation) || !pointer.digest.is_empty() => pointer.generation,
        _ => dir.to_owned(),
    }
}

/// The files of a generation by their paths below it, the manifest left out.
pub(crate) fn files(generation: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    walk(generation, "", &mut files)?;
    files.retain(|file| file != MANIFEST);
    files.sort();
    Ok(files)
}

fn walk(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("读取", folder))? {
        let entry = entry.map_err(Error::io("读取", folder))?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => walk(&entry.path(), &format!("{name}/"), files)?,
            false => files.push(name),
        }
    }
    Ok(())
}

/// The number of the generation called `name`.
fn number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// The right to build, for as long as it is held.
pub(crate) struct Lock {
    /// The file that says so to other programs.
    _file: File,
    dir: PathBuf,
    /// Whether the folder was made for this build.
    made: bool,
}

impl Lock {
    /// Takes back what was made for a first build that came to nothing: the lock, and the folder where it is new. What else
    /// lies there stays.
    pub(crate) fn withdraw(self) {
        let bare = fs::read_dir(&self.dir)
            .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == LOCK)));
        if !bare || fs::remove_file(self.dir.join(LOCK)).is_err() {
            return;
        }
        if self.made {
            // Another program may have begun to build there.
            let _ = fs::remove_dir(&self.dir);
        }
    }
}

/// Takes the right to build; waits while another program has it, after calling `waiting`.
pub(crate) fn lock(dir: &Path, waiting: impl FnOnce()) -> Result<Lock, Error> {
    let mut waiting = Some(waiting);
    let made = !dir.exists();
    let path = dir.join(LOCK);
    loop {
        fs::create_dir_all(dir).map_err(Error::io("创建", dir))?;
        let file =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("打开", &path))?;
        if file.try_lock().is_err() {
            waiting.take().into_iter().for_each(|say| say());
            file.lock().map_err(Error::io("锁定", &path))?;
        }
        // Whoever had it may have taken it back with the folder: then it is the lock of nothing.
        if lies_at(&file, &path) {
            sweep(dir);
            return Ok(Lock { _file: file, dir: dir.to_owned(), made });
        }
    }
}

/// Whether an open file is the one at a path.
#[cfg(unix)]
fn lies_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |data: std::io::Result<fs::Metadata>| data.ok().map(|data| (data.dev(), data.ino()));
    place(file.metadata()) == place(fs::metadata(path))
}

/// An open file is never removed where this is compiled.
#[cfg(not(unix))]
fn lies_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Takes part in reading a generation, so that it is not removed; none where it was removed meanwhile. A file system
/// without locks removes it under the reader's feet, who then says so.
pub(crate) fn hold(generation: &Path) -> Result<Option<File>, Error> {
    let path = generation.join(MANIFEST);
    match File::open(&path) {
        Ok(file) => {
            let _ = file.lock_shared();
            Ok(path.exists().then_some(file))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::unreadable(&path, error)),
    }
}

/// Removes what unfinished builds left and what nobody reads any more: all but the current generation and the one
/// before. The caller holds the lock.
fn sweep(dir: &Path) {
    let (Ok(current), Ok(all)) = (current(dir), generations(dir)) else { return };
    let before = all.iter().rev().find(|(_, path)| *path < current).map(|(_, path)| path.clone());
    for (_, path) in all {
        if path != current && Some(&path) != before.as_ref() && !is_read(&path) {
            discard(&path);
        }
    }
}

/// Whether another program reads the generation.
fn is_read(generation: &Path) -> bool {
    let manifest = File::open(generation.join(MANIFEST));
    manifest.is_ok_and(|manifest| matches!(manifest.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

/// Makes the directory of the generation after all that are there.
pub(crate) fn next(dir: &Path) -> Result<PathBuf, Error> {
    let last = generations(dir)?.into_iter().map(|(number, _)| number).max().unwrap_or(0);
    let path = dir.join(format!("{PREFIX}{:06}", last + 1));
    fs::create_dir_all(&path).map_err(Error::io("创建", &path))?;
    Ok(path)
}

/// Makes a finished generation the current one, once it is on the disk. `digest` is that of its manifest.
pub(crate) fn publish(dir: &Path, generation: &Path, digest: &str) -> Result<(), Error> {
    same_rights(generation)?;
    sync(generation)?;
    let name = generation.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    replace(&dir.join(CURRENT), format!("{name}\n{digest}\n").as_bytes())?;
    sync_folder(dir)?;
    // What older programs kept here lies in the generation now.
    let _ = fs::remove_file(reports(dir));
    let _ = fs::remove_dir_all(imports(dir));
    sweep(dir);
    Ok(())
}

/// Gives the files of the index, which are made for their owner alone, the rights that the system gives to new files.
#[cfg(unix)]
fn same_rights(generation: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let manifest = generation.join(MANIFEST);
    let rights = fs::metadata(&manifest).map_err(Error::io("读取", &manifest))?.permissions();
    for file in files(generation)? {
        let path = generation.join(file);
        let own = fs::metadata(&path).map_err(Error::io("读取", &path))?.permissions();
        if own.mode() & 0o777 != rights.mode() & 0o777 {
            fs::set_permissions(&path, rights.clone()).map_err(Error::io("写入", &path))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn same_rights(_generation: &Path) -> Result<(), Error> {
    Ok(())
}

/// Waits until all files of a generation are on the disk. One that is shared with an earlier generation is.
fn sync(generation: &Path) -> Result<(), Error> {
    let files: Vec<PathBuf> = files(generation)?.iter().map(|file| generation.join(file)).collect();
    files.par_iter().filter(|file| !is_shared(file)).try_for_each(|file| {
        let opened = File::options().write(true).open(file);
        opened.and_then(|opened| opened.sync_all()).map_err(Error::io("写入", file))
    })?;
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    folders.into_iter().chain([generation]).try_for_each(sync_folder)
}

#[cfg(unix)]
fn is_shared(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).is_ok_and(|data| data.nlink() > 1)
}

#[cfg(not(unix))]
fn is_shared(_file: &Path) -> bool {
    false
}

/// The names in a folder are on the disk too. Elsewhere than on Unix folders cannot be opened, and need not be.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    if !cfg!(unix) {
        return Ok(());
    }
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io("写入", folder))
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

/// Takes a file over from another generation: as a generation is never changed, both may share it; not every file
/// system can.
pub(crate) fn share(from: &Path, to: &Path) -> Result<(), Error> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to).map(|_| ()).map_err(Error::io("写入", to))
}

/// Takes the files of a folder over from another generation.
pub(crate) fn share_folder(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::io("创建", to))?;
    for file in fs::read_dir(from).map_err(Error::io("读取", from))? {
        let file = file.map_err(Error::io("读取", from))?;
        let target = to.join(file.file_name());
        match file.path().is_dir() {
            true => share_folder(&file.path(), &target)?,
            false => share(&file.path(), &target)?,
        }
    }
    Ok(())
}

/// Writes a file aside and moves it into place.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let aside = path.with_extension("tmp");
    let mut file = File::create(&aside).map_err(Error::io("写入", &aside))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(Error::io("写入", &aside))?;
    fs::rename(&aside, path).map_err(Error::io("写入", path))
}
