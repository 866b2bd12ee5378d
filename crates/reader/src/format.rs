//! Which format a file is of, by its content; its name only tells Markdown and tables from plain text.

use crate::office::Foreign;
use crate::package::Package;
use crate::{ReadError, html, ocr, ofd};

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Docx,
    Xlsx,
    Ofd,
    /// A zip archive of files.
    Archive,
    Pdf,
    /// A picture of a kind that OCR programs read.
    Picture,
    Html,
    /// Word 97 to 2003, also as written by WPS.
    Doc,
    /// Excel 97 to 2003, also as written by WPS.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    Markdown,
    Text,
    /// A table as text: cells parted by commas or tabs.
    Table,
    /// Another format, which LibreOffice reads.
    Foreign(Foreign),
}

/// How far into a file its sign may stand; some mailers put lines before it.
const PDF_REACH: usize = 1024;
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells the format.
pub(crate) fn detect(name: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(name, bytes);
    }
    if bytes[..bytes.len().min(PDF_REACH)].windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(OLE) {
        return compound(bytes);
    }
    if let Some(error) = unsupported(bytes) {
        return Err(error);
    }
    if ocr::is_image(bytes) {
        return Ok(Kind::Picture);
    }
    if let Some(kind) = convertible(bytes) {
        return Ok(kind);
    }
    Ok(match () {
        () if html::is_html(bytes) => Kind::Html,
        () if matches!(extension(name).as_str(), "md" | "markdown") => Kind::Markdown,
        () if matches!(extension(name).as_str(), "csv" | "tsv") => Kind::Table,
        () => Kind::Text,
    })
}

/// The extension of a file name, in lower case.
pub(crate) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn zipped(name: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    let format = match extension(name).as_str() {
        "docx" => "docx",
        "xlsx" => "xlsx",
        "ods" => "ods",
        "ofd" => "ofd",
        _ => "zip",
    };
    let mut package = Package::open(bytes, format)?;
    let has = |start: &str| package.names().any(|name| name.starts_with(start));
    if has("word/") {
        return Ok(Kind::Docx);
    }
    if has("xl/") {
        return Ok(Kind::Xlsx);
    }
    if ofd::is_ofd(package.names()) {
        return Ok(Kind::Ofd);
    }
    if has("ppt/") {
        return Err(ReadError::Unsupported { format: "演示文稿（pptx）", advice: "请另存为 pdf 后再试" });
    }
    if has("META-INF/manifest.xml") && has("content.xml") {
        return open_document(&mut package);
    }
    if has("[Content_Types].xml") {
        return Err(ReadError::damaged(format, "缺少正文"));
    }
    Ok(Kind::Archive)
}

/// Spreadsheets are read here, other files of OpenDocument are not.
fn open_document(package: &mut Package<'_>) -> Result<Kind, ReadError> {
    let kind = package.member("mimetype")?.unwrap_or_default();
    let spreadsheet = kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
    Ok(if spreadsheet { Kind::Ods } else { foreign("OpenDocument 文件", "odt") })
}

/// The formats that lie in an OLE compound file, by the names of its streams (MS-CFB, section 2.6).
fn compound(bytes: &[u8]) -> Result<Kind, ReadError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        return Err(ReadError::Encrypted { format: "Office" });
    }
    if has("WordDocument") {
        return Ok(Kind::Doc);
    }
    if has("Workbook") || has("Book") {
        return Ok(Kind::Xls);
    }
    if has("PowerPoint Document") {
        return Err(ReadError::Unsupported {
            format: "演示文稿（ppt、dps）", advice: "请另存为 pdf 后再试"
        });
    }
    if !has_directory(bytes) {
        return Err(ReadError::damaged("Office 97", "缺少目录，可能没有下载完"));
    }
    Ok(foreign("此类旧版办公文件", "doc"))
}

/// Whether the directory of a compound file lies within it (MS-CFB, section 2.2).
fn has_directory(bytes: &[u8]) -> bool {
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte)))
    };
    let (Some(shift), Some(sector)) = (number(0x1e, 2), number(0x30, 4)) else { return false };
    (sector + 2) << shift.min(16) <= bytes.len() as u64
}

/// Formats that are known and not read.
fn unsupported(bytes: &[u8]) -> Option<ReadError> {
    const SIGNS: &[(&[u8], &str, &str)] = &[
        (b"MIME-Version:", "网页归档（mht）", "请另存为 html 或 docx 后再试"),
        (b"GIF8", "此类图片", "请另存为 png、jpg 或 pdf 后再试"),
        (b"Rar!", "RAR 压缩包", "请解压后再试"),
        (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请解压后再试"),
        (b"\x1f\x8b", "gzip 压缩包", "请解压后再试"),
        (b"%!PS", "PostScript 文件", "请转换为 pdf 后再试"),
        (b"HLP\x0e", "CAJ 文件", "请转换为 pdf 后再试"),
        (b"CAJ\x00", "CAJ 文件", "请转换为 pdf 后再试"),
    ];
    let found = SIGNS.iter().find(|(sign, ..)| bytes.starts_with(sign));
    found.map(|&(_, format, advice)| ReadError::Unsupported { format, advice })
}

/// Formats that LibreOffice reads.
fn convertible(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(foreign("RTF 文件", "rtf"));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1200)]);
    let xml =
        head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with("<?xml") && !html::is_html(bytes);
    let has = |words: &str| xml && head.contains(words);
    if has("progid=\"Word.Document\"") || has("http://schemas.microsoft.com/office/word/2003/wordml") {
        return Some(foreign("Word 2003 XML 文件", "xml"));
    }
    if has("http://schemas.microsoft.com/office/2006/xmlPackage") {
        return Some(foreign("Word XML 文件", "xml"));
    }
    if has("urn:oasis:names:tc:opendocument:xmlns:office") {
        return Some(foreign("OpenDocument 文件", "fodt"));
    }
    has("http://schemas.uof.org/").then(|| foreign("标文通（UOF）文件", "uot"))
}

fn foreign(format: &'static str, extension: &'static str) -> Kind {
    Kind::Foreign(Foreign { format, extension })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        assert_eq!(detect("计划.docx", "一、总体要求".as_bytes()), Ok(Kind::Text));
        assert_eq!(detect("计划.txt", b"%PDF-1.4\n"), Ok(Kind::Pdf));
        assert_eq!(detect("计划.doc", b"<html><body>"), Ok(Kind::Html));
        assert_eq!(detect("计划.MD", b"# a"), Ok(Kind::Markdown));
        assert!(matches!(detect("计划.doc", b"{\\rtf1"), Ok(Kind::Foreign(_))));
        assert!(matches!(detect("计划.docx", b"PK\x03\x04truncated"), Err(ReadError::Damaged { format: "docx", .. })));
        assert_eq!(detect("计划.txt", b""), Err(ReadError::Empty));
    }

    #[test]
    fn compound_files_are_told_by_their_streams() {
        let with = |name: &str| {
            let wide = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
            OLE.iter().copied().chain(wide).collect::<Vec<u8>>()
        };
        assert_eq!(detect("甲.wps", &with("WordDocument")), Ok(Kind::Doc));
        assert_eq!(detect("甲.et", &with("Workbook")), Ok(Kind::Xls));
        assert_eq!(detect("甲.docx", &with("EncryptedPackage")), Err(ReadError::Encrypted { format: "Office" }));
    }
}
