//! # 申请、领证等3项: the number sums up what is listed before it
//!
//! ```target
//! 新建学校等公共设施30处。
//! ```
//!
//! ```none
//! 完成申请、领证等3项工作。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_amount() {
        return None;
    }
    let sums = site.ends(Sign::Sum, site.before()) && !site.after().is_empty();
    // 推进科技馆等12个项目: the verb holds for the things counted.
    let committed = !site.starts(Sign::KindUnit, &site.quantity.unit)
        && site.before().ends_with('等')
        && site.opens_with_commitment()
        && !site.is_abstract();
    (sums && !committed).then(|| super::uncommitted::reading(site))
}
