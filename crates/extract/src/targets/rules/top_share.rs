//! # ESI前1%学科: things among the first so many percent
//!
//! ```target
//! 排名靠前学科占比达到20%。
//! ```
//!
//! ```none
//! ESI前1%学科达到8个。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Percentages;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let named = site.about().ends_with('前') && !site.after().is_empty();
    named.then_some(Reading::Name)
}
