//! Dates, limits, weekdays, periods.

use super::{Kind, at, group, own, twin};
use crate::text::{Fault, Random, Text};
use regex::{Captures, Regex};

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        at(
            "day-impossible",
            "日历上没有的日子",
            r"(?:^|[^\d])(?P<m>\d{1,2})月(?P<it>\d{1,2})日",
            |found, _| {
                let last = match group(found, "m") {
                    "2" | "02" => 30,
                    "4" | "6" | "9" | "11" | "04" | "06" | "09" => 31,
                    _ => 32,
                };
                Some(last.to_string())
            },
        ),
        at(
            "month-impossible",
            "没有的月份",
            r"年(?P<it>\d{1,2})月(?:底|前|份|末|\d|$|[^\d])",
            |found, _| Some((group(found, "it").parse::<u32>().ok()? % 7 + 13).to_string()),
        ),
        at(
            "year-digits",
            "年份多一位、少一位",
            r"(?:^|[^\d—\-〔至])(?P<it>20\d\d)年(?:底|末|前|\d{1,2}月)",
            |found, random| {
                let year = group(found, "it");
                Some(match random.below(3) {
                    0 => year[..3].to_owned(),
                    1 => format!("{year}{}", &year[3..]),
                    _ => format!("{}{}{}{}", &year[..1], &year[2..3], &year[1..2], &year[3..]),
                })
            },
        ),
        at(
            "weekday",
            "日期后的星期写错了",
            r"(?:^|[^\d—至])(?P<it>(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日)(?:前|，|。|召开|印发|起|$|\n)",
            wrong_weekday,
        ),
        at(
            "span-reversed",
            "起止年份颠倒",
            r"(?:^|[^\d])(?P<it>(?P<a>20\d\d)(?P<mid>年?(?:—+|-|－|～|至))(?P<b>20\d\d))年",
            |found, _| {
                (group(found, "a") < group(found, "b"))
                    .then(|| format!("{}{}{}", group(found, "b"), group(found, "mid"), group(found, "a")))
            },
        ),
        own("limit-after-plan", "时限晚于方案的期间", |text, random| beyond(text, random, 2)),
        own("limit-before-plan", "时限早于方案的期间", |text, random| beyond(text, random, -3)),
        own("limit-against-text", "完成时限早于正文写的日期", field_before_text),
        twin(
            "date-twin",
            "两处同一句话，一处的日期改了",
            r"20\d\d年(?P<it>\d{1,2})月|(?P<y>20\d\d)年底",
            |found, random| {
                let month: u32 = group(found, "it").parse().ok()?;
                Some((month % 12 + 1 + random.below(2) as u32).min(12).to_string())
                    .filter(|with| with != group(found, "it"))
            },
        ),
        own("validity", "有效期截止于施行之前", validity),
        at(
            "year-short",
            "年份只写两位",
            r"(?:^|[^\d—\-至])(?P<it>20(?P<y>\d\d))年(?:底|末|前|\d{1,2}月)",
            |found, _| Some(group(found, "y").to_owned()),
        ),
        at("month-zero", "月份写作0几月", r"20\d\d年(?P<it>[1-9])月", |found, _| {
            Some(format!("0{}", group(found, "it")))
        }),
        at(
            "date-dots",
            "日期写作2023.3.5",
            r"(?:^|[^\d])(?P<it>(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日)",
            |found, _| Some(format!("{}.{}.{}", group(found, "y"), group(found, "m"), group(found, "d"))),
        ),
        at(
            "this-year",
            "写成“今年”“明年”",
            r"(?:^|[^\d—\-至到])(?P<it>20\d\d年)(?:底|\d{1,2}月)",
            |_, random| Some((*random.one(&["今年", "明年"])).to_owned()),
        ),
        own("signed-year", "文号的年份与成文日期不符", signed),
        at("since-until", "“截至”写成“截止”", r"(?P<it>截至)[^\n]", |_, _| Some("截止".to_owned())),
        at("chinese-year", "汉字年份的〇写成0", r"(?:^|[^\d—至])(?P<it>20[12]\d)年", |found, _| {
            let han = "零一二三四五六七八九";
            let digit = |at: usize| han.chars().nth(group(found, "it")[at..=at].parse().unwrap_or(0)).unwrap_or('零');
            (digit(3) != '零').then(|| format!("二0{}{}", digit(2), digit(3)))
        }),
    ]
}

