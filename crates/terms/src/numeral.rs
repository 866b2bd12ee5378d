//! Numbers as printed: Arabic in half and full width, Chinese, fractions.

mod fraction;

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
    let sign = sign_at(text, at, char);
    let (length, value, form) = unsigned(&rest[sign..])?;
    let value = if sign > 0 { -value } else { value };
    Some(Numeral { span: Span::new(at, at + sign + length), value, form })
}

/// The number at the start of `rest`, its sign aside.
fn unsigned(rest: &str) -> Option<Read> {
    if digit(rest.chars().next()?).is_some() {
        return fraction::divided(rest).or_else(|| arabic(rest));
    }
    fraction::spoken(rest).or_else(|| chinese(rest))
}

/// The length of the sign of a negative number at byte `at`. 减负 and 3-5 hold none: the sign stands at the
/// start, after a sign that is no letter, or (负) after a word that leads to a value.
fn sign_at(text: &str, at: usize, char: char) -> usize {
    let before = text[..at].chars().next_back();
    let opens =
        before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, ')' | '）' | '%' | '％' | '-'));
    let signs = match char {
        '负' | '負' => opens || before.is_some_and(|before| "为至到是达约".contains(before)),
        '-' | '－' | '−' => opens,
        _ => false,
    };
    if signs { char.len_utf8() } else { 0 }
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

/// Whether a number can start with the character.
pub(crate) fn starts(char: char) -> bool {
    matches!(char, '0'..='9' | '０'..='９' | '负' | '負' | '-' | '－' | '−') || starts_chinese(char)
}

/// Whether a Chinese number can start with the character.
pub(crate) fn starts_chinese(char: char) -> bool {
    numeral::starts(char) || matches!(char, '半' | '万' | '萬')
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
        let wide = rest.starts_with(|char: char| !char.is_ascii());
        while let Some((group, more)) = thousands(&rest[length..], wide) {
            digits = digits * 1000.0 + more;
            length += group;
        }
        value = digits;
    }
    if let Some((decimals, part)) = decimals(&rest[length..]) {
        // Reading the digits as one number keeps 1.7 exactly 1.7.
        value = decimal_value(&rest[..length + decimals]).unwrap_or(digits + part);
        length += decimals;
    }
    Some((length, value, NumeralForm::Arabic))
}

/// 4万一千, 1百01: a number that goes on with Chinese signs after its first `digits` bytes.
fn mixed(rest: &str, digits: usize) -> Option<(f64, usize)> {
    if !rest[digits..].starts_with(numeral::is_sign) {
        return None;
    }
    numeral::stem(rest).filter(|&(_, length)| length > digits)
}

fn decimal_value(printed: &str) -> Option<f64> {
    let plain: String = printed
        .chars()
        .filter(|&char| !",，".contains(char))
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
fn thousands(rest: &str, wide: bool) -> Option<(usize, f64)> {
    // After half-width digits a wide comma ends a clause.
    let comma = rest.chars().next().filter(|&char| if wide { ",，" } else { "," }.contains(char))?;
    let (length, value) = digit_run(&rest[comma.len_utf8()..]);
    let digits = rest[comma.len_utf8()..][..length].chars().count();
    (digits == 3).then_some((comma.len_utf8() + length, value))
}

fn decimals(rest: &str) -> Option<(usize, f64)> {
    let point = rest.chars().next().filter(|&char| matches!(char, '.' | '．'))?;
    let (length, value) = digit_run(&rest[point.len_utf8()..]);
    let count = rest[point.len_utf8()..point.len_utf8() + length].chars().count();
    let part = value / 10f64.powi(i32::try_from(count).unwrap_or(300));
    (length > 0).then_some((point.len_utf8() + length, part))
}

/// A Chinese number, by digits and powers: 两千三百, 十五, 三万五千, 一点五, 二〇二一.
fn chinese(rest: &str) -> Option<Read> {
    let (value, length) = numeral::stem(rest)?;
    let (decimals, value) = spoken_decimals(&rest[length..], value).unwrap_or((0, value));
    Some((length + decimals, value, NumeralForm::Chinese))
}

/// 点五 after 一.
fn spoken_decimals(rest: &str, whole: f64) -> Option<(usize, f64)> {
    let digits = rest.strip_prefix(['点', '點'])?;
    let mut value = String::new();
    let mut length = '点'.len_utf8();
    for char in digits.chars() {
        // 一点两小时: 两 counts what follows it.
        let Some(digit) = numeral::chinese_digit(char).filter(|_| char != '两') else { break };
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
        assert_eq!(read("４，５６５"), Some((4565.0, "４，５６５")));
        assert_eq!(read("300，500"), Some((300.0, "300")));
        assert_eq!(read("4万一千亩"), Some((41_000.0, "4万一千")));
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
    fn negative_numbers_stand_where_no_word_or_range_ends() {
        assert_eq!(read("-22.2%"), Some((-22.2, "-22.2")));
        assert_eq!(read("负三十二"), Some((-32.0, "负三十二")));
        for (text, place) in [("减负30%", "减".len()), ("3-5家", 1), ("表-2", "表".len())] {
            assert_eq!(at(text, place), None, "{text}");
        }
        assert_eq!(at("增速为负2%", "增速为".len()).unwrap().value, -2.0);
    }

    #[test]
    fn spoken_fractions() {
        assert_eq!(read("16分之5"), Some((0.3125, "16分之5")));
        assert_eq!(read("二十五分之一百四十四"), Some((5.76, "二十五分之一百四十四")));
        assert_eq!(at("百分之百", 0).unwrap().value, 100.0);
        assert_eq!(at("百分之九十五以上", 0).unwrap().value, 95.0);
        assert_eq!(read("三分之一"), Some((1.0 / 3.0, "三分之一")));
        assert_eq!(read("万分之一"), Some((0.0001, "万分之一")));
        let percent = at("百分之五", 0).unwrap();
        assert_eq!((percent.value, percent.form), (5.0, NumeralForm::Percent));
        assert_eq!(at("千分之3", 0).unwrap().form, NumeralForm::PerMille);
    }
}
