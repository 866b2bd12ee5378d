/// Why a file could not be read. Messages are in Chinese and say what to do; the caller names the file.
#[derive(Debug, thiserror::Error)]
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
}
