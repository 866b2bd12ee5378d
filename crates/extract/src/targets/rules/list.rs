//! # 造林2300亩，森林抚育6320亩: a short clause after a target of its sentence
//!
//! Of things counted only where they are counted as those before (国家级10家，省级200家).
//!
//! ```target
//! 培育国家级工厂10家，省级工厂200家。
//! ```
//!
//! ```none
//! 培育国家级工厂10家，周边村民200户。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is_named_amount() && follows_in_list(site)).then_some(Reading::Target)
}

/// The longest phrase of a list member before its number, in characters.
const LONGEST_MEMBER: usize = 12;

fn follows_in_list(site: &Site<'_>) -> bool {
    if site.before().chars().count() > LONGEST_MEMBER {
        return false;
    }
    if site.goes_on() && site.follows_target() {
        return true;
    }
    site.follows && (!site.is_count() || site.units.contains(&things(&site.quantity.unit)))
}

/// The unit without its scale: 家 of 万家.
pub(in crate::targets) fn things(unit: &str) -> &str {
    unit.trim_start_matches(['万', '亿', '千', '百'])
}
