//! Dates and periods in English questions.

use crate::Cause;
use crate::clock::Calendar;
use crate::when::{Bounds, Fault, Relation, Span, day_span, month_span, months_from, months_span};
use crate::words_en::Word;
use zhengtu_model::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date or period at word `at`: how many words it takes, and its days.
pub(crate) fn at(words: &[Word<'_>], at: usize, calendar: &Calendar) -> Option<(usize, Result<Bounds, Cause>)> {
    let texts: Vec<&str> = words[at..].iter().map(|word| word.text).collect();
    let mut reader = EnglishPeriodReader { words: &texts, at: 0, calendar };
    let bounds = reader.expression()?;
    let phrase = texts[..reader.at].join(" ");
    let bounds = bounds.map_err(|fault| match fault {
        Fault::Impossible => Cause::ImpossibleDate(phrase),
        Fault::OpenYear => Cause::OpenYear(phrase),
    });
    Some((reader.at, bounds))
}

struct EnglishPeriodReader<'a> {
    words: &'a [&'a str],
    at: usize,
    calendar: &'a Calendar,
}

const PREFIXES: [(&[&str], Relation); 17] = [
    (&["no", "later", "than"], Relation::By),
    (&["not", "later", "than"], Relation::By),
    (&["up", "to"], Relation::By),
    (&["by"], Relation::By),
    (&["until"], Relation::By),
    (&["till"], Relation::By),
    (&["through"], Relation::By),
    (&["before"], Relation::Before),
    (&["earlier", "than"], Relation::Before),
    (&["after"], Relation::After),
    (&["later", "than"], Relation::After),
    (&["from"], Relation::From),
    (&["since"], Relation::From),
    (&["in"], Relation::Within),
    (&["within"], Relation::Within),
    (&["during"], Relation::Within),
    (&["on"], Relation::Within),
];

