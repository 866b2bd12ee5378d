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

use super::Site;
use super::list::things;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let head = site.is_amount() && site.is_arabic() && site.before().is_empty() && !site.goes_on();
    if !head || site.after().is_empty() || site.is_abstract() {
        return None;
    }
    let alike = site.units.contains(&things(&site.quantity.unit));
    (alike && site.earlier().ends_with(['，', ',', '；', ';'])).then_some(Reading::Target)
}
