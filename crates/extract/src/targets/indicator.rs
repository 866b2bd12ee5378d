//! What a target measures, as named in the text.

mod limit;
mod subject;

use super::judge::Site;
use limit::{is_service_limit, limited};
pub(super) use subject::{opening_verb, subject, without_commitment, without_opening};
use zhengtu_lexicon::measures::{MeasureClass, WordKind, measures};
use zhengtu_lexicon::targets::{Sign, at_end, at_start, words};
use zhengtu_terms::numeral::NumeralForm;
use zhengtu_text::{Span, strip_white};

/// The name of what a target measures.
pub(super) struct Named {
    pub name: String,
    /// Whether the name is taken from the clause before.
    pub borrowed: bool,
}

/// What the target measures; `previous` is what the last target of the sentence measures.
pub(super) fn of(site: &Site<'_>, previous: Option<&str>) -> Named {
    let before = subject(site.before());
    let after = site.after();
    let named = if after.is_empty()
        && let Some(changed) = changed_into(before)
    {
        changed.to_owned()
    } else if let Some(thing) = total_of(site, before, after) {
        thing.to_owned()
    } else if is_service_limit(site) {
        limited(site, before, after)
    } else if let Some(thing) = counted_thing(site, after) {
        join(site, before, thing)
    } else {
        before.to_owned()
    };
    let named = complete(site, &named, previous);
    Named { name: strip_white(&named.name), borrowed: named.borrowed }
}

/// 规模100亿元的产业投资基金: what has the size.
fn total_of<'a>(site: &Site<'_>, before: &str, after: &'a str) -> Option<&'a str> {
    let sized = ["规模", "总额", "总量", "总面积", "金额", "价值"].iter().any(|word| before.ends_with(word));
    after.strip_prefix('的').filter(|thing| sized && !site.is_stated() && thing.chars().count() >= 2)
}

/// 办电环节压减为用电申请、装表送电: what the word of change with its level is about.
fn changed_into(before: &str) -> Option<&str> {
    let at = before.find('为').filter(|&at| at >= 6)?;
    let subject = trim_change(&before[..at]);
    (subject.len() < at && subject.chars().count() >= 2).then_some(subject)
}

/// The topic of the clause before, in the same sentence.
fn last_clause(site: &Site<'_>) -> Option<String> {
    let clause = clause_before(site).of(site.passage.text);
    let topic = topic(clause);
    (topic.chars().count() >= 2).then(|| topic.to_owned())
}

/// The clause before that of the number, in the same sentence.
pub(super) fn clause_before(site: &Site<'_>) -> Span {
    let earlier = site.earlier().trim_end_matches(['，', ',', '；', ';', '：', ':', ' ', '(', '（']);
    let start = earlier
        .rfind(super::passage::is_clause_end)
        .map_or(0, |at| at + earlier[at..].chars().next().map_or(1, char::len_utf8));
    Span::new(site.sentence.start + start, site.sentence.start + earlier.len())
}

/// What a clause without number is about: without the verbs around its object.
fn topic(clause: &str) -> &str {
    let open = without_opening(clause);
    let ends = ["建设", "政策", "工作", "制度", "机制", "改革", "行动", "步伐", "力度", "环节", "服务"];
    let cut = ends.iter().find_map(|word| open.strip_suffix(word)).unwrap_or(open);
    if cut.chars().count() >= 2 { cut } else { open }
}

/// The thing counted after the number: 5款以上 产品 完成…, 1个 环节.
fn counted_thing<'a>(site: &Site<'_>, after: &'a str) -> Option<&'a str> {
    let share = matches!(site.class(), Some(MeasureClass::Percent | MeasureClass::Points));
    if after.is_empty() || after.starts_with('的') && !share {
        return None;
    }
    let after = after.trim_start_matches('的');
    if share
        && !(site.before().is_empty() || subject(site.before()).chars().count() < 4 || site.after().starts_with('的'))
        && site.quantity.comparator.is_none()
    {
        return None;
    }
    let follow = words(Sign::Follow).iter().filter_map(|word| {
        after.char_indices().skip(2).map(|(at, _)| at).find(|&at| after[at..].starts_with(word.as_str()))
    });
    let end = follow.min().unwrap_or(after.len());
    let thing = if share { after } else { &after[..end] };
    // 病例 of 病例的高质量数据集.
    let short = thing.find('的').filter(|&at| at <= 4 * 3 && at_start(Sign::Abstract, thing).is_none());
    Some(short.filter(|_| !share).map_or(thing, |at| &thing[..at]))
}

