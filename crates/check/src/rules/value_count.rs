//! # value-count：列出的项数与所说的数目不符
//!
//! “申请受理、勘验开通1个环节”列了两项却说一个；“9项指标”前面应当列九项；“2个环节（申请、领证）”括号里应当有两项。
//! 带“等”的列举只查列出的多于所说的。为警告。
//! “甲、乙、丙等七大市场”“‘甲’‘乙’‘丙’四项工程”只差一项的，同样列出（有“等”字的为提示）；
//! “六大人才行动”在别处成了“五大”的为提示。两项末尾相同、用“和”连接而说是三个的（教学标准和质量标准三个关口）为警告。
//!
//! ```bad
//! 某县工作方案
//! 1.实施“粤菜师傅”“广东技工”“南粤家政”四项工程，组织母婴、居家、养老四大项目培训。
//! ```
//! ```bad
//! 某县工作方案
//! 1.完善监测、保障、合作、考核“五大机制”。
//! ```
//! ```bad
//! 某县工作方案
//! 1.建立“一家企业、一名领导、一套方案、一抓到底”的“五个一”机制。
//! ```
//! ```bad
//! 某县工作方案
//! 1.构建“交流培养、创新创业、服务保障”四大支撑体系。
//! ```
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 实施六大人才行动计划。
//! 二、实施五大人才行动计划
//! 1.推进甲事。
//! ```
//! ```bad
//! 某县工作方案
//! 1.验收意见分为合格、整改和不合格四种，涉税事项为信息报告、纳税申报、税务注销四大类。
//! ```
//! ```bad
//! 某县工作方案
//! 1.开展增品种、提品质、创品牌“四品”行动。
//! ```
//! ```bad
//! 某县工作方案
//! 1.完善就业政策、培训项目、市场岗位、招聘活动等“五张清单”机制。
//! ```
//! ```bad
//! 某县工作方案
//! 1.实现“人才达到2000名，人才总量达到320万名，贡献率达到40%”的四大发展目标。
//! ```
//! ```bad
//! 某县工作方案
//! 1.扎实开展设备更新和技术改造扩能增量、提质增品、降本增利、提效增值五大重点行动。
//! ```
//! ```bad
//! 某县工作方案
//! 1.提高质量，严把教学标准和毕业质量标准三个关口。
//! ```
//! ```good
//! 某县工作方案
//! 1.严把教学标准和毕业质量标准两个关口，用好国内国际和线上线下三个渠道。
//! ```
//! ```good
//! 某县工作方案
//! 1.验收意见分为合格、整改和不合格三种。实施改厨、改厕、改客房、整理院落“三改一整”工程，开展增品种、提品质、创品牌“三品”行动，完善政策、培训、岗位、活动等“四张清单”机制。
//! ```
//! ```good
//! 某县工作方案
//! 三、构建三大支撑体系
//! 1.建立“一个项目、一名领导、一套方案”的“三个一”机制。
//! 2.实施“粤菜师傅”“广东技工”“南粤家政”三项工程，面向欧美、东盟等七大市场，入选全省名特优、全国十大品牌。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化流程。将水气报装流程优化为申请受理、勘验开通1个环节。(县城管局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.优化流程。将水气报装流程优化为申请受理、勘验开通2个环节，办理环节压缩至2个环节（申请、领证）以内，将规划、消防、人防、档案4项验收合并为1个环节。(县城管局负责)
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use zhengtu_lexicon::Words;
use zhengtu_terms::numeral;

pub(super) const CODE: &str = "value-count";
pub(super) const TITLE: &str = "列出的项数与所说的数目不符";

/// A list, perhaps 等 or 共, a number and a word that counts what was listed.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"([^，。；：,;:、]+(?:、[^，。；：,;:、]+?)+?)(等)?(?:共计|共)?(\d{1,2}|[二三四五六七八九十]{1,2})(个环节|个方面|个步骤|个阶段|大类|项指标|类[^似别新]|方面|个领域|个税种|个行业|个部门|个品种|项工作|项内容|大行动|大工程|项机制|种方式|项制度)",
    )
    .expect("a pattern")
});

/// A number with a word that counts, and the list in brackets behind it.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{1,2}|[二三四五六七八九十]{1,2})(个环节|个方面|个步骤|个阶段|大类|项指标|类|个领域|项)[^，。；（()）、]{0,4}[（(]([^（()）]+、[^（()）]+)[)）]").expect("a pattern")
});

