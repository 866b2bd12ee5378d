use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why a file could not be read. Messages are in Chinese and say what to do; the caller names the
/// file. [`ReadError::english`] says the same in English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file has no content.
    #[error("文件是空的；请确认文件是否完整")]
    Empty,
    /// The bytes are of no known format.
    #[error("无法识别的二进制内容（偏移 {offset} 处有字节 0x{byte:02X}）；请另存为 txt、docx 或 pdf 后再试")]
    Binary {
        /// Where the first byte stands that text cannot have.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// The text is in no encoding that is known.
    #[error(
        "字符编码无法识别（偏移 {offset} 处的字节不是合法的 {encoding}）；请另存为 UTF-8，或加 --lossy 以替换字符读入"
    )]
    Encoding {
        /// Where the first byte stands that cannot be decoded.
        offset: usize,
        /// The encoding that fits best.
        encoding: &'static str,
    },
    /// The file is broken, cut short, or breaks the rules of its format.
    #[error("{format} 文件已损坏或不完整（{detail}）；请重新下载，或用办公软件打开后另存一份再试")]
    Damaged {
        /// What the file says it is.
        format: &'static str,
        /// What is wrong, in Chinese.
        detail: String,
    },
    /// The file is protected by a password.
    #[error("{format} 文件已加密；请去掉密码后另存一份再试")]
    Encrypted {
        /// What the file says it is.
        format: &'static str,
    },
    /// The file holds more than is read from one file, as archives made to do harm do.
    #[error("{format} 文件过大或展开后过大（{what}超过上限 {limit}）；请拆分文件，或确认文件来源可靠")]
    TooLarge {
        /// What the file says it is.
        format: &'static str,
        /// What is too large, in Chinese.
        what: &'static str,
        /// The limit, as a person reads it.
        limit: String,
    },
    /// There is no text in the file, only pictures, as in a scan.
    #[error("{format} 文件里没有文字（{}，很可能是扫描件）；{}，或改用原始电子版", extent(*.pages, *.pictures), without_ocr(.program.as_deref()))]
    NoText {
        /// What the file is.
        format: &'static str,
        /// How many pages it has; 0 where the format knows none.
        pages: usize,
        /// How many pictures it has, where it has no pages.
        pictures: usize,
        /// The program that recognised nothing in it, where one is installed.
        program: Option<String>,
    },
    /// The characters of the file cannot be told from its fonts.
    #[error(
        "{format} 文件的字体缺少编码表，读出的文字是乱码（{share}% 的字符无法辨认）；请安装文字识别程序后再试（pip install rapidocr onnxruntime，或 apt install tesseract-ocr tesseract-ocr-chi-sim），或改用原始电子版"
    )]
    Garbled {
        /// What the file is.
        format: &'static str,
        /// How many characters of a hundred cannot be told.
        share: u8,
    },
    /// A format that is known and not read here.
    #[error("不支持直接读取{format}；{advice}")]
    Unsupported {
        /// The format, in Chinese.
        format: &'static str,
        /// What to do, in Chinese.
        advice: &'static str,
    },
    /// The file cannot be opened.
    #[error("无法打开文件（{detail}）；请检查路径和权限")]
    Io {
        /// What the system says.
        detail: String,
    },
    /// A fault of a reader; the file may be well.
    #[error("读取 {format} 文件时程序出错（{detail}）；请另存为其他格式再试，并报告此问题")]
    Internal {
        /// What the file says it is.
        format: &'static str,
        /// What the reader said.
        detail: String,
    },
}

/// The two ways to install a program that recognises text.
const OCR_PROGRAMS: &str = "pip install rapidocr onnxruntime, or apt install tesseract-ocr tesseract-ocr-chi-sim";

