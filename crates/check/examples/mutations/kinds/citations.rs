//! Documents and their numbers.

use super::{Kind, at, group, own};
use crate::text::{Fault, Random, Text};
use regex::{Captures, Regex};

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        at(
            "number-brackets",
            "文号的括号不是〔〕",
            r"[\p{Han}](?P<it>〔(?P<y>\d{4})〕)\d",
            |found, random| {
                let (open, close) = *random.one(&[('[', ']'), ('（', '）'), ('【', '】')]);
                Some(format!("{open}{}{close}", group(found, "y")))
            },
        ),
        at("number-end-lost", "文号漏了“号”", r"[〔\[（(]\d{4}[〕\]）)]\d+(?P<it>号)", |_, _| {
            Some(String::new())
        }),
        at("number-di", "文号多了“第”", r"[〔\[]\d{4}[〕\]](?P<it>)\d+号", |_, _| Some("第".to_owned())),
        at("number-zero", "文号有虚位", r"[〔\[]\d{4}[〕\]](?P<it>[1-9]\d?)号", |found, _| {
            Some(format!("{:0>3}", group(found, "it")))
        }),
        at(
            "number-year",
            "文号的年份写坏",
            r"[\p{Han}][〔\[（(](?P<it>20\d\d)[〕\]）)]\d+号",
            |found, random| {
                let year = group(found, "it");
                Some(match random.below(2) {
                    0 => year[..3].to_owned(),
                    _ => format!("{}{}{}{}", &year[..1], &year[2..3], &year[1..2], &year[3..]),
                })
            },
        ),
        own("number-differs", "同一文件两处文号不同", |text, random| cited_twice(text, random, "n")),
        own("title-differs", "同一文号两处标题不同", |text, random| cited_twice(text, random, "t")),
        at("title-mark-lost", "书名号少了一半", r"(?P<it>》)", |_, _| Some(String::new())),
        at("title-open-lost", "书名号少了前一半", r"(?P<it>《)", |_, _| Some(String::new())),
        at(
            "title-nested",
            "书名号里面又用双书名号",
            r"《[^《》\n]{0,30}(?P<it>〈)[^《》〈〉\n]{2,40}〉",
            |_, _| Some("《".to_owned()),
        ),
    ]
}

/// A document that is cited in two places with title and number: in one of them `group` changes.
fn cited_twice(text: &Text, random: &mut Random, name: &str) -> Vec<Fault> {
    let pattern =
        Regex::new(r"《(?P<t>[^《》\n]{8,80})》[（(](?P<all>[\p{Han}]{2,8}[〔\[]\d{4}[〕\]](?P<n>\d{1,4})号)")
            .expect("a pattern");
    let found: Vec<Captures<'_>> = pattern.captures_iter(&text.flat).collect();
    let mut faults = Vec::new();
    for cited in &found {
        if found.iter().filter(|other| group(other, "all") == group(cited, "all")).count() < 2 {
            continue;
        }
        let Some(at) = cited.name(name) else { continue };
        let with = match at.as_str().parse::<u32>() {
            Ok(number) => (number + 1 + random.below(40) as u32).to_string(),
            Err(_) => at.as_str().replacen("实施", "推进", 1).replacen("意见", "办法", 1).replacen("方案", "计划", 1),
        };
        if with != at.as_str() {
            faults.push(Fault::new(at.range(), with));
        }
    }
    faults
}
