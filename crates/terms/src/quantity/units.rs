//! The unit after a number: a scale (万, 亿), a unit of the thesaurus, and a second one after `/`.

use crate::numeral::NumeralForm;
use zhengtu_lexicon::measures::{MeasureClass, Measures};

/// A unit as read.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitRead {
    /// As printed, without 余.
    pub name: String,
    /// What it measures, where the thesaurus has it.
    pub class: Option<MeasureClass>,
    /// The offset after it.
    pub end: usize,
    /// Whether 余 or 多 stands beside it.
    pub more: bool,
}

/// Reads the unit at byte `at`, after a number of this form.
pub(super) fn read(measures: &Measures, text: &str, at: usize, form: NumeralForm) -> UnitRead {
    match form {
        NumeralForm::Percent => return fixed(measures, "%", at),
        NumeralForm::PerMille => return fixed(measures, "‰", at),
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
    let (name, class, length) = whole(measures, &text[read.end..]);
    let plain = !name.is_empty();
    if plain {
        read.end += length;
        read.name = name;
        read.class = class;
        more(text, &mut read);
        if class.is_none() {
            let (rest, class, length) = whole(measures, &text[read.end..]);
            read.end += length;
            read.name += &rest;
            read.class = class;
        }
        per(measures, text, &mut read);
    } else {
        read.end = at;
    }
    read
}

fn fixed(measures: &Measures, name: &str, end: usize) -> UnitRead {
    UnitRead { name: name.to_owned(), class: measures.unit(name).map(|unit| unit.class), end, more: false }
}

/// `/10万`: so many out of a hundred thousand.
fn out_of(rest: &str) -> Option<usize> {
    let digits = rest.strip_prefix(['/', '／'])?;
    let after = digits.trim_start_matches(|char: char| char.is_ascii_digit());
    let scaled = after.starts_with(['万', '亿']);
    (scaled && after.len() < digits.len()).then(|| rest.len() - after.len() + SIGN)
}

/// A unit with its scale, or a scale alone.
fn whole(measures: &Measures, rest: &str) -> (String, Option<MeasureClass>, usize) {
    if let Some((class, length)) = unit(measures, rest) {
        return (rest[..length].to_owned(), Some(class), length);
    }
    let (scale, counts) = scale(rest);
    match unit(measures, &rest[scale..]) {
        Some((class, length)) if scale > 0 => (rest[..scale + length].to_owned(), Some(class), scale + length),
        _ if counts => (rest[..scale].to_owned(), None, scale),
        _ => (String::new(), None, 0),
    }
}

/// The length of a Chinese sign in bytes.
const SIGN: usize = 3;

/// The length of the scale at the start of a unit: 千, 百万, 万亿; and whether it is one without a unit, as 千
/// and 百 are parts of words (5千企业).
fn scale(rest: &str) -> (usize, bool) {
    let power = if rest.starts_with(['十', '百', '千']) { SIGN } else { 0 };
    let more = &rest[power..];
    match more.starts_with("万亿") && power == 0 {
        true => (2 * SIGN, true),
        false if more.starts_with(['万', '亿']) => (power + SIGN, true),
        false => (power, false),
    }
}

/// A unit of the thesaurus; Latin letters count only where the word ends with them.
fn unit(measures: &Measures, rest: &str) -> Option<(MeasureClass, usize)> {
    let (measure, length) = measures.unit_at(rest)?;
    let latin = rest[..length].ends_with(|char: char| char.is_ascii_alphabetic());
    let goes_on = rest[length..].starts_with(|char: char| char.is_ascii_alphanumeric());
    (!(latin && goes_on)).then_some((measure.class, length))
}

/// `/` and a second unit: 元/人·月.
fn per(measures: &Measures, text: &str, read: &mut UnitRead) {
    while let Some(sign) = text[read.end..].chars().next().filter(|sign| "/／·".contains(*sign)) {
        let after = &text[read.end + sign.len_utf8()..];
        let (name, class, length) = whole(measures, after);
        let month = if after.starts_with('月') { '月'.len_utf8() } else { 0 };
        if class.is_none() && month == 0 {
            break;
        }
        read.name.push(sign);
        read.name.push_str(if month > 0 { "月" } else { &name });
        read.end += sign.len_utf8() + length.max(month);
    }
}

/// 半 after a unit, where it is no part of a word (3个半导体项目, 5米半径).
pub(super) fn and_a_half(text: &str, unit: &UnitRead) -> Option<char> {
    const WORDS: &str = "导成径岛数个月年天日途山封自程边价";
    let rest = text[unit.end..].strip_prefix('半').filter(|_| unit.class.is_some() && !unit.more)?;
    (!rest.starts_with(|next| WORDS.contains(next))).then_some('半')
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
