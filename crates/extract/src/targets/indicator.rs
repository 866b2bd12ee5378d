//! What a target measures, as named in the text.

mod limit;

use super::site::Site;
use super::subject::{subject, without_actor, without_opening};
use limit::{is_service_limit, limited};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::{MeasureClass, WordKind};
use zhengtu_lexicon::targets::Sign;
use zhengtu_terms::dates::{self, Context};
use zhengtu_text::{Span, strip_white};

/// The name of what a target measures.
pub(super) struct Named {
    pub name: String,
    /// Whether the name is taken from the clause before.
    pub borrowed: bool,
}

/// What the targets before measure.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The last target of the sentence.
    pub previous: Option<&'a str>,
    /// The last of the sentence that is counted in the same unit.
    pub alike: Option<&'a str>,
    /// The last target of the sentence before, where its unit is the same.
    pub earlier: Option<&'a str>,
}

/// What the target measures.
pub(super) fn of(site: &Site<'_>, known: Known<'_>) -> Named {
    let named = complete(site, &printed(site), known);
    Named { name: strip_white(&named.name), borrowed: named.borrowed }
}

/// The shortest name of what is measured, in characters.
const SHORTEST_NAME: usize = 2;

fn is_name(text: &str) -> bool {
    text.chars().count() >= SHORTEST_NAME
}

/// The name as far as it stands beside the number.
fn printed(site: &Site<'_>) -> String {
    if let Some(head) = before_whole(site) {
        return trim_change(site.lexicon, subject(site.lexicon, head)).to_owned();
    }
    let before = site.subject();
    let after = site.after();
    let changed = match after {
        "" => changed_into(site.lexicon, before),
        _ => None,
    };
    if let Some(changed) = changed {
        return changed.to_owned();
    }
    if let Some(thing) = total_of(site, before, after) {
        return thing.to_owned();
    }
    if is_service_limit(site) {
        return limited(site, before, after);
    }
    counted_thing(site, after).map_or_else(|| before.to_owned(), |thing| join(site, before, thing))
}

/// 预付款应不低于总价的10%, 密度控制在每平方公里1万人: the phrase before what the number is of.
fn before_whole<'a>(site: &'a Site<'_>) -> Option<&'a str> {
    if let Some(of) = site.floor_of() {
        let head = &site.before()[..site.before().len() - of.len()];
        let floor = site.at_end(Sign::Floor, head).map_or(0, str::len);
        return Some(head[..head.len() - floor].trim_end_matches('应'));
    }
    let head = site.without_per().filter(|_| site.per_unit() == Some(true))?;
    let stated = site.lexicon.measures().word_before(head).map_or(0, |(_, length)| length);
    Some(&head[..head.len() - stated])
}

/// 规模100亿元的产业投资基金: what has the size.
fn total_of<'a>(site: &Site<'_>, before: &str, after: &'a str) -> Option<&'a str> {
    let thing = after.strip_prefix('的').filter(|thing| is_name(thing))?;
    // 组建不少于50人的抢险队
    if site.is(MeasureClass::People) {
        return site.opens_with_commitment().then_some(thing);
    }
    (site.ends(Sign::Size, before) && !site.is_stated()).then_some(thing)
}

/// 办电环节压减为用电申请、装表送电: what the word of change with its level is about.
fn changed_into<'a>(lexicon: &Lexicon, before: &'a str) -> Option<&'a str> {
    let (head, _) = before.split_once('为').filter(|(head, _)| is_name(head))?;
    let subject = trim_change(lexicon, head);
    (subject.len() < head.len() && is_name(subject)).then_some(subject)
}

/// The topic of the clause before, in the same sentence.
fn last_clause(site: &Site<'_>) -> Option<String> {
    let clause = clause_before(site).of(site.passage.text);
    // 按每户不高于3000元的标准给予补助: what somebody receives is no topic.
    let given = clause.contains(|char: char| char.is_ascii_digit()).then(|| site.within(Sign::Benefit, clause));
    let topic = topic(site.lexicon, clause);
    Some(topic).filter(|topic| is_name(topic) && given != Some(true)).map(str::to_owned)
}

/// The clause before that of the number, in the same sentence.
pub(super) fn clause_before(site: &Site<'_>) -> Span {
    let earlier = site.earlier().trim_end_matches(['，', ',', '；', ';', '：', ':', ' ', '(', '（']);
    let last = earlier.char_indices().rev().find(|&(_, char)| super::passage::is_clause_end(char));
    let start = last.map_or(0, |(at, char)| at + char.len_utf8());
    Span::new(site.sentence.start + start, site.sentence.start + earlier.len())
}