/// A list, perhaps 等, and a number of great things (七大市场) or of quoted ones (三项工程).
static GREAT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^，。；：,;:、“”]+(?:、[^，。；：,;:、“”]+?)+?)(等)?“?([三四五六七八九])大(?:类|[\p{Han}]{2})")
        .expect("a pattern")
});
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:“[^“”]{1,16}”[、和及与]?){2,})(等)?([二三四五六七八九])(?:大|项|个|类|条|种|张)[\p{Han}]{2}")
        .expect("a pattern")
});
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“([^“”，。；]+(?:、[^“”，。；]+)+)”(等)?([二三四五六七八九])(?:大|项|个|类|条|种|张)[\p{Han}]{2}")
        .expect("a pattern")
});

/// A quoted list of such as begin with 一, and how many they are called: “一家企业、一名领导、一抓到底”的“五个一”.
static ONES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“(一[^“”，。；]+(?:、一[^“”，。；]+)+)”()(?:的)?“?([二三四五六七八九])个一").expect("a pattern")
});

/// A list, and its number within quotes (政策、岗位、活动等“四张清单”); a quoted list of clauses (“A达到1名，B达到2名”的三大目标).
static IN_QUOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"([^，。；：,;:、“”]+(?:、[^，。；：,;:、“”]+?)+?)(等)?“([三四五六七八九])(?:张|项|个|种|条)[\p{Han}]{2,4}”",
    )
    .expect("a pattern")
});
static CLAUSES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“([^“”。；]+(?:，[^“”。；]+)+)”()的?([二三四五六七八九])(?:大|项|个)[\p{Han}]{2}").expect("a pattern")
});

/// A list right before what it is called for short: 增品种、提品质、创品牌“三品”行动, 改厨、改厕、改客房、整理院落“三改一整”工程.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^，。；：,;:“”（）()]+(?:、[^，。；：,;:“”（）()]+)+)“((?:[一二两三四五六七八九][\p{Han}]){1,3})”")
        .expect("a pattern")
});

/// The kinds into which something is divided, and how many they are called: 分为合格、整改和不合格三种.
static DIVIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:分为|划分为|包括)([^，。；：,;:“”（）()]+?、[^，。；：,;:“”（）()]+?)([二两三四五六七八九])(?:种|类|级|档|个等级|个档次|个阶段|个层次)(?:[，。；,;（(]|$)")
        .expect("a pattern")
});

fn divided(sentence: &str) -> Vec<(&str, usize, String)> {
    let mut found = Vec::new();
    for capture in DIVIDED.captures_iter(sentence) {
        let list = &capture[1];
        let Some(said) = value(&capture[2]).filter(|_| !list.contains('等')) else { continue };
        let (count, joined) = (list.split('、').count(), list.matches(['和', '及', '与']).count());
        if !(count..=count + joined).contains(&said) {
            found.push((capture.get(0).map_or("", |whole| whole.as_str()), count + joined, capture[2].to_owned()));
        }
    }
    found
}

/// Two of a kind, and that they are three or more: 教学标准和毕业质量标准三个关口.
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；：])([\p{Han}]{3,16})(?:和|与|及|以及)([\p{Han}]{2,14}?)([三四五六七八九])(?:个|项|大|条|种)[\p{Han}]{2}")
        .expect("a pattern")
});

/// Pairs whose members end alike, so that each is one, called more than two.
fn pairs(sentence: &str) -> Vec<(&str, usize, String)> {
    let ends = |text: &str| text.chars().rev().take(2).collect::<Vec<_>>();
    let of_two = PAIR.captures_iter(sentence).filter(|pair| ends(&pair[1]) == ends(&pair[2]));
    let plain = of_two.filter(|pair| !pair[1].contains(['和', '与', '及']));
    plain.map(|pair| (pair.get(0).map_or("", |whole| whole.as_str()), 2, pair[3].to_owned())).collect()
}

