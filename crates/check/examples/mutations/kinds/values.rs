//! Numbers, units of measure, shares, sums and counts.

use super::{Kind, at, group, number, own, twin};
use crate::text::{Fault, Random, Text};
use regex::{Captures, Regex};

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        twin(
            "figure-twin",
            "两处同一句话，一处的数字改了",
            r"(?:^|[^\d.年月])(?P<it>\d+(?:\.\d+)?)[^\d.年月日号]",
            other_figure,
        ),
        own("figure-goal", "目标和任务的同一指标，一处的数字改了", goals),
        twin(
            "measure-twin",
            "两处同一句话，一处的计量单位改了",
            r"\d(?P<it>个工作日|工作日|天|个月|小时|分钟|平方公里|公里|万元|亿元|%|个百分点|万亩|亩)",
            other_measure,
        ),
        twin(
            "bound-twin",
            "两处同一句话，一处的“以上”“不超过”改了",
            r"(?P<it>以上|以内|以下|不超过|不低于|不少于)",
            other_bound,
        ),
        own("scale-twin", "同一数额，一处写成万元、一处写成亿元", scale),
        at(
            "share-over",
            "比率超过百分之百",
            r"[\p{Han}]{2}(?:率|比例|占比|比重|覆盖面|满意度)(?:达到|达|为|不低于|提高到|提高至|提升到|提升至|稳定在|保持在)(?P<it>\d{2})(?:\.\d+)?%",
            |found, random| {
                let share = group(found, "it");
                Some(if random.below(2) == 0 { format!("1{share}") } else { format!("{share}0") })
            },
        ),
        at(
            "way-values",
            "由多少到多少，两个数写颠倒了",
            r"(?:由|从)[^，。；\d\n]{0,10}(?P<it>(?P<a>\d+(?:\.\d+)?)(?P<mid>(?:%|个|天|万元|元|日|小时)[^，。；\d\n]{0,8}(?:压缩|缩短|精简|压减|降低|降|减少|提高|提升|增加)(?:到|至|为))(?P<b>\d+(?:\.\d+)?))",
            swap_ends,
        ),
        at(
            "way-word",
            "由多少到多少，“压缩”写成“提高”或反过来",
            r"(?:由|从)[^，。；\d\n]{0,10}\d+(?:\.\d+)?(?:%|个|天|万元|元|日|小时)[^，。；\d\n]{0,6}?(?P<it>压缩|缩短|精简|压减|降低|减少|提高|提升|增加)(?:到|至|为)\d",
            |found, _| {
                let less = matches!(group(found, "it"), "压缩" | "缩短" | "精简" | "压减" | "降低" | "减少");
                Some(if less { "提高" } else { "降低" }.to_owned())
            },
        ),
        at(
            "range-ends",
            "范围的两端写颠倒了",
            r"(?:^|[^\d.、〔\[号])(?P<it>(?P<a>\d{1,3}(?:\.\d+)?)(?P<mid>%?(?:—+|－|-|～|~|至))(?P<b>\d{1,3}(?:\.\d+)?))(?:%|个|天|家|人|名|万|亿|年|小时|项)",
            |found, _| {
                let (a, b) = (number(group(found, "a"))?, number(group(found, "b"))?);
                (a < b).then(|| format!("{}{}{}", group(found, "b"), group(found, "mid"), group(found, "a")))
            },
        ),
        at(
            "respectively",
            "“分别”少了一个数值",
            r"、[^，。；、\n]*分别[^，。；、\n\d]{0,8}\d[^，。；、\n]*(?P<it>[、和]\d[^，。；、和\n]*?)(?:以上|以内|左右|[，。；\n])",
            |_, _| Some(String::new()),
        ),
        own("sum-part", "分项之和与总数不符", sums),
        own("list-count", "列举的项数与数目不符", counts),
        at(
            "said-steps",
            "“几项措施”与“一是……”列出的不符",
            r"(?P<it>[二三四五六七八])(?:个方面|项措施|项工作|项任务|方面|项)[^。\n]{0,12}[：。:]一是",
            |found, _| {
                let order = "二三四五六七八九十";
                let here = order.find(group(found, "it"))?;
                order[here..].chars().nth(1).map(String::from)
            },
        ),
        at(
            "digit-letter",
            "数字里混进了字母",
            r"(?:^|[^\dA-Za-z.])(?P<it>\d*[01]\d*)(?:%|个|家|项|户|名|人|万|亿|元|年|月|日|天|公里)",
            |found, random| {
                let digits = group(found, "it");
                let (digit, letter) = *random.one(&[('0', 'O'), ('1', 'l')]);
                (digits.len() > 1 && digits.contains(digit)).then(|| digits.replacen(digit, &letter.to_string(), 1))
            },
        ),
        at(
            "point",
            "小数点写坏了",
            r"\d(?P<it>\.)\d+(?:%|个百分点|亿|万|公里|平方|倍)",
            |_, random| Some((*random.one(&["。", "..", "，"])).to_owned()),
        ),
        at(
            "wide-digits",
            "数字写成全角",
            r"(?:^|[^\d.])(?P<it>\d{2,})(?:%|个|家|项|户|名|万|亿|年)",
            |found, _| {
                Some(
                    group(found, "it")
                        .chars()
                        .map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap_or(digit))
                        .collect(),
                )
            },
        ),
        at(
            "classifier-lost",
            "数字后漏了量词",
            r"(?:^|[^\d.第])(?:[2-9]|[1-9]\d)(?P<it>个|项|家|场|处|条|座|所)(?:以上)?[\p{Han}]{2}",
            |_, _| Some(String::new()),
        ),
        at(
            "measure-twice",
            "计量单位叠写",
            r"\d(?P<it>亿元|万元|元|%|个|项|家|公里|万亩|平方米|个工作日)[^\d]",
            |found, _| {
                let unit = group(found, "it");
                let last = unit.chars().next_back()?;
                Some(format!("{unit}{last}"))
            },
        ),
        at(
            "about-twice",
            "约数词重复",
            r"(?P<it>(?:约|近|超过|超)\d+(?:\.\d+)?(?:万|亿)?(?:个|家|项|人|元|亩|吨|公里|户|%))[，。；、）]",
            |found, random| Some(format!("{}{}", group(found, "it"), random.one(&["左右", "以上"]))),
        ),
        at(
            "figure-lost",
            "漏了数字",
            r"(?:达到|不低于|不少于|超过|提高到|压缩至|控制在|培育|建成|新增|完成)(?P<it>\d+(?:\.\d+)?)(?:%|个|家|万|亿|项|公里|户|名|人|亩)",
            |_, _| Some(String::new()),
        ),
        at(
            "percent-lost",
            "漏了百分号",
            r"(?:率|比例|占比|比重)(?:达到|达|为|不低于|提高到|提升到|提高至|提升至|保持在|稳定在)\d+(?:\.\d+)?(?P<it>%)(?:以上|左右|以内|[，。；、])",
            |_, _| Some(String::new()),
        ),
        at(
            "mixed-numerals",
            "一个数里混用汉字和阿拉伯数字",
            r"(?:^|[^\d.第])(?P<it>[1-9]\d)(?:个|家|项|户|名|所|条|处)",
            |found, _| {
                let mut digits = group(found, "it").chars();
                let (ten, one) = (digits.next()?.to_digit(10)?, digits.next()?);
                let tens = "零一二三四五六七八九".chars().nth(ten as usize)?;
                (one != '0').then(|| if ten == 1 { format!("十{one}") } else { format!("{tens}十{one}") })
            },
        ),
        at("percent-point", "百分号和百分点并用", r"\d(?P<it>个百分点)", |_, random| {
            Some((*random.one(&["%个百分点", "个百分比"])).to_owned())
        }),
        at(
            "zero-before",
            "数字前多了0",
            r"(?:^|[^\d.〔\[第年月])(?P<it>[1-9]\d?)(?:%|个|家|项|户|名|亿元|万元|万亩|个工作日)",
            |found, _| Some(format!("0{}", group(found, "it"))),
        ),
    ]
}

