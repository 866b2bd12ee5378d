use std::borrow::Cow;

/// Folds one character to the form in which passages are compared: full-width letters, digits and
/// signs to half width, the brackets 〔〕［］【】 to `[` and `]`, 〇 to 零, typographic quotes to `"`.
/// One character in, one character out, so that offsets in characters stay the same.
pub fn fold_char(char: char) -> char {
    match char {
        '\u{3000}' | '\u{00a0}' => ' ',
        '〔' | '［' | '【' => '[',
        '〕' | '］' | '】' => ']',
        '〇' => '零',
        '“' | '”' | '„' | '＂' | '「' | '」' => '"',
        '‘' | '’' | '＇' => '\'',
        '—' | '–' | '－' | '―' | '─' => '-',
        '～' | '〜' => '~',
        '！'..='～' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    }
}

/// The text with every character folded to half width, for comparing two passages.
pub fn fold_width(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The text without white space, as the records print passages.
pub fn strip_white(text: &str) -> String {
    without_white(text).into_owned()
}

/// The text without white space; itself where it has none, as most lines.
pub fn without_white(text: &str) -> Cow<'_, str> {
    // What is done for a passage mostly begins so.
    crate::halt::step();
    let mut white = crate::signs(text).filter(|(_, char)| char.is_whitespace()).peekable();
    if white.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut stripped = String::with_capacity(text.len());
    let mut from = 0;
    for (at, char) in white {
        stripped.push_str(&text[from..at]);
        from = at + char.len_utf8();
    }
    stripped.push_str(&text[from..]);
    Cow::Owned(stripped)
}

/// The text without white space at its start, as [`str::trim_start`] gives it: most texts that are asked have none, which
/// the first byte tells.
#[inline]
pub fn trim_start(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(&lead) if may_lead_white(lead) => text.trim_start(),
        _ => text,
    }
}

/// The text without white space at its end, as [`str::trim_end`] gives it: most texts end with a character of three bytes that
/// is none, which the first of the three tells.
#[inline]
pub fn trim_end(text: &str) -> &str {
    match text.as_bytes() {
        [.., 0xe4..=0xef, _, _] => text,
        _ => text.trim_end(),
    }
}

/// Whether a character of white space may begin with the byte; all but those of ASCII stand between U+0080 and U+00BF or
/// between U+1000 and U+3FFF.
#[inline]
fn may_lead_white(lead: u8) -> bool {
    matches!(lead, 0..=b' ' | 0xc2 | 0xe1..=0xe3)
}

/// Whether the character is one of the common Chinese characters (CJK Unified Ideographs), and no sign.
#[inline]
pub fn is_han(char: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&char)
}

/// Whether the character is a Chinese character or a sign set in a full square, next to which white
/// space means nothing.
#[inline]
pub fn is_cjk(char: char) -> bool {
    matches!(char,
        '\u{2e80}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3134f}'
        | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_white_space_is_taken_out() {
        assert_eq!(strip_white(" 县 财\n政\u{3000}局，\u{a0}a b\t"), "县财政局，ab");
        assert_eq!(strip_white("县财政局"), "县财政局");
        assert!(matches!(without_white("县财政局，甲"), Cow::Borrowed("县财政局，甲")));
        assert!(matches!(without_white("县 财政局"), Cow::Owned(text) if text == "县财政局"));
    }

    #[test]
    fn white_space_at_either_end_is_taken_off_as_the_standard_library_does() {
        let white = (0..=0xffffu32).filter_map(char::from_u32).filter(|char| char.is_whitespace());
        for char in white.chain(['县', '，', 'a', 'é', '\u{3400}', '\u{a000}', '\u{20000}']) {
            for text in
                [format!("{char}县{char}"), format!("{char}{char}"), format!("a{char}"), format!("\u{a000}{char}")]
            {
                assert_eq!((trim_start(&text), trim_end(&text)), (text.trim_start(), text.trim_end()), "{text:?}");
            }
        }
        assert_eq!((trim_start(""), trim_end("")), ("", ""));
    }

    #[test]
    fn full_width_letters_digits_and_brackets_fold_to_half_width() {
        assert_eq!(fold_width("ＧＤＰ５．５％〔２０２１〕（一）"), "GDP5.5%[2021](一)");
        assert_eq!(fold_width("县税务局"), "县税务局");
    }
}
