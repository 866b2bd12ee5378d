//! # 占新增建设用地的8%: what part of a whole something is
//!
//! ```target
//! 旅游用地占新增建设用地的8%。
//! ```
//!
//! ```none
//! 按照新增建设用地的8%安排。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Percentages;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let phrase = Some(site.before()).filter(|_| site.about() == "的" && site.after().is_empty())?;
    let (part, whole) = phrase.rsplit_once('占')?;
    let named = |name: &&str| name.chars().nth(1).is_some();
    [part, whole].iter().all(named).then_some(Reading::Target)
}
