//! # 造林2300亩，森林抚育6320亩: a short clause after a target of its sentence
//!
//! Of people and households only where they are counted as those before (国家级10名，省级200名).
//!
//! ```target
//! 培育国家级工厂10家，省级工厂200家。
//! 建设计量分区220个，远传设备1500台。
//! ```
//!
//! ```none
//! 培育国家级工厂10家，周边村民200户。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_named() || site.before().chars().count() > LONGEST_MEMBER {
        return None;
    }
    (site.continues_target() || follows_alike(site)).then_some(Reading::Target)
}

/// The longest phrase of a list member before its number, in characters.
const LONGEST_MEMBER: usize = 12;

/// Whether a target stands before it in the sentence; people are to be of a unit that does.
fn follows_alike(site: &Site<'_>) -> bool {
    if !matches!(site.class(), Some(MeasureClass::People | MeasureClass::Household)) {
        return site.follows;
    }
    site.follows && site.units.contains(&things(&site.quantity.unit))
}

/// The unit without its scale: 家 of 万家.
pub(in crate::targets) fn things(unit: &str) -> &str {
    unit.trim_start_matches(['万', '亿', '千', '百'])
}
