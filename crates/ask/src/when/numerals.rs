//! Years and small numbers as dates have them.

pub(super) fn year_digits(text: &str) -> Option<u16> {
    let year = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    year.parse().ok().filter(|year| (1949..=2100).contains(year))
}

/// 二〇二一, in digits one by one.
pub(super) fn chinese_year(text: &str) -> Option<(u16, usize)> {
    let digit = |char: char| "零一二三四五六七八九".chars().position(|known| known == char);
    let chars: Vec<char> = text.chars().take(4).collect();
    let digits: Vec<usize> = chars.iter().filter_map(|&char| digit(char)).collect();
    if digits.len() < 4 || !matches!(digits[0], 1 | 2) || text.chars().nth(4) != Some('年') {
        return None;
    }
    let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
    Some((u16::try_from(year).ok()?, chars.iter().map(|char| char.len_utf8()).sum()))
}

/// Up to `most` Arabic digits.
pub(super) fn digits(text: &str, most: usize) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > most { None } else { text[..len].parse().ok().map(|number| (number, len)) }
}

/// A small number, Arabic or Chinese up to 九十九.
pub(crate) fn number(text: &str) -> Option<(u32, usize)> {
    if let Some(found) = digits(text, 3) {
        return Some(found);
    }
    let chinese: String = text.chars().take_while(|char| "一二两三四五六七八九十".contains(*char)).take(3).collect();
    let digit = |text: &str| match text {
        "两" => Some(2),
        _ => "一二三四五六七八九".chars().zip(1..).find(|(char, _)| text == char.to_string()).map(|(_, number)| number),
    };
    let value = match chinese.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            tens.zip(ones).map(|(tens, ones)| tens * 10 + ones)
        }
        None => digit(&chinese),
    };
    value.map(|value| (value, chinese.len()))
}
