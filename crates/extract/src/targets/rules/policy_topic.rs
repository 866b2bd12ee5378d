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

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !is_fixed(site) || site.setting.goal {
        return None;
    }
    // 贷款余额平稳增长: a course, and nothing that is fixed.
    if site.within(Sign::Steady, site.about()) {
        return None;
    }
    let stands = site.within(Sign::PolicyTopic, site.lead_words());
    (stands || continues_topic(site)).then_some(Reading::Parameter)
}

/// Whether such a number is one that policies fix.
fn is_fixed(site: &Site<'_>) -> bool {
    let rate = matches!(site.class(), Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Ratio));
    rate || site.is_money()
}

/// 提高贷款额度，职工家庭由60万元调整为70万元: a clause before names what is fixed.
fn continues_topic(site: &Site<'_>) -> bool {
    says_how_much(site) && site.within(Sign::PolicyTopic, site.earlier_part())
}

fn says_how_much(site: &Site<'_>) -> bool {
    if site.is_stated() && site.before().is_empty() {
        return true;
    }
    site.floor_of().is_some() || site.is_stated() && site.is_money()
}
