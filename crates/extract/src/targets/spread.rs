//! 分别: one phrase over several values, each with its own subject.

use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;

/// What each of `count` values measures, where `indicator` names all of them together.
///
/// 一、二、三类企业办理时间 over three values is 一类企业办理时间, 二类…, 三类….
pub(super) fn over(lexicon: &Lexicon, indicator: &str, count: usize) -> Vec<String> {
    if count < 2 {
        return vec![indicator.to_owned(); count];
    }
    split(lexicon, indicator, count).unwrap_or_else(|| vec![indicator.to_owned(); count])
}

fn split(lexicon: &Lexicon, indicator: &str, count: usize) -> Option<Vec<String>> {
    let members = members(lexicon, indicator, count)?;
    let (last, others) = members.split_last()?;
    // Each names what it measures already: 森林覆盖率和绿地率.
    if others.iter().all(|member| lexicon.targets().at_end(Sign::Measured, member).is_some()) {
        return Some(members.iter().map(|member| (*member).to_owned()).collect());
    }
    if let Some(names) = of_one_thing(lexicon, last, others) {
        return Some(names);
    }
    let tail = shared_tail(lexicon, last, others);
    // 省、市、县三级…率: the word that counts the members is none of a member.
    let counted = lexicon.targets().at_start(Sign::Tally, tail).map(|word| &tail[word.len()..]);
    let (last, tail) = match (counted, last.find(tail)) {
        (Some(rest), Some(at)) => (format!("{}{rest}", &last[..at]), rest),
        _ => ((*last).to_owned(), tail),
    };
    let last = last.as_str();
    let head = others[0];
    let own_prefix = prefix(head, others);
    let mut names = Vec::with_capacity(count);
    for (index, member) in others.iter().copied().chain([last]).enumerate() {
        let own = member.strip_prefix(own_prefix).unwrap_or(member);
        names.push(match index + 1 == count {
            true => format!("{own_prefix}{own}"),
            false => format!("{own_prefix}{own}{tail}"),
        });
    }
    Some(names)
}

/// 花生种植、收获机械化率: two acts on one thing, which stands before the first, with what both share behind the second.
fn of_one_thing(lexicon: &Lexicon, last: &str, others: &[&str]) -> Option<Vec<String>> {
    let [first] = others else { return None };
    let act = lexicon.targets().at_end(Sign::Commit, first)?;
    let thing = first.strip_suffix(act).filter(|thing| !thing.is_empty())?;
    let (at, _) = last.char_indices().nth(act.chars().count())?;
    let tail = &last[at..];
    // 绿化 of 绿化率: the measure is more than its last character, or the second act is a part of its name.
    let measure = lexicon.targets().at_end(Sign::Indicator, tail).filter(|measure| measure.len() < tail.len());
    measure.map(|_| vec![format!("{first}{tail}"), format!("{thing}{last}")])
}

/// The subject cut into as many members: at each 、, and once at 和 or 及 where one is wanting.
fn members<'a>(lexicon: &Lexicon, indicator: &'a str, count: usize) -> Option<Vec<&'a str>> {
    let listed: Vec<&str> = indicator.split('、').filter(|member| !member.is_empty()).collect();
    if listed.len() == count {
        return Some(listed);
    }
    let (last, first) = listed.split_last()?;
    let signs = lexicon.targets().words(Sign::Joining).iter();
    let (head, tail) = signs.filter_map(|sign| last.split_once(sign.as_str())).find(|(head, _)| !head.is_empty())?;
    let members: Vec<&str> = first.iter().copied().chain([head, tail]).collect();
    (members.len() == count && !tail.is_empty()).then_some(members)
}

/// The longest member of which the rest of the last is what all share, in characters.
const LONGEST_MEMBER: usize = 3;

/// What the last member ends with and the others leave out: after as many characters as they have,
/// or the indicator at its end.
fn shared_tail<'a>(lexicon: &Lexicon, last: &'a str, others: &[&str]) -> &'a str {
    let length = others.last().map_or(0, |member| member.chars().count());
    let equal = others[1.min(others.len() - 1)..].iter().all(|member| member.chars().count() == length);
    let measure = lexicon.targets().at_end(Sign::Indicator, last).map_or("", |word| &last[last.len() - word.len()..]);
    if equal && length <= LONGEST_MEMBER {
        return last.char_indices().nth(length).map_or("", |(at, _)| &last[at..]);
    }
    measure
}

/// What stands before the first member and belongs to all (占 of 占生产总值和服务业比重).
fn prefix<'a>(head: &'a str, others: &[&str]) -> &'a str {
    let place = head.rfind('占').map(|at| &head[..at + '占'.len_utf8()]);
    place.filter(|_| others.len() == 1).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn each_value_gets_its_own_subject() {
        assert_eq!(
            over(lexicon(), "一、二、三类企业办理时间", 3),
            ["一类企业办理时间", "二类企业办理时间", "三类企业办理时间"]
        );
        assert_eq!(
            over(lexicon(), "城区、乡镇、农村用户停电时间", 3),
            ["城区用户停电时间", "乡镇用户停电时间", "农村用户停电时间"]
        );
        assert_eq!(over(lexicon(), "增加值占生产总值和服务业比重", 2), ["增加值占生产总值比重", "增加值占服务业比重"]);
        assert_eq!(over(lexicon(), "森林覆盖率和绿地率", 2), ["森林覆盖率", "绿地率"]);
        assert_eq!(over(lexicon(), "花生种植、收获机械化率", 2), ["花生种植机械化率", "花生收获机械化率"]);
        assert_eq!(over(lexicon(), "道路硬化、绿化率", 2), ["道路硬化率", "绿化率"]);
        assert_eq!(over(lexicon(), "省、市、县三级网上可办率", 3), ["省网上可办率", "市网上可办率", "县网上可办率"]);
    }

    #[test]
    fn what_cannot_be_told_apart_stays_together() {
        assert_eq!(over(lexicon(), "办理时间", 2), ["办理时间", "办理时间"]);
        assert_eq!(over(lexicon(), "甲、乙、丙产量", 2).len(), 2);
    }
}
