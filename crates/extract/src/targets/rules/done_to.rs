//! # 对12条小巷进行改造: things to which something is done
//!
//! ```target
//! 重点对解放路等12条小巷进行改造。
//! ```
//!
//! ```none
//! 对3个环节进行优化。
//! 对26处隐患点进行排查。
//! 对12家企业进行补助。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_arabic() || !site.is_count() || site.is_abstract() {
        return None;
    }
    let (things, act) = site.after().split_once("进行")?;
    let named = (1..=LONGEST_THING).contains(&things.chars().count());
    let singled = site.lead_words().contains('对');
    let given = site.within(Sign::Benefit, act);
    (named && singled && !given && changes_things(site, act)).then_some(Reading::Target)
}

/// 改造, 入地改造: whether an act is one by which things become others.
fn changes_things(site: &Site<'_>, act: &str) -> bool {
    act.char_indices().take(LONGEST_MANNER).any(|(at, _)| {
        let verb = site.at_start(Sign::Commit, &act[at..]).filter(|verb| verb.chars().nth(1).is_some());
        verb.is_some_and(|verb| [Sign::Weak, Sign::Act].iter().all(|sign| site.at_start(*sign, verb) != Some(verb)))
    })
}

/// The longest name of the things, and how far into the act its verb may stand, in characters.
const LONGEST_THING: usize = 12;
const LONGEST_MANNER: usize = 3;
