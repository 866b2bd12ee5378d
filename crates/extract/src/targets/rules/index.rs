//! # A number without unit: a level or comparator of a named index
//!
//! ```target
//! 数据中心PUE控制在1.3以下。
//! 事项压减三分之一。
//! ```
//!
//! ```none
//! 推广1套模式。
//! ```

use super::Site;
use zhengtu_model::Reading;
use zhengtu_terms::numeral::NumeralForm;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_index() {
        return None;
    }
    let said = site.is_stated() || site.is_compared();
    let named = site.after().is_empty() && (is_kept(site) || said && is_named(site));
    (named || is_fraction(site)).then_some(Reading::Target)
}

/// The shortest name of what a level is kept of, in characters.
const SHORTEST_NAME: usize = 2;

/// 数据中心PUE控制在1.3以下: a level that is to be kept, whatever is measured.
fn is_kept(site: &Site<'_>) -> bool {
    let kept = site.quantity.reach && site.is_compared();
    kept && site.before().chars().count() >= SHORTEST_NAME
}

fn is_named(site: &Site<'_>) -> bool {
    site.ends_with_indicator() && !site.before().ends_with("等度")
}

fn is_fraction(site: &Site<'_>) -> bool {
    let changed = site.quantity.change.is_some() && !site.before().is_empty();
    site.quantity.form == NumeralForm::Fraction && (changed || site.is_compared())
}
