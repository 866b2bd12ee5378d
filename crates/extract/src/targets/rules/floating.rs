//! # 利率上浮20%: by how much a rate may differ
//!
//! ```target
//! 办理时间缩短20%。
//! ```
//!
//! ```none
//! 首套房贷款额度上浮20%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.class()?;
    let floats = [site.about(), site.before()].into_iter().any(|words| site.ends(Sign::Float, words));
    floats.then_some(Reading::Parameter)
}
