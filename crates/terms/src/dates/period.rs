//! The grammar of a date or period, the words around it aside.

use super::calendar::{Part, Period, five_years};
use super::{Context, DateKind, Granularity};
use crate::cursor::Cursor;
use crate::numeral;
use zhengtu_text::numeral as digits;

/// The largest number that is read as one of a day, month or quarter; which of them there are, the
/// calendar says.
const MOST: u32 = 99;

/// Reads the period at the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>, context: &Context) -> Option<Period> {
    let first = single(cursor, context)?;
    if !matches!(first.kind, DateKind::Period | DateKind::Impossible) {
        return Some(first);
    }
    Some(range_end(cursor, &first).unwrap_or(first))
}

fn single(cursor: &mut Cursor<'_>, context: &Context) -> Option<Period> {
    type Way = fn(&mut Cursor<'_>, &Context) -> Option<Period>;
    let from_year: &[Way] = &[years, numeric, dated_year];
    let others: &[Way] = &[relative_year, plan, within_year];
    let has_year = year_number(&mut cursor.clone()).is_some();
    for way in if has_year { from_year } else { &[] }.iter().chain(others) {
        let mut ahead = *cursor;
        if let Some(period) = way(&mut ahead, context) {
            *cursor = ahead;
            return Some(period);
        }
    }
    None
}

/// The second end of a range (3月至6月, 2021年6月—2022年3月, 9月15日起至11月30日), in the year of the first where it
/// names none.
fn range_end(cursor: &mut Cursor<'_>, first: &Period) -> Option<Period> {
    let mut ahead = *cursor;
    let words = &cursor.words.date;
    ahead.eat("起");
    let joined = ahead.eat_any(&words.joined);
    if !joined && !ahead.eat_any(&words.between) {
        return None;
    }
    let year = first.start.map(zhengtu_model::Date::year);
    let month = first.start.map(zhengtu_model::Date::month);
    let second = single(&mut ahead, &Context { year }).or_else(|| day_of(&mut ahead, year, month))?;
    if first.start.zip(second.end).is_some_and(|(start, end)| start > end) {
        return None;
    }
    // 9月15日起至11月30日止
    ahead.eat("止");
    // 2007年与2009年之间; without the last words they are two.
    if joined && !ahead.eat_any(&words.joined_end) {
        return None;
    }
    *cursor = ahead;
    if [&first.kind, &second.kind].contains(&&DateKind::Impossible) {
        return Some(Period::impossible(second.granularity));
    }
    Some(Period { start: first.start, end: second.end, granularity: second.granularity, kind: DateKind::Range })
}

/// 6月1日至15日: the day of the month already named.
fn day_of(cursor: &mut Cursor<'_>, year: Option<u16>, month: Option<u8>) -> Option<Period> {
    let day = small(cursor.number(99)?)?;
    cursor.eat("日").then(|| month.map(|month| Part::Day(month, day).in_year(year, DateKind::Period))).flatten()
}

/// 2021—2023年.
fn years(cursor: &mut Cursor<'_>, _: &Context) -> Option<Period> {
    let first = year_number(cursor)?;
    if !cursor.eat_any(&cursor.words.date.between) {
        return None;
    }
    let last = year_number(cursor)?;
    if !cursor.eat("年") || last < first {
        return None;
    }
    cursor.eat("度");
    let start = Part::Whole.in_year(Some(first), DateKind::Range).start;
    let end = Part::Whole.in_year(Some(last), DateKind::Range);
    Some(Period { start, ..end })
}

/// 2021.6, 2021/6/30, 2021-06.
fn numeric(cursor: &mut Cursor<'_>, _: &Context) -> Option<Period> {
    let year = year_number(cursor)?;
    let sign = cursor.eat_sign(&['.', '/', '-', '．', '／', '－'])?;
    let month = small(cursor.digits(2)?)?;
    let mut day = None;
    if cursor.eat_sign(&[sign]).is_some() {
        day = Some(small(cursor.digits(2)?)?);
    }
    if cursor.rest().starts_with(|next: char| {
        next.is_ascii_alphanumeric() || matches!(next, '%' | '％' | '年' | '月' | '万' | '亿')
    }) {
        return None;
    }
    let kind = match day {
        // 2021.13 may be a number, 2021.13.5 is a day.
        None if !(1..=12).contains(&month) => return None,
        None if cursor.eat_any(&cursor.words.date.end) => DateKind::By,
        _ => DateKind::Period,
    };
    let part = day.map_or(Part::Months(month, month), |day| Part::Day(month, day));
    Some(part.in_year(Some(year), kind))
}

/// 2021年…, 二〇二一年….
fn dated_year(cursor: &mut Cursor<'_>, _: &Context) -> Option<Period> {
    let year = year_number(cursor)?;
    if !cursor.eat("年") {
        return None;
    }
    rest_of_year(cursor, Some(year))
}

/// 今年…, 明年底, 去年.
fn relative_year(cursor: &mut Cursor<'_>, context: &Context) -> Option<Period> {
    let words = &cursor.words.date;
    let years = [(&words.this_year, 0), (&words.next_year, 1), (&words.later_year, 2), (&words.last_year, -1)];
    let by = years.into_iter().find(|(words, _)| cursor.eat_any(words))?.1;
    let year = context.year.and_then(|year| u16::try_from(i32::from(year) + by).ok());
    rest_of_year(cursor, year)
}

/// “十四五”, “十四五”末.
fn plan(cursor: &mut Cursor<'_>, _: &Context) -> Option<Period> {
    let quoted = cursor.eat_sign(&['“', '"', '‘']).is_some();
    let number = plan_number(cursor)?;
    let closed = cursor.eat_sign(&['”', '"', '’']).is_some();
    if quoted && !closed {
        return None;
    }
    let words = &cursor.words.date;
    let kind = if cursor.eat_any(&words.plan_end) {
        DateKind::By
    } else if cursor.eat_any(&words.plan_start) {
        DateKind::From
    } else if cursor.sees_any(&words.plan_title) {
        return None;
    } else {
        DateKind::Period
    };
    five_years(number, kind)
}

/// 十四五: from the eleventh plan, the first that is called so, to the nineteenth.
fn plan_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut signs = cursor.rest().chars();
    let (ten, number, five) = (signs.next()?, signs.next()?, signs.next()?);
    let number = digits::chinese_digit(number).filter(|&number| number > 0)?;
    if (ten, five) != ('十', '五') {
        return None;
    }
    (0..3).for_each(|_| cursor.skip());
    Some(10 + number)
}

