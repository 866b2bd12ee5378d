//! In which language a question is asked.

use crate::marks::ENGLISH;
use crate::question::Lang;

impl Lang {
    /// English where there are no Chinese characters, or two English question words and more.
    pub fn of(question: &str) -> Self {
        let chinese = question.chars().any(|char| zhengtu_text::is_cjk(char) && char.is_alphanumeric());
        let words = question.split(|char: char| !char.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let known = words.clone().filter(|word| ENGLISH.get(&word.to_lowercase()).is_some()).count();
        if known > 1 || !chinese && words.count() > 0 { Self::English } else { Self::Chinese }
    }
}
