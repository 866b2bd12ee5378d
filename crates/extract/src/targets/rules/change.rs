//! # A share or ratio with a word of change straight before it, or a verb of a fall before its thing
//!
//! ```target
//! 申请材料精简40%。
//! 压减基层报表50%。
//! 全年压减信访总件次20%。
//! 产业规模翻一番。
//! ```
//!
//! ```none
//! 一次办结率达到95%。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Change, Reading};

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let changed = match site.class()? {
        MeasureClass::Percent | MeasureClass::Points => site.quantity.change.is_some() || cuts(site),
        MeasureClass::Ratio => site.is_stated(),
        _ => false,
    };
    changed.then_some(Reading::Target)
}

/// 压减报表50%: a verb of a fall, its thing, and nothing behind the number.
fn cuts(site: &Site<'_>) -> bool {
    site.is_named() && site.distant_change() == Some(Change::Decrease)
}
