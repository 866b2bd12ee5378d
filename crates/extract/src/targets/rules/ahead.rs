//! # 提前3小时发布预报: how long before something else it is done
//!
//! ```target
//! 提前10天完成年度任务，建成学校12所。
//! ```
//!
//! ```none
//! 市气象局提前3小时发布预报。
//! 检修信息提前7天向社会公布。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let ahead = site.lead_words().ends_with("提前") && site.starts(Sign::Announce, site.after());
    ahead.then_some(Reading::Date)
}
