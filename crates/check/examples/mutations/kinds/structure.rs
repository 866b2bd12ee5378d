//! Numbers of items, levels, annexes, references, titles.

use super::{Kind, at, group, own};
use crate::text::{Fault, Random, Text};
use regex::Regex;
use std::ops::Range;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        own("item-deleted", "删了一项，后面的序号没有改", item_deleted),
        own("number-repeated", "序号重复", |text, _| numbers(text, |n| n - 1)),
        own("number-skipped", "序号跳过一个，后面的跟着错", |text, _| numbers(text, |n| n + 1)),
        own("level-changed", "（二）写成二、", |text, _| {
            let bracketed = middle(text).into_iter().filter(|item| item.3 == 1);
            let faults = bracketed.map(|(line, at, number, form)| {
                let sign = '（'.len_utf8();
                let whole = at.start - 1..at.end + text.flat[at.end..].chars().next().map_or(0, char::len_utf8);
                let whole = if text.flat[..at.start].ends_with('（') { at.start - sign..whole.end } else { whole };
                Fault::new(whole, format!("{}、", written(number, form))).around(1, up_to_next(text, line.start, form))
            });
            faults.collect()
        }),
        at(
            "number-sign",
            "序号的标点不合",
            r"(?m)^(?:[一二三四五六七八九十]{1,3}(?P<it>、)|[（(][一二三四五六七八九十]{1,3}(?P<x>[）)]))[\p{Han}]",
            |_, random| Some((*random.one(&[".", "．", "，"])).to_owned()),
        ),
        at(
            "level-two-sign",
            "（一）后面多了顿号",
            r"(?m)^[（(][一二三四五六七八九十]{1,3}[）)](?P<it>)[\p{Han}]",
            |_, _| Some("、".to_owned()),
        ),
        own("step-skipped", "“二是”写成“三是”", steps),
        at(
            "annex-absent",
            "所引的附件不存在",
            r"[^\n]{2}附件(?P<it>\d{1,2})[^\d\n.．、：:]",
            |found, _| Some((group(found, "it").parse::<u32>().ok()? + 20).to_string()),
        ),
        own("part-absent", "所引的部分不存在", |text, random| {
            insert(text, random, &["（见第九部分）", "（详见本方案第十二部分）"])
        }),
        own("annex-named", "提到没有的附件", |text, random| {
            insert(text, random, &["（见附件29）", "（具体见附件31）"])
        }),
        own("annex-title", "附件说明与附件的标题不同", annex_title),
        own("annex-unlisted", "附件说明漏了一个附件", |text, _| {
            listed(text)
                .into_iter()
                .skip(1)
                .map(|(line, _)| Fault::new(line.start..(line.end + 1).min(text.flat.len()), "").around(1, 1))
                .collect()
        }),
        own("annex-number", "附件的序号写错", |text, _| {
            let pattern = Regex::new(r"(?m)^附件[：:]?(?P<it>\d{1,2})$").expect("a pattern");
            let found = pattern.captures_iter(&text.flat).skip(1);
            found
                .filter_map(|found| {
                    Some(
                        Fault::new(
                            found.name("it")?.range(),
                            (group(&found, "it").parse::<u32>().ok()? + 1).to_string(),
                        )
                        .around(1, 3),
                    )
                })
                .collect()
        }),
        own("section-empty", "一个部分的内容丢了", section_empty),
        at(
            "notice-title",
            "通知里的标题与方案的标题不同",
            r"现将《(?P<it>[^《》\n]{8,50})》",
            |found, random| {
                let title = group(found, "it");
                let swaps = [
                    ("实施", "工作"),
                    ("工作方案", "实施方案"),
                    ("行动方案", "行动计划"),
                    ("推进", "促进"),
                    ("若干", "有关"),
                    ("促进", "推进"),
                    ("管理", "监督"),
                    ("办法", "细则"),
                    ("意见", "方案"),
                ];
                let fitting: Vec<_> = swaps.iter().filter(|(from, _)| title.contains(from)).collect();
                (!fitting.is_empty()).then(|| {
                    let (from, to) = random.one(&fitting);
                    title.replacen(from, to, 1)
                })
            },
        ),
        own("kind-lost", "标题漏了“的通知”", |text, _| {
            head(text, r"关于(?:印发|转发)[^，。；]{4,80}?(?P<it>的\n?通知)\n", "")
        }),
        own("addressee-colon", "主送机关后没有冒号", |text, _| {
            head(text, r"\n各[^。；\n]{4,80}(?P<it>[：:])\n", "")
        }),
        own("title-stop", "标题末尾多了句号", |text, _| {
            head(text, r"关于[^，。；]{4,80}?的\n?通知(?P<it>)\n", "。")
        }),
        own("kind-word", "“本方案”写成“本办法”", |text, _| {
            let pattern = Regex::new(r"(?P<it>本(?:方案|办法|意见|措施|细则|规定|通知|计划))").expect("a pattern");
            let found = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
            found
                .map(|at| {
                    let other = if &text.flat[at.clone()] == "本办法" { "本方案" } else { "本办法" };
                    Fault::new(at, other)
                })
                .collect()
        }),
    ]
}