/// What a clause without number is about: without the verbs around its object.
fn topic<'a>(lexicon: &Lexicon, clause: &'a str) -> &'a str {
    let open = without_actor(lexicon, without_opening(lexicon, clause));
    let activity = lexicon.targets().at_end(Sign::Activity, open).map_or(0, str::len);
    let cut = &open[..open.len() - activity];
    if is_name(cut) { cut } else { open }
}

/// The longest attribute of a thing that is counted by itself, in characters: 病例 of 病例的高质量数据集.
const LONGEST_ATTRIBUTE: usize = 4;

/// A subject shorter than this, in characters, leaves the thing after a share to name it.
const SHORTEST_SUBJECT: usize = 4;

/// The thing counted after the number: 5款以上 产品 完成…, 1个 环节.
fn counted_thing<'a>(site: &Site<'_>, after: &'a str) -> Option<&'a str> {
    if site.starts(Sign::Budget, after) {
        return None;
    }
    if site.is_share() {
        return share_of(site, after);
    }
    if after.is_empty() {
        return None;
    }
    if after.starts_with('的') || site.starts(Sign::Predicate, after) {
        return None;
    }
    let follow = site.lexicon.targets().words(Sign::Follow).iter().filter_map(|word| {
        // 诺贝尔奖获得者 is who has done it.
        let ends = |at: &usize| after[*at..].strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with('者'));
        after.char_indices().skip(SHORTEST_NAME).map(|(at, _)| at).find(ends)
    });
    let thing = &after[..follow.min().unwrap_or(after.len())];
    if site.starts(Sign::Abstract, thing) {
        return Some(thing);
    }
    // 一所符合需要的职业学校: what a thing is to fulfil does not name it.
    let fulfils = thing.rsplit_once('的').filter(|(attribute, _)| site.starts(Sign::Condition, attribute));
    if let Some((_, head)) = fulfils.filter(|(_, head)| is_name(head)) {
        return Some(head);
    }
    let attribute = thing.split_once('的').map(|(attribute, _)| attribute);
    Some(attribute.filter(|attribute| attribute.chars().count() <= LONGEST_ATTRIBUTE).unwrap_or(thing))
}

/// 80%以上的乡镇: the things of which a share is meant, where the words before it do not name them.
fn share_of<'a>(site: &Site<'_>, after: &'a str) -> Option<&'a str> {
    if after.is_empty() {
        return None;
    }
    if names_share(site, after) {
        return None;
    }
    Some(after.trim_start_matches('的'))
}

/// Whether the words before a share name what it is of.
fn names_share(site: &Site<'_>, after: &str) -> bool {
    if site.before().is_empty() {
        return false;
    }
    // 中小学40%覆盖, 份额提高至45%以上的政策: the subject stands before.
    let called = after.strip_prefix('的').filter(|rest| site.at_start(Sign::GoalNoun, rest) == Some(*rest));
    if called.is_some() {
        return true;
    }
    if site.starts(Sign::ShareVerb, after) {
        return true;
    }
    if after.starts_with('的') || site.is_compared() {
        return false;
    }
    site.subject().chars().count() >= SHORTEST_SUBJECT
}

/// The subject and the thing counted, where both name what is measured (企业开办 + 环节).
fn join(site: &Site<'_>, before: &str, thing: &str) -> String {
    if site.is(MeasureClass::Percent) {
        return if site.is_stated() { format!("{before}{thing}") } else { thing.to_owned() };
    }
    let changed = site.is_changed() || before.contains('为');
    if !changed || before.is_empty() {
        return thing.to_owned();
    }
    let subject = before.split_once('为').map_or(before, |(subject, _)| subject);
    let subject = trim_change(site.lexicon, subject);
    if subject.ends_with(thing) { subject.to_owned() } else { format!("{subject}{thing}") }
}

/// 低压客户办电环节压减: without the word of change at the end.
fn trim_change<'a>(lexicon: &Lexicon, subject: &'a str) -> &'a str {
    let mut rest = subject;
    while let Some((WordKind::Fall | WordKind::Rise | WordKind::Filler, length)) = lexicon.measures().word_before(rest)
    {
        if length >= rest.len() {
            break;
        }
        rest = &rest[..rest.len() - length];
    }
    rest
}

