//! The number formats of lists (ECMA-376, part 1, section 17.18.59), as Word shows them.

use zhengtu_text::numeral::Signs;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number `n` in the format `format`. Formats of languages that Chinese plans do not use are
/// shown as decimal numbers.
pub(crate) fn render(n: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "upperRoman" => roman(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerLetter" => letters(n),
        "chineseCounting" | "taiwaneseCounting" if n > 99 => digits(n, '○'),
        "japaneseCounting"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Signs::COUNTING.write(n),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(n, '○'),
        "chineseLegalSimplified" | "japaneseLegal" => Signs::LEGAL.write(n),
        "ideographLegalTraditional" => Signs::LEGAL_TRADITIONAL.write(n),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(n),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(n, &[('①', 20), ('㉑', 15), ('㊱', 15)]),
        "decimalEnclosedParen" => enclosed(n, &[('⑴', 20)]),
        "decimalEnclosedFullstop" => enclosed(n, &[('⒈', 20)]),
        "ideographEnclosedCircle" => enclosed(n, &[('㊀', 10)]),
        "ideographTraditional" => cycle(n, STEMS),
        "ideographZodiac" => cycle(n, BRANCHES),
        "ideographZodiacTraditional" => sexagenary(n),
        "numberInDash" => format!("- {n} -"),
        _ => n.to_string(),
    }
}

/// 一○一: digit by digit.
fn digits(n: u32, zero: char) -> String {
    let digit = |char: char| {
        char.to_digit(10).filter(|&digit| digit > 0).map_or(zero, |digit| Signs::COUNTING.digits[digit as usize])
    };
    n.to_string().chars().map(digit).collect()
}

fn full_width(n: u32) -> String {
    n.to_string().chars().filter_map(|char| char::from_u32(char as u32 + 0xfee0)).collect()
}

/// The n-th of runs of characters, each given by its first and its length; decimal beyond them.
fn enclosed(n: u32, runs: &[(char, u32)]) -> String {
    let mut left = n;
    for &(first, length) in runs {
        if (1..=length).contains(&left) {
            return char::from_u32(first as u32 + left - 1).map(String::from).unwrap_or_default();
        }
        left = left.saturating_sub(length);
    }
    n.to_string()
}

fn cycle(n: u32, signs: &str) -> String {
    let count = signs.chars().count() as u32;
    match n {
        0 => "0".to_owned(),
        n if n <= count => signs.chars().nth(n as usize - 1).map(String::from).unwrap_or_default(),
        n => n.to_string(),
    }
}

fn sexagenary(n: u32) -> String {
    let Some(index) = n.checked_sub(1).map(|index| index as usize) else { return "0".to_owned() };
    [STEMS.chars().nth(index % 10), BRANCHES.chars().nth(index % 12)].into_iter().flatten().collect()
}

/// a … z, aa, bb, …: the letter again and again, as Word does it.
fn letters(n: u32) -> String {
    let Some(index) = n.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(40) as usize).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = n.min(32_767);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_word_shows_them() {
        let cases = [
            ("chineseCounting", [(1, "一"), (10, "十"), (21, "二十一"), (101, "一○一")]),
            ("chineseCountingThousand", [(11, "十一"), (101, "一百零一"), (110, "一百一十"), (1010, "一千零一十")]),
            ("japaneseCounting", [(2, "二"), (12, "十二"), (20, "二十"), (99, "九十九")]),
            ("ideographDigital", [(9, "九"), (10, "一○"), (23, "二三"), (100, "一○○")]),
            ("chineseLegalSimplified", [(1, "壹"), (10, "壹拾"), (11, "壹拾壹"), (105, "壹佰零伍")]),
            ("decimalFullWidth", [(1, "１"), (10, "１０"), (27, "２７"), (100, "１００")]),
            ("decimalEnclosedCircle", [(1, "①"), (20, "⑳"), (21, "㉑"), (51, "51")]),
            ("decimalEnclosedParen", [(1, "⑴"), (3, "⑶"), (20, "⒇"), (21, "21")]),
            ("ideographTraditional", [(1, "甲"), (4, "丁"), (10, "癸"), (11, "11")]),
            ("upperRoman", [(4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL")]),
            ("lowerLetter", [(1, "a"), (26, "z"), (27, "aa"), (28, "bb")]),
            ("decimal", [(1, "1"), (10, "10"), (0, "0"), (300, "300")]),
        ];
        for (format, numbers) in cases {
            for (n, shown) in numbers {
                assert_eq!(render(n, format), shown, "{n} as {format}");
            }
        }
        assert_eq!(render(5, "none"), "");
        assert_eq!(render(10_005, "chineseCountingThousand"), "一万零五");
    }
}
