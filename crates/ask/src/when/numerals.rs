//! Years and small numbers as dates have them.

use zhengtu_text::numeral;

pub(super) fn year_digits(text: &str) -> Option<u16> {
    let year = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    year.parse().ok().filter(|year| (1949..=2100).contains(year))
}

/// 二〇二一, in digits one by one.
pub(super) fn chinese_year(text: &str) -> Option<(u16, usize)> {
    let (value, length) = numeral::stem(text).filter(|_| text.starts_with(['一', '二']))?;
    let year = (1000.0..3000.0).contains(&value) && text[..length].chars().count() == 4;
    (year && text[length..].starts_with('年')).then_some((value as u16, length))
}

/// Up to `most` Arabic digits.
pub(super) fn digits(text: &str, most: usize) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > most { None } else { text[..len].parse().ok().map(|number| (number, len)) }
}

/// The largest number of days, months or the like that a date or stretch of time has.
const MOST: f64 = 999.0;

/// A small number, Arabic or Chinese.
pub(crate) fn number(text: &str) -> Option<(u32, usize)> {
    let (value, length) = numeral::stem(text)?;
    (value.fract() == 0.0 && value <= MOST).then_some((value as u32, length))
}
