//! Dates and periods in Chinese questions.
//!
//! A question compares (前, 后, 截至) and speaks from today (本季度, 未来三个月), where a plan
//! names; so it has a grammar of its own.

use crate::Cause;
mod numerals;
mod span;

pub(crate) use numerals::number;
pub(crate) use span::{Fault, Relation, Span, day_span, month_span, months_from, months_span};

use crate::clock::Calendar;
use crate::words::WORDS;
use numerals::{chinese_year, digits, year_digits};
use span::year_span;
use zhengtu_lexicon::Words;
use zhengtu_model::Date;

/// A date or period as a question has it.
pub(crate) type Bounds = (Option<Date>, Option<Date>);

/// The date or period at the start of `text`, with its length in bytes.
pub(crate) fn at(text: &str, calendar: &Calendar) -> Option<(usize, Result<Bounds, Cause>)> {
    let mut reader = PeriodReader { text, at: 0, year: None, relative_year: None, calendar };
    let bounds = reader.expression()?;
    let words = text[..reader.at].to_owned();
    let bounds = bounds.map_err(|fault| match fault {
        Fault::Impossible => Cause::ImpossibleDate(words),
        Fault::OpenYear => Cause::OpenYear(words),
    });
    Some((reader.at, bounds))
}

/// The dates that a folded text has in figures, as printed, each with its bounds where its year is known.
pub(crate) fn printed_in<'t>(text: &'t str, calendar: &Calendar) -> Vec<(&'t str, Option<Bounds>)> {
    let mut found: Vec<(&str, Option<Bounds>)> = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(|char: char| char.is_ascii_digit()).map(|from| at + from) {
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let date = self::at(&text[from..], calendar).map(|(len, bounds)| (&text[from..from + len], bounds.ok()));
        let date = date.filter(|(printed, _)| printed.contains(['年', '月', '日', '号']));
        at = from + date.as_ref().map_or(digits, |(printed, _)| printed.len());
        found.extend(date);
    }
    found
}

struct PeriodReader<'a> {
    text: &'a str,
    at: usize,
    /// The year named so far.
    year: Option<u16>,
    /// The year that was named from today: 今年.
    relative_year: Option<u16>,
    calendar: &'a Calendar,
}

/// The longest of the words at the start of a text that give a relation.
fn relation_at(text: &str, groups: &[(&Words, Relation)]) -> Option<(usize, Relation)> {
    let found = groups.iter().filter_map(|(words, relation)| Some((words.at_start(text)?, *relation)));
    found.max_by_key(|(len, _)| *len)
}

/// The relation that stands before a date.
fn prefix(text: &str) -> Option<(usize, Relation)> {
    let words = &WORDS.date;
    relation_at(
        text,
        &[
            (&words.by, Relation::By),
            (&words.earlier, Relation::Before),
            (&words.from, Relation::From),
            (&words.later, Relation::After),
        ],
    )
}

/// The relation that stands after a date.
fn suffix(text: &str) -> Option<(usize, Relation)> {
    let words = &WORDS.date;
    relation_at(
        text,
        &[
            (&words.before, Relation::Before),
            (&words.until, Relation::By),
            (&words.after, Relation::After),
            (&words.since, Relation::From),
            (&words.during, Relation::Within),
        ],
    )
}

