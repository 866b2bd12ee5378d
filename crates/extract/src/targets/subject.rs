//! The phrase before a number without what is no part of the name of what is measured.

use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::WordKind;
use zhengtu_lexicon::targets::Sign;
use zhengtu_terms::dates::{self, Context, DateKind};

/// The shortest verb that a thing may stand after, in characters; those of one are parts of words.
const SHORTEST_VERB: usize = 2;

/// The shortest name that may be left without a verb, in characters.
const SHORTEST_NAME: usize = 2;

/// The phrase before the number without dates, verbs that open it and comparisons at its end.
pub(super) fn subject<'a>(lexicon: &Lexicon, before: &'a str) -> &'a str {
    let opened = without_actor(lexicon, without_opening(lexicon, before));
    // 全市新增专利授权: the place before the verb is no part of the name.
    let place = lexicon.targets().at_start(Sign::Everywhere, opened).map_or(0, str::len);
    let bare = opened[place..].strip_prefix("新增").filter(|rest| rest.chars().count() >= SHORTEST_NAME);
    without_comparison(lexicon, without_start(lexicon, bare.unwrap_or(opened)))
}

/// Without the verb that commits to the things (筹集保障性租赁住房), where it is one of two characters or more.
pub(super) fn without_commitment<'a>(lexicon: &Lexicon, named: &'a str) -> &'a str {
    let verb = lexicon.targets().at_start(Sign::Commit, named);
    let Some(verb) = verb.filter(|verb| is_long(verb) && !is_noun(lexicon, verb)) else { return named };
    // 新开工 and 竣工 are counted apart.
    if lexicon.targets().at_start(Sign::Stage, verb) == Some(verb) {
        return named;
    }
    let thing = &named[verb.len()..];
    // 开工率 and 投产率 are words of their own.
    if thing.starts_with(['率', '额', '值']) || thing.chars().count() < SHORTEST_NAME {
        return named;
    }
    thing
}

/// The longest name of who is to act, in characters.
const LONGEST_ACTOR: usize = 12;

/// 各县要组织展销会: without who acts, where a verb follows.
pub(super) fn without_actor<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    behind_actor(lexicon, text).map_or(text, |act| without_opening(lexicon, act))
}

/// What the actor does, where a text begins with one.
fn behind_actor<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    behind_word(lexicon, text).or_else(|| behind_day(lexicon, text)).or_else(|| behind_body(lexicon, text))
}

/// What the actor has to do, behind a word that obliges.
fn behind_word<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    let words = lexicon.targets();
    words.within(Sign::Actor, text)?;
    let acts = |(actor, act): &(&str, &str)| {
        // 要在4月底前备足…
        let dated = act.trim_start_matches(['在', '于']);
        let act = without_date(lexicon, dated).unwrap_or(act);
        (is_actor(actor) || lexicon.roles().ends_as_body(actor)) && opens_with_act(lexicon, act)
    };
    let mut splits = words.words(Sign::Actor).iter().filter_map(|word| text.split_once(word.as_str()));
    splits.find(acts).map(|(_, act)| act)
}

/// 请县财政局于9月5日前拨付资金: what somebody does by a day.
fn behind_day<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    let mut days = text.match_indices(['于', '在']);
    days.find_map(|(at, sign)| {
        let act = without_date(lexicon, &text[at + sign.len()..])?;
        let actor = text[..at].trim_start_matches('请');
        let acts = [actor.is_empty(), is_actor(actor)].contains(&true) || is_body(lexicon, actor);
        acts.then_some(act).filter(|act| opens_with_act(lexicon, act))
    })
}

/// 请县财政局统筹资金, 同意由县财政局安排资金, 县住建局负责管网清淤: what a body that the thesaurus knows is asked to do, or
/// does.
fn behind_body<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    let asked = lexicon.roles().lead_in(text);
    let named = &text[asked..];
    let begins = [asked > 0, named.starts_with(LEVELS), named.contains(CHARGED)].contains(&true);
    if !begins {
        return None;
    }
    let charged =
        named.split_once(CHARGED).filter(|(actor, act)| is_body(lexicon, actor) && act.chars().nth(1).is_some());
    if let Some((_, act)) = charged {
        return Some(act);
    }
    let act = &named[lexicon.bodies().known_len(named)..];
    Some(act).filter(|act| act.len() < named.len() && opens_with_act(lexicon, act))
}

