//! Fractions: 1/4, 三分之一, 16分之5, 百分之五, 千分之三, 一半.

use super::{NumeralForm, Read, arabic, chinese, digit, digit_run};
use zhengtu_text::numeral;

/// The longest denominator that is looked for, in characters: looking no further keeps the scan of a long
/// text linear.
const LONGEST: usize = 8;

/// 1/4: digits, `/` and more digits, the first the smaller; 2021/6/30 is a date and 24/7 a name. 16分之5.
pub(super) fn divided(rest: &str) -> Option<Read> {
    if let Some(found) = before_sign(rest) {
        return Some(found);
    }
    let (length, above) = digit_run(rest);
    let after = rest[length..].strip_prefix(['/', '／'])?;
    let start = rest.len() - after.len();
    let (digits, below) = digit_run(after);
    let end = start + digits;
    let goes_on = rest[end..].starts_with(['/', '／', '-', '.', '万', '亿']);
    let proper = (1..=3).contains(&digits) && above < below;
    (proper && !goes_on).then_some((end, above / below, NumeralForm::Fraction))
}

/// 一半, 三分之一, 百分之五.
pub(super) fn spoken(rest: &str) -> Option<Read> {
    if rest.starts_with("一半") {
        return Some(("一半".len(), 0.5, NumeralForm::Fraction));
    }
    before_sign(rest)
}

/// A denominator, 分之 and a number.
fn before_sign(rest: &str) -> Option<Read> {
    let chars = rest.char_indices().take(LONGEST);
    let sign = chars.take_while(|&(_, char)| is_denominator(char)).last().map(|(at, char)| at + char.len_utf8())?;
    let after = rest[sign..].strip_prefix("分之")?;
    let (length, above) = numerator(after)?;
    let length = rest.len() - after.len() + length;
    Some(match &rest[..sign] {
        "百" | "佰" => (length, above, NumeralForm::Percent),
        "千" | "仟" => (length, above, NumeralForm::PerMille),
        below => (length, above / denominator(below)?, NumeralForm::Fraction),
    })
}

fn is_denominator(char: char) -> bool {
    digit(char).is_some() || numeral::is_sign(char)
}

fn denominator(text: &str) -> Option<f64> {
    // 万分之三, 百万分之五: the one before them is left out.
    let (value, length) =
        numeral::whole(text).or_else(|| numeral::whole(&format!("一{text}")).map(|(value, _)| (value, text.len())))?;
    (length == text.len() && value > 0.0).then_some(value)
}

/// 百分之百 is the whole.
fn numerator(text: &str) -> Option<(usize, f64)> {
    if text.starts_with('百') {
        return Some(('百'.len_utf8(), 100.0));
    }
    if text.chars().next().and_then(digit).is_some() {
        return arabic(text).map(|(length, value, _)| (length, value));
    }
    if let Some((length, value, _)) = chinese(text) {
        return Some((length, value));
    }
    // 五分之壹: after 分之 such a sign is no word.
    let (first, rest) = text.split_at_checked(text.chars().next()?.len_utf8())?;
    let value = first.chars().next().and_then(numeral::chinese_digit).filter(|&value| value > 0)?;
    // 百分之二三十 is about as much, and no number.
    (!rest.starts_with(numeral::is_sign)).then_some((first.len(), f64::from(value)))
}
