//! The digests of the files of a generation, by which damage is noticed before anything is believed.

use crate::{Error, layout};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use zhengtu_search::Blocks;

/// Up to this size the files of indexes whose blocks are not known are read whole before the index is used; larger ones are
/// only measured, and read whole by `verify`.
const INDEX_READ: u64 = 64 << 20;
/// How many bytes the beginning of a file has.
const HEAD: usize = 1024;
/// How many bytes are read at once of a file of which only a sum is made.
const BLOCK: usize = 128 << 10;

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Digest {
    bytes: u64,
    sha256: String,
    /// CRC-32, by which whoever uses a file at once looks whether it is as it was written.
    crc32: u32,
    /// SHA-256 of its beginning, of a file that is not read whole before it is used. That of a graph has the checksums of
    /// all else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    head: String,
    /// The blocks of a file of which only pieces are read, and looked at before they are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blocks: Option<Blocks>,
}

impl Digest {
    fn of(bytes: &[u8]) -> Self {
        let (sha256, crc32) = (hex(bytes), crc32fast::hash(bytes));
        Self { bytes: bytes.len() as u64, sha256, crc32, head: String::new(), blocks: None }
    }

    fn sum(&self) -> Sum {
        Sum(self.bytes, self.crc32)
    }

    /// The same of the file at a path in a generation, with what is looked at where it is not read whole.
    fn of_file(path: &str, bytes: &[u8]) -> Self {
        let mut names = path.rsplit('/');
        let (name, folder) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        let mut digest = Self::of(bytes);
        if name == layout::GRAPH {
            digest.head = hex(&bytes[..bytes.len().min(HEAD)]);
        }
        if folder == layout::INDEX && zhengtu_search::is_read_in_pieces(name) {
            digest.blocks = Blocks::of(bytes);
        }
        digest
    }
}

/// How long a file is, and its CRC-32.
#[derive(PartialEq, Eq)]
struct Sum(u64, u32);

