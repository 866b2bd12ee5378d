use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The workbook could not be written.
    #[error("工作簿无法写出：{0}")]
    Workbook(#[from] XlsxError),
    /// The package of the Word document could not be written.
    #[error("Word 文档无法写出：{0}")]
    Package(#[from] ZipError),
    /// Writing into memory failed.
    #[error("无法写出：{0}")]
    Write(#[from] std::io::Error),
}
