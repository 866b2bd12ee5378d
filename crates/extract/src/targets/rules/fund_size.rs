//! # 首期规模20亿元: how large what is set up is to be, in a clause of its own
//!
//! ```target
//! 组建产业基金，首期规模20亿元。
//! ```
//!
//! ```none
//! 全市产业基金总规模20亿元。
//! 组建产业基金，首期补助20亿元。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Money;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let size = site.before();
    if size.is_empty() || !site.after().is_empty() || site.at_start(Sign::Size, size) != Some(size) {
        return None;
    }
    site.within(Sign::Commit, site.earlier_part()).then_some(Reading::Target)
}
