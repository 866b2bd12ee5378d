//! # 80%的街道建成服务中心: a share of things that are to do something
//!
//! ```target
//! 80%的街道建成服务中心。
//! ```
//!
//! ```none
//! 森林覆盖率达到45%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Shares;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let things = site.after().strip_prefix('的').filter(|_| site.before().is_empty())?;
    site.within(Sign::Accomplish, things).then_some(Reading::Target)
}
