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
use numerals::{chinese_year, digits, year_digits};
use span::year_span;
use zhengtu_model::Date;

/// A date or period as a question has it.
pub(crate) type Bounds = (Option<Date>, Option<Date>);

/// The date or period at the start of `text`, with its length in bytes.
pub(crate) fn at(text: &str, calendar: &Calendar) -> Option<(usize, Result<Bounds, Cause>)> {
    let mut reader = Reader { text, at: 0, year: None, calendar };
    let bounds = reader.expression()?;
    let words = text[..reader.at].to_owned();
    let bounds = bounds.map_err(|fault| match fault {
        Fault::Impossible => Cause::ImpossibleDate(words),
        Fault::OpenYear => Cause::OpenYear(words),
    });
    Some((reader.at, bounds))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The year named so far.
    year: Option<u16>,
    calendar: &'a Calendar,
}

const PREFIXES: [(&str, Relation); 17] = [
    ("截止到", Relation::By),
    ("截至到", Relation::By),
    ("截至", Relation::By),
    ("截止", Relation::By),
    ("不晚于", Relation::By),
    ("不迟于", Relation::By),
    ("最迟于", Relation::By),
    ("最迟", Relation::By),
    ("最晚", Relation::By),
    ("早于", Relation::Before),
    ("不早于", Relation::From),
    ("晚于", Relation::After),
    ("迟于", Relation::After),
    ("到", Relation::By),
    ("至", Relation::By),
    ("自", Relation::From),
    ("从", Relation::From),
];

const SUFFIXES: [(&str, Relation); 19] = [
    ("之前", Relation::Before),
    ("以前", Relation::Before),
    ("前", Relation::Before),
    ("为止", Relation::By),
    ("止", Relation::By),
    ("之后", Relation::After),
    ("以后", Relation::After),
    ("后", Relation::After),
    ("以来", Relation::From),
    ("开始", Relation::From),
    ("起", Relation::From),
    ("期间", Relation::Within),
    ("之间", Relation::Within),
    ("当中", Relation::Within),
    ("以内", Relation::Within),
    ("之内", Relation::Within),
    ("内", Relation::Within),
    ("份", Relation::Within),
    ("当天", Relation::Within),
];

