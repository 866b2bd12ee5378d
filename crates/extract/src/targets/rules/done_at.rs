//! # 在50所学校开展筛查: places or bodies at which something is done
//!
//! ```target
//! 在50所学校开展视力筛查。
//! 年内在12个小区成立功能型党支部。
//! ```
//!
//! ```none
//! 在3个方面取得突破。
//! 在12个小区发现隐患。
//! 在20个部门开展交流。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let placed = site.lead_words().ends_with('在');
    Some(Reading::Target).filter(|_| placed).filter(|_| site.counts_in_digits()).filter(|_| does_something(site))
}

/// Whether behind the short name of the places a verb follows, and what is done.
fn does_something(site: &Site<'_>) -> bool {
    let after = site.after();
    after.char_indices().skip(1).take(LONGEST_PLACE).any(|(at, _)| {
        let act = &after[at..];
        let mut verbs = [Sign::Commit, Sign::Weak].into_iter().filter_map(|sign| site.at_start(sign, act));
        verbs.any(|verb| verb.chars().nth(1).is_some() && act.len() > verb.len())
    })
}

/// The longest name of the places, in characters.
const LONGEST_PLACE: usize = 6;
