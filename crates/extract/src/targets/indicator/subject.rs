//! The phrase before a number without what is no part of the name of what is measured.

use zhengtu_lexicon::measures::{WordKind, measures};
use zhengtu_lexicon::targets::{Sign, at_start};
use zhengtu_terms::dates::{self, Context, DateKind};

/// The phrase before the number without dates, verbs that open it and comparisons at its end.
pub(in crate::targets) fn subject(before: &str) -> &str {
    let opened = without_opening(before);
    // 全市新增专利授权: the place before the verb is no part of the name.
    let bare =
        ["全市新增", "全县新增", "全省新增", "全区新增", "新增"].iter().find_map(|word| opened.strip_prefix(word));
    without_comparison(without_start(bare.filter(|rest| rest.chars().count() >= 2).unwrap_or(opened)))
}

/// Without the verb that commits to the things (筹集保障性租赁住房), where it is one of two characters or more.
pub(in crate::targets) fn without_commitment(named: &str) -> &str {
    let verb = at_start(Sign::Commit, named).filter(|verb| verb.chars().count() >= 2 && !is_noun(verb));
    let Some(verb) = verb else { return named };
    let thing = &named[verb.len()..];
    // 开工率 and 投产率 are words of their own.
    let ends_word = thing.starts_with(['率', '额', '值']);
    if thing.chars().count() >= 2 && !ends_word { thing } else { named }
}

/// Verbs of the list that name things as well: 完成投资, 农村公路养护.
fn is_noun(verb: &str) -> bool {
    const NOUNS: [&str; 24] = [
        "保障", "投资", "服务", "发展", "治理", "共享", "生产", "销售", "研发", "养护", "绿化", "造林", "创作", "接待",
        "上市", "储备", "供应", "检查", "筛查", "补充", "推广", "支持", "更新", "授权",
    ];
    NOUNS.contains(&verb)
}

/// Without the dates, joining words and verbs that open a clause.
pub(in crate::targets) fn without_opening(text: &str) -> &str {
    let mut rest = text.trim_start_matches(['—', '-', '、', ' ', '·']);
    loop {
        // 新建（改扩建）学校: an aside to the verb.
        if let Some(close) = rest.find(['）', ')']).filter(|_| rest.starts_with(['（', '('])) {
            rest = &rest[close + rest[close..].chars().next().map_or(1, char::len_utf8)..];
            continue;
        }
        if let Some(length) = opening_span(rest) {
            rest = &rest[length..];
            continue;
        }
        if let Some(length) = opening_date(rest) {
            rest = rest[length..].trim_start_matches(['，', ',', ' ', '：', ':', '、']);
            rest = rest.strip_prefix("分别").unwrap_or(rest);
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
pub(in crate::targets) fn opening_verb(text: &str) -> Option<&str> {
    let stripped = without_opening(text);
    let opened = &text[..text.len() - stripped.len()];
    let place = stripped.char_indices().take(10).map(|(at, _)| at);
    let verb = place.filter_map(|at| at_start(Sign::Commit, &stripped[at..])).find(|verb| verb.chars().count() >= 2);
    verb.or_else(|| Some(opened).filter(|opened| !opened.is_empty()))
}

/// 三年累计, 3年内: the years within which something is counted.
fn opening_span(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(|char: char| char.is_ascii_digit() || "一二两三四五六七八九十".contains(char));
    let years =
        digits.strip_prefix('年').filter(|_| (1..=3).contains(&text[..text.len() - digits.len()].chars().count()))?;
    if text.len() - digits.len() == 4 && text.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let spanned = ["时间内", "内", "累计", "共", "间"].iter().find_map(|word| years.strip_prefix(word));
    let verb = || at_start(Sign::Commit, years).filter(|verb| verb.chars().count() >= 2).map(|_| years);
    spanned.or_else(verb).map(|rest| text.len() - rest.len())
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
pub(in crate::targets) fn without_comparison(text: &str) -> &str {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_end_matches(['，', ',', ' ', '的', '、', '：', ':']);
        rest = cut_date(rest);
        rest = cut_basis(rest);
        rest = cut_compared(rest);
        rest = cut_words(rest);
        if rest == before {
            return rest;
        }
    }
}

/// 支出进度9月底: the date by which the level is to be reached.
fn cut_date(text: &str) -> &str {
    if !text.ends_with(['底', '末', '月', '日', '年', '前', '度']) {
        return text;
    }
    let last = dates::scan(text, &Context::default()).pop().filter(|mention| mention.span.end == text.len());
    let dated = last.filter(|mention| matches!(mention.kind, DateKind::By | DateKind::Period));
    dated.filter(|mention| mention.span.start >= 6).map_or(text, |mention| &text[..mention.span.start])
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
