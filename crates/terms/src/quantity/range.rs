//! Ranges: 6%-10%, 3至5年, 20%—30%, 20和30之间.

use super::units::UnitRead;
use super::{Read, units};
use crate::numeral::{self, Numeral};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::terms::DateWords;
use zhengtu_model::Value;
use zhengtu_text::Span;

/// The first year that a number without a unit is taken to be: 2021—2023 is a span of years.
const FIRST_YEAR: f64 = 1949.0;

/// Both ends of a range that begins with `first`, which has the unit `own`: the second follows the sign, and the units
/// agree.
pub(super) fn read(lexicon: &Lexicon, text: &str, first: &Numeral, own: &UnitRead) -> Option<Read> {
    let (words, measures) = (&lexicon.terms().date, lexicon.measures());
    let gap = if own.name.is_empty() { first.span.end } else { own.end };
    let (start, sign) = sign(words, text, gap)?;
    // 由20个增加到30个 names two numbers.
    if sign != Sign::Printed && text[..first.span.start].ends_with(['由', '从']) {
        return None;
    }
    let second = numeral::at(text, start)?;
    let unit = units::read(measures, text, second.span.end, second.form);
    let between = words.joined_end.at_start(&text[unit.end..]).is_some();
    if sign == Sign::Joined && !between || unit.name.is_empty() && !between && is_bare(sign, first) {
        return None;
    }
    let rising = second.value > first.value && first.form == second.form;
    let value = Value::Range([first.value, second.value]);
    let number = Span::new(first.span.start, second.span.end);
    (rising && unit.name.ends_with(own.name.as_str())).then_some(Read { value, number, unit })
}

/// How the two ends stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A dash.
    Printed,
    /// 至, 到.
    Spoken,
    /// 和, 与, with 之间 after the second.
    Joined,
}

/// The sign after the first number, and where it ends.
fn sign(words: &DateWords, text: &str, at: usize) -> Option<(usize, Sign)> {
    let at = at + spaces(&text[at..]);
    let rest = &text[at..];
    let (length, sign) = match words.between.at_start(rest) {
        Some(length) if rest.starts_with(['至', '到']) => (length, Sign::Spoken),
        Some(length) => (length, Sign::Printed),
        None => (words.joined.at_start(rest)?, Sign::Joined),
    };
    Some((at + length + spaces(&rest[length..]), sign))
}

/// Whether two numbers without a unit are none: 到 leads to what is reached, and years are dates.
fn is_bare(sign: Sign, first: &Numeral) -> bool {
    sign == Sign::Spoken || first.value >= FIRST_YEAR
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
