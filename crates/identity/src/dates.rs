//! Calendar days as documents print them, and the day of issue.

use crate::Found;
use crate::issuer::Signature;
use crate::labels::{Field, Labels};
use crate::number::note;
use crate::sheet::{Line, Sheet};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Date;
use zhengtu_text::numeral::exact;

/// 2021年3月12日, 2021-03-12, 2021.3.12.
static ARABIC: LazyLock<Regex> =
    LazyLock::new(|| compile(r"((?:19|20)\d{2})(?:年|[-./－])(\d{1,2})(?:月|[-./－])(\d{1,2})日?"));

/// 二〇二一年三月十二日.
static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"([一二三四五六七八九〇○零０Oo0]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A day in a text, and the bytes at which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The first day in a text.
pub(crate) fn first(text: &str) -> Option<Day> {
    let arabic = ARABIC.captures_iter(text).find_map(|found| {
        let number = |at: usize| found[at].parse::<u16>().ok();
        let date = Date::new(number(1)?, u8::try_from(number(2)?).ok()?, u8::try_from(number(3)?).ok()?)?;
        Some(day(date, found.get(0)?))
    });
    let chinese = CHINESE.captures_iter(text).find_map(|found| {
        let small = |at: usize| exact(&found[at]).and_then(|number| u8::try_from(number).ok());
        Some(day(Date::new(year(&found[1])?, small(2)?, small(3)?)?, found.get(0)?))
    });
    [arabic, chinese].into_iter().flatten().min_by_key(|day| day.start)
}

fn day(date: Date, found: regex::Match<'_>) -> Day {
    Day { date, start: found.start(), end: found.end() }
}

/// 二〇二一: a year digit by digit.
fn year(text: &str) -> Option<u16> {
    text.chars().try_fold(0u16, |year, char| {
        let digit = match char {
            '〇' | '○' | '零' | '０' | 'O' | 'o' | '0' => 0,
            _ => "一二三四五六七八九".chars().position(|known| known == char)? + 1,
        };
        Some(year * 10 + u16::try_from(digit).ok()?)
    })
}

/// The day that a line is and nothing else.
pub(crate) fn alone(text: &str) -> Option<Day> {
    let bare = text.trim_matches(['（', '）', '(', ')']);
    first(bare).filter(|day| day.start == 0 && day.end == bare.len())
}

/// Where the day of issue was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issue(Option<Found<Date>>);

/// How many of the last lines of a document may be its imprint.
const FOOT: usize = 12;

impl Issue {
    pub(crate) fn of(_: &Lexicon, sheet: &Sheet, labels: &Labels, signatures: &[Signature]) -> Self {
        let labelled = |field| {
            let found = labels.get(field)?;
            let day = first(&found.value)?;
            Some(Found { value: day.date, span: found.span })
        };
        let signed = |in_head: bool, named: bool| {
            let fit = |signature: &&Signature| {
                signature.in_head == in_head && signature.organs.is_empty() != named && signature.written
            };
            let mut fitting = signatures.iter().filter(fit);
            let signature = if in_head { fitting.next() } else { fitting.next_back() };
            signature.and_then(|signature| signature.date.clone())
        };
        Self(
            signed(true, true)
                .or_else(|| noted(sheet))
                .or_else(|| signed(false, true))
                .or_else(|| labelled(Field::Issued))
                .or_else(|| signed(true, false))
                .or_else(|| signed(false, false))
                .or_else(|| imprint(sheet))
                .or_else(|| labelled(Field::Published)),
        )
    }

    pub(crate) fn day(&self) -> Option<Date> {
        self.0.as_ref().map(|found| found.value)
    }

    pub(crate) fn into_found(self) -> Option<Found<Date>> {
        self.0
    }
}

/// The day in the note of issue below the title.
fn noted(sheet: &Sheet) -> Option<Found<Date>> {
    sheet.head().iter().find_map(|line| {
        let day = first(note(&line.text)?)?;
        Some(at(line, day, line.text.len() - line.text.trim_start_matches(['（', '(']).len()))
    })
}

/// 某市人民政府办公室2021年3月12日印发.
fn imprint(sheet: &Sheet) -> Option<Found<Date>> {
    let foot = sheet.lines.len().saturating_sub(FOOT);
    let lines = sheet.head().iter().chain(&sheet.lines[foot.max(sheet.head)..]);
    lines.filter(|line| line.text.len() < 150).find_map(|line| {
        let day = first(line.text.strip_suffix("印发")?).filter(|day| day.end + "印发".len() == line.text.len())?;
        Some(at(line, day, 0))
    })
}

fn at(line: &Line, day: Day, shift: usize) -> Found<Date> {
    Found::at(day.date, line.part_of(day.start + shift..day.end + shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_arabic_and_chinese_digits() {
        for text in ["2021年3月12日", "二〇二一年三月十二日", "二○二一年三月十二日", "2021-03-12", "2021.3.12"]
        {
            assert_eq!(alone(text).map(|day| day.date.to_string()).as_deref(), Some("2021-03-12"), "{text}");
        }
        for text in ["2021年13月45日", "年月日", "2021年3月", "3月12日"] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
