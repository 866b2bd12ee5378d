//! Dates and times as their format shows them, and whole: a format that leaves out the year of the
//! cell, or writes it in the order of another country, shows less than the cell says.

use super::numbers::{general, section};
use calamine::{ExcelDateTime, ExcelDateTimeType};

/// Days since 1900 from which on a number in a format for spans of time is a day: 1954.
const FIRST_DAY: f64 = 20_000.0;

/// The built-in formats for dates and times as a Chinese system shows them (ECMA-376, part 1, section
/// 18.8.30; the ids 27 to 58 are those of Chinese).
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        14..=16 => "yyyy/m/d",
        17 => "yyyy\"年\"m\"月\"",
        18 | 20 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "h\"时\"mm\"分\"",
        35 | 56 => "h\"时\"mm\"分\"ss\"秒\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        _ => return None,
    })
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Year,
    /// Months, days and parts of the time with the number of their digits.
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// A name of a month or of a day of the week.
    Name,
    Words(String),
}

/// A date or time in the format `code`.
pub(super) fn show(date: &ExcelDateTime, code: &str) -> String {
    let value = date.as_f64();
    if date.is_duration() && value < FIRST_DAY {
        return span(value);
    }
    let tokens = tokens(&section(code, 1.0));
    if value < 1.0 {
        return written(date, &tokens);
    }
    let midnight = value.fract() < 1e-9;
    let date_ends = tokens.iter().rposition(|token| matches!(token, Token::Year | Token::Month(_) | Token::Day(_)));
    match date_ends {
        Some(end) if is_whole(&tokens) && midnight => written(date, &tokens[..words_after(&tokens, end)]),
        Some(_) if is_whole(&tokens) => written(date, &tokens),
        _ => whole(date, &tokens, midnight),
    }
}

/// The day of a number too large for a span of time.
pub(super) fn day(value: f64) -> Option<String> {
    let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
    (value >= FIRST_DAY).then(|| whole(&date, &[], true))
}

/// Whether the format shows the year, and what it shows of the date in the order of Chinese.
fn is_whole(tokens: &[Token]) -> bool {
    let order: Vec<u8> = tokens.iter().filter_map(rank).collect();
    order.first() == Some(&0) && order.is_sorted() && order.len() > 1 && !tokens.contains(&Token::Name)
}

fn rank(token: &Token) -> Option<u8> {
    match token {
        Token::Year => Some(0),
        Token::Month(_) => Some(1),
        Token::Day(_) => Some(2),
        _ => None,
    }
}

/// Where the words end that follow the last part of the date (日, 底): up to a space or the time.
fn words_after(tokens: &[Token], end: usize) -> usize {
    let rest = &tokens[end + 1..];
    let timed = rest.iter().any(|token| matches!(token, Token::Hour(_) | Token::Minute(_) | Token::Second(_)));
    let words = |token: &&Token| matches!(token, Token::Words(words) if !timed || !words.starts_with(' '));
    end + 1 + rest.iter().take_while(words).count()
}

/// The date in the order of Chinese, with the day unless the format leaves it out, and the time if
/// there is one.
fn whole(date: &ExcelDateTime, tokens: &[Token], midnight: bool) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    let months = tokens.iter().any(|token| matches!(token, Token::Month(_) | Token::Name));
    let days = tokens.iter().any(|token| matches!(token, Token::Day(_)));
    match (months && !days, midnight) {
        (true, _) => format!("{year}年{month}月"),
        (false, true) => format!("{year}年{month}月{day}日"),
        (false, false) => format!("{year}年{month}月{day}日 {hour}:{minute:02}"),
    }
}

fn written(date: &ExcelDateTime, tokens: &[Token]) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Year => text.push_str(&year.to_string()),
            Token::Month(count) => text.push_str(&padded(month, *count)),
            Token::Day(count) => text.push_str(&padded(day, *count)),
            Token::Hour(count) => text.push_str(&padded(hour, *count)),
            Token::Minute(count) => text.push_str(&padded(minute, *count)),
            Token::Second(count) => text.push_str(&padded(second, *count)),
            Token::Words(words) => text.push_str(words),
            Token::Name => {}
        }
    }
    if text.chars().any(|char| char.is_ascii_digit()) { text } else { format!("{hour}:{minute:02}:{second:02}") }
}

