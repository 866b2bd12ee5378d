//! # 可按不超过50%的比例, 放宽: what is permitted commits nobody
//!
//! ```target
//! 招募比例达到50%。
//! ```
//!
//! ```none
//! 重点县可按不超过50%的比例招募人员。
//! 企业可以在收到决定之日起10个工作日内申请复核。
//! ```

use super::Site;
use crate::targets::site::ending;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Comparator, Reading};

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let at_most = site.quantity.comparator == Some(Comparator::AtMost);
    let fixed = site.is_share() || site.is_money() || site.is_index() || site.is(MeasureClass::Time);
    if !fixed && !at_most {
        return None;
    }
    let words = if site.is_stated() { ending(site.lead_words(), NEAR) } else { site.lead_words() };
    let permits = site.within(Sign::Permission, words);
    let loosens = fixed && at_most && site.within(Sign::Permission, site.passage.heading);
    (permits || loosens).then_some(Reading::Parameter)
}

/// How near before a level the word stands, in characters.
const NEAR: usize = 8;