/// An indicator that says too little takes the subject of the clause before.
fn complete(site: &Site<'_>, named: &str, known: Known<'_>) -> Named {
    let previous = known.previous;
    let named = without_scope(named.trim_matches(['，', ',', '、', '的', '：', ':', ' ']));
    let own = |name: String| Named { name, borrowed: false };
    if let Some(previous) = previous.filter(|_| named.starts_with('占')) {
        return own(format!("{previous}{named}"));
    }
    let bare = charged(named);
    // 每个学院至少1门: of whose things so many are counted; 每万人拥有床位 is measured.
    let of_each = named.strip_prefix('每').filter(|whose| !whose.starts_with(['十', '百', '千', '万']));
    let each = known.alike.filter(|_| of_each.is_some()).is_some_and(|_| !site.ends(Sign::Indicator, named));
    if named.is_empty() || each || is_bare_verb(site, bare) {
        return unnamed(site, bare, known);
    }
    if let Some(name) = at_place(site, named, previous) {
        return Named { name, borrowed: previous.is_none() };
    }
    if site.at_end(Sign::General, named) == Some(named) {
        return general(site, named, previous);
    }
    own(without_inner_date(site.lexicon, named))
}

/// 设施覆盖率，城市达到100%、农村达到65%: where the rate of the clause before is so high.
fn at_place(site: &Site<'_>, named: &str, previous: Option<&str>) -> Option<String> {
    let place = site.at_start(Sign::Place, named).filter(|place| *place == named).filter(|_| site.is_share())?;
    let known = previous.and_then(|previous| Some(&previous[site.at_start(Sign::Place, previous)?.len()..]));
    let before = || last_clause(site).filter(|topic| site.ends(Sign::Rate, topic));
    known.map(str::to_owned).or_else(before).map(|rate| format!("{place}{rate}"))
}

/// 投资上半年下达60%: without the date between what is measured and the act of which a share is to be done.
fn without_inner_date(lexicon: &Lexicon, named: &str) -> String {
    let Some(act) = lexicon.targets().at_end(Sign::ShareAct, named) else { return named.to_owned() };
    let head = &named[..named.len() - act.len()];
    let dated = dates::scan(lexicon, head, &Context::default()).pop().filter(|date| date.span.end == head.len());
    let subject = dated.map(|date| &head[..date.span.start]).filter(|subject| is_name(subject));
    subject.map_or_else(|| named.to_owned(), |subject| format!("{subject}{act}"))
}

/// 各专业负责建设1至2门: the verb behind who has to act.
fn charged(named: &str) -> &str {
    named.rsplit_once("负责").map_or(named, |(_, verb)| verb)
}

/// 下达90%, 退出206万千瓦: a verb names nothing, unless its act is what is counted.
fn is_bare_verb(site: &Site<'_>, named: &str) -> bool {
    let only = |sign: Sign| site.at_start(sign, named) == Some(named);
    let place = site.at_start(Sign::Attain, named).map_or("", |word| &named[word.len()..]);
    if site.at_start(Sign::Everywhere, place) == Some(place) {
        return true;
    }
    let acts = [Sign::Commit, Sign::ShareAct].into_iter().any(only);
    acts && ![Sign::VerbNoun, Sign::Act].into_iter().any(only)
}

/// What is measured where the phrase does not name it.
fn unnamed(site: &Site<'_>, verb: &str, known: Known<'_>) -> Named {
    // 学校220所、学位3万个，其中2024年100所
    let previous = known.alike.or(known.previous).map(|previous| without_stage(site.lexicon, previous));
    let object = if goes_on_counting(site, previous) { None } else { last_clause(site) };
    if let Some(act) = act_before(site) {
        return Named { name: act, borrowed: false };
    }
    let act = site.at_end(Sign::Act, site.before()).filter(|_| object.is_none());
    if let Some(act) = act {
        return Named { name: act.to_owned(), borrowed: false };
    }
    let object = object.or_else(|| previous.map(str::to_owned)).or_else(|| last_clause(site));
    let borrowed = previous.is_none() && object.is_some();
    // 2020年建成300个示范点。2021年建成50个: more of the same.
    // 完成任务的60%。比上年增长8%: what rises is something else.
    let earlier = known.earlier.filter(|_| site.quantity.change.is_none());
    let object = object.or_else(|| earlier.map(str::to_owned));
    let object = object.or_else(|| heading_topic(site, SHORTEST_NAME).map(str::to_owned));
    // Better the bare verb (抽检) than no name at all, but no comparison (比上年).
    let verb = [verb, without_opening(site.lexicon, site.before()), site.before()].map(|verb| uncompared(site, verb));
    let verb = verb.into_iter().chain([site.passage.heading]).find(|verb| !verb.is_empty()).unwrap_or(site.about());
    Named { name: object.unwrap_or_else(|| verb.to_owned()), borrowed }
}

