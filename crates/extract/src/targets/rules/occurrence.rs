//! # 届 and 周年 number an event
//!
//! ```target
//! 举办专场活动20场。
//! ```
//!
//! ```none
//! 迎接第8届农民节，庆祝建市50周年。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.starts(Sign::Occurrence, &site.quantity.unit).then_some(Reading::Name)
}
