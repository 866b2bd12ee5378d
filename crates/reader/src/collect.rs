//! The files that a person means by a path: a file, a folder with all below it, a zip archive.

use crate::format::{self, Kind};
use crate::{Options, ReadError, Source, read};
use encoding_rs::GB18030;
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;

/// The largest file that is read.
const MAX_FILE: u64 = 1 << 30;
/// How much all members of one archive, archives in it included, may unpack to.
const MAX_UNPACKED: u64 = 2 << 30;
/// How many files one call may find.
const MAX_FILES: usize = 200_000;
/// How deep folders may lie in one another.
const MAX_DEPTH: usize = 64;
/// How deep archives may lie in one another.
const MAX_ARCHIVES: usize = 3;

/// The extensions of files that may be plans. In folders and archives others are passed over; a file
/// that is named itself is always read.
const EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "shtml", "xhtml", "docx", "docm", "dotx", "doc", "dot", "wps",
    "wpt", "rtf", "pdf", "ofd", "xlsx", "xlsm", "xls", "et", "ett", "ods", "csv", "tsv", "zip", "mht", "mhtml", "odt",
    "uof", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "",
];

/// Archives that are not opened: documents may lie in them.
const CLOSED: &[&str] = &["rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "cab", "iso"];

/// What was found at a path.
#[derive(Debug, Default)]
pub struct Collection {
    /// The files, in the order of the paths, those of a folder or archive by name.
    pub files: Vec<Found>,
    /// What was passed over, and why. Hidden and temporary files are passed over without a word.
    pub skipped: Vec<Skipped>,
}

/// A file that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file, as [`Found::path`] gives it.
    pub path: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why a file was passed over. Messages are in Chinese; [`SkipReason::english`] says the same in English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// Its name says that it is no document.
    #[error("不是可读的文件类型")]
    Kind,
    /// An archive of a kind that is not opened.
    #[error("是压缩包，本程序不能打开此类压缩包；请解压后再试")]
    Closed,
    /// A link to a folder.
    #[error("是指向文件夹的链接，未跟随")]
    Link,
    /// A pipe, a device, or a link that leads nowhere.
    #[error("不是普通文件（是管道、设备或失效的链接）；请先存成文件再读")]
    Special,
    /// A folder that holds a knowledge base.
    #[error("是知识库，不是文档文件夹")]
    KnowledgeBase,
    /// A folder that cannot be opened.
    #[error("无法打开文件夹（{0}）；请检查权限")]
    Folder(String),
    /// Folders in folders beyond the limit.
    #[error("文件夹嵌套超过 {0} 层；请直接给出其中的文件夹")]
    Deep(usize),
    /// Archives in archives beyond the limit.
    #[error("压缩包嵌套超过 {0} 层；请解压后再试")]
    Nested(usize),
    /// An archive that cannot be opened.
    #[error("{0}")]
    Archive(ReadError),
    /// Files beyond the limit.
    #[error("文件数超过 {0}；请分几次读入")]
    TooMany(usize),
}

impl SkipReason {
    /// Whether a document may have been lost; else it was no document.
    pub fn is_fault(&self) -> bool {
        !matches!(self, Self::Kind | Self::Link | Self::KnowledgeBase)
    }

    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::Kind => "no kind of file that is read".into(),
            Self::Closed => "an archive of a kind that is not opened here; unpack it".into(),
            Self::Link => "a link to a folder, not followed".into(),
            Self::Special => "no plain file (a pipe, a device, or a dead link); save it to a file first".into(),
            Self::KnowledgeBase => "a knowledge base, no folder of documents".into(),
            Self::Folder(detail) => format!("the folder cannot be opened ({detail}); check the permissions"),
            Self::Deep(limit) => format!("folders lie more than {limit} deep; name the inner folder"),
            Self::Nested(limit) => format!("archives lie more than {limit} deep in one another; unpack them"),
            Self::Archive(error) => error.english(),
            Self::TooMany(limit) => format!("more than {limit} files; read them in several goes"),
        }
    }
}

/// A file that was found. Its bytes are read when they are asked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The path as given and below, for people: with `/` between folders; a member of an archive stands below the
    /// archive. A name that is not UTF-8 is read as GB18030.
    pub path: String,
    /// The file name without its folder, for people too.
    pub name: String,
    place: Place,
}

#[derive(Clone)]
enum Place {
    Disk(PathBuf),
    Member { archive: ZipArchive<Cursor<Arc<[u8]>>>, index: usize, path: PathBuf },
}

impl std::fmt::Debug for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(path) => write!(formatter, "Disk({})", path.display()),
            Self::Member { path, .. } => write!(formatter, "Member({})", path.display()),
        }
    }
}