impl EnglishPeriodReader<'_> {
    fn expression(&mut self) -> Option<Result<Bounds, Fault>> {
        if self.eat(&["between"]) {
            return self.range("and");
        }
        let prefix = PREFIXES.iter().find(|(words, _)| self.sees(words));
        if let Some((words, _)) = prefix {
            self.at += words.len();
        }
        if let Some((_, Relation::From)) = prefix {
            let start = self.at;
            if let Some(range) = self.range("to") {
                return Some(range);
            }
            self.at = start;
        }
        let span = self.period(prefix.is_some())?;
        let relation = prefix.map_or(Relation::Within, |(_, relation)| *relation);
        Some(span.map(|span| relation.bounds(span)))
    }

    fn range(&mut self, joined_by: &str) -> Option<Result<Bounds, Fault>> {
        let first = self.period(true)?;
        if !self.eat(&[joined_by]) {
            return None;
        }
        let second = self.period(true)?;
        Some(first.and_then(|first| second.map(|second| (Some(first.from), Some(second.to)))))
    }

    fn sees(&self, words: &[&str]) -> bool {
        self.words[self.at..].starts_with(words)
    }

    fn eat(&mut self, words: &[&str]) -> bool {
        let found = self.sees(words);
        self.at += if found { words.len() } else { 0 };
        found
    }

    fn word(&self) -> Option<&str> {
        self.words.get(self.at).copied()
    }

    /// A period; a bare number or `may` is one only after a word of time.
    fn period(&mut self, prefixed: bool) -> Option<Result<Span, Fault>> {
        let ended = self.eat(&["the", "end", "of"]) || self.eat(&["end", "of"]) || self.eat(&["late"]);
        self.eat(&["the"]);
        let start = self.at;
        let found = self
            .relative()
            .or_else(|| self.part_of_year())
            .or_else(|| self.day(prefixed))
            .or_else(|| self.year(prefixed || ended));
        if found.is_none() {
            self.at = start;
        }
        found.map(|span| span.map(|span| if ended { at_end(span) } else { span }))
    }

    fn relative(&mut self) -> Option<Result<Span, Fault>> {
        let today = self.calendar.today;
        let months = u32::from(today.year()) * 12 + u32::from(today.month()) - 1;
        if self.eat(&["today"]) || self.eat(&["now"]) {
            return Some(Ok(Span { from: today, to: today, inclusive: true }));
        }
        if self.eat(&["year"]) || self.eat(&["year-end"]) || self.eat(&["year", "end"]) {
            // The end of the year: the plan's.
            return Some(self.plan_year().and_then(|year| months_from(year, 1, 12)));
        }
        if let Some(shift) = [("this", 0i32), ("current", 0), ("next", 1), ("last", -1)]
            .iter()
            .find(|(word, _)| self.word() == Some(word))
        {
            let (from, count) = match self.words.get(self.at + 1).copied()? {
                "quarter" => (months / 3 * 3, 3),
                "month" => (months, 1),
                "year" => (months / 12 * 12, 12),
                _ => return self.ahead(),
            };
            self.at += 2;
            let first = i32::try_from(from).unwrap_or(0) + shift.1 * count;
            return Some(months_span(u32::try_from(first).unwrap_or(0), u32::try_from(count).unwrap_or(1)));
        }
        self.ahead()
    }

    /// next three months, coming 30 days.
    fn ahead(&mut self) -> Option<Result<Span, Fault>> {
        if !self.eat(&["next"]) && !self.eat(&["coming"]) {
            return None;
        }
        let number = number(self.word()?)?;
        let today = self.calendar.today;
        let to = match self.words.get(self.at + 1).copied()? {
            "day" | "days" => today.plus_days(number.into()),
            "week" | "weeks" => today.plus_days(i64::from(number) * 7),
            "month" | "months" => today.plus_months(number),
            "year" | "years" => today.plus_months(number.saturating_mul(12)),
            _ => return None,
        };
        self.at += 2;
        Some(to.ok_or(Fault::Impossible).map(|to| Span { from: today, to, inclusive: true }))
    }

    /// first half, second quarter, q2, with or without `of 2021`.
    fn part_of_year(&mut self) -> Option<Result<Span, Fault>> {
        let (word, next) = (self.word()?, self.words.get(self.at + 1).copied());
        let ordinal = ["first", "second", "third", "fourth"].iter().position(|known| *known == word).map(|at| at + 1);
        let quarter = word.strip_prefix('q').and_then(|digit| digit.parse::<u8>().ok());
        let (month, count, len) = match (ordinal, next, quarter) {
            (Some(half @ 1..=2), Some("half"), _) => (half * 6 - 5, 6, 2),
            (Some(quarter), Some("quarter"), _) => (quarter * 3 - 2, 3, 2),
            (_, _, Some(quarter @ 1..=4)) => (usize::from(quarter) * 3 - 2, 3, 1),
            (_, _, Some(_)) => {
                self.at += 1;
                return Some(Err(Fault::Impossible));
            }
            _ => return None,
        };
        self.at += len;
        let year = self.year_or_plan();
        Some(year.and_then(|year| months_from(year, u8::try_from(month).unwrap_or(1), count)))
    }

    /// june, june 30, 30 june 2021, 2021-06-30.
    fn day(&mut self, prefixed: bool) -> Option<Result<Span, Fault>> {
        let word = self.word()?;
        if let Some(span) = iso(word) {
            self.at += 1;
            return Some(span);
        }
        if let Some(day) = day_number(word)
            && let Some(month) = self.words.get(self.at + 1).and_then(|word| month_number(word))
        {
            self.at += 2;
            return Some(self.year_or_plan().and_then(|year| day_span(year, month, day)));
        }
        if let Some(day) = day_number(word)
            && self.words.get(self.at + 1) == Some(&"of")
            && let Some(month) = self.words.get(self.at + 2).and_then(|word| month_number(word))
        {
            self.at += 3;
            return Some(self.year_or_plan().and_then(|year| day_span(year, month, day)));
        }
        let month = month_number(word).filter(|_| word != "may" && word != "mar" && word != "march" || prefixed)?;
        self.at += 1;
        if let Some(day) = self.word().and_then(day_number) {
            self.at += 1;
            return Some(self.year_or_plan().and_then(|year| day_span(year, month, day)));
        }
        Some(self.year_or_plan().and_then(|year| month_span(year, month)))
    }

    fn year(&mut self, allowed: bool) -> Option<Result<Span, Fault>> {
        let year = self.word().and_then(year_number).filter(|_| allowed)?;
        self.at += 1;
        Some(months_from(year, 1, 12).map(|span| Span { inclusive: false, ..span }))
    }

    fn year_or_plan(&mut self) -> Result<u16, Fault> {
        let start = self.at;
        while self.eat(&[","]) || self.eat(&["of"]) || self.eat(&["in"]) {}
        if let Some(year) = self.word().and_then(year_number) {
            self.at += 1;
            return Ok(year);
        }
        if self.eat(&["this", "year"]) {
            return Ok(self.calendar.today.year());
        }
        if self.eat(&["the", "year"]) {
            return self.plan_year();
        }
        self.at = start;
        self.plan_year()
    }

    fn plan_year(&self) -> Result<u16, Fault> {
        self.calendar.year.ok_or(Fault::OpenYear)
    }
}

/// The last month of the period.
fn at_end(span: Span) -> Span {
    let from = Date::new(span.to.year(), span.to.month(), 1).unwrap_or(span.from);
    Span { from, to: span.to, inclusive: true }
}

fn month_number(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|month| *month == word || word.len() == 3 && month.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

fn day_number(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

fn year_number(word: &str) -> Option<u16> {
    word.parse().ok().filter(|year| (1949..=2100).contains(year))
}

fn iso(word: &str) -> Option<Result<Span, Fault>> {
    let fields: Vec<&str> = word.split('-').collect();
    let year = year_number(fields.first()?)?;
    let number = |field: &str| field.parse::<u32>().ok();
    match fields[..] {
        [_, month, day] => Some(day_span(year, number(month)?, number(day)?)),
        [_, month] => Some(month_span(year, number(month)?)),
        _ => None,
    }
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let known = WORDS.iter().position(|known| *known == word).and_then(|at| u32::try_from(at).ok());
    known.or_else(|| word.parse().ok().filter(|_| word.len() <= 3))
}
