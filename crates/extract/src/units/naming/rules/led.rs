//! # 原由市财政局: words of a sentence before the name of a body
//!
//! What stands before a level may look like the name of a place.
//!
//! ```name
//! 市财政局
//! 自由贸易试验区管委会
//! ```
//!
//! ```none
//! 取消原由市财政局
//! 移交市水务局
//! 从市财政局
//! ```

use super::{Candidate, Verdict};

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    let words = &candidate.words.forms().name;
    // Every name is asked.
    if !words.leading.within(candidate.base) {
        return None;
    }
    let led = words.leading.iter().filter_map(|word| candidate.base.split_once(word)).map(|(_, rest)| rest);
    let mut led = led.filter(|_| words.harmless.at_start(candidate.base).is_none());
    led.any(|rest| super::super::is_known(candidate.words, rest)).then_some(Verdict::NoName)
}
