//! Which program reads pictures, as a user names it; known also to a build that reads no PDF files.

/// Which OCR program reads pages that are only pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OcrChoice {
    /// None: such pages are reported and not read.
    #[default]
    Off,
    /// RapidOCR where it is installed, else Tesseract with Chinese.
    Auto,
    /// `rapidocr`, `tesseract`, or a path: of a Python that has RapidOCR, or of Tesseract.
    Named(String),
}

impl From<&str> for OcrChoice {
    fn from(name: &str) -> Self {
        match name {
            "off" | "" => Self::Off,
            "auto" => Self::Auto,
            name => Self::Named(name.to_owned()),
        }
    }
}
