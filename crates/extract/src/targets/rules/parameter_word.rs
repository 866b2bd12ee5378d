//! # Money and shares beside a word of policy: 补贴, 税率, 限价
//!
//! ```target
//! 全年完成投资20亿元。
//! 公交出行分担率由42%提高到50%。
//! 年租金收入不低于420万元。
//! ```
//!
//! ```none
//! 首套住房最低首付比例不低于20%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let class = site.class()?;
    let words = site.words_of_parameter();
    if site.within(Sign::Parameter, words) && !site.within(Sign::Statistic, words) {
        if site.allots_funds() {
            return None;
        }
        let fixed = site.is_money() || matches!(class, MeasureClass::Percent | MeasureClass::Ratio);
        return fixed.then_some(Reading::Parameter);
    }
    let behind = match class {
        MeasureClass::Money => site.after(),
        // 20%的首付: the parameter stands after 的.
        MeasureClass::Percent | MeasureClass::Ratio => site.after().strip_prefix('的')?,
        _ => return None,
    };
    site.within(Sign::Parameter, behind).then_some(Reading::Parameter)
}
