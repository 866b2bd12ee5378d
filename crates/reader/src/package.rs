//! Files packed in a zip archive (docx, xlsx, OFD), read within limits.

use crate::ReadError;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that one member may unpack to.
const MEMBER_LIMIT: u64 = 256 << 20;
/// The most that all members that are read may unpack to.
const TOTAL_LIMIT: u64 = 512 << 20;

/// An archive whose members are read by name. What a header says of sizes is not trusted.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Members by their name with `/` between folders.
    members: BTreeMap<String, usize>,
    left: u64,
    format: &'static str,
}

impl<'a> Package<'a> {
    /// Opens the archive. `format` names the file in messages.
    ///
    /// # Errors
    /// Where the bytes are no archive, or one with a password.
    pub fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refuse(format, &error))?;
        let members = archive
            .file_names_raw()
            .enumerate()
            .map(|(index, name)| {
                (String::from_utf8_lossy(name).replace('\\', "/").trim_start_matches('/').to_owned(), index)
            })
            .collect();
        Ok(Self { archive, members, left: TOTAL_LIMIT, format })
    }

    /// The names of the members, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// The bytes of a member, or nothing where there is none of that name.
    ///
    /// # Errors
    /// Where the member is damaged or unpacks to more than a reader takes.
    pub fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let name = name.trim_start_matches('/');
        let Some(index) = self.members.get(name).copied().or_else(|| self.ignoring_case(name)) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.unpack(index, &mut bytes)?;
        Ok(Some(bytes))
    }

    fn unpack(&mut self, index: usize, to: &mut impl std::io::Write) -> Result<(), ReadError> {
        let format = self.format;
        let limit = MEMBER_LIMIT.min(self.left);
        let file = self.archive.by_index(index).map_err(|error| refuse(format, &error))?;
        let length = std::io::copy(&mut file.take(limit + 1), to)
            .map_err(|error| ReadError::damaged(format, error.to_string()))?;
        if length > limit {
            return Err(ReadError::TooLarge {
                format, what: "展开后的内容", limit: format!("{} MB", limit >> 20)
            });
        }
        self.left -= length;
        Ok(())
    }

    /// Unpacks every member once without keeping it, so that a library that knows no limits may then
    /// read the archive.
    pub(crate) fn measure(&mut self) -> Result<(), ReadError> {
        for index in 0..self.archive.len() {
            self.unpack(index, &mut std::io::sink())?;
        }
        Ok(())
    }

    /// A member that is read as XML, decoded.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let format = self.format;
        self.member(name)?.map(|bytes| crate::xml::decode(bytes, format)).transpose()
    }

    /// A member without which the file cannot be read.
    pub(crate) fn required_xml(&mut self, name: &str) -> Result<String, ReadError> {
        let format = self.format;
        self.xml(name)?.ok_or_else(|| ReadError::damaged(format, format!("缺少 {name}")))
    }

    fn ignoring_case(&self, name: &str) -> Option<usize> {
        self.members.iter().find(|(member, _)| member.eq_ignore_ascii_case(name)).map(|(_, &index)| index)
    }
}

pub(crate) fn refuse(format: &'static str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::Encrypted { format }
        }
        ZipError::UnsupportedArchive(_) => ReadError::damaged(format, "压缩方式不支持"),
        ZipError::InvalidArchive(_) => ReadError::damaged(format, "压缩包不完整"),
        other => ReadError::damaged(format, other.to_string()),
    }
}

/// The path that `target` names when it is written in the part `base` (ECMA-376, part 2, section 8.3):
/// relative to the folder of `base`, with `.` and `..` resolved and never above the root.
pub fn resolve(base: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => base.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_within_the_archive() {
        assert_eq!(resolve("word/document.xml", "footnotes.xml"), "word/footnotes.xml");
        assert_eq!(resolve("word/document.xml", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("Doc_0/Document.xml", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("OFD.xml", "Doc_0/./Document.xml"), "Doc_0/Document.xml");
    }
}
