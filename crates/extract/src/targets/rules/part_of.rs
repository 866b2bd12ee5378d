//! # 占新增建设用地的8%: what part of a whole something is, or is to be done of it
//!
//! ```target
//! 旅游用地占新增建设用地的8%。
//! 力争上半年完成年度任务的60%。
//! ```
//!
//! ```none
//! 按照新增建设用地的8%安排。
//! ```

use super::{About, Site};
use crate::targets::subject::opening_verb;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Percentages;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let phrase = Some(site.before()).filter(|_| site.about() == "的" && site.after().is_empty())?;
    let named = |name: &&str| name.chars().nth(1).is_some();
    let part = phrase.rsplit_once('占').is_some_and(|(part, whole)| [part, whole].iter().all(named));
    (part || is_done(site)).then_some(Reading::Target)
}

/// 完成年度任务的60%: a verb of completion opens the phrase, behind its date.
fn is_done(site: &Site<'_>) -> bool {
    let verb = opening_verb(site.lexicon, site.before()).filter(|verb| site.ends(Sign::Accomplish, verb));
    verb.is_some_and(|_| site.subject().chars().nth(1).is_some())
}