/// Another figure of as many digits, as a slip of the keys gives it.
fn other_figure(found: &Captures<'_>, random: &mut Random) -> Option<String> {
    let figure = group(found, "it");
    let places: Vec<usize> =
        figure.char_indices().filter(|(_, char)| char.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *random.one(&places);
    let digit = figure[at..].chars().next()?.to_digit(10)?;
    let other = (digit as usize + 1 + random.below(8)) % 10;
    let first = at == 0 && other == 0;
    Some(format!("{}{}{}", &figure[..at], if first { 5 } else { other }, &figure[at + 1..]))
        .filter(|with| with != figure)
}

fn other_measure(found: &Captures<'_>, _: &mut Random) -> Option<String> {
    let other = match group(found, "it") {
        "个工作日" | "工作日" => "天",
        "天" => "个工作日",
        "个月" => "天",
        "小时" => "分钟",
        "分钟" => "小时",
        "平方公里" => "公里",
        "公里" => "平方公里",
        "万元" => "亿元",
        "亿元" => "万元",
        "%" => "个百分点",
        "个百分点" => "%",
        "万亩" => "亩",
        _ => "万亩",
    };
    Some(other.to_owned())
}

fn other_bound(found: &Captures<'_>, _: &mut Random) -> Option<String> {
    let other = match group(found, "it") {
        "以上" => "以内",
        "以内" | "以下" => "以上",
        "不超过" => "不低于",
        _ => "不超过",
    };
    Some(other.to_owned())
}

fn swap_ends(found: &Captures<'_>, _: &mut Random) -> Option<String> {
    Some(format!("{}{}{}", group(found, "b"), group(found, "mid"), group(found, "a")))
}

/// Figures of one indicator that stand in two places in other words: one of the two changes.
fn goals(text: &Text, random: &mut Random) -> Vec<Fault> {
    let pattern = Regex::new(r"(?P<what>[\p{Han}]{5})(?:达到|达|不低于|不超过|压缩至|提高到|提升到|控制在|增长|为|突破)?(?P<it>\d+(?:\.\d+)?)(?P<unit>%|个|万|亿|天|公里|家|平方|人)").expect("a pattern");
    let found: Vec<Captures<'_>> = pattern.captures_iter(&text.flat).collect();
    let key =
        |found: &Captures<'_>| [group(found, "what"), group(found, "it"), group(found, "unit")].map(str::to_owned);
    let mut faults = Vec::new();
    for (number, a) in found.iter().enumerate() {
        let others: Vec<usize> =
            (0..found.len()).filter(|&other| other != number && key(&found[other]) == key(a)).collect();
        let [other] = others.as_slice() else { continue };
        let (Some(here), Some(there)) = (a.name("it"), found[*other].name("it")) else { continue };
        let between = here.end().min(there.end())..here.start().max(there.start());
        if text.flat[between].contains('\n')
            && let Some(with) = other_figure(a, random)
        {
            faults.push(Fault::new(here.range(), with));
        }
    }
    faults
}

/// An amount that stands twice: in one place 万元 becomes 亿元.
fn scale(text: &Text, _: &mut Random) -> Vec<Fault> {
    let pattern =
        Regex::new(r"(?:^|[^\d.])(?P<all>(?P<n>\d{2,}(?:\.\d+)?|\d\.\d+)(?P<it>万|亿)(?:元|亩|吨|人次|千瓦))")
            .expect("a pattern");
    let found: Vec<Captures<'_>> = pattern.captures_iter(&text.flat).collect();
    let twice = |a: &Captures<'_>| found.iter().filter(|b| group(b, "all") == group(a, "all")).count() > 1;
    let faults = found.iter().filter(|found| twice(found)).filter_map(|found| {
        let it = found.name("it")?;
        Some(Fault::new(it.range(), if it.as_str() == "万" { "亿" } else { "万" }))
    });
    faults.collect()
}

/// A total and its parts that add up: one part changes.
fn sums(text: &Text, random: &mut Random) -> Vec<Fault> {
    let total = Regex::new(r"(?P<it>\d+(?:\.\d+)?)(?P<unit>万元|亿元|万|个|户|家|天|公里|亩|万亩|人|项|名|所|套|%)[^，。；\n\d]{0,6}[，,（(：:]?(?:其中|包括)(?P<parts>[^。；\n]+)").expect("a pattern");
    let part = Regex::new(r"\d+(?:\.\d+)?").expect("a pattern");
    let mut faults = Vec::new();
    for found in total.captures_iter(&text.flat) {
        let (Some(parts), Some(whole)) = (found.name("parts"), number(group(&found, "it"))) else { continue };
        let figures: Vec<_> = part.find_iter(parts.as_str()).collect();
        let sum: f64 = figures.iter().filter_map(|figure| number(figure.as_str())).sum();
        if figures.len() >= 2 && (sum - whole).abs() < 1e-6 {
            let figure = random.one(&figures);
            let at = parts.start() + figure.start()..parts.start() + figure.end();
            let more = number(figure.as_str()).unwrap_or_default() + 1.0 + random.below(9) as f64;
            faults.push(Fault::new(at, more.to_string()));
        }
    }
    faults
}

/// A list whose items are counted right: the count changes.
fn counts(text: &Text, random: &mut Random) -> Vec<Fault> {
    let after = Regex::new(r"(?P<list>[^，。；：\n、（）“”]{2,12}(?:、[^，。；：\n、（）“”]{2,12})+?)(?:等)?(?P<it>\d|[二两三四五六七八九])(?:个|项|类|大|种)(?:方面|领域|环节|重点|行动|工程|机制|任务|体系|工作|措施|指标|要素|产业|平台)").expect("a pattern");
    let before = Regex::new(r"(?P<it>\d|[二两三四五六七八九])(?:个|项|类|大|种)[\p{Han}]{1,6}[（(：](?P<list>[^，。；：\n、（）()“”]{2,12}(?:、[^，。；：\n、（）()“”]{2,12})+)[）)。；]").expect("a pattern");
    let digits = "零一二三四五六七八九";
    let mut faults = Vec::new();
    for found in after.captures_iter(&text.flat).chain(before.captures_iter(&text.flat)) {
        let Some(it) = found.name("it") else { continue };
        let said =
            it.as_str().parse().ok().or_else(|| digits.chars().position(|digit| it.as_str() == digit.to_string()));
        let items = group(&found, "list").split(['、', '和']).count();
        if said == Some(items) {
            let other = if items > 2 && random.below(2) == 0 { items - 1 } else { items + 1 };
            let arabic = it.as_str().is_ascii();
            let with = if arabic { other.to_string() } else { digits.chars().nth(other).unwrap_or('十').to_string() };
            faults.push(Fault::new(it.range(), with));
        }
    }
    faults
}
