//! # A verb that commits to a quantity
//!
//! Straight before the number (建设30家), at the head of its phrase (新建农村公路500公里), or for a whole list
//! (打造10条街区、20个集聚区).
//!
//! ```target
//! 培育龙头企业30家。
//! 新建农村公路500公里。
//! 打造10条街区、20个集聚区。
//! ```
//!
//! ```none
//! 围绕30家企业做好服务。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_amount() {
        return None;
    }
    let changed = site.names_change() && site.after().chars().count() <= LONGEST_REST;
    (site.improves_things() || changed || commits(site)).then_some(Reading::Target)
}

/// What may still stand after a number to which something is changed (2个环节), in characters.
const LONGEST_REST: usize = 4;

/// The shortest phrase that holds a verb and a thing, in characters.
const SHORTEST_PHRASE: usize = 4;

pub(super) fn commits(site: &Site<'_>) -> bool {
    let (before, after) = (site.verb_phrase(), site.after());
    if let Some(verb) = site.at_end(Sign::Commit, before).or_else(|| site.at_end(Sign::Weak, before)) {
        return verb_commits(site, verb);
    }
    // 推进科技馆等12个项目加快建设
    if before.ends_with('等') && !site.is_abstract() && !after.is_empty() && site.opens_with_commitment() {
        return true;
    }
    // 设立规模100亿元的基金
    if after.starts_with('的') && site.opens_with_commitment() {
        return true;
    }
    if before.is_empty() && site.goes_on() && site.follows_target() {
        return !after.is_empty() && !site.is_abstract();
    }
    // 安排资金60亿元充实引导基金
    let ends = after.is_empty() || site.is(MeasureClass::Money) && site.starts(Sign::Follow, after);
    ends && before.chars().count() >= SHORTEST_PHRASE && site.opens_with_commitment()
}

/// A weak verb commits only to a thing that can be counted out, or in a goal paragraph.
fn verb_commits(site: &Site<'_>, verb: &str) -> bool {
    if site.at_end(Sign::Weak, verb) != Some(verb) {
        return true;
    }
    let after = site.after();
    let things = !after.is_empty() && !site.is_abstract();
    // 专项资金安排14亿元
    let money = site.is(MeasureClass::Money) && site.before().chars().count() > verb.chars().count();
    things || money || site.setting.goal || counts_acts(site, verb)
}

/// 开展专项整治30次: the act is what is counted.
fn counts_acts(site: &Site<'_>, verb: &str) -> bool {
    let longer = site.before().chars().count() > verb.chars().count() + 2;
    longer && site.after().is_empty() && site.starts(Sign::Hold, site.before())
}
