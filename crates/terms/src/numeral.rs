//! Numbers as printed: Arabic in half and full width, Chinese, fractions.

use zhengtu_text::{Span, numeral};

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// The passage.
    pub span: Span,
    /// Its value; for 百分之五 the 5.
    pub value: f64,
    /// How it is printed.
    pub form: NumeralForm,
}

/// How a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumeralForm {
    /// 1234, 1,234.5, １２.
    Arabic,
    /// 三十八, 两千三百.
    Chinese,
    /// 1/4, 三分之一.
    Fraction,
    /// 百分之五: the value is 5, in %.
    Percent,
    /// 千分之三: the value is 3, in ‰.
    PerMille,
}

/// The number that starts at byte `at` of `text`.
///
/// A last 万 or 亿 is left out where nothing of the number follows it, as it belongs to the unit
/// (2万家次 is 2 of 万家次); 三万五千 is 35000.
///
/// ```
/// let number = zhengtu_terms::numeral::at("共1,200家", 3).unwrap();
/// assert_eq!((number.value, number.span.of("共1,200家")), (1200.0, "1,200"));
/// ```
pub fn at(text: &str, at: usize) -> Option<Numeral> {
    let rest = text.get(at..)?;
    let char = rest.chars().next()?;
    let (length, value, form) = if digit(char).is_some() {
        arabic(rest)?
    } else {
        half(rest).or_else(|| spoken_fraction(rest)).or_else(|| chinese(rest))?
    };
    Some(Numeral { span: Span::new(at, at + length), value, form })
}

pub(crate) use zhengtu_text::numeral::digit;

/// The number that starts at byte `at`, with a last 万 or 亿.
///
/// ```
/// let number = zhengtu_terms::numeral::whole_at("十余万人", 0).unwrap();
/// assert_eq!((number.value, number.span.of("十余万人")), (100_000.0, "十余万"));
/// ```
pub fn whole_at(text: &str, at: usize) -> Option<Numeral> {
    let number = self::at(text, at)?;
    let (factor, length) = numeral::factor(&text[number.span.end..], number.form == NumeralForm::Arabic);
    let span = Span::new(at, number.span.end + length);
    Some(Numeral { span, value: number.value * factor, ..number })
}

/// Whether a Chinese number can start with the character.
pub(crate) fn starts_chinese(char: char) -> bool {
    numeral::starts(char) || matches!(char, '半' | '万')
}

type Read = (usize, f64, NumeralForm);

fn arabic(rest: &str) -> Option<Read> {
    let (mut length, mut digits) = digit_run(rest);
    if let Some((value, whole)) = mixed(rest, length) {
        return Some((whole, value, NumeralForm::Arabic));
    }
    let mut value = digits;
    let first = rest[..length].chars().count();
    if first <= 3 {
        while let Some((group, more)) = thousands(&rest[length..]) {
            digits = digits * 1000.0 + more;
            length += group;
        }
        value = digits;
    }
    if let Some((decimals, part)) = decimals(&rest[length..]) {
        // Reading the digits as one number keeps 1.7 exactly 1.7.
        value = decimal_value(&rest[..length + decimals]).unwrap_or(digits + part);
        length += decimals;
    } else if let Some((denominator, by)) = denominator(&rest[length..])
        && by != 0.0
        && digits < by
    {
        return Some((length + denominator, digits / by, NumeralForm::Fraction));
    }
    Some((length, value, NumeralForm::Arabic))
}

/// 4万一千, 1百01: a number that goes on with Chinese signs after its first `digits` bytes.
fn mixed(rest: &str, digits: usize) -> Option<(f64, usize)> {
    rest[digits..]
        .starts_with(['万', '亿', '千', '百'])
        .then(|| numeral::stem(rest))
        .flatten()
        .filter(|&(_, length)| length > digits)
}

fn decimal_value(printed: &str) -> Option<f64> {
    let plain: String = printed
        .chars()
        .filter(|&char| char != ',' && char != '，')
        .map(|char| match digit(char) {
            Some(value) => char::from_digit(value, 10).unwrap_or('0'),
            None => '.',
        })
        .collect();
    plain.parse().ok()
}

fn digit_run(rest: &str) -> (usize, f64) {
    let mut value = 0.0;
    let mut length = 0;
    for char in rest.chars() {
        let Some(digit) = digit(char) else { break };
        value = value * 10.0 + f64::from(digit);
        length += char.len_utf8();
    }
    (length, value)
}

/// `,` and exactly three digits.
fn thousands(rest: &str) -> Option<(usize, f64)> {
    let comma = rest.chars().next().filter(|&char| char == ',')?;
    let (length, value) = digit_run(&rest[comma.len_utf8()..]);
    (length == 3).then_some((comma.len_utf8() + length, value))
}

