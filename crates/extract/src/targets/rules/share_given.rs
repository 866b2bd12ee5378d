//! # 50%补助: what the share is of is a parameter of a policy
//!
//! ```target
//! 绿色建筑占比达到50%。
//! ```
//!
//! ```none
//! 按投入的50%补助。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Percentages;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.starts(Sign::Parameter, site.after()).then_some(Reading::Parameter)
}
