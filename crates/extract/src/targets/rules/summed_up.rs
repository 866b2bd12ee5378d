//! # 申请、领证等3项: the number sums up what is listed before it
//!
//! ```target
//! 新建学校等公共设施30处。
//! ```
//!
//! ```none
//! 完成申请、领证等3项工作。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 甲等12个项目开工、乙等9个项目投产
    if [site.after().is_empty(), is_committed(site), super::brought_about::decide(site).is_some()].contains(&true) {
        return None;
    }
    site.ends(Sign::Sum, site.before()).then(|| super::uncommitted::reading(site))
}

/// 推进科技馆等12个项目: the verb holds for the things counted, unless they are counted by kinds.
fn is_committed(site: &Site<'_>) -> bool {
    !site.starts(Sign::KindUnit, &site.quantity.unit) && site.commits_to_listed()
}
