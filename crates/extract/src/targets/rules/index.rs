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

use super::{About, Site};
use zhengtu_model::Reading;
use zhengtu_terms::numeral::NumeralForm;

pub(super) const ABOUT: About = About::Indexes;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let stands = [is_fraction, is_kept, is_measured].iter().any(|stands| stands(site));
    stands.then_some(Reading::Target)
}

/// The shortest name of what a level is kept of, in characters.
const SHORTEST_NAME: usize = 2;

/// 死亡率下降三分之一.
fn is_fraction(site: &Site<'_>) -> bool {
    if site.quantity.form != NumeralForm::Fraction {
        return false;
    }
    let changed = site.quantity.change.is_some() && !site.before().is_empty();
    changed || site.is_compared()
}

/// 数据中心PUE控制在1.3以下: a level that is to be kept, whatever is measured.
fn is_kept(site: &Site<'_>) -> bool {
    if !site.is_named() || !site.is_compared() {
        return false;
    }
    site.quantity.reach && site.before().chars().count() >= SHORTEST_NAME
}

/// 指数达到85: a level of what is measured; a number of 等度 is none.
fn is_measured(site: &Site<'_>) -> bool {
    if !site.is_said() || !site.is_named() {
        return false;
    }
    site.ends_with_indicator() && !site.before().ends_with("等度")
}
