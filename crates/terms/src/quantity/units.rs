//! The unit after a number: a scale (万, 亿), a unit of the thesaurus, and a second one after `/`.

use crate::numeral::NumeralForm;
use zhengtu_lexicon::measures::{Measure, measures};

/// A unit as read.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitRead {
    /// As printed, without 余.
    pub name: String,
    pub measure: Option<&'static Measure>,
    /// The offset after it.
    pub end: usize,
    /// Whether 余 or 多 stands beside it.
    pub more: bool,
}

const SCALES: [&str; 12] = ["万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百", "十"];

/// Reads the unit at byte `at`, after a number of this form.
pub(super) fn read(text: &str, at: usize, form: NumeralForm) -> UnitRead {
    match form {
        NumeralForm::Percent => return fixed("%", at),
        NumeralForm::PerMille => return fixed("‰", at),
        _ => {}
    }
    let mut read = UnitRead { end: at, ..UnitRead::default() };
    skip_spaces(text, &mut read.end);
    more(text, &mut read);
    if let Some(length) = out_of(&text[read.end..]) {
        read.name = text[read.end..read.end + length].to_owned();
        read.end += length;
        return read;
    }
    let (name, measure, length) = whole(&text[read.end..]);
    let plain = !name.is_empty();
    if plain {
        read.end += length;
        read.name = name;
        read.measure = measure;
        more(text, &mut read);
        if measure.is_none() {
            let (rest, measure, length) = whole(&text[read.end..]);
            read.end += length;
            read.name += &rest;
            read.measure = measure;
        }
        per(text, &mut read);
    } else {
        read.end = at;
    }
    read
}

fn fixed(name: &str, end: usize) -> UnitRead {
    UnitRead { name: name.to_owned(), measure: measures().unit(name), end, more: false }
}

/// `/10万`: so many out of a hundred thousand.
fn out_of(rest: &str) -> Option<usize> {
    let digits = rest.strip_prefix(['/', '／'])?;
    let after = digits.trim_start_matches(|char: char| char.is_ascii_digit());
    let scale = ["万", "亿"].iter().find(|scale| after.starts_with(**scale))?;
    (after.len() < digits.len()).then(|| rest.len() - after.len() + scale.len())
}

/// A unit with its scale, or a scale alone.
fn whole(rest: &str) -> (String, Option<&'static Measure>, usize) {
    if let Some((measure, length)) = unit(rest) {
        return (rest[..length].to_owned(), Some(measure), length);
    }
    let Some(scale) = SCALES.iter().find(|scale| rest.starts_with(**scale)) else {
        return (String::new(), None, 0);
    };
    match unit(&rest[scale.len()..]) {
        Some((measure, length)) => {
            let length = scale.len() + length;
            (rest[..length].to_owned(), Some(measure), length)
        }
        // 千 and 百 alone are parts of words (5千企业), 万 and 亿 are not.
        None if matches!(*scale, "千" | "百" | "十") => (String::new(), None, 0),
        None => ((*scale).to_owned(), None, scale.len()),
    }
}

/// A unit of the thesaurus; Latin letters count only where the word ends with them.
fn unit(rest: &str) -> Option<(&'static Measure, usize)> {
    let (measure, length) = measures().unit_at(rest)?;
    let latin = rest[..length].ends_with(|char: char| char.is_ascii_alphabetic());
    let goes_on = rest[length..].starts_with(|char: char| char.is_ascii_alphanumeric());
    (!(latin && goes_on)).then_some((measure, length))
}

/// `/` and a second unit: 元/人·月.
fn per(text: &str, read: &mut UnitRead) {
    while let Some(sign) = ["/", "／", "·"].iter().find(|sign| text[read.end..].starts_with(**sign)) {
        let after = &text[read.end + sign.len()..];
        let (name, measure, length) = whole(after);
        let month = if after.starts_with('月') { '月'.len_utf8() } else { 0 };
        if measure.is_none() && month == 0 {
            break;
        }
        read.name.push_str(sign);
        read.name.push_str(if month > 0 { "月" } else { &name });
        read.end += sign.len() + length.max(month);
    }
}

/// Whether 半 follows a unit, and is no part of a word (3个半导体项目, 5米半径).
pub(super) fn and_a_half(rest: &str) -> bool {
    let word = |next: char| "导成径岛数个月年天日途山封自程边价".contains(next);
    rest.strip_prefix('半').is_some_and(|rest| !rest.starts_with(word))
}

/// 余, 多, 来, 几 beside the unit: the number is more than what is printed.
fn more(text: &str, read: &mut UnitRead) {
    let rest = &text[read.end..];
    let length = if rest.starts_with('来') { '来'.len_utf8() } else { zhengtu_text::numeral::about(rest) };
    let word = |next: char| "样元源年款额种数方次层何乎".contains(next);
    if length > 0 && !rest[length..].starts_with(word) {
        read.end += length;
        read.more = true;
    }
}

fn skip_spaces(text: &str, at: &mut usize) {
    *at += text[*at..].len() - text[*at..].trim_start_matches(' ').len();
}
