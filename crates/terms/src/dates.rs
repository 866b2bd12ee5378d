//! Dates and periods of running text: 2021年6月底前, 上半年, “十四五”末, 2021—2023年, 每季度末月28日前.

mod calendar;
mod period;
mod recurrence;

use crate::cursor::Cursor;
use crate::numeral;
use zhengtu_model::Date;
use zhengtu_text::Span;

/// What the reader of a date knows beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The year that a date without one is taken to mean; without it such a date has no end.
    pub year: Option<u16>,
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
/// use zhengtu_terms::dates::{Context, scan};
/// let dates = scan("2021年底前完成，较2019年压缩10%", &Context::default());
/// assert_eq!(dates[0].end.unwrap().to_string(), "2021-12-31");
/// ```
pub fn scan(text: &str, context: &Context) -> Vec<DateMention> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, char) in text.char_indices() {
        if at < next || !may_start(char, &text[at..]) {
            continue;
        }
        if let Some(mention) = self::at(text, at, context) {
            next = mention.span.end;
            found.push(mention);
        }
    }
    found
}

/// Whether a date can start with `char`, the first character of `rest`, by the characters after it.
pub(crate) fn may_start(char: char, rest: &str) -> bool {
    let next = || rest[char.len_utf8()..].trim_start_matches(' ').chars().next();
    match char {
        '0'..='9' | '０'..='９' | 'Q' | '每' | '第' => true,
        '年' => matches!(next(), Some('底' | '末' | '终' | '内')),
        '今' | '本' | '当' | '明' | '去' | '全' => next() == Some('年'),
        '上' | '下' => matches!(next(), Some('半' | '年')),
        '前' => next().is_some_and(numeral::starts_chinese),
        '“' | '"' | '‘' => next() == Some('十'),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            // 十二月, 三季度, 十四五, 二〇二一年: the sign of a date stands near.
            rest.chars().skip(1).take(5).any(|near| matches!(near, '月' | '季' | '五' | '年'))
        }
        _ => false,
    }
}

/// The date or period whose first digit or word is at byte `at`.
pub fn at(text: &str, at: usize, context: &Context) -> Option<DateMention> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|before| {
        numeral::digit(before).is_some() || "第/／".contains(before) || counts(before, &text[at..])
    }) {
        return None;
    }
    if let Some((kind, end)) = recurrence::at(Cursor::new(text, at)) {
        return Some(DateMention {
            span: Span::new(at, end),
            start: None,
            end: None,
            granularity: Granularity::Day,
            kind,
        });
    }
    let mut cursor = Cursor::new(text, at);
    let read = period::read(&mut cursor, context)?;
    let (kind, end) = usage(text, at, cursor, read.kind.clone());
    let start = at - leading(text, at);
    let last = if kind == DateKind::From { None } else { read.end };
    Some(DateMention { span: Span::new(start, end), start: read.start, end: last, granularity: read.granularity, kind })
}

/// 两年内, 几年末: years that are counted.
fn counts(before: char, rest: &str) -> bool {
    rest.starts_with('年') && (numeral::starts_chinese(before) || matches!(before, '几' | '多' | '余' | '数' | '个'))
}

/// The use of a date by the words beside it, and where those after it end.
fn usage(text: &str, at: usize, cursor: Cursor<'_>, read: DateKind) -> (DateKind, usize) {
    let mut after = cursor;
    let before = text[..at].trim_end_matches(' ');
    if after.eat_any(&["之前", "以前", "前", "止"]) && !counts_on(after) {
        let kind = if read == DateKind::Impossible { read } else { DateKind::By };
        return (kind, after.at());
    }
    if read == DateKind::Impossible {
        return (read, cursor.at());
    }
    let mut after = cursor;
    if after.eat_any(&["起", "开始", "以来", "之后", "以后", "后", "至今"]) && read != DateKind::Range {
        return (DateKind::From, after.at());
    }
    if compares(before, cursor) {
        return (DateKind::Compared, cursor.at());
    }
    let mut after = cursor;
    after.eat_any(&["期间", "时期", "以内", "之内", "内"]);
    if before.ends_with(['自', '从']) && read == DateKind::Period {
        return (DateKind::From, after.at());
    }
    if ["到", "至", "截至", "截止"].iter().any(|word| before.ends_with(word)) && read == DateKind::Period {
        return (DateKind::By, after.at());
    }
    (read, after.at())
}

/// 前 that belongs to what follows: 2021年前三季度, 前10名.
fn counts_on(after: Cursor<'_>) -> bool {
    let next = after.rest().chars().next();
    next.is_some_and(|char| {
        numeral::digit(char).is_some() || numeral::starts_chinese(char) || matches!(char, '列' | '述' | '期')
    })
}

fn compares(before: &str, cursor: Cursor<'_>) -> bool {
    let preceded = before.ends_with(['较', '比', '同', '与']) || before.ends_with("对比");
    let followed = ["相比", "基础上", "的基础上", "同期", "水平上", "底相比", "年底相比"];
    // 以2020年为基数: what later years are measured against.
    let based =
        before.ends_with('以') && ["为基", "为比较基", "的数据为基", "水平为基"].iter().any(|word| cursor.sees(word));
    // 由2022年的1.5万吨增加到3万吨: the year of the starting value.
    let started = before.ends_with(['由', '从']) && cursor.sees("的");
    preceded || based || started || followed.iter().any(|word| cursor.sees(word))
}

/// The length of the words before a date that belong to it.
fn leading(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let words = ["截至", "截止", "到", "至", "自", "从"];
    words.iter().find(|word| before.ends_with(*word)).map_or(0, |word| word.len())
}