/// A part of the year of the document: 6月底, 二季度, 上半年, 年底, 年内, 全年.
fn within_year(cursor: &mut Cursor<'_>, context: &Context) -> Option<Period> {
    let words = &cursor.words.date;
    if cursor.eat_any(&words.year_end) {
        return Some(Part::Whole.in_year(context.year, DateKind::By));
    }
    if cursor.eat_any(&words.year_whole) {
        return Some(Part::Whole.in_year(context.year, DateKind::Period));
    }
    if let Some(day) = festival(cursor, context.year) {
        return Some(day);
    }
    let start = *cursor;
    let (part, kind) = part_of_year(cursor)?;
    let period = part.in_year(context.year, kind);
    // 48月龄, 连续五季度: without a year the number may count.
    let impossible = period.kind == DateKind::Impossible;
    if impossible { names_date(start, *cursor).then_some(period) } else { Some(period) }
}

/// “五一”, 春节, 国庆节 before 前: the day of a festival, by which something is done.
fn festival(cursor: &mut Cursor<'_>, year: Option<u16>) -> Option<Period> {
    let mut ahead = *cursor;
    let words = cursor.words;
    let quoted = ahead.eat_sign(&['“', '"', '‘']).is_some();
    let (festival, length) = words.festival_at(ahead.rest(), quoted)?;
    let name = &ahead.rest()[..length];
    ahead.eat(name);
    if quoted {
        ahead.eat_sign(&['”', '"', '’'])?;
    }
    ahead.eat("节");
    if ahead.sees_any(&words.date.around) {
        return None;
    }
    ahead.sees_any(&words.date.until).then_some(())?;
    *cursor = ahead;
    let day = year.and_then(|year| festival.day(year));
    Some(Period { start: day, end: day, granularity: Granularity::Day, kind: DateKind::Period })
}

/// What may follow 2021年 or 今年.
fn rest_of_year(cursor: &mut Cursor<'_>, year: Option<u16>) -> Option<Period> {
    cursor.eat("度");
    if cursor.eat_any(&cursor.words.date.end) {
        return Some(Part::Whole.in_year(year, DateKind::By));
    }
    if cursor.eat("全年") {
        return Some(Part::Whole.in_year(year, DateKind::Period));
    }
    if !cursor.sees("初步") && cursor.eat("初") {
        return Some(Period { end: None, ..Part::Months(1, 1).in_year(year, DateKind::Period) });
    }
    if let Some(day) = festival(cursor, year) {
        return Some(day);
    }
    if let Some((part, kind)) = part_of_year(cursor) {
        return Some(part.in_year(year, kind));
    }
    Some(Part::Whole.in_year(year, DateKind::Period))
}

