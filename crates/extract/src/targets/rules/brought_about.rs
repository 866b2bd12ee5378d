//! # 推动3条生产线投产: what so many things are to come to
//!
//! A verb that brings something about opens the phrase, or a target stands before the number in its clause; and what
//! stands behind the things says what they come to.
//!
//! ```target
//! 推动装备产业7条生产线投产。
//! 推动年产3万吨线缆等12个项目开工、新兴材料等9个项目竣工投产。
//! ```
//!
//! ```none
//! 全市6条生产线投产。
//! 推动7条生产线升级换代的意见。
//! 推动12家企业负责人参加活动。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.counts_in_digits() {
        return None;
    }
    let brought = [site.starts(Sign::Bring, site.before()), site.continues_target()].contains(&true);
    Some(Reading::Target).filter(|_| brought).filter(|_| comes_to_something(site))
}

/// Whether behind the things stands what they come to: an end of work (竣工投产).
fn comes_to_something(site: &Site<'_>) -> bool {
    let after = site.after();
    if after.contains(['的', '已']) {
        return false;
    }
    let done = &site.lexicon.forms().limit.done;
    done.at_end(after).is_some_and(|len| after[..after.len() - len].chars().nth(1).is_some())
}
