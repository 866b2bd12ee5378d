//! Numbers with what is counted, as tokens: 14亿元 is no part of 114亿元, and 1.4亿 is not 4亿.

use std::ops::Range;

/// Stands before a number in its tokens, so that they are no words.
pub(crate) const SIGN: char = '#';

/// The most characters of what is counted that belong to a token.
const TAIL: usize = 2;

/// The numbers in folded characters: digits with their decimals and with commas between thousands.
pub(crate) fn numbers(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let len = number_len(&chars[at..]);
        if len > 0 {
            found.push(at..at + len);
        }
        at += len.max(1);
    }
    found
}

/// The length of the number at the start; 0 where none stands there.
pub(crate) fn number_len(chars: &[char]) -> usize {
    let digits = |from: usize| chars[from..].iter().take_while(|char| char.is_ascii_digit()).count();
    let mut len = digits(0);
    if len == 0 {
        return 0;
    }
    while chars.get(len) == Some(&',') && digits(len + 1) == 3 {
        len += 4;
    }
    match chars.get(len) {
        Some('.') if digits(len + 1) > 0 => len + 1 + digits(len + 1),
        _ => len,
    }
}

/// The tokens of all numbers: each number alone, with one and with two characters of what is counted.
pub(crate) fn tokens(chars: &[char]) -> Vec<String> {
    let of = |range: Range<usize>| {
        let (number, rest) = (&chars[range.clone()], &chars[range.end..]);
        (0..=tail_len(rest)).map(|tail| token(number, &rest[..tail])).collect::<Vec<_>>()
    };
    numbers(chars).into_iter().flat_map(of).collect()
}

/// The token of a number that was typed, with what stands after it.
pub(crate) fn asked(chars: &[char]) -> Option<String> {
    let len = number_len(chars);
    let (number, rest) = chars.split_at(len);
    (len > 0).then(|| token(number, &rest[..tail_len(rest)]))
}

fn tail_len(rest: &[char]) -> usize {
    let counted = |char: &&char| char.is_alphanumeric() && !char.is_ascii_digit() || matches!(char, '%' | '‰' | '℃');
    rest.iter().take(TAIL).take_while(counted).count()
}

fn token(number: &[char], tail: &[char]) -> String {
    let digits = number.iter().filter(|char| **char != ',');
    std::iter::once(&SIGN).chain(digits).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        tokens(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_number_is_one_token_alone_and_with_what_is_counted() {
        assert_eq!(of("投资1.4亿元"), ["#1.4", "#1.4亿", "#1.4亿元"]);
        assert_eq!(of("14,500元,3"), ["#14500", "#14500元", "#3"]);
        assert_eq!(of("不超过1%。"), ["#1", "#1%"]);
        assert!(of("十四亿").is_empty());
    }

    #[test]
    fn what_was_typed_is_the_longest_token_of_it() {
        let asked = |text: &str| asked(&text.chars().collect::<Vec<_>>());
        assert_eq!(asked("14亿元"), Some("#14亿元".to_owned()));
        assert_eq!(asked("2个工作日"), Some("#2个工".to_owned()));
        assert_eq!(asked("第2个"), None);
        assert!(!of("114亿元").contains(&asked("14亿元").unwrap()));
        assert!(!of("1.4亿元").contains(&asked("4亿元").unwrap()));
    }
}