/// The words of level with which the names of bodies begin.
const LEVELS: [char; 6] = ['省', '市', '州', '县', '区', '镇'];

/// The longest name of a body before its duty, in characters.
const LONGEST_BODY: usize = 24;

fn is_body(lexicon: &Lexicon, name: &str) -> bool {
    name.chars().nth(LONGEST_BODY).is_none() && lexicon.roles().ends_as_body(name)
}

/// The word with which a duty follows a body.
const CHARGED: &str = "负责";

fn is_actor(words: &str) -> bool {
    (1..=LONGEST_ACTOR).contains(&words.chars().count())
}

fn opens_with_act(lexicon: &Lexicon, act: &str) -> bool {
    let words = lexicon.targets();
    words.at_start(Sign::Strip, act).or_else(|| words.at_start(Sign::Commit, act)).is_some_and(is_long)
}

fn is_long(verb: &str) -> bool {
    verb.chars().count() >= SHORTEST_VERB
}

/// Verbs of the list that name things as well: 完成投资, 农村公路养护.
fn is_noun(lexicon: &Lexicon, verb: &str) -> bool {
    lexicon.targets().at_start(Sign::VerbNoun, verb) == Some(verb)
}

/// Without the dates, joining words and verbs that open a clause.
pub(super) fn without_opening<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    let mut rest = without_number(text.trim_start_matches(['—', '-', '、', ' ', '·']));
    while let Some(next) = without_aside(rest)
        .or_else(|| opening_span(lexicon, rest).map(|length| &rest[length..]))
        .or_else(|| without_date(lexicon, rest))
        .or_else(|| without_verb(lexicon, rest))
    {
        rest = next;
    }
    rest
}

/// 2.新建公园: without the number of an entry.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let entry = rest.strip_prefix(['.', '．', '、']).filter(|_| (1..=2).contains(&(text.len() - rest.len())));
    entry.filter(|entry| !entry.starts_with(|char: char| char.is_ascii_digit())).unwrap_or(text)
}

/// 新建（改扩建）学校: an aside to the verb.
fn without_aside(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '('])?;
    inner.split_once(['）', ')']).map(|(_, rest)| rest)
}

/// 于6月底前完成管网改造: without the day before the verb.
pub(super) fn behind_date<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    without_date(lexicon, text.trim_start_matches(['在', '于'])).unwrap_or(text)
}

fn without_date<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    let rest = text[opening_date(lexicon, text)?..].trim_start_matches(['，', ',', ' ', '：', ':', '、']);
    Some(rest.strip_prefix("分别").unwrap_or(rest))
}

/// Without a word that opens a clause; what is left must still name something.
fn without_verb<'a>(lexicon: &Lexicon, text: &'a str) -> Option<&'a str> {
    let words = lexicon.targets();
    let only = || words.at_start(Sign::Commit, text).filter(|word| *word == text && !is_noun(lexicon, word));
    let word = words.at_start(Sign::Strip, text).or_else(only)?;
    let next = &text[word.len()..];
    // 提高率 and 对外贸易 are words of their own.
    let longer = words.at_start(Sign::LongerWord, text).is_some_and(|longer| longer.len() > word.len());
    (next.chars().count() != 1 && !longer).then_some(next)
}

/// How far into a phrase its verb stands after its subject, in characters.
const VERB_WITHIN: usize = 10;

/// The verbs that open a clause, after its date; the first may stand after the subject (全市新建公路500公里).
pub(super) fn opening_verb<'a>(lexicon: &'a Lexicon, text: &'a str) -> Option<&'a str> {
    let text = behind_actor(lexicon, text).unwrap_or(text);
    let stripped = without_opening(lexicon, text);
    let opened = &text[..text.len() - stripped.len()];
    let places = stripped.char_indices().take(VERB_WITHIN).map(|(at, _)| at);
    let mut verbs = places.filter_map(|at| lexicon.targets().at_start(Sign::Commit, &stripped[at..]));
    verbs.find(|verb| is_long(verb)).or_else(|| Some(opened).filter(|opened| !opened.is_empty()))
}

/// The most digits that a number of years has: 十五年.
const MOST_DIGITS: usize = 3;