/// The subject and the thing counted, where both name what is measured (企业开办 + 环节).
fn join(site: &Site<'_>, before: &str, thing: &str) -> String {
    let changed = site.quantity.to || site.quantity.change.is_some() || before.contains('为');
    if matches!(site.class(), Some(MeasureClass::Percent)) {
        return if site.is_stated() { format!("{before}{thing}") } else { thing.to_owned() };
    }
    if changed && !before.is_empty() {
        let subject = before.split_once('为').map_or(before, |(subject, _)| subject);
        let subject = trim_change(subject);
        return if subject.ends_with(thing) { subject.to_owned() } else { format!("{subject}{thing}") };
    }
    thing.to_owned()
}

/// 低压客户办电环节压减: without the word of change at the end.
fn trim_change(subject: &str) -> &str {
    let mut rest = subject;
    while let Some((WordKind::Fall | WordKind::Rise | WordKind::Filler, length)) = measures().word_before(rest) {
        if length >= rest.len() {
            break;
        }
        rest = &rest[..rest.len() - length];
    }
    rest
}

/// An indicator that says too little takes the subject of the clause before.
fn complete(site: &Site<'_>, named: &str, previous: Option<&str>) -> Named {
    let named = without_scope(named.trim_matches(['，', ',', '、', '的', '：', ':', ' ']));
    let count = named.chars().count();
    let own = |name: String| Named { name, borrowed: false };
    if named.starts_with('占')
        && let Some(previous) = previous
    {
        return own(format!("{previous}{named}"));
    }
    if count == 0 {
        let object = (site.quantity.form != NumeralForm::Arabic).then(|| last_clause(site)).flatten();
        if let Some(act) = at_end(Sign::Act, site.before()).filter(|_| object.is_none()) {
            return own(act.to_owned());
        }
        let object = object.or_else(|| previous.map(str::to_owned)).or_else(|| last_clause(site));
        let borrowed = previous.is_none() && object.is_some();
        let object = object.or_else(|| heading_topic(site).map(str::to_owned));
        // Better the bare verb (抽检) than no name at all.
        return Named { name: object.unwrap_or_else(|| site.before().to_owned()), borrowed };
    }
    if is_general(named)
        && let Some(previous) = previous
        && clause_before(site).of(site.passage.text).contains(|char: char| char.is_ascii_digit())
    {
        return own(format!("{}{named}", head_of(previous)));
    }
    if is_general(named) {
        // A clause that lists many things is summed up by the heading of its item.
        let listed = last_clause(site).filter(|topic| topic.chars().count() <= LONGEST_TOPIC);
        if let Some(topic) = listed {
            return Named { name: format!("{topic}{named}"), borrowed: true };
        }
        if let Some(topic) = heading_topic(site).map(str::to_owned).or_else(|| last_clause(site)) {
            return own(format!("{topic}{named}"));
        }
    }
    own(named.to_owned())
}

/// The longest clause that is taken for a topic, in characters.
const LONGEST_TOPIC: usize = 24;

/// What an indicator is of: 企业开办 of 企业开办环节, nothing of 平均办理环节.
fn head_of(indicator: &str) -> &str {
    let general = ["办理时限", "办理时间", "办理环节", "申请材料", "办结时限", "审批时限"];
    let word =
        general.into_iter().find(|word| indicator.ends_with(word)).or_else(|| at_end(Sign::Indicator, indicator));
    let head = word.map_or(indicator, |word| &indicator[..indicator.len() - word.len()]).trim_end_matches("年均");
    if matches!(head, "平均" | "平均办理" | "办理" | "总" | "年均") { "" } else { head }
}

/// What the heading of the item is about, where it says it in a few words.
fn heading_topic<'a>(site: &Site<'a>) -> Option<&'a str> {
    let heading = site.passage.heading;
    let short = (3..=16).contains(&heading.chars().count()) && !heading.contains(['，', '、', '。']);
    short.then(|| topic(heading)).filter(|topic| topic.chars().count() >= 3)
}

/// 总数, 时间 alone name no indicator.
fn is_general(named: &str) -> bool {
    const GENERAL: [&str; 24] = [
        "总数",
        "数量",
        "时间",
        "总量",
        "规模",
        "比例",
        "占比",
        "面积",
        "总额",
        "比重",
        "环节",
        "办理时限",
        "办理时间",
        "时限",
        "用时",
        "办理环节",
        "申请材料",
        "总数量",
        "总里程",
        "总规模",
        "增速",
        "覆盖率",
        "办结时限",
        "审批时限",
    ];
    GENERAL.contains(&named)
}

/// 对单户担保金额500万元以下的小微企业收取的费率: a condition with a number is no part of the name.
fn without_scope(named: &str) -> &str {
    let Some(digit) = named.find(|char: char| char.is_ascii_digit()) else { return named };
    let Some(at) = named[digit..].find("以下的").or_else(|| named[digit..].find("以上的")) else { return named };
    let rest = &named[digit + at + "以下的".len()..];
    if rest.chars().count() >= 4 { rest } else { named }
}
