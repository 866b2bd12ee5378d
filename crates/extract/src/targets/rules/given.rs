//! # An amount or share that is given
//!
//! ```target
//! 建成项目20个，完成投资30亿元。
//! 县财政局落实奖补资金2600万元。
//! ```
//!
//! ```none
//! 对小微企业给予6%—10%的价格扣除。
//! ```

use super::{About, Site};
use crate::targets::site::ending;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !matches!(site.class(), Some(MeasureClass::Money | MeasureClass::Percent)) || site.is_stated() {
        return None;
    }
    if site.allots_funds() {
        return None;
    }
    let condition = site.within(Sign::Condition, ending(site.before(), NEAR));
    (!condition && site.within(Sign::Give, site.before())).then_some(Reading::Parameter)
}

/// A word of condition this near before the number makes it one, in characters.
const NEAR: usize = 6;