impl ReadError {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::Empty => "the file is empty; check that it is complete".into(),
            Self::Binary { offset, byte } => {
                format!("unknown binary content (byte 0x{byte:02X} at offset {offset}); save as txt, docx or pdf")
            }
            Self::Encoding { offset, encoding } => format!(
                "unknown character encoding (the byte at offset {offset} is no valid {encoding}); save as UTF-8, or \
                 use --lossy to read with replacement characters"
            ),
            Self::Damaged { format, detail } => {
                let (format, detail) = (named(format), translate(detail));
                format!("the {format} is damaged or incomplete ({detail}); download it again or save a new copy")
            }
            Self::Encrypted { format } => {
                format!("the {} is encrypted; save a copy without a password", named(format))
            }
            Self::TooLarge { format, limit, .. } => {
                let (format, limit) = (named(format), translate(limit));
                format!(
                    "the {format} is too large, takes too long or grows too large when unpacked (limit {limit}); split it"
                )
            }
            Self::NoText { format, pages, pictures, program } => {
                let extent = match pages {
                    0 => format!("only pictures: {pictures}"),
                    pages => format!("{pages} pages"),
                };
                let advice = match program {
                    Some(program) => format!("{program} recognised nothing in it: check that the pictures are clear"),
                    None => {
                        format!("it can be read where a program that recognises text is installed ({OCR_PROGRAMS})")
                    }
                };
                let format = named(format);
                format!("the {format} has no text ({extent}, probably a scan); {advice}, or use the original document")
            }
            Self::Garbled { format, share } => format!(
                "the fonts of the {format} file lack a character map ({share}% of the characters cannot be told); it can \
                 be read where a program that recognises text is installed ({OCR_PROGRAMS}), or use the original document"
            ),
            Self::Unsupported { format, advice } if advice.contains("LibreOffice") => {
                format!("the {} cannot be read directly; install LibreOffice, or save it as docx", named(format))
            }
            Self::Unsupported { advice, .. } if advice.contains("--ocr") => {
                "the program named by --ocr is not there; name rapidocr, tesseract (with chi_sim), or the path of a \
                 Python that has rapidocr"
                    .to_owned()
            }
            Self::Unsupported { format, .. } => {
                format!("this kind of file cannot be read directly ({}); save as docx, pdf or txt", named(format))
            }
            Self::Io { detail } => format!("the file cannot be opened ({detail}); check the path and the permissions"),
            Self::Internal { format, detail } => {
                format!("the reader of the {} failed ({detail}); save in another format and report this", named(format))
            }
        }
    }

    pub(crate) fn damaged(format: &'static str, detail: impl Into<String>) -> Self {
        Self::Damaged { format, detail: detail.into() }
    }
}

/// What a file without text has: pages, where the format knows them, else pictures.
fn extent(pages: usize, pictures: usize) -> String {
    match pages {
        0 => format!("只有 {pictures} 张图片"),
        pages => format!("共 {pages} 页"),
    }
}

/// Why no program recognised its text, and what to do.
fn without_ocr(program: Option<&str>) -> String {
    match program {
        Some(program) => format!("{program} 没有从中识别出文字，请检查图片是否清晰"),
        None => "请安装文字识别程序后再试（pip install rapidocr onnxruntime，或 apt install tesseract-ocr \
                 tesseract-ocr-chi-sim）"
            .to_owned(),
    }
}

/// The words of messages: in Chinese, in English; longer ones first.
static WORDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let table: BTreeMap<String, String> = toml::from_str(include_str!("../data/messages.en.toml")).unwrap_or_default();
    let mut words: Vec<(String, String)> = table.into_iter().collect();
    words.sort_by_key(|(chinese, _)| std::cmp::Reverse(chinese.len()));
    words
});

fn translate(message: &str) -> String {
    WORDS.iter().fold(message.to_owned(), |text, (chinese, english)| text.replace(chinese, english))
}

/// What a file is, as a noun: `docx file`.
fn named(format: &str) -> String {
    let english = translate(format);
    if english.ends_with("file") || english != format { english } else { format!("{english} file") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_readers_messages_has_an_english_one() {
        let is_chinese = |char: char| ('\u{4e00}'..='\u{9fff}').contains(&char);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let names = [
            "format.rs",
            "xml.rs",
            "package.rs",
            "pdf/mod.rs",
            "ocr/image.rs",
            "ofd.rs",
            "office.rs",
            "doc/fib.rs",
            "docx/mod.rs",
            "sheets/biff.rs",
            "sheets/ods.rs",
        ];
        let mut seen = 0;
        for name in names {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| line.contains("damaged(") || line.contains("foreign(\""));
            for literal in lines.flat_map(|line| line.split('"').skip(1).step_by(2)) {
                let literal = literal.replace("{at}", "1").replace("{error}", "x").replace("&{other};", "&b;");
                let literal = literal.replace("{MAX_DEPTH}", "9").replace("{name}", "a.xml");
                seen += usize::from(literal.contains(is_chinese));
                assert!(!translate(&literal).contains(is_chinese), "{name}: {literal} → {}", translate(&literal));
            }
        }
        assert!(seen > 15, "the messages were not found");
    }

    #[test]
    fn every_message_says_what_to_do_in_both_languages() {
        let errors = [
            ReadError::Empty,
            ReadError::Binary { offset: 1, byte: 2 },
            ReadError::Encoding { offset: 3, encoding: "GBK" },
            ReadError::damaged("docx", "缺少 word/document.xml"),
            ReadError::Encrypted { format: "pdf" },
            ReadError::TooLarge { format: "docx", what: "展开后的内容", limit: "256 MB".into() },
            ReadError::NoText { format: "pdf", pages: 3, pictures: 0, program: None },
            ReadError::NoText { format: "docx", pages: 0, pictures: 2, program: Some("RapidOCR 3".into()) },
            ReadError::Garbled { format: "pdf", share: 80 },
            ReadError::Unsupported { format: "RTF 文件", advice: "请另存为 docx 后再试" },
            ReadError::Io { detail: "permission denied".into() },
            ReadError::Internal { format: "pdf", detail: "x".into() },
        ];
        for error in errors {
            assert!(error.to_string().contains('请'), "{error}");
            assert!(error.english().is_ascii(), "{}", error.english());
        }
    }
}
