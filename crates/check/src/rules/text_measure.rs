//! # text-measure：数字后漏了量词
//!
//! “5指标”漏了“项”，“2工作日”漏了“个”，“建设30电气化项目”漏了“个”（提示）。前后两句的数字都有单位，这一句的没有（“服务人才2000，
//! 转化成果1000项，培育企业100家”）的，同样列出。不用量词的（打造500强、建设5G）见 `checks.toml` 的
//! bare_count。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 知识产权等5指标提升30%以上，政府采购等3项指标提升50%以上，缴税等9项指标达到前沿水平。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 建设30电气化项目，完成20历史文化名城保护。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 筹集建设1000套专家公寓和10000人才公寓，预告、变更、查封等16登记事项即时办结，组织不少于2万外贸企业参展。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 5年内服务高端人才2000，转化技术成果1000项，培育企业100家。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 支持300名领军人才培训，1000团队骨干研修，3000名技术人员进修。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 新建城市道路6000公里、改造农村道路4万。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 支持300名领军人才培训，1000名团队骨干研修，3000技术人员进修，对参加的给予补贴。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 遴选“领军型”企业10、“成长型”企业50家。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 购买建筑面积不低于50的住房，每5修订一次标准，7月1起实施。
//! ```
//! “50个所学校”两个量词连用的也在此列出（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 建设50个所高水平学校。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 全县11乡级服务中心和262个服务站全部建成运行。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 支持5家所属企业、3个项目、2个家电企业，全县11个乡级服务中心建成运行，全省2021年完成。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 落实中国制造2025，转化技术成果1000项，空气质量指数低于50，优良天数达到300天。
//! 每100个单位配1名人员，每2周调度一次，建筑面积不低于50平方米，容积率不低于2。
//! 建设1,200户，改造300户。知识产权等5项指标提升30%以上，世界500强企业落户，实行7×24小时服务，打造15分钟生活圈，建设50公里绿道。
//! ```

use crate::Side;
use crate::dictionary;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use crate::places;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;
use zhengtu_terms::quantity;

pub(super) const CODE: &str = "text-measure";
pub(super) const TITLE: &str = "数字后漏了量词";

/// A number straight before a noun of which things are counted.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d.．〔\[×])(\d{1,4}(?:工作日|指标|环节|试点|领域|项目|单位|企业|社区|窗口|平台|乡镇|事项|材料|措施|任务|学校|医院|站点|机构))")
        .expect("a pattern")
});

/// A number behind a verb of making, before what is made.
static MADE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:全县|全市|全省|全区|共有|设有|现有|拥有|建设|新建|建成|完成|培育|培养|引进|招引|引育|扶持|打造|创建|新增|举办|组织|实施|建立|设立|遴选|认定|选拔|改造|布局|推出|形成|制定|开展|选树|评选|确定的|选择|选取|安排|等)(?:不少于|超过|至少|约|近)?(?:\d+(?:个|座|处|项|家|条|所|场|套|名|户|间|台|辆)[\p{Han}]{2,14}[、和及])?(([2-9]|[1-9]\d{1,4}|[1-9]\d*(?:\.\d+)?[万亿])([\p{Han}]{2,6}))")
        .expect("a pattern")
});

/// A number with two measure words behind it (50个所学校), the second of which begins no word (5家所属企业).
static TWICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d[万亿]?([个家名项座处所])([所家名项座亩辆篇])([\p{Han}]{1,3})").expect("a pattern")
});

fn twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in TWICE.captures_iter(phrase).filter(|found| found[1] != found[2]) {
                let rest = format!("{}{}", &found[2], &found[3]);
                let ends = rest.char_indices().skip(1).map(|(at, char)| at + char.len_utf8());
                if ends.into_iter().any(|end| dictionary::is_word(&rest[..end])) {
                    continue;
                }
                let words = format!("{}{}", &found[1], &found[2]);
                let at = context.in_passage(passage, phrase).marked(&words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”：两个量词连用"), at, None));
            }
        }
    }
}

/// Numbers that may be years.
const YEARS: std::ops::Range<u32> = 1900..2100;

/// Whether words behind a number begin with what needs no measure word, or with one.
fn is_counted(context: &Context<'_>, words: &str) -> bool {
    // 11乡 are counted, 11乡级服务中心 are not.
    if words.chars().nth(1) == Some('级') || context.lexicon.checks().measureless.at_start(words).is_some() {
        return false;
    }
    context.lexicon.measures().unit_at(words).is_some() || context.lexicon.checks().bare_count.at_start(words).is_some()
}

/// A number that lacks a measure word before a thing that is made.
fn made(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in MADE.captures_iter(phrase) {
                let words = &found[1];
                let year = found[2].parse::<u32>().is_ok_and(|number| YEARS.contains(&number));
                if year || is_counted(context, &found[3]) || quoted(phrase, words) || BARE.is_match(words) {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”的数字后疑漏量词"), at, None));
            }
        }
    }
}

/// A number at the end of a phrase.
static LAST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}”](\d{1,6}(?:\.\d+)?[万亿]?)$").expect("a pattern"));