/// The short names whose numbers are one off: each character of them stands in so many members of the list as its number
/// says, and all together are the list.
fn called(sentence: &str) -> Vec<(&str, usize, String)> {
    let mut found = Vec::new();
    for capture in CALLED.captures_iter(sentence) {
        let members: Vec<&str> = capture[1].split('、').collect();
        let name: Vec<char> = capture[2].chars().collect();
        let said: Vec<usize> = name
            .chunks(2)
            .filter_map(|pair| crate::numbers::read(&pair[0].to_string()))
            .map(|number| number as usize)
            .collect();
        // The first member has the words before the list too.
        let held: Vec<usize> =
            name.chunks(2).map(|pair| members.iter().filter(|member| member.contains(pair[1])).count()).collect();
        let all: usize = said.iter().sum();
        let each = said.len() == held.len() && held.iter().all(|held| *held > 0);
        if each && held.iter().sum::<usize>() == members.len() && all.abs_diff(members.len()) == 1 {
            found.push((capture.get(0).map_or("", |whole| whole.as_str()), members.len(), capture[2].to_owned()));
        }
    }
    found
}

/// A number of great things, and what they are.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([二三四五六七八九十])大([\p{Han}]{4})").expect("a pattern"));

/// The same great things with two numbers: 六大人才行动计划 here, 五大人才行动计划 there.
fn two_numbers(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(u32, String), (String, Side)> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in NAMED.captures_iter(&passage.text) {
            let side = context.in_passage(passage, &found[0]).marked(&found[1]);
            let key = (passage.clause.part, found[2].to_owned());
            let (number, there) = seen.entry(key).or_insert_with(|| (found[1].to_owned(), side.clone()));
            if *number != found[1] {
                let message = format!("“{}大{2}”，别处是“{}大{2}”", &found[1], number, &found[2]);
                findings.push(finding(CODE, Severity::Info, message, side, Some(there.clone())));
            }
        }
    }
}

/// Whether the members behind the first are three or more of one length that join nothing (增量、提质增品、降本增利、提效增值): then each
/// counts as one, and what the first joins stands before the list.
fn is_even(list: &str) -> bool {
    let members: Vec<usize> = list.split('、').skip(1).map(|member| member.chars().count()).collect();
    let joins = list.split('、').skip(1).any(|member| member.contains(['和', '及', '与']));
    members.len() >= 3 && members.iter().all(|length| *length == members[0]) && !joins
}

/// Before a number that ranks what is named last and counts no list (国家、全国十大…).
static RANKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:国|省|市|界|内|区域|行业|年度|首批)$").expect("a pattern"));

/// Lists whose number is one off: so slips go, and a number that counts something else seldom comes so near.
fn one_off(sentence: &str) -> Vec<(&str, usize, String, Severity)> {
    let mut found = Vec::new();
    for (pattern, signs) in
        [(&GREAT, '、'), (&QUOTED, '“'), (&WITHIN, '、'), (&ONES, '、'), (&IN_QUOTES, '、'), (&CLAUSES, '，')]
    {
        for capture in pattern.captures_iter(sentence) {
            let (Some(whole), Some(said)) = (capture.get(0), value(&capture[3])) else { continue };
            let list = without_brackets(&capture[1]);
            let count = list.matches(signs).count() + usize::from(signs != '“');
            let joined = list.matches(['和', '及', '与']).count();
            let loosely = (count..=count + joined).contains(&said);
            let fits = loosely && (said == count || !is_even(&list));
            // 三、构建三大体系 is a heading with its number.
            let numbered = list.split('、').any(|item| item.chars().count() < 2);
            if fits || numbered || count.abs_diff(said) != 1 || count < 2 || RANKED.is_match(&list) {
                continue;
            }
            // With 等 fewer may be named than there are, and what the first joins may be two.
            let open = capture.get(2).is_some_and(|open| !open.is_empty());
            let severity = if [open, loosely].contains(&true) { Severity::Info } else { Severity::Warning };
            found.push((whole.as_str(), count, capture[3].to_owned(), severity));
        }
    }
    found
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    two_numbers(context, findings);
    open_lists(context, findings);
    let verbs = &context.lexicon.checks().before_figure;
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            for (quote, counted, said) in after(verbs, sentence)
                .into_iter()
                .chain(before(sentence))
                .chain(called(sentence))
                .chain(divided(sentence))
                .chain(pairs(sentence))
            {
                let message = format!("列了{counted}项，却说是{said}");
                let at = context.in_passage(passage, quote).marked(&said);
                findings.push(finding(CODE, Severity::Warning, message, at, None));
            }
            for (quote, counted, said, severity) in one_off(sentence) {
                let message = format!("列了{counted}项，却说是{said}");
                let at = context.in_passage(passage, quote).marked(&said);
                findings.push(finding(CODE, severity, message, at, None));
            }
        }
    }
}

