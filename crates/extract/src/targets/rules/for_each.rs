//! # 每培育1家企业补助10万元: for each of which something is given
//!
//! ```target
//! 每年培育10家企业。
//! 每个乡镇建设2个服务站。
//! ```
//!
//! ```none
//! 每培育1家企业给予补助。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_share() {
        return None;
    }
    let (_, each) = site.lead_words().rsplit_once('每')?;
    let verb = site.at_start(Sign::Commit, each).filter(|verb| verb.chars().count() >= SHORTEST_VERB)?;
    each[verb.len()..].trim().is_empty().then_some(Reading::Parameter)
}

/// The shortest verb for each of whose results something is given, in characters.
const SHORTEST_VERB: usize = 2;