/// A span of time in hours.
fn span(days: f64) -> String {
    if days < 0.0 {
        return general(days);
    }
    let seconds = (days * 86_400.0).round() as u64;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn padded(value: u8, count: usize) -> String {
    if count == 2 { format!("{value:02}") } else { value.to_string() }
}

fn tokens(code: &str) -> Vec<Token> {
    let code = code.to_lowercase();
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(char) = chars.next() {
        let mut count = 1;
        while char.is_ascii_alphabetic() && chars.next_if_eq(&char).is_some() {
            count += 1;
        }
        let token = match char {
            '"' => Token::Words(chars.by_ref().take_while(|&char| char != '"').collect()),
            '[' => {
                let _ = chars.by_ref().find(|&char| char == ']');
                continue;
            }
            '\\' => Token::Words(chars.next().into_iter().collect()),
            '_' | '*' => {
                let _ = chars.next();
                continue;
            }
            'y' | 'e' => Token::Year,
            'm' if count > 2 => Token::Name,
            'm' if matches!(last_part(&tokens), Some(Token::Hour(_))) => Token::Minute(count),
            'm' => Token::Month(count),
            'd' if count > 2 => Token::Name,
            'd' => Token::Day(count),
            'h' => Token::Hour(count),
            's' => {
                minutes_before_seconds(&mut tokens);
                Token::Second(count)
            }
            '@' => continue,
            char if char.is_ascii_alphabetic() => continue,
            char => Token::Words(char.to_string()),
        };
        tokens.push(token);
    }
    tokens
}

fn last_part(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().rev().find(|token| !matches!(token, Token::Words(_)))
}

/// In mm:ss the m are minutes.
fn minutes_before_seconds(tokens: &mut [Token]) {
    let last = tokens.iter_mut().rev().find(|token| !matches!(token, Token::Words(_)));
    if let Some(token) = last
        && let Token::Month(count) = *token
    {
        *token = Token::Minute(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> String {
        show(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false), code)
    }

    #[test]
    fn dates_are_shown_in_their_format() {
        let cases = [
            ("yyyy\"年\"m\"月\"d\"日\"", "2025年12月31日"),
            ("yyyy\"年\"m\"月\";@", "2025年12月"),
            ("[$-804]yyyy年m月d日", "2025年12月31日"),
            ("yyyy-mm-dd", "2025-12-31"),
            ("yyyy/m/d;@", "2025/12/31"),
            ("yy.m.d", "2025.12.31"),
            ("yyyymmdd", "20251231"),
            ("\"截至\"yyyy\"年\"m\"月底\"", "截至2025年12月底"),
            ("yyyy-mm-dd hh:mm", "2025-12-31"),
        ];
        for (code, text) in cases {
            assert_eq!(shown(46_022.0, code), text, "{code}");
        }
    }

    #[test]
    fn a_format_that_shows_less_than_the_date_or_in_foreign_order_does_not_cut_it() {
        let cases = [
            ("m\"月\"d\"日\"", "2025年12月31日"),
            ("[$-F800]dddd, mmmm dd, yyyy", "2025年12月31日"),
            ("mm-dd-yy", "2025年12月31日"),
            ("mmm-yy", "2025年12月"),
            ("h:mm", "2025年12月31日"),
            ("aaaa", "2025年12月31日"),
        ];
        for (code, text) in cases {
            assert_eq!(shown(46_022.0, code), text, "{code}");
        }
        assert_eq!(shown(46_022.5, "yyyy/m/d h:mm"), "2025/12/31 12:00");
        assert_eq!(shown(46_022.5, "mm-dd-yy"), "2025年12月31日 12:00");
    }

    #[test]
    fn every_built_in_format_for_dates_shows_the_day_of_the_cell() {
        for id in (14..=22).chain(27..=36).chain(45..=47).chain(50..=58) {
            let text = shown(45_838.0, built_in(id).unwrap());
            assert!(text.starts_with("2025/6/30") || text.starts_with("2025年6月"), "{id}: {text}");
        }
        assert_eq!((built_in(9), built_in(49)), (None, None));
    }

    #[test]
    fn a_time_of_day_and_a_span_of_time_are_no_dates() {
        assert_eq!(shown(0.375, "h:mm"), "9:00");
        let span = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(show(&span, "[h]:mm:ss"), "36:00:00");
        let day = ExcelDateTime::new(45_838.0, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(show(&day, "[h]:mm:ss"), "2025年6月30日");
    }
}