impl Sum {
    fn of(path: &Path) -> io::Result<Self> {
        let (mut file, mut hasher) = (fs::File::open(path)?, crc32fast::Hasher::new());
        let (mut buffer, mut bytes) = (vec![0; BLOCK], 0);
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(Self(bytes, hasher.finalize())),
                Ok(read) => {
                    hasher.update(&buffer[..read]);
                    bytes += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// The files of a generation by their paths below it, the manifest left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digests(BTreeMap<String, Digest>);

impl Digests {
    /// The digests of all files of a generation that was just written. Those that are known already, of files taken
    /// over from another generation, are taken as they are.
    pub(crate) fn take(generation: &Path, mut known: Self) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        for file in layout::files(generation)? {
            let digest = match known.0.remove(&file) {
                Some(digest) => digest,
                None => {
                    let path = generation.join(&file);
                    let bytes = fs::read(&path).map_err(Error::io("读取", &path))?;
                    Digest::of_file(&file, &bytes)
                }
            };
            all.insert(file, digest);
        }
        Ok(Self(all))
    }

    /// Adds those of the files in a folder of another generation, which lie in the folder `to` here.
    pub(crate) fn carry(&mut self, from: &Self, folder: &str, to: &str) {
        let moved = from.below(folder).map(|(file, digest)| (format!("{to}{}", &file[folder.len()..]), digest.clone()));
        self.0.extend(moved);
    }

    /// Forgets the files of a folder that is no more.
    pub(crate) fn forget_below(&mut self, folder: &str) {
        let gone: Vec<String> = self.below(folder).map(|(file, _)| file.to_owned()).collect();
        gone.iter().for_each(|file| drop(self.0.remove(file)));
    }

    /// Whether there is a digest of a file.
    pub(crate) fn knows(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }

    /// The bytes of a file, if they are those that were written.
    pub(crate) fn read(&self, generation: &Path, file: &str) -> Result<Vec<u8>, Error> {
        self.read_as(generation, file, |known, bytes| {
            let found = Digest::of(bytes);
            (found.bytes, &found.sha256) == (known.bytes, &known.sha256)
        })
    }

    /// The same by length and CRC-32, as whoever uses a file at once looks at it.
    pub(crate) fn read_at_once(&self, generation: &Path, file: &str) -> Result<Vec<u8>, Error> {
        self.read_as(generation, file, |known, bytes| Sum(bytes.len() as u64, crc32fast::hash(bytes)) == known.sum())
    }

    /// The bytes of a file, if they are as its digest says.
    fn read_as(
        &self,
        generation: &Path,
        file: &str,
        is_as: impl FnOnce(&Digest, &[u8]) -> bool,
    ) -> Result<Vec<u8>, Error> {
        let path = generation.join(file);
        let known = self.known(&path, file)?;
        let bytes = fs::read(&path).map_err(|error| Error::unreadable(&path, error))?;
        if is_as(known, &bytes) { Ok(bytes) } else { Err(Error::damaged(&path, "内容与写入时不同")) }
    }

    /// The digest of a file that lies at `path`.
    fn known(&self, path: &Path, file: &str) -> Result<&Digest, Error> {
        self.0.get(file).ok_or_else(|| Error::damaged(path, "清单里没有这个文件"))
    }

    /// Looks at the length and the beginning of a file.
    pub(crate) fn check_head(&self, generation: &Path, file: &str) -> Result<(), Error> {
        let path = generation.join(file);
        let known = self.known(&path, file)?;
        let unreadable = |error| Error::unreadable(&path, error);
        let opened = fs::File::open(&path).map_err(unreadable)?;
        let length = opened.metadata().map_err(unreadable)?.len();
        let mut head = Vec::new();
        opened.take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        match length == known.bytes && (known.head.is_empty() || known.head == hex(&head)) {
            true => Ok(()),
            false => Err(Error::damaged(&path, "内容与写入时不同")),
        }
    }

    /// Looks at the files of a folder of the generation.
    pub(crate) fn check(&self, generation: &Path, folder: &str) -> Result<(), Error> {
        self.below(folder).try_for_each(|(file, _)| self.read(generation, file).map(|_| ()))
    }

    /// The blocks of the files in a folder, by the names of the files.
    pub(crate) fn blocks(&self, folder: &str) -> BTreeMap<String, Blocks> {
        let inside = self.below(folder).filter_map(|(file, digest)| Some((file, digest.blocks.clone()?)));
        inside.map(|(file, blocks)| (file.rsplit('/').next().unwrap_or_default().to_owned(), blocks)).collect()
    }

    /// Looks at the files of the indexes of segments: how long they are, and at every byte of those whose blocks are not looked
    /// at by whoever reads them, where these are small together.
    pub(crate) fn check_indexes<'n>(
        &self,
        generation: &Path,
        segments: impl Iterator<Item = &'n str>,
    ) -> Result<(), Error> {
        let folders: Vec<String> = segments.map(|name| format!("{name}/{}", layout::INDEX)).collect();
        let files: Vec<(&str, &Digest)> = folders.iter().flat_map(|folder| self.below(folder)).collect();
        let whole = files.iter().filter(|(_, digest)| digest.blocks.is_none());
        let small = whole.map(|(_, digest)| digest.bytes).sum::<u64>() <= INDEX_READ;
        files.par_iter().try_for_each(|(file, digest)| {
            let path = generation.join(file);
            let unreadable = |error| Error::unreadable(&path, error);
            match small {
                true if digest.blocks.is_none() && Sum::of(&path).map_err(unreadable)? != digest.sum() => {
                    Err(Error::damaged(&path, "内容与写入时不同"))
                }
                _ if fs::metadata(&path).map_err(unreadable)?.len() != digest.bytes => {
                    Err(Error::damaged(&path, "长度与写入时不同"))
                }
                _ => Ok(()),
            }
        })
    }

    /// The files, and what is wrong with each.
    pub(crate) fn verify<'a>(&'a self, generation: &'a Path) -> impl Iterator<Item = (&'a str, Option<Error>)> {
        self.0.keys().map(move |file| (file.as_str(), self.read(generation, file).err()))
    }

    fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &Digest)> {
        let inside =
            move |file: &str| file == folder || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.0.iter().map(|(file, digest)| (file.as_str(), digest)).filter(move |(file, _)| inside(file))
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
