//! # 在现有100家的基础上: from which something starts
//!
//! ```target
//! 示范点增加到120家。
//! ```
//!
//! ```none
//! 试点范围在100家基础上扩大。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.starts(Sign::Base, site.after()).then_some(Reading::Baseline)
}