/// Lines that begin with an item number of their list: the line, the place of the number, the number, its form.
fn items(text: &Text) -> Vec<(Range<usize>, Range<usize>, u32, usize)> {
    let pattern = Regex::new(r"(?m)^(?:(?P<a>\d{1,2})[.．、]|[（(](?P<b>[一二三四五六七八九十]{1,3})[）)]|(?P<c>[一二三四五六七八九十]{1,3})、|第(?P<d>[一二三四五六七八九十]{1,3})条)[^\d\n][^\n]*").expect("a pattern");
    let mut found = Vec::new();
    for item in pattern.captures_iter(&text.flat) {
        let Some(line) = item.get(0) else { continue };
        for (form, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
            if let Some(at) = item.name(name) {
                let value = at.as_str().parse().ok().or_else(|| value(at.as_str()));
                found.extend(value.map(|value| (line.range(), at.range(), value, form)));
            }
        }
    }
    found
}

const DIGITS: &str = "零一二三四五六七八九十";

fn value(text: &str) -> Option<u32> {
    let digit = |char: char| DIGITS.chars().position(|digit| digit == char).map(|at| at as u32);
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        [one] => digit(*one),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(digit(*ten)? * 10),
        [ten, '十', one] => Some(digit(*ten)? * 10 + digit(*one)?),
        _ => None,
    }
}

fn written(value: u32, form: usize) -> String {
    let digit = |value: u32| DIGITS.chars().nth(value as usize).unwrap_or('十').to_string();
    match (form, value) {
        (0, _) => value.to_string(),
        (_, 0..=10) => digit(value),
        (_, 11..=19) => format!("十{}", digit(value - 10)),
        _ if value.is_multiple_of(10) => format!("{}十", digit(value / 10)),
        _ => format!("{}十{}", digit(value / 10), digit(value % 10)),
    }
}

/// The lines from an item to the next of its form: a fault of its number is seen there at the latest.
fn up_to_next(text: &Text, at: usize, form: usize) -> usize {
    let next = items(text).into_iter().find(|item| item.0.start > at && item.3 == form);
    let between = next.map_or("", |next| &text.flat[at..next.0.start]);
    between.lines().filter(|line| !line.is_empty()).count().max(1)
}

/// Items in the middle of a list: those before and behind them have the numbers before and behind theirs.
fn middle(text: &Text) -> Vec<(Range<usize>, Range<usize>, u32, usize)> {
    let all = items(text);
    let mut found = Vec::new();
    for form in 0..4 {
        let of: Vec<_> = all.iter().filter(|item| item.3 == form).collect();
        for run in of.windows(3).filter(|run| run[0].2 + 1 == run[1].2 && run[1].2 + 1 == run[2].2) {
            found.push(run[1].clone());
        }
    }
    found
}

