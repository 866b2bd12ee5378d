//! # 三个方面, 12项任务: spelled numbers and counts of what is no result
//!
//! ```target
//! 建成学校12所。
//! ```
//!
//! ```none
//! 围绕12项任务抓好落实。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let counted = site.counts_out_things() || !is_meant(site);
    counted.then(|| super::uncommitted::reading(site))
}

/// Whether the number is no spelled one, or one of the thing that a verb commits to, behind that (创建示范村两个) or
/// as the least of it (至少建设两所养老院).
fn is_meant(site: &Site<'_>) -> bool {
    if site.is_arabic() {
        return true;
    }
    if site.is_committed() {
        return site.is_bounded();
    }
    site.is_named() && !site.ends(Sign::Abstract, site.before()) && site.opens_with_commitment()
}
