//! # Money and shares beside a word of policy: 补贴, 税率, 限价
//!
//! ```target
//! 全年完成投资20亿元。
//! ```
//!
//! ```none
//! 首套住房最低首付比例不低于20%。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let words = site.words_of_parameter();
    let before = site.within(Sign::Parameter, words);
    let stands = match site.class()? {
        MeasureClass::Money => before || site.within(Sign::Parameter, site.after()),
        MeasureClass::Percent | MeasureClass::Ratio => before || is_of_parameter(site),
        _ => before && site.is_money(),
    };
    stands.then_some(Reading::Parameter)
}

/// 20%的首付: the parameter stands after 的.
fn is_of_parameter(site: &Site<'_>) -> bool {
    site.after().starts_with('的') && site.within(Sign::Parameter, site.after())
}
