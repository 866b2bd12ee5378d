//! # text-repeated：一个列表中同一项列了两次，一项任务中同一句话说了两遍
//!
//! “信易租”在同一列表中出现两次，多半有一处应是别的（警告）；同一任务中同一句话出现两次（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.开展应用场景建设。以“信易批”“信易租”“信易行”“信易租”为重点，推广应用。(县发展改革委负责)
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.建立“基础级、成长级、引领级、成长级”梯度培育机制。(县发展改革委负责)
//! ```
//! ```bad
//! 某县工作方案
//! 1.设立公募基金、寿险公司、公募基金、汽车金融公司等机构，中介机构“零门槛、零门槛”进驻。
//! ```
//! ```bad
//! 某县工作方案
//! 1.延续实施2023年、2023年政策。
//! ```
//! ```bad
//! 某县工作方案
//! 1.对棚户区改造、棚户区改造工作积极主动、成效明显的县，给予奖励。
//! ```
//! ```bad
//! 某县工作方案
//! 1.联席会议由教育、财政、国资、税务、国资等单位组成。
//! ```
//! ```bad
//! 某市实施意见
//! 1.推进甲事。（牵头单位：市委组织部，配合单位：市科技局、市人力资源和社会保障局、市财政局、市人力资源和社会保障局、某区）
//! ```
//! ```bad
//! 某省若干措施
//! 1.支持济南、青岛、济宁、济南、烟台开展试点。
//! ```
//! ```bad
//! 国务院关于某事的意见
//! 1.全面贯彻党的十九大和十九届二中、三中、三中全会精神，对房地产企业不惜贷、不抽贷、不惜贷、不断贷。
//! ```
//! ```bad
//! 国务院关于某事的意见
//! 1.联席会议由教育、人力资源社会保障、发展改革、教育、工业和信息化、财政等单位组成。
//! ```
//! ```bad
//! 国务院关于某事的意见
//! 1.支持企业向“专、精、特、特”方向发展，坚持扶优、扶大、扶大。
//! ```
//! ```bad
//! 国务院关于某事的意见
//! 1.加快建立有利于促进固体废物减量化、资源化、减量化处理的机制。
//! ```
//! ```good
//! 国务院关于某事的意见
//! 1.支持企业向“专、精、特、新”方向发展，坚持扶优、扶大、扶强，促进固体废物减量化、资源化、无害化处理。
//! ```
//! ```good
//! 国务院关于某事的意见
//! 1.支持生产、加工、销售以及原料生产、加工、销售的企业，贯彻十九届二中、三中、四中全会精神，不抽贷、不断贷、不惜贷。
//! ```
//! ```good
//! 某县工作方案
//! 1.建设省级工程研究中心、市级工程研究中心、工程研究中心，延续实施2023年、2024年政策，做到“零门槛、零限制”，推进公共服务、公共服务设施建设。
//! ```
//! 同一上级之下两个标题相同的也在此列出（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 坚持依法治理。
//! 二、工作任务
//! 1.推进甲事。
//! 三、工作任务
//! 1.推进乙事。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作任务
//! 推进甲事。
//! 二、保障措施
//! 加强领导。
//! 一、总体要求
//! 坚持依法治理。
//! 二、工作任务
//! 推进乙事。
//! 三、保障措施
//! 加强领导。
//! ```
//! ```good
//! 某县工作方案
//! 一、甲事
//! （一）工作任务
//! 1.推进甲事。
//! 二、乙事
//! （一）工作任务
//! 1.推进乙事。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.开展应用场景建设。以“信易批”“信易租”“信易行”“信易医”为重点，推广应用。(县发展改革委负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.加强检查。从事农药生产、经营、储存、运输以及肥料生产、经营、储存、运输的企业，不得生产、使用、经营国家禁止生产、使用、经营的产品，
//! 违反第（一）项、第（二）项、第（三）项、第（四）项规定的，依法处理。(县农业农村局负责)
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{split, strip_number};
use regex::Regex;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "text-repeated";
pub(super) const TITLE: &str = "一个列表中同一项列了两次，一项任务中同一句话说了两遍";

static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:“[^“”]{2,12}”[、，和]?){2,}").expect("a pattern"));

