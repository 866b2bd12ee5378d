//! # 80%的街道建成服务中心: a share of things that are to do something
//!
//! ```target
//! 80%的街道建成服务中心。
//! ```
//!
//! ```none
//! 森林覆盖率达到45%。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let share = site.is_share() && site.before().is_empty() && site.after().starts_with('的');
    (share && site.within(Sign::Accomplish, site.after())).then_some(Reading::Target)
}
