//! # 支持300名骨干赴外培训，1000名教师参加研修: the verb of the clause before holds for the next
//!
//! Only for things counted as those before, at the head of the clause.
//!
//! ```target
//! 支持300名骨干赴外培训，1000名教师参加研修。
//! ```
//!
//! ```none
//! 培育企业300家，20个部门参加。
//! ```

use super::list::things;
use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_arabic() && site.opens_clause() {
        return follows_alike(site).then_some(Reading::Target);
    }
    None
}

/// Whether the number counts things as those before it in the sentence are counted, straight after a comma.
fn follows_alike(site: &Site<'_>) -> bool {
    if !site.counts_things() {
        return false;
    }
    let alike = site.units.contains(&things(&site.quantity.unit));
    alike && site.earlier().ends_with(['，', ',', '；', ';'])
}