/// Two dates that stand side by side: 2023年、2024年.
static DATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)[、和及至—](\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)")
        .expect("a pattern")
});

/// A date that is named twice in a row.
fn date_twice(phrase: &str) -> Option<String> {
    let found = DATES.captures_iter(phrase).find(|found| found[1] == found[2])?;
    Some(found[1].to_owned())
}

/// A list within quotes: “基础级、成长级、引领级”.
static WITHIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"“([^“”，。；]{1,12}(?:、[^“”，。；、]{1,12})+)”").expect("a pattern"));

/// What stands in brackets, such as the lists of the bodies that answer for an item.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[（(]([^（()）“”]{8,})(?:[)）]|$)").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            if let Some(item) = date_twice(phrase).or_else(|| listed_twice(context.lexicon.checks(), phrase)) {
                let at = context.in_passage(passage, phrase).marked(&item);
                findings.push(finding(CODE, Severity::Warning, format!("列表中“{item}”出现两次"), at, None));
            }
        }
    }
    sentences_twice(context, findings);
    one_after_another(context, findings);
    elsewhere(context, findings);
    headings(context, findings);
}

/// A heading that stands twice under one heading. Where the numbers of a list begin anew, several texts stand one behind the
/// other, and each may have its own.
fn headings(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let headings = || context.passages.iter().filter(|passage| passage.clause.kind == ClauseKind::Heading);
    let above = |passage: &Passage<'_>| {
        let (parent, _) = passage.clause.path.rsplit_once('/').unwrap_or_default();
        (passage.clause.part, parent.to_owned())
    };
    let mut paths = HashSet::new();
    let mut anew = HashSet::new();
    for passage in headings() {
        if !paths.insert((passage.clause.part, passage.clause.path.as_str())) {
            anew.insert(above(passage));
        }
    }
    let mut seen: HashMap<((u32, String), &str), &Passage<'_>> = HashMap::new();
    for passage in headings() {
        let title = strip_number(&passage.text);
        let numbered = title.len() < passage.text.len();
        let list = above(passage);
        let label = title.chars().count() < HEADING || title.contains(['：', ':', '。', '，']);
        if !numbered || label || anew.contains(&list) {
            continue;
        }
        match seen.insert((list, title), passage) {
            Some(first) if first.clause.path != passage.clause.path => {
                let message = format!("同级的标题“{title}”有两个");
                let side = |passage: &Passage<'_>| context.in_passage(passage, &passage.text);
                findings.push(finding(CODE, Severity::Warning, message, side(passage), Some(side(first))));
            }
            _ => {}
        }
    }
}

/// A shorter heading, in characters, may be a label.
const HEADING: usize = 4;

/// A sentence that stands twice in one passage, in a row.
fn one_after_another(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let all: Vec<&str> = pieces(&passage.text).collect();
        for pair in all.windows(2).filter(|pair| pair[0] == pair[1] && pair[0].chars().count() >= SHORT) {
            let at = context.in_passage(passage, pair[1]);
            findings.push(finding(CODE, Severity::Warning, format!("“{}”接连说了两遍", pair[1]), at, None));
        }
    }
}

/// The shortest sentence, in characters, that is no refrain.
const SHORT: usize = 5;
/// The shortest sentence that two items seldom have in common.
const LONG: usize = 24;

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', '，']).filter(|piece| !piece.is_empty())
}

/// A long sentence that stands in two items of one part.
fn elsewhere(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<(u32, &str), Option<usize>> = HashMap::new();
    for (number, passage) in context.passages.iter().enumerate() {
        if passage.clause.kind != ClauseKind::Text {
            continue;
        }
        for sentence in crate::phrases::sentences(&passage.text).filter(|sentence| is_long(sentence)) {
            match seen.get(&(passage.clause.part, sentence)) {
                Some(&Some(earlier)) if earlier != number => {
                    seen.insert((passage.clause.part, sentence), None);
                    let (a, b) = (
                        context.in_passage(&context.passages[earlier], sentence),
                        context.in_passage(passage, sentence),
                    );
                    findings.push(finding(CODE, Severity::Info, "同一句话在两处出现".to_owned(), a, Some(b)));
                }
                Some(_) => {}
                None => drop(seen.insert((passage.clause.part, sentence), Some(number))),
            }
        }
    }
}