fn numbers(text: &Text, other: fn(u32) -> u32) -> Vec<Fault> {
    let faults = middle(text).into_iter().map(|(line, at, number, form)| {
        Fault::new(at, written(other(number), form)).around(1, up_to_next(text, line.start, form))
    });
    faults.collect()
}

/// An item with all its lines up to the next one.
fn item_deleted(text: &Text, _: &mut Random) -> Vec<Fault> {
    let all = items(text);
    let mut faults = Vec::new();
    for (line, _, number, form) in middle(text) {
        let next = all.iter().find(|item| item.0.start > line.start);
        if let Some(next) = next.filter(|next| next.3 == form && next.2 == number + 1) {
            faults.push(Fault::new(line.start..next.0.start, "").around(1, 1));
        }
    }
    faults
}

fn steps(text: &Text, _: &mut Random) -> Vec<Fault> {
    let pattern = Regex::new(r"一是[^\n]{4,300}?(?:[。；：，])(?P<it>二)是").expect("a pattern");
    let found = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
    found.map(|at| Fault::new(at, "三")).collect()
}

/// Words put before the 。 of a sentence.
fn insert(text: &Text, random: &mut Random, words: &[&str]) -> Vec<Fault> {
    let pattern = Regex::new(r"[\p{Han}]{12}(?P<it>)。").expect("a pattern");
    let places: Vec<usize> =
        pattern.captures_iter(&text.flat).filter_map(|found| Some(found.name("it")?.start())).collect();
    places.into_iter().map(|at| Fault::new(at..at, *random.one(words))).collect()
}

/// The lines of the list of annexes behind 附件：, with the places of their titles.
fn listed(text: &Text) -> Vec<(Range<usize>, Range<usize>)> {
    let pattern = Regex::new(r"(?m)^(?:附件[：:])?(?P<n>\d{1,2})[.．](?P<it>[\p{Han}“”]{6,40})$").expect("a pattern");
    let start = Regex::new(r"(?m)^附件[：:]").expect("a pattern");
    let Some(start) = start.find(&text.flat).map(|found| found.start()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = start;
    for line in pattern.captures_iter(&text.flat[start..]) {
        let (Some(whole), Some(it)) = (line.get(0), line.name("it")) else { continue };
        let range = start + whole.start()..start + whole.end();
        if text.flat[next..range.start].trim().is_empty() {
            next = range.end;
            found.push((range, start + it.start()..start + it.end()));
        }
    }
    found
}

fn annex_title(text: &Text, random: &mut Random) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, title) in listed(text) {
        let words = &text.flat[title.clone()];
        let swaps = [("提升", "优化"), ("方案", "计划"), ("专项", "重点"), ("清单", "分工表"), ("任务", "工作")];
        let fitting: Vec<_> = swaps.iter().filter(|(from, _)| words.contains(from)).collect();
        if !fitting.is_empty() {
            let (from, to) = random.one(&fitting);
            faults.push(Fault::new(title, words.replacen(from, to, 1)));
        }
    }
    faults
}

/// What stands below a heading of the first level, up to the next.
fn section_empty(text: &Text, _: &mut Random) -> Vec<Fault> {
    let pattern = Regex::new(r"(?m)^[一二三四五六七八九]、[\p{Han}“”]{3,20}\n").expect("a pattern");
    let heads: Vec<_> = pattern.find_iter(&text.flat).map(|found| found.range()).collect();
    let pairs = heads.windows(2).filter(|pair| pair[0].end < pair[1].start);
    pairs.map(|pair| Fault::new(pair[0].end..pair[1].start, "").around(1, 1)).collect()
}

/// A place in the head of a document.
fn head(text: &Text, pattern: &str, with: &str) -> Vec<Fault> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let head: usize = text.flat.split_inclusive('\n').take(25).map(str::len).sum();
    let found = pattern.captures(&text.flat[..head]).and_then(|found| found.name("it").map(|it| it.range()));
    found.into_iter().map(|at| Fault::new(at, with).around(1, 0)).collect()
}
