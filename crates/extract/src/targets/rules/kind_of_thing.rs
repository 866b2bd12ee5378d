//! # 220千伏变电站2座: the number says of what kind the things are that are counted
//!
//! ```target
//! 新增变电容量220兆瓦。
//! ```
//!
//! ```none
//! 建成220千伏变电站2座。
//! 推进500千伏变电站建设。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 500千伏变电站: a voltage before a thing always says of what kind it is.
    if site.is(MeasureClass::Voltage) && !site.is_stated() && !site.after().is_empty() {
        return Some(Reading::Condition);
    }
    let things = !site.is_count() && !site.is(MeasureClass::Percent) && site.class().is_some();
    if !things || !site.next_counts || site.is_stated() || site.is_compared() {
        return None;
    }
    NAME.contains(&site.after().chars().count()).then_some(Reading::Condition)
}

/// How long the name of the things between the two numbers is, in characters.
const NAME: std::ops::RangeInclusive<usize> = 2..=10;
