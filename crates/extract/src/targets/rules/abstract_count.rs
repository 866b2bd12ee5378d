//! # 三个方面, 12项任务: spelled numbers and counts of what is no result
//!
//! ```target
//! 建成学校12所。
//! ```
//!
//! ```none
//! 围绕12项任务抓好落实。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_amount() {
        return None;
    }
    let counted = !site.is_arabic() || site.is_abstract() && !site.names_change();
    counted.then(|| super::uncommitted::reading(site))
}
