//! Numbers as their format shows them (ECMA-376, part 1, section 18.8.31).

/// A number in the format `code`.
pub(crate) fn show(value: f64, code: &str) -> String {
    let code = section(code, value);
    let plain = strip(&code);
    let digits = plain
        .split_once('.')
        .map_or(0, |(_, after)| after.chars().take_while(|char| matches!(char, '0' | '#' | '?')).count());
    if plain.contains('%') {
        return format!("{}%", fixed(value * 100.0, digits, false));
    }
    if !plain.contains(['0', '#']) || plain.contains(['E', '/']) {
        return general(value);
    }
    let number = fixed(value, digits, plain.contains(",0") || plain.contains(",#"));
    let (before, after) = around(&code);
    format!("{before}{number}{after}")
}

/// The part of a format for numbers of that sign.
pub(super) fn section(code: &str, value: f64) -> String {
    let sections: Vec<&str> = code.split(';').collect();
    let at = if value < 0.0 && sections.len() > 1 { 1 } else { 0 };
    sections[at].to_owned()
}

/// The format without conditions, colours, words and padding.
fn strip(code: &str) -> String {
    let mut plain = String::new();
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => drop(chars.by_ref().find(|&char| char == '"')),
            '[' => drop(chars.by_ref().find(|&char| char == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            char => plain.push(char),
        }
    }
    plain
}

/// The words before and after the number.
fn around(code: &str) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    let mut seen = false;
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        let word = if seen { &mut after } else { &mut before };
        match char {
            '"' => word.extend(chars.by_ref().take_while(|&char| char != '"')),
            '[' => drop(chars.by_ref().find(|&char| char == ']')),
            '\\' => word.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            '0' | '#' | '?' | '.' | ',' => seen = true,
            '-' | '+' | '(' | ')' | ' ' | '@' => {}
            char if !char.is_ascii_alphabetic() => word.push(char),
            _ => {}
        }
    }
    (before, after)
}

/// A number as a cell without format shows it: at most 11 digits.
pub(super) fn general(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let places = (10 - value.abs().max(1.0).log10().floor() as i32).clamp(0, 15) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn fixed(value: f64, digits: usize, grouped: bool) -> String {
    let digits = digits.min(15);
    // Excel rounds halves away from nought in decimal, not in binary.
    let rounded = format!("{:.digits$}", value + value.signum() * 1e-9 * 10f64.powi(-(digits as i32)));
    if !grouped {
        return rounded;
    }
    let (whole, rest) = rounded.split_once('.').map_or((rounded.as_str(), ""), |(whole, rest)| (whole, rest));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if rest.is_empty() { text } else { format!("{text}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_their_format() {
        let cases = [
            (12.0, "General", "12"),
            (0.1 + 0.2, "General", "0.3"),
            (0.155, "0.0%", "15.5%"),
            (0.15, "0%", "15%"),
            (1234.5, "#,##0.00", "1,234.50"),
            (1234567.0, "#,##0", "1,234,567"),
            (3.0, "0\"个\"", "3个"),
            (-2.5, "0.0;[Red]-0.0", "-2.5"),
            (2.345, "0.00_ ", "2.35"),
            (5.0, "@", "5"),
        ];
        for (value, code, text) in cases {
            assert_eq!(show(value, code), text, "{value} as {code}");
        }
    }
}
