//! # 整合10类要素: a verb that raises a rate and stands before things says what is done to them
//!
//! ```target
//! 改造提升30万亩。
//! 改造提升15所养老院。
//! ```
//!
//! ```none
//! 优化15项流程。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let bare = site.is_arabic() && site.after().is_empty();
    let renews = site.is_arabic() && site.is_committed() && !site.is_abstract();
    (site.improves_things() && !bare && !renews).then(|| super::uncommitted::reading(site))
}
