//! # 由县委办公室牵头的专班推进改革: what is said besides the names is a sentence
//!
//! An aside is none (dates, 以下均需…, a short duty), and neither is what follows a full stop.
//!
//! ```statement
//! 县财政局牵头，2022年6月底前完成
//! ```
//!
//! ```none
//! 由县委办公室牵头的专班推进改革
//! 县财政局、县税务局，建立健全预算绩效管理的长效机制
//! ```

use super::{Passage, Verdict};
use crate::units::form::passage::is_aside;
use zhengtu_text::{Span, strip_white};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let begins = passage.text.len() - passage.opened.len();
    let led = passage.vocabulary.roles().lead_in(&passage.lead(begins)) > 0;
    let says = |remark: &&Span| says_more(passage, **remark, led);
    passage.statement().remarks.iter().find(says).map(|_| Verdict::NoStatement)
}

/// The longest duty beside a name, in characters.
const LONGEST_DUTY: usize = 24;

/// Whether a remark says more than a statement carries; `led`: the names are led in by 由, so that what is no
/// aside goes on with the sentence.
fn says_more(passage: &Passage<'_>, remark: Span, led: bool) -> bool {
    let words = strip_white(remark.of(passage.text));
    if is_aside(passage.vocabulary, &words) {
        return false;
    }
    if begins_sentence(passage.text, remark) {
        return false;
    }
    let long = words.chars().nth(LONGEST_DUTY).is_some();
    led || long || passage.vocabulary.forms().statement.sentence.within(&words)
}

fn begins_sentence(text: &str, remark: Span) -> bool {
    text[..remark.start].trim_end().ends_with('。')
}
