//! # 确保12个村通硬化路, 6个县全部建成医共体: so many things that are to reach something
//!
//! Problems are to be settled, all of them. Behind a word that aims, or where all of them do; for things to which a verb gives something (为120所学校更换照明).
//!
//! ```target
//! 确保12个行政村通硬化路。
//! 力争8家企业上市。
//! 6个县全部建成紧密型医共体。
//! 为全区120所学校更换护眼灯。
//! 28个问题全部整改完成。
//! ```
//!
//! ```none
//! 12个行政村地处山区。
//! 确保3个环节有序衔接。
//! 为120所学校提出的建议。
//! 全市有6个县全面推广的经验。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let counted = site.is_printed_count();
    if !counted || site.after().is_empty() {
        return None;
    }
    let lead = site.lead_words().trim();
    let everywhere = site.at_end(Sign::Everywhere, lead).map_or(0, str::len);
    let reaches = match &lead[..lead.len() - everywhere] {
        "" if all_reach(site, Sign::Settled) => true,
        _ if site.is_abstract() => false,
        "" => all_reach(site, Sign::Accomplish),
        "为" => gives(site),
        aim => site.at_end(Sign::Aim, aim) == Some(aim),
    };
    reaches.then_some(Reading::Target)
}

/// The longest name of the things, in characters.
const LONGEST_THING: usize = 12;

/// 县全部建成医共体: whether all of the things accomplish something.
fn all_reach(site: &Site<'_>, what: Sign) -> bool {
    let words = || site.lexicon.targets().words(Sign::Wholly).iter();
    words().filter_map(|word| site.after().split_once(word.as_str())).any(|(thing, act)| {
        let named = (1..=LONGEST_THING).contains(&thing.chars().count());
        named && site.starts(what, act)
    })
}

/// 学校更换护眼灯: whether a verb stands close behind the name of the things.
fn gives(site: &Site<'_>) -> bool {
    let places = site.after().char_indices().skip(1).take(LONGEST_THING);
    let mut verbs = places.filter_map(|(at, _)| site.at_start(Sign::Commit, &site.after()[at..]));
    verbs.any(|verb| verb.chars().nth(1).is_some())
}
