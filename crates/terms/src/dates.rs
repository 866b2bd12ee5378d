//! Dates and periods of running text: 2021年6月底前, 上半年, “十四五”末, 2021—2023年, 每季度末月28日前.

mod calendar;
mod day;
mod period;
mod recurrence;

pub use day::{Day, day_at_start, first_day};

use crate::cursor::Cursor;
use crate::numeral;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::terms::{DateWords, TermWords};
use zhengtu_model::Date;
use zhengtu_text::Span;

/// What the reader of a date knows beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The year that a date without one is taken to mean; without it such a date has no end.
    pub year: Option<u16>,
}

impl Context {
    /// Some year: for who asks whether a text names a date, and not which.
    pub const SOME_YEAR: Self = Self { year: Some(2000) };
}

/// A date or period as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The passage, from the words that belong to the date before it (到, 自) to those after it (底前).
    pub span: Span,
    /// The first day named; `None` where the year is not known.
    pub start: Option<Date>,
    /// The last day named; `None` where the year is not known or no end is named.
    pub end: Option<Date>,
    /// How exact the date is.
    pub granularity: Granularity,
    /// How it is used.
    pub kind: DateKind,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// 6月30日.
    Day,
    /// 6月.
    Month,
    /// 二季度.
    Quarter,
    /// 上半年.
    HalfYear,
    /// 2021年.
    Year,
    /// “十四五”.
    FiveYears,
}

/// How a date is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// Up to its last day: 前, 底, 末, 到, 止.
    By,
    /// The period itself: 2021年, 上半年, 期间, 内.
    Period,
    /// From one day to another: 2021—2023年, 3月至6月.
    Range,
    /// From its first day on: 起, 以来, 自; no end.
    From,
    /// What something is compared with: 较2019年, 在2020年基础上.
    Compared,
    /// Again and again, as an RRULE (RFC 5545, section 3.3.10).
    Recurring(String),
    /// Named like a day, month or quarter, and none that the calendar has: 9月31日, 13月, 第五季度, Q9.
    Impossible,
}

/// The dates and periods of `text`, in order.
///
/// ```
/// use zhengtu_lexicon::Lexicon;
/// use zhengtu_terms::dates::{Context, scan};
/// let dates = scan(&Lexicon::built_in(), "2021年底前完成，较2019年压缩10%", &Context::default());
/// assert_eq!(dates[0].end.unwrap().to_string(), "2021-12-31");
/// ```
pub fn scan(lexicon: &Lexicon, text: &str, context: &Context) -> Vec<DateMention> {
    let words = lexicon.terms();
    let mut found: Vec<DateMention> = Vec::new();
    let mut next = 0;
    for (at, char) in crate::starts(words).find_in(text) {
        if at < next || !may_start(words, char, &text[at..]) {
            continue;
        }
        if let Some(mention) = self::at(words, text, at, context) {
            next = mention.span.end;
            found.push(mention);
        }
    }
    found
}

/// The date or period with which a text begins, the words that lead to it (到, 自) included.
///
/// ```
/// use zhengtu_lexicon::Lexicon;
/// use zhengtu_terms::dates::{Context, at_start};
/// let at_start = |text| at_start(&Lexicon::built_in(), text, &Context::default()).map(|date| date.span.end);
/// assert_eq!(at_start("到2021年底，建成10个"), Some("到2021年底".len()));
/// assert_eq!(at_start("力争2021年底建成10个"), None);
/// ```
pub fn at_start(lexicon: &Lexicon, text: &str, context: &Context) -> Option<DateMention> {
    let words = lexicon.terms();
    let furthest = words.date.to.longest().max(words.date.from.longest());
    let near = text.char_indices().take_while(|&(at, _)| at <= furthest);
    let mut dates = near
        .filter(|&(at, char)| may_start(words, char, &text[at..]))
        .filter_map(|(at, _)| self::at(words, text, at, context));
    dates.next().filter(|first| first.span.start == 0)
}

/// 按季度推进, 逐月通报: the rule of a field that begins with a unit of time in each of which something is done.
pub(crate) fn each(words: &TermWords, field: &str) -> Option<String> {
    match recurrence::each(Cursor::new(words, field, 0)) {
        Some(DateKind::Recurring(rule)) => Some(rule),
        _ => None,
    }
}

/// Whether a date can start with `char`, the first character of `rest`, by the characters after it.
pub(crate) fn may_start(words: &TermWords, char: char, rest: &str) -> bool {
    let after = || rest[char.len_utf8()..].trim_start_matches(' ');
    let next = || after().chars().next();
    let festival = || words.festival_at(rest, false).is_some();
    match char {
        '0'..='9' | '０'..='９' | 'Q' | '每' | '第' => true,
        '年' => matches!(next(), Some('底' | '末' | '终' | '内')),
        '今' | '本' | '当' | '明' | '去' | '全' => next() == Some('年'),
        '上' | '下' => matches!(next(), Some('半' | '年')),
        '前' => next().is_some_and(numeral::starts_chinese),
        '“' | '"' | '‘' => after().starts_with('十') || words.festival_at(after(), true).is_some(),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            // 十二月, 三季度, 十四五, 二〇二一年: the sign of a date stands near.
            rest.chars().skip(1).take(5).any(|near| matches!(near, '月' | '季' | '五' | '年')) || festival()
        }
        _ => festival(),
    }
}

