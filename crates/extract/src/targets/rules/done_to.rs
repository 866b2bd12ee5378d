//! # 对12条小巷进行改造: things to which something is done
//!
//! ```target
//! 重点对解放路等12条小巷进行改造。
//! 对28所学校安装饮水设备。
//! ```
//!
//! ```none
//! 对3个环节进行优化。
//! 对26处隐患点进行排查。
//! 对12家企业进行补助。
//! 对30家企业发展情况开展监测。
//! 对12户企业发放补助。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_printed_count() || site.is_abstract() {
        return None;
    }
    let Some((things, act)) = site.after().split_once("进行") else { return straight(site) };
    let named = (1..=LONGEST_THING).contains(&things.chars().count());
    let singled = site.lead_words().contains('对');
    let given = site.within(Sign::Benefit, act);
    (named && singled && !given && changes_things(site, act)).then_some(Reading::Target)
}

/// 对28所学校安装设备: the verb straight behind the things, and with what.
fn straight(site: &Site<'_>) -> Option<Reading> {
    let after = site.after();
    let held = [Sign::Benefit, Sign::Hold].iter().any(|&sign| site.within(sign, after));
    site.lead_words().strip_suffix('对').filter(|_| !held)?;
    let acts = |&(at, _): &(usize, char)| {
        let act = &after[at..];
        changes_at_start(site, act).is_some_and(|verb| act[verb..].chars().nth(1).is_some())
    };
    after.char_indices().skip(1).take(LONGEST_THING).find(acts).map(|_| Reading::Target)
}

/// 改造, 入地改造: whether an act is one by which things become others.
fn changes_things(site: &Site<'_>, act: &str) -> bool {
    act.char_indices().take(LONGEST_MANNER).any(|(at, _)| changes_at_start(site, &act[at..]).is_some())
}

/// The length of the verb of change with which a text begins.
fn changes_at_start(site: &Site<'_>, act: &str) -> Option<usize> {
    let verb = site.at_start(Sign::Commit, act).filter(|verb| verb.chars().nth(1).is_some())?;
    let others = [Sign::Weak, Sign::Act, Sign::VerbNoun];
    others.iter().all(|&sign| site.at_start(sign, verb) != Some(verb)).then_some(verb.len())
}

/// The longest name of the things, and how far into the act its verb may stand, in characters.
const LONGEST_THING: usize = 12;
const LONGEST_MANNER: usize = 3;
