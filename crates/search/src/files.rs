//! The files of an index as the engine wants them: written once, then read in pieces.

use crate::blocks::Checked;
use crate::{Blocks, Part};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, FileSlice, Lock, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

/// The folder of an index, or several that are read as one. An index is written whole, by one thread, and never changes
/// afterwards: so it is read without locks, opens on a read-only medium, and no thread watches it.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    /// The folders of the segments of other indexes, by the names of their files up to the first dot.
    others: BTreeMap<String, PathBuf>,
    /// What lists the segments of all.
    meta: Option<Vec<u8>>,
    /// The blocks of files, by their names.
    blocks: BTreeMap<String, Blocks>,
}

/// The file that lists the segments of an index.
const META: &str = "meta.json";

impl Files {
    /// The files in `folder`, which is there.
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), others: BTreeMap::new(), meta: None, blocks: BTreeMap::new() }
    }

    /// The indexes of several parts as one, to be read only.
    pub(crate) fn joined(parts: &[Part]) -> io::Result<Self> {
        let [first, rest @ ..] = parts else { return Err(io::ErrorKind::NotFound.into()) };
        let list = |folder: &Path| Ok::<_, io::Error>(serde_json::from_slice(&fs::read(folder.join(META))?)?);
        let mut files = Self::new(&first.dir);
        let mut all: serde_json::Value = list(&first.dir)?;
        for Part { dir, .. } in rest {
            let other: serde_json::Value = list(dir)?;
            let (Some(segments), Some(more)) = (all["segments"].as_array_mut(), other["segments"].as_array()) else {
                return Err(io::ErrorKind::InvalidData.into());
            };
            for segment in more {
                let id = segment["segment_id"].as_str().ok_or(io::ErrorKind::InvalidData)?;
                files.others.insert(id.replace('-', ""), dir.clone());
                segments.push(segment.clone());
            }
        }
        files.meta = Some(serde_json::to_vec(&all)?);
        // The files of a segment have its name, which no other has.
        files.blocks = parts.iter().flat_map(|part| part.blocks.clone()).collect();
        Ok(files)
    }

    fn place(&self, path: &Path) -> PathBuf {
        let name = path.to_str().and_then(|name| name.split('.').next()).unwrap_or_default();
        self.others.get(name).unwrap_or(&self.folder).join(path)
    }

    fn fault(path: &Path, error: io::Error) -> OpenReadError {
        match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::IoError { io_error: Arc::new(error), filepath: path.to_owned() },
        }
    }
}

/// A file, of which only the pieces asked for are read.
#[derive(Debug)]
struct Pieces(FileSlice);

impl HasLen for Pieces {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl FileHandle for Pieces {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        match range.end <= self.0.len() {
            true => self.0.slice(range).read_bytes(),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// What the files are called that hold a byte for each clause and field, its length: the engine reads all of a field anew
/// for each term that it looks for.
const LENGTHS: &str = "fieldnorm";

/// A file of which each piece is read once: it is asked for the same few again and again.
#[derive(Debug)]
struct Kept {
    file: Arc<dyn FileHandle>,
    pieces: Mutex<BTreeMap<(usize, usize), OwnedBytes>>,
}

impl HasLen for Kept {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl FileHandle for Kept {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        // What is there is whole, whatever became of the thread that put it there.
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(match pieces.entry((range.start, range.end)) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => place.insert(self.file.read_bytes(range)?).clone(),
        })
    }
}

/// A file that is being written; it is on the disk when it ends.
struct Written(File);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Written {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.sync_data()
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let place = self.place(path);
        let file = FileSlice::open(&place).map_err(|error| Self::fault(path, error))?;
        let blocks = path.to_str().and_then(|name| self.blocks.get(name));
        let file: Arc<dyn FileHandle> = match blocks {
            Some(blocks) => Arc::new(Checked::new(&place, file, blocks.clone())),
            None => Arc::new(Pieces(file)),
        };
        let is_of_lengths = path.extension().is_some_and(|extension| extension == LENGTHS);
        Ok(if is_of_lengths { Arc::new(Kept { file, pieces: Mutex::default() }) } else { file })
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        fs::remove_file(self.folder.join(path))
            .map_err(|error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.place(path).try_exists().map_err(|error| Self::fault(path, error))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        match File::create_new(self.folder.join(path)) {
            Ok(file) => Ok(BufWriter::new(Box::new(Written(file)))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path.to_owned()))
            }
            Err(error) => Err(OpenWriteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() }),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if let Some(meta) = self.meta.as_ref().filter(|_| path == Path::new(META)) {
            return Ok(meta.clone());
        }
        fs::read(self.place(path)).map_err(|error| Self::fault(path, error))
    }

    /// Beside the file and then in its place, so that it is there whole or not at all.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let beside = self.folder.join(path).with_extension("part");
        let mut file = File::create(&beside)?;
        file.write_all(data)?;
        file.sync_data()?;
        fs::rename(beside, self.folder.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        match cfg!(unix) {
            true => File::open(&self.folder)?.sync_all(),
            false => Ok(()),
        }
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_and_none_is_beyond_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let mut file = files.open_write(Path::new("a")).unwrap();
        file.write_all("重点任务".as_bytes()).unwrap();
        file.terminate().unwrap();
        let read = files.get_file_handle(Path::new("a")).unwrap();
        assert_eq!(read.read_bytes(6..12).unwrap().as_slice(), "任务".as_bytes());
        assert!(read.read_bytes(12..12).unwrap().is_empty());
        assert!(read.read_bytes(6..13).is_err());
        assert!(matches!(files.open_write(Path::new("a")), Err(OpenWriteError::FileAlreadyExists(_))));
        assert!(matches!(files.get_file_handle(Path::new("b")), Err(OpenReadError::FileDoesNotExist(_))));
    }

    #[test]
    fn lengths_are_read_once_and_none_is_beyond_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fieldnorm");
        fs::write(&path, [1, 2, 3, 4]).unwrap();
        let read = Files::new(folder.path()).get_file_handle(Path::new("a.fieldnorm")).unwrap();
        assert_eq!(read.read_bytes(1..3).unwrap().as_slice(), [2, 3]);
        fs::write(&path, [0; 4]).unwrap();
        assert_eq!(read.read_bytes(1..3).unwrap().as_slice(), [2, 3]);
        assert!(read.read_bytes(4..4).unwrap().is_empty() && read.read_bytes(2..5).is_err());
    }

    #[test]
    fn a_small_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        files.atomic_write(Path::new("meta.json"), b"{\"a\": 1}").unwrap();
        files.atomic_write(Path::new("meta.json"), b"{}").unwrap();
        assert_eq!(files.atomic_read(Path::new("meta.json")).unwrap(), b"{}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        files.delete(Path::new("meta.json")).unwrap();
        assert!(!files.exists(Path::new("meta.json")).unwrap());
    }
}
