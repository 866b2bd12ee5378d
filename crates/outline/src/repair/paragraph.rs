//! What a line that starts a paragraph looks like.

use crate::Style;
use crate::annex::is_annex_heading;
use crate::marker::{Marker, marker, tick_len};
use zhengtu_lexicon::Lexicon;

/// Whether a line starts a paragraph whatever stands before it.
pub(super) fn starts_paragraph(lexicon: &Lexicon, text: &str) -> bool {
    let forms: [fn(&str) -> bool; 2] = [is_item, is_annex_heading];
    lexicon.field_label(text).is_some() || is_started(lexicon, text) || forms.iter().any(|form| form(text))
}

/// 1.推进…, not 3.5%以上; [ ] 推进….
fn is_item(text: &str) -> bool {
    tick_len(text).is_some() || marker(text).is_some_and(|found| is_plausible(&found, text))
}

/// 附件：1.任务清单, 抄送：….
fn is_started(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.forms().frame.start.at_start(text).is_some()
}

/// Whether the text after a number reads like the start of an item rather than the middle of a
/// sentence that happened to be wrapped there.
pub(super) fn is_plausible(found: &Marker, text: &str) -> bool {
    let rest = &text[found.len..];
    match found.style {
        Style::SubItem | Style::Circled => !rest.starts_with(['，', '。', '、', '；', '）', ')']),
        _ => !rest.is_empty() && !rest.starts_with(['，', '。', '；', '）', ')', '款', '项']),
    }
}