fn decimals(rest: &str) -> Option<(usize, f64)> {
    let point = rest.chars().next().filter(|&char| matches!(char, '.' | '．'))?;
    let (length, value) = digit_run(&rest[point.len_utf8()..]);
    let count = rest[point.len_utf8()..point.len_utf8() + length].chars().count();
    (length > 0).then(|| (point.len_utf8() + length, value / 10f64.powi(i32::try_from(count).unwrap_or(300))))
}

/// `/` and digits, as in 1/4; not followed by a further `/`, as in 2021/6/30.
fn denominator(rest: &str) -> Option<(usize, f64)> {
    let slash = rest.chars().next().filter(|&char| matches!(char, '/' | '／'))?;
    let (length, value) = digit_run(&rest[slash.len_utf8()..]);
    let end = slash.len_utf8() + length;
    (length > 0 && length <= 3 && !rest[end..].starts_with(['/', '／', '-', '.', '万', '亿'])).then_some((end, value))
}

/// 一半.
fn half(rest: &str) -> Option<Read> {
    rest.starts_with("一半").then_some(("一半".len(), 0.5, NumeralForm::Fraction))
}

/// 三分之一, 百分之五, 千分之三.
fn spoken_fraction(rest: &str) -> Option<Read> {
    // Looking no further than a number can be long keeps the scan of a long text linear.
    let sign = rest.char_indices().take(5).map(|(at, _)| at).find(|&at| rest[at..].starts_with("分之"))?;
    let after = sign + "分之".len();
    let number = match rest[after..].chars().next().and_then(digit) {
        Some(_) => arabic(&rest[after..])?,
        None => chinese(&rest[after..])?,
    };
    let length = after + number.0;
    match &rest[..sign] {
        "百" => Some((length, number.1, NumeralForm::Percent)),
        "千" => Some((length, number.1, NumeralForm::PerMille)),
        "万" => Some((length, number.1 / 10_000.0, NumeralForm::Fraction)),
        below => {
            let (read, by, _) = chinese(below)?;
            (read == sign && by > 0.0).then_some((length, number.1 / by, NumeralForm::Fraction))
        }
    }
}

/// A Chinese number, by digits and powers: 两千三百, 十五, 三万五千, 一点五, 二〇二一.
fn chinese(rest: &str) -> Option<Read> {
    let (value, length) = numeral::stem(rest)?;
    let (decimals, value) = spoken_decimals(&rest[length..], value).unwrap_or((0, value));
    Some((length + decimals, value, NumeralForm::Chinese))
}

/// 点五 after 一.
fn spoken_decimals(rest: &str, whole: f64) -> Option<(usize, f64)> {
    let digits = rest.strip_prefix('点')?;
    let mut value = String::new();
    let mut length = '点'.len_utf8();
    for char in digits.chars() {
        let Some(digit) = numeral::chinese_digit(char) else { break };
        value.push(char::from_digit(digit, 10)?);
        length += char.len_utf8();
    }
    if value.is_empty() {
        return None;
    }
    format!("{whole}.{value}").parse().ok().map(|value| (length, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, &str)> {
        at(text, 0).map(|number| (number.value, number.span.of(text)))
    }

    #[test]
    fn arabic_numbers_in_every_width_and_grouping() {
        assert_eq!(read("38天"), Some((38.0, "38")));
        assert_eq!(read("３８．５％"), Some((38.5, "３８．５")));
        assert_eq!(read("12,345,678元"), Some((12_345_678.0, "12,345,678")));
        assert_eq!(read("1.7%"), Some((1.7, "1.7")));
        assert_eq!(read("300,2025年"), Some((300.0, "300")));
        assert_eq!(read("1/4时间"), Some((0.25, "1/4")));
        assert_eq!(read("2021/6/30"), Some((2021.0, "2021")));
    }

    #[test]
    fn chinese_numbers_leave_a_last_scale_to_the_unit() {
        assert_eq!(read("三十八天"), Some((38.0, "三十八")));
        assert_eq!(read("两千三百亩"), Some((2300.0, "两千三百")));
        assert_eq!(read("十余家"), Some((10.0, "十")));
        assert_eq!(read("三万亩"), Some((3.0, "三")));
        assert_eq!(read("三万五千亩"), Some((35_000.0, "三万五千")));
        assert_eq!(read("一百零八个"), Some((108.0, "一百零八")));
        assert_eq!(read("二〇二一年"), Some((2021.0, "二〇二一")));
        assert_eq!(read("一点五倍"), Some((1.5, "一点五")));
        assert_eq!(read("万家"), None);
        assert_eq!(read("三四个"), None);
    }

    #[test]
    fn spoken_fractions() {
        assert_eq!(read("三分之一"), Some((1.0 / 3.0, "三分之一")));
        assert_eq!(read("万分之一"), Some((0.0001, "万分之一")));
        let percent = at("百分之五", 0).unwrap();
        assert_eq!((percent.value, percent.form), (5.0, NumeralForm::Percent));
        assert_eq!(at("千分之3", 0).unwrap().form, NumeralForm::PerMille);
    }
}
