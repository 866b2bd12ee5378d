//! # 目前，…已建成…，覆盖率达到95%: the sentence reports what is, up to words that aim
//!
//! ```target
//! 目前，试点已启动，力争全面推开，覆盖率达到95%。
//! ```
//!
//! ```none
//! 目前，试点已启动，覆盖率达到95%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let earlier = site.earlier();
    (site.starts(Sign::ReportOpening, earlier) && !site.within(Sign::Intention, earlier)).then_some(Reading::Baseline)
}