/// A text without the comparison that it is, if it is one.
fn uncompared<'t>(site: &Site<'_>, text: &'t str) -> &'t str {
    if site.at_start(Sign::ThanPast, text) == Some(text) { "" } else { text }
}

/// 加快基金投放，上半年投放60%: the clause before in the sentence that ends with the act of which a share is to be done.
fn act_before(site: &Site<'_>) -> Option<String> {
    let verb = site.at_end(Sign::ShareAct, site.before()).filter(|_| site.is_share())?;
    let ends = |clause: &&str| clause.strip_suffix(verb).is_some_and(|object| !object.is_empty());
    let clause = site.earlier().split(super::passage::is_clause_end).map(str::trim).rfind(ends)?;
    Some(topic(site.lexicon, clause).to_owned())
}

/// Whether the clause before is not what the number counts: it is printed in digits, or follows a number of that clause.
fn goes_on_counting(site: &Site<'_>, previous: Option<&str>) -> bool {
    if site.is_arabic() {
        return true;
    }
    previous.is_some() && follows_number(site)
}

/// Whether a number stands in the clause before.
fn follows_number(site: &Site<'_>) -> bool {
    clause_before(site).of(site.passage.text).contains(|char: char| char.is_ascii_digit())
}

/// 棚户区改造 of 新开工棚户区改造, where another stage of the same is counted.
fn without_stage<'a>(lexicon: &Lexicon, indicator: &'a str) -> &'a str {
    let stage = lexicon.targets().at_start(Sign::Stage, indicator).map_or(0, str::len);
    Some(&indicator[stage..]).filter(|rest| is_name(rest)).unwrap_or(indicator)
}

/// The longest clause that is taken for a topic, in characters: one that lists many things is summed up
/// by the heading of its item.
const LONGEST_TOPIC: usize = 24;

/// 总数, 时间 alone name no indicator: what they are of stands before them.
fn general(site: &Site<'_>, named: &str, previous: Option<&str>) -> Named {
    let own = |of: &str| Named { name: format!("{of}{named}"), borrowed: false };
    if let Some(previous) = previous.filter(|_| follows_number(site)) {
        return own(head_of(site.lexicon, previous));
    }
    let last = last_clause(site);
    if let Some(topic) = last.as_deref().filter(|topic| topic.chars().count() <= LONGEST_TOPIC) {
        return Named { name: format!("{topic}{named}"), borrowed: true };
    }
    own(heading_topic(site, SHORTEST_TOPIC).or(last.as_deref()).unwrap_or_default())
}

/// What an indicator is of: 企业开办 of 企业开办环节, nothing of 平均办理环节.
fn head_of<'a>(lexicon: &Lexicon, indicator: &'a str) -> &'a str {
    let words = lexicon.targets();
    let word = words.at_end(Sign::Handling, indicator).or_else(|| words.at_end(Sign::Indicator, indicator));
    let head = indicator[..indicator.len() - word.map_or(0, str::len)].trim_end_matches("年均");
    if matches!(head, "平均" | "平均办理" | "办理" | "总" | "年均") { "" } else { head }
}

/// The longest heading that says in a few words what its item is about, in characters.
const LONGEST_HEADING: usize = 16;

/// The shortest topic of a heading that may stand before a general name (煤电 alone may be one), in characters.
const SHORTEST_TOPIC: usize = 3;

/// What the heading of the item is about, where it says it in a few words.
fn heading_topic<'a>(site: &Site<'a>, least: usize) -> Option<&'a str> {
    let heading = site.passage.heading;
    if heading.chars().count() > LONGEST_HEADING || heading.contains(['，', '、', '。']) {
        return None;
    }
    Some(topic(site.lexicon, heading)).filter(|topic| topic.chars().count() >= least)
}

/// The shortest name that may be left of a subject without its condition, in characters.
const SHORTEST_REST: usize = 4;

/// 对单户担保金额500万元以下的小微企业收取的费率: a condition with a number is no part of the name.
fn without_scope(named: &str) -> &str {
    let Some(digit) = named.find(|char: char| char.is_ascii_digit()) else { return named };
    let scoped = &named[digit..];
    let rest = scoped.split_once("以下的").or_else(|| scoped.split_once("以上的")).map(|(_, rest)| rest);
    rest.filter(|rest| rest.chars().count() >= SHORTEST_REST).unwrap_or(named)
}
