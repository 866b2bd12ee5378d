//! Dates that come again, as iCalendar rules (RFC 5545, section 3.3.10).

use super::DateKind;
use super::calendar::LEAP;
use crate::cursor::Cursor;
use zhengtu_model::Date;

/// The rule of the recurring date at the cursor, and where its words end.
pub(super) fn at(mut cursor: Cursor<'_>) -> Option<(DateKind, usize)> {
    if !cursor.eat_any(&cursor.words.date.every) {
        return None;
    }
    let every = cursor.number(12).filter(|&number| number >= 2);
    if every.is_some() {
        cursor.eat("个");
    }
    let rule = unit(&mut cursor, every.unwrap_or(1))?;
    cursor.eat_any(&cursor.words.date.until);
    let kind = if names_real_days(&rule) { DateKind::Recurring(rule) } else { DateKind::Impossible };
    Some((kind, cursor.at()))
}

/// The rule of 按季度, 逐月 at the cursor; 逐年 tells of a trend, and 按月度计划 of a plan.
pub(super) fn each(mut cursor: Cursor<'_>) -> Option<DateKind> {
    if !cursor.eat_any(&cursor.words.date.by_each) || cursor.sees_any(&cursor.words.date.year) {
        return None;
    }
    let rule = unit(&mut cursor, 1)?;
    (!cursor.sees_any(&cursor.words.date.each_planned)).then_some(DateKind::Recurring(rule))
}

/// Whether a rule comes on some day of the calendar: 每年2月30日, 每年13月 and 每月32日 never do.
fn names_real_days(rule: &str) -> bool {
    let numbers = |part: &str| -> Vec<i32> {
        let list = rule.split(';').find_map(|field| field.strip_prefix(part)).unwrap_or_default();
        list.split(',').filter_map(|number| number.parse().ok()).collect()
    };
    let (months, days) = (numbers("BYMONTH="), numbers("BYMONTHDAY="));
    // The days of a month in a leap year; a rule without months comes in the longest.
    let last = |month: i32| u8::try_from(month).ok().and_then(|month| Date::end_of_month(LEAP, month));
    let Some(lengths) = months.iter().map(|&month| last(month)).collect::<Option<Vec<_>>>() else { return false };
    let longest = lengths.iter().map(|last| i32::from(last.day())).max().unwrap_or(31);
    days.iter().all(|&day| day != 0 && day <= longest)
}

fn unit(cursor: &mut Cursor<'_>, every: u32) -> Option<String> {
    let words = &cursor.words.date;
    if cursor.eat_any(&words.half_year) {
        return Some("FREQ=MONTHLY;INTERVAL=6".to_owned());
    }
    if cursor.eat_any(&words.quarter) {
        return Some(quarterly(cursor, every));
    }
    if cursor.eat_any(&words.year) {
        return Some(yearly(cursor, every));
    }
    if cursor.eat_any(&words.month) {
        return Some(monthly(cursor, every));
    }
    if cursor.eat_any(&words.week) {
        return Some(weekly(cursor, every));
    }
    if cursor.eat_any(&words.working_day) {
        return Some("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned());
    }
    cursor.eat_any(&words.day).then(|| with_interval("FREQ=DAILY", every))
}

fn yearly(cursor: &mut Cursor<'_>, every: u32) -> String {
    let rule = with_interval("FREQ=YEARLY", every);
    if cursor.eat_any(&cursor.words.date.end) {
        return format!("{rule};BYMONTH=12;BYMONTHDAY=31");
    }
    let mut months = Vec::new();
    let mut day = None;
    let mut ahead = *cursor;
    while let Some(month) = ahead.number(99) {
        let named = ahead.eat("月");
        if !named && !ahead.sees("、") {
            break;
        }
        day = day_of_month(&mut ahead).or(day);
        months.push(month.to_string());
        if named {
            *cursor = ahead;
        }
        if !ahead.eat_any(&cursor.words.date.list) {
            break;
        }
    }
    if months.is_empty() || cursor.at() != ahead.at() {
        return rule;
    }
    let day = day.map_or(String::new(), |day| format!(";BYMONTHDAY={day}"));
    format!("{rule};BYMONTH={}{day}", months.join(","))
}

fn quarterly(cursor: &mut Cursor<'_>, every: u32) -> String {
    let words = &cursor.words.date;
    for (words, months) in [(&words.last_month, "3,6,9,12"), (&words.first_month, "1,4,7,10")] {
        if cursor.eat_any(words) {
            let day = day_of_month(cursor).map_or(String::new(), |day| format!(";BYMONTHDAY={day}"));
            return format!("FREQ=YEARLY;BYMONTH={months}{day}");
        }
    }
    if cursor.eat_any(&cursor.words.date.end) {
        return "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1".to_owned();
    }
    format!("FREQ=MONTHLY;INTERVAL={}", 3 * every)
}

fn monthly(cursor: &mut Cursor<'_>, every: u32) -> String {
    let rule = with_interval("FREQ=MONTHLY", every);
    let days = days_of_month(cursor);
    if days.is_empty() { rule } else { format!("{rule};BYMONTHDAY={}", days.join(",")) }
}

/// 10日、25日: the days named one after the other.
fn days_of_month(cursor: &mut Cursor<'_>) -> Vec<String> {
    let mut days = Vec::new();
    let mut ahead = *cursor;
    while let Some(day) = day_of_month(&mut ahead) {
        days.push(day.to_string());
        *cursor = ahead;
        if !ahead.eat_any(&cursor.words.date.list) {
            break;
        }
    }
    days
}

fn weekly(cursor: &mut Cursor<'_>, every: u32) -> String {
    let rule = with_interval("FREQ=WEEKLY", every);
    let days = [
        ("一", "MO"),
        ("二", "TU"),
        ("三", "WE"),
        ("四", "TH"),
        ("五", "FR"),
        ("六", "SA"),
        ("日", "SU"),
        ("天", "SU"),
    ];
    days.iter().find(|(word, _)| cursor.eat(word)).map_or(rule.clone(), |(_, day)| format!("{rule};BYDAY={day}"))
}

/// 28日, 底; the last day is -1.
fn day_of_month(cursor: &mut Cursor<'_>) -> Option<i32> {
    if cursor.eat_any(&cursor.words.date.end) {
        return Some(-1);
    }
    let mut ahead = *cursor;
    let day = ahead.number(99)?;
    ahead.eat_any(&cursor.words.date.day_number).then(|| {
        *cursor = ahead;
        i32::try_from(day).unwrap_or(1)
    })
}

fn with_interval(rule: &str, every: u32) -> String {
    if every == 1 { rule.to_owned() } else { format!("{rule};INTERVAL={every}") }
}
