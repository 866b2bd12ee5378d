//! # 好评率99%: an indicator straight before a share
//!
//! ```target
//! 公共服务好评率99%。
//! ```
//!
//! ```none
//! 成交额中30%来自网络。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Shares;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_named() || !site.ends_with_indicator() {
        return None;
    }
    let listed = site.setting.goal || site.clause.start > site.sentence.start;
    (listed || site.ends(Sign::Rate, site.before())).then_some(Reading::Target)
}