/// A number at the end of a phrase, where those of the phrases beside it have a unit: 高端人才2000，转化成果1000项，培育企业100家.
fn last(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let unitless = &context.lexicon.checks().unitless;
    let mut told: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, found) in findings.iter().enumerate().filter(|(_, found)| found.code == CODE) {
        told.entry(found.a.evidence.line).or_default().push(at);
    }
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            let phrases: Vec<&str> = split(sentence).collect();
            for (at, phrase) in phrases.iter().enumerate() {
                let Some(number) = LAST.captures(phrase).and_then(|found| found.get(1)) else { continue };
                let near = (at.saturating_sub(NEAR)..phrases.len().min(at + NEAR + 1)).filter(|other| *other != at);
                // 道路6000公里、农村道路4万: the figure before it may stand in the same phrase.
                let beside =
                    phrase[..number.start()].rsplit_once('、').is_some_and(|(before, _)| is_measured(context, before));
                let measured = near.filter(|&other| is_measured(context, phrases[other])).count() + usize::from(beside);
                // What may be a year needs more to tell that it is none.
                let year = number.as_str().parse::<u32>().is_ok_and(|number| YEARS.contains(&number));
                let known = || {
                    let here = told.get(&passage.clause.evidence.line).into_iter().flatten().take(MOST);
                    here.copied().any(|found| holds(&findings[found].a, number.as_str(), passage))
                };
                let before = end(&phrase[..number.start()]);
                // 1,200户 is one number.
                let parted =
                    phrases.get(at + 1).is_some_and(|next| next.starts_with(|char: char| char.is_ascii_digit()));
                if measured < if year { 2 } else { 1 } || [parted, unitless.within(before), known()].contains(&true) {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(number.as_str());
                findings.push(finding(CODE, Severity::Info, format!("“{}”后疑漏单位", number.as_str()), at, None));
            }
        }
    }
}

/// Two figures of a list, the first of which lacks the unit that the second has: “领军型”企业10、“成长型”企业50家.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[”\p{Han}](\d{1,5})、“?[\p{Han}][^，。；、\d]{1,24}\d{1,5}[万亿]?[个家名项户人座处条场件套辆台]")
        .expect("a pattern")
});

/// The figures of a list that lack their unit, where no words say that they need none.
fn listed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let unitless = &context.lexicon.checks().unitless;
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for number in LISTED.captures_iter(phrase).filter_map(|found| found.get(1)) {
                let before = &phrase[..number.start()];
                // 分别为10、20个 have one unit.
                if unitless.within(end(before)) || before.contains("分别") {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(number.as_str());
                findings.push(finding(CODE, Severity::Info, format!("“{}”后疑漏单位", number.as_str()), at, None));
            }
        }
    }
}

/// So many findings of a line are asked whether they are about a number.
const MOST: usize = 64;

/// So many phrases away another figure tells that this one lacks its unit.
const NEAR: usize = 2;

/// A number before a noun at the head of a phrase.
static FIRST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(([2-9]|[1-9]\d{1,3})([\p{Han}]{2,6}))").expect("a pattern"));
/// A number with a measure word at the head of a phrase, or behind a verb.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\p{Han}])\d+[万亿]?[名家个项户人所座处条场件套辆台亩](?:[\p{Han}])").expect("a pattern")
});

/// A number without a measure word at the head of a phrase, where the phrases on both sides count, or the two before it:
/// 支持300名领军人才，1000团队骨干，3000名技术人才.
fn first(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            let phrases: Vec<&str> = split(sentence).collect();
            for (at, phrase) in phrases.iter().enumerate() {
                let Some(found) = FIRST.captures(phrase) else { continue };
                let year = found[2].parse::<u32>().is_ok_and(|number| YEARS.contains(&number));
                let counted = |other: Option<usize>| {
                    other.and_then(|other| phrases.get(other)).is_some_and(|other| COUNTED.is_match(other))
                };
                // One on each side, or two before it.
                let further = if counted(Some(at + 1)) { Some(at + 1) } else { at.checked_sub(2) };
                let counts = [at.checked_sub(1), further].into_iter().all(counted);
                if year || !counts || is_counted(context, &found[3]) || BARE.is_match(&found[1]) {
                    continue;
                }
                let message = format!("“{}”的数字后疑漏量词", &found[1]);
                let at = context.in_passage(passage, phrase).marked(&found[1]);
                findings.push(finding(CODE, Severity::Info, message, at, None));
            }
        }
    }
}

/// The last characters of a text, which say what a number behind it is of.
fn end(text: &str) -> &str {
    text.char_indices().rev().nth(5).map_or(text, |(from, _)| &text[from..])
}

/// Whether a finding is about a number of a passage.
fn holds(side: &Side, number: &str, passage: &Passage<'_>) -> bool {
    let (at, clause) = (&side.evidence, &passage.clause.evidence);
    clause.start <= at.start && at.end <= clause.end && side.quote.contains(number)
}

/// Whether a phrase ends with a figure and its unit.
fn is_measured(context: &Context<'_>, phrase: &str) -> bool {
    let figures = quantity::scan(context.lexicon, phrase);
    figures.last().is_some_and(|figure| !figure.unit.is_empty() && phrase[figure.span.end..].chars().count() <= 2)
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    made(context, findings);
    twice(context, findings);
    last(context, findings);
    first(context, findings);
    listed(context, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in BARE.captures_iter(phrase) {
                let words = &found[1];
                // A year, or a name that ends in a number (360平台).
                let number: u32 = words.trim_matches(|char: char| !char.is_ascii_digit()).parse().unwrap_or(0);
                if YEARS.contains(&number) || quoted(phrase, words) || number >= 100 {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”的数字后疑漏量词"), at, None));
            }
        }
    }
}

/// Whether the words stand within quotes: they are a name.
fn quoted(phrase: &str, words: &str) -> bool {
    let before = phrase.find(words).map_or("", |at| &phrase[..at]);
    before.matches('“').count() > before.matches('”').count()
}
