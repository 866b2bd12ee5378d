//! # 医保支付比例, 公积金贷款额度: what a policy fixes
//!
//! Its numbers are goals only in a goal paragraph or where they are to be kept (稳定在).
//!
//! ```target
//! 居民医保支付比例稳定在70%左右。
//! ```
//!
//! ```none
//! 医保基金支付比例为75%。
//! 提高公积金贷款额度，职工家庭由60万元调整为70万元。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let fixed = site.is_share() || site.is_money() || site.is(MeasureClass::Ratio);
    if !fixed || site.setting.goal || site.within(Sign::Steady, site.about()) {
        return None;
    }
    let stands = site.within(Sign::PolicyTopic, site.lead_words());
    (stands || continues_topic(site)).then_some(Reading::Parameter)
}

/// 提高贷款额度，职工家庭由60万元调整为70万元: a clause before names what is fixed.
fn continues_topic(site: &Site<'_>) -> bool {
    let stated = site.is_stated() && (site.is_money() || site.before().is_empty());
    (stated || site.floor_of().is_some()) && site.within(Sign::PolicyTopic, site.earlier_part())
}