fn is_long(sentence: &str) -> bool {
    sentence.chars().filter(|char| char.is_alphabetic()).count() >= LONG
}

/// The first item that stands twice in a list of quoted terms, or in one with 、.
fn listed_twice(words: &CheckWords, phrase: &str) -> Option<String> {
    let lists = BRACKETED.captures_iter(phrase).filter_map(|found| found.get(1));
    let lists = lists.flat_map(|content| content.as_str().split(['，', '；', ',', ';']));
    let bracketed = lists.into_iter().find_map(|list| {
        let items: Vec<&str> = list.split('、').collect();
        at_the_ends(words, &items)
            .or_else(|| repeated(words, items[0], items.get(1..items.len() - 1).unwrap_or_default()))
    });
    if bracketed.is_some() {
        return bracketed;
    }
    let within = WITHIN.captures_iter(phrase).find_map(|found| {
        let mut seen = HashSet::new();
        let list: Vec<&str> = found.get(1).map_or("", |list| list.as_str()).split('、').collect();
        // “专、精、特、新”: of single characters each stands once.
        let single = list.len() > NAMED && list.iter().all(|item| item.chars().count() == 1);
        let mut items = list.into_iter().filter(|item| single || item.chars().count() >= 2);
        items.find(|item| !seen.insert(*item)).map(str::to_owned)
    });
    if within.is_some() {
        return within;
    }
    let quoted = QUOTED.find_iter(phrase).find_map(|list| {
        let items: Vec<&str> = list.as_str().split(['“', '”']).filter(|item| item.chars().count() >= 2).collect();
        repeated(words, "", &items)
    });
    quoted.or_else(|| {
        let outside: String = plain(phrase);
        let items: Vec<&str> = outside.split('、').collect();
        // The first and the last item carry what stands around the list.
        let inner = items.get(1..items.len().saturating_sub(1)).unwrap_or_default();
        repeated(words, items[0], inner).or_else(|| at_the_ends(words, &items))
    })
}

/// An item that is the end of the first, or the beginning of the last: 由甲局、乙局、甲局负责.
fn at_the_ends(words: &CheckWords, items: &[&str]) -> Option<String> {
    let [first, inner @ .., last] = items else { return None };
    let begins = |before: &str| before.is_empty() || words.before_list.at_end(before).is_some();
    let long = |item: &&&str| item.chars().count() >= NAMED;
    let head = inner.iter().filter(long).find(|item| first.strip_suffix(**item).is_some_and(begins));
    let ends = |item: &&&str| {
        let rest = last.strip_prefix(**item);
        // In a long list that ends with 等 a short name is a name too (国资、税务、国资等单位).
        let open = inner.len() >= NAMED && rest.is_some_and(|rest| rest.starts_with('等'));
        // 十九届二中、三中、三中全会.
        let session = rest.is_some_and(|rest| rest.starts_with("全会"));
        session || (long(item) || open && item.chars().count() > 1) && rest.is_some_and(|rest| LAST.is_match(rest))
    };
    let tail = inner.iter().find(ends);
    // 对企业不惜贷、不抽贷、不惜贷: one of a form that its neighbours share.
    let formed = |item: &&&str| {
        let form = |item: &str| (item.chars().count(), item.chars().next(), item.chars().next_back());
        long(item) && first.ends_with(**item) && inner.iter().filter(|other| form(other) == form(item)).count() > 1
    };
    // 扶优、扶大、扶大.
    let again = || inner.last().filter(|item| *item == last && item.chars().count() > 1);
    let head =
        head.or_else(|| inner.iter().find(formed)).or_else(again).copied().or_else(|| around(first, inner, last));
    let both = || {
        let start = first.rsplit(['：', ':', '由']).next().unwrap_or(first);
        // 支持济南、青岛、济宁、济南开展…: the first begins behind its verb.
        let mut heads = first.char_indices().map(|(at, _)| at).take(VERB).skip(1);
        let behind = heads.find(|&at| begins(&first[..at]));
        let starts = [start].into_iter().chain(behind.map(|at| &first[at..]));
        // 对棚户区改造、棚户区改造工作积极主动、成效明显的: the list ends with the second.
        // In a long one any other may be that again, as far as it goes on.
        let list = inner.split(|item| parts_lists(words, first, item)).next().unwrap_or_default();
        let others = || list.iter().filter(|_| inner.len() > 1).chain(inner.first()).chain([last]);
        let same =
            |start: &&str| others().any(|other| other.strip_prefix(*start).is_some_and(|rest| LAST.is_match(rest)));
        let enough = |start: &&str| start.chars().count() >= if inner.len() > 1 { 2 } else { NAMED };
        starts.filter(enough).find(same)
    };
    head.or(tail.copied()).or_else(both).map(str::to_owned)
}