/// The date or period whose first digit or word is at byte `at`.
pub(crate) fn at(words: &TermWords, text: &str, at: usize, context: &Context) -> Option<DateMention> {
    if text[..at].chars().next_back().is_some_and(|before| hides(before, &text[at..])) {
        return None;
    }
    let mut cursor = Cursor::new(words, text, at);
    if let Some((kind, end)) = recurrence::at(cursor) {
        let span = Span::new(at, end);
        return Some(DateMention { span, start: None, end: None, granularity: Granularity::Day, kind });
    }
    let read = period::read(&mut cursor, context)?;
    let before = text[..at].trim_end_matches(' ');
    let closed = read.granularity == Granularity::Day || words.date.end.at_end(&text[..cursor.at()]).is_some();
    let (kind, end) = usage(before, cursor, read.kind.clone(), closed);
    let start = at - leading(&words.date, &text[..at]);
    let last = if kind == DateKind::From { None } else { read.end };
    Some(DateMention { span: Span::new(start, end), start: read.start, end: last, granularity: read.granularity, kind })
}

/// Whether what stands before makes the number none of a date: digits that go on, 第, a `/`, and years
/// that are counted (两年内, 几年末).
fn hides(before: char, rest: &str) -> bool {
    let counted = || numeral::starts_chinese(before) || matches!(before, '几' | '多' | '余' | '数' | '个');
    matches!(before, '第' | '/' | '／') || numeral::digit(before).is_some() || rest.starts_with('年') && counted()
}

/// The use of a date by the words beside it, and where those after it end. `closed`: it names a day, or the end of
/// a period (6月底前80%), so that a 前 behind it is its own.
fn usage(before: &str, cursor: Cursor<'_>, read: DateKind, closed: bool) -> (DateKind, usize) {
    let words = &cursor.words.date;
    let mut after = cursor;
    let until = after.eat_any(&words.until) && (closed || !counts_on(after));
    match (until, &read) {
        (_, DateKind::Impossible) => return (read, if until { after.at() } else { cursor.at() }),
        (true, _) => return (DateKind::By, after.at()),
        _ => {}
    }
    let mut after = cursor;
    if read != DateKind::Range && after.eat_any(&words.since) {
        return (DateKind::From, after.at());
    }
    if compares(before, cursor) {
        return (DateKind::Compared, cursor.at());
    }
    let mut after = cursor;
    after.eat_any(&words.within);
    (directed(words, before, read), after.at())
}

/// A period by the word that leads to it: 自 and 从, 到 and 截至.
fn directed(words: &DateWords, before: &str, read: DateKind) -> DateKind {
    match read {
        DateKind::Period if words.from.at_end(before).is_some() => DateKind::From,
        DateKind::Period if words.to.at_end(before).is_some() => DateKind::By,
        _ => read,
    }
}

/// 前 that belongs to what follows: 2021年前三季度, 前10名.
fn counts_on(after: Cursor<'_>) -> bool {
    let goes_on = |char| numeral::digit(char).is_some() || numeral::starts_chinese(char) || "列述期".contains(char);
    after.rest().chars().next().is_some_and(goes_on)
}

fn compares(before: &str, cursor: Cursor<'_>) -> bool {
    let words = &cursor.words.date;
    if words.compared.at_end(before).is_some() || cursor.sees_any(&words.compared_with) {
        return true;
    }
    match before.chars().next_back() {
        // 以2020年为基数: what later years are measured against.
        Some('以') => cursor.sees_any(&words.base),
        // 由2022年的1.5万吨增加到3万吨: the year of the starting value.
        Some('由' | '从') => cursor.sees("的"),
        _ => false,
    }
}

/// The length of the words before a date that belong to it.
fn leading(words: &DateWords, before: &str) -> usize {
    words.to.at_end(before).or(words.from.at_end(before)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Context, scan};
    use zhengtu_lexicon::WordFiles;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_festival_of_ones_own_is_a_date_whatever_its_name_begins_with() {
        let text = "泼水节前完成维修";
        assert_eq!(scan(lexicon(), text, &Context::SOME_YEAR), []);
        let festival = "[[festival]]\nwords = [\"泼水节\"]\nday = \"04-13\"\nexample = \"泼水节前完成维修\"";
        let files = WordFiles::from_texts([("terms.toml", festival)]).unwrap();
        let dates = scan(&lexicon().with_files(files).unwrap(), text, &Context::SOME_YEAR);
        assert_eq!(dates[0].end.unwrap().to_string(), "2000-04-13");
    }
}
