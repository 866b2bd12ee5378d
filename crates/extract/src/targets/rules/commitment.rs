//! # A verb that commits to a quantity
//!
//! Straight before the number (建设30家), at the head of its phrase (新建农村公路500公里), or for a whole list
//! (打造10条街区、20个集聚区).
//!
//! ```target
//! 培育龙头企业30家。
//! 新建农村公路500公里。
//! 打造10条街区、20个集聚区。
//! 完成主城区12处交通拥堵点治理。
//! 完成林牧区32条线路隐患排查。
//! 于7月底前完成临港片区1500亩土地收储。
//! 年内增补人民陪审员60名。
//! 本学期召开家长会2次。
//! 培育形成2个千亿级产业集群、5个五百亿级产业集群。
//! 创建省级示范村两个。
//! 全年开展集中执行行动12次。
//! 2024年、2025年分别有2家、4家县级医院达到三级医院水平。
//! 年内新增“一件事”集成服务18项。
//! 请县财政局于9月5日前落实配套资金3000万元。
//! 检修维护雨量站、水位站186个。
//! 遴选培训机构30家进校园。
//! 安排前期工作经费2000万元。
//! 由县财政局拨付消防经费36万元。
//! 将管护经费85万元纳入年度预算。
//! 与龙头企业共建现代产业学院3个。
//! ```
//!
//! ```none
//! 围绕30家企业做好服务。
//! 于7月底前听取20家企业意见。
//! 全市有30家企业参加活动。
//! 对培训机构30家进行补助。
//! 验收意见分为合格、整改和不合格三种。
//! 涉及管护经费85万元。
//! ```

use super::{About, Site};
use crate::targets::subject::behind_date;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.improves_things() {
        return Some(Reading::Target);
    }
    (changes_into(site) || commits(site)).then_some(Reading::Target)
}

/// What may still stand after a number to which something is changed (2个环节), in characters.
const LONGEST_REST: usize = 4;

/// 流程压减为申请、装表2个环节: a level after a word of change earlier in the phrase.
fn changes_into(site: &Site<'_>) -> bool {
    site.names_change() && site.after().chars().count() <= LONGEST_REST
}

pub(super) fn commits(site: &Site<'_>) -> bool {
    let before = site.verb_phrase();
    if let Some(verb) = site.at_end(Sign::Commit, before).or_else(|| site.at_end(Sign::Weak, before)) {
        let commits = verb_commits(site, verb);
        // 新增集成服务18项: the last verb may be the thing.
        if commits || site.at_start(Sign::VerbNoun, verb) != Some(verb) {
            return commits;
        }
    }
    if WHOLE_PHRASES.iter().any(|commits| commits(site)) {
        return true;
    }
    if before.is_empty() && site.continues_target() {
        return site.counts_things();
    }
    spends(site)
}

/// What a phrase as a whole commits to.
const WHOLE_PHRASES: [fn(&Site<'_>) -> bool; 6] =
    [|site| site.commits_to_listed(), commits_to_size, accomplishes, are_to_reach, are_budgeted, joins_in];

/// 管护经费85万元纳入预算: money that a budget is to hold.
fn are_budgeted(site: &Site<'_>) -> bool {
    let funds = || site.ends(Sign::Funds, site.before());
    site.starts(Sign::Budget, site.after()) && funds()
}

/// 与龙头企业共建学院3个: with whom, a verb of two characters or more, the thing and so many of it.
fn joins_in(site: &Site<'_>) -> bool {
    let with = site.before().strip_prefix('与').filter(|_| site.after().is_empty());
    let verb = |at: usize, words: &str| {
        site.at_start(Sign::Commit, &words[at..]).is_some_and(|verb| verb.chars().nth(1).is_some())
    };
    let verbs = |words: &str| words.char_indices().skip(1).take(LONGEST_PARTNER).any(|(at, _)| verb(at, words));
    with.is_some_and(verbs) && site.counts_things()
}

/// The longest name of who something is done with, in characters.
const LONGEST_PARTNER: usize = 14;

/// The longest words for where things stand, in characters.
const LONGEST_PLACE: usize = 6;

/// 完成林牧区32条线路排查: a word of completion, where, so many things.
fn accomplishes(site: &Site<'_>) -> bool {
    let before = behind_date(site.lexicon, site.verb_phrase());
    let Some(verb) = site.at_start(Sign::Accomplish, before) else { return false };
    let place = before[verb.len()..].chars().count();
    if place > LONGEST_PLACE || !site.is_arabic() {
        return false;
    }
    site.counts_things()
}

/// 2024年、2025年分别有2家、4家医院达到三级水平: so many are to reach something in a year.
fn are_to_reach(site: &Site<'_>) -> bool {
    let counted = site.is_count() && site.is_arabic() && site.lead_words().ends_with('有');
    counted && site.lead_words().contains('年') && site.within(Sign::Accomplish, site.after())
}

/// 设立规模100亿元的基金.
fn commits_to_size(site: &Site<'_>) -> bool {
    site.after().starts_with('的') && site.opens_with_commitment()
}

/// The shortest phrase that holds a verb and a thing, in characters.
const SHORTEST_PHRASE: usize = 4;

/// 安排资金60亿元充实引导基金: a verb and its thing, then the number.
fn spends(site: &Site<'_>) -> bool {
    if site.verb_phrase().chars().count() < SHORTEST_PHRASE || !site.opens_with_commitment() {
        return false;
    }
    let put_to = || match site.class() {
        Some(MeasureClass::Money) => true,
        _ => site.is_count() && site.within(Sign::Commit, site.verb_phrase()),
    };
    match site.after() {
        "" => true,
        after => [Sign::Follow, Sign::Predicate].into_iter().any(|sign| site.starts(sign, after)) && put_to(),
    }
}

/// A weak verb commits only to a thing that can be counted out, to money, to acts, or in a goal paragraph.
fn verb_commits(site: &Site<'_>, verb: &str) -> bool {
    if site.at_end(Sign::Weak, verb) != Some(verb) {
        return true;
    }
    let longer = site.before().chars().count().saturating_sub(verb.chars().count());
    if site.counts_things() || site.setting.goal {
        return true;
    }
    match site.class() {
        // 专项资金安排14亿元
        Some(MeasureClass::Money) if longer > 0 => true,
        _ => counts_acts(site, longer),
    }
}

/// The shortest thing that is done, in characters with its verb behind it left out.
const SHORTEST_ACT: usize = 3;

/// 开展专项整治30次: the act is what is counted.
fn counts_acts(site: &Site<'_>, longer: usize) -> bool {
    if longer < SHORTEST_ACT || !site.after().is_empty() {
        return false;
    }
    site.starts(Sign::Hold, site.before())
}
