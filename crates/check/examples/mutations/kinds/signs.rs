//! Brackets, quotes and other signs.

use super::{Kind, at, own};
use crate::text::{Fault, Text};
use regex::Regex;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        at(
            "bracket-close-lost",
            "括号少了后一半",
            r"[^\n]{6}[（(][^（()）\n]{2,40}(?P<it>[）)])",
            |_, _| Some(String::new()),
        ),
        at("bracket-open-lost", "括号少了前一半", r"[^\n]{6}(?P<it>[（(])[^（()）\n]{2,40}[）)]", |_, _| {
            Some(String::new())
        }),
        at("quote-close-lost", "引号少了后一半", r"“[^“”\n]{2,30}(?P<it>”)", |_, _| Some(String::new())),
        at("quote-open-lost", "引号少了前一半", r"(?P<it>“)[^“”\n]{2,30}”", |_, _| Some(String::new())),
        at("quote-turned", "引号写反", r"“[^“”\n]{2,30}(?P<it>”)", |_, _| Some("“".to_owned())),
        own("comma-half", "汉字之间用了半角逗号", |text, _| wide(text, '，', ",")),
        own("stop-half", "汉字之间用了半角句点", |text, _| wide(text, '。', ".")),
        own("colon-half", "汉字之间用了半角分号", |text, _| wide(text, '；', ";")),
        at("sign-twice", "标点重复", r"[\p{Han}](?P<it>[，。、；])[\p{Han}]", |found, random| {
            let sign = super::group(found, "it");
            Some(format!("{sign}{}", random.one(&[sign, "，"])))
        }),
        at(
            "stop-lost-statement",
            "责任单位前漏了句号",
            r"[\p{Han}]{4}(?P<it>。)[（(][^（()）\n]{4,80}[）)]\n",
            |_, _| Some(String::new()),
        ),
        at("stop-lost-end", "段末漏了句号", r"[^\n]{30,}[\p{Han}]{4}(?P<it>。)\n", |_, _| Some(String::new())),
        at("stop-comma", "段末写成逗号", r"[^\n]{30,}[\p{Han}]{4}(?P<it>。)\n", |_, random| {
            Some((*random.one(&["，", "、"])).to_owned())
        }),
        at(
            "and-comma",
            "“和”前多了顿号",
            r"[\p{Han}]{2}、[\p{Han}]{2,6}(?P<it>)(?:和|及)[\p{Han}]{2}",
            |_, _| Some("、".to_owned()),
        ),
        at("etc-comma", "“等”前多了顿号", r"[\p{Han}]{2}、[\p{Han}]{2,8}(?P<it>)等[\p{Han}]{2}", |_, _| {
            Some("、".to_owned())
        }),
        at("bracket-width", "括号一半全角一半半角", r"（[^（()）\n]{2,40}(?P<it>）)", |_, _| {
            Some(")".to_owned())
        }),
        at("year-dash", "年份之间用了短横", r"20\d\d(?P<it>—+|－|～|至)20\d\d年", |_, _| {
            Some("-".to_owned())
        }),
        at("quoted-list-comma", "引号之间多了顿号", r"”(?P<it>)“", |_, _| Some("、".to_owned())),
        at(
            "etc-dots",
            "“等”和省略号并用",
            r"[\p{Han}]{2}、[\p{Han}]{2,8}(?P<it>等)[，。；\p{Han}]",
            |_, _| Some("等……".to_owned()),
        ),
        at("sign-before-bracket", "括号里多了标点", r"[（(](?P<it>)[\p{Han}]{2,30}[）)]", |_, _| {
            Some("，".to_owned())
        }),
    ]
}

/// A full-width sign between Chinese characters, in a text that writes it so.
fn wide(text: &Text, sign: char, with: &str) -> Vec<Fault> {
    let narrow = with.chars().next().unwrap_or(',');
    if text.flat.matches(narrow).count() * 4 > text.flat.matches(sign).count() {
        return Vec::new();
    }
    let pattern = Regex::new(&format!(r"[\p{{Han}}](?P<it>{sign})[\p{{Han}}]")).expect("a pattern");
    let found = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
    found.map(|at| Fault::new(at, with)).collect()
}
