/// Why the settings of the lights cannot be used. Messages are in Chinese.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is not TOML of the form of `data/lights.toml`.
    #[error("灯色设置有误：{0}")]
    Settings(#[from] toml::de::Error),
    /// A word stands for two things.
    #[error("灯色设置有误：“{word}”写了两次，含义不同")]
    TwoMeanings {
        /// The word.
        word: String,
    },
    /// A colour is not six hexadecimal digits.
    #[error("灯色设置有误：颜色“{colour}”应为六位十六进制数，如 C6EFCE")]
    Colour {
        /// What stands there.
        colour: String,
    },
}