impl<'a> PeriodReader<'a> {
    fn expression(&mut self) -> Option<Result<Bounds, Fault>> {
        if self.eat_any(&WORDS.date.until_now) {
            return Some(Ok((None, Some(self.calendar.today))));
        }
        let prefix = self.eat_relation(prefix);
        let first = self.period()?;
        if let Some(second) = self.second() {
            return Some(first.and_then(|first| second.map(|second| (Some(first.from), Some(second.to)))));
        }
        let suffix = self.eat_relation(suffix);
        let relation = match (prefix, suffix) {
            (Some(Relation::By), Some(Relation::Before)) => Relation::Before,
            (Some(prefix), _) => prefix,
            (None, suffix) => suffix.unwrap_or(Relation::Within),
        };
        // 今年9月底前 is in this year.
        let opens = self.relative_year.and_then(|year| Date::new(year, 1, 1));
        Some(first.map(|span| match relation.bounds(span) {
            (None, Some(to)) => (opens.filter(|opens| *opens <= to), Some(to)),
            bounds => bounds,
        }))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn eat_any(&mut self, words: &Words) -> bool {
        let found = words.at_start(self.rest());
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    fn eat_relation(&mut self, at: fn(&str) -> Option<(usize, Relation)>) -> Option<Relation> {
        let (len, relation) = at(self.rest())?;
        self.at += len;
        Some(relation)
    }

    /// The end of a range: 到6月, 至6月底.
    fn second(&mut self) -> Option<Result<Span, Fault>> {
        let start = self.at;
        if self.eat_any(&WORDS.date.to)
            && let Some(span) = self.period()
        {
            self.eat_any(&WORDS.date.range_end);
            return Some(span);
        }
        self.at = start;
        None
    }

    fn period(&mut self) -> Option<Result<Span, Fault>> {
        let start = self.at;
        let found = self.iso().or_else(|| self.dotted()).or_else(|| self.relative()).or_else(|| self.named());
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// 2021-06-30, 2021.6, 2021/6/30.
    fn iso(&mut self) -> Option<Result<Span, Fault>> {
        let text = self.rest();
        let year = year_digits(text)?;
        let sign = text[4..].chars().next().filter(|sign| matches!(sign, '-' | '.' | '/'))?;
        let (month, len) = digits(&text[5..], 2)?;
        let mut end = 5 + len;
        let mut day = None;
        if let Some(after) = text[end..].strip_prefix(sign)
            && let Some((number, len)) = digits(after, 2)
        {
            day = Some(number);
            end += 1 + len;
        }
        self.at += end;
        self.year = Some(year);
        Some(match day {
            Some(day) => day_span(year, month, day),
            None => month_span(year, month),
        })
    }

    /// 6.30 before words that only follow a date (6.30前).
    fn dotted(&mut self) -> Option<Result<Span, Fault>> {
        let (month, len) = digits(self.rest(), 2)?;
        let after = self.rest()[len..].strip_prefix('.')?;
        let (day, day_len) = digits(after, 2)?;
        let end = len + 1 + day_len;
        WORDS.date.dated.at_start(&self.rest()[end..]).filter(|_| (1..=12).contains(&month))?;
        self.at += end;
        self.eat_any(&WORDS.date.day_number);
        Some(self.calendar.year.ok_or(Fault::OpenYear).and_then(|year| day_span(year, month, day)))
    }

    /// 今天, 明天, 后天, 昨天.
    fn day_word(&mut self, today: Date) -> Option<Date> {
        if self.eat_any(&WORDS.date.today) {
            return Some(today);
        }
        if self.eat_any(&WORDS.date.tomorrow) {
            return today.plus_days(1);
        }
        if self.eat_any(&WORDS.date.day_after_tomorrow) {
            return today.plus_days(2);
        }
        self.eat_any(&WORDS.date.yesterday).then(|| today.yesterday()).flatten()
    }

    /// 本周, 下周, 上周: Monday to Sunday (GB/T 7408).
    fn week(&mut self, today: Date) -> Option<Span> {
        let words = &WORDS.date;
        let weeks = [(&words.this_week, 0), (&words.next_week, 7), (&words.last_week, -7)];
        let (_, days) = weeks.into_iter().find(|(words, _)| self.eat_any(words))?;
        let from = today.monday()?.plus_days(days)?;
        self.eat_any(&WORDS.date.week_inside);
        Some(Span { from, to: from.plus_days(6)?, inclusive: true })
    }

    /// 十天内, 半年之内, before words that speak of deadlines; else it may be a value (10天以内的目标).
    fn within(&mut self) -> Option<Span> {
        let start = self.at;
        let span = self.ahead();
        let ends = span.is_some() && self.eat_any(&WORDS.date.inside);
        if ends && WORDS.date.of_deadline.at_start(self.rest()).is_some() {
            return span?.ok();
        }
        self.at = start;
        None
    }

    /// 今年, 本季度, 下个月, 未来三个月.
    fn relative(&mut self) -> Option<Result<Span, Fault>> {
        let today = self.calendar.today;
        let months = u32::from(today.year()) * 12 + u32::from(today.month()) - 1;
        if let Some(day) = self.day_word(today) {
            return Some(Ok(Span { from: day, to: day, inclusive: true }));
        }
        if let Some(span) = self.week(today).or_else(|| self.within()) {
            return Some(Ok(span));
        }
        if self.eat_any(&WORDS.date.future) {
            return self.ahead();
        }
        let quarter = months / 3 * 3;
        let words = &WORDS.date;
        let named = [
            (&words.next_quarter, quarter + 3, 3),
            (&words.last_quarter, quarter - 3, 3),
            (&words.this_quarter, quarter, 3),
            (&words.next_month, months + 1, 1),
            (&words.last_month, months - 1, 1),
        ];
        if let Some((_, first, count)) = named.into_iter().find(|(words, ..)| self.eat_any(words)) {
            return Some(months_span(first, count));
        }
        if self.eat_any(&WORDS.date.this_month) {
            let end = self.eat_any(&WORDS.date.end);
            return Some(months_span(months, 1).map(|span| Span { inclusive: end, ..span }));
        }
        None
    }

    /// What follows 未来: 三个月, 30天, 半年.
    fn ahead(&mut self) -> Option<Result<Span, Fault>> {
        self.eat("的");
        let today = self.calendar.today;
        if self.eat_any(&WORDS.date.half_year) {
            return today.plus_months(6).map(|to| Ok(Span { from: today, to, inclusive: true }));
        }
        let (number, len) = number(self.rest())?;
        self.at += len;
        let to = if self.eat_any(&WORDS.date.months) {
            today.plus_months(number)
        } else if self.eat_any(&WORDS.date.days) {
            today.plus_days(number.into())
        } else if self.eat_any(&WORDS.date.weeks) {
            today.plus_days(i64::from(number) * 7)
        } else if self.eat_any(&WORDS.date.years) {
            today.plus_months(number.saturating_mul(12))
        } else {
            return None;
        };
        Some(to.ok_or(Fault::Impossible).map(|to| Span { from: today, to, inclusive: true }))
    }

    /// 2021年6月底, 6月30日, 上半年, 二季度, 年底, 2021年.
    fn named(&mut self) -> Option<Result<Span, Fault>> {
        let named_year = self.year_word();
        self.year = named_year.or(self.year);
        let year = self.year.or(self.calendar.year).ok_or(Fault::OpenYear);
        if named_year.is_some() {
            self.eat("的");
        }
        if let Some(span) = self.of_year(year) {
            return Some(span);
        }
        let year = named_year?;
        if self.eat_any(&WORDS.date.end) {
            return Some(month_span(year, 12).map(|span| Span { inclusive: true, ..span }));
        }
        self.eat_any(&WORDS.date.year_whole);
        Some(year_span(year))
    }

    /// The year named: 2021年, 二〇二一年, 今年.
    fn year_word(&mut self) -> Option<u16> {
        let today = self.calendar.today.year();
        let words = &WORDS.date;
        let years = [(&words.this_year, today), (&words.next_year, today + 1), (&words.last_year, today - 1)];
        if let Some((_, year)) = years.into_iter().find(|(words, _)| self.eat_any(words)) {
            self.eat("度");
            self.relative_year = Some(year);
            return Some(year);
        }
        let text = self.rest();
        let (year, len) = match year_digits(text) {
            Some(year) => (year, 4),
            None => chinese_year(text)?,
        };
        let unit = text[len..].starts_with('年');
        if !unit && len == 4 && text[4..].starts_with(|char: char| char.is_alphanumeric() && char.is_ascii()) {
            return None;
        }
        // A bare number is a year where a part of one, or nothing of a quantity, follows.
        if !unit && !text[len..].starts_with(['上', '下', '第', '全', '前', '底', '末', '之', '以', '的', '完', '到'])
        {
            return None;
        }
        self.at += len + if unit { '年'.len_utf8() } else { 0 };
        Some(year)
    }

    /// A part of a year.
    fn of_year(&mut self, year: Result<u16, Fault>) -> Option<Result<Span, Fault>> {
        let start = self.at;
        if self.eat_any(&WORDS.date.first_half) {
            return Some(year.and_then(|year| months_from(year, 1, 6)));
        }
        if self.eat_any(&WORDS.date.second_half) {
            return Some(year.and_then(|year| months_from(year, 7, 6)));
        }
        if self.eat_any(&WORDS.date.year_end) {
            return Some(year.and_then(|year| month_span(year, 12)).map(|span| Span { inclusive: true, ..span }));
        }
        if self.eat_any(&WORDS.date.this_whole_year) {
            return Some(year.and_then(year_span));
        }
        let ordinal = self.eat("第");
        if let Some((number, len)) = number(self.rest()) {
            self.at += len;
            if self.eat_any(&WORDS.date.quarter) {
                let quarter = u8::try_from(number).ok().filter(|quarter| (1..=4).contains(quarter));
                return Some(year.and_then(|year| {
                    quarter.ok_or(Fault::Impossible).and_then(|quarter| months_from(year, quarter * 3 - 2, 3))
                }));
            }
            if !ordinal && let Some(span) = self.month(number, year) {
                return Some(span);
            }
        }
        self.at = start;
        None
    }

    /// What follows the number of a month.
    fn month(&mut self, month: u32, year: Result<u16, Fault>) -> Option<Result<Span, Fault>> {
        let start = self.at;
        // 4-6月
        if self.eat_any(&WORDS.date.month_to)
            && let Some((last, len)) = number(self.rest())
            && self.rest()[len..].starts_with('月')
        {
            self.at += len + '月'.len_utf8();
            self.eat("份");
            let last_span = |year| month_span(year, last);
            return Some(year.and_then(|year| {
                let (first, last) = (month_span(year, month)?, last_span(year)?);
                Ok(Span { from: first.from, to: last.to, inclusive: true })
            }));
        }
        self.at = start;
        if !self.eat("月") {
            return None;
        }
        self.eat("份");
        if let Some((day, len)) = number(self.rest())
            && self.rest()[len..].starts_with(['日', '号'])
        {
            self.at += len + '日'.len_utf8();
            return Some(year.and_then(|year| day_span(year, month, day)));
        }
        let end = self.eat_any(&WORDS.date.end);
        Some(year.and_then(|year| month_span(year, month)).map(|span| Span { inclusive: end, ..span }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(usize, Result<Bounds, Cause>)> {
        at(text, &Calendar { today: "2021-05-20".parse().unwrap(), year: Some(2021) })
    }

    fn days(bounds: Bounds) -> String {
        let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        format!("{}..{}", day(bounds.0), day(bounds.1))
    }

    #[test]
    fn periods_and_their_relations_are_read() {
        let cases = [
            ("6月底前", "..2021-06-30"),
            ("2021年6月底以前", "..2021-06-30"),
            ("6月30日前", "..2021-06-30"),
            ("6月前", "..2021-05-31"),
            ("2022年前", "..2021-12-31"),
            ("6月以后", "2021-07-01.."),
            ("6月底后", "2021-07-01.."),
            ("7月起", "2021-07-01.."),
            ("6月份", "2021-06-01..2021-06-30"),
            ("2021年", "2021-01-01..2021-12-31"),
            ("2021年底前", "..2021-12-31"),
            ("年底", "2021-12-01..2021-12-31"),
            ("年底前", "..2021-12-31"),
            ("上半年", "2021-01-01..2021-06-30"),
            ("第二季度", "2021-04-01..2021-06-30"),
            ("二季度末", "2021-04-01..2021-06-30"),
            ("本季度", "2021-04-01..2021-06-30"),
            ("下个月", "2021-06-01..2021-06-30"),
            ("今年", "2021-01-01..2021-12-31"),
            ("今年9月底前", "2021-01-01..2021-09-30"),
            ("明年6月前", "2022-01-01..2022-05-31"),
            ("今年前", "..2020-12-31"),
            ("4月到6月", "2021-04-01..2021-06-30"),
            ("4-6月", "2021-04-01..2021-06-30"),
            ("从4月1日到6月底之间", "2021-04-01..2021-06-30"),
            ("截至2021年4月", "..2021-04-30"),
            ("到6月底", "..2021-06-30"),
            ("不晚于六月三十日", "..2021-06-30"),
            ("晚于6月", "2021-07-01.."),
            ("2021-06-30", "2021-06-30..2021-06-30"),
            ("2021-06前", "..2021-05-31"),
            ("二零二一年十二月", "2021-12-01..2021-12-31"),
            ("未来三个月", "2021-05-20..2021-08-20"),
            ("未来30天内", "2021-05-20..2021-06-19"),
            ("截至目前", "..2021-05-20"),
            ("明天", "2021-05-21..2021-05-21"),
            ("昨天", "2021-05-19..2021-05-19"),
            ("本周", "2021-05-17..2021-05-23"),
            ("下周内", "2021-05-24..2021-05-30"),
            ("上周", "2021-05-10..2021-05-16"),
            ("6.30前", "..2021-06-30"),
        ];
        for (text, expected) in cases {
            let (len, bounds) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(days(bounds.unwrap()), expected, "{text}");
            assert!(len == text.len() || text.ends_with('末'), "{text}: {len}");
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for text in ["2月30日前", "13月", "2021年6月31日", "第五季度", "2021-02-29", "0月"] {
            let (_, bounds) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert!(matches!(bounds, Err(Cause::ImpossibleDate(_))), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        for text in [
            "6.3个工作日",
            "6.30万亩",
            "10天内的目标",
            "90%",
            "10个工作日",
            "一网通办",
            "第二批",
            "2300亩",
            "500强",
            "三农",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_stretch_from_today_is_one_where_a_deadline_is_spoken_of() {
        for (text, expected) in [("十天内到期", "2021-05-20..2021-05-30"), ("半年内要完成", "2021-05-20..2021-11-20")]
        {
            assert_eq!(days(read(text).unwrap().1.unwrap()), expected, "{text}");
        }
    }

    #[test]
    fn a_year_left_open_is_asked_for_where_the_plans_differ() {
        let calendar = Calendar { today: "2021-05-20".parse().unwrap(), year: None };
        let (_, bounds) = at("6月底前", &calendar).unwrap();
        assert!(matches!(bounds, Err(Cause::OpenYear(_))));
    }
}
