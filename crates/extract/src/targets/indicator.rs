//! What a target measures, as named in the text.

use super::judge::Site;
use zhengtu_lexicon::measures::{MeasureClass, WordKind, measures};
use zhengtu_lexicon::targets::{Sign, at_end, at_start, words};
use zhengtu_model::Comparator;
use zhengtu_terms::dates::{self, Context, DateKind};
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

/// Without the verb that commits to the things (筹集保障性租赁住房), where it is one of two characters or more.
pub(super) fn without_commitment(named: &str) -> &str {
    let verb = at_start(Sign::Commit, named).filter(|verb| verb.chars().count() >= 2 && !is_noun(verb));
    let Some(verb) = verb else { return named };
    let thing = &named[verb.len()..];
    if thing.chars().count() >= 2 { thing } else { named }
}

/// Verbs of the list that name things as well: 完成投资, 农村公路养护.
fn is_noun(verb: &str) -> bool {
    const NOUNS: [&str; 23] = [
        "保障", "投资", "服务", "发展", "治理", "共享", "生产", "销售", "研发", "养护", "绿化", "造林", "创作", "接待",
        "储备", "供应", "检查", "筛查", "补充", "推广", "支持", "更新", "授权",
    ];
    NOUNS.contains(&verb)
}

/// 办电环节压减为用电申请、装表送电: what the word of change with its level is about.
fn changed_into(before: &str) -> Option<&str> {
    let at = before.find('为').filter(|&at| at >= 6)?;
    let subject = trim_change(&before[..at]);
    (subject.len() < at && subject.chars().count() >= 2).then_some(subject)
}

/// The phrase before the number without dates, verbs that open it and comparisons at its end.
pub(super) fn subject(before: &str) -> &str {
    let opened = without_opening(before);
    // 全市新增专利授权: the place before the verb is no part of the name.
    let bare =
        ["全市新增", "全县新增", "全省新增", "全区新增", "新增"].iter().find_map(|word| opened.strip_prefix(word));
    without_comparison(without_start(bare.filter(|rest| rest.chars().count() >= 2).unwrap_or(opened)))
}

/// Without the dates, joining words and verbs that open a clause.
pub(super) fn without_opening(text: &str) -> &str {
    let mut rest = text.trim_start_matches(['—', '-', '、', ' ', '·']);
    loop {
        if let Some(length) = opening_date(rest) {
            rest = rest[length..].trim_start_matches(['，', ',', ' ', '：', ':']);
            continue;
        }
        let Some(word) = at_start(Sign::Strip, rest)
            .or_else(|| at_start(Sign::Commit, rest).filter(|word| *word == rest && !is_noun(word)))
        else {
            return rest;
        };
        let next = &rest[word.len()..];
        // 提高率 and 对外贸易 are words of their own; what is left must still name something.
        if next.chars().count() == 1 || is_one_word(word, next) {
            return rest;
        }
        rest = next;
    }
}

/// The verbs that open a clause, after its date; the first may stand after the subject (全市新建公路500公里).
pub(super) fn opening_verb(text: &str) -> Option<&str> {
    let stripped = without_opening(text);
    let opened = &text[..text.len() - stripped.len()];
    let place = stripped.char_indices().take(10).map(|(at, _)| at);
    let verb = place.filter_map(|at| at_start(Sign::Commit, &stripped[at..])).find(|verb| verb.chars().count() >= 2);
    verb.or_else(|| Some(opened).filter(|opened| !opened.is_empty()))
}

fn opening_date(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let may = first.is_ascii_digit() || "今明全年上下到至截十“第一二三四五六七八九".contains(first);
    let mention = may.then(|| {
        dates::scan(text.get(..text.len().min(120)).unwrap_or(text), &Context::default()).into_iter().next()
    })??;
    (mention.span.start == 0).then_some(mention.span.end)
}

/// Words that begin with a verb of the list and are no such verb.
fn is_one_word(word: &str, next: &str) -> bool {
    const LONGER: [(&str, &str); 21] = [
        ("对", "外应口比接象"),
        ("对", "标"),
        ("在", "建线校"),
        ("从", "业"),
        ("以", "上下内"),
        ("要", "素求件"),
        ("各", "类项级"),
        ("及", "时"),
        ("和", "谐平"),
        ("均", "衡等值"),
        ("再", "生贷"),
        ("共", "同享性建"),
        ("由", "于"),
        ("并", "联网购"),
        ("按", "期时揭比"),
        ("应", "急用收届"),
        ("需", "求要"),
        ("如", "期"),
        ("到", "位账达"),
        ("把", "握"),
        ("基本", "医公养农民药险保生"),
    ];
    LONGER.iter().any(|(verb, chars)| *verb == word && next.starts_with(|char| chars.contains(char)))
        || word == "投资" && next.starts_with("额")
        || word == "发展" && next.starts_with("水平")
}

/// Cuts 由法定30日内, 的 and the like that lead from the subject to its verb.
fn without_start(text: &str) -> &str {
    let cut = ["由法定", "由目前", "由原来", "由现行", "从法定", "从目前", "从原来", "由", "从"];
    for word in cut {
        if let Some(at) = text.find(word)
            && at >= 6
            && text[at..].contains(|char: char| char.is_ascii_digit())
        {
            return &text[..at];
        }
    }
    text
}