/// Lists that end with 等 and count what they name (甲、乙、丙等3项指标): where most count right, one that is one off is a slip.
fn open_lists(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let verbs = &context.lexicon.checks().before_figure;
    let (mut fit, mut off) = (0, Vec::new());
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            for found in AFTER.captures_iter(sentence).filter(|found| found.get(2).is_some()) {
                let (Some(whole), Some(said)) = (found.get(0), value(&found[3])) else { continue };
                let plain = without_brackets(&found[1]);
                let last = plain.rsplit('、').next().unwrap_or_default();
                if verbs.within(last) || is_grown(&found[1]) {
                    continue;
                }
                let (count, joined) = (plain.split('、').count(), last.matches(['和', '及', '与']).count());
                if (count..=count + joined).contains(&said) {
                    fit += 1;
                } else if said == count + joined + 1 {
                    off.push((passage, whole.as_str(), count + joined, format!("{}{}", &found[3], &found[4])));
                }
            }
        }
    }
    if fit >= FIT && off.len() * 3 <= fit {
        for (passage, quote, count, said) in off {
            let side = context.in_passage(passage, quote).marked(&said);
            let message = format!("列了{count}项，却说是{said}");
            findings.push(finding(CODE, Severity::Info, message, side, None));
        }
    }
}

/// So many lists with 等 that name all they count show how the text counts.
const FIT: usize = 2;

fn after<'a>(verbs: &Words, sentence: &'a str) -> Vec<(&'a str, usize, String)> {
    let mut found = Vec::new();
    for capture in AFTER.captures_iter(sentence) {
        let (Some(list), Some(number)) = (capture.get(1), capture.get(3)) else { continue };
        let Some(said) = value(number.as_str()) else { continue };
        // Brackets are remarks, and their signs separate nothing.
        let plain = without_brackets(list.as_str());
        let items: Vec<&str> = plain.split('、').collect();
        let last = items.last().copied().unwrap_or_default();
        let arabic_class = capture[4].starts_with('类')
            && number.as_str().starts_with(|char: char| char.is_ascii_digit())
            && !capture[4].ends_with(['。', '，', '；']);
        // 甲、乙4项合并为1个环节: the number is what becomes of the list.
        let outcome = plain.ends_with(['为', '至', '到', '成', '出']);
        let loose = [verbs.within(last), is_grown(list.as_str()), arabic_class, outcome];
        if items.len() < 2 || loose.contains(&true) {
            continue;
        }
        let joined = last.matches(['和', '及', '与']).count();
        let open = capture.get(2).is_some();
        let fits = if open { items.len() <= said } else { (items.len()..=items.len() + joined).contains(&said) };
        if !fits {
            let whole = capture.get(0).map_or("", |whole| whole.as_str());
            found.push((whole, items.len(), format!("{}{}", number.as_str(), &capture[4])));
        }
    }
    found
}

/// Whether the quotes or brackets of a list are cut: then its items cannot be told.
fn is_grown(list: &str) -> bool {
    list.contains(['“', '”']) || list.matches('《').count() != list.matches('》').count()
}

fn before(sentence: &str) -> Vec<(&str, usize, String)> {
    let mut found = Vec::new();
    for capture in BEFORE.captures_iter(sentence) {
        let Some(said) = value(&capture[1]) else { continue };
        let list = &capture[3];
        let joined = list.matches(['和', '及', '与']).count();
        let items = list.split('、').count();
        let figures = list.chars().any(|char| char.is_ascii_digit());
        if !figures && !list.contains('等') && !(items..=items + joined).contains(&said) {
            let whole = capture.get(0).map_or("", |whole| whole.as_str());
            found.push((whole, items, format!("{}{}", &capture[1], &capture[2])));
        }
    }
    found
}

fn value(number: &str) -> Option<usize> {
    let read = numeral::at(number, 0).filter(|read| read.span.end == number.len())?;
    (read.value >= 1.0 && read.value < 40.0).then_some(read.value as usize)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut plain = String::new();
    for char in text.chars() {
        match char {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(char),
            _ => {}
        }
    }
    plain
}
