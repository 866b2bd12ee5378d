//! # 每人500元: an amount for each
//!
//! ```target
//! 人均收入达到3万元。
//! ```
//!
//! ```none
//! 按每人500元安排经费。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Money;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_stated() {
        return None;
    }
    site.within(Sign::Each, site.lead_words()).then_some(Reading::Parameter)
}
