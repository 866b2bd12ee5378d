//! # Whom or which case the number singles out
//!
//! 对投资500万元以上的项目; 达到80%的，…
//!
//! ```target
//! 项目开工率达到80%。
//! ```
//!
//! ```none
//! 对上年投资增长10%的，加强指导。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let clause = site.clause.of(site.passage.text).trim_end();
    let follows = &site.passage.text[site.clause.end..];
    if clause.ends_with('的') && follows.starts_with(['，', ',', '；', ';', '：', ':']) {
        return Some(Reading::Condition);
    }
    let singled = site.starts(Sign::Singling, site.before()) && site.after().starts_with('的');
    (singled && !site.is_share()).then_some(Reading::Condition)
}