/// 三年累计, 3年内: the years within which something is counted.
fn opening_span(lexicon: &Lexicon, text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(|char: char| char.is_ascii_digit() || "一二两三四五六七八九十".contains(char));
    let number = &text[..text.len() - digits.len()];
    if !(1..=MOST_DIGITS).contains(&number.chars().count()) {
        return None;
    }
    let years = digits.strip_prefix('年')?;
    if let Some(word) = lexicon.targets().at_start(Sign::WithinYears, years) {
        return Some(text.len() - years.len() + word.len());
    }
    let verb = lexicon.targets().at_start(Sign::Commit, years).filter(|verb| is_long(verb));
    verb.map(|_| text.len() - years.len())
}

/// How much of a phrase is looked at for the date that opens it, in characters.
const LONGEST_DATE: usize = 40;

fn opening_date(lexicon: &Lexicon, text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let festive = || lexicon.terms().festival_at(text, false).is_some();
    if !first.is_ascii_digit() && !OPENS_DATE.contains(first) && !festive() {
        return None;
    }
    let end = text.char_indices().nth(LONGEST_DATE).map_or(text.len(), |(at, _)| at);
    dates::at_start(lexicon, &text[..end], &Context::default()).map(|mention| mention.span.end)
}

/// The characters with which dates begin, digits and the names of festivals aside.
const OPENS_DATE: &str = "今明全年上下到至截十“第一二三四五六七八九";

/// Cuts 由法定30日内, 的 and the like that lead from the subject to its verb.
fn without_start<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    if lexicon.targets().within(Sign::FromLevel, text).is_none() {
        return text;
    }
    let levels = lexicon.targets().words(Sign::FromLevel).iter().filter_map(|word| text.split_once(word.as_str()));
    let leads = |(head, rest): &(&str, &str)| {
        head.chars().count() >= SHORTEST_NAME && rest.contains(|char: char| char.is_ascii_digit())
    };
    levels.filter(leads).map(|(head, _)| head).next().unwrap_or(text)
}

/// Cuts 较2019年, 在现有基础上 and words of change from the end.
pub(super) fn without_comparison<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_end_matches(['，', ',', ' ', '的', '、', '：', ':']);
        rest = cut_date(lexicon, rest);
        rest = cut_basis(rest);
        rest = cut_compared(lexicon, rest);
        rest = cut_words(lexicon, rest);
        if rest == before {
            return rest;
        }
    }
}

/// 支出进度9月底: the date by which the level is to be reached.
fn cut_date<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    if !text.ends_with(['底', '末', '月', '日', '年', '前', '度']) {
        return text;
    }
    let last = dates::scan(lexicon, text, &Context::default()).pop().filter(|mention| mention.span.end == text.len());
    let dated = last.filter(|mention| matches!(mention.kind, DateKind::By | DateKind::Period));
    let head = dated.map(|mention| &text[..mention.span.start]);
    head.filter(|head| head.chars().count() >= SHORTEST_NAME).unwrap_or(text)
}

fn cut_basis(text: &str) -> &str {
    if !text.ends_with("基础上") && !text.ends_with("水平上") {
        return text;
    }
    text.rfind('在').filter(|&at| at > 0).map_or(text, |at| &text[..at])
}

/// How far from its end a phrase is looked at for what it is compared with, in characters.
const LONGEST_COMPARISON: usize = 14;

/// What may stand between a comparison and the number, in characters.
const LONGEST_REST: usize = 2;

fn cut_compared<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    let last = text.char_indices().rev().take(LONGEST_COMPARISON).find(|&(_, char)| matches!(char, '较' | '比'));
    let Some((at, _)) = last else { return text };
    let rest = &text[at..];
    let past = lexicon.targets().at_start(Sign::ThanPast, rest).map(|word| word.chars().count() + LONGEST_REST);
    let ends = |mention: &dates::DateMention| mention.kind == DateKind::Compared && mention.span.end == rest.len();
    let compared = past.is_some_and(|length| rest.chars().count() <= length)
        || dates::scan(lexicon, rest, &Context::default()).iter().any(ends);
    if compared { &text[..at] } else { text }
}

/// Words about a number that were left before another of them (年均, 分别); 青年 and 国有 end so as well.
fn cut_words<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    match lexicon.measures().word_before(text) {
        Some((WordKind::Filler, length)) if lexicon.targets().at_end(Sign::FillerNoun, text).is_none() => {
            &text[..text.len() - length]
        }
        _ => text,
    }
}
