//! Files that offices work with: Word documents, workbooks, CSV and Markdown tables.
//!
//! This crate knows the formats and nothing of plans. The same content gives the same bytes: no clock.
//! Text stays text: what looks like a formula never becomes one.

pub mod csv;
pub mod docx;
mod error;
pub mod markdown;
pub mod xlsx;

pub use error::Error;

/// The text without characters that XML 1.0 (section 2.2) has no place for, with `\n` as its only
/// control character.
pub fn printable(text: &str) -> String {
    let kept =
        text.chars().filter(|&char| char == '\n' || !char.is_control() && !matches!(char, '\u{fffe}' | '\u{ffff}'));
    kept.collect()
}

/// Whether a spreadsheet would take the text for a formula when it is typed or read from CSV. Chinese
/// editions take the full-width signs too.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_ends_stay() {
        assert_eq!(printable("甲\u{0}乙\n丙\u{1b}[31m\u{ffff}"), "甲乙\n丙[31m");
    }

    #[test]
    fn signs_that_begin_a_formula_are_known_and_dashes_of_prose_are_not() {
        for text in ["=1+1", "+A1", "-(1)", "@SUM(A1)", "\tx", "＝1"] {
            assert!(looks_like_formula(text), "{text:?}");
        }
        for text in ["——2021年", "1=1", "", "办税", "-5", "+0.5"] {
            assert!(!looks_like_formula(text), "{text:?}");
        }
    }
}
