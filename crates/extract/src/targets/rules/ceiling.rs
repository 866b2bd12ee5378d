//! # 单个项目补助不超过100万元，总额不超过1000万元: a ceiling after a condition or parameter of its sentence
//!
//! ```target
//! 专项资金不少于100万元，总额不低于1000万元。
//! ```
//!
//! ```none
//! 单个项目补助不超过100万元，年度总额不超过1000万元。
//! ```

use super::Site;
use zhengtu_model::Comparator;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let at_most = site.is_money() && site.quantity.comparator == Some(Comparator::AtMost);
    let follows =
        site.last_decision.is_some_and(|last| matches!(last.reading, Reading::Parameter | Reading::Condition));
    (at_most && follows).then_some(Reading::Parameter)
}
