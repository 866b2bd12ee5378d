//! # 累计…超300万条，目前已覆盖100多个城市: a tally that goes on with what is there
//!
//! ```target
//! 累计归集数据300万条，确保年底前覆盖100个城市。
//! ```
//!
//! ```none
//! 累计归集数据超300万条，覆盖100多个城市，目前已有50个平台。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let sentence = site.sentence.of(site.passage.text);
    if !site.starts(Sign::TallyOpening, sentence) || site.within(Sign::Intention, sentence) {
        return None;
    }
    let rest = &site.passage.text[site.clause.end.min(site.sentence.end)..site.sentence.end];
    rest.split(['，', ',', '；']).any(|clause| reports(site, clause.trim_start())).then_some(Reading::Baseline)
}

/// 累计…, with a word of what is.
fn reports(site: &Site<'_>, clause: &str) -> bool {
    site.starts(Sign::ReportOpening, clause) && site.within(Sign::Baseline, clause)
}
