//! # When something applies: 累计幅度超过10%时
//!
//! ```target
//! 线上办理率超过90%。
//! ```
//!
//! ```none
//! 价格累计涨幅超过10%时，启动响应。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let after = site.after();
    if after == "后" {
        return Some(Reading::Condition);
    }
    (site.starts(Sign::Occasion, after) && !site.starts(Sign::TimeNoun, after)).then_some(Reading::Condition)
}