/// The end of the first item with which the last begins, where the one between is of that form: 促进减量化、资源化、减量化处理.
fn around<'t>(first: &str, inner: &[&str], last: &'t str) -> Option<&'t str> {
    let [middle] = inner else { return None };
    let length = middle.chars().count();
    let end = last.char_indices().nth(length).map_or(last.len(), |(at, _)| at);
    let begun = &last[..end];
    let form = |text: &str| (text.chars().count(), text.chars().next_back());
    (length >= NAMED && form(begun) == form(middle) && first.ends_with(begun)).then_some(begun)
}

/// Shorter items, in characters, may be part of a longer one.
const NAMED: usize = 3;

/// The longest words, in characters, with which a list begins before its first item.
const VERB: usize = 12;

/// What stands behind the last item of a list.
static LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:$|等|工作|牵头|负责|配合|按|参与|参加|协同|分工|落实|开展|率先|先行|试点|争创|创建)")
        .expect("a pattern")
});

/// An item of more characters is where one list ends and another begins.
const LONGEST: usize = 14;

/// Whether one list ends and another begins within an item: it is long, joins two with 和 or 以及, or its last characters
/// are those with which the lists begin (生产、使用、经营国家禁止生产、使用…).
fn parts_lists(words: &CheckWords, first: &str, item: &str) -> bool {
    let chars: Vec<char> = item.chars().collect();
    let again = || tail(first).is_some_and(|tail| chars.len() > NAMED && item.ends_with(&tail));
    // 人力资源和社会保障局 is one body.
    let body = item.ends_with(['局', '委', '厅', '部', '办']) && item.starts_with(['省', '市', '县', '区', '州']);
    chars.len() > LONGEST || words.list_joiner.within(item) && !body || again()
}

/// The last two characters of an item.
fn tail(item: &str) -> Option<String> {
    let chars: Vec<char> = item.chars().collect();
    chars.len().checked_sub(2).map(|from| chars[from..].iter().collect())
}

/// The first item that stands twice between two places where lists part. `first` begins the list of which `items` are
/// some.
fn repeated(words: &CheckWords, first: &str, items: &[&str]) -> Option<String> {
    items.split(|item| parts_lists(words, first, item)).find_map(|list| {
        let mut seen = HashSet::new();
        let mut items = list.iter().filter(|item| item.chars().count() >= 2);
        items.find(|item| !seen.insert(**item)).map(|item| (*item).to_owned())
    })
}

/// The phrase without what stands in brackets.
fn plain(phrase: &str) -> String {
    let mut depth = 0usize;
    let mut text = String::new();
    for char in phrase.chars() {
        match char {
            // 第（一）项 is named by its number.
            '(' | '（' if text.ends_with('第') => text.push(char),
            '(' | '（' | '《' => depth += 1,
            ')' | '）' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(char),
            _ => {}
        }
    }
    text
}

fn sentences_twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for phrase in context.phrases() {
        let Some(task) = phrase.task else { continue };
        let title = context.facts.tasks[task].title.contains(phrase.text.as_str());
        if title || phrase.text.chars().count() < 12 {
            continue;
        }
        if seen.insert((task, phrase.text.as_str()), phrase.passage).is_some() {
            let at = context.in_passage(&context.passages[phrase.passage], &phrase.text);
            findings.push(finding(CODE, Severity::Info, "同一任务中说了两遍".to_owned(), at, None));
        }
    }
}
