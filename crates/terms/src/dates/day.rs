//! Calendar days printed in full, by themselves: in signatures, in the data above a text, in lists.

use zhengtu_model::Date;
use zhengtu_text::Span;
use zhengtu_text::numeral::{chinese_digit, exact, is_counting};

/// A day printed with its year, and the passage that is the day and no more: words beside it (底前, 起) make a
/// [`DateMention`](super::DateMention) of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The passage.
    pub span: Span,
}

/// The first day printed in full in a text: 2021年3月12日, 2021-03-12, 2021.3.12, 二〇二一年三月十二日. What names a day
/// that the calendar does not have is none.
///
/// ```
/// use zhengtu_terms::dates::first_day;
/// let found = first_day("发布日期：2021-03-12 09:30").unwrap();
/// assert_eq!((found.date.to_string().as_str(), found.span.len()), ("2021-03-12", "2021-03-12".len()));
/// assert_eq!(first_day("2021年13月45日"), None);
/// ```
pub fn first_day(text: &str) -> Option<Day> {
    text.char_indices().find_map(|(at, _)| {
        let Day { date, span } = day_at_start(&text[at..])?;
        Some(Day { date, span: span.shift(at) })
    })
}

/// The day printed in full with which a text begins.
pub fn day_at_start(text: &str) -> Option<Day> {
    let (date, rest) = in_digits(text).or_else(|| in_signs(text))?;
    Some(Day { date, span: Span::new(0, text.len() - rest.len()) })
}

/// The signs that part year, month and day in digits.
const SEPARATORS: [char; 4] = ['-', '.', '/', '－'];

/// 2021年3月12日, 2021-03-12: the day, and what stands behind it.
fn in_digits(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = text.split_at_checked(4).filter(|(year, _)| is_year(year))?;
    let rest = rest.strip_prefix('年').or_else(|| rest.strip_prefix(SEPARATORS))?;
    let (month, rest) = one_or_two_digits(rest)?;
    let rest = rest.strip_prefix('月').or_else(|| rest.strip_prefix(SEPARATORS))?;
    let (day, rest) = one_or_two_digits(rest)?;
    Some((Date::new(year.parse().ok()?, month, day)?, rest.strip_prefix('日').unwrap_or(rest)))
}

/// A year of the twentieth or twenty-first century, in digits.
fn is_year(year: &str) -> bool {
    matches!(&year.as_bytes()[..2], b"19" | b"20") && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of the first one or two digits, and what stands behind them.
fn one_or_two_digits(text: &str) -> Option<(u8, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok()?, rest))
}

/// 二〇二一年三月十二日: the day, and what stands behind it.
fn in_signs(text: &str) -> Option<(Date, &str)> {
    let end = text.char_indices().nth(4)?.0;
    let (year, rest) = (year_in_signs(&text[..end])?, text[end..].strip_prefix('年')?);
    let (month, rest) = counted(rest)?;
    let (day, rest) = counted(rest.strip_prefix('月')?)?;
    Some((Date::new(year, month, day)?, rest.strip_prefix('日')?))
}

/// The number of a month or day in Chinese with which a text begins (三, 十二, 三十一), and what stands behind it.
fn counted(text: &str) -> Option<(u8, &str)> {
    let (number, rest) = text.split_at(text.find(|char| !is_counting(char))?);
    Some((exact(number).and_then(|number| u8::try_from(number).ok())?, rest))
}

/// 二〇二一: a year digit by digit; zeros are typed in many forms.
fn year_in_signs(text: &str) -> Option<u16> {
    text.chars().try_fold(0u16, |year, char| {
        let digit = match char {
            '〇' | '○' | '零' | '０' | 'O' | 'o' | '0' => 0,
            _ => chinese_digit(char).filter(|_| is_counting(char))?,
        };
        Some(year * 10 + u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_digits_and_in_signs() {
        for text in ["2021年3月12日", "二〇二一年三月十二日", "二○二一年三月十二日", "2021-03-12", "2021.3.12"]
        {
            let found = first_day(text).unwrap();
            assert_eq!((found.date.to_string().as_str(), found.span.of(text)), ("2021-03-12", text));
        }
        for text in ["2021年13月45日", "年月日", "2021年3月", "3月12日", "一二三年三月十二日"] {
            assert_eq!(first_day(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_of_several_is_found_where_it_stands() {
        let text = "（2021年3月12日某市印发，二〇二二年一月一日起施行）";
        assert_eq!(first_day(text).map(|day| day.span.of(text)), Some("2021年3月12日"));
        let later = "二〇二二年一月一日，2021-03-12";
        assert_eq!(first_day(later).map(|day| day.span.of(later)), Some("二〇二二年一月一日"));
    }
}
