//! # A share or ratio with a word of change straight before it
//!
//! ```target
//! 申请材料精简40%。
//! 产业规模翻一番。
//! ```
//!
//! ```none
//! 一次办结率达到95%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let changed = match site.class()? {
        MeasureClass::Percent | MeasureClass::Points => site.quantity.change.is_some(),
        MeasureClass::Ratio => site.is_stated(),
        _ => false,
    };
    changed.then_some(Reading::Target)
}