/// Cuts 较2019年, 在现有基础上 and words of change from the end.
pub(super) fn without_comparison(text: &str) -> &str {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_end_matches(['，', ',', ' ', '的', '、', '：', ':']);
        rest = cut_basis(rest);
        rest = cut_compared(rest);
        rest = cut_words(rest);
        if rest == before {
            return rest;
        }
    }
}

fn cut_basis(text: &str) -> &str {
    if !text.ends_with("基础上") && !text.ends_with("水平上") {
        return text;
    }
    text.rfind('在').filter(|&at| at > 0).map_or(text, |at| &text[..at])
}

fn cut_compared(text: &str) -> &str {
    let last = text.char_indices().rev().take(14).find(|&(_, char)| matches!(char, '较' | '比'));
    let Some((at, _)) = last else { return text };
    let rest = &text[at..];
    let past = ["较上年", "比上年", "较去年", "比去年", "较上一年", "比上一年", "较同期", "比同期", "较现状", "较目前"];
    let year = dates::scan(rest, &Context::default())
        .iter()
        .any(|mention| mention.kind == DateKind::Compared && mention.span.end == rest.len());
    let year =
        year || past.iter().any(|word| rest.starts_with(word) && rest.chars().count() <= word.chars().count() + 2);
    if year { &text[..at] } else { text }
}

/// Words about a number that were left before another of them (年均, 分别).
fn cut_words(text: &str) -> &str {
    match measures().word_before(text) {
        Some((WordKind::Filler, length)) if !is_noun_end(text) => &text[..text.len() - length],
        _ => text,
    }
}

/// 总, 有, 要 and 年 end nouns as well (青年, 国有).
fn is_noun_end(text: &str) -> bool {
    ["青年", "国有", "少年", "学年", "所有", "现有", "需要", "主要", "每年"].iter().any(|word| text.ends_with(word))
}

fn is_service_limit(site: &Site<'_>) -> bool {
    site.class() == Some(MeasureClass::Time)
        && !site.is_stated()
        && site.quantity.comparator != Some(Comparator::AtLeast)
}

/// What a time limit is for: the act after it, or the subject where the act only says that it ends.
fn limited(site: &Site<'_>, before: &str, after: &str) -> String {
    let act = after.trim_start_matches(['内', '，', ' ']).trim_start_matches("必须");
    let ends = at_start(Sign::Done, act).is_some_and(|word| act.chars().count() <= word.chars().count() + 2);
    let (subject_of_limit, from) = without_start_of_limit(site.before());
    let before = if from { subject(subject_of_limit) } else { without_start_of_limit(before).0 };
    if act.is_empty() {
        let next = if from || before.is_empty() { next_clause(site) } else { String::new() };
        return if next.is_empty() { before.to_owned() } else { next };
    }
    if ends && before.chars().count() >= 2 {
        return if from { format!("{before}{act}") } else { before.to_owned() };
    }
    if ends && before.is_empty() {
        return last_clause(site).map_or_else(|| act.to_owned(), |topic| format!("{topic}{act}"));
    }
    act.to_owned()
}

/// The subject without 在…后, 自…之日起 and words of duty, and whether there were such.
fn without_start_of_limit(before: &str) -> (&str, bool) {
    let mut rest = before.trim_end_matches(['在', '于']);
    for word in ["当即办理", "应当", "可以", "必须", "应", "须", "需", "要"] {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    let starts = ["自", "在", "从", "于", "收到", "接到"].iter().filter_map(|word| rest.find(word)).min();
    let Some(at) = starts else { return (rest, false) };
    let event = ["后", "起", "日", "决定", "材料", "申请", "报告", "通知"].iter().any(|word| rest.ends_with(word));
    if !event {
        return (rest, false);
    }
    let mut subject = &rest[..at];
    for word in ["应当", "可以", "必须", "应", "须", "需", "要"] {
        subject = subject.strip_suffix(word).unwrap_or(subject);
    }
    (subject, true)
}

/// The clause after the number, up to its first 20 characters of words.
fn next_clause(site: &Site<'_>) -> String {
    let rest = site.passage.text[site.clause.end..].trim_start_matches(['，', ',', ' ']);
    let end = rest.find(super::passage::is_clause_end).unwrap_or(rest.len());
    rest[..end].to_owned()
}

/// The topic of the clause before, in the same sentence.
fn last_clause(site: &Site<'_>) -> Option<String> {
    let topic = topic(clause_before(site).of(site.passage.text));
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
        let object = object.or_else(|| previous.map(str::to_owned)).or_else(|| last_clause(site));
        let borrowed = previous.is_none() && object.is_some();
        // Better the bare verb (抽检) than no name at all.
        return Named { name: object.unwrap_or_else(|| site.before().to_owned()), borrowed };
    }
    if is_general(named)
        && let Some(previous) = previous
        && !site.earlier().ends_with(['；', ';'])
        && clause_before(site).of(site.passage.text).contains(|char: char| char.is_ascii_digit())
    {
        let head = at_end(Sign::Indicator, previous).map_or(previous, |word| &previous[..previous.len() - word.len()]);
        return own(format!("{head}{named}"));
    }
    if is_general(named)
        && let Some(topic) = last_clause(site)
    {
        return Named { name: format!("{topic}{named}"), borrowed: true };
    }
    own(named.to_owned())
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