impl Found {
    /// What tells the file from all others: its path as the system has it, a member of an archive below the archive.
    pub fn location(&self) -> &Path {
        match &self.place {
            Place::Disk(path) | Place::Member { path, .. } => path,
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ReadError::Io`] where the file cannot be opened, and what an archive may have wrong with it.
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        match &self.place {
            Place::Disk(path) => load(path),
            Place::Member { archive, index, .. } => unpack(&mut archive.clone(), *index, MAX_UNPACKED),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// See [`crate::read`].
    pub fn read(&self, options: &Options) -> Result<Source, ReadError> {
        self.parse(&self.bytes()?, options)
    }

    /// Reads the file from its bytes, for those who need both to be of one moment.
    ///
    /// # Errors
    /// See [`crate::read`].
    pub fn parse(&self, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
        read(&self.name, bytes, options)
    }
}

/// Finds the files that `paths` mean. Never fails: what cannot be read is listed as skipped.
pub fn collect<P: AsRef<Path>>(paths: &[P]) -> Collection {
    let mut walk = Walk::default();
    for path in paths {
        let path = path.as_ref();
        let label = label(path);
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => walk.folder(path, &label, 0),
            Ok(data) if !data.is_file() => walk.skip(&label, SkipReason::Special),
            _ => walk.file(path.to_owned(), label),
        }
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Collection,
}

/// Where an archive lies.
#[derive(Clone, Copy)]
struct At<'a> {
    label: &'a str,
    path: &'a Path,
    /// How many archives it lies in.
    depth: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, label: &str, depth: usize) {
        if depth > MAX_DEPTH {
            return self.skip(label, SkipReason::Deep(MAX_DEPTH));
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.skip(label, SkipReason::Folder(error.to_string())),
        };
        // What an entry is the system tells with its name, most of the time; where it does not, the file is asked.
        let mut entries: Vec<(PathBuf, Option<FileType>)> =
            entries.flatten().map(|entry| (entry.path(), entry.file_type().ok())).collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        if is_knowledge_base(&entries) {
            return self.skip(label, SkipReason::KnowledgeBase);
        }
        for (path, kind) in entries {
            let name = name_of(&path);
            let label = format!("{label}/{name}");
            if is_passed_over(&name) {
                continue;
            }
            let is_link = kind.is_some_and(|kind| kind.is_symlink());
            let target = if is_link { fs::metadata(&path).ok().map(|data| data.file_type()) } else { kind };
            match (target.is_some_and(|target| target.is_dir()), is_link) {
                (true, true) => self.skip(&label, SkipReason::Link),
                (true, false) => self.folder(&path, &label, depth + 1),
                _ if !may_be_plan(&name) => self.skip(&label, passed_over(&name)),
                _ if !target.is_some_and(|target| target.is_file()) => self.skip(&label, SkipReason::Special),
                _ => self.file(path, label),
            }
        }
    }

    fn file(&mut self, path: PathBuf, label: String) {
        let name = name_of(&path);
        if is_zip(&path)
            && let Ok(bytes) = load(&path)
            && let Ok(Kind::Archive) = format::detect(&name, &bytes)
        {
            return self.archive(bytes.into(), &At { label: &label, path: &path, depth: 0 }, &mut { MAX_UNPACKED });
        }
        self.add(Found { path: label, name, place: Place::Disk(path) });
    }

    fn archive(&mut self, bytes: Arc<[u8]>, at: &At<'_>, left: &mut u64) {
        let At { label, depth, .. } = *at;
        let archive = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(error) => return self.skip(label, SkipReason::Archive(crate::package::refuse("zip", &error))),
        };
        let mut members: Vec<(String, usize)> =
            (0..archive.len()).filter_map(|index| member(&archive, index)).collect();
        members.sort();
        for (path, index) in members {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            let (label, location) = (format!("{label}/{path}"), at.path.join(&path));
            if path.split('/').any(is_passed_over) {
                continue;
            }
            if !may_be_plan(&name) {
                self.skip(&label, passed_over(&name));
                continue;
            }
            if format::extension(&name) != "zip" {
                let place = Place::Member { archive: archive.clone(), index, path: location };
                self.add(Found { path: label, name, place });
                continue;
            }
            if depth + 1 >= MAX_ARCHIVES {
                self.skip(&label, SkipReason::Nested(MAX_ARCHIVES));
                continue;
            }
            match unpack(&mut archive.clone(), index, *left) {
                Ok(bytes) => {
                    *left -= bytes.len() as u64;
                    self.archive(bytes.into(), &At { label: &label, path: &location, depth: depth + 1 }, left);
                }
                Err(error) => self.skip(&label, SkipReason::Archive(error)),
            }
        }
    }

    fn add(&mut self, found: Found) {
        if self.found.files.len() >= MAX_FILES {
            return self.skip(&found.path, SkipReason::TooMany(MAX_FILES));
        }
        self.found.files.push(found);
    }

    fn skip(&mut self, path: &str, reason: SkipReason) {
        if self.found.skipped.len() < MAX_FILES {
            self.found.skipped.push(Skipped { path: path.to_owned(), reason });
        }
    }
}

fn label(path: &Path) -> String {
    readable(path.as_os_str()).replace('\\', "/").trim_end_matches('/').to_owned()
}

fn name_of(path: &Path) -> String {
    path.file_name().map(readable).unwrap_or_default()
}

/// A name of the system for people: what is not UTF-8 was written by a system whose code page is GBK.
fn readable(name: &OsStr) -> String {
    name.to_str().map_or_else(|| decode_name(name.as_encoded_bytes()), str::to_owned)
}

/// Whether a folder with these entries holds a knowledge base: its generations, and the file that names the current
/// one or the lock of a build.
fn is_knowledge_base(entries: &[(PathBuf, Option<FileType>)]) -> bool {
    let named = |test: fn(&str) -> bool| {
        entries.iter().any(|(path, _)| path.file_name().and_then(OsStr::to_str).is_some_and(test))
    };
    named(|name| name.starts_with("gen-")) && named(|name| ["CURRENT", "lock"].contains(&name))
}

/// Hidden files, and what programs leave behind while a file is open.
fn is_passed_over(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '~'])
        || name.is_empty()
        || lower == "__macosx"
        || lower == "thumbs.db"
        || lower == "desktop.ini"
        || [".tmp", ".bak", ".crdownload", ".part", ".lock", ".swp"].iter().any(|end| lower.ends_with(end))
}

fn may_be_plan(name: &str) -> bool {
    EXTENSIONS.contains(&format::extension(name).as_str())
}

/// Why a file that cannot be a plan is passed over.
fn passed_over(name: &str) -> SkipReason {
    if CLOSED.contains(&format::extension(name).as_str()) { SkipReason::Closed } else { SkipReason::Kind }
}

fn is_zip(path: &Path) -> bool {
    let mut sign = [0; 4];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut sign)).is_ok() && sign == *b"PK\x03\x04"
}

fn load(path: &Path) -> Result<Vec<u8>, ReadError> {
    let io = |error: std::io::Error| ReadError::Io { detail: error.to_string() };
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(io)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(ReadError::TooLarge {
            format: "此", what: "文件大小", limit: format!("{} MB", MAX_FILE >> 20)
        });
    }
    Ok(bytes)
}

/// The path of a member within its archive, if it is a file. Steps out of the archive are left out.
fn member(archive: &ZipArchive<Cursor<Arc<[u8]>>>, index: usize) -> Option<(String, usize)> {
    let file = archive.by_index_data(index).ok()?;
    let name = decode_name(file.name_raw());
    let path = crate::package::resolve("", &name);
    (!name.ends_with(['/', '\\']) && !path.is_empty()).then_some((path, index))
}

/// Windows writes names in the code page of the system, which in China is GBK, and does not say so.
fn decode_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn unpack(archive: &mut ZipArchive<Cursor<Arc<[u8]>>>, index: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
    let format = "zip";
    let damaged = |error: &dyn std::fmt::Display| ReadError::damaged(format, error.to_string());
    let limit = limit.min(MAX_FILE);
    let file = archive.by_index(index).map_err(|error| crate::package::refuse(format, &error))?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { format, what: "展开后的内容", limit: format!("{} MB", limit >> 20) });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// An archive whose second name is in GBK, as Windows writes it.
    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn paths(collection: &Collection) -> Vec<&str> {
        collection.files.iter().map(|found| found.path.as_str()).collect()
    }

    #[test]
    fn folders_are_walked_and_hidden_and_temporary_files_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/c")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for name in ["a.txt", "b/c/d.md", "b/~$d.docx", ".hidden.txt", ".git/e.txt", "b/f.tmp", "g.exe"] {
            fs::write(root.join(name), "一、总体要求").unwrap();
        }
        let found = collect(&[root]);
        let base = label(root);
        assert_eq!(paths(&found), [format!("{base}/a.txt"), format!("{base}/b/c/d.md")]);
        assert_eq!(found.skipped.len(), 1);
        assert!(found.skipped[0].path.ends_with("g.exe"));
        assert_eq!(found.files[1].read(&Options::default()).unwrap().text, "一、总体要求");
    }

    #[test]
    fn a_knowledge_base_is_never_walked_into_but_a_folder_of_generations_is() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["kb/gen-000001/docs/0001", "first/gen-000001/docs", "gen-plans"] {
            fs::create_dir_all(root.join(path)).unwrap();
        }
        for path in ["kb/CURRENT", "kb/gen-000001/docs/0001/text.txt", "first/lock", "first/gen-000001/docs/a.txt"] {
            fs::write(root.join(path), "一、总体要求").unwrap();
        }
        fs::write(root.join("gen-plans/a.txt"), "一、总体要求").unwrap();
        let found = collect(&[root]);
        assert_eq!(paths(&found), [format!("{}/gen-plans/a.txt", label(root))]);
        let reasons: Vec<&SkipReason> = found.skipped.iter().map(|skipped| &skipped.reason).collect();
        assert_eq!(reasons, [&SkipReason::KnowledgeBase; 2]);
        assert_eq!(collect(&[root.join("kb")]).skipped.len(), 1);
    }

    /// On Linux names are bytes; three of them that differ only in bytes that are not UTF-8 are three files.
    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_utf_8_are_told_apart_and_read_as_gb18030() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        for name in ["甲.txt", "乙.txt", "丙.txt"] {
            fs::write(folder.path().join(OsStr::from_bytes(&GB18030.encode(name).0)), name).unwrap();
        }
        let found = collect(&[folder.path()]);
        let mut names: Vec<&str> = found.files.iter().map(|found| found.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["丙.txt", "乙.txt", "甲.txt"]);
        for file in &found.files {
            assert!(file.location().is_file());
            assert_eq!(file.read(&Options::default()).unwrap().text, file.name);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_plain_file_is_named_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, dead) = (folder.path().join("管道.txt"), folder.path().join("失效.docx"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink(folder.path().join("无"), &dead).unwrap();
        let found = collect(&[folder.path(), &pipe, Path::new("/dev/null")]);
        assert!(found.files.is_empty());
        let named: Vec<(&str, &SkipReason)> =
            found.skipped.iter().map(|skipped| (skipped.path.rsplit('/').next().unwrap(), &skipped.reason)).collect();
        let wanted = ["失效.docx", "管道.txt", "管道.txt", "null"].map(|name| (name, &SkipReason::Special));
        assert_eq!(named, wanted);
    }

    #[test]
    fn archives_that_are_not_opened_are_named_and_may_hold_documents() {
        let folder = tempfile::tempdir().unwrap();
        let zip = archive(&[("里.7z", b"7z"), ("图.svg", b"x")]);
        fs::write(folder.path().join("包.zip"), zip).unwrap();
        for name in ["一.rar", "二.mp4", "三.csv"] {
            fs::write(folder.path().join(name), "甲").unwrap();
        }
        let found = collect(&[folder.path()]);
        assert_eq!(paths(&found), [format!("{}/三.csv", label(folder.path()))]);
        let faults = found.skipped.iter().filter(|skipped| skipped.reason.is_fault());
        let names: Vec<&str> = faults.filter_map(|skipped| skipped.path.rsplit('/').next()).collect();
        assert_eq!(names, ["一.rar", "里.7z"]);
        assert_eq!(found.skipped.len(), 4);
    }

    #[test]
    fn members_of_archives_are_found_with_names_in_gbk_and_none_leads_out() {
        let inner = archive(&[("丙.txt", "丙".as_bytes())]);
        let mut bytes = archive(&[
            ("XXXX/YY.txt", "乙".as_bytes()),
            ("../../evil.txt", "甲".as_bytes()),
            ("里.zip", &inner),
            ("__MACOSX/._a.txt", b"x"),
        ]);
        let gbk = GB18030.encode("计划/附.txt").0.into_owned();
        assert_eq!(gbk.len(), "XXXX/YY.txt".len());
        while let Some(at) = bytes.windows(11).position(|window| window == b"XXXX/YY.txt") {
            bytes[at..at + 11].copy_from_slice(&gbk);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("包.zip");
        fs::write(&path, bytes).unwrap();
        let found = collect(&[&path]);
        let base = label(&path);
        assert_eq!(
            paths(&found),
            [format!("{base}/evil.txt"), format!("{base}/计划/附.txt"), format!("{base}/里.zip/丙.txt")]
        );
        let texts: Vec<_> = found.files.iter().map(|found| found.read(&Options::default()).unwrap().text).collect();
        assert_eq!(texts, ["甲", "乙", "丙"]);
    }

    #[test]
    fn a_file_that_is_missing_or_broken_is_an_error_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("无.txt");
        let broken = folder.path().join("坏.zip");
        fs::write(&broken, b"PK\x03\x04broken").unwrap();
        let found = collect(&[&missing, &broken]);
        assert!(matches!(found.files[0].read(&Options::default()), Err(ReadError::Io { .. })));
        assert!(matches!(found.files[1].read(&Options::default()), Err(ReadError::Damaged { .. })));
    }
}
