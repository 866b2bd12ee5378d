//! # Points that are granted: 给予2个百分点贴息
//!
//! ```target
//! 融资成本下降2个百分点。
//! ```
//!
//! ```none
//! 按2个百分点贴息，优惠不超过1个百分点。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Points;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.within(Sign::Concession, site.words_of_parameter()).then_some(Reading::Parameter)
}