impl<'a> Reader<'a> {
    fn expression(&mut self) -> Option<Result<Bounds, Fault>> {
        if self.eat("截至目前") || self.eat("到目前为止") || self.eat("截止目前") || self.eat("到现在为止")
        {
            return Some(Ok((None, Some(self.calendar.today))));
        }
        let prefix = PREFIXES.iter().find(|(word, _)| self.text.starts_with(word)).map(|(word, relation)| {
            self.at = word.len();
            *relation
        });
        let first = self.period()?;
        if let Some(second) = self.second() {
            return Some(first.and_then(|first| second.map(|second| (Some(first.from), Some(second.to)))));
        }
        let suffix = SUFFIXES.iter().find(|(word, _)| self.rest().starts_with(word)).map(|(word, relation)| {
            self.at += word.len();
            *relation
        });
        let relation = match (prefix, suffix) {
            (Some(Relation::By), Some(Relation::Before)) => Relation::Before,
            (Some(prefix), _) => prefix,
            (None, suffix) => suffix.unwrap_or(Relation::Within),
        };
        Some(first.map(|span| relation.bounds(span)))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// The end of a range: 到6月, 至6月底.
    fn second(&mut self) -> Option<Result<Span, Fault>> {
        let start = self.at;
        if self.eat_any(&["到", "至", "-", "~", "—"])
            && let Some(span) = self.period()
        {
            self.eat_any(&["之间", "期间", "之内", "内"]);
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
        const AFTER: [&str; 8] = ["前", "之前", "以前", "日", "号", "止", "到期", "截止"];
        let (month, len) = digits(self.rest(), 2)?;
        let after = self.rest()[len..].strip_prefix('.')?;
        let (day, day_len) = digits(after, 2)?;
        let end = len + 1 + day_len;
        let rest = &self.rest()[end..];
        if !(1..=12).contains(&month) || !AFTER.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        self.at += end;
        self.eat_any(&["日", "号"]);
        Some(self.calendar.year.ok_or(Fault::OpenYear).and_then(|year| day_span(year, month, day)))
    }

    /// 今天, 明天, 后天, 昨天.
    fn day_word(&mut self, today: Date) -> Option<Date> {
        if self.eat_any(&["今天", "今日"]) {
            return Some(today);
        }
        if self.eat_any(&["明天", "明日"]) {
            return today.plus_days(1);
        }
        if self.eat("后天") {
            return today.plus_days(2);
        }
        self.eat_any(&["昨天", "昨日"]).then(|| today.yesterday()).flatten()
    }

    /// 本周, 下周, 上周: Monday to Sunday (GB/T 7408).
    fn week(&mut self, today: Date) -> Option<Span> {
        let monday = today.monday()?;
        let from = if self.eat_any(&["本周", "这周", "这一周", "本星期", "这个星期"]) {
            monday
        } else if self.eat_any(&["下周", "下一周", "下星期", "下个星期"]) {
            monday.plus_days(7)?
        } else if self.eat_any(&["上周", "上一周", "上星期", "上个星期"]) {
            monday.plus_days(-7)?
        } else {
            return None;
        };
        self.eat_any(&["内", "之内"]);
        Some(Span { from, to: from.plus_days(6)?, inclusive: true })
    }

    /// 十天内, 半年之内, before words that speak of deadlines; else it may be a value (10天以内的目标).
    fn within(&mut self) -> Option<Span> {
        const AFTER: [&str; 10] = ["到期", "完成", "要", "需", "应", "须", "截止", "办", "的任务", "任务"];
        let start = self.at;
        let span = self.ahead();
        let ends = span.is_some() && self.eat_any(&["内", "之内", "以内"]);
        if ends && AFTER.iter().any(|word| self.rest().starts_with(word)) {
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
        if self.eat_any(&["未来", "今后", "接下来", "往后"]) {
            return self.ahead();
        }
        let quarter = months / 3 * 3;
        let month = |months: u32, count: u32| Some(months_span(months, count));
        if self.eat_any(&["下个季度", "下一季度", "下季度", "下一个季度"]) {
            return month(quarter + 3, 3);
        }
        if self.eat_any(&["上个季度", "上一季度", "上季度"]) {
            return month(quarter - 3, 3);
        }
        if self.eat_any(&["本季度", "这个季度", "这一季度", "当季", "本季"]) {
            return month(quarter, 3);
        }
        if self.eat_any(&["下个月", "下月"]) {
            return month(months + 1, 1);
        }
        if self.eat_any(&["上个月", "上月"]) {
            return month(months - 1, 1);
        }
        if self.eat_any(&["本月", "这个月", "当月"]) {
            let end = self.eat_any(&["底", "末"]);
            return month(months, 1).map(|span| span.map(|span| Span { inclusive: end, ..span }));
        }
        None
    }

    /// What follows 未来: 三个月, 30天, 半年.
    fn ahead(&mut self) -> Option<Result<Span, Fault>> {
        self.eat_any(&["的"]);
        let today = self.calendar.today;
        if self.eat("半年") {
            return today.plus_months(6).map(|to| Ok(Span { from: today, to, inclusive: true }));
        }
        let (number, len) = number(self.rest())?;
        self.at += len;
        let to = if self.eat_any(&["个月"]) {
            today.plus_months(number)
        } else if self.eat_any(&["天", "日"]) {
            today.plus_days(number.into())
        } else if self.eat_any(&["周", "个星期", "星期"]) {
            today.plus_days(i64::from(number) * 7)
        } else if self.eat("年") {
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
        if self.eat_any(&["底", "末"]) {
            return Some(month_span(year, 12).map(|span| Span { inclusive: true, ..span }));
        }
        self.eat_any(&["全年", "年内", "度"]);
        Some(year_span(year))
    }

    /// The year named: 2021年, 二〇二一年, 今年.
    fn year_word(&mut self) -> Option<u16> {
        let today = self.calendar.today.year();
        for (words, year) in [(["今年", "本年"], today), (["明年", "来年"], today + 1), (["去年", "上年"], today - 1)]
        {
            if self.eat_any(&words) {
                self.eat("度");
                return Some(year);
            }
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
        if self.eat_any(&["上半年", "前半年"]) {
            return Some(year.and_then(|year| months_from(year, 1, 6)));
        }
        if self.eat_any(&["下半年", "后半年"]) {
            return Some(year.and_then(|year| months_from(year, 7, 6)));
        }
        if self.eat_any(&["年底", "年末"]) {
            return Some(year.and_then(|year| month_span(year, 12)).map(|span| Span { inclusive: true, ..span }));
        }
        if self.eat_any(&["年内", "全年", "年度内", "本年度"]) {
            return Some(year.and_then(year_span));
        }
        let ordinal = self.eat("第");
        if let Some((number, len)) = number(self.rest()) {
            self.at += len;
            if self.eat_any(&["季度末", "季度底", "季度", "季"]) {
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
        if self.eat_any(&["-", "~", "到", "至", "、"])
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
        let end = self.eat_any(&["底", "末"]);
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
