//! Whether a line goes on with the one before it: in a paragraph, and in a cell of a table.

use zhengtu_text::is_cjk;

/// A line that starts further than this from the left margin, in font heights, starts a paragraph.
pub(super) const INDENT: f32 = 0.8;

/// Whether two lines of one paragraph have a space between them: only where Latin words meet.
pub(super) fn needs_space(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), next.chars().next()) else { return false };
    let word = |char: char| !is_cjk(char) && (char.is_alphanumeric() || matches!(char, ',' | '.' | ';' | ')'));
    word(last) && word(first) && (last.is_alphabetic() || first.is_alphabetic())
}

/// Whether a text ends where a sentence, a list or a label does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let quoted = text.trim_end().trim_end_matches('”');
    quoted.ends_with(['。', '！', '？']) || text.trim_end().ends_with(['；', '：', ';', ':'])
}