/// The day of the week, 0 for Monday, by Zeller's congruence.
fn weekday(year: i64, month: i64, day: i64) -> usize {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let saturday = (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    ((saturday + 5) % 7) as usize
}

fn wrong_weekday(found: &Captures<'_>, random: &mut Random) -> Option<String> {
    let part = |name: &str| group(found, name).parse::<i64>().ok();
    let right = weekday(part("y")?, part("m")?, part("d")?);
    let wrong = (right + 1 + random.below(6)) % 7;
    let day = "一二三四五六日".chars().nth(wrong)?;
    Some(format!("{}（星期{day}）", group(found, "it")))
}

/// The years that the head of a text names.
fn years(text: &Text) -> Option<(i64, i64)> {
    let pattern = Regex::new(r"(20\d\d)年?(?:[—\-－～至]+(20\d\d))?年").expect("a pattern");
    let head: String = text.flat.lines().filter(|line| !line.is_empty()).take(4).collect::<Vec<_>>().join("\n");
    let found = pattern.captures(&head)?;
    let first = found[1].parse().ok()?;
    Some((first, found.get(2).map_or(Some(first), |last| last.as_str().parse().ok())?))
}

/// A limit of a plan whose title names its years, some years off.
fn beyond(text: &Text, _: &mut Random, by: i64) -> Vec<Fault> {
    let Some((first, last)) = years(text) else { return Vec::new() };
    let pattern =
        Regex::new(r"(?:^|[^\d—\-至〔])(?P<it>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:前|\n|[，。；]|完成)")
            .expect("a pattern");
    let limits = pattern.captures_iter(&text.flat).filter_map(|found| {
        let it = found.name("it")?;
        let year: i64 = it.as_str().parse().ok()?;
        let with = if by > 0 { last + by } else { first + by };
        (first..=last).contains(&year).then(|| Fault::new(it.range(), with.to_string()))
    });
    limits.collect()
}

/// The field of a task whose text names the end of the year gets an earlier month.
fn field_before_text(text: &Text, random: &mut Random) -> Vec<Fault> {
    let pattern =
        Regex::new(r"年底前[^\n]*\n(?:[^\n]{0,200}\n){0,2}完成时限[：:](20\d\d)年(?P<it>12)月").expect("a pattern");
    let fields = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
    fields.map(|at| Fault::new(at, (3 + random.below(6)).to_string()).around(3, 0)).collect()
}

/// A sentence on validity that ends before it begins, at the end of the plan.
fn validity(text: &Text, _: &mut Random) -> Vec<Fault> {
    let pattern = Regex::new(r"有效期(?:至|截至|到)(?P<it>20\d\d)年").expect("a pattern");
    if let Some(found) = pattern.captures_iter(&text.flat).next()
        && let Some(it) = found.name("it")
    {
        let year: i64 = it.as_str().parse().unwrap_or(2020);
        return vec![Fault::new(it.range(), (year - 10).to_string())];
    }
    let Some((year, _)) = years(text) else { return Vec::new() };
    let end = text.flat.trim_end().len();
    vec![Fault::new(end..end, format!("\n本方案自{year}年3月1日起施行，有效期至{}年12月31日。\n", year - 1))]
}

/// The year of the document's own number.
fn signed(text: &Text, _: &mut Random) -> Vec<Fault> {
    let number = Regex::new(r"(?m)^[\p{Han}]{2,10}[〔\[](?P<it>20\d\d)[〕\]]\d+号$").expect("a pattern");
    let date = Regex::new(r"(?m)^20\d\d年\d{1,2}月\d{1,2}日$").expect("a pattern");
    let head: usize = text.flat.lines().take(20).map(|line| line.len() + 1).sum::<usize>().min(text.flat.len());
    let Some(it) = number.captures(&text.flat[..head]).and_then(|found| found.name("it").map(|it| it.range())) else {
        return Vec::new();
    };
    if !date.is_match(&text.flat) {
        return Vec::new();
    }
    let year: i64 = text.flat[it.clone()].parse().unwrap_or(2020);
    vec![Fault::new(it.clone(), (year + 1).to_string()), Fault::new(it, (year - 2).to_string())]
}
