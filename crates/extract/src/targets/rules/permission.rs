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

use super::{About, Site};
use crate::targets::site::ending;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let permits = match (is_rate_or_sum(site), site.is_at_most()) {
        (false, false) => false,
        // What may be at most so much is loosened where the heading permits.
        (true, true) => permits(site) || site.within(Sign::Permission, site.passage.heading),
        _ => permits(site),
    };
    permits.then_some(Reading::Parameter)
}

/// Whether such a number is what a policy fixes.
fn is_rate_or_sum(site: &Site<'_>) -> bool {
    match site.class() {
        Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Time) => true,
        _ => site.is_money() || site.is_index(),
    }
}

/// How near before a level the word stands, in characters.
const NEAR: usize = 8;

fn permits(site: &Site<'_>) -> bool {
    let words = if site.is_stated() { ending(site.lead_words(), NEAR) } else { site.lead_words() };
    site.within(Sign::Permission, words)
}
