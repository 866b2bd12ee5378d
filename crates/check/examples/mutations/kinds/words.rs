//! Slips of the keys, words said twice, set phrases.

use super::{Kind, at, group, own};
use crate::text::{Fault, Random, Text};
use regex::Regex;
use std::collections::HashMap;

/// Words, and what the wrong key or the wrong choice of an input method makes of them.
const TYPOS: &str = include_str!("typos.txt");

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        at("de-twice", "“的的”", r"[\p{Han}]{3}(?P<it>的)[\p{Han}]{2}", |_, _| Some("的的".to_owned())),
        at("char-twice", "一个字打了两遍", r"[\p{Han}](?P<it>[\p{Han}])[\p{Han}]", |found, _| {
            Some(group(found, "it").repeat(2))
        }),
        at(
            "word-twice",
            "一个词打了两遍",
            r"(?P<it>加强|推进|建立|完善|实施|开展|落实|提升|支持|加快|推动|优化|组织|鼓励|强化|建设|服务|管理|企业|项目|工作|发展|机制|政策|重点|进一步)",
            |found, _| Some(group(found, "it").repeat(2)),
        ),
        at(
            "sentence-twice",
            "一句话接连说了两遍",
            r"[。；，](?P<it>[\p{Han}、]{8,40}[。；])",
            |found, _| Some(group(found, "it").repeat(2)),
        ),
        own("sentence-copied", "另一项的一句话又抄了一遍", copied),
        at(
            "member-twice",
            "并列的事项列了两次",
            r"[\p{Han}]、(?P<it>[\p{Han}]{2,6})、[\p{Han}]{2,6}、",
            |found, _| Some(format!("{0}、{0}", group(found, "it"))),
        ),
        at(
            "member-again",
            "并列的事项隔一项又列了一次",
            r"[\p{Han}]、(?P<a>[\p{Han}]{2,6})、[\p{Han}]{2,6}、[\p{Han}]{2,6}(?P<it>)、[\p{Han}]",
            |found, _| Some(format!("、{}", group(found, "a"))),
        ),
        own("typo-sound", "同音字打错", |text, random| typos(text, random, "音")),
        own("typo-shape", "形近字打错", |text, random| typos(text, random, "形")),
        at(
            "chars-swapped",
            "两个字颠倒了",
            r"(?P<it>发展|建设|推进|服务|管理|企业|项目|工作|机制|政策|重点|加强|完善|实施|落实|提升|支持|改革|创新|监管|经济|社会|环境|保障|资源|产业|市场|信息|技术|标准|安全|质量|资金|责任)",
            |found, _| Some(group(found, "it").chars().rev().collect()),
        ),
        own("char-lost", "词语漏了一个字", |text, _| {
            let names = [
                "营商环境",
                "市场主体",
                "政务服务",
                "基础设施",
                "知识产权",
                "人民政府",
                "发展改革",
                "农业农村",
                "自然资源",
                "社会保障",
                "生态环境",
                "高质量发展",
                "乡村振兴",
                "公共服务",
                "工业互联网",
                "职业教育",
                "固体废物",
                "财政部门",
                "技术创新",
                "科学技术",
                "有限公司",
                "领导小组",
                "指导意见",
                "实施方案",
                "主管部门",
            ];
            names
                .iter()
                .flat_map(|name| {
                    text.flat.match_indices(name).map(move |(at, _)| {
                        let second = name.char_indices().nth(2).map_or(0, |(from, _)| from);
                        let end = name.char_indices().nth(3).map_or(name.len(), |(from, _)| from);
                        Fault::new(at + second..at + end, "")
                    })
                })
                .collect()
        }),
        own("phrase", "固定提法写错", |text, _| {
            pairs(
                text,
                &[
                    ("党中央、国务院", "中央、国务院"),
                    ("新时代中国特色社会主义思想", "新时代特色社会主义思想"),
                    ("习近平总书记", "习近平总书计"),
                    ("党的十九大", "党的十九届大"),
                    ("党的二十大", "党的二十届大"),
                    ("十九届五中全会", "十九大五中全会"),
                    ("省委、省政府", "省政府、省委"),
                    ("市委、市政府", "市政府、市委"),
                    ("县委、县政府", "县政府、县委"),
                    ("四个意识", "四个意思"),
                    ("两个维护", "两个维持"),
                    ("四个自信", "四个信心"),
                    ("新发展理念", "新发展理论"),
                    ("供给侧结构性改革", "供给侧结构改革"),
                    ("高质量发展", "高质发展"),
                    ("放管服", "放管伏"),
                    ("不忘初心", "不忘出心"),
                    ("双随机、一公开", "双随机、公开"),
                    ("一带一路", "一路一带"),
                    ("互联网+", "互连网+"),
                ],
            )
        }),
        at(
            "plan-unquoted",
            "“十四五”没有加引号",
            r"(?P<it>“(?P<n>十[一二三四五]五)”)",
            |found, _| Some(group(found, "n").to_owned()),
        ),
        own("usage", "习用而欠妥的说法", |text, _| {
            pairs(
                text,
                &[
                    ("涉及", "涉及到"),
                    ("截至", "截止"),
                    ("目的是", "目的是为了"),
                    ("防止", "防止不"),
                    ("凡", "凡是所有"),
                    ("账户", "帐户"),
                    ("部分", "部份"),
                    ("其他", "其它"),
                    ("身份", "身分"),
                    ("图像", "图象"),
                    ("的原因是", "的原因是由于"),
                ],
            )
        }),
    ]
}

/// One of the pairs, wherever its first stands.
fn pairs(text: &Text, pairs: &[(&str, &str)]) -> Vec<Fault> {
    let found = pairs.iter().flat_map(|(right, wrong)| {
        text.flat.match_indices(right).map(move |(at, _)| Fault::new(at..at + right.len(), *wrong))
    });
    found.collect()
}

/// Words of the list that stand in the text, of one way of being mistaken.
fn typos(text: &Text, random: &mut Random, way: &str) -> Vec<Fault> {
    let mut wrong: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in TYPOS.lines() {
        let mut words = line.split_whitespace();
        if let (Some(kind), Some(right)) = (words.next(), words.next())
            && kind == way
        {
            wrong.entry(right).or_default().extend(words);
        }
    }
    let mut words: Vec<_> = wrong.into_iter().collect();
    words.sort_unstable();
    let mut faults = Vec::new();
    for (right, wrong) in words {
        faults.extend(
            text.flat.match_indices(right).map(|(at, _)| Fault::new(at..at + right.len(), *random.one(&wrong))),
        );
    }
    faults
}

/// A long sentence of one paragraph at the end of another.
fn copied(text: &Text, random: &mut Random) -> Vec<Fault> {
    let sentence = Regex::new(r"。(?P<it>[\p{Han}，、“”]{30,80}。)").expect("a pattern");
    let end = Regex::new(r"[^\n]{60,}[\p{Han}]。(?P<it>)(?:[（(][^（()）\n]+[）)])?\n").expect("a pattern");
    let sentences: Vec<_> = sentence.captures_iter(&text.flat).filter_map(|found| found.name("it")).collect();
    let ends: Vec<usize> = end.captures_iter(&text.flat).filter_map(|found| Some(found.name("it")?.start())).collect();
    if ends.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for sentence in sentences {
        let at = *random.one(&ends);
        let apart = at > sentence.end() + 200 || at + 200 < sentence.start();
        if apart {
            faults.push(Fault::new(at..at, sentence.as_str()));
        }
    }
    faults
}