/// Whether what was read from `start` to `end` can only be meant as a date: it has a day, or words of a
/// date beside it, or stands alone.
fn names_date(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let printed = &start.rest()[..end.at() - start.at()];
    if printed.starts_with('第') || printed.ends_with(['日', '号', '旬', '底', '末', '份', '初']) {
        return true;
    }
    let words = end.words;
    end.rest().is_empty() || end.sees_any(&words.date.until) || end.sees_any(&words.limit.done)
}

fn part_of_year(cursor: &mut Cursor<'_>) -> Option<(Part, DateKind)> {
    let mut ahead = *cursor;
    let part = half(&mut ahead).or_else(|| quarter_code(&mut ahead)).or_else(|| numbered(&mut ahead))?;
    *cursor = ahead;
    let kind = match part {
        _ if cursor.eat_any(&cursor.words.date.end) => DateKind::By,
        Part::Months(first, last) if first < last => DateKind::Range,
        _ => DateKind::Period,
    };
    Some((part, kind))
}

fn half(cursor: &mut Cursor<'_>) -> Option<Part> {
    let words = &cursor.words.date;
    let halves = [(&words.first_half, 1), (&words.second_half, 2)];
    let (_, half) = halves.into_iter().find(|(words, _)| cursor.eat_any(words))?;
    Some(Part::Half(half))
}

/// Q3.
fn quarter_code(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    let number = ahead.eat("Q").then(|| ahead.digits(1))?.and_then(small)?;
    let code = ahead.rest().starts_with(|next: char| next.is_ascii_alphanumeric());
    *cursor = ahead;
    (!code).then_some(Part::Quarter(number))
}

/// What begins with its number, which is read once: 三季度, 第三季度, 前三季度, 1—6月, 6月30日.
fn numbered(cursor: &mut Cursor<'_>) -> Option<Part> {
    let start = *cursor;
    let counted = cursor.eat("前");
    let named = [cursor.eat("第"), counted].contains(&true);
    let number = small(cursor.number(MOST)?)?;
    if cursor.eat("季度") {
        return Some(if counted { Part::Quarters(number) } else { Part::Quarter(number) });
    }
    if named {
        return None;
    }
    let mut range = start;
    if let Some(part) = cursor.sees_any(&cursor.words.date.between).then(|| months(&mut range)).flatten() {
        *cursor = range;
        return Some(part);
    }
    month(cursor, number)
}

/// 1—6月, 1-3月份.
fn months(cursor: &mut Cursor<'_>) -> Option<Part> {
    let first = small(cursor.digits(2)?)?;
    if !cursor.eat_any(&cursor.words.date.between) {
        return None;
    }
    let last = small(cursor.digits(2)?)?;
    let ordered = first < last;
    (ordered && cursor.eat_any(&cursor.words.date.month)).then_some(Part::Months(first, last))
}

/// 6月, 6月30日, 6月中旬, 十二月, from behind the number of the month.
fn month(cursor: &mut Cursor<'_>, month: u8) -> Option<Part> {
    // 24月龄 is an age.
    if !cursor.eat_any(&cursor.words.date.month) || cursor.sees("龄") {
        return None;
    }
    let mut ahead = *cursor;
    if let Some(day) = ahead.number(MOST).and_then(small)
        && ahead.eat_any(&cursor.words.date.day_number)
    {
        *cursor = ahead;
        return Some(Part::Day(month, day));
    }
    for (third, word) in [(1, "上旬"), (2, "中旬"), (3, "下旬")] {
        if cursor.eat(word) {
            return Some(Part::Third(month, third));
        }
    }
    let mut ahead = *cursor;
    // 三月初一 is a day of the lunar calendar.
    if ahead.eat("初") && !ahead.rest().starts_with(numeral::starts_chinese) {
        *cursor = ahead;
        return Some(Part::Third(month, 1));
    }
    Some(Part::Months(month, month))
}

/// A year of four digits, from 1949 to 2099.
fn year_number(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut ahead = *cursor;
    let year = match ahead.digits(4) {
        Some(year) => year,
        None if ahead.rest().starts_with(['一', '二']) => {
            let number = numeral::at(ahead.rest(), 0)?;
            ahead.eat(number.span.of(ahead.rest()));
            number.value as u32
        }
        None => return None,
    };
    let year = u16::try_from(year).ok().filter(|year| (1949..=2099).contains(year))?;
    *cursor = ahead;
    Some(year)
}

fn small(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}
